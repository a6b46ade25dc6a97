"""Bills and sales receipts in files for the import screens: what only they have.

In: a recognised table of lines. Out: findings on documents and columns. What every document has (lines that stand
together, one date, quantity times rate) is checked elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.profile.model import Company
from csvbridge.ready.amounts import ZERO, amounts_of, shown
from csvbridge.rules import purchases as rules


def check_bills(table: ReadyTable, company: Company, findings: Findings) -> None:
    """Check what bills alone have."""
    if company.region == "us" and company.plan != "advanced":
        facts: dict[str, Any] = {"title": table.template.title, "plan": company.plan}
        findings.add(rules.IMPORT_NOT_IN_PLAN, source=table.source.number, **facts)
    _check_totals(table, "a supplier credit", findings)
    _check_left_behind(table, "item", rules.ITEMS_LEFT_BEHIND, findings)


def check_receipts(table: ReadyTable, findings: Findings) -> None:
    """Check what sales receipts alone have."""
    _check_totals(table, "a refund receipt", findings)
    _check_left_behind(table, "payment_method", rules.PAYMENT_METHOD_LEFT_BEHIND, findings)


def _check_totals(table: ReadyTable, instead: str, findings: Findings) -> None:
    """Say of documents that come to less than zero; one with an amount that cannot be read is passed over."""
    numbers, cells = table.cells("number"), table.cells("amount")
    column = table.column("amount")
    if numbers is None or cells is None or column is None:
        return
    totals: dict[str, Decimal] = {}
    first: dict[str, int] = {}
    unread: set[str] = set()
    for at, (number, text, value) in enumerate(zip(numbers, cells, amounts_of(cells), strict=True)):
        name = number.strip()
        first.setdefault(name, at)
        totals[name] = totals.get(name, ZERO) + (value or ZERO)
        if value is None and text.strip():
            unread.add(name)
    for name, total in totals.items():
        if name and total < ZERO and name not in unread:
            at = first[name]
            facts: dict[str, Any] = {"number": name[:40], "total": shown(total), "instead": instead}
            findings.add(rules.TOTAL_BELOW_ZERO, row=table.row_ids[at], field=column.name, value=cells[at], **facts)


def _check_left_behind(table: ReadyTable, meaning: str, rule: Rule, findings: Findings) -> None:
    filled = [at for at, text in enumerate(table.cells(meaning) or ()) if text.strip()]
    column = table.column(meaning)
    if filled and column is not None:
        facts: dict[str, Any] = {"count": len(filled), "at": table.row_of(filled[0])}
        findings.add(rule, source=table.source.number, field=column.name, **facts)
