"""Plan (what was asked) and Run (what happened): all that reviews, evidence and the command line know of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csvbridge.findings import Finding, Findings, Severity
from csvbridge.mapping.sample import Sample
from csvbridge.period import Period
from csvbridge.profile import Profile
from csvbridge.remembered import Correction, Issued, Remembered
from csvbridge.trail import Fate, Trail

if TYPE_CHECKING:  # a plan alone, which every command makes, needs none of it
    from csvbridge.alike import Alike
    from csvbridge.control_totals import Totals
    from csvbridge.converting.conversion import Conversion

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done, and of how many (0: not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was asked for."""

    inputs: tuple[Path, ...]
    against: tuple[Path, ...]
    out: Path
    profile: Profile
    company: Path | None = None
    period: Period | None = None
    skip: tuple[str, ...] = ()
    dry_run: bool = False
    force: bool = False
    all_pairs: bool = False
    """Whether the weaker pairs of near-duplicates are all kept."""
    remembered: Remembered = field(default_factory=Remembered)
    """What the company's memory contributes: decisions, and what was written before."""
    expect: Mapping[str, int] = field(default_factory=dict)
    """Kind of record -> how many Salesforce showed."""
    samples: tuple[Sample, ...] = ()
    """Sample files of the company, whose headings are written in place of the shipped templates' own."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """The options as given, for the manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was read: as the manifest lists it."""

    path: str
    place: Path
    sha256: str
    size: int
    rows: int
    identified_as: str
    copy: str | None
    """Where its byte-exact copy lies in the run; None for an object that nothing needed and a member of an archive."""
    used: bool = True
    """Whether the run took anything from it."""
    is_archive: bool = False
    """Whether the files that follow it lie in it: those are read, the archive only holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """A file for QuickBooks' import screens, before it lies on disk."""

    role: str
    """customers, products, invoices or credit_notes."""
    path: str
    kind: str
    """csv or xlsx."""
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    records: int
    data: bytes = b""
    """The bytes of a csv; workbooks are made when they are written."""


@dataclass(slots=True, kw_only=True)
class Run:
    """What happened: everything that was read, found, decided and is to be written."""

    plan: Plan
    started: dt.datetime
    trail: Trail
    findings: Findings
    conversion: Conversion
    totals: Totals
    inputs: list[InputFile]
    imports: list[ImportFile]
    listed: list[Finding]
    """Every finding in the reader's words."""
    accepted: dict[str, str]
    """Codes of warnings that the profile accepts, with the reason."""
    alike: Alike | None = None
    """Which customers look alike; None when there were no two to compare."""
    contributed: Remembered = field(default_factory=Remembered)
    """What the company's memory contributed to this run, and nothing else of it."""
    issued: Sequence[Issued | None] = ()
    """What people can answer about each listed finding, None where nothing; empty where no memory could take it."""
    settled: Mapping[int, Correction] = field(default_factory=dict)
    """Places of listed findings that somebody accepted one by one, each with the acceptance."""
    unfinished: str = ""
    """What the user should know where the memory could not be told that the run is complete."""

    @property
    def unsettled(self) -> list[Finding]:
        """Return the findings that nobody accepted one by one."""
        if not self.settled:
            return self.listed
        return [found for at, found in enumerate(self.listed) if at not in self.settled]

    @property
    def exit_code(self) -> int:
        """Return 1 when something needs a person: an error, a held or rejected record; else 0 (contract.md §2)."""
        waits = any(
            counts.get(Fate.HELD, 0) or counts.get(Fate.REJECTED, 0)
            for counts in (*self.totals.records.values(), self.totals.lines)
        )
        return 1 if waits or self.findings.severity_counts()[Severity.ERROR] else 0
