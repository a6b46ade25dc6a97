"""A list of document numbers: a text, .csv or workbook in, each number with its row out.

A table names its column of numbers by a heading; a file of one column needs none. Which numbers are known is not
decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from csvbridge.findings import Place, finding_at
from csvbridge.keeping.faults import stop_refused, stop_with
from csvbridge.reading.discover import shown_path
from csvbridge.reading.filled import Filled, read_filled
from csvbridge.reading.refused import Refused
from csvbridge.reviews.words import fit
from csvbridge.rules import memory as rules
from csvbridge.values.text import one_line, strip_hidden

_WHOSE = ("", "invoice", "creditmemo", "creditnote", "document", "doc", "transaction", "txn", "ref", "reference")
_HEADINGS = frozenset(whose + word for whose in _WHOSE for word in ("no", "number", "num", "#"))
"""Headings of a column of numbers, letters alone: `*InvoiceNo`, `Invoice number`, `No.`, `Num`, `Doc #`."""


class Number(NamedTuple):
    """A number as it was written, and where."""

    text: str
    place: Place


def read_numbers(path: Path) -> list[Number]:
    """Return the numbers that a file lists, in its order.

    Raises:
        Stop: the file cannot be read, or no column of it holds numbers.
    """
    try:
        tables = read_filled(path, _is_heading)
    except Refused as refused:
        stop_refused(path, refused)
    file = shown_path(path)
    found = [number for table in tables for number in _of_table(table, file)]
    if not found:
        first = next((row for table in tables for row in table.grid.rows if any(row)), [])
        headings = fit(", ".join(cell for cell in first if cell.strip()), 200)
        stop_with([finding_at(rules.NO_NUMBERS, Place(file, None, None, None), headings=headings)])
    return found


def _of_table(table: Filled, file: str) -> Iterator[Number]:
    rows, numbers = table.grid.rows, table.grid.numbers
    found = next(((at, column) for at, row in enumerate(rows) if (column := _number_column(row)) is not None), None)
    start, column = (found[0] + 1, found[1]) if found is not None else (0, _only_column(rows))
    if column is None:
        return
    for row, number in zip(rows[start:], numbers[start:], strict=True):
        text = one_line(strip_hidden(row[column])) if column < len(row) else ""
        if text and not _is_heading(text):
            heading = rows[found[0]][column].strip() if found is not None else None
            yield Number(text, Place(file, table.name, number, heading))


def _number_column(row: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(row) if _is_heading(cell)), None)


def _only_column(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the one column that holds anything."""
    filled = {at for row in rows for at, cell in enumerate(row) if cell.strip()}
    return filled.pop() if len(filled) == 1 else None


def _is_heading(cell: str) -> bool:
    return "".join(c for c in cell.casefold() if c.isalpha() or c == "#") in _HEADINGS and not any(
        map(str.isdigit, cell)
    )
