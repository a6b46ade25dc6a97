"""Dates read under an order, and the order decided."""

import datetime as dt

import pytest

from csvbridge.values.dates import decide_order, exported_from_name, format_date, parse_date, stamp_order

JULY = dt.date(2026, 7, 4)  # the day that 7/4/2026 is where the month comes first


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("7/4/2026", "M/D/YYYY", JULY),
        ("07/04/2026", "M/D/YYYY", JULY),
        ("7-4-2026", "M/D/YYYY", JULY),
        ("7.4.2026", "M/D/YYYY", JULY),
        ("4/7/2026", "D/M/YYYY", JULY),
        ("04.07.2026", "D/M/YYYY", JULY),
        ("4.7.2026", "D.M.YYYY", JULY),
        ("4/7/2026", "D.M.YYYY", JULY),
        ("04-07-2026", "D.M.YYYY", JULY),
        ("2026-07-04", "M/D/YYYY", JULY),
        ("2026-07-04", "D/M/YYYY", JULY),
        ("2026/7/4", "D.M.YYYY", JULY),
        ("2026-7-4", "YYYY-MM-DD", JULY),
        ("2026.07.04", "YYYY-MM-DD", JULY),
        ("7/4/26", "M/D/YYYY", JULY),
        ("7/4/69", "M/D/YYYY", dt.date(2069, 7, 4)),
        ("7/4/70", "M/D/YYYY", dt.date(1970, 7, 4)),
        ("7/4/00", "M/D/YYYY", dt.date(2000, 7, 4)),
        (" 7/4/2026 ", "M/D/YYYY", JULY),
        ("7/4/2026, 8:31 PM", "M/D/YYYY", JULY),
        ("7/4/2026, 8:31\u202fPM", "M/D/YYYY", JULY),
        ("7/4/2026 8:31 pm", "M/D/YYYY", JULY),
        ("4/7/2026 8:31 a.m.", "D/M/YYYY", JULY),
        ("04/07/2026 09:24", "D/M/YYYY", JULY),
        ("04.07.2026, 09:24:59", "D.M.YYYY", JULY),
        ("4.7.2026 9.24", "D.M.YYYY", JULY),
        ("2026-07-04 00:00:00", "YYYY-MM-DD", JULY),
        ("2026-07-04T18:03:42.000Z", "M/D/YYYY", JULY),
        ("2026-07-04T23:59:59.000+0000", "YYYY-MM-DD", JULY),
        ("2026-07-04T23:59:59-07:00", "YYYY-MM-DD", JULY),
        ("2/29/2024", "M/D/YYYY", dt.date(2024, 2, 29)),
        ("45292", "M/D/YYYY", dt.date(2024, 1, 1)),
        ("45292.0", "D/M/YYYY", dt.date(2024, 1, 1)),
        ("20000", "M/D/YYYY", dt.date(1954, 10, 3)),
        ("80000", "M/D/YYYY", dt.date(2119, 1, 11)),
        ("1700-01-01", "YYYY-MM-DD", dt.date(1700, 1, 1)),
        ("12/31/4000", "M/D/YYYY", dt.date(4000, 12, 31)),
    ],
)
def test_dates(text: str, order: str, day: dt.date) -> None:
    assert parse_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("20/10/2026", "M/D/YYYY"),
        ("10/20/2026", "D/M/YYYY"),
        ("10.20.2026", "D.M.YYYY"),
        ("7/4/2026", "YYYY-MM-DD"),
        ("45292", "YYYY-MM-DD"),
        ("2/29/2026", "M/D/YYYY"),
        ("31/4/2026", "D/M/YYYY"),
        ("0/4/2026", "M/D/YYYY"),
        ("0000-01-01", "YYYY-MM-DD"),
        ("0202-10-05", "YYYY-MM-DD"),
        ("1699-12-31", "YYYY-MM-DD"),
        ("1/1/4001", "M/D/YYYY"),
        ("9999-12-31", "YYYY-MM-DD"),
        ("7/4-2026", "M/D/YYYY"),
        ("7/4/026", "M/D/YYYY"),
        ("7/4", "M/D/YYYY"),
        ("7/4/2026 25:00", "M/D/YYYY"),
        ("7/4/2026 09:60", "M/D/YYYY"),
        ("7/4/2026 soon", "M/D/YYYY"),
        ("7/4/20261", "M/D/YYYY"),
        ("７/4/2026", "M/D/YYYY"),
        ("19999", "M/D/YYYY"),
        ("80001", "M/D/YYYY"),
        ("45292.5", "M/D/YYYY"),
        ("20260704", "M/D/YYYY"),
        ("FY 2025", "M/D/YYYY"),
        ("July 2026", "M/D/YYYY"),
        ("Q3-2026", "M/D/YYYY"),
        ("", "M/D/YYYY"),
        ("-", "M/D/YYYY"),
        ("7/4/2026" + " " * 100 + "x", "M/D/YYYY"),
    ],
)
def test_no_dates(text: str, order: str) -> None:
    assert parse_date(text, order) is None


@pytest.mark.parametrize(
    ("texts", "order", "status", "quoted"),
    [
        (["10/05/2026", "10/20/2026"], "M/D/YYYY", "decided", ["10/20/2026"]),
        (["05/10/2026", "20/10/2026"], "D/M/YYYY", "decided", ["20/10/2026"]),
        (["31-07-2026"], "D/M/YYYY", "decided", ["31-07-2026"]),
        (["31.07.2026"], "D.M.YYYY", "decided", ["31.07.2026"]),
        (["01.07.2026"], "D.M.YYYY", "decided", ["01.07.2026"]),
        (["07.31.2026"], "M/D/YYYY", "decided", ["07.31.2026"]),
        (["8/24/2026, 8:31 PM"], "M/D/YYYY", "decided", ["8/24/2026"]),
        (
            ["2026-10-05", "45292", "10/05/2026"],
            None,
            "ambiguous",
            ["10/05/2026", "5 October 2026", "10 May 2026"],
        ),
        (["10/05/2026"], None, "ambiguous", ["10/05/2026"]),
        (["2026-10-05", "45292"], "M/D/YYYY", "either", []),
        (["10/10/2026", "5.5.2026", ""], "M/D/YYYY", "either", []),
        ([], "M/D/YYYY", "either", []),
        (["July 2026", "13/13/2026", "-"], "M/D/YYYY", "either", []),
        (["2/30/2026", "1/2/2026"], None, "ambiguous", ["1/2/2026"]),  # 30 February tells nothing
        (["10/20/2026", "20/10/2026"], None, "mixed", ["10/20/2026", "20/10/2026"]),
        (["10/20/2026", "3.4.2026"], None, "mixed", ["10/20/2026", "3.4.2026"]),
        (["20/10/2026", "21.10.2026"], "D/M/YYYY", "decided", ["20/10/2026"]),
    ],
)
def test_decide_order(texts: list[str], order: str | None, status: str, quoted: list[str]) -> None:
    decision = decide_order(texts)
    assert (decision.order, decision.status) == (order, status)
    assert all(part in decision.evidence for part in quoted)


def test_hints_are_asked_in_turn_and_only_when_no_cell_tells() -> None:
    hints = [("YYYY-MM-DD", "no use"), ("D/M/YYYY", "the footer"), ("M/D/YYYY", "the name")]
    assert decide_order(["10/05/2026"], hints) == ("D/M/YYYY", "decided", "the footer")
    assert decide_order(["10/05/2026", "10/20/2026"], hints).order == "M/D/YYYY"
    assert decide_order(["10/20/2026", "20/10/2026"], hints).status == "mixed"
    assert decide_order(["10/10/2026"], hints).status == "either"
    assert decide_order(["10/05/2026"], hints[:1]).status == "ambiguous"


NOVEMBER = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("stamp", "exported", "order"),
    [
        ("Generated By:  Dana Reyes  11/13/2026 9:14 AM", None, "M/D/YYYY"),
        ("Generated By:  Dana Reyes  26/07/2022 09:24", None, "D/M/YYYY"),
        ("Generated By:  Dana Reyes  26/07/2022 09:24,,,", None, "D/M/YYYY"),
        ("Erstellt von:  Dana Reyes  02.11.2026 09:24", None, "D.M.YYYY"),
        ("Generated By:  Dana Reyes  11/2/2026 9:14 AM", NOVEMBER, "M/D/YYYY"),
        ("Generated By:  Dana Reyes  2/11/2026 9:14 AM", NOVEMBER, "D/M/YYYY"),
        ("Generated By:  Dana Reyes  11/3/2026 9:14 AM", NOVEMBER, "M/D/YYYY"),
        ("Generated By:  Dana Reyes  11/1/2026, 9:14 PM", NOVEMBER, "M/D/YYYY"),
        (
            "Generated By:  Team 12 3/4/2026  11/13/2026 9:14 AM",
            None,
            "M/D/YYYY",
        ),  # the last one is the stamp
    ],
)
def test_stamps(stamp: str, exported: dt.date | None, order: str) -> None:
    told = stamp_order(stamp, exported)
    assert told is not None
    assert told[0] == order
    assert "footer" in told[1]


@pytest.mark.parametrize(
    ("stamp", "exported"),
    [
        ("Generated By:  Dana Reyes  11/2/2026 9:14 AM", None),
        ("Generated By:  Dana Reyes  11/4/2026 9:14 AM", NOVEMBER),  # two days off, either way
        ("Generated By:  Dana Reyes  11/11/2026 9:14 AM", dt.date(2026, 11, 11)),
        ("Generated By:  Dana Reyes  2/1/2026 9:14 AM", dt.date(2026, 1, 20)),
        ("As of 2026-11-13 09:14:00 Eastern Standard Time/EST", None),
        ("Won deals 11/13/2026", None),  # a report's name, not a stamp
        ("111/13/2026 9:14 AM", None),
        ("", None),
    ],
)
def test_stamps_that_tell_nothing(stamp: str, exported: dt.date | None) -> None:
    assert stamp_order(stamp, exported) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("report1743692390576.csv", dt.date(2025, 4, 3)),
        ("report1743692390576 (1).csv", dt.date(2025, 4, 3)),
        ("Report1743692390576.XLS", dt.date(2025, 4, 3)),
        ("report174369239057.csv", None),
        ("report17436923905761.csv", None),
        ("report0000000000000.csv", None),
        ("report9999999999999.csv", None),
        ("won.csv", None),
        ("", None),
    ],
)
def test_exported_from_name(name: str, day: dt.date | None) -> None:
    assert exported_from_name(name) == day


@pytest.mark.parametrize(
    ("style", "text"),
    [("MM/DD/YYYY", "07/04/2026"), ("DD/MM/YYYY", "04/07/2026"), ("YYYY-MM-DD", "2026-07-04")],
)
def test_format_date(style: str, text: str) -> None:
    assert format_date(JULY, style) == text


def test_format_date_keeps_four_digits_of_a_year() -> None:
    assert format_date(dt.date(987, 1, 2), "YYYY-MM-DD") == "0987-01-02"
