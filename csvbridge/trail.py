"""The trail: where each row came from and what became of it.

In: sources (a file, a sheet, a set of JSON records) and their rows. Out: the rows of `trail.csv`.
Row ids count through the whole run; they are the index of every frame, so any cell can be traced to file and line.
It never drops a row: `rows_without_fate` must be empty before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter

from csvbridge.findings import Place, Stored


class Fate(StrEnum):
    """What became of a record (contract.md §3)."""

    WRITTEN = "written"
    HELD = "held"
    REJECTED = "rejected"
    MERGED = "merged"
    SKIPPED = "skipped"


@dataclass(slots=True, kw_only=True)
class Source:
    """One table that was read: a file, one sheet of a workbook, or one kind of record in a JSON file."""

    number: int
    path: str
    """As given, relative to the working folder where it can be, with `/`."""
    sheet: str | None = None
    is_first_sheet: bool = True
    """Whether it is the first worksheet of its workbook, blank and hidden ones counted; true of what is no workbook."""
    sha256: str = ""
    size: int = 0
    encoding: str = ""
    order_mark: bool = False
    """Whether a text begins with a byte order mark."""
    identified_as: str = ""
    rows: int = 0
    copy: str | None = None
    archive: Source | None = None
    """The archive that holds it."""
    headings: dict[str, str] = field(default_factory=dict)
    """Field of the entity -> the source's own heading."""
    first_row_id: int = 0
    cells: dict[str, Sequence[str]] = field(default_factory=dict)
    """Field of the entity -> its cells as the file has them, one a record."""
    cell_rows: dict[str, Sequence[int]] = field(default_factory=dict)
    """Field of the entity -> for each record the row in which its cell truly stands, 0 for the record's own."""


Entry = tuple[int, int, int, str, Fate, str, str]
"""Source, row (0: the file), row id (-1: no record), record, fate, reason, target: plain, since there are many."""


_STANDS_FOR = {"total_price": "amount", "sales_price": "amount", "product_name": "product_code"}
"""What the row of a deal without lines has in place of a line's field."""


class Trail:
    """Every source, every row, every fate."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._source_of: list[Source] = []  # by row id
        self._row_of: list[int] = []  # by row id: the physical row
        self._entries: list[Entry] = []
        self._told = bytearray()  # by row id: 1 once somebody has spoken for the row

    def add_source(self, path: str, sheet: str | None = None, **facts: object) -> Source:
        """Register a table and return its source, numbered from 0."""
        source = Source(number=len(self.sources), path=path, sheet=sheet, **facts)  # type: ignore[arg-type]
        self.sources.append(source)
        return source

    def add_rows(self, source: Source, rows: Sequence[int]) -> range:
        """Register a source's records by physical row, once for each source, and return their row ids."""
        source.first_row_id, source.rows = len(self._row_of), len(rows)
        self._source_of.extend([source] * len(rows))
        self._row_of.extend(rows)
        self._told.extend(bytes(len(rows)))
        return range(source.first_row_id, len(self._row_of))

    def origin(self, row_id: int) -> tuple[Source, int]:
        """Return the source and the physical row of a row id."""
        return self._source_of[row_id], self._row_of[row_id]

    def source(self, row_id: int) -> int:
        """Return the number of a row's source."""
        return self._source_of[row_id].number

    def rows_of(self, source: Source) -> Sequence[int]:
        """Return the physical rows of a source's records, in order."""
        return self._row_of[source.first_row_id : source.first_row_id + source.rows]

    def entries(self) -> list[Entry]:
        """Return what was said so far, by file and row."""
        return sorted(self._entries, key=itemgetter(0, 1, 2))

    def place(self, row_id: int) -> str:
        """Return a row as people are told of it: `accounts.csv:17`."""
        return f"{self._source_of[row_id].path}:{self._row_of[row_id]}"

    def cell(self, row_id: int | None, name: str | None) -> str | None:
        """Return a cell as the file has it, or None where the row's source does not carry the field."""
        if row_id is None or name is None:
            return None
        source = self._source_of[row_id]
        cells = source.cells.get(name)
        return cells[row_id - source.first_row_id] if cells is not None else None

    def set_fate(self, row_ids: Iterable[int], record: str, fate: Fate, reason: str = "", target: str = "") -> None:
        """Say what became of a record, on every row that speaks of it."""
        sources, rows, entries, told = self._source_of, self._row_of, self._entries, self._told
        for row_id in row_ids:
            entries.append((sources[row_id].number, rows[row_id], row_id, record, fate, reason, target))
            told[row_id] = 1

    def set_aside(self, source: Source, row: int | None, record: str, reason: str) -> None:
        """Record a header, title, total, footer or blank row, or a whole file that nothing needed (row None)."""
        self._entries.append((source.number, row or 0, -1, record, Fate.SKIPPED, reason, ""))

    def pass_over(self, source: Source, record: str = "", reason: str = "") -> None:
        """Replace all that was said of a source by one entry for the file, or by none (QuickBooks lists)."""
        self._entries = [entry for entry in self._entries if entry[0] != source.number]
        self._told[source.first_row_id : source.first_row_id + source.rows] = b"\1" * source.rows
        if record:
            self._entries.append((source.number, 0, -1, record, Fate.SKIPPED, reason, ""))

    def rows_without_fate(self) -> list[int]:
        """Return the row ids that nobody has spoken for."""
        return [row_id for row_id, told in enumerate(self._told) if not told]

    def unused_rows(self) -> set[int]:
        """Return the rows whose every record was skipped."""
        used = {row_id for _, _, row_id, _, fate, _, _ in self._entries if fate is not Fate.SKIPPED}
        return {row_id for row_id, told in enumerate(self._told) if told} - used

    def columns(self) -> list[Sequence[str]]:
        """Return the columns of `trail.csv`, its lines by file and row."""
        if not self._entries:
            return [()] * 7
        sources, rows, _, records, fates, reasons, targets = zip(*self.entries(), strict=True)
        paths = {source.number: source.path for source in self.sources}
        sheets = {source.number: source.sheet or "" for source in self.sources}
        return [
            list(map(paths.__getitem__, sources)),
            list(map(sheets.__getitem__, sources)),
            [str(row) if row else "" for row in rows],
            *(records, fates, reasons, targets),
        ]

    def rows(self) -> list[tuple[str, ...]]:
        """Return the lines of `trail.csv`, by file and row."""
        return list(zip(*self.columns(), strict=True))

    def locate(self, stored: Stored) -> Place:
        """Turn a stored finding's place into file, sheet, row and the source's own heading (none: no such column)."""
        row_id, row = stored.row_id, stored.at_row
        if row_id is not None:
            source, row = self._source_of[row_id], self._row_of[row_id]
        elif stored.source is not None:
            source = self.sources[stored.source]
        else:
            return Place(None, None, None, None)
        own, field = source.headings, stored.field or ""
        column = own.get(field) or own.get(_STANDS_FOR.get(field, ""))
        rows = source.cell_rows.get(field) if source.cell_rows and row_id is not None else None
        cell_row = rows[row_id - source.first_row_id] if rows and row_id is not None else 0
        return Place(source.path, source.sheet, row, column, cell_row or None)
