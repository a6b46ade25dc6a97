"""Corrected cells taken as if the export held them.

In: the tables of a run, before anything in them is understood, and the corrections in force. Out: the same tables with
the corrected texts in them, a note on the row of each, a warning where the export holds neither the old value nor the
new one; and which corrections were met. A correction of a record that is in no table says nothing: it is of another
month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csvbridge.correcting.cells import Cells
from csvbridge.findings import Findings, Rule, Severity, shown
from csvbridge.mapping.columns import Table
from csvbridge.remembered import Correction
from csvbridge.rules import fixes

_SHOWN = 200  # characters of a cell that a message repeats; the memory and the input's copy have it whole


def apply_corrections(cells: Cells, corrections: Sequence[Correction], findings: Findings) -> list[Correction]:
    """Put corrected values into the tables, and return the corrections whose cell was met."""
    wanted: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.after is not None and one.record and one.column:
            wanted.setdefault(one.record, []).append(one)
    met: list[Correction] = []
    if not wanted:
        return met
    found = [(table, row_id, one) for table in cells.tables for row_id, one in _rows(cells, table, wanted)]
    for table, row_id, one in found:  # after all rows are found: their hashes are of the cells as they came
        if _correct(cells, table, row_id, one, findings):
            met.append(one)
    return list(dict.fromkeys(met))


def _rows(cells: Cells, table: Table, wanted: dict[str, list[Correction]]) -> Iterator[tuple[int, Correction]]:
    headings = {heading.strip() for heading in table.sheet.headings}
    by_hash = any(
        record.startswith("row ") and any(one.column in headings for one in own) for record, own in wanted.items()
    )
    for row_id, own_id in zip(table.sheet.row_ids, cells.ids(table), strict=True):
        record = f"id {own_id}"
        if not own_id and by_hash:
            record = f"row {cells.row_hash(table, row_id)}"
        for one in wanted.get(record, ()):
            yield row_id, one


def _correct(cells: Cells, table: Table, row_id: int, one: Correction, findings: Findings) -> bool:
    """Correct one cell; return whether the table has it."""
    columns = cells.columns(table, one.column)
    if not columns:
        return False
    held = {column: cells.cell(table, row_id, column) for column in columns}
    at = next((column for column, text in held.items() if text == one.before), None)
    after = one.after or ""
    if at is None:
        now = held[columns[0]]
        rule = fixes.ALREADY_RIGHT if now == after else fixes.NOT_AS_BEFORE
        _note(findings, rule, table, row_id, columns[0], one, now)
        return True
    cells.before[row_id, at] = one.before
    # the trail's cells are the same list, so every finding from here on names the corrected value
    table.sheet.columns[at][row_id - table.sheet.row_ids.start] = after
    _note(findings, fixes.CORRECTED, table, row_id, at, one, after)
    return True


def _note(findings: Findings, rule: Rule, table: Table, row_id: int, column: int, one: Correction, value: str) -> None:
    field = next((name for name, at in table.positions.items() if at == column), None)
    after = shown(one.after, _SHOWN) or ""
    findings.add(
        rule,
        row=row_id,
        field=field,
        value=value,
        if_used=rule.severity is not Severity.NOTE,
        before=shown(one.before, _SHOWN) or "",
        after=after,
        taken=f'"{after}"' if after else "blank",
        by=one.decided_by or "somebody",
        date=one.date,
        code=one.code,
        mark=one.record.partition(" ")[2],
    )
