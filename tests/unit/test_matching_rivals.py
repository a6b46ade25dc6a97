"""Rivals: who is asked, which third record counts, how sure it is, and how it compares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.matching.rivals import ASKED, LIKE, LIKELIER, MOST, SURE, step_rivals

Pair = tuple[int, int, float]


def steps(
    *pairs: Pair, like: list[bool] | None = None, compared: int | None = None
) -> dict[tuple[int, int], list[int]]:
    """Return `rival` and `likelier` of each pair; the pairs are sorted."""
    left, right, odds = (np.array(column) for column in zip(*pairs, strict=True))
    flags = np.array([True] * len(pairs) if like is None else like)
    given_odds = odds.astype(np.float32)
    found = step_rivals(left, right, given_odds, len(pairs) if compared is None else compared, flags, 40)
    both = zip(found["rival"].tolist(), found["likelier"].tolist(), strict=True)
    return {pair[:2]: list(two) for pair, two in zip(pairs, both, strict=True)}


def test_two_records_without_a_third_say_nothing() -> None:
    assert steps((0, 1, 4.0)) == {(0, 1): [0, 0]}


def test_a_third_record_that_is_one_and_not_the_other_speaks_against_the_pair() -> None:
    """0 is surely 1; 1 is surely not 2: so 0 is hardly 2."""
    assert steps((0, 1, 6.0), (0, 2, 1.0), (1, 2, -6.0))[0, 2] == [7, 6]


def test_it_does_so_from_either_side() -> None:
    assert steps((0, 1, 1.0), (0, 2, -6.0), (1, 2, 6.0))[0, 1] == [7, 6]


def test_the_pair_between_one_and_its_double_is_the_likelier_one() -> None:
    """The namesake that is less alike is no rival to speak of for the one that is more."""
    assert steps((0, 1, 6.0), (0, 2, 1.0), (1, 2, -6.0))[0, 1] == [4, 0]


def test_a_third_record_that_may_be_both_is_no_rival() -> None:
    assert steps((0, 1, 6.0), (0, 2, 1.0), (1, 2, 5.0))[0, 2] == [0, 0]


def test_a_third_record_that_was_not_compared_with_the_other_says_nothing() -> None:
    assert steps((0, 1, 6.0), (0, 2, 1.0))[0, 2] == [0, 0]


def test_pairs_behind_those_compared_are_asked_and_prove_nothing() -> None:
    pairs = ((0, 1, 6.0), (1, 2, -6.0), (0, 2, 1.0))
    assert steps(*pairs, compared=2)[0, 2] == [7, 6]
    assert steps((0, 1, 6.0), (0, 2, 1.0), (1, 2, -6.0), compared=2)[0, 2] == [0, 0]


def test_strangers_in_one_office_are_no_rivals() -> None:
    assert steps((0, 1, 6.0), (0, 2, 1.0), (1, 2, -6.0), like=[False, True, True])[0, 2] == [0, 0]


@pytest.mark.parametrize(("odds", "asked"), [(ASKED, True), (ASKED - 0.1, False)])
def test_a_hopeless_pair_is_not_asked(odds: float, asked: bool) -> None:
    assert any(steps((0, 1, 6.0), (0, 2, odds), (1, 2, -6.0))[0, 2]) is asked


@pytest.mark.parametrize(("odds", "found"), [(LIKE, True), (LIKE - 0.1, False)])
def test_a_third_record_is_like_one_of_them(odds: float, found: bool) -> None:
    assert (steps((0, 1, odds), (0, 2, 1.0), (1, 2, -6.0))[0, 2][0] > 0) is found


@pytest.mark.parametrize("step", range(1, len(SURE) + 1))
def test_how_sure_is_the_weaker_of_the_two(step: int) -> None:
    edge = SURE[step - 1]
    assert steps((0, 1, edge), (0, 2, 1.0), (1, 2, -9.0))[0, 2][0] == step
    assert steps((0, 1, 9.0), (0, 2, 1.0), (1, 2, -edge))[0, 2][0] == step


@pytest.mark.parametrize("step", range(1, len(LIKELIER) + 1))
def test_how_much_likelier_is_the_difference(step: int) -> None:
    edge = LIKELIER[step - 1]
    assert steps((0, 1, 4.0 + edge), (0, 2, 4.0), (1, 2, -9.0))[0, 2][1] == step


def test_the_likeliest_third_records_are_asked_when_there_are_many() -> None:
    """Behind so many that may be both, a weaker one is not looked at; a stronger one is."""
    both = [(0, other, 3.0) for other in range(1, MOST + 1)] + [(0, 20, 1.0)]
    for odds, found in ((2.0, [0, 0]), (4.0, [6, 5])):
        pairs = sorted([*both, (0, 30, odds), (20, 30, -4.0)])
        assert steps(*pairs)[0, 20] == found


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(-8, 8, width=32)),
    st.permutations(range(8)),
)
def test_whoever_is_called_by_which_number_the_steps_are_the_same(
    found: dict[tuple[int, int], float], names: list[int]
) -> None:
    odds = {(a, b): value for (a, b), value in found.items() if a < b}
    if not odds:
        return
    renamed = {(min(names[a], names[b]), max(names[a], names[b])): (a, b) for a, b in odds}
    before = steps(*sorted((a, b, value) for (a, b), value in odds.items()))
    after = steps(*sorted((a, b, odds[pair]) for (a, b), pair in renamed.items()))
    assert {renamed[pair]: both for pair, both in after.items()} == before
