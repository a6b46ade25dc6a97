"""The shape of a profile: one frozen class a table, one attribute a key (contract.md 5).

In: checked values. Out: a `Profile`, and its JSON-ready form for the manifest. It never checks anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Company:
    """[company]: what the QuickBooks company is like."""

    region: str
    plan: str
    home_currency: str
    sales_tax: str
    date_format: str
    closed_through: dt.date | None


@dataclass(frozen=True, slots=True)
class SalesforceKeys:
    """[salesforce]: how the exports are read."""

    date_format: str
    decimal_mark: str
    stages: tuple[str, ...]
    incomplete_reports: str


@dataclass(frozen=True, slots=True)
class Customers:
    """[customers]: which customers are written."""

    include: str


@dataclass(frozen=True, slots=True)
class Products:
    """[products]: which products are written, and how."""

    include: str
    type: str
    income_account: str
    price_book: str
    template: str


@dataclass(frozen=True, slots=True)
class Invoices:
    """[invoices]: numbers, terms and the item of deals without products."""

    number: str
    number_prefix: str
    first_number: int
    terms: str
    default_item: str
    without_products: str
    tax_code: str


@dataclass(frozen=True, slots=True)
class Lists:
    """[lists]: the files of customers and products."""

    format: str


@dataclass(frozen=True, slots=True)
class Matching:
    """[matching]: near-duplicates."""

    hold: tuple[str, ...]
    show: int


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """[crosswalk.*]: a name of ours = a record that QuickBooks already holds."""

    products: dict[str, str] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    tax_codes: dict[str, str] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a company sets."""

    company: Company
    salesforce: SalesforceKeys
    customers: Customers
    products: Products
    invoices: Invoices
    lists: Lists
    matching: Matching
    headings: dict[str, str]
    crosswalk: Crosswalk
    accept: dict[str, str]


TABLES: dict[str, type] = {
    "company": Company,
    "salesforce": SalesforceKeys,
    "customers": Customers,
    "products": Products,
    "invoices": Invoices,
    "lists": Lists,
    "matching": Matching,
}
"""The class of each table that has keys of its own."""


def as_dict(profile: Profile) -> dict[str, Any]:
    """Return the profile as JSON has it (dates in ISO form, lists for tuples), for the manifest."""
    ready: dict[str, Any] = _ready(asdict(profile))
    return ready


def _ready(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _ready(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_ready(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value
