"""Products and services in a file for an import screen: types, stock, categories, SKUs.

In: a recognised table and the plan. Out: findings on its rows. It never guesses a type.
"""

from __future__ import annotations

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.rules import ready_products as rules
from csvbridge.values.names import name_key

WITHOUT_STOCK = ("simple-start", "essentials")
"""Plans that keep no stock and have no purchase columns (qbo-import.md 1.1)."""
_NO_ITEMS = ("category", "bundle")
_STOCK = {
    "quantity_on_hand": "quantity on hand",
    "as_of_date": "as-of date",
    "asset_account": "inventory asset account",
}
_PURCHASES = ("purchase_description", "cost", "expense_account")


def check_products(table: ReadyTable, plan: str, findings: Findings) -> None:
    """Check what a list of products says of each."""
    _check_types(table, plan, findings)
    _check_purchases(table, plan, findings)
    _check_categories(table, findings)
    if findings.wants(rules.SKU_REPEATED):
        _check_skus(table, findings)


def _check_types(table: ReadyTable, plan: str, findings: Findings) -> None:
    column = table.column("type")
    if column is None:
        return
    kinds = [text.strip().casefold() for text in table.columns[column.name]]
    stock = {meaning: table.cells(meaning) for meaning in _STOCK}
    inventory = [at for at, kind in enumerate(kinds) if kind == "inventory"]
    for at in inventory:
        missing = [word for meaning, word in _STOCK.items() if not (stock[meaning] or {at: ""})[at].strip()]
        if missing:
            findings.add(
                rules.INVENTORY_INCOMPLETE, row=table.row_ids[at], field=column.name, missing=", ".join(missing)
            )
    if inventory and plan in WITHOUT_STOCK:
        findings.add(
            rules.INVENTORY_NEEDS_PLUS,
            source=table.source.number,
            field=column.name,
            count=len(inventory),
            at=table.row_of(inventory[0]),
            plan=plan,
        )
    for at, kind in enumerate(kinds):
        filled = [word for meaning, word in _STOCK.items() if (cells := stock[meaning]) and cells[at].strip()]
        if kind in ("service", "non-inventory") and filled:
            findings.add(
                rules.INVENTORY_FIELDS_UNUSED,
                row=table.row_ids[at],
                field=column.name,
                written=table.columns[column.name][at],
                columns=", ".join(filled),
            )


def rows_that_are_no_items(table: ReadyTable, findings: Findings) -> frozenset[int]:
    """Return the positions of categories and bundles; they are told, and looked at no further."""
    column = table.column("type")
    if column is None:
        return frozenset()
    cells = table.columns[column.name]
    found = frozenset(at for at, text in enumerate(cells) if text.strip().casefold() in _NO_ITEMS)
    for at in sorted(found):
        findings.add(rules.NOT_AN_ITEM, row=table.row_ids[at], field=column.name, written=cells[at].strip().casefold())
    return found


def _check_purchases(table: ReadyTable, plan: str, findings: Findings) -> None:
    if plan not in WITHOUT_STOCK:
        return
    filled = [
        column.label
        for meaning in _PURCHASES
        if (column := table.column(meaning)) is not None and any(map(str.strip, table.columns[column.name]))
    ]
    if filled:
        findings.add(rules.PURCHASES_NEED_PLUS, source=table.source.number, columns=", ".join(filled), plan=plan)


def _check_categories(table: ReadyTable, findings: Findings) -> None:
    """Say of an item whose name is also a category, or a sub-category, of the file."""
    categories, column = table.cells("category"), table.column("name")
    if categories is None or column is None:
        return
    first: dict[str, int] = {}
    for at, text in enumerate(categories):
        for part in text.split(":"):
            if part.strip():
                first.setdefault(name_key(part), at)
    for at, name in enumerate(table.columns[column.name]):
        other = first.get(name_key(name)) if name.strip() else None
        if other is not None:
            findings.add(
                rules.NAME_OF_CATEGORY,
                row=table.row_ids[at],
                field=column.name,
                written=name[:80],
                at=table.row_of(other),
            )


def _check_skus(table: ReadyTable, findings: Findings) -> None:
    column = table.column("sku")
    if column is None:
        return
    places: dict[str, list[int]] = {}
    for at, text in enumerate(table.columns[column.name]):
        if text.strip():
            places.setdefault(text.strip(), []).append(at)
    for text, found in places.items():
        for at in found[1:]:
            findings.add(
                rules.SKU_REPEATED,
                row=table.row_ids[at],
                field=column.name,
                written=text[:80],
                count=len(found),
                at=table.row_of(found[0]),
            )
