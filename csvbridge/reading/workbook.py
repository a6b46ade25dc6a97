"""Workbooks into text: the bytes of an .xlsx, .ods or true .xls in, one `Grid` per visible sheet out.

Numbers become their shortest exact decimal text, dates `YYYY-MM-DD`, flags TRUE or FALSE. Sizes are checked
before anything is unpacked. Formulas are never computed and macros never run. Hidden sheets are named, not
read.
"""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from csvbridge.collector import collector_paused
from csvbridge.reading.biff import check_records
from csvbridge.reading.caps import Caps
from csvbridge.reading.cellerrors import CellError, cell_errors
from csvbridge.reading.opendocument import check_opendocument
from csvbridge.reading.package import check_package
from csvbridge.reading.refused import Refused
from csvbridge.reading.sniff import is_opendocument
from csvbridge.reading.table import Grid
from csvbridge.rules import layouts
from csvbridge.rules import reading as rules

_DATE_KINDS = {datetime.date, datetime.datetime}


@dataclass(slots=True)
class Worksheet:
    """One visible worksheet with something in it."""

    name: str
    grid: Grid
    errors: list[CellError] = field(default_factory=list)
    is_first: bool = True
    """Whether none stands before it, not even a blank or a hidden one."""


@dataclass(slots=True)
class Workbook:
    """The visible worksheets that hold anything, and the names of the hidden ones."""

    sheets: list[Worksheet]
    hidden: list[str]
    uncomputed: Refused | None = None
    """That some formulas have no value, and stand here as blanks."""


def read_workbook(data: bytes, caps: Caps, *, uncomputed: bool = False) -> Workbook:
    """Return the visible worksheets; `Refused` when encrypted, damaged, blank or over the caps.

    So is one with formulas that have no value, unless `uncomputed` asks for it all the same.
    """
    has_errors, without_value = True, None
    if is_opendocument(data):
        check_opendocument(data, caps)
        has_errors = False  # its error cells hold their text
    elif data.startswith(b"PK"):
        has_errors, without_value = check_package(data, caps)
        if without_value is not None and not uncomputed:
            raise without_value
    else:
        check_records(data)
    try:
        with _quiet_crashes(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            found = _read(book, cell_errors(data) if has_errors else {}, caps)
            found.uncomputed = without_value
            return found
    except PasswordError:
        raise Refused(rules.FILE_ENCRYPTED) from None
    except (Refused, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except CalamineError as error:
        if "password" in str(error).casefold():
            raise Refused(rules.FILE_ENCRYPTED) from None
        raise Refused(rules.FILE_DAMAGED, reason="the workbook cannot be opened") from None
    except BaseException:  # a crash inside the reader arrives as a PanicException, which is no Exception
        raise Refused(rules.FILE_DAMAGED, reason="the workbook cannot be read to its end") from None


@contextmanager
def _quiet_crashes() -> Iterator[None]:
    """Keep a crash inside the reader from writing its own trace beside our message; it writes past Python."""
    try:
        kept = os.dup(2)
    except OSError:  # no error stream at all, so nothing to keep quiet
        yield
        return
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _read(book: CalamineWorkbook, errors: dict[int, list[CellError]], caps: Caps) -> Workbook:
    found = Workbook([], [])
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    for place, about in enumerate(tables):
        if about.visible is not SheetVisibleEnum.Visible:
            found.hidden.append(about.name)
            continue
        sheet = _worksheet(book, about, errors.get(place, []), caps)
        sheet.is_first = place == 0
        if any(map(any, sheet.grid.rows)):
            found.sheets.append(sheet)
    if not found.sheets:
        _refuse_without_table(book, found.hidden)
    return found


def _refuse_without_table(book: CalamineWorkbook, hidden: list[str]) -> NoReturn:
    charts = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.ChartSheet]
    kinds = [f"{what} ({', '.join(names)})" for what, names in (("charts", charts), ("hidden sheets", hidden)) if names]
    if kinds:
        raise Refused(layouts.NO_TABLE_SEEN, kinds=" and ".join(kinds))
    raise Refused(rules.FILE_BLANK)


def _worksheet(book: CalamineWorkbook, about: SheetMetadata, errors: list[CellError], caps: Caps) -> Worksheet:
    sheet = book.get_sheet_by_name(about.name)
    cells = sheet.total_height * sheet.total_width
    if cells > caps.cells:
        raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=caps.cells)
    with collector_paused():
        values = sheet.to_python(skip_empty_area=False)
        rows = [[cell if cell.__class__ is str else cell_text(cell) for cell in row] for row in values]
        kinds = {cell.__class__ for row in values for cell in row}
        dates = _date_cells(values) if kinds & _DATE_KINDS else {}
    for error in errors:
        _put(rows, error)
    grid = Grid(rows, list(range(1, len(rows) + 1)), is_text=False, typed_numbers=float in kinds, dates=dates)
    grid.merged = [_merged_text(begin, end) for begin, end in sheet.merged_cell_ranges or ()]
    return Worksheet(about.name, grid, errors)


def _date_cells(values: Sequence[Sequence[object]]) -> dict[int, set[int]]:
    """Return per column the rows, from 1, that hold a true date."""
    found: dict[int, set[int]] = {}
    for number, row in enumerate(values, start=1):
        for column, cell in enumerate(row):
            if cell.__class__ in _DATE_KINDS:
                found.setdefault(column, set()).add(number)
    return found


def _merged_text(begin: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a range as spreadsheet programs name it, `A2:A4`; calamine counts rows and columns from 0."""
    return ":".join(f"{_letters(column)}{row + 1}" for row, column in (begin, end))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _put(rows: list[list[str]], error: CellError) -> None:
    """Write an error's text where the reader left a blank, widening the table where need be."""
    width = max(error.column, max(map(len, rows), default=0))
    rows.extend([] for _ in range(error.row - len(rows)))
    for row in rows:
        row.extend([""] * (width - len(row)))
    if not rows[error.row - 1][error.column - 1]:
        rows[error.row - 1][error.column - 1] = error.text


def cell_text(cell: object) -> str:
    """Return a cell's value as exact text: no exponent, no trailing `.0`, no time of midnight."""
    if cell.__class__ is float:  # first, since there may be millions
        return _number_text(repr(cell))
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return _number_text(repr(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return "" if cell is None else str(cell)


def _number_text(text: str) -> str:
    """Return Python's own shortest text of a number without exponent and without `.0`."""
    if "e" in text:
        text = format(Decimal(text), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return text.removesuffix(".0")
