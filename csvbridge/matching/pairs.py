"""Pairs: what matching proposes and people answer. Kept as columns, for a list of a million has many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csvbridge.crowds import Crowd


class Band(StrEnum):
    """How sure a pair is (contract.md §3, pairs.csv); declared in the order in which people read them."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CONFLICT = "conflict"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs as columns of one length, the likeliest of each band first; left and right are positions in the list.

    Left is a record of this run where one of the two is; of two equals, the earlier one. No pair stands twice.
    """

    left: Sequence[int]
    right: Sequence[int]
    score: Sequence[float]
    """0 to 1, monotone in likeliness."""
    band: Sequence[Band]
    reasons: Sequence[str]
    """Words for, joined by `; `."""
    against: Sequence[str]
    """Words against, joined by `; `; blank when there are none."""
    parts: Callable[[Sequence[int]], Iterable[tuple[tuple[str, float], ...]]]
    """The parts of the scores of pairs, given by their numbers, in points that add up to the log-odds of each: (what,
    points)."""
    groups: Sequence[tuple[int, ...]]
    """Records that certain and probable pairs tie together, two or more each."""
    compared: int
    """How many candidate pairs were compared."""
    withheld: int
    """Pairs of the weaker bands (possible, conflict, related) that the limit left out."""
    crowds: Sequence[Crowd] = ()
    also: int = 0
    """How many of the pairs, the last ones, are told only because they were asked for: they are not alike enough, or
    beyond the limit."""

    def __len__(self) -> int:
        return len(self.left)
