"""Values of files to import that must exist in QuickBooks, or will once the other files of the call are imported.

In: recognised tables and `Existing`. Out: findings on the rows whose name is unknown, spelled otherwise, inactive or
taken; one note for each list that was not given. A near name is proposed, never put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.matching.nearest import nearest_names
from csvbridge.ready.existing import Existing
from csvbridge.rules import ready_documents, ready_files, ready_names, ready_products
from csvbridge.schemas import TemplateColumn
from csvbridge.values.names import name_key


class List(NamedTuple):
    """How a list is spoken of: what its entries are, its own name, where it is exported, the rule of an unknown one."""

    what: str
    title: str
    how: str
    unknown: Rule | None = None


LISTS = {
    "customers": List(
        "customers", "the Customers list", "Sales > Customers, export icon.", ready_documents.CUSTOMER_UNKNOWN
    ),
    "items": List(
        "items",
        "the Products and services list",
        "Products and services, export icon.",
        ready_documents.ITEM_UNKNOWN,
    ),
    "accounts": List("accounts", "the Account List", "Reports > Account List.", ready_products.ACCOUNT_UNKNOWN),
    "terms": List("terms", "the Terms list", "All lists > Terms.", ready_documents.TERM_UNKNOWN),
    "locations": List("locations", "the Location list", "All lists > Locations.", ready_documents.LOCATION_UNKNOWN),
    "documents": List("document numbers", "the Invoice List", "Reports > Invoice List by Date."),
    "tax_codes": List("tax codes", "the list of tax codes", "Taxes.", ready_documents.TAX_CODE_UNKNOWN),
    "vendors": List("vendors", "the Vendor Contact List", "Reports > Vendor Contact List.", ready_names.VENDOR_UNKNOWN),
    "names": List(
        "names on journal lines",
        "one of the lists of customers, vendors and employees",
        "Reports > Customer Contact List, Vendor Contact List, Employee Contact List.",
        ready_names.NAME_UNKNOWN,
    ),
    "classes": List("classes", "the Class list", "All lists > Classes.", ready_names.CLASS_UNKNOWN),
}


def check_lookups(tables: Sequence[ReadyTable], existing: Existing, findings: Findings) -> None:
    """Check every column whose values must exist in QuickBooks; what no list tells is one note a list."""
    for table in tables:
        for column in table.present:
            if _unknown_rule(column) is None or not table.texts(table.columns[column.name]).some_filled:
                continue
            if existing.given(column.lookup):
                _check(table, column, existing, findings)
            else:
                existing.miss(column.lookup, LISTS[column.lookup].what)
                if column.lookup == "customers":
                    _check_held(table, column, existing, findings)


def _unknown_rule(column: TemplateColumn) -> Rule | None:
    """Return the rule of a value that its list lacks; None for a column without such a list."""
    return LISTS[column.lookup].unknown if column.lookup in LISTS else None


def note_unchecked(existing: Existing, findings: Findings) -> None:
    """Note once for each list that was not given what could not be compared with it."""
    for name, whats in existing.unchecked.items():
        about = LISTS[name]
        *first, last = whats
        what = f"{', '.join(first)} and {last}" if first else last
        findings.add(ready_files.NOT_COMPARED, what=what, list=about.title, how=about.how)


def _check(table: ReadyTable, column: TemplateColumn, existing: Existing, findings: Findings) -> None:
    lists = existing.names(column.lookup)
    exact: frozenset[str] = frozenset().union(*(names.exact for names in lists))
    cells = table.columns[column.name]
    unknown = {text for text in table.texts(cells).distinct if text.strip() and text.strip() not in exact}
    if not unknown:
        return
    spelled = {text: fits[0] for text in unknown for names in lists if (fits := names.spelled(text))}
    held = _held(unknown, existing) if column.lookup == "customers" else {}
    rest = [text for text in unknown if text not in spelled and text not in held]
    near = {**nearest_names(rest, sorted(exact)), **spelled}
    for at, text in enumerate(cells):
        if text in unknown:
            _tell(table, column, at, near.get(text, ""), held.get(text, ""), findings)


def _held(texts: set[str], existing: Existing) -> dict[str, str]:
    """Return who holds a name that is no active customer's: an inactive customer, a vendor, an employee."""
    holders = existing.known.holders
    return {text: holders[key] for text in texts if (key := name_key(text)) in holders}


def _check_held(table: ReadyTable, column: TemplateColumn, existing: Existing, findings: Findings) -> None:
    """Without a list of customers, a name that a vendor or an employee holds can still not be a customer's."""
    cells = table.columns[column.name]
    (names,) = existing.names("customers")
    if not existing.known.holders:
        return
    distinct = table.texts(cells).distinct
    held = _held({text for text in distinct if text.strip() and text.strip() not in names.exact}, existing)
    for at, text in enumerate(cells) if held else ():
        if text in held:
            _tell(table, column, at, "", held[text], findings)


def _tell(table: ReadyTable, column: TemplateColumn, at: int, near: str, holder: str, findings: Findings) -> None:
    rule = _unknown_rule(column)
    if rule is None:
        return
    facts = {"holder": ""}
    facts["near"] = f'; the nearest is "{near[:80]}"' if near else ""
    if column.lookup == "customers":
        facts["holder"] = f"; the name is held by {holder}" if holder else ""
        if holder == "an inactive customer":
            rule = ready_documents.CUSTOMER_INACTIVE
        elif near:
            rule, facts["near"] = ready_documents.CUSTOMER_SPELT_OTHERWISE, near[:80]
    table.tell(findings, rule, at, column, **facts)
