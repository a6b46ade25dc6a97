"""register.xlsx: one row for every document that was written, and the sums of each file below.

In: a run. Out: sheets for people. Amounts are the documents' own, credit notes negative; the sums are those that were
read back from the files, so that both can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csvbridge.converting.documents import written_lines
from csvbridge.converting.records import Deal
from csvbridge.reviews.remedies import customer_of, documents
from csvbridge.reviews.words import counted, fit_all
from csvbridge.run import Run
from csvbridge.values.money import currency_digits, to_decimal
from csvbridge.writing.review_tables import MOST_ROWS, ReviewColumn, ReviewSheet, Value

COLUMNS = (
    ReviewColumn("Number", 24),
    ReviewColumn("Deal", 34),
    ReviewColumn("Owner", 18),
    ReviewColumn("Customer", 34),
    ReviewColumn("Date", 12, "date"),
    ReviewColumn("Due date", 12, "date"),
    ReviewColumn("Amount", 14, "money"),
    ReviewColumn("Currency", 10),
    ReviewColumn("Kind", 13),
    ReviewColumn("Lines", 8, "number"),
    ReviewColumn("File", 32),
)

_NOTES = (
    "Every document that the files in import/ hold, one row each. Credit notes are below zero, and have no due date.",
    "The sums at the end were counted from the files themselves. This is a paper to read: QuickBooks does not take it.",
)


def register_sheets(run: Run) -> list[ReviewSheet]:
    """Return the register; nothing when no document was written, more than one sheet when one cannot hold it."""
    rows = _rows(documents(run), run)
    parts = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)]
    return [
        ReviewSheet(
            title="Register" if number == 1 else f"Register {number}",
            columns=COLUMNS,
            rows=part,
            notes=_NOTES,
            totals=_sums(run) if number == len(parts) else (),
        )
        for number, part in enumerate(parts, start=1)
    ]


def _rows(deals: Sequence[Deal], run: Run) -> list[Sequence[Value]]:
    home = run.plan.profile.company.home_currency
    digits = currency_digits(home)
    columns: list[Iterable[Value]] = [
        fit_all([deal.number for deal in deals]),
        fit_all([deal.opportunity_name for deal in deals], 400),
        fit_all([deal.owner for deal in deals]),
        fit_all([customer_of(deal) for deal in deals], 600),
        [deal.close_date for deal in deals],
        [None if deal.credit else deal.due_date for deal in deals],
        [to_decimal(deal.total, digits) for deal in deals],
        [home] * len(deals),
        ["credit note" if deal.credit else "invoice" for deal in deals],
        [len(written_lines(deal)) for deal in deals],
        [deal.target.split("#", 1)[0] for deal in deals],
    ]
    return list(zip(*columns, strict=True))


def _sums(run: Run) -> list[list[Value]]:
    rows: list[list[Value]] = []
    everything: dict[str, tuple[int, int, int]] = {}
    for file in run.totals.files:
        for code, minor in sorted(file.amounts.items()):
            rows.append(_sum("Sum of the file", code, file.path, count=file.records, minor=minor, lines=file.rows))
            records, total, lines = everything.get(code, (0, 0, 0))
            everything[code] = (records + file.records, total + minor, lines + file.rows)
    for code, (records, total, lines) in sorted(everything.items()):
        rows.append(_sum("Sum of all files", code, "", count=records, minor=total, lines=lines))
    return rows


def _sum(label: str, code: str, path: str, *, count: int, minor: int, lines: int) -> list[Value]:
    amount = to_decimal(minor, currency_digits(code))
    return [label, counted(count, "document"), None, None, None, None, amount, code, None, lines, path]
