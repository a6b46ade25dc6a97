"""Find the item of each line, and fill the rows of the products file.

In: lines and the catalogue. Out: every line joined to a product, or its deal held with the reason. Order of evidence:
id, price book entry, code when it is one product's, exact name; then an item made from the line, with a warning.
"""

from __future__ import annotations

from collections.abc import Hashable

from csvbridge.converting.catalogue import Catalogue, price_problem
from csvbridge.converting.documents import written_lines
from csvbridge.converting.earlier import Earlier
from csvbridge.converting.known import Known
from csvbridge.converting.records import Deal, Line, Product
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import documents
from csvbridge.rules import products as rules
from csvbridge.values.names import name_key, valid_name
from csvbridge.values.numbers import format_rate


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


def default_item(catalogue: Catalogue, known: Known, earlier: Earlier, profile: Profile) -> Product:
    """Return the item for deals without a product: the catalogue's own of that name, else one taken to exist.

    It is taken to exist where no products list was given, and where an earlier run wrote it.
    """
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
        written = earlier.product(catalogue.default) if not catalogue.default.known else None
        if written is not None:
            default = catalogue.default
            default.name, default.known, default.assumed, default.earlier = written.name, True, True, written
    return catalogue.default


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
