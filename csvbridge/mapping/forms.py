"""Decide how a file writes numbers and dates: its decimal mark, and the order of day and month of each column.

In: a table. Out: the mark and the orders, each with its evidence in a note; what stays unclear is a question, never a
guess. A column is decided as a whole, with the file's own hints where it is unclear alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.profile import Profile
from csvbridge.rules import cells
from csvbridge.values import dates, numbers

_NUMERIC = ("money", "decimal", "percent")


def _texts(table: Table, kinds: Sequence[str]) -> dict[str, list[str]]:
    return {
        column.field: table.sheet.columns[table.positions[column.field]]
        for column in table.export.columns
        if column.kind in kinds and column.field in table.positions
    }


def decimal_mark(table: Table, profile: Profile, findings: Findings) -> str:
    """Decide the decimal mark from all numeric columns of the file together; an unclear one is a question."""
    if table.api_named or table.export.system == "quickbooks":
        return "."
    typed = table.sheet.typed_numbers
    if profile.salesforce.decimal_mark != "auto" and not typed:
        return profile.salesforce.decimal_mark
    distinct = dict.fromkeys(chain.from_iterable(_texts(table, _NUMERIC).values()))
    decision = numbers.decide_mark(distinct)
    if typed and decision.status in ("either", "ambiguous"):  # typed cells are written with a point
        return "."
    if decision.mark is None or (typed and decision.mark == ","):
        findings.add(cells.MARK_AMBIGUOUS, source=table.sheet.source.number, evidence=decision.evidence)
        return "."
    if decision.mark == ",":
        findings.add(cells.NUMBERS_READ_AS, source=table.sheet.source.number, mark=",", evidence=decision.evidence)
    return decision.mark


def date_orders(table: Table, profile: Profile, findings: Findings, optional: frozenset[str]) -> dict[str, str]:
    """Decide the order of day and month for each date column, with the file's own hints where a column is unclear."""
    columns = _texts(table, ("date",))
    number = table.sheet.source.number
    if profile.salesforce.date_format != "auto" and not table.api_named:
        return dict.fromkeys(columns, profile.salesforce.date_format)
    if table.export.system == "quickbooks":
        return dict.fromkeys(columns, "D/M/YYYY" if profile.company.date_format.startswith("DD") else "M/D/YYYY")
    alone = {name: dates.decide_order(dict.fromkeys(values)) for name, values in columns.items()}
    hints = _hints(table, alone)
    orders = {}
    for name, values in columns.items():
        decision = alone[name]
        if decision.status == "ambiguous":
            decision = dates.decide_order(dict.fromkeys(values), hints)
        if decision.status in ("ambiguous", "mixed"):
            if name not in optional:
                rule = cells.DATES_MIXED if decision.status == "mixed" else cells.DATES_AMBIGUOUS
                findings.add(rule, source=number, field=name, evidence=decision.evidence)
            orders[name] = ""
            continue
        orders[name] = decision.order or "M/D/YYYY"
        if decision.status == "decided" and name not in optional:
            findings.add(
                cells.DATES_READ_AS,
                source=number,
                field=name,
                order=orders[name],
                evidence=decision.evidence,
                written=profile.company.date_format,
            )
    return orders


def _hints(table: Table, alone: dict[str, dates.DateDecision]) -> list[tuple[str, str]]:
    """Return what else tells the order: other date columns of the file, the footer's stamp, the file's name."""
    headings = table.sheet.source.headings
    hints = [
        (decision.order, f"the column {headings.get(name, name)} of the same file: {decision.evidence}")
        for name, decision in alone.items()
        if decision.status == "decided" and decision.order
    ]
    exported = dates.exported_from_name(table.sheet.source.path.rsplit("/", 1)[-1])
    stamps = (dates.stamp_order(line, exported) for line in table.sheet.footer)
    return hints + [stamp for stamp in stamps if stamp is not None]
