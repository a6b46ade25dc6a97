"""Texts in plain letters: lower case, no accents, every script in Latin letters, words apart.

In: cells as they stand. Out: lines of words `[a-z0-9]+`. Whole columns at a time, for a million names are lines of one
text to the functions that know how to work on it at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from anyascii import anyascii

LONGEST = 300
"""Characters of a cell that matching looks at; a longer cell is compared by its beginning."""

_DOTTED = re.compile(r"\.(?=[a-z]{2})")  # amazon.com, St.Louis: two words; L.L.C. stays one
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_BREAKS = str.maketrans({c: " " for c in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"})
_PUNCTUATION = {chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_TO_WORDS = str.maketrans(_PUNCTUATION | {".": "", "'": "", "`": "", "&": " and ", "+": " and "})


def plain_lines(texts: Sequence[str]) -> list[str]:
    """Return every text on one line, in ASCII and lower case; punctuation stays."""
    if not texts:
        return []
    whole = "\n".join(texts)
    if (
        whole.isascii()
        and not _ODD.search(whole)
        and whole.count("\n") < len(texts)
        and max(map(len, texts)) <= LONGEST
    ):
        return whole.lower().split("\n")
    lines = [text if text.isascii() and len(text) <= LONGEST else anyascii(text[:LONGEST])[:LONGEST] for text in texts]
    whole = "\n".join(line if line.isprintable() else line.translate(_BREAKS) for line in lines)
    return whole.lower().split("\n")


def words_of(lines: Sequence[str]) -> list[list[str]]:
    """Return the words of plain lines; `&` and `+` are the word `and`, dots and apostrophes vanish."""
    if not lines:
        return []
    whole = _DOTTED.sub(" ", "\n".join(lines)).translate(_TO_WORDS)
    return [line.split() for line in whole.split("\n")]
