"""The sheet Decide: one row for each pair that is open, with cells for the decision.

In: a list, its pairs, what is asked. Out: the sheet. Its columns for the eye come first, those that nobody prints last;
the cells of a row carry all that is needed to read it back, however the rows are sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from csvbridge.decisions import columns as own
from csvbridge.decisions.columns import LONGEST_NAME
from csvbridge.decisions.names import in_quickbooks
from csvbridge.likeness import Asked, Listed, candidate_words
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import WORDS, Decision, Question
from csvbridge.reviews.side_by_side import kind_words
from csvbridge.reviews.words import fit, fit_all
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Value

TITLE = "Decide"
_NOTE, _IN_QUICKBOOKS = "Note", "In QuickBooks"
_DOUBTED = "This is neither of the two names. Keep it all the same?"
IN_SIGHT = 4
"""Columns up to the right name: they stay in sight."""

_BEFORE = (
    ReviewColumn("Pair", 6, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn(own.LEFT_NAME, 22),
    ReviewColumn(own.RIGHT_NAME, 22),
    ReviewColumn("Left row", 7, "number"),
    ReviewColumn("Right row", 7, "number"),
    ReviewColumn("What they are", 14),
    ReviewColumn("For", 26),
    ReviewColumn("Against", 17),
    ReviewColumn("At stake", 13),
    ReviewColumn("Candidate", 11),
)
_NOTES = ReviewColumn(_NOTE, 26)
_AFTER = (
    ReviewColumn(own.DECISION, 19, choices=WORDS, entry=True),
    ReviewColumn(own.SURVIVOR, 18, entry=True, offers=(own.LEFT_NAME, own.RIGHT_NAME), doubted=_DOUBTED),
    ReviewColumn(own.QUICKBOOKS_NAME, 18, entry=True, offers=(_IN_QUICKBOOKS,)),
    ReviewColumn(own.REASON, 18, entry=True),
    ReviewColumn(own.DECIDED_BY, 12, entry=True),
    ReviewColumn(own.DATE, 12, "date", entry=True),
    ReviewColumn("Score", 8, "score", in_print=False),
    ReviewColumn("Left file", 22, in_print=False),
    ReviewColumn(own.LEFT_ID, 21, in_print=False),
    ReviewColumn("Right file", 22, in_print=False),
    ReviewColumn(own.RIGHT_ID, 21, in_print=False),
    ReviewColumn(_IN_QUICKBOOKS, 22, in_print=False),
    ReviewColumn(own.KEY, 5, in_print=False, whole=False),
)


class Shown(NamedTuple):
    """The pairs that the workbook shows, by their numbers, in the order in which they are read."""

    open: Sequence[int]
    decided: Sequence[int]
    place: dict[int, int]
    """Number of a pair -> the number under which people know it."""


def decide_sheet(
    listed: Listed, pairs: Pairs, order: Sequence[int], shown: Shown, asked: Asked, left_out: str
) -> ReviewSheet:
    """Return the sheet; `left_out` says of how many pairs it does not show."""
    numbers = shown.open
    candidates = candidate_words(pairs, order)
    notes = [_note(asked, number) for number in numbers]
    columns = (*_BEFORE, *((_NOTES,) if any(notes) else ()), *_AFTER)
    questions = [asked.questions[number] for number in numbers]
    left, right = ([side[number] for number in numbers] for side in (pairs.left, pairs.right))
    nothing = [None] * len(numbers)
    cells: list[Sequence[Value]] = [
        [shown.place[number] for number in numbers],
        [str(pairs.band[number]) for number in numbers],
        *(fit_all([listed.name[at] for at in side], LONGEST_NAME) for side in (left, right)),
        *([listed.row[at] for at in side] for side in (left, right)),
        [kinds(question) for question in questions],
        *(fit_all([words[number] for number in numbers], 1000) for words in (pairs.reasons, pairs.against)),
        fit_all([asked.at_stake[number] for number in numbers]) if asked.at_stake else nothing,
        [candidates.get(number, "") for number in numbers],
        *([[note or None for note in notes]] if any(notes) else []),
        *([nothing] * len(own.FILLED_IN)),
        [Decimal(f"{pairs.score[number]:.4f}") for number in numbers],
        *chain.from_iterable(
            (fit_all([listed.file[at] for at in side], 400), [listed.id[at] for at in side]) for side in (left, right)
        ),
        fit_all([_proposed(question) for question in questions], LONGEST_NAME),
        [question.token for question in questions],
    ]
    rows: list[Sequence[Value]] = list(zip(*cells, strict=True))
    totals: list[list[Value]] = [[None, None, left_out, *([None] * (len(columns) - 3))]] if left_out else []
    return ReviewSheet(title=TITLE, columns=columns, rows=rows, totals=totals, locked=True, frozen=IN_SIGHT)


def kinds(question: Question) -> str:
    """Return what the two records are: `account / customer in QuickBooks`."""
    return " / ".join(kind_words(question))


def _proposed(question: Question) -> str:
    """Return the customer's name in QuickBooks; blank where a pair has none, or two."""
    known = in_quickbooks(question)
    return known[0][0] if len(known) == 1 and known[0][1] == "customer" else ""


def decision_of(asked: Asked, number: int) -> Decision | None:
    """Return the decision in force about a pair."""
    return asked.decided[number] if asked.decided else None


def _note(asked: Asked, number: int) -> str:
    changed = asked.changed[number] if asked.changed else ""
    decision = decision_of(asked, number)
    if decision is not None and decision.word == "hold":
        reason = f": {decision.reason}" if decision.reason else ""
        changed = "; ".join(filter(None, (changed, f"on hold since {decision.date}, by {decision.decided_by}{reason}")))
    return fit(changed, 1000)
