"""The pairs of a finished run, to be looked at one after the other: a run folder in, cards out.

In: a run's evidence (manifest.json, pairs.csv) and, where the company's memory knows the run, its questions. Out: one
card a pair, in the order in which pairs are read. Nothing is changed, and nothing outside the folder is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from csvbridge.decisions.pairing import turned
from csvbridge.errors import Stop
from csvbridge.remembered import Member, Question

_LONGEST_CELL = 2**31 - 1
_PREDICTED = ("certain", "probable")
_FIX = "Name the folder that convert or duplicates wrote: csvbridge review RUN"


class End(NamedTuple):
    """One of the two records, as pairs.csv names it."""

    id: str
    name: str
    place: str
    """File and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A pair with what matching says of it."""

    number: int
    left: End
    right: End
    score: str
    band: str
    reasons: str
    against: str
    at_stake: str
    decided: str
    """The word in force when the run was made; blank where nobody had decided."""
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What a run folder tells of its pairs."""

    name: str
    manifest_sha256: str
    hold: tuple[str, ...]
    """The bands that wait for a decision."""
    cards: tuple[Card, ...]


def read_pairs(run: Path) -> Pairs:
    """Return the pairs of a run.

    Raises:
        Stop: the folder is no run, or its evidence cannot be read.
    """
    manifest = _bytes(run, "manifest.json")
    try:
        told = json.loads(manifest)
        command, profile = told["command"], told["profile"]
        hold = tuple(map(str, profile["matching"]["hold"])) if command == "convert" else _PREDICTED
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Stop(f"{run / 'evidence' / 'manifest.json'} is no manifest of csvbridge", _FIX) from None
    text = _bytes(run, "pairs.csv").decode("utf-8", "replace")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        cards = [_card(number, row) for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), 1)]
    except (csv.Error, KeyError, TypeError):
        raise Stop(f"{run / 'evidence' / 'pairs.csv'} cannot be read: it was edited", "Make the run again.") from None
    return Pairs(
        name=run.absolute().name,
        manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        hold=hold,
        cards=tuple(cards),
    )


def _bytes(run: Path, name: str) -> bytes:
    path = run / "evidence" / name
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Stop(f"{run} is no run of csvbridge: it has no evidence/{name}", _FIX) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Stop(f"{path} cannot be read: {reason}", _FIX) from None


def _card(number: int, row: dict[str, Any]) -> Card:
    left, right = (
        End(row[f"{side}_id"], row[f"{side}_name"], f"{row[f'{side}_file']}:{row[f'{side}_row']}")
        for side in ("left", "right")
    )
    return Card(
        number=number,
        left=left,
        right=right,
        score=row["score"],
        band=row["band"],
        reasons=row["reasons"],
        against=row["against"],
        at_stake=row["at_stake"],
        decided=row["decision"],
    )


def with_questions(cards: Sequence[Card], questions: Iterable[Question]) -> list[Card]:
    """Return the cards with their questions, turned so that left is left; a card that none fits has none."""
    known: dict[tuple[str, ...], list[Question]] = defaultdict(list)
    for question in questions:
        for side in (question, turned(question)):
            known[(*_end(side.left), *_end(side.right))].append(side)
    found = []
    for card in cards:
        fitting = known[(card.left.id, card.left.name, card.right.id, card.right.name)]
        found.append(replace(card, question=fitting[0] if fitting else None))
    return found


def _end(member: Member) -> tuple[str, str]:
    """Return id and name of a record as pairs.csv has them."""
    kind, _, rest = member.key.partition(" ")
    return (rest if kind == "account" else ""), member.name
