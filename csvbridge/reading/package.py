"""What an .xlsx promises before it is opened: its bytes in, whether it may hold error cells out.

An .xlsx is a ZIP archive of XML. One that swells, whose parts do not match their checksums, or whose cells
reach too far out is `Refused` here, since the workbook reader would reserve memory for all of it. Every part is
unpacked once and looked through as a whole: a cell at a time would take longer than reading the workbook.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from string import ascii_uppercase
from typing import NamedTuple

from csvbridge.reading.caps import Caps
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_ONE_QUOTE = bytes.maketrans(b"'", b'"')
_BLANKS = b" \t\r\n"
"""XML allows blanks round `=` and either quote; without both, one spelling is left to look for."""
_ERROR = b't="e"'
# of any length and case: what Excel would not take, the reader of workbooks does
_COLUMN = re.compile(rb'r="([A-Za-z]+)[0-9]')
_ROW = re.compile(rb'r="[A-Za-z]*([0-9]+)"')
_FAR_COLUMN = re.compile(rb'r="([A-Za-z]{2,})[0-9]')
_FAR_ROW = re.compile(rb'r="[A-Za-z]*([0-9]{6,})"')
_NEAR_COLUMNS, _NEAR_ROWS = 26, 99_999
_COUNT = re.compile(rb'ount="([0-9]+)')  # count, uniqueCount
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_LONGEST_LETTERS = 8  # of a column; Excel's last is XFD
_SPARSE = 100  # blank cells for each that a sheet names


# a formula that gives an empty text says so by its type, `str`
_NO_VALUE = re.compile(
    rb'<cr="([A-Z]+[0-9]+)"(?:[^>t]|t(?!="str"))*>(?:<f[^>]*/>|<f(?:[^>/]|/(?!>))*>[^<]*</f>)(?:<v/>|<v></v>)?</c>'
)


class Promised(NamedTuple):
    """What is known of a package before it is opened."""

    errors: bool
    """Whether some sheet may hold an error cell."""
    uncomputed: Refused | None
    """That some formulas have no value: they are read as blanks, and whoever goes on must say so."""


def check_package(data: bytes, caps: Caps) -> Promised:
    """Return what an .xlsx promises; `Refused` when it swells, is damaged or reaches too far."""
    errors, uncomputed = False, dict[str, list[str]]()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_size(package, len(data), caps)
            for member in package.infolist():
                # reading to the end checks the sum, and finds a member that is larger than it says
                part = package.read(member).translate(_ONE_QUOTE, _BLANKS)
                errors = errors or _ERROR in part
                if b"<f" in part and (cells := [found[1].decode() for found in _NO_VALUE.finditer(part)]):
                    uncomputed[member.filename] = cells
                _check_extent(part, caps)  # any part may be a sheet, whatever its name
                if not _SHEET.match(member.filename):
                    _check_counts(member.filename, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the workbook cannot be unpacked") from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise Refused(rules.FILE_ENCRYPTED) from None
    return Promised(errors, _uncomputed(uncomputed))


def check_size(package: zipfile.ZipFile, packed: int, caps: Caps) -> None:
    """Refuse a package whose parts are too large, or too much larger than it is itself."""
    size = sum(member.file_size for member in package.infolist())
    ratio = size // packed
    if size > caps.unpacked_bytes or ratio > caps.unpacked_ratio:
        limits = {"limit": caps.unpacked_bytes, "most": caps.unpacked_ratio}
        raise Refused(rules.WORKBOOK_TOO_LARGE, size=size, ratio=ratio, **limits)


def _uncomputed(cells: dict[str, list[str]]) -> Refused | None:
    """Return what is to be said of formulas without a value, by part; None where there are none."""
    if not cells:
        return None
    part, (first, *_) = next(iter(cells.items()))
    row = int(first.lstrip(ascii_uppercase)) if len(cells) == 1 else None
    cell = first if len(cells) == 1 else f"{first} of {part.rpartition('/')[2]}"
    return Refused(rules.FORMULA_WITHOUT_VALUE, at_row=row, count=sum(map(len, cells.values())), cell=cell)


def _check_counts(name: str, part: bytes) -> None:
    """Refuse a part that claims more entries than it has bytes: the reader reserves room for all of them."""
    if any(int(count) > len(part) for count in _COUNT.findall(part)):
        raise Refused(rules.FILE_DAMAGED, reason=f"its part {name} claims more than it can hold")


def _check_extent(part: bytes, caps: Caps) -> None:
    """Refuse a sheet whose corner lies too far out: the reader fills everything between with blank cells.

    So is one of which next to nothing is filled: a few stray cells would take as long as millions. Only columns of two
    letters and rows of six digits are looked at, unless that bound is too rough.
    """
    column = max((_column_number(letters) for letters in set(_FAR_COLUMN.findall(part))), default=0)
    row = max(map(int, set(_FAR_ROW.findall(part))), default=0)
    if max(row, _NEAR_ROWS) * max(column, _NEAR_COLUMNS) <= min(caps.cells, caps.cells_between):
        return
    column = max((_column_number(letters) for letters in set(_COLUMN.findall(part))), default=0)
    references = _ROW.findall(part)
    row = max(map(int, set(references)), default=0)
    sparse = len(references) * _SPARSE < row * column
    most = min(caps.cells, caps.cells_between) if sparse else caps.cells
    if row * column > most:
        raise Refused(rules.TABLE_TOO_LARGE, cells=row * column, limit=most)


def _column_number(letters: bytes) -> int:
    if len(letters) > _LONGEST_LETTERS:
        return int(26**_LONGEST_LETTERS)
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
