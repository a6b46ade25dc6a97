"""Text files for an importer: comma-separated, as bytes.

In: headings and rows of finished text. Out: UTF-8 without a BOM, CRLF, RFC 4180 quoting (qbo-import.md 0.1).
It never trims, re-formats or drops a cell: what was checked is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
    lines = [_line(headings)]
    for number, row in enumerate(rows, 1):
        if len(row) != len(headings):
            raise OwnFault(f"row {number} of a text file has {len(row)} cells for {len(headings)} headings")
        lines.append(_line(row))
    return _encoded("".join(lines))


def csv_lines(rows: Iterable[Sequence[str]]) -> list[bytes]:
    """Return the bytes of each row, its line end included: what a file of these rows is joined from."""
    return [_encoded(_line(row)) for row in rows]


def row_size(row: Sequence[str]) -> int:
    """Return the exact number of bytes that a row takes in the file, its line end included."""
    return len(_encoded(_line(row)))


def _line(row: Sequence[str]) -> str:
    line = ",".join(row)
    if line.count(",") != len(row) - 1 or _may_need_quotes(line):
        line = ",".join([_quoted(cell) if _NEEDS_QUOTES.search(cell) else cell for cell in row])
    if not line and len(row) == 1:
        line = '""'  # a bare line end would read as no row at all
    return line + "\r\n"


def _may_need_quotes(line: str) -> bool:
    """Whether some cell of a row may need quotes; line ends and odd blanks do not print. Most rows need none."""
    return (
        '"' in line
        or ", " in line
        or " ," in line
        or line.startswith(" ")
        or line.endswith(" ")
        or not line.isprintable()
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_CHARACTERS.sub("\ufffd", text).encode("utf-8")
