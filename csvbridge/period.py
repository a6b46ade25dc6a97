"""The period of a run, by invoice date.

In: `2026-10`, `2026-Q4`, `2026` or `2026-10-01..2026-10-15` (contract.md 1). Out: its first and last day.
It never guesses at another form.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from csvbridge.errors import UsageError

_FORMS = "Write 2026-10 (a month), 2026-Q4 (a quarter), 2026 (a year) or 2026-10-01..2026-10-15 (days)."


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    first: dt.date
    last: dt.date
    text: str

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in the period."""
        return self.first <= day <= self.last


def parse_period(text: str) -> Period:
    """Return the period that a text names.

    Raises:
        UsageError: the text is none of the four forms, no real day, or ends before it begins.
    """
    written = text.strip()
    span = _months(written) or _days(written)
    if span is None:
        raise UsageError(f'--period "{text}" is no period', _FORMS)
    first, last = span
    if last < first:
        raise UsageError(f'--period "{text}" ends before it begins', _FORMS)
    return Period(first, last, written)


def _months(text: str) -> tuple[dt.date, dt.date] | None:
    match = re.fullmatch(r"([0-9]{4})(?:-(?:([0-9]{2})|[Qq]([1-4])))?", text)
    if match is None or int(match[1]) < 1:
        return None
    year, start, end = int(match[1]), 1, 12
    if match[2]:
        start = end = int(match[2])
    elif match[3]:
        start, end = int(match[3]) * 3 - 2, int(match[3]) * 3
    if not 1 <= start <= 12:
        return None
    return dt.date(year, start, 1), dt.date(year, end, calendar.monthrange(year, end)[1])


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*\.\.\s*([0-9]{4}-[0-9]{2}-[0-9]{2})", text)
    if match is None:
        return None
    try:
        return dt.date.fromisoformat(match[1]), dt.date.fromisoformat(match[2])
    except ValueError:
        return None
