"""FIX97x: what is found where people's corrections are read back, and where a run uses them."""

from csvbridge.findings import Effect, Rule, Severity

CORRECTED = Rule(
    code="FIX970",
    name="cell-corrected",
    severity=Severity.NOTE,
    message='"{before}" was taken as {taken}: {by} corrected it on {date} ({code})',
    cause="Somebody filled in the corrected value, and the company's memory keeps it. The file itself is untouched.",
    fix="Correct it in Salesforce too; then the correction is not needed any more.",
    wrong="Close Date 31/09/2026, corrected to 30/09/2026 with csvbridge fix",
    right="Close Date 30/09/2026 in the export itself",
    source="contract.md 1",
)
NOT_AS_BEFORE = Rule(
    code="FIX971",
    name="correction-not-used",
    severity=Severity.WARNING,
    message='{by} corrected this cell on {date}, from "{before}" to "{after}"; it now holds "{value}", so the correction '
    "was not used",
    cause="A correction is for the value that was seen; somebody has changed the cell in Salesforce since.",
    fix="If the new value is right, forget the correction: csvbridge memory forget {mark} --by NAME",
    wrong="(a correction of 10/5/2O26, while the cell holds 10/6/2026)",
    right="10/5/2O26",
    source="contract.md 1",
)
ALREADY_RIGHT = Rule(
    code="FIX972",
    name="correction-not-needed",
    severity=Severity.NOTE,
    message='the cell holds "{after}" by now, as {by} corrected it on {date}',
    cause="Somebody has corrected the cell in Salesforce.",
    fix="Nothing to do.",
    wrong="a correction to 30/09/2026, and an export that says 30/09/2026 by now",
    right="a correction to 30/09/2026, and an export that still says 31/09/2026",
    source="contract.md 1",
)
KEY_EDITED = Rule(
    code="FIX973",
    name="key-unknown",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="the Key of this row is {why}; its answer was not taken",
    cause="The key ties the row to the cell in Salesforce's export. It was edited, copied to another row, or the workbook "
    "belongs to another company.",
    fix="Take the row's answer over into a fresh exceptions.xlsx of this company's latest run, and give that to fix.",
    wrong="(the Key of another row)",
    right="(the Key as csvbridge wrote it)",
    source="contract.md 3",
)
ROW_STALE = Rule(
    code="FIX974",
    name="row-stale",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='the cell held "{before}" when this workbook was made; run {run} has since read "{now}" there. The answer was '
    "not taken",
    cause="A later export holds another value, which whoever answered has not seen.",
    fix="Answer in the exceptions.xlsx of the latest run.",
    wrong="(an answer about last week's value)",
    right="(an answer about the value of the latest run)",
    source="contract.md 3",
)
TWO_ANSWERS = Rule(
    code="FIX975",
    name="two-answers",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{why}; neither was taken",
    cause="A cell has one value, and a finding that is accepted needs no correction: which is meant, nobody can tell.",
    fix="Leave one of the two and give the workbook to fix again.",
    wrong="Corrected value: 94107; Accept, because: they moved",
    right="Corrected value: 94107",
    source="contract.md 3",
)
NOT_ACCEPTABLE = Rule(
    code="FIX976",
    name="finding-not-acceptable",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{code} cannot be accepted: {why}",
    cause="Only a warning whose record is written all the same can be accepted; anything else needs its cause put right.",
    fix="Fill in the corrected value, or put it right in Salesforce and export again.",
    wrong="Accept, because: we know",
    right="Corrected value: 2026-10-05",
    source="contract.md 5",
)
NO_CELL = Rule(
    code="FIX977",
    name="no-cell-to-correct",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" cannot be filled in here: {why}',
    cause="A corrected value takes the place of one cell of a Salesforce export.",
    fix="Do what the column Fix says; a warning can also be accepted.",
    wrong="Corrected value: 42 (beside a finding about a whole file)",
    right="Corrected value: 42 (beside a finding about a cell)",
    source="contract.md 3",
)
NOTHING_CHANGED = Rule(
    code="FIX978",
    name="value-unchanged",
    severity=Severity.WARNING,
    message='"{value}" is what the cell holds already, so there is nothing to correct',
    cause="The value was copied from beside it.",
    fix="Fill in what it should be; or accept the finding, with a reason.",
    wrong="Value: 941O7; Corrected value: 941O7",
    right="Value: 941O7; Corrected value: 94107",
    source="contract.md 3",
)
CORRECTION_UNREADABLE = Rule(
    code="FIX980",
    name="correction-unreadable",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" is no {kind} either; it was not taken',
    cause="A correction takes the place of a cell that could not be read, and must be readable itself.",
    fix="Write an amount as 1234.50 and a date as 2026-10-31, then give the workbook to fix again.",
    wrong="Corrected value: 1,2,3",
    right="Corrected value: 123.00",
    source="contract.md 3",
)
NO_ANSWERS = Rule(
    code="FIX979",
    name="no-workbook-of-exceptions",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the file holds no answers to take: {why}",
    cause="Answers are read from review/exceptions.xlsx of a run that has a company folder, filled in and saved as .xlsx, "
    ".ods or .csv.",
    fix="Give the filled exceptions.xlsx: csvbridge fix RUN/review/exceptions.xlsx --by NAME",
    wrong="csvbridge fix run/review/register.xlsx --by Ada",
    right="csvbridge fix run/review/exceptions.xlsx --by Ada",
    source="contract.md 3",
)

RULES = (
    CORRECTED,
    NOT_AS_BEFORE,
    ALREADY_RIGHT,
    KEY_EDITED,
    ROW_STALE,
    TWO_ANSWERS,
    NOT_ACCEPTABLE,
    NO_CELL,
    NOTHING_CHANGED,
    NO_ANSWERS,
    CORRECTION_UNREADABLE,
)
