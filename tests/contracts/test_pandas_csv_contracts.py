"""What we rely on in pandas and in the csv module: text stays text, numbers stay exact, a record knows its lines."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TEXTS = st.lists(st.text(max_size=12), max_size=6)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_text_comes_out_of_a_frame_as_it_went_in(texts: list[str]) -> None:
    """Blank stays blank, "NA", "None" and "007" stay text."""
    frame = pd.DataFrame({"a": pd.array(texts, dtype="str")})
    assert frame["a"].tolist() == texts
    assert not frame["a"].isna().any()


@pytest.mark.parametrize("text", ["", "NA", "nan", "None", "null", "007", "1e3", "TRUE", "#N/A", "-"])
def test_no_text_is_taken_for_a_missing_value(text: str) -> None:
    assert pd.Series([text], dtype="str").isna().tolist() == [False]


@pytest.mark.parametrize("minor", [0, -1, 2**53 + 1, 10**18, -(10**18)])
def test_minor_units_are_whole_numbers_beside_blanks(minor: int) -> None:
    """2**53 + 1 is the first whole number that a float cannot hold."""
    series = pd.Series(pd.array([minor, None], dtype="Int64"))
    assert series.iloc[0] == minor and isinstance(int(series.iloc[0]), int)
    assert series.astype(object).where(series.notna(), None).tolist() == [minor, None]


def test_sums_wrap_so_we_add_in_python() -> None:
    """Why totals are Python integers (house.md 2.7)."""
    series = pd.Series(pd.array([2**62, 2**62], dtype="Int64"))
    assert int(series.sum()) != 2**63
    assert sum(series.astype(object).tolist()) == 2**63


def test_a_number_that_is_too_large_is_refused_not_bent() -> None:
    with pytest.raises(OverflowError):
        pd.array([10**20], dtype="Int64")


def test_objects_stay_the_objects_they_are() -> None:
    from decimal import Decimal

    values = [Decimal("0.10"), None, True]
    kept = pd.Series(values, dtype="object").tolist()
    assert [type(value) for value in kept] == [Decimal, type(None), bool]


def test_every_copy_of_a_double_is_told() -> None:
    assert pd.Series(["a", "b", "a", "a"], dtype="str").duplicated(keep=False).tolist() == [
        True,
        False,
        True,
        True,
    ]


def test_the_index_is_kept_when_rows_are_picked() -> None:
    frame = pd.DataFrame({"a": ["x", "y", "z"]}, index=[10, 20, 30])
    assert frame[frame["a"] != "y"].index.tolist() == [10, 30]


# --- csv ----------------------------------------------------------------------------------------------------------


def rows(text: str, **more: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), **more))  # type: ignore[arg-type]


def test_an_open_quote_is_an_error_when_strict_and_swallows_the_file_when_not() -> None:
    broken = 'a,"b\nc,d\n'
    with pytest.raises(csv.Error):
        rows(broken, strict=True)
    assert rows(broken) == [["a", "b\nc,d\n"]]


def test_text_behind_a_closing_quote_is_an_error_when_strict() -> None:
    with pytest.raises(csv.Error):
        rows('"a"b,c\n', strict=True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_record_and_none_inside_quotes(end: str) -> None:
    assert rows(f'a,b{end}"c{end}d",e{end}', strict=True) == [["a", "b"], [f"c{end}d", "e"]]


def test_the_reader_counts_physical_lines() -> None:
    reader = csv.reader(io.StringIO('a\n"b\nc"\nd\n', newline=""))
    assert [(row, reader.line_num) for row in reader] == [(["a"], 1), (["b\nc"], 3), (["d"], 4)]


def test_blank_lines_are_records_without_cells() -> None:
    assert rows("a\n\nb\n") == [["a"], [], ["b"]]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\x00"), max_size=8), min_size=1, max_size=4),
        max_size=5,
    )
)
@settings(max_examples=100, deadline=None)
def test_written_and_read_again_is_the_same(table: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(file.getvalue(), strict=True) == table


def test_a_cell_longer_than_the_limit_is_an_error_not_a_cut() -> None:
    limit = csv.field_size_limit()
    try:
        csv.field_size_limit(10)
        with pytest.raises(csv.Error):
            rows("a" * 11)
    finally:
        csv.field_size_limit(limit)
