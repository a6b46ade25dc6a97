"""QBO220 to QBO259: customers in a file for QuickBooks' import screen, and names that lists share."""

from csvbridge.findings import Effect, Rule, Severity


EMAIL_UNFIT = Rule(
    code="QBO220",
    name="email-not-taken",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is no e-mail address that QuickBooks takes: {problem}",
    cause="The import screen marks the cell and does not go on; several addresses are joined by a comma without blanks.",
    fix="Correct the address, or leave the cell blank.",
    wrong="tom.finch[at]finch",
    right="tom.finch@finch.example",
    source="qbo-import.md 3.2, 14, row 15",
)
EMAIL_FORM = Rule(
    code="QBO221",
    name="email-form",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}; QuickBooks takes it as {after}",
    cause="Several addresses are joined by a comma without blanks, and no mailto: is taken.",
    fix="Write {after}.",
    wrong="a@alder.example; b@alder.example",
    right="a@alder.example,b@alder.example",
    source="qbo-import.md 3.2, 14, row 15",
)
WEBSITE_UNFIT = Rule(
    code="QBO222",
    name="website-not-taken",
    severity=Severity.WARNING,
    message="{target} is no web address that QuickBooks takes: {problem}",
    cause="The import screen marks the cell.",
    fix="Write the whole address with https://, or leave the cell blank.",
    wrong="www.alder.example",
    right="https://www.alder.example",
    source="qbo-import.md 3.2, 14, row 17",
)
ZIP_SHORT = Rule(
    code="QBO223",
    name="zip-lost-zeros",
    severity=Severity.WARNING,
    message="{target} is {written!r}; it has lost its leading zero: {after}",
    cause="A spreadsheet program made a number of it.",
    fix="Write {after}, and format the column as text.",
    wrong="2134",
    right="02134",
    source="qbo-import.md 14, row 18",
)
BALANCE_AND_INVOICES = Rule(
    code="QBO224",
    name="opening-balance-beside-invoices",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="customers with an opening balance while invoices are imported too: {count:,}, the first in row {at}",
    cause="An opening balance is an invoice of its own: what the invoices say would be owed twice.",
    fix="Leave Opening Balance and Date blank when the open invoices are imported.",
    wrong="Opening Balance 500.00 beside an invoice of 500.00",
    right="a blank Opening Balance",
    source="qbo-import.md 3.2, 14, row 20",
)
BALANCE_WITHOUT_DATE = Rule(
    code="QBO225",
    name="opening-balance-without-date",
    severity=Severity.WARNING,
    message="an opening balance of {written} has no date",
    cause="QuickBooks needs a day for it, and may take the day of the import.",
    fix="Fill in the date, in the company's own format.",
    wrong="Opening Balance 500.00, Date blank",
    right="Opening Balance 500.00, Date 12/31/2025",
    source="qbo-import.md 3.2",
)
CURRENCY_IN_LIST = Rule(
    code="QBO226",
    name="currency-not-importable",
    severity=Severity.WARNING,
    message="the file names the currency {written}, which cannot come from a file: the customer gets {home}",
    cause="A customer's currency is chosen on the review screen and fixed for ever.",
    fix="In a company with multicurrency, choose the currency on the review screen before you go on.",
    wrong="Currency EUR in the file",
    right="EUR chosen on the review screen",
    source="qbo-import.md 3.1 C3, 14, row 22",
)
PARENT_IN_LIST = Rule(
    code="QBO227",
    name="parent-not-importable",
    severity=Severity.WARNING,
    message="the customer belongs to {written!r}, and the import knows no parents{missing}",
    cause="QuickBooks' customer import has no parent column: the list comes in flat.",
    fix='After the import, open the customer in QuickBooks and tick "Is a sub-customer".',
    wrong="Parent: Finch Holdings",
    right="set by hand after the import",
    source="qbo-import.md 3.3, 14, row 23",
)
SUB_CUSTOMER_FORM = Rule(
    code="QBO228",
    name="sub-customer-form",
    severity=Severity.WARNING,
    message="{target} is {written!r}; QuickBooks writes sub-customers without blanks round the colon: {after}",
    cause="With blanks it is another name, and is not found.",
    fix="Write {after}.",
    wrong="Finch Holdings : Orla",
    right="Finch Holdings:Orla",
    source="qbo-import.md 5.4",
)
NAME_IN_QUICKBOOKS = Rule(
    code="QBO229",
    name="name-already-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='QuickBooks already has the customer "{near}"',
    cause="The name supplied already exists: the row is skipped or in error, and nothing is updated.",
    fix="Take the row out of the file; change the customer in QuickBooks by hand.",
    wrong="a customer that the Customers list shows",
    right="new customers only",
    source="qbo-import.md 3.3, 14, row 9",
)
NAME_HELD = Rule(
    code="QBO230",
    name="name-held-by-another-record",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the name "{written}" is held by {holder} in QuickBooks',
    cause="Customers, vendors and employees share one set of names, and inactive records keep theirs.",
    fix='Give the customer another name, such as "{written} (customer)", or make the inactive record active.',
    wrong="customer Birch Supply beside vendor Birch Supply",
    right="customer Birch Supply (customer)",
    source="qbo-import.md 3.2, 14, rows 9 and 11",
)
NAME_IN_OTHER_FILE = Rule(
    code="QBO231",
    name="name-in-other-file",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the name "{written}" stands in {other} too',
    cause="QuickBooks takes a name once, over customers, vendors and employees alike.",
    fix="Keep it in one of the files, or tell them apart.",
    wrong="Birch Supply in customers.xlsx and vendors.xlsx",
    right="Birch Supply and Birch Supply (vendor)",
    source="qbo-import.md 3.2, 14, rows 9 and 10",
)
NAME_LIKE_KNOWN = Rule(
    code="QBO232",
    name="name-like-one-in-quickbooks",
    severity=Severity.WARNING,
    message='the name "{written}" is much like "{near}", which QuickBooks has',
    cause="It may be the same customer, who would then be there twice.",
    fix="If it is the same, take the row out of the file.",
    wrong="ACME Inc beside Acme, Inc.",
    right="new customers only",
    source="qbo-import.md 14, row 30",
)
PHONE_SEVERAL = Rule(
    code="QBO233",
    name="phone-two-numbers",
    severity=Severity.WARNING,
    message="{target} seems to hold more than one number, or an extension in words: {written!r}",
    cause="QuickBooks keeps one number in the cell; the import screen may mark it.",
    fix="Keep one number, and put the other under Mobile.",
    wrong="(413) 555-0142 / 555-0143",
    right="(413) 555-0142",
    source="qbo-import.md 14, row 16",
)

RULES = (
    EMAIL_UNFIT,
    EMAIL_FORM,
    WEBSITE_UNFIT,
    ZIP_SHORT,
    BALANCE_AND_INVOICES,
    BALANCE_WITHOUT_DATE,
    CURRENCY_IN_LIST,
    PARENT_IN_LIST,
    SUB_CUSTOMER_FORM,
    NAME_IN_QUICKBOOKS,
    NAME_HELD,
    NAME_IN_OTHER_FILE,
    NAME_LIKE_KNOWN,
    PHONE_SEVERAL,
)
