"""The container of a true .xls: its bytes in, its streams out, `Refused` when its parts do not hang together.

An .xls is a compound file ([MS-CFB]): sectors of 512 or 4,096 bytes, chained by a table of who follows whom. The
workbook reader follows a chain wherever it leads and reserves what a length claims, so a chain that bites its own tail
would fill the memory and end the process. All chains are followed here first, each no longer than the file.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_IN_HEADER = 109  # entries of the table of tables that stand in the header itself
_SHIFTS = (9, 12)
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_SMALL, _SMALL_SHIFT = 4096, 6  # a stream shorter than this lies in the root's own stream, in sectors of 64 bytes
_NO_SECTOR = 0xFFFFFFFA  # from here on the numbers are marks: end of chain, free, part of a table


class _Entry(NamedTuple):
    """A stream, or the root, as the directory names it."""

    name: str
    kind: int
    start: int
    size: int


class _Broken(Exception):
    """A chain that does not end, or leaves the file."""


def read_streams(data: bytes, names: Sequence[str]) -> list[bytes]:
    """Return the streams of these names, whatever their case; `Refused` when any chain of the file is a ring."""
    try:
        return _streams(data, {name.casefold() for name in names})
    except (_Broken, struct.error, IndexError):
        raise Refused(rules.FILE_DAMAGED, reason="the parts of the workbook do not hang together") from None


def _streams(data: bytes, names: set[str]) -> list[bytes]:
    # [MS-CFB] 2.2: sector shift; sectors of the directory and of the table, first of the directory; then the short
    # streams' table and further tables, each with its first sector and their number
    shift, directories, tables, start = struct.unpack_from("<H8xIII", data, 30)
    short_start, shorts, more, mores = struct.unpack_from("<IIII", data, 60)
    if shift not in _SHIFTS:
        raise _Broken
    sectors = -(-len(data) >> shift)
    if max(directories, tables, shorts, mores) > sectors:
        raise _Broken
    follows = _table(data, shift, more)
    short: array[int] = array("I")
    for number in _chain(follows, short_start, sectors):
        short.extend(_numbers(data, (number + 1) << shift, (1 << shift) // 4))
    entries = _entries(_joined(data, _chain(follows, start, sectors), shift, 1), shift)
    if not entries:
        raise _Broken
    root = _joined(data, _chain(follows, entries[0].start, sectors), shift, 1)
    found = []
    for entry in entries:
        if entry.size > len(data):
            raise _Broken
        if entry.size >= _SMALL:
            stream = data, _chain(follows, entry.start, sectors), shift, 1
        elif entry.kind == _STREAM and entry.size:
            stream = root, _chain(short, entry.start, len(short)), _SMALL_SHIFT, 0
        else:
            continue
        if entry.kind == _STREAM and entry.name.casefold() in names:
            found.append(_joined(*stream)[: entry.size])
    return found


def _entries(directory: bytes, shift: int) -> list[_Entry]:
    found = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<IQ", directory, at + 116)
        if kind in (_STREAM, _ROOT):
            name = directory[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
            # the upper half of a size may be rubbish in a file of small sectors
            found.append(_Entry(name, kind, start, size & 0xFFFFFFFF if shift == _SHIFTS[0] else size))
    return found


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


def _chain(follows: Sequence[int], start: int, most: int) -> list[int]:
    """Return a chain's sectors; it has at most as many as there are."""
    chain: list[int] = []
    while start < _NO_SECTOR:
        if len(chain) == most:
            raise _Broken
        chain.append(start)
        start = follows[start]
    return chain


def _joined(data: bytes, chain: Sequence[int], shift: int, before: int) -> bytes:
    """Return the sectors of a chain as one piece; `before` sectors of the file are its header."""
    size = 1 << shift
    return b"".join(data[(n + before) << shift : ((n + before) << shift) + size] for n in chain)
