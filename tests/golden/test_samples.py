"""The samples hold together: whatever the tool does, what the stories promise must be right in itself.

In: the files of `samples/`. Out: failures when an id, a sum, a due date or a name that must exist is wrong.
It never runs a conversion; the expected files are the yardstick for one, so they are checked on their own.
"""

import csv
import datetime as dt
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from csvbridge.shipped import shipped

STORIES = ("demo", "from-one-report", "data-loader-json")
NET_DAYS = {"Net 15": 15, "Net 30": 30}
FATES = ("written", "held", "rejected", "merged", "skipped")
CENT = Decimal("0.01")
CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
INVOICES, CREDITS = "3-invoices-001.csv", "4-credit-notes-001.csv"

story = pytest.mark.parametrize("name", STORIES)


def folder(name: str) -> Path:
    return shipped("samples") / name


def table(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def imported(name: str, file: str) -> list[dict[str, str]]:
    return table(folder(name) / "expected" / "import" / file)


def totals(name: str) -> dict[str, dict]:
    return json.loads((folder(name) / "expected" / "control-totals.json").read_text(encoding="utf-8"))


def report(file: str) -> list[dict[str, str]]:
    """The records of a demo report, without its five footer lines."""
    return [row for row in table(folder("demo") / "in" / file) if None not in row.values()]


def check_characters(id15: str) -> str:
    groups = (id15[0:5], id15[5:10], id15[10:15])
    return "".join(CHECK[sum(2**k for k, c in enumerate(group) if "A" <= c <= "Z")] for group in groups)


def document_number(row: dict[str, str]) -> str:
    return row.get("*InvoiceNo") or row["*CreditMemoNo"]


@story
def test_story_is_whole(name: str) -> None:
    files = (
        "README.md",
        "command.txt",
        "expected/control-totals.json",
        "expected/findings.txt",
        "expected/exit.txt",
    )
    assert [f for f in files if not (folder(name) / f).is_file()] == []
    arguments = (folder(name) / "command.txt").read_text(encoding="utf-8").splitlines()
    assert arguments[0] == "convert" and arguments[-2:] == ["--out", "RUN"]
    assert all(a == a.strip() and a for a in arguments)


@story
def test_totals_add_up(name: str) -> None:
    found = totals(name)
    for counts in (*found["records"].values(), found["lines"]):
        assert counts["in"] == sum(counts[fate] for fate in FATES)
    for sums in found["amounts"].values():
        assert Decimal(sums["in"]) == sum((Decimal(sums[fate]) for fate in FATES), Decimal(0))


@story
def test_waiting_records_and_the_exit_code_agree(name: str) -> None:
    waiting = sum(c["held"] + c["rejected"] for c in totals(name)["records"].values())
    assert int((folder(name) / "expected" / "exit.txt").read_text(encoding="utf-8")) == (1 if waiting else 0)


@story
def test_totals_are_those_of_the_import_files(name: str) -> None:
    expected = totals(name)
    for entry in expected["files"]:
        rows = imported(name, Path(entry["path"]).with_suffix(".csv").name)
        is_document = "*ItemAmount" in rows[0]
        records = {document_number(row) for row in rows} if is_document else {next(iter(r.values())) for r in rows}
        assert (len(rows), len(records)) == (entry["rows"], entry["records"]), entry["path"]
        if is_document:
            sign = -1 if "*CreditMemoNo" in rows[0] else 1
            assert Decimal(entry["amounts"]["USD"]) == sign * sum(Decimal(row["*ItemAmount"]) for row in rows)
    products, customers, invoices, credits = expected["files"]
    records = expected["records"]
    assert records["products"]["written"] == products["records"]
    assert records["customers"]["written"] == customers["records"]
    assert records["invoices"]["written"] == invoices["records"] + credits["records"]
    assert expected["lines"]["written"] == invoices["rows"] + credits["rows"]
    money = Decimal(invoices["amounts"]["USD"]) + Decimal(credits["amounts"]["USD"])
    assert Decimal(expected["amounts"]["USD"]["written"]) == money


@story
@pytest.mark.parametrize("file", [INVOICES, CREDITS])
def test_quantity_times_rate_is_the_amount(name: str, file: str) -> None:
    for row in imported(name, file):
        product = Decimal(row["ItemQuantity"]) * Decimal(row["ItemRate"])
        assert product.quantize(CENT, ROUND_HALF_UP) == Decimal(row["*ItemAmount"]) > 0, row
        assert re.fullmatch(r"[0-9]+\.[0-9]{2,7}", row["ItemRate"])
        assert re.fullmatch(r"[0-9]+\.[0-9]{2}", row["*ItemAmount"])
        assert re.fullmatch(r"[1-9][0-9]*(\.[0-9]*[1-9])?", row["ItemQuantity"])


@story
def test_due_date_follows_the_terms(name: str) -> None:
    for row in imported(name, INVOICES):
        day = dt.datetime.strptime(row["*InvoiceDate"], "%m/%d/%Y")
        assert (day + dt.timedelta(NET_DAYS[row["Terms"]])).strftime("%m/%d/%Y") == row["*DueDate"], row


@story
def test_lines_of_a_document_stand_together_and_agree(name: str) -> None:
    header = ("*InvoiceNo", "*Customer", "*InvoiceDate", "*DueDate", "Terms", "Memo")
    seen: list[tuple[str, ...]] = []
    for row in imported(name, INVOICES):
        head = tuple(row[column] for column in header)
        if not seen or seen[-1] != head:
            seen.append(head)
    assert len({head[0] for head in seen}) == len(seen)


@story
def test_every_name_on_a_document_exists(name: str) -> None:
    customers = {row["Name"] for row in imported(name, "2-customers.csv")}
    items = {row["Product/service name"] for row in imported(name, "1-products.csv")} | {"Services"}
    if name == "demo":
        customers |= {row["Name"] for row in table(folder(name) / "in" / "Customers.csv")}
        items |= {row["Product/Service Name"] for row in table(folder(name) / "in" / "ProductServiceList.csv")}
    for row in (*imported(name, INVOICES), *imported(name, CREDITS)):
        assert row["*Customer"] in customers
        assert row["Item(Product/Service)"] in items


@story
def test_import_files_end_lines_as_windows_does(name: str) -> None:
    for path in sorted((folder(name) / "expected" / "import").iterdir()):
        data = path.read_bytes()
        assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n"), path.name
        assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("file", "column", "prefix", "count"),
    [
        ("accounts.csv", "Account ID", "001", 24),
        ("contacts.csv", "Contact ID", "003", 20),
        ("opportunities.csv", "Opportunity ID", "006", 30),
        ("opportunity-products.csv", "Line Item ID", "00k", 40),
        ("products.csv", "Product ID", "01t", 12),
    ],
)
def test_demo_ids_are_such_as_reports_show(file: str, column: str, prefix: str, count: int) -> None:
    ids = {row[column] for row in report(file)}
    assert len(ids) == count
    assert [i for i in ids if not re.fullmatch(prefix + "[0-9A-Za-z]{12}", i)] == []


@pytest.mark.parametrize("name", ["demo", "data-loader-json"])
def test_numbers_are_ids_with_true_check_characters(name: str) -> None:
    for row in (*imported(name, INVOICES), *imported(name, CREDITS)):
        number = document_number(row)
        assert re.fullmatch("006[0-9A-Za-z]{12}[A-Z0-5]{3}", number)
        assert check_characters(number[:15]) == number[15:]


@pytest.mark.parametrize(
    "path",
    ["accounts.csv", "discovery-phase.json", "opportunities.json", "pricebook-entries.json", "products.json"],
)
def test_api_ids_carry_true_check_characters(path: str) -> None:
    text = (folder("data-loader-json") / "in" / path).read_text(encoding="utf-8-sig")
    ids = set(re.findall(r"\b0[0-9][0-9a-z]Dv0[0-9A-Za-z]{12}\b", text))
    assert ids
    assert [i for i in ids if check_characters(i[:15]) != i[15:]] == []


def test_demo_reports_are_written_as_salesforce_writes_them() -> None:
    for file in ("accounts", "contacts", "opportunities", "opportunity-products", "products"):
        data = (folder("demo") / "in" / f"{file}.csv").read_bytes()
        assert b"\r" not in data
        assert data.decode("utf-8").splitlines()[-7:-5] == ["", ""]
        assert all(line.startswith('"') for line in data.decode("utf-8").splitlines()[-5:])


def test_demo_amounts_come_from_the_exports() -> None:
    lines = report("opportunity-products.csv")
    sold = {row["Opportunity ID"] for row in lines}
    loose = [row for row in report("opportunities.csv") if row["Opportunity ID"] not in sold]
    amount = sum(Decimal(row["Total Price"]) for row in lines) + sum(Decimal(row["Amount"] or 0) for row in loose)
    assert str(amount) == totals("demo")["amounts"]["USD"]["in"]
    assert len(lines) + len(loose) == totals("demo")["lines"]["in"]


def test_demo_deals_say_the_same_in_both_reports() -> None:
    shared = ("Opportunity Name", "Account Name", "Stage", "Close Date", "Amount")
    deals = {row["Opportunity ID"]: row for row in report("opportunities.csv")}
    for line in report("opportunity-products.csv"):
        assert [line[c] for c in shared] == [deals[line["Opportunity ID"]][c] for c in shared]
    for deal, row in deals.items():
        assert row["Has Products"] == str(
            int(any(x["Opportunity ID"] == deal for x in report("opportunity-products.csv")))
        )


def test_demo_holds_two_deals_that_differ_in_case_alone() -> None:
    ids = [row["Opportunity ID"] for row in report("opportunities.csv")]
    folded = [i.casefold() for i in ids]
    assert sorted(i for i in ids if folded.count(i.casefold()) > 1) == ["006Bq00000mWt1K", "006Bq00000mWt1k"]
