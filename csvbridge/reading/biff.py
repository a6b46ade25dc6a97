"""What the records of a true .xls promise before it is opened: its bytes in, nothing out, `Refused` when they lie.

The workbook reader fills a table from the first to the last cell that a sheet names or claims. An .xls has 65,536 rows
and 256 columns; whatever names more is damaged, and would take hundreds of gigabytes ([MS-XLS] 2.4).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from csvbridge.reading.compound import read_streams
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_ROWS, _COLUMNS = 65_536, 256
_END, _SHEET, _DIMENSIONS, _MANY_NUMBERS = 0x0A, 0x85, 0x200, 0xBD
_CELLS = frozenset((0x06, 0xD6, 0xFD, _MANY_NUMBERS, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x406, 0x206))
"""Records that begin with a cell's row and column."""


def check_records(data: bytes) -> None:
    """Refuse an .xls with a cell, or a claim, beyond what a sheet can have."""
    for stream in read_streams(data, ("Workbook", "Book")):
        starts = {0}
        for kind, place, length in _records(stream, 0):
            if kind == _SHEET and length >= 4:
                starts.add(struct.unpack_from("<I", stream, place)[0])
        for start in starts:
            _check_sheet(stream, start)


def _check_sheet(stream: bytes, start: int) -> None:
    for kind, place, length in _records(stream, start):
        if kind in _CELLS and length >= 4:
            column = int.from_bytes(stream[place + 2 : place + 4], "little")
            if kind == _MANY_NUMBERS:  # a row of them; the last column stands at the end
                column = max(column, int.from_bytes(stream[place + length - 2 : place + length], "little"))
            if column >= _COLUMNS:
                _refuse(f"a cell in column {column + 1:,}, where a sheet has {_COLUMNS}")
        elif kind == _DIMENSIONS:
            # rows in four bytes, or in two in a workbook of Excel 5
            first, rows, left, columns = struct.unpack_from(
                "<IIHH" if length >= 14 else "<HHHH", stream.ljust(place + 14), place
            )
            if rows > _ROWS or columns > _COLUMNS:
                _refuse(f"a sheet claims {rows:,} rows and {columns:,} columns")
            if first > rows or left > columns:
                _refuse("a sheet claims to end before its first cell")


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Return kind, place and length of each record from a place on, up to the mark of the end."""
    last = len(stream) - 4
    while place <= last:
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        if kind == _END:
            return
        place += 4 + length


def _refuse(reason: str) -> None:
    raise Refused(rules.FILE_DAMAGED, reason=reason)
