"""The sheet Compare: both records of each pair that is shown, field by field, what differs in bold.

In: a list, its pairs, which of them are shown. Out: the sheet. A field is looked at for all pairs together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from csvbridge.likeness import Listed
from csvbridge.matching.pairs import Pairs
from csvbridge.reviews.decide_sheet import Shown
from csvbridge.reviews.side_by_side import LABELS, Field, compared_column
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
    numbers = list(shown.place)
    left, right = ([side[number] for number in numbers] for side in (pairs.left, pairs.right))
    known_as = [(place, str(pairs.band[number])) for number, place in shown.place.items()]

    def rows(fields: Iterator[Field | None]) -> Iterator[Row | None]:
        for ends, field in zip(known_as, fields, strict=True):
            yield (*ends, *_in_cells(field)) if field is not None else None

    places = (
        (*ends, "Stands in", _stands_in(listed, one), _stands_in(listed, other), None)
        for ends, one, other in zip(known_as, left, right, strict=True)
    )
    columns = listed.customers.columns
    told = [
        rows(compared_column(name, [columns[name][at] for at in left], [columns[name][at] for at in right]))
        for name in LABELS
        if name in columns
    ]
    by_pair = chain.from_iterable(zip(places, *told, strict=True))
    return ReviewSheet(title="Compare", columns=COMPARE, rows=list(filter(None, by_pair)), locked=True)


def _stands_in(listed: Listed, at: int) -> str:
    return f"{listed.kind[at]}, {fit(listed.place(at), 200)}"


def _in_cells(field: Field) -> Row:
    """Return a field's cells, in bold where they differ; the word says so too: bold alone could be overlooked."""
    if field.differs:
        return field.label, Strong(field.left), Strong(field.right), field.word
    return field
