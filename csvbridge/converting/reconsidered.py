"""Documents that went to the customer of a decision which does not count any more.

In: decisions that were changed or taken out since they served a run, the documents that earlier runs wrote, and the
customers that accounts have now. Out: a warning per account and customer, until the documents are exported anew, undone
or shown by QuickBooks' own list as put right. Nothing that was exported is changed here, and no customer is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.customers import listed_customer
from csvbridge.converting.known import leaf
from csvbridge.converting.records import Account
from csvbridge.decision_words import in_words, quickbooks_name
from csvbridge.findings import Findings
from csvbridge.remembered import Decision, Exported, quickbooks_key
from csvbridge.rules import decided as rules
from csvbridge.ties import CUSTOMER, Tie, Ties
from csvbridge.values.names import name_key, valid_name

_NUMBERS_SHOWN = 10


def tell_reconsidered(conversion: Conversion, needed: Sequence[Account], findings: Findings) -> None:
    """Warn of documents whose customer was decided otherwise since; `needed` have their names, or wait."""
    if not conversion.changed:
        return
    before: dict[str, list[Decision]] = defaultdict(list)
    for decision in conversion.changed:
        for one in (decision.left, decision.right):
            before[one.key].append(decision)
    here = {account.key: account for account in conversion.accounts.all if not account.deleted}
    settled = {account.key for account in needed if account.name and account.open}
    told: list[Decision] = []
    for key in sorted(before):
        written, account = conversion.earlier.documents_of(key), here.get(key)
        if not written or _waits(conversion, account):
            continue
        now = _Now(conversion, key, account, before[key][-1], settled=key in settled)
        if now.is_told:
            told += _tell(conversion, account, written, before[key], now, findings)
    conversion.changed = [decision for decision in conversion.changed if decision in told]


def _tell(
    conversion: Conversion,
    account: Account | None,
    written: Sequence[Exported],
    before: Sequence[Decision],
    now: _Now,
    findings: Findings,
) -> Iterator[Decision]:
    """Warn of an account's documents, a customer at a time; yield the decisions that they were written by."""
    place: dict[str, Any] = {"row": None, "value": now.own_name}
    if account is not None:
        place = {"row": account.rows[0], "field": "account_name", "value": account.account_name}
    for customer, documents in _by_customer(written).items():
        wrong = [each for each in documents if not now.is_right(each)]
        if wrong:
            decision = next((d for d in reversed(before) if _named(d) == name_key(customer)), before[-1])
            conversion.earlier.use(wrong)
            findings.add(rules.SERVED_A_CHANGED_DECISION, **place, **_facts(customer, wrong, decision, now))
            yield decision


def _waits(conversion: Conversion, account: Account | None) -> bool:
    """Whether an account waits for a decision: whose its documents are is not known before."""
    return account is not None and conversion.likeness is not None and id(account) in conversion.likeness.held


def _by_customer(documents: Iterable[Exported]) -> dict[str, list[Exported]]:
    found: dict[str, list[Exported]] = defaultdict(list)
    for one in documents:
        found[one.customer].append(one)
    return found


def _named(decision: Decision) -> str:
    return name_key(quickbooks_name(decision)) if decision.word == "same-as-quickbooks" else ""


class _Now:
    """Which customer an account is by now."""

    def __init__(
        self, conversion: Conversion, key: str, account: Account | None, before: Decision, *, settled: bool
    ) -> None:
        self._conversion, self._key = conversion, key
        self._ties: Ties | None = conversion.in_force.ties if conversion.in_force is not None else None
        self._tie = self._ties.tie(key) if self._ties is not None else None
        self.own_name = next(m.name for m in (before.left, before.right) if m.key == key)
        self.name = account.name if account is not None and settled else self._unsettled(account)
        self.is_told = bool(self.name) and (settled or self.decision(before) is not None)
        """Whether anybody has said whose customer it is: this run, or a decision in the place of the earlier one."""
        members = self._tie.members if self._tie is not None else ()
        written = [conversion.earlier.customer_of(record) for record in {key, *members}]
        self._names = {name_key(each.name) for each in written if each is not None} | {name_key(self.name)}

    def _unsettled(self, account: Account | None) -> str:
        """Return the customer of an account that this run does not need; blank where decisions contradict."""
        if self._tie is not None:
            return self._end(self._tie)
        written = self._conversion.earlier.customer_of(self._key)
        if written is not None:
            return written.name
        listed = listed_customer(account, self._conversion.known) if account is not None else ""
        return listed or valid_name(account.account_name if account is not None else self.own_name)

    def _end(self, tie: Tie) -> str:
        if tie.end.startswith(CUSTOMER):
            deciding = self._conversion.deciding
            return deciding.name_of(tie.end) if deciding is not None else ""
        written = self._conversion.earlier.customer_of(tie.end)
        if written is not None:
            return written.name
        names = (m.name for d in tie.decisions for m in (d.left, d.right) if m.key == tie.end)
        return valid_name(next(names, ""))

    def is_right(self, document: Exported) -> bool:
        """Whether a document is its customer's: by its name, by a merge still to come, or as QuickBooks shows it."""
        if name_key(document.customer) in self._names:
            return True
        if self._tie is not None and quickbooks_key("customer", document.customer) in self._tie.members:
            return True
        known = self._conversion.known
        if any(self._is_now(entry.customer) for entry in known.documents.get(document.name.casefold(), ())):
            return True
        then, now = (bool(known.customers.get(name_key(name))) for name in (document.customer, self.name))
        return now and not then  # merged, or called so by now

    def _is_now(self, customer: str) -> bool:
        return name_key(self.name) in (name_key(customer), name_key(leaf(customer)))

    def decision(self, before: Decision) -> Decision | None:
        """Return the decision that counts now about a pair that was decided once."""
        if self._ties is None:
            return None
        return next((d for d in self._ties.decisions_of(self._key) if d.key == before.key), None)


def _facts(customer: str, documents: Sequence[Exported], before: Decision, now: _Now) -> dict[str, Any]:
    runs = list(dict.fromkeys(each.run for each in documents))
    numbers = ", ".join(each.name for each in documents[:_NUMBERS_SHOWN])
    left = len(documents) - _NUMBERS_SHOWN
    decision = now.decision(before)
    return {
        "count": f"{len(documents):,} document{'' if len(documents) == 1 else 's'}",
        "numbers": numbers + (f" and {left:,} more" if left > 0 else ""),
        "customer": customer,
        "runs": ", ".join(runs),
        "run": runs[-1],
        "after": now.name,
        "before": in_words(before),
        "now": in_words(decision) if decision is not None else "that was taken out",
    }
