"""Document numbers of files to import, against the Invoice List and over the files of one call.

In: recognised tables and `Existing`. Out: findings on the first line of each document whose number is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.existing import Existing
from csvbridge.rules import ready_documents, ready_files


def check_known_numbers(tables: Sequence[ReadyTable], existing: Existing, findings: Findings) -> None:
    """Check document numbers against the Invoice List, and over the files of the call."""
    documents = [table for table in tables if table.template.entity == "invoice_line"]
    if not documents:
        return
    if not existing.known.has_documents:
        findings.add(
            ready_files.NOT_COMPARED,
            what="document numbers",
            list="the Invoice List",
            how="Reports > Invoice List by Date.",
        )
    seen: dict[str, ReadyTable] = {}
    for table in documents:
        name = table.template.document
        told: set[str] = set()
        for at, text in enumerate(table.columns.get(name, ())):
            key = text.strip().casefold()
            if not key or key in told:
                continue
            told.add(key)
            for fit in existing.known.documents.get(key, ())[:1]:
                whose = f", of {fit.customer[:60]}" if fit.customer else ""
                findings.add(
                    ready_documents.NUMBER_IN_QUICKBOOKS,
                    row=table.row_ids[at],
                    field=name,
                    number=text.strip(),
                    whose=whose,
                )
            other = seen.setdefault(key, table)
            if other is not table:
                findings.add(
                    ready_documents.NUMBER_IN_OTHER_FILE,
                    row=table.row_ids[at],
                    field=name,
                    number=text.strip(),
                    other=other.source.path,
                )
