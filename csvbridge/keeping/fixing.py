"""The filled exceptions.xlsx into corrections: the workbook and a memory in, what was taken and what was not out.

Columns are found by their headings, in any order, in any sheet that has them; rows may be sorted, filtered, missing.
A row without an answer is no answer. What is wrong with one row keeps no other row from being taken. Nothing is
corrected by guess: a key that is not of this memory, a cell that has changed since, two answers to one question are
findings, each with its sheet and row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csvbridge.findings import Finding, Place, Rule, finding_at
from csvbridge.keeping.faults import stop_refused, stop_with
from csvbridge.memory import Memory, correction_key
from csvbridge.reading.discover import shown_path
from csvbridge.reading.filled import Filled, read_filled
from csvbridge.reading.refused import Refused
from csvbridge.remembered import Correction, Issued
from csvbridge.reviews.exceptions import ACCEPTED, BLANK, CLOSED, CORRECTED, KEY, NO_CELL
from csvbridge.reviews.words import fit
from csvbridge.rules import fixes as rules
from csvbridge.rules.cells import DATE_UNREADABLE, NUMBER_UNREADABLE
from csvbridge.rules.likeness import WAITING
from csvbridge.values.dates import DAY_FIRST, MONTH_FIRST, parse_date
from csvbridge.values.numbers import is_blank_number, parse_number, parse_percent
from csvbridge.values.text import one_line, strip_hidden

_COLUMNS = (KEY, CORRECTED, ACCEPTED, "Code", "Column")
_SHORTEST_REASON = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A row in which something was filled in."""

    key: str
    corrected: str
    accepted: str
    code: str
    column: str | None
    """As the row shows it; None where the sheet has no such column."""
    place: Place


@dataclass(slots=True)
class Fixed:
    """What became of a workbook."""

    taken: list[Correction] = field(default_factory=list)
    known: int = 0
    """Answers that the memory had already."""
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    """Rows with a key."""


def fix(memory: Memory, path: Path, by: str) -> Fixed:
    """Take the answers of a workbook into the memory.

    Raises:
        Stop: the file cannot be read, or is no such workbook.
    """
    try:
        tables = read_filled(path, {name.casefold() for name in _COLUMNS}.__contains__)
    except Refused as refused:
        stop_refused(path, refused)
    file = shown_path(path)
    fixed = Fixed()
    answers = list(_answers(tables, file, fixed))
    given: dict[str, list[tuple[Answer, Correction]]] = {}
    for answer in answers:
        one = _correction(memory, answer, by, fixed)
        if one is not None:
            given.setdefault(correction_key(one), []).append((answer, one))
    in_force = {correction_key(one): one for one in memory.corrections()}
    for question, own in given.items():
        if len({_said(one) for _, one in own}) > 1:
            rows = ", ".join(str(answer.place.row) for answer, _ in own)
            why = f"rows {rows} answer the same, and otherwise"
            fixed.findings += [_found(rules.TWO_ANSWERS, a, a.corrected or a.accepted, why=why) for a, _ in own]
        elif question in in_force and _said(in_force[question]) == _said(own[0][1]):
            fixed.known += 1
        else:
            fixed.taken.append(own[0][1])
    memory.correct(fixed.taken)
    return fixed


def _said(one: Correction) -> tuple[str | None, str, str]:
    return one.after, one.before, one.reason


# --- rows -------------------------------------------------------------------------------------------------------------


def _answers(tables: Sequence[Filled], file: str, fixed: Fixed) -> Iterator[Answer]:
    """Yield the rows in which something was filled in; raise Stop where no sheet has the columns."""
    found = [(table, at) for table in tables if (at := _heading_row(table)) is not None]
    if not found:
        names = ", ".join(fit(table.name, 60) for table in tables if table.name)
        why = f'no sheet has the columns "{KEY}" and "{ACCEPTED}"' + (f" (sheets: {names})" if names else "")
        stop_with([finding_at(rules.NO_ANSWERS, Place(file, None, None, None), why=why)])
    for table, at in found:
        headings = [_heading(cell) for cell in table.grid.rows[at]]
        places = {name: headings.index(name.casefold()) for name in _COLUMNS if name.casefold() in headings}
        for cells, number in zip(table.grid.rows[at + 1 :], table.grid.numbers[at + 1 :], strict=True):
            told = {name: cells[column] if column < len(cells) else "" for name, column in places.items()}
            key = "".join(told[KEY].split()).casefold()
            corrected, accepted = _filled(told.get(CORRECTED, "")), _filled(told[ACCEPTED])
            if corrected == CORRECTED or accepted == ACCEPTED:
                continue  # the heading row once more: two tables copied together
            fixed.rows += bool(key)
            if corrected or accepted:
                column = told["Column"].strip() if "Column" in told else None
                place = Place(file, table.name, number, CORRECTED if corrected else ACCEPTED)
                yield Answer(key, corrected, accepted, told.get("Code", "").strip(), column, place)


def _filled(cell: str) -> str:
    """Return what a person wrote into a cell."""
    text = cell.strip()
    return "" if text in (CLOSED, NO_CELL) else text


def _heading_row(table: Filled) -> int | None:
    for at, row in enumerate(table.grid.rows):
        if {KEY.casefold(), ACCEPTED.casefold()} <= {_heading(cell) for cell in row}:
            return at
    return None


def _heading(cell: str) -> str:
    return one_line(strip_hidden(cell)).casefold()


# --- one answer -------------------------------------------------------------------------------------------------------


def _correction(memory: Memory, answer: Answer, by: str, fixed: Fixed) -> Correction | None:
    """Return the correction that an answer is; where it is none, say why."""
    found = memory.issued(answer.key) if answer.key else None
    if found is None:
        fixed.findings.append(_without_key(answer))
        return None
    issued = found[0]
    refused = _refused(memory, issued, answer)
    if refused is not None:
        fixed.findings.append(refused)
        return None
    after = None if answer.accepted else ("" if answer.corrected == BLANK else answer.corrected)
    source = f"{issued.file}{f'[{issued.sheet}]' if issued.sheet else ''}:{issued.row}, " if issued.file else ""
    place = answer.place
    return Correction(
        code=issued.code,
        record=issued.record,
        column=issued.column,
        before=issued.before,
        after=after,
        reason=one_line(strip_hidden(answer.accepted)),
        decided_by=by,
        date=dt.date.today().isoformat(),
        source=f"{source}{place.file}{f'[{place.sheet}]' if place.sheet else ''}:{place.row}",
    )


def _without_key(answer: Answer) -> Finding:
    """Say what is wrong with an answer whose key is none of the memory's; a finding about a whole file has none."""
    filled = answer.corrected or answer.accepted
    if answer.key or not answer.code:
        return _found(rules.KEY_EDITED, answer, answer.key, why="not one that this company's runs gave out")
    if answer.corrected:
        return _found(rules.NO_CELL, answer, filled, why="the finding is about a whole file or list")
    why = "this finding is about a whole file or list; accept all of the code, on the sheet By remedy"
    return _found(rules.NOT_ACCEPTABLE, answer, filled, code=answer.code, why=why)


def _refused(memory: Memory, issued: Issued, answer: Answer) -> Finding | None:
    """Return why an answer cannot be taken; None where it can."""
    filled = answer.corrected or answer.accepted
    if (answer.code and answer.code != issued.code) or (answer.column or "") != _shown_column(issued, answer):
        return _found(rules.KEY_EDITED, answer, answer.key, why="that of another row")
    if answer.corrected and answer.accepted:
        return _found(rules.TWO_ANSWERS, answer, filled, why=f'both "{CORRECTED}" and "{ACCEPTED}" are filled in')
    latest = memory.latest_issued(issued.cell)
    if issued.record and latest is not None and latest[0].before != issued.before:
        facts = {"before": fit(issued.before, 80), "now": fit(latest[0].before, 80), "run": fit(latest[1], 60)}
        return _found(rules.ROW_STALE, answer, filled, **facts)
    return _not_acceptable(issued, answer) if answer.accepted else _not_correctable(issued, answer)


def _not_correctable(issued: Issued, answer: Answer) -> Finding | None:
    if not issued.record or not issued.column:
        return _found(rules.NO_CELL, answer, answer.corrected, why="the finding names no cell of a Salesforce export")
    if answer.corrected == issued.before.strip():
        return _found(rules.NOTHING_CHANGED, answer, answer.corrected)
    kind, can_be_read = _READABLE.get(issued.code, ("", None))
    if can_be_read is not None and answer.corrected != BLANK and not can_be_read(answer.corrected):
        return _found(rules.CORRECTION_UNREADABLE, answer, answer.corrected, kind=kind)
    return None


def _is_number(text: str) -> bool:
    """Whether a text is a number under one decimal mark or the other: which one counts, only a run knows."""
    return is_blank_number(text) or any(
        parse_number(text, mark) is not None or parse_percent(text, mark) is not None for mark in ".,"
    )


def _is_date(text: str) -> bool:
    """Whether a text is a date in one order of day and month or another."""
    return any(parse_date(text, order) is not None for order in (MONTH_FIRST, DAY_FIRST))


_READABLE = {NUMBER_UNREADABLE.code: ("number", _is_number), DATE_UNREADABLE.code: ("date", _is_date)}
"""Findings about a cell that cannot be read -> what it should be, and whether a correction is that."""


def _shown_column(issued: Issued, answer: Answer) -> str:
    """Return what the row's own column of headings should show; whatever it shows where the finding names none."""
    shown = answer.column or ""
    return fit(issued.column, 400) if issued.column and answer.column is not None else shown


def _not_acceptable(issued: Issued, answer: Answer) -> Finding | None:
    if len(answer.accepted) < _SHORTEST_REASON:
        why = f'"{answer.accepted}" is no reason that an auditor could read'
    elif issued.open:
        return None
    elif issued.code in WAITING:
        why = "it makes its record wait for a decision about a pair: review/duplicates.xlsx"
    else:
        why = f"it is an {issued.severity}, and holds its record back"
    return _found(rules.NOT_ACCEPTABLE, answer, answer.accepted, code=issued.code, why=why)


def _found(rule: Rule, answer: Answer, value: str, **facts: object) -> Finding:
    return finding_at(rule, answer.place, value, **facts)
