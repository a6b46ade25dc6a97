"""The rows of a worksheet as XML text: the one part of a workbook that openpyxl writes too slowly.

In: values, and the style numbers that openpyxl gave to one pattern row. Out: `<row>` elements in the form that openpyxl
writes (ECMA-376 part 1, 18.3.1). openpyxl makes everything else; tests/contracts reads the result back with three
readers. Ten times as quick, a cell at a time, over a hundred thousand rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import chain, count

from openpyxl.utils import get_column_letter

Cell = tuple[str, str] | None
"""(kind, text): kind `n` is a number as Excel stores it, `s` is text; None is a blank cell."""

_NUMBER = "\0"  # stands for a row's number until the row is joined; XML cannot hold it, so no text does
LINE_HEIGHT = 15
"""Points of a line of text: Excel's default row."""
_STYLE = re.compile(r'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?')


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows to be put where pattern rows stand: `rows(styles)` yields them, given each pattern row's style numbers."""

    first_row: int
    patterns: int
    rows: Callable[[Sequence[Sequence[str]]], Iterable[str]]


def poured(sheet: str, stream: Stream) -> bytes:
    """Return a worksheet's XML with the stream's rows in place of its pattern rows."""
    if not stream.patterns:
        head, end, tail = sheet.partition("</sheetData>")
        return _joined([head], stream.rows([]), [end, tail])
    start = sheet.index(f'<row r="{stream.first_row}"')
    last = sheet.index(f'<row r="{stream.first_row + stream.patterns - 1}"')
    stop = sheet.index("</row>", last) + len("</row>")
    patterns = sheet[start:stop].split("</row>")[: stream.patterns]
    styles = [_STYLE.findall(pattern) for pattern in patterns]
    return _joined([sheet[:start]], stream.rows(styles), [sheet[stop:]])


def _joined(*texts: Iterable[str]) -> bytes:
    """Return texts in UTF-8; encoded before they are joined, for one letter of Asia would make all of them wide."""
    return b"".join(map(str.encode, chain.from_iterable(texts)))


@lru_cache(maxsize=1024)
def _letter(column: int) -> str:
    return get_column_letter(column)


def rows_xml(first: int, columns: Sequence[Sequence[str]], lines: Iterable[int]) -> Iterator[str]:
    """Yield rows, numbered from `first`, of columns of cells as `cell_xml` gives them.

    `lines` tells how many lines of text each row is high.
    """
    for number, high, cells in zip(count(first), lines, zip(*columns, strict=True), strict=False):
        height = f' ht="{high * LINE_HEIGHT}" customHeight="1"' if high > 1 else ""
        yield f'<row r="{_NUMBER}"{height}>{"".join(cells)}</row>'.replace(_NUMBER, str(number))


def blank_xml(position: int, style: str) -> str:
    """Return a blank cell that carries a style, as `cell_xml` does."""
    return f'<c r="{_letter(position)}{_NUMBER}" s="{style}"/>'


def cell_xml(position: int, cell: Cell, style: str = "") -> str:
    """Return a cell of the column at `position`, from 1, but for its row's number; blank for a blank cell.

    `style` is a style's number.
    """
    if cell is None:
        return ""
    kind, text = cell
    start = f'<c r="{_letter(position)}{_NUMBER}"' + (f' s="{style}"' if style else "")
    if kind == "n":
        return f'{start} t="n"><v>{text}</v></c>'
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'{start} t="inlineStr"><is><t{keep}>{escape(text, quote=False)}</t></is></c>'
