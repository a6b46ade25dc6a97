"""The memory as a file that can be read, kept and imported: `.json` with its whole history, `.csv` with what counts.

In: a memory and where the file is to be. Out: the file, whole or not at all. It never overwrites one, and a run that
is not finished is left out.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from csvbridge import __version__
from csvbridge.errors import Stop, UsageError
from csvbridge.keeping.looking import WHAT
from csvbridge.keeping.shapes import as_object
from csvbridge.keeping.tables import HEADINGS, correction_row, decision_row, exported_row, guarded, run_row
from csvbridge.memory import EXPORTING, VERSION, Memory, Past
from csvbridge.remembered import Correction, Decision
from csvbridge.writing.delimited import csv_bytes

MARK = "csvbridge_memory"
"""The key by which an export is known; its value is the memory's version."""


def export_memory(memory: Memory, file: Path, what: str | None) -> int:
    """Write an export; return how many records are in it.

    Raises:
        Stop: the name has neither ending, a file is there, or it cannot be written.
    """
    kind = file.suffix.casefold()
    if kind not in (".json", ".csv"):
        raise UsageError(
            f"{file} ends neither in .json nor in .csv", "memory.json has everything; a .csv, what counts."
        )
    if kind == ".json" and what is not None:
        raise UsageError("a .json holds everything, so --what cannot choose", "Leave --what out, or name a .csv.")
    if what is not None and what not in WHAT:
        raise UsageError(f"--what {what} is not known", f"One of: {', '.join(WHAT)}.")
    if os.path.lexists(file):
        raise Stop(f"{file} is there already, and is never overwritten", "Give the name of a new file.")
    if kind == ".json":
        told = as_objects(memory)
        data = json.dumps(told, indent=1).encode() + b"\n"
        rows = sum(len(part) for part in told.values() if isinstance(part, list))
    else:
        wanted = what or "decisions"
        table = _TABLES[wanted](memory)
        rows = len(table)
        data = csv_bytes(HEADINGS[wanted], [[guarded(cell) for cell in row] for row in table])
    _write(file, data)
    return rows


def as_objects(memory: Memory) -> dict[str, Any]:
    """Return everything that a memory holds, as JSON objects."""
    archive = memory.archive()
    return {
        MARK: VERSION,
        "written_by": f"csvbridge {__version__}",
        "runs": [{**as_object(run), "replaces": list(replaces)} for run, replaces in archive.runs],
        "exported": [{"run_id": one.run, "undone": one.undone, **as_object(one.record)} for one in archive.exported],
        "questions": [{"runs": list(runs), **as_object(asked)} for asked, runs in archive.questions],
        "issued": [{"runs": list(runs), **as_object(one)} for one, runs in archive.issued],
        "decisions": [_past(past) for past in archive.decisions],
        "corrections": [_past(past) for past in archive.corrections],
        "events": [as_object(event) for event in archive.events],
    }


def _past(past: Past[Decision] | Past[Correction]) -> dict[str, Any]:
    marks = {"id": past.id, "entered": past.entered, "ended": past.ended, "ended_at": past.ended_at}
    return {**marks, **as_object(past.answer)}


def _exported_table(memory: Memory) -> list[list[str]]:
    """Return what counts as exported; one record, once: by the newest run that wrote it."""
    archive = memory.archive()
    runs = {run.id: run for run, _ in archive.runs if run.state in EXPORTING}
    newest = {
        (one.record.kind, one.record.record): one for one in archive.exported if one.run in runs and not one.undone
    }
    return [exported_row(one.record, runs[one.run]) for one in newest.values()]


_TABLES: dict[str, Callable[[Memory], list[list[str]]]] = {
    "decisions": lambda memory: [decision_row(one) for one in memory.decisions()],
    "corrections": lambda memory: [correction_row(one) for one in memory.corrections()],
    "exported": _exported_table,
    "runs": lambda memory: [run_row(run) for run in memory.runs() if run.state != "pending"],
}


def _write(file: Path, data: bytes) -> None:
    build = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with build.open("xb") as made:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        os.replace(build, file)
    except OSError as error:
        fix = "Name a file in a folder that is there and that you may write to."
        raise Stop(f"{file} cannot be written: {error.strerror or error}", fix) from error
    finally:
        with suppress(OSError):  # the fault that matters is already on its way
            build.unlink(missing_ok=True)
