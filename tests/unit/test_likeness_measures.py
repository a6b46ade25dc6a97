"""The measures of near-duplicate detection, by cases worked out by hand and against counting pair by pair."""

from __future__ import annotations

import math
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from likeness import measures, reading, tasks

some = settings(max_examples=80, deadline=None)


def places(*numbers: int) -> np.ndarray:
    return np.asarray(numbers, dtype=np.int64)


def scores(*numbers: float) -> np.ndarray:
    return np.asarray(numbers, dtype=np.float64)


def flags(text: str) -> np.ndarray:
    """Return T as true and F as false."""
    return np.asarray([letter == "T" for letter in text], dtype=bool)


def test_a_pair_has_one_number_whichever_side_comes_first_and_a_record_is_no_pair_with_itself() -> None:
    assert measures.codes(places(0, 3, 2), places(3, 0, 2), 10).tolist() == [3, 3]


def test_the_true_pairs_of_three_clusters() -> None:
    # 0, 2 and 4 are one customer, 1 and 3 another, 5 stands alone
    clusters = places(7, 1, 7, 1, 7, 9)
    assert measures.true_codes(clusters).tolist() == [0 * 6 + 2, 0 * 6 + 4, 1 * 6 + 3, 2 * 6 + 4]
    assert measures.count_true(clusters) == 4


@some
@given(st.lists(st.integers(0, 5), max_size=30))
def test_true_pairs_are_those_that_counting_finds(numbers: list[int]) -> None:
    clusters = places(*numbers)
    expected = [a * len(numbers) + b for a, b in combinations(range(len(numbers)), 2) if numbers[a] == numbers[b]]
    assert measures.true_codes(clusters).tolist() == expected
    assert measures.count_true(clusters) == len(expected)


@pytest.mark.parametrize(
    ("hits", "taken", "true_pairs", "precision", "recall", "f1"),
    [
        (3, 4, 6, 0.75, 0.5, 0.6),
        (5, 5, 5, 1.0, 1.0, 1.0),
        (0, 4, 6, 0.0, 0.0, 0.0),
        (0, 0, 6, math.nan, 0.0, 0.0),
        (0, 3, 0, 0.0, math.nan, 0.0),
        (0, 0, 0, math.nan, math.nan, math.nan),
    ],
)
def test_rightness(hits: int, taken: int, true_pairs: int, precision: float, recall: float, f1: float) -> None:
    found = measures.rightness(hits, taken, true_pairs)
    assert (found.precision, found.recall, found.f1) == pytest.approx((precision, recall, f1), nan_ok=True)


@pytest.mark.parametrize(
    ("score", "same", "true_pairs", "f1", "threshold"),
    [
        # all four: 3 of 4 right, 3 of 3 found: 6 / 7
        (scores(0.9, 0.8, 0.8, 0.7), "TFTT", 3, 6 / 7, 0.7),
        # the first two: 2 of 2 right, 2 of 3 found: 4 / 5; a third would be wrong
        (scores(0.3, 0.9, 0.8), "FTT", 3, 4 / 5, 0.8),
        # a tie is taken whole: one right and two wrong at 0.5 make 4 / 6, as the first alone does; the first stays
        (scores(0.9, 0.5, 0.5, 0.5), "TTFF", 2, 4 / 6, 0.9),
        # nothing right
        (scores(0.9, 0.1), "FF", 2, 0.0, 0.9),
    ],
)
def test_the_best_threshold(score: np.ndarray, same: str, true_pairs: int, f1: float, threshold: float) -> None:
    best = measures.best_f1(score, flags(same), true_pairs)
    assert best.f1 == pytest.approx(f1)
    assert best.threshold == threshold


def test_no_pairs_have_no_threshold() -> None:
    best = measures.best_f1(scores(), flags(""), 3)
    assert best.f1 == 0.0
    assert math.isnan(best.threshold)
    assert math.isnan(measures.best_f1(scores(), flags(""), 0).f1)


@some
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=20), st.integers(1, 10))
def test_the_best_f1_is_that_of_the_best_of_all_thresholds(pairs: list[tuple[int, bool]], unseen: int) -> None:
    true_pairs = sum(same for _, same in pairs) + unseen
    same = flags("".join("FT"[same] for _, same in pairs))
    found = measures.best_f1(scores(*(score for score, _ in pairs)), same, true_pairs)
    by_hand = []
    for threshold in {score for score, _ in pairs}:
        taken = [same for score, same in pairs if score >= threshold]
        by_hand.append(2 * sum(taken) / (len(taken) + true_pairs))
    assert found.f1 == pytest.approx(max(by_hand))


def test_completeness_counts_a_pair_once_and_candidates_by_record() -> None:
    clusters = places(0, 0, 0, 1, 1)
    # of (0,1) (0,2) (1,2) (3,4) two are there, one of them twice; (2,3) is a wrong one; (4,4) is none
    complete, each = measures.completeness(places(0, 1, 4, 2, 4), places(1, 0, 3, 3, 4), clusters)
    assert complete == pytest.approx(2 / 4)
    assert each == pytest.approx(3 / 5)


def test_misses_are_those_never_proposed_and_those_scored_lowest() -> None:
    clusters = places(0, 0, 1, 1, 2, 2, 3, 4)
    left, right = places(2, 5, 6), places(3, 4, 7)
    misses = measures.worst_misses(left, right, scores(0.4, 0.2, 0.9), flags("FFT"), clusters, 3)
    assert misses[0][:2] == (0, 1)
    assert math.isnan(misses[0][2])
    assert misses[1:] == [(5, 4, 0.2), (2, 3, 0.4)]


def test_alarms_are_the_surest_wrong_ones_that_were_taken() -> None:
    assert measures.worst_alarms(flags("TFFF"), scores(0.99, 0.7, 0.95, 0.999), flags("TTTF"), 5) == [2, 1]


def write(folder: Path, customers: str, truth: str) -> Path:
    (folder / "customers.csv").write_text(customers, encoding="utf-8")
    (folder / "truth.csv").write_text(truth, encoding="utf-8")
    return folder


CUSTOMERS = "Name,Company,Email,Notes\nAlder Ltd,,a@alder.example,x\nBirch & Co,,,\nALDER LTD,,a@alder.example,x\n"


def test_a_labelled_list_is_read_by_matchings_names(tmp_path: Path) -> None:
    write(tmp_path, CUSTOMERS, "row,cluster\n2,k7\n3,k1\n4,k7\n")
    columns, size = reading.read_columns(tmp_path)
    assert size == 3
    assert columns == {
        "name": ["Alder Ltd", "Birch & Co", "ALDER LTD"],
        "company": ["", "", ""],
        "email": ["a@alder.example", "", "a@alder.example"],
    }
    clusters = reading.read_truth(tmp_path, size).tolist()
    assert clusters[0] == clusters[2] != clusters[1]


@pytest.mark.parametrize(
    ("truth", "words"),
    [
        ("row,cluster\n1,a\n2,a\n3,b\n", "row 1 is no record"),
        ("row,cluster\n2,a\n3,a\n4,b\n5,b\n", "row 5 is no record"),
        ("row,cluster\n2,a\n3,a\n3,b\n4,c\n", "row 3 is no record of customers.csv, or stands twice"),
        ("row,cluster\n2,a\n4,b\n", "row 3 of customers.csv has no cluster"),
    ],
)
def test_a_truth_that_does_not_line_up_is_refused(tmp_path: Path, truth: str, words: str) -> None:
    write(tmp_path, CUSTOMERS, truth)
    with pytest.raises(ValueError, match=words):
        reading.read_truth(tmp_path, 3)


def test_the_baseline_finds_equal_records_and_is_judged(tmp_path: Path) -> None:
    write(tmp_path, CUSTOMERS, "row,cluster\n2,k7\n3,k1\n4,k7\n")
    measured = tasks.naive(tmp_path)
    assert (measured["precision"], measured["recall"], measured["f1"], measured["best"]) == (1.0, 1.0, 1.0, 1.0)
    assert measured["compared"] == pytest.approx(3 / 3)


def test_above_its_limit_the_baseline_compares_records_of_one_first_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, CUSTOMERS, "row,cluster\n2,k7\n3,k1\n4,k7\n")
    monkeypatch.setattr(tasks, "ALL_PAIRS", 2)
    measured = tasks.naive(tmp_path)
    assert measured["compared"] == pytest.approx(1 / 3)
    assert measured["f1"] == 1.0
    monkeypatch.setattr(tasks, "MOST_COMPARISONS", 0)
    assert tasks.naive(tmp_path) == {"skipped": "1 comparisons"}


def test_a_peers_pairs_are_judged_at_its_default(tmp_path: Path) -> None:
    write(tmp_path, CUSTOMERS, "row,cluster\n2,k7\n3,k1\n4,k7\n")
    predictions = tmp_path / "predictions.csv"
    predictions.write_text("left,right,score\n0,2,0.4\n0,1,0.6\n", encoding="utf-8")
    measured = tasks.judge_file(tmp_path, predictions, 0.5)
    assert (measured["precision"], measured["recall"], measured["f1"]) == (0.0, 0.0, 0.0)
    # both pairs: 1 of 2 right, 1 of 1 found
    assert (measured["best"], measured["threshold"]) == (pytest.approx(2 / 3), 0.4)


def test_matching_is_measured_with_its_errors(tmp_path: Path) -> None:
    write(tmp_path, CUSTOMERS, "row,cluster\n2,k7\n3,k1\n4,k7\n")
    measured = tasks.match(tmp_path, errors=2)
    # two records of one name and one mailbox are the least that matching must find
    assert (measured["recall"], measured["misses"]) == (1.0, [])
    assert measured["seconds"] >= 0
