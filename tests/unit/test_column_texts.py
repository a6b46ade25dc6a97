"""Quick looks at a whole column say what a look at each of its cells says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.column_texts import Texts

CELL = st.text(st.sampled_from("a 1.-0\né\t="), max_size=4)
COLUMNS = st.lists(CELL, min_size=1, max_size=6)


@settings(max_examples=150)
@given(COLUMNS)
def test_what_is_said_of_all_holds_for_each(cells: list[str]) -> None:
    texts = Texts(cells)
    assert list(texts.distinct) == list(dict.fromkeys(cells))
    assert texts.has_blank is ("" in cells)
    assert texts.some_filled is any(cell.strip() for cell in cells)
    assert texts.all_filled is all(cell.strip() for cell in cells)
    assert texts.longest == max(map(len, cells))
    assert texts.on_one_line_each is not any("\n" in cell for cell in cells)
    assert texts.plain is all(cell.isascii() and cell.isprintable() for cell in cells)
    assert texts.trimmed is (texts.plain and all(cell == cell.strip() and "  " not in cell for cell in cells))
    assert texts.begins_with("=-") >= any(cell.startswith(("=", "-")) for cell in cells)
    assert not texts.of_amounts or all(re.fullmatch(r"([0-9]+(\.[0-9]{1,2})?)?", cell) for cell in cells)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.00", "-2.50", "007.25"], ([100, -250, 725], 2)),
        (["1", "-20"], ([1, -20], 0)),
        (["999999999999999.99"], ([99999999999999999], 2)),
        (["9999999999999999.99"], None),  # too long to be sure of 64 bits
        (["1.00", "2"], None),
        (["1.0"], None),
        (["1.00", ""], None),
        ([".50"], None),
        (["-.50"], None),
        (["1-0.50"], None),
        (["+1"], None),
        (["1 "], None),
        (["1\n2", "3"], None),
        (["١"], None),
        ([], None),
    ],
    ids=repr,
)
def test_numbers_of_a_column(cells: list[str], expected: tuple[list[int], int] | None) -> None:
    numbers = Texts(cells).numbers
    assert (None if numbers is None else (numbers.digits.tolist(), numbers.decimals)) == expected
