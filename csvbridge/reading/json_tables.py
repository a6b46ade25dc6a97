"""JSON into `Sheet`s: a decoded text in, a table for each kind of record out, or the one of a report that was run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csvbridge.reading.analytics import analytics_in, read_analytics
from csvbridge.reading.caps import Caps
from csvbridge.reading.jsonfile import parse_json, read_records
from csvbridge.reading.reading import Reading
from csvbridge.reading.records import RecordTable
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import queries as query_rules
from csvbridge.rules import reading as rules
from csvbridge.trail import Source


def read_json(text: str, reading: Reading) -> list[Sheet]:
    """Return the tables of a JSON text: one of a report, or one for each kind of record."""
    parsed = parse_json(text)
    answer = analytics_in(parsed)
    if answer is not None:
        return [_analytics(answer, reading)]
    tables = read_records(parsed)
    _refuse_large(sum(len(table.cells) * len(table.headings) for table in tables), reading.caps)
    if not tables:
        reading.findings.add(rules.NO_RECORDS, source=reading.source.number)
    sheets: list[Sheet] = []
    for table in tables or [RecordTable("")]:
        own = reading.another_source() if sheets else reading.source
        own.sheet = table.object if len(tables) > 1 and table.object else None
        sheets.append(_json_sheet(table, own, reading))
    return sheets


def _analytics(answer: Mapping[str, Any], reading: Reading) -> Sheet:
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


def _json_sheet(table: RecordTable, source: Source, reading: Reading) -> Sheet:
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
