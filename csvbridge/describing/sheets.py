"""The review of a validation as a workbook: files, remedies, every finding, what was not checked.

In: a validation. Out: sheets for people. A list of more than 50,000 rows is cut, with the number left out and where
the rest is.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.describing.validation import Validation
from csvbridge.describing.verdicts import file_verdicts, severities, unchecked
from csvbridge.findings import Severity
from csvbridge.reviews.finding_sheets import cut_sheet, findings_sheet
from csvbridge.reviews.remedies import Remedy, all_remedies
from csvbridge.reviews.words import counted, fit
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Value

_REST = "csvbridge validate with --json lists all of them"
_FILES = (
    ReviewColumn("File", 44),
    ReviewColumn("What it is", 34),
    ReviewColumn("Rows", 9, "number"),
    ReviewColumn("Errors", 9, "number"),
    ReviewColumn("Warnings", 10, "number"),
    ReviewColumn("Notes", 9, "number"),
    ReviewColumn("Verdict", 18),
)
_BY_REMEDY = (
    ReviewColumn("Code", 10),
    ReviewColumn("Severity", 10),
    ReviewColumn("What", 34),
    ReviewColumn("Count", 9, "number"),
    ReviewColumn("Files", 9, "number"),
    ReviewColumn("Fix", 90),
)
_UNCHECKED = (
    ReviewColumn("Code", 10),
    ReviewColumn("File", 28),
    ReviewColumn("What was not checked, and why", 70),
    ReviewColumn("How it can be", 70),
)


def validation_sheets(found: Validation) -> list[ReviewSheet]:
    """Return the sheets of a validation; the first two are always there."""
    groups = all_remedies(found.listed)
    sheets = [_files(found), _by_remedy(groups)]
    if groups:
        sheets.append(findings_sheet(groups, whole="all files", rest=_REST))
    aside = unchecked(found.listed)
    if aside:
        rows: list[list[Value]] = [
            [one.code, fit(one.file or "all files", 400), fit(one.message, 1200), fit(one.fix, 1200)] for one in aside
        ]
        sheets.append(cut_sheet("Not checked", _UNCHECKED, rows, _REST))
    return sheets


def _files(found: Validation) -> ReviewSheet:
    verdicts = file_verdicts(found)
    rows: list[list[Value]] = [
        [
            fit(one.path, 400),
            fit(one.identified_as or "not known", 400),
            one.rows,
            *(one.counts[severity.value] for severity in Severity),
            one.verdict,
        ]
        for one in verdicts
    ]
    told = severities(found.listed)
    notes = [f"{counted(len(verdicts), 'file')} looked at. Found: {told or 'nothing to say against them'}."]
    if found.stops:
        notes.append(f"{counted(len(found.stops), 'thing')} would stop a conversion; they are among the errors.")
    if found.is_left:
        notes.append(found.is_left)
    whole = [one for one in found.listed if one.file is None]
    if whole:
        notes.append(f"{severities(whole)} of them concern all files together, and are counted in no row below.")
    return cut_sheet("Files", _FILES, rows, _REST, notes=notes)


def _by_remedy(groups: Sequence[Remedy]) -> ReviewSheet:
    notes = (
        "What to do, the gravest first. An error keeps its record out of the books, or would damage them; a warning is "
        "taken, and is probably not what was meant; a note says what was seen, changed or not checked.",
        "The places are on the sheet Findings. csvbridge explain CODE tells more about a code.",
    )
    rows: list[list[Value]] = [
        [
            group.code,
            group.severity,
            group.what,
            len(group.findings),
            len({one.file for one in group.findings}),
            fit(group.fix, 1000),
        ]
        for group in groups
    ]
    return cut_sheet("By remedy", _BY_REMEDY, rows, _REST, notes=notes)
