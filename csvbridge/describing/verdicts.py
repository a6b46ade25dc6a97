"""What a validation comes to, file by file: how much was found, whether the file can go, what was not looked at.

In: a validation. Out: counts, one word of judgement a file, and the notes that say what could not be checked. It is
the common ground of the terminal, the page and the workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csvbridge.describing.validation import ValidatedFile, Validation
from csvbridge.findings import Finding, Severity
from csvbridge.reviews.words import counted
from csvbridge.rules import catalogue

_UNCHECKED = re.compile(r"(?:^|-)(?:not-(?:checked|given|known|searched|compared|looked-up)|unchecked)(?:-|$)")
"""How the name of a rule says that something could not be looked at."""


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """A file and what was found in it."""

    path: str
    identified_as: str
    """In words; blank for a file that could not be read or is not known."""
    rows: int
    counts: Counter[str]
    """Severity -> findings."""
    is_read: bool
    is_replaced: bool = False
    """Whether a corrected copy was looked at in its place."""

    @property
    def verdict(self) -> str:
        """Return in few words whether the file can go."""
        if not self.is_read:
            return "could not be read"
        if self.is_replaced:
            return "see its copy"
        if self.counts[Severity.ERROR.value]:
            return "to put right"
        return "to look at" if self.counts[Severity.WARNING.value] else "nothing to say"


def file_verdicts(found: Validation) -> list[FileVerdict]:
    """Return a verdict on every file, in the order in which they were given."""
    counts: dict[str, Counter[str]] = {}
    for one in found.listed:
        counts.setdefault(one.file or "", Counter())[one.severity] += 1
    return [_verdict(one, counts.get(one.file.path, Counter()), found) for one in found.files]


def _verdict(one: ValidatedFile, counts: Counter[str], found: Validation) -> FileVerdict:
    titles = dict.fromkeys(table.title or "not known" for table in one.tables)
    is_read = bool(one.tables) or one.file.is_archive or one.file.path in found.given_up
    is_replaced = one.file.path in found.replaced
    named = "archive" if one.file.is_archive else ", ".join(titles)
    return FileVerdict(one.file.path, named, one.file.rows, counts, is_read, is_replaced)


def unchecked(findings: Sequence[Finding]) -> list[Finding]:
    """Return the notes that say what could not be checked, and why."""
    rules = catalogue()
    return [one for one in findings if one.severity == Severity.NOTE.value and _UNCHECKED.search(rules[one.code].name)]


def severities(findings: Sequence[Finding]) -> str:
    """Return `3 errors, 1 warning`; blank when there is none."""
    counts = Counter(one.severity for one in findings)
    return ", ".join(counted(counts[s.value], s.value) for s in Severity if counts[s.value])
