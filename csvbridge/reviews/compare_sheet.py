"""The sheet Compare: both records of each pair that is shown, field by field, what differs in bold.

In: a list, its pairs, which of them are shown. Out: the sheet. A field is looked at for all pairs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from csvbridge.likeness import Listed
from csvbridge.matching.pairs import Pairs
from csvbridge.reviews.decide_sheet import Shown
from csvbridge.reviews.side_by_side import DIFFERING, LABELS, compared_column
from csvbridge.reviews.words import fit
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Strong, Value

COMPARE = (
    ReviewColumn("Pair", 7, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn("Field", 14),
    ReviewColumn("Left", 50),
    ReviewColumn("Right", 50),
    ReviewColumn("Compared", 18),
)
Row = Sequence[Value]


def compare_sheet(listed: Listed, pairs: Pairs, shown: Shown) -> ReviewSheet:
    """Return the sheet: for each pair where its records stand, then every field that one of the two has."""
    numbers, places = list(shown.place), list(shown.place.values())
    left, right = ([side[number] for number in numbers] for side in (pairs.left, pairs.right))
    bands = [str(pairs.band[number]) for number in numbers]

    in_words = ([_stands_in(listed, at) for at in side] for side in (left, right))
    by_field: list[Iterable[Row | None]] = [zip(places, bands, repeat("Stands in"), *in_words, repeat(None))]
    for name, label in LABELS.items():
        column = listed.customers.columns.get(name)
        if column is not None:
            told = compared_column(name, [column[at] for at in left], [column[at] for at in right])
            by_field.append(map(_row, places, bands, repeat(label), *told))
    rows = list(filter(None, chain.from_iterable(zip(*by_field, strict=True))))
    return ReviewSheet(title="Compare", columns=COMPARE, rows=rows, locked=True)


def _stands_in(listed: Listed, at: int) -> str:
    return f"{listed.kind[at]}, {fit(listed.place(at), 200)}"


def _row(place: int, band: str, label: str, left: str, right: str, word: str) -> Row | None:
    """Return a row, in bold where the two differ; the word says so too: bold alone could be overlooked."""
    if not word:
        return None
    if word in DIFFERING:
        return place, band, label, Strong(left), Strong(right), word
    return place, band, label, left, right, word
