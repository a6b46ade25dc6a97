"""Made pairs in place of matching, so that what becomes of a pair is tested apart from how it is found.

In: pairs by name. Out: a `find_pairs` that finds just these, whatever order the records come in.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import pytest

from csvbridge.matching import match
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList

Made = tuple[str, str, str, float]
"""Name, name, band, score. Two records of one name are a pair when it is named twice."""


def made_pairs(pairs: Sequence[tuple[int, int, str, float]], *, withheld: int = 0) -> Pairs:
    """Return pairs given by position."""
    left, right, band, score = zip(*pairs, strict=True) if pairs else ((), (), (), ())
    return Pairs(
        left=left,
        right=right,
        score=score,
        band=[Band(word) for word in band],
        reasons=["same phone"] * len(left),
        against=["" if word in ("certain", "probable") else "other city" for word in band],
        parts=lambda numbers: [(("same phone", 2.0),)] * len(numbers),
        groups=[],
        compared=len(left),
        withheld=withheld,
    )


class FakeMatching:
    """Finds the pairs that it was given, by name, and remembers what it was asked."""

    def __init__(self, *made: Made, withheld: int = 0) -> None:
        self.made, self.withheld = made, withheld
        self.asked: list[CustomerList] = []
        self.options: list[dict[str, Any]] = []

    def __call__(self, customers: CustomerList, **options: Any) -> Pairs:
        self.asked.append(customers)
        self.options.append(options)
        names = customers.column("name")
        found = [
            (one, other, band, score)
            for one, other in combinations(range(customers.size), 2)
            for left, right, band, score in self.made
            if sorted((names[one], names[other])) == sorted((left, right))
        ]
        return made_pairs(found, withheld=self.withheld)


Planted = Callable[..., FakeMatching]


def plant(patch: pytest.MonkeyPatch, *made: Made, withheld: int = 0) -> FakeMatching:
    """Put made pairs in place of matching."""
    fake = FakeMatching(*made, withheld=withheld)
    patch.setattr(match, "find_pairs", fake)
    return fake
