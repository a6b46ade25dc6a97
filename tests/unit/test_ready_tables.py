"""Which import screen a file is for, by its headings alone: every variant that qbo-import.md knows, in any dress."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from csvbridge.errors import OwnFault
from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import join_rows, recognise_template
from csvbridge.matching.nearest import core_of, nearest_names
from csvbridge.profile import load_profile
from csvbridge.ready.check import check_table
from csvbridge.run import ImportFile
from csvbridge.schema_files import load_template, load_templates
from csvbridge.steps import check_own_files
from csvbridge.values.styles import Form, commonest, day_of, form_of, style_of

C1 = (
    "Name, Company, Customer Type, Email, Phone, Mobile, Fax, Website, Street, City, State, ZIP, Country, Opening Balance, "
    "Date, Resale Number"
)
I1 = (
    "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,ItemQuantity,"
    "ItemRate,*ItemAmount"
)
VARIANTS = {
    "C1": ("customers", C1),
    "C2": ("customers", "Full Name, Company, Email, Phone, Mobile, Fax, Website, Street, City, State, ZIP, Country"),
    "C4 Australia": ("customers", "Name,Company,Email,Street,City/Town,State/Territory,Postcode,Country"),
    "C4 Canada": ("customers", "Name,Company,Email,Street,City/Town,Province/Territory,Postal code,Country"),
    "S1": (
        "products.s1",
        "Product/Service Name, Sales Description, SKU, Type, Sales Price / Rate, Taxable, Income Account, Purchase "
        "Description, Purchase Cost, Expense Account, Quantity On Hand, Reorder Point, Inventory Asset Account, Quantity "
        "as-of Date",
    ),
    "S1 without stock": (
        "products.s1",
        "Product/Service Name, Sales Description, SKU, Type, Sales Price / Rate, Income Account, Purchase Description, "
        "Purchase Cost, Expense Account",
    ),
    "S2": (
        "products.s2",
        "Product/service name, Category, Item type, SKU, Sales description, Sales price/rate, Income account, Purchase "
        "description, Purchase cost, Expense account, Quantity on hand, Quantity as-of date, Reorder point, Inventory "
        "asset account",
    ),
    "S3": (
        "products.s1",
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Tax on Sales,Price/Rate Includes Tax,Income "
        "Account,Purchase Description,Purchase Cost,Tax on Purchases,Purchase Cost Includes Tax,Low Stock Alert",
    ),
    "I1": ("invoices", f"{I1},Service Date"),
    "I2": ("invoices.tax", f"{I1},Taxable,TaxRate,Service Date"),
    "I3": (
        "invoices",
        f"{I1},Shipping address,Ship via,Shipping date,Tracking no.,Shipping Charge,Service Date",
    ),
    "I5": ("invoices", f"{I1},*ItemTaxCode,ItemTaxAmount,Currency,Service Date"),
    "I6": (
        "invoices",
        "Invoice number, Customer, Invoice date, Due date, Terms, Service Date, Item (Product/Service), Item Description, "
        "Item Quantity, Item Rate, Item Amount, Item tax code, Memo",
    ),
    "I7": ("invoices", "Invoice No.,*Customer,*Invoice Date,Memo,*Product/Service,Qty,*Amount"),
    "credit memos": (
        "credit_notes",
        "*CreditMemoNo,*Customer,*CreditMemoDate,Location,Memo,Item(Product/Service),ItemDescription,ItemQuantity,ItemRate,"
        "*ItemAmount,Service Date",
    ),
    "credit notes by hand": (
        "credit_notes",
        "Credit note number,Customer,Credit note date,Description,Qty,Rate,Amount",
    ),
}
DRESSES = {
    "as it stands": str,
    "in capitals, stars gone": lambda h: h.upper().replace("*", ""),
    "with blanks around": lambda h: f"  {h} ",
    "with underscores": lambda h: h.replace(" ", "_"),
}


def known(headings: list[str]) -> str | None:
    template = recognise_template(headings, load_templates(), "us")
    return template and template.id.removeprefix("quickbooks.us.")


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize(("wanted", "row"), VARIANTS.values(), ids=VARIANTS)
def test_a_variant_is_known_in_every_dress_and_order(wanted: str, row: str, dress: str) -> None:
    headings = [DRESSES[dress](heading.strip()) for heading in row.split(",")]
    same = (
        {wanted, "products.s1", "products.s2"}
        if wanted.startswith("products") and dress != "as it stands"
        else {wanted}
    )
    assert known(headings) in same
    assert known([*reversed(headings), "A column of our own"]) in same


def test_columns_are_found_under_any_of_their_spellings() -> None:
    row = VARIANTS["I7"][1].split(",")
    template = load_template("quickbooks.us.invoices")
    spelled = {s for c in template.readable for s in c.spellings}
    assert {"*InvoiceNo", "InvoiceNo", "Invoice number"} <= spelled
    assert known(row) == "invoices"


@pytest.mark.parametrize(
    "row",
    [
        "Colour,Weight,Height",
        "Name,Age",
        "Customer,Amount",
        "Num,Customer,Amount,Open balance,Due date",
        "*SalesReceiptNo,Customer,*SalesReceiptDate,*DepositAccount,ItemQuantity,ItemRate,*ItemAmount",
        "Vendor,Bill no,Amount,Due date",
    ],
)
def test_a_stranger_is_taken_for_no_invoice_and_no_customer(row: str) -> None:
    assert known(row.split(",")) not in ("invoices", "invoices.tax", "credit_notes", "customers")


def test_a_template_of_another_region_counts_where_the_companys_own_does_not_fit() -> None:
    own = load_template("quickbooks.us.invoices")
    abroad = replace(own, id="quickbooks.xx.invoices", region="xx")
    headings = [column.name for column in own.columns]
    assert recognise_template(headings, [abroad, own], "us") is own
    assert recognise_template(headings, [abroad], "us") is abroad
    row = ["1", "Alder", "10/31/2026", "11/30/2026", "", "", "", "Hours", "", "1", "5.00", "5.00", ""]
    findings = Findings()
    table = join_rows(abroad, "a.csv", headings, [[cell] for cell in row], 1)
    check_table(table, load_profile(None, []), findings)
    assert [stored.rule.code for stored in findings] == ["QBO163"]


def test_our_own_fault_names_what_and_how_often_and_no_customer() -> None:
    template = load_template("quickbooks.us.invoices")
    row = ["1", "Alder Secret", "10/31/2026", "11/30/2026", "", "", "", "Hours", "", "1", "5.00", "6.00", ""]
    headings = tuple(column.name for column in template.columns)
    file = ImportFile(role="invoices", path="import/3.csv", kind="csv", headings=headings, rows=[row, row], records=1)
    with pytest.raises(OwnFault) as fault:
        check_own_files([file], {"invoices": template}, load_profile(None, []))
    assert "QBO468 in *ItemAmount of quickbooks.us.invoices (2 times)" in str(fault.value)
    assert "Secret" not in str(fault.value)
    row[11] = "5.00"
    check_own_files([file], {"invoices": template}, load_profile(None, []))
    with pytest.raises(OwnFault):
        check_own_files([replace(file, records=101)], {"invoices": template}, load_profile(None, []))


INVOICE = {"*InvoiceNo": "1", "*Customer": "Alder", "*InvoiceDate": "10/31/2026", "*DueDate": "11/30/2026"}
LINE = {"Item(Product/Service)": "Hours", "ItemQuantity": "2", "ItemRate": "2.50", "*ItemAmount": "5.00"}
SOUND = {
    "customers": {"Name": "Alder", "Company": "Alder", "Email": "a@alder.example", "Website": "https://alder.example"},
    "products.s1": {"Product/Service Name": "Hours", "Type": "Service", "Sales Price / Rate": "2.50"},
    "invoices": INVOICE | LINE,
}


@pytest.mark.parametrize(
    ("kind", "column", "wrong", "code"),
    [
        ("customers", "Name", "", "QBO101"),
        ("customers", "Name", "Alder:Finch", "QBO102"),
        ("customers", "Name", "A" * 101, "QBO103"),
        ("customers", "Email", "alder.example", "QBO220"),
        ("products.s1", "Type", "Idea", "QBO108"),
        ("products.s1", "Product/Service Name", "", "QBO101"),
        ("products.s1", "Sales Price / Rate", "2,5", "QBO104"),
        ("invoices", "*InvoiceNo", "1" * 22, "QBO103"),
        ("invoices", "*Customer", "Al\tder", "QBO102"),
        ("invoices", "*DueDate", "11/31/2026", "QBO107"),
        ("invoices", "ItemQuantity", "two", "QBO104"),
        ("invoices", "ItemQuantity", "-2", "QBO106"),
        ("invoices", "ItemRate", "123456789012.00", "QBO105"),
        ("invoices", "*ItemAmount", "5.01", "QBO468"),
        ("customers", "Website", "no website", ""),
        ("customers", "Street", "Caf?? 1", ""),
        ("invoices", "ItemDescription", "=1+1", ""),
    ],
)
def test_a_wrong_cell_among_those_to_be_written_is_our_own_fault_a_doubtful_one_is_not(
    kind: str, column: str, wrong: str, code: str
) -> None:
    template = load_template(f"quickbooks.us.{kind}")
    headings = tuple(column.name for column in template.columns)
    row = [(SOUND[kind] | {column: wrong}).get(heading, "") for heading in headings]
    file = ImportFile(role=kind, path="import/1.csv", kind="csv", headings=headings, rows=[row], records=1)
    if code:
        with pytest.raises(OwnFault, match=f"{code} in {re.escape(column)} of {template.id}"):
            check_own_files([file], {kind: template}, load_profile(None, []))
    else:
        check_own_files([file], {kind: template}, load_profile(None, []))


def test_a_name_that_stands_twice_among_all_files_of_a_kind_is_our_own_fault() -> None:
    template = load_template("quickbooks.us.customers")
    headings = tuple(column.name for column in template.columns)
    row = [SOUND["customers"].get(heading, "") for heading in headings]
    file = ImportFile(role="customers", path="import/1.csv", kind="csv", headings=headings, rows=[row], records=1)
    with pytest.raises(OwnFault, match="QBO109 in Name"):
        check_own_files([file, replace(file, path="import/2.csv")], {"customers": template}, load_profile(None, []))


# --- dates of one style -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("10/31/2026", "MM/DD/YYYY", "2026-10-31"),
        ("1/5/2026", "MM/DD/YYYY", "2026-01-05"),
        ("1/5/2026", "DD/MM/YYYY", "2026-05-01"),
        ("01.05.26", "DD.MM.YYYY", "2026-05-01"),
        ("2026-10-31", "YYYY-MM-DD", "2026-10-31"),
        ("02/29/2028", "MM/DD/YYYY", "2028-02-29"),
        ("02/29/2026", "MM/DD/YYYY", None),
        ("10-31-2026", "MM/DD/YYYY", None),
        ("2026/10/31", "MM/DD/YYYY", None),
        ("10/31/202", "MM/DD/YYYY", None),
        ("10/31/2026 9:00", "MM/DD/YYYY", None),
        ("１0/31/2026", "MM/DD/YYYY", None),
    ],
)
def test_a_day_is_read_in_one_style_only(text: str, style: str, day: str | None) -> None:
    found = day_of(text, style)
    assert (found and found.isoformat()) == day


def test_the_commonest_form_is_the_files() -> None:
    slashes, dashes = Form("/", False, False), Form("-", True, False)
    assert form_of("10/31/2026") == slashes and form_of("2026-10-31") == dashes and form_of("31 Oct") is None
    assert commonest([(slashes, 2), (dashes, 3), (slashes, 2)]) == slashes
    assert commonest([]) is None
    assert style_of(slashes, "D/M") == "DD/MM/YYYY" and style_of(dashes, "D/M") == "YYYY-MM-DD"


# --- names much alike -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ACME Inc", "Acme, Inc.", True),
        ("Alder and Finch", "Alder & Finch LLC", True),
        ("Müller GmbH", "Muller", True),
        ("Inc", "LLC", False),
        ("Harbor Dental", "Harbor Dairy", False),
    ],
)
def test_the_core_of_a_name(one: str, other: str, alike: bool) -> None:
    assert (core_of(one) == core_of(other)) is alike


def test_a_near_name_is_proposed_and_a_far_one_is_not() -> None:
    listed = ["Acme, Inc.", "Design hours", "Pine Mill"]
    assert nearest_names(["ACME INC", "Design hrs", "Zenith"], listed) == {
        "ACME INC": "Acme, Inc.",
        "Design hrs": "Design hours",
    }
    assert nearest_names(["Zenith"], []) == {}
