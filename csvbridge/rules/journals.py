"""QBO510..QBO519: journal entries in a file for QuickBooks' import screen."""

from csvbridge.findings import Effect, Rule, Severity

BOTH_SIDES = Rule(
    code="QBO510",
    name="journal-line-on-both-sides",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the line of entry {number} has a debit of {debit} and a credit of {credit}; a line has one of the two",
    cause='QuickBooks refuses the entry: "Credits and debits present".',
    fix="Write two lines, or the difference on the side that is larger.",
    wrong="Debits 100.00, Credits 40.00",
    right="Debits 60.00, Credits blank",
    source="qbo-import.md 11; 14, row 62, grade M",
)
NO_SIDE = Rule(
    code="QBO511",
    name="journal-line-without-amount",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the line of entry {number} has neither a debit nor a credit",
    cause="QuickBooks wants exactly one of the two on each line.",
    fix="Fill one of the two, or take the line out.",
    wrong="Debits blank, Credits blank",
    right="Debits 60.00, Credits blank",
    source="qbo-import.md 11, grade M",
)
ZERO_BESIDE = Rule(
    code="QBO512",
    name="journal-zero-beside-amount",
    severity=Severity.WARNING,
    message="lines with an amount on one side and a zero on the other: {count:,}, the first in row {at}",
    cause='A zero may count as filled ("Credits and debits present"); whether it does is not known.',
    fix="Leave the other side blank.",
    wrong="Debits 60.00, Credits 0.00",
    right="Debits 60.00, Credits blank",
    source="qbo-import.md 11; 14, row 62, grade M",
)
UNBALANCED = Rule(
    code="QBO513",
    name="journal-entry-unbalanced",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="entry {number} does not balance: debits {debits}, credits {credits}, {difference} apart",
    cause="Debits and credits of an entry must be equal to the cent.",
    fix="Find the wrong or missing line. Lines of one entry have one number.",
    wrong="debits 100.00, credits 90.00",
    right="debits 100.00, credits 100.00",
    source="qbo-import.md 11; 14, row 62, grade M",
)
ONE_LINE = Rule(
    code="QBO514",
    name="journal-entry-of-one-line",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="entry {number} has one line only",
    cause='QuickBooks refuses it: "fewer than two lines".',
    fix="Repeat the entry's number on each of its lines, or add the other side.",
    wrong="JE-1 on one line",
    right="JE-1 on two lines, a debit and a credit",
    source="qbo-import.md 11, grade M",
)
WITHOUT_DATE = Rule(
    code="QBO515",
    name="journal-entry-without-date",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="entry {number} has no date on its first line",
    cause="QuickBooks reads the date from the first line of an entry; on the further lines it may be repeated.",
    fix="Write the date on the first line, or on all of them.",
    wrong="(blank) on the first line of JE-1",
    right="10/31/2026 on the first line of JE-1",
    source="qbo-import.md 11, grade M",
)
HEAD_DIFFERS = Rule(
    code="QBO516",
    name="journal-head-differs",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r} on this line of entry {number}, and {first!r} on its first line",
    cause="An entry has one date and one currency; which of the two QuickBooks takes is not known.",
    fix="Make them equal, or give the line's entry a number of its own.",
    wrong="JE-1 dated 10/30/2026 and 10/31/2026",
    right="JE-1 dated 10/31/2026",
    source="qbo-import.md 11, grade M",
)
NAME_MISSING = Rule(
    code="QBO517",
    name="journal-line-without-name",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the account "{account}" takes a {who} in the column Name, and it is blank',
    cause='QuickBooks refuses the line: "Name invalid". A receivable line needs its customer, a payable line its supplier.',
    fix="Write the {who}'s name as QuickBooks has it.",
    wrong="Accounts Receivable (A/R), Name blank",
    right="Accounts Receivable (A/R), Name Harbor Dental",
    source="qbo-import.md 11, grade H; 14, row 63",
)
NUMBERED_ACCOUNT = Rule(
    code="QBO518",
    name="journal-account-with-number",
    severity=Severity.WARNING,
    message="lines whose account has a number in front: {count:,}, the first in row {at}: {sample}",
    cause='The import takes names alone, and account numbers have to be switched off meanwhile: "Line Account invalid".',
    fix="Take the numbers out of the file, and switch account numbers off in QuickBooks during the import.",
    wrong="6200 Rent",
    right="Rent",
    source="qbo-import.md 11, grade H; 14, row 61",
)

RULES = (
    BOTH_SIDES,
    NO_SIDE,
    ZERO_BESIDE,
    UNBALANCED,
    ONE_LINE,
    WITHOUT_DATE,
    HEAD_DIFFERS,
    NAME_MISSING,
    NUMBERED_ACCOUNT,
)
