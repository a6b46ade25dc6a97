"""Settle each needed product's exact name in QuickBooks.

In: products, and what QuickBooks holds. Out: each product known in QuickBooks (by SKU first, else by name; its name
byte for byte), to be written under a valid name, or held with a way out. Two products of one name are never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from csvbridge.converting.earlier import Earlier
from csvbridge.converting.known import Known, KnownItem
from csvbridge.converting.records import Product
from csvbridge.converting.written_before import PRODUCT, Listed, refuse_anothers_name, settle_written
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import customers as names
from csvbridge.rules import products as rules
from csvbridge.values.names import name_key, shorten_name, valid_name

NAME_LIMIT = 100


_SKU_LIMIT = 100


def settle_items(
    products: Iterable[Product], known: Known, earlier: Earlier, profile: Profile, findings: Findings
) -> None:
    """Give each needed product its exact name: QuickBooks' own where it has it, else a valid one; or hold it."""
    fresh = []
    by_name = {name_key(own): item for own, item in profile.crosswalk.products.items()}
    for product in products:
        if product.blocked or product.name:
            continue
        if not product.needs(findings, "product_id"):
            continue
        if not _mapped(product, by_name, known, profile, findings) and not _settled(product, known, earlier, findings):
            fresh.append(product)
    for product in fresh:
        if not product.blocked:
            _name(product, known, findings)
        if not product.blocked:
            refuse_anothers_name(product, PRODUCT, earlier.products_named(product.name), findings)
    _settle_names([p for p in fresh if not p.blocked], known, findings)
    _warn_shared_codes([p for p in fresh if not p.blocked], findings)


def _mapped(product: Product, by_name: Mapping[str, str], known: Known, profile: Profile, findings: Findings) -> bool:
    if not by_name:
        return False
    name = profile.crosswalk.products.get(product.code) if product.code else None
    if name is None:
        name = by_name.get(name_key(product.product_name))
    if name is None:
        return False
    product.name, product.known = name, True
    if known.has_items and not any(item.name == name for item in known.items.get(name_key(name), [])):
        product.report(findings, names.CROSSWALK_UNKNOWN, "product_code", product.code, table="products", name=name)
    return True


def _settled(product: Product, known: Known, earlier: Earlier, findings: Findings) -> bool:
    """Whether QuickBooks has the product, or an earlier run wrote it; its SKU in the list is the strongest sign."""
    product.earlier = earlier.product(product)
    listed_by_sku = bool(product.code) and product.code in known.skus
    if product.earlier is not None and not listed_by_sku:
        name_then = name_key(product.earlier.name)
        name_now = name_key(valid_name(product.product_name))
        if name_then in known.occupied and not known.items.keys() & {name_then, name_now}:
            facts: dict[str, Any] = {"name": product.earlier.name, "holder": known.occupied[name_then]}
            key = product.code or product.product_name
            product.report(findings, rules.ITEM_INACTIVE, "product_name", product.product_name, key=key, **facts)
            return True
        if settle_written(product, PRODUCT, valid_name(product.product_name), _listed(known), findings):
            return True
    if not _known(product, known, findings):
        return False
    if product.known and not listed_by_sku:
        refuse_anothers_name(product, PRODUCT, earlier.products_named(product.name), findings)
    return True


def _listed(known: Known) -> Listed | None:
    return (lambda key: [item.name for item in known.items.get(key, ())]) if known.has_items else None


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
