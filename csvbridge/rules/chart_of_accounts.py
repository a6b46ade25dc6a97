"""QBO520..QBO529: a chart of accounts in a file for QuickBooks' import screen."""

from csvbridge.findings import Effect, Rule, Severity

TYPE_UNKNOWN = Rule(
    code="QBO520",
    name="account-type-unknown",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}, which is none of QuickBooks' 15 account types{near}",
    cause="The list is fixed, and capitals count; the review page shows the cell red.",
    fix="Write one of: {types}.",
    wrong="Expense",
    right="Expenses",
    source="qbo-import.md 7, grade H; 14, row 59; the names of the types: general product knowledge, grade M",
)
TYPE_NOT_KNOWN_HERE = Rule(
    code="QBO521",
    name="account-type-not-known-in-region",
    severity=Severity.WARNING,
    message="{target} is {written!r}, which is none of the account types known from the US{near}",
    cause="The list is fixed and capitals count, but its words differ by region, and this region's are not known here.",
    fix="Compare with the types that QuickBooks offers for a new account.",
    wrong="Expence",
    right="Expenses",
    source="qbo-import.md 7, grade H; the names of the types: general product knowledge, grade M",
)
DETAIL_TYPE_SPELLED = Rule(
    code="QBO522",
    name="account-detail-type-spelled-otherwise",
    severity=Severity.WARNING,
    message='{target} is {written!r}; QuickBooks probably has "{near}"',
    cause="The list is fixed, and capitals count; the review page shows the cell red.",
    fix="Compare with the detail types that QuickBooks offers for a new account of this type.",
    wrong="Legal and Professional Fees",
    right="Legal & Professional Fees",
    source="qbo-import.md 7, grade H; 14, row 59; the names: general product knowledge, grade M",
)
DETAIL_TYPE_NOT_KNOWN = Rule(
    code="QBO523",
    name="account-detail-type-not-known",
    severity=Severity.WARNING,
    message="{target} is {written!r}, which is none of the detail types that csvbridge knows (those of the US)",
    cause="The list is fixed and differs by region; one that QuickBooks lacks shows red on the review page.",
    fix="Compare with the detail types that QuickBooks offers for a new account of this type, or leave the cell blank and "
    "choose there.",
    wrong="Web hosting",
    right="Office/General Administrative Expenses",
    source="qbo-import.md 7, grade H; 14, row 59; the names: general product knowledge, grade M",
)
DETAIL_TYPE_OF_ANOTHER = Rule(
    code="QBO524",
    name="account-detail-type-of-another-type",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='{target} is {written!r}, a detail type of {others}, and the type is "{type}"',
    cause="Each type has detail types of its own; the review page shows the cell red.",
    fix="Correct the type or the detail type.",
    wrong="Expenses, Checking",
    right="Bank, Checking",
    source="qbo-import.md 7, grade H; 14, row 59; the names: general product knowledge, grade M",
)
PARENT_LATER = Rule(
    code="QBO525",
    name="parent-account-later",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the account is below "{parent}", which comes later, in row {place}',
    cause="QuickBooks makes the accounts in the order of the file, and a sub-account needs its parent.",
    fix="Move the parent's row above its sub-accounts.",
    wrong="Utilities:Water above Utilities",
    right="Utilities above Utilities:Water",
    source="qbo-import.md 7, grade M",
)
PARENT_ABSENT = Rule(
    code="QBO526",
    name="parent-account-absent",
    severity=Severity.WARNING,
    message='the account is below "{parent}", which is not in the file; QuickBooks has to have it',
    cause="A sub-account needs its parent.",
    fix="Add the parent's row above, unless QuickBooks has that account already.",
    wrong="Utilities:Water, and no Utilities",
    right="Utilities, Utilities:Water",
    source="qbo-import.md 7, grade M",
)
COLON_FORM = Rule(
    code="QBO527",
    name="sub-accounts-with-colon",
    severity=Severity.NOTE,
    message="accounts written as Parent:Sub: {count:,}; newer pages of QuickBooks take that, older ones refuse the colon",
    cause="Intuit's pages disagree; the newer is likelier.",
    fix="If the import refuses them: write the last part alone, and set the parents by hand afterwards.",
    wrong="Utilities:Water, where the import refuses the colon",
    right="Water, and its parent Utilities set by hand afterwards",
    source="qbo-import.md 7, grade M",
)
NUMBERS_PARTLY = Rule(
    code="QBO528",
    name="account-numbers-partly",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the account has no number, and others of the file have one ({count:,})",
    cause="Where account numbers are used, none may be blank.",
    fix="Give every account a number, or none.",
    wrong="1000 Checking, (blank) Savings",
    right="1000 Checking, 1010 Savings",
    source="qbo-import.md 7, grade H",
)
NUMBER_UNFIT = Rule(
    code="QBO529",
    name="account-number-unfit",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the account number {written!r} {problem}",
    cause="Account numbers have no decimal point, and each is one account's.",
    fix="Correct the number; a spreadsheet program adds .0 to columns of numbers.",
    wrong="1000.0",
    right="1000",
    source="qbo-import.md 7, grade H; that two accounts cannot share a number is inferred, grade L",
)

RULES = (
    TYPE_UNKNOWN,
    TYPE_NOT_KNOWN_HERE,
    DETAIL_TYPE_SPELLED,
    DETAIL_TYPE_NOT_KNOWN,
    DETAIL_TYPE_OF_ANOTHER,
    PARENT_LATER,
    PARENT_ABSENT,
    COLON_FORM,
    NUMBERS_PARTLY,
    NUMBER_UNFIT,
)
