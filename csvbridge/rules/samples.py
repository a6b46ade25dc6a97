"""QBO620 to QBO629: the sample file of the user's own company, and how it differs from the shipped template."""

from csvbridge.findings import Effect, Rule, Severity

_OPEN = "Settings (gear), Import data, the tile, Download a sample file"

SAMPLE_ADOPTED = Rule(
    code="QBO620",
    name="sample-adopted",
    severity=Severity.NOTE,
    message="the headings of this sample file are used for {title}: {differences}",
    cause="QuickBooks' sample files differ with the settings of a company, and the import screen connects equal names.",
    fix="Nothing to do.",
    wrong="Service Date before ItemDescription, as in your sample",
    right="the sample has the shipped template's headings in its order",
    source="qbo-import.md 2, 5.1",
)
SAMPLE_COLUMN_MISSING = Rule(
    code="QBO621",
    name="sample-lacks-column",
    severity=Severity.WARNING,
    message='your sample file of {title} has no column for "{heading}": {count:,} cells that would stand there are left out',
    cause="Columns come and go with settings, such as Location or Service Date.",
    fix="Switch the setting on in QuickBooks and download the sample again, or enter the values after the import.",
    wrong="a sample without Memo",
    right="a sample with Memo",
    source="qbo-import.md 5.1, 5.7",
)
SAMPLE_NEEDED_MISSING = Rule(
    code="QBO622",
    name="sample-lacks-needed-column",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message='the sample file has no column for "{heading}", without which {title} cannot be imported',
    cause="Without the column the file would lose money, names or dates, or lump documents together.",
    fix=f"Download the sample again ({_OPEN}), and do not change it; or run without --qbo-sample.",
    wrong="a sample of invoices without *ItemAmount",
    right="a sample of invoices with *ItemAmount",
    source="qbo-import.md 5.1, 5.4; 14, row 38",
)
SAMPLE_COLUMN_REQUIRED = Rule(
    code="QBO623",
    name="sample-requires-column",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message='QuickBooks requires the column "{heading}" ({title}), and csvbridge has nothing to put there',
    cause="A star in the sample file marks what QuickBooks refuses to be without: a tax code, where tax is on.",
    fix="See company.sales_tax in csvbridge.toml; else switch the setting off in QuickBooks for the import.",
    wrong="*ItemTaxCode, and nothing is known of tax codes",
    right="no starred column that is not in the template",
    source="qbo-import.md 5.1, 5.5",
)
SAMPLE_UNKNOWN = Rule(
    code="QBO624",
    name="sample-of-nothing",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{path} is the sample of no import that csvbridge writes; its headings are {headings}",
    cause="A sample file has the headings of customers, products, invoices or credit notes in its first row.",
    fix=f"Give the file that QuickBooks offers: {_OPEN}.",
    wrong="--qbo-sample won.csv",
    right="--qbo-sample sample_invoice_import.csv",
    source="contract.md 1, qbo-import.md 5.1",
)
SAMPLE_TWICE = Rule(
    code="QBO625",
    name="sample-given-twice",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{path} and {other} are both samples of {title}",
    cause="One file of headings can be followed, not two.",
    fix="Give one of them; the others of the company folder lie in its folder qbo-samples.",
    wrong="sample_invoice_import.csv and sample_invoice_import_tax.csv",
    right="sample_invoice_import_tax.csv",
    source="contract.md 1",
)
SAMPLE_HEADING_DOUBLED = Rule(
    code="QBO626",
    name="sample-heading-doubled",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message='the sample file has two columns for "{heading}": {found}',
    cause="Nobody could tell which of the two the values belong to.",
    fix=f"Download the sample again ({_OPEN}), and do not change it.",
    wrong="Memo, Memo",
    right="Memo",
    source="qbo-import.md 14, row 78",
)
RULES = (
    SAMPLE_ADOPTED,
    SAMPLE_COLUMN_MISSING,
    SAMPLE_NEEDED_MISSING,
    SAMPLE_COLUMN_REQUIRED,
    SAMPLE_UNKNOWN,
    SAMPLE_TWICE,
    SAMPLE_HEADING_DOUBLED,
)
