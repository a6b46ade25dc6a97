"""Runs in the memory: what each exported and asked, and what became of it.

In: an open database, values of `remembered`. Out: rows, and values again. Every function that changes something is
called within a change; nothing here opens a file, but for the manifest of a run that was not finished.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import count, repeat
from pathlib import Path

from csvbridge.exported_rows import ExportedRow, exported_from_row, row_of
from csvbridge.memory.events import note_event, plain
from csvbridge.memory.issued import ISSUED, QUESTIONS
from csvbridge.remembered import Exported, RunNote

EXPORTING = ("complete", "partly undone")
"""States of a run whose records count as exported."""
_RUN = "id, name, place, command, started, manifest_sha256, state"
_EXPORTED = ", ".join(f"e.{name}" for name in ExportedRow._fields)


def keep_run(database: sqlite3.Connection, run: RunNote, replaces: Collection[str] = ()) -> None:
    """Write a run down."""
    row = (run.id, plain(run.name), plain(run.place), run.command, run.started, run.manifest_sha256, run.state)
    names = f"INSERT INTO runs ({_RUN}, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    database.execute(names, (*row, " ".join(sorted(replaces))))


def keep_exported(
    database: sqlite3.Connection,
    run_id: str,
    exported: Iterable[Exported | ExportedRow],
    undone: Iterable[str] = repeat(""),
) -> None:
    """Write down what a run exported, each with the event that undid it; behind what is known of the run."""
    query = "SELECT coalesce(max(ordinal) + 1, 0) FROM exported WHERE run = ?"
    first = database.execute(query, (run_id,)).fetchone()[0]
    database.executemany(
        "INSERT INTO exported VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (run_id, number, *(one if isinstance(one, ExportedRow) else row_of(one)), mark)
            for one, number, mark in zip(exported, count(first), undone, strict=False)  # the last two never end
        ),
    )


def runs(database: sqlite3.Connection) -> list[RunNote]:
    """Return every run, oldest first: as the memory was told of them, for a clock may have been wrong."""
    return [_run(row) for row in database.execute(f"SELECT {_RUN} FROM runs ORDER BY seq")]


def set_in_order(database: sqlite3.Connection, own: Sequence[RunNote], other: Sequence[RunNote]) -> None:
    """Let runs of another memory stand among those of this one; each memory's own order stays as it is.

    Only between two memories do clocks decide, since nothing else knows which of two runs was first.
    """
    order, ahead = [], list(reversed(other))
    for run in own:
        while ahead and ahead[-1].started < run.started:
            order.append(ahead.pop())
        order.append(run)
    order += reversed(ahead)
    places = [(-place, run.id) for place, run in enumerate(order, start=1)]
    database.executemany("UPDATE runs SET seq = ? WHERE id = ?", places)  # below zero nothing is in the way
    database.execute("UPDATE runs SET seq = -seq")


def _run(row: Sequence[str]) -> RunNote:
    return RunNote(**dict(zip(_RUN.split(", "), row, strict=True)))


def set_state(database: sqlite3.Connection, run_id: str, state: str) -> None:
    """Say what has become of a run."""
    database.execute("UPDATE runs SET state = ? WHERE id = ?", (state, run_id))


def standing_at(database: sqlite3.Connection, place: Path) -> set[str]:
    """Return the ids of the runs whose folder stands at a place now: its manifest tells, not its name.

    A folder can be moved, and another run made in its old place: that run replaces nothing.
    """
    found = manifest_hash(place)
    rows = database.execute(f"SELECT id FROM runs WHERE manifest_sha256 = ? AND state IN {EXPORTING}", (found,))
    return {row[0] for row in rows} if found else set()


def last_at(database: sqlite3.Connection, place: Path) -> set[str]:
    """Return the ids of the runs that were made at a place where nothing stands any more."""
    if manifest_hash(place):
        return set()
    rows = database.execute(f"SELECT id FROM runs WHERE place = ? AND state IN {EXPORTING}", (plain(place.as_posix()),))
    return {row[0] for row in rows}


def manifest_hash(place: Path) -> str:
    """Return the SHA-256 of a run folder's manifest; blank where there is none to read."""
    try:
        return hashlib.sha256((place / "evidence" / "manifest.json").read_bytes()).hexdigest()
    except OSError:
        return ""


def finish(database: sqlite3.Connection, run_id: str) -> None:
    """Let a pending run count, and those that it replaced count no more."""
    row = database.execute("SELECT replaces, name FROM runs WHERE id = ? AND state = 'pending'", (run_id,)).fetchone()
    if row is None:
        return
    set_state(database, run_id, "complete")
    for old in row[0].split():
        was = database.execute("SELECT state FROM runs WHERE id = ?", (old,)).fetchone()
        if was is not None and was[0] in EXPORTING:
            set_state(database, old, "replaced")
            note_event(database, "replaced", f"run {row[1]}: what only the earlier run wrote is exportable again")


def remove(database: sqlite3.Connection, run_id: str) -> None:
    """Forget a run whose folder never stood: what it exported, and what it alone asked."""
    pending = database.execute("SELECT 1 FROM runs WHERE id = ? AND state = 'pending'", (run_id,)).fetchone()
    if pending is None:
        return
    database.execute("DELETE FROM exported WHERE run = ?", (run_id,))
    for table in (QUESTIONS, ISSUED):
        table.remove(database, run_id)
    database.execute("DELETE FROM runs WHERE id = ?", (run_id,))


def heal(database: sqlite3.Connection) -> None:
    """Finish or forget the runs that were never finished, by whether their folder stands."""
    for run in runs(database):
        if run.state != "pending" or not Path(run.place).parent.is_dir():
            continue  # on a disk that is not there now the folder may stand all the same: settled when it is back
        if manifest_hash(Path(run.place)) == run.manifest_sha256:
            finish(database, run.id)
            note_event(database, "healed", f"run {run.name} was interrupted after its folder was complete; it counts")
        else:
            remove(database, run.id)
            note_event(
                database, "dropped", f"run {run.name} was interrupted before its folder was complete; nothing counts"
            )


def exported_in_force(database: sqlite3.Connection, without: Collection[str] = ()) -> list[Exported]:
    """Return what counts as exported: of runs that stand, not undone, the newest of each record."""
    rows = database.execute(
        f"SELECT r.id, r.name, {_EXPORTED} FROM exported e JOIN runs r ON r.id = e.run "
        f"WHERE e.undone = '' AND r.state IN {EXPORTING} ORDER BY r.seq, e.ordinal"
    )
    newest = {row[2:4]: row for row in rows if row[0] not in without}
    return [_exported(row[2:], row[1]) for row in newest.values()]


def exported_of(database: sqlite3.Connection, run_id: str) -> list[tuple[Exported, str]]:
    """Return what a run wrote, in its own order, each with the event that undid it."""
    rows = database.execute(
        f"SELECT e.undone, r.name, {_EXPORTED} FROM exported e JOIN runs r ON r.id = e.run WHERE r.id = ? "
        "ORDER BY e.ordinal",
        (run_id,),
    )
    return [(_exported(row[2:], row[1]), row[0]) for row in rows]


def _exported(row: Sequence[str], run: str) -> Exported:
    """Return the exported record of a row; a row that somebody else wrote and that is none is damage, not a crash."""
    try:
        return exported_from_row(row, run)
    except (ValueError, TypeError, AttributeError) as error:
        raise sqlite3.DatabaseError(f"a row of it is no record of csvbridge ({type(error).__name__})") from error


def undo(database: sqlite3.Connection, run_id: str, numbers: Collection[int] | None, event: str) -> None:
    """Mark what a run wrote as exportable again: all of it, or the records with these places in its order."""
    if numbers is None:
        database.execute("UPDATE exported SET undone = ? WHERE run = ? AND undone = ''", (event, run_id))
    else:
        marked = [(event, run_id, number) for number in numbers]
        database.executemany("UPDATE exported SET undone = ? WHERE run = ? AND ordinal = ? AND undone = ''", marked)
    left = database.execute("SELECT count(*) FROM exported WHERE run = ? AND undone = ''", (run_id,)).fetchone()[0]
    set_state(database, run_id, "partly undone" if left else "undone")


def asking_run(database: sqlite3.Connection, token: str) -> RunNote | None:
    """Return the run that asked the question with this token last."""
    names = ", ".join(f"r.{name}" for name in _RUN.split(", "))
    row = database.execute(
        f"SELECT {names} FROM asked a JOIN runs r ON r.id = a.run WHERE a.token = ? ORDER BY r.seq DESC LIMIT 1",
        (plain(token),),
    ).fetchone()
    return _run(row) if row is not None else None
