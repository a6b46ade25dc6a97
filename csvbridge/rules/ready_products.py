"""QBO320 to QBO349: products and services in a file for QuickBooks' import screen."""

from csvbridge.findings import Effect, Rule, Severity

INVENTORY_INCOMPLETE = Rule(
    code="QBO320",
    name="inventory-incomplete",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="an inventory item without {missing}",
    cause="QuickBooks refuses an inventory item that lacks its quantity on hand, the day of it, or its asset account.",
    fix="Fill them in, or make it a Non-inventory item.",
    wrong="Inventory with a quantity and no date",
    right="Inventory with quantity, date and asset account",
    source="qbo-import.md 4.2, 14, row 54",
)
INVENTORY_NEEDS_PLUS = Rule(
    code="QBO321",
    name="inventory-needs-plus",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="inventory items: {count:,}, the first in row {at}; the plan {plan} keeps no inventory",
    cause="Quantity tracking needs Plus or Advanced.",
    fix="Make them Non-inventory or Service items.",
    wrong="Inventory in Essentials",
    right="Non-inventory in Essentials",
    source="qbo-import.md 1.1, 4.2, 14, row 54",
)
PURCHASES_NEED_PLUS = Rule(
    code="QBO322",
    name="purchase-columns-need-plus",
    severity=Severity.WARNING,
    message="the file fills {columns}, which the plan {plan} does not have",
    cause="Purchase information of items needs Plus or Advanced; the cells stay behind.",
    fix="Nothing to do, or take a higher plan.",
    wrong="Purchase cost in Essentials",
    right="blank purchase columns in Essentials",
    source="qbo-import.md 1.1, 4.2",
)
NAME_OF_CATEGORY = Rule(
    code="QBO323",
    name="item-named-like-category",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the name "{written}" is also a category of the file, in row {at}',
    cause="Items and categories share one set of names.",
    fix="Rename one of them.",
    wrong="item Design in category Design",
    right="item Design hours in category Design",
    source="qbo-import.md 14, row 55",
)
NOT_AN_ITEM = Rule(
    code="QBO324",
    name="row-is-no-item",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the row is a {written}, which the import does not take",
    cause="Category and bundle rows appear in QuickBooks' exports, and are no items to import.",
    fix="Delete the row; make categories by the column Category, bundles by hand.",
    wrong="a row of type Category",
    right="Category as a column of the item",
    source="qbo-import.md 4.2, 14, row 55",
)
ITEM_IN_QUICKBOOKS = Rule(
    code="QBO325",
    name="item-already-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='QuickBooks already has "{near}"{as_what}',
    cause="Whether a second import updates or doubles an item is not established; treat it as taken.",
    fix="Take the row out of the file; change the item in QuickBooks by hand.",
    wrong="an item that the Products and services list shows",
    right="new items only",
    source="qbo-import.md 4.6, 14, row 55",
)
SKU_REPEATED = Rule(
    code="QBO326",
    name="sku-twice-in-file",
    severity=Severity.WARNING,
    message="the SKU {written} stands on {count} items, here and in row {at}",
    cause="It imports; whoever looks an item up by its SKU finds two.",
    fix="Give one of them another SKU.",
    wrong="5420 on two items",
    right="5420-A, 5420-B",
    source="qbo-import.md 4.2",
)
ACCOUNT_UNKNOWN = Rule(
    code="QBO327",
    name="account-not-in-chart",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='{target}: there is no account "{written}" in the chart of accounts{near}',
    cause="The cell turns red: an account must agree to the letter, a sub-account with its parent, Parent:Sub.",
    fix="Write the account as the Account List shows its full name, without its number.",
    wrong="4000 Sales",
    right="Sales",
    source="qbo-import.md 4.2, 14, row 53",
)
ITEM_IN_OTHER_FILE = Rule(
    code="QBO328",
    name="item-in-other-file",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the item "{written}" stands in {other} too',
    cause="QuickBooks takes an item's name once.",
    fix="Keep it in one of the files.",
    wrong="Hours in both files",
    right="Hours in one file",
    source="qbo-import.md 14, row 55",
)
ITEM_LIKE_KNOWN = Rule(
    code="QBO329",
    name="item-like-one-in-quickbooks",
    severity=Severity.WARNING,
    message='the item "{written}" is much like "{near}", which QuickBooks has',
    cause="It may be the same item, which would then be there twice.",
    fix="If it is the same, take the row out of the file.",
    wrong="Design hour beside Design hours",
    right="new items only",
    source="qbo-import.md 14, rows 33 and 55",
)
INVENTORY_FIELDS_UNUSED = Rule(
    code="QBO330",
    name="inventory-fields-of-other-type",
    severity=Severity.WARNING,
    message="{columns} of an item of type {written}: only inventory items have them",
    cause="QuickBooks ignores them, and nothing is counted.",
    fix="Make it an Inventory item, or leave the cells blank.",
    wrong="Service with a quantity on hand",
    right="Service without",
    source="qbo-import.md 4.2",
)

RULES = (
    INVENTORY_INCOMPLETE,
    INVENTORY_NEEDS_PLUS,
    PURCHASES_NEED_PLUS,
    NAME_OF_CATEGORY,
    NOT_AN_ITEM,
    ITEM_IN_QUICKBOOKS,
    SKU_REPEATED,
    ACCOUNT_UNKNOWN,
    ITEM_IN_OTHER_FILE,
    ITEM_LIKE_KNOWN,
    INVENTORY_FIELDS_UNUSED,
)
