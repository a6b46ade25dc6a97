"""What a run goes on with (contract.md §2): exit 0, a warning or a note on the cell, everything written."""

import csv
import io

import pytest
from bench import Bench, Row, account, contact, deal, line, long_id, product, sid, table_text


def one(bench: Bench, account_cells: Row | None = None, **deal_cells: str) -> None:
    """An account and its deal."""
    bench.give("accounts.csv", account(1, **(account_cells or {})))
    bench.give("opportunities.csv", deal(1, **deal_cells))


def test_a_clean_run_has_no_errors_and_no_warnings(bench: Bench) -> None:
    one(bench)
    result = bench.convert()
    assert result.exit == 0 and result.codes() == []
    assert result.customers == [
        {
            **dict.fromkeys(result.customers[0], ""),
            "Name": "Account 1 Works",
            "Company": "Account 1 Works",
            "City": "Uxbridge",
        }
    ]
    assert result.invoices == [
        {
            "*InvoiceNo": long_id("006", 1),
            "*Customer": "Account 1 Works",
            "*InvoiceDate": "10/20/2026",
            "*DueDate": "11/19/2026",
            "Terms": "Net 30",
            "Location": "",
            "Memo": "Deal 1",
            "Item(Product/Service)": "Services",
            "ItemDescription": "Deal 1",
            "ItemQuantity": "1",
            "ItemRate": "100.00",
            "*ItemAmount": "100.00",
            "Service Date": "",
        }
    ]


def test_a_header_without_rows_is_a_warning(bench: Bench) -> None:
    one(bench)
    bench.raw("lines.csv", table_text([line(1, 1)]).splitlines()[0] + "\n")
    result = bench.convert()
    found = result.only("CSV123")
    assert (result.exit, found["severity"], found["file"], found["row"]) == (0, "warning", "in/lines.csv", None)


def test_headings_only_everywhere_writes_nothing_and_is_no_error(bench: Bench) -> None:
    bench.raw("opportunities.csv", table_text([deal(1)]).splitlines()[0] + "\n")
    result = bench.convert()
    assert result.exit == 0 and not (result.run / "import").exists()


@pytest.mark.parametrize("headings", [("Notes", "Notes"), ("", ""), ("", "Notes")])
def test_doubled_or_blank_headings_that_nobody_needs_are_a_note(bench: Bench, headings: Row) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([*deal(1), *headings, "Notes"])
    writer.writerow([*deal(1).values(), "left", "right", "again"])
    bench.raw("opportunities.csv", text.getvalue())
    result = bench.convert()
    assert result.exit == 0 and result.only("SFR212")["severity"] == "note" and len(result.invoices) == 1


def test_nul_and_control_characters_are_removed_and_said(bench: Bench) -> None:
    bench.raw("accounts.csv", table_text([account(1, "Alder\x00 Wo\x07rks")]))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert()
    assert result.exit == 0 and result.customers[0]["Name"] == "Alder Works"
    assert result.only("CSV119")["file"] == "in/accounts.csv"
    found = result.only("VAL303")
    assert (found["severity"], found["row"], found["column"]) == ("note", 2, "Account Name")
    assert "Alder Works" in found["message"]


ESCAPES = [
    ("\x1b[31mAlder\x1b[0m Works", "colours"),
    ("\x1b]0;owned\x07Alder Works", "window title"),
    ("Alder\x9b2J Works", "8-bit form"),
    ("\u202eAlder Works\u202c", "text direction"),
    ("\u200bAlder\ufeff Works", "zero width"),
]


@pytest.mark.parametrize("name", [e[0] for e in ESCAPES], ids=[e[1] for e in ESCAPES])
def test_whole_terminal_escapes_go_from_names(bench: Bench, name: str) -> None:
    one(bench, {"name": name}, account=name)
    result = bench.convert()
    assert [row["Name"] for row in result.customers] == ["Alder Works"] and result.exit == 0
    assert result.invoices[0]["*Customer"] == "Alder Works"
    assert "\x1b" not in result.out + result.err and "\x9b" not in result.out + result.err
    assert {f["row"] for f in result.findings if f["code"] == "VAL303"} == {2}


def test_a_cell_of_a_megabyte_is_no_trouble(bench: Bench) -> None:
    one(bench, None, Notes="x" * 1_000_000)
    assert bench.convert().codes() == []


def test_a_megabyte_in_a_cell_that_is_written_rejects_the_deal_not_the_run(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, name="y" * 1_000_000), deal(2))
    result = bench.convert()
    assert result.exit == 1 and result.numbers == [long_id("006", 2)]
    found = [f for f in result.findings if f["severity"] == "error"]
    assert found and all("1000000 characters" in f["message"] for f in found)
    assert all(len(f["value"]) < 600 for f in found)


def test_three_hundred_columns_are_no_trouble(bench: Bench) -> None:
    one(bench, None, **{f"Custom {n}": str(n) for n in range(300)})
    assert bench.convert().codes() == []


NAMES = [
    ('Alder: Finch "West"', "Alder - Finch 'West'", "QBO202", "note"),
    ("Alder:Finch", "Alder - Finch", "QBO202", "note"),
    ("Alder\tFinch", "Alder Finch", "VAL301", "note"),
    ("Alder\nFinch", "Alder Finch", "VAL301", "note"),
    ("Alder\r\n  Finch  ", "Alder Finch", "VAL301", "note"),
    ("A" * 101, "A" * 100, "QBO203", "warning"),
    (" ".join(["Alder"] * 18), " ".join(["Alder"] * 16), "QBO203", "warning"),  # 107 characters; 95 in 16 words
]


@pytest.mark.parametrize(("name", "written", "code", "severity"), NAMES)
def test_a_name_is_made_valid_and_said(bench: Bench, name: str, written: str, code: str, severity: str) -> None:
    one(bench, {"name": name}, account=name)
    result = bench.convert()
    assert result.exit == 0 and [row["Name"] for row in result.customers] == [written]
    assert result.customers[0]["Company"] == (written if len(written) <= 50 else "")
    assert result.invoices[0]["*Customer"] == written
    found = [f for f in result.findings if f["code"] == code and f["file"] == "in/accounts.csv"]
    assert [(f["severity"], f["row"], f["column"], f["value"]) for f in found] == [(severity, 2, "Account Name", name)]
    assert written in found[0]["message"]


def test_two_names_that_shorten_alike_wait(bench: Bench) -> None:
    first, second = "A" * 100 + " of Leeds", "A" * 100 + " of York"
    bench.give("accounts.csv", account(1, first), account(2, second), account(3))
    bench.give("opportunities.csv", deal(1), deal(2), deal(3))
    result = bench.convert()
    found = [f for f in result.findings if f["code"] == "QBO204"]
    assert result.exit == 1 and {f["row"] for f in found} == {2, 3}
    assert all(f["severity"] == "error" and "taken by" in f["message"] for f in found)
    assert "A" * 100 not in [row["Name"] for row in result.customers]
    assert result.counts("customers")["held"] == len(found) == result.counts("invoices")["held"]


def test_a_short_form_that_quickbooks_has_waits(bench: Bench) -> None:
    name = "B" * 100 + " Limited"
    bench.raw("lists/Customers.csv", f"Name,Company name,Open balance\n{'B' * 100},,0.00\n")
    one(bench, {"name": name})
    result = bench.convert("--against", "lists")
    assert "a customer in QuickBooks" in result.only("QBO204")["message"] and result.customers == []


def test_product_names_are_shortened_or_held_likewise(bench: Bench) -> None:
    long, other = "C" * 100 + " per day", "C" * 100 + " per week"
    bench.give("products.csv", product(1, long, "DAY"), product(2, 'Panel 24": large', "PNL"))
    one(bench)
    result = bench.convert()
    assert [row["Product/service name"] for row in result.products] == ["C" * 100, "Panel 24' - large"]
    assert result.only("QBO203")["column"] == result.only("QBO202")["column"] == "Product Name"
    bench.give("products.csv", product(1, long, "DAY"), product(2, other, "WEEK"))
    again = bench.convert("--force")
    assert again.exit == 1 and again.counts("products")["held"] == 2
    assert "QBO204" in again.codes("error")


CONTACTS = [
    ("tom.finch[at]finch.example", "", "QBO213", "warning"),
    ("tom@finch", "", "QBO213", "warning"),
    ("a@alder.example; b@alder.example", "a@alder.example,b@alder.example", "QBO214", "note"),
    ("mailto:a@alder.example", "a@alder.example", "QBO214", "note"),
]


@pytest.mark.parametrize(("email", "written", "code", "severity"), CONTACTS)
def test_an_email_is_tidied_or_left_out(bench: Bench, email: str, written: str, code: str, severity: str) -> None:
    one(bench)
    bench.give("contacts.csv", contact(1, 1, email))
    result = bench.convert()
    assert result.exit == 0 and result.customers[0]["Email"] == written
    found = result.only(code)
    assert (found["severity"], found["file"], found["row"], found["column"], found["value"]) == (
        severity, "in/contacts.csv", 2, "Email", email,
    )  # fmt: skip


CELLS = [
    # heading, given, customers column, written, code, severity
    ("Billing Zip/Postal Code", "1569", "ZIP", "01569", "QBO209", "warning"),
    ("Billing Zip/Postal Code", "501", "ZIP", "00501", "QBO209", "warning"),
    ("Billing Zip/Postal Code", "1569-1234", "ZIP", "01569-1234", "QBO209", "warning"),
    ("Billing Zip/Postal Code", "01569", "ZIP", "01569", None, None),
    ("Billing Zip/Postal Code", "H2X 1Y4", "ZIP", "H2X 1Y4", None, None),
    ("Phone", "5" * 31, "Phone", "", "QBO212", "warning"),
    ("Phone", "5" * 30, "Phone", "5" * 30, "QBO113", "warning"),
    ("Phone", "(413) 555-0142 x 7", "Phone", "(413) 555-0142 x 7", None, None),
    ("Fax", "5" * 31, "Fax", "", "QBO212", "warning"),
    ("Website", "see brochure", "Website", "", "QBO211", "warning"),
    ("Website", "ftp://alder.example", "Website", "", "QBO211", "warning"),
    ("Website", "www.alder.example", "Website", "https://www.alder.example", "QBO210", "note"),
    ("Website", "http://alder.example", "Website", "http://alder.example", None, None),
    ("Billing Street", "12 Quay Road\nSuite 4", "Street", "12 Quay Road, Suite 4", "VAL302", "note"),
    ("Billing City", "KÃ¶ln", "City", "KÃ¶ln", "VAL340", "warning"),
    ("Parent Account", "Finch Holdings", "Customer Type", "", "QBO208", "warning"),
    ("Billing City", "  Ux  bridge ", "City", "Ux bridge", "VAL301", "note"),
]


@pytest.mark.parametrize(("heading", "given", "column", "written", "code", "severity"), CELLS)
def test_an_optional_cell_is_written_padded_or_left_out(
    bench: Bench, *, heading: str, given: str, column: str, written: str, code: str | None, severity: str | None
) -> None:
    one(bench, {heading: given})
    result = bench.convert()
    assert result.exit == 0 and result.customers[0][column] == written
    said = [(f["code"], f["severity"], f["row"], f["column"], f["value"]) for f in result.findings if f["row"]]
    assert said == ([] if code is None else [(code, severity, 2, heading, given)])


def test_a_zip_of_another_country_is_left_as_it_stands(bench: Bench) -> None:
    one(bench, {"Billing Zip/Postal Code": "1569", "Billing Country": "Norway"})
    assert bench.convert().customers[0]["ZIP"] == "1569"


def test_the_same_rows_twice_are_taken_once(bench: Bench) -> None:
    one(bench)
    bench.give("lines.csv", line(1, 1), line(1, 1))
    bench.give("opportunities-again.csv", deal(1))
    bench.give("accounts-again.csv", account(1))
    result = bench.convert()
    assert result.exit == 0 and len(result.invoices) == 1 and len(result.customers) == 1
    twice = {(f["file"], f["row"], f["severity"]) for f in result.findings if f["code"] == "SFR211"}
    assert len(twice) == 3 and {severity for _, _, severity in twice} == {"warning"}
    assert result.totals["amounts"]["USD"]["in"] == "100.00"
    assert result.totals["records"]["invoices"]["in"] == 1 and result.totals["lines"]["in"] == 1


FLAGS = [
    ("0", "Closed Won", ("QBO422",), 1),
    ("1", "Closed Won", (), 1),
    ("1", "Negotiation", ("QBO422", "SFR209"), 0),
    ("", "Closed Won", (), 1),
]


@pytest.mark.parametrize(("flag", "stage", "codes", "written"), FLAGS)
def test_a_won_flag_that_disagrees_is_a_warning_and_the_list_counts(
    bench: Bench, flag: str, stage: str, codes: tuple[str, ...], written: int
) -> None:
    bench.give("opportunities.csv", deal(1, stage=stage, Won=flag), deal(2, stage=stage, Won=""))
    bench.give("accounts.csv", account(1), account(2))
    result = bench.convert()
    assert result.exit == 0 and tuple(result.codes()) == codes
    assert len(result.invoices) == 2 * written
    if "QBO422" in codes:
        found = result.only("QBO422")
        assert (found["row"], found["column"], found["value"]) == (2, "Won", flag)
        assert stage in found["message"] and "salesforce.stages" in found["fix"]


def test_a_won_flag_of_another_period_says_nothing(bench: Bench) -> None:
    one(bench, None, Won="0", date="10/20/2025")
    assert bench.convert("--period", "2026").codes() == []


def test_no_deal_won_lists_the_stages_with_their_counts(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, stage="Signed"), deal(2, stage="Signed"), deal(3, stage="Lost"))
    result = bench.convert()
    found = result.only("SFR209")
    assert found["severity"] == "warning" and "Signed (2), Lost (1)" in found["message"]
    assert '[salesforce] stages = ["Signed"]' in found["fix"]
    again = bench.convert("--set", 'salesforce.stages=["Signed"]', "--force")
    assert again.exit == 0 and len(again.invoices) == 2


def test_a_document_of_nought_is_written_with_a_warning(bench: Bench) -> None:
    one(bench, None, amount="0.00")
    result = bench.convert()
    assert result.exit == 0 and result.invoices[0]["*ItemAmount"] == "0.00"
    found = result.only("QBO413")
    assert (found["severity"], found["row"], found["column"]) == ("warning", 2, "Amount")


def test_a_line_of_nought_in_a_paid_deal_is_written(bench: Bench) -> None:
    one(bench)
    bench.give("lines.csv", line(1, 1), line(2, 1, price="0.00", total="0.00"))
    result = bench.convert()
    assert [row["*ItemAmount"] for row in result.invoices] == ["100.00", "0.00"] and result.exit == 0


UNUSED = [
    ('"Id","Username","Email"\n"005Ax0000000001","a","b"\n', "User"),
    ('"Case Number","Subject","Account Name"\n"1","Leak","Account 1 Works"\n', "Case"),
    ('"Quote Number","Quote Name","Account Name"\n"1","Q","Account 1 Works"\n', "Quote"),
]


@pytest.mark.parametrize(("text", "title"), UNUSED)
def test_an_object_that_nothing_needs_is_named_and_counted(bench: Bench, text: str, title: str) -> None:
    one(bench)
    bench.raw("extra.csv", text)
    result = bench.convert()
    found = result.only("SFR205")
    assert result.exit == 0 and found["severity"] == "note" and found["file"] == "in/extra.csv"
    assert title in found["message"] and "1 records" in found["message"]


def test_text_in_another_encoding_is_read_and_said(bench: Bench) -> None:
    bench.raw("accounts.csv", table_text([account(1, "Café Lumière")]).encode("cp1252"))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert()
    assert result.customers[0]["Name"] == "Café Lumière"
    assert "Café" in result.only("CSV118")["message"]


def test_flags_that_are_neither_yes_nor_no_are_said(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, Won="perhaps"))
    result = bench.convert()
    found = result.only("VAL330")
    assert (found["severity"], found["row"], found["column"], found["value"]) == ("warning", 2, "Won", "perhaps")


def test_a_product_whose_active_flag_cannot_be_read_is_said(bench: Bench) -> None:
    one(bench)
    bench.give("products.csv", product(1, "Sounding", "SOUND", active="maybe"))
    result = bench.convert()
    assert result.only("VAL330")["file"] == "in/products.csv" and result.products == []


@pytest.mark.parametrize("footer", [True, False])
def test_report_footers_are_set_aside(bench: Bench, footer: bool) -> None:
    text = (
        '\n\n"Won deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n"Generated By:  Ada Moss  11/2/2026 9:14 AM"\n"Moss Ltd"\n'
    )
    bench.give("opportunities.csv", deal(1), footer=text if footer else "")
    result = bench.convert()
    assert result.totals["records"]["invoices"]["in"] == 1 and result.exit == 0
    skipped = [e for e in result.trail if e["fate"] == "skipped"]
    assert len(skipped) == (8 if footer else 1)  # headings; two blank lines, five of the footer
    assert all(e["reason"] for e in skipped)
    assert sid("006", 1) not in skipped[0]["record"]
