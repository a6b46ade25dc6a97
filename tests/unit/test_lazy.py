"""Columns made when they are read: the right entry, and as often as it is wanted."""

import pytest

from csvbridge.lazy import Kept, Made


def test_an_entry_is_made_when_it_is_read() -> None:
    made: list[int] = []
    entries = Made(3, lambda number: made.append(number) or number * 10)
    assert made == [] and len(entries) == 3
    assert (entries[1], entries[-1], entries[1]) == (10, 20, 10) and made == [1, 2, 1]
    assert entries[1:] == [10, 20]
    with pytest.raises(IndexError):
        entries[3]


def test_a_kept_entry_is_made_once() -> None:
    made: list[int] = []
    entries = Kept(Made(3, made.append))  # None is an entry like any other
    assert [entries[1], entries[-2], *entries] == [None] * 5
    assert made == [1, 0, 2] and len(entries) == 3
    with pytest.raises(IndexError):
        entries[3]
