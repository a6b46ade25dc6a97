"""One file into `Sheet`s: a found file in, its tables out, every row registered in the trail.

The bytes are read once and hashed. Whatever cannot be read is a finding that ends the run; nothing is ever
raised for what a file holds, and nothing is trimmed, typed or mapped here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from csvbridge.findings import Findings
from csvbridge.reading.caps import CAPS, Caps
from csvbridge.reading.delimited import read_records
from csvbridge.reading.discover import Found
from csvbridge.reading.encoding import decode
from csvbridge.reading.jsonfile import read_json
from csvbridge.reading.lines import ends_in_cr, line_of
from csvbridge.reading.records import RecordTable
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.sniff import kind_of_bytes, kind_of_text
from csvbridge.reading.table import Grid, lay_out
from csvbridge.reading.workbook import Worksheet, read_workbook
from csvbridge.rules import reading as rules
from csvbridge.trail import Source, Trail

Known = Callable[[str], bool]
_SAMPLE_CELL = re.compile('[^,;|\t"\r\n]{0,60}[^\x00-\x7f][^,;|\t"\r\n]{0,60}')


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading a file needs beside its bytes."""

    source: Source
    trail: Trail
    findings: Findings
    caps: Caps
    known: Known | None

    def another_source(self) -> Source:
        """Return a further source for the same file."""
        first = self.source
        return self.trail.add_source(first.path, sha256=first.sha256, size=first.size, encoding=first.encoding)


def read_file(
    found: Found,
    trail: Trail,
    findings: Findings,
    caps: Caps = CAPS,
    *,
    known_heading: Known | None = None,
) -> list[Sheet]:
    """Return the tables of one file; none when it cannot be read, and then a stop finding says why.

    `known_heading` is asked with a trimmed, casefolded cell whether it is a heading that anybody knows;
    without it the first row that is not blank holds the headings. A workbook has a `Sheet` for each
    worksheet, JSON for each kind of record; otherwise there is one. Each has a `Source` of its own, with the
    file's hash and size.
    """
    source = trail.add_source(found.shown)
    reading = _Reading(source, trail, findings, caps, known_heading)
    try:
        data = _bytes(found, source, caps)
        if kind_of_bytes(data) == "workbook":
            return _workbook(data, reading)
        decoded = decode(data)
        source.encoding = decoded.encoding
        kind = kind_of_text(decoded.text)
        if decoded.chosen:
            _note_encoding(decoded.text, decoded.encoding, source, findings)
        if kind == "json":
            return _json(decoded.text, reading)
        return [_text(decoded.text, reading)]
    except Refused as refused:
        facts = {"name": found.path.name, **refused.facts}
        findings.add(refused.rule, source=source.number, **facts)  # type: ignore[arg-type]
        return []


def _bytes(found: Found, source: Source, caps: Caps) -> bytes:
    try:
        size = found.path.stat().st_size
        if size > caps.file_bytes:
            raise Refused(rules.FILE_TOO_LARGE, size=size, limit=caps.file_bytes)
        data = found.path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(rules.PATH_UNREADABLE, path=found.shown, reason=reason) from None
    source.sha256, source.size = hashlib.sha256(data).hexdigest(), len(data)
    if not data:
        raise Refused(rules.FILE_EMPTY)
    return data


def _note_encoding(text: str, encoding: str, source: Source, findings: Findings) -> None:
    sample = _SAMPLE_CELL.search(text)
    if sample is None:  # all of it is ASCII: the reading cannot be wrong
        return
    line = line_of(text, sample.start(), ends_in_cr(text))
    cell = sample.group().strip()
    findings.add(rules.ENCODING, source=source.number, value=cell, encoding=encoding, line=line, sample=repr(cell))


def _text(text: str, reading: _Reading) -> Sheet:
    source, trail, findings = reading.source, reading.trail, reading.findings
    if "\x00" in text:
        count, line = text.count("\x00"), line_of(text, text.index("\x00"), ends_in_cr(text))
        findings.add(rules.NULS_REMOVED, source=source.number, count=count, line=line)
        text = text.replace("\x00", "")
    if not text.strip():
        raise Refused(rules.FILE_BLANK)
    records = read_records(text, reading.known, reading.caps.cells)
    if records.separator_line:
        trail.set_aside(source, 1, records.separator_line, "separator line")
    sheet = lay_out(Grid(records.rows, records.numbers, True), source, trail, findings, reading.known)
    sheet.delimiter = records.delimiter
    for line, row_id in _row_ids(records.bare_breaks, sheet, trail):
        if row_id is None:
            findings.add(rules.LONE_CR, source=source.number, line=line)
        else:
            findings.add(rules.LONE_CR, row=row_id, if_used=True, line=line)
    return sheet


def _row_ids(numbers: list[int], sheet: Sheet, trail: Trail) -> list[tuple[int, int | None]]:
    """Return each physical row with its row id, None where it is no record (a heading, say)."""
    if not numbers:
        return []
    ids = {trail.origin(row_id)[1]: row_id for row_id in sheet.row_ids}
    return [(number, ids.get(number)) for number in numbers]


def _workbook(data: bytes, reading: _Reading) -> list[Sheet]:
    book = read_workbook(data, reading.caps)
    if book.hidden:
        names = ", ".join(book.hidden)
        reading.findings.add(rules.SHEETS_HIDDEN, source=reading.source.number, sheets=names)
    sheets: list[Sheet] = []
    for worksheet in book.sheets:
        own = reading.another_source() if sheets else reading.source
        own.sheet = worksheet.name
        sheet = lay_out(worksheet.grid, own, reading.trail, reading.findings, reading.known)
        _note_errors(worksheet, sheet, reading)
        sheets.append(sheet)
    return sheets


def _note_errors(worksheet: Worksheet, sheet: Sheet, reading: _Reading) -> None:
    at = _row_ids([error.row for error in worksheet.errors], sheet, reading.trail)
    for error, (row, row_id) in zip(worksheet.errors, at, strict=True):
        where = f"row {row}, column {error.column}"
        number = sheet.source.number if row_id is None else None
        reading.findings.add(rules.CELL_ERROR, row=row_id, source=number, value=error.text, if_used=True, where=where)


def _json(text: str, reading: _Reading) -> list[Sheet]:
    tables = read_json(text)
    cells = sum(len(table.cells) * len(table.headings) for table in tables)
    if cells > reading.caps.cells:
        raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=reading.caps.cells)
    if not tables:
        reading.findings.add(rules.NO_RECORDS, source=reading.source.number)
    sheets: list[Sheet] = []
    for table in tables or [RecordTable("")]:
        own = reading.another_source() if sheets else reading.source
        own.sheet = table.object if len(tables) > 1 and table.object else None
        sheets.append(_json_sheet(table, own, reading))
    return sheets


def _json_sheet(table: RecordTable, source: Source, reading: _Reading) -> Sheet:
    ids = reading.trail.add_rows(source, table.numbers)
    source.rows = len(ids)
    if table.half_characters:
        reading.findings.add(rules.HALF_CHARACTERS, source=source.number, count=table.half_characters)
    return Sheet(
        source=source,
        headings=list(table.headings),
        columns=table.columns(),
        row_ids=ids,
        object=table.object,
        exact=True,
    )
