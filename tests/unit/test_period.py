"""The period of a run: four forms, both ends included; anything else is refused with the forms."""

from __future__ import annotations

import datetime as dt

import pytest

from csvbridge.errors import UsageError
from csvbridge.period import parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
        ("2026-02", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        ("2028-02", dt.date(2028, 2, 1), dt.date(2028, 2, 29)),
        ("2026-12", dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        ("2026-Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        ("2026-q2", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("2026-Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("2026-10-01..2026-10-15", dt.date(2026, 10, 1), dt.date(2026, 10, 15)),
        ("2026-10-15..2026-10-15", dt.date(2026, 10, 15), dt.date(2026, 10, 15)),
        (" 2026-10-01 .. 2026-10-15 ", dt.date(2026, 10, 1), dt.date(2026, 10, 15)),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: dt.date, last: dt.date) -> None:
    period = parse_period(text)
    assert (period.first, period.last, period.text) == (first, last, text.strip())
    one = dt.timedelta(days=1)
    assert period.holds(first) and period.holds(last)
    assert not period.holds(first - one) and not period.holds(last + one)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "October",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-1",
        "26-10",
        "0000",
        "2026-02-29..2026-03-01",
        "2026-10-01..",
        "2026-10-01",
        "2026-10..2026-11",
        "10/01/2026..10/15/2026",
        "２０２６",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_period(text)
    assert f'"{text}"' in refused.value.message
    assert "2026-Q4" in refused.value.fix


def test_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(UsageError, match="ends before it begins"):
        parse_period("2026-10-15..2026-10-01")
