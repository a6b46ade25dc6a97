"""What a run found alike, ready to be read: which records, in which order, and what is at stake.

In: a finished conversion and the trail. Out: the records and pairs in the shape that `likeness` orders and lays out,
the documents and the money of each pair, and how many wait. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from csvbridge.at_stake import Documents
from csvbridge.converting.comparing import Compared
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.holding import stake_words
from csvbridge.converting.likeness import Likeness, Pair
from csvbridge.decision_words import answer_words
from csvbridge.lazy import Made
from csvbridge.likeness import PREDICTED, Asked, Listed, questions_of, reading_order
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList
from csvbridge.remembered import Question
from csvbridge.trail import Fate, Trail


class Stake(NamedTuple):
    """The documents of some accounts: how many, and their sum in minor units, credit notes below zero."""

    documents: int
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """The near-duplicates of a run."""

    listed: Listed
    pairs: Pairs
    order: tuple[int, ...]
    """The pairs in the order in which they are read: by band, then money."""
    at_stake: tuple[str, ...]
    """Per pair, what its accounts have in this run: `2 invoices, USD 1310.00`."""
    asked: Asked
    """What is asked about each pair, the documents of its accounts, and what was decided."""
    held: frozenset[int]
    """The pairs because of which something waits; a decision to hold is one of them."""
    written: frozenset[int]
    """The undecided pairs of which a new customer is written all the same."""
    faulty: frozenset[int]
    """The undecided pairs of which a new customer waits for an error of its own."""
    accounts: int
    """How many accounts wait."""
    waiting: Stake
    """The documents that wait with them."""

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def open(self) -> int:
        """How many pairs a person is still to decide."""
        return len(self.asked.open)

    @property
    def decided(self) -> int:
        """How many pairs are decided."""
        return len(self.pairs) - self.open

    def counts(self) -> dict[str, int]:
        """Return how many undecided pairs each band has, in the order of the bands; bands without any are left out."""
        found = Counter(str(self.pairs.band[number]) for number in self.asked.open)
        return {str(band): found[band] for band in Band if found[band]}


def what_is_alike(conversion: Conversion, trail: Trail) -> Alike | None:
    """Return the near-duplicates of a finished conversion; None where there were no two customers to compare."""
    likeness = conversion.likeness
    if likeness is None:
        return None
    home, bands = conversion.profile.company.home_currency, conversion.profile.matching.hold
    pairs, listed = _pairs(likeness), _listed(likeness.records, trail)
    stakes = _stakes(likeness)
    waits, written, faulty = set(), set(), set()
    for at, pair in enumerate(likeness.pairs):
        held = {id(account) for account in pair.fresh if id(account) in likeness.held}
        answer = likeness.answers.get(at)
        if answer is not None:
            waits |= {at} if held and answer.word == "hold" else set()
            continue
        if held and (at in likeness.insisting or likeness.band(pair) in bands):
            waits.add(at)
        if any(account.fate is Fate.WRITTEN for account in pair.fresh):
            written.add(at)
        if any(account.blocked and id(account) not in held for account in pair.fresh):
            faulty.add(at)
    at_stake = tuple(stake_words(*stake, home) for stake in stakes)
    return Alike(
        listed=listed,
        pairs=pairs,
        order=tuple(reading_order(listed, pairs, [abs(stake.minor) for stake in stakes])),
        at_stake=at_stake,
        asked=_asked(likeness, listed, pairs, at_stake, Documents(conversion)),
        held=frozenset(waits),
        written=frozenset(written),
        faulty=frozenset(faulty),
        accounts=len(likeness.held),
        waiting=Stake(len(likeness.deals), sum(deal.total for deal in likeness.deals)),
    )


def _asked(likeness: Likeness, listed: Listed, pairs: Pairs, at_stake: Sequence[str], documents: Documents) -> Asked:
    """Return what is asked about each pair, with what was decided; an account that is a customer anyhow is known."""
    questions, accounts = questions_of(listed, pairs), likeness.records.accounts
    size = len(pairs)

    def is_known(position: int) -> bool:
        return listed.is_known(position) or bool(position < len(accounts) and accounts[position].own_customer)

    def question(at: int) -> Question:
        left, right = is_known(pairs.left[at]), is_known(pairs.right[at])
        return replace(questions[at], left_known=left, right_known=right)

    def words(at: int) -> str:
        answer = likeness.answers.get(at)
        return "" if answer is None else answer_words(answer, own=at in likeness.own_answers)

    return Asked(
        questions=Made(size, question),
        decided=Made(size, likeness.answers.get),
        changed=Made(size, lambda at: likeness.changed.get(at, "")),
        at_stake=at_stake,
        documents=Made(size, lambda at: documents.of(likeness.pairs[at].accounts)),
        words=Made(size, words),
    )


def _listed(records: Compared, trail: Trail) -> Listed:
    """Return the records with the places at which their files show them."""
    origins = [trail.origin(row) for row in records.rows]
    unknown = [""] * (len(records) - len(records.accounts))
    return Listed(
        customers=CustomerList(records.columns, len(records), records.known),
        file=[source.path for source, _ in origins],
        sheet=[source.sheet or "" for source, _ in origins],
        row=[row for _, row in origins],
        row_id=records.rows,
        id=[*(account.account_id for account in records.accounts), *unknown],
        name=records.names,
        kind=records.kinds,
        carried=records.carried,
    )


def _pairs(likeness: Likeness) -> Pairs:
    """Return the pairs that are to be decided, with what matching says of each."""
    found = likeness.found
    numbers = [pair.number for pair in likeness.pairs]
    return Pairs(
        left=[pair.left for pair in likeness.pairs],
        right=[pair.right for pair in likeness.pairs],
        score=[found.score[number] for number in numbers],
        band=[Band(found.band[number]) for number in numbers],
        reasons=[found.reasons[number] for number in numbers],
        against=[found.against[number] for number in numbers],
        parts=lambda places: found.parts([numbers[at] for at in places]),
        groups=_groups(likeness),
        compared=found.compared,
        withheld=found.withheld,
    )


def _groups(likeness: Likeness) -> list[tuple[int, ...]]:
    """Return the records that predicted pairs tie together, two or more each."""
    predicted = [pair for pair in likeness.pairs if likeness.band(pair) in PREDICTED]
    group_of: dict[int, list[int]] = {}
    for pair in predicted:
        one, other = (group_of.setdefault(end, [end]) for end in pair.ends)
        if one is not other:
            one, other = (one, other) if len(one) >= len(other) else (other, one)
            one += other
            group_of.update(dict.fromkeys(other, one))
    shown: dict[int, set[int]] = defaultdict(set)
    for pair in predicted:
        shown[id(group_of[pair.ends[0]])] |= {pair.left, pair.right}
    return sorted(tuple(sorted(positions)) for positions in shown.values())


def _stakes(likeness: Likeness) -> list[Stake]:
    """Return per pair the documents of its accounts, written or waiting; one that was rejected is none."""

    def stake(pair: Pair) -> Stake:
        deals = [
            deal
            for account in pair.accounts
            for deal in likeness.documents.get(id(account), ())
            if deal.fate is not Fate.REJECTED
        ]
        return Stake(len(deals), sum(deal.total for deal in deals))

    return [stake(pair) for pair in likeness.pairs]
