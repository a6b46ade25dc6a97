"""Text files for an importer: comma-separated, as bytes.

In: headings and rows of finished text. Out: UTF-8 without a BOM, CRLF, RFC 4180 quoting (qbo-import.md 0.1).
It never trims, re-formats or drops a cell: what was checked is what is written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from csvbridge.errors import OwnFault

# A cell with a comma, quote or line end must be quoted (RFC 4180, 2.6). One that begins or ends with a blank
# is quoted too, as some readers trim bare cells; Python's csv writer cannot do that for one cell alone.
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s\Z')
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the whole file: the heading line, then a line per row.

    A half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD; every other character stays as it is.

    Raises:
        OwnFault: a row has more or fewer cells than there are headings.
    """
    rows = list(rows)
    for number, row in enumerate(rows, 1):
        if len(row) != len(headings):
            raise OwnFault(f"row {number} of a text file has {len(row)} cells for {len(headings)} headings")
    return b"".join(csv_lines([headings, *rows]))


def csv_lines(rows: Iterable[Sequence[str]]) -> list[bytes]:
    """Return the bytes of each row, its line end included: what a file of these rows is joined from."""
    rows = list(rows)
    lines: list[str] = []
    csv.writer(_Taker(lines.append), lineterminator="\r\n").writerows(rows)
    for number, line in enumerate(lines if _may_begin_or_end_blank("".join(lines)) else ()):
        if _may_begin_or_end_blank(line):
            cells = [_quoted(cell) if _NEEDS_QUOTES.search(cell) else cell for cell in rows[number]]
            lines[number] = ",".join(cells) + "\r\n"
    return list(map(_encoded, lines))


class _Taker(NamedTuple):
    """What the csv writer takes for a file: it hands over a line at a time."""

    write: Callable[[str], object]


def row_size(row: Sequence[str]) -> int:
    """Return the exact number of bytes that a row takes in the file, its line end included."""
    return len(csv_lines([row])[0])


def _may_begin_or_end_blank(lines: str) -> bool:
    """Whether some cell of written lines may begin or end with a blank; odd blanks and line ends do not print."""
    return (
        ", " in lines
        or " ," in lines
        or lines.startswith(" ")
        or "\r\n " in lines
        or " \r\n" in lines
        or not lines.replace("\r\n", "").isprintable()
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_CHARACTERS.sub("\ufffd", text).encode("utf-8")
