"""`csvbridge validate` of files for QuickBooks' import screens: ours, hand-made ones, another tool's; with and without lists."""

from __future__ import annotations

from typing import Any

from bench import Bench
from conftest import Spawn
from test_cli_validate import envelope, of_code, table, validate, whole_company

INVOICES = "Invoice No,Customer,Invoice Date,Due Date,Product/Service,Qty,Rate,Amount"
LINE = "1001,Alder Works,10/31/2026,11/30/2026,Hours,2,10.00,20.00"
CUSTOMERS = "Name,Company,Email,Phone,City"


def grave(found: dict[str, Any]) -> list[tuple[str, str, int | None, str | None]]:
    """Code, file, row and column of every error and warning."""
    return [(f["code"], f["file"], f["row"], f["column"]) for f in found["findings"] if f["severity"] != "note"]


def test_our_own_files_are_silent(bench: Bench) -> None:
    whole_company(bench)
    assert bench.convert("--set", "lists.format=xlsx", "--set", "customers.include=all").exit == 0
    found = envelope(bench, given=("run/import",))
    assert (found["exit"], grave(found)) == (0, [])
    assert {one["identified_as"] for one in found["files"]} == {
        "quickbooks.us.products.s2",
        "quickbooks.us.customers",
        "quickbooks.us.invoices",
    }
    assert "no" in validate(bench, given=("run/import",)).out.lower()


def test_a_hand_made_file_is_told_all_its_faults_with_their_places(bench: Bench) -> None:
    bench.raw("october.csv", f"{INVOICES}\r\n{LINE}\r\n1002,,10/32/2026,11/30/2026,Hours,2,10.00,$21\r\n")
    found = envelope(bench)
    assert found["exit"] == 1
    assert sorted(grave(found)) == [
        ("QBO101", "in/october.csv", 3, "Customer"),
        ("QBO104", "in/october.csv", 3, "Amount"),
        ("QBO107", "in/october.csv", 3, "Invoice Date"),
    ]
    (told,) = of_code(found, "QBO104")
    assert (told["value"], told["severity"]) == ("$21", "error") and "'$21'" in told["message"]
    about = table(found, "october.csv")
    assert (about["identified_as"], about["rows"]) == ("quickbooks.us.invoices", 2)
    assert about["columns"]["recognised"]["Qty"] == "ItemQuantity"


def test_the_name_and_the_ending_of_a_file_say_nothing_of_what_it_is(bench: Bench) -> None:
    bench.raw("3-invoices-001.csv", f"{CUSTOMERS}\r\nAlder Works,,ada@example.com,,Leeds\r\n")
    found = envelope(bench)
    assert (found["exit"], table(found, "3-invoices-001.csv")["identified_as"]) == (0, "quickbooks.us.customers")


def test_a_customer_of_this_folders_customers_file_will_exist(bench: Bench) -> None:
    bench.raw(
        "invoices.csv", f"{INVOICES}\r\n{LINE}\r\n{LINE.replace('1001', '1002').replace('Alder Works', 'Birch')}\r\n"
    )
    bench.raw("lists/Customers.csv", "Name,Company name,Open balance\r\nBirch Inc,,0.00\r\n")
    found = envelope(bench, "--against", "lists")
    assert [(f["code"], f["value"]) for f in found["findings"] if f["severity"] == "error"] == [
        ("QBO477", "Alder Works"),
        ("QBO478", "Birch"),
    ]
    bench.raw("customers.csv", f"{CUSTOMERS}\r\nAlder Works,,,,Leeds\r\nBirch,,,,York\r\n")
    found = envelope(bench, "--against", "lists")
    assert [(f["code"], f["value"]) for f in found["findings"] if f["severity"] == "error"] == []
    assert [(f["code"], f["value"]) for f in found["findings"] if f["severity"] == "warning"] == [("QBO232", "Birch")]


def test_a_list_beside_the_files_counts_like_one_given_with_against(bench: Bench) -> None:
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE}\r\n")
    bench.raw("Customers.csv", "Name,Company name,Open balance\r\nAlder Works,,0.00\r\n")
    found = envelope(bench)
    assert (found["exit"], grave(found)) == (0, [])
    assert table(found, "Customers.csv")["identified_as"] == "quickbooks.customers"
    unchecked = {f["message"] for f in of_code(found, "QBO158")}
    assert len(unchecked) == 2 and not any("the Customers list" in message for message in unchecked)


def test_what_no_list_tells_is_one_note_however_many_rows(bench: Bench) -> None:
    lines = "".join(f"{LINE.replace('1001', str(number))}\r\n" for number in range(50))
    bench.raw("a.csv", f"{INVOICES}\r\n{lines}")
    bench.raw("b.csv", f"{INVOICES}\r\n{LINE.replace('1001', 'B1')}\r\n")
    notes = of_code(envelope(bench), "QBO158")
    assert sorted(note["message"].partition(" were")[0] for note in notes) == ["customers", "document numbers", "items"]
    assert all(note["file"] is None and note["row"] is None for note in notes)


PRODUCTS = "Product/Service Name,SKU,Type,Sales Price / Rate\r\nHours,H,Service,10.00\r\n"


def test_what_fits_a_list_and_an_import_file_is_told_by_what_it_is_given_with(bench: Bench) -> None:
    bench.raw("products.csv", PRODUCTS)
    assert table(envelope(bench), "products.csv")["identified_as"] == "quickbooks.us.products.s1"
    assert len(of_code(envelope(bench), "QBO159")) == 1
    bench.raw("other/invoices.csv", f"{INVOICES}\r\n{LINE}\r\n")
    found = envelope(bench, "--against", "in", given=("other",))
    assert table(found, "products.csv")["identified_as"] == "quickbooks.products"
    whole_company(bench)
    bench.raw("products-list.csv", PRODUCTS)
    found = envelope(bench)
    assert table(found, "products-list.csv")["identified_as"] == "quickbooks.products"


def test_exports_and_import_files_in_one_call(bench: Bench) -> None:
    whole_company(bench)
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE.replace('20.00', '21.00')}\r\n")
    found = envelope(bench)
    assert found["exit"] == 1 and grave(found) == [("QBO468", "in/invoices.csv", 2, "Amount")]
    assert len(of_code(found, "QBO160")) == 5
    assert of_code(found, "SFR227"), "what a conversion lacks is still told"


def test_findings_of_damaged_rows_stay_beside_exports(bench: Bench) -> None:
    """A conversion that does not need a row drops what was said of it; rows of import files are nobody's to drop."""
    whole_company(bench)
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE}\r\n1002,Birch\r\n")
    assert ("CSV121", "in/invoices.csv", 3, None) in grave(envelope(bench))


def test_a_stranger_still_ends_with_a_question(bench: Bench) -> None:
    bench.raw("stranger.csv", "Colour,Weight\r\nred,12\r\n")
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE}\r\n")
    found = envelope(bench)
    assert found["exit"] == 2 and len(found["questions"]) == 1
    assert table(found, "invoices.csv")["identified_as"] == "quickbooks.us.invoices"


def test_a_near_miss_is_a_finding_that_teaches(bench: Bench) -> None:
    bench.raw("invoices.csv", "Invoice No,Customer,Invoice Date,Amount\r\n1001,Alder,10/31/2026,20.00\r\n")
    found = envelope(bench)
    (told,) = of_code(found, "QBO133")
    assert found["exit"] == 1 and '"DueDate"' in told["message"] and "Add the column" in told["fix"]


def test_nothing_of_a_file_moves_the_terminal(bench: Bench) -> None:
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE.replace('Alder Works', chr(27) + '[2JAlder' + chr(7))}\r\n")
    result = validate(bench)
    assert "QBO125" in result.out and "\x1b" not in result.out + result.err and "\x07" not in result.out


def test_a_damaged_file_in_a_process_of_its_own(bench: Bench, spawn: Spawn) -> None:
    rows = ["", ",,,,,,,", "\x00,\ufffd,=1+1,'", "1001," + "x" * 100_000, '"a', LINE]
    bench.raw("invoices.csv", (f"{INVOICES}\r\n" + "\r\n".join(rows[:4]) + "\r\n").encode())
    done = spawn("validate", "in")
    assert done.returncode == 1 and b"Traceback" not in done.stderr and b"QBO101" in done.stdout
    bench.raw("invoices.csv", f"{INVOICES}\r\n{LINE}\r\n")
    assert spawn("validate", "in").returncode == 0


REPORTS = {
    "Customer Contact List": "Customer full name,Phone numbers,Email,Full name,Bill address,Ship address\n"
    "Alder Works,Phone:(413) 555-0142,office@alder.example,Ann Alder,12 Elm Street,\nAlder Works:Barn,,,,,",
    "Vendor Contact List": ",Vendor full name,Phone numbers,Email,Full name,Address,Account #\n,Reed Paper,,,Rob Reed,,",
    "Supplier Contact List": ",Supplier full name,Phone numbers,Email,Full name,Address\n,Reed Paper,,,Rob Reed,",
    "Employee Contact List": ",Employee full name,Phone numbers,Email,Full name,Address\n,Ann Lee,,,Ann Lee,",
}


def test_reports_of_quickbooks_alone_are_lists_and_no_files_to_import(bench: Bench) -> None:
    """Their name and e-mail columns, titles, blank rows and footer are as QuickBooks writes them: nothing is wrong."""
    foot = '" Saturday, October 31, 2026 02:43 PM GMT-05:00"'
    for title, rows in REPORTS.items():
        bench.raw(f"{title}.csv", f"Pinecrest Studio\n{title}\n\n{rows}\n\n{foot}\n")
    found = envelope(bench)
    assert (found["exit"], grave(found)) == (0, [])
    assert [one["identified_as"] for one in found["files"]] == [
        "quickbooks.customer_contacts",
        "quickbooks.employees",
        "quickbooks.vendors",
        "quickbooks.vendors",
    ]
