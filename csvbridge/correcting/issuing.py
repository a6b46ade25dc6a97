"""Findings that people can answer, each with its key; and which of them somebody has accepted.

In: the findings of a run, in the order in which they are listed, and the cells that they are about. Out: for each what
`fix` must know of it, and which are settled. An error is never settled by accepting it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csvbridge.correcting.cells import Cells
from csvbridge.findings import Finding, Rule, Severity, Stored
from csvbridge.lazy import Made
from csvbridge.remembered import Correction, Issued
from csvbridge.rules.likeness import WAITING
from csvbridge.trail import Trail


def can_be_accepted(rule: Rule) -> bool:
    """Return whether a finding of this kind can be accepted: a warning whose record is written all the same."""
    return rule.severity is Severity.WARNING and rule.code not in WAITING


def issue(findings: Iterable[Stored], listed: Sequence[Finding], cells: Cells, trail: Trail) -> Sequence[Issued | None]:
    """Return what can be answered about each finding; None for a note and for what is about no row of an export.

    Each is made when it is read: a run can have a million warnings, and a person reads fifty thousand at most.
    """
    stored = list(findings)
    return Made(len(stored), lambda at: _issued(stored[at], listed[at], cells, trail))


def issued_rule(rule: Rule) -> Issued:
    """Return what can be answered about all findings of a code."""
    return Issued(code=rule.code, severity=rule.severity.value, open=can_be_accepted(rule))


def _issued(stored: Stored, found: Finding, cells: Cells, trail: Trail) -> Issued | None:
    if stored.row_id is None or stored.rule.severity is Severity.NOTE:
        return None
    table = cells.table(trail.source(stored.row_id))
    if table is None:
        return None
    place = table.positions.get(stored.field or "")
    if place is None and found.column:
        place = next(iter(cells.columns(table, found.column)), None)
    heading = table.sheet.headings[place].strip() if place is not None else ""
    return Issued(
        code=stored.rule.code,
        severity=stored.rule.severity.value,
        record=cells.record(table, stored.row_id),
        column=heading,
        before=cells.cell(table, stored.row_id, place) if place is not None and heading else "",
        file=found.file or "",
        sheet=found.sheet or "",
        row=found.row or 0,
        open=can_be_accepted(stored.rule),
    )


def accepted_rules(corrections: Iterable[Correction]) -> dict[str, str]:
    """Return the codes that somebody accepted as a whole, each with the reason, and who gave it."""
    return {one.code: f"{one.reason} ({_who(one)})" for one in corrections if one.after is None and not one.record}


def settled(
    listed: Sequence[Finding], issued: Sequence[Issued | None], corrections: Iterable[Correction]
) -> dict[int, Correction]:
    """Return the places of the findings that somebody accepted as they are, each with the acceptance."""
    accepted = {
        (one.code, one.record, one.column, one.before): one for one in corrections if one.after is None and one.record
    }
    codes = {code for code, *_ in accepted}
    found: dict[int, Correction] = {}
    for at in range(len(issued)):
        one = issued[at] if listed[at].code in codes else None
        if one is not None and one.open:
            answer = accepted.get((one.code, one.record, one.column, one.before))
            if answer is not None:
                found[at] = answer
    return found


def _who(one: Correction) -> str:
    return ", ".join(part for part in (one.decided_by, one.date) if part) or "nobody named"
