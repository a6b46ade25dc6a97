"""The parts of an HTML page: its text in, its tables (cells expanded to columns) and the lines beside them out.

Entities are unescaped once, `<br>` is a line break, a merged cell is written once; what no browser shows (scripts,
comments, the page's title) is no text. A page that is cut, nested too deeply or over the caps is refused.

lxml's parser reads the page and calls `_Page` for each tag. No tree is built, so a large page takes little more memory
than its cells, and entities that a page defines itself are never expanded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from csvbridge.reading.caps import Caps
from csvbridge.reading.refused import Refused
from csvbridge.rules import containers, reading

_DEEPEST = 100  # a report nests ten elements; a stray end tag is looked for through all that are open
_WIDEST, _TALLEST = 1_000, 65_534  # what HTML itself allows a cell to reach over
_END = "csvbridge-end"  # fed after the page: a page whose last tag, comment or table is open swallows it
_UNSEEN = frozenset({"script", "style", "title", "template", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "dd", "dt", "hr", "pre"}
)
_BREAK = "\r"  # stands for <br> inside a cell; the parser turns every other carriage return into a line feed
_AT_BREAK = re.compile(r"[ \t\n]*\r[ \t]*\n[ \t]*|[ \t]*\n[ \t]*\r")
_WRAPPED = re.compile(r"[ \t]*\n[ \t]+")


@dataclass(slots=True)
class HtmlTable:
    """One `<table>` of the page, its cells expanded to columns."""

    rows: list[list[str]] = field(default_factory=list)
    heading_rows: list[int] = field(default_factory=list)
    """Rows whose every cell is a `<th>`."""
    inner: dict[int, list[tuple[int, HtmlTable]]] = field(default_factory=dict)
    """Tables inside a cell, by row, with the column."""
    merged: list[int] = field(default_factory=list)
    """Rows in which a cell begins that reaches over several."""


class Page(NamedTuple):
    """What a page holds."""

    tables: list[HtmlTable]
    """All of them, those inside others too, in the order of the page."""
    items: list[str | HtmlTable]
    """The tables that lie in no other, and the lines of text between them."""
    cell_tags: int


class _State(NamedTuple):
    """What is open around a table that lies in another's cell."""

    table: HtmlTable | None
    row: list[str] | None
    cell: list[str] | None
    below: dict[int, int]
    span: tuple[int, int]
    plain: int


def read_page(text: str, caps: Caps) -> Page:
    """Return the tables of a page; `Refused` when it is cut, nested too deeply or over the caps."""
    page = _Page(caps)
    parser = etree.HTMLParser(target=page, huge_tree=True)  # without it a long comment makes the parser hang
    parser.feed(text)
    parser.feed(f"<{_END}>")
    parser.close()
    if not page.ended:
        raise Refused(containers.HTML_CUT, reason="its last tag, comment or script is never closed")
    return Page(page.tables, page.items, page.cell_tags)


class _Page:
    """What lxml calls while it reads: tables, rows and cells as they open and close."""

    def __init__(self, caps: Caps) -> None:
        self.tables: list[HtmlTable] = []
        self.items: list[str | HtmlTable] = []
        self.cell_tags = 0
        self.ended = False
        self._caps = caps
        self._count = 0
        self._depth = self._unseen = 0
        self._loose: list[str] = []
        self._outer: list[_State] = []
        self._table: HtmlTable | None = None
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._below: dict[int, int] = {}  # column -> rows that a merged cell still covers
        self._span = (1, 1)
        self._plain = 0  # cells of the row that are no <th>

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refused(containers.HTML_TOO_DEEP, limit=_DEEPEST)
        if tag in ("td", "th"):
            self.cell_tags += 1
            self._open_cell(tag, attributes)
        elif tag == "br":
            self._break()
        elif tag == "tr":
            self._end_row()
            self._flush()
            if self._table is not None:
                self._row, self._plain = [], 0
        elif tag == "table":
            self._open_table()
        elif tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._break(soft=True)
        elif tag == _END:
            if self._table is not None:
                raise Refused(containers.HTML_CUT, reason="there is no </table>")
            self._flush()
            self.ended = True

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_table()
        elif tag in _UNSEEN:
            self._unseen -= 1
        elif tag in _BLOCKS:
            self._break(soft=True)

    def data(self, text: str) -> None:
        if self._unseen:
            return
        cell = self._cell
        if cell is not None:
            cell.append(text)
        elif not text.isspace() or self._loose:
            self._loose.append(text)

    def close(self) -> None:
        return None

    def _break(self, soft: bool = False) -> None:
        """A line ends: inside a cell a line break, elsewhere the end of a line of text."""
        if self._cell is None:
            self._flush()
        elif not soft or (self._cell and self._cell[-1] != _BREAK):
            self._cell.append(_BREAK)

    def _flush(self) -> None:
        """Text outside all cells: each line is a row of one cell, where it stands."""
        if not self._loose:
            return
        if self._row is not None:  # text between two cells: it waits for the end of the row
            self._loose.append("\n")
            return
        text = "".join(self._loose)
        self._loose = []
        for line in text.splitlines():
            if line.strip():
                if self._table is None:
                    self.items.append(line.strip())
                else:
                    self._table.rows.append([line.strip()])
                    self._charge(1)

    def _charge(self, cells: int) -> None:
        self._count += cells
        if self._count > self._caps.cells:
            raise Refused(reading.TABLE_TOO_LARGE, cells=self._count, limit=self._caps.cells)

    def _open_table(self) -> None:
        if self._cell is None:
            self._end_row()
            self._flush()
            if self._table is not None:  # between two rows, where none belongs: a row of its own holds it
                self._row = []
        inner = HtmlTable()
        self.tables.append(inner)
        if self._table is None:
            self.items.append(inner)
        else:
            column = len(self._row or [])
            self._table.inner.setdefault(len(self._table.rows), []).append((column, inner))
        state = _State(self._table, self._row, self._cell, self._below, self._span, self._plain)
        self._outer.append(state)
        self._table, self._row, self._cell, self._below, self._span = inner, None, None, {}, (1, 1)

    def _end_table(self) -> None:
        if self._table is None:
            return
        self._end_row()
        self._flush()
        self._table, self._row, self._cell, self._below, self._span, self._plain = self._outer.pop()

    def _open_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._end_cell()
        if self._table is None:
            return
        if self._row is None:
            self._flush()
            self._row, self._plain = [], 0
        if self._below:
            self._cover(self._row)
        self._cell = []
        self._plain += tag == "td"
        if attributes:
            self._span = (_span(attributes.get("colspan"), _WIDEST), _span(attributes.get("rowspan"), _TALLEST))

    def _end_cell(self) -> None:
        parts, row = self._cell, self._row
        if parts is None or row is None:
            return
        self._cell = None
        text = parts[0] if len(parts) == 1 else "".join(parts)
        if "\n" in text or _BREAK in text:
            text = _unwrapped(text)
        if text.isspace():  # &nbsp; alone is how a blank cell is written
            text = ""
        row.append(text)
        if self._span != (1, 1):
            self._spread(row)

    def _spread(self, row: list[str]) -> None:
        """Leave blank what the last cell of the row reaches over, to the right and in the rows below."""
        column = len(row) - 1
        wide, tall = self._span
        self._span = (1, 1)
        row.extend([""] * (wide - 1))
        self._charge(wide)
        if tall > 1 and self._table is not None:
            self._below.update(dict.fromkeys(range(column, column + wide), tall))
            self._table.merged.append(len(self._table.rows))

    def _cover(self, row: list[str]) -> None:
        """Leave blank what merged cells of the rows above reach over."""
        while self._below.get(len(row)):
            row.append("")

    def _end_row(self) -> None:
        if self._cell is not None:
            self._end_cell()
        if self._row is None or self._table is None:
            return
        row, self._row = self._row, None
        if self._below:
            self._cover(row)
            self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        if row and not self._plain and len(self._table.rows) not in self._table.inner:
            self._table.heading_rows.append(len(self._table.rows))
        self._table.rows.append(row)
        self._charge(len(row) + 1)
        self._flush()


def _span(written: str | None, most: int) -> int:
    """Return how many columns or rows a cell reaches over; what is no number is 1, as in browsers."""
    digits = (written or "").strip()
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return min(max(int(digits[:6]), 1), most)


def _unwrapped(text: str) -> str:
    """Return a cell's text with `<br>` as a line feed, and without the line ends that only wrap the source.

    A line feed that is followed by an indent, or stands at either end, only lays out the source, as a browser knows
    it; a bare one is kept, since it may be the record's own.
    """
    if "\n" in text:
        text = _WRAPPED.sub(" ", _AT_BREAK.sub(_BREAK, text.strip(" \t\n")))
    return text.strip(_BREAK).replace(_BREAK, "\n")
