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
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

Cell = tuple[str, str] | None
"""(kind, text): kind `n` is a number as Excel stores it, `s` is text; None is a blank cell."""

_LINE_HEIGHT = 15  # points of a line of text, Excel's default row
_STYLE = re.compile(r'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?')


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows to be put where pattern rows stand: `rows(styles)` yields them, given each pattern row's style numbers."""

    first_row: int
    patterns: int
    rows: Callable[[Sequence[Sequence[str]]], Iterable[str]]


def poured(sheet: str, stream: Stream) -> str:
    """Return a worksheet's XML with the stream's rows in place of its pattern rows."""
    if not stream.patterns:
        head, end, tail = sheet.partition("</sheetData>")
        return "".join([head, *stream.rows([]), end, tail])
    start = sheet.index(f'<row r="{stream.first_row}"')
    last = sheet.index(f'<row r="{stream.first_row + stream.patterns - 1}"')
    stop = sheet.index("</row>", last) + len("</row>")
    patterns = sheet[start:stop].split("</row>")[: stream.patterns]
    styles = [_STYLE.findall(pattern) for pattern in patterns]
    return "".join([sheet[:start], *stream.rows(styles), sheet[stop:]])


@lru_cache(maxsize=1024)
def _letter(column: int) -> str:
    return get_column_letter(column)


def row_xml(number: int, cells: Sequence[Cell], styles: Sequence[str] = (), lines: int = 1) -> str:
    """Return one row, as high as `lines` of text; `styles` are style numbers by column, blank for the default style."""
    height = f' ht="{lines * _LINE_HEIGHT}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(_cells(number, cells, styles))}</row>'


def _cells(number: int, cells: Sequence[Cell], styles: Sequence[str]) -> Iterator[str]:
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        kind, text = cell
        style = f' s="{styles[position]}"' if styles and styles[position] else ""
        place = f'<c r="{_letter(position + 1)}{number}"{style}'
        if kind == "n":
            yield f'{place} t="n"><v>{text}</v></c>'
        else:
            keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
            safe = escape(text) if "&" in text or "<" in text or ">" in text else text
            yield f'{place} t="inlineStr"><is><t{keep}>{safe}</t></is></c>'
