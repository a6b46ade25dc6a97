"""A whole memory as plain values, and the taking of such values into another memory.

In: an open database. Out: an `Archive`; or what of an archive was new, was known, and was not taken because the memory
has newer words. What the memory says already is never overwritten by something older.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from csvbridge.memory import runs
from csvbridge.memory.answers import CORRECTIONS, DECISIONS, Answer, Answers, Past
from csvbridge.memory.events import all_events, keep_event
from csvbridge.memory.issued import ISSUED, QUESTIONS
from csvbridge.remembered import Correction, Decision, Event, Exported, Issued, Question, RunNote

One = TypeVar("One")


class Carried(NamedTuple):
    """An exported record with the run that wrote it, and the event that undid it."""

    run: str
    undone: str
    record: Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that a memory holds. An answer without an id comes from a table that knows of none."""

    runs: Sequence[tuple[RunNote, Sequence[str]]] = ()
    """Each with the ids of the runs that it replaced."""
    exported: Sequence[Carried] = ()
    questions: Sequence[tuple[Question, Sequence[str]]] = ()
    """Each with the ids of the runs that asked it."""
    issued: Sequence[tuple[Issued, Sequence[str]]] = ()
    """Findings with cells to fill in, likewise."""
    decisions: Sequence[Past[Decision]] = ()
    corrections: Sequence[Past[Correction]] = ()
    events: Sequence[Event] = ()


class Conflict(NamedTuple):
    """An answer that was not taken, at its place in the archive, and the newer one that stays."""

    what: str
    position: int
    own: Past[Any]


class StateKept(NamedTuple):
    """A run that is known here with another state."""

    position: int
    own: RunNote


@dataclass(slots=True)
class Taken:
    """What became of an archive."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    states: list[StateKept] = field(default_factory=list)

    def count(self, what: str, new: bool) -> None:
        """Count a value that was new, or known before."""
        (self.new if new else self.known)[what] += 1


def archive_of(database: sqlite3.Connection) -> Archive:
    """Return all that a memory holds; a run that is not finished is left out."""
    kept = [run for run in runs.runs(database) if run.state != "pending"]
    ids = {run.id for run in kept}
    replaces = dict(database.execute("SELECT id, replaces FROM runs"))
    return Archive(
        runs=[(run, replaces[run.id].split()) for run in kept],
        exported=[Carried(run.id, mark, one) for run in kept for one, mark in runs.exported_of(database, run.id)],
        questions=_of_runs(QUESTIONS.all(database), ids),
        issued=_of_runs(ISSUED.all(database), ids),
        decisions=DECISIONS.all(database),
        corrections=CORRECTIONS.all(database),
        events=all_events(database),
    )


def _of_runs(asked: Sequence[tuple[One, Sequence[str]]], ids: Collection[str]) -> list[tuple[One, Sequence[str]]]:
    return [(one, own) for one, runs_of in asked if (own := [run for run in runs_of if run in ids])]


def take(database: sqlite3.Connection, archive: Archive) -> Taken:
    """Take what is new, within the caller's change."""
    taken = Taken()
    _take_runs(database, archive, taken)
    _take_exported(database, archive, taken)
    for asked, ids in archive.questions:
        for run in ids:
            QUESTIONS.keep(database, run, [asked])
    for issued, ids in archive.issued:
        for run in ids:
            ISSUED.keep(database, run, [issued])
    _take_answers(database, DECISIONS, archive.decisions, taken)
    _take_answers(database, CORRECTIONS, archive.corrections, taken)
    for event in archive.events:
        taken.count("events", keep_event(database, event))
    return taken


def _take_runs(database: sqlite3.Connection, archive: Archive, taken: Taken) -> None:
    here = runs.runs(database)
    known = {run.id: run for run in here}
    new = []
    for position, (run, replaces) in enumerate(archive.runs):
        own = known.get(run.id)
        taken.count("runs", own is None)
        if own is None:
            runs.keep_run(database, run, replaces)
            new.append(run)
        elif own.state != run.state:
            taken.states.append(StateKept(position, own))
    if new:
        runs.set_in_order(database, here, new)


def _take_exported(database: sqlite3.Connection, archive: Archive, taken: Taken) -> None:
    by_run: dict[str, list[Carried]] = {}
    for one in archive.exported:
        by_run.setdefault(one.run, []).append(one)
    for run, carried in by_run.items():
        known = {(one.kind, one.record) for one, _ in runs.exported_of(database, run)}
        new = [one for one in carried if (one.record.kind, one.record.record) not in known]
        taken.new["exported records"] += len(new)
        taken.known["exported records"] += len(carried) - len(new)
        runs.keep_exported(database, run, [one.record for one in new], [one.undone for one in new])


def _take_answers(
    database: sqlite3.Connection, table: Answers[Answer], given: Sequence[Past[Answer]], taken: Taken
) -> None:
    known = {past.id: past for past in table.all(database)}
    for position, past in enumerate(given):
        own = known.get(past.id) if past.id else None
        if own is not None and (past.ended or own.in_force):
            taken.count(table.table, False)
            continue
        current = table.current(database, table.key(past.answer)) if past.in_force else None
        if current is not None and current.answer == past.answer:
            taken.count(table.table, False)
        elif own is not None and current is None:  # forgotten here since
            taken.conflicts.append(Conflict(table.table, position, own))
        elif current is not None and not _is_newer(past, current):
            taken.conflicts.append(Conflict(table.table, position, current))
            if past.id and own is None:
                table.keep(database, replace(past, ended="superseded", ended_at=current.entered))
        elif not past.id:
            taken.count(table.table, table.answer(database, past.answer))
        else:
            if current is not None:
                table.end(database, current.id, "superseded")
            taken.count(table.table, table.keep(database, past))


def _is_newer(past: Past[Answer], current: Past[Answer]) -> bool:
    """Whether an answer was given after the one that counts: by its day, then by when a memory learned it."""
    return (past.answer.date, past.entered) > (current.answer.date, current.entered if past.entered else "")
