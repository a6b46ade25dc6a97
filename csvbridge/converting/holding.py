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
from csvbridge.converting.likeness import PREDICTED, Likeness, Pair, both_in_quickbooks, candidates, hold, standing
from csvbridge.converting.records import Account
from csvbridge.decision_words import with_reason
from csvbridge.findings import Findings
from csvbridge.rules import decided
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

    def waits(number: int) -> bool:
        return number in likeness.insisting or likeness.band(likeness.pairs[number]) in bands

    def listed(number: int) -> bool:
        return not waits(number) and likeness.band(likeness.pairs[number]) in PREDICTED

    teller = Teller(likeness, conversion.profile.company.home_currency, trail, findings)
    for account, numbers in candidates(likeness, waits):
        unsaid = [number for number in numbers if not _said(likeness, account, likeness.pairs[number])]
        if unsaid:
            hold(likeness, account, teller.warn(account, unsaid))
    for account, numbers in candidates(likeness, listed):
        teller.note_listed(account, [n for n in numbers if not _said(likeness, account, likeness.pairs[n])])
    for number, pair in enumerate(likeness.pairs):
        if likeness.band(pair) in PREDICTED and both_in_quickbooks(likeness, pair):
            teller.note_merge(number)
    if likeness.found.withheld:
        facts = rules.left_out_facts(likeness.found.withheld, conversion.profile.matching.show)
        findings.add(rules.WEAKER_LEFT_OUT, **facts)
    for crowd in likeness.found.crowds:
        findings.add(rules.CROWDED, **rules.crowd_facts(crowd))


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


class Teller:
    """Puts pairs into words."""

    def __init__(self, likeness: Likeness, currency: str, trail: Trail, findings: Findings) -> None:
        self._likeness, self._currency = likeness, currency
        self._trail, self._findings = trail, findings

    def warn(self, account: Account, numbers: Sequence[int]) -> str:
        """Say that an account waits for its likeness to the first of the pairs; return the reason in short."""
        best = self._likeness.pairs[numbers[0]]
        at = self._likeness.other(best, account)
        kind = standing(self._likeness, at)
        rule = rules.LIKE_A_NAME_IN_USE
        if kind in (ACCOUNT, CUSTOMER):
            rule = rules.LIKE_ANOTHER_ACCOUNT if kind == ACCOUNT else rules.LIKE_QUICKBOOKS_CUSTOMER
        changed = next((self._likeness.changed[n] for n in numbers if n in self._likeness.changed), "")
        facts = {
            **self.facts(best, at),
            "more": f"; and {len(numbers) - 1:,} more like it" if len(numbers) > 1 else "",
            "again": f". Asked again: {changed}" if changed else "",
            "waits": self.stake(account),
            "key": account.account_id or account.account_name,
            "proposal": f"{valid_name(account.account_name)} (customer)",
        }
        account.report(self._findings, rule, "account_name", account.account_name, **facts)
        where = "of this run" if kind == ACCOUNT else "in QuickBooks"
        what = f'"{facts["other"]}", {facts["what"]} {where} ({facts["place"]})'
        again = f"; asked again, since {changed}" if changed else ""
        return f"near-duplicate, {facts['band']}: looks like {what}{again}"

    def note_listed(self, account: Account, numbers: Sequence[int]) -> None:
        """Note pairs that nothing waits for, each once: on the row of the account that is named first."""
        for number in numbers:
            pair = self._likeness.pairs[number]
            changed = self._likeness.changed.get(number, "")
            if pair.fresh[0] is account:
                at = self._likeness.other(pair, account)
                account.report(
                    self._findings,
                    rules.LIKENESS_ONLY_LISTED,
                    "account_name",
                    account.account_name,
                    **self.facts(pair, at),
                    again=f". Asked again: {changed}" if changed else "",
                )

    def note_merge(self, number: int) -> None:
        """Note two customers of QuickBooks that may be one, or what was decided of them."""
        pair = self._likeness.pairs[number]
        records, answer = self._likeness.records, self._likeness.answers.get(number)
        apart = answer is not None and answer.word in ("different", "related")
        told: dict[str, Any] = (
            {"word": answer.word, "decided": with_reason(answer)} if answer is not None and apart else {}
        )
        self._findings.add(
            decided.QUICKBOOKS_RECORDS_APART if apart else rules.QUICKBOOKS_RECORDS_ALIKE,
            row=records.rows[pair.left],
            value=records.names[pair.left],
            name=self._own_name(pair.left),
            kind=standing(self._likeness, pair.left),
            **self.facts(pair, pair.right),
            **told,
        )

    def facts(self, pair: Pair, at: int) -> dict[str, Any]:
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
        if account is None or not account.known:
            return records.names[at]
        return account.own_customer or account.name

    def stake(self, account: Account) -> str:
        """Return what waits with an account."""
        deals = self._likeness.documents.get(id(account), ())
        if not deals:
            return "no document of this run"
        return stake_words(len(deals), sum(deal.total for deal in deals), self._currency)
