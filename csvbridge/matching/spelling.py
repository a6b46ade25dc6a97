"""Misspelled words and what they may have been: words of this list that differ by one slip.

In: words and how many records have each. Out: for every word the most usual word within one typing error (one letter
more, less, other, or two exchanged), or itself. Used to find candidates only: it proves nothing.

Two words within one slip have a spelling in common after leaving one letter out of each, or none (Garbe's symmetric
deletions). Spellings are compared as 64-bit numbers of their letters, for all words at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from csvbridge.matching.columns import Ints, Small

SHORTEST, LONGEST = 4, 16
"""Letters of a word that is looked at: shorter ones differ by one letter too easily."""
CROWDED = 40
"""Words that share one spelling: what fits more fits nothing."""

_BASE = 1099511628211  # the prime of the FNV hash; arithmetic is modulo 2 ** 64


def most_usual(words: Sequence[str], spread: Ints) -> Small:
    """Return, for every word, the number of the most usual word that is one slip away, else its own number."""
    chosen = [n for n, word in enumerate(words) if SHORTEST <= len(word) <= LONGEST and spread[n] and not _digits(word)]
    out = np.arange(len(words), dtype=np.int32)
    if len(chosen) < 2:
        return out
    numbers = np.array(chosen, np.int64)
    key, owner = _spellings([words[n] for n in chosen])
    order = np.argsort(key)
    key, owner = key[order], numbers[owner[order]]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    sizes = np.diff(np.concatenate((first, [len(key)])))
    held = np.repeat((sizes > 1) & (sizes <= CROWDED), sizes)
    block = np.repeat(np.arange(len(first)), sizes)[held]
    owner = owner[held]
    # the most usual word of each spelling; of two equally usual ones the first in the alphabet, whatever their order
    alphabet = np.empty(len(words), np.int64)
    alphabet[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    rank = np.lexsort((alphabet, -spread))
    place = np.empty(len(words), np.int64)
    place[rank] = np.arange(len(words))
    if not len(block):
        return out
    best = np.full(int(block[-1]) + 1, len(words), np.int64)
    np.minimum.at(best, block, place[owner])
    mine = place[out]
    np.minimum.at(mine, owner, best[block])
    return rank[mine].astype(np.int32)


_SOUNDLESS = str.maketrans({c: None for c in "aeiouyhw"})
_ALIKE = str.maketrans("ckqzsxjgvpbtdmn", "kkkssskkfppttnn")


def skeleton(word: str) -> str:
    """Return a word's first letter and its consonants, those that sound alike as one, none twice in a row."""
    if not word:
        return ""
    bare = word[1:].translate(_SOUNDLESS).translate(_ALIKE)
    return word[0] + "".join(c for place, c in enumerate(bare) if not place or bare[place - 1] != c)[:5]


def _digits(word: str) -> bool:
    return not word.isalpha()


def _spellings(words: Sequence[str]) -> tuple[npt.NDArray[np.uint64], Ints]:
    """Return the number of every word with no letter and with one letter left out, and whose it is."""
    letters = np.array([w.encode("ascii", "replace") for w in words], dtype=f"S{LONGEST}")
    grid = letters.view(np.uint8).reshape(len(words), LONGEST).astype(np.uint64)
    length = np.fromiter(map(len, words), np.int64, len(words))
    power = np.array([pow(_BASE, place, 2**64) for place in range(LONGEST + 1)], np.uint64)
    forward = np.cumsum(grid * power[:LONGEST], axis=1, dtype=np.uint64)
    moved = np.cumsum(grid[:, 1:] * power[: LONGEST - 1], axis=1, dtype=np.uint64)  # letters one place to the left
    total = forward[:, -1]
    keys = [total]
    owners = [np.arange(len(words), dtype=np.int64)]
    for place in range(LONGEST):
        long = np.flatnonzero(length > place)
        if len(long):
            before = forward[long, place - 1] if place else np.zeros(len(long), np.uint64)
            behind = moved[long, -1] - (moved[long, place - 1] if place else np.uint64(0))
            keys.append(before + behind)
            owners.append(long)
    return np.concatenate(keys), np.concatenate(owners)
