"""QBO500..QBO509: what differs between the regions of QuickBooks: tax codes, currency, what is not known of a region."""

from csvbridge.findings import Effect, Rule, Severity

REGION_NOT_CERTAIN = Rule(
    code="QBO500",
    name="region-not-known-for-certain",
    severity=Severity.NOTE,
    message="{title} for QuickBooks in {place}: not known for certain: {unknown}",
    cause="QuickBooks' sample files differ by region and by the settings of the company, and not all have been seen.",
    fix="On QuickBooks' import page download the sample file and give it too: --qbo-sample FILE takes its headings. "
    "Without it, look at the mapping in the import screen.",
    wrong="a UK company, and no sample file",
    right="csvbridge convert exports --out RUN --qbo-sample sample_invoice_import.csv",
    source="qbo-import.md 0.1, 3.1, 4.1, 5.1",
)
TAX_CODE_MISSING = Rule(
    code="QBO501",
    name="tax-code-missing",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message="{count} lines name no tax code, and with {tax} on QuickBooks wants one on every line",
    cause='QuickBooks refuses lines without one: "Make sure all your transactions have a VAT rate before you save".',
    fix="Say which code of QuickBooks they get: --set invoices.tax_code={example}",
    wrong='sales_tax = "codes" and no code',
    right='sales_tax = "codes", tax_code = "20.0% S"',
    source="contract.md 2, qbo-import.md 14, row 44",
)
TAX_CODE_UNMAPPED = Rule(
    code="QBO502",
    name="tax-code-unmapped",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    asks=True,
    message='the tax code "{code}" stands on {count} lines, and no setting says which code of QuickBooks it is',
    cause="A tax code is never guessed: a wrong one would be a wrong tax return.",
    fix="Say which it is: {answer}",
    wrong="Tax Code Standard in Salesforce, and nothing in [crosswalk.tax_codes]",
    right='"Standard" = "20.0% S" in [crosswalk.tax_codes]',
    source="contract.md 2, 5; qbo-import.md 5.4, 5.5",
)
TAX_STATE_NOT_KNOWN = Rule(
    code="QBO503",
    name="tax-state-not-known",
    severity=Severity.NOTE,
    message="whether {tax} is on in QuickBooks cannot be seen from here; by the settings it is off, and the files carry "
    "no tax codes",
    cause='With it on, QuickBooks refuses lines without a code: "Make sure all your transactions have a VAT rate before '
    'you save".',
    fix="If it is on: --set company.sales_tax=codes --set invoices.tax_code={example}",
    wrong='region = "uk", and VAT is on in QuickBooks',
    right='region = "uk", sales_tax = "codes", tax_code = "20.0% S"',
    source="qbo-import.md 5.5; 14, row 44",
)
HOME_CURRENCY_TAKEN = Rule(
    code="QBO504",
    name="home-currency-taken",
    severity=Severity.NOTE,
    message='the home currency is {currency}: for region = "global" this is also what is taken when nobody says one',
    cause="Amounts without a currency are read as the home currency.",
    fix="Say it: --set company.home_currency=EUR",
    wrong='region = "global" alone, for a company in Ireland',
    right='region = "global", home_currency = "EUR"',
    source="contract.md 5",
)
SETTING_UNUSUAL = Rule(
    code="QBO505",
    name="setting-unusual-for-region",
    severity=Severity.WARNING,
    message="{key} is {value}, and QuickBooks in {place} usually has {usual}",
    cause="A line that was left from another region would write dates or amounts in the wrong form.",
    fix="Look at QuickBooks' settings. If {usual} is right: --set {key}={usual}",
    wrong='region = "uk" and date_format = "MM/DD/YYYY"',
    right='region = "uk" and date_format = "DD/MM/YYYY"',
    source="contract.md 5; qbo-import.md 0.1",
)
TAX_COLUMN_ABSENT = Rule(
    code="QBO506",
    name="tax-codes-absent-from-file",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the file has no tax codes, and by the settings {tax} is on: every line of {title} needs one",
    cause='QuickBooks refuses lines without one: "Make sure all your transactions have a VAT rate before you save".',
    fix="Add a column {wanted} with a code on every line, for example {example}.",
    wrong="*InvoiceNo, *Customer, ..., *ItemAmount, Service Date",
    right="*InvoiceNo, *Customer, ..., *ItemAmount, *ItemTaxCode, Service Date",
    source="qbo-import.md 5.5, 10; 14, row 44",
)

RULES = (
    REGION_NOT_CERTAIN,
    TAX_CODE_MISSING,
    TAX_CODE_UNMAPPED,
    TAX_STATE_NOT_KNOWN,
    HOME_CURRENCY_TAKEN,
    SETTING_UNUSUAL,
    TAX_COLUMN_ABSENT,
)
