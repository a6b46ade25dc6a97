"""Texts in plain letters: lower case, no accents, every script in Latin letters, words apart.

In: cells as they stand. Out: lines of words `[a-z0-9]+`. Whole columns at a time, for a million names are lines of one
text to the functions that know how to work on it at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from anyascii import anyascii

from csvbridge.matching.columns import Ints, distinct, once

LONGEST = 300
"""Characters of a cell that matching looks at; a longer cell is compared by its beginning."""

_DOTTED = re.compile(r"\.(?=[a-z]{2})")  # amazon.com, St.Louis: two words; L.L.C. stays one
_BREAKS = str.maketrans({c: " " for c in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"})
_BLANK, _LINE_END, _DELETE, _REPLACED = ord(" "), ord("\n"), 127, ord("?")
_VANISHING = b".'`"
_TO_WORDS = bytes(code if chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(128)) + b" " * 128


def plain_lines(texts: Sequence[str]) -> list[str]:
    """Return every text on one line, in ASCII and lower case; punctuation stays."""
    if not texts:
        return []
    whole = "\n".join(texts)  # each text is touched this once: of a long list they lie all over the memory
    if whole.count("\n") >= len(texts):
        whole = "\n".join([text.replace("\n", " ") for text in texts])
    plain = whole.encode("ascii", "replace")
    lines = plain.lower().decode("ascii").split("\n")
    for place in _odd_lines(plain, replaced=not whole.isascii()):
        lines[place] = _plain_line(texts[place])
    return lines


def distinct_lines(texts: Sequence[str]) -> tuple[list[str], Ints]:
    """Return the distinct plain lines in order of first appearance, and for every place the number of its line."""
    return distinct(plain_lines(texts))


def _odd_lines(plain: bytes, *, replaced: bool) -> list[int]:
    """Return the places of lines that are long or hold control characters, or the `?` that stands for a letter of
    another script."""
    letters = np.frombuffer(plain + b"\n", np.uint8)
    odd = (letters < _BLANK) | (letters == _DELETE)
    if replaced:
        odd |= letters == _REPLACED
    ends = np.flatnonzero(letters == _LINE_END)
    odd[ends] = np.diff(ends, prepend=-1) > LONGEST + 1
    found: list[int] = once(np.searchsorted(ends, np.flatnonzero(odd))).tolist()
    return found


def _plain_line(text: str) -> str:
    """Return one text as all of them are returned."""
    if not text.isascii() or len(text) > LONGEST:
        text = anyascii(text[:LONGEST])[:LONGEST]
    return (text if text.isprintable() else text.translate(_BREAKS)).lower()


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
