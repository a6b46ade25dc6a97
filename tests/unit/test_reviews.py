"""Words, figures and blocks of reviews; and `make_run`, with which the other tests of reviews get their runs."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Finding
from csvbridge.period import parse_period
from csvbridge.pipeline import run_convert
from csvbridge.profile import load_profile
from csvbridge.reviews.blocks import Column, Span, say, table
from csvbridge.reviews.words import counted, fit, listing, long_date, money, place
from csvbridge.run import Plan, Run
from csvbridge.values.text import HIDDEN

Rows = Sequence[Mapping[str, str]]


def account(number: int, name: str, **more: str) -> dict[str, str]:
    """A row of the accounts report."""
    street = {"Billing Street": "1 Quay Road", "Parent Account": ""}
    return {"Account ID": f"001Ax000000{number:04d}", "Account Name": name, **street, **more}


def deal(number: int, of: int | None, amount: str, **more: str) -> dict[str, str]:
    """A row of the opportunities report: won on 14 October 2026."""
    return {
        "Opportunity ID": f"006Ax000000{number:04d}",
        "Opportunity Name": f"Deal {number}",
        "Account ID": "" if of is None else f"001Ax000000{of:04d}",
        "Stage": "Closed Won",
        "Close Date": "10/14/2026",
        "Amount": amount,
        "Opportunity Owner": "Orla Finch",
        **more,
    }


def line(number: int, of: int, product: str, quantity: str, price: str, total: str) -> dict[str, str]:
    """A row of the report Opportunities with Products."""
    return {
        "Line Item ID": f"00kAx000000{number:04d}",
        "Opportunity ID": f"006Ax000000{of:04d}",
        "Product Name": product,
        "Product Code": product.upper(),
        "Quantity": quantity,
        "Sales Price": price,
        "Total Price": total,
    }


def make_run(folder: Path, files: Mapping[str, Rows], *sets: str, accept: str = "", period: str | None = None) -> Run:
    """Return the dry run of small exports, each given as rows by heading."""
    exports, company = folder / "exports", None
    exports.mkdir()
    for name, rows in files.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        (exports / name).write_text(text.getvalue(), encoding="utf-8")
    if accept:
        company = folder / "company"
        company.mkdir()
        (company / "csvbridge.toml").write_text(f"[accept]\n{accept}\n", encoding="utf-8")
    plan = Plan(
        inputs=(exports,),
        against=(),
        out=Path("books/october"),
        profile=load_profile(company, sets),
        company=company,
        period=None if period is None else parse_period(period),
        dry_run=True,
    )
    return run_convert(plan, lambda stage, done, total: None)


SMALL: Mapping[str, Rows] = {
    "accounts.csv": [account(1, "Alder & Finch"), account(2, "Birch Supply")],
    "won.csv": [deal(1, 1, "1250.00"), deal(2, 2, "99.90")],
}
"""Two customers, two invoices, nothing that waits."""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Alder & Finch", "Alder & Finch"),
        ("Alder\n  Finch\tLLC", "Alder Finch LLC"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;https://bad.example\x07click\x1b]8;;\x07", "click"),
        ("Al\u200bder\u202e", "Alder"),
        ("half \ud800 a character", "half ? a character"),
        ("x" * 11, "xxxxxxxxxx… (11 characters)"),
        (42, "42"),
    ],
)
def test_values_are_made_fit_to_be_shown(value: object, shown: str) -> None:
    assert fit(value, 10 if value == "x" * 11 else 120) == shown


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_shown_value_is_short_one_line_and_has_nothing_hidden(text: str) -> None:
    shown = fit(text, 50)
    assert len(shown) <= 50 + len("… (300 characters)")
    assert shown.splitlines() in ([], [shown])
    assert HIDDEN.search(shown) is None
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (counted(0, "row"), "0 rows"),
        (counted(1, "row"), "1 row"),
        (counted(1234, "entry", "entries"), "1,234 entries"),
        (money(5230870, "USD"), "USD 52,308.70"),
        (money(-32000, "USD"), "USD -320.00"),
        (money(5230870, "JPY"), "JPY 5,230,870"),
        (listing(["a"]), "a"),
        (listing(["a", "b"]), "a and b"),
        (listing(["a", "b", "c"]), "a, b and c"),
        (long_date(dt.date(2026, 3, 2)), "2 March 2026"),
    ],
)
def test_figures_and_lists_in_words(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("file", "sheet", "row", "said"),
    [
        ("won.csv", None, 17, "won.csv:17"),
        ("won.csv", None, None, "won.csv"),
        ("Customers.xls", "Sheet1", 4, "Customers.xls[Sheet1]:4"),
        (None, None, None, "the run"),
    ],
)
def test_places_in_words(file: str | None, sheet: str | None, row: int | None, said: str) -> None:
    assert place(Finding("QBO208", "warning", file, sheet, row, None, None, "m", "f")) == said


def test_say_reads_its_own_marks_and_no_value_as_marks() -> None:
    assert say("Open **{name}** in `{path}`: {name}.", name="**A** {path} `x`", path="a.csv") == (
        Span("Open "),
        Span("**A** {path} `x`", "strong"),
        Span(" in "),
        Span("a.csv", "code"),
        Span(": **A** {path} `x`."),
    )


@pytest.mark.parametrize(
    ("records", "rows", "left_out"),
    [
        (0, 0, ""),
        (199, 199, ""),
        (200, 200, ""),
        (201, 200, "1 more row not shown here: see the file."),
        (1500, 200, "1,300 more rows not shown here: see the file."),
    ],
)
def test_a_long_table_is_cut_and_says_so(records: int, rows: int, left_out: str) -> None:
    made = table("T", [Column("N")], range(records), lambda n: [n], rest="see the file.", sums=[["all"]])
    assert (len(made.rows), made.left_out, made.sums) == (rows, left_out, (("all",),))


def test_a_cell_is_cut_at_its_column_s_limit() -> None:
    made = table("T", [Column("A", limit=3), Column("B")], ["abcd"], lambda v: [v, v], rest="")
    assert made.rows == (("abc… (4 characters)", "abcd"),)
