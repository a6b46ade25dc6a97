"""QBO530..QBO539: bank transactions in a file for QuickBooks' upload."""

from csvbridge.findings import Effect, Rule, Severity

HEADING_NOT_EXACT = Rule(
    code="QBO530",
    name="bank-heading-not-exact",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='the column "{own}" has to be called "{wanted}", with nothing added',
    cause='The upload knows the columns by these words: "some of the columns aren\'t mapped correctly".',
    fix='Call the columns Date, Description, Amount, or Date, Description, Credit, Debit. The heading here: "{wanted}".',
    wrong="Amount (USD)",
    right="Amount",
    source="qbo-import.md 12, grade H; 14, row 64",
)
EXTRA_COLUMNS = Rule(
    code="QBO531",
    name="bank-extra-columns",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="columns beside the three or four make the upload fail; here {count}: {columns}",
    cause="The upload takes three or four columns and nothing beside them.",
    fix="Delete these columns, blank ones too.",
    wrong="Date, Description, Amount, Balance",
    right="Date, Description, Amount",
    source="qbo-import.md 2, 12, grade M; 14, row 64",
)
COLUMN_ORDER = Rule(
    code="QBO532",
    name="bank-column-order",
    severity=Severity.WARNING,
    message="the columns stand in the order {own}; QuickBooks speaks of {wanted}",
    cause="In this upload the order of the columns counts.",
    fix="Put the columns in the order {wanted}.",
    wrong="Amount, Date, Description",
    right="Date, Description, Amount",
    source="qbo-import.md 2, grade M",
)
BOTH_FILLED = Rule(
    code="QBO533",
    name="bank-line-credit-and-debit",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the line has a credit of {credit} and a debit of {debit}; a line has one of the two",
    cause="Money came in or went out; the upload takes one amount a line.",
    fix="Write two lines, or use the form with three columns: Date, Description, Amount.",
    wrong="Credit 20.00, Debit 5.00",
    right="Credit 20.00, Debit blank",
    source="qbo-import.md 12, grade H; 14, row 64",
)
NONE_FILLED = Rule(
    code="QBO534",
    name="bank-line-without-amount",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the line has neither a credit nor a debit",
    cause="The upload takes exactly one of the two on each line.",
    fix="Fill one of the two, or take the line out.",
    wrong="Credit blank, Debit blank",
    right="Credit 20.00, Debit blank",
    source="qbo-import.md 12, grade H; 14, row 64",
)
ZERO = Rule(
    code="QBO535",
    name="bank-cell-of-zero",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="{target} is {written!r}; a cell of zero is refused",
    cause='The upload takes no zeros: "Some info may be missing from your file".',
    fix="Leave the cell blank; take the line out when it has no other amount.",
    wrong="Credit 20.00, Debit 0.00",
    right="Credit 20.00, Debit blank",
    source="qbo-import.md 12, grade H; 14, row 64",
)
MEANING_NOT_AGREED = Rule(
    code="QBO536",
    name="bank-credit-and-debit-not-agreed",
    severity=Severity.NOTE,
    message="Intuit's pages disagree whether Credit or Debit is the money that came in",
    cause="One page (UK) calls Credit money out, guides for the US call it money in.",
    fix="Use the form with three columns: Date, Description, Amount, with money out below zero. Else look at one line after "
    "the upload, before you accept any.",
    wrong="Date, Description, Credit, Debit",
    right="Date, Description, Amount",
    source="qbo-import.md 12",
)
NO_MONEY_OUT = Rule(
    code="QBO537",
    name="bank-amounts-of-one-sign",
    severity=Severity.NOTE,
    message="none of the {count:,} amounts is below zero, so all of them would come in as deposits",
    cause="In the form with three columns money out is written below zero.",
    fix="If the file holds payments: write a minus before their amounts.",
    wrong="rent paid, written as 1200.00",
    right="rent paid, written as -1200.00",
    source="qbo-import.md 12, grade H",
)

RULES = (
    HEADING_NOT_EXACT,
    EXTRA_COLUMNS,
    COLUMN_ORDER,
    BOTH_FILLED,
    NONE_FILLED,
    ZERO,
    MEANING_NOT_AGREED,
    NO_MONEY_OUT,
)
