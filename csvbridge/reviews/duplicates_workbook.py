"""duplicates.xlsx: pairs that are probably one customer, side by side, with cells for the decision.

In: a list, its pairs, the order in which they are read. Out: the workbook, and how many pairs it shows. It holds text
as text, no formula, no link; only the cells to be filled in are open. What is too long for a person is cut with the
number left out, and stands whole in evidence/pairs.csv. `duplicates` and `convert` write the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from csvbridge.likeness import MOST_PAIRS, Listed, candidate_words, decision_order
from csvbridge.matching.pairs import Pairs
from csvbridge.matching.records import FIELDS
from csvbridge.reviews.words import counted, fit
from csvbridge.writing.workbook import ReviewColumn, ReviewSheet, Strong, Value, review_workbook

MOST_MEMBERS = 50_000
"""Rows of the sheet Groups."""

DECISIONS = ("same-as-quickbooks", "same", "related", "different", "hold")
"""The words that `decide` takes (contract.md §4)."""

DECIDE = (
    ReviewColumn("Pair", 7, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn("Left name", 30),
    ReviewColumn("Right name", 30),
    ReviewColumn("Score", 8, "score"),
    ReviewColumn("For", 40),
    ReviewColumn("Against", 30),
    ReviewColumn("At stake", 18),
    ReviewColumn("Candidate", 12),
    ReviewColumn("Left file", 22),
    ReviewColumn("Left row", 9, "number"),
    ReviewColumn("Left id", 21),
    ReviewColumn("Right file", 22),
    ReviewColumn("Right row", 9, "number"),
    ReviewColumn("Right id", 21),
    ReviewColumn("Decision", 20, choices=DECISIONS, entry=True),
    ReviewColumn("Survivor", 30, entry=True),
    ReviewColumn("QuickBooks name", 30, entry=True),
    ReviewColumn("Reason", 30, entry=True),
    ReviewColumn("Decided by", 16, entry=True),
    ReviewColumn("Date", 12, "date", entry=True),
)
_IN_SIGHT = 4
"""Columns of Decide up to the right name."""
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
COMPARE = (
    ReviewColumn("Pair", 7, "number"),
    ReviewColumn("Band", 10),
    ReviewColumn("Field", 14),
    ReviewColumn("Left", 50),
    ReviewColumn("Right", 50),
    ReviewColumn("Compared", 18),
)

_LABELS = {
    "name": "Name",
    "company": "Company",
    "person": "Person",
    "email": "E-mail",
    "phone": "Phone",
    "mobile": "Mobile",
    "fax": "Fax",
    "website": "Website",
    "street": "Street",
    "city": "City",
    "state": "State",
    "postal_code": "ZIP",
    "country": "Country",
    "tax_id": "Tax number",
    "currency": "Currency",
}
_PHONES = ("phone", "mobile", "fax")
_ABOUT = (
    ("What this is", "Pairs of records that are probably one customer. Nothing was merged; nothing is merged unasked."),
    (
        "Decide",
        "One row for each pair, the surest first. Rows of one left record stand together: they are one decision, and "
        "its best candidate comes first. Compare shows both records field by field, under the number of the pair.",
    ),
    ("certain, probable", "Predicted duplicates. They wait for a decision."),
    ("possible", "Worth a look where there is time."),
    ("conflict", "The names agree, and hard evidence differs: a number, a country, a registration."),
    ("related", "Branches, parents and sisters, a person and their company: probably two customers, and right so."),
    ("Left, right", "Left is the record of this run, right the one in QuickBooks or the later row."),
    ("Fill in", "Decision, in the yellow cells, is enough. Everything else is locked, without a password."),
    (
        "same-as-quickbooks",
        "The left record is the customer that QuickBooks has. QuickBooks name: its name there, when it is not the "
        "pair's right name.",
    ),
    ("same", "Both are one customer, and neither is in QuickBooks. Survivor: the name to keep."),
    ("related", "Two customers that have to do with each other."),
    ("different", "Two customers."),
    ("hold", "Not decided yet; they go on waiting."),
    (
        "Two in QuickBooks",
        "Where both are in QuickBooks already, merge them there; evidence/findings.jsonl says what must be true first "
        "(DUP504).",
    ),
)
_TOPICS = (ReviewColumn("About", 22), ReviewColumn("In words", 100))


def duplicates_workbook(
    path: Path, listed: Listed, pairs: Pairs, order: Sequence[int], at_stake: Sequence[str] = ()
) -> int:
    """Write the workbook and return how many pairs it shows; `at_stake` is by pair, as pairs.csv has it."""
    shown = decision_order(pairs, order)[:MOST_PAIRS]
    sheets = [
        _read_me(pairs, shown),
        _decide(listed, pairs, order, shown, at_stake),
        *_groups(listed, pairs),
        _compare(listed, pairs, shown),
    ]
    review_workbook(path, sheets)
    return len(shown)


def _left_out(pairs: Pairs, shown: Sequence[int]) -> str:
    hidden = len(pairs) - len(shown)
    return f"{counted(hidden, 'more pair')} not shown here: evidence/pairs.csv has them all" if hidden else ""


def _read_me(pairs: Pairs, shown: Sequence[int]) -> ReviewSheet:
    rows: list[list[Value]] = [[topic, words] for topic, words in _ABOUT]
    if _left_out(pairs, shown):
        rows.append(["Not shown", f"{_left_out(pairs, shown)}."])
    if pairs.withheld:
        words = f"{counted(pairs.withheld, 'weaker pair')} beyond matching.show; --all keeps them."
        rows.append(["Left out", words])
    return ReviewSheet(title="Read me", columns=_TOPICS, rows=rows, locked=True, is_text=True)


def _decide(
    listed: Listed, pairs: Pairs, order: Sequence[int], shown: Sequence[int], at_stake: Sequence[str]
) -> ReviewSheet:
    candidates = candidate_words(pairs, order)
    rows: list[list[Value]] = []
    for position, number in enumerate(shown, 1):
        left, right = pairs.left[number], pairs.right[number]
        rows.append(
            [
                position,
                str(pairs.band[number]),
                fit(listed.name[left], 400),
                fit(listed.name[right], 400),
                Decimal(f"{pairs.score[number]:.4f}"),
                fit(pairs.reasons[number], 1000),
                fit(pairs.against[number], 1000),
                fit(at_stake[number] if at_stake else ""),
                candidates.get(number, ""),
                *(
                    value
                    for at in (left, right)
                    for value in (fit(listed.file[at], 400), listed.row[at], listed.id[at])
                ),
                *([None] * 6),
            ]
        )
    words = _left_out(pairs, shown)
    totals: list[list[Value]] = [[None, None, words, *([None] * (len(DECIDE) - 3))]] if words else []
    return ReviewSheet(title="Decide", columns=DECIDE, rows=rows, totals=totals, locked=True, frozen=_IN_SIGHT)


def _place(listed: Listed, at: int) -> tuple[str, int, str]:
    return fit(listed.file[at], 400), listed.row[at], listed.id[at]


def _groups(listed: Listed, pairs: Pairs) -> list[ReviewSheet]:
    """Return the groups, the largest first; a group that is cut says so by its number of records."""
    if not pairs.groups:
        return []

    def place(at: int) -> tuple[bool, str, str, int]:
        return listed.is_known(at), listed.name[at].casefold(), listed.file[at], listed.row[at]

    groups = sorted((sorted(group, key=place) for group in pairs.groups), key=lambda one: (-len(one), place(one[0])))
    rows: list[list[Value]] = [
        [
            number,
            len(group),
            fit(listed.name[at], 400) or "(no name)",
            listed.kind[at],
            "yes" if listed.is_known(at) else "",
            fit(listed.file[at], 400),
            listed.row[at],
            listed.id[at],
        ]
        for number, group in enumerate(groups, 1)
        for at in group
    ]
    hidden = len(rows) - MOST_MEMBERS
    totals: list[list[Value]] = []
    if hidden > 0:
        words = f"{counted(hidden, 'more record')} not shown here: evidence/pairs.csv has every pair"
        totals = [[None, None, words, None, None, None, None, None]]
    return [ReviewSheet(title="Groups", columns=GROUPS, rows=rows[:MOST_MEMBERS], totals=totals, locked=True)]


# --- side by side -----------------------------------------------------------------------------------------------------


def _compare(listed: Listed, pairs: Pairs, shown: Sequence[int]) -> ReviewSheet:
    columns = {field: listed.customers.columns[field] for field in FIELDS if field in listed.customers.columns}
    rows: list[list[Value]] = []
    for position, number in enumerate(shown, 1):
        left, right = pairs.left[number], pairs.right[number]
        band = str(pairs.band[number])
        places = (f"{listed.kind[at]}, {fit(listed.place(at), 200)}" for at in (left, right))
        rows.append([position, band, "Stands in", *places, None])
        for field, column in columns.items():
            ends = (column[left], column[right])
            if any(ends):
                rows.append([position, band, _LABELS[field], *_side_by_side(field, *ends)])
    return ReviewSheet(title="Compare", columns=COMPARE, rows=rows, locked=True)


def _side_by_side(field: str, left: str, right: str) -> Iterator[Value]:
    """Yield both cells, in bold where they differ, and how they compare in a word: bold alone could be overlooked."""
    if left and right and left.casefold() != right.casefold():
        if field in _PHONES and _bare(left) == _bare(right):
            yield from (fit(left, 400), fit(right, 400), "written otherwise")
            return
        yield from (Strong(fit(left, 400)), Strong(fit(right, 400)), "differs")
    else:
        yield from (fit(left, 400), fit(right, 400), "same" if left and right else "one is blank")


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number.casefold()))
