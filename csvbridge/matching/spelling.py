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

from csvbridge.matching.columns import Ints, Small, once

SHORTEST, LONGEST = 4, 16
"""Letters of a word that is looked at: shorter ones differ by one letter too easily."""
CROWDED = 40
"""Words that share one spelling: what fits more fits nothing."""

_BASE = 1099511628211  # the prime of the FNV hash; arithmetic is modulo 2 ** 64


def most_usual(words: Sequence[str], spread: Ints) -> Small:
    """Return, for every word, the number of the most usual word that is one slip away, else its own number."""
    length = np.fromiter(map(len, words), np.int64, len(words))
    numbers = np.flatnonzero((length >= SHORTEST) & (length <= LONGEST) & (spread > 0))
    numbers = np.array([number for number in numbers.tolist() if words[number].isalpha()], np.int64)
    out = np.arange(len(words), dtype=np.int32)
    if len(numbers) < 2:
        return out
    key, owner = _spellings([words[number] for number in numbers.tolist()])
    order = np.argsort(key)
    key, owner = key[order], numbers[owner[order]]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    sizes = np.diff(np.concatenate((first, [len(key)])))
    held = np.repeat((sizes > 1) & (sizes <= CROWDED), sizes)
    block = np.repeat(np.arange(len(first)), sizes)[held]
    owner = owner[held]
    if not len(block):
        return out
    # the most usual word of each spelling; of two equally usual ones the first in the alphabet, whatever their order
    compared = np.array(sorted(once(owner).tolist(), key=words.__getitem__), np.int64)
    compared = compared[np.argsort(-spread[compared], kind="stable")]
    place = np.empty(len(words), np.int64)
    place[compared] = np.arange(len(compared))
    best = np.full(int(block[-1]) + 1, len(compared), np.int64)
    np.minimum.at(best, block, place[owner])
    mine = np.arange(len(compared))
    np.minimum.at(mine, place[owner], best[block])
    out[compared] = compared[mine]
    return out


_SOUNDLESS = b"aeiouyhw"
_ALIKE = bytes.maketrans(b"ckqzsxjgvpbtdmn", b"kkkssskkfppttnn")
_LINE_END = ord("\n")
MOST_CONSONANTS = 5


def skeletons(words: Sequence[str]) -> list[str]:
    """Return every word's first letter and its consonants, those that sound alike as one, none twice in a row."""
    behind = "\n".join([word[1:] for word in words]).encode("ascii").translate(_ALIKE, _SOUNDLESS)
    letters = np.frombuffer(behind, np.uint8)
    kept = (letters != np.concatenate(([_LINE_END], letters[:-1]))) | (letters == _LINE_END)
    bare = letters[kept].tobytes().decode("ascii").split("\n")
    return [word[:1] + consonants[:MOST_CONSONANTS] for word, consonants in zip(words, bare, strict=False)]


def _spellings(words: Sequence[str]) -> tuple[npt.NDArray[np.uint64], Ints]:
    """Return the number of every word with no letter and with one letter left out, and whose it is."""
    grid = np.array(words, dtype=f"S{LONGEST}").view(np.uint8).reshape(len(words), LONGEST).astype(np.uint64)
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
