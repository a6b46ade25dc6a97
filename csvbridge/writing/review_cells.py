"""The cells of a column for people, as XML: numbers and dates of their own type, everything else as text.

In: the values of a column and its style numbers. Out: the XML of each cell but for its row, and how many lines it
takes. It never lets a cell become a formula or an error, passes money through a binary fraction, or cuts in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from types import NoneType
from typing import cast

from csvbridge.errors import OwnFault
from csvbridge.findings import shown
from csvbridge.values.text import prints
from csvbridge.writing.cell_text import LONGEST_TEXT, SHORT_TEXT, safe_text
from csvbridge.writing.review_tables import ReviewColumn, Strong, Value
from csvbridge.writing.sheet_rows import Cell, blank_xml, cell_xml

Styles = tuple[str, str, str]
"""A column's style numbers: of its own kind, of text in its place, of text in bold."""

_MOST_DIGITS = 15  # that Excel keeps of a number; it would turn the sixteenth into 0
_FIRST_DATE = date(1900, 3, 1)  # before it Excel counts a day that never was
_DAY_NOUGHT = date(1899, 12, 30)
_BLOCK = 100  # texts that are looked at together
_GAP = "\1"  # where a plain value goes in the XML of its cell
_PLAIN_NUMBERS = frozenset("-.0123456789")
_MOST_LINES = 12  # that a row is made high for; a longer text is read in its cell
_NUMBERS = ("money", "number", "score")
_ALL_NUMBERS: tuple[set[type], ...] = ({int}, {Decimal})
_ALIKE: frozenset[type] = frozenset({str, Strong})  # a text in bold is equal to a plain one
_TEXTS = _ALIKE | {NoneType}
_TOLD_ONCE: frozenset[type] = frozenset({str, Strong, int, NoneType, date})
"""Types of which as many values as are equal are written alike."""


def column_cells(
    at: int, column: ReviewColumn, values: Sequence[Value], styles: Styles, is_table: bool
) -> tuple[list[str], list[int] | None]:
    """Return the cells of the column at `at` as `sheet_rows.cell_xml` gives them, and how many lines each takes.

    None: each takes one.
    """
    kinds = set(map(type, values))
    if kinds <= _TOLD_ONCE and not kinds >= _ALIKE:
        distinct = list(set(values))
        if 2 * len(distinct) <= len(values):
            cells, lines = column_cells(at, column, distinct, styles, is_table)
            own = dict(zip(distinct, cells, strict=True)).__getitem__
            tall = dict(zip(distinct, lines, strict=True)).__getitem__ if lines is not None else None
            return list(map(own, values)), list(map(tall, values)) if tall is not None else None
    if kinds in _ALL_NUMBERS and column.kind in _NUMBERS:
        numbers = list(map(str, values))
        if _all_plain_numbers(numbers, column.width):
            head, tail = cell_xml(at, ("n", _GAP), styles[0]).split(_GAP)
            return [f"{head}{number}{tail}" for number in numbers], None
    if kinds <= _TEXTS:
        texts = ["" if own is None else own for own in values] if NoneType in kinds else values
        return _text_cells(at, column, cast(Sequence[str], texts), styles, is_table)
    both = [_finished(at, column, value, styles, is_table) for value in values]
    return [cell for cell, _ in both], [lines for _, lines in both]


def _text_cells(
    at: int, column: ReviewColumn, texts: Sequence[str], styles: Styles, is_table: bool
) -> tuple[list[str], list[int]]:
    """Return the same of texts, plain and bold ones: those with nothing awkward near them are written together."""
    typed, text, strong = styles
    plain = typed if column.kind == "text" else text
    heads = {kind: cell_xml(at, ("s", _GAP), style).split(_GAP)[0] for kind, style in ((str, plain), (Strong, strong))}
    tail = cell_xml(at, ("s", _GAP)).split(_GAP)[1]
    nothing = blank_xml(at, typed) if column.entry and is_table else ""
    width = column.width if column.whole else SHORT_TEXT
    cells: list[str] = []
    lines: list[int] = []
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        escaped = _escaped(block)
        if not escaped:
            both = [_finished(at, column, own, styles, is_table) for own in block]
            cells += [cell for cell, _ in both]
            lines += [high for _, high in both]
            continue
        cells += [
            f"{heads[type(own)]}{known}{tail}" if known else nothing for own, known in zip(block, escaped, strict=True)
        ]
        lines += [1 if len(own) < width else _lines(own, width) for own in block]
    return cells, lines


def _all_plain_numbers(texts: Collection[str], width: int) -> bool:
    """Whether each number fits Excel and one line, and none has an exponent."""
    return max(map(len, texts)) < min(width, _MOST_DIGITS) and _PLAIN_NUMBERS.issuperset("".join(texts))


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as XML has them, looked at together; none of them where one may be long, hidden or padded."""
    joined = "|".join(texts)
    awkward = (
        joined.count("|") != len(texts) - 1
        or "_x" in joined
        or " |" in joined
        or "| " in joined
        or joined.strip(" ") != joined
        or not prints(joined)
        or max(map(len, texts)) >= SHORT_TEXT
    )
    return () if awkward else escape(joined, quote=False).split("|")


def _finished(at: int, column: ReviewColumn, value: Value, styles: Styles, is_table: bool) -> tuple[str, int]:
    cell = _cell(column.kind, str(value) if isinstance(value, Strong) else value)
    typed, text, strong = styles
    if cell is None:  # a blank to be filled in is a cell too: it carries that it is open
        return (blank_xml(at, typed) if column.entry and is_table else ""), 1
    lines = _lines(cell[1], column.width) if column.whole else 1
    if isinstance(value, Strong):
        return cell_xml(at, cell, strong), lines
    style = typed if cell[0] == "n" or column.kind == "text" else text
    return cell_xml(at, cell, style), lines


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column: some readers do not make a row higher by themselves."""
    if len(text) < width and "\n" not in text:
        return 1
    return min(_MOST_LINES, sum(-(-(len(part) + 1) // max(width, 1)) for part in text.split("\n")))


def _cell(kind: str, value: Value) -> Cell:
    """Return a value as its column takes it: a number where it is of the column's kind, else text; None for a blank."""
    if value is None:
        return None
    if type(value) is str and len(value) < SHORT_TEXT and value.isprintable() and "_x" not in value:
        return ("s", value) if value.strip() else None  # most cells: nothing in them can be awkward
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, Decimal) or type(value) is int:
        if isinstance(value, Decimal) and not value.is_finite():
            raise OwnFault("a review holds a number that is not finite")
        value = format(value, "f" if isinstance(value, Decimal) else "d")
        digits = len(value.lstrip("-").replace(".", "").strip("0"))
        if kind in _NUMBERS and digits <= _MOST_DIGITS:
            return "n", value
    elif type(value) is date:
        if kind == "date" and value >= _FIRST_DATE:
            return "n", str((value - _DAY_NOUGHT).days)
        value = value.isoformat()
    if not isinstance(value, str):
        raise OwnFault(f"a review holds a {type(value).__name__}; it takes text, int, Decimal and date")
    return "s", shown(safe_text(value), LONGEST_TEXT - 100) or ""  # the rest is for the words that it was cut
