"""Workbooks that people read.

In: tables for people. Out: one .xlsx file with a sheet for each, with equal bytes for equal input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import repeat
from pathlib import Path

from openpyxl import Workbook

from csvbridge.errors import OwnFault
from csvbridge.writing.book import new_book, new_sheet, pack_parts, parts_of, write_parts
from csvbridge.writing.cell_text import safe_text
from csvbridge.writing.review_cells import column_cells
from csvbridge.writing.review_layout import heading_cell, lines_of_heading, pattern_cell, prepare_sheet
from csvbridge.writing.review_tables import MOST_ROWS, ReviewColumn, ReviewSheet, Value
from csvbridge.writing.sheet_rows import LINE_HEIGHT, Stream, rows_xml


def review_workbook(path: Path, sheets: Sequence[ReviewSheet]) -> None:
    """Write tables for people: filters, frozen headings, widths and print settings, values of their own type.

    A number that Excel cannot hold exactly and a date that it counts wrongly are written as text; a text too
    long for a cell is cut and says how long it was.

    Raises:
        OwnFault: a value of another type (a binary fraction), a row that does not fit, over MOST_ROWS rows.
    """
    write_parts(path, _review_parts(sheets))


def packed_review(sheets: Sequence[ReviewSheet]) -> Callable[[], bytes]:
    """Return what packs the same workbook into bytes: that needs hardly any of Python's own time, so a thread may."""
    parts = _review_parts(sheets)

    def packed() -> bytes:
        written = BytesIO()
        pack_parts(written, parts)
        return written.getvalue()

    return packed


def _review_parts(sheets: Sequence[ReviewSheet]) -> dict[str, bytes]:
    with new_book() as (book, streams):
        for review in sheets:
            streams.append(_write_review(book, review))
    return parts_of(book, streams)


def _write_review(book: Workbook, review: ReviewSheet) -> Stream:
    """Lay out a sheet up to its headings and its pattern rows; return the stream of its rows and totals."""
    if len(review.rows) > MOST_ROWS:
        raise OwnFault(f"a review has {len(review.rows):,} rows; a sheet holds {MOST_ROWS:,}")
    for row in (*review.rows, *review.totals):
        if len(row) != len(review.columns):
            raise OwnFault(f"a row of a review has {len(row)} cells for {len(review.columns)} columns")
    sheet = new_sheet(book, review.title)
    heading_row = len(review.notes) + 2 if review.notes else 1
    prepare_sheet(sheet, review, heading_row, last_row=heading_row + len(review.rows))
    for note in review.notes:
        sheet.append([pattern_cell(sheet, "text", text=safe_text(note), wrapped=False)])
    if review.notes:
        sheet.append([])
    high = max(lines_of_heading(column) for column in review.columns)
    if high > 1:
        sheet.row_dimensions[heading_row].height = high * LINE_HEIGHT
    sheet.append([heading_cell(sheet, column) for column in review.columns])
    columns = review.columns
    # the pattern rows: a style for each column's own kind, and one for text in its place; plain, then bold
    for bold in (False, True):
        sheet.append([pattern_cell(sheet, c.kind, bold, entry=c.entry and not bold, whole=c.whole) for c in columns])
        sheet.append([pattern_cell(sheet, "text", bold, entry=c.entry and not bold, whole=c.whole) for c in columns])

    def rows(styles: Sequence[Sequence[str]]) -> Iterator[str]:
        first = heading_row + 1
        yield from _review_rows(first, columns, review.rows, styles[0], styles[1], styles[3])
        # a row lower: a filter would take in the totals if they touched the table
        below = first + len(review.rows) + 1
        yield from _review_rows(below, columns, review.totals, styles[2], styles[3], styles[3], is_table=False)

    return Stream(heading_row + 1, 4, rows)


def _review_rows(
    first: int,
    columns: Sequence[ReviewColumn],
    rows: Sequence[Sequence[Value]],
    typed: Sequence[str],
    text: Sequence[str],
    strong: Sequence[str],
    *,
    is_table: bool = True,
) -> Iterator[str]:
    """Yield rows as XML, numbered from `first`; each column is looked at as a whole, since most cells are plain."""
    if not rows:
        return
    cells: list[list[str]] = []
    tall: list[list[int]] = []
    for at, (column, values) in enumerate(zip(columns, zip(*rows, strict=True), strict=True), 1):
        own, lines = column_cells(at, column, values, (typed[at - 1], text[at - 1], strong[at - 1]), is_table)
        cells.append(own)
        tall += [lines] if lines is not None else []
    yield from rows_xml(first, cells, map(max, repeat(1), *tall) if tall else repeat(1))
