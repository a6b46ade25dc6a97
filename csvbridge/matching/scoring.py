"""The score of a pair: the points of its steps, added up, as odds and as a share.

In: the steps of every comparison and the weights. Out: log-odds, and the parts they are made of. Nothing is trained
here: the weights were learned once, on labelled lists, and are the same for all (`schemas/likeness/weights.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from csvbridge.matching.columns import Floats, Steps
from csvbridge.matching.comparisons import Weights


def log_odds(weights: Weights, steps: Mapping[str, Steps], pairs: int) -> Floats:
    """Return the sum of all points for every pair."""
    total = np.full(pairs, weights.base, np.float32)
    for name, points in weights.single.items():
        if name in steps:
            total += points[steps[name]]
    for (one, other), points in weights.crossed.items():
        if one in steps and other in steps:
            total += points.ravel()[steps[one].astype(np.int16) * points.shape[1] + steps[other]]
    return total


def share(odds: Floats) -> Floats:
    """Return log-odds as a number from 0 to 1."""
    return (1 / (1 + np.exp(-odds.astype(np.float64)))).astype(np.float32)


Parts = tuple[tuple[str, float], ...]
"""What a pair's log-odds are made of, the weightiest first: title and points."""

_AT_ONCE = 256


class PartsOf:
    """The parts of pairs, some hundred worked out together: whoever asks for one asks for its neighbours too."""

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
        self._known: dict[int, Floats] = {}

    def __call__(self, number: int) -> Parts:
        """Return the parts of the pair of this number."""
        block, place = divmod(number, _AT_ONCE)
        if block not in self._known:
            self._known[block] = self._points(slice(block * _AT_ONCE, (block + 1) * _AT_ONCE))
        points = self._known[block][place]
        weight = np.abs(points)
        order = np.argsort(-weight, kind="stable")[: np.count_nonzero(weight)]  # equal ones by their titles
        return tuple(zip(self._titles[order].tolist(), points[order].tolist(), strict=True))

    def _points(self, pairs: slice) -> Floats:
        """Return a row of points for each of the pairs, in the order of the titles' letters."""
        steps = {name: column[pairs] for name, column in self._steps.items()}
        columns = [self._weights.single[name][steps[name]] for name in self._single]
        columns += [self._weights.crossed[pair][steps[pair[0]], steps[pair[1]]] for pair in self._crossed]
        base = np.full(len(next(iter(steps.values()))), self._weights.base, np.float64)
        columns = [base, *columns]
        return np.stack([columns[at] for at in self._by_title], axis=1)
