"""Delimited text into records: decoded text in, rows of cells and the physical line of each out.

Follows RFC 4180 strictly: a quote that never closes, or text after a closing quote, ends in a `Refused` that
names the line. Blank lines stay as empty rows, so that every line is accounted for. No cell is trimmed or
typed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import NamedTuple, NoReturn

from csvbridge.collector import collector_paused
from csvbridge.reading.header import HEADER_WITHIN, known_count
from csvbridge.reading.lines import ends_in_cr, line_of, physical_lines
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

DELIMITERS = (",", ";", "\t", "|")
_PADDING = " \r\n" + "".join(DELIMITERS)  # a line of these alone is blank, whichever of them separates
_LONGEST_CELL = 2**31 - 1  # what the csv module takes on every system; its own limit of 131,072 is too small
_SEPARATOR_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r*\n|\r|$)', re.IGNORECASE)
_LONE_CR = re.compile(r"\r+(?=[^\r\n])")
_ANY_BREAK = re.compile(r"\r\n|\r|\n")
_CHUNK = 2_000  # records between two looks at the number of cells


class _Dialect(NamedTuple):
    """How a text is cut: separator, line ends, what stands for a lone carriage return, first line."""

    delimiter: str
    in_cr: bool
    stand_in: str
    first_line: int


@dataclass(slots=True)
class Records:
    """The records of a text file, as they stand."""

    rows: list[list[str]]
    numbers: list[int]
    """The physical line on which each record begins."""
    separator_line: str = ""
    """Excel's own first line `sep=;`, when there is one."""
    bare_breaks: list[int] = field(default_factory=list)
    """Lines of records that hold a lone carriage return outside quotes."""
    delimiter: str = ""


def read_records(text: str, known: Callable[[str], bool] | None, most_cells: int) -> Records:
    """Return the records of a text; `Refused` where its quoting is broken or it has too many cells."""
    in_cr = ends_in_cr(text)
    separator = _SEPARATOR_LINE.match(text)
    start, first_line = (separator.end(), 2) if separator else (0, 1)
    delimiter = separator.group(1) if separator else choose_delimiter(physical_lines(text, in_cr), known)
    body = text[start:] if start else text
    # counting is many times as quick as searching: where every carriage return has its line feed, none stands alone
    suspect = not in_cr and "\r" in body and body.count("\r") != body.count("\r\n")
    stand_in = _stand_in(body) if suspect and _LONE_CR.search(body) else ""
    dialect = _Dialect(delimiter, in_cr, stand_in, first_line)
    rows, ends = _parse(body, dialect, most_cells)
    numbers = list(map(first_line.__add__, [0, *ends[:-1]]))[: len(rows)]
    records = Records(rows, numbers, separator.group().strip() if separator else "", delimiter=delimiter)
    if stand_in:
        _restore_breaks(records, body, dialect)
    return records


def choose_delimiter(lines: Iterable[str], known: Callable[[str], bool] | None) -> str:
    """Return what splits the heading line best: into most known headings, else into most cells."""
    sample = list(islice(lines, HEADER_WITHIN))

    def score(delimiter: str) -> tuple[int, int]:
        rows = _loosely(sample, delimiter)
        known_cells = max((known_count(row, known) for row in rows), default=0) if known else 0
        return known_cells, next((len(row) for row in rows if any(cell.strip(_PADDING) for cell in row)), 0)

    return max(DELIMITERS, key=score)


def _loosely(lines: list[str], delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error:  # a lone carriage return; the rows above it are sample enough
        pass
    return rows


def _parse(body: str, dialect: _Dialect, most_cells: int) -> tuple[list[list[str]], list[int]]:
    """Return all records, and for each the number of lines read when it was complete."""
    lines: Iterable[str] = physical_lines(body, dialect.in_cr)
    if dialect.stand_in:
        lines = (_LONE_CR.sub(lambda run: dialect.stand_in * len(run.group()), line) for line in lines)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    rows: list[list[str]] = []
    ends: list[int] = []
    cells = 0
    with collector_paused():
        while True:
            new: list[list[str]] = []
            try:
                new.extend(islice(reader, _CHUNK))
            except csv.Error as error:
                well = ends[-1] if ends else 0
                well += sum(_lines_of(row, dialect.in_cr) for row in new)
                _refuse(body, dialect, "unexpected end" in str(error), (well, reader.line_num))
            if not new:
                return rows, ends
            rows += new
            ends += _ends(new, ends[-1] if ends else 0, reader.line_num, dialect.in_cr)
            cells += sum(map(len, new))
            if cells > most_cells:
                raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=most_cells)


def _ends(rows: list[list[str]], before: int, after: int, in_cr: bool) -> Iterable[int]:
    """Return for each record how many lines were read when it was complete.

    Where as many lines as records were read, there is no line break in a cell, and nothing to look at.
    """
    if after - before == len(rows):
        return range(before + 1, after + 1)
    return islice(accumulate((_lines_of(row, in_cr) for row in rows), initial=before), 1, None)


def _lines_of(row: list[str], in_cr: bool) -> int:
    """Return how many lines a record takes: one, and one more for each break in its cells."""
    text = ",".join(row)  # something between the cells: one may end in the CR and the next begin with the LF
    return 1 + (len(_ANY_BREAK.findall(text)) if in_cr else text.count("\n"))


def _refuse(body: str, dialect: _Dialect, is_cut: bool, lines: tuple[int, int]) -> NoReturn:
    """Say where the quoting breaks; `lines` tells how many were read well, and how many were read at all."""
    well, all_of_them = lines
    start = sum(map(len, islice(physical_lines(body, dialect.in_cr), well)))
    before = dialect.first_line - 1
    opened = line_of(body, _broken_cell(body, start, dialect.delimiter), dialect.in_cr) + before
    if is_cut:
        raise Refused(rules.QUOTE_OPEN, line=opened) from None
    raise Refused(rules.TEXT_AFTER_QUOTE, line=all_of_them + before, opened=opened) from None


def _broken_cell(body: str, position: int, delimiter: str) -> int:
    """Return where the first cell begins, from `position` on, that is neither bare nor properly quoted."""
    mark = re.escape(delimiter)
    good = re.compile(rf'(?:"[^"]*+(?:""[^"]*+)*+"|(?!")[^{mark}\r\n]*+)(?:{mark}|[\r\n]+)')
    while cell := good.match(body, position):
        position = cell.end()
    return position


def quotes_in_bare_cells(text: str, delimiter: str) -> list[tuple[int, str]]:
    """Return the physical line and the text of each cell that holds a double quote without being in quotes itself.

    The csv module keeps such a quote; other programs take it for the beginning of a quoted cell.
    """
    mark = re.escape(delimiter)
    if not re.search(rf'[{mark}\n\r][^"{mark}\r\n]+"', f"\n{text}"):
        return []
    cell = re.compile(rf'"[^"]*+(?:""[^"]*+)*+"|[^"{mark}\r\n][^{mark}\r\n]*+')
    in_cr = ends_in_cr(text)
    found, line, seen = [], 1, 0
    for match in cell.finditer(text):
        if '"' in match.group() and not match.group().startswith('"'):
            line += line_of(text[seen : match.start()], match.start() - seen, in_cr) - 1
            seen = match.start()
            found.append((line, match.group()))
    return found


def _stand_in(text: str) -> str:
    """Return a character that is not in the text, to stand for a lone carriage return meanwhile."""
    return next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)


def _restore_breaks(records: Records, body: str, dialect: _Dialect) -> None:
    """Put carriage returns back, note those outside quotes, and split where one truly ends a record.

    It ends a record where every piece then has as many cells as the headings and the whole has not
    (salesforce-exports.md §7, row 16).
    """
    delimiter, _, stand_in, first_line = dialect
    lines = list(physical_lines(body, False))
    width = next((len(row) for row in records.rows if any(row)), 0)
    after = [*records.numbers[1:], first_line + len(lines)]
    rows: list[list[str]] = []
    numbers: list[int] = []
    for row, number, following in zip(records.rows, records.numbers, after, strict=True):
        pieces = [row]
        if any(stand_in in cell for cell in row):
            pieces = [[cell.replace(stand_in, "\r") for cell in row]]
            raw = lines[number - first_line : following - first_line]
            if not _quoted(raw, delimiter):
                split = _loosely(list(physical_lines("".join(raw), True)), delimiter)
                if len(row) != width and all(len(piece) == width for piece in split):
                    pieces = split
                else:
                    records.bare_breaks.append(number)
        rows.extend(pieces)
        numbers.extend([number] * len(pieces))
    records.rows, records.numbers = rows, numbers


def _quoted(raw: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
