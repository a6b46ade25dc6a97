"""QBO1xx: what QuickBooks' import screens ask of any column. The limits come from the template."""

from csvbridge.findings import Effect, Rule, Severity

REQUIRED = Rule(
    code="QBO101",
    name="value-missing",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is empty; QuickBooks requires it",
    cause="QuickBooks refuses the row, and often the file.",
    fix="Fill it in where the record comes from and export again.",
    wrong="(blank)",
    right="a value",
    source="qbo-import.md 14, row 77",
)
FORBIDDEN = Rule(
    code="QBO102",
    name="character-forbidden",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} holds a character that QuickBooks refuses ({forbidden}): {written!r}",
    cause="QuickBooks takes no colon, double quote, tab or line break in names.",
    fix="Replace the character where the record comes from, in Salesforce or in this file.",
    wrong="Plan: Gold",
    right="Plan - Gold",
    source="qbo-import.md 3.2, 4.2",
)
TOO_LONG = Rule(
    code="QBO103",
    name="text-too-long",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} has {length} characters; QuickBooks takes {limit}",
    cause="QuickBooks refuses the row or cuts the text.",
    fix="Shorten the text where the record comes from, in Salesforce or in this file.",
    wrong="a text over the limit",
    right="a text within the limit",
    source="qbo-import.md 3.2, 4.2, 5.4",
)
ADVISED_LENGTH = Rule(
    code="QBO113",
    name="text-longer-than-advised",
    severity=Severity.WARNING,
    message="{target} has {length} characters; QuickBooks' help speaks of {limit}, its reference of more",
    cause="The import screen may mark the cell or cut the text.",
    fix="Look at the value after the import; shorten it in Salesforce if it was cut.",
    wrong="(413) 555-0142 extension 1234",
    right="(413) 555-0142",
    source="qbo-import.md 3.2",
)
NOT_A_NUMBER = Rule(
    code="QBO104",
    name="number-form",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}; QuickBooks takes plain digits with a point",
    cause="Currency signs, thousands marks and brackets are refused.",
    fix="Write digits with a point: no currency sign, thousands mark, percent sign or bracket.",
    wrong="$1,250.00",
    right="1250.00",
    source="qbo-import.md 2",
)
TOO_LARGE = Rule(
    code="QBO105",
    name="number-too-large",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} has more than {limit} digits before the point: {written}",
    cause="QuickBooks takes 11 digits before the point.",
    fix="Check the amount where it comes from.",
    wrong="123456789012.00",
    right="12345678901.00",
    source="qbo-import.md 4.2, 5.4",
)
NEGATIVE = Rule(
    code="QBO106",
    name="number-negative",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{target} is below zero: {written}",
    cause="QuickBooks' invoice import takes no negative amount of any kind.",
    fix="Enter this one by hand, fold a discount into the prices of the other lines, or use a credit note.",
    wrong="-50.00",
    right="50.00 on a credit note",
    source="qbo-import.md 5.4",
)
NOT_A_DATE = Rule(
    code="QBO107",
    name="date-form",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}, not a date in the form {limit}",
    cause="One date format per file; the import screen is told which.",
    fix="Write the day of the calendar in this form, without a time.",
    wrong="2026-10-31",
    right="10/31/2026",
    source="qbo-import.md 0.1",
)
NOT_ALLOWED = Rule(
    code="QBO108",
    name="value-not-in-list",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}; QuickBooks takes {limit}",
    cause="The column takes one of a closed list of words.",
    fix="Choose one of these: in this file, or in csvbridge.toml when csvbridge wrote it.",
    wrong="Inventory",
    right="Service",
    source="qbo-import.md 4.2",
)
VALUE_TWICE = Rule(
    code="QBO109",
    name="value-twice-in-file",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{target} {written!r} stands twice in the file; QuickBooks takes it once",
    cause="QuickBooks compares names without regard to case and refuses the second.",
    fix="Rename or merge one of the two where they come from.",
    wrong="Alder & Finch, ALDER & FINCH",
    right="Alder & Finch (Boston), Alder & Finch (Leeds)",
    source="qbo-import.md 14, rows 10 and 55",
)

RULES = (
    REQUIRED,
    FORBIDDEN,
    TOO_LONG,
    ADVISED_LENGTH,
    NOT_A_NUMBER,
    TOO_LARGE,
    NEGATIVE,
    NOT_A_DATE,
    NOT_ALLOWED,
    VALUE_TWICE,
)
