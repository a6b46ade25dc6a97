"""Put records' cells into a template's columns: text in template order, ready to be checked and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvbridge.schemas import Template, TemplateColumn

_SOURCE_FIELD = {
    "customers": {"name": "account_name", "company": "account_name"},
    "products": {
        "name": "product_name",
        "sku": "product_code",
        "description": "product_description",
        "price": "list_price",
    },
    "invoices": {
        "number": "opportunity_id",
        "customer": "account_name",
        "date": "close_date",
        "due_date": "close_date",
        "memo": "opportunity_name",
        "item": "product_name",
        "description": "line_description",
        "rate": "sales_price",
        "amount": "total_price",
    },
}
_SOURCE_FIELD["credit_notes"] = _SOURCE_FIELD["invoices"]


def template_columns(template: Template, cells: Mapping[str, Sequence[str]], count: int) -> list[Sequence[str]]:
    """Return `count` rows of text as columns in template order; one without a field is its constant, or blank."""
    return [cells[c.field] if c.field else [c.const] * count for c in template.columns] if count else []


def source_field(role: str, column: TemplateColumn) -> str:
    """Return the Salesforce field that a template's column came from, for the place of a finding."""
    return _SOURCE_FIELD[role].get(column.field, column.field or column.name)
