"""Records of a true .xls that name or claim cells that no sheet has ([MS-XLS] 2.4)."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from csvbridge.reading.biff import check_records
from csvbridge.reading.refused import Refused


def _book(rows: int = 3, columns: int = 3) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Deals")
    for row in range(rows):
        for column in range(columns):
            sheet.write(row, column, 1.5 if column else "Deal")
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def _changed(kind: int, length: int, at: int, number: bytes) -> bytes:
    """The workbook with the first record of a kind changed."""
    data = _book()
    place = data.index(struct.pack("<HH", kind, length)) + 4 + at
    return data[:place] + number + data[place + len(number) :]


def test_a_sound_workbook_passes() -> None:
    check_records(_book())


def test_the_largest_sheet_passes() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Deals").write(65_535, 255, "last")
    whole = io.BytesIO()
    book.save(whole)
    check_records(whole.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(_changed(0xFD, 10, 2, b"\x00\x01"), "column 257", id="text beyond the last column"),
        pytest.param(_changed(0xFD, 10, 2, b"\xff\xff"), "column 65,536", id="text in the farthest column"),
        pytest.param(_changed(0x200, 14, 4, b"\x01\x00\x01\x00"), "65,537 rows", id="a row too many claimed"),
        pytest.param(_changed(0x200, 14, 10, b"\x01\x01"), "257 columns", id="a column too many claimed"),
        pytest.param(_changed(0x200, 14, 0, b"\x04"), "before its first cell", id="the last row before the first"),
        pytest.param(_changed(0x200, 14, 8, b"\x04"), "before its first cell", id="the last column before the first"),
        pytest.param(_changed(0x200, 14, 0, b"\x00\x00\x00\x80"), "before its first cell", id="the first row far out"),
    ],
)
def test_what_no_sheet_has_is_damage(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        check_records(data)
    assert reason in refused.value.facts["reason"]


def test_numbers_in_a_row_are_checked_at_both_ends() -> None:
    """MULRK has its last column behind its numbers."""
    data = _book(1, 6)
    record = struct.pack("<HH", 0xBD, 2 + 2 + 5 * 6 + 2)
    assert record in data, "the library packs equal numbers of a row"
    end = data.index(record) + 4 + 2 + 2 + 5 * 6
    check_records(data)
    with pytest.raises(Refused):
        check_records(data[:end] + b"\x00\x02" + data[end + 2 :])


def test_a_sheet_is_checked_where_its_place_is_told() -> None:
    """The globals tell each sheet's place: one inside another record's text is read there, and so checked there."""
    book = xlwt.Workbook()
    book.add_sheet("Deals").write(0, 0, "x" * 60)
    whole = io.BytesIO()
    book.save(whole)
    data = whole.getvalue()
    check_records(data)
    place, told = data.index(b"x" * 60), data.index(struct.pack("<HH", 0x85, 13)) + 4
    bad = struct.pack("<HHHHHI", 0xFD, 10, 0, 999, 0, 0) + struct.pack("<HH", 0x0A, 0)
    inside = struct.pack("<I", place - data.index(b"\x09\x08\x10\x00"))
    hidden = data[:place] + bad + data[place + len(bad) :]
    check_records(hidden)
    with pytest.raises(Refused) as refused:
        check_records(hidden[:told] + inside + hidden[told + 4 :])
    assert "column 1,000" in refused.value.facts["reason"]
