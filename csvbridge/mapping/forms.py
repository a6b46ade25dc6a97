"""Decide how a file writes numbers and dates: its decimal mark, and the order of day and month of each column.

In: a table. Out: the mark and the orders, each with its evidence in a note; what stays unclear is a question, never a
guess. A column is decided as a whole, with the file's own hints where it is unclear alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.profile import Profile
from csvbridge.rules import cells
from csvbridge.values import dates, numbers

_NUMERIC = ("money", "decimal", "percent")
ANY_ORDER = "any"
"""Told of a column whose dates read alike in every order."""
_YEAR_FIRST = re.compile(r"\s*[0-9]{4}-")


def _texts(table: Table, kinds: Sequence[str]) -> dict[str, list[str]]:
    return {
        column.field: table.sheet.columns[table.positions[column.field]]
        for column in table.export.columns
        if column.kind in kinds and column.field in table.positions
    }


def decimal_mark(table: Table, profile: Profile, findings: Findings) -> str:
    """Decide the decimal mark from all numeric columns of the file together; an unclear one is a question."""
    if table.api_named or table.export.system == "quickbooks":
        table.mark = (".", "files of this kind always write a point")
        return "."
    typed = table.sheet.typed_numbers
    if profile.salesforce.decimal_mark != "auto" and not typed:
        table.mark = (profile.salesforce.decimal_mark, "salesforce.decimal_mark says so")
        return profile.salesforce.decimal_mark
    distinct = dict.fromkeys(chain.from_iterable(_texts(table, _NUMERIC).values()))
    decision = numbers.decide_mark(distinct)
    table.mark = (decision.mark or "", decision.evidence)
    if typed and decision.status in ("either", "ambiguous"):
        table.mark = (".", "typed cells of a workbook are written with a point")
        return "."
    if decision.mark is None or (typed and decision.mark == ","):
        findings.add(cells.MARK_AMBIGUOUS, source=table.sheet.source.number, evidence=decision.evidence)
        return "."
    if decision.mark == ",":
        findings.add(cells.NUMBERS_READ_AS, source=table.sheet.source.number, mark=",", evidence=decision.evidence)
    return decision.mark


def date_orders(
    table: Table, profile: Profile, findings: Findings, optional: frozenset[str], mark: str = "."
) -> dict[str, str]:
    """Decide the order of day and month for each date column, with the file's own hints where a column is unclear.

    `mark` is the file's decimal mark: a comma, and then the language of the headings, are the last hints.
    """
    columns = _texts(table, ("date",))
    number = table.sheet.source.number
    if profile.salesforce.date_format != "auto" and not table.api_named:
        table.orders = dict.fromkeys(columns, (profile.salesforce.date_format, "salesforce.date_format says so"))
        return dict.fromkeys(columns, profile.salesforce.date_format)
    if table.export.system == "quickbooks":
        order = "D/M/YYYY" if profile.company.date_format.startswith("DD") else "M/D/YYYY"
        table.orders = dict.fromkeys(columns, (order, "company.date_format says so"))
        return dict.fromkeys(columns, order)
    alone = {name: dates.decide_order(dict.fromkeys(values)) for name, values in columns.items()}
    hints = _hints(table, alone)
    orders = {}
    for name, values in columns.items():
        decision = alone[name]
        if decision.status == "ambiguous":
            distinct = dict.fromkeys(values)
            decision = dates.decide_order(distinct, [*hints, *_last_hints(table, mark, distinct)])
        table.orders[name] = (ANY_ORDER if decision.status == "either" else decision.order or "", decision.evidence)
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


def _last_hints(table: Table, mark: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Return what the country tells that a file seems to come from; only of dates with slashes.

    Where a comma is the decimal mark, dates with slashes have the day first (salesforce-exports.md 4.1, 4.2).
    """
    if any("-" in value and not _YEAR_FIRST.match(value) for value in values):
        return []
    hints = []
    if mark == ",":
        hints.append((dates.DAY_FIRST, "the numbers of the file have a decimal comma, which goes with the day first"))
    if table.language is not None:
        language = table.language
        first = "day" if language.date_order == dates.DAY_FIRST else "month"
        hints.append((language.date_order, f"the headings are {language.title}, which goes with the {first} first"))
    return hints
