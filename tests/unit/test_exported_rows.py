"""Exported records as rows: whatever text Salesforce holds comes back from the memory as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.exported_rows import (
    contents_of,
    contents_text,
    escaped,
    exported_from_row,
    joined,
    row_of,
    unescaped,
)
from csvbridge.remembered import Exported

# half characters, line ends and backslashes far more often than chance would have them
texts = st.text(st.sampled_from("ab\\nut\n\t\rd8\ud83d\ude00é\0"), max_size=12) | st.text(max_size=12)
pairs = st.lists(st.tuples(texts, texts), max_size=4).map(tuple)
records = st.builds(
    Exported,
    **dict.fromkeys(("kind", "record", "name", "customer", "day", "currency", "file"), texts),
    minor=st.integers(),
    contents=pairs,
)


@given(records)
def test_a_record_comes_back_from_its_row(one: Exported) -> None:
    assert exported_from_row(row_of(one), "") == one


@given(records)
def test_a_row_is_text_of_one_line_a_field_that_a_database_takes(one: Exported) -> None:
    row = row_of(one)
    assert all(text.encode("utf-8").decode("utf-8") == text for text in row)
    assert row.contents.count("\n") == max(len(one.contents) - 1, 0)
    assert not any("\n" in text for text in row._replace(contents=""))


@given(texts)
def test_what_is_escaped_is_unescaped(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.lists(st.tuples(st.sampled_from(["deal", "deal line", "row"]), texts), min_size=1, max_size=5))
def test_lines_with_plain_names_are_the_same_text(contents: list[tuple[str, str]]) -> None:
    assert joined([f"{name}\t{text}" for name, text in contents]) == contents_text(contents)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Harrow Mill", "Harrow Mill"),
        ("two\nlines", "two\\nlines"),
        ("C:\\new", "C:\\\\new"),
        ("half \ud83d", "half \\ud83d"),
        ("Café", "Café"),
    ],
)
def test_how_a_text_stands_in_the_table(text: str, stands: str) -> None:
    assert escaped(text) == stands


@pytest.mark.parametrize(
    "change", [{"minor": "ten"}, {"minor": "1.5"}, {"contents": "no tab"}, {"contents": "a\tb\n\na\tb"}]
)
def test_what_is_no_row_is_refused(change: dict[str, str]) -> None:
    row = row_of(Exported(kind="invoice", record="opportunity 1", name="1001", contents=(("deal", "Mill"),)))
    with pytest.raises(ValueError):
        exported_from_row(row._replace(**change), "")


def test_no_contents_are_no_text() -> None:
    assert contents_of(contents_text([])) == ()
    assert contents_of(contents_text([("", "")])) == (("", ""),)
