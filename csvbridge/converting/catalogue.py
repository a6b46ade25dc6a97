"""Put the product catalogue together: products, price books and their prices, whichever files hold them.

In: checked rows of products, price books and price book entries. Out: products, each once, with the list price of
the one price book that the profile names (`standard`: the book marked IsStandard, else the one called "Standard Price
Book"); and what became of every price row. A price is never chosen between books: none found means no prices.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from csvbridge.converting.merging import SameRecords, faults_of
from csvbridge.converting.records import Product
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import products as rules
from csvbridge.trail import Trail
from csvbridge.typed_rows import Fault, TypedRows
from csvbridge.values.money import EXACT, RATE_STEP
from csvbridge.values.names import name_key, valid_name

_COMPARED = ("product_name", "product_code", "product_description")
_STANDARD = "Standard Price Book"


class Price(NamedTuple):
    """A price as one row gives it."""

    row: int
    product: Product | None
    book_id: str
    book_name: str
    standard: bool
    price: Decimal | None
    currency: str
    active: bool
    fault: Fault | None
    own_row: bool
    """Whether the row is a product's row too (a report of products with their prices)."""


@dataclass(slots=True)
class Catalogue:
    """All products, with the ways to find one."""

    all: list[Product] = field(default_factory=list)
    given: bool = False
    by_id: dict[str, Product] = field(default_factory=dict)
    by_entry: dict[str, Product] = field(default_factory=dict)
    by_code: dict[str, list[Product]] = field(default_factory=dict)
    by_name: dict[str, list[Product]] = field(default_factory=dict)
    made: dict[Hashable, Product] = field(default_factory=dict)
    """Items made from lines, by code or name."""
    default: Product | None = None
    aside: list[tuple[int, str, str]] = field(default_factory=list)
    """(row, record, reason) of price rows and books, which are skipped."""

    def add(self, product: Product) -> Product:
        """Take a product in under its id, code and name."""
        self.all.append(product)
        if product.product_id:
            self.by_id[product.product_id] = product
        if product.code:
            self.by_code.setdefault(product.code, []).append(product)
        self.by_name.setdefault(name_key(valid_name(product.product_name)), []).append(product)
        return product


def read_catalogue(
    rows: dict[str, TypedRows],
    profile: Profile,
    trail: Trail,
    findings: Findings,
) -> Catalogue:
    """Return the products of all product exports with their prices."""
    catalogue = Catalogue(given=bool(rows["product"].fields))
    prices = _read_products(catalogue, rows["product"], trail, findings)
    books = _read_books(catalogue, rows["price_book"])
    prices += _read_entries(catalogue, rows["price_entry"], books, findings)
    _choose_prices(catalogue, prices, rows, books, profile, findings)
    return catalogue


def _read_products(catalogue: Catalogue, rows: TypedRows, trail: Trail, findings: Findings) -> list[Price]:
    column, row_ids = rows.columns, rows.row_ids
    keys: list[Hashable] = [
        column["product_id"][p]
        or (row if (row, "product_id") in rows.faults else (column["product_code"][p], column["product_name"][p]))
        for p, row in enumerate(row_ids)
    ]
    tells_active, prices = rows.has("active"), []
    for positions in SameRecords(trail, findings, rows.fields).group(rows, keys, "the product", _COMPARED):
        first = positions[0]
        product = catalogue.add(
            Product(
                rows=[row_ids[p] for p in positions],
                faults=faults_of(rows.faults, row_ids[first], ("product_id",)),
                product_id=column["product_id"][first],
                product_name=column["product_name"][first],
                code=column["product_code"][first],
                description=column["product_description"][first],
                # a blank checkbox is an unticked one (salesforce-exports.md 4.3)
                active=not tells_active or any(column["active"][p] is True for p in positions),
                deleted=bool(column["deleted"][first]),
            )
        )
        for p in positions:
            prices.append(
                Price(
                    row_ids[p],
                    product,
                    column["price_book_id"][p],
                    column["price_book_name"][p],
                    column["is_standard"][p] is True,
                    column["list_price"][p],
                    column["price_currency"][p],
                    column["entry_active"][p] is not False,
                    rows.faults.get((row_ids[p], "list_price")),
                    True,
                )
            )
    return prices


def _read_books(catalogue: Catalogue, rows: TypedRows) -> dict[str, tuple[str, bool]]:
    """Return id -> (name, whether standard) of the price books export."""
    books = {}
    columns = [rows.columns[n] for n in ("price_book_id", "price_book_name", "is_standard")]
    for row, book_id, name, standard in zip(rows.row_ids, *columns, strict=True):
        books[book_id or name] = (name, standard is True)
        catalogue.aside.append((row, f"price book {book_id or name}", "a price book; its prices stand on its entries"))
    return books


def _read_entries(
    catalogue: Catalogue,
    rows: TypedRows,
    books: dict[str, tuple[str, bool]],
    findings: Findings,
) -> list[Price]:
    names = (
        "entry_id",
        "price_book_id",
        "product_id",
        "product_code",
        "product_name",
        "price_book_name",
        "list_price",
        "currency",
        "active",
        "deleted",
    )
    columns = [rows.columns[n] for n in names]
    tells_active = rows.has("active")
    damaged = findings.error_effects()
    unsure = Fault(rules.PRICE_LEFT_OUT, "", {"problem": "its row has too few or too many cells"})
    prices = []
    for row, entry_id, book_id, product_id, code, name, book_name, price, currency, active, deleted in zip(
        rows.row_ids, *columns, strict=True
    ):
        product = catalogue.by_id.get(product_id) if product_id else _only(catalogue, code, name)
        if product is not None and entry_id:
            catalogue.by_entry[entry_id] = product
        known = books.get(book_id) or books.get(book_name) or (book_name, False)
        usable = row in damaged or ((active is True or not tells_active) and not deleted)
        fault = unsure if row in damaged else rows.faults.get((row, "list_price"))
        prices.append(
            Price(
                row,
                product,
                book_id,
                known[0] or book_name,
                known[1],
                price,
                currency or "",
                usable,
                fault,
                False,
            )
        )
    return prices


def _only(catalogue: Catalogue, code: str, name: str) -> Product | None:
    fitting = catalogue.by_code.get(code, []) if code else catalogue.by_name.get(name_key(valid_name(name)), [])
    return fitting[0] if len(fitting) == 1 else None


def _choose_prices(
    catalogue: Catalogue,
    prices: list[Price],
    rows: dict[str, TypedRows],
    books: dict[str, tuple[str, bool]],
    profile: Profile,
    findings: Findings,
) -> None:
    wanted = profile.products.price_book
    named = {(p.book_id, p.book_name): p.standard for p in prices if p.book_id or p.book_name}
    chosen = _chosen_books(named, wanted)
    priced = any(p.price is not None or p.fault is not None for p in prices)
    if named and not chosen and priced:
        seen = sorted({name or book_id for book_id, name in named} | {name for name, _ in books.values()})
        source = next(iter([*rows["price_entry"].fields, *rows["product"].fields]))
        findings.add(
            rules.NO_PRICE_BOOK,
            source=source,
            wanted='marked standard or called "Standard Price Book"' if wanted == "standard" else f'called "{wanted}"',
            books=", ".join(seen[:20]),
            example=seen[0],
        )
    for price in prices:
        bookless = not price.book_id and not price.book_name
        in_book = (bookless and not named) or (price.book_id, price.book_name) in chosen
        home = price.currency.upper() in ("", profile.company.home_currency)
        _take_price(catalogue, price, in_book and home and price.active)
    spoken = {row for row, _, _ in catalogue.aside}
    # where none of its prices is used the product's first row speaks for the product all the same
    firsts = {product.rows[0] for product in catalogue.all if spoken.issuperset(product.rows)}
    catalogue.aside = [entry for entry in catalogue.aside if entry[0] not in firsts]


def _chosen_books(named: dict[tuple[str, str], bool], wanted: str) -> set[tuple[str, str]]:
    if wanted != "standard":
        return {book for book in named if name_key(book[1]) == name_key(wanted)}
    marked = {book for book, standard in named.items() if standard}
    return marked or {book for book in named if name_key(book[1]) == name_key(_STANDARD)}


def _take_price(catalogue: Catalogue, price: Price, chosen: bool) -> None:
    """Put a chosen price on its product; say of every other price row why it was not."""
    product = price.product
    book = price.book_name or price.book_id
    if not chosen or product is None:
        if not price.own_row or (product is not None and len(product.rows) > 1):
            reason = f"a price of {book}, which is not used" if book else "a price that is not used"
            if product is None:
                reason = "a price of a product that is in no file"
            elif not price.active:
                reason = "an inactive price"
            _set_aside(catalogue, price, reason)
        return
    if product.price_row is None or (product.price is None and product.price_fault is None):
        if price.own_row:
            product.rows.sort(key=lambda row: row != price.row)  # the row whose price is used speaks for the product
        product.price, product.price_row, product.price_fault = price.price, price.row, price.fault
    elif price.price is not None and price.price != product.price:
        product.price, product.price_fault = (
            None,
            Fault(
                rules.PRICE_LEFT_OUT,
                str(price.price),
                {"problem": f"{book or 'the file'} has two prices for this product"},
            ),
        )
    if not price.own_row:
        _set_aside(catalogue, price, f"its price is used for {product.product_name}")


def _set_aside(catalogue: Catalogue, price: Price, reason: str) -> None:
    name = price.product.product_name if price.product is not None else "price"
    catalogue.aside.append((price.row, f"price of {name}", reason))


def price_problem(product: Product) -> tuple[Fault, int] | None:
    """Return why a product's price is left out, and the row that says so; None when it can be written."""
    if product.price_row is None:
        return None
    fault = product.price_fault
    if fault is not None:
        problem = fault.facts.get("problem") or f'"{fault.value}" is no number'
        return Fault(rules.PRICE_LEFT_OUT, fault.value, {"problem": problem}), product.price_row
    price = product.price
    if price is not None and price.quantize(RATE_STEP, context=EXACT) != price:
        return Fault(rules.PRICE_LEFT_OUT, str(price), {"problem": "more than 7 decimals"}), product.price_row
    return None
