"""Names of customers and items that files to import would make: whether they are free.

In: recognised tables and `Existing`. Out: findings on rows whose name QuickBooks has, another record holds, another
file makes too, or that is much like one that is there. Which of two is meant, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.matching.nearest import core_of, nearest_names
from csvbridge.ready.existing import Existing
from csvbridge.ready.lookups import LISTS
from csvbridge.rules import ready_customers, ready_documents, ready_products
from csvbridge.schemas import TemplateColumn
from csvbridge.values.names import name_key

_BLANK_COLON = re.compile(r"\s+:\s*|:\s+")


def check_new_names(tables: Sequence[ReadyTable], existing: Existing, findings: Findings) -> None:
    """Check the names of new customers and items against those that QuickBooks has or another file makes."""
    shared: dict[str, tuple[ReadyTable, int]] = {}
    items: dict[str, tuple[ReadyTable, int]] = {}
    for table in tables:
        if table.template.entity in ("customer", "vendor"):
            _check_name_space(table, existing, findings)
            _across_files(table, shared, ready_customers.NAME_IN_OTHER_FILE, findings)
        elif table.template.entity == "product":
            _check_items(table, existing, findings)
            _across_files(table, items, ready_products.ITEM_IN_OTHER_FILE, findings)
    entities = {table.template.entity for table in tables}
    for entity, name in (("customer", "customers"), ("product", "items")):
        if entity in entities and not existing.given(name):
            existing.miss(name, f"names of new {LISTS[name].what}")
    if entities & {"customer", "vendor"} and not existing.known.has_vendors:
        existing.miss("vendors", "names that vendors may hold")


def _names(table: ReadyTable) -> tuple[TemplateColumn, Sequence[str]] | None:
    column = table.column("name")
    return None if column is None else (column, table.columns[column.name])


def _check_name_space(table: ReadyTable, existing: Existing, findings: Findings) -> None:
    """Customers, vendors and employees share one set of names, inactive records included."""
    found = _names(table)
    if found is None:
        return
    column, cells = found
    own = "vendors" if table.template.entity == "vendor" else "customers"
    other_list = "customers" if own == "vendors" else "vendors"
    near = _near_listed(cells, existing, own)
    for at, text in enumerate(cells):
        key = name_key(text)
        if not text.strip():
            continue
        holder = existing.known.holders.get(key, "")
        if key in existing.lists[own].listed and own == "customers":
            table.tell(
                findings, ready_customers.NAME_IN_QUICKBOOKS, at, column, near=existing.lists[own].spelled(text)[0]
            )
        elif holder and not (own == "vendors" and holder == "a vendor"):
            table.tell(findings, ready_customers.NAME_HELD, at, column, holder=holder)
        elif key in existing.lists[other_list].listed and own == "vendors":
            table.tell(findings, ready_customers.NAME_HELD, at, column, holder="a customer")
        elif text in near:
            table.tell(findings, ready_customers.NAME_LIKE_KNOWN, at, column, near=near[text][:80])


def _near_listed(cells: Sequence[str], existing: Existing, name: str) -> dict[str, str]:
    """Return new names that are much like one that QuickBooks' own list has; equal ones are said otherwise."""
    names = existing.lists[name]
    if not names.given:
        return {}
    fresh = [text for text in set(cells) if text.strip() and name_key(text) not in names.listed]
    listed = sorted(spelled for key in names.listed for spelled in names.by_key[key])
    return nearest_names(fresh, [spelled for spelled in listed if name_key(spelled) in names.listed])


def _across_files(table: ReadyTable, seen: dict[str, tuple[ReadyTable, int]], rule: Rule, findings: Findings) -> None:
    found = _names(table)
    if found is None:
        return
    column, cells = found
    for at, text in enumerate(cells):
        if not text.strip():
            continue
        other, row = seen.setdefault(name_key(text), (table, at))
        if other is not table:
            table.tell(findings, rule, at, column, other=f"{other.source.path}, row {other.row_of(row)},")


def _check_items(table: ReadyTable, existing: Existing, findings: Findings) -> None:
    found = _names(table)
    if found is None or not existing.known.has_items:
        return
    column, cells = found
    near = _near_listed(cells, existing, "items")
    occupied: Mapping[str, str] = existing.known.occupied
    for at, text in enumerate(cells):
        key = name_key(text)
        if not text.strip():
            continue
        if key in existing.lists["items"].listed:
            spelled = existing.lists["items"].spelled(text)[0]
            table.tell(findings, ready_products.ITEM_IN_QUICKBOOKS, at, column, near=spelled, as_what="")
        elif key in occupied:
            table.tell(
                findings, ready_products.ITEM_IN_QUICKBOOKS, at, column, near=text.strip(), as_what=f": {occupied[key]}"
            )
        elif text in near:
            table.tell(findings, ready_products.ITEM_LIKE_KNOWN, at, column, near=near[text][:80])


def check_names_alike(tables: Sequence[ReadyTable], findings: Findings) -> None:
    """Say of customers that the documents of a call spell in more than one way."""
    first: dict[str, str] = {}
    told: set[str] = set()
    for table in tables:
        column = table.column("customer")
        if column is None:
            continue
        cells = table.columns[column.name]
        alike = {}
        for text in table.texts(cells).distinct:
            name = text.strip()
            other = first.setdefault(core_of(name), name) if name else name
            if other != name and name not in told:
                alike[text] = other
                told.add(name)
        for at, text in enumerate(cells) if alike else ():
            if text in alike:
                table.tell(findings, ready_documents.CUSTOMERS_ALIKE, at, column, near=alike[text][:80])


def check_sub_customers(table: ReadyTable, findings: Findings) -> None:
    """Say of a sub-customer that is written with blanks round the colon: QuickBooks' full names have none."""
    column = table.column("customer")
    if column is None:
        return
    cells = table.columns[column.name]
    texts = table.texts(cells)
    children = {text for text in texts.distinct if ":" in text} if ":" in texts.joined else set()
    odd = {text: _BLANK_COLON.sub(":", text).strip() for text in children if _BLANK_COLON.search(text.strip())}
    for at, text in enumerate(cells) if odd else ():
        if text in odd:
            table.tell(findings, ready_customers.SUB_CUSTOMER_FORM, at, column, after=odd[text][:80])
