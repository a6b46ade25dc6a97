"""Compound files ([MS-CFB]) whose chains are rings, leave the file or claim too much: all are damage, and said at once."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from csvbridge.reading.compound import read_streams
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\x00") + struct.pack("<HB", len(encoded) + 2, kind)
    return head.ljust(116, b"\x00") + struct.pack("<IQ", start, size)


def _container(
    follows: list[int],
    *,
    short: tuple[int, ...] = (END,),
    entries: tuple[bytes, ...] = (),
    header: dict[int, int] | None = None,
    table_in: tuple[int, ...] = (0,),
) -> bytes:
    """A compound file: sector 0 holds the table `follows`, 1 the directory, 2 the short streams' table, the rest zeros."""
    numbers = {44: 1, 48: 1, 60: 2, 64: 1, 68: END, 72: 0} | (header or {})
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(SECTOR, b"\x00"))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 56, 4096)
    for place, number in numbers.items():
        struct.pack_into("<I", head, place, number)
    struct.pack_into("<109I", head, 76, *table_in, *[FREE] * (109 - len(table_in)))
    table = struct.pack("<128I", *follows, *[FREE] * (128 - len(follows)))
    directory = b"".join(entries).ljust(SECTOR, b"\x00")
    minis = struct.pack("<128I", *short, *[FREE] * (128 - len(short)))
    return bytes(head) + table + directory + minis + bytes(SECTOR * max(0, len(follows) - 3))


ROOT = _entry("Root Entry", 5, 3, 128)
LONG = _entry("Workbook", 2, 4, 4096)
SHORT = _entry("Workbook", 2, 0, 100)
SOUND = [0xFFFFFFFD, END, END, END, *range(5, 12), END]  # the stream of 4,096 bytes has the sectors 4 to 11


@pytest.mark.parametrize("entries", [(ROOT, LONG), (ROOT, SHORT), (ROOT,)], ids=["long stream", "short stream", "none"])
def test_a_sound_container_passes(entries: tuple[bytes, ...]) -> None:
    wanted = [] if len(entries) == 1 else [bytes(4096 if LONG in entries else 100)]
    assert read_streams(_container(SOUND, short=(1, END), entries=entries), ["WORKBOOK"]) == wanted


def test_what_a_library_writes_passes() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Deals")
    for row in range(3000):  # long enough for several sectors of the table
        sheet.write(row, 0, f"Deal {row}")
    whole = io.BytesIO()
    book.save(whole)
    (stream,) = read_streams(whole.getvalue(), ["Workbook"])
    assert stream.startswith(b"\x09\x08") and len(stream) > 60_000


def test_the_upper_half_of_a_size_may_be_rubbish_in_small_sectors() -> None:
    odd = _entry("Workbook", 2, 4, 4096 | 0xABCD << 32)
    assert read_streams(_container(SOUND, entries=(ROOT, odd)), ["Workbook"]) == [bytes(4096)]


def _with(place: int, number: int) -> list[int]:
    changed = list(SOUND)
    changed[place] = number
    return changed


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_container(_with(11, 4), entries=(ROOT, LONG)), id="a stream's chain is a ring"),
        pytest.param(_container(_with(5, 5), entries=(ROOT, LONG)), id="a sector follows itself"),
        pytest.param(_container(_with(11, 500), entries=(ROOT, LONG)), id="a chain leaves the table"),
        pytest.param(_container(_with(1, 1), entries=(ROOT, LONG)), id="the directory is a ring"),
        pytest.param(_container(_with(2, 2), entries=(ROOT, LONG)), id="the short streams' table is a ring"),
        pytest.param(_container(_with(3, 3), entries=(ROOT, SHORT)), id="the short streams' own stream is a ring"),
        pytest.param(_container(SOUND, short=(1, 0), entries=(ROOT, SHORT)), id="a short stream's chain is a ring"),
        pytest.param(
            _container(SOUND, entries=(ROOT, _entry("Workbook", 2, 4, 2**31))), id="a stream longer than the file"
        ),
        pytest.param(_container(SOUND, header={44: 0xFFFFFFFF}), id="more tables than sectors"),
        pytest.param(_container(SOUND, header={40: 0x7FFFFFFF}), id="more directories than sectors"),
        pytest.param(_container(SOUND, header={64: 0x80000000}), id="more short tables than sectors"),
        pytest.param(_container([*SOUND, *[FREE] * 115, 0], header={68: 0, 72: 1}), id="further tables in a ring"),
        pytest.param(_container(SOUND, header={68: 0x1000}), id="further tables outside the file"),
        pytest.param(_container(SOUND, table_in=(0, 0)), id="one table named twice"),
        pytest.param(_container(SOUND, header={30: 0x06FF}), id="sectors of no known size"),
        pytest.param(
            _container(SOUND, header={30: 0x060001, 44: 0, 64: 0, 68: 0}),
            id="sectors too small, and nothing else claimed",
        ),
        pytest.param(_container(SOUND, entries=(ROOT, LONG))[: SECTOR + 200], id="cut inside the table"),
        pytest.param(_container(SOUND, entries=(ROOT, LONG))[:40], id="cut inside the header"),
        pytest.param(_container(SOUND), id="a directory without a root"),
    ],
)
def test_a_container_that_does_not_hang_together_is_damage(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_streams(data, ["Workbook"])
    assert refused.value.rule is rules.FILE_DAMAGED
