"""What we rely on in openpyxl: which plain texts it takes for text, and how it passes on a cell's type."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError


def written(*values: Any, own_type: str | None = None) -> bytes:
    """Write the values in one row, as plain values or, with `own_type`, as cells of that type."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("S")
    row = []
    for value in values:
        cell: Any = value
        if own_type:
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = own_type
        row.append(cell)
    sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(file: bytes) -> list[tuple[str, Any]]:
    return [(cell.data_type, cell.value) for cell in next(load_workbook(BytesIO(file)).worksheets[0].iter_rows())]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@given(TEXT.filter(lambda text: text.strip() and text[0] not in "=#"))
@settings(max_examples=100, deadline=None)
def test_a_plain_text_that_does_not_begin_with_an_equals_or_a_hash_is_written_as_text(text: str) -> None:
    cell = Cell(None, value=text)  # type: ignore[arg-type]  # what append() asks, without a file for each text
    assert cell.data_type == "s"
    assert cell.value == text


@pytest.mark.parametrize("text", ["007", "1.5", "1e5", "TRUE", "2026-10-03", "10%", "+1", "-1", "@x", "'x", "nan"])
def test_a_plain_text_that_looks_like_a_value_stays_text_in_the_file(text: str) -> None:
    assert read(written(text)) == [("s", text)]


@pytest.mark.parametrize(("text", "kind"), [("=1+1", "f"), ("=x", "f"), ("#N/A", "e"), ("#REF!", "e")])
def test_a_plain_text_that_begins_with_one_of_them_can_be_mistaken(text: str, kind: str) -> None:
    assert read(written(text))[0][0] == kind


@given(TEXT)
@settings(max_examples=50, deadline=None)
def test_a_cell_that_says_it_is_text_is_text_with_an_equals_or_a_hash_before_it(text: str) -> None:
    assert read(written("=" + text, "#" + text, own_type="s")) == [("s", "=" + text), ("s", "#" + text)]


@pytest.mark.parametrize("digits", ["1310.10", "0.10", "-0.05", "9999999999999.99", "0.1234567"])
def test_a_text_whose_cell_says_it_is_a_number_goes_into_the_file_digit_by_digit(digits: str) -> None:
    with ZipFile(BytesIO(written(digits, own_type="n"))) as archive:
        assert f't="n"><v>{digits}</v>' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_none_is_not_written_at_all() -> None:
    with ZipFile(BytesIO(written("a", None, "c"))) as archive:
        assert 'r="B1"' not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_cell_is_written_when_its_row_is_appended_so_it_can_serve_the_next_row() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("S")
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    for text in ("first", "second"):
        cell.value = text
        sheet.append([cell])
    file = BytesIO()
    book.save(file)
    column = [row[0].value for row in load_workbook(BytesIO(file.getvalue())).worksheets[0].iter_rows()]
    assert column == ["first", "second"]


def test_a_text_over_the_limit_would_be_cut_without_a_word() -> None:
    assert len(str(Cell(None, value="x" * 40_000).value)) == 32_767  # type: ignore[arg-type]


def test_a_control_character_would_be_refused() -> None:
    with pytest.raises(IllegalCharacterError):
        Cell(None, value="bell\x07")  # type: ignore[arg-type]
