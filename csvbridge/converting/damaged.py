"""Rows that have fewer or more cells than the headings: nothing that stands on them can be believed.

In: what the readers found, before any record has an error of its own. Out: the records of such rows rejected. A deal
or line is rejected at once, since even its stage may stand under the wrong heading; an account or product only where
something needs it (contract.md §2). No cell is moved or guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csvbridge.converting.records import Account, Contact, Deal, Line, Product, Record
from csvbridge.findings import Effect, Findings, Stored
from csvbridge.trail import Fate

Damaged = Mapping[int, tuple[Effect, Stored]]


def damaged_rows(findings: Findings) -> Damaged:
    """Return the damaged rows; to be asked before records are put together, while only readers have spoken."""
    return findings.error_effects()


def reject(records: Iterable[Record], damaged: Damaged) -> None:
    """Reject every record that has a damaged row; its finding is there already."""
    for record in records if damaged else ():
        stored = next((damaged[row][1] for row in record.rows if row in damaged), None)
        if stored is not None:
            record.fate = Fate.REJECTED
            record.reason = stored.rule.message.format(value=stored.value or "", **stored.facts)


def mark(
    deals: Iterable[Deal],
    orphans: Iterable[Line],
    others: Iterable[Account | Product],
    contacts: Iterable[Contact],
    damaged: Damaged,
) -> None:
    """Reject damaged deals and lines, and let no flag that was misread on a damaged row leave a record out."""
    if not damaged:
        return
    deals = list(deals)
    lines = [*(line for deal in deals for line in deal.lines), *orphans]
    reject([*deals, *lines], damaged)
    for record in (*lines, *others):
        if any(row in damaged for row in record.rows):
            record.deleted = False
            if isinstance(record, Product):
                record.active = True
    for contact in contacts:
        if contact.rows[0] in damaged:
            contact.skip("its row has too few or too many cells; nothing was taken from it")
