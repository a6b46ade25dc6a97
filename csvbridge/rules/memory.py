"""MEM95x, MEM96x: what is found where the company's memory is read back, or taken back."""

from csvbridge.findings import Effect, Rule, Severity

FILE_UNKNOWN = Rule(
    code="MEM950",
    name="no-export-of-a-memory",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="this file is no export of a memory: {reason}",
    cause="Only what `csvbridge memory export` writes, or a table with the same headings, can be taken into a memory.",
    fix="Give a .json or .csv file that `csvbridge memory export` wrote.",
    wrong="csvbridge memory import accounts.csv --by Ada",
    right="csvbridge memory import memory.json --by Ada",
    source="contract.md 1",
)
VALUE_UNUSABLE = Rule(
    code="MEM951",
    name="memory-value-unusable",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{why}",
    cause="A memory takes all of a file or nothing of it, so that nobody has to find out how far it came.",
    fix="Put the value right and import the file again; nothing of it was taken.",
    wrong="maybe",
    right="different",
    source="contract.md 4",
)
NEWER_KEPT = Rule(
    code="MEM952",
    name="newer-answer-kept",
    severity=Severity.WARNING,
    message='the memory holds a newer answer about {about}: "{own}" ({own_by}, {own_date}); this older one is "{value}" '
    "({other_by}, {other_date}) and was not taken",
    cause="The memory that was exported and this one went on apart, and somebody has decided again since.",
    fix="Nothing to do if the newer answer is right. Else decide the pair again, or forget the newer answer first: "
    "csvbridge memory forget KEY --by NAME",
    wrong="an export of January, imported in March",
    right="an export of today",
    source="contract.md 1",
)
NUMBER_UNKNOWN = Rule(
    code="MEM953",
    name="number-not-of-this-run",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" is no number of a document that {run} wrote{near}',
    cause="Only a document that this run wrote can be made exportable again; a spreadsheet may have cut a long number "
    "or its leading zeros.",
    fix="Write the number as it stands in review/register.xlsx, or name the run that wrote it; the numbers that are "
    "known were taken.",
    wrong="1001",
    right="INV-1001",
    source="contract.md 4",
)
NUMBER_UNDONE = Rule(
    code="MEM954",
    name="number-undone-before",
    severity=Severity.NOTE,
    message='"{value}" was undone before; it stays exportable',
    cause="The list names a document that an earlier undo has made exportable again.",
    fix="Nothing to do.",
    wrong="the number 1042, undone a second time",
    right="the number 1042, undone once",
    source="contract.md 4",
)
NO_NUMBERS = Rule(
    code="MEM955",
    name="no-column-of-numbers",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the file holds no document numbers: no heading names the number ({headings}), and it has more than one "
    "column",
    cause="Which documents are meant is told by their numbers.",
    fix='Give a text file with one number a line, or a table with a column "Invoice number".',
    wrong="Customer,Amount",
    right="Invoice number,Customer",
    source="contract.md 4",
)
LIST_UNREADABLE = Rule(
    code="MEM956",
    name="list-unreadable",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="the file cannot be read: {reason}",
    cause="A filled list is read as a workbook (.xlsx, .xls, .ods) or as text (.csv, .txt); what it is, its bytes say.",
    fix="Save it once more as .xlsx or .csv, and give that file.",
    wrong="refused.pdf",
    right="refused.xlsx",
    source="contract.md 1",
)
FOUND_BEFORE = Rule(
    code="MEM957",
    name="memory-holds-it-already",
    severity=Severity.NOTE,
    message="{known} stood in the memory already, and stay as they are",
    cause="The same file was imported before, or both memories have learned the same.",
    fix="Nothing to do.",
    wrong="memory import of a file that was imported before",
    right="memory import of another computer's file",
    source="contract.md 1",
)
STATE_KEPT = Rule(
    code="MEM958",
    name="state-of-run-kept",
    severity=Severity.WARNING,
    message='run {run} is "{own}" in this memory and "{value}" in the file; it stays as it is here',
    cause="The memory that was exported and this one went on apart, and a run was undone or replaced in one of them.",
    fix="If the file is right, do here what was done there: csvbridge undo RUN --by NAME",
    wrong="an export of January, imported in March",
    right="an export of today",
    source="contract.md 1",
)
RUNS_UNKNOWN = Rule(
    code="MEM959",
    name="runs-that-the-memory-does-not-know",
    severity=Severity.WARNING,
    message="the company folder holds {what} that its memory csvbridge.db does not know: {runs}; whatever {they} "
    "exported may be in this run's files a second time",
    cause="What was exported before is known from csvbridge.db alone. It was lost or replaced by an older copy, or these "
    "runs were made without --company.",
    fix="Put the right csvbridge.db back into the company folder (or csvbridge memory import "
    "what memory export wrote) and run again. Without a copy: give the run QuickBooks' Invoice List, which shows what it "
    "has. Runs that never reached QuickBooks: move their folders elsewhere.",
    wrong="csvbridge.db deleted, and October converted again beside the folder of October's first run",
    right="the company folder copied, moved and backed up as a whole",
    source="contract.md 1, 4",
)

RULES = (
    FILE_UNKNOWN,
    VALUE_UNUSABLE,
    NEWER_KEPT,
    NUMBER_UNKNOWN,
    NUMBER_UNDONE,
    NO_NUMBERS,
    LIST_UNREADABLE,
    FOUND_BEFORE,
    STATE_KEPT,
    RUNS_UNKNOWN,
)
