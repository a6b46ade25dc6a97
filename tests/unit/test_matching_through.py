"""A third record between two: which pairs have one, and how strong the weaker link is."""

from __future__ import annotations

import numpy as np
import pytest

from csvbridge.matching.comparisons import load_weights
from csvbridge.matching.through import EDGES, LINK, MOST, linked, step_through


def links(*pairs: tuple[int, int, float], records: int = 40) -> dict[tuple[int, int], float]:
    left, right, odds = zip(*pairs, strict=True)
    packed, weaker = linked(np.array(left), np.array(right), np.array(odds, np.float32), records)
    return {(int(p) // records, int(p) % records): float(w) for p, w in zip(packed, weaker, strict=True)}


def test_two_that_are_like_a_third_are_linked_by_the_weaker_link() -> None:
    assert links((0, 1, 5.0), (1, 2, 3.0)) == {(0, 2): 3.0}


def test_of_several_third_records_the_strongest_counts() -> None:
    found = links((0, 1, 5.0), (1, 3, 2.0), (0, 2, 4.0), (2, 3, 4.5))
    assert found[0, 3] == 4.0
    assert found[1, 2] == 4.0  # through 0, not 2.0 through 3


def test_a_weak_pair_is_no_link() -> None:
    assert links((0, 1, 5.0), (1, 2, LINK - 0.1)) == {}


@pytest.mark.parametrize(("many", "asked"), [(MOST, True), (MOST + 1, False)])
def test_what_is_like_very_many_is_not_asked(many: int, asked: bool) -> None:
    assert bool(links(*((0, other, 4.0) for other in range(1, many + 1)))) is asked


def test_a_triangle_links_each_two_through_the_third() -> None:
    assert links((0, 1, 5.0), (1, 2, 3.0), (0, 2, 1.5)) == {(0, 1): 1.5, (0, 2): 3.0, (1, 2): 1.5}


@pytest.mark.parametrize(("odds", "step"), [(EDGES[0], 1), (1.99, 1), (2.0, 2), (3.0, 3), (4.5, 4), (6.0, 5), (9.0, 5)])
def test_the_stronger_the_link_the_higher_the_step(odds: float, step: int) -> None:
    left, right = np.array([0, 0]), np.array([1, 2])
    packed, weaker = linked(np.array([0, 1]), np.array([1, 2]), np.array([odds, odds], np.float32), 3)
    assert step_through(left, right, 3, packed, weaker).tolist() == [0, step]


def test_nobody_between_is_step_nought_and_counts_nothing() -> None:
    none = np.zeros(0, np.int64), np.zeros(0, np.float32)
    assert step_through(np.array([0]), np.array([1]), 2, *none).tolist() == [0]
    assert load_weights().single["through"][0] == 0
