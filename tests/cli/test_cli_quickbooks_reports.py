"""QuickBooks' own reports, as they come (qbo-import.md 15): the lists are used, the others named and passed over."""

import json

import pytest
from bench import Bench, account

TITLES = ("Alder & Finch LLC", "{report}", '"January 1 - October 31, 2026"', "")
STAMP = '" Wednesday, November 4, 2026 02:43 PM GMT-05:00"'
OLD_SALES = "Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance"
NEW_SALES = (
    "Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,Sales price,Amount,Balance"
)
BY_ITEM = "Transaction date,Transaction type,Num,Customer full name,Description,Quantity,Sales price,Amount,Balance"

REPORTS = [
    (
        "Transaction List by Customer",
        ",Date,Transaction type,Num,Posting (Y/N),Memo,Amount",
        ",10/5/2026,Invoice,1001,Yes,Pump,100.00",
    ),
    (
        "Invoices and Received Payments",
        ",Date,Transaction type,Memo/Description,Transaction number,Amount",
        ",10/5/2026,Invoice,Pump,1001,100.00",
    ),
    (
        "Sales by Customer Detail",
        f",{OLD_SALES}",
        ",10/5/2026,Invoice,1001,Pump,Pump refit,1,100.00,100.00,100.00",
    ),
    (
        "Sales by Customer Detail",
        f",{NEW_SALES}",
        ",10/5/2026,Invoice,1001,Pump,Pump refit,1,100.00,100.00,100.00",
    ),
    (
        "Sales by Product/Service Detail",
        f",{BY_ITEM}",
        ",10/5/2026,Invoice,1001,Birch Inc,Pump refit,1,100.00,100.00,100.00",
    ),
    (
        "Open Invoices",
        ",Date,Transaction type,Num,Term,Due date,Open balance",
        ",10/5/2026,Invoice,1001,Net 30,11/4/2026,100.00",
    ),
    (
        "Journal",
        ",Transaction date,Transaction type,Num,Name,Description,Account Name,Debit,Credit",
        ",10/5/2026,Invoice,1001,Birch Inc,Pump refit,Sales,,100.00",
    ),
]


@pytest.mark.parametrize(("report", "headings", "row"), REPORTS, ids=[f"{r} {h[:22]}" for r, h, _ in REPORTS])
def test_a_report_that_nothing_needs_is_named(bench: Bench, report: str, headings: str, row: str) -> None:
    bench.give("accounts.csv", account(1))
    group = ["Birch Inc" + "," * headings.count(",")] if headings.startswith(",") else []
    lines = [*(title.format(report=report) for title in TITLES), headings, *group, row, STAMP]
    bench.raw("report.csv", "\n".join(lines) + "\n")
    result = bench.convert()
    assert result.exit == 0, result.err
    assert report in result.only("SFR215")["message"] and result.codes() == []
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_bytes())
    (listed,) = [entry for entry in manifest["inputs"] if entry["path"].endswith("report.csv")]
    assert listed["identified_as"] == f"quickbooks.{report}" and "copy" not in listed
    assert not any(entry["file"].endswith("report.csv") for entry in result.trail)


def test_reports_alone_are_nothing_to_convert(bench: Bench) -> None:
    bench.raw("report.csv", "Num,Due date,Open balance\n1001,11/4/2026,100.00\n")
    assert "SFR208" in bench.stops()
