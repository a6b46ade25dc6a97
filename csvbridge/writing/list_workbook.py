"""Workbooks that QuickBooks imports.

In: headings and rows of text. Out: one .xlsx file of one plain sheet, with equal bytes for equal input. It never lets
a cell become a formula, a number or an error, and never cuts a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path

from csvbridge.errors import OwnFault
from csvbridge.writing.book import new_book, new_sheet, parts_of, write_parts
from csvbridge.writing.cell_text import LONGEST_TEXT, safe_text
from csvbridge.writing.sheet_rows import Cell, Stream, cell_xml, rows_xml


def list_workbook(path: Path, sheet_name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a list for the importer: one plain sheet, headings first, every cell text (qbo-import.md 0.1, 2).

    Blank cells are left out. A line end inside a cell becomes a line feed, as Excel has it; a character that
    XML cannot hold becomes U+FFFD.

    Raises:
        OwnFault: a row has more or fewer cells than headings, or a cell is longer than Excel allows.
    """
    for row in rows:
        if len(row) != len(headings):
            raise OwnFault(f"a row of a list has {len(row)} cells for {len(headings)} headings")

    def poured_rows(styles: object) -> Iterator[str]:
        columns = [
            [cell_xml(position, _list_cell(text)) for text in texts]
            for position, texts in enumerate(zip(headings, *rows, strict=True), 1)
        ]
        yield from rows_xml(1, columns, repeat(1))

    with new_book() as (book, streams):
        new_sheet(book, sheet_name)
        streams.append(Stream(1, 0, poured_rows))
    write_parts(path, parts_of(book, streams))


def _list_cell(text: str) -> Cell:
    if not text.strip():
        return None
    text = safe_text(text)
    if len(text) > LONGEST_TEXT:
        raise OwnFault(f"a cell of a list has {len(text)} characters; a workbook holds {LONGEST_TEXT}")
    return "s", text
