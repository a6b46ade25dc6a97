"""Rows into a `Sheet`: headings found, furniture set aside in the trail, records registered.

In: the rows of a text file or worksheet with their physical numbers. Out: one `Sheet`, column by column;
every other row (title, heading, blank, total, footer) is in the trail as skipped, with its reason. No cell is
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csvbridge.findings import Findings
from csvbridge.reading.footer import footer_rows, footer_text
from csvbridge.reading.header import find_header, known_count
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.totals import total_rows
from csvbridge.rules import reading as rules
from csvbridge.trail import Source, Trail

HEADER, REPEATED, TITLE, FOOTER, BLANK = "header", "heading row repeated", "title", "footer", "blank line"
_RECORD_TEXT = 80  # characters of a row set aside that the trail repeats


@dataclass(slots=True)
class Grid:
    """A table as it was parsed: all its rows, in order, and the physical number of each."""

    rows: list[list[str]]
    numbers: list[int]
    is_text: bool
    """In a text file the first row is the heading row unless it holds no known heading at all."""


def lay_out(grid: Grid, source: Source, trail: Trail, findings: Findings, known: Callable[[str], bool] | None) -> Sheet:
    """Return the grid as a `Sheet`; `Refused` when it holds nothing but blanks.

    A record that has fewer cells than the headings, or filled cells beyond them, is an error on its row; only
    the short group rows of a QuickBooks report (title rows above its headings) are not.
    """
    aside = _blank_rows(grid.rows)
    head = _header_index(grid, aside, known)
    is_report = any(index not in aside for index in range(head))
    footer = _set_furniture_aside(grid.rows, head, is_report, aside)
    for index in sorted(aside):
        trail.set_aside(source, grid.numbers[index], _brief(grid.rows[index]), aside[index])
    kept = [index for index in range(head + 1, len(grid.rows)) if index not in aside]
    rows = [grid.rows[index] for index in kept]
    ids = trail.add_rows(source, [grid.numbers[index] for index in kept])
    source.rows = len(ids)
    if not rows:
        findings.add(rules.NO_RECORDS, source=source.number)
    headings = grid.rows[head]
    _fit(rows, ids, headings, findings, short_is_fault=not is_report)
    columns = [list(cells) for cells in zip(*rows, strict=True)] if rows else [[] for _ in headings]
    sheet = Sheet(source=source, headings=headings, columns=columns, row_ids=ids)
    sheet.footer = [footer_text(grid.rows[index]) for index in footer]
    return _without_blank_columns(sheet)


def _blank_rows(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    # the first cell of nearly every record is filled, so the second test is rare
    blank = (i for i, row in enumerate(rows) if not row or (not row[0].strip() and not any(map(str.strip, row))))
    return dict.fromkeys(blank, BLANK)


def _header_index(grid: Grid, blank: dict[int, str], known: Callable[[str], bool] | None) -> int:
    first = next((index for index in range(len(grid.rows)) if index not in blank), None)
    if first is None:
        raise Refused(rules.FILE_BLANK)
    if known is None or (grid.is_text and known_count(grid.rows[first], known)):
        return first
    found = find_header(grid.rows, known)
    return first if found is None else found


def _set_furniture_aside(rows: Sequence[Sequence[str]], head: int, is_report: bool, aside: dict[int, str]) -> list[int]:
    """Add every row that is no record to `aside`, which has the blank ones; return the footer's rows.

    Each part below a repeated heading row, where exports were pasted under one another, may have its own
    footer.
    """
    for index in range(head):
        aside.setdefault(index, TITLE)
    aside[head] = HEADER
    heads = [head, *(i for i in range(head + 1, len(rows)) if rows[i] == rows[head])]
    aside.update(dict.fromkeys(heads[1:], REPEATED))
    footer: list[int] = []
    for above, below in zip(heads, [*heads[1:], len(rows)], strict=True):
        footer += footer_rows(rows, above + 1, below, _named(rows[head]))
    aside.update(dict.fromkeys(footer, FOOTER))
    if is_report:
        totals = {i: why for i, why in total_rows(rows, head + 1).items() if i not in aside}
        aside.update(totals)
        footer += [index for index, why in totals.items() if why == FOOTER]
    return sorted(footer)


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
    """Drop the columns that have neither a heading nor a filled cell: the padding that Excel leaves."""
    blank = {
        place
        for place, heading in enumerate(sheet.headings)
        if not heading.strip() and not any(map(str.strip, sheet.columns[place]))
    }
    if blank:
        sheet.headings = [text for place, text in enumerate(sheet.headings) if place not in blank]
        sheet.columns = [cells for place, cells in enumerate(sheet.columns) if place not in blank]
    return sheet


def _brief(row: Sequence[str]) -> str:
    return brief(", ".join(cell.strip() for cell in row if cell.strip()))


def brief(text: str) -> str:
    """Return the text of a row set aside as the trail repeats it."""
    return text if len(text) <= _RECORD_TEXT else f"{text[:_RECORD_TEXT]}…"
