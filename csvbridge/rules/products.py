"""QBO3xx: products and services."""

from csvbridge.findings import Effect, Rule, Severity

CODE_TOO_LONG = Rule(
    code="QBO301",
    name="product-code-too-long",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the product code has {length} characters; QuickBooks' SKU takes 100",
    cause="A cut code would be another code.",
    fix="Shorten the code in Salesforce and export again.",
    wrong="a code of 101 characters",
    right="a code of 100 characters",
    source="contract.md 2, qbo-import.md 4.2",
)
ITEM_FROM_LINE = Rule(
    code="QBO302",
    name="item-made-from-line",
    severity=Severity.WARNING,
    message='no product export knows this product; the item "{name}" is made from the line, without a price',
    cause='QuickBooks needs an item for every line; an unknown one would land on a general "Sales" item.',
    fix='Give the Products report too, or map the code: [crosswalk.products] "{key}" = "QuickBooks\' item"',
    wrong="a line with the code BR-ID, and no product of that code in products.csv",
    right="products.csv with BR-ID, Brand identity package",
    source="contract.md 4",
)
INACTIVE_USED = Rule(
    code="QBO303",
    name="inactive-product-used",
    severity=Severity.WARNING,
    message='the product "{name}" is inactive or deleted in Salesforce, but a paid deal holds it; it is written',
    cause="Products can be switched off while old deals still refer to them.",
    fix="Nothing to do, unless the deal holds the wrong product.",
    wrong="a deal of this month with a product that was switched off",
    right="a deal with an active product",
    source="contract.md 4",
)
NO_PRICE_BOOK = Rule(
    code="QBO304",
    name="price-book-not-found",
    severity=Severity.WARNING,
    message="no price book is {wanted}; products are written without prices. The books in the files: {books}",
    cause="Prices come from one price book, and csvbridge does not choose it.",
    fix='Name it: --set "products.price_book={example}"',
    wrong='price_book = "Retail", while the books are Standard Price Book and Trade 2026',
    right='price_book = "Trade 2026"',
    source="contract.md 5",
)
SKU_OTHER_NAME = Rule(
    code="QBO305",
    name="sku-under-another-name",
    severity=Severity.WARNING,
    message='QuickBooks has the SKU {sku} as "{after}"; that item is used for "{name}"',
    cause="The SKU is the stronger sign. If it was given to two products, lines land on the wrong one.",
    fix="Check that both mean the same; else change the SKU in QuickBooks or the code in Salesforce.",
    wrong='BR-ID is "Brand package" in Salesforce and "Logo design" in QuickBooks',
    right='BR-ID is "Brand package" in both',
    source="contract.md 4",
)
ITEM_INACTIVE = Rule(
    code="QBO306",
    name="item-inactive-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='the name "{name}" is held by {holder} in QuickBooks',
    cause="An inactive item or a category still occupies its name.",
    fix='Make the item active again in QuickBooks and export the list, or map another: [crosswalk.products] "{key}" = "…"',
    wrong='a product "Hours" beside the inactive item Hours (deleted)',
    right="the item Hours, made active again",
    source="qbo-import.md 14, rows 11 and 55",
)
CODE_SHARED = Rule(
    code="QBO307",
    name="product-code-shared",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="the code {code} belongs to several products ({fits}), and nothing here tells which one is meant",
    cause="Product codes are not unique in Salesforce.",
    fix='Add the Product ID or Product Name to the report, or map the code: [crosswalk.products] "{code}" = "…"',
    wrong="5420 on two products",
    right="5420-A, 5420-B",
    source="salesforce-exports.md 6",
)
SKU_TWICE = Rule(
    code="QBO308",
    name="sku-on-two-items",
    severity=Severity.WARNING,
    message="the code {code} stands on two products (the other: {other}); both items carry it as SKU",
    cause="Product codes are not unique in Salesforce, and SKUs should be.",
    fix="Give one of them another code in Salesforce.",
    wrong="5420 on two products",
    right="5420-A, 5420-B",
    source="salesforce-exports.md 6",
)
DEFAULT_ITEM_ASSUMED = Rule(
    code="QBO309",
    name="default-item-assumed",
    severity=Severity.NOTE,
    message='lines without a product use the item "{name}"; no products list was given, so it is taken to exist',
    cause='Every QuickBooks company starts with "Services".',
    fix="Check that the item exists before you import, or give the Products and services list.",
    wrong="a deal without products, and no Products and services list",
    right="--against ProductServiceList.csv, which has Services",
    source="contract.md 4",
)
DEFAULT_ITEM_WRITTEN = Rule(
    code="QBO310",
    name="default-item-written",
    severity=Severity.WARNING,
    message='the products list given has no item "{name}"; it is written to the products file',
    cause="Lines without a product need an item.",
    fix="Nothing to do; or name an item that exists: --set invoices.default_item=…",
    wrong='default_item = "Services", which the products list does not show',
    right='default_item = "Hours", which it shows',
    source="contract.md 4",
)
PRICE_LEFT_OUT = Rule(
    code="QBO311",
    name="price-left-out",
    severity=Severity.WARNING,
    message="{problem}; the item is written without a price",
    cause="QuickBooks takes at most 11 digits before and 7 after the point; a price that is not certain is left out.",
    fix="Correct the price in Salesforce, or enter it in QuickBooks.",
    wrong="1.123456789",
    right="1.12",
    source="qbo-import.md 4.2",
)

RULES = (
    CODE_TOO_LONG,
    ITEM_FROM_LINE,
    INACTIVE_USED,
    NO_PRICE_BOOK,
    SKU_OTHER_NAME,
    ITEM_INACTIVE,
    CODE_SHARED,
    SKU_TWICE,
    DEFAULT_ITEM_ASSUMED,
    DEFAULT_ITEM_WRITTEN,
    PRICE_LEFT_OUT,
)
