"""The sheets of what is decided: what holds already, and what is to be merged in QuickBooks itself.

In: pairs and what was decided about them. Out: sheets to read; none where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.decisions.columns import LONGEST_NAME
from csvbridge.likeness import Asked
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import Decision, Question
from csvbridge.reviews.decide_sheet import Shown, decision_of, kinds
from csvbridge.reviews.words import fit
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Value

_DECIDED = (
    ReviewColumn("Pair", 7, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn("Left name", 28),
    ReviewColumn("Right name", 28),
    ReviewColumn("Decision", 20),
    ReviewColumn("Name kept", 28),
    ReviewColumn("Reason", 30),
    ReviewColumn("Decided by", 14),
    ReviewColumn("Date", 12),
    ReviewColumn("Source", 30),
)
_MERGE = (
    ReviewColumn("Pair", 7, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn("One", 30),
    ReviewColumn("The other", 30),
    ReviewColumn("What they are", 20),
    ReviewColumn("For", 34),
    ReviewColumn("Against", 22),
    ReviewColumn("Decided", 28),
    ReviewColumn("Name to keep", 28),
)
_HOW_TO_CHANGE = (
    "What holds already; the next run applies it by itself, and nobody is asked again unless a record changes.",
    "To change one: csvbridge review RUN --all, and decide the pair anew. The newer decision counts, the older stays "
    "in the history.",
)
_FIRST = (
    "Both records are in QuickBooks already: nothing that is imported makes one of them. Merging there cannot be "
    "undone.",
    "1. Say same on the sheet Decide and name the survivor, so that the decision and its reason are kept.",
    "2. In QuickBooks, look that both are active, of the same kind and of the same currency.",
    "3. The one to go has no sub-customers or projects left, and stands on the same level as the one to stay.",
    "4. Copy over what you want to keep of the one to go: notes, files, a credit card, its address.",
    "5. Open the one to go, give it the display name of the one to stay, letter by letter, save, and say yes to "
    "merging.",
    "6. Export the list of customers again before the next run.",
)
_NOT_ONE = ("different", "related")


def decided_sheets(pairs: Pairs, shown: Shown, asked: Asked) -> list[ReviewSheet]:
    """Return the sheets Already decided and Merge in QuickBooks, as far as there is something on them."""
    return [*_already_decided(pairs, shown, asked), *_merges(pairs, shown, asked)]


def _already_decided(pairs: Pairs, shown: Shown, asked: Asked) -> list[ReviewSheet]:
    rows: list[list[Value]] = []
    for number in shown.decided:
        decision = decision_of(asked, number)
        if decision is None:
            continue
        question = asked.questions[number]
        rows.append(
            [
                shown.place[number],
                str(pairs.band[number]),
                fit(question.left.name, LONGEST_NAME),
                fit(question.right.name, LONGEST_NAME),
                decision.word,
                fit(name_kept(decision), LONGEST_NAME),
                fit(_reason(decision, question), 1000),
                fit(decision.decided_by, 200),
                decision.date,
                fit(decision.source, 400),
            ]
        )
    if not rows:
        return []
    return [ReviewSheet(title="Already decided", columns=_DECIDED, rows=rows, notes=_HOW_TO_CHANGE, locked=True)]


def _reason(decision: Decision, question: Question) -> str:
    """Return the reason; where the decision is about another pair that settles this one, that pair too."""
    own = {question.left.name, question.right.name}
    if decision.key == question.key or own == {decision.left.name, decision.right.name}:
        return decision.reason
    settled = f'settled by what was decided of "{decision.left.name}" and "{decision.right.name}"'
    return f"{settled}: {decision.reason}" if decision.reason else settled


def name_kept(decision: Decision) -> str:
    """Return the name under which the customer goes on; blank where both stay."""
    if decision.word == "same":
        members = (decision.left, decision.right)
        return next((member.name for member in members if member.key == decision.survivor), "")
    return decision.quickbooks_name if decision.word == "same-as-quickbooks" else ""


def _merges(pairs: Pairs, shown: Shown, asked: Asked) -> list[ReviewSheet]:
    rows: list[list[Value]] = []
    for number in _in_order(shown):
        question, decision = asked.questions[number], decision_of(asked, number)
        if question.left_known and question.right_known and (decision is None or decision.word not in _NOT_ONE):
            rows.append(_merge_row(pairs, shown.place[number], number, question, decision))
    return (
        [ReviewSheet(title="Merge in QuickBooks", columns=_MERGE, rows=rows, notes=_FIRST, locked=True)] if rows else []
    )


def _in_order(shown: Shown) -> Sequence[int]:
    return sorted({*shown.open, *shown.decided}, key=lambda number: shown.place[number])


def _merge_row(pairs: Pairs, place: int, number: int, question: Question, decision: Decision | None) -> list[Value]:
    decided = "not yet"
    if decision is not None:
        decided = f"{decision.word}, by {decision.decided_by} on {decision.date}"
    return [
        place,
        str(pairs.band[number]),
        fit(question.left.name, LONGEST_NAME),
        fit(question.right.name, LONGEST_NAME),
        kinds(question),
        fit(pairs.reasons[number], 1000),
        fit(pairs.against[number], 1000),
        fit(decided, 300),
        fit(name_kept(decision) if decision is not None else "", LONGEST_NAME),
    ]
