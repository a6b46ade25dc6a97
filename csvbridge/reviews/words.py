"""Words and figures as reviews say them: counts, amounts, days, places, and values fit to be shown.

In: whole numbers, minor units, findings, text from the files. Out: short plain text. It never lets a hidden character
through, never cuts without saying so, and its own words hold no character that a Windows terminal lacks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from csvbridge.findings import Finding, shown
from csvbridge.values.money import currency_digits, to_decimal
from csvbridge.values.text import is_tidy, one_line, strip_hidden, tidied

VALUE_LIMIT = 120
"""Characters of a value that a review repeats; the evidence has it whole."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)  # not from the system's locale: equal runs say equal words


def fit(text: object, limit: int = VALUE_LIMIT) -> str:
    """Return a value on one line, without hidden characters or half characters, cut at the limit with its length."""
    if isinstance(text, str) and len(text) <= limit and is_tidy(text):
        return text
    whole = one_line(strip_hidden(str(text))).encode("utf-8", "replace").decode("utf-8")
    return shown(whole, limit) or ""


def fit_all(texts: Sequence[str], limit: int = VALUE_LIMIT) -> list[str]:
    """Return a column of values, each as `fit` has it."""
    return tidied(texts, lambda text: fit(text, limit), limit)


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 invoice`, `1,234 invoices`; `many` for words that take more than an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def figure(minor: int, code: str) -> str:
    """Return an amount for people: `-1,320.00`."""
    return f"{to_decimal(minor, currency_digits(code)):,f}"


def money(minor: int, code: str) -> str:
    """Return an amount with its currency: `USD 1,320.00`."""
    return f"{code} {figure(minor, code)}"


def long_date(day: dt.date) -> str:
    """Return a day that nobody can read the other way round: `31 October 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def listing(parts: Iterable[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def place(finding: Finding) -> str:
    """Return where a finding was made: `won.csv:17`, `Customers.xls[Sheet1]:4`, or `the run`."""
    if finding.file is None:
        return "the run"
    sheet = f"[{finding.sheet}]" if finding.sheet else ""
    row = f":{finding.row}" if finding.row is not None else ""
    return fit(f"{finding.file}{sheet}{row}", 200)


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return rows in columns; those named in `right` end at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  "
        + "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
