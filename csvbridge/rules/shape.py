"""SFR2xx: what a file is, and whether it holds what a conversion needs."""

from csvbridge.findings import Effect, Rule, Severity

UNIDENTIFIED = Rule(
    code="SFR201",
    name="file-unidentified",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="this table is neither a Salesforce export nor a QuickBooks list that csvbridge knows; its headings: {headings}",
    cause="The headings match no export. Often a file of another program, a translated report, or a report of other objects.",
    fix='Leave it out with --skip "{name}", or, when your Salesforce calls its columns otherwise, teach the names under '
    "[headings] in csvbridge.toml. {nearest}",
    wrong="Value, Status, Type",
    right="Account Name, Billing Street, Billing City",
    source="contract.md 1",
)
SEVERAL_FIT = Rule(
    code="SFR202",
    name="several-exports-fit",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="the headings fit {fits} equally well",
    cause="Two kinds of export claim the file, and csvbridge does not guess.",
    fix="Add the id column of the record to the report (for example Account ID), or take the columns of the other "
    "kind out of it.",
    wrong="a report that mixes the columns of two objects evenly",
    right="Opportunity ID, Opportunity Name, Stage, Close Date, Amount, Account Name",
    source="house.md 2.3",
)
COLUMN_MISSING = Rule(
    code="SFR203",
    name="required-column-missing",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="read as {title}, but there is no column {wanted}; its headings: {headings}",
    cause="Without this column the records cannot be converted.",
    fix="Add the column to the report in Salesforce and export again. If it is there under another name, add to "
    'csvbridge.toml: [headings] "its name" = "{first}"{proposal}',
    wrong="Opportunity Name, Amount",
    right="Opportunity Name, Amount, Stage, Close Date, Account Name",
    source="contract.md 2",
)
COLUMNS_DIFFER = Rule(
    code="SFR204",
    name="two-columns-for-one-field",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="the columns {first} and {second} could both be the {column}, and they differ: {left} beside {right}",
    cause="Reports can hold two columns of one name, or two that mean the same.",
    fix="Take the column that is not wanted out of the report and export again.",
    wrong="Quantity, Quantity (with different values)",
    right="one Quantity column",
    source="salesforce-exports.md 7, row 26",
)
NOT_NEEDED = Rule(
    code="SFR205",
    name="object-not-needed",
    severity=Severity.NOTE,
    message="{title}: {rows} records, not used",
    cause="Nothing in the books comes from this kind of record.",
    fix="Nothing to do.",
    wrong="Task.csv of the weekly Data Export",
    right="Account.csv, whose accounts become customers",
    source="contract.md 1",
)
REPORT_NOT_NEEDED = Rule(
    code="SFR215",
    name="quickbooks-report-not-needed",
    severity=Severity.NOTE,
    message="QuickBooks' report {title}: {rows} rows, not used",
    cause="A conversion takes what QuickBooks has from its lists: customers, products and services, invoices.",
    fix="Nothing to do. To tell which invoices QuickBooks has, give the report Invoice List by Date.",
    wrong="Sales by Customer Detail",
    right="Invoice List by Date",
    source="qbo-import.md 15.2, 15.3",
)
IMPORT_FILE_GIVEN = Rule(
    code="SFR207",
    name="import-file-given",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="this is a file for QuickBooks' import screen ({title}), not an export",
    cause="Converting needs what Salesforce exported and, beside it, lists that QuickBooks exported.",
    fix='Leave it out: --skip "{name}"',
    wrong="2-customers.xlsx",
    right="accounts.csv from Salesforce, Customers.xls from QuickBooks",
    source="contract.md 1",
)
NOTHING_TO_CONVERT = Rule(
    code="SFR208",
    name="nothing-to-convert",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="none of the files is a Salesforce export that can be converted",
    cause="Accounts, contacts, opportunities, opportunities with products, or products are needed.",
    fix="Give the files that Salesforce exported; QuickBooks lists only stand beside them.",
    wrong="csvbridge convert Customers.xls --out run",
    right="csvbridge convert exports Customers.xls --out run",
    source="contract.md 1",
)
NO_DEAL_WON = Rule(
    code="SFR209",
    name="no-deal-won",
    severity=Severity.WARNING,
    message="no opportunity is in a won stage ({wanted}); the stages in the files: {seen}",
    cause="Only won deals become invoices, and your stages may have other names.",
    fix='If one of these means won, say so in csvbridge.toml: [salesforce] stages = ["{example}"]',
    wrong='stages = ["Closed Won"] while deals say "Won"',
    right='stages = ["Won"]',
    source="contract.md 4, salesforce-exports.md 5.1",
)
RECORDS_DIFFER = Rule(
    code="SFR210",
    name="same-record-differs",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="{record} stands here and in {other} with different contents: {column} is {here!r} here and {there!r} there",
    cause="Two exports of different days, or two reports that disagree. csvbridge does not choose between them.",
    fix='Export again so that both agree, or leave the older file out: --skip "NAME"',
    wrong="Amount 900.00 in won.csv, 950.00 in october.csv",
    right="one export of each record",
    source="contract.md 2",
)
ROWS_TWICE = Rule(
    code="SFR211",
    name="same-row-twice",
    severity=Severity.WARNING,
    message="{record} stands here again, the same as in {other}; it was taken once",
    cause="The same export given twice, or a report that repeats its records.",
    fix="Nothing to do; give each export once to be rid of this warning.",
    wrong="won.csv and won (1).csv",
    right="won.csv",
    source="contract.md 2",
)
HEADINGS_DOUBLED = Rule(
    code="SFR212",
    name="headings-doubled-or-blank",
    severity=Severity.NOTE,
    message="{count} headings are doubled or blank ({sample}); nothing needs these columns",
    cause="Reports can hold two columns of one name.",
    fix="Nothing to do.",
    wrong="Notes, Notes",
    right="Notes",
    source="contract.md 2",
)
LINES_ALIKE = Rule(
    code="SFR213",
    name="lines-alike",
    severity=Severity.WARNING,
    message="this line is the same as the one in {other}, and the report has no Opportunity Product ID to tell whether "
    "it is a second line; {decision}",
    cause="A deal may hold the same product twice, and a report may repeat a row. The deal's Amount decides where it can.",
    fix="Add the Opportunity Product ID to the report.",
    wrong="two equal rows without an id",
    right="two rows with different Opportunity Product IDs",
    source="contract.md 2",
)

LIST_ROW_DAMAGED = Rule(
    code="SFR214",
    name="list-row-damaged",
    severity=Severity.WARNING,
    message="this row of the QuickBooks list has fewer or more cells than its headings; what it says may be misread",
    cause="A cell with an unquoted comma, or a file edited by hand. A record misread is a record not recognised.",
    fix="Export the list again and give it as it is; check that nothing in the import files stands in QuickBooks already.",
    wrong="Alder, Finch & Co,Boston",
    right='"Alder, Finch & Co",Boston',
    source="contract.md 4",
)

RULES = (
    UNIDENTIFIED,
    SEVERAL_FIT,
    COLUMN_MISSING,
    COLUMNS_DIFFER,
    NOT_NEEDED,
    REPORT_NOT_NEEDED,
    IMPORT_FILE_GIVEN,
    NOTHING_TO_CONVERT,
    NO_DEAL_WON,
    RECORDS_DIFFER,
    ROWS_TWICE,
    HEADINGS_DOUBLED,
    LINES_ALIKE,
    LIST_ROW_DAMAGED,
)
