"""Which row holds the headings: rows and a test for known headings in, a row index out.

QuickBooks' reports have title rows above the headings, of a number that changes; so the headings are found by
their words, never by a fixed row (qbo-import.md §15.1; salesforce-exports.md §7, row 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

HEADER_WITHIN = 40
"""Rows in which the headings must stand."""


def find_header(rows: Sequence[Sequence[str]], known: Callable[[str], bool], top: int = 0) -> int | None:
    """Return the index of the heading row from `top` on, or None when no row of the first 40 qualifies.

    The first row with three known headings, or with two when it holds nothing else; failing that, the first
    with three whose last part is known (`Opportunity: Stage`); failing that, the first whose only cell is a
    known heading, when all rows above it have no more than one cell (a list of one column).
    """
    single = prefixed = None
    for index, row in enumerate(islice(rows, top, HEADER_WITHIN), top):
        filled, count = filled_count(row), known_count(row, known)
        if count >= 3 or (count == 2 and filled == 2):
            return index
        if prefixed is None and filled >= 3 and known_count(list(map(_last_part, row)), known) >= 3:
            prefixed = index
        if single is None and filled == count == 1 and all(filled_count(above) <= 1 for above in rows[:index]):
            single = index
    return single if prefixed is None else prefixed


def first_below(rows: Sequence[Sequence[str]], top: int) -> int | None:
    """Return the first row below a title block with two filled cells, else the last single one after a blank row."""
    alone = None
    for index, row in enumerate(islice(rows, top, HEADER_WITHIN), top):
        if filled_count(row) > 1:
            return index
        if alone is None and index and filled_count(row) and not filled_count(rows[index - 1]):
            alone = index
    return alone


def _last_part(heading: str) -> str:
    return heading.rpartition(": ")[2]


def known_count(row: Sequence[str], known: Callable[[str], bool]) -> int:
    """Return how many cells are known headings; `known` is asked with the trimmed, casefolded cell."""
    return sum(1 for cell in row if cell.strip() and known(cell.strip().casefold()))


def filled_count(row: Sequence[str]) -> int:
    """Return how many cells hold more than blanks."""
    return sum(1 for cell in row if cell.strip())
