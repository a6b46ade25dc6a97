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
_TOLD_ONCE: frozenset[type] = frozenset({str, Strong, int, NoneType, date})
"""Types of which as many values as are equal are written alike."""


def column_cells(
    at: int, column: ReviewColumn, values: Sequence[Value], styles: Styles, is_table: bool
) -> tuple[list[str], list[int] | None]:
    """Return the cells of the column at `at` as `sheet_rows.cell_xml` gives them, and how many lines each takes.

    None: each takes one.
    """
    kinds = set(map(type, values))
    if kinds in _ALL_NUMBERS and column.kind in _NUMBERS:
        numbers = list(map(str, values))
        if _all_plain_numbers(numbers, column.width):
            head, tail = cell_xml(at, ("n", _GAP), styles[0]).split(_GAP)
            return [f"{head}{number}{tail}" for number in numbers], None
    if not kinds <= _TOLD_ONCE:  # equal Decimals can be written in two ways
        both = [_finished(at, column, value, styles, is_table) for value in values]
        return [cell for cell, _ in both], [lines for _, lines in both]
    cells: dict[type, dict[Value, str]] = {}  # by type, since a text in bold is equal to a plain one
    tall: dict[type, dict[Value, int]] = {}
    for kind in kinds:
        distinct = set(values) if len(kinds) == 1 else {value for value in values if type(value) is kind}
        cells[kind], tall[kind] = _distinct_cells(at, column, distinct, styles, is_table)
    if len(kinds) == 1:
        (own,), (lines,) = cells.values(), tall.values()
        return list(map(own.__getitem__, values)), [lines.get(value, 1) for value in values] if lines else None
    return [cells[type(value)][value] for value in values], (
        [tall[type(value)].get(value, 1) for value in values] if any(tall.values()) else None
    )


def _distinct_cells(
    at: int, column: ReviewColumn, distinct: Collection[Value], styles: Styles, is_table: bool
) -> tuple[dict[Value, str], dict[Value, int]]:
    """Return the cell of each value, all of one type, and how many lines those take that take more than one."""
    typed, text, strong = styles
    cells: dict[Value, str] = {}
    tall: dict[Value, int] = {}
    kind = type(next(iter(distinct)))
    if issubclass(kind, str):
        style = strong if kind is Strong else typed if column.kind == "text" else text
        head, tail = cell_xml(at, ("s", _GAP), style).split(_GAP)
        texts = list(cast(Collection[str], distinct))
        for start in range(0, len(texts), _BLOCK):
            block = texts[start : start + _BLOCK]
            for own, escaped in zip(block, _escaped(block), strict=False):  # none where one is awkward
                cells[own] = f"{head}{escaped}{tail}"
        if column.whole:
            tall = {own: _lines(own, column.width) for own in texts if len(own) >= column.width and own in cells}
    for value in distinct if len(cells) < len(distinct) else ():
        if value not in cells:
            cells[value], lines = _finished(at, column, value, styles, is_table)
            if lines > 1:
                tall[value] = lines
    return cells, tall


def _all_plain_numbers(texts: Collection[str], width: int) -> bool:
    """Whether each number fits Excel and one line, and none has an exponent."""
    return max(map(len, texts)) < min(width, _MOST_DIGITS) and _PLAIN_NUMBERS.issuperset("".join(texts))


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as XML has them, looked at together; none of them where one may be blank, long, hidden or padded."""
    joined = "|".join(texts)
    awkward = (
        joined.count("|") != len(texts) - 1
        or "||" in joined
        or "_x" in joined
        or " |" in joined
        or "| " in joined
        or joined.strip(" |") != joined
        or not joined
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
