"""The review of a validation as a page: files, what to put right, what to look at, what was not checked.

In: a validation. Out: blocks that the HTML renderer turns into a page. A long list is cut, with the number left out
and where the rest is.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge import __version__
from csvbridge.describing.validation import Validation
from csvbridge.describing.verdicts import FileVerdict, file_verdicts, severities, unchecked
from csvbridge.findings import Finding, Severity
from csvbridge.reviews.blocks import Block, Callout, Column, Page, Paragraph, Section, Span, Text, plain, say, table
from csvbridge.reviews.remedies import Remedy, all_remedies
from csvbridge.reviews.words import counted, place

REST = "csvbridge validate with --json, or with --report and a name that ends in .xlsx, lists all of them."

_FILES = (
    Column("File", "code", 200),
    Column("What it is"),
    Column("Rows", "number"),
    Column("Errors", "number"),
    Column("Warnings", "number"),
    Column("Notes", "number"),
    Column("Verdict", "short"),
)
_PLACES = (Column("Where", "code", 200), Column("Column"), Column("Value", "text", 160), Column("What", "text", 500))
_CHECKS = (Column("Where", "code", 200), Column("What was not checked", "text", 500), Column("How", "text", 500))
_CHAPTERS = (
    (Severity.ERROR, "errors", "To put right", "An error keeps its record out of the books, or would damage them."),
    (Severity.WARNING, "warnings", "To look at", "A warning is taken, and is probably not what was meant."),
    (
        Severity.NOTE,
        "notes",
        "Good to know",
        "A note says what was seen, or what csvbridge would change or has changed.",
    ),
)


def validation_page(found: Validation) -> Page:
    """Return the page of a validation."""
    aside = unchecked(found.listed)
    apart = set(aside)
    groups = all_remedies(one for one in found.listed if one not in apart)
    sections = [_files(file_verdicts(found))]
    for severity, anchor, title, words in _CHAPTERS:
        own = [group for group in groups if group.severity == severity.value]
        if own:
            sections.append(Section(anchor, title, (Paragraph(plain(words)),), tuple(map(_remedy, own))))
    if aside:
        sections.append(_unchecked(aside))
    count = counted(len(found.files), "file")
    return Page(
        title="What was found in your files",
        subtitle=count,
        lead=tuple(_lead(found)),
        sections=tuple(sections),
        foot=f"csvbridge {__version__} looked at the files and changed none of them.",
    )


def _lead(found: Validation) -> list[Block]:
    told = severities(found.listed)
    if found.stops:
        words = "{n} would stop a conversion; they are among the errors below."
        return [Callout("waits", "Stop", say(words, n=counted(len(found.stops), "thing")))]
    if any(one.severity == Severity.ERROR.value for one in found.listed):
        return [
            Callout(
                "waits",
                "Not yet",
                say("Found: {told}. Put the errors right first. {left}", told=told, left=found.is_left),
            )
        ]
    if any(one.severity == Severity.WARNING.value for one in found.listed):
        return [Callout("look", "Look first", say("No error. Found: {told}.", told=told))]
    return [Callout("ready", "Yes", say("Nothing to say against these files."))]


def _files(verdicts: Sequence[FileVerdict]) -> Section:
    def row(one: FileVerdict) -> tuple[object, ...]:
        counts = [f"{one.counts[severity.value]:,}" for severity in Severity]
        return (one.path, one.identified_as or "not known", f"{one.rows:,}", *counts, one.verdict)

    return Section("files", "The files", (table("Every file that was looked at", _FILES, verdicts, row, rest=REST),))


def _remedy(group: Remedy) -> Section:
    def row(one: Finding) -> tuple[object, ...]:
        return (place(one), one.column or "", one.value or "", one.message)

    files = len({one.file for one in group.findings})
    where = f"{counted(len(group.findings), 'place')} in {counted(files, 'file')}"
    return Section(
        group.code.lower(),
        f"{group.what} ({group.code}): {len(group.findings):,}",
        (
            Paragraph(_fix(group.fix)),
            table(where, _PLACES, group.findings, row, rest=REST),
        ),
    )


def _fix(text: str) -> Text:
    return (Span("Fix: ", "strong"), *plain(text, 1000))


def _unchecked(aside: Sequence[Finding]) -> Section:
    def row(one: Finding) -> tuple[object, ...]:
        return (place(one) if one.file else "all files", one.message, one.fix)

    words = Paragraph(plain("What could not be looked at, and what it would take."))
    return Section("not-checked", "What was not checked", (words, table("Not checked", _CHECKS, aside, row, rest=REST)))
