"""CSV170..189: what the command line, the APIs and the loaders give, what only looks like it, and values that went
through other hands on the way.
"""

from csvbridge.findings import Effect, Rule, Severity

_REPORT_CSV = (
    'In Salesforce open the report, choose Export, "Details Only", format .csv, encoding UTF-8, and give that file.'
)

ANALYTICS_SHAPE = Rule(
    code="CSV170",
    name="analytics-json-shape-unknown",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="a report run as JSON (factMap) cannot be read: {reason}",
    cause="A part of the answer is missing or contradicts another, so rows could be lost or misread.",
    fix="Run the report again and give the whole answer. Or: " + _REPORT_CSV,
    wrong='{"factMap": {"T!T": …}} without reportMetadata',
    right='{"factMap": …, "reportMetadata": …, "reportExtendedMetadata": …}',
    source="salesforce-exports.md 1.8",
)
ANALYTICS_SUMMARY = Rule(
    code="CSV171",
    name="analytics-json-without-rows",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="a report run as JSON, and a summary only: it says hasDetailRows false, so there are no records in it",
    cause="Totals of groups are no deals; nothing can be invoiced from them.",
    fix="Run the report with includeDetails=true, or show its details in the report editor. Or: " + _REPORT_CSV,
    wrong='"hasDetailRows": false',
    right='"hasDetailRows": true',
    source="salesforce-exports.md 1.8",
)
ANALYTICS_CUT = Rule(
    code="CSV172",
    name="analytics-json-cut-off",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="a report run as JSON, and it was cut off: it says allData false and holds {rows:,} rows",
    cause="The Analytics API gives the first 2,000 rows of a report and leaves out the rest.",
    fix=_REPORT_CSV + " Or set narrower filters. If the rows here are all that you want: "
    "--set salesforce.incomplete_reports=accept",
    wrong='"allData": false',
    right='"allData": true',
    source="salesforce-exports.md 1.8, 1.11; 7, row 51",
)
ANALYTICS_CUT_ACCEPTED = Rule(
    code="CSV173",
    name="analytics-json-cut-off-accepted",
    severity=Severity.WARNING,
    message="the report was cut off by Salesforce; its {rows:,} rows were taken as they are, and its totals not checked",
    cause="salesforce.incomplete_reports is set to accept. Records that are not in the file are not in the books.",
    fix="Export the report as .csv, which is not cut, to be sure of every record.",
    wrong='"allData": false',
    right='"allData": true',
    source="salesforce-exports.md 7, row 51",
)
ANALYTICS_TOTALS = Rule(
    code="CSV174",
    name="analytics-json-totals-differ",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the report's own total does not fit its rows: {total} of {where} is {said} there, and {found} in the rows",
    cause="Rows are missing, or the file was changed after Salesforce wrote it.",
    fix="Run the report again and give its answer unchanged.",
    wrong='"aggregates": [{"value": 3}] above two rows',
    right='"aggregates": [{"value": 2}] above two rows',
    source="salesforce-exports.md 1.8",
)
ANALYTICS_TOTALS_UNCLEAR = Rule(
    code="CSV175",
    name="analytics-json-total-unclear",
    severity=Severity.WARNING,
    message="{total} of {where} is {said} in the report, and {found} when its rows are added up",
    cause="Salesforce counts the amount of a record once in a total where the record stands on several rows; equal "
    "amounts in this column allow that reading, and no id tells.",
    fix="Compare the total with the one that Salesforce shows, or add the id of the record to the report.",
    wrong="Sum of Amount 500.00 above two rows of 500.00",
    right="the same, with the Opportunity ID beside each amount",
    source="salesforce-exports.md 5.2, 2.5",
)
ANALYTICS_TOTALS_UNCHECKED = Rule(
    code="CSV176",
    name="analytics-json-totals-not-checked",
    severity=Severity.NOTE,
    message="not every total of the report could be checked against its rows: {reason}",
    cause="A total in another currency than its rows, or one that the report leaves out, proves nothing.",
    fix="Nothing to do.",
    wrong="a report in EUR whose grand total is in USD",
    right="a report whose totals are in the currency of its rows",
    source="salesforce-exports.md 1.8, 4.2",
)
CHILDREN_INCOMPLETE = Rule(
    code="CSV177",
    name="children-incomplete",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="line {line}: the record counts {said} {relationship} and {found} stand beside it",
    cause="A query fetches child records in pages; what is not on the first page is not in the file.",
    fix="Query the child records on their own, for example: SELECT Id, OpportunityId, Quantity, UnitPrice, TotalPrice "
    "FROM OpportunityLineItem",
    wrong="OpportunityLineItems.totalSize 3 beside two records",
    right="OpportunityLineItems.totalSize 2 beside two records",
    source="salesforce-exports.md 1.6; 7, row 51",
)
CHILDREN_IN_CELL = Rule(
    code="CSV178",
    name="child-records-in-a-cell",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the column {heading} holds whole child records as text in a cell (line {line})",
    cause="Child records belong into rows or columns of their own; left in the cell they would be lost.",
    fix="Run the query with --result-format json and give that file, or query the child records on their own.",
    wrong='{"totalSize": 2, "records": […]}',
    right="OpportunityLineItems.records.0.Quantity",
    source="salesforce-exports.md 1.6",
)
LOAD_LOG = Rule(
    code="CSV179",
    name="load-log",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="this is a log of a load into Salesforce ({mark}), not an export",
    cause="A loader writes back what was sent to Salesforce and what became of it; Salesforce may hold other values.",
    fix="Export the records: a report with Export, Details Only, .csv; or Data Loader's Export, which writes "
    'extract.csv by default. Leave the log out: --skip "{name}"',
    wrong="success110226091405.csv",
    right="extract.csv",
    source="salesforce-exports.md 1.6, 1.7; 7, row 56",
)
SCREEN_COPY = Rule(
    code="CSV180",
    name="copied-from-the-screen",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message='this was copied from a list on the screen, not exported: it holds "{mark}" (line {line})',
    cause="A list on the screen shows the first rows only, without ids, in the form of the person who looked at it.",
    fix="A list view has no export of its own: make a report of the same records and choose Export, Details Only, "
    'format .csv. Leave this file out: --skip "{name}"',
    wrong="1  Select Item 1  Alder & Finch  Show Actions",
    right='"Account ID","Account Name"',
    source="salesforce-exports.md 1.10",
)
SCREEN_TABLE = Rule(
    code="CSV181",
    name="command-line-table",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="this is the table that the Salesforce command line draws for the screen, not its CSV",
    cause="Without --result-format the command line draws lines and cuts or pads the values.",
    fix="Run the query again: sf data query --result-format csv --output-file deals.csv",
    wrong="│ ID │ NAME │",
    right="Id,Name",
    source="salesforce-exports.md 1.6",
)
CHILDREN_TWICE = Rule(
    code="CSV182",
    name="child-column-twice",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the column {heading} stands twice, with different values",
    cause="Only one of the two could be the child record's, and csvbridge does not choose.",
    fix="Run the query again and give its output unchanged.",
    wrong="OpportunityLineItems.records.0.Quantity, twice",
    right="OpportunityLineItems.records.0.Quantity, OpportunityLineItems.records.1.Quantity",
    source="salesforce-exports.md 1.6; 7, row 26",
)
LETTERS_LOST = Rule(
    code="CSV183",
    name="letters-lost",
    severity=Severity.WARNING,
    message='"{value}" has a question mark where a letter seems to have been lost',
    cause="An export in ISO-8859-1 or an older program writes ? for every letter that it does not have.",
    fix="Export again with encoding Unicode (UTF-8). If the record itself says ?, put it right in Salesforce.",
    wrong="M?ller & S?hne",
    right="Müller & Söhne",
    source="salesforce-exports.md 1.9, 4.7; 7, row 19",
)
MARKUP_IN_TEXT = Rule(
    code="CSV184",
    name="markup-in-text",
    severity=Severity.WARNING,
    message='"{value}" holds web page code; it is written as it stands',
    cause="Another program put the text into Salesforce in the form of a web page; QuickBooks would show the code.",
    fix="Put the text right in Salesforce and export again.",
    wrong="Alder &amp; Finch",
    right="Alder & Finch",
    source="salesforce-exports.md 4.7; 7, row 54",
)
PERIOD_NOT_DATE = Rule(
    code="CSV185",
    name="period-not-date",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message='"{value}" is a period, not a date: the report groups its dates',
    cause="A column that is grouped by month, quarter or year holds the name of the period and no longer the day.",
    fix="Take the grouping out of the report, or add the date itself as a column, and export again.",
    wrong="October 2026",
    right="10/20/2026",
    source="salesforce-exports.md 4.1; 7, row 37",
)
TIMES_IN_UTC = Rule(
    code="CSV186",
    name="times-in-utc",
    severity=Severity.WARNING,
    message="{count:,} dates carry a time in UTC, for example {value}; the day was taken as it stands there",
    cause="An evening in America is the next day in UTC, so a date made from such a time can be a day late.",
    fix="Give a field that is a date without a time, such as CloseDate.",
    wrong="2026-11-01T02:30:00.000Z",
    right="2026-10-31",
    source="salesforce-exports.md 7, row 36",
)
PERCENT_AS_FRACTION = Rule(
    code="CSV187",
    name="percent-as-fraction",
    severity=Severity.NOTE,
    message="percentages were read as fractions of one: {value} is {after} %",
    cause="Excel keeps 10 % as 0.1; no value of the column is above 1 and none has a % sign.",
    fix="Nothing to do if that is right; else export again from Salesforce.",
    wrong="Discount: 0.1, 0.05, 0.25",
    right="Discount: 10%, 5%, 25%",
    source="salesforce-exports.md 4.2; 7, row 32",
)
CODE_AS_NUMBER = Rule(
    code="CSV188",
    name="code-as-number",
    severity=Severity.WARNING,
    message="every value of the column ends in .0; it was taken off: {after}",
    cause="A program took the column for numbers on the way. A code of letters and digits has no decimals.",
    fix="Export again from Salesforce and give the file as it is.",
    wrong="5420.0",
    right="5420",
    source="salesforce-exports.md 7, row 60",
)

RULES = (
    ANALYTICS_SHAPE,
    ANALYTICS_SUMMARY,
    ANALYTICS_CUT,
    ANALYTICS_CUT_ACCEPTED,
    ANALYTICS_TOTALS,
    ANALYTICS_TOTALS_UNCLEAR,
    ANALYTICS_TOTALS_UNCHECKED,
    CHILDREN_INCOMPLETE,
    CHILDREN_IN_CELL,
    LOAD_LOG,
    SCREEN_COPY,
    SCREEN_TABLE,
    CHILDREN_TWICE,
    LETTERS_LOST,
    MARKUP_IN_TEXT,
    PERIOD_NOT_DATE,
    TIMES_IN_UTC,
    PERCENT_AS_FRACTION,
    CODE_AS_NUMBER,
)
