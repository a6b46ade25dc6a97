"""Dates of a file for an import screen: one form a file, since the screen is told which.

In: the text of a cell, and a form such as `MM/DD/YYYY`. Out: the day, or None where the cell is not of that form. A
year of two digits is read, as in Intuit's own sample row; a time of day, a month in letters, a serial number is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_DATE = re.compile(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})")
ORDERS = {"M/D": ("MM", "DD"), "D/M": ("DD", "MM")}


class Form(NamedTuple):
    """How one cell is written: its mark between the parts, whether the year leads, and how long the year is."""

    mark: str
    year_first: bool
    short_year: bool


def form_of(text: str) -> Form | None:
    """Return the form of a cell that is written like a date in figures, whether or not there is such a day."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    first, mark, _, last = match.groups()
    if len(first) == 4 and len(last) <= 2:
        return Form(mark, True, False)
    if len(first) <= 2 and len(last) in (2, 4):
        return Form(mark, False, len(last) == 2)
    return None


@lru_cache(maxsize=1 << 16)
def day_of(text: str, style: str) -> dt.date | None:
    """Return the day of a cell in a style: `MM/DD/YYYY`, `DD.MM.YYYY`, `YYYY-MM-DD`; None where it is not one."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    mark = next(letter for letter in style if not letter.isalpha())
    if match[2] != mark:
        return None
    parts = dict(zip(style.split(mark), (match[1], match[3], match[4]), strict=True))
    year = parts["YYYY"]
    if len(year) not in (2, 4) or len(parts["MM"]) > 2 or len(parts["DD"]) > 2:
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    try:
        return dt.date(number, int(parts["MM"]), int(parts["DD"]))
    except ValueError:  # no such day in the calendar
        return None


def style_of(form: Form, order: str) -> str:
    """Return the style of a form, with `M/D` or `D/M` for the order of month and day."""
    if form.year_first:
        return form.mark.join(("YYYY", "MM", "DD"))
    return form.mark.join((*ORDERS[order], "YYYY"))


def commonest(forms: Iterable[tuple[Form, int]]) -> Form | None:
    """Return the form that most cells have, of forms with how often each was met, whatever the length of the year."""
    counts: dict[tuple[str, bool], int] = {}
    for form, count in forms:
        counts[form.mark, form.year_first] = counts.get((form.mark, form.year_first), 0) + count
    if not counts:
        return None
    mark, year_first = max(counts, key=lambda key: counts[key])
    return Form(mark, year_first, False)
