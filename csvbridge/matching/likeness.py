"""How alike two texts are, for columns of pairs: each distinct pair of texts is compared once, by rapidfuzz.

In: texts and the numbers of those to compare. Out: numbers from 0 to 1. The only module that knows rapidfuzz here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from csvbridge.matching.columns import Floats, Small, once_and_where

WORKERS = 1  # the pairs are shared out among threads before they come here


def _compare(texts: Sequence[str], left: Small, right: Small, scorer: Any, scale: float) -> Floats:
    """Return the likeness of `texts[left]` and `texts[right]`, pair by pair; equal numbers are 1."""
    low = np.minimum(left, right).astype(np.int64)
    packed = low * max(len(texts), 1) + np.maximum(left, right)
    found, which = once_and_where(packed)
    a, b = np.divmod(found, max(len(texts), 1))
    score = np.ones(len(found), np.float32)
    differ = np.flatnonzero(a != b)
    if len(differ):
        first = [texts[i] for i in a[differ].tolist()]
        second = [texts[i] for i in b[differ].tolist()]
        score[differ] = process.cpdist(first, second, scorer=scorer, workers=WORKERS, dtype=np.float32) * scale
    return score[which]


def indel(texts: Sequence[str], left: Small, right: Small) -> Floats:
    """Return twice the longest common subsequence over both lengths: the share of letters that both texts have."""
    return _compare(texts, left, right, fuzz.ratio, 0.01)


def edits(texts: Sequence[str], left: Small, right: Small) -> Floats:
    """Return 1 less the typing errors (a letter more, less, other, two exchanged) over the longer text's length."""
    return _compare(texts, left, right, OSA.normalized_similarity, 1.0)


def beginnings(texts: Sequence[str], left: Small, right: Small) -> Floats:
    """Return Jaro-Winkler likeness: letters in common in about the same places, the beginning counting more."""
    return _compare(texts, left, right, JaroWinkler.normalized_similarity, 1.0)


def likest(wanted: Sequence[str], known: Sequence[str], least: float) -> list[int | None]:
    """Return for each text the place of the known one that is most like it, None where none is `least` of 100."""
    found: list[int | None] = []
    for text in wanted:
        best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=least)
        found.append(None if best is None else best[2])
    return found
