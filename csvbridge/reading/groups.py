"""Grouped columns: which they are, and their values on every record.

A formatted report writes the value of a group once, on the group's first row (salesforce-exports.md §1.3). In:
the columns of the records. Out: the same columns filled down, outer to inner, and for each filled cell the
physical row in which it truly stands. Nothing is filled on the strength of a blank cell alone: Salesforce's own
marks must say that the column is grouped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_GROUPS = 5
"""Grouped columns that are believed; public material shows two."""
_ARROWS = ("↑", "↓")


@dataclass(slots=True)
class Filled:
    """What filling did: where the cells come from, and where each level's groups begin."""

    origins: dict[int, list[int]] = field(default_factory=dict)
    """Column -> for each record the physical row of its cell, 0 for its own."""
    starts: list[list[int]] = field(default_factory=list)
    """For each level the positions of the records that begin a group of it or of a level above."""

    def start(self, level: int, before: int) -> int:
        """Return the position of the first record of the group that ends before this position."""
        starts = self.starts[level]
        at = bisect_left(starts, before) - 1
        return starts[at] if at >= 0 else 0


def has_arrow(heading: str) -> bool:
    """Whether a heading carries the sign of a sorted or grouped column."""
    return heading.rstrip().endswith(_ARROWS)


def first_heading(headings: Sequence[str]) -> int:
    """Return the column of the first heading that is not blank."""
    return next((place for place, heading in enumerate(headings) if heading.strip()), 0)


def group_columns(
    headings: Sequence[str], columns: Sequence[Sequence[str]], *, deepest: int, titled: bool
) -> list[int]:
    """Return the grouped columns, outer to inner.

    They stand leftmost, before the blank column that the last of them is merged with, and carry arrows. Where
    arrows or that column were lost, the cells themselves must show the pattern. `deepest` is the innermost
    column with a `Subtotal` in it (-1: none); `titled` says that Salesforce's title block or footer stands round the
    table.
    """
    first = first_heading(headings)
    gap = _gap(headings, columns, first)
    if deepest >= first:
        end = deepest + 1
        while end < gap and has_arrow(headings[end]):
            end += 1
        return [column for column in range(first, end) if headings[column].strip()]
    leading = list(range(first, gap)) if gap else _leading_arrows(headings, first)
    if not leading or len(leading) > MOST_GROUPS:
        return []
    if any(map(has_arrow, headings)):
        arrows = all(has_arrow(headings[column]) for column in leading)
        return leading if arrows and (gap or _interrupted(columns[leading[0]])) else []
    return leading if titled and _written_once([columns[column] for column in leading]) else []


def fill_down(
    columns: Sequence[list[str]], groups: Sequence[int], numbers: Sequence[int], closed: Sequence[tuple[int, int]]
) -> Filled:
    """Fill the grouped columns in place.

    `numbers` are the physical rows of the records; `closed` tells where subtotals ended groups: the position of
    the record that follows, and the level from which on nothing goes over to it. In order of position.
    """
    filled = Filled(starts=[[] for _ in groups])
    count = len(numbers)
    outer = [False] * count  # whether a group above begins on the record
    for level, column in enumerate(groups):
        for position, closed_level in closed:
            if closed_level <= level and position < count:
                outer[position] = True
        cells, origins = columns[column], [0] * count
        value, origin = "", 0
        starts = filled.starts[level]
        for position, begins in enumerate(outer):
            cell = cells[position]
            if cell.strip():
                if begins or cell != value:
                    outer[position] = True
                    starts.append(position)
                value, origin = cell, numbers[position]
            elif begins:
                value, origin = "", 0
                starts.append(position)
            elif value:
                cells[position], origins[position] = value, origin
        filled.origins[column] = origins
    return filled


def _gap(headings: Sequence[str], columns: Sequence[Sequence[str]], first: int) -> int:
    """Return the first blank column between headings, 0 when there is none."""
    last = max((place for place, heading in enumerate(headings) if heading.strip()), default=0)
    for place in range(first + 1, last):
        if not headings[place].strip():
            return 0 if any(map(str.strip, columns[place])) else place
    return 0


def _leading_arrows(headings: Sequence[str], first: int) -> list[int]:
    """Return the columns with arrows on the left edge, as far as they go without a break."""
    end = first
    while end < len(headings) and has_arrow(headings[end]):
        end += 1
    return list(range(first, end))


def _interrupted(cells: Sequence[str]) -> bool:
    """Whether a column begins filled and has blanks above filled cells: no sorted column has that."""
    if not cells or not cells[0].strip():
        return False
    blank = next((position for position, cell in enumerate(cells) if not cell.strip()), len(cells))
    return any(cell.strip() for cell in cells[blank:])


def _written_once(columns: Sequence[Sequence[str]]) -> bool:
    """Whether filled cells fill all cells to their right, the first row is filled, and something is blank."""
    blanks = False
    for position, row in enumerate(zip(*columns, strict=True)):
        filled = [bool(cell.strip()) for cell in row]
        if filled != sorted(filled) or (position == 0 and not all(filled)):
            return False
        blanks = blanks or not all(filled)
    return blanks
