"""QBO44x: records that an earlier run of the company has exported already."""

from csvbridge.findings import Effect, Rule, Severity

DEAL_CHANGED = Rule(
    code="QBO440",
    name="deal-changed-since-export",
    severity=Severity.WARNING,
    message="exported in run {run} as {kind} {number}, and changed in Salesforce since: {changes}",
    cause="What was exported is never exported again: a second document would be in the books beside the first.",
    fix="Correct {kind} {number} in QuickBooks by hand, or void it there and enter the right one; if it was never "
    'imported: csvbridge undo "{run}" --by NAME makes it exportable again.',
    wrong="exported as 900.00 in October, 950.00 in Salesforce in November",
    right="the document corrected in QuickBooks when the deal is corrected in Salesforce",
    source="contract.md 4",
)
WORDING_CHANGED = Rule(
    code="QBO441",
    name="wording-changed-since-export",
    severity=Severity.WARNING,
    message="exported in run {run} as {kind} {number}; since then only the wording changed: {changes}",
    cause="Amounts, dates, items and customer are the same; a memo or a description would read otherwise now.",
    fix="Change the words of {kind} {number} in QuickBooks if they matter; the books are right as they are.",
    wrong='"Signs, first part" when it was exported, "Signs" now',
    right="the same words in both",
    source="contract.md 4",
)
NO_LONGER_WON = Rule(
    code="QBO442",
    name="exported-deal-no-longer-won",
    severity=Severity.WARNING,
    message="exported in run {run} as {kind} {number}, but now the deal is {now}",
    cause="The document is on its way into the books, or there already, for a sale that Salesforce no longer shows.",
    fix="If the sale is off: void {kind} {number} in QuickBooks, or enter what cancels it; else correct the deal in "
    "Salesforce.",
    wrong='won and exported in October, back in "Negotiation" in November',
    right="a deal that stays won, or a document voided with it",
    source="contract.md 4",
)
NUMBER_EXPORTED = Rule(
    code="QBO443",
    name="number-exported-otherwise",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='the number "{number}" was exported in run {run} already, with {difference}',
    cause="QuickBooks would refuse the second document of that number, or merge the two.",
    fix="Give the deal another number in Salesforce. If it is the same deal, changed since: correct the document in "
    'QuickBooks by hand. If that one was never imported: csvbridge undo "{run}" --by NAME',
    wrong="1042 was exported with 900.00, and now stands on a deal of 950.00",
    right="1042 stands on one deal for ever",
    source="contract.md 4",
)
PERHAPS_EXPORTED = Rule(
    code="QBO444",
    name="perhaps-exported-already",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="a deal of this name, customer and date was exported in run {run} as {kind} {number} with {then}, not "
    "{now}; without an Opportunity ID nobody can tell whether this is that deal, changed since",
    cause="Written again, one sale would stand in the books twice.",
    fix="If it is that deal: correct {kind} {number} in QuickBooks by hand. If it is another one: give it another "
    "name in Salesforce. Opportunity ID in the report tells deals apart for good.",
    wrong='"Signs" of one customer and day: 900.00 when exported, 950.00 now, no id',
    right="the same report with Opportunity ID",
    source="contract.md 4, salesforce-exports.md 3",
)
PERHAPS_AGAIN = Rule(
    code="QBO445",
    name="same-deal-on-another-day",
    severity=Severity.WARNING,
    message="a deal of this name, customer and total was exported in run {run} as {kind} {number}, dated {then}; this "
    "one is dated {now}, has no Opportunity ID, and is written as a new one",
    cause="A monthly fee looks just like that; so does a deal whose close date was moved after it was exported.",
    fix="If it is the same deal, take it out before you upload. Opportunity ID in the report tells deals apart.",
    wrong="a deal of 20 October, exported, with its close date moved to 3 November, no id",
    right="the same report with Opportunity ID",
    source="contract.md 4, salesforce-exports.md 3",
)
SETTLED = Rule(
    code="QBO446",
    name="change-settled-in-quickbooks",
    severity=Severity.NOTE,
    message="changed in Salesforce since it was exported in run {run} as {kind} {number} ({changes}); {settled}",
    cause="Somebody has put the document right in QuickBooks by hand.",
    fix="Nothing to do.",
    wrong="a deal of 1,200.00 that was 1,000.00 when it was exported, and 200.00 invoiced by hand",
    right="a deal that is as it was exported",
    source="contract.md 4",
)
RENAMED_SINCE = Rule(
    code="QBO447",
    name="renamed-since-export",
    severity=Severity.NOTE,
    message='renamed in Salesforce since run {run}; it is still written as "{name}", the name that QuickBooks knows',
    cause="QuickBooks finds a {kind} by its exact name; another name would make another {kind}.",
    fix="Nothing to do. To rename it, rename it in QuickBooks too, and give the fresh list to the next run.",
    wrong="Alder & Finch LLC, exported as Alder Finch LLC",
    right="an account that has kept its name",
    source="contract.md 4",
)
NOT_IN_LIST = Rule(
    code="QBO448",
    name="written-and-not-in-list",
    severity=Severity.WARNING,
    message='"{name}" was written in run {run}, but QuickBooks\' list does not show it: was {file} of that run imported? '
    "It is not written again",
    cause="A {kind} that is in no list of QuickBooks' is not there, or was renamed or removed there.",
    fix='If that file was never imported, import it. If QuickBooks calls it otherwise: [crosswalk.{table}] "{key}" = '
    '"its name". To have it written again: csvbridge undo "{run}" --by NAME',
    wrong="a customer written in October, and a list of November without it",
    right="every file of a run imported before the next run",
    source="contract.md 4",
)
WRITTEN_FOR_ANOTHER = Rule(
    code="QBO449",
    name="name-written-for-another",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='the name "{name}" was written in run {run} for another {kind} ({other}); QuickBooks takes a name once',
    cause="They may be one, or two: csvbridge does not merge them unasked.",
    fix='If they are one, say so: [crosswalk.{table}] "{key}" = "{name}". If they are two, rename this one in '
    "Salesforce and export again.",
    wrong='"Orla" was written in October, and another account is called "Orla" in November',
    right='"Orla" and "Orla West"',
    source="contract.md 4",
)
TWO_NAMES = Rule(
    code="QBO450",
    name="old-and-new-name-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='it was written as "{then}" in run {run} and renamed in Salesforce since, and QuickBooks has both that and '
    '"{now}"',
    cause="Nobody but you can tell which of the two it is: an invoice for the wrong one is hard to notice.",
    fix='Say which: [crosswalk.{table}] "{key}" = "{then}". If both are one, merge them in QuickBooks.',
    wrong='"Alder" was renamed "Birch", and QuickBooks has an Alder and a Birch',
    right='[crosswalk.customers] "001Kx00000AbCdEIAV" = "Alder"',
    source="contract.md 4",
)
RECORD_CHANGED = Rule(
    code="QBO451",
    name="record-changed-since-export",
    severity=Severity.WARNING,
    message='"{name}" was written in run {run}, and changed in Salesforce since: {changes}. It is not written again',
    cause="QuickBooks' import adds a {kind}, it does not change one.",
    fix="Change it in QuickBooks by hand if it matters.",
    wrong="an address that was corrected in Salesforce after the customer was imported",
    right="the same address in both",
    source="contract.md 4",
)

RULES = (
    DEAL_CHANGED,
    WORDING_CHANGED,
    NO_LONGER_WON,
    NUMBER_EXPORTED,
    PERHAPS_EXPORTED,
    PERHAPS_AGAIN,
    SETTLED,
    RENAMED_SINCE,
    NOT_IN_LIST,
    WRITTEN_FOR_ANOTHER,
    TWO_NAMES,
    RECORD_CHANGED,
)

SETTLED_BY_HAND = (
    DEAL_CHANGED.code,
    WORDING_CHANGED.code,
    NO_LONGER_WON.code,
    NOT_IN_LIST.code,
    RECORD_CHANGED.code,
)
"""Warnings about records that are not written again: what they ask for is done in QuickBooks, by hand."""
