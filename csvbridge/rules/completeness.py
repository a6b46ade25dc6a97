"""SFR221 to SFR239: what is complete and what is not, before anything is converted; labels and currencies."""

from csvbridge.findings import Effect, Rule, Severity

WITHOUT_PRODUCTS = Rule(
    code="SFR221",
    name="won-without-products",
    severity=Severity.NOTE,
    message="the won opportunity {deal} has no product; it would become one line with its amount",
    cause="The deal names no product, and no line of it is in any file.",
    fix="If it does have products, give the report Opportunities with Products.",
    wrong="a won opportunity of 1,200.00 with no product",
    right="a won opportunity with two products of 600.00",
    source="contract.md 4",
)
WITHOUT_ACCOUNT = Rule(
    code="SFR222",
    name="won-without-account",
    severity=Severity.WARNING,
    message="the won opportunity {deal} {problem}; it could not be invoiced",
    cause="An invoice needs a customer, and the customer is the deal's account.",
    fix="Set the account in Salesforce, or export the accounts without a filter.",
    wrong="a blank Account Name",
    right="Alder & Finch LLC",
    source="contract.md 4",
)
WITHOUT_CONTACT = Rule(
    code="SFR223",
    name="won-without-contact",
    severity=Severity.NOTE,
    message="the account {account} of the won opportunity {deal} has no contact in the contacts file",
    cause="E-mail address and mobile number of the customer come from a contact.",
    fix="Nothing to do when the customer needs no e-mail address; else export the contacts without a filter.",
    wrong="contacts.csv without a row of the account Alder & Finch",
    right="contacts.csv with Ada Alder, alder@example.com, of that account",
    source="contract.md 4",
)
LINE_ALONE = Rule(
    code="SFR224",
    name="line-without-opportunity",
    severity=Severity.WARNING,
    message="the line {line} belongs to an opportunity that is in no file, or to several that fit",
    cause="The two exports were filtered differently, or the lines carry no Opportunity ID.",
    fix="Export the opportunities for the same period, without a filter, and with Opportunity ID in both reports.",
    wrong="lines of October, opportunities of September",
    right="both of the same period",
    source="contract.md 2",
)
COUNT_DIFFERS = Rule(
    code="SFR225",
    name="count-differs",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="--expect {kind}={expected}: {read} were read, {difference} ({files})",
    cause="A report that was cut, filtered or exported twice has another number of records than Salesforce showed.",
    fix="Export that report again and compare its record count; or correct the number.",
    wrong="--expect accounts=312 with 300 rows",
    right="--expect accounts=312 with 312 rows",
    source="contract.md 1",
)
COUNT_AGREES = Rule(
    code="SFR226",
    name="count-agrees",
    severity=Severity.NOTE,
    message="--expect {kind}={expected}: {read} were read, as Salesforce showed ({files})",
    cause="The number of rows is the number of records that you gave.",
    fix="Nothing to do.",
    wrong="--expect accounts=312 and 312 rows",
    right="--expect accounts=312 and 298 rows, which is an error",
    source="contract.md 1",
)
MISSING_FOR_CONVERSION = Rule(
    code="SFR227",
    name="missing-for-a-conversion",
    severity=Severity.NOTE,
    message="{what}: {consequence}",
    cause="A conversion works with what it is given, and leaves out what no file holds.",
    fix="{how}",
    wrong="won.csv alone",
    right="won.csv, accounts.csv, contacts.csv and products.csv",
    source="contract.md 4",
)
CONVERTED_ONLY = Rule(
    code="SFR230",
    name="converted-amounts-only",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message='read as {title}: the amounts stand only in "{heading}", converted at your organisation\'s rate; "{wanted}" is '
    "not there",
    cause="A converted amount is in the currency of whoever ran the report, not the one that the customer owes.",
    fix='Add the column "{wanted}" to the report (its currency column comes with it) and export again.',
    wrong="Amount (converted)",
    right="Amount Currency, Amount",
    source="salesforce-exports.md 2.1, 4.2, row 29",
)
CODES_DIFFER = Rule(
    code="SFR231",
    name="currency-codes-differ",
    severity=Severity.WARNING,
    message="the row names two currencies: {codes}; it is not taken for {home}",
    cause="An amount and its record are in one currency in Salesforce; two codes mean that columns were mixed up.",
    fix="Look at the record in Salesforce and export again.",
    wrong="Opportunity Currency USD, Amount Currency EUR",
    right="Opportunity Currency EUR, Amount Currency EUR",
    source="salesforce-exports.md 2.1, 4.2",
)
AMOUNT_OF_TWO_CURRENCIES = Rule(
    code="SFR232",
    name="amount-of-two-currencies",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='"{value}" would be in two currencies: {codes}',
    cause="An amount and its record are in one currency in Salesforce; two codes mean that columns were mixed up.",
    fix="Look at the record in Salesforce and export again.",
    wrong="Opportunity Currency USD, Total Price Currency EUR",
    right="Opportunity Currency EUR, Total Price Currency EUR",
    source="salesforce-exports.md 2.1, 4.2",
)
CODE_COLUMN_UNKNOWN = Rule(
    code="SFR233",
    name="currency-column-unknown",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message='the column "{heading}" before "{amount}" holds currency codes ({codes}), and nobody said whose they are',
    cause="Where Salesforce has several currencies, the column before an amount names its currency.",
    fix='Say it in csvbridge.toml: [headings] {key} = "{label}"',
    wrong="Devise, Amount",
    right="Amount Currency, Amount",
    source="salesforce-exports.md 2.1",
)
HEADINGS_TRANSLATED = Rule(
    code="SFR234",
    name="headings-translated",
    severity=Severity.NOTE,
    message="the headings were read as {language}: {pairs}",
    cause="Reports have the language of the user who exports them; these labels are known for certain.",
    fix="If that is wrong, say in csvbridge.toml under [headings] what the column is.",
    wrong="Nom du compte, Rue (facturation)",
    right="Account Name, Billing Street",
    source="salesforce-exports.md 2.1",
)
HEADING_TARGET_UNKNOWN = Rule(
    code="SFR235",
    name="heading-target-unknown",
    severity=Severity.WARNING,
    message='[headings] "{own}" = "{label}": nothing that csvbridge reads is called "{label}", so the line does nothing',
    cause="The right side is Salesforce's own label; a slip there leaves the column unread.",
    fix="{near}csvbridge schemas salesforce.accounts (and so on) lists the labels.",
    wrong='"Client" = "Acount Name"',
    right='"Client" = "Account Name"',
    source="contract.md 5",
)

RULES = (
    WITHOUT_PRODUCTS,
    WITHOUT_ACCOUNT,
    WITHOUT_CONTACT,
    LINE_ALONE,
    COUNT_DIFFERS,
    COUNT_AGREES,
    MISSING_FOR_CONVERSION,
    CONVERTED_ONLY,
    CODES_DIFFER,
    AMOUNT_OF_TWO_CURRENCIES,
    CODE_COLUMN_UNKNOWN,
    HEADINGS_TRANSLATED,
    HEADING_TARGET_UNKNOWN,
)
