"""QBO540..QBO549: bills and sales receipts in files for QuickBooks' import screens."""

from csvbridge.findings import Effect, Rule, Severity

IMPORT_NOT_IN_PLAN = Rule(
    code="QBO540",
    name="import-perhaps-not-in-plan",
    severity=Severity.WARNING,
    message="{title}: in the US this import probably does not exist in the plan {plan}",
    cause="Third parties find the import of bills in Advanced alone (US); it is known in the UK, Canada and Australia.",
    fix="Look at the page Import data before you prepare more files. Without the tile, enter the bills by hand.",
    wrong="bills for a US company with the plan plus",
    right="bills for a UK company, or with the plan advanced",
    source="qbo-import.md 1.1, 10, grade M",
)
TOTAL_BELOW_ZERO = Rule(
    code="QBO541",
    name="total-below-zero",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the lines of {number} come to {total}, which is below zero",
    cause='QuickBooks refuses it: "You must specify a transaction amount that is 0 or greater".',
    fix="Enter it by hand as a credit ({instead}), and take it out of the file.",
    wrong="lines of 50.00 and -80.00",
    right="lines of 80.00 and -50.00",
    source="qbo-import.md 14, row 41, grade M",
)
ITEMS_LEFT_BEHIND = Rule(
    code="QBO542",
    name="bill-items-left-behind",
    severity=Severity.WARNING,
    message="the import of bills knows accounts alone, and lines name an item: {count:,}, the first in row {at}",
    cause="The sample file has no column for items, so what was bought is lost; the account is kept.",
    fix="Write what was bought into the description, or enter bills with items by hand.",
    wrong="Item Paper A4, Account Office supplies",
    right="Account Office supplies, LineDescription Paper A4",
    source="qbo-import.md 10, grade M",
)
PAYMENT_METHOD_LEFT_BEHIND = Rule(
    code="QBO543",
    name="payment-method-left-behind",
    severity=Severity.WARNING,
    message="the import of sales receipts has no field for the payment method; lines that name one: {count:,}, the first in row "
    "{at}",
    cause="The sample file has no column for it, so it is lost; the deposit account is kept.",
    fix="Write it into the memo, or set it by hand afterwards.",
    wrong="Payment method Card",
    right="Memo paid by card",
    source="qbo-import.md 8, grade M",
)

RULES = (IMPORT_NOT_IN_PLAN, TOTAL_BELOW_ZERO, ITEMS_LEFT_BEHIND, PAYMENT_METHOD_LEFT_BEHIND)
