"""HTML pages into a `Grid`: Salesforce's `.xls` that is a table (details only), and the Classic printable view.

In: the decoded text of a page. Out: the rows of its one data table, with the lines of text above it as rows of one
cell, as a text file would have them, and what stands below it, Salesforce's footer told from the rest. A page with two
data tables, or with none, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from csvbridge.reading.caps import Caps
from csvbridge.reading.footer import footer_rows
from csvbridge.reading.header import filled_count, find_header, known_count
from csvbridge.reading.htmlpage import HtmlTable, read_page
from csvbridge.reading.refused import Refused
from csvbridge.reading.sniff import LOGIN_WORDS
from csvbridge.reading.table import Grid
from csvbridge.rules import containers, reading

Known = Callable[[str], bool]

_ESCAPED_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_SAMPLE = 80  # characters of a cell or a list of headings that a message repeats


@dataclass(slots=True)
class HtmlGrid:
    """What a page holds: its table, the lines that are no part of it, and what a person should know."""

    grid: Grid
    footer: list[str] = field(default_factory=list)
    """Lines of Salesforce's footer, where it stands below the table and not in it."""
    beside: list[str] = field(default_factory=list)
    """Lines above that footer, or below the table where there is none."""
    merged: list[int] = field(default_factory=list)
    """Physical rows in which a cell begins that reaches over several rows."""
    escaped_twice: int = 0
    escaped_sample: tuple[int, str] = (0, "")
    """The first cell that still holds an escape: its row and text."""
    hidden_cells: int = 0


def read_html(text: str, known: Known | None, caps: Caps) -> HtmlGrid:
    """Return the one data table of a page; `Refused` when it is cut, has several or none, or is over the caps."""
    page = read_page(text, caps)
    chosen = _choose(page.tables, known)
    if chosen is None:
        kind = "a login page" if LOGIN_WORDS.search(text[: 1 << 18]) else "a web page without a table of records"
        raise Refused(reading.WEB_PAGE, kind=kind)
    above: list[list[str]] = []
    below: list[list[str]] = []
    _around(page.items, chosen, above, below)
    _fold_inner(chosen)
    rows = [*above, *chosen.rows]
    head = _head(rows, [len(above) + row for row in chosen.heading_rows], known)
    is_first = not any(filled_count(row) for row in rows[:head])
    numbers = [max(0, index - head + 1) for index in range(len(rows))]  # the header is row 1 (contract.md §3)
    lower = text.lower()
    cells = lower.count("<td") + lower.count("<th") - lower.count("<thead")
    found = HtmlGrid(Grid(rows, numbers, is_first), hidden_cells=max(0, cells - page.cell_tags))
    footer = footer_rows(below, 0, len(below), columns=2)  # no line below the table can be a record
    end = footer[0] if footer else len(below)
    found.beside = [line for line in map(_line, below[:end]) if line]
    found.footer = [line for line in map(_line, below[end:]) if line]
    found.merged = [numbers[len(above) + row] for row in chosen.merged]
    _find_escapes(text, found)
    return found


# --- which table, and what stands around it ---


def _choose(tables: list[HtmlTable], known: Known | None) -> HtmlTable | None:
    """Return the table that holds the records; `Refused` where two could."""
    filled = [table for table in tables if any(map(filled_count, table.rows))]
    if known is None:
        likely = [(table, _headings(table, 0)) for table in filled if len(table.rows) > 1 and len(table.rows[0]) > 1]
    else:
        heads = [(table, find_header(table.rows, known)) for table in filled]
        found = [(table, head) for table, head in heads if head is not None]
        strong = [(table, head) for table, head in found if known_count(table.rows[head], known) > 1]
        likely = [(table, _headings(table, head)) for table, head in strong or found]
    if len(likely) > 1:
        raise Refused(containers.HTML_SEVERAL_TABLES, count=len(likely), first=likely[0][1], second=likely[1][1])
    if likely:
        return likely[0][0]
    largest = max(filled, key=lambda table: sum(map(filled_count, table.rows)), default=None)
    is_table = largest is not None and (largest.heading_rows or (len(largest.rows) > 1 and _width(largest) > 1))
    return largest if is_table else None


def _width(table: HtmlTable) -> int:
    return max(map(filled_count, table.rows), default=0)


def _headings(table: HtmlTable, head: int) -> str:
    text = ", ".join(cell.strip() for cell in table.rows[head] if cell.strip())
    return text if len(text) <= _SAMPLE else f"{text[:_SAMPLE]}…"


def _holds(table: HtmlTable, chosen: HtmlTable) -> bool:
    return table is chosen or any(_holds(inner, chosen) for row in table.inner.values() for _, inner in row)


def _around(items: list[str | HtmlTable], chosen: HtmlTable, above: list[list[str]], below: list[list[str]]) -> None:
    """Share out all that is not the chosen table into the rows above and below it, in the order of the page."""
    into = above
    for item in items:
        if isinstance(item, str):
            into.append([item])
        elif _holds(item, chosen):
            if item is not chosen:
                _around_inside(item, chosen, above, below)
            into = below
        else:
            _fold_inner(item)
            into.extend(item.rows)


def _around_inside(table: HtmlTable, chosen: HtmlTable, above: list[list[str]], below: list[list[str]]) -> None:
    """As `_around`, for the table that only lays out the page and has the chosen one in a cell."""
    into = above
    for index, row in enumerate(table.rows):
        if filled_count(row):
            into.append(row)
        inside: list[str | HtmlTable] = [inner for _, inner in table.inner.get(index, ())]
        if any(_holds(inner, chosen) for inner in inside if isinstance(inner, HtmlTable)):
            _around(inside, chosen, above, below)
            into = below
        else:
            for inner in inside:
                if isinstance(inner, HtmlTable):
                    _fold_inner(inner)
                    into.extend(inner.rows)


def _fold_inner(table: HtmlTable) -> None:
    """Write the text of a table inside a cell into that cell, so that nothing of it is lost."""
    for index, tables in table.inner.items():
        for column, inner in tables:
            _fold_inner(inner)
            row = table.rows[index]
            row.extend([""] * (column + 1 - len(row)))
            lines = [line for line in map(_line, inner.rows) if line]
            row[column] = "\n".join([*([row[column]] if row[column] else []), *lines])
    table.inner = {}


def _line(row: list[str]) -> str:
    return " ".join(cell.strip() for cell in row if cell.strip())


def _head(rows: list[list[str]], marked: list[int], known: Known | None) -> int:
    """Return the row of the headings: by their words, else the first that is marked as headings, else the first."""
    if known is not None:
        found = find_header(rows, known)
        if found is not None:
            return found
    filled = [index for index in marked if filled_count(rows[index])]
    return filled[0] if filled else next((index for index, row in enumerate(rows) if filled_count(row)), 0)


def _find_escapes(text: str, found: HtmlGrid) -> None:
    found.escaped_twice = sum(1 for _ in _ESCAPED_TWICE.finditer(text))
    if found.escaped_twice:
        cells = ((n, cell) for n, row in zip(found.grid.numbers, found.grid.rows, strict=True) for cell in row)
        found.escaped_sample = next(((n, cell[:_SAMPLE]) for n, cell in cells if ESCAPED.search(cell)), (0, ""))
