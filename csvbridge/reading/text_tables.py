"""Delimited text into `Sheet`s: a decoded text in, its table out, and the tables of child records in its cells.

Every change of the text (NUL characters taken out) and every doubt about its encoding is a finding.
"""

from __future__ import annotations

from csvbridge.reading.delimited import quotes_in_bare_cells, read_records
from csvbridge.reading.lines import ends_in_cr
from csvbridge.reading.lookalikes import refuse_log, refuse_screen
from csvbridge.reading.reading import Reading, row_ids
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.sideways import is_folded, unfold
from csvbridge.reading.table import Grid, lay_out
from csvbridge.rules import reading as rules

_LARGEST_IMPORT = 4_000_000  # characters; files for QuickBooks' import screens have 2 MB, and only theirs are looked at
_DEEPEST = 10  # child records within child records; Salesforce gives one level, five at most


def read_text(text: str, reading: Reading) -> list[Sheet]:
    """Return the table of a text, and the tables of the child records that stand sideways in it."""
    source, trail, findings = reading.source, reading.trail, reading.findings
    refuse_screen(text)
    records = read_records(text, reading.known, reading.caps.cells)
    if records.separator_line:
        trail.set_aside(source, 1, records.separator_line, "separator line")
    sheet = lay_out(Grid(records.rows, records.numbers, True), source, trail, findings, reading.known)
    refuse_log(sheet.headings, sheet.columns)
    sheet.delimiter, sheet.ends_in_cr = records.delimiter, ends_in_cr(text)
    if len(text) <= _LARGEST_IMPORT:
        sheet.bare_quotes = quotes_in_bare_cells(text, records.delimiter)
    for line, row_id in row_ids(records.bare_breaks, sheet, trail):
        if row_id is None:
            findings.add(rules.LONE_CR, source=source.number, line=line)
        else:
            findings.add(rules.LONE_CR, row=row_id, if_used=True, line=line)
    return [sheet, *_unfolded(sheet, reading)] if is_folded(sheet.headings, sheet.columns) else [sheet]


def _unfolded(sheet: Sheet, reading: Reading, depth: int = 0) -> list[Sheet]:
    """Take the child records out of a sheet's rows, and return a sheet for each kind of them."""
    if depth > _DEEPEST:
        raise Refused(rules.JSON_SHAPE, reason="its child records are nested too deeply")
    lines = [reading.trail.origin(row_id)[1] for row_id in sheet.row_ids]
    table = unfold(sheet.headings, sheet.columns, lines)
    sheet.headings, sheet.columns = table.headings, table.columns
    sheet.exact = sheet.exact or bool(table.children)
    if table.half_characters:
        reading.findings.add(rules.HALF_CHARACTERS, source=sheet.source.number, count=table.half_characters)
    damaged = {s.row_id: s for s in reading.findings if s.rule in (rules.RECORD_SHORT, rules.RECORD_LONG)}
    found: list[Sheet] = []
    for children in table.children:
        own = reading.another_source()
        own.sheet = children.relationship
        ids = reading.trail.add_rows(own, [lines[row] for row in children.parents])
        own.rows = len(ids)
        for row_id, parent in zip(ids, children.parents, strict=True):
            fault = damaged.get(sheet.row_ids[parent]) if damaged else None
            if fault is not None:  # nobody can tell which cells of the row are whose
                reading.findings.add(fault.rule, row=row_id, value=fault.value, if_used=True, **fault.facts)
        child = Sheet(source=own, headings=children.headings, columns=children.columns, row_ids=ids, exact=True)
        child.object = children.relationship
        found += [child, *_unfolded(child, reading, depth + 1)] if is_folded(child.headings, child.columns) else [child]
    return found
