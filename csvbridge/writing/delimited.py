"""Text files for an importer: comma-separated, as bytes.

In: headings and rows of finished text. Out: UTF-8 without a BOM, CRLF, RFC 4180 quoting (qbo-import.md 0.1).
It never trims, re-formats or drops a cell: what was checked is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from csvbridge.errors import OwnFault
from csvbridge.values.text import prints

# A cell with a comma, quote or line end must be quoted (RFC 4180, 2.6). One that begins or ends with a blank
# is quoted too, as some readers trim bare cells; Python's csv writer cannot do that for one cell alone.
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s\Z')
_BLOCK = 200  # rows that are looked at together; most blocks hold nothing that must be quoted
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
    return list(map(_encoded, text_lines(rows, "\r\n")))


def text_lines(rows: Iterable[Sequence[str]], end: str) -> list[str]:
    """Return the text of each row with the line end given, cells quoted where they must be; most need none."""
    given = iter(rows)
    found: list[str] = []
    while block := list(islice(given, _BLOCK)):
        lines = list(map(",".join, block))
        if "" in lines or not _is_plain(",".join(lines), sum(map(len, block))):
            pairs = zip(block, lines, strict=True)
            lines = [line if _is_plain(line, len(row)) else _quoted_line(row) for row, line in pairs]
        found += [line + end for line in lines]
    return found


def column_text(columns: Sequence[Sequence[str]], end: str) -> str:
    """Return the lines of `text_lines` as one text, of rows given as columns: each is looked at as a whole."""
    if len(columns) < 2:  # a lone blank cell would be no row at all
        return "".join(text_lines(zip(*columns, strict=True), end))
    lines = [*map(",".join, zip(*map(_quoted_cells, columns), strict=True))]
    return end.join([*lines, ""])


def _quoted_cells(column: Sequence[str]) -> Sequence[str]:
    if not column:
        return column
    if column[0] == column[-1] and column.count(column[0]) == len(column):
        return [_cell(column[0])] * len(column)
    joined = "|".join(column)
    if not prints(joined) or "| " in joined or " |" in joined or joined != joined.strip(" "):
        return [*map(_cell, column)]
    if '"' in joined:
        return [_cell(cell) if '"' in cell or "," in cell else cell for cell in column]
    return [f'"{cell}"' if "," in cell else cell for cell in column] if "," in joined else column


def _is_plain(line: str, cells: int) -> bool:
    """Whether cells joined by commas, of one row or of many, are right as they are; odd blanks do not print."""
    return (
        line.count(",") == cells - 1
        and prints(line)
        and '"' not in line
        and ", " not in line
        and " ," not in line
        and line.strip(" ") == line != ""
    )


def row_size(row: Sequence[str]) -> int:
    """Return the exact number of bytes that a row takes in the file, its line end included."""
    return len(csv_lines([row])[0])


def _quoted_line(row: Sequence[str]) -> str:
    # a bare line end would read as no row at all
    return ",".join(map(_cell, row)) or '""'


def _cell(cell: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or _NEEDS_QUOTES.search(cell) else cell


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_CHARACTERS.sub("\ufffd", text).encode("utf-8")
