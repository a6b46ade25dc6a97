"""`csvbridge validate` on files for the importers that csvbridge never writes: what each of them refuses, and where.

Every file is as somebody would make it by hand, after qbo-import.md 6 to 12; what is expected was worked out from there.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench import Bench
from conftest import Spawn

ACCOUNTS = "Account List,,,\n,,,\nAccount #,Full name,Type,Detail type\n"
SILENT = {"QBO158", "QBO500", "QBO536"}
"""Notes on what was not compared or is not certain, which any file may have."""


def found(bench: Bench, files: dict[str, str], *words: str) -> tuple[int, list[dict[str, Any]], list[str]]:
    """Return exit code, findings and what each file was taken for."""
    for name, text in files.items():
        path = bench.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    given = [name for name in files if "/" not in name]
    result = bench.command("validate", *given, *words, "--json")
    told = json.loads(result.out)
    return told["exit"], told["findings"], [file["identified_as"] for file in told["files"]]


def told(findings: list[dict[str, Any]], severity: str = "") -> set[tuple[str, int | None]]:
    """Return code and row of the findings, without the notes that any file may have."""
    return {
        (one["code"], one["row"]) for one in findings if one["code"] not in SILENT and severity in ("", one["severity"])
    }


JOURNAL = "*JournalNo,*JournalDate,*AccountName,*Debits,*Credits,Description,Name,Currency,Location,Class"
BILL = "*BillNo,*Supplier,*BillDate,*DueDate,Terms,Location,Memo,*Account,LineDescription,*LineAmount"
RECEIPT = (
    "*SalesReceiptNo,Customer,*SalesReceiptDate,*DepositAccount,Location,Memo,Item(Product/Service),ItemDescription,"
    "ItemQuantity,ItemRate,*ItemAmount,Service Date"
)
CHART = "Account Number,Account Name,Type,Detail Type"
VENDOR = "Name,Company,Email,Phone,Street,City,State,ZIP,Country,Tax ID"

CLEAN = {
    "journal, the date on the first line alone": (
        "quickbooks.us.journal_entries",
        f"{JOURNAL}\nJE-1,10/31/2026,Rent,1200.00,,October,,USD,,\nJE-1,,Checking,,1200.00,October,,,,\n",
    ),
    "journal, all repeated, three lines": (
        "quickbooks.us.journal_entries",
        f"{JOURNAL}\nJE-1,10/31/2026,Rent,0.10,,,,,,\nJE-1,10/31/2026,Rent,0.20,,,,,,\nJE-1,10/31/2026,Bank,,0.30,,,,,\n",
    ),
    "journal of Canada": (
        "quickbooks.us.journal_entries",
        "*JournalNo,*JournalDate,Memo,*AccountName,Debits,Credits,TaxCode,Description,Name,Location,Class\n"
        "1,10/31/2026,rent,Rent,50.00,,,,,,\n1,10/31/2026,rent,Bank,,50.00,,,,,\n",
    ),
    "bills": (
        "quickbooks.us.bills",
        f"{BILL}\nB-1,Oak,10/22/2026,11/21/2026,Net 30,,,Paper,A4,50.00\n"
        "B-1,Oak,10/22/2026,11/21/2026,Net 30,,,Paper,returned,-20.00\n",
    ),
    "bills with tax": (
        "quickbooks.us.bills",
        f"{BILL},*LineTaxCode,LineTaxAmount\nB-1,Oak,10/22/2026,11/21/2026,,,,Paper,A4,50.00,20.0% S,10.00\n",
    ),
    "sales receipts": (
        "quickbooks.us.sales_receipts",
        f"{RECEIPT}\nR-1,Harbor Dental,10/22/2026,Undeposited Funds,,,Services,Work,2,50.00,100.00,\n"
        "R-2,,10/22/2026,Undeposited Funds,,,Services,Work,1,10.00,10.00,\n",
    ),
    "chart of accounts": (
        "quickbooks.us.chart_of_accounts",
        f"{CHART}\n1000,Checking,Bank,Checking\n6000,Utilities,Expenses,Utilities\n6010,Repairs,,\n"
        "1200,Receivables,Accounts Receivable (A/R),Accounts Receivable (A/R)\n",
    ),
    "bank, three columns": (
        "quickbooks.us.bank_transactions",
        "Date,Description,Amount\n10/21/2026,Coffee,-4.50\n10/22/2026,Deposit,10.00\n",
    ),
    "bank, four columns": (
        "quickbooks.us.bank_transactions.4",
        "Date,Description,Credit,Debit\n10/21/2026,Coffee,,4.50\n10/22/2026,Deposit,10.00,\n",
    ),
    "vendors": (
        "quickbooks.us.vendors",
        f"{VENDOR}\nOak & Sons,Oak & Sons,oak@example.com,(413) 555-0142,1 Elm St,Holyoke,MA,01040,,12-3456789\n",
    ),
    "vendors, called so": ("quickbooks.us.vendors", "Supplier,Company,Street,City\nOak,Oak,1 Elm St,Holyoke\n"),
}


@pytest.mark.parametrize(("kind", "text"), CLEAN.values(), ids=CLEAN)
def test_a_sound_file_is_known_and_has_no_error(bench: Bench, kind: str, text: str) -> None:
    code, findings, known = found(bench, {"given.csv": text}, "--set", "company.plan=advanced")
    assert known == [kind]
    assert told(findings, "error") == told(findings, "warning") == set()
    assert code == 0


FAULTS: dict[str, tuple[str, set[tuple[str, int | None]]]] = {
    "two entries under one number": (
        f"{JOURNAL}\n1,10/22/2026,Rent,5.00,,,,,,\n1,,Bank,,5.00,,,,,\n2,10/22/2026,A,1.00,,,,,,\n2,,B,,1.00,,,,,\n"
        "1,10/22/2026,Rent,7.00,,,,,,\n1,,Bank,,7.00,,,,,\n",
        {("QBO466", 6)},
    ),
    "an unreadable amount says nothing of the balance": (
        f"{JOURNAL}\n1,10/22/2026,Rent,five,,,,,,\n1,,Bank,,5.00,,,,,\n",
        {("QBO104", 2)},
    ),
    "below zero": (f"{JOURNAL}\n1,10/22/2026,Rent,-5.00,,,,,,\n1,,Bank,,-5.00,,,,,\n", {("QBO106", 2), ("QBO106", 3)}),
    "a name twice": (f"{CHART}\n,Checking,Bank,Checking\n,checking,Bank,Savings\n", {("QBO109", 2), ("QBO109", 3)}),
    "debit below zero": ("Date,Description,Credit,Debit\n10/22/2026,Coffee,,-4.50\n", {("QBO106", 2)}),
    "brackets": ("Date,Description,Amount\n10/22/2026,Coffee,(4.50)\n", {("QBO104", 2)}),
    "the name of a day": ("Date,Description,Amount\nThu 10/22/2026,Coffee,-4.50\n", {("QBO107", 2)}),
    "a bill of two vendors": (
        f"{BILL}\nB-1,Oak,10/22/2026,11/21/2026,,,,Paper,A4,50.00\nB-1,Elm,10/22/2026,11/21/2026,,,,Paper,,5.00\n",
        {("QBO463", 3)},
    ),
    "a bill without account": (f"{BILL}\nB-1,Oak,10/22/2026,11/21/2026,,,,,A4,50.00\n", {("QBO101", 2)}),
    "a receipt without deposit account": (
        f"{RECEIPT}\nR-1,Oak,10/22/2026,,,,Services,,1,5.00,5.00,\n",
        {("QBO101", 2)},
    ),
    "a tax id of 21 characters": (f"{VENDOR}\nOak,,,,,,,,,{'1' * 21}\n", {("QBO103", 2)}),
    "a vendor's colon": (f"{VENDOR}\nOak: Sons,,,,,,,,,1\n", {("QBO102", 2)}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_rules_of_every_file_hold_for_these_too(bench: Bench, text: str, expected: set[tuple[str, int | None]]) -> None:
    code, findings, _ = found(bench, {"given.csv": text}, "--set", "company.plan=advanced")
    notes = {("QBO136", None), ("QBO159", None)}
    assert told(findings) - notes == expected
    assert code == int(bool(told(findings, "error")))


@pytest.mark.parametrize(("length", "expected"), [(19, set()), (20, set()), (21, {("QBO103", 2)})])
def test_the_limit_of_a_tax_id(bench: Bench, length: int, expected: set[tuple[str, int | None]]) -> None:
    _, findings, _ = found(bench, {"given.csv": f"{VENDOR}\nOak,,,,,,,,,{'1' * length}\n"})
    assert told(findings, "error") == expected


@pytest.mark.parametrize(("count", "code"), [(998, 0), (999, 0), (1000, 1)])
def test_the_limit_of_bank_lines(bench: Bench, count: int, code: int) -> None:
    text = "Date,Description,Amount\n" + "10/22/2026,Coffee,-4.50\n" * count
    ended, findings, _ = found(bench, {"given.csv": text})
    assert ended == code
    assert told(findings, "error") == ({("QBO144", None)} if code else set())


@pytest.mark.parametrize(("excess", "code"), [(0, 0), (1, 1)])
def test_the_limit_of_bank_bytes(bench: Bench, excess: int, code: int) -> None:
    line = "10/22/2026,{},-4.50\n"
    head = "Date,Description,Amount\n"
    room = 350_000 - len(head) - 100 * len(line.format("")) + excess
    text = head + line.format("x" * (room - 99 * 3000)) + line.format("x" * 3000) * 99
    assert len(text) == 350_000 + excess
    ended, findings, _ = found(bench, {"given.csv": text})
    assert (ended, told(findings, "error")) == (code, {("QBO146", None)} if code else set())


LISTED = {
    "lists/AccountList.csv": ACCOUNTS
    + "1000,Checking,Bank,Checking\n6000,Utilities,Expenses,Utilities\n6010,Utilities:Water,Expenses,Utilities\n",
    "lists/VendorContactList.csv": "Vendor Contact List\n\n\n,Vendor full name,Phone numbers,Email\n,Oak & Sons,,\n",
}


@pytest.mark.parametrize(("account", "expected"), [("Utilities:Water", set()), ("Utilites", {("QBO327", 2)})])
def test_an_account_has_to_be_in_the_chart(bench: Bench, account: str, expected: set[tuple[str, int | None]]) -> None:
    text = f"{JOURNAL}\n1,10/22/2026,{account},5.00,,,,,,\n1,,Checking,,5.00,,,,,\n"
    _, findings, _ = found(bench, {"given.csv": text, **LISTED}, "--against", "lists")
    assert told(findings, "error") == expected


def test_files_of_one_call_count_as_what_will_exist(bench: Bench) -> None:
    """A bill's vendor may come with the vendors file, its account with the chart of accounts."""
    files = {
        "bills.csv": f"{BILL}\nB-1,Elm Paper,10/22/2026,11/21/2026,,,,Stationery,,5.00\n",
        "vendors.csv": f"{VENDOR}\nElm Paper,,,,,,,,,1\n",
        "accounts.csv": f"{CHART}\n,Stationery,Expenses,Supplies & Materials\n",
        **LISTED,
    }
    code, findings, _ = found(bench, files, "--against", "lists", "--set", "company.plan=advanced")
    assert (code, told(findings, "error")) == (0, set())


def test_a_process_of_its_own_says_it_in_words(spawn: Spawn, bench: Bench) -> None:
    (bench.folder / "journal.csv").write_text(
        f"{JOURNAL}\n1,10/22/2026,Rent,5.00,,,,,,\n1,,Bank,,4.00,,,,,\n", encoding="utf-8"
    )
    ended = spawn("validate", "journal.csv")
    text = ended.stdout.decode("utf-8")
    assert ended.returncode == 1 and b"Traceback" not in ended.stderr
    assert "Journal entries for QuickBooks' import screen" in text
    assert "entry 1 does not balance: debits 5.00, credits 4.00, 1.00 apart" in text
