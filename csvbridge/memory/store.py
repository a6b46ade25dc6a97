"""The memory of one company, opened: what runs and people have told it, and what it tells the next run.

In: a path, values of `remembered`. Out: the same values again. Every change is one transaction: killed at any moment,
the memory holds all of it or nothing of it. One process at a time may change it (`open`); others may read (`read`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from csvbridge.collector import collector_paused
from csvbridge.errors import Stop
from csvbridge.exported_rows import ExportedRow
from csvbridge.locking import Lock
from csvbridge.memory import runs
from csvbridge.memory.answers import CORRECTIONS, DECISIONS, Past, changed_decisions
from csvbridge.memory.carrying import Archive, Taken, archive_of, take
from csvbridge.memory.events import all_events, note_event
from csvbridge.memory.file import (
    changing,
    check_memory,
    create_memory,
    explained,
    migrate,
    open_for_change,
    open_for_reading,
)
from csvbridge.memory.holding import hold
from csvbridge.memory.issued import ISSUED, QUESTIONS
from csvbridge.memory.tables import VERSION
from csvbridge.remembered import Correction, Decision, Event, Exported, Issued, Question, Remembered, RunNote


class Memory:
    """A company's memory; use it in a `with` block."""

    def __init__(self, path: Path, database: sqlite3.Connection, lock: Lock | None) -> None:
        self.path = path
        self._database = database
        self._lock = lock
        self._replaced: set[str] = set()

    @classmethod
    def open(
        cls, path: Path, *, wait: int = 10, command: str = "", waiting: Callable[[str], None] | None = None
    ) -> Memory:
        """Open a memory for a command that changes it: nobody else changes it until it is closed.

        A missing memory is made, an older one is copied aside and brought to this version, and what a killed command
        left unfinished is finished or forgotten. `waiting` is told when another command holds the company.

        Raises:
            Stop: another command holds the company; the file is foreign, newer or damaged, or cannot be written.
        """
        lock = hold(path, command, wait, waiting)
        try:
            if not os.path.lexists(path):
                create_memory(path)
            version = check_memory(path)
            copied = migrate(path, version) if version < VERSION else None
            memory = cls(path, open_for_change(path), lock)
        except BaseException:
            lock.drop()
            raise
        try:
            with memory._change():
                if copied is not None:
                    about = f"version {version} to {VERSION}; a copy from before is {copied.name}"
                    note_event(memory._database, "migrated", about)
                runs.heal(memory._database)
        except BaseException:
            memory.close()
            raise
        return memory

    @classmethod
    def read(cls, path: Path) -> Memory:
        """Open a memory for a command that only looks: nothing is changed, nobody is waited for.

        Raises:
            Stop: the file is foreign, newer or damaged, or cannot be read.
        """
        return cls(path, open_for_reading(path), None)

    def close(self) -> None:
        """Close the file and let others have the company."""
        self._database.close()
        if self._lock is not None:
            self._lock.drop()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), changing(self._database):
            yield self._database

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """The database, for whoever only reads; what SQLite refuses is said in words."""
        with explained(self.path):
            yield self._database

    # --- what a run takes and gives ---------------------------------------------------------------------------------

    def remembered(self, replacing: Path | None = None, *, without: str = "") -> Remembered:
        """Return what counts now, for a run.

        What only the run standing at `replacing` wrote is left out: the new run takes its place. Where nothing stands
        there any more, it is the run that was made there last. `without` leaves out one run by its id.
        """
        with self.look() as database, collector_paused():  # years of records are many objects
            self._replaced = self._standing(database, replacing) if replacing is not None else set()
            names = [run.name for run in runs.runs(database) if run.id in self._replaced]
            return Remembered(
                decisions=tuple(DECISIONS.in_force(database)),
                exported=tuple(runs.exported_in_force(database, {*self._replaced, without})),
                corrections=tuple(CORRECTIONS.in_force(database)),
                changed=tuple(changed_decisions(database)),
                other={"replaced run": ", ".join(names)} if names else {},
            )

    def _standing(self, database: sqlite3.Connection, place: Path) -> set[str]:
        place = Path(os.path.abspath(place))
        return runs.standing_at(database, place) | runs.last_at(database, place)

    def begin(
        self,
        run: RunNote,
        exported: Iterable[Exported | ExportedRow],
        questions: Sequence[Question],
        issued: Sequence[Issued] = (),
    ) -> None:
        """Write a run down as pending, with what it exports and asks; call it before its folder is moved into place."""
        with self._change() as database, collector_paused():
            replaces = self._replaced | runs.standing_at(database, Path(run.place))
            runs.keep_run(database, replace(run, state="pending"), replaces)
            runs.keep_exported(database, run.id, exported)
            QUESTIONS.keep(database, run.id, questions)
            ISSUED.keep(database, run.id, issued)

    def complete(self, run_id: str) -> None:
        """Let a pending run count, now that its folder stands; the run that it replaced counts no more."""
        with self._change() as database:
            runs.finish(database, run_id)

    def drop(self, run_id: str) -> None:
        """Forget a pending run whose folder could not be moved into place."""
        with self._change() as database:
            runs.remove(database, run_id)

    # --- pairs ------------------------------------------------------------------------------------------------------

    def question(self, token: str) -> tuple[Question, str] | None:
        """Return the question with this mark, and the name of the run that asked it last."""
        with self.look() as database:
            return QUESTIONS.by_token(database, token)

    def latest(self, key: str) -> tuple[Question, str] | None:
        """Return the newest question about a pair, and the name of the run that asked it last."""
        with self.look() as database:
            return QUESTIONS.latest(database, key)

    def asking_run(self, token: str) -> RunNote | None:
        """Return the run that asked the question with this mark last."""
        with self.look() as database:
            return runs.asking_run(database, token)

    def asked_by(self, run_id: str) -> list[Question]:
        """Return the questions of a run."""
        with self.look() as database:
            return [question for question, asked in QUESTIONS.all(database) if run_id in asked]

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Take decisions, all or none; a newer one ends the pair's older one, which stays as history."""
        with self._change() as database:
            for one in decisions:
                DECISIONS.answer(database, one)

    def decisions(self) -> list[Decision]:
        """Return the decisions in force, in the order in which they were made."""
        with self.look() as database:
            return DECISIONS.in_force(database)

    # --- corrections ------------------------------------------------------------------------------------------------

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Take corrections, all or none; a newer one ends the older one of its cell or finding."""
        with self._change() as database:
            for one in corrections:
                CORRECTIONS.answer(database, one)

    def issued(self, token: str) -> tuple[Issued, str] | None:
        """Return the finding with this mark, and the name of the run that put it before people last."""
        with self.look() as database:
            return ISSUED.by_token(database, token)

    def latest_issued(self, cell: str) -> tuple[Issued, str] | None:
        """Return the newest finding about a cell, and the name of the run that put it before people last."""
        with self.look() as database:
            return ISSUED.latest(database, cell)

    def corrections(self) -> list[Correction]:
        """Return the corrections in force, in the order in which they were made."""
        with self.look() as database:
            return CORRECTIONS.in_force(database)

    # --- looking back -----------------------------------------------------------------------------------------------

    def runs(self) -> list[RunNote]:
        """Return every run, oldest first."""
        with self.look() as database:
            return runs.runs(database)

    def exported_of(self, run_id: str) -> list[tuple[Exported, str]]:
        """Return what a run wrote, in its own order, each with the id of the event that undid it, blank for none."""
        with self.look() as database:
            return runs.exported_of(database, run_id)

    def history(self) -> list[Past[Decision]]:
        """Return every decision there ever was, oldest first."""
        with self.look() as database:
            return DECISIONS.all(database)

    def past_corrections(self) -> list[Past[Correction]]:
        """Return every correction there ever was, oldest first."""
        with self.look() as database:
            return CORRECTIONS.all(database)

    def events(self) -> list[Event]:
        """Return what happened to the memory itself, oldest first."""
        with self.look() as database:
            return all_events(database)

    # --- carrying ---------------------------------------------------------------------------------------------------

    def archive(self) -> Archive:
        """Return all that the memory holds, as plain values; a run that is not finished is left out."""
        with self.look() as database:
            return archive_of(database)

    def take(self, archive: Archive, *, name: str, by: str) -> Taken:
        """Take what is new of another memory, all or none; what is said here already is never overwritten by older."""
        with self._change() as database:
            taken = take(database, archive)
            if new := {what: count for what, count in taken.new.items() if count and what != "events"}:
                about = f"{name}: {', '.join(f'{count:,} {what}' for what, count in new.items())}"
                note_event(database, "imported", about, by)
            return taken

    # --- taking back ------------------------------------------------------------------------------------------------

    def forget(
        self,
        answers: Sequence[Past[Decision] | Past[Correction]],
        about: Sequence[str],
        *,
        by: str,
        reason: str = "",
    ) -> None:
        """Let answers count no more, each with an event that tells what it was, who forgot it, and why."""
        with self._change() as database:
            for past, words in zip(answers, about, strict=True):
                table = DECISIONS if isinstance(past.answer, Decision) else CORRECTIONS
                table.end(database, past.id, "forgotten")
                note_event(database, "forgotten", words, by, reason)

    def undo(
        self, run_id: str, numbers: Collection[int] | None = None, *, about: str, by: str, reason: str = ""
    ) -> None:
        """Make what a run wrote exportable again: all of it, or the records at these places of `exported_of`."""
        with self._change() as database:
            if not any(run.id == run_id and run.state in runs.EXPORTING for run in runs.runs(database)):
                raise Stop("this run does not count as exported, so there is nothing to undo", "csvbridge history")
            event = note_event(database, "undone", about, by, reason)
            runs.undo(database, run_id, numbers, event.id)
