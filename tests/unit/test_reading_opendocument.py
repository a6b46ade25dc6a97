"""OpenDocument spreadsheets: what is read, and what would fill the memory and is refused before it does."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from csvbridge.reading.caps import CAPS, Caps
from csvbridge.reading.refused import Refused
from csvbridge.reading.sniff import kind_of_bytes
from csvbridge.reading.workbook import read_workbook

MARK = b"application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
MANY = 1_048_576


def cell(text: str, times: int = 1) -> str:
    again = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f'<table:table-cell{again} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def blank(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def row(*cells: str, times: int = 1) -> str:
    again = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Decide") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def ods(*sheets: str, mark: bytes = MARK, raw: str = "", **members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mark, zipfile.ZIP_STORED)
        made.writestr("content.xml", raw or HEAD + "".join(sheets) + TAIL)
        for name, data in {"META-INF__manifest.xml": b"<manifest/>", **members}.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def read(data: bytes, caps: Caps = CAPS) -> dict[str, list[list[str]]]:
    assert kind_of_bytes(data, caps) == "workbook"
    return {one.name: one.grid.rows for one in read_workbook(data, caps).sheets}


READ = {
    "one cell": (sheet(row(cell("a"))), [["a"]]),
    "blank rows and columns to the end of the sheet": (
        sheet(row(cell("a"), cell("b"), blank(16382)), row(blank(16384), times=MANY - 1)),
        [["a", "b"]],
    ),
    "repeated": (sheet(row(cell("a", 2)), row(cell("b"), times=2)), [["a", "a"], ["b", ""], ["b", ""]]),
    "escaped": (sheet(row(cell("a &amp; b &lt;c&gt;"))), [["a & b <c>"]]),
    "a formula's look is text": (sheet(row(cell("=1+1"))), [["=1+1"]]),
    "a gap": (sheet(row(cell("a")), row(blank(3), times=2), row(cell("b"))), [["a"], [""], [""], ["b"]]),
}


@pytest.mark.parametrize(("contents", "expected"), READ.values(), ids=READ)
def test_a_sheet_is_read(contents: str, expected: list[list[str]]) -> None:
    assert read(ods(contents)) == {"Decide": expected}


def test_a_template_is_a_spreadsheet_and_a_letter_is_not() -> None:
    assert kind_of_bytes(ods(sheet(row(cell("a"))), mark=MARK + b"-template"), CAPS) == "workbook"
    with pytest.raises(Refused) as refused:
        kind_of_bytes(ods("", mark=b"application/vnd.oasis.opendocument.text"), CAPS)
    assert "no spreadsheet" in str(refused.value.facts["kind"])


LARGE = {
    "a cell to the last row": sheet(row(cell("a", 100)), row(cell("b"), times=MANY)),
    "a cell to the last column, thousands of times": sheet(row(cell("a", 16384), times=4000)),
    "a row far below": sheet(row(cell("a", 60)), row(blank(1), times=MANY), row(cell("b"))),
    "in another sheet": sheet(row(cell("a"))) + sheet(row(cell("a", 16384), times=4000), name="b"),
    "a tag in single quotes, with a mark in it": sheet(
        "<table:table-row table:number-rows-repeated='4000' table:style-name='>'>"
        + cell("a", 16384)
        + "</table:table-row>"
    ),
    "a number of many digits": sheet(row(cell("a", 10**30))),
    "a long text many times": sheet(row(cell("a" * 100_000, 16_000))),
    "covered cells": sheet(
        '<table:table-row><table:covered-table-cell table:number-columns-repeated="99999999"><text:p>a</text:p>'
        "</table:covered-table-cell></table:table-row>"
    ),
}


@pytest.mark.parametrize("contents", LARGE.values(), ids=LARGE)
def test_what_would_fill_the_memory_is_refused(contents: str) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(ods(contents), CAPS)
    assert refused.value.rule.code == "CSV108"


def test_the_last_cell_that_fits_is_read_and_one_more_is_not() -> None:
    contents = ods(sheet(row(cell("a", 10), times=10)))
    assert len(read(contents, replace(CAPS, cells=100))["Decide"]) == 10
    with pytest.raises(Refused):
        read_workbook(contents, replace(CAPS, cells=99))


DAMAGED = {
    "a comment that could hide a tag": ods(sheet(row(cell("a"))) + "<!-- <table:table-cell x=' -->"),
    "a declaration": ods(raw='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + sheet(row(cell("&b;")))),
    "cut off": ods(sheet(row(cell("a" * 5000))))[:-60],
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_what_no_program_writes_is_damaged(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        kind_of_bytes(data, CAPS)
        read_workbook(data, CAPS)
    assert refused.value.rule.code == "CSV111"


def test_a_password_and_a_swelling_file_are_said() -> None:
    locked = ods(sheet(row(cell("a"))), **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"})
    swelling = ods(sheet(row(cell("a"))), big=b"0" * 5_000_000)
    for data, code in ((locked, "CSV110"), (swelling, "CSV109")):
        with pytest.raises(Refused) as refused:
            read_workbook(data, CAPS)
        assert refused.value.rule.code == code
