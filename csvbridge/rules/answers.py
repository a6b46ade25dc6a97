"""DEC56x to DEC58x: what is found in a file of decisions. An error leaves its pair undecided; the other rows are taken."""

from csvbridge.findings import Effect, Rule, Severity

WORD_UNKNOWN = Rule(
    code="DEC560",
    name="decision-word-unknown",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" is no decision{near}',
    cause="A pair is decided by one of five words: same-as-quickbooks, same, related, different, hold.",
    fix="Choose one of the list in the cell, or type the word in full.",
    wrong="Decision: yes",
    right="Decision: same-as-quickbooks",
    source="contract.md 4",
)
KEY_UNKNOWN = Rule(
    code="DEC561",
    name="decision-key-unknown",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='no run of this company has asked a question with the key "{value}"',
    cause="The key at the end of the row says which pair is meant, and what was known of it. It was edited, belongs to "
    "another company, or its run had no company folder and so was not remembered.",
    fix="Copy the row's key again from the workbook as the run wrote it; or name the right company: --company DIR. A run "
    "without a company folder is made again with --company DIR, and the new workbook filled in.",
    wrong="Key: 4f1d (a part of it)",
    right="Key: all 20 characters, as the run wrote them",
    source="contract.md 3",
)
KEY_MISSING = Rule(
    code="DEC562",
    name="decision-key-missing",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="the row has a decision and no key, so nothing says which pair is meant",
    cause="Two customers can have one name, so a row is never found by its names alone.",
    fix="Copy the row's key again from the workbook as the run wrote it, or decide in a fresh copy.",
    wrong="Key: (blank)",
    right="Key: all 20 characters, as the run wrote them",
    source="contract.md 3",
)
NAMES_EDITED = Rule(
    code="DEC563",
    name="names-beside-the-key-edited",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='{side} says "{value}", but the key of the row is that of "{left}" and "{right}"',
    cause="A name was typed over, or a key or a name moved to another row. Nobody can tell which of the two was meant.",
    fix="Put the names back as the run wrote them, or fill in the row of the pair that you mean. A wrong name is "
    "corrected in Salesforce or QuickBooks.",
    wrong="Left name: Harbor Dental Group, beside the key of Harbor Dental LLC",
    right="Left name: Harbor Dental LLC",
    source="contract.md 3",
)
QUESTION_STALE = Rule(
    code="DEC564",
    name="question-changed-since",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="this pair has changed since it was asked: {changes} (asked anew by run {run})",
    cause="The answer was given about other contents than those that would be written now.",
    fix="Look at the pair in the newest run's review/duplicates.xlsx and decide there.",
    wrong="a workbook of last month for a customer whose phone has changed since",
    right="the workbook of the newest run",
    source="contract.md 3, 4",
)
TWO_ANSWERS = Rule(
    code="DEC565",
    name="pair-answered-twice",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="this pair has two answers in the file: {here} here, {there} in {place}; neither is taken",
    cause="One pair can only be decided in one way; which of the two was meant, only a person knows.",
    fix="Blank the decision of one of the two rows, and read the file again.",
    wrong="row 4: same, row 19: different, both for one pair",
    right="row 4: same",
    source="contract.md 3",
)
SURVIVOR_UNKNOWN = Rule(
    code="DEC566",
    name="survivor-is-no-candidate",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" is none of the two names: "{left}", "{right}"',
    cause="`same` keeps one of the two records, under its own name; a third name would be a third record.",
    fix="Choose one of the two in the cell's list, or write left or right. Another name for the customer is given in "
    "Salesforce.",
    wrong="Survivor: Harbor",
    right="Survivor: Harbor Dental LLC",
    source="contract.md 3, 4",
)
SURVIVOR_MISSING = Rule(
    code="DEC567",
    name="survivor-missing",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='`same` needs a survivor: which name is to be kept, "{left}" or "{right}"',
    cause="Both records become one customer, and it has one name.",
    fix="Choose the name to keep in the Survivor cell's list.",
    wrong="Decision: same, Survivor: (blank)",
    right="Decision: same, Survivor: Harbor Dental LLC",
    source="contract.md 3, 4",
)
SAME_BUT_IN_QUICKBOOKS = Rule(
    code="DEC568",
    name="same-with-a-quickbooks-record",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{name}" is {what} in QuickBooks already, so `same` is not the word',
    cause="A record that QuickBooks has is never written or renamed; the account becomes that customer, under the name "
    "that it has there.",
    fix="Say same-as-quickbooks{rest}. If the name in QuickBooks is the wrong one, change it there afterwards.",
    wrong="same, Survivor: Harbor Dental LLC (QuickBooks has Harbour Dental)",
    right="same-as-quickbooks",
    source="contract.md 4",
)
QUICKBOOKS_NAME_NEEDED = Rule(
    code="DEC569",
    name="quickbooks-name-needed",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{name}" is {what} in QuickBooks, which an invoice cannot name; QuickBooks name is {told}',
    cause="A vendor or an employee who also buys needs a customer of another name: a name is given once only.",
    fix='Create the customer in QuickBooks under a name of its own, for example "{proposal}", and write that name into '
    "QuickBooks name.",
    wrong="same-as-quickbooks with the vendor Birch Supply",
    right="same-as-quickbooks, QuickBooks name: Birch Supply (customer)",
    source="contract.md 4, qbo-import.md 14, row 9",
)
INACTIVE_IN_QUICKBOOKS = Rule(
    code="DEC589",
    name="quickbooks-record-inactive",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{name}" is inactive in QuickBooks, and QuickBooks name is blank',
    cause="QuickBooks refuses an invoice for an inactive customer.",
    fix="Make it active in QuickBooks, export the list of customers again, run again, and decide in the new workbook. Or "
    "write the active customer that is meant into QuickBooks name.",
    wrong="same-as-quickbooks with the inactive customer Birch Supply (deleted)",
    right="same-as-quickbooks, QuickBooks name: Birch Supply, once it is active",
    source="contract.md 4, qbo-import.md 14, rows 11 and 31",
)
NOT_IN_QUICKBOOKS = Rule(
    code="DEC570",
    name="neither-is-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="neither of the two is in a QuickBooks list that the run was given, and QuickBooks name is blank",
    cause="`same-as-quickbooks` says that the account is a customer that QuickBooks has; nothing says which.",
    fix="If the two are one new customer, say same and name the survivor. If QuickBooks has it under some name, write "
    "that name into QuickBooks name, exactly as QuickBooks shows it.",
    wrong="Decision: same-as-quickbooks for two Salesforce accounts",
    right="Decision: same, Survivor: Harbor Dental LLC",
    source="contract.md 4",
)
QUICKBOOKS_NAME_INVALID = Rule(
    code="DEC571",
    name="quickbooks-name-not-valid",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="QuickBooks cannot have a customer of this name: {why}",
    cause="A display name has 1 to 100 characters, without double quote, tab or line break; a colon only parts a customer "
    "from its sub-customer.",
    fix="Copy the name from QuickBooks' own list of customers.",
    wrong='QuickBooks name: Harbor "Bay" Dental',
    right="QuickBooks name: Harbor Bay Dental",
    source="qbo-import.md 3.2, 3.3",
)
DATE_UNREADABLE = Rule(
    code="DEC572",
    name="decision-date-unreadable",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{value}" is no date that can be read one way only',
    cause="03/04/2026 is a day in March or in April, depending on who reads it.",
    fix="Write the date as 2026-11-02, or leave the cell blank: that means today.",
    wrong="Date: 03/04/2026, typed as text",
    right="Date: 2026-04-03",
    source="contract.md 3",
)
DATE_AHEAD = Rule(
    code="DEC573",
    name="decision-date-in-the-future",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{value} lies in the future; today is {today}",
    cause="The date is the day on which somebody decided.",
    fix="Write the day of the decision, or leave the cell blank: that means today.",
    wrong="Date: 2062-11-02",
    right="Date: 2026-11-02",
    source="contract.md 3",
)
GROUP_CONTRADICTS = Rule(
    code="DEC574",
    name="decisions-contradict-each-other",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{problem}: {chain}; none of these rows is taken",
    cause="What is the same as one thing is the same as all that is the same as it.",
    fix="Look at the whole group (sheet Groups), and change one of these decisions. One that was taken earlier is changed by "
    "deciding its pair again.",
    wrong="A and B same, B and C same, A and C different",
    right="A and B same, B and C same, A and C same",
    source="contract.md 4",
)
OTHER_COMPANY = Rule(
    code="DEC575",
    name="question-of-another-company",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='this company\'s memory does not know the question "{value}"; the file says that it is of run {run}, {known}',
    cause="Each company has a memory of its own, which knows the questions of its own runs.",
    fix="Name the company folder that the run was made with: --company DIR. A run that had none is made again with "
    "--company DIR.",
    wrong="csvbridge decide decisions-acme.json --company books-of-birch",
    right="csvbridge decide decisions-acme.json --company books-of-acme",
    source="contract.md 1, 3",
)
BOTH_IN_QUICKBOOKS = Rule(
    code="DEC576",
    name="both-are-in-quickbooks",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='"{left}" and "{right}" are both in QuickBooks, so same-as-quickbooks does not say what is meant',
    cause="Two customers that QuickBooks has are made one in QuickBooks, by hand.",
    fix="If they are one customer, say same and name the survivor: the pair is then listed in Merge in QuickBooks. If not, "
    "say different or related.",
    wrong="Decision: same-as-quickbooks for two customers of QuickBooks",
    right="Decision: same, Survivor: Harbor Dental",
    source="contract.md 4",
)
UNDECIDED_ROW = Rule(
    code="DEC577",
    name="row-without-its-decision",
    severity=Severity.WARNING,
    message="{column} is filled in, but Decision is blank: the pair stays open",
    cause="Without one of the five words nothing is decided.",
    fix="Choose a word in Decision, or leave the row for later.",
    wrong="Decision: (blank), Survivor: Harbor Dental LLC",
    right="Decision: same, Survivor: Harbor Dental LLC",
    source="contract.md 3",
)
DECISION_CHANGED = Rule(
    code="DEC578",
    name="earlier-decision-changed",
    severity=Severity.NOTE,
    message='"{left}" and "{right}": {before} by {by} on {date}, now {now}',
    cause="The newer answer counts; the earlier one stays in the history.",
    fix="Nothing to do, if that was meant. Documents exported before keep the customer that they were written for: "
    "correct them in QuickBooks by hand; the next convert names them (DUP547).",
    wrong="different in September, same in October",
    right="the same word again",
    source="contract.md 4",
)
OLDER_THAN_TAKEN = Rule(
    code="DEC579",
    name="answer-older-than-the-decision",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="{now} of {value} would replace {before}, decided by {by} on {date}",
    cause="An old file, given again, must not undo what was decided after it.",
    fix="If it is meant all the same, put today's date into the row, and read the file again.",
    wrong="the workbook of Monday once more, after the pair was decided anew on Friday",
    right="the newest file",
    source="contract.md 4",
)
NOT_DECISIONS = Rule(
    code="DEC580",
    name="no-file-of-decisions",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{name} holds no decisions: {why}",
    cause="Decisions are read from review/duplicates.xlsx of a run (also saved as .ods, or its sheet Decide as .csv), and "
    "from the file that review/duplicates.html saves.",
    fix="Give review/duplicates.xlsx of a run, or save the decisions from its review/duplicates.html once more: csvbridge "
    "decide FILE --by NAME",
    wrong="csvbridge decide accounts.csv --by Ada",
    right="csvbridge decide 2026-10/run/review/duplicates.xlsx --by Ada",
    source="contract.md 1, 3",
)
COLUMN_GONE = Rule(
    code="DEC581",
    name="column-of-keys-gone",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{name} has a column Decision, and no column Key; its headings: {headings}",
    cause="The key of each row says which pair is meant; two customers can have one name.",
    fix="Take the column Key over from the workbook as the run wrote it, or decide in a fresh copy. Other columns may go.",
    wrong="Left name, Right name, Decision",
    right="Left name, Right name, Decision, Key",
    source="contract.md 3",
)
COLUMN_TWICE = Rule(
    code="DEC582",
    name="decision-column-twice",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{name} has {count} columns called {heading}",
    cause="Which of them counts, nobody can tell.",
    fix="Rename or delete all but one of them.",
    wrong="Decision, Decision, Key",
    right="Decision, Key",
    source="contract.md 3",
)
PAGE_NEWER = Rule(
    code="DEC583",
    name="decisions-of-a-newer-version",
    severity=Severity.ERROR,
    effect=Effect.STOP,
    message="{name} is a file of decisions of version {value}; this csvbridge reads version 1",
    cause="A newer csvbridge made the page that saved the file.",
    fix="Update csvbridge, then read the file again.",
    wrong='"csvbridge_decisions": 2',
    right='"csvbridge_decisions": 1',
    source="contract.md 1",
)
ENTRY_DAMAGED = Rule(
    code="DEC584",
    name="entry-of-decisions-damaged",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message="entry {number} of the decisions cannot be read: {why}",
    cause="The file was edited, or cut off.",
    fix="Save the decisions from the page again, and read that file.",
    wrong='{"token": 17, "decision": ["same"]}',
    right='{"token": "0a1b…", "decision": "same", "survivor": "Harbor Dental LLC"}',
    source="contract.md 1",
)
CELL_NOT_USED = Rule(
    code="DEC585",
    name="cell-without-effect",
    severity=Severity.WARNING,
    message='{column} says "{value}", which {word} has no use for',
    cause="Survivor goes with same, QuickBooks name with same-as-quickbooks. The decision is taken without the cell.",
    fix="Blank the cell; or, if another word was meant, decide the pair again.",
    wrong="Decision: different, Survivor: Harbor Dental LLC",
    right="Decision: different",
    source="contract.md 3",
)
ONE_NAME = Rule(
    code="DEC586",
    name="survivor-of-one-name",
    severity=Severity.NOTE,
    message='both records are called "{value}"; the left one is kept, with its own cells first',
    cause="The name is the same whichever is kept. Where the two differ in a cell, the kept one's counts.",
    fix="To keep the right one, write right into Survivor.",
    wrong="Alder & Finch LLC, given as the survivor of two records of that name",
    right="left",
    source="contract.md 4",
)
MERGE_THERE = Rule(
    code="DEC587",
    name="to-be-merged-in-quickbooks",
    severity=Severity.NOTE,
    message='"{gone}" and "{kept}" are both in QuickBooks: merge them there, keeping "{kept}"',
    cause="Nothing that is imported can make one customer of two. From now on invoices go to the name that is kept, which "
    "is right before the two are merged, and after.",
    fix="See sheet Merge in QuickBooks of the workbook for what must be true first (csvbridge explain DUP504).",
    wrong="Harbor Dental and Harbour Dental, both in QuickBooks, decided as same",
    right="Harbor Dental in Salesforce, decided as same-as-quickbooks",
    source="contract.md 4",
)
ONE_OF_A_LIST = Rule(
    code="DEC588",
    name="quickbooks-name-is-the-other-record",
    severity=Severity.WARNING,
    message='QuickBooks name says "{value}", while the pair is about "{name}": the invoices will go to "{value}"',
    cause="The name given counts, not the one that the pair shows.",
    fix="Nothing to do, if that was meant; else blank the cell, and read the file again.",
    wrong="QuickBooks name: Harbour Dental Supply, for the pair with Harbour Dental",
    right="QuickBooks name: (blank)",
    source="contract.md 3",
)

RULES = (
    WORD_UNKNOWN,
    KEY_UNKNOWN,
    KEY_MISSING,
    NAMES_EDITED,
    QUESTION_STALE,
    TWO_ANSWERS,
    SURVIVOR_UNKNOWN,
    SURVIVOR_MISSING,
    SAME_BUT_IN_QUICKBOOKS,
    QUICKBOOKS_NAME_NEEDED,
    NOT_IN_QUICKBOOKS,
    QUICKBOOKS_NAME_INVALID,
    DATE_UNREADABLE,
    DATE_AHEAD,
    GROUP_CONTRADICTS,
    OTHER_COMPANY,
    BOTH_IN_QUICKBOOKS,
    UNDECIDED_ROW,
    DECISION_CHANGED,
    OLDER_THAN_TAKEN,
    NOT_DECISIONS,
    COLUMN_GONE,
    COLUMN_TWICE,
    PAGE_NEWER,
    ENTRY_DAMAGED,
    CELL_NOT_USED,
    ONE_NAME,
    MERGE_THERE,
    ONE_OF_A_LIST,
    INACTIVE_IN_QUICKBOOKS,
)
