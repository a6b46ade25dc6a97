"""How alike two texts are, for columns of pairs: each distinct pair of texts is compared once, by rapidfuzz.

In: texts and the numbers of those to compare. Out: numbers from 0 to 1. The only module that knows rapidfuzz here.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from csvbridge.matching.columns import Floats, Ints, Small, once_and_where
from csvbridge.matching.letters import Bound, Letters, few_edits, few_moved

WORKERS = 1  # the pairs are shared out among threads before they come here


def _compare(
    texts: Sequence[str],
    left: Small,
    right: Small,
    scorer: Any,
    unit: float,
    least: float,
    letters: Letters | None = None,
    bound: Bound = few_edits,
) -> Floats:
    """Return the likeness of `texts[left]` and `texts[right]`, pair by pair; equal numbers are 1.

    `unit` turns what the scorer says into a share. What is less than `least` is 0: two texts that far apart are not
    compared to the end, nor at all where their `letters` say so. Each two are compared once.
    """
    score: Floats = (left == right).astype(np.float32)
    kept = score == 0
    if letters is not None:
        kept &= bound(letters, left, right, least)
    differ = np.flatnonzero(kept)
    a, b = left[differ], right[differ]
    size = max(len(texts), 1)
    found, which = once_and_where(np.minimum(a, b).astype(np.int64) * size + np.maximum(a, b))
    one, other = np.divmod(found, size)
    alike = process.cpdist(
        _taken(texts, one),
        _taken(texts, other),
        scorer=scorer,
        score_cutoff=(least - _ROUNDING) / unit if least else None,
        workers=WORKERS,
        dtype=np.float32,
    )
    score[differ] = (alike * unit)[which]
    return score


_ROUNDING = 1e-5  # what is `least` but for the last digit of a fraction is not cut off


def _taken(texts: Sequence[str], numbers: Ints) -> Sequence[str]:
    """Return the texts of these numbers: the quickest way there is for many."""
    if len(numbers) < 2:
        return [texts[number] for number in numbers.tolist()]
    found: Sequence[str] = itemgetter(*numbers.tolist())(texts)
    return found


def indel(texts: Sequence[str], left: Small, right: Small, least: float = 0, letters: Letters | None = None) -> Floats:
    """Return twice the longest common subsequence over both lengths: the share of letters that both texts have."""
    return _compare(texts, left, right, fuzz.ratio, 0.01, least, letters, few_moved)


def edits(texts: Sequence[str], left: Small, right: Small, least: float = 0, letters: Letters | None = None) -> Floats:
    """Return 1 less the typing errors (a letter more, less, other, two exchanged) over the longer text's length."""
    return _compare(texts, left, right, OSA.normalized_similarity, 1, least, letters, few_edits)


def beginnings(texts: Sequence[str], left: Small, right: Small, least: float = 0) -> Floats:
    """Return Jaro-Winkler likeness: letters in common in about the same places, the beginning counting more."""
    return _compare(texts, left, right, JaroWinkler.normalized_similarity, 1, least)


def likest(wanted: Sequence[str], known: Sequence[str], least: float) -> list[int | None]:
    """Return for each text the place of the known one that is most like it, None where none is `least` of 100."""
    found: list[int | None] = []
    for text in wanted:
        best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=least)
        found.append(None if best is None else best[2])
    return found
