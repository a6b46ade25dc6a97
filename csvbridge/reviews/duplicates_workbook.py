"""duplicates.xlsx: pairs that are probably one customer, side by side, with cells for the decision.

In: a list, its pairs, the order in which they are read, what is asked about them. Out: the workbook, and how many pairs
it shows. It holds text as text, no formula, no link; only the cells to be filled in are open. What is too long for a
person is cut with the number left out, and stands whole in evidence/pairs.csv. `duplicates` and `convert` write the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from csvbridge.likeness import MOST_PAIRS, Asked, Listed, decision_order, first_candidates, questions_of
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import WORDS
from csvbridge.reviews.compare_sheet import compare_sheet
from csvbridge.reviews.decide_sheet import Shown, decide_sheet, decision_of
from csvbridge.reviews.decide_words import About, read_me
from csvbridge.reviews.decided_sheets import decided_sheets
from csvbridge.reviews.groups_sheet import groups_sheets
from csvbridge.reviews.words import counted
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Strong, Value
from csvbridge.writing.review_workbook import review_workbook

DECISIONS = WORDS
"""The words that `decide` takes (contract.md §4)."""

_TOPICS = (ReviewColumn("About", 22), ReviewColumn("In words", 100))


def duplicates_workbook(
    path: Path,
    listed: Listed,
    pairs: Pairs,
    order: Sequence[int],
    asked: Asked | None = None,
    about: About | None = None,
) -> int:
    """Write the workbook and return how many pairs it shows; without `asked` every pair is a first question."""
    sheets, count = duplicates_sheets(listed, pairs, order, asked, about)
    review_workbook(path, sheets)
    return count


def duplicates_sheets(
    listed: Listed,
    pairs: Pairs,
    order: Sequence[int],
    asked: Asked | None = None,
    about: About | None = None,
) -> tuple[list[ReviewSheet], int]:
    """Return the sheets of the same workbook, and how many pairs they show."""
    asked = asked or Asked()
    asked = asked if asked.questions else replace(asked, questions=questions_of(listed, pairs))
    if not any(asked.decided):  # else a pair that is settled makes room for one further on
        order = first_candidates(pairs, order, MOST_PAIRS)
    shown = _shown(pairs, order, asked)
    sheets = [
        _read_me(pairs, shown, about or About()),
        decide_sheet(listed, pairs, order, shown, asked, _left_out(pairs, shown)),
        compare_sheet(listed, pairs, shown),
        *groups_sheets(listed, pairs.groups),
        *decided_sheets(pairs, shown, asked),
    ]
    return sheets, len(shown.place)


def _shown(pairs: Pairs, order: Sequence[int], asked: Asked) -> Shown:
    """Return what is shown: what is open first, up to the limit, a pair on hold in both places."""
    in_order = decision_order(pairs, order)
    decisions = {number: decision for number in in_order if (decision := decision_of(asked, number)) is not None}
    still = [number for number in in_order if number not in decisions or decisions[number].word == "hold"][:MOST_PAIRS]
    room = MOST_PAIRS - len(still)
    settled = [number for number in in_order if number in decisions and decisions[number].word != "hold"][:room]
    place = {number: at for at, number in enumerate([*still, *settled], 1)}
    return Shown(still, [number for number in place if number in decisions], place)


def _left_out(pairs: Pairs, shown: Shown) -> str:
    hidden = len(pairs) - len(shown.place)
    return f"{counted(hidden, 'more pair')} not shown here: evidence/pairs.csv has them all" if hidden else ""


def _read_me(pairs: Pairs, shown: Shown, about: About) -> ReviewSheet:
    rows: list[list[Value]] = [[Strong(topic), words] for topic, words in read_me(about) if words]
    if _left_out(pairs, shown):
        rows.append(["Not shown", f"{_left_out(pairs, shown)}."])
    if pairs.withheld:
        words = f"{counted(pairs.withheld, 'weaker pair')} beyond matching.show; --all keeps them."
        rows.append(["Left out", words])
    return ReviewSheet(title="Read me", columns=_TOPICS, rows=rows, locked=True, is_text=True)
