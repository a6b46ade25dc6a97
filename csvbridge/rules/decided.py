"""DUP530 to DUP559: what people decided about customers that look alike, and what that does to a run."""

from csvbridge.findings import Effect, Rule, Severity

_CHANGE = (
    "To change it: decide anew in review/duplicates.html or .xlsx and give that to csvbridge decide, or "
    "csvbridge review; csvbridge memory forget takes a decision out."
)

IS_THE_CUSTOMER = Rule(
    code="DUP530",
    name="decided-same-as-quickbooks",
    severity=Severity.NOTE,
    message='is "{after}" in QuickBooks, {decided}; its documents carry that name',
    cause="Somebody compared the two and said so; no second customer is made.",
    fix="Nothing to do. " + _CHANGE,
    wrong="Quarry Hill Brewing Co., decided as Quarry Hill Brewing Company in QuickBooks",
    right="an account that is new to QuickBooks",
    source="contract.md 4",
)
IS_THE_SURVIVOR = Rule(
    code="DUP531",
    name="decided-same-customer",
    severity=Severity.NOTE,
    message='is the same customer as "{other}"{place}, {decided}; its documents go to "{after}"',
    cause="Somebody compared the two and said so; one customer is made of both.",
    fix="Nothing to do. " + _CHANGE,
    wrong="Birch & Vale LLC and Birch and Vale, LLC, decided as one",
    right="two accounts of which nothing is decided",
    source="contract.md 4",
)
BLANK_FILLED = Rule(
    code="DUP532",
    name="blank-filled-from-same-customer",
    severity=Severity.NOTE,
    message='fills the blank {what} of "{other}"{place}, the same customer: {after}',
    cause="The two accounts were decided to be one customer, and the one whose name is kept does not have it.",
    fix="Nothing to do. If it is out of date, correct it in Salesforce or after the upload in QuickBooks.",
    wrong="the survivor has no phone, the other account has (413) 555-0142",
    right="both accounts have the same phone",
    source="contract.md 4",
)
ANOTHER_VALUE = Rule(
    code="DUP533",
    name="another-value-of-same-customer",
    severity=Severity.NOTE,
    message='{what}: "{other}"{place}, the same customer, has {kept}, and that is written; here it is {left}',
    cause="The two accounts were decided to be one customer, and its row in QuickBooks takes one value.",
    fix="Nothing to do where the one that is written is right; else correct it in Salesforce, or after the upload in "
    "QuickBooks.",
    wrong="the survivor has (413) 555-0142, the other account (413) 555-0199",
    right="both accounts have the same phone",
    source="contract.md 4",
)
KEPT_APART = Rule(
    code="DUP534",
    name="decided-two-customers",
    severity=Severity.NOTE,
    message='looks like "{other}", {what} ({place}): {band}; {reasons}. They are two customers: {word}, {decided}',
    cause="Somebody compared the two and said so. Both are kept, and the question is not put again while nothing changes.",
    fix="Nothing to do. " + _CHANGE,
    wrong="Northgate Holdings 1 LLC and Northgate Holdings 2 LLC, decided as different",
    right="a pair that waits for a decision",
    source="contract.md 4",
)
HELD_BY_DECISION = Rule(
    code="DUP535",
    name="customer-held-by-decision",
    severity=Severity.WARNING,
    message='waits because of "{other}": hold, {decided}. It waits, with {waits}',
    cause="Somebody looked at the two and could not say yet; until then nothing of it is written.",
    fix="Find out whether they are one customer, then decide: csvbridge decide with review/duplicates.html or .xlsx, or "
    "csvbridge review.",
    wrong="hold",
    right="same-as-quickbooks, same, related or different",
    source="contract.md 4",
)
NAME_GONE = Rule(
    code="DUP536",
    name="decided-customer-not-in-list",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='is "{name}" in QuickBooks, {decided}, but {why}',
    cause="Its invoices would make a bare new customer of that name, or be refused.",
    fix="{how}, then run again. If the customer has another name by now, decide anew: csvbridge memory forget, or the "
    "pair in the next review/duplicates.html.",
    wrong="decided to be Harbour Dental, while QuickBooks shows Harbour Dental Group",
    right="a decision that names a customer in the list given",
    source="contract.md 4",
)
CONTRADICTION = Rule(
    code="DUP537",
    name="decisions-contradict",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="nobody can tell which customer it is: {fault}. {decisions}",
    cause="Decisions about several pairs speak of one customer together, and these do not agree.",
    fix="Look at the decisions (csvbridge memory list decisions), take out the one that is wrong (csvbridge memory "
    "forget), run again, and decide about that pair anew.",
    wrong="A is B: keep A. B is C: keep C",
    right="A is B: keep A. B is C: keep B",
    source="contract.md 4",
)
SURVIVOR_MISSING = Rule(
    code="DUP538",
    name="customer-kept-not-in-files",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='is the same customer as "{other}", {decided}, and that name is kept, but {why}',
    cause="The row of the customer to be kept cannot be made, and no earlier run wrote it.",
    fix="{how}, and run again. Or keep the other name: csvbridge memory forget, and decide about the pair anew.",
    wrong="an Accounts report of this month's accounts only",
    right="an Accounts report that holds the account to be kept too",
    source="contract.md 4",
)
SURVIVOR_WAITS = Rule(
    code="DUP539",
    name="customer-kept-waits",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='is the same customer as "{other}"{place}, which waits: {reason}',
    cause="Its documents go to that customer, who is in no file yet.",
    fix="Put the other one right first; see its own line.",
    wrong="an account decided to be Harbor Dental, while Harbor Dental has no valid name",
    right="the same account, once Harbor Dental is put right",
    source="contract.md 4",
)
QUICKBOOKS_NAME_KEPT = Rule(
    code="DUP540",
    name="quickbooks-name-before-decided-name",
    severity=Severity.WARNING,
    message='the name "{kept}" was to be kept, {decided}, but QuickBooks has the customer as "{after}"; that name is used',
    cause="A second customer of the other name would be the very duplicate that the decision is about.",
    fix='If "{kept}" is the name that you want, change it in QuickBooks; give its new list to the next run.',
    wrong="keep Harbor Dental, while QuickBooks has Harbour Dental alone",
    right="keep Harbour Dental",
    source="contract.md 4",
)
CROSSWALK_FIRST = Rule(
    code="DUP541",
    name="crosswalk-before-decision",
    severity=Severity.WARNING,
    message='[crosswalk.customers] says that it is "{after}"; "{name}", {decided}, is not used',
    cause="The profile stands before the decisions.",
    fix="Take the line out of csvbridge.toml, or the decision out of the memory: csvbridge memory forget.",
    wrong='[crosswalk.customers] "Harbor Dental" = "Harbour Dental", and a decision for Harbor Dentists',
    right="one of the two",
    source="contract.md 4, 5",
)
CHANGED_AND_APART = Rule(
    code="DUP542",
    name="decided-records-changed",
    severity=Severity.WARNING,
    message='{decided} to be {word} with "{other}", and that stands, since this run does not find the two alike: {changed}',
    cause="Decisions go by the account, not by its name; whether this one still holds, only a person knows.",
    fix="Nothing to do where it holds. If the account is another customer by now: csvbridge memory forget, and run again.",
    wrong="an account decided to be Harbour Dental, and called Zenith Group since",
    right="a decision about the account as it is now",
    source="contract.md 4",
)
TWO_OF_ONE_NAME = Rule(
    code="DUP543",
    name="two-customers-of-one-name",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='two accounts have the name "{name}" (the other: {other}); they are two customers ({word}, {decided}), and '
    "QuickBooks takes a name once",
    cause="Names are unique in QuickBooks, whatever was decided about the two.",
    fix='Rename one of them in Salesforce, for example "{proposal}", and export again. Or make it in QuickBooks under a '
    'name of its own and say so: [crosswalk.customers] "{key}" = "{proposal}"',
    wrong="two accounts called Harbor Dental, decided to be different",
    right="Harbor Dental (Boston), Harbor Dental (Leeds)",
    source="contract.md 4, qbo-import.md 14, row 10",
)
QUICKBOOKS_RECORDS_APART = Rule(
    code="DUP544",
    name="two-quickbooks-records-decided",
    severity=Severity.NOTE,
    message='"{name}" and "{other}" ({place}) look alike in QuickBooks: {word}, {decided}',
    cause="Both are in QuickBooks already; nothing waits for it.",
    fix="Nothing to do.",
    wrong="two customers in QuickBooks, decided as related",
    right="two customers in QuickBooks of which nothing is decided",
    source="contract.md 4",
)
WRITTEN_OTHERWISE = Rule(
    code="DUP545",
    name="written-earlier-under-another-name",
    severity=Severity.WARNING,
    message='run {run} wrote it as "{name}"; by what was decided since, its documents go to "{after}" now',
    cause="The customer that was written then stays in QuickBooks, with the documents that it got.",
    fix='Merge the two in QuickBooks: give "{name}" the display name "{after}", letter by letter, and say yes to merging. '
    'If that run was never imported: csvbridge undo "{run}" --by NAME',
    wrong="Harbor Dental LLC and Harbour Dental, both in QuickBooks and one customer",
    right="Harbour Dental",
    source="contract.md 4",
)
TO_BE_MERGED = Rule(
    code="DUP546",
    name="decided-same-not-merged",
    severity=Severity.WARNING,
    message='its documents go to "{after}" instead of "{name}": the two are one customer, {decided}, and {shown}',
    cause="Of two customers in QuickBooks the name that is kept is right before the two are merged there, and after; a "
    "document with the other name would be refused after it, or make a bare new customer.",
    fix='Merge the two in QuickBooks if that is not done yet; it cannot be undone: give "{name}" the display name '
    '"{after}", letter by letter, and say yes to merging. Earlier documents stay with "{name}" until then. '
    "Give the list exported after that to the next run.",
    wrong="Harbor Dental and Harbour Dental, both in QuickBooks and decided to be one customer",
    right="Harbour Dental alone",
    source="contract.md 4; how QuickBooks merges: general product knowledge, grade L",
)
SERVED_A_CHANGED_DECISION = Rule(
    code="DUP547",
    name="exported-by-a-changed-decision",
    severity=Severity.WARNING,
    message='{count} of it went to "{customer}" in {runs} ({numbers}), by a decision that does not count any more: '
    '{before}. Now: {now}, and its customer is "{after}"',
    cause="What was exported stays in QuickBooks as it was written; a newer decision changes only what is written from "
    "now on.",
    fix='In QuickBooks give each of these documents the customer "{after}", and take out of "{customer}" what came from '
    'this account, such as its phone. If {run} was never imported: csvbridge undo "{run}" --by NAME, and they are '
    "written anew. This is said until QuickBooks' Invoice List, given with --against, shows them under the right "
    'customer, or [accept] DUP547 = "put right on ..." stands in csvbridge.toml.',
    wrong="invoices written for Harbour Dental, of which it was decided afterwards that it is another company",
    right="the same invoices, given to their own customer",
    source="contract.md 4",
)

RULES = (
    IS_THE_CUSTOMER,
    IS_THE_SURVIVOR,
    BLANK_FILLED,
    ANOTHER_VALUE,
    KEPT_APART,
    HELD_BY_DECISION,
    NAME_GONE,
    CONTRADICTION,
    SURVIVOR_MISSING,
    SURVIVOR_WAITS,
    QUICKBOOKS_NAME_KEPT,
    CROSSWALK_FIRST,
    CHANGED_AND_APART,
    TWO_OF_ONE_NAME,
    QUICKBOOKS_RECORDS_APART,
    WRITTEN_OTHERWISE,
    TO_BE_MERGED,
    SERVED_A_CHANGED_DECISION,
)
