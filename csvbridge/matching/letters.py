"""Which letters a text is made of: what says of most texts that they are not alike, before anybody compares them.

In: texts. Out: the length and the letters of each; and of two texts whether they may be alike. A letter that the other
text lacks is one typing error at least: the true number may be higher, never lower, so nothing that is alike is missed.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from csvbridge.matching.columns import Flags, Floats, Ints, Small, starts_of

_ROUNDING = 1e-4
"""Share of a text that a bound lets pass beside what is exactly enough."""


_PLACE = bytes(code - ord("a") if chr(code) in string.ascii_lowercase else 26 + code % 6 for code in range(256))
"""The bit of each character: one for every letter, six for all others together."""
_HALF = 0xFFFF
_ONES = np.unpackbits(np.arange(_HALF + 1, dtype=np.uint16).view(np.uint8)).reshape(-1, 16).sum(axis=1, dtype=np.int32)
"""How many bits of a number of 16 are set."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Of every text its length, and its letters as bits."""

    length: Small
    held: Small


def letters_of(texts: Sequence[str]) -> Letters:
    """Return the letters of all texts."""
    length = np.fromiter(map(len, texts), np.int32, len(texts))
    places = np.frombuffer("".join(texts).encode("ascii", "replace").translate(_PLACE), np.uint8)
    bits = np.left_shift(np.uint32(1), places, dtype=np.uint32)
    held = np.zeros(len(texts), np.uint32)
    some = np.flatnonzero(length)
    if len(some):
        held[some] = np.bitwise_or.reduceat(bits, starts_of(length)[some])
    return Letters(length, held)


def _lacking(one: Small, other: Small) -> Small:
    """Return how many letters of one text the other lacks."""
    lost = one & ~other
    lacking: Small = _ONES[lost & _HALF] + _ONES[lost >> 16]
    return lacking


Bound = Callable[[Letters, Ints, Ints, float], Flags]
"""Whether texts of these letters may be so alike, pair by pair."""


def few_edits(letters: Letters, left: Ints, right: Ints, least: float) -> Flags:
    """Return where letters put in, taken out, changed or exchanged, over the longer length, may leave `least`."""
    here, there = letters.length[left], letters.length[right]
    one, other = letters.held[left], letters.held[right]
    more = here - there
    edits = np.maximum(_lacking(one, other) + np.maximum(-more, 0), _lacking(other, one) + np.maximum(more, 0))
    few: Flags = edits <= _allowed(np.maximum(here, there), least)
    return few


def few_moved(letters: Letters, left: Ints, right: Ints, least: float) -> Flags:
    """Return where letters put in and taken out, over both lengths, may leave `least`."""
    here, there = letters.length[left], letters.length[right]
    one, other = letters.held[left], letters.held[right]
    more = here - there  # as many more are taken out than put in
    moved = np.maximum(2 * _lacking(one, other) - more, 2 * _lacking(other, one) + more)
    few: Flags = moved <= _allowed(here + there, least)
    return few


def _allowed(length: Small, least: float) -> Floats:
    """Return how many letters of so many may be others."""
    allowed: Floats = (1 - least + _ROUNDING) * length
    return allowed
