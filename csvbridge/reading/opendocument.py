"""What an OpenDocument spreadsheet (.ods) promises before it is opened: its bytes in, nothing out, or a `Refused`.

An .ods is a ZIP archive with one XML part for all sheets, in which a cell or a row can stand for any number of equal
ones. The reader of workbooks writes each of them out, so the numbers are looked at first. Nothing is parsed further.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from csvbridge.reading.caps import Caps
from csvbridge.reading.package import check_size
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_ATTRIBUTES = rb"""(?:[^"'<>]|"[^"]*"|'[^']*')*+"""
_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])(" + _ATTRIBUTES + rb")>")
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']\s*\+?([0-9]+)""")
_FOREIGN = re.compile(rb"<!|<\?(?!xml )")
"""A comment, a declaration or an instruction: no program writes one here, and tags could be hidden in them."""
_MOST_DIGITS = 12


def check_opendocument(data: bytes, caps: Caps) -> None:
    """`Refused` when the file swells, is damaged, has a password, or its sheets reach too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_size(package, len(data), caps)
            names = set(package.namelist())
            if _MANIFEST in names and b"encryption-data" in package.read(_MANIFEST):
                raise Refused(rules.FILE_ENCRYPTED)
            for name in names - {_CONTENT}:
                package.read(name)  # to its end: checks the sum, and finds a member that is larger than it says
            content = package.read(_CONTENT)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, KeyError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the spreadsheet cannot be unpacked") from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise Refused(rules.FILE_ENCRYPTED) from None
    if _FOREIGN.search(content):
        raise Refused(rules.FILE_DAMAGED, reason=f"its part {_CONTENT} is not as spreadsheet programs write it")
    _check_extent(content, caps)


def _check_extent(content: bytes, caps: Caps) -> None:
    """Refuse a sheet that is too large once every repeated cell and row is written out, in cells or in bytes."""
    extent = _Extent(caps)
    start, inside = 0, False
    for tag in _TAG.finditer(content):
        closing, name, attributes = tag.groups()
        alone = attributes.endswith(b"/")
        if name == b"table" and not closing:
            extent.begin_sheet()
        elif name == b"table-row":
            if closing or alone:
                extent.end_row()
            if not closing:
                extent.begin_row(_count(attributes))
        elif name != b"table" and not closing:
            start, inside = tag.end(), not alone
            extent.add_cells(_count(attributes), filled=inside or b"office:" in attributes)
        elif name != b"table" and inside:
            extent.add_bytes(tag.start() - start)
            inside = False
    extent.end_row()


class _Extent:
    """How far a sheet reaches: the reader fills all up to its last row and column that hold anything."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._bytes = 0
        self.begin_sheet()

    def begin_sheet(self) -> None:
        self._rows = self._pending = self._column = self._last = self._width = 0
        self._repeated, self._cells, self._named, self._weight = 1, 1, 0, 0

    def begin_row(self, repeated: int) -> None:
        self._repeated, self._column, self._last, self._weight = repeated, 0, 0, 0

    def add_cells(self, count: int, *, filled: bool) -> None:
        self._column += count
        self._cells = count
        if filled:
            self._last = self._column
            self._named += 1

    def add_bytes(self, count: int) -> None:
        self._weight += count * self._cells

    def end_row(self) -> None:
        if not self._last:
            self._pending += self._repeated
            self._repeated = 0
            return
        self._rows += self._pending + self._repeated
        self._bytes += self._weight * self._repeated
        self._pending, self._width = 0, max(self._width, self._last)
        self._last = self._repeated = 0
        cells = self._rows * self._width
        if cells > self._caps.cells or self._bytes > self._caps.unpacked_bytes:
            raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=self._caps.cells)


def _count(attributes: bytes) -> int:
    """Return how many cells or rows a tag stands for."""
    found = _REPEATED.search(attributes)
    return max(1, int(found[1][:_MOST_DIGITS])) if found else 1
