"""The one form of date that a file for an import screen has, since the screen is told it once.

In: a recognised table, the company's own form. Out: the form of the file's dates, for the check of each cell, and
findings on what is unclear: two orders in one file, dates that can be read both ways, another order than the
company's. It never reads one cell by another order than the next.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.rules import ready_files as rules
from csvbridge.rules.ready_further import YEAR_FAR_OFF
from csvbridge.schemas import TemplateColumn
from csvbridge.values.dates import decide_order, format_date
from csvbridge.values.styles import Form, commonest, day_of, form_of, style_of
from csvbridge.values.terms import terms_days

_ISO = "YYYY-MM-DD"
_YEARS = range(1970, 2100)
_ORDERS = {"M/D/YYYY": "M/D", "D/M/YYYY": "D/M", "D.M.YYYY": "D/M"}


@dataclass(frozen=True, slots=True)
class FileDates:
    """The style in which a file's dates are read, and the table with its true dates written in that style."""

    style: str
    table: ReadyTable

    def days(self, meaning: str) -> list[dt.date | None] | None:
        """Return the days of a column, None where it is not there."""
        cells = self.table.cells(meaning)
        if cells is None:
            return None
        found = {text: day_of(text, self.style) for text in set(cells)}
        return [found[text] for text in cells]


def read_dates(table: ReadyTable, company: str, findings: Findings) -> FileDates:
    """Return the form of the file's dates, and say what is unclear about it."""
    columns = [column for column in table.present if column.kind == "date"]
    typed = {column.name: _typed_positions(table, column) for column in columns}
    plains: list[Sequence[str]] = []
    for column in columns:
        cells, true_dates = table.columns[column.name], typed[column.name]
        plain = (
            [cell for at, cell in enumerate(cells) if cell.strip() and at not in true_dates] if true_dates else cells
        )
        plains.append(plain)
        written = [cell for cell in plain if cell.strip()] if true_dates else []
        if true_dates and written:
            findings.add(
                rules.DATES_HALF_TYPED,
                source=table.source.number,
                field=column.name,
                typed=len(true_dates),
                texts=len(written),
                heading=table.headings[table.positions[column.name]].strip(),
                sample=written[0].strip(),
            )
    forms = {text: form for plain in plains for text in table.texts(plain).distinct if (form := form_of(text))}
    form = _commonest(forms, plains)
    if form is None:
        style = company
    else:
        like = [text.strip() for text, one in forms.items() if one[:2] == form[:2]]
        style = _settle(table, columns[0], form, like, company, findings)
    dates = FileDates(style, _with_texts(table, typed, style))
    _tell_far_years(dates, columns, findings)
    return dates


def _tell_far_years(dates: FileDates, columns: Sequence[TemplateColumn], findings: Findings) -> None:
    """Say of days in years that are nearly always slips of the hand."""
    for column in columns:
        cells = dates.table.columns[column.name]
        days = {text: day for text in set(cells) if (day := day_of(text, dates.style)) and day.year not in _YEARS}
        for at, text in enumerate(cells) if days else ():
            if text in days:
                dates.table.tell(findings, YEAR_FAR_OFF, at, column, year=f"{days[text].year:04}")


def _commonest(forms: Mapping[str, Form], plains: Sequence[Sequence[str]]) -> Form | None:
    """Return the form that most cells have; they are counted only where there is more than one."""
    if len({form[:2] for form in forms.values()}) <= 1:
        return commonest((form, 1) for form in forms.values())
    counts = Counter(chain.from_iterable(plains))
    return commonest((form, counts[text]) for text, form in forms.items())


def _typed_positions(table: ReadyTable, column: TemplateColumn) -> frozenset[int]:
    """Return the positions of a column's true dates in a workbook."""
    if table.sheet is None or not table.sheet.dates:
        return frozenset()
    rows = table.sheet.dates.get(table.positions[column.name], set())
    return frozenset(at for at in range(len(table)) if table.row_of(at) in rows) if rows else frozenset()


def _with_texts(table: ReadyTable, typed: dict[str, frozenset[int]], style: str) -> ReadyTable:
    """Return the table with its true dates written in the style of the others; one with a time stays as it is."""
    if not any(typed.values()):
        return table
    columns = dict(table.columns)
    for name, positions in typed.items():
        columns[name] = [
            _restyled(cell, style) if at in positions else cell for at, cell in enumerate(table.columns[name])
        ]
    return replace(table, columns=columns)


def _restyled(cell: str, style: str) -> str:
    day = day_of(cell, _ISO)
    return cell if day is None else format_date(day, style)


def _settle(
    table: ReadyTable, column: TemplateColumn, form: Form, texts: Sequence[str], company: str, findings: Findings
) -> str:
    """Return the style of the commonest form, and say what is unclear about its order."""
    number, is_list = table.source.number, not table.template.document
    own = "D/M" if company.startswith("DD") else "M/D"
    if form.year_first:
        style, evidence = style_of(form, own), f'"{texts[0]}"'
        if style != company:
            _tell_other(table, column, style, evidence, company, is_list, findings)
        return style
    decided = decide_order(text.replace(form.mark, "/") for text in texts)
    if decided.status == "mixed":
        findings.add(rules.DATE_ORDER_MIXED, source=number, field=column.name, evidence=decided.evidence)
        return style_of(form, own)
    order, evidence = (
        (_ORDERS[decided.order], decided.evidence) if decided.status == "decided" and decided.order else ("", "")
    )
    if not order and decided.status == "ambiguous":
        order, evidence = _order_by_terms(table, form)
    style = style_of(form, order or own)
    if not order and decided.status == "ambiguous":
        both = (text for text in texts if all(day_of(text, style_of(form, either)) for either in ("M/D", "D/M")))
        findings.add(rules.DATES_AMBIGUOUS, source=number, field=column.name, sample=next(both, texts[0]), style=style)
    elif order and (style != company if is_list else order != own or company == _ISO):
        _tell_other(table, column, style, evidence, company, is_list, findings)
    return style


def _tell_other(
    table: ReadyTable,
    column: TemplateColumn,
    style: str,
    evidence: str,
    company: str,
    is_list: bool,
    findings: Findings,
) -> None:
    rule = rules.LIST_DATE_FORM if is_list else rules.DATES_OTHER_ORDER
    heading = table.headings[table.positions[column.name]].strip()
    findings.add(
        rule,
        source=table.source.number,
        field=column.name,
        style=style,
        evidence=evidence,
        company=company,
        heading=heading,
    )


def _order_by_terms(table: ReadyTable, form: Form) -> tuple[str, str]:
    """Return the order under which the due dates fit the terms, and what says so; blank where both or neither do."""
    found = [table.cells(meaning) for meaning in ("date", "due_date", "terms")]
    if any(cells is None for cells in found):
        return "", ""
    rows = {row for row in zip(*(cells or () for cells in found), strict=True) if terms_days(row[2]) is not None}
    fitting = [order for order in ("M/D", "D/M") if rows and _all_fit(rows, style_of(form, order))]
    if len(fitting) != 1:
        return "", ""
    date, due, terms = min(rows)
    return fitting[0], f'"{date}" and "{due}" fit the terms {terms} only so'


def _all_fit(rows: Iterable[tuple[str, ...]], style: str) -> bool:
    for date, due, terms in rows:
        first, last = day_of(date, style), day_of(due, style)
        if first is None or last is None or (last - first).days != terms_days(terms):
            return False
    return True
