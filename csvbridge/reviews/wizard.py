"""What QuickBooks' import screens are called and what they call their fields, as far as its pages tell.

In: the role of a file and its headings. Out: names for the steps and the mapping tables of start-here. Which column
goes to which field is known here alone; what is in the columns is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.reviews.blocks import Block, Column, Paragraph, plain, table
from csvbridge.run import ImportFile

TILES = {
    "products": "Products and services",
    "customers": "Customers",
    "invoices": "Invoices",
    "credit_notes": "Credit notes",
}
"""The tile on the page Import data. Source: qbo-import.md 1."""

NOUNS = {
    "products": ("product", "products"),
    "customers": ("customer", "customers"),
    "invoices": ("invoice", "invoices"),
    "credit_notes": ("credit note", "credit notes"),
}

_FIELDS = {
    "customers": {"ZIP": "ZIP (or Postal code)", "Date": "Opening balance date"},
    "invoices": {
        "*InvoiceNo": "Invoice number",
        "*InvoiceDate": "Invoice date",
        "*DueDate": "Due date",
    },
    "credit_notes": {"*CreditMemoNo": "Credit note number", "*CreditMemoDate": "Credit note date"},
}
_SHARED = {
    "Item(Product/Service)": "Item (Product/Service)",
    "ItemDescription": "Item description",
    "ItemQuantity": "Item quantity",
    "ItemRate": "Item rate",
    "*ItemAmount": "Item amount",
    "TaxRate": "Tax rate",
    "*ItemTaxCode": "Item tax code",
}

_COLUMNS = (
    Column("Column in the file", "code"),
    Column("QuickBooks field"),
    Column("Filled rows", "number"),
)


def field_name(role: str, heading: str) -> str:
    """Return what the import screen calls the field of a column (qbo-import.md 5.1 I6; lists: the heading itself)."""
    return _FIELDS.get(role, {}).get(heading) or _SHARED.get(heading) or heading.lstrip("*")


def mapping(role: str, files: Sequence[ImportFile]) -> list[Block]:
    """Return which column of the files goes to which field, and in how many rows it is filled; empty ones by name."""
    headings = files[0].headings
    total = sum(len(file.rows) for file in files)
    filled = [0] * len(headings)
    for file in files:
        for at, cells in enumerate(zip(*file.rows, strict=True)):
            filled[at] += len(cells) - cells.count("")
    used = [at for at, count in enumerate(filled) if count]
    empty = [field_name(role, heading) for heading, count in zip(headings, filled, strict=True) if not count]
    blocks: list[Block] = [
        table(
            f"Which column goes where: {TILES[role].lower()}",
            _COLUMNS,
            used,
            lambda at: (headings[at], field_name(role, headings[at]), f"{filled[at]:,} of {total:,}"),
            rest="the headings of the file itself.",
        )
    ]
    if empty:
        words = plain(f"Empty in these files, so their mapping does not matter: {', '.join(empty)}.", 800)
        blocks.append(Paragraph(words))
    return blocks
