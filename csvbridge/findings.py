"""Findings: what was seen, where, why it matters, how to put it right.

In: rules (a kind of problem, with its page) and the places where they were met. Out: the rows of `findings.jsonl`.
The whole record is kept, stored as columns; only displays are cut. Nothing here knows what a rule means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, repeat
from operator import attrgetter
from typing import Any, NamedTuple

_BRACES = frozenset("{}")
_NAMES_CELL = re.compile(r"\{(?:value|column)\b")
_LONGEST_VALUE = 500  # characters of a cell that a finding repeats; the input's copy in evidence/ has it whole


class Severity(StrEnum):
    """How much a finding matters: an error holds or rejects its record, a warning is written, a note is a change."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Effect(StrEnum):
    """What an error does: end the run, make the record wait for a person, or refuse the record's data."""

    STOP = "stop"
    HOLD = "held"
    REJECT = "rejected"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of problem. `message` and `fix` are templates over the facts given with each finding."""

    code: str
    name: str
    severity: Severity
    effect: Effect = Effect.NONE
    message: str
    cause: str
    fix: str
    wrong: str
    right: str
    source: str
    since: str = "1.0.0"
    asks: bool = False
    """Whether a stop is a question: its fix prints the `--set` line or profile key that answers it."""
    is_finding: bool = False
    """Whether what stops a conversion is a finding of its file for `validate`: it is known what the file is, and why no
    conversion takes it."""


class Place(NamedTuple):
    """Where a finding was made, in the reader's words: `row` is the physical line or sheet row."""

    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    cell_row: int | None = None
    """The row in which the cell truly stands, when a report writes it once for a group of rows."""


class Finding(NamedTuple):
    """One finding as people and scripts read it (contract.md §3, findings.jsonl)."""

    code: str
    severity: str
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    fix: str


class Stored(NamedTuple):
    """One finding as it is kept: `row_id` is the run-wide row number, `source` the input for file-wide findings."""

    rule: Rule
    row_id: int | None
    source: int | None
    field: str | None
    value: str | None
    facts: Mapping[str, Any]
    if_used: bool
    at_row: int | None = None
    """The physical row of a finding about a file whose row is no record."""


def shown(value: str | None, limit: int = _LONGEST_VALUE) -> str | None:
    """Return a cell's text short enough to print, saying how long it was."""
    if value is None or len(value) <= limit:
        return value
    return f"{value[:limit]}… ({len(value):,} characters)"


def finding_at(rule: Rule, place: Place, value: str | None = None, **facts: object) -> Finding:
    """Return what was found in a file that is no export, such as a filled workbook: its place is known at once."""
    told = {"value": shown(value) or "", "column": place.column or "", **facts}
    message, fix = rule.message.format(**told), rule.fix.format(**told)
    return Finding(rule.code, rule.severity.value, *place[:4], shown(value), message, fix)


class Findings:
    """Everything that was found in a run; with `errors_only` nobody will ask for the rest, and it need not be found."""

    def __init__(self, *, errors_only: bool = False) -> None:
        self._stored: list[Stored] = []
        self.errors_only = errors_only

    def __len__(self) -> int:
        return len(self._stored)

    def __iter__(self) -> Iterator[Stored]:
        return iter(self._stored)

    def wants(self, rule: Rule) -> bool:
        """Whether it is worth the time to look for what the rule says."""
        return not self.errors_only or rule.severity is Severity.ERROR

    def add(
        self,
        rule: Rule,
        *,
        row: int | None = None,
        source: int | None = None,
        field: str | None = None,
        value: object = None,
        if_used: bool = False,
        at_row: int | None = None,
        **facts: object,
    ) -> None:
        """Record one finding; with `if_used` it is dropped when its row turns out not to be needed."""
        text = None if value is None else str(value)
        self._stored.append(Stored(rule, row, source, field, text, facts, if_used, at_row))

    def add_each(
        self, rules: Iterable[Rule], rows: Iterable[int], facts: Iterable[Mapping[str, object]], *, field: str
    ) -> None:
        """Record a finding for each of many rows, each with its own rule and facts."""
        self._stored += [
            Stored(rule, row, None, field, None, told, False)
            for rule, row, told in zip(rules, rows, facts, strict=True)
        ]

    def add_rows(
        self,
        rule: Rule,
        rows: Iterable[int],
        values: Iterable[str],
        *,
        field: str | None = None,
        if_used: bool = False,
        **facts: object,
    ) -> None:
        """Record the same kind of finding for many rows, each with its own value."""
        self._stored.extend(
            Stored(rule, int(row), None, field, value, facts, if_used) for row, value in zip(rows, values, strict=True)
        )

    def error_effects(self) -> dict[int, tuple[Effect, Stored]]:
        """Return, per row that an error blocks, the strongest effect and the first error that has it."""
        found: dict[int, tuple[Effect, Stored]] = {}
        for stored in self._stored:
            effect = stored.rule.effect
            if stored.row_id is None or effect not in (Effect.HOLD, Effect.REJECT):
                continue
            if stored.row_id not in found or (effect is Effect.REJECT and found[stored.row_id][0] is Effect.HOLD):
                found[stored.row_id] = (effect, stored)
        return found

    def restate(self, rows: Container[int], rule: Rule) -> None:
        """Say another rule of the rows where an error was found (a damaged row of a list holds no record of ours)."""
        for at, stored in enumerate(self._stored):
            if stored.row_id is not None and stored.row_id in rows and stored.rule.severity is Severity.ERROR:
                self._stored[at] = stored._replace(rule=rule, if_used=False)

    def restate_rules(self, source: int, rows: Container[int], instead: Mapping[Rule, Rule]) -> None:
        """Say another rule, over the same facts, of a source and its rows."""
        for at, stored in enumerate(self._stored):
            if stored.rule in instead and (
                stored.source == source or (stored.row_id is not None and stored.row_id in rows)
            ):
                self._stored[at] = stored._replace(rule=instead[stored.rule])

    def keep(self, rows: Container[int]) -> None:
        """Keep what was said of these rows whether or not a conversion needs them."""
        for at, stored in enumerate(self._stored):
            if stored.if_used and stored.row_id is not None and stored.row_id in rows:
                self._stored[at] = stored._replace(if_used=False)

    def forget(self, source: int) -> None:
        """Drop what was said of a whole file that nothing needs, errors excepted."""
        self._stored = [s for s in self._stored if s.source != source or s.rule.severity is Severity.ERROR]

    def stops(self) -> list[Stored]:
        """Return the findings that end the run."""
        return [stored for stored in self._stored if stored.rule.effect is Effect.STOP]

    def drop_unused(self, unused_rows: Callable[[], Container[int]]) -> None:
        """Forget what was said about rows that nothing needed (contract.md §2: they raise no error)."""
        if any(s.if_used for s in self._stored):
            unused = unused_rows()
            self._stored = [s for s in self._stored if not (s.if_used and s.row_id is not None and s.row_id in unused)]

    def counts(self) -> dict[str, int]:
        """Return how often each code was found."""
        return dict(sorted(Counter(stored.rule.code for stored in self._stored).items()))

    def severity_counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        counter = Counter(stored.rule.severity for stored in self._stored)
        return {severity: counter.get(severity, 0) for severity in Severity}

    def resolved(
        self,
        locate: Callable[[Stored], Place],
        cell: Callable[[int | None, str | None], str | None],
        only: Sequence[Stored] | None = None,
    ) -> list[Finding]:
        """Return the findings in the reader's words.

        `locate` turns a stored place into file, sheet, row and column; `cell` gives the source's own cell, which is
        the value that a finding names wherever its row has one.
        """
        stored = self._stored if only is None else only
        return [one for _, alike in groupby(stored, attrgetter("rule")) for one in _in_words([*alike], locate, cell)]


def _in_words(
    alike: Sequence[Stored],
    locate: Callable[[Stored], Place],
    cell: Callable[[int | None, str | None], str | None],
) -> Iterator[Finding]:
    """Return findings of one rule in the reader's words."""
    rule = alike[0].rule
    places = [*map(locate, alike)]
    cells = [cell(one.row_id, one.field) for one in alike]
    values = [shown(one.value if own is None else own) for one, own in zip(alike, cells, strict=True)]
    facts = [one.facts for one in alike]
    if _NAMES_CELL.search(rule.message + rule.fix):
        facts = [
            {"value": "" if value is None else value, "column": place.column or "", **told}
            for value, place, told in zip(values, places, facts, strict=True)
        ]
    messages: Iterable[str] = map(rule.message.format_map, facts)
    if any(place.cell_row for place in places):
        messages = [
            f"{message} (the cell stands in row {place.cell_row}, once for its group)" if place.cell_row else message
            for message, place in zip(messages, places, strict=True)
        ]
    fixes = map(rule.fix.format_map, facts) if _BRACES.intersection(rule.fix) else repeat(rule.fix)
    files, sheets, rows, columns, _ = zip(*places, strict=True)
    return map(
        Finding._make,
        zip(repeat(rule.code), repeat(rule.severity.value), files, sheets, rows, columns, values, messages, fixes),
    )
