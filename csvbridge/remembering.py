"""A company's memory around a run: what it gives at the start, and how it learns at the end what was written.

In: a plan, and later a run folder that is ready. Out: what counts now; the folder in its place, and a memory that
knows it. The memory is told before the folder moves into place and again after it, so that a run that was killed in
between is finished or forgotten by the next command, by whether its folder stands. A dry run reads, takes no lock and
changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from csvbridge.errors import Stop
from csvbridge.exported_rows import ExportedRow
from csvbridge.memory import Memory
from csvbridge.profile import MEMORY
from csvbridge.remembered import Issued, Question, Remembered, RunNote
from csvbridge.run import Plan
from csvbridge.writing.folder import RunFolder
from csvbridge.writing.target import is_run

_MANIFEST = Path("evidence", "manifest.json")


class Keeper:
    """What a run takes from the company's memory and tells it; without a company there is nothing of either."""

    def __init__(self, memory: Memory | None, remembered: Remembered) -> None:
        self._memory = memory
        self.remembered = remembered
        self.unfinished = ""
        """What the user should know where the folder stands and the memory could not be told any more."""

    @property
    def keeps(self) -> bool:
        """Whether there is a memory to be told."""
        return self._memory is not None

    def publish(
        self,
        folder: RunFolder,
        command: str,
        started: dt.datetime,
        manifest: bytes,
        exported: Iterable[ExportedRow],
        questions: Sequence[Question],
        issued: Sequence[Issued] = (),
    ) -> None:
        """Put a finished folder in its place and let the memory know; both or, for an error, neither."""
        memory = self._memory
        if memory is None:
            folder.publish()
            return
        note = RunNote(
            id=secrets.token_hex(8),
            name=run_name(folder.run),
            place=folder.run.as_posix(),
            command=command,
            started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        )
        memory.begin(note, exported, questions, issued)
        try:
            folder.publish()
        except BaseException:
            if not _stands(note):  # an interruption may come when the folder has moved already
                memory.drop(note.id)
                raise
            memory.complete(note.id)
            raise
        try:
            memory.complete(note.id)
        except Stop as stop:
            self.unfinished = (
                f"The run is written, but the memory could not be told that it is complete ({stop.message}). "
                "The next csvbridge command of this company puts that right."
            )


@contextmanager
def open_company(plan: Plan, command: str, waiting: Callable[[str], None] | None) -> Iterator[Keeper]:
    """Open the memory of a plan's company for a run; nobody else changes it meanwhile.

    What only the run that is being replaced wrote counts as not written. `waiting` is told when another csvbridge is
    at work on the company.

    Raises:
        Stop: another command holds the company, or the memory cannot be used.
    """
    if plan.company is None:
        yield Keeper(None, plan.remembered)
        return
    path = plan.company / MEMORY
    if plan.dry_run:
        yield Keeper(None, _look(path, _replaced(plan)))
        return
    with Memory.open(path, command=command, waiting=waiting) as memory:
        yield Keeper(memory, memory.remembered(_replaced(plan)))


def _replaced(plan: Plan) -> Path | None:
    return plan.out if plan.force and is_run(plan.out) else None


def _look(path: Path, replacing: Path | None) -> Remembered:
    """Return what counts now, an interrupted run too that the next command would finish."""
    if not path.is_file():
        return Remembered()
    with Memory.read(path) as memory:
        remembered = memory.remembered(replacing)
        finished = [
            run
            for run in memory.runs()
            if run.state == "pending" and _stands(run) and not (replacing and _same(replacing, Path(run.place)))
        ]
        exported = {(one.kind, one.record): one for one in remembered.exported}
        for run in finished:
            exported |= {(one.kind, one.record): one for one, undone in memory.exported_of(run.id) if not undone}
    return replace(remembered, exported=tuple(exported.values())) if finished else remembered


def _stands(run: RunNote) -> bool:
    """Whether a run's folder is in its place: its manifest tells."""
    try:
        return hashlib.sha256((Path(run.place) / _MANIFEST).read_bytes()).hexdigest() == run.manifest_sha256
    except OSError:
        return False


def _same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)


def run_name(run: Path) -> str:
    """Return a run's name as people know it: its folder, within the working folder with the path to it."""
    run = Path(os.path.abspath(run))
    try:
        return run.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return run.name
