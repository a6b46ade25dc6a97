"""What a run says at the terminal."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reviews import SMALL, account, deal, make_run

from csvbridge import __version__
from csvbridge.findings import Finding
from csvbridge.reviews.console import findings_block, summary
from csvbridge.values.text import HIDDEN

HELD = [*SMALL["won.csv"], deal(4, None, "180.00")]


def finding(code: str, severity: str, row: int | None, value: str | None = None, **more: str) -> Finding:
    message, fix = more.get("message", "what is wrong"), more.get("fix", "Put it right.")
    return Finding(code, severity, "accounts.csv", None, row, "Account Name", value, message, fix)


def test_a_clean_dry_run_in_full(tmp_path: Path) -> None:
    assert summary(make_run(tmp_path, SMALL, period="2026-10")) == [
        f"csvbridge {__version__}: read 2 Salesforce files, 0 QuickBooks lists; period 2026-10",
        "",
        "Dry run, nothing was written. It would make, to be uploaded in this order:",
        "  import/2-customers.xlsx    2 customers  2 rows",
        "  import/3-invoices-001.csv  2 invoices   2 rows  USD  1,349.90",
        "",
        "The totals agree: in = written + held + rejected + merged + skipped",
        "                   in  = written  + held  + rejected  + merged  + skipped",
        "  customers         2          2       0           0         0          0",
        "  products          0          0       0           0         0          0",
        "  invoices          2          2       0           0         0          0",
        "  lines             2          2       0           0         0          0",
        "  USD        1,349.90   1,349.90    0.00        0.00      0.00       0.00",
        "",
        "Nothing waits.",
        "",
        "Run again without --dry-run to write the files.",
    ]


def test_what_waits_is_told_with_place_and_fix(tmp_path: Path) -> None:
    lines = summary(make_run(tmp_path, {**SMALL, "won.csv": HELD}))
    start = lines.index("Waiting for you: 1 deal (USD 180.00)")
    assert re.search(r"won\.csv:4  (Account \w+  )?QBO401 error$", lines[start + 1])
    assert lines[start + 2] == "    the deal names no account, so there is no customer to invoice"
    assert lines[start + 3].startswith("    Fix: Set the Account in Salesforce")


def test_a_written_run_says_where_to_look(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": HELD})
    object.__setattr__(run.plan, "dry_run", False)
    lines = summary(run)
    assert "Made in books/october, to be uploaded in this order:" in lines
    assert lines[-3:] == [
        "Next: open books/october/start-here.html",
        "      read books/october/review/register.xlsx before you upload",
        "      what needs a person, in full: books/october/review/exceptions.xlsx",
    ]


def test_a_clean_written_run_names_no_file_that_is_not_there(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": SMALL["accounts.csv"]})
    object.__setattr__(run.plan, "dry_run", False)
    assert summary(run)[-1] == "Next: open books/october/start-here.html"


def test_warnings_have_a_line_each_and_accepted_ones_are_counted(tmp_path: Path) -> None:
    accounts = [account(1, "Alder & Finch", **{"Parent Account": "Finch Holdings"}), account(2, "Birch Supply")]
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    plain = summary(make_run(tmp_path / "a", {**SMALL, "accounts.csv": accounts}))
    at = plain.index("Written, with a warning:")
    assert plain[at + 1].startswith("  QBO208  1  Parent written flat  first: ")
    accepted = summary(make_run(tmp_path / "b", {**SMALL, "accounts.csv": accounts}, accept='QBO208 = "flat"'))
    assert "Written, with a warning:" not in accepted
    assert "Accepted in csvbridge.toml: 1 warning (QBO208)" in accepted


def test_many_files_are_cut_with_their_number(tmp_path: Path) -> None:
    lines = summary(make_run(tmp_path, {**SMALL, "won.csv": [deal(n, 1, "2.00") for n in range(1, 1302)]}))
    assert sum(line.startswith("  import/") for line in lines) == 12
    assert "  ... and 3 more files" in lines  # 1 of customers and 14 of invoices


def test_its_own_words_need_no_more_than_ascii(tmp_path: Path) -> None:
    rows = [*HELD, deal(5, 1, "twelve"), deal(6, 1, "-10.00"), deal(7, 2, "1.00", Stage="Lost")]
    assert "\n".join(summary(make_run(tmp_path, {**SMALL, "won.csv": rows}))).isascii()


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2JAlder\u202e\r\nFix: pay us"
    rows = [deal(5, 9, "5.00", **{"Account Name": hostile}), *SMALL["won.csv"]]
    lines = summary(make_run(tmp_path, {**SMALL, "won.csv": [{"Account Name": "", **row} for row in rows]}))
    assert not any(HIDDEN.search(line) or "\n" in line or "\r" in line for line in lines)
    assert not any(line.strip().startswith("Fix: pay us") for line in lines)


def test_findings_are_grouped_by_remedy_with_the_fix_once() -> None:
    found = [
        finding("QBO208", "warning", 11, "Finch Holdings", message="it has a parent"),
        finding("QBO401", "error", 4, message="no account"),
        finding("QBO208", "warning", 12, "Cove", message="its parent is Cove"),
        finding("QBO208", "warning", 13),
        finding("VAL301", "note", None, fix="Nothing to do."),
    ]
    assert findings_block(found, 2) == [
        "accounts.csv:4  Account Name  QBO401 error",
        "  no account",
        "  Fix: Put it right.",
        "",
        "accounts.csv:11  Account Name  QBO208 warning",
        '  it has a parent:  "Finch Holdings"',
        "accounts.csv:12  Account Name  QBO208 warning",
        "  its parent is Cove",
        "  ... and 1 more of QBO208",
        "  Fix: Put it right.",
        "",
        "accounts.csv  Account Name  VAL301 note",
        "  what is wrong",
        "  Fix: Nothing to do.",
    ]


def test_no_findings_are_no_lines() -> None:
    assert findings_block([], 3) == []


@pytest.mark.parametrize(("limit", "places"), [(1, 1), (3, 3), (9, 5)])
def test_the_limit_counts_places_of_each_remedy(limit: int, places: int) -> None:
    found = [finding("QBO208", "warning", row) for row in range(1, 6)]
    lines = findings_block(found, limit)
    assert sum("QBO208 warning" in line for line in lines) == places
    assert any("more of QBO208" in line for line in lines) is (places < 5)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_value_or_message_breaks_the_block(value: str, message: str) -> None:
    lines = findings_block([finding("QBO208", "warning", 1, value, message=message, fix=message)], 3)
    assert len(lines) == 3 and lines[2].startswith("  Fix: ")
    assert all(line.splitlines() == [line] and HIDDEN.search(line) is None for line in lines)
