"""What letters say of two texts before they are compared: never that alike ones are not, mostly that others are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from csvbridge.matching.letters import Letters, few_edits, few_moved, letters_of
from csvbridge.matching.likeness import edits, indel

some = settings(max_examples=60, deadline=None)
texts = st.text("abcxyz019 .@-é", max_size=14)
lists = st.lists(texts, min_size=1, max_size=12)
leasts = st.sampled_from([0.45, 0.55, 0.66, 0.7, 0.8, 0.85])


def test_the_letters_of_a_text_are_those_that_stand_in_it_however_often() -> None:
    letters = letters_of(["abba", "", "ab", "b"])
    assert letters.length.tolist() == [4, 0, 2, 1]
    assert letters.held.tolist() == [3, 0, 3, 2]


def test_no_texts_have_no_letters() -> None:
    assert len(letters_of([]).held) == len(letters_of(["", ""]).held) - 2 == 0


@pytest.mark.parametrize(
    ("one", "other", "least", "by_edits", "by_moves"),
    [
        ("smith", "smyth", 0.8, True, True),  # one changed of 5; one out and one in of 10
        ("smith", "smyth", 0.81, False, False),
        ("smith", "jones", 0.4, False, False),  # 4 letters lack, s alone is shared
        ("abcd", "abcdefgh", 0.5, True, True),  # 4 put in: half of the longer, a third of both
        ("abcd", "abcdefgh", 0.51, False, True),
        ("ab", "ba", 0.99, True, True),  # the same letters: only comparing tells
    ],
)
def test_what_letters_allow(one: str, other: str, least: float, by_edits: bool, by_moves: bool) -> None:
    letters = letters_of([one, other])
    for left, right in ((0, 1), (1, 0)):
        pair = np.array([left]), np.array([right])
        assert few_edits(letters, *pair, least).tolist() == [by_edits]
        assert few_moved(letters, *pair, least).tolist() == [by_moves]


def every_pair(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.divmod(np.arange(len(texts) ** 2, dtype=np.int32), len(texts)))


@some
@given(lists, leasts)
def test_nothing_alike_is_missed(texts: list[str], least: float) -> None:
    left, right = every_pair(texts)
    letters: Letters = letters_of(texts)
    assert (edits(texts, left, right, least, letters) == edits(texts, left, right, least)).all()
    assert (indel(texts, left, right, least, letters) == indel(texts, left, right, least)).all()


@some
@given(lists, leasts)
def test_likeness_is_that_of_the_library_from_the_least_on(texts: list[str], least: float) -> None:
    left, right = every_pair(texts)
    for measure, scorer, unit in ((edits, OSA.normalized_similarity, 1), (indel, fuzz.ratio, 0.01)):
        found = measure(texts, left, right, least, letters_of(texts)).tolist()
        for a, b, score in zip(left.tolist(), right.tolist(), found, strict=True):
            true = scorer(texts[a], texts[b]) * unit if a != b else 1
            assert score == pytest.approx(true, abs=1e-6) if true >= least else score == 0 or score < least
