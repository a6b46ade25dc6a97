"""One file for an import screen, put right as far as nobody has to judge.

In: a table joined to its template. Out: the rows of the copy, and a note for every change, on its row and column. The
order of the columns stays, columns that QuickBooks does not know stay, and every record stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.repairing.cells import Change, known_of, repaired_column
from csvbridge.repairing.documents import fill_down, together
from csvbridge.rules import repairs as rules
from csvbridge.schemas import Template, TemplateColumn

_NOT_TOLD = ("header",)
"""Rows set aside that the copy has all the same."""
_NAMING = ("item", "description", "account")
"""What says what a line of a document is for."""
_LONGEST = 80


@dataclass(slots=True, kw_only=True)
class Repaired:
    """The copy of a table, before it is cut into files."""

    template: Template
    headings: list[str]
    rows: list[list[str]]
    documents: list[str]
    """For each row the number of its document; the row's own place where a row is a record."""
    is_changed: bool


def repair(table: ReadyTable, style: str, home: str, findings: Findings) -> Repaired:
    """Return the copy of a table, and say each change; `style` is the profile's date format."""
    before = len(findings)
    assert table.sheet is not None
    by_place = {place: column for column in table.present for place in [table.positions[column.name]]}
    columns = [list(cells) for cells in table.sheet.columns]
    _repair_cells(table, by_place, columns, style, home, findings)
    order = _repair_documents(table, by_place, columns, findings)
    headings = _headings(table, by_place, findings)
    _tell_rows(table, findings)
    rows = list(map(list, zip(*columns, strict=True))) if columns else []
    rows = [rows[at] for at in order]
    document = table.positions.get(table.template.document)
    documents = [row[document] for row in rows] if document is not None else list(map(str, range(len(rows))))
    return Repaired(
        template=table.template,
        headings=headings,
        rows=rows,
        documents=documents,
        is_changed=len(findings) > before,
    )


def _repair_cells(
    table: ReadyTable,
    by_place: dict[int, TemplateColumn],
    columns: list[list[str]],
    style: str,
    home: str,
    findings: Findings,
) -> None:
    known = known_of(list(by_place.values()), [columns[place] for place in by_place], style, home)
    if any(_is_half_converted(table, place, columns[place]) for place in by_place):
        known = replace(known, are_dates_certain=False)
    ids = table.row_ids
    for place, texts in enumerate(columns):
        column = by_place.get(place) or TemplateColumn(name=table.headings[place], evidence="")
        cells, changes = repaired_column(column, texts, known)
        columns[place] = cells
        for change in changes:
            _tell(change, ids[change.at], column.name, findings)


def _is_half_converted(table: ReadyTable, place: int, texts: Sequence[str]) -> bool:
    """Whether a column holds true dates of a workbook beside text: day and month of the true ones may be swapped."""
    typed = table.sheet.dates.get(place) if table.sheet is not None else None
    return bool(typed) and len(typed or ()) < sum(1 for text in texts if text.strip())


def _tell(change: Change, row: int, field: str, findings: Findings) -> None:
    findings.add(change.rule, row=row, field=field, value=change.before, after=_short(change.after), **change.facts)


def _repair_documents(
    table: ReadyTable, by_place: dict[int, TemplateColumn], columns: list[list[str]], findings: Findings
) -> list[int]:
    """Fill what stands once a document, and return the order in which its lines stand together."""
    count, template = len(table), table.template
    if not template.document or template.document not in table.positions or not count:
        return list(range(count))
    by_name = {column.name: columns[place] for place, column in by_place.items()}
    naming = [column.name for column in by_place.values() if column.meaning in _NAMING]
    dated = [column.name for column in by_place.values() if column.meaning == "date"]
    for one in fill_down(template.document, template.same_within_document, by_name, count, naming=naming, dated=dated):
        row, heading = table.row_ids[one.at], table.headings[table.positions[one.column]].strip()
        findings.add(rules.CELL_FILLED, row=row, field=one.column, heading=f'"{heading}"', after=_short(one.after))
    order, moved = together(template.document, template.same_within_document, by_name, count)
    numbers = by_name[template.document]
    for at in moved:
        findings.add(rules.LINE_MOVED, row=table.row_ids[at], field=template.document, number=_short(numbers[at]))
    return order


def _headings(table: ReadyTable, by_place: dict[int, TemplateColumn], findings: Findings) -> list[str]:
    """Return the headings as the template spells them; of two that mean one column, the second keeps its own."""
    headings = [heading.strip() for heading in table.headings]
    for place, column in by_place.items():
        given = table.headings[place]
        if given != column.name:
            headings[place] = column.name
            findings.add(
                rules.HEADING_RESPELT, source=table.source.number, before=_short(given), after=_short(column.name)
            )
    return headings


def _tell_rows(table: ReadyTable, findings: Findings) -> None:
    for one in table.aside:
        if one.reason not in _NOT_TOLD:
            findings.add(
                rules.ROWS_LEFT_OUT,
                source=table.source.number,
                line=one.row,
                reason=one.reason,
                text=_short(one.text),
            )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def documents_of(repaired: Repaired) -> list[range]:
    """Return the rows of each document, which stand together; neighbours of one number are one."""
    names: Sequence[str] = repaired.documents
    starts = [at for at in range(len(names)) if at == 0 or not names[at] or names[at] != names[at - 1]]
    return [range(start, end) for start, end in zip(starts, [*starts, len(names)][1:], strict=True)]
