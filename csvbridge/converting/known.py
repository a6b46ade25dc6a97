"""What QuickBooks already holds, as its own lists show it.

In: checked rows of QuickBooks lists. Out: `Known`, which answers who has a name, which item has a SKU or a name,
and which document has a number. Nothing here is counted or written; names are kept byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from csvbridge.typed_rows import TypedRows
from csvbridge.values.names import name_key

DELETED = re.compile(r"\s*\(deleted(?:-[0-9]+)?\)\s*$", re.IGNORECASE)
_NOT_ITEMS = ("category", "bundle")


class KnownItem(NamedTuple):
    """A row of the Products and services list."""

    name: str
    sku: str
    type: str
    inactive: bool


class KnownDocument(NamedTuple):
    """A row of the Invoice List; the amount is in minor units, or None where the list has none."""

    number: str
    customer: str
    amount: int | None
    credit: bool | None
    """None where the list does not say."""


@dataclass(slots=True)
class Known:
    """QuickBooks' names, items and numbers. `has_*` says whether such a list was given."""

    has_customers: bool = False
    has_vendors: bool = False
    has_employees: bool = False
    has_items: bool = False
    has_documents: bool = False
    customers: dict[str, list[str]] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    """Name key -> who holds it: an inactive customer, a vendor, an employee."""
    skus: dict[str, list[KnownItem]] = field(default_factory=dict)
    items: dict[str, list[KnownItem]] = field(default_factory=dict)
    occupied: dict[str, str] = field(default_factory=dict)
    """Name key -> what occupies an item's name without being usable: a category, an inactive item."""
    documents: dict[str, list[KnownDocument]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)


def leaf(full_name: str) -> str:
    """Return the last part of `Parent:Child`, the name that is unique in QuickBooks."""
    return full_name.rsplit(":", 1)[-1]


def read_known(rows: Mapping[str, TypedRows]) -> Known:
    """Return what the lists given hold; `rows` has an entry per known_* entity of which a list was given."""
    known = Known()
    if "known_customer" in rows:
        known.has_customers = True
        _read_customers(rows["known_customer"], known)
    for entity, who in (("known_vendor", "vendor"), ("known_employee", "employee")):
        if entity in rows:
            known.has_vendors = known.has_vendors or who == "vendor"
            known.has_employees = known.has_employees or who == "employee"
            for name in rows[entity].columns["display_name"]:
                if name:
                    article = "an" if who == "employee" else "a"
                    known.holders.setdefault(name_key(DELETED.sub("", name)), f"{article} {who}")
    if "known_item" in rows:
        known.has_items = True
        _read_items(rows["known_item"], known)
    if "known_document" in rows:
        known.has_documents = True
        _read_documents(rows["known_document"], known)
    return known


def _read_customers(rows: TypedRows, known: Known) -> None:
    inactive = rows.columns.get("inactive") or [None] * len(rows)
    for name, off in zip(rows.columns["display_name"], inactive, strict=True):
        if not name:
            continue
        if off or DELETED.search(name):
            known.holders.setdefault(name_key(leaf(DELETED.sub("", name))), "an inactive customer")
            continue
        for key in {name_key(name), name_key(leaf(name))}:
            fits = known.customers.setdefault(key, [])
            if name not in fits:
                fits.append(name)


def _read_items(rows: TypedRows, known: Known) -> None:
    for name, sku, kind in zip(rows.columns["item_name"], rows.columns["sku"], rows.columns["type"], strict=True):
        if not name:
            continue
        if kind.casefold() in _NOT_ITEMS:
            article = f"a {kind.casefold()}"
            known.occupied.setdefault(name_key(leaf(name)), article)
            continue
        if DELETED.search(name):
            known.occupied.setdefault(name_key(leaf(DELETED.sub("", name))), "an inactive item")
            continue
        item = KnownItem(name, sku, kind, False)
        for key in {name_key(name), name_key(leaf(name))}:
            fits = known.items.setdefault(key, [])
            if item not in fits:
                fits.append(item)
        if sku and item not in known.skus.setdefault(sku, []):
            known.skus[sku].append(item)


def _read_documents(rows: TypedRows, known: Known) -> None:
    columns = [rows.columns[name] for name in ("number", "document_type", "customer", "amount_minor")]
    for number, kind, customer, amount in zip(*columns, strict=True):
        if not number:
            continue
        credit = "credit" in kind.casefold() if kind else None
        known.numbers.append(number)
        known.documents.setdefault(number.casefold(), []).append(KnownDocument(number, customer, amount, credit))
