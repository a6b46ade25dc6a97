"""What matching compared, with the place of every record, and its pairs as people and machines read them.

In: a customer list whose every record knows its file and row, and the pairs that were found in it. Out: the order in
which pairs are read, the columns of `pairs.csv`, which candidate of a record is the best. `duplicates` and the same
step inside `convert` share this. Columns throughout: a list of a million has many pairs, and no object a record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, groupby, repeat
from operator import neg
from typing import NamedTuple

from csvbridge.lazy import Made
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import FIELDS, CustomerList
from csvbridge.remembered import Decision, Member, Question, account_key, quickbooks_key

PAIR_COLUMNS = (
    *("left_file", "left_row", "left_id", "left_name", "right_file", "right_row", "right_id", "right_name"),
    *("score", "band", "reasons", "against", "at_stake", "decision"),
)
"""The columns of pairs.csv (contract.md §3)."""

MOST_PAIRS = 5_000
"""Pairs that review/duplicates.xlsx shows: nobody decides more at a sitting."""

PREDICTED = (Band.CERTAIN, Band.PROBABLE)
"""The bands that are predicted duplicates (contract.md §3)."""

_RANK = {band: rank for rank, band in enumerate(Band)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A customer list and, for each of its records, where it stands and what it is; columns of `customers.size`."""

    customers: CustomerList
    file: Sequence[str]
    """Path, as findings name files."""
    sheet: Sequence[str]
    """Sheet of a workbook, blank elsewhere."""
    row: Sequence[int]
    """Physical line or sheet row, as in findings."""
    row_id: Sequence[int]
    """The run-wide number of the row (`Trail`): what a finding is set on."""
    id: Sequence[str]
    """Salesforce's id, blank where there is none."""
    name: Sequence[str]
    """The name as it stands in the file; a record without one has a blank."""
    kind: Sequence[str]
    """What the record is, in a word that people read: account, customer, vendor, employee, contact, lead."""
    carried: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Kind of record -> the fields that its file had a column for; unknown where the kind is missing."""

    def is_known(self, position: int) -> bool:
        """Whether QuickBooks holds the record."""
        return bool(self.customers.known) and self.customers.known[position]

    def place(self, position: int) -> str:
        """Return where a record stands: `accounts.csv:17`, `Customers.xls[Sheet1]:4`."""
        (place,) = self.places([position])
        return place

    def places(self, positions: Collection[int]) -> list[str]:
        """Return where records stand, as `place` says it of one."""
        file, sheet, row = self.file, self.sheet, self.row
        return [f"{file[at]}[{sheet[at]}]:{row[at]}" if sheet[at] else f"{file[at]}:{row[at]}" for at in positions]

    def names_in_line(self, positions: Collection[int]) -> list[str]:
        """Return the names of records without line ends and odd blanks."""
        return [*map(" ".join, map(str.split, [self.name[at] for at in positions]))]


class AtStake(NamedTuple):
    """A document of this run that a pair concerns, in the reader's words."""

    number: str
    """Its number, blank while it has none."""
    deal: str
    day: str
    amount: str
    """`USD 1310.00`; a credit note below zero."""
    state: str
    """written, held or rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked about each pair, what is at stake, what was decided earlier: columns of `len(pairs)`, or empty."""

    questions: Sequence[Question] = ()
    decided: Sequence[Decision | None] = ()
    """The decision in force, None where a person is still to decide."""
    changed: Sequence[str] = ()
    """Why a pair that was decided once is asked again, in words; blank elsewhere."""
    at_stake: Sequence[str] = ()
    """`2 invoices, USD 1310.00`."""
    documents: Sequence[Sequence[AtStake]] = ()
    words: Sequence[str] = ()
    """The decision as pairs.csv tells it: its word, or `settled: …` where what was decided of another pair leaves
    nothing to decide; blank where a person is still to decide."""

    @property
    def open(self) -> list[int]:
        """The pairs about which a person is still to decide."""
        return [number for number, decision in enumerate(self.decided) if decision is None]


def questions_of(listed: Listed, pairs: Pairs) -> Sequence[Question]:
    """Return per pair what a decision about it must know: both records' stable keys and compared contents."""
    member_at = lru_cache(maxsize=16_384)(members_of(listed))  # a record stands in several pairs

    def question(number: int) -> Question:
        left, right = pairs.left[number], pairs.right[number]
        return Question(
            left=member_at(left),
            right=member_at(right),
            band=str(pairs.band[number]),
            left_known=listed.is_known(left),
            right_known=listed.is_known(right),
            left_kind=listed.kind[left],
            right_kind=listed.kind[right],
        )

    return Made(len(pairs), question)


def members_of(listed: Listed) -> Callable[[int], Member]:
    """Return what makes a record the memory's; a blank cell is told only where its file is known to have the column."""
    own = {name for name in FIELDS if name in listed.customers.columns}
    told: dict[str, list[tuple[str, Sequence[str], bool]]] = {}
    for kind in set(listed.kind):
        carried = listed.carried.get(kind, frozenset())
        told[kind] = [(name, listed.customers.column(name), name in carried) for name in sorted(own | carried)]

    def member_at(at: int) -> Member:
        fields = [
            (name, column[at]) for name, column, is_carried in told[listed.kind[at]] if is_carried or column[at].strip()
        ]
        return Member(key_at(listed, at), listed.name[at], tuple(fields))

    return member_at


def key_at(listed: Listed, at: int) -> str:
    """Return the stable key of a record."""
    if listed.is_known(at) and not listed.id[at]:
        return quickbooks_key(listed.kind[at].removeprefix("inactive "), listed.name[at])
    return account_key(listed.id[at], listed.name[at])


def reading_order(listed: Listed, pairs: Pairs, stakes: Sequence[int] = ()) -> list[int]:
    """Return the pairs' numbers in the order in which they are read: by band, then money, then score, then names.

    `stakes` is what each pair puts at stake, in minor units. Rows and files decide only between pairs that are equal in
    all of that, so the order of the input changes nothing else.
    """
    paired = [*{*pairs.left, *pairs.right}]
    names = [listed.name[at].casefold() for at in paired]
    places = [(listed.file[at], listed.row[at]) for at in paired]
    ends = dict(zip(paired, zip(names, places, strict=True), strict=True))
    one, other = ([ends[at] for at in side] for side in (pairs.left, pairs.right))
    called = [(a, b) if a <= b else (b, a) for a, b in zip(one, other, strict=True)]
    worth = [
        *zip(map(_RANK.__getitem__, pairs.band), map(neg, stakes or repeat(0)), map(neg, pairs.score), strict=False)
    ]
    order = sorted(range(len(pairs)), key=worth.__getitem__)
    # names are compared only where they decide: the likeliest pairs come first as it is
    alike = (sorted(numbers, key=called.__getitem__) for _, numbers in groupby(order, key=worth.__getitem__))
    return [*chain.from_iterable(alike)]


def first_candidates(pairs: Pairs, order: Sequence[int], most: int) -> Sequence[int]:
    """Return the part of `order` in which the first `most` pairs of the decision order stand, each with all candidates
    of its left record: a list of a million has many more pairs than anybody is shown."""
    left = pairs.left
    records = {left[number] for number in order[:most]}
    return [number for number in order if left[number] in records] if len(order) > most else order


def decision_order(pairs: Pairs, order: Sequence[int]) -> list[int]:
    """Return the pairs with all candidates of one left record together, where its best one stands in `order`."""
    candidates: dict[int, list[int]] = {}
    for number in order:
        candidates.setdefault(pairs.left[number], []).append(number)
    return [number for of_one in candidates.values() for number in of_one]


def candidate_words(pairs: Pairs, order: Sequence[int]) -> dict[int, str]:
    """Return, for each pair whose left record has several candidates, `best of 3`, `2 of 3`; others are left out.

    Several candidates of one record are one decision: the first in `order` is proposed.
    """
    many = Counter(pairs.left)
    seen: Counter[int] = Counter()
    words = {}
    for number in order:
        left = pairs.left[number]
        if (of := many[left]) > 1:
            seen[left] += 1
            words[number] = f"best of {of}" if seen[left] == 1 else f"{seen[left]} of {of}"
    return words


def pair_rows(
    listed: Listed, pairs: Pairs, order: Sequence[int], at_stake: Sequence[str] = (), decisions: Sequence[str] = ()
) -> list[list[str]]:
    """Return the columns of `PAIR_COLUMNS`, one text a pair, in the order given.

    `at_stake` ("2 invoices, USD 1310.00") and `decisions` are by pair; with neither the columns are blank.
    """
    sides = []
    for side in (pairs.left, pairs.right):
        at = [side[number] for number in order]
        file, own, name = ([*map(column.__getitem__, at)] for column in (listed.file, listed.id, listed.name))
        sides += [file, [str(listed.row[position]) for position in at], own, name]
    scores = {score: f"{score:.4f}" for score in set(pairs.score)}
    blank = [""] * len(order)
    return [
        *sides,
        [scores[pairs.score[number]] for number in order],
        [str(pairs.band[number]) for number in order],
        [pairs.reasons[number] for number in order],
        [pairs.against[number] for number in order],
        [at_stake[number] for number in order] if at_stake else blank,
        [decisions[number] for number in order] if decisions else blank,
    ]


def chosen_pairs(pairs: Pairs, kept: Sequence[int]) -> Pairs:
    """Return the pairs of which the numbers are given, and the groups that they still tie together."""
    left, right = ([column[number] for number in kept] for column in (pairs.left, pairs.right))
    band = [pairs.band[number] for number in kept]
    ties = [(a, b) for a, b, sure in zip(left, right, band, strict=True) if sure in PREDICTED]
    return replace(
        pairs,
        left=left,
        right=right,
        score=[pairs.score[number] for number in kept],
        band=band,
        reasons=[pairs.reasons[number] for number in kept],
        against=[pairs.against[number] for number in kept],
        parts=lambda number: pairs.parts(kept[number]),
        groups=_tied(ties),
        also=sum(number >= len(pairs) - pairs.also for number in kept),
    )


def _tied(ties: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    group_of: dict[int, list[int]] = {}
    for left, right in ties:
        own, other = (group_of.setdefault(at, [at]) for at in (left, right))
        if own is not other:
            own, other = (own, other) if len(own) >= len(other) else (other, own)
            own += other
            group_of.update(dict.fromkeys(other, own))
    distinct = {id(group): group for group in group_of.values()}
    return sorted(tuple(sorted(group)) for group in distinct.values())


def band_counts(pairs: Pairs) -> dict[str, int]:
    """Return how many pairs each band has; every band is there."""
    counts = Counter(pairs.band)
    return {str(band): counts.get(band, 0) for band in Band}


def undecided(pairs: Pairs, decisions: Sequence[str] = ()) -> list[int]:
    """Return the predicted duplicates about which nobody has decided; they need a person (contract.md §2)."""
    return [
        number for number, band in enumerate(pairs.band) if band in PREDICTED and not (decisions and decisions[number])
    ]
