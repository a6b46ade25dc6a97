"""Group findings by what is to be done about them, and collect what waits for a person.

In: a run. Out: remedies (a code with its findings), and the deals, lines, customers and products that wait. Notes are
left to the evidence; warnings that the profile accepts are counted apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Account, Deal, Line, Product
from csvbridge.findings import Finding, Severity
from csvbridge.rules import catalogue
from csvbridge.rules.controls import EXPORTED_NOT_LISTED
from csvbridge.rules.decided import SERVED_A_CHANGED_DECISION
from csvbridge.rules.likeness import WAITING
from csvbridge.rules.once_only import SETTLED_BY_HAND
from csvbridge.run import Run
from csvbridge.trail import Fate

_SPELLING = {
    "sku": "SKU",
    "zip": "ZIP",
    "id": "ID",
    "ids": "IDs",
    "quickbooks": "QuickBooks",
    "salesforce": "Salesforce",
}
_SETTLED_BY_HAND = (*SETTLED_BY_HAND, EXPORTED_NOT_LISTED.code, SERVED_A_CHANGED_DECISION.code)
_WAITING = (Fate.HELD, Fate.REJECTED)
_GRAVE = (Severity.ERROR.value, Severity.WARNING.value)


@dataclass(frozen=True, slots=True)
class Remedy:
    """All findings of one code."""

    code: str
    severity: str
    what: str
    """The rule's name in plain words."""
    findings: tuple[Finding, ...]

    @property
    def fix(self) -> str:
        """What to do; where it differs from finding to finding, the first as an example."""
        first = self.findings[0].fix
        if all(finding.fix == first for finding in self.findings):
            return first
        return f"{first} (the others alike, each with its own names)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that is in no import file and waits for a person."""

    deals: tuple[Deal, ...]
    lines: tuple[Line, ...]
    """Lines whose deal is in no file."""
    customers: tuple[Account, ...]
    products: tuple[Product, ...]

    def __bool__(self) -> bool:
        return bool(self.deals or self.lines or self.customers or self.products)


def remedies(findings: Iterable[Finding], accepted: Iterable[str] = ()) -> list[Remedy]:
    """Return errors, then warnings, by code; the most frequent first. Accepted codes and notes are left out."""
    left_out = frozenset(accepted)
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity in _GRAVE and finding.code not in left_out:
            by_code.setdefault(finding.code, []).append(finding)
    rules = catalogue()
    found = [
        Remedy(code, group[0].severity, _in_words(rules[code].name), tuple(group)) for code, group in by_code.items()
    ]
    return sorted(found, key=lambda r: (_GRAVE.index(r.severity), -len(r.findings), r.code))


def all_remedies(findings: Iterable[Finding]) -> list[Remedy]:
    """Return errors, warnings and notes by code, each with its findings by file, sheet and row."""
    listed = sorted(findings, key=_by_place)
    notes: dict[str, list[Finding]] = {}
    for finding in listed:
        if finding.severity not in _GRAVE:
            notes.setdefault(finding.code, []).append(finding)
    rules = catalogue()
    told = [Remedy(code, group[0].severity, _in_words(rules[code].name), tuple(group)) for code, group in notes.items()]
    return [*remedies(listed), *sorted(told, key=lambda r: (-len(r.findings), r.code))]


def _by_place(finding: Finding) -> tuple[str, str, int]:
    return finding.file or "", finding.sheet or "", finding.row or 0


def _in_words(name: str) -> str:
    """Return a rule's name as a heading: `sku-on-two-items` is `SKU on two items`."""
    words = " ".join(_SPELLING.get(word, word) for word in name.split("-"))
    return words[:1].upper() + words[1:]


def blocking(groups: Iterable[Remedy]) -> list[Remedy]:
    """Return the remedies of what makes records wait: errors, and the warnings of near-duplicates that are held."""
    return [remedy for remedy in groups if remedy.severity == Severity.ERROR.value or remedy.code in WAITING]


def warnings_of(groups: Iterable[Remedy]) -> list[Remedy]:
    """Return the remedies of warnings whose records are written all the same."""
    apart = (*WAITING, *_SETTLED_BY_HAND)
    return [remedy for remedy in groups if remedy.severity == Severity.WARNING.value and remedy.code not in apart]


def to_settle(groups: Iterable[Remedy]) -> list[Remedy]:
    """Return the remedies of what was exported before and is now put right in QuickBooks, by hand."""
    return [remedy for remedy in groups if remedy.code in _SETTLED_BY_HAND]


def accepted_counts(run: Run) -> list[tuple[str, int, str]]:
    """Return code, number of findings and reason of every warning that the profile accepts."""
    counts = dict.fromkeys(run.accepted, 0)
    for finding in run.listed:
        if finding.code in counts:
            counts[finding.code] += 1
    return [(code, counts[code], reason) for code, reason in sorted(run.accepted.items())]


def waiting(run: Run) -> Waiting:
    """Return what was held or rejected."""
    totals, conversion = run.totals, run.conversion
    if not any(counts[fate] for counts in (*totals.records.values(), totals.lines) for fate in _WAITING):
        return Waiting((), (), (), ())
    catalogued = (*conversion.catalogue.all, *conversion.catalogue.made.values())
    return Waiting(
        tuple(deal for deal in conversion.deals.all if deal.blocked),
        tuple(line for line in conversion.deals.orphans if line.blocked),
        tuple(account for account in conversion.accounts.all if account.blocked and not account.from_deal),
        tuple(product for product in catalogued if product.blocked and not product.from_line),
    )


def waiting_amount(deal: Deal) -> int | None:
    """Return what a waiting deal comes to, in minor units; None where an amount is blank or cannot be read."""
    lines = live_lines(deal)
    if not lines:
        return deal.amount
    totals = [line.total for line in lines]
    return None if None in totals else sum(total for total in totals if total is not None)


def waiting_sums(run: Run) -> list[tuple[str, int]]:
    """Return what waits per currency, as the control totals have it."""
    found = [
        (code, sums.get(Fate.HELD, 0) + sums.get(Fate.REJECTED, 0)) for code, sums in sorted(run.totals.amounts.items())
    ]
    return [(code, minor) for code, minor in found if minor]


def currency_of(record: Deal | Line, run: Run) -> str:
    """Return the currency of a deal or line: its own, else that of the books."""
    return record.currency.upper() or run.plan.profile.company.home_currency


def customer_of(deal: Deal) -> str:
    """Return the customer's name as QuickBooks has it, else as the deal tells it."""
    account = deal.account
    return (account.name or account.account_name) if account is not None else deal.account_name


def documents(run: Run) -> Sequence[Deal]:
    """Return the documents that were written, in the order of their files."""
    return [*run.conversion.invoices, *run.conversion.credits]


def document_days(run: Run) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the written documents."""
    days = [deal.close_date for deal in documents(run) if deal.close_date is not None]
    return (min(days), max(days)) if days else None
