"""Document numbers of files to import, against the Invoice List and over the files of one call.

In: recognised tables and `Existing`. Out: findings on the first line of each document whose number is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.existing import Existing
from csvbridge.ready.lookups import LISTS
from csvbridge.rules import ready_documents
from csvbridge.schemas import TemplateColumn


def check_known_numbers(tables: Sequence[ReadyTable], existing: Existing, findings: Findings) -> None:
    """Check document numbers against the Invoice List, and over the files of the call."""
    documents = [table for table in tables if table.template.entity == "invoice_line"]
    if not documents:
        return
    if not existing.known.has_documents:
        existing.miss("documents", LISTS["documents"].what)
    if not existing.known.documents and len(documents) == 1:
        return
    seen: dict[str, ReadyTable] = {}
    for table in documents:
        column = table.column("number")
        if column is None:
            continue
        cells = table.columns[column.name]
        keys = {text: text.strip().casefold() for text in set(cells) if text.strip()}
        taken = {text for text, key in keys.items() if key in existing.known.documents or key in seen}
        told: set[str] = set()
        for at, text in enumerate(cells) if taken else ():
            if text in taken and keys[text] not in told:
                told.add(keys[text])
                _tell(table, at, column, existing, seen.get(keys[text]), findings)
        for key in keys.values():
            seen.setdefault(key, table)


def _tell(
    table: ReadyTable,
    at: int,
    column: TemplateColumn,
    existing: Existing,
    other: ReadyTable | None,
    findings: Findings,
) -> None:
    number = table.columns[column.name][at].strip()
    for fit in existing.known.documents.get(number.casefold(), ())[:1]:
        whose = f", of {fit.customer[:60]}" if fit.customer else ""
        table.tell(findings, ready_documents.NUMBER_IN_QUICKBOOKS, at, column, number=number, whose=whose)
    if other is not None:
        place = other.source.path
        table.tell(findings, ready_documents.NUMBER_IN_OTHER_FILE, at, column, number=number, other=place)
