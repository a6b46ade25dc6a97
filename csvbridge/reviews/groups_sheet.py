"""The sheet Groups: all records that predicted pairs tie together, the largest groups first.

In: a list, and groups of its records. Out: the sheet; none without groups. It has room for as many records as the pairs
have that the workbook shows: a group stands on it whole or not at all, and what is left out is counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain

from csvbridge.likeness import MOST_PAIRS, Listed
from csvbridge.reviews.words import counted, fit_all
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Value

MOST_MEMBERS = 2 * MOST_PAIRS
"""Rows of the sheet: the records of as many pairs as the other sheets show."""

GROUPS = (
    ReviewColumn("Group", 8, "number"),
    ReviewColumn("Records", 9, "number"),
    ReviewColumn("Name", 40),
    ReviewColumn("What", 11),
    ReviewColumn("In QuickBooks", 15),
    ReviewColumn("File", 30),
    ReviewColumn("Row", 9, "number"),
    ReviewColumn("Id", 21),
)

Group = tuple[int, ...]


def groups_sheets(listed: Listed, groups: Sequence[Group]) -> list[ReviewSheet]:
    """Return the sheet, if there are groups."""
    if not groups:
        return []
    shown = _shown(listed, groups)
    # one group alone can be larger than the sheet: it is shown as far as there is room, and says how many it has
    members = list(chain.from_iterable(shown))[:MOST_MEMBERS]
    numbers = chain.from_iterable([number] * len(group) for number, group in enumerate(shown, 1))
    sizes = chain.from_iterable([len(group)] * len(group) for group in shown)
    rows: list[Sequence[Value]] = list(
        zip(
            numbers,
            sizes,
            [name or "(no name)" for name in fit_all([listed.name[at] for at in members], 400)],
            [listed.kind[at] for at in members],
            ["yes" if listed.is_known(at) else "" for at in members],
            fit_all([listed.file[at] for at in members], 400),
            [listed.row[at] for at in members],
            [listed.id[at] for at in members],
            strict=False,  # numbers and sizes go on where the only group is cut
        )
    )
    totals = _left_out(sum(map(len, groups)) - len(members), len(groups) - len(shown) + (len(members) < len(shown[0])))
    return [ReviewSheet(title="Groups", columns=GROUPS, rows=rows, totals=totals, locked=True)]


def _left_out(records: int, groups: int) -> list[list[Value]]:
    if not records:
        return []
    told = f"{counted(records, 'more record')} in {counted(groups, 'group')}"
    words = f"{told} not shown here: evidence/pairs.csv has every pair"
    return [[None, None, words, *([None] * (len(GROUPS) - 3))]]


def _shown(listed: Listed, groups: Sequence[Group]) -> list[list[int]]:
    """Return the groups that there is room for, one at least, the largest first, each in the order of its names."""
    groups = _largest(groups)
    members = list(chain.from_iterable(groups))
    names = [listed.name[at].casefold() for at in members]
    files, rows = ([column[at] for at in members] for column in (listed.file, listed.row))
    places = zip(map(listed.is_known, members), names, files, rows, strict=True)
    place = dict(zip(members, places, strict=True)).__getitem__
    in_order = sorted(groups, key=lambda group: (-len(group), min(map(place, group))))
    fitting = bisect_right(list(accumulate(map(len, in_order))), MOST_MEMBERS)
    return [sorted(group, key=place) for group in in_order[: max(fitting, 1)]]


def _largest(groups: Sequence[Group]) -> Sequence[Group]:
    """Return the groups among which all stand that the sheet has room for: a list of a million has many small ones."""
    room, sizes = MOST_MEMBERS, Counter(map(len, groups))
    for size in sorted(sizes, reverse=True):
        room -= size * sizes[size]
        if room <= 0:
            return [group for group in groups if len(group) >= size]
    return groups
