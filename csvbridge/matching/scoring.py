"""The score of a pair: the points of its steps, added up, as odds and as a share.

In: the steps of every comparison and the weights. Out: log-odds, and the parts they are made of. Nothing is trained
here: the weights were learned once, on labelled lists, and are the same for all (`schemas/likeness/weights.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from csvbridge.matching.columns import Floats, Ints, Steps
from csvbridge.matching.comparisons import Weights

_PORTION = 8_192
"""Pairs whose steps a processor holds close by."""


def log_odds(weights: Weights, steps: Mapping[str, Steps], pairs: int) -> Floats:
    """Return the sum of all points for every pair, some thousand pairs at a time: so their steps stay at hand."""
    total = np.full(pairs, weights.base, np.float32)
    single = [(name, points) for name, points in weights.single.items() if name in steps and points.any()]
    crossed = [(*both, points) for both, points in weights.crossed.items() if both[0] in steps and both[1] in steps]
    used = {name for name, _ in single} | {name for *both, _ in crossed for name in both}
    for start in range(0, pairs, _PORTION):
        portion = slice(start, start + _PORTION)
        here = {name: steps[name][portion].astype(np.intp) for name in used}
        odds = total[portion]
        for name, points in single:
            odds += points.take(here[name])
        for one, other, points in crossed:
            odds += points.take(here[one] * points.shape[1] + here[other])
    return total


def share(odds: Floats) -> Floats:
    """Return log-odds as a number from 0 to 1."""
    return (1 / (1 + np.exp(-odds.astype(np.float64)))).astype(np.float32)


Parts = tuple[tuple[str, float], ...]
"""What a pair's log-odds are made of, the weightiest first: title and points."""

_AT_ONCE = 1_024  # pairs: enough for numpy, and few enough for the memory


class PartsOf:
    """The parts of pairs, many worked out together."""

    def __init__(self, weights: Weights, titles: Mapping[str, str], steps: Mapping[str, Steps]) -> None:
        self._steps = steps
        self._weights = weights
        single = [name for name in weights.single if name in steps]
        crossed = [(one, other) for one, other in weights.crossed if one in steps and other in steps]
        self._single, self._crossed = single, crossed
        told = ["two candidates of which nothing is known"]
        told += [titles[name] for name in single]
        told += [f"{titles[one]} with {titles[other]}" for one, other in crossed]
        self._by_title = sorted(range(len(told)), key=told.__getitem__)
        self._titles = np.array([told[at] for at in self._by_title], dtype=object)

    def __call__(self, numbers: Sequence[int]) -> Iterator[Parts]:
        """Yield the parts of the pairs of these numbers."""
        for start in range(0, len(numbers), _AT_ONCE):
            points = self._points(np.asarray(numbers[start : start + _AT_ONCE], np.int64))
            weight = np.abs(points)
            order = np.argsort(-weight, axis=1, kind="stable")  # equal ones by their titles, those of nothing last
            titles = self._titles[order].tolist()
            sorted_points = np.take_along_axis(points, order, axis=1).tolist()
            counts = np.count_nonzero(weight, axis=1).tolist()
            for told, own, count in zip(titles, sorted_points, counts, strict=True):
                yield tuple(zip(told[:count], own[:count], strict=True))

    def _points(self, pairs: Ints) -> Floats:
        """Return a row of points for each of the pairs, in the order of the titles' letters."""
        steps = {name: column[pairs] for name, column in self._steps.items()}
        columns = [np.full(len(pairs), self._weights.base, np.float64)]
        columns += [self._weights.single[name][steps[name]] for name in self._single]
        columns += [self._weights.crossed[pair][steps[pair[0]], steps[pair[1]]] for pair in self._crossed]
        return np.stack([columns[at] for at in self._by_title], axis=1)
