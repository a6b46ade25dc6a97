"""A workbook into `Sheet`s: its bytes in, a table for each visible worksheet out.

A worksheet that is refused does not hide the faults of the others.
"""

from __future__ import annotations

from csvbridge.reading.lookalikes import refuse_log, refuse_screen
from csvbridge.reading.reading import Reading, row_ids, tell
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.table import lay_out
from csvbridge.reading.workbook import Worksheet, read_workbook
from csvbridge.rules import reading as rules

_FIRST_ROWS = 100  # of a worksheet, looked at for a copy of the screen


def read_worksheets(data: bytes, reading: Reading) -> list[Sheet]:
    """Return the tables of the visible worksheets."""
    book = read_workbook(data, reading.caps, uncomputed=reading.validating)
    if book.uncomputed is not None:
        tell(book.uncomputed, reading.source, reading.findings)
    if book.hidden:
        names = ", ".join(book.hidden)
        reading.findings.add(rules.SHEETS_HIDDEN, source=reading.source.number, sheets=names)
    sheets: list[Sheet] = []
    for number, worksheet in enumerate(book.sheets):
        own = reading.another_source() if number else reading.source
        own.sheet, own.is_first_sheet = worksheet.name, worksheet.is_first
        try:
            refuse_screen("\n".join("\t".join(row) for row in worksheet.grid.rows[:_FIRST_ROWS]))
            sheet = lay_out(worksheet.grid, own, reading.trail, reading.findings, reading.known)
            refuse_log(sheet.headings, sheet.columns)
        except Refused as refused:  # the other sheets may have faults of their own: all are told at once
            tell(refused, own, reading.findings)
            continue
        _note_errors(worksheet, sheet, reading)
        sheets.append(sheet)
    return sheets


def _note_errors(worksheet: Worksheet, sheet: Sheet, reading: Reading) -> None:
    at = row_ids([error.row for error in worksheet.errors], sheet, reading.trail)
    for error, (row, row_id) in zip(worksheet.errors, at, strict=True):
        where = f"row {row}, column {error.column}"
        number = sheet.source.number if row_id is None else None
        reading.findings.add(rules.CELL_ERROR, row=row_id, source=number, value=error.text, if_used=True, where=where)
