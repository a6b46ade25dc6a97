"""DUP51x, DUP52x: what is found where customers are looked for that are probably the same."""

from csvbridge.findings import Effect, Rule, Severity

LIKELY_DUPLICATE = Rule(
    code="DUP510",
    name="likely-duplicate",
    severity=Severity.WARNING,
    message='{band}, {score}: "{name}" is likely the same customer as "{other}" ({place}): {reasons}',
    cause="One customer under two names gets two statements and two balances.",
    fix="Compare the two in review/duplicates.xlsx and decide there. In Salesforce, merge the accounts if they are one.",
    wrong="Birch & Vale LLC and Birch and Vale, LLC",
    right="Birch & Vale LLC",
    source="contract.md 3, 4",
)
NAMELESS = Rule(
    code="DUP512",
    name="records-without-name",
    severity=Severity.NOTE,
    message="{records} no name (the first in row {first}); compared by the other fields",
    cause="A record with neither name, company nor person can still share its phone or e-mail address with another one.",
    fix="Give the record a name in the system that it comes from.",
    wrong="a row with a phone and no name",
    right="a row with Alder & Finch LLC and a phone",
    source="contract.md 3",
)
NAME_HIDDEN = Rule(
    code="DUP513",
    name="hidden-characters-in-name",
    severity=Severity.NOTE,
    message="{records} control or invisible characters in the name (the first in row {first}); compared without them",
    cause="Such characters come from web forms and from copying; two names that look equal can differ by one of them.",
    fix="Type the name anew in the system that it comes from.",
    wrong="Alder, a zero-width space, & Finch",
    right="Alder & Finch",
    source="contract.md 4",
)
ROW_DAMAGED = Rule(
    code="DUP514",
    name="compared-row-damaged",
    severity=Severity.WARNING,
    message="this row has fewer or more cells than its headings; it is compared as it stands, and may be misread",
    cause="A cell with an unquoted comma, or a file edited by hand: later values then stand under the wrong heading.",
    fix="Export the list again and give it as it is.",
    wrong="Alder, Finch & Co,Boston",
    right='"Alder, Finch & Co",Boston',
    source="contract.md 2",
)
NOT_COMPARED = Rule(
    code="DUP515",
    name="table-not-compared",
    severity=Severity.NOTE,
    message="{title}: {rows}, not compared",
    cause="Customers are looked for in accounts, leads, lists of customers and QuickBooks' lists of names.",
    fix="Nothing to do.",
    wrong="a file of invoices",
    right="a file of accounts, leads or customers",
    source="contract.md 1",
)
NOTHING_TO_COMPARE = Rule(
    code="DUP516",
    name="nothing-to-compare",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="none of the files is a list of customers",
    cause="Accounts, leads, contacts, QuickBooks' lists, or any list with a column of names are needed.",
    fix="Give such a list: csvbridge duplicates accounts.csv --against Customers.xls --out RUN",
    wrong="csvbridge duplicates opportunities.csv --out run",
    right="csvbridge duplicates accounts.csv --out run",
    source="contract.md 3",
)
NO_NAME_COLUMN = Rule(
    code="DUP517",
    name="no-column-of-names",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="this table has no column of names that csvbridge knows; its headings: {headings}",
    cause="Customers are compared by their names first; what the other columns hold is then told by their headings.",
    fix='Call the column "Name" in the file; or say in csvbridge.toml what it is called: [headings] "its heading" = '
    '"Account Name". Or leave the file out: --skip "{name}"',
    wrong="Value, Status, Phone",
    right="Name, Email, Phone",
    source="contract.md 3",
)
SAME_RECORD_AGAIN = Rule(
    code="DUP518",
    name="same-record-given-again",
    severity=Severity.NOTE,
    message="{records} here were read before, under the same Salesforce ids (the first in row {first}: {other}); "
    "each is compared once",
    cause="The same export given twice, or a report that repeats its records.",
    fix="Nothing to do; give each export once to be rid of this note.",
    wrong="accounts-q3.csv and accounts-q4.csv, both with 0015g00000XyZ1QAAV",
    right="each account in one file",
    source="contract.md 2",
)
LISTED_TWICE = Rule(
    code="DUP519",
    name="listed-in-two-lists",
    severity=Severity.NOTE,
    message="{records} here stand in another list of QuickBooks too; each is compared once, with what both lists say",
    cause="Names are unique in QuickBooks, so the same name in its customers list and its contact list is one record.",
    fix="Nothing to do.",
    wrong="Alder & Finch LLC in Customers.xls and in the Customer Contact List",
    right="Alder & Finch LLC in Customers.xls alone",
    source="qbo-import.md 3.2",
)
CELLS_LONG = Rule(
    code="DUP520",
    name="cells-compared-in-part",
    severity=Severity.NOTE,
    message="{cells} of more than {limit} characters (the first in row {first}); the first {limit} are compared",
    cause="No name or address is that long; text of something else stands there.",
    fix="Look at the cell in the system that it comes from.",
    wrong="a whole e-mail pasted into Billing Street",
    right="12 Mill Lane",
    source="contract.md 2",
)
APART_IN_QUICKBOOKS = Rule(
    code="DUP522",
    name="quickbooks-records-left-apart",
    severity=Severity.NOTE,
    message="{pairs} of two QuickBooks records of different kinds (a customer and a vendor, say), or of a customer and "
    "its own sub-customer, {are} not listed",
    cause="QuickBooks has them apart on purpose, and has no merge for them.",
    fix="Nothing to do.",
    wrong="the customer Alder Paper and the vendor Alder Paper",
    right="two customers, Alder Paper and Alder Paper Inc",
    source="qbo-import.md 3.2",
)
CONTACTS_LEND = Rule(
    code="DUP523",
    name="contacts-are-evidence",
    severity=Severity.NOTE,
    message="contacts are not compared beside other lists: {lent} of {all} give their name, e-mail and mobile number to "
    "their account",
    cause="A contact is a person of an account; who becomes a customer is the account.",
    fix="To compare the people themselves, give the contacts alone.",
    wrong="accounts.csv and contacts.csv together",
    right="contacts.csv alone, whose people are compared",
    source="contract.md 4",
)

RULES = (
    LIKELY_DUPLICATE,
    NAMELESS,
    NAME_HIDDEN,
    ROW_DAMAGED,
    NOT_COMPARED,
    NOTHING_TO_COMPARE,
    NO_NAME_COLUMN,
    SAME_RECORD_AGAIN,
    LISTED_TWICE,
    CELLS_LONG,
    APART_IN_QUICKBOOKS,
    CONTACTS_LEND,
)
