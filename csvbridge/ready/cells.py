"""The cells of a file for an import screen, against what its template says of each column.

In: a recognised table and the form of its dates. Out: findings on cells, through the bridge to pandera: text in
template order, as it stands in the file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from csvbridge.checking import check_columns
from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.rules import ready_files as rules
from csvbridge.rules import ready_further as further
from csvbridge.schemas import Template

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_WITH_POINT = re.compile(r"[0-9]+\.0+")
_KEYS = ("number", "sku", "phone", "mobile", "fax", "postal_code", "resale_number")
"""What is written in digits without being a number: a spreadsheet program makes one of it."""
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
"""What a spreadsheet program saves as text where a formula failed."""
_MARKED = re.compile(r"'[-+(]?[0-9][0-9 .,/()+-]*")
"""Excel's mark for text before a number, saved as if it were a part of it; `'90s Diner` and `'t Hof` are names."""
_FORMULA_SIGNS = ("=", "+", "-", "@")


def check_cells(table: ReadyTable, style: str, findings: Findings) -> None:
    """Check every column that the file has; dates are of the style given."""
    blank = {name for name, cells in table.columns.items() if not any(table.texts(cells).all_of_them)}
    asked = {c.name for c in table.present if c.name not in blank or c.required or c.advised}
    if not asked or not len(table):
        return
    view = _view(table.template, frozenset(asked))
    cells = [table.columns[column.name] for column in view.columns]
    check_columns(
        view, style, table.row_ids, cells, findings, lambda column: column.name, given=True, look_at=table.texts
    )


@lru_cache(maxsize=64)
def _view(template: Template, names: frozenset[str]) -> Template:
    """Return a template with the columns that a file has, in order."""
    columns = tuple(column for column in template.readable if column.name in names)
    return replace(template, columns=columns, also_read=(), claims=(), same_within_document=())


def check_shortened_numbers(table: ReadyTable, findings: Findings) -> None:
    """Say which numbers, codes and telephones a spreadsheet program has shortened; count what is like formulas."""
    for column in table.present:
        cells = table.columns[column.name]
        if column.meaning in _KEYS or column.name == table.template.document:
            joined = table.texts(cells).joined
            if "." not in joined and "+" not in joined:
                continue
            odd = {text: rule for text in table.texts(cells).distinct if (rule := _shortened(text.strip())) is not None}
            for at, text in enumerate(cells) if odd else ():
                if text in odd:
                    findings.add(
                        odd[text],
                        row=table.row_ids[at],
                        field=column.name,
                        target=f'"{column.name}"',
                        written=text[:80],
                    )
    if findings.wants(rules.FORMULA_LIKE):
        _count_formulas(table, findings)


def check_error_texts(table: ReadyTable, findings: Findings) -> None:
    """Say of the errors of formulas in a text file; of a workbook's its reader has said so, and numbers are checked."""
    if table.sheet is None or not table.source.encoding:
        return
    for column in table.present:
        cells = table.columns[column.name]
        if column.kind != "text" or _ERRORS.isdisjoint(cells):
            continue
        place = table.positions[column.name] + 1
        for at, text in enumerate(cells):
            if text in _ERRORS:
                where = f"row {table.row_of(at)}, column {place}"
                findings.add(rules.ERROR_CELL, row=table.row_ids[at], field=column.name, value=text, where=where)


def check_text_marks(table: ReadyTable, findings: Findings) -> None:
    """Say which cells are a number, a day or a telephone with Excel's mark for text before it."""
    for column in table.present:
        cells = table.columns[column.name]
        texts = table.texts(cells)
        if not texts.begins_with("'"):
            continue
        marked = {text for text in texts.distinct if _MARKED.fullmatch(text.rstrip())}
        for at, text in enumerate(cells) if marked else ():
            if text in marked:
                table.tell(findings, further.TEXT_MARK, at, column, after=text[1:81].rstrip())


def _shortened(text: str) -> Rule | None:
    if _SCIENTIFIC.fullmatch(text):
        return rules.SCIENTIFIC
    return rules.NUMBER_WITH_POINT if _WITH_POINT.fullmatch(text) else None


def _count_formulas(table: ReadyTable, findings: Findings) -> None:
    """Count the cells of text that a spreadsheet program may run as formulas; a telephone with its + is none."""
    count, first = 0, (0, "")
    for column in table.present:
        if column.kind != "text" or column.meaning in _KEYS:
            continue
        cells = table.columns[column.name]
        texts = table.texts(cells)
        if not texts.begins_with(_FORMULA_SIGNS):
            continue
        like = {text for text in texts.distinct if text.startswith(_FORMULA_SIGNS) and len(text) > 1}
        places = [at for at, text in enumerate(cells) if text in like] if like else []
        if places and not count:
            first = (table.row_of(places[0]), cells[places[0]][:80])
        count += len(places)
    if count:
        findings.add(
            rules.FORMULA_LIKE, source=table.source.number, value=first[1], count=count, at=first[0], sample=first[1]
        )
