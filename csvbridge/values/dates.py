"""Dates as reports, programs and spreadsheets write them.

In: the text of a cell, and the order of day and month of its column. Out: a calendar day, or None. The order
is decided for a column as a whole, from its cells and then from hints; it never reads one cell by another
order than the next. A time of day is dropped, never shifted into another day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

MONTH_FIRST, DAY_FIRST, DAY_FIRST_DOTS, YEAR_FIRST = "M/D/YYYY", "D/M/YYYY", "D.M.YYYY", "YYYY-MM-DD"

_LONGEST = 64  # characters of a cell that can be a date
_CLOCK = r"(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]{1,9})?)?"
_ZONE = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_NOON = r"(?:[ \u00a0\u202f]?[AaPp]\.?[ \u00a0]?[Mm]\.?)?"  # AM, pm, a.m.
_TIME = rf"(?:(?:,?[ \u00a0\u202f]+|T){_CLOCK}{_NOON}{_ZONE})?"
_YEAR_LED = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_SERIAL = re.compile(r"([2-7][0-9]{4}|80000)(?:\.0+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)  # Excel's 1900 system: 45292 is 2024-01-01; salesforce-exports.md 4.1
_YEARS = range(1700, 4001)  # what Salesforce keeps; a year beyond is a slip of the hand, such as 0202
_STAMP = re.compile(
    rf"(?<![0-9./-])([0-9]{{1,2}}([-/.])[0-9]{{1,2}}\2[0-9]{{4}}),?[ \u00a0\u202f]+{_CLOCK}{_NOON}[\s,;]*$"
)
# strftime would use the computer's language
_MONTHS = "January February March April May June July August September October November December".split()
_FILE_NAME = re.compile(r"report([0-9]{13})(?![0-9])", re.IGNORECASE)


class DateDecision(NamedTuple):
    """The order of a column, or None where it is unclear. `either`: every order gives the same days."""

    order: str | None
    status: Literal["decided", "either", "ambiguous", "mixed"]
    evidence: str


def parse_date(text: str, order: str) -> dt.date | None:
    """Return the day that the cell names when its column has this order, or None when it names none.

    Dates that begin with a four-digit year are read as such under every order, and nothing else under
    `YYYY-MM-DD`; a spreadsheet's serial (20000 to 80000) is read under all others. Two-digit years: 00 to 69
    are 2000 to 2069. Source: salesforce-exports.md 4.1 and 7 (34, 35, 38); the years 1700 to 4000 are those of
    Salesforce's own date fields.
    """
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    if match := _YEAR_LED.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if order == YEAR_FIRST:
        return None
    if match := _YEAR_LAST.fullmatch(text):
        month, day = (match[1], match[3]) if order == MONTH_FIRST else (match[3], match[1])
        return _day(match[4], month, day)
    if match := _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + dt.timedelta(days=int(match[1]))
    return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    if number not in _YEARS:
        return None
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:  # no such day in the calendar
        return None


def decide_order(texts: Iterable[str], hints: Sequence[tuple[str, str]] = ()) -> DateDecision:
    """Decide whether a column has the day or the month first; cells that are no date are passed over.

    A cell tells when only one order makes it a day, or when it is written with dots. Cells that disagree
    decide nothing; where no cell tells, the hints (order, what says so) are asked in turn. Source:
    salesforce-exports.md 4.1.
    """
    telling: dict[str, str] = {}
    unclear = ""
    for text in texts:
        by_month, by_day = parse_date(text, MONTH_FIRST), parse_date(text, DAY_FIRST)
        if by_month == by_day:
            continue
        order = _told(text, by_month, by_day)
        if order is not None:
            telling.setdefault(order, text.strip())
        elif by_month and by_day and not unclear:
            unclear = f'"{text.strip()}" can be {_in_words(by_month)} or {_in_words(by_day)}'
    return _decision(telling, unclear, hints)


def _told(text: str, by_month: dt.date | None, by_day: dt.date | None) -> str | None:
    """Return the order that a cell with two different readings tells, or None when it fits both."""
    if by_day is None:
        return MONTH_FIRST
    match = _YEAR_LAST.fullmatch(text.strip())
    if match is not None and match[2] == ".":
        return DAY_FIRST_DOTS
    return DAY_FIRST if by_month is None else None


def _decision(telling: dict[str, str], unclear: str, hints: Sequence[tuple[str, str]]) -> DateDecision:
    first_days = [order for order in telling if order != MONTH_FIRST]
    if first_days and MONTH_FIRST in telling:
        evidence = f'"{telling[MONTH_FIRST]}" has the month first, "{telling[first_days[0]]}" the day'
        return DateDecision(None, "mixed", evidence)
    if telling:
        order = next(iter(telling))
        return DateDecision(order, "decided", _reason(order, telling[order]))
    if not unclear:
        return DateDecision(MONTH_FIRST, "either", "every date reads alike either way")
    for order, evidence in hints:
        if order != YEAR_FIRST:  # which says nothing about day and month
            return DateDecision(order, "decided", evidence)
    return DateDecision(None, "ambiguous", unclear)


def _reason(order: str, quoted: str) -> str:
    if order == DAY_FIRST_DOTS:
        return f'"{quoted}" is written with dots, which go with the day first'
    return f'"{quoted}" can only have the {"month" if order == MONTH_FIRST else "day"} first'


def _in_words(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def stamp_order(stamp_text: str, exported: dt.date | None) -> tuple[str, str] | None:
    """Return the order of a footer's `Generated By: … 11/13/2026 9:14 AM`, with what says so, or None.

    The date tells when a part is over 12 or it is written with dots, else when only one reading is the day on
    which the file was exported (give or take a day, for time zones). Source: salesforce-exports.md 1.4 (hint
    in the footer).
    """
    match = _STAMP.search(stamp_text[-_LONGEST:])
    if match is None:
        return None
    text = match[1]
    by_month, by_day = parse_date(text, MONTH_FIRST), parse_date(text, DAY_FIRST)
    if by_month == by_day:
        return None
    matching = [] if exported is None else [_near(by_month, exported), _near(by_day, exported)]
    if by_month and by_day and matching in ([True, False], [False, True]):
        order = MONTH_FIRST if matching[0] else DAY_FIRST_DOTS if match[2] == "." else DAY_FIRST
        first = "month" if order == MONTH_FIRST else "day"
        return order, f'the footer\'s "{text}" is the day of the export only with the {first} first'
    told = _told(text, by_month, by_day)
    return None if told is None else (told, f"the footer's date: {_reason(told, text)}")


def _near(day: dt.date | None, exported: dt.date) -> bool:
    return day is not None and abs((day - exported).days) <= 1


def exported_from_name(filename: str) -> dt.date | None:
    """Return the day (UTC) in a report file's own name, `report1743692390576.csv`, or None.

    The 13 digits are the milliseconds since 1970 of the export. Source: salesforce-exports.md 1.2.
    """
    match = _FILE_NAME.search(filename)
    if match is None:
        return None
    day = dt.datetime.fromtimestamp(int(match[1]) // 1000, dt.UTC).date()
    return day if 2005 <= day.year <= 2100 else None


@lru_cache(maxsize=1 << 14)
def format_date(date: dt.date, style: str) -> str:
    """Return the date as `MM/DD/YYYY`, `DD/MM/YYYY` or `YYYY-MM-DD` has it. Source: contract.md 5."""
    return style.replace("YYYY", f"{date.year:04}").replace("MM", f"{date.month:02}").replace("DD", f"{date.day:02}")
