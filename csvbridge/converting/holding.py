"""Let near-duplicates wait: say of each account what it looks like, and hold it with its documents.

In: a conversion whose accounts have their names, and what is alike among them. Out: findings, accounts and documents
held. Warnings, not errors: nothing is wrong with the data, but somebody has to decide. What an error already says of
two records of one name is not said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csvbridge.converting.comparing import ACCOUNT, CUSTOMER
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.known import DELETED, leaf
from csvbridge.converting.likeness import PREDICTED, Likeness, Pair, candidates, hold, standing
from csvbridge.converting.records import Account, Deal
from csvbridge.findings import Findings
from csvbridge.rules import likeness as rules
from csvbridge.trail import Fate, Trail
from csvbridge.values.names import name_key, valid_name
from csvbridge.values.numbers import currency_digits, format_minor


def stake_words(count: int, minor: int, currency: str) -> str:
    """Return what documents come to: `2 invoices, USD 1310.00`; credit notes count, below zero (contract.md 3)."""
    return f"{count:d} invoice{'' if count == 1 else 's'}, {currency} {format_minor(minor, currency_digits(currency))}"


def hold_near_duplicates(conversion: Conversion, likeness: Likeness, trail: Trail, findings: Findings) -> None:
    """Hold the accounts that the profile's bands name; note the other predicted pairs, and what was left out."""
    for deal in conversion.open_deals:
        likeness.documents.setdefault(id(deal.account), []).append(deal)
    bands = conversion.profile.matching.hold
    teller = _Teller(likeness, conversion.profile.company.home_currency, trail, findings)
    for account, pairs in candidates(likeness, bands):
        unsaid = [pair for pair in pairs if not _said(likeness, account, pair)]
        if unsaid:
            hold(likeness, account, teller.warn(account, unsaid))
    unheld = [band for band in PREDICTED if band not in bands]
    for account, pairs in candidates(likeness, unheld):
        teller.note_listed(account, [pair for pair in pairs if not _said(likeness, account, pair)])
    for pair in likeness.pairs:
        if not pair.fresh and likeness.band(pair) in PREDICTED:
            teller.note_merge(pair)
    if likeness.found.withheld:
        facts = rules.left_out_facts(likeness.found.withheld, conversion.profile.matching.show)
        findings.add(rules.WEAKER_LEFT_OUT, **facts)


def hold_documents(conversion: Conversion, likeness: Likeness, findings: Findings) -> None:
    """Hold the documents of accounts that wait for a decision."""
    for deal in conversion.open_deals:
        customer = likeness.held.get(id(deal.account))
        if customer is None:
            continue
        facts: dict[str, Any] = {"name": customer.account_name, "reason": customer.reason}
        deal.report(findings, rules.DOCUMENT_WAITS, "account_name", customer.account_name, **facts)
        deal.fate, deal.reason = Fate.HELD, rules.DOCUMENT_WAITS.message.format(**facts)
        likeness.deals.append(deal)


def _said(likeness: Likeness, account: Account, pair: Pair) -> bool:
    """Whether an error holds the account already and the two have one name: that error is about them."""
    if not account.blocked:
        return False
    at = likeness.other(pair, account)
    other = valid_name(leaf(DELETED.sub("", likeness.records.names[at])))
    return name_key(valid_name(account.account_name)) == name_key(other)


class _Teller:
    """Puts pairs into words."""

    def __init__(self, likeness: Likeness, currency: str, trail: Trail, findings: Findings) -> None:
        self._likeness, self._currency = likeness, currency
        self._trail, self._findings = trail, findings

    def warn(self, account: Account, pairs: Sequence[Pair]) -> str:
        """Say that an account waits for its likeness to the first of the pairs; return the reason in short."""
        best, at = pairs[0], self._likeness.other(pairs[0], account)
        kind = standing(self._likeness, at)
        rule = rules.LIKE_A_NAME_IN_USE
        if kind in (ACCOUNT, CUSTOMER):
            rule = rules.LIKE_ANOTHER_ACCOUNT if kind == ACCOUNT else rules.LIKE_QUICKBOOKS_CUSTOMER
        deals = self._likeness.documents.get(id(account), ())
        facts = {
            **self._facts(best, at),
            "more": f"; and {len(pairs) - 1:,} more like it" if len(pairs) > 1 else "",
            "waits": self._stake(deals) if deals else "no document of this run",
            "key": account.account_id or account.account_name,
            "proposal": f"{valid_name(account.account_name)} (customer)",
        }
        account.report(self._findings, rule, "account_name", account.account_name, **facts)
        where = "of this run" if kind == ACCOUNT else "in QuickBooks"
        what = f'"{facts["other"]}", {facts["what"]} {where} ({facts["place"]})'
        return f"near-duplicate, {facts['band']}: looks like {what}"

    def note_listed(self, account: Account, pairs: Sequence[Pair]) -> None:
        """Note pairs that nothing waits for, each once: on the row of the account that is named first."""
        for pair in pairs:
            if pair.fresh[0] is account:
                at = self._likeness.other(pair, account)
                account.report(
                    self._findings,
                    rules.LIKENESS_ONLY_LISTED,
                    "account_name",
                    account.account_name,
                    **self._facts(pair, at),
                )

    def note_merge(self, pair: Pair) -> None:
        """Note two customers of QuickBooks that may be one."""
        records = self._likeness.records
        self._findings.add(
            rules.QUICKBOOKS_RECORDS_ALIKE,
            row=records.rows[pair.left],
            value=records.names[pair.left],
            name=self._own_name(pair.left),
            kind=standing(self._likeness, pair.left),
            **self._facts(pair, pair.right),
        )

    def _facts(self, pair: Pair, at: int) -> dict[str, Any]:
        found, kind = self._likeness.found, standing(self._likeness, at)
        against = found.against[pair.number]
        return {
            "other": self._own_name(at),
            "what": f"an {kind}" if kind[0] in "aei" else f"a {kind}",
            "place": self._trail.place(self._likeness.records.rows[at]),
            "band": self._likeness.band(pair),
            "reasons": found.reasons[pair.number] + (f" (against it: {against})" if against else ""),
        }

    def _own_name(self, at: int) -> str:
        """Return a record's name: QuickBooks' own, where an account is one of its customers."""
        records = self._likeness.records
        account = records.accounts[at] if at < len(records.accounts) else None
        return account.name if account is not None and account.known else records.names[at]

    def _stake(self, deals: Sequence[Deal]) -> str:
        return stake_words(len(deals), sum(deal.total for deal in deals), self._currency)
