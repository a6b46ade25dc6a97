"""One file into `Sheet`s: a found file in, its tables out, every row registered in the trail.

An archive is read member by member, each as a file of its own would be; only one level deep.

The bytes are read once and hashed. Whatever cannot be read is a finding that ends the run; nothing is ever
raised for what a file holds, and nothing is trimmed, typed or mapped here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csvbridge.findings import Findings
from csvbridge.reading.analytics import analytics_in, read_analytics
from csvbridge.reading.archive import member_bytes, open_archive
from csvbridge.reading.caps import CAPS, Caps
from csvbridge.reading.delimited import read_records
from csvbridge.reading.discover import Found
from csvbridge.reading.encoding import Mixed, decode
from csvbridge.reading.htmltable import ESCAPED, read_html
from csvbridge.reading.jsonfile import parse_json
from csvbridge.reading.jsonfile import read_records as read_json_records
from csvbridge.reading.lines import ends_in_cr, line_of
from csvbridge.reading.lookalikes import refuse_log, refuse_screen
from csvbridge.reading.records import RecordTable
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.sideways import is_folded, unfold
from csvbridge.reading.sniff import ByteKind, kind_of_bytes, kind_of_text
from csvbridge.reading.table import FOOTER, Grid, brief, lay_out
from csvbridge.reading.workbook import Worksheet, read_workbook
from csvbridge.rules import containers
from csvbridge.rules import queries as query_rules
from csvbridge.rules import reading as rules
from csvbridge.trail import Source, Trail

Known = Callable[[str], bool]
_DEEPEST = 10  # child records within child records; Salesforce gives one level, five at most
_FIRST_ROWS = 100  # of a worksheet, looked at for a copy of the screen
_SAMPLE_CELL = re.compile('[^,;|\t"\r\n]{0,60}[^\x00-\x7f][^,;|\t"\r\n]{0,60}')


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading a file needs beside its bytes."""

    source: Source
    trail: Trail
    findings: Findings
    caps: Caps
    known: Known | None
    accept_incomplete: bool = False

    def another_source(self) -> Source:
        """Return a further source for the same file."""
        first = self.source
        return self.trail.add_source(
            first.path, sha256=first.sha256, size=first.size, encoding=first.encoding, archive=first.archive
        )


def read_file(
    found: Found,
    trail: Trail,
    findings: Findings,
    caps: Caps = CAPS,
    *,
    known_heading: Known | None = None,
    skip: Sequence[str] = (),
    accept_incomplete: bool = False,
) -> list[Sheet]:
    """Return the tables of one file; none when it cannot be read, and then a stop finding says why.

    `known_heading` is asked with a trimmed, casefolded cell whether it is a heading that anybody knows;
    without it the first row that is not blank holds the headings. A workbook has a `Sheet` for each
    worksheet, JSON for each kind of record, an archive those of each member that `skip` does not name;
    otherwise there is one. Each has a `Source` of its own, with the file's (or the member's) hash and size.
    `accept_incomplete` takes a report from which Salesforce left rows out, with a warning.
    """
    sheets = read_sheets(
        found,
        trail,
        findings,
        caps,
        known_heading=known_heading,
        skip=skip,
        accept_incomplete=accept_incomplete,
    )
    return list(sheets)


def read_sheets(
    found: Found,
    trail: Trail,
    findings: Findings,
    caps: Caps = CAPS,
    *,
    known_heading: Known | None = None,
    skip: Sequence[str] = (),
    accept_incomplete: bool = False,
) -> Iterator[Sheet]:
    """Yield what `read_file` returns, a member of an archive at a time: a sheet not kept makes room for the next."""
    reading = _Reading(trail.add_source(found.shown), trail, findings, caps, known_heading, accept_incomplete)
    try:
        data = _bytes(found, reading.source, caps)
        kind = kind_of_bytes(data, caps)
        if kind == "archive":
            yield from _archive(data, found.path.name, reading, skip)
        else:
            contents = [data]
            del data  # the text takes its place in memory
            yield from _tables(contents, kind, reading)
    except Refused as refused:
        _tell(refused, reading.source, findings)


def _tables(contents: list[bytes], kind: ByteKind, reading: _Reading) -> list[Sheet]:
    """Return the tables of one file's bytes, which it takes out of the list so that nobody holds them any longer."""
    data = contents.pop()
    if kind == "workbook":
        return _workbook(data, reading)
    decoded = decode(data)
    del data
    reading.source.encoding = decoded.encoding
    text_kind = kind_of_text(decoded.text)
    if decoded.chosen:
        _note_encoding(decoded.text, decoded.encoding, reading.source, reading.findings)
    if decoded.mixed:
        _note_mixed(decoded.mixed, decoded.encoding, reading)
    if text_kind == "json":
        return _json(decoded.text, reading)
    text = _without_nuls(decoded.text, reading)
    return [_html(text, reading)] if text_kind == "html" else _text(text, reading)


def _archive(data: bytes, name: str, reading: _Reading, skip: Sequence[str]) -> Iterator[Sheet]:
    """Yield the tables of an archive's members; every member has a source of its own, `WE_1.ZIP!Account.csv`."""
    whole, trail = reading.source, reading.trail
    archive = open_archive(data, name, skip, reading.caps)
    for path, reason in archive.aside:
        own = trail.add_source(f"{whole.path}!{path}", archive=whole)
        trail.set_aside(own, None, path.rpartition("/")[2], reason)
    for entry in archive.members:
        member = f"{whole.path}!{entry.orig_filename}"
        inner = replace(reading, source=trail.add_source(member, archive=whole))
        try:
            contents = [member_bytes(archive, entry)]
            _note_bytes(contents[0], inner.source)
            kind = kind_of_bytes(contents[0], reading.caps)
            if kind == "archive":
                raise Refused(containers.ARCHIVE_NESTED)
            yield from _tables(contents, kind, inner)
        except Refused as refused:
            _tell(refused, inner.source, reading.findings)


def _bytes(found: Found, source: Source, caps: Caps) -> bytes:
    try:
        with found.path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > caps.file_bytes:
                raise Refused(rules.FILE_TOO_LARGE, size=before.st_size, limit=caps.file_bytes)
            data = file.read()
        after = found.path.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(rules.PATH_UNREADABLE, path=found.shown, reason=reason) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != before.st_size:
        raise Refused(containers.FILE_CHANGING, before=before.st_size, after=max(after.st_size, len(data)))
    _note_bytes(data, source)
    return data


def _note_bytes(data: bytes, source: Source) -> None:
    source.sha256, source.size = hashlib.sha256(data).hexdigest(), len(data)
    if not data:
        raise Refused(rules.FILE_EMPTY)


def _note_encoding(text: str, encoding: str, source: Source, findings: Findings) -> None:
    sample = _SAMPLE_CELL.search(text)
    if sample is None:  # all of it is ASCII: the reading cannot be wrong
        return
    line = line_of(text, sample.start(), ends_in_cr(text))
    cell = sample.group().strip()
    findings.add(rules.ENCODING, source=source.number, value=cell, encoding=encoding, line=line, sample=repr(cell))


def _note_mixed(mixed: Mixed, encoding: str, reading: _Reading) -> None:
    reading.findings.add(
        containers.ENCODINGS_MIXED,
        source=reading.source.number,
        value=mixed.sample,
        encoding=encoding,
        utf8=mixed.utf8,
        utf8_line=mixed.utf8_line,
        other=mixed.other,
        other_line=mixed.other_line,
        sample=repr(mixed.sample),
        repaired=repr(mixed.repaired),
    )


def _without_nuls(text: str, reading: _Reading) -> str:
    if "\x00" in text:
        count, line = text.count("\x00"), line_of(text, text.index("\x00"), ends_in_cr(text))
        reading.findings.add(rules.NULS_REMOVED, source=reading.source.number, count=count, line=line)
        text = text.replace("\x00", "")
    if not text.strip():
        raise Refused(rules.FILE_BLANK)
    return text


def _html(text: str, reading: _Reading) -> Sheet:
    source, findings = reading.source, reading.findings
    page = read_html(text, reading.known, reading.caps)
    number = source.number
    if page.hidden_cells:
        findings.add(containers.HTML_CELLS_HIDDEN, source=number, count=page.hidden_cells)
    if page.merged:
        findings.add(containers.HTML_CELLS_MERGED, source=number, count=len(page.merged), at=page.merged[0])
    if page.escaped_twice:
        row, cell = page.escaped_sample
        mark = ESCAPED.search(cell)
        findings.add(
            containers.HTML_DOUBLE_ESCAPED,
            source=number,
            value=cell,
            count=page.escaped_twice,
            at=row,
            mark=mark.group() if mark else "",
            sample=repr(cell),
        )
    sheet = lay_out(page.grid, source, reading.trail, findings, reading.known)
    below = [*((line, "text below the table") for line in page.beside), *((line, FOOTER) for line in page.footer)]
    for place, (line, reason) in enumerate(below, page.grid.numbers[-1] + 1):
        reading.trail.set_aside(source, place, brief(line), reason)
    sheet.footer += page.footer
    return sheet


def _text(text: str, reading: _Reading) -> list[Sheet]:
    source, trail, findings = reading.source, reading.trail, reading.findings
    refuse_screen(text)
    records = read_records(text, reading.known, reading.caps.cells)
    if records.separator_line:
        trail.set_aside(source, 1, records.separator_line, "separator line")
    sheet = lay_out(Grid(records.rows, records.numbers, True), source, trail, findings, reading.known)
    refuse_log(sheet.headings, sheet.columns)
    sheet.delimiter = records.delimiter
    for line, row_id in _row_ids(records.bare_breaks, sheet, trail):
        if row_id is None:
            findings.add(rules.LONE_CR, source=source.number, line=line)
        else:
            findings.add(rules.LONE_CR, row=row_id, if_used=True, line=line)
    return [sheet, *_unfolded(sheet, reading)] if is_folded(sheet.headings, sheet.columns) else [sheet]


def _unfolded(sheet: Sheet, reading: _Reading, depth: int = 0) -> list[Sheet]:
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
    for number, worksheet in enumerate(book.sheets):
        own = reading.another_source() if number else reading.source
        own.sheet = worksheet.name
        try:
            refuse_screen("\n".join("\t".join(row) for row in worksheet.grid.rows[:_FIRST_ROWS]))
            sheet = lay_out(worksheet.grid, own, reading.trail, reading.findings, reading.known)
            refuse_log(sheet.headings, sheet.columns)
        except Refused as refused:  # the other sheets may have faults of their own: all are told at once
            _tell(refused, own, reading.findings)
            continue
        _note_errors(worksheet, sheet, reading)
        sheets.append(sheet)
    return sheets


def _tell(refused: Refused, source: Source, findings: Findings) -> None:
    path = source.path.removeprefix(f"{source.archive.path}!") if source.archive else source.path
    facts = {"name": path.rpartition("/")[2], **refused.facts}
    findings.add(refused.rule, source=source.number, **facts)  # type: ignore[arg-type]


def _note_errors(worksheet: Worksheet, sheet: Sheet, reading: _Reading) -> None:
    at = _row_ids([error.row for error in worksheet.errors], sheet, reading.trail)
    for error, (row, row_id) in zip(worksheet.errors, at, strict=True):
        where = f"row {row}, column {error.column}"
        number = sheet.source.number if row_id is None else None
        reading.findings.add(rules.CELL_ERROR, row=row_id, source=number, value=error.text, if_used=True, where=where)


def _json(text: str, reading: _Reading) -> list[Sheet]:
    parsed = parse_json(text)
    answer = analytics_in(parsed)
    if answer is not None:
        return [_analytics(answer, reading)]
    tables = read_json_records(parsed)
    _refuse_large(sum(len(table.cells) * len(table.headings) for table in tables), reading.caps)
    if not tables:
        reading.findings.add(rules.NO_RECORDS, source=reading.source.number)
    sheets: list[Sheet] = []
    for table in tables or [RecordTable("")]:
        own = reading.another_source() if sheets else reading.source
        own.sheet = table.object if len(tables) > 1 and table.object else None
        sheets.append(_json_sheet(table, own, reading))
    return sheets


def _analytics(answer: Mapping[str, Any], reading: _Reading) -> Sheet:
    table = read_analytics(answer, accept_incomplete=reading.accept_incomplete)
    filled, source, findings = table.filled, reading.source, reading.findings
    _refuse_large(table.rows * len(filled.headings), reading.caps)
    if table.cut:
        findings.add(query_rules.ANALYTICS_CUT_ACCEPTED, source=source.number, rows=table.rows)
    for total in table.check.unclear:
        findings.add(query_rules.ANALYTICS_TOTALS_UNCLEAR, source=source.number, **total._asdict())
    for reason in table.check.unchecked:
        findings.add(query_rules.ANALYTICS_TOTALS_UNCHECKED, source=source.number, reason=reason)
    if filled.half_characters:
        findings.add(rules.HALF_CHARACTERS, source=source.number, count=filled.half_characters)
    if not table.rows:
        findings.add(rules.NO_RECORDS, source=source.number)
    ids = reading.trail.add_rows(source, range(1, table.rows + 1))
    source.rows = len(ids)
    return Sheet(
        source=source,
        headings=filled.headings,
        columns=filled.columns,
        row_ids=ids,
        exact=True,
        preamble=table.preamble,
    )


def _refuse_large(cells: int, caps: Caps) -> None:
    if cells > caps.cells:
        raise Refused(rules.TABLE_TOO_LARGE, cells=cells, limit=caps.cells)


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
