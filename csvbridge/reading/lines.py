"""Physical lines of a text, as an editor counts them.

In: decoded text. Out: its lines, each with its line end, and which character ends a record.
Nothing is parsed and nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIRST_END = re.compile(r'(?:[^"\r\n]++|"[^"]*+")*+(\r*\n|\r)?')
_ANY_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def ends_in_cr(text: str) -> bool:
    """Return whether records end in a lone carriage return: the first line end outside quotes tells."""
    first = _FIRST_END.match(text)
    return first is not None and first.group(1) == "\r"


def physical_lines(text: str, in_cr: bool) -> Iterator[str]:
    """Yield the lines with their ends: LF and CRLF, with `in_cr` a lone CR as well."""
    if in_cr:
        yield from (line.group() for line in _ANY_LINE.finditer(text))
        return
    start, find = 0, text.find
    while (end := find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]


def line_of(text: str, position: int, in_cr: bool) -> int:
    """Return the number, from 1, of the physical line on which a position stands."""
    if in_cr:
        return sum(1 for _ in re.finditer(r"\r\n|\r|\n", text[:position])) + 1
    return text.count("\n", 0, position) + 1
