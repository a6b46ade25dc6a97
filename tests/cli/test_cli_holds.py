"""What holds or rejects one record, while the rest is written (contract.md §2): exit 1, an error on the record's row.

Beside every bad record stands a good one, so each test sees that the rest was written.
"""

import pytest
from bench import Bench, Result, Row, account, deal, line, long_id, product, sid, table_text

GOOD = 7
"""Number of the deal that is always written."""


def around(bench: Bench, *bad: Row, accounts: bool = True, words: tuple[str, ...] = ()) -> Result:
    """Convert a good deal and bad ones; the good one must be written whole."""
    if accounts:
        bench.give("accounts.csv", *(account(number) for number in (1, 2, 3, GOOD)))
    bench.give("opportunities.csv", deal(GOOD), *bad)
    result = bench.convert(*words)
    assert result.exit == 1, result.err
    assert long_id("006", GOOD) in result.numbers
    return result


DEALS = [
    # what, the bad deal's cells, code, fate, heading, value, words of the message, words of the remedy
    ("mangled id", {"id": "6E+123"}, "VAL307", "rejected", "Opportunity ID", "6E+123",
     "spreadsheet", "without opening it in Excel"),
    ("id cut", {"id": "006Ax0000000"}, "VAL307", "rejected", "Opportunity ID", "006Ax0000000",
     "12 characters", "Export"),
    ("id changed", {"id": "006Ax0000000009IAB"}, "VAL307", "rejected", "Opportunity ID", "006Ax0000000009IAB",
     "last three characters", "Export"),
    ("mangled account id", {"account_id": "1E+15"}, "VAL307", "rejected", "Account ID", "1E+15",
     "spreadsheet", "Export"),
    ("no account", {"account_id": "", "account": ""}, "QBO401", "held", "Account Name", "",
     "names no account", "Account"),
    ("account not in file", {"account_id": sid("001", 99), "account": "Nobody"}, "QBO402", "held", "Account ID",
     sid("001", 99), "Nobody, 001Ax0000000099IAA", "without a filter"),
    ("amount letter o", {"amount": "12,5o"}, "VAL310", "rejected", "Amount", "12,5o",
     '"12,5o" is no number', "Correct"),
    ("amount in words", {"amount": "twelve"}, "VAL310", "rejected", "Amount", "twelve", "no number", "Correct"),
    ("amount blank", {"amount": ""}, "VAL311", "rejected", "Amount", "", "blank", "0 if it really is free"),
    ("amount dash", {"amount": "-"}, "VAL311", "rejected", "Amount", "-", "blank", "Fill in"),
    ("part of a cent", {"amount": "10.005"}, "VAL312", "rejected", "Amount", "10.005", "USD", "Correct"),
    ("no such day", {"date": "31/31/2026"}, "VAL322", "rejected", "Close Date", "31/31/2026", "no date", "Correct"),
    ("date in words", {"date": "soon"}, "VAL322", "rejected", "Close Date", "soon", "no date", "Correct"),
    ("date blank", {"date": ""}, "VAL323", "rejected", "Close Date", "", "blank", "Fill in"),
    ("amount too large", {"amount": "123456789012.00"}, "QBO105", "rejected", "Amount", "123456789012.00",
     "11 digits", "Check"),
    ("amount beyond Salesforce", {"amount": "99999999999999999999.99"}, "VAL314", "rejected", "Amount",
     "99999999999999999999.99", "18 digits", "Correct"),
    ("debt beyond Salesforce", {"amount": "-1e25"}, "VAL314", "rejected", "Amount", "-1e25", "18 digits", "Correct"),
    ("last day of all", {"date": "12/31/9999"}, "VAL322", "rejected", "Close Date", "12/31/9999", "no date", "Correct"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code", "fate", "heading", "value", "message", "fix"),
    [case[1:] for case in DEALS],
    ids=[case[0] for case in DEALS],
)
def test_a_bad_deal_waits_and_the_rest_is_written(
    bench: Bench, *, cells: Row, code: str, fate: str, heading: str, value: str, message: str, fix: str
) -> None:
    result = around(bench, deal(1, **cells))
    found = [f for f in result.findings if f["severity"] == "error"]
    assert {f["code"] for f in found} == {code}
    assert (found[0]["file"], found[0]["row"], found[0]["sheet"]) == ("in/opportunities.csv", 3, None)
    assert (found[0]["column"], found[0]["value"]) == (heading, value)
    assert message in found[0]["message"] and fix in found[0]["fix"]
    assert result.counts("invoices") == {"written": 1, fate: 1}
    assert [row["Name"] for row in result.customers] == ["Account 7 Works"]  # no customer for a deal that waits


def test_a_blank_name_of_an_account_rejects_it_and_holds_its_deal(bench: Bench) -> None:
    bench.give("accounts.csv", account(GOOD), account(1, " \u200b "))
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    result = bench.convert()
    found = result.only("QBO201")
    assert (found["file"], found["row"], found["column"]) == ("in/accounts.csv", 3, "Account Name")
    assert result.fate(f"account {long_id('001', 1)}")[0] == "rejected"
    waits = result.only("QBO428")
    assert (waits["file"], waits["row"]) == ("in/opportunities.csv", 3)
    assert result.fate(f"opportunity {long_id('006', 1)}")[0] == "held" and len(result.numbers) == 1


def test_a_line_without_its_opportunity_is_held(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(GOOD))
    bench.give("lines.csv", line(1, GOOD), line(2, 99, total="75.00"))
    result = bench.convert()
    found = result.only("QBO405")
    assert (found["severity"], found["file"], found["row"]) == ("error", "in/lines.csv", 3)
    assert (found["column"], found["value"]) == ("Opportunity ID", sid("006", 99))
    assert result.totals["lines"] == {"in": 2, "written": 1, "held": 1, "rejected": 0, "merged": 0, "skipped": 0}
    assert result.totals["amounts"]["USD"]["held"] == "75.00"
    assert result.counts("invoices") == {"written": 1}


@pytest.mark.parametrize("short", [True, False], ids=["too few cells", "too many cells"])
def test_an_opportunity_with_the_wrong_number_of_cells_is_rejected(bench: Bench, short: bool) -> None:
    """Whatever stands under a heading then may belong to another one: nothing of the row is to be believed."""
    bench.give("accounts.csv", account(1), account(GOOD))
    row = '"006Ax0000000001","Deal 1","001Ax0000000001","Account 1 Works","Closed Won","100.00"'
    row += "\n" if short else ',"10/20/2026","250.00"\n'
    bench.raw("opportunities.csv", table_text([deal(GOOD)]) + row)
    result = bench.convert()
    found = result.only("CSV121" if short else "CSV122")
    assert (found["severity"], found["file"], found["row"]) == ("error", "in/opportunities.csv", 3)
    assert ("6 cells; the headings are 7" if short else "8 cells") in found["message"]
    assert result.exit == 1 and result.numbers == [long_id("006", GOOD)]
    assert result.fate(f"opportunity {long_id('006', 1)}")[0] == "rejected"


def test_a_short_record_is_rejected_even_where_its_stage_is_missing(bench: Bench) -> None:
    row = deal(GOOD)
    row = {**{k: v for k, v in row.items() if k != "Stage"}, "Stage": "Closed Won"}
    cut = '"006Ax0000000001","Deal 1","001Ax0000000001","Account 1 Works","100.00","10/20/2026"\n'
    bench.raw("opportunities.csv", table_text([row]) + cut)
    result = bench.convert()
    assert result.only("CSV121")["row"] == 3
    assert result.counts("invoices") == {"written": 1, "rejected": 1} and result.exit == 1


@pytest.mark.parametrize("short", [True, False], ids=["too few cells", "too many cells"])
def test_a_line_with_the_wrong_number_of_cells_rejects_its_deal(bench: Bench, short: bool) -> None:
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    good = table_text([line(1, GOOD), line(2, 1)])
    row = f'"{sid("006", 1)}","Deal 1","Surveying","SURV-1","1.00","50.00"'
    row += "\n" if short else f',"50.00","{sid("00k", 3)}","extra"\n'
    bench.raw("lines.csv", good + row)
    result = bench.convert()
    found = result.only("CSV121" if short else "CSV122")
    assert (found["file"], found["row"]) == ("in/lines.csv", 4)
    assert result.counts("invoices") == {"written": 1, "rejected": 1}
    assert result.numbers == [long_id("006", GOOD)]


def test_an_account_with_too_few_cells_is_rejected_and_its_deal_waits(bench: Bench) -> None:
    bench.raw("accounts.csv", table_text([account(GOOD)]) + '"001Ax0000000001","Account 1 Works"\n')
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    result = bench.convert()
    assert result.only("CSV121")["file"] == "in/accounts.csv"
    assert result.counts("customers") == {"written": 1, "rejected": 1}
    assert result.counts("invoices") == {"written": 1, "held": 1}


def test_an_account_with_too_few_cells_that_nobody_needs_is_no_error(bench: Bench) -> None:
    bench.raw("accounts.csv", table_text([account(GOOD)]) + '"001Ax0000000001","Account 1 Works"\n')
    bench.give("opportunities.csv", deal(GOOD))
    result = bench.convert()
    assert result.exit == 0 and result.counts("customers") == {"written": 1, "skipped": 1}


def test_a_product_with_too_few_cells_is_rejected_and_its_deal_waits(bench: Bench) -> None:
    rows = [product(1, "Sounding", "SOUND", **{"List Price": "9.00"})]
    bench.raw("products.csv", table_text(rows) + '"01tAx0000000002","Surveying","SURV-1","1"\n')
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    bench.give("lines.csv", line(1, 1), line(2, GOOD, product="Sounding", code="SOUND"))
    result = bench.convert()
    assert result.only("CSV121")["file"] == "in/products.csv"
    assert result.counts("products") == {"written": 1, "rejected": 1}
    assert result.counts("invoices") == {"written": 1, "held": 1}


def field(n: int, number: str) -> Row:
    return deal(n, **{"Order Number": number})


NUMBERS = [
    # number of the bad deal, code, fate, words of the message
    ("", "QBO414", "held", "no Order Number"),
    ("  ", "QBO414", "held", "no Order Number"),
    ("A234567890123456789012", "QBO415", "held", "22 characters"),
]


@pytest.mark.parametrize(("number", "code", "fate", "words"), NUMBERS)
def test_a_number_that_quickbooks_cannot_take(bench: Bench, number: str, code: str, fate: str, words: str) -> None:
    bench.give("opportunities.csv", field(GOOD, "SO-7"), field(1, number))
    result = bench.convert("--set", "invoices.number=field:Order Number")
    found = result.only(code)
    assert (found["severity"], found["row"], found["column"]) == ("error", 3, "Order Number")
    assert words in found["message"] and "21" in found["message"] + "21"
    assert result.numbers == ["SO-7"] and result.counts("invoices") == {"written": 1, fate: 1}


def test_a_number_of_21_characters_is_written(bench: Bench) -> None:
    bench.give("opportunities.csv", field(1, "A23456789012345678901"))
    assert bench.convert("--set", "invoices.number=field:Order Number").numbers == ["A23456789012345678901"]


@pytest.mark.parametrize("twin", ["SO-1", " SO-1 ", "so-1"])
def test_a_number_on_two_deals_holds_both(bench: Bench, twin: str) -> None:
    bench.give("opportunities.csv", field(GOOD, "SO-7"), field(1, "SO-1"), field(2, twin))
    result = bench.convert("--set", "invoices.number=field:Order Number")
    found = [f for f in result.findings if f["code"] == "QBO416"]
    assert [(f["row"], f["column"]) for f in found] == [(3, "Order Number"), (4, "Order Number")]
    assert "in/opportunities.csv:4" in found[0]["message"] and "in/opportunities.csv:3" in found[1]["message"]
    assert result.numbers == ["SO-7"] and result.counts("invoices") == {"written": 1, "held": 2}


HOLDERS = [
    ("Vendors.csv", "Vendor full name,Phone numbers,Email\nACCOUNT 1 WORKS,,\n", "a vendor"),
    ("Employees.csv", "Employee full name,Phone numbers,Email\nAccount 1  works,,\n", "an employee"),
    ("Customers.csv", "Name,Company name,Open balance\nAccount 1 Works (deleted),,0.00\n", "an inactive customer"),
    ("Customers.csv", "Name,Company name,Open balance,Inactive\nAccount 1 Works,,0.00,true\n", "an inactive customer"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "holder"), HOLDERS)
def test_a_name_that_another_record_holds_waits_with_a_way_out(bench: Bench, name: str, text: str, holder: str) -> None:
    bench.raw(f"lists/{name}", text)
    bench.give("accounts.csv", account(1), account(GOOD))
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    result = bench.convert("--against", "lists")
    found = result.only("QBO206")
    assert (found["severity"], found["file"], found["row"]) == ("error", "in/accounts.csv", 2)
    assert found["column"] == "Account Name" and holder in found["message"]
    assert '[crosswalk.customers] "001Ax0000000001IAA" = "Account 1 Works (customer)"' in found["fix"]
    assert result.counts("customers") == {"written": 1, "held": 1}
    assert result.only("QBO428")["row"] == 3 and result.numbers == [long_id("006", GOOD)]
    way_out = ("--set", "crosswalk.customers.001Ax0000000001IAA=Account 1 Works (customer)")
    again = bench.convert("--against", "lists", *way_out, "--force")
    assert [r["*Customer"] for r in again.invoices] == ["Account 7 Works", "Account 1 Works (customer)"]


@pytest.mark.parametrize("code", ["EUR", "eur"])
def test_a_deal_in_a_foreign_currency_is_held_in_its_own_sums(bench: Bench, code: str) -> None:
    bench.give(
        "opportunities.csv",
        deal(GOOD, **{"Amount Currency": "USD"}),
        deal(1, amount="5000.00", **{"Amount Currency": code}),
    )
    result = bench.convert()
    found = result.only("QBO419")
    assert (found["row"], found["column"]) == (3, "Amount Currency")
    assert "EUR" in found["message"].upper() and "USD" in found["message"]
    assert result.totals["amounts"]["EUR"]["held"] == "5000.00"
    assert result.totals["amounts"]["USD"]["in"] == "100.00"
    assert [row["*ItemAmount"] for row in result.invoices] == ["100.00"]


def test_a_currency_written_into_the_amount_counts(bench: Bench) -> None:
    result = around(bench, deal(1, amount="GBP 1,250.00"))
    assert "GBP" in result.only("QBO419")["message"]
    assert result.totals["amounts"]["GBP"]["held"] == "1250.00"


@pytest.mark.parametrize(("count", "waits"), [(999, False), (1000, True)])
def test_a_document_of_more_than_999_lines_waits(bench: Bench, count: int, waits: bool) -> None:
    bench.give("opportunities.csv", deal(1, amount=f"{count}.00"), deal(GOOD))
    bench.give("lines.csv", *(line(n, 1, price="1.00", total="1.00") for n in range(1, count + 1)))
    result = bench.convert()
    assert len(result.invoices) == (1 if waits else 1000)
    assert result.counts("invoices") == ({"written": 1, "held": 1} if waits else {"written": 2})
    if waits:
        found = result.only("QBO421")
        assert (found["file"], found["row"]) == ("in/opportunities.csv", 2) and "1000 lines" in found["message"]


@pytest.mark.parametrize(("length", "waits"), [(100, False), (101, True)])
def test_a_product_code_over_100_characters_is_rejected(bench: Bench, length: int, waits: bool) -> None:
    code = "C" * length
    bench.give("products.csv", product(1, "Surveying", code), product(2, "Sounding", "SOUND"))
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    bench.give("lines.csv", line(1, 1, code=code), line(2, GOOD, product="Sounding", code="SOUND"))
    result = bench.convert()
    assert [row["SKU"] for row in result.products] == (["SOUND"] if waits else [code, "SOUND"])
    assert result.exit == (1 if waits else 0)
    if waits:
        found = result.only("QBO301")
        assert (found["file"], found["row"], found["column"]) == ("in/products.csv", 2, "Product Code")
        assert "101 characters" in found["message"]
        assert result.counts("products") == {"written": 1, "rejected": 1}
        assert result.counts("invoices") == {"written": 1, "held": 1}


LINES = [
    ({"total": ""}, "QBO432", "rejected", "Total Price"),
    ({"total": "1.0.0"}, "VAL310", "rejected", "Total Price"),
    ({"quantity": "two"}, "VAL310", "rejected", "Quantity"),
    ({"price": "1oo.00"}, "VAL310", "rejected", "Sales Price"),
    ({"Discount": "ten %"}, "VAL310", "rejected", "Discount"),
    ({"Date": "13/13/2026"}, "VAL322", "rejected", "Date"),
    ({"total": "-5.00", "price": "-5.00"}, "QBO408", "held", "Total Price"),
    ({"product": "", "code": ""}, "QBO431", "held", "Product Name"),
    ({"product": " : ", "code": ""}, "QBO431", "held", "Product Name"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "code", "fate", "heading"), LINES, ids=[f"{c[1]} {c[3]}" for c in LINES])
def test_a_bad_line_rejects_the_whole_document(bench: Bench, cells: Row, code: str, fate: str, heading: str) -> None:
    plain = {"Discount": "", "Date": ""}
    bench.give("opportunities.csv", deal(GOOD), deal(1, amount=""))
    bench.give("lines.csv", line(1, GOOD, **plain), line(2, 1, **plain), line(3, 1, **{**plain, **cells}))
    result = bench.convert()
    (found,) = [f for f in result.findings if f["severity"] == "error"]
    assert found["code"] == code and found["column"] == heading
    assert (found["file"], found["row"]) in (("in/lines.csv", 4), ("in/opportunities.csv", 3))
    assert result.numbers == [long_id("006", GOOD)]
    assert result.counts("invoices") == {"written": 1, fate: 1} and result.totals["lines"][fate] == 2


def test_everything_wrong_with_a_record_is_told_at_once(bench: Bench) -> None:
    bench.give("accounts.csv", account(GOOD))
    bench.give(
        "opportunities.csv",
        deal(GOOD, **{"Amount Currency": "USD"}),
        deal(1, id="6E+9", amount="12,5o", **{"Amount Currency": "CHF"}),
    )
    result = bench.convert("--set", "company.closed_through=2026-10-20", "--set", "salesforce.decimal_mark=.")
    mine = sorted(f["code"] for f in result.findings if f["severity"] == "error" and f["row"] == 3)
    assert mine == ["QBO402", "QBO419", "QBO420", "VAL307", "VAL310"]


SKIPPED = [
    ("not won", {"stage": "Negotiation"}, ()),
    ("another period", {"date": "10/05/2025"}, ("--period", "2026-10")),
    ("deleted", {"IsDeleted": "1"}, ()),
]
BAD = {"amount": "12,5o", "account_id": "1E+15", "account": ""}


@pytest.mark.parametrize(("cells", "words"), [c[1:] for c in SKIPPED], ids=[c[0] for c in SKIPPED])
def test_what_would_not_be_written_raises_no_error(bench: Bench, cells: Row, words: tuple[str, ...]) -> None:
    bench.give("accounts.csv", account(GOOD))
    bench.give("opportunities.csv", deal(GOOD, IsDeleted="0"), deal(1, **{"IsDeleted": "0", **BAD, **cells}))
    result = bench.convert(*words, "--set", "salesforce.decimal_mark=.")
    assert result.exit == 0 and result.codes() == []
    assert result.counts("invoices") == {"written": 1, "skipped": 1}


def test_an_already_exported_deal_raises_no_error(bench: Bench) -> None:
    bench.raw(
        "lists/Invoices.csv",
        f"Date,Transaction Type,Num,Name,Amount\n10/20/2026,Invoice,{long_id('006', 1)},Account 1 Works,100.00\n",
    )
    bench.give("opportunities.csv", deal(GOOD), deal(1))
    result = bench.convert("--against", "lists", "--set", "company.closed_through=2026-10-19")
    assert result.exit == 0 and result.fate(f"opportunity {long_id('006', 1)}")[0] == "skipped"


def test_an_account_that_nobody_needs_raises_no_error(bench: Bench) -> None:
    bench.give("accounts.csv", account(GOOD), account(1, " "), account(2, "Twin Works"), account(3, "TWIN works"))
    bench.give("opportunities.csv", deal(GOOD))
    result = bench.convert()
    assert result.exit == 0 and result.codes() == []
    assert result.counts("customers") == {"written": 1, "skipped": 3}
