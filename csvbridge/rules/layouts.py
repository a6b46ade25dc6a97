"""CSV14x: the layout of formatted reports: groups, totals that prove a report complete, layouts without records."""

from csvbridge.findings import Effect, Rule, Severity

_DETAILS = 'In Salesforce choose Export, "Details Only", and give that file.'

GROUP_FILLED = Rule(
    code="CSV140",
    name="group-values-filled-down",
    severity=Severity.NOTE,
    message='the report is grouped by "{heading}": {count:,} cells were blank and now have the value of their group',
    cause="A formatted report writes the value of a group once, on the group's first row.",
    fix="Nothing to do.",
    wrong="a report grouped by Account Owner, whose name stands once for ten deals",
    right="a report without groups",
    source="salesforce-exports.md 1.3; 7, row 7",
)
TOTALS_AGREE = Rule(
    code="CSV141",
    name="report-totals-agree",
    severity=Severity.NOTE,
    message="{count:,} subtotals, totals and counts of the report agree with the {records:,} records read",
    cause="A report that adds itself up proves that no row was lost on the way.",
    fix="Nothing to do.",
    wrong="Total, Count 24 below 24 records",
    right="Details Only, which has no totals",
    source="salesforce-exports.md 1.3",
)
TOTAL_DIFFERS = Rule(
    code="CSV142",
    name="report-total-differs",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    is_finding=True,
    message="row {at}, {where}: the report says {stated}, the rows that it speaks of make {found}{more}",
    cause="A row was deleted, added or changed after Salesforce made the file, or the file was cut.",
    fix="Export the report again and give the file as it is. If the figure is no sum (an average, say), take it out "
    "of the report, or choose Export, Details Only.",
    wrong="rows of 900.00 and 100.00 above a total of 1,250.00",
    right="rows of 900.00 and 350.00 above a total of 1,250.00",
    source="salesforce-exports.md 1.3",
)
TOTAL_UNCHECKED = Rule(
    code="CSV143",
    name="report-total-not-checked",
    severity=Severity.WARNING,
    message="row {at}, {where}: the report says {stated}, which could not be checked: {reason}",
    cause="The figure is not of the kind that the rows can be added up to.",
    fix="Compare the register's total with the report's by hand.",
    wrong="rows in USD and EUR under one total",
    right="rows and total in one currency",
    source="salesforce-exports.md 4.2",
)
TOTAL_UNCLEAR = Rule(
    code="CSV144",
    name="total-or-record",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    is_finding=True,
    message='row {at} says "{text}", and nothing tells whether it is a total or a record: {reason}',
    cause="A total never becomes a record, and a record is never left out; csvbridge does not guess between them.",
    fix=_DETAILS + " It has no total rows.",
    wrong='"Total" with figures in the middle of a table',
    right='"Total" below the last record',
    source="salesforce-exports.md 7, row 9",
)
SUMMARY_ONLY = Rule(
    code="CSV145",
    name="summary-without-records",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    is_finding=True,
    message="this is a summary report: it holds groups and their sums, and no records",
    cause="Its detail rows were hidden when it was exported, or it is a dashboard's summary.",
    fix='Open the report in Salesforce, switch "Detail Rows" on, and export again. ' + _DETAILS,
    wrong="Account Name, Sum of Amount, Record Count",
    right="Account Name, Opportunity Name, Stage, Close Date, Amount",
    source="salesforce-exports.md 1.8; 8",
)
MATRIX = Rule(
    code="CSV146",
    name="matrix-report",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    is_finding=True,
    message="this is a matrix report: row {at} has groups across the page, so its cells are sums and no records",
    cause="A report with column groups shows one sum for each pair of groups.",
    fix="Take the column groups out of the report (or move them to the row groups) and export again. " + _DETAILS,
    wrong="Account Name, October 2026, November 2026, Total",
    right="Account Name, Close Date, Amount",
    source="salesforce-exports.md 8",
)
TWO_TABLES = Rule(
    code="CSV147",
    name="two-tables-in-one-sheet",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    is_finding=True,
    message="the sheet holds two different tables: {reason}",
    cause="A joined report, or two exports copied into one sheet. Cells of one would be read under headings of the other.",
    fix="Export each report by itself, or put each table on a sheet of its own.",
    wrong="accounts in rows 1 to 40, opportunities from row 43 on",
    right="accounts on one sheet, opportunities on another",
    source="salesforce-exports.md 8",
)
NO_TABLE_SEEN = Rule(
    code="CSV148",
    name="workbook-without-visible-table",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the workbook shows no table: it has {kinds}",
    cause="Only what a person sees when opening the workbook is taken into the books, and a chart holds no records.",
    fix="If the sheet with the records is hidden, unhide it in Excel and save; else export the report again. "
    + _DETAILS,
    wrong="a workbook with a chart sheet alone",
    right="a workbook whose first sheet is the table",
    source="contract.md 1",
)
HEADINGS_TOO_LOW = Rule(
    code="CSV149",
    name="headings-too-far-down",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the headings are looked for in the first {within} rows; they seem to be in row {at}: {headings}",
    cause="Everything above the headings is set aside, and that much above a table may be a table of its own.",
    fix="Delete the rows above the headings, or export the report again. " + _DETAILS,
    wrong="headings in row 60",
    right="headings in one of the first 40 rows",
    source="salesforce-exports.md 7, row 4",
)

RULES = (
    GROUP_FILLED,
    TOTALS_AGREE,
    TOTAL_DIFFERS,
    TOTAL_UNCHECKED,
    TOTAL_UNCLEAR,
    SUMMARY_ONLY,
    MATRIX,
    TWO_TABLES,
    NO_TABLE_SEEN,
    HEADINGS_TOO_LOW,
)
