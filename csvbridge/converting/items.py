"""Find the item of each line, and settle each item's exact name in QuickBooks.

In: lines, the catalogue, QuickBooks' items. Out: every line joined to a product, or its deal held with the reason;
every needed product known in QuickBooks, to be written under a valid name, or held. Order of evidence for a line: id,
price book entry, code when it is one product's, exact name; then an item made from the line, with a warning.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from csvbridge.converting.catalogue import Catalogue, price_problem
from csvbridge.converting.documents import written_lines
from csvbridge.converting.known import Known, KnownItem
from csvbridge.converting.records import Deal, Line, Product
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import customers as names
from csvbridge.rules import documents
from csvbridge.rules import products as rules
from csvbridge.values.names import name_key, shorten_name, valid_name
from csvbridge.values.numbers import format_rate

NAME_LIMIT = 100
_SKU_LIMIT = 100


def item_of_line(line: Line, catalogue: Catalogue, findings: Findings) -> Product | None:
    """Return the product of a line; None when it cannot be known, with the reason on the line."""
    if line.product_id in catalogue.by_id:
        return catalogue.by_id[line.product_id]
    if line.entry_id in catalogue.by_entry:
        return catalogue.by_entry[line.entry_id]
    fits = catalogue.by_code.get(line.product_code, []) if line.product_code else []
    if len(fits) == 1:
        return fits[0]
    key = name_key(valid_name(line.product_name))
    if len(fits) > 1:
        fits = [p for p in fits if name_key(valid_name(p.product_name)) == key] or fits
    if not fits and line.product_name:
        # a code of the line's own that the catalogue gives to nobody is another product than its namesake
        namesakes = catalogue.by_name.get(key, [])
        fits = [p for p in namesakes if not (line.product_code and p.code)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        listed = ", ".join(p.product_name or p.product_id for p in fits[:5])
        shared = line.product_code or line.product_name
        line.report(findings, rules.CODE_SHARED, "product_code", shared, code=shared, fits=listed)
        return None
    return _made_from(line, catalogue, findings)


def _made_from(line: Line, catalogue: Catalogue, findings: Findings) -> Product | None:
    if not line.product_code and not valid_name(line.product_name):
        line.needs(findings, "product_id", "entry_id")
        if not line.blocked:
            what = line.product_id or line.entry_id or "blank"
            line.report(findings, documents.NO_PRODUCT_ON_LINE, "product_name", what=what)
        return None
    key: Hashable = ("code", line.product_code) if line.product_code else ("name", name_key(line.product_name))
    if key not in catalogue.made:
        catalogue.made[key] = Product(
            rows=[line.rows[0]],
            product_id="",
            product_name=line.product_name or line.product_code,
            code=line.product_code,
            from_line=True,
        )
    return catalogue.made[key]


def default_item(catalogue: Catalogue, known: Known, profile: Profile) -> Product:
    """Return the item for deals without a product: the catalogue's own of that name, else one taken to exist."""
    wanted = profile.invoices.default_item
    fits = catalogue.by_name.get(name_key(wanted), [])
    if len(fits) == 1:
        return fits[0]
    if catalogue.default is None:
        listed = known.items.get(name_key(wanted), [])
        catalogue.default = Product(
            rows=[],
            product_id="",
            product_name=wanted,
            code="",
            name=listed[0].name if listed else wanted,
            known=bool(listed) or not known.has_items,
            assumed=bool(listed) or not known.has_items,
        )
    return catalogue.default


def settle_items(products: Iterable[Product], known: Known, profile: Profile, findings: Findings) -> None:
    """Give each needed product its exact name: QuickBooks' own where it has it, else a valid one; or hold it."""
    fresh = []
    for product in products:
        if product.blocked or product.name:
            continue
        if not product.needs(findings, "product_id"):
            continue
        if not _mapped(product, known, profile, findings) and not _known(product, known, findings):
            fresh.append(product)
    for product in fresh:
        if not product.blocked:
            _name(product, known, findings)
    _settle_names([p for p in fresh if not p.blocked], known, findings)
    _warn_shared_codes([p for p in fresh if not p.blocked], findings)


def _mapped(product: Product, known: Known, profile: Profile, findings: Findings) -> bool:
    table = profile.crosswalk.products
    name = table.get(product.code) if product.code else None
    if name is None:
        by_key = {name_key(own): item for own, item in table.items()}
        name = by_key.get(name_key(product.product_name))
    if name is None:
        return False
    product.name, product.known = name, True
    if known.has_items and not any(item.name == name for item in known.items.get(name_key(name), [])):
        product.report(findings, names.CROSSWALK_UNKNOWN, "product_code", product.code, table="products", name=name)
    return True


def _known(product: Product, known: Known, findings: Findings) -> bool:
    """Whether QuickBooks has the product: by SKU first, else by name. True also when it is held for being unclear."""
    key = name_key(valid_name(product.product_name))
    by_sku = known.skus.get(product.code, []) if product.code else []
    fits = by_sku or known.items.get(key, [])
    if len(fits) > 1:
        fits = [i for i in fits if name_key(i.name) == key] or [i for i in fits if _leaf_key(i) == key] or fits
    if len(fits) > 1:
        product.report(
            findings,
            names.SEVERAL_QUICKBOOKS_NAMES,
            "product_name",
            product.product_name,
            kind="item",
            name=product.product_name,
            fits=", ".join(item.name for item in fits[:5]),
            table="products",
            key=product.code or product.product_name,
            first=fits[0].name,
        )
        return True
    if not fits:
        return False
    item = fits[0]
    product.name, product.known = item.name, True
    if by_sku and key not in (name_key(item.name), _leaf_key(item)):
        product.report(
            findings,
            rules.SKU_OTHER_NAME,
            "product_code",
            product.code,
            sku=product.code,
            after=item.name,
            name=product.product_name,
        )
    elif item.name != product.product_name:
        product.report(
            findings,
            names.KNOWN_NAME_USED,
            "product_name",
            product.product_name,
            kind="product",
            after=item.name,
        )
    return True


def _leaf_key(item: KnownItem) -> str:
    return name_key(item.name.rsplit(":", 1)[-1])


def _name(product: Product, known: Known, findings: Findings) -> None:
    """Give a product its valid name, in its short form where it is too long; refuse what can be no item."""
    before = product.product_name
    name = valid_name(before)
    if not name:
        product.report(findings, names.NAME_BLANK, "product_name", before, kind="product")
        return
    if len(product.code) > _SKU_LIMIT:
        product.report(findings, rules.CODE_TOO_LONG, "product_code", product.code, length=len(product.code))
        return
    product.name = shorten_name(name, NAME_LIMIT)
    occupant = known.occupied.get(name_key(product.name))
    if occupant:
        facts = {"name": product.name, "holder": occupant, "key": product.code or before}
        product.report(findings, rules.ITEM_INACTIVE, "product_name", before, row=None, **facts)
    elif product.name == name != before:
        product.report(findings, names.NAME_CHANGED, "product_name", before, after=name)


def _settle_names(products: list[Product], known: Known, findings: Findings) -> None:
    """Refuse names that are not alone: two products of one name would be one item, so both wait."""
    by_name: dict[str, list[Product]] = {}
    for product in products:
        by_name.setdefault(name_key(product.name), []).append(product)
    for key, namesakes in by_name.items():
        for product in namesakes:
            other = next((p for p in namesakes if p is not product), None)
            long = valid_name(product.product_name) != product.name
            if long:
                _settle_short_form(product, other, key in known.items, findings)
            elif other is not None:
                said = other.code or other.product_id or other.product_name
                product.report(
                    findings,
                    names.NAME_TWICE,
                    "product_name",
                    product.product_name,
                    kind="product",
                    name=product.name,
                    other=said,
                    table="products",
                    key=product.code or product.product_name,
                )


def _settle_short_form(product: Product, other: Product | None, in_quickbooks: bool, findings: Findings) -> None:
    """Write a long name in its short form with a warning, or hold it where somebody has that name."""
    length = len(valid_name(product.product_name))
    facts: dict[str, Any] = {"length": length, "limit": NAME_LIMIT, "after": product.name, "table": "products"}
    by = "an item in QuickBooks" if in_quickbooks else ""
    if other is not None:
        by = f'the product "…{other.product_name[-40:]}"'
    if not by:
        product.report(findings, names.NAME_SHORTENED, "product_name", product.product_name, **facts)
        return
    facts |= {"by": by, "key": product.code or product.product_name}
    product.report(findings, names.SHORT_FORM_TAKEN, "product_name", product.product_name, **facts)


def _warn_shared_codes(products: list[Product], findings: Findings) -> None:
    by_code: dict[str, Product] = {}
    for product in products:
        first = by_code.setdefault(product.code, product) if product.code else product
        if first is not product:
            product.report(findings, rules.SKU_TWICE, "product_code", product.code, code=product.code, other=first.name)


def item_cells(product: Product, profile: Profile, findings: Findings) -> dict[str, str]:
    """Return the cells of a product's row in the products file."""
    problem = price_problem(product)
    if problem is not None:
        fault, row = problem
        product.report(findings, fault.rule, "list_price", fault.value, row=row, **fault.facts)
    price = "" if product.price is None or problem is not None else format_rate(product.price)
    return {
        "name": product.name,
        "sku": product.code,
        "type": profile.products.type,
        "description": product.description or product.name,
        "price": price,
        "income_account": profile.products.income_account,
    }


def waiting_items(deal: Deal, findings: Findings) -> None:
    """Hold a deal whose items wait, naming each."""
    for line in written_lines(deal):
        product = line.product
        if product is not None and product.blocked:
            line.report(
                findings,
                documents.ITEM_WAITS,
                "product_name",
                product.product_name,
                name=product.product_name,
                reason=product.reason,
            )
            deal.take_trouble(line)
