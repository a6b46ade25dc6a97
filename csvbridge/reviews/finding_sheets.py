"""Sheets of findings, laid out alike wherever people meet them: a row each, with its place, its words and its remedy.

In: findings by remedy, or rows of any kind. Out: sheets that are never longer than anybody reads; what was left out is
counted, and said where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

from csvbridge.findings import Finding
from csvbridge.reviews.remedies import Remedy
from csvbridge.reviews.words import fit
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Value

MOST_ROWS = 50_000
"""Rows of a sheet: nobody reads more, and a run of a million warnings must not take minutes."""

FINDINGS = (
    ReviewColumn("Code", 10),
    ReviewColumn("Severity", 10),
    ReviewColumn("File", 28),
    ReviewColumn("Sheet", 12),
    ReviewColumn("Row", 8, "number"),
    ReviewColumn("Column", 20),
    ReviewColumn("Value", 30),
    ReviewColumn("Message", 60),
    ReviewColumn("Fix", 60),
)


def findings_sheet(groups: Sequence[Remedy], *, whole: str, rest: str) -> ReviewSheet:
    """Return every finding of the remedies; `whole` stands where one names no file, `rest` says where others are."""
    count = sum(len(group.findings) for group in groups)
    shown = islice(chain.from_iterable(group.findings for group in groups), MOST_ROWS)
    notes = _left_out(count, rest)
    return ReviewSheet(title="Findings", columns=FINDINGS, rows=[_row(one, whole) for one in shown], notes=notes)


def cut_sheet(
    title: str,
    columns: Sequence[ReviewColumn],
    rows: Sequence[Sequence[Value]],
    rest: str,
    *,
    notes: Sequence[str] = (),
    sums: Sequence[Sequence[Value]] = (),
) -> ReviewSheet:
    """Return a sheet of any rows, cut where it is too long for a person."""
    notes = (*notes, *_left_out(len(rows), rest))
    return ReviewSheet(title=title, columns=columns, rows=rows[:MOST_ROWS], notes=notes, totals=sums)


def _left_out(count: int, rest: str) -> tuple[str, ...]:
    return (f"{count - MOST_ROWS:,} more rows are not shown: {rest}.",) if count > MOST_ROWS else ()


def _row(one: Finding, whole: str) -> list[Value]:
    return [
        one.code,
        one.severity,
        fit(one.file or whole, 400),
        fit(one.sheet or ""),
        one.row,
        fit(one.column or "", 400),
        fit(one.value or "", 600),
        fit(one.message, 1200),
        fit(one.fix, 1200),
    ]
