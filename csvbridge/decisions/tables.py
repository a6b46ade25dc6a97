"""Sheets into answers: rows of text in, what was filled in out, each with its row.

The columns are found by their headings, in any order and any case, wherever the heading row stands; other columns,
rows and sheets do not matter. A row without a decision is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from csvbridge.decisions.answers import Answer, Given, found
from csvbridge.decisions.columns import (
    DECISION,
    FILLED_IN,
    KEY,
    LEFT_ID,
    LEFT_NAME,
    QUICKBOOKS_NAME,
    READ_BACK,
    RIGHT_ID,
    RIGHT_NAME,
    RUN,
    SURVIVOR,
)
from csvbridge.errors import Stop
from csvbridge.findings import Rule, shown
from csvbridge.reading.table import Grid
from csvbridge.rules import answers as rules
from csvbridge.values.text import one_line, strip_hidden

_BY_HEADING = {heading.casefold(): heading for heading in READ_BACK}
_HEADINGS_SHOWN = 300  # characters


class Sheet(NamedTuple):
    """A table as it was read; a text file has no sheet's name."""

    name: str | None
    grid: Grid


def known_heading(cell: str) -> bool:
    """Whether a trimmed, casefolded cell is one of the headings."""
    return cell in _BY_HEADING


def stop(rule: Rule, name: str, **facts: object) -> Stop:
    """Return the stop that a rule is."""
    told = {"name": name, "value": "", **facts}
    return Stop(f"{rule.message.format(**told)} ({rule.code})", rule.fix.format(**told), code=rule.code)


def read_tables(sheets: Sequence[Sheet], file: str, hidden: Sequence[str] = ()) -> Given:
    """Return the answers of every sheet that has decisions and keys.

    Raises:
        Stop: no sheet has, or one has a column twice.
    """
    given = Given(file=file, what="", identified_as="decisions")
    whats = []
    for sheet in sheets:
        at = _heading_row(sheet.grid, (DECISION, KEY))
        if at is None:
            given.run = given.run or _run_of(sheet.grid)
            continue
        before = len(given.tokens)
        _read_sheet(sheet, at, given)
        count = len(given.tokens) - before
        rows = f"{count:,} {'row' if count == 1 else 'rows'}"
        whats.append(f"sheet {sheet.name}, {rows}" if sheet.name else rows)
    if not whats:
        raise _nothing_to_read(sheets, file, hidden)
    given.what = "; ".join(whats)
    return given


def _heading_row(grid: Grid, wanted: Sequence[str]) -> int | None:
    """Return the place of the first row in which all wanted headings stand."""
    needed = {heading.casefold() for heading in wanted}
    return next((at for at, row in enumerate(grid.rows) if needed <= {_heading(cell) for cell in row}), None)


def _heading(cell: str) -> str:
    return one_line(strip_hidden(cell)).casefold() if len(cell) < _HEADINGS_SHOWN else ""


def _run_of(grid: Grid) -> str:
    """Return the run that a sheet of words names."""
    for row in grid.rows:
        filled = [one_line(strip_hidden(cell)) for cell in row if cell.strip()]
        if len(filled) > 1 and filled[0].casefold() == RUN.casefold():
            return filled[1]
    return ""


def _nothing_to_read(sheets: Sequence[Sheet], file: str, hidden: Sequence[str]) -> Stop:
    for sheet in sheets:
        at = _heading_row(sheet.grid, (DECISION, LEFT_NAME))
        if at is not None:
            headings = ", ".join(one_line(strip_hidden(cell)) for cell in sheet.grid.rows[at] if cell.strip())
            name = f"{file}[{sheet.name}]" if sheet.name else file
            return stop(rules.COLUMN_GONE, name, headings=shown(headings, _HEADINGS_SHOWN))
    why = "no sheet has a row with the headings Decision and Key" if len(sheets) > 1 else "no row has the headings "
    why += "" if len(sheets) > 1 else "Decision and Key"
    if hidden:
        why += f"; hidden sheets are not read: {', '.join(hidden)}"
    return stop(rules.NOT_DECISIONS, file, why=why)


def _read_sheet(sheet: Sheet, heading_row: int, given: Given) -> None:
    headings = [_heading(cell) for cell in sheet.grid.rows[heading_row]]
    for heading in READ_BACK:
        count = headings.count(heading.casefold())
        if count > 1:
            name = f"{given.file}[{sheet.name}]" if sheet.name else given.file
            raise stop(rules.COLUMN_TWICE, name, count=count, heading=heading)
    place = {_BY_HEADING[text]: at for at, text in enumerate(headings) if text in _BY_HEADING}
    for cells, number in _rows_below(sheet.grid, heading_row):
        told = {heading: cells[at].strip() if at < len(cells) else "" for heading, at in place.items()}
        _read_row(told, sheet.name, number, given)


def _rows_below(grid: Grid, heading_row: int) -> Iterator[tuple[list[str], int]]:
    yield from zip(grid.rows[heading_row + 1 :], grid.numbers[heading_row + 1 :], strict=True)


def _read_row(told: dict[str, str], sheet: str | None, number: int, given: Given) -> None:
    filled = {heading: told.get(heading, "") for heading in FILLED_IN}
    token = "".join(told.get(KEY, "").split()).casefold()
    if token == KEY.casefold() and filled[DECISION].casefold() == DECISION.casefold():
        return  # the heading row once more: a printed table copied together
    if token:
        given.tokens.append(token)
    answer = Answer(
        token=token,
        word=filled[DECISION],
        survivor=filled[SURVIVOR],
        quickbooks_name=filled[QUICKBOOKS_NAME],
        reason=filled["Reason"],
        decided_by=filled["Decided by"],
        date=filled["Date"],
        left=told.get(LEFT_NAME, ""),
        right=told.get(RIGHT_NAME, ""),
        left_id=told.get(LEFT_ID, ""),
        right_id=told.get(RIGHT_ID, ""),
        file=given.file,
        sheet=sheet,
        row=number,
    )
    if answer.word:
        given.answers.append(answer)
        return
    for column in (SURVIVOR, QUICKBOOKS_NAME):  # who fills down a name or a date has not decided anything by it
        if filled[column]:
            given.findings.append(found(rules.UNDECIDED_ROW, answer, column, filled[column]))
