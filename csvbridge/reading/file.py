"""One file into `Sheet`s: a found file in, its tables out, every row registered in the trail.

An archive is read member by member, each as a file of its own would be; only one level deep.

The bytes are read once and hashed. Whatever cannot be read is a finding that ends the run; nothing is ever
raised for what a file holds, and nothing is trimmed, typed or mapped here.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from csvbridge.findings import Findings
from csvbridge.reading.archive import member_bytes, open_archive
from csvbridge.reading.caps import CAPS, Caps
from csvbridge.reading.discover import Found
from csvbridge.reading.encoding import Mixed, decode
from csvbridge.reading.json_tables import read_json
from csvbridge.reading.lines import ends_in_cr, line_of
from csvbridge.reading.reading import Known, Reading, tell
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.sniff import ByteKind, kind_of_bytes, kind_of_text
from csvbridge.reading.text_tables import read_text
from csvbridge.reading.workbook_tables import read_worksheets
from csvbridge.rules import containers
from csvbridge.rules import reading as rules
from csvbridge.trail import Source, Trail

_SAMPLE_CELL = re.compile('[^,;|\t"\r\n]{0,60}[^\x00-\x7f][^,;|\t"\r\n]{0,60}')


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
    validating: bool = False,
) -> Iterator[Sheet]:
    """Yield what `read_file` returns, a member of an archive at a time: a sheet not kept makes room for the next."""
    source = trail.add_source(found.shown)
    reading = Reading(source, trail, findings, caps, known_heading, accept_incomplete, validating)
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
        tell(refused, reading.source, findings)


def _tables(contents: list[bytes], kind: ByteKind, reading: Reading) -> list[Sheet]:
    """Return the tables of one file's bytes, which it takes out of the list so that nobody holds them any longer."""
    data = contents.pop()
    if kind == "workbook":
        return read_worksheets(data, reading)
    decoded = decode(data)
    reading.source.encoding, reading.source.order_mark = decoded.encoding, data.startswith(codecs.BOM_UTF8)
    del data
    text_kind = kind_of_text(decoded.text)
    if decoded.chosen:
        _note_encoding(decoded.text, decoded.encoding, reading.source, reading.findings)
    if decoded.mixed:
        _note_mixed(decoded.mixed, decoded.encoding, reading)
    if text_kind == "json":
        return read_json(decoded.text, reading)
    text = _without_nuls(decoded.text, reading)
    if text_kind == "html":
        from csvbridge.reading.html_tables import read_page_table  # lxml loads slowly, and pages are few

        return [read_page_table(text, reading)]
    return read_text(text, reading)


def _archive(data: bytes, name: str, reading: Reading, skip: Sequence[str]) -> Iterator[Sheet]:
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
            tell(refused, inner.source, reading.findings)


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


def _without_nuls(text: str, reading: Reading) -> str:
    if "\x00" in text:
        count, line = text.count("\x00"), line_of(text, text.index("\x00"), ends_in_cr(text))
        reading.findings.add(rules.NULS_REMOVED, source=reading.source.number, count=count, line=line)
        text = text.replace("\x00", "")
    if not text or text.isspace():
        raise Refused(rules.FILE_BLANK)
    return text


def _note_encoding(text: str, encoding: str, source: Source, findings: Findings) -> None:
    sample = _SAMPLE_CELL.search(text)
    if sample is None:  # all of it is ASCII: the reading cannot be wrong
        return
    line = line_of(text, sample.start(), ends_in_cr(text))
    cell = sample.group().strip()
    findings.add(rules.ENCODING, source=source.number, value=cell, encoding=encoding, line=line, sample=repr(cell))


def _note_mixed(mixed: Mixed, encoding: str, reading: Reading) -> None:
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
