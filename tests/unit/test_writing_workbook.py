"""Workbooks: cells as what they are, never a formula or an error; equal input, equal bytes."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from csvbridge.errors import OwnFault
from csvbridge.writing import book
from csvbridge.writing import review_workbook as reviews
from csvbridge.writing.list_workbook import list_workbook
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Strong, Value
from csvbridge.writing.review_workbook import packed_review, review_workbook

TRAPS = [
    "=1+1",
    "=",
    "==",
    "#N/A",
    "#REF!",
    "#1 Finch",
    "+1",
    "-1",
    "@SUM(A1)",
    "007",
    "1e5",
    "TRUE",
    "1/2/2026",
]


def cells(path: Path, sheet: int = 0) -> list[list[tuple[str, Any]]]:
    """Return (type, value) of every cell that was written."""
    rows = load_workbook(path).worksheets[sheet].iter_rows()
    return [[(cell.data_type, cell.value) for cell in row if cell.value is not None] for row in rows]


def texts(path: Path, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


@pytest.mark.parametrize("text", [*TRAPS, "Alder & Finch <\"'>", "caf\u00e9 \u6f22", " lead", "two\nlines", "a;b"])
def test_every_cell_of_a_list_is_the_text_that_was_given(tmp_path: Path, text: str) -> None:
    list_workbook(tmp_path / "list.xlsx", "Sheet1", ["Name", "ZIP"], [[text, "03801"], ["", text]])
    assert cells(tmp_path / "list.xlsx") == [
        [("s", "Name"), ("s", "ZIP")],
        [("s", text), ("s", "03801")],
        [("s", text)],
    ]
    assert texts(tmp_path / "list.xlsx") == [["Name", "ZIP"], [text, "03801"], ["", text]]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("bell\x07", "bell\ufffd"),
        ("\x00", "\ufffd"),
        ("\x0b\x1f\ufffe\uffff", "\ufffd" * 4),
        ("half \ud83d", "half \ufffd"),
        ("_x0041_ and _x000D_", "_x0041_ and _x000D_"),  # a reader would take them for A and a line end
    ],
)
def test_what_xml_cannot_hold_is_replaced_and_what_looks_like_an_escape_is_kept(
    tmp_path: Path, text: str, read: str
) -> None:
    list_workbook(tmp_path / "list.xlsx", "Sheet1", ["Name"], [[text]])
    assert texts(tmp_path / "list.xlsx") == [["Name"], [read]]
    with ZipFile(tmp_path / "list.xlsx") as archive:
        assert b"\r" not in archive.read("xl/worksheets/sheet1.xml")  # each reader has its own idea of it


def test_a_list_is_one_plain_sheet_and_blank_cells_are_not_in_it(tmp_path: Path) -> None:
    list_workbook(tmp_path / "new" / "list.xlsx", "Sheet1", ["A", "B", "C"], [["x", "", "z"], ["", " ", ""]])
    with ZipFile(tmp_path / "new" / "list.xlsx") as archive:
        assert [name for name in archive.namelist() if "worksheets/" in name] == ["xl/worksheets/sheet1.xml"]
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'r="B2"' not in xml
    assert 'r="C2"' in xml
    assert 'r="B3"' not in xml
    assert " s=" not in xml  # no styles
    assert load_workbook(tmp_path / "new" / "list.xlsx").sheetnames == ["Sheet1"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["one"], "1 cells for 2"),
        (["1", "2", "3"], "3 cells for 2"),
        (["x" * 32_768, ""], "32768 characters"),
    ],
)
def test_a_row_that_a_list_cannot_hold_is_our_fault(tmp_path: Path, row: list[str], words: str) -> None:
    with pytest.raises(OwnFault, match=words):
        list_workbook(tmp_path / "list.xlsx", "Sheet1", ["A", "B"], [row])
    assert not (tmp_path / "list.xlsx").exists()


def test_the_longest_cell_that_a_workbook_holds_is_kept_whole(tmp_path: Path) -> None:
    list_workbook(tmp_path / "list.xlsx", "Sheet1", ["A"], [["x" * 32_767]])
    assert texts(tmp_path / "list.xlsx")[1] == ["x" * 32_767]


COLUMNS = [
    ReviewColumn("Customer", 30),
    ReviewColumn("Date", 12, "date"),
    ReviewColumn("Amount", 14, "money"),
    ReviewColumn("Rows", 8, "number"),
]


def review(path: Path, *rows: list[Value], **more: Any) -> Any:
    review_workbook(path, [ReviewSheet(title="Register", columns=COLUMNS, rows=rows, **more)])
    return load_workbook(path).worksheets[0]


def test_a_review_holds_values_of_their_own_type(tmp_path: Path) -> None:
    sheet = review(tmp_path / "r.xlsx", ["Alder & Finch", date(2026, 10, 3), Decimal("1310.10"), 280])
    customer, day, amount, rows = sheet[2]
    assert (customer.data_type, customer.value, customer.number_format) == ("s", "Alder & Finch", "@")
    assert (day.data_type, day.value, day.number_format) == ("d", datetime(2026, 10, 3), "yyyy-mm-dd")
    assert (amount.data_type, amount.number_format) == ("n", "#,##0.00")
    assert (rows.data_type, rows.value) == ("n", 280)
    with ZipFile(tmp_path / "r.xlsx") as archive:
        assert "<v>1310.10</v>" in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    ("amount", "kind", "value"),
    [
        (Decimal("0.00"), "n", 0),
        (Decimal("-0.05"), "n", -0.05),
        (Decimal("9999999999999.99"), "n", 9999999999999.99),
        (
            Decimal("99999999999999.99"),
            "s",
            "99999999999999.99",
        ),  # Excel keeps fifteen digits, these are sixteen
        (Decimal("1E+3"), "n", 1000),
        (123_456_789_012_345, "n", 123_456_789_012_345),
        (1_234_567_890_123_456, "s", "1234567890123456"),
        (120_000_000_000_000_000, "n", 120_000_000_000_000_000),
        ("not an amount", "s", "not an amount"),
        ("=1+1", "s", "=1+1"),
    ],
)
def test_an_amount_is_a_number_only_where_excel_holds_it_exactly(
    tmp_path: Path, amount: Value, kind: str, value: Any
) -> None:
    cell = review(tmp_path / "r.xlsx", ["x", None, amount, None])["C2"]
    assert (cell.data_type, cell.value) == (kind, value)


@pytest.mark.parametrize(
    ("day", "kind", "value"),
    [
        (date(1900, 3, 1), "d", datetime(1900, 3, 1)),
        (date(1900, 2, 28), "s", "1900-02-28"),  # Excel counts 29 February 1900, which never was
        (date(9999, 12, 31), "d", datetime(9999, 12, 31)),
    ],
)
def test_a_date_is_a_date_only_where_excel_counts_it_rightly(tmp_path: Path, day: date, kind: str, value: Any) -> None:
    cell = review(tmp_path / "r.xlsx", ["x", day, None, None])["B2"]
    assert (cell.data_type, cell.value) == (kind, value)


@pytest.mark.parametrize("text", TRAPS)
def test_no_text_of_a_review_becomes_a_formula_wherever_it_stands(tmp_path: Path, text: str) -> None:
    sheet = review(tmp_path / "r.xlsx", [text, text, text, text], notes=[text], totals=[[text, "", "", ""]])
    assert [(cell.data_type, cell.value) for cell in sheet[4]] == [("s", text)] * 4
    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", text)
    assert (sheet["A6"].data_type, sheet["A6"].value) == ("s", text)
    assert {cell.number_format for cell in sheet[4]} == {"@"}  # so that it stays text when a person edits it


def test_values_of_one_row_do_not_leak_into_the_next(tmp_path: Path) -> None:
    sheet = review(
        tmp_path / "r.xlsx",
        ["a", date(2026, 1, 1), Decimal(1), 1],
        [None, "", None, ""],
        ["c", "soon", "much", "many"],
        ["d", date(2026, 1, 4), Decimal(4), 4],
    )
    assert [cell.value for cell in sheet[3]] == [None] * 4
    assert [cell.data_type for cell in sheet[4]] == ["s"] * 4
    assert [cell.value for cell in sheet[5]] == ["d", datetime(2026, 1, 4), 4, 4]


def test_a_value_of_another_kind_than_its_column_is_text_and_leaves_the_column_as_it_is(
    tmp_path: Path,
) -> None:
    sheet = review(
        tmp_path / "r.xlsx",
        [17, Decimal("5.00"), date(2026, 10, 3), date(2026, 10, 4)],
        [date(2026, 10, 5), date(2026, 10, 6), Decimal("1310.10"), 280],
    )
    assert [(cell.data_type, cell.value) for cell in sheet[2]] == [
        ("s", "17"),
        ("s", "5.00"),
        ("s", "2026-10-03"),
        ("s", "2026-10-04"),
    ]
    assert [cell.data_type for cell in sheet[3]] == ["s", "d", "n", "n"]
    assert [cell.number_format for cell in sheet[3]] == ["@", "yyyy-mm-dd", "#,##0.00", "General"]


def test_notes_stand_above_the_table_and_totals_below_it_outside_the_filter(tmp_path: Path) -> None:
    sheet = review(
        tmp_path / "r.xlsx",
        ["Alder", None, Decimal(1), 1],
        ["Finch", None, Decimal(2), 1],
        notes=["All documents of October", "One currency"],
        totals=[["Total", None, Decimal(3), 2]],
    )
    assert [row[0].value for row in sheet.iter_rows()] == [
        "All documents of October",
        "One currency",
        None,
        "Customer",
        "Alder",
        "Finch",
        None,
        "Total",
    ]
    assert sheet.auto_filter.ref == "A4:D6"
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["A4"].font.b
    assert not sheet["A5"].font.b
    assert sheet["C8"].font.b
    assert sheet["C8"].number_format == "#,##0.00"


def test_a_review_prints_landscape_one_page_wide_with_its_widths(tmp_path: Path) -> None:
    sheet = review(tmp_path / "r.xlsx", ["Alder", None, None, None])
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # width: 1 by default
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [30, 12, 14, 8]
    assert sheet["A2"].alignment.wrap_text
    assert sheet.oddFooter.center.text == "&A, page &P of &N"


def test_choices_are_offered_for_every_row_of_the_table(tmp_path: Path) -> None:
    columns = [ReviewColumn("Pair", 20), ReviewColumn("Decision", 12, choices=("same", "different"))]
    review_workbook(tmp_path / "r.xlsx", [ReviewSheet(title="Decide", columns=columns, rows=[["1", ""], ["2", None]])])
    (offered,) = load_workbook(tmp_path / "r.xlsx").worksheets[0].data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"same,different"', "B2:B3")
    assert not offered.showErrorMessage


def test_only_cells_to_be_filled_in_are_open_in_a_locked_sheet(tmp_path: Path) -> None:
    columns = [
        ReviewColumn("Pair", 20),
        ReviewColumn("Decision", 12, choices=("same", "different"), entry=True),
        ReviewColumn("Date", 12, "date", entry=True),
    ]
    rows = [["=1+1", None, None], ["2", "same", None]]
    sheets = [ReviewSheet(title="Decide", columns=columns, rows=rows, totals=[["end", None, None]], locked=True)]
    review_workbook(tmp_path / "r.xlsx", sheets)
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert sheet.protection.sheet and sheet.protection.password is None
    assert not sheet.protection.autoFilter and not sheet.protection.formatColumns  # what is False is not forbidden
    opened = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert opened == {"B2", "C2", "B3", "C3"}
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["C2"].number_format) == ("=1+1", "s", "yyyy-mm-dd")
    (offered,) = sheet.data_validations.dataValidation
    assert offered.showErrorMessage  # a word that nobody takes is refused at once


def test_strong_text_is_bold_and_text_all_the_same(tmp_path: Path) -> None:
    columns = [ReviewColumn("Left", 20), ReviewColumn("Right", 20), ReviewColumn("Rows", 8, "number")]
    rows = [[Strong("=1+1"), "same", 1], ["plain", Strong(""), Strong("n")]]
    review_workbook(tmp_path / "r.xlsx", [ReviewSheet(title="Compare", columns=columns, rows=rows)])
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    bold = {
        cell.coordinate for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None and cell.font.b
    }
    assert bold == {"A2", "C3"}
    assert cells(tmp_path / "r.xlsx")[1:] == [[("s", "=1+1"), ("s", "same"), ("n", 1)], [("s", "plain"), ("s", "n")]]


def test_a_sheet_to_read_has_no_filter_and_columns_can_stay_in_sight(tmp_path: Path) -> None:
    columns = [ReviewColumn("About", 20), ReviewColumn("Words", 20)]
    read, wide = (
        ReviewSheet(title=title, columns=columns, rows=[["a", "b"]], is_text=title == "Read", frozen=frozen)
        for title, frozen in (("Read", 0), ("Wide", 1))
    )
    review_workbook(tmp_path / "r.xlsx", [read, wide])
    first, second = load_workbook(tmp_path / "r.xlsx").worksheets
    assert (first.auto_filter.ref, first.freeze_panes) == (None, "A2")
    assert (second.auto_filter.ref, second.freeze_panes) == ("A1:B2", "B2")


def test_a_review_without_rows_is_its_headings(tmp_path: Path) -> None:
    sheet = review(tmp_path / "r.xlsx")
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Customer", "Date", "Amount", "Rows"]]
    assert sheet.auto_filter.ref == "A1:D1"


def test_sheets_keep_their_order_and_titles_are_made_valid(tmp_path: Path) -> None:
    sheets = [ReviewSheet(title=title, columns=COLUMNS, rows=[]) for title in ("USD/EUR: all", "B" * 40)]
    review_workbook(tmp_path / "r.xlsx", sheets)
    assert load_workbook(tmp_path / "r.xlsx").sheetnames == ["USD EUR  all", "B" * 31]


def test_a_very_long_text_is_cut_and_says_how_long_it_was(tmp_path: Path) -> None:
    value = review(tmp_path / "r.xlsx", ["x" * 1_000_000, None, None, None])["A2"].value
    assert value.startswith("x" * 32_000)
    assert value.endswith("(1,000,000 characters)")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(1.5, id="a binary fraction"),
        pytest.param(True, id="a flag"),
        pytest.param(datetime(2026, 1, 1), id="a time of day"),
        pytest.param(Decimal("NaN"), id="not a number"),
        pytest.param(Decimal("Infinity"), id="infinity"),
    ],
)
def test_a_value_that_no_review_should_hold_is_our_fault(tmp_path: Path, value: Any) -> None:
    with pytest.raises(OwnFault, match="a review holds"):
        review(tmp_path / "r.xlsx", ["x", None, value, None])
    assert not (tmp_path / "r.xlsx").exists()


def test_a_row_that_does_not_fit_its_columns_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(OwnFault, match="3 cells for 4 columns"):
        review(tmp_path / "r.xlsx", ["x", None, None])


def test_more_rows_than_a_sheet_holds_are_our_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews, "MOST_ROWS", 2)
    review(tmp_path / "r.xlsx", *[["x", None, None, None]] * 2)
    with pytest.raises(OwnFault, match="3 rows; a sheet holds 2"):
        review(tmp_path / "r.xlsx", *[["x", None, None, None]] * 3)


WRITE_BOTH = """
import datetime, sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
import openpyxl.packaging.core, openpyxl.writer.excel
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(int(sys.argv[2]), tz)
clock = SimpleNamespace(datetime=Clock, timezone=datetime.timezone)
openpyxl.packaging.core.datetime = openpyxl.writer.excel.datetime = clock
from csvbridge.writing.list_workbook import list_workbook
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet
from csvbridge.writing.review_workbook import review_workbook
folder = Path(sys.argv[1])
rows = [["Caf\\u00e9 \\u6f22 <a></a>", "007"], ["=1", ""]]
list_workbook(folder / "list.xlsx", "Sheet1", ["Name", "ZIP"], rows)
columns = [ReviewColumn("Customer", 20, choices=("a", "b")), ReviewColumn("Amount", 9, "money")]
rows = [["Caf\\u00e9 & Co /> &#233;", Decimal("1.10")], ["x", None]]
review_workbook(folder / "review.xlsx", [ReviewSheet(title="R", columns=columns, rows=rows, notes=["n"])])
"""


def written_elsewhere(folder: Path, now: str, **settings: str) -> list[str]:
    folder.mkdir()
    subprocess.run([sys.executable, "-c", WRITE_BOTH, str(folder), now], check=True, env={**os.environ, **settings})
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("list.xlsx", "review.xlsx")]


def test_equal_input_gives_equal_bytes_whenever_and_by_whomever_it_is_run(tmp_path: Path) -> None:
    first = written_elsewhere(tmp_path / "a", "1000000000", PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    second = written_elsewhere(tmp_path / "b", "2000000000", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LANG="de_DE")
    assert first == second


@pytest.mark.skipif(importlib.util.find_spec("lxml") is None, reason="openpyxl uses lxml only where it is installed")
def test_equal_input_gives_equal_bytes_with_and_without_lxml(tmp_path: Path) -> None:
    with_lxml = written_elsewhere(tmp_path / "a", "1000000000", OPENPYXL_LXML="True")
    assert with_lxml == written_elsewhere(tmp_path / "b", "1000000000", OPENPYXL_LXML="False")


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ('<oddHeader></oddHeader><c r="A1" s="2"></c>', '<oddHeader/><c r="A1" s="2"/>'),
        ("<sheetPr><pageSetUpPr /></sheetPr>", "<sheetPr><pageSetUpPr/></sheetPr>"),
        ("<t>&#233;&#28450;&#128512;</t>", "<t>\u00e9\u6f22\U0001f600</t>"),
        ("<t>&amp;#233; &lt;a&gt;&lt;/a&gt; /&gt;</t>", "<t>&amp;#233; &lt;a&gt;&lt;/a&gt; /&gt;</t>"),
        ('<f a="1&#10;2"/>', '<f a="1&#10;2"/>'),
    ],
)
def test_both_spellings_of_a_sheet_become_one(written: str, settled: str) -> None:
    assert book._settled("xl/worksheets/sheet1.xml", written.encode()).decode() == settled


def test_nothing_in_the_file_tells_the_time_the_system_or_a_library_version(tmp_path: Path) -> None:
    list_workbook(tmp_path / "list.xlsx", "Sheet1", ["Name"], [["x"]])
    with ZipFile(tmp_path / "list.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {0}
        assert archive.namelist() == sorted(archive.namelist())
        assert b"openpyxl" not in b"".join(map(archive.read, archive.namelist())).lower()
    properties = load_workbook(tmp_path / "list.xlsx").properties
    assert properties.created == properties.modified == datetime(1980, 1, 1)
    assert properties.creator == "csvbridge"


@pytest.mark.parametrize(("rows", "method"), [(10, ZIP_STORED), (4_000, ZIP_DEFLATED)])
def test_only_a_large_file_is_compressed(tmp_path: Path, rows: int, method: int) -> None:
    list_workbook(tmp_path / "list.xlsx", "Sheet1", ["Name"], [["x" * 500]] * rows)
    with ZipFile(tmp_path / "list.xlsx") as archive:
        assert {member.compress_type for member in archive.infolist()} == {method}
    assert (tmp_path / "list.xlsx").stat().st_size < 2_000_000


def test_texts_looked_at_together_are_written_as_one_by_one(tmp_path: Path) -> None:
    awkward = ["", " lead", "a|b", "_x0041_", "tab\there", "a & <b>", "é漢", "x" * 1_200, "two\nlines", *TRAPS]
    names = [f"Customer {n} & Co" for n in range(450)]
    for at, text in enumerate(awkward):
        names[at * 17] = text  # in some of the blocks, at their ends too
    rows = [[name, Strong(name), name if at % 3 else Strong(name)] for at, name in enumerate(names)]
    columns = [ReviewColumn("A", 20), ReviewColumn("B", 20), ReviewColumn("C", 20, entry=True)]
    sheet = ReviewSheet(title="R", columns=columns, rows=rows)
    review_workbook(tmp_path / "all.xlsx", [sheet])
    written = load_workbook(tmp_path / "all.xlsx").worksheets[0]
    for at, (name, row) in enumerate(zip(names, written.iter_rows(min_row=2), strict=True)):
        read = name.replace("_x0041_", "_x005F_x0041_")  # openpyxl leaves the escape as it is
        assert [cell.value for cell in row] == [read or None] * 3
        assert [bool(cell.font.b) for cell in row if name] == ([False, True, not at % 3] if name else [])
        one = tmp_path / "one.xlsx"
        if at % 17 == 0:
            review_workbook(one, [ReviewSheet(title="R", columns=columns, rows=[rows[at]])])
            alone = load_workbook(one).worksheets[0]
            assert alone.row_dimensions[2].height == written.row_dimensions[at + 2].height
    assert packed_review([sheet])() == (tmp_path / "all.xlsx").read_bytes()
