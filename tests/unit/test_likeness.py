"""Pairs as people and machines read them: their order, the columns of pairs.csv, candidates of one record."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.likeness import (
    PAIR_COLUMNS,
    Listed,
    band_counts,
    candidate_words,
    chosen_pairs,
    decision_order,
    first_candidates,
    pair_rows,
    questions_of,
    reading_order,
    undecided,
)
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList

NAMES = ("Alder", "birch", "Cedar", "Date Palm", "Elm")


def listed(names: Sequence[str] = NAMES, known: Sequence[bool] = ()) -> Listed:
    size = len(names)
    return Listed(
        customers=CustomerList({"name": names}, size, known),
        file=["accounts.csv"] * size,
        sheet=[""] * size,
        row=list(range(2, size + 2)),
        row_id=list(range(size)),
        id=[f"00{at}" for at in range(size)],
        name=names,
        kind=["account"] * size,
    )


def found(*rows: tuple[int, int, float, Band]) -> Pairs:
    left, right, score, band = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
    return Pairs(
        left=left,
        right=right,
        score=score,
        band=band,
        reasons=[f"for {a}-{b}" for a, b in zip(left, right, strict=True)],
        against=[""] * len(left),
        parts=lambda number: ((f"{left[number]}-{right[number]}", 1.0),),
        groups=[],
        compared=9,
        withheld=0,
    )


def ends(pairs: Pairs, order: Sequence[int]) -> list[tuple[int, int]]:
    return [(pairs.left[number], pairs.right[number]) for number in order]


ORDERS = {
    "by band first": [(0, 1, 0.2, Band.CERTAIN), (1, 2, 0.9, Band.POSSIBLE)],
    "bands as they are declared": [
        (0, 1, 0.5, Band.CERTAIN),
        (0, 2, 0.9, Band.PROBABLE),
        (0, 3, 0.9, Band.POSSIBLE),
        (0, 4, 0.9, Band.CONFLICT),
        (1, 2, 0.9, Band.RELATED),
    ],
    "then by score": [(3, 4, 0.99, Band.CERTAIN), (0, 1, 0.98, Band.CERTAIN)],
    "then by names, case aside": [(0, 4, 0.9, Band.CERTAIN), (1, 4, 0.9, Band.CERTAIN), (2, 4, 0.9, Band.CERTAIN)],
    "names whichever side they are on": [(4, 0, 0.9, Band.CERTAIN), (1, 2, 0.9, Band.CERTAIN)],
}


@pytest.mark.parametrize("expected", ORDERS.values(), ids=ORDERS)
def test_pairs_are_read_by_band_then_score_then_names(expected: list[tuple[int, int, float, Band]]) -> None:
    pairs = found(*reversed(expected))
    assert ends(pairs, reading_order(listed(), pairs)) == [row[:2] for row in expected]


def test_money_comes_before_the_score_and_after_the_band() -> None:
    pairs = found((0, 1, 0.99, Band.CERTAIN), (2, 3, 0.95, Band.CERTAIN), (0, 4, 0.99, Band.PROBABLE))
    assert reading_order(listed(), pairs, [0, 5_000, 90_000]) == [1, 0, 2]


@given(st.permutations(range(4)), st.permutations(range(5)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_and_pairs_changes_nothing(order: list[int], rows: list[int]) -> None:
    """Records at other places, pairs in another order and the other way round: the names are read in the same order."""
    rows_of = [
        (0, 1, 0.9, Band.CERTAIN),
        (1, 2, 0.9, Band.CERTAIN),
        (2, 3, 0.8, Band.PROBABLE),
        (3, 4, 0.9, Band.PROBABLE),
    ]
    at = {old: new for new, old in enumerate(rows)}
    shuffled = [rows_of[number] for number in order]
    moved = found(*((max(at[a], at[b]), min(at[a], at[b]), score, band) for a, b, score, band in shuffled))
    there = listed([NAMES[old] for old in rows])
    read = [{there.name[a], there.name[b]} for a, b in ends(moved, reading_order(there, moved))]
    assert read == [{"Alder", "birch"}, {"birch", "Cedar"}, {"Date Palm", "Elm"}, {"Cedar", "Date Palm"}]


def test_the_candidates_of_one_record_stand_together_and_the_best_is_marked() -> None:
    pairs = found(
        (0, 3, 0.99, Band.CERTAIN), (1, 2, 0.97, Band.CERTAIN), (0, 2, 0.7, Band.POSSIBLE), (0, 4, 0.9, Band.PROBABLE)
    )
    order = reading_order(listed(), pairs)
    assert ends(pairs, decision_order(pairs, order)) == [(0, 3), (0, 4), (0, 2), (1, 2)]
    assert candidate_words(pairs, order) == {0: "best of 3", 3: "2 of 3", 2: "3 of 3"}


@given(st.lists(st.integers(0, 4), max_size=12), st.randoms(use_true_random=False), st.integers(1, 12))
@settings(max_examples=30, deadline=None)
def test_the_first_pairs_are_found_without_the_others(left: list[int], chance: random.Random, most: int) -> None:
    pairs = found(*((at, number + 5, 0.9, Band.PROBABLE) for number, at in enumerate(left)))
    order = chance.sample(range(len(left)), len(left))
    first = first_candidates(pairs, order, most)
    shown = decision_order(pairs, order)[:most]
    assert decision_order(pairs, first)[:most] == shown
    words = candidate_words(pairs, order)
    told = {number: words[number] for number in shown if number in words}
    assert candidate_words(pairs, shown) == told  # candidates stand together, so their places are known
    assert {n: word for n, word in candidate_words(pairs, first).items() if n in shown} == told
    assert {pairs.left[number] for number in first} <= {pairs.left[number] for number in order[:most]}


def test_the_columns_of_pairs_csv() -> None:
    pairs = found((0, 1, 0.987654, Band.CERTAIN), (2, 3, 1.0, Band.PROBABLE))
    columns = pair_rows(listed(), pairs, [1, 0], ["1 invoice, USD 5.00", ""], ["", "hold"])
    assert len(columns) == len(PAIR_COLUMNS)
    first, second = zip(*columns, strict=True)
    place = ("accounts.csv", "4", "002", "Cedar", "accounts.csv", "5", "003", "Date Palm")
    assert first == (*place, "1.0000", "probable", "for 2-3", "", "", "hold")
    assert second[8:] == ("0.9877", "certain", "for 0-1", "", "1 invoice, USD 5.00", "")


def test_no_pairs_are_columns_without_rows() -> None:
    assert pair_rows(listed(), found(), []) == [[] for _ in PAIR_COLUMNS]


def test_every_band_is_counted() -> None:
    pairs = found((0, 1, 0.9, Band.CERTAIN), (2, 3, 0.9, Band.CERTAIN), (3, 4, 0.5, Band.RELATED))
    assert band_counts(pairs) == {"certain": 2, "probable": 0, "possible": 0, "conflict": 0, "related": 1}
    assert list(band_counts(pairs)) == [band.value for band in Band]


def test_only_predicted_pairs_without_a_decision_need_a_person() -> None:
    pairs = found((0, 1, 0.9, Band.CERTAIN), (1, 2, 0.8, Band.PROBABLE), (2, 3, 0.7, Band.POSSIBLE))
    assert undecided(pairs) == [0, 1]
    assert undecided(pairs, ["different", "", ""]) == [1]


def test_chosen_pairs_keep_their_parts_and_are_grouped_anew() -> None:
    pairs = found(
        (0, 1, 0.9, Band.CERTAIN), (1, 2, 0.9, Band.CERTAIN), (3, 4, 0.9, Band.PROBABLE), (0, 4, 0.5, Band.POSSIBLE)
    )
    kept = chosen_pairs(pairs, [1, 2, 3])
    assert ends(kept, range(3)) == [(1, 2), (3, 4), (0, 4)]
    assert [kept.parts(number)[0][0] for number in range(3)] == ["1-2", "3-4", "0-4"]
    assert (kept.groups, kept.compared) == ([(1, 2), (3, 4)], 9)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=20))
@settings(max_examples=50, deadline=None)
def test_groups_hold_every_record_of_a_predicted_pair_once(ties: list[tuple[int, int]]) -> None:
    pairs = found(*((a, b, 0.9, Band.CERTAIN) for a, b in ties))
    groups = chosen_pairs(pairs, range(len(ties))).groups
    members = [at for group in groups for at in group]
    assert sorted(members) == sorted({at for tie in ties for at in tie})
    of = {at: number for number, group in enumerate(groups) for at in group}
    assert all(of[a] == of[b] for a, b in ties)
    for group in groups:  # each is held together by its pairs: from its first record all others are reached
        reached, before = {group[0]}, 0
        while len(reached) > before:
            before = len(reached)
            reached |= {at for tie in ties if reached.intersection(tie) for at in tie}
        assert reached == set(group)


def test_a_place_names_the_sheet_of_a_workbook() -> None:
    one = listed()
    assert one.place(0) == "accounts.csv:2"
    assert replace(one, sheet=["Sheet1"] * 5).place(0) == "accounts.csv[Sheet1]:2"


@pytest.mark.parametrize(("known", "expected"), [((), False), ((True, False, False, False, False), True)])
def test_whether_quickbooks_holds_a_record(known: Sequence[bool], expected: bool) -> None:
    assert listed(known=known).is_known(0) is expected


def test_a_question_knows_its_records_by_stable_keys_and_by_what_was_compared() -> None:
    both = listed(("Alder", "Birch  Ltd"), known=[False, True])
    both = replace(both, id=["001Bq00000h4TaKIAU", ""], kind=["account", "inactive customer"])
    both = replace(both, customers=CustomerList({"name": both.name, "phone": ["", "555"]}, 2, [False, True]))
    both = replace(both, carried={"account": frozenset({"name", "phone", "email"})})
    (asked,) = questions_of(both, found((0, 1, 0.9, Band.CERTAIN)))
    assert asked.left.key == "account 001Bq00000h4TaKIAU"
    assert asked.left.fields == (("email", ""), ("name", "Alder"), ("phone", ""))
    assert asked.right.key == "customer birch ltd"
    assert asked.right.fields == (("name", "Birch  Ltd"), ("phone", "555"))
    assert (asked.left_known, asked.right_known, asked.right_kind) == (False, True, "inactive customer")
