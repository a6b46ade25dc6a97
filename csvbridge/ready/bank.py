"""Bank transactions in a file for QuickBooks' upload: headings to the letter, three or four columns, an amount a line.

In: a recognised table of bank lines. Out: findings on its headings and lines. Whether a deposit is a credit or a debit
is not decided here: QuickBooks' own pages disagree.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.amounts import ZERO, amounts_of
from csvbridge.rules import bank as rules

_WANTED = {"money_in": "Credit or Debit", "money_out": "Credit or Debit"}
"""What a bank's own word has to become; which of the two is the user's to say."""
_SIDES = (("credit", "debit"), ("money_in", "money_out"))
_SHOWN = 8
_FEW = 5  # lines: fewer may well be deposits alone


def check_bank(table: ReadyTable, findings: Findings) -> None:
    """Check the headings and the lines of a file."""
    _check_headings(table, findings)
    if table.column("amount") is not None:
        _check_zeros(table, "amount", findings)
        _check_signs(table, findings)
        return
    findings.add(rules.MEANING_NOT_AGREED, source=table.source.number)
    for sides in _SIDES:
        if any(table.column(side) is not None for side in sides):
            _check_sides(table, sides, findings)


def _check_headings(table: ReadyTable, findings: Findings) -> None:
    number = table.source.number
    for column in table.present:
        own = table.headings[table.positions[column.name]]
        wanted = _WANTED.get(column.meaning, column.name)
        if own != wanted:
            findings.add(rules.HEADING_NOT_EXACT, source=number, field=column.name, own=own[:60], wanted=wanted)
    known = {*table.positions.values(), *(place for further in table.doubled.values() for place in further)}
    extra = [place for place in range(len(table.headings)) if place not in known]
    if extra:
        named = [table.headings[place].strip()[:40] or f"column {place + 1} without a heading" for place in extra]
        listed = ", ".join(named[:_SHOWN]) + (f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else "")
        findings.add(rules.EXTRA_COLUMNS, source=number, count=len(extra), columns=listed)
    wanted_order = [column.name for column in table.present]
    own_order = sorted(wanted_order, key=lambda name: table.positions[name])
    if own_order != wanted_order:
        own, wanted = ", ".join(own_order), ", ".join(wanted_order)
        findings.add(rules.COLUMN_ORDER, source=number, own=own, wanted=wanted)


def _check_zeros(table: ReadyTable, meaning: str, findings: Findings) -> None:
    for at, value in enumerate(amounts_of(table.cells(meaning) or ())):
        if value == ZERO:
            _tell(table, rules.ZERO, at, meaning, findings)


def _check_signs(table: ReadyTable, findings: Findings) -> None:
    values = [value for value in amounts_of(table.cells("amount") or ()) if value is not None]
    if len(values) >= _FEW and min(values) >= ZERO:
        findings.add(rules.NO_MONEY_OUT, source=table.source.number, count=len(values))


def _check_sides(table: ReadyTable, sides: tuple[str, str], findings: Findings) -> None:
    blank: Sequence[str] = [""] * len(table)
    first, second = (table.cells(side) or blank for side in sides)
    here = sides[0] if table.column(sides[0]) is not None else sides[1]
    for side in sides:
        _check_zeros(table, side, findings)
    pairs = zip(first, second, amounts_of(first), amounts_of(second), strict=True)
    for at, (credit, debit, one, other) in enumerate(pairs):
        if one and other:
            _tell(table, rules.BOTH_FILLED, at, here, findings, credit=credit, debit=debit)
        elif not credit.strip() and not debit.strip():
            _tell(table, rules.NONE_FILLED, at, here, findings)


def _tell(table: ReadyTable, rule: Rule, position: int, meaning: str, findings: Findings, **facts: object) -> None:
    column = table.column(meaning)
    assert column is not None
    table.tell(findings, rule, position, column, **facts)
