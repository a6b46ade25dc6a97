"""QBO600 to QBO619: what `validate --repair` changed in a copy, and what it left alone."""

from csvbridge.findings import Rule, Severity

_SEE = "Look at the copy; the file that you gave is as it was."

TEXT_TIDIED = Rule(
    code="QBO600",
    name="blanks-repaired",
    severity=Severity.NOTE,
    message="blanks, line breaks or hidden characters tidied; in the copy it is {after!r}",
    cause="QuickBooks takes a name with an odd blank for another name, and shows hidden characters as strange signs.",
    fix=_SEE,
    wrong="Alder  & Finch LLC, with a no-break space",
    right="Alder & Finch LLC",
    source="qbo-import.md 2; 14, rows 69 and 72",
)
NUMBER_REWRITTEN = Rule(
    code="QBO601",
    name="number-repaired",
    severity=Severity.NOTE,
    message="the number has QuickBooks' form in the copy: {after}",
    cause="QuickBooks takes plain digits with a point: no thousands marks, currency signs or brackets.",
    fix=_SEE,
    wrong="$1,250.00",
    right="1250.00",
    source="qbo-import.md 14, row 42",
)
DATE_REWRITTEN = Rule(
    code="QBO602",
    name="date-repaired",
    severity=Severity.NOTE,
    message="the date has the form {style} in the copy: {after} ({evidence})",
    cause="All dates of a file must have one form, the one that you choose on the import screen.",
    fix="Choose {style} on the import screen.",
    wrong="31.10.2026",
    right="10/31/2026",
    source="qbo-import.md 2; 14, row 35",
)
CELL_FILLED = Rule(
    code="QBO603",
    name="document-cell-filled",
    severity=Severity.NOTE,
    message="{heading} was blank; in the copy it is {after!r}, as on the other lines of the same document",
    cause="QuickBooks asks for the number, customer and dates on every line of a document.",
    fix=_SEE,
    wrong="1042, (blank customer) on the second line",
    right="1042, Alder & Finch LLC on every line",
    source="qbo-import.md 5.3; 14, row 46",
)
LINE_MOVED = Rule(
    code="QBO604",
    name="line-moved",
    severity=Severity.NOTE,
    message="the line was moved in the copy, to the other lines of document {number!r}",
    cause="Lines of one document that do not stand together can become two documents.",
    fix=_SEE,
    wrong="1042, 1043, 1042",
    right="1042, 1042, 1043",
    source="qbo-import.md 5.3; 14, row 47",
)
ROWS_LEFT_OUT = Rule(
    code="QBO605",
    name="row-left-out",
    severity=Severity.NOTE,
    message="row {line} is not in the copy, as it is no record ({reason}): {text!r}",
    cause="QuickBooks takes the first row for the headings and every other row for a record.",
    fix="If it is a record, give it a name or a number and run again.",
    wrong="a title above the headings, a blank row, the headings once more",
    right="the headings in row 1, records below",
    source="qbo-import.md 2; 14, rows 1 and 2",
)
HEADING_RESPELT = Rule(
    code="QBO606",
    name="heading-repaired",
    severity=Severity.NOTE,
    message="the heading {before!r} is {after!r} in the copy, as in QuickBooks' own sample file",
    cause="QuickBooks connects columns by itself only where the heading has its own spelling.",
    fix="Nothing to do; look at the mapping on the import screen all the same.",
    wrong="Invoice number",
    right="*InvoiceNo",
    source="qbo-import.md 2, 5.1",
)
CONTACT_REWRITTEN = Rule(
    code="QBO607",
    name="contact-repaired",
    severity=Severity.NOTE,
    message="QuickBooks wants {what}; in the copy it is {after!r}",
    cause="A website needs its scheme; several e-mail addresses are parted by a comma without blanks.",
    fix=_SEE,
    wrong="www.alder.example",
    right="https://www.alder.example",
    source="qbo-import.md 3.2; 14, rows 15 and 17",
)
FILE_SPLIT = Rule(
    code="QBO608",
    name="file-split",
    severity=Severity.NOTE,
    message="the copy is split into {count} files, each within QuickBooks' limits ({limits})",
    cause="QuickBooks refuses a file that is over its limits.",
    fix="Import the files in the order of their numbers.",
    wrong="250 invoices in one file",
    right="three files of at most 100 invoices",
    source="qbo-import.md 5.2; 14, rows 5 to 7",
)
FORM_CHANGED = Rule(
    code="QBO609",
    name="file-form-repaired",
    severity=Severity.NOTE,
    message="the copy is {form}; the file had {was}",
    cause="Of the forms of a text file this is the one that every import screen is known to take.",
    fix="Do not open the copy in Excel and save it before the import: Excel changes dates and drops leading zeros.",
    wrong="Windows-1252, semicolons, a byte order mark",
    right="UTF-8 without a mark, commas, CRLF",
    source="qbo-import.md 0.1, 2; 14, rows 3 and 67",
)
FORMULAS_AS_VALUES = Rule(
    code="QBO610",
    name="formulas-left-behind",
    severity=Severity.WARNING,
    message="the workbook has {formulas}; the copy has the values that they had when it was last saved",
    cause="QuickBooks reads values. A formula whose value was never calculated comes out blank.",
    fix="Open the workbook, let it calculate, save it, and run again if a value in the copy is not what you expect.",
    wrong="=B2*C2",
    right="1250.00",
    source="qbo-import.md 2, 14, row 4",
)
PARTS_LEFT_BEHIND = Rule(
    code="QBO611",
    name="parts-left-behind",
    severity=Severity.WARNING,
    message="not in the copy: {parts}",
    cause="QuickBooks reads the first sheet of a workbook and nothing else of it.",
    fix="If one of them holds records, save it as a file of its own and run again.",
    wrong="a workbook with the sheets Customers and Notes, and a macro",
    right="a workbook with the one sheet Customers",
    source="qbo-import.md 2; 14, row 4",
)
NOT_REPAIRED = Rule(
    code="QBO612",
    name="file-not-copied",
    severity=Severity.NOTE,
    message="no corrected copy of this file: {reason}",
    cause="A copy is made of files for QuickBooks' import screens, and only where nobody has to guess.",
    fix="{how}",
    wrong="won.csv, an export of Opportunities",
    right="customers.csv, with QuickBooks' headings",
    source="contract.md 1",
)
NOTHING_TO_REPAIR = Rule(
    code="QBO613",
    name="nothing-to-repair",
    severity=Severity.NOTE,
    message="there is nothing that could be corrected without a judgement: no copy was made",
    cause="A copy that says the same would only be one more file.",
    fix="Nothing to do; what is said of the file needs a person.",
    wrong="a file whose only fault is a missing due date",
    right="a file with amounts such as $1,250.00",
    source="contract.md 1",
)
RULES = (
    TEXT_TIDIED,
    NUMBER_REWRITTEN,
    DATE_REWRITTEN,
    CELL_FILLED,
    LINE_MOVED,
    ROWS_LEFT_OUT,
    HEADING_RESPELT,
    CONTACT_REWRITTEN,
    FILE_SPLIT,
    FORM_CHANGED,
    FORMULAS_AS_VALUES,
    PARTS_LEFT_BEHIND,
    NOT_REPAIRED,
    NOTHING_TO_REPAIR,
)
