"""Pairs as matching finds them, and the decided ones that it does not find any more.

In: what matching found, and pairs that are listed in any case. Out: all of them, the latter at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from csvbridge.crowds import Crowd

Parts = tuple[tuple[str, float], ...]
"""What a pair's score is made of: (what, points)."""


class Found(Protocol):
    """Pairs as matching finds them: columns of one length, left and right are positions in the list."""

    @property
    def left(self) -> Sequence[int]: ...
    @property
    def right(self) -> Sequence[int]: ...
    @property
    def score(self) -> Sequence[float]: ...
    @property
    def band(self) -> Sequence[str]: ...
    @property
    def reasons(self) -> Sequence[str]: ...
    @property
    def against(self) -> Sequence[str]: ...
    @property
    def parts(self) -> Callable[[Sequence[int]], Iterable[Parts]]: ...
    @property
    def compared(self) -> int: ...
    @property
    def withheld(self) -> int: ...
    @property
    def also(self) -> int: ...
    @property
    def crowds(self) -> Sequence[Crowd]: ...


Compare = Callable[[Mapping[str, Sequence[str]], Sequence[bool], Sequence[tuple[int, int]]], Found]
"""Find the pairs of a list: (columns by field, whether QuickBooks holds the record, pairs to be told in any case) ->
pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extended:
    """Pairs, and after them others of which matching says nothing."""

    left: Sequence[int]
    right: Sequence[int]
    score: Sequence[float]
    band: Sequence[str]
    reasons: Sequence[str]
    against: Sequence[str]
    parts: Callable[[Sequence[int]], Iterable[Parts]]
    compared: int
    withheld: int
    also: int
    crowds: Sequence[Crowd]


NOTHING: Found = _Extended(
    left=(),
    right=(),
    score=(),
    band=(),
    reasons=(),
    against=(),
    parts=lambda numbers: [()] * len(numbers),
    compared=0,
    withheld=0,
    also=0,
    crowds=(),
)
"""What is found where there are no two to compare."""


def with_all(found: Found, wanted: Sequence[tuple[int, int]]) -> Found:
    """Return the pairs and the wanted ones that are not among them: possible, without a score and a reason."""
    if not wanted:
        return found
    there = {(min(ends), max(ends)) for ends in zip(found.left, found.right, strict=True)}
    missing = sorted({(min(ends), max(ends)) for ends in wanted} - there)
    if not missing:
        return found
    size, more = len(found.left), len(missing)

    def parts(numbers: Sequence[int]) -> Iterable[Parts]:
        known = iter(found.parts([number for number in numbers if number < size]))
        return [next(known) if number < size else () for number in numbers]

    return _Extended(
        left=[*found.left, *(one for one, _ in missing)],
        right=[*found.right, *(other for _, other in missing)],
        score=[*found.score, *[0] * more],
        band=[*found.band, *["possible"] * more],
        reasons=[*found.reasons, *[""] * more],
        against=[*found.against, *[""] * more],
        parts=parts,
        compared=found.compared,
        withheld=found.withheld,
        also=found.also + more,
        crowds=found.crowds,
    )
