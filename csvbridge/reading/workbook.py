"""Workbooks into text: the bytes of an .xlsx or true .xls in, one `Grid` per visible sheet out.

Numbers become their shortest exact decimal text, dates `YYYY-MM-DD`, flags TRUE or FALSE. Sizes are checked
before anything is unpacked. Formulas are never computed and macros never run. Hidden sheets are named, not
read.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from csvbridge.reading.biff import check_records
from csvbridge.reading.caps import Caps
from csvbridge.reading.cellerrors import CellError, cell_errors
from csvbridge.reading.refused import Refused
from csvbridge.reading.table import Grid
from csvbridge.rules import reading as rules

_SHEET_MEMBER = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
# of any length and case: what Excel would not take, the reader of workbooks does
_COLUMN_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)[0-9]""")
_ROW_REFERENCE = re.compile(rb"""\br\s*=\s*["'][A-Za-z]*([0-9]+)["']""")
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*([0-9]+)""")  # count, uniqueCount
_SPARSE = 100  # blank cells for each that a sheet names


@dataclass(slots=True)
class Worksheet:
    """One visible worksheet with something in it."""

    name: str
    grid: Grid
    errors: list[CellError] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The visible worksheets that hold anything, and the names of the hidden ones."""

    sheets: list[Worksheet]
    hidden: list[str]


def read_workbook(data: bytes, caps: Caps) -> Workbook:
    """Return the visible worksheets; `Refused` when encrypted, damaged, blank or over the caps."""
    if data.startswith(b"PK"):
        _check_package(data, caps)
    else:
        check_records(data)
    try:
        with _quiet_crashes(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _read(book, cell_errors(data), caps)
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
        if any(map(any, sheet.grid.rows)):
            found.sheets.append(sheet)
    if not found.sheets:
        raise Refused(rules.FILE_BLANK)
    return found


def _worksheet(book: CalamineWorkbook, about: SheetMetadata, errors: list[CellError], caps: Caps) -> Worksheet:
    sheet = book.get_sheet_by_name(about.name)
    cells = sheet.total_height * sheet.total_width
    if cells > caps.cells:
        raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=caps.cells)
    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for error in errors:
        _put(rows, error)
    return Worksheet(about.name, Grid(rows, list(range(1, len(rows) + 1)), False), errors)


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
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return "" if cell is None else str(cell)


def _number_text(number: object) -> str:
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check_package(data: bytes, caps: Caps) -> None:
    """Refuse an .xlsx that swells, is damaged or reaches too far, before it is opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(member.file_size for member in package.infolist())
            ratio = size // len(data)
            if size > caps.unpacked_bytes or ratio > caps.unpacked_ratio:
                raise Refused(
                    rules.WORKBOOK_TOO_LARGE,
                    size=size,
                    ratio=ratio,
                    limit=caps.unpacked_bytes,
                    most=caps.unpacked_ratio,
                )
            broken = package.testzip()  # also finds a member that is larger than it says
            if broken is not None:
                raise Refused(rules.FILE_DAMAGED, reason=f"its part {broken} does not match its checksum")
            for name in package.namelist():
                if _SHEET_MEMBER.match(name):
                    _check_extent(package.read(name), caps)
                else:
                    _check_counts(name, package.read(name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the workbook cannot be unpacked") from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise Refused(rules.FILE_ENCRYPTED) from None


def _check_counts(name: str, part: bytes) -> None:
    """Refuse a part that claims more entries than it has bytes: the reader reserves room for all of them."""
    if any(int(count) > len(part) for count in _COUNT.findall(part)):
        raise Refused(rules.FILE_DAMAGED, reason=f"its part {name} claims more than it can hold")


def _check_extent(sheet: bytes, caps: Caps) -> None:
    """Refuse a sheet whose corner lies too far out: the reader fills everything between with blank cells.

    So is one of which next to nothing is filled: a few stray cells would take as long as millions.
    """
    references = _ROW_REFERENCE.findall(sheet)
    column = max((_column_number(letters) for letters in set(_COLUMN_REFERENCE.findall(sheet))), default=0)
    row = max(map(int, set(references)), default=0)
    sparse = len(references) * _SPARSE < row * column
    most = min(caps.cells, caps.cells_between) if sparse else caps.cells
    if row * column > most:
        raise Refused(rules.TABLE_TOO_LARGE, cells=row * column, limit=most)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
