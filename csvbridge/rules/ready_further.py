"""QBO619 and QBO627 to QBO630: what of a file for an import screen was not looked at, and days that nobody means."""

from csvbridge.findings import Rule, Severity

FURTHER_SHEET = Rule(
    code="QBO627",
    name="further-sheet-unread",
    severity=Severity.WARNING,
    message="this sheet is not the first of the workbook, and QuickBooks reads the first only; its headings were not known, so it was not looked at: {headings}",
    cause="The import screens read one sheet. A sheet of notes does no harm; records on it would stay behind.",
    fix="Where it holds records, save it as a file of its own, with QuickBooks' headings in its first row; else delete the sheet.",
    wrong="Sheet1 with customers, Sheet2 with more of them under other headings",
    right="one workbook with one sheet each",
    source="qbo-import.md 2; 14, row 4",
)
TAKEN_FOR_LIST = Rule(
    code="QBO628",
    name="taken-for-quickbooks-list",
    severity=Severity.NOTE,
    message="the headings fit QuickBooks' {list} and its {title} import; row {at} is {what}, which only the list has: it was taken for the list, and not checked as a file to import",
    cause="The list that QuickBooks exports and the file that it imports have the same columns. Only the list has categories, bundles and inactive records among its rows.",
    fix="If it is a file to import, take such rows out and run again: QuickBooks makes no records of them.",
    wrong="products.xlsx to import, with a row of the type Category",
    right="the Category column filled in the rows of its items, and no row for the category",
    source="qbo-import.md 4.2; 15.2",
)
YEAR_FAR_OFF = Rule(
    code="QBO629",
    name="year-far-off",
    severity=Severity.WARNING,
    message="{target} is {written!r}: a day of the year {year}",
    cause="A year before 1970 or after 2099 is nearly always a slip of the hand, and QuickBooks files the record under it.",
    fix="Correct the year.",
    wrong="10/31/2206",
    right="10/31/2026",
    source="qbo-import.md 14, row 35",
)
INTO_CLOSED_BOOKS = Rule(
    code="QBO619",
    name="import-into-closed-books",
    severity=Severity.WARNING,
    message="document {number} is dated {written}, and the books are closed up to {closed}",
    cause="What QuickBooks does with a date in a closed period at an import is not documented; it would change figures that were handed in.",
    fix="Take the document out of the file, or open the period (company.closed_through) with your accountant's consent.",
    wrong="an invoice of 09/30/2026, books closed up to 2026-09-30",
    right="an invoice of 10/01/2026",
    source="qbo-import.md 5.4, grade L",
)
TEXT_MARK = Rule(
    code="QBO630",
    name="text-mark-in-cell",
    severity=Severity.WARNING,
    message="{target} begins with Excel's mark for text: QuickBooks would take {written}, not {after}",
    cause="Excel marks a number that is to stay text by an apostrophe, which it does not show. Another program, or a "
    "formula, has saved the mark into the cell.",
    fix="Take the apostrophe away; in Excel, give the column the format Text and save it as CSV again.",
    wrong="'0123",
    right="0123",
    source="qbo-import.md 2; how Excel marks text: general product knowledge, grade L",
)

RULES = (INTO_CLOSED_BOOKS, FURTHER_SHEET, TAKEN_FOR_LIST, YEAR_FAR_OFF, TEXT_MARK)
