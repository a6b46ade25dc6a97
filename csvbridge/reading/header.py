"""Which row holds the headings: rows and a test for known headings in, a row index out.

QuickBooks' reports have title rows above the headings, of a number that changes; so the headings are found by
their words, never by a fixed row (qbo-import.md §15.1; salesforce-exports.md §7, row 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

HEADER_WITHIN = 40
"""Rows in which the headings must stand."""


def find_header(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> int | None:
    """Return the index of the heading row, or None when no row of the first 40 qualifies.

    The first row with three known headings, or with two when it holds nothing else; failing that, the first
    whose only cell is a known heading, when all rows above it have no more than one cell (a list of one
    column).
    """
    single = None
    for index, row in enumerate(islice(rows, HEADER_WITHIN)):
        filled, count = filled_count(row), known_count(row, known)
        if count >= 3 or (count == 2 and filled == 2):
            return index
        if single is None and filled == count == 1 and all(filled_count(above) <= 1 for above in rows[:index]):
            single = index
    return single


def known_count(row: Sequence[str], known: Callable[[str], bool]) -> int:
    """Return how many cells are known headings; `known` is asked with the trimmed, casefolded cell."""
    return sum(1 for cell in row if cell.strip() and known(cell.strip().casefold()))


def filled_count(row: Sequence[str]) -> int:
    """Return how many cells hold more than blanks."""
    return sum(1 for cell in row if cell.strip())
