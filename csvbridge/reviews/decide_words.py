"""What the decision workbook says of itself: what it is, how it is filled in, what each word does, what happens next.

In: where the run stands. Out: topics and words, in the order in which somebody needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csvbridge.decisions.columns import RUN
from csvbridge.reviews.hints import shell_word
from csvbridge.reviews.words import fit


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Where the workbook belongs."""

    run: str = ""
    """The run's name: its folder."""
    workbook: str = "RUN/review/duplicates.xlsx"
    """Its path, as the user named the run."""
    company: str = ""
    """The company folder, as the user named it; blank where the run had none."""
    command: str = "convert"
    """The command that made the run: convert or duplicates."""
    doubts: Sequence[str] = ()
    """What the files themselves give to look at before anything is decided, in sentences."""


def decide_command(about: About) -> str:
    """Return what is typed to read the workbook back."""
    company = shell_word(about.company) if about.company else "DIR"
    return f'csvbridge decide {shell_word(about.workbook)} --by "Your name" --company {company}'


def read_me(about: About) -> list[tuple[str, str]]:
    """Return the topics of the sheet Read me."""
    again = (
        f"csvbridge {about.command} once more, as before, with --force into the same folder or into a new one. It "
        f"applies your decisions by itself, now and every month, and asks about a pair again only when one of its two "
        f"records has changed."
    )
    return [
        (
            "What this is",
            "Pairs of records that are probably one customer. Nothing was merged, and nothing is merged unasked.",
        ),
        (RUN, fit(about.run, 120)),
        *(("Look at first", sentence) for sentence in about.doubts),
        (
            "1. Decide",
            "On the sheet Decide, choose a word from the list in each yellow Decision cell. That is enough; leave a "
            "row blank to decide it later. The rows of one left record stand together, its best candidate first: they "
            "are one decision. Sheet Compare shows both records field by field, under the number of the pair.",
        ),
        ("2. Save", "As .xlsx or .ods under any name; or the sheet Decide alone as .csv."),
        ("3. Type", decide_command(about)),
        ("4. Then", again),
        *_without_memory(about),
        *_WORDS,
        *_CELLS,
        *_SHEETS,
        *_HANDLING,
    ]


def _without_memory(about: About) -> list[tuple[str, str]]:
    if about.company:
        return []
    words = (
        "This run had no company folder, so nobody remembers what was asked, and these answers cannot be read back. "
        f"Make a folder (csvbridge init DIR), run csvbridge {about.command} with --company DIR, and fill in the new "
        f"workbook."
    )
    return [("Before that", words)]


_WORDS = (
    (
        "same-as-quickbooks",
        "The account is a customer that QuickBooks has. No second customer is made, and its invoices go to that one, "
        "under the name there. Other candidates of the same record need no answer then.",
    ),
    (
        "same",
        "Both are one customer, and QuickBooks has neither. Choose the name to keep in Survivor: one customer is made, "
        "with the other's cells where its own are blank, and gets the invoices of both. (For two records that "
        "QuickBooks has both, it means: to be merged there; new invoices go to the name kept at once.)",
    ),
    ("related", "Two customers that have to do with each other: branches, a parent and its daughter. Both stay."),
    ("different", "Two customers. Both stay, and nobody is asked again."),
    ("hold", "Not decided yet: the customer and its invoices go on waiting, whatever else is said."),
    ("certain, probable", "Predicted duplicates. They wait for a decision."),
    ("possible", "Worth a look where there is time."),
    ("conflict", "The names agree, and hard evidence differs: a number, a country, a registration."),
    ("related (band)", "Branches, parents and sisters, a person and their company: probably two customers."),
)
_CELLS = (
    (
        "QuickBooks name",
        "Only when it is not the pair's own. For a vendor, an employee or an inactive record it is needed: the name of "
        "an active customer, which you have made in QuickBooks.",
    ),
    ("Decided by, Date", "Blank: the name behind --by, and today. Write dates as 2026-11-02."),
    ("Left, right", "Left is the record of this run, right the one in QuickBooks or the later row."),
    (
        "Note",
        "What has changed since a pair was decided, or why it is on hold. The column is only there when it is needed.",
    ),
)
_SHEETS = (
    ("Groups", "All records that predicted pairs tie together: more than two may be one customer."),
    ("Already decided", "What holds already, by whom, when and why."),
    ("Merge in QuickBooks", "Two that QuickBooks has both: they are made one there, by hand. What must be true first."),
)
_HANDLING = (
    (
        "Locked",
        "Only the yellow cells can be changed, so that nothing is overwritten by a slip. There is no password: Review "
        "> Unprotect Sheet in Excel, Tools > Protect Sheet in LibreOffice.",
    ),
    (
        "Filter and sort",
        "The arrows in the headings filter at once. Excel and LibreOffice sort a sheet only when all its cells are "
        "open, so unprotect it first, then sort by the same arrows: they keep each row together. Columns may be hidden "
        "or moved, rows deleted or added above: columns are found by their headings.",
    ),
    ("Key", "The narrow last column says which pair a row is. It stays with its row, and is never edited."),
)
