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


def parts_of(weights: Weights, titles: Mapping[str, str], steps: Mapping[str, int]) -> tuple[tuple[str, float], ...]:
    """Return the parts of one pair's log-odds, the weightiest first: title and points."""
    found = [("two candidates of which nothing is known", weights.base)]
    found += [(titles[n], float(p[steps[n]])) for n, p in weights.single.items() if n in steps]
    for (one, other), points in weights.crossed.items():
        if one in steps and other in steps:
            found.append((f"{titles[one]} with {titles[other]}", float(points[steps[one], steps[other]])))
    return tuple(sorted((part for part in found if part[1]), key=lambda part: (-abs(part[1]), part[0])))
