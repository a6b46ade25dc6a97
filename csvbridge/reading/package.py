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

from csvbridge.reading.caps import Caps
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_ONE_QUOTE = bytes.maketrans(b"'", b'"')
_BLANKS = b" \t\r\n"
"""XML allows blanks round `=` and either quote; without both, one spelling is left to look for."""
_ERROR = b't="e"'
_COLUMN = re.compile(rb'r="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'r="[A-Z]{0,3}([0-9]{1,7})"')
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})[0-9]')
_FAR_ROW = re.compile(rb'r="[A-Z]{0,3}([0-9]{6,7})"')
_NEAR_COLUMNS, _NEAR_ROWS = 26, 99_999


def check_package(data: bytes, caps: Caps) -> bool:
    """Return whether some sheet may hold an error cell; `Refused` when it swells, is damaged or reaches too far."""
    errors = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_size(package, len(data), caps)
            for member in package.infolist():
                # reading to the end checks the sum, and finds a member that is larger than it says
                part = package.read(member).translate(_ONE_QUOTE, _BLANKS)
                errors = errors or _ERROR in part
                _check_extent(part, caps)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the workbook cannot be unpacked") from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise Refused(rules.FILE_ENCRYPTED) from None
    return errors


def _check_size(package: zipfile.ZipFile, packed: int, caps: Caps) -> None:
    size = sum(member.file_size for member in package.infolist())
    ratio = size // packed
    if size > caps.unpacked_bytes or ratio > caps.unpacked_ratio:
        limits = {"limit": caps.unpacked_bytes, "most": caps.unpacked_ratio}
        raise Refused(rules.WORKBOOK_TOO_LARGE, size=size, ratio=ratio, **limits)


def _check_extent(part: bytes, caps: Caps) -> None:
    """Refuse a sheet whose corner lies too far out: the reader fills everything between with blank cells.

    Only columns of two letters and rows of six digits are looked at, unless that bound is too rough.
    """
    column, row = _extent(part, _FAR_COLUMN, _FAR_ROW)
    if max(row, _NEAR_ROWS) * max(column, _NEAR_COLUMNS) <= caps.cells:
        return
    column, row = _extent(part, _COLUMN, _ROW)
    if row * column > caps.cells:
        raise Refused(rules.TABLE_TOO_LARGE, cells=row * column, limit=caps.cells)


def _extent(part: bytes, columns: re.Pattern[bytes], rows: re.Pattern[bytes]) -> tuple[int, int]:
    return (
        max(map(_column_number, set(columns.findall(part))), default=0),
        max(map(int, set(rows.findall(part))), default=0),
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
