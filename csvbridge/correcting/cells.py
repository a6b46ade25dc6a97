"""Which record a row is, the same in every export of it, and what its cells hold.

In: tables that were read. Out: `id 001…AAA` where the row has a Salesforce id of its own that no other row of its table
has, else `row <hash of its cells>`; a cell as the file has it, whatever was corrected since.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from csvbridge.mapping.columns import Table
from csvbridge.values.ids import read_id

_OWN_ID = {
    "account": "account_id",
    "contact": "contact_id",
    "opportunity": "opportunity_id",
    "opportunity_line": "line_id",
    "product": "product_id",
    "price_book": "price_book_id",
    "price_entry": "entry_id",
}
"""Entity -> the field that is the row's own id."""


class Cells:
    """The rows of a run's tables by record, and their cells as the files have them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = [table for table in tables if table.export.system == "salesforce"]
        self._by_source = {table.sheet.source.number: table for table in self.tables}
        self._ids: dict[int, list[str]] = {}
        self.before: dict[tuple[int, int], str] = {}
        """Row id and column of each corrected cell -> what the file has there."""

    def table(self, source: int) -> Table | None:
        """Return the table of a source; None where it is no Salesforce export that the run uses."""
        return self._by_source.get(source)

    def ids(self, table: Table) -> list[str]:
        """Return the own id of each row of a table; blank where there is none, or another row has it too."""
        number = table.sheet.source.number
        if number not in self._ids:
            place = table.positions.get(_OWN_ID.get(table.export.entity, ""))
            texts = table.sheet.columns[place] if place is not None else [""] * len(table.sheet.row_ids)
            ids = [read_id(text).id for text in texts]
            counts = Counter(ids)
            self._ids[number] = [own if counts[own] == 1 else "" for own in ids]
        return self._ids[number]

    def record(self, table: Table, row_id: int) -> str:
        """Return the key of a row's record."""
        own = self.ids(table)[row_id - table.sheet.row_ids.start]
        return f"id {own}" if own else f"row {self.row_hash(table, row_id)}"

    def row_hash(self, table: Table, row_id: int) -> str:
        """Return a hash of the cells of a row as the file has them, under their headings."""
        told = [[h.strip(), self.cell(table, row_id, at)] for at, h in enumerate(table.sheet.headings)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]

    def cell(self, table: Table, row_id: int, column: int) -> str:
        """Return a cell as the file has it."""
        kept = self.before.get((row_id, column)) if self.before else None
        return table.sheet.columns[column][row_id - table.sheet.row_ids.start] if kept is None else kept

    def columns(self, table: Table, heading: str) -> list[int]:
        """Return the columns under a heading; those that feed a field come first."""
        found = [at for at, own in enumerate(table.sheet.headings) if own.strip() == heading]
        fed = set(table.positions.values())
        return sorted(found, key=lambda at: (at not in fed, at))
