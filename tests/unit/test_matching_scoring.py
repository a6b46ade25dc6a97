"""What steps make of a pair: points, odds, share, bands, groups, words; and the files that they come from."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from likenesses import steps_of

from csvbridge.matching import bands
from csvbridge.matching.comparisons import load_comparisons, load_weights
from csvbridge.matching.explain import reasons_of
from csvbridge.matching.groups import groups_of
from csvbridge.matching.pairs import Band
from csvbridge.matching.scoring import PartsOf, log_odds, share
from csvbridge.matching.spelling import CROWDED, LONGEST, most_usual, skeletons
from csvbridge.matching.threshold import FROM, LOWEST, likely_from

COMPARISONS, WEIGHTS = load_comparisons(), load_weights()
WIDTHS = {comparison.name: comparison.steps + 1 for comparison in COMPARISONS}
TITLES = {comparison.name: comparison.title for comparison in COMPARISONS}
steps = st.fixed_dictionaries({name: st.integers(0, width - 1) for name, width in WIDTHS.items()})
some = settings(max_examples=60, deadline=None)

Steps = dict[str, int]


def columns(*rows: Steps) -> dict[str, np.ndarray]:
    return {name: np.array([row.get(name, 0) for row in rows], np.int8) for name in WIDTHS}


# --- the files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda c: c.name)
def test_a_comparison_has_points_for_every_step_and_words_for_no_other(comparison) -> None:  # type: ignore[no-untyped-def]
    assert len(WEIGHTS.single[comparison.name]) == comparison.steps + 1
    told = {*comparison.reasons, *comparison.against}
    assert told <= set(range(1, comparison.steps + 1))
    assert not set(comparison.reasons) & set(comparison.against)
    assert comparison.title.strip() == comparison.title != ""
    assert all(";" not in text for text in (*comparison.reasons.values(), *comparison.against.values()))


def test_names_and_titles_stand_once() -> None:
    assert len(WIDTHS) == len(set(TITLES.values())) == len(COMPARISONS)


@pytest.mark.parametrize("of", WEIGHTS.crossed, ids="-".join)
def test_a_cross_is_as_wide_as_its_comparisons(of: tuple[str, str]) -> None:
    assert WEIGHTS.crossed[of].shape == (WIDTHS[of[0]], WIDTHS[of[1]])


def test_what_is_missing_counts_nothing_alone_or_crossed() -> None:
    assert {name for name, points in WEIGHTS.single.items() if points[0] != 0} == set()
    assert {pair for pair, points in WEIGHTS.crossed.items() if points[0].any() or points[:, 0].any()} == set()


def test_points_are_numbers_within_reason() -> None:
    every = [
        WEIGHTS.base,
        *(p for a in (*WEIGHTS.single.values(), *WEIGHTS.crossed.values()) for p in a.ravel().tolist()),
    ]
    assert all(math.isfinite(point) and abs(point) < 10 for point in every)


@pytest.mark.parametrize(
    ("comparison", "better", "worse"),
    [
        ("phone", 1, 6),
        ("phone", 1, 3),
        ("email", 1, 8),
        ("site", 1, 5),
        ("street", 1, 7),
        ("postal", 1, 4),
        ("city", 1, 4),
        ("country", 1, 2),
        ("tax", 1, 2),
        ("currency", 1, 2),
        ("number", 1, 4),
        ("number", 1, 2),
        ("child", 1, 4),
        ("apart", 3, 4),
        ("apart", 2, 7),
        ("people", 1, 6),
        ("people", 2, 9),
        ("rare", 10, 1),
        ("name", 1, 9),
        ("legal", 1, 3),
    ],
)
def test_what_agrees_counts_more_than_what_differs(comparison: str, better: int, worse: int) -> None:
    points = WEIGHTS.single[comparison]
    assert points[better] > points[worse]


# --- odds, share, parts ---------------------------------------------------------------------------------------------


@some
@given(steps)
def test_parts_add_up_to_the_odds(row: Steps) -> None:
    odds = float(log_odds(WEIGHTS, columns(row), 1)[0])
    (parts,) = PartsOf(WEIGHTS, TITLES, columns(row))([0])
    assert sum(points for _, points in parts) == pytest.approx(odds, abs=1e-3)
    assert all(points for _, points in parts), "a part of nothing is no part"
    assert [abs(points) for _, points in parts] == sorted((abs(points) for _, points in parts), reverse=True)


@some
@given(st.lists(steps, min_size=2, max_size=4))
def test_pairs_are_weighed_each_alone(rows: list[Steps]) -> None:
    together = log_odds(WEIGHTS, columns(*rows), len(rows))
    assert together.tolist() == pytest.approx([float(log_odds(WEIGHTS, columns(row), 1)[0]) for row in rows])


@some
@given(steps, steps)
def test_parts_of_many_are_those_of_each(one: Steps, other: Steps) -> None:
    parts = list(PartsOf(WEIGHTS, TITLES, columns(one, other))([1, *[0] * 1_100, 1]))
    (of_one,), (of_other,) = (PartsOf(WEIGHTS, TITLES, columns(row))([0]) for row in (one, other))
    assert parts == [of_other, *[of_one] * 1_100, of_other]


def test_nothing_known_is_the_base_alone() -> None:
    assert log_odds(WEIGHTS, columns({}), 1)[0] == pytest.approx(WEIGHTS.base)
    (parts,) = PartsOf(WEIGHTS, TITLES, columns({}))([0])
    assert parts == (("two candidates of which nothing is known", pytest.approx(WEIGHTS.base)),)


@some
@given(st.lists(st.floats(-60, 60, width=32), min_size=2, max_size=20))
def test_share_is_a_share_and_rises_with_the_odds(odds: list[float]) -> None:
    found = share(np.array(sorted(odds), np.float32)).tolist()
    assert all(0 <= one <= 1 for one in found)
    assert found == sorted(found)


def test_even_odds_are_a_half() -> None:
    assert share(np.array([0, math.log(3)], np.float32)).tolist() == pytest.approx([0.5, 0.75])


# --- bands ----------------------------------------------------------------------------------------------------------

_SAME = {"name": 1, "child": 0, "number": 0}
LIKELY = 0.3
"""The odds from which on a pair is predicted, in the lists of these tests."""


@pytest.mark.parametrize(
    ("odds", "row", "band", "everything"),
    [
        (bands.CERTAIN, {"name": 2, "phone": 1}, Band.CERTAIN, False),
        (bands.CERTAIN, {"name": 0, "phone": 1, "street": 1}, Band.PROBABLE, False),
        (bands.CERTAIN, {"name": 1, "city": 1}, Band.PROBABLE, False),
        (bands.CERTAIN + 9, _SAME | {"tax": 2}, Band.CONFLICT, False),
        (bands.CERTAIN - 0.01, {"phone": 1}, Band.PROBABLE, False),
        (LIKELY, {}, Band.PROBABLE, False),
        (LIKELY - 0.01, {}, Band.POSSIBLE, False),
        (bands.POSSIBLE, {}, Band.POSSIBLE, False),
        (bands.POSSIBLE - 0.01, {}, None, False),
        (bands.POSSIBLE - 0.01, {}, Band.POSSIBLE, True),
        (bands.FAINT, {}, Band.POSSIBLE, True),
        (bands.FAINT - 0.01, {}, None, True),
        (bands.FAINT - 0.01, {"name": 1}, Band.POSSIBLE, True),
        (bands.KIN - 1, {"name": 1, "child": 4}, Band.RELATED, True),  # Traders - Phoenix, Traders - Denver
        (bands.KIN - 1, {"name": 1, "child": 4}, None, False),
        (bands.KIN - 1, {"name": 1, "tax": 2}, Band.CONFLICT, True),
        # one customer and its branch, its job, its sister
        (-1.0, {"name": 1, "child": 3}, Band.RELATED, False),
        (-1.0, {"name": 2, "child": 4}, Band.RELATED, False),
        (-1.0, {"name": 4, "number": 4}, Band.RELATED, False),
        (-3.0, {"name": 1, "number": 2}, Band.RELATED, False),
        (bands.KIN, {"name": 2, "number": 4}, None, True),
        (bands.KIN, {"name": 2, "number": 4, "street": 1}, Band.RELATED, False),
        (bands.KIN - 0.01, {"name": 2, "number": 4, "street": 1}, None, True),
        # a person and the company with one telephone
        (-1.0, {"name": 9, "kind": 3, "phone": 1}, Band.RELATED, False),
        (-1.0, {"name": 9, "kind": 3, "phone": 6}, Band.POSSIBLE, False),
        # two trades of one owner, a family
        (-6.0, {"name": 7, "apart": 4, "phone": 1}, Band.RELATED, False),
        (-6.0, {"name": 7, "apart": 4, "phone": 6}, None, False),
        (-6.0, {"name": 7, "people": 6, "street": 1}, Band.RELATED, False),
        (-6.0, {"name": 9, "people": 9, "street": 1}, None, False),
        # one name, one domain, another city
        (-1.0, {"name": 1, "site": 1, "city": 4}, Band.RELATED, False),
        # names agree, hard evidence differs
        (-1.0, _SAME | {"tax": 2}, Band.CONFLICT, False),
        (-1.0, _SAME | {"country": 2}, Band.CONFLICT, False),
        (-1.0, _SAME | {"currency": 2}, Band.CONFLICT, False),
        (-1.0, _SAME | {"street": 7, "city": 4, "phone": 6}, Band.CONFLICT, False),
        (-1.0, _SAME | {"street": 7, "city": 4}, Band.POSSIBLE, False),
        (-1.0, {"name": 3, "tax": 2}, Band.POSSIBLE, False),
        (-1.0, {"name": 1, "tax": 1}, Band.POSSIBLE, False),
        # what no number of points outweighs
        (9.0, {"name": 7, "people": 6, "email": 1, "phone": 1, "street": 1}, Band.PROBABLE, False),
        (9.0, {"name": 3, "people": 4, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 4, "people": 5, "email": 1}, Band.CERTAIN, False),
        (9.0, {"name": 9, "email": 1, "phone": 1, "street": 1}, Band.PROBABLE, False),
        (9.0, {"name": 4, "apart": 1, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 4, "apart": 4, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 3, "apart": 7, "email": 1}, Band.RELATED, False),
        (9.0, {"name": 6, "kind": 3, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "kind": 3, "email": 1}, Band.CERTAIN, False),
        (9.0, {"name": 1, "number": 2, "email": 1}, Band.RELATED, False),  # a numbered sister
        (LIKELY + bands.STRANGE, {"name": 8, "email": 1}, Band.PROBABLE, False),
        (LIKELY + bands.STRANGE - 0.1, {"name": 8, "email": 1}, Band.POSSIBLE, False),
        (LIKELY + bands.STRANGE - 0.1, {"name": 7, "email": 1}, Band.PROBABLE, False),
        (LIKELY + bands.STRANGE - 0.1, {"name": 8, "kind": 1, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "child": 4, "email": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "country": 2}, Band.CONFLICT, False),
        (9.0, {"name": 1, "country": 2, "phone": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "kind": 4, "phone": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "kind": 2, "people": 9, "phone": 1}, Band.RELATED, False),  # two people of one company
        (9.0, {"name": 2, "email": 2, "street": 1}, Band.PROBABLE, False),
        (9.0, {"name": 1, "email": 2, "street": 1}, Band.CERTAIN, False),
        (9.0, {"name": 1, "street": 7}, Band.PROBABLE, False),
        (9.0, {"name": 1, "street": 7, "email": 1}, Band.CERTAIN, False),
        (9.0, {"name": 1, "street": 7, "email": 1, "phone": 6}, Band.PROBABLE, False),
        (9.0, {"name": 1, "city": 4, "phone": 1}, Band.CERTAIN, False),
        (9.0, {"name": 1, "street": 7, "phone": 1, "child": 1}, Band.PROBABLE, False),
    ],
)
def test_bands(odds: float, row: Steps, band: Band | None, everything: bool) -> None:
    found = int(bands.bands_of(np.array([odds], np.float64), columns(row), LIKELY, everything=everything)[0])
    assert (None if found == bands.NONE else bands.ORDER[found]) == band


@some
@given(steps, st.lists(st.floats(-8, 8), min_size=2, max_size=8))
def test_more_odds_make_no_weaker_band(row: Steps, odds: list[float]) -> None:
    rows = [row] * len(odds)
    found = bands.bands_of(np.array(sorted(odds)), columns(*rows), LIKELY, everything=False).tolist()
    strength = {bands.ORDER.index(Band.CERTAIN): 3, bands.ORDER.index(Band.PROBABLE): 2, bands.NONE: 0}
    ranks = [strength.get(number, 1) for number in found]
    assert ranks == sorted(ranks)


# --- from which odds on a pair is predicted -------------------------------------------------------------------------


def test_where_duplicates_are_many_less_evidence_will_do() -> None:
    few = np.array([-6.0] * 880 + [6.0] * 120)
    many = np.array([-6.0] * 500 + [6.0] * 500)
    assert likely_from(few) == pytest.approx(FROM, abs=0.02)
    assert LOWEST < likely_from(many) < FROM - 0.7


def test_where_duplicates_are_few_no_more_evidence_is_asked_for() -> None:
    assert likely_from(np.array([-6.0] * 9_990 + [6.0] * 10)) == FROM
    assert likely_from(np.zeros(0)) == pytest.approx(FROM)


def test_a_few_pairs_move_the_threshold_little() -> None:
    assert FROM - 0.4 < likely_from(np.array([6.0] * 10)) < FROM
    assert likely_from(np.array([6.0] * 100_000)) == LOWEST


@some
@given(st.lists(st.floats(-60, 60), max_size=30), st.randoms())
def test_the_threshold_is_the_same_whatever_the_order(odds: list[float], chance: random.Random) -> None:
    other = sorted(odds, key=lambda _: chance.random())
    assert likely_from(np.array(odds, np.float32)) == pytest.approx(likely_from(np.array(other, np.float32)), abs=1e-9)


# --- groups ---------------------------------------------------------------------------------------------------------


def tied(pairs: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    return groups_of(*np.array(pairs, np.int32).reshape(-1, 2).T)


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], []),
        ([(0, 1)], [(0, 1)]),
        ([(1, 0)], [(0, 1)]),
        ([(0, 1), (1, 2)], [(0, 1, 2)]),
        ([(5, 2), (9, 7), (2, 9)], [(2, 5, 7, 9)]),
        ([(3, 4), (0, 9)], [(0, 9), (3, 4)]),
        ([(0, 1), (0, 1), (1, 0)], [(0, 1)]),
        ([(4, 3), (3, 2), (2, 1), (1, 0)], [(0, 1, 2, 3, 4)]),
    ],
)
def test_groups(pairs: list[tuple[int, int]], groups: list[tuple[int, ...]]) -> None:
    assert tied(pairs) == groups


@some
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda p: p[0] != p[1]), max_size=20),
    st.randoms(),
)
def test_groups_are_the_same_in_any_order(pairs: list[tuple[int, int]], order) -> None:  # type: ignore[no-untyped-def]
    turned = [(b, a) for a, b in pairs]
    order.shuffle(turned)
    found = tied(pairs)
    assert tied(turned) == found
    members = [member for group in found for member in group]
    assert sorted(members) == sorted({member for pair in pairs for member in pair})
    assert all(any({a, b} <= set(group) for group in found) for a, b in pairs)


def test_a_long_chain_is_one_group() -> None:
    assert tied([(n, n + 1) for n in reversed(range(50_000))]) == [tuple(range(50_001))]


# --- words ----------------------------------------------------------------------------------------------------------


def told(row: Steps) -> tuple[str, str]:
    reasons, against = reasons_of(COMPARISONS, columns(row), 1)
    return reasons[0], against[0]


@pytest.mark.parametrize(
    ("row", "reasons", "against"),
    [
        ({}, "", ""),
        ({"name": 1}, "same name", ""),
        ({"name": 1, "legal": 1}, "same name", ""),
        ({"name": 1, "legal": 2}, "same name but for the legal form", ""),
        ({"name": 1, "legal": 3}, "same name but for the legal form", "different legal forms"),
        ({"name": 3, "legal": 2}, "nearly the same name; only one name shows a legal form", ""),
        ({"name": 9, "phone": 1}, "same phone", "different names"),
        ({"name": 7, "legal": 2}, "", "names agree in part only"),  # of names that are not alike, the form is nothing
        ({"name": 7, "legal": 3}, "", "names agree in part only; different legal forms"),
        ({"name": 5, "conflict": 6}, "one name is the other's initials", ""),  # each has words of its own
        ({"name": 4, "conflict": 6}, "similar names", "another telling word on either side"),
        ({"name": 1, "spelled": 1}, "same name", ""),  # written together, not mistyped
        (
            {"name": 2, "spelled": 2},
            "same words in another order or written together; a nickname of the other name",
            "",
        ),
        ({"name": 1, "phone": 1, "city": 4}, "same name; same phone", "different cities"),
        ({"tax": 2, "currency": 2}, "", "different tax numbers; different currencies"),
        (
            {"child": 4, "number": 4},
            "",
            "different numbers in the names; different branches, jobs, departments or houses",
        ),
        ({"letters": 5, "cover": 5, "length": 2}, "", ""),  # what only counts is not told
    ],
)
def test_reasons(row: Steps, reasons: str, against: str) -> None:
    assert told(row) == (reasons, against)


@some
@given(st.lists(steps, min_size=1, max_size=6))
def test_words_do_not_depend_on_the_pairs_beside(rows: list[Steps]) -> None:
    reasons, against = reasons_of(COMPARISONS, columns(*rows), len(rows))
    assert list(zip(reasons, against, strict=True)) == [told(row) for row in rows]


def test_the_words_of_two_records() -> None:
    row = steps_of(
        {"name": "Calder Works Inc", "phone": "212-555-0147", "city": "Selby"},
        {"name": "Calder Works", "phone": "(212) 555-0147", "city": "Otley"},
    )
    reasons, against = told(row)
    assert reasons.split("; ")[:2] == ["same name but for the legal form", "same phone"]
    assert "different cities" in against.split("; ")


# --- spelling -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slip", "usual"),
    [
        ("plumbin", "plumbing"),
        ("plumbbing", "plumbing"),
        ("plunbing", "plumbing"),
        ("plumbign", "plumbing"),
        ("lumbing", "plumbing"),
        ("plumbingx", "plumbing"),
    ],
)
def test_a_slip_is_the_usual_word(slip: str, usual: str) -> None:
    words = [slip, usual, "bakery", "tarn"]
    assert most_usual(words, np.array([1, 9, 5, 5])).tolist() == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("word", "usual"),
    [
        ("tarn", "calder"),
        ("plnbing", "plumbing"),  # two slips
        ("tar", "tarn"),  # too short
        ("plumbing1", "plumbing"),  # digits are no letters
        ("x" * (LONGEST + 1), "x" * LONGEST),
    ],
)
def test_another_word_stays_itself(word: str, usual: str) -> None:
    assert most_usual([word, usual], np.array([1, 9])).tolist() == [0, 1]


def test_the_usual_word_does_not_depend_on_the_order_of_words() -> None:
    words, spread = ["fernley", "fernlee", "fernlex", "calder"], [2, 2, 1, 1]
    found = {words[n]: words[to] for n, to in enumerate(most_usual(words, np.array(spread)).tolist())}
    for order in ([3, 2, 1, 0], [1, 3, 0, 2]):
        turned = [words[n] for n in order]
        again = most_usual(turned, np.array([spread[n] for n in order])).tolist()
        assert {turned[n]: turned[to] for n, to in enumerate(again)} == found


def test_words_that_nobody_has_are_no_candidates() -> None:
    assert most_usual(["plumbin", "plumbing"], np.array([1, 0])).tolist() == [0, 1]


@pytest.mark.parametrize(("neighbours", "changed"), [(CROWDED - 1, True), (CROWDED, False)])
def test_a_word_that_may_be_too_many_others_stays_itself(neighbours: int, changed: bool) -> None:
    crowd = sorted({"calder"[:place] + letter + "calder"[place:] for place in range(7) for letter in "bfghjkmnpq"})
    words = ["calder", *crowd[:neighbours]]
    spread = np.array([1] + [9] * neighbours)
    assert bool(most_usual(words, spread)[0] != 0) is changed


@pytest.mark.parametrize(
    ("one", "other"),
    [("meyer", "maier"), ("jansen", "jensen"), ("philips", "phillips"), ("clark", "clarke"), ("carlsen", "carlson")],
)
def test_words_that_sound_alike(one: str, other: str) -> None:
    assert skeletons([one]) == skeletons([other])


@pytest.mark.parametrize(("one", "other"), [("calder", "tarn"), ("baker", "butler"), ("smith", "jones")])
def test_words_that_sound_otherwise(one: str, other: str) -> None:
    assert skeletons([one]) != skeletons([other])


def test_a_skeleton_is_short_and_stays() -> None:
    assert skeletons([""]) == [""]
    assert skeletons(["a"]) == ["a"]
    assert len(skeletons(["b" + "dfgklmrzbdfgk" * 9])[0]) <= 6
