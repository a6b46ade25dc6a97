"""QBO550..QBO559: names in journals, bills and charts of accounts, against those that QuickBooks has."""

from csvbridge.findings import Effect, Rule, Severity

VENDOR_UNKNOWN = Rule(
    code="QBO550",
    name="vendor-not-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='there is no vendor "{written}" in QuickBooks\' list or in the vendors files{near}',
    cause="The bill is refused, or a bare new vendor is made when the import screen's box for that is ticked.",
    fix="Write the name as QuickBooks has it, or import the vendor first.",
    wrong="Riverside Paper Co, while QuickBooks has Riverside Paper Co.",
    right="Riverside Paper Co.",
    source="qbo-import.md 10, grade M; as for customers: 14, row 29",
)
NAME_UNKNOWN = Rule(
    code="QBO551",
    name="journal-name-not-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='QuickBooks has no customer, vendor or employee "{written}"{near}',
    cause='QuickBooks refuses the line: "Name invalid".',
    fix="Write the name as QuickBooks has it, or make the record first.",
    wrong="Harbour Dental, while QuickBooks has Harbor Dental",
    right="Harbor Dental",
    source="qbo-import.md 11, grade M; 14, row 63",
)
CLASS_UNKNOWN = Rule(
    code="QBO552",
    name="class-not-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='QuickBooks\' list has no class "{written}"{near}',
    cause="Unknown classes are refused, and all of them where class tracking is off.",
    fix="Write the class as QuickBooks has it, or make it first.",
    wrong="north, while QuickBooks has North",
    right="North",
    source="qbo-import.md 11, grade H",
)
PARENT_NOT_IN_QUICKBOOKS = Rule(
    code="QBO553",
    name="parent-account-not-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the account is below "{parent}", which is neither in the file nor in QuickBooks\' Account List',
    cause="A sub-account needs its parent.",
    fix="Add the parent's row above, or correct its spelling.",
    wrong="Utilites:Water, while QuickBooks has Utilities",
    right="Utilities:Water",
    source="qbo-import.md 7, grade M",
)
ACCOUNT_IN_QUICKBOOKS = Rule(
    code="QBO554",
    name="account-already-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='QuickBooks already has the account "{written}"',
    cause="Names of accounts are unique, and the import changes no account that is there.",
    fix="Take the row out.",
    wrong="Checking in the file and in the Account List",
    right="accounts that QuickBooks lacks",
    source="qbo-import.md 1, 7, grade H",
)

RULES = (VENDOR_UNKNOWN, NAME_UNKNOWN, CLASS_UNKNOWN, PARENT_NOT_IN_QUICKBOOKS, ACCOUNT_IN_QUICKBOOKS)
