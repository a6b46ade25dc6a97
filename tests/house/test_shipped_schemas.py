"""Every file under `schemas/` loads, says where it learnt what it knows, and writes the header rows QuickBooks publishes.

The header rows are copied by hand from qbo-import.md 3.1, 4.1, 5.1 and 9: a template that drifts from them is not
mapped by QuickBooks on its own any more.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from csvbridge.entities import MODELS
from csvbridge.schema_files import load_exports, load_list, load_passed_over, load_templates
from csvbridge.schemas import normal_heading
from csvbridge.shipped import shipped

SCHEMAS = shipped("schemas")
FILES = sorted(SCHEMAS.rglob("*.toml"))
HEADERS = {
    "quickbooks.us.customers": "Name, Company, Customer Type, Email, Phone, Mobile, Fax, Website, Street, City, State, ZIP, "
    "Country, Opening Balance, Date, Resale Number",
    "quickbooks.us.products.s1": "Product/Service Name, Sales Description, SKU, Type, Sales Price / Rate, Taxable, "
    "Income Account, Purchase Description, Purchase Cost, Expense Account, Quantity On Hand, Reorder Point, "
    "Inventory Asset Account, Quantity as-of Date",
    "quickbooks.us.products.s2": "Product/service name, Category, Item type, SKU, Sales description, Sales price/rate, "
    "Income account, Purchase description, Purchase cost, Expense account, Quantity on hand, Quantity as-of date, "
    "Reorder point, Inventory asset account",
    "quickbooks.us.invoices": "*InvoiceNo, *Customer, *InvoiceDate, *DueDate, Terms, Location, Memo, Item(Product/Service), "
    "ItemDescription, ItemQuantity, ItemRate, *ItemAmount, Service Date",
    "quickbooks.us.invoices.tax": "*InvoiceNo, *Customer, *InvoiceDate, *DueDate, Terms, Location, Memo, "
    "Item(Product/Service), ItemDescription, ItemQuantity, ItemRate, *ItemAmount, Taxable, TaxRate, Service Date",
    "quickbooks.us.credit_notes": "*CreditMemoNo, *Customer, *CreditMemoDate, Location, Memo, Item(Product/Service), "
    "ItemDescription, ItemQuantity, ItemRate, *ItemAmount, Service Date",
}
TEMPLATES = {template.id: template for template in load_templates()}
EXPORTS = {export.id: export for export in load_exports()}


def test_every_template_has_its_header_row_here() -> None:
    assert sorted(TEMPLATES) == sorted(HEADERS)


@pytest.mark.parametrize("wanted", HEADERS)
def test_a_template_writes_the_published_header_row(wanted: str) -> None:
    assert [column.name for column in TEMPLATES[wanted].columns] == HEADERS[wanted].split(", ")


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(SCHEMAS).as_posix() for path in FILES])
def test_everything_in_a_file_has_its_evidence(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = [*table.get("columns", ()), *table.get("objects", ())]
    assert parts
    for part in parts:
        assert re.search(r"grade [HML]|contract\.md [0-9]|qbo-import\.md [0-9]", part["evidence"]), part


@pytest.mark.parametrize("wanted", EXPORTS)
def test_an_export_joins_its_entity(wanted: str) -> None:
    """Every column that the entity's contract names is read by some export of that entity."""
    export = EXPORTS[wanted]
    assert export.entity in MODELS
    read = {c.field for e in EXPORTS.values() if e.entity == export.entity for c in e.columns}
    asked = {name.removesuffix("_minor") for name in MODELS[export.entity].to_schema().columns}
    assert asked - {"currency"} <= read


def test_ids_objects_and_prefixes_tell_the_kinds_apart() -> None:
    kinds = [*load_exports(), *load_passed_over()]
    for name in ("object", "prefix", "title"):
        given = [getattr(kind, name).casefold() if name == "object" else getattr(kind, name) for kind in kinds]
        told = [value for value in given if value]
        assert len(told) == len(set(told)), name
    assert all(re.fullmatch(r"[0-9A-Za-z]{3}", kind.prefix) for kind in kinds if kind.prefix)


@pytest.mark.parametrize("wanted", EXPORTS)
def test_no_heading_feeds_two_fields(wanted: str) -> None:
    spelled = [normal_heading(h) for column in EXPORTS[wanted].columns for h in column.headings]
    assert len(spelled) == len(set(spelled))


@pytest.mark.parametrize("wanted", TEMPLATES)
def test_limits_are_those_of_quickbooks(wanted: str) -> None:
    """999 rows hold whether or not the heading counts among the 1,000 (qbo-import.md 1, 5.2)."""
    template = TEMPLATES[wanted]
    documents = "invoices" in wanted or "credit" in wanted
    assert template.rows == 999
    assert template.documents == (100 if documents else 0)
    assert template.file_kind == ("csv" if documents else "xlsx")
    assert template.numbered is documents


@pytest.mark.parametrize(
    ("wanted", "name", "limit"),
    [
        ("quickbooks.us.customers", "Name", 100),
        ("quickbooks.us.customers", "Company", 100),
        ("quickbooks.us.customers", "Email", 100),
        ("quickbooks.us.customers", "Phone", 30),
        ("quickbooks.us.customers", "Website", 1000),
        ("quickbooks.us.customers", "Street", 2000),
        ("quickbooks.us.customers", "City", 255),
        ("quickbooks.us.customers", "ZIP", 30),
        ("quickbooks.us.customers", "Resale Number", 16),
        ("quickbooks.us.products.s2", "Product/service name", 100),
        ("quickbooks.us.products.s2", "SKU", 100),
        ("quickbooks.us.products.s2", "Sales description", 4000),
        ("quickbooks.us.invoices", "*InvoiceNo", 21),
        ("quickbooks.us.invoices", "Memo", 4000),
        ("quickbooks.us.invoices", "ItemDescription", 4000),
        ("quickbooks.us.credit_notes", "*CreditMemoNo", 21),
    ],
)
def test_lengths_are_those_of_quickbooks(wanted: str, name: str, limit: int) -> None:
    (column,) = (column for column in TEMPLATES[wanted].columns if column.name == name)
    assert column.max_length == limit


def test_the_states_are_a_closed_list() -> None:
    states = load_list("us-states")
    assert {"MA", "Massachusetts", "DC", "PR", "AP"} <= states
    assert not {"", "ON", "Ontario", "NSW"} & states
