"""Texts in plain letters: lower case, no accents, every script in Latin letters, words apart.

In: cells as they stand. Out: lines of words `[a-z0-9]+`. Whole columns at a time, for a million names are lines of one
text to the functions that know how to work on it at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from anyascii import anyascii

from csvbridge.matching.columns import Ints

LONGEST = 300
"""Characters of a cell that matching looks at; a longer cell is compared by its beginning."""

_DOTTED = re.compile(r"\.(?=[a-z]{2})")  # amazon.com, St.Louis: two words; L.L.C. stays one
_BREAKS = str.maketrans({c: " " for c in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"})
_BLANK, _LINE_END, _DELETE = ord(" "), ord("\n"), 127
_VANISHING = b".'`"
_TO_WORDS = bytes(code if chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(128)) + b" " * 128


def plain_lines(texts: Sequence[str]) -> list[str]:
    """Return every text on one line, in ASCII and lower case; punctuation stays."""
    if not texts:
        return []
    plain = np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    plain &= np.fromiter(map(len, texts), np.int64, len(texts)) <= LONGEST
    lines = list(texts)
    for place in np.flatnonzero(~plain).tolist():
        lines[place] = anyascii(lines[place][:LONGEST])[:LONGEST]
    whole = "\n".join(lines)
    letters = np.frombuffer(whole.encode("ascii"), np.uint8)
    if np.count_nonzero((letters < _BLANK) | (letters == _DELETE)) != len(lines) - 1:  # more than the ends of lines
        whole = "\n".join(line if line.isprintable() else line.translate(_BREAKS) for line in lines)
    return whole.lower().split("\n")


def running_words(lines: Sequence[str]) -> tuple[list[str], Ints]:
    """Return the words of plain lines one line after the other, and how many each line has.

    `&` and `+` are the word `and`, dots and apostrophes vanish.
    """
    if not lines:
        return [], np.zeros(0, np.int64)
    whole = _DOTTED.sub(" ", "\n".join(lines)).replace("&", " and ").replace("+", " and ")
    # tables of bytes: many times as fast as tables of characters
    spaced = whole.encode("ascii", "replace").translate(_TO_WORDS, _VANISHING)
    letters = np.frombuffer(b"\n" + spaced + b"\n", np.uint8)
    begins = np.flatnonzero((letters[:-1] <= _BLANK) & (letters[1:] > _BLANK))
    before = np.searchsorted(begins, np.flatnonzero(letters == _LINE_END))
    return spaced.decode("ascii").split(), np.diff(before)


def words_of(lines: Sequence[str]) -> list[list[str]]:
    """Return the words of plain lines, a list each, as `running_words` reads them."""
    words, counts = running_words(lines)
    ends = np.cumsum(counts).tolist()
    return [words[start:end] for start, end in zip([0, *ends], ends, strict=False)]
