"""Lists of customers of any make: what a table is, and which of its cells tell one customer from another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.mapping.customer_lists import CustomerTable, NotCompared, customer_table
from csvbridge.mapping.customer_texts import LONGEST_CELL, long_ids, name_as_written, texts_of
from csvbridge.mapping.identify import Known
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_compared, load_exports, load_languages, load_passed_over, load_templates
from csvbridge.trail import Trail
from csvbridge.values.ids import read_id

KNOWN = Known(
    exports=load_exports(),
    passed_over=load_passed_over(),
    templates=load_templates(),
    aliases={"Klient": "Account Name"},
    languages=load_languages(),
)


def sheet(headings: str, *rows: str, object: str = "") -> Sheet:
    """A table of cells between bars."""
    trail = Trail()
    source = trail.add_source("list.csv")
    cells = [row.split("|") for row in rows]
    names = headings.split("|")
    ids = trail.add_rows(source, list(range(2, len(rows) + 2)))
    columns = [[row[at] for row in cells] for at in range(len(names))]
    return Sheet(source=source, headings=names, columns=columns, row_ids=ids, object=object)


def table(headings: str, *rows: str) -> CustomerTable:
    found = customer_table(sheet(headings, *rows), KNOWN, load_compared())
    assert isinstance(found, CustomerTable)
    return found


def only(headings: str, row: str) -> dict[str, str]:
    """The texts of one record that are not blank."""
    return {name: cells[0] for name, cells in texts_of(table(headings, row)).items() if cells[0]}


TEMPLATE = "Name|Company|Email|Phone|Website|Street|City|State|ZIP|Country"
WHAT = {
    "accounts report": ("Account ID|Account Name|Billing City", "account", "salesforce.accounts"),
    "accounts of the API": ("Id|Name|BillingStreet|BillingCity", "account", "salesforce.accounts"),
    "contacts report": ("Contact ID|First Name|Last Name|Account Name|Email", "contact", "salesforce.contacts"),
    "leads report": ("Lead ID|Company / Account|First Name|Last Name|Lead Status", "lead", "salesforce.Leads"),
    "QuickBooks' customers": ("Name|Company name|Street Address|Open balance", "customer", "quickbooks.customers"),
    "QuickBooks' contact list": (
        "|Customer full name|Phone numbers|Email|Bill address",
        "customer",
        "quickbooks.customer_contacts",
    ),
    "QuickBooks' vendors": ("|Vendor full name|Phone numbers|Address", "vendor", "quickbooks.vendors"),
    "QuickBooks' employees": ("|Employee full name|Phone numbers", "employee", "quickbooks.employees"),
    "import template": (f"{TEMPLATE}|Opening Balance|Resale Number", "customer", "quickbooks.us.customers"),
    "a part of the template": (TEMPLATE, "customer", "quickbooks.us.customers"),
    "list by hand": ("Customer Name|Telephone|Town", "customer", "compared.customers"),
    "names alone": ("Name", "customer", "compared.customers"),
    "companies alone": ("Company|Tel", "customer", "compared.customers"),
    "people": ("First Name|Surname|Postcode", "customer", "compared.customers"),
    "a heading of the profile": ("Klient|Telephone", "account", "salesforce.accounts"),
}


@pytest.mark.parametrize(("headings", "kind", "own"), WHAT.values(), ids=WHAT)
def test_what_can_be_compared(headings: str, kind: str, own: str) -> None:
    found = table(headings)
    assert (found.kind, found.id, found.sheet.source.identified_as) == (kind, own, own)
    assert found.is_list is found.known is (own.startswith("quickbooks.") and not own.endswith("us.customers"))


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Opportunity ID|Opportunity Name|Stage|Close Date|Account Name", NotCompared("Opportunities", "salesforce", "salesforce.opportunities")),
        ("Username|Alias|Profile", NotCompared("Users", "salesforce", "salesforce.Users")),
        ("Product/Service Name|SKU", NotCompared("Products and services list", "quickbooks", "quickbooks.products")),
        ("*InvoiceNo|*Customer|*InvoiceDate|*DueDate|Item(Product/Service)|ItemQuantity|ItemRate|*ItemAmount|Memo|Terms|Service Date", "Invoices"),
        ("Value|Status|Type", None),
        ("Email|Phone|City", None),
    ],
)  # fmt: skip
def test_what_cannot(headings: str, expected: object) -> None:
    assert customer_table(sheet(headings), KNOWN, load_compared()) == expected


RECORDS = {
    "template": (
        f"{TEMPLATE}|Mobile|Fax",
        "Alder|Alder LLC|a@alder.example|1|alder.example|5 Elm|Avon|CT|06001|USA|2|3",
        {
            **{"name": "Alder", "company": "Alder LLC", "email": "a@alder.example", "phone": "1", "mobile": "2"},
            **{"fax": "3", "website": "alder.example", "street": "5 Elm", "city": "Avon", "state": "CT"},
            **{"postal_code": "06001", "country": "USA"},
        },
    ),
    "the billing address": (
        "Account Name|Billing Street|Billing City|Shipping Street|Shipping City",
        "Alder|5 Elm|Avon|9 Oak|Bath",
        {"name": "Alder", "street": "5 Elm", "city": "Avon"},
    ),
    "else the shipping address, whole": (
        "Account Name|Billing Street|Billing City|Billing Country|Shipping Street|Shipping City|Shipping Country",
        "Alder|||USA|9 Oak|Bath|",
        {"name": "Alder", "street": "9 Oak", "city": "Bath", "country": "USA"},
    ),
    "never half of each": (
        "Account Name|Billing Street|Billing City|Shipping Street|Shipping City",
        "Alder||Avon|9 Oak|Bath",
        {"name": "Alder", "city": "Avon"},
    ),
    "phones in one cell": (
        "|Customer full name|Phone numbers",
        "|Alder|Phone:(555) 010-1234 Mobile:(555) 010-9999 Fax: 7",
        {"name": "Alder", "phone": "(555) 010-1234", "mobile": "(555) 010-9999", "fax": "7"},
    ),
    "one phone without a label": (
        "|Customer full name|Phone numbers",
        "|Alder|(555) 010-1234",
        {"name": "Alder", "phone": "(555) 010-1234"},
    ),
    "a ZIP that became a number": ("Name|ZIP", "Alder|12345.0", {"name": "Alder", "postal_code": "12345"}),
    "a ZIP that only looks so": ("Name|ZIP", "Alder|A5.0", {"name": "Alder", "postal_code": "A5.0"}),
    "an inactive record": ("Name|Open balance", "Alder (deleted)|0.00", {"name": "Alder"}),
    "that is a name in a list by hand": ("Name|Tel", "Alder (deleted)|5", {"name": "Alder (deleted)", "phone": "5"}),
    "called by its company": ("Name|Company|Tel", "|Alder LLC|5", {"name": "Alder LLC", "company": "Alder LLC", "phone": "5"}),
    "called by its person": (
        "Company|First Name|Last Name",
        "|Ada|Moss",
        {"name": "Ada Moss", "person": "Ada Moss"},
    ),
    "without a first name": ("First Name|Last Name", "|Moss", {"name": "Moss", "person": "Moss"}),
    "without any name": ("Name|Tel", "|5", {"phone": "5"}),
    "a contact": (
        "Contact ID|First Name|Last Name|Account Name|Email|Mailing City",
        "003Ax0000000001|Ada|Moss|Alder|a@b.example|Avon",
        {
            **{"record_id": "003Ax0000000001IAA", "name": "Ada Moss", "company": "Alder", "person": "Ada Moss"},
            **{"email": "a@b.example", "city": "Avon"},
        },
    ),
    "a lead": (
        "Lead ID|Company / Account|First Name|Last Name|Lead Status|Phone",
        "00QAx0000000001|Alder|Ada|Moss|Open|5",
        {"record_id": "00QAx0000000001MAA", "name": "Alder", "person": "Ada Moss", "phone": "5"},
    ),
    "two lines of a street": ("Name|Address 1|Address 2", "Alder|5 Elm|Suite 3", {"name": "Alder", "street": "5 Elm, Suite 3"}),
    "odd blanks and line breaks": (
        "Name|Address",
        " Alder \u00a0 &  Co |5 Elm\r\nSuite 3",
        {"name": "Alder & Co", "street": "5 Elm, Suite 3"},
    ),
    "hidden characters": ("Name|Tel", "Al\u200bder\x07\x1b[31m|5", {"name": "Alder", "phone": "5"}),
    "the salesperson's address is not the customer's": (
        "Account Name|Account Owner: Email|Account: Phone",
        "Alder|rep@us.example|5",
        {"name": "Alder", "phone": "5"},
    ),
    "a second column where the first is blank": ("Name|Phone|Main Phone", "Alder||5", {"name": "Alder", "phone": "5"}),
}  # fmt: skip


@pytest.mark.parametrize(("headings", "row", "expected"), RECORDS.values(), ids=RECORDS)
def test_what_a_record_says(headings: str, row: str, expected: dict[str, str]) -> None:
    assert only(headings, row) == expected


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        ("Name|Tel", " Alder \u200b|5", " Alder \u200b"),
        ("Name|Company", " |Alder LLC", "Alder LLC"),
        ("First Name|Last Name", "Ada|Moss", "Ada Moss"),
        ("Contact ID|First Name|Last Name|Account Name", "|Ada|Moss|Alder", "Ada Moss"),
        ("Contact ID|Full Name|Last Name|Account Name", "|Ada M.|Moss|Alder", "Ada M."),
        ("Name|Tel", "|5", ""),
    ],
)
def test_a_name_is_told_as_the_file_has_it(headings: str, row: str, name: str) -> None:
    assert list(name_as_written(table(headings, row))) == [name]


def test_an_overlong_cell_is_compared_in_part_and_its_row_is_known() -> None:
    one = table("Name|Tel", "Alder|5", f"{'x' * (LONGEST_CELL + 1)}|6", f"Elm|{'7' * 1_000_000}")
    assert [len(name) for name in texts_of(one)["name"]] == [5, LONGEST_CELL, 3]
    assert one.long == {1, 2}


def test_cells_at_the_limit_are_compared_whole() -> None:
    one = table("Name", "x" * LONGEST_CELL)
    assert len(texts_of(one)["name"][0]) == LONGEST_CELL and one.long == set()


ODD = {
    " Alder": "Alder",
    "Al\u200bder": "Alder",
    "a  b": "a b",
    "a\u00a0b": "a b",
    "a |b": "a |b",
    "5 Elm\nAvon": "5 Elm, Avon",
    "Alder ": "Alder",
    " ": "",
    "": "",
}


@pytest.mark.parametrize("size", [1, 49, 50, 51, 499, 500, 501, 5_001])
def test_odd_cells_are_tidied_wherever_they_stand_and_no_other(size: int) -> None:
    one = table("Name", *["Peña"] * size)
    names = list(one.sheet.columns[0])
    for at, odd in zip((0, size // 2, size - 1), ODD, strict=False):
        names[at] = odd
    for at, odd in zip(range(1, size - 1), ODD, strict=False):
        names[-at - 1] = odd
    one.sheet.columns[0] = names
    assert list(texts_of(one)["name"]) == [ODD.get(name, name) for name in names]


def test_reading_a_table_changes_no_cell_of_it() -> None:
    one = table("Account Name|Phone|Shipping City", " Alder |5|Bath", "|6|")
    before = [list(column) for column in one.sheet.columns]
    texts_of(one)
    assert one.sheet.columns == before


IDS = st.text("aA0", min_size=15, max_size=15)


@given(st.lists(st.one_of(IDS, IDS.map(lambda i: read_id(i).id), st.sampled_from(["", "x", "17", "-"])), max_size=6))
def test_ids_are_read_a_column_at_a_time_as_one_by_one(column: list[str]) -> None:
    assert list(long_ids(column)) == [read_id(cell).id or cell for cell in column]
