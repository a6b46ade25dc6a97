"""What a true .xls promises before it is opened: its bytes in, nothing out, `Refused` when its chains do not end.

An .xls is a compound file ([MS-CFB]): sectors of 512 or 4,096 bytes, chained by a table of who follows whom. The
workbook reader follows a chain wherever it leads and reserves what a length claims, so a chain that bites its own tail
would fill the memory and end the process. No stream is read here.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence

from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_IN_HEADER = 109  # entries of the table of tables that stand in the header itself
_SHIFTS = (9, 12)
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_SMALL = 4096  # a stream shorter than this lies in the mini stream
_NO_SECTOR = 0xFFFFFFFA  # from here on the numbers are marks: end of chain, free, part of a table


class _Broken(Exception):
    """A chain that does not end, or leaves the file."""


def check_container(data: bytes) -> None:
    """Refuse a compound file with a chain that is a ring or leaves the file, or that claims more than it has."""
    try:
        _check(data)
    except (_Broken, struct.error, IndexError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the workbook do not hang together") from None


def _check(data: bytes) -> None:
    # [MS-CFB] 2.2: sector shift; sectors of the directory and of the table, first of the directory; then the short
    # streams' table and further tables, each with its first sector and their number
    shift, directories, tables, start = struct.unpack_from("<H8xIII", data, 30)
    mini_start, minis, more, mores = struct.unpack_from("<IIII", data, 60)
    sector = 1 << shift
    sectors = -(-len(data) // sector)
    if shift not in _SHIFTS or max(directories, tables, minis, mores) > sectors:
        raise _Broken
    follows = _table(data, shift, more)
    directory = _chain(follows, start, sectors)
    short: array[int] = array("I")
    for number in _chain(follows, mini_start, sectors):
        short.extend(_numbers(data, (number + 1) << shift, sector // 4))
    first = True
    for number in directory:
        place = (number + 1) << shift
        for at in range(place, place + sector, _ENTRY):
            entry = data[at : at + _ENTRY]
            if len(entry) < _ENTRY:
                raise _Broken
            kind, begin, size = entry[66], *struct.unpack_from("<IQ", entry, 116)
            size &= 0xFFFFFFFF if shift == _SHIFTS[0] else 0xFFFFFFFFFFFFFFFF  # the upper half may be rubbish there
            if kind not in (_STREAM, _ROOT):
                continue
            if size > len(data):
                raise _Broken
            if first or size >= _SMALL:  # the root's own stream holds all short ones
                _chain(follows, begin, sectors)
            elif kind == _STREAM and size:
                _chain(short, begin, len(short))
            first = False


def _table(data: bytes, shift: int, more: int) -> array[int]:
    """Return for every sector the one that follows it, from all sectors that hold this table."""
    where = [n for n in _numbers(data, 76, _IN_HEADER) if n < _NO_SECTOR]
    each = (1 << shift) // 4
    seen: set[int] = set()
    while more < _NO_SECTOR:
        if more in seen:
            raise _Broken
        seen.add(more)
        *entries, more = _numbers(data, (more + 1) << shift, each)
        where += [n for n in entries if n < _NO_SECTOR]
    if len(set(where)) < len(where):  # one that is named twice would be read twice
        raise _Broken
    table: array[int] = array("I")
    for number in where:
        table.extend(_numbers(data, (number + 1) << shift, each))
    return table


def _numbers(data: bytes, place: int, count: int) -> array[int]:
    piece = data[place : place + 4 * count]
    if len(piece) < 4 * count:
        raise _Broken
    numbers = array("I", piece)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _chain(follows: Sequence[int], start: int, sectors: int) -> list[int]:
    """Return a chain's sectors; it has at most as many as the file."""
    chain: list[int] = []
    while start < _NO_SECTOR:
        if len(chain) == sectors:
            raise _Broken
        chain.append(start)
        start = follows[start]
    return chain
