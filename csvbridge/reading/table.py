"""Rows into a `Sheet`: headings found, furniture set aside in the trail, records registered.

In: the rows of a text file or worksheet with their physical numbers. Out: one `Sheet`, column by column;
every other row (title, heading, blank, total, footer) is in the trail as skipped, with its reason. No cell is
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from csvbridge.findings import Findings
from csvbridge.reading.footer import footer_rows, footer_text
from csvbridge.reading.formatted import Body, find_aggregates, finish, stated_count
from csvbridge.reading.grid import Grid
from csvbridge.reading.header import find_header, first_below, known_count
from csvbridge.reading.layouts import bears_marks, refuse_headings_far_down, refuse_other_layouts, row_of_sums
from csvbridge.reading.preamble import preamble_end, read_preamble
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.totals import is_quickbooks_report, total_rows
from csvbridge.rules import reading as rules
from csvbridge.trail import Source, Trail

__all__ = ["Grid", "lay_out"]

HEADER, REPEATED, TITLE, FOOTER, BLANK = "header", "heading row repeated", "title", "footer", "blank line"
_BLOCK = 500  # rows turned into columns at once
_RECORD_TEXT = 80  # characters of a row set aside that the trail repeats


def lay_out(grid: Grid, source: Source, trail: Trail, findings: Findings, known: Callable[[str], bool] | None) -> Sheet:
    """Return the grid as a `Sheet`; `Refused` when it holds no table of records that can be told from the rest.

    A record that has fewer cells than the headings, or filled cells beyond them, is an error on its row; only
    the short group rows of a QuickBooks report (title rows above its headings) are not.
    """
    firsts = [row[0] if row else "" for row in grid.rows]
    aside = _blank_rows(grid.rows, firsts)
    top = preamble_end(grid.rows)
    head = _header_index(grid, aside, known, top)
    footer = _set_furniture_aside(grid.rows, firsts, head, aside)
    headings = grid.rows[head]
    heads = [index for index, why in aside.items() if why in (HEADER, REPEATED)]
    titled = bool(top) or (bool(footer) and not grid.is_text)
    body = Body(grid.rows, grid.numbers, sorted(heads), titled, bears_marks(grid.rows, head, grid.is_text), known)
    is_report = any(index not in aside or aside[index] == TITLE for index in range(head))
    if body.marked or not (grid.is_text or (is_report and is_quickbooks_report(grid.rows, head))):
        find_aggregates(body, aside)
    elif is_report:
        footer += _set_totals_aside(grid.rows, head, aside)
    kept = [index for index in range(head + 1, len(grid.rows)) if index not in aside]
    if not grid.is_text:
        refuse_other_layouts(grid, body, kept, known)
    for index in sorted(aside):
        trail.set_aside(source, grid.numbers[index], _brief(grid.rows[index]), aside[index])
    if len(kept) == len(grid.rows) - head - 1:  # nothing but records below the headings, as in nearly every file
        rows, numbers = grid.rows[head + 1 :], grid.numbers[head + 1 :]
    else:
        rows = [grid.rows[index] for index in kept]
        numbers = [grid.numbers[index] for index in kept]
    ids = trail.add_rows(source, numbers)
    source.rows = len(ids)
    if not rows:
        findings.add(rules.NO_RECORDS, source=source.number)
    _fit(rows, ids, headings, findings, short_is_fault=not is_report)
    columns = _by_column(rows, len(headings))
    sheet = Sheet(source=source, headings=headings, columns=columns, row_ids=ids, typed_numbers=grid.typed_numbers)
    sheet.dates, sheet.merged = grid.dates, grid.merged
    sheet.footer = [footer_text(grid.rows[index]) for index in footer]
    if body.marked or body.aggregates:
        finish(body, sheet, kept, findings)
        sheet.preamble = replace(read_preamble(grid.rows[:head]), record_count=stated_count(body))
    return _without_blank_columns(sheet)


def _by_column(rows: list[list[str]], width: int) -> list[list[str]]:
    """Turn rows into columns, a block at a time: memory is read in the order in which it was written.

    In a column that repeats its texts equal ones become one: less memory, in which everything is found sooner.
    """
    columns: list[list[str]] = [[] for _ in range(width)]
    kept: list[dict[str, str] | None] = [{} if _repeats(cells) else None for cells in zip(*rows[:_BLOCK], strict=True)]
    for start in range(0, len(rows), _BLOCK):
        for column, cells, own in zip(columns, zip(*rows[start : start + _BLOCK], strict=True), kept, strict=True):
            column.extend(cells if own is None or not any(cells) else map(own.setdefault, cells, cells))
    return columns


def _repeats(cells: Sequence[str]) -> bool:
    return len(set(cells)) * 2 <= len(cells)


def _blank_rows(rows: Sequence[Sequence[str]], firsts: Sequence[str]) -> dict[int, str]:
    # the first cell of nearly every record is filled, so the second test is rare
    suspects = [i for i, first in enumerate(firsts) if not first or first.isspace()]
    return {i: BLANK for i in suspects if not any(map(str.strip, rows[i]))}


def _header_index(grid: Grid, blank: dict[int, str], known: Callable[[str], bool] | None, top: int) -> int:
    """Return the heading row; `top` is the end of a formatted report's title block."""
    first = next((index for index in range(top, len(grid.rows)) if index not in blank), None)
    if first is None:
        raise Refused(rules.FILE_BLANK)
    if known is None and not top:
        return first
    if known is not None and grid.is_text and not top and known_count(grid.rows[first], known):
        return first
    head = find_header(grid.rows, known, top) if known is not None else None
    if head is None and top:
        head = first_below(grid.rows, top)
    if head is None and not grid.is_text:
        head = row_of_sums(grid.rows)
    if head is None and known is not None:
        refuse_headings_far_down(grid, known)
    return first if head is None else head


def _is_marked(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is the headings behind a byte order mark."""
    return bool(row) and row[0].startswith("\ufeff") and [row[0].lstrip("\ufeff"), *row[1:]] == [*headings]


def _repeated(rows: Sequence[Sequence[str]], firsts: Sequence[str], head: int) -> list[int]:
    """Return the rows below the headings that are the headings again: exports that were copied behind one another."""
    own = rows[head]
    again = [i for i in range(head + 1, len(rows)) if rows[i] == own] if rows.count(own) > 1 else []
    # the mark stands before the headings of every file but the first
    marked = range(head + 1, len(rows)) if "\ufeff" in "".join(firsts) else ()
    return sorted([*again, *(i for i in marked if _is_marked(rows[i], own))])


def _set_furniture_aside(
    rows: Sequence[Sequence[str]], firsts: Sequence[str], head: int, aside: dict[int, str]
) -> list[int]:
    """Add every row that is no record to `aside`, which has the blank ones; return the footer's rows.

    `firsts` are the rows' first cells, blank where there is none.

    Each part below a repeated heading row, where exports were pasted under one another, may have its own
    footer.
    """
    for index in range(head):
        aside.setdefault(index, TITLE)
    aside[head] = HEADER
    heads = [head, *_repeated(rows, firsts, head)]
    aside.update(dict.fromkeys(heads[1:], REPEATED))
    footer: list[int] = []
    for above, below in zip(heads, [*heads[1:], len(rows)], strict=True):
        footer += footer_rows(rows, above + 1, below, _named(rows[head]))
    aside.update(dict.fromkeys(footer, FOOTER))
    return sorted(footer)


def _set_totals_aside(rows: Sequence[Sequence[str]], head: int, aside: dict[int, str]) -> list[int]:
    """Add the totals and the time stamp of a QuickBooks report to `aside`; return the stamp's row."""
    totals = {i: why for i, why in total_rows(rows, head + 1).items() if i not in aside}
    aside.update(totals)
    return [index for index, why in totals.items() if why == FOOTER]


def _named(headings: Sequence[str]) -> int:
    """Return how many headings there are, without the blank ones at the end, which are Excel's padding."""
    return max((place for place, heading in enumerate(headings, 1) if heading.strip()), default=0)


def _fit(rows: list[list[str]], ids: range, headings: list[str], findings: Findings, *, short_is_fault: bool) -> None:
    """Give every row as many cells as the heading row has, and say where that does not fit."""
    width, named = len(headings), _named(headings)
    if set(map(len, rows)) <= {width}:
        return
    for row, row_id in zip(rows, ids, strict=True):
        count = len(row)
        if count < named and short_is_fault:
            findings.add(rules.RECORD_SHORT, row=row_id, if_used=True, count=count, width=named)
        beyond = [cell for cell in row[width:] if cell.strip()]
        if beyond:
            cells = ", ".join(beyond)
            findings.add(rules.RECORD_LONG, row=row_id, if_used=True, value=cells, count=count, width=named)
        row[width:] = [""] * (width - count)


def _without_blank_columns(sheet: Sheet) -> Sheet:
    """Drop the columns that have neither a heading nor a filled cell: margins, merged cells, Excel's padding."""
    kept = [
        place
        for place, heading in enumerate(sheet.headings)
        if heading.strip() or any(map(str.strip, sheet.columns[place]))
    ]
    if len(kept) < len(sheet.headings):
        sheet.filled = {new: sheet.filled[old] for new, old in enumerate(kept) if old in sheet.filled}
        sheet.dates = {new: sheet.dates[old] for new, old in enumerate(kept) if old in sheet.dates}
        sheet.headings = [sheet.headings[place] for place in kept]
        sheet.columns = [sheet.columns[place] for place in kept]
    return sheet


def _brief(row: Sequence[str]) -> str:
    return brief(", ".join(cell.strip() for cell in row if cell.strip()))


def brief(text: str) -> str:
    """Return the text of a row set aside as the trail repeats it."""
    return text if len(text) <= _RECORD_TEXT else f"{text[:_RECORD_TEXT]}…"
