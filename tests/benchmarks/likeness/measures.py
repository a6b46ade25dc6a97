"""How right a set of proposed pairs is, measured against the known clusters.

Goes in: pairs as two columns of positions, their scores, the cluster of every record. Comes out: precision, recall, F1,
the best F1 over all thresholds, the completeness of candidates, and the worst errors. Everything is vectorised: a list
of a million has millions of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rightness:
    """Precision, recall and F1 of one set of pairs; a share of nothing is NaN."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best F1 that any threshold gives: pairs that score `threshold` or more are taken."""

    f1: float
    threshold: float


def codes(left: Positions, right: Positions, size: int) -> Positions:
    """Return one number per pair, whichever side comes first; a record with itself is no pair and falls out."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    numbers: Positions = low * size + high
    real: Positions = numbers[low != high]
    return real


def true_codes(clusters: Positions) -> Positions:
    """Return the numbers of all pairs inside clusters, in rising order."""
    size = len(clusters)
    order = np.argsort(clusters, kind="stable").astype(np.int64)
    sorted_clusters = clusters[order]
    found: list[Positions] = []
    apart = 1
    while apart < size:
        same = sorted_clusters[apart:] == sorted_clusters[:-apart]
        if not same.any():
            break
        found.append(codes(order[:-apart][same], order[apart:][same], size))
        apart += 1
    return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def count_true(clusters: Positions) -> int:
    """Return how many pairs of records are one customer."""
    sizes = np.unique(clusters, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def rightness(hits: int, taken: int, true_pairs: int) -> Rightness:
    """Return precision, recall and F1 of `taken` pairs of which `hits` are true."""
    nan = float("nan")
    total = taken + true_pairs
    return Rightness(
        precision=hits / taken if taken else nan,
        recall=hits / true_pairs if true_pairs else nan,
        f1=2 * hits / total if total else nan,
    )


def best_f1(score: NDArray[np.float64], same: NDArray[np.bool_], true_pairs: int) -> Best:
    """Return the best F1 over thresholds; pairs of equal score are taken together or not at all."""
    if not len(score) or not true_pairs:
        return Best(0.0 if true_pairs else float("nan"), float("nan"))
    order = np.argsort(-score, kind="stable")
    ordered = score[order]
    last_of_ties = np.append(ordered[1:] != ordered[:-1], True)
    hits = np.cumsum(same[order])[last_of_ties]
    taken = (np.arange(len(score)) + 1)[last_of_ties]
    f1 = 2 * hits / (taken + true_pairs)
    at = int(np.argmax(f1))
    return Best(float(f1[at]), float(ordered[last_of_ties][at]))


def completeness(left: Positions, right: Positions, clusters: Positions) -> tuple[float, float]:
    """Return the share of true pairs among the candidates, and candidates per record; a pair counts once."""
    size = len(clusters)
    pairs = np.unique(codes(left, right, size))
    hits = int((clusters[pairs // size] == clusters[pairs % size]).sum())
    true_pairs = count_true(clusters)
    return hits / true_pairs if true_pairs else float("nan"), len(pairs) / size if size else float("nan")


def worst_misses(
    left: Positions,
    right: Positions,
    score: NDArray[np.float64],
    taken: NDArray[np.bool_],
    clusters: Positions,
    count: int,
) -> list[tuple[int, int, float]]:
    """Return up to `count` true pairs that were not taken: half of them never proposed (score NaN), then the lowest."""
    size = len(clusters)
    true_pairs = true_codes(clusters)
    proposed = np.minimum(left, right) * size + np.maximum(left, right)
    unseen = true_pairs[~np.isin(true_pairs, proposed)]
    low = np.flatnonzero((clusters[left] == clusters[right]) & ~taken)
    low = low[np.argsort(score[low], kind="stable")]
    half = max(count // 2, count - len(low))
    step = max(1, len(unseen) // max(1, half))
    chosen = [(int(code // size), int(code % size), float("nan")) for code in unseen[::step][:half]]
    return chosen + [(int(left[at]), int(right[at]), float(score[at])) for at in low[: count - len(chosen)]]


def worst_alarms(
    same: NDArray[np.bool_], score: NDArray[np.float64], taken: NDArray[np.bool_], count: int
) -> list[int]:
    """Return the places of up to `count` pairs that were taken and are different customers, the surest first."""
    wrong = np.flatnonzero(taken & ~same)
    return [int(at) for at in wrong[np.argsort(-score[wrong], kind="stable")][:count]]
