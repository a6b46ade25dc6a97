"""RUN9xx: what concerns the run as a whole."""

from csvbridge.findings import Rule, Severity

NEAR_DUPLICATES_NOT_SEARCHED = Rule(
    code="RUN901",
    name="near-duplicates-not-searched",
    severity=Severity.NOTE,
    message="near-duplicate customers were not searched: {why}",
    cause="A customer can only be compared with others, of the run or of QuickBooks' lists.",
    fix="Give QuickBooks' Customers list too, or look the customer up in QuickBooks before you import it.",
    wrong="one new customer, and no QuickBooks list",
    right="the same with QuickBooks' Customers list",
    source="contract.md 4",
)
LIST_NOT_GIVEN = Rule(
    code="RUN902",
    name="quickbooks-list-not-given",
    severity=Severity.NOTE,
    message="no QuickBooks {list} was given, so {unchecked} could not be checked",
    cause="What QuickBooks already holds is known only from its own lists.",
    fix="{how}",
    wrong="convert 2026-10/salesforce",
    right="convert 2026-10/salesforce --against Customers.xls",
    source="contract.md 3",
)
CUSTOM_NUMBERS = Rule(
    code="RUN903",
    name="custom-numbers-not-known",
    severity=Severity.NOTE,
    message="whether custom transaction numbers are on in QuickBooks cannot be seen from here",
    cause="With the setting off QuickBooks gives its own numbers, and the file's numbers are lost.",
    fix="In QuickBooks: Account and settings > Sales > Sales form content > Custom transaction numbers: on.",
    wrong="Custom transaction numbers: off",
    right="Custom transaction numbers: on",
    source="qbo-import.md 5.4, 5.7",
)
NO_MEMORY = Rule(
    code="RUN904",
    name="nothing-remembered",
    severity=Severity.NOTE,
    message="{why}: nothing is remembered for next month",
    cause="A company folder holds the profile, and the memory of what was exported and decided.",
    fix="csvbridge init DIR, then --company DIR",
    wrong="convert without --company, in a folder without csvbridge.toml",
    right="convert --company alder-books",
    source="contract.md 1",
)
ACCEPTED_NOT_MET = Rule(
    code="RUN905",
    name="accepted-code-is-no-warning",
    severity=Severity.WARNING,
    message="[accept] names {code}, which {why}; it is not accepted",
    cause="Only warnings can be accepted; an error holds or rejects its record.",
    fix="Take the line out of csvbridge.toml.",
    wrong='QBO205 = "we know"',
    right='QBO208 = "we keep our customers flat"',
    source="contract.md 5",
)
SEQUENCE_NOT_REMEMBERED = Rule(
    code="RUN906",
    name="sequence-not-remembered",
    severity=Severity.NOTE,
    message="documents are numbered in sequence, and without a company folder no earlier run is remembered: the same "
    "deals given again would get new numbers and stand in the books twice",
    cause="Only a number made from the deal itself can be recognised in QuickBooks' Invoice List.",
    fix="csvbridge init DIR, then --company DIR: its memory knows what was exported. Without one, convert each month "
    'once, with --period; or number by invoices.number = "opportunity-id".',
    wrong='invoices.number = "sequence"',
    right='invoices.number = "opportunity-id"',
    source="contract.md 4",
)
ALREADY_EXPORTED = Rule(
    code="RUN910",
    name="already-exported",
    severity=Severity.NOTE,
    message="{what} already exported in run {run}: nothing to do",
    cause="What an earlier run of the company wrote is not written again: it would stand in the books twice.",
    fix='Nothing to do. To make them exportable again, because they were never imported: csvbridge undo "{run}", or '
    "csvbridge convert --force into the same folder.",
    wrong="October converted a second time into another folder",
    right="November converted for the first time",
    source="contract.md 4",
)
EXPORTED_NOT_LISTED = Rule(
    code="RUN911",
    name="exported-and-not-in-quickbooks",
    severity=Severity.WARNING,
    message="{what} exported in run {run} {are} not in the Invoice List given: {numbers}; imported yet, or refused?",
    cause="The list shows what QuickBooks holds. What it lacks was not imported, was refused, was deleted there, or "
    "lies outside the list's dates.",
    fix="Look in QuickBooks. What never arrived: write its numbers into a text file, one a line, and "
    'csvbridge undo "{run}" --documents FILE --by NAME makes it exportable again. Export the list for all dates.',
    wrong="a file of a hundred invoices of which QuickBooks took ninety-nine",
    right="every document of the run in the list",
    source="contract.md 4",
)

RULES = (
    NEAR_DUPLICATES_NOT_SEARCHED,
    LIST_NOT_GIVEN,
    CUSTOM_NUMBERS,
    NO_MEMORY,
    ACCEPTED_NOT_MET,
    SEQUENCE_NOT_REMEMBERED,
    ALREADY_EXPORTED,
    EXPORTED_NOT_LISTED,
)
