"""What review/duplicates.html knows of the pairs: records, reasons, points, documents and decisions, as one JSON value.

In: a run's list, its pairs, their order and what is asked about them. Out: nested lists in which every text stands once
and is named by its number. Texts go in as their files have them, hidden characters included: the page shows those as
marks. A text that is too long is cut with its length and a hash of the whole, so that two long ones that differ late
are never called the same. Nothing is decided here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, Protocol

from csvbridge import __version__
from csvbridge.likeness import (
    MOST_PAIRS,
    Asked,
    AtStake,
    Listed,
    band_counts,
    candidate_words,
    chosen_pairs,
    decision_order,
    first_candidates,
    questions_of,
)
from csvbridge.matching.pairs import Pairs
from csvbridge.matching.records import FIELDS
from csvbridge.remembered import WORDS, Decision, Question
from csvbridge.reviews.hints import shell_word
from csvbridge.reviews.side_by_side import LABELS
from csvbridge.reviews.words import counted
from csvbridge.run import InputFile, Plan

LONGEST = 2_000
"""Characters of a text that the page carries: more than Salesforce lets a name or an address have."""

_MONEY_PLACES = 4  # no currency has more decimals (ISO 4217)
_NO_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class Told(Protocol):
    """What the page says of a run, whichever command made it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def inputs(self) -> Sequence[InputFile]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The pairs of a run as the page takes them."""

    listed: Listed
    pairs: Pairs
    order: Sequence[int]
    asked: Asked = field(default_factory=Asked)
    waits: Collection[int] = frozenset()
    """The pairs because of which something waits."""

    @property
    def numbers(self) -> list[int]:
        """Return the pairs that the page shows, in its order: all candidates of one left record together."""
        first = first_candidates(self.pairs, self.order, MOST_PAIRS)
        return decision_order(self.pairs, first)[:MOST_PAIRS]


Number = Callable[[str], int]
"""Returns the number of a text."""


class Texts:
    """Texts, each kept once and named by its number; number 0 is the blank."""

    def __init__(self) -> None:
        self._numbers = defaultdict[str, int](count().__next__)
        self.number = self._numbers.__getitem__
        """Returns the number of a text."""
        self.number("")

    @property
    def values(self) -> list[str | list[str | int]]:
        """Return all texts by their numbers."""
        return [text if len(text) <= LONGEST else _cut(text) for text in self._numbers]


def _cut(text: str) -> list[str | int]:
    whole = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return [text[:LONGEST], len(text), whole]


def run_name(plan: Plan) -> str:
    """Return the name of the run, as people know it: its folder."""
    return plan.out.name or plan.out.resolve().name or "run"


def file_name(run: str) -> str:
    """Return what the file of decisions is called when it is downloaded; safe on every system and in a command."""
    return f"decisions-{_NO_FILE_NAME.sub('-', run).strip('-.') or 'run'}.json"


def page_data(told: Told, shown: Shown) -> dict[str, Any]:
    """Return the value, the same for equal runs."""
    numbers, texts = shown.numbers, Texts()
    text = texts.number
    questions = _questions(shown, numbers)
    places, points = _Places(shown.listed, text), Points(text)
    documents: dict[AtStake, int] = {}
    run = run_name(told.plan)
    candidates = candidate_words(shown.pairs, numbers)
    data: dict[str, Any] = {
        "version": __version__,
        "run": run,
        "file": file_name(run),
        "company": shell_word(told.plan.company.as_posix()) if told.plan.company is not None else "",
        "words": list(WORDS),
        "bands": _bands(shown),
        "not_shown": len(shown.pairs) - len(numbers),
        "withheld": shown.pairs.withheld,
        "inputs": [
            [one.path, one.rows, one.identified_as, one.sha256, one.size] for one in told.inputs if not one.is_archive
        ],
        "pairs": [
            _pair(shown, number, question, places, text, points, documents, candidates.get(number, ""))
            for number, question in zip(numbers, questions, strict=True)
        ],
        "groups": _groups(shown, numbers, places),
        "fields": [[name, LABELS[name]] for name in places.fields],
    }
    data["records"] = places.records
    data["documents"] = [[text(cell) for cell in document] for document in documents]
    data["texts"] = texts.values
    return data


def _questions(shown: Shown, numbers: Sequence[int]) -> Sequence[Question]:
    if shown.asked.questions:
        return [shown.asked.questions[number] for number in numbers]
    return questions_of(shown.listed, chosen_pairs(shown.pairs, numbers))


class _Places:
    """The records that pairs name, in the order in which they are first named."""

    def __init__(self, listed: Listed, text: Number) -> None:
        self._listed, self._text = listed, text
        columns = listed.customers.columns
        self.fields = tuple(name for name in FIELDS if name in columns)
        self._columns = [listed.name if name == "name" else columns[name] for name in self.fields]
        self.records: list[list[int]] = []
        self.place_of: dict[int, int] = {}

    def __call__(self, at: int) -> int:
        place = self.place_of.get(at)
        if place is None:
            place = self.place_of[at] = len(self.records)
            listed, text = self._listed, self._text
            about = (listed.name[at], listed.kind[at], listed.place(at), listed.id[at])
            cells = [column[at] for column in self._columns]
            self.records.append([int(listed.is_known(at)), *map(text, about), *map(text, cells)])
        return place


def _pair(
    shown: Shown,
    number: int,
    question: Question,
    places: _Places,
    text: Number,
    points: Points,
    documents: dict[AtStake, int],
    candidate: str,
) -> list[Any]:
    """Return a pair; the page reads it by position (templates/duplicates/data.js)."""
    pairs, asked = shown.pairs, shown.asked
    stake = asked.at_stake[number] if asked.at_stake else ""
    concerned = asked.documents[number] if asked.documents else ()
    decided = asked.decided[number] if asked.decided else None
    return [
        question.token,
        places(pairs.left[number]),
        places(pairs.right[number]),
        str(pairs.band[number]),
        f"{pairs.score[number]:.4f}",
        text(pairs.reasons[number]),
        text(pairs.against[number]),
        text(stake),
        _filtered_amount(stake),
        text(candidate),
        int(number in shown.waits),
        points(pairs.parts(number)),
        [documents.setdefault(one, len(documents)) for one in concerned],
        _decided(decided, question, text),
        text(asked.changed[number] if asked.changed else ""),
    ]


class Points:
    """Titles and points of pairs, in hundredths that add up to the rounded sum of all parts; many pairs share parts."""

    def __init__(self, text: Number) -> None:
        self._text = text
        self._told: dict[tuple[str, float], list[int]] = {}

    def __call__(self, parts: Iterable[tuple[str, float]]) -> list[int]:
        total = 0.0
        flat: list[int] = []
        for part in parts:
            total += part[1]
            own = self._told.get(part)
            if own is None:
                hundredths = round(part[1] * 100)
                own = self._told[part] = [self._text(part[0]), hundredths] if hundredths else []
            flat += own
        left = round(total * 100) - sum(flat[1::2])
        return [*flat, self._text("rounding"), left] if left else flat


def _decided(decision: Decision | None, question: Question, text: Number) -> list[int]:
    """Return the decision in force: word, name kept, reason, who, day, source, and the pair that was decided about
    where that is another one."""
    if decision is None:
        return []
    kept = {one.key: one.name for one in (decision.left, decision.right)}.get(decision.survivor, "")
    other = "" if decision.key == question.key else f"{decision.left.name} / {decision.right.name}"
    told = (
        *(decision.word, kept or decision.quickbooks_name, decision.reason),
        *(decision.decided_by, decision.date, decision.source, other),
    )
    return [text(one) for one in told]


def _groups(shown: Shown, numbers: Sequence[int], places: _Places) -> list[list[int]]:
    """Return the groups of more than two records, of those records that a shown pair names; the total comes first."""
    named = {at for number in numbers for at in (shown.pairs.left[number], shown.pairs.right[number])}
    return [
        [len(group), *(places(at) for at in group if at in named)]
        for group in shown.pairs.groups
        if len(group) > 2 and not named.isdisjoint(group)
    ]


# --- money ------------------------------------------------------------------------------------------------------------


def _bands(shown: Shown) -> list[list[str | int]]:
    """Return band, pairs, and what is at stake in words, of every band that has pairs (those not shown included)."""
    stakes = _documents_of_bands(shown)
    return [[band, count, _sum_words(stakes[band])] for band, count in band_counts(shown.pairs).items() if count]


def _documents_of_bands(shown: Shown) -> dict[str, Counter[AtStake]]:
    """Return the documents of each band, each once however many pairs concern it."""
    found: dict[str, Counter[AtStake]] = defaultdict(Counter)
    for number, concerned in enumerate(shown.asked.documents):
        of_band = found[str(shown.pairs.band[number])]
        for one, times in Counter(one for one in concerned if one.state != "rejected").items():
            of_band[one] = max(of_band[one], times)
    return found


def _sum_words(documents: Counter[AtStake]) -> str:
    sums: dict[str, Decimal] = {}
    for one, times in documents.items():
        code, amount = _amount(one.amount)
        sums[code] = sums.get(code, Decimal(0)) + amount * times
    amounts = " + ".join(f"{code} {amount:,f}".strip() for code, amount in sorted(sums.items()))
    return f"{counted(documents.total(), 'document')}, {amounts}" if amounts else ""


def _amount(words: str) -> tuple[str, Decimal]:
    """Return `USD 1310.00` as its two parts."""
    code, _, figure = words.rpartition(" ")
    try:
        return code, Decimal(figure)
    except InvalidOperation:
        return words, Decimal(0)


def _filtered_amount(stake: str) -> int:
    """Return how large the amount of `2 invoices, USD 1310.00` is, for the filter by money."""
    return int(abs(_amount(stake)[1]).scaleb(_MONEY_PLACES)) if stake else 0
