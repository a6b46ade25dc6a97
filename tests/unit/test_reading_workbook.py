"""QuickBooks' lists as .xlsx and true .xls (qbo-import.md §15)."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from python_calamine import CalamineError, PasswordError

from csvbridge.findings import Findings
from csvbridge.reading import Caps, Found, Sheet, read_file, workbook
from csvbridge.reading.workbook import cell_text
from csvbridge.trail import Trail

Rows = list[list[Any]]
_ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
KNOWN = {"name", "phone", "email", "zip", "open balance", "since", "taxable"}


def _xlsx(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _xls(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        if name in hidden:
            sheet.visibility = 1
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str) and value.startswith("#"):
                    sheet.row(r).set_cell_error(c, _ERRORS[value])
                elif isinstance(value, datetime.date):
                    sheet.write(r, c, value, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
                elif value is not None:
                    sheet.write(r, c, value)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


MAKERS = pytest.mark.parametrize("make", [_xlsx, _xls])


def _read(
    folder: Path, data: bytes, caps: Caps | None = None, *, known: bool = True
) -> tuple[list[Sheet], Trail, Findings]:
    path = folder / "Customers.xls"
    path.write_bytes(data)
    trail, findings = Trail(), Findings()
    test = (lambda cell: cell in KNOWN) if known else None
    return (
        read_file(Found(path, "Customers.xls"), trail, findings, caps or Caps(), known_heading=test),
        trail,
        findings,
    )


def _codes(findings: Findings) -> list[str]:
    return [stored.rule.code for stored in findings]


@MAKERS
def test_cells_become_exact_text(tmp_path: Path, make: Any) -> None:
    rows: Rows = [
        ["Name", "Zip", "Open balance", "Since", "Taxable"],
        ["Alder & Finch", 12345.0, 1149.99, datetime.date(2026, 10, 31), True],
        ["  Orla ", "02139", "1,149.99", None, False],
    ]
    (sheet,), trail, findings = _read(tmp_path, make({"Customers": rows}))
    assert sheet.headings == rows[0]
    assert sheet.columns == [
        ["Alder & Finch", "  Orla "],
        ["12345", "02139"],
        ["1149.99", "1,149.99"],
        ["2026-10-31", ""],
        ["TRUE", "FALSE"],
    ]
    assert [trail.origin(row)[1] for row in sheet.row_ids] == [2, 3]
    assert (sheet.source.sheet, sheet.source.rows, sheet.exact) == ("Customers", 2, False)
    assert len(findings) == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1e22, "10000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (-1250.0, "-1250"),
        (100, "100"),
        (True, "TRUE"),
        (None, ""),
        ("1.0", "1.0"),
        (datetime.datetime(2026, 10, 31), "2026-10-31"),
        (datetime.datetime(2026, 10, 31, 9, 14, 5), "2026-10-31 09:14:05"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (datetime.time(9, 14), "09:14:00"),
    ],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


@MAKERS
def test_titles_above_the_headings_are_set_aside(tmp_path: Path, make: Any) -> None:
    rows: Rows = [
        ["Alder & Finch LLC"],
        ["Customer Contact List"],
        [],
        [None, "Name", "Phone", "Email"],
        [None, "Total Wine", "(555) 010-1234", None],
        ["TOTAL", None, 5],
        [],
        [" Wednesday, September 30, 2026 02:43 PM GMT-05:00"],
    ]
    (sheet,), trail, _ = _read(tmp_path, make({"Sheet1": rows}))
    assert (sheet.headings, sheet.columns) == (
        ["Name", "Phone", "Email"],
        [["Total Wine"], ["(555) 010-1234"], [""]],
    )
    assert [(row[2], row[5]) for row in trail.rows()] == [
        ("1", "title"),
        ("2", "title"),
        ("3", "blank line"),
        ("4", "header"),
        ("6", "total"),
        ("7", "blank line"),
        ("8", "footer"),
    ]


def test_without_known_headings_the_first_row_counts(tmp_path: Path) -> None:
    (sheet,), _, _ = _read(tmp_path, _xlsx({"S": [["Kunde", "Ort"], ["Alder", "x"]]}), known=False)
    assert sheet.headings == ["Kunde", "Ort"]


@MAKERS
def test_each_visible_sheet_is_read_and_hidden_ones_are_named(tmp_path: Path, make: Any) -> None:
    sheets: dict[str, Rows] = {
        "Customers": [["Name", "Phone"], ["Alder", "1"]],
        "Private": [["Name", "Phone"], ["Secret", "2"]],
        "Empty": [],
        "More": [["Name", "Phone"], ["Finch", "3"]],
    }
    read, trail, findings = _read(tmp_path, make(sheets, hidden=("Private",)))
    assert [(sheet.source.sheet, sheet.columns[0]) for sheet in read] == [
        ("Customers", ["Alder"]),
        ("More", ["Finch"]),
    ]
    assert [source.size for source in trail.sources] == [read[0].source.size] * 2
    (note,) = findings
    assert (note.rule.code, note.facts["sheets"]) == ("CSV130", "Private")


@MAKERS
def test_error_cells_keep_their_text_and_are_named(tmp_path: Path, make: Any) -> None:
    first: Rows = [["Name", "Phone", "Email"], ["Alder", "#N/A", "x"], ["Finch", "1", "#DIV/0!"]]
    second: Rows = [["Name", "Phone", "Email"], ["#REF!", "1", "x"]]
    (one, two), trail, findings = _read(tmp_path, make({"One": first, "Two": second}))
    assert one.columns[1:] == [["#N/A", "1"], ["x", "#DIV/0!"]]
    assert two.columns[0] == ["#REF!"]
    assert [(f.code, f.sheet, f.row, f.value) for f in findings.resolved(trail.locate, trail.cell)] == [
        ("CSV131", "One", 2, "#N/A"),
        ("CSV131", "One", 3, "#DIV/0!"),
        ("CSV131", "Two", 2, "#REF!"),
    ]
    assert findings.resolved(trail.locate, trail.cell)[0].message.startswith("row 2, column 2 holds an Excel error")


@pytest.mark.parametrize(
    "data",
    [
        _xlsx({"S": [["Name", "Phone"]]})[:-400],
        _xls({"S": [["Name", "Phone"]]})[:1600],
        _xls({"S": [["Name", "Phone"]]})[:512] + bytes(8000),
    ],
)
def test_a_damaged_workbook_stops(tmp_path: Path, data: bytes) -> None:
    read, _, findings = _read(tmp_path, data)
    assert read == []
    assert _codes(findings)[0] in ("CSV111", "CSV112")


@pytest.mark.parametrize("share", range(1, 20))
@MAKERS
def test_a_workbook_cut_anywhere_stops_without_noise(
    tmp_path: Path, make: Any, share: int, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = make({"S": [["Name", "Phone"], *([f"Alder {n}", n] for n in range(50))]})
    read, _, findings = _read(tmp_path, whole[: len(whole) * share // 20])
    assert bool(read) is not bool(findings.stops())
    assert capfd.readouterr().err == ""


def test_an_xls_that_claims_too_many_rows_is_damaged(tmp_path: Path) -> None:
    data = _xls({"S": [["Name", "Phone"]]})
    at = data.index(b"\x00\x02\x0e\x00") + 8
    read, _, findings = _read(tmp_path, data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :])
    assert (read, _codes(findings)) == ([], ["CSV111"])
    assert "2,147,483,647 rows" in findings.stops()[0].facts["reason"]


def _with_member(data: bytes, name: str, content: bytes) -> bytes:
    """Return a package in which one member is replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return packed.getvalue()


def test_a_part_that_does_not_match_its_checksum_is_damage(tmp_path: Path) -> None:
    data = bytearray(_xlsx({"S": [["Name", "Phone"], ["Alder", "1"]]}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        member = package.getinfo("xl/worksheets/sheet1.xml")
    at = data.index(member.CRC.to_bytes(4, "little"), data.index(b"PK\x01\x02"))
    data[at] ^= 0xFF
    read, _, findings = _read(tmp_path, bytes(data))
    assert (read, _codes(findings)) == ([], ["CSV111"])


def test_packed_data_that_cannot_be_unpacked_is_damage(tmp_path: Path) -> None:
    data = bytearray(_xlsx({"S": [["Name", "Phone"], ["Alder", "1"]]}))
    at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    data[at : at + 8] = b"\xff" * 8
    read, _, findings = _read(tmp_path, bytes(data))
    assert (read, _codes(findings)) == ([], ["CSV111"])


def test_broken_xml_is_damage(tmp_path: Path) -> None:
    data = _with_member(_xlsx({"S": [["Name"]]}), "xl/workbook.xml", b"<workbook><sheets>")
    read, _, findings = _read(tmp_path, data)
    assert read == []
    assert _codes(findings)[0] in ("CSV111", "CSV106")


@pytest.mark.parametrize(
    "caps",
    [Caps(unpacked_bytes=5_000_000), Caps(unpacked_ratio=200)],
    ids=["too many bytes", "too high a ratio"],
)
def test_a_workbook_that_swells_stops_before_it_is_opened(tmp_path: Path, caps: Caps) -> None:
    data = _with_member(_xlsx({"S": [["Name"]]}), "xl/styles.xml", b" " * 6_000_000)
    read, _, findings = _read(tmp_path, data, caps)
    assert (read, _codes(findings)) == ([], ["CSV109"])


def test_a_stray_cell_far_out_stops(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "Name"
    book["Sheet"]["XFD1048576"] = " "
    packed = io.BytesIO()
    book.save(packed)
    read, _, findings = _read(tmp_path, packed.getvalue())
    assert (read, _codes(findings)) == ([], ["CSV108"])
    (stop,) = findings
    assert "17,179,869,184 cells" in stop.rule.message.format(**stop.facts)


@pytest.mark.parametrize("place", ["A2147483648", "A" + "9" * 400, "AAAA1048576", "a99999999999", "A" + "9" * 5000])
def test_a_cell_beyond_what_a_sheet_can_have_stops(tmp_path: Path, place: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx({"S": [["Name", "Phone"], ["Ann", "1"]]}))) as sound:
        with zipfile.ZipFile(packed, "w") as changed:
            for name in sound.namelist():
                changed.writestr(name, sound.read(name).replace(b'r="B2"', f'r="{place}"'.encode()))
    read, _, findings = _read(tmp_path, packed.getvalue())
    assert read == []
    assert _codes(findings)[0] in ("CSV108", "CSV111")  # too large, or a number that is none


@pytest.mark.parametrize("count", ["4294967295", "2147483647", "99999999999999999999"])
@pytest.mark.parametrize("attribute", ["count", "uniqueCount"])
def test_a_part_that_claims_more_than_it_can_hold_is_damage(tmp_path: Path, attribute: str, count: str) -> None:
    packed = io.BytesIO(_xlsx({"S": [["Name", "Phone"], ["Ann", "1"]]}))
    with zipfile.ZipFile(packed, "a") as changed:
        namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        changed.writestr("xl/strings.xml", f'<sst xmlns="{namespace}" {attribute}="{count}"/>')
    read, _, findings = _read(tmp_path, packed.getvalue())
    assert (read, _codes(findings)) == ([], ["CSV111"])


def test_a_few_cells_far_apart_stop_though_the_caps_would_take_them(tmp_path: Path) -> None:
    """1,048,576 rows of 5 columns with two cells in them: as slow as a full table of that size."""
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "Name"
    book["Sheet"]["E1048576"] = "stray"
    packed = io.BytesIO()
    book.save(packed)
    read, _, findings = _read(tmp_path, packed.getvalue())
    assert (read, _codes(findings)) == ([], ["CSV108"])
    (stop,) = findings
    assert "5,242,880 cells" in stop.rule.message.format(**stop.facts)


@MAKERS
def test_a_workbook_without_cells_is_blank(tmp_path: Path, make: Any) -> None:
    read, _, findings = _read(tmp_path, make({"S": []}))
    assert (read, _codes(findings)) == ([], ["CSV106"])


class _Panic(BaseException):
    """What a crash inside the workbook reader looks like from Python: no `Exception`."""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PasswordError("Workbook is password protected"), "CSV110"),
        (CalamineError("Xls error: Workbook is password protected"), "CSV110"),
        (CalamineError("Cannot detect file format"), "CSV111"),
        (_Panic("index out of bounds"), "CSV111"),
    ],
)
def test_what_the_reader_raises_becomes_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: str
) -> None:
    class _Book:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise error

    monkeypatch.setattr(workbook, "CalamineWorkbook", _Book)
    read, _, findings = _read(tmp_path, _xlsx({"S": [["Name", "Phone"]]}))
    assert (read, _codes(findings)) == ([], [code])


def test_an_interrupt_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Book:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "CalamineWorkbook", _Book)
    with pytest.raises(KeyboardInterrupt):
        _read(tmp_path, _xlsx({"S": [["Name", "Phone"]]}))


_ODD = {
    "as written": lambda sheet: sheet,
    "single quotes": lambda sheet: sheet.replace(b'"', b"'"),
    "blanks round the sign": lambda sheet: sheet.replace(b'r="', b'r = "').replace(b't="', b't\n=\t"'),
}


@pytest.mark.parametrize("spell", _ODD.values(), ids=_ODD)
def test_however_the_xml_is_spelt_its_reach_and_its_errors_are_seen(tmp_path: Path, spell: Any) -> None:
    """XML allows either quote, and blanks round the sign; what is looked for must not depend on them."""
    member = "xl/worksheets/sheet1.xml"
    data = _xlsx({"S": [["Name", "Phone", "Email"], ["Alder", "#N/A", "x"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read(member)
    _, _, findings = _read(tmp_path, _with_member(data, member, spell(sheet)))
    assert _codes(findings) == ["CSV131"]
    far = sheet.replace(b'r="C2"', b'r="XFD1048576"')
    assert far != sheet
    _, _, findings = _read(tmp_path, _with_member(data, member, spell(far)))
    assert _codes(findings) == ["CSV108"]


@pytest.mark.parametrize(("rows", "stopped"), [(10, False), (11, True)])
def test_a_small_cap_is_kept_to_the_cell(tmp_path: Path, rows: int, stopped: bool) -> None:
    data = _xlsx({"S": [["Name", "Phone"], *([f"Alder {n}", n] for n in range(1, rows))]})
    read, _, findings = _read(tmp_path, data, Caps(cells=20))
    assert (bool(read), _codes(findings)) == ((False, ["CSV108"]) if stopped else (True, []))


def test_a_reach_in_a_part_that_is_no_sheet_by_name_is_seen(tmp_path: Path) -> None:
    """The workbook's own list of parts may name any member as a sheet."""
    data = _xlsx({"S": [["Name", "Phone"], ["Alder", 1]]})
    read, _, findings = _read(tmp_path, _with_member(data, "xl/styles.xml", b'<c r="XFD1048576"/>'))
    assert (read, _codes(findings)) == ([], ["CSV108"])
