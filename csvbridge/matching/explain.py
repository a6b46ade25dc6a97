"""Reasons in words: what speaks for a pair and what against it.

In: the steps of pairs and the words of the steps. Out: two texts per pair. Pairs of equal steps share their texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from csvbridge.matching.columns import Steps, once_and_where
from csvbridge.matching.comparisons import Comparison


def reasons_of(
    comparisons: Sequence[Comparison], steps: Mapping[str, Steps], pairs: int
) -> tuple[list[str], list[str]]:
    """Return, for every pair, the words for and the words against, each joined by `; `."""
    told = [c for c in comparisons if c.name in steps and (c.reasons or c.against)]
    packed = np.zeros(pairs, np.int64)
    for comparison in told:  # steps that say nothing are one
        says = np.zeros(128, np.int64)
        telling = sorted({*comparison.reasons, *comparison.against})
        says[telling] = np.arange(1, len(telling) + 1)
        width = len(telling) + 1
        packed, _ = _folded(packed)
        packed = packed * width + says[steps[comparison.name]]
    found, which = once_and_where(packed)
    first = np.full(len(found), pairs, np.int64)
    np.minimum.at(first, which, np.arange(pairs))
    texts = [_texts(told, {c.name: int(steps[c.name][place]) for c in told}) for place in first.tolist()]
    chosen = which.tolist()
    return [texts[i][0] for i in chosen], [texts[i][1] for i in chosen]


def _folded(packed: np.ndarray) -> tuple[np.ndarray, int]:
    """Return packed numbers as small ones, so that the next comparison fits beside them."""
    if len(packed) and int(packed.max()) > 2**40:
        found, which = once_and_where(packed)
        return which, len(found)
    return packed, 0


def _texts(told: Sequence[Comparison], steps: Mapping[str, int]) -> tuple[str, str]:
    reasons = [words for c in told if (words := c.reasons.get(steps[c.name]))]
    against = [words for c in told if (words := c.against.get(steps[c.name]))]
    if steps["name"] == 1 and steps.get("legal", 0) in (2, 3):
        reasons[0] = "same name but for the legal form"
        reasons = [r for r in reasons if not r.startswith("names differ in that")]
    return "; ".join(reasons), "; ".join(against)
