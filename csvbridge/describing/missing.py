"""What is missing for a conversion, over all files together.

In: the tables, and the rows of every entity. Out: a note for each thing that is not there, with what it would mean and
how to get it. A file that is there and incomplete is the business of `completeness`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.rules.completeness import MISSING_FOR_CONVERSION
from csvbridge.schemas import Export
from csvbridge.typed_rows import TypedRows

_NEEDED = {
    ("opportunity", "opportunity_id"): (
        "no Opportunity ID in the opportunities",
        "no invoice number can be made of it",
    ),
    ("opportunity_line", "opportunity_id"): (
        "no Opportunity ID in the lines",
        "lines would find their opportunity by name",
    ),
    ("opportunity_line", "line_id"): (
        "no Line Item ID in the lines",
        "two equal lines could not be told from one exported twice",
    ),
    ("account", "account_id"): ("no Account ID in the accounts", "accounts of one name could not be told apart"),
    ("product", "product_id"): ("no Product ID in the products", "products would be found by code, else by name"),
}
"""Entity and field that a careful conversion has -> what is missing, and what that would mean."""


_LISTS = {
    "known_customer": ("no Customers list of QuickBooks", "which customers exist already", "Sales > Customers"),
    "known_item": ("no products list of QuickBooks", "which items exist already", "Products and services"),
    "known_document": ("no Invoice List of QuickBooks", "what was invoiced before", "Reports > Invoice List by Date"),
    "known_vendor": ("no Vendor Contact List of QuickBooks", "whether a vendor holds a customer's name", "Reports"),
}
"""Entity of a QuickBooks list -> what is missing, what nobody could tell then, and where it is exported."""


class Missing(NamedTuple):
    """A thing that is not there."""

    what: str
    consequence: str
    how: str


def note_missing(
    tables: Sequence[Table],
    rows: Mapping[str, TypedRows],
    exports: Sequence[Export],
    stages: Collection[str],
    findings: Findings,
) -> None:
    """Note all that a conversion of these tables would lack; `stages` are the won ones."""
    how = {export.entity: export.how_to_get for export in exports}
    given = {table.export.entity for table in tables}
    won = {stage.casefold() for stage in stages}
    for found in (*_files(given, rows, how, won), *_columns(given, rows), *_lists(given)):
        findings.add(MISSING_FOR_CONVERSION, **found._asdict())


def _files(
    given: Collection[str], rows: Mapping[str, TypedRows], how: Mapping[str, str], won: Collection[str]
) -> Iterator[Missing]:
    deals = "opportunity" in given or "opportunity_line" in given
    if not deals:
        yield Missing("no opportunities", "there would be no invoices", how["opportunity"])
    if deals and "account" not in given:
        yield Missing("no accounts", "customers would be written by their name alone, without address", how["account"])
    if "account" in given and "contact" not in given:
        yield Missing("no contacts", "customers would have no e-mail address", how["contact"])
    if "opportunity" in given and "opportunity_line" not in given:
        count = _won_with_products(rows["opportunity"], won)
        if count:
            what = f"{count:,} won opportunities say that they have products, and their lines are in no file"
            yield Missing(what, "they would wait", how["opportunity_line"])
        elif not rows["opportunity"].has("has_products"):
            what = "no lines, and no column Has Products"
            consequence = "nobody can tell whether the opportunities have products; each would become one line"
            yield Missing(what, consequence, how["opportunity_line"])
    if deals and "product" not in given:
        yield Missing("no products", "items would be made from the lines, without list prices", how["product"])


def _won_with_products(rows: TypedRows, won: Collection[str]) -> int:
    stages, flags = rows.columns["stage"], rows.columns["has_products"]
    return sum(1 for stage, flag in zip(stages, flags, strict=True) if flag and stage.casefold() in won)


def _columns(given: Collection[str], rows: Mapping[str, TypedRows]) -> Iterator[Missing]:
    if "product" in given and "price_entry" not in given and not rows["product"].has("list_price"):
        how = "Add Price Book Name and List Price to the products report, or give PricebookEntry.csv."
        yield Missing("no prices", "products would be written without a price", how)
    for (entity, name), (what, consequence) in _NEEDED.items():
        if entity in given and not rows[entity].has(name):
            yield Missing(what, consequence, "Add it to the report in Salesforce.")


def _lists(given: Collection[str]) -> Iterator[Missing]:
    if all(entity.startswith("known_") for entity in given):
        return
    for entity, (what, unknown, where) in _LISTS.items():
        if entity not in given:
            yield Missing(
                what, f"nobody could tell {unknown}", f"Export it from QuickBooks ({where}), and give it too."
            )
