"""A file that `memory export` wrote, or a table with its headings, into a memory: all of it or nothing.

In: a memory and a file. Out: what was new, what was known, and findings for what the memory knows better. What the
file is, its contents say. Every fault of a file is told at once, with its row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csvbridge.findings import Finding, Place, finding_at
from csvbridge.keeping.exporting import MARK
from csvbridge.keeping.faults import stop_refused, stop_with
from csvbridge.keeping.forgetting import in_words
from csvbridge.keeping.importing_json import STATES, archive_from
from csvbridge.keeping.tables import HEADINGS, NEEDED, Fault, correction_of, decision_of, exported_of, unguarded
from csvbridge.keeping.told import answer_words, correction_words
from csvbridge.memory import Archive, Carried, Memory, Past, Taken, correction_key
from csvbridge.reading.discover import shown_path
from csvbridge.reading.encoding import decode
from csvbridge.reading.filled import Filled, read_bytes, tables_of
from csvbridge.reading.refused import Refused
from csvbridge.remembered import Correction, Decision, RunNote
from csvbridge.reviews.words import fit, listing
from csvbridge.rules import memory as rules
from csvbridge.values.text import one_line

_OLD = "1970-01-01T00:00:00Z"
"""When a run was that a table of hand-made records tells of: before every run that csvbridge made."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a file holds, and where each of its answers stands in it."""

    archive: Archive
    file: str
    rows: dict[str, Sequence[int | None]]
    """Kind -> the row of each value; None in JSON, where the place is told in words."""


def import_memory(memory: Memory, path: Path, by: str) -> tuple[Taken, list[Finding]]:
    """Take a file into the memory, all or none; return what became of it, and what was not taken and why.

    Raises:
        Stop: the file is no export, or something in it is wrong; nothing of it was taken.
    """
    try:
        data = read_bytes(path)
    except Refused as refused:
        stop_refused(path, refused)
    given = _given(data, path, by)
    taken = memory.take(given.archive, name=path.name, by=by)
    return taken, [*_conflicts(given, taken), *_known(given, taken)]


def _given(data: bytes, path: Path, by: str) -> Given:
    file = shown_path(path)
    try:
        text = decode(data).text
        if text.lstrip()[:1] == "{":
            return _from_json(text, file)
        tables = tables_of(data, {name for names in HEADINGS.values() for name in names}.__contains__)
    except Refused as refused:
        stop_refused(path, refused)
    return _from_table(tables, file, by, hashlib.sha256(data).hexdigest())


def _unknown(file: str, reason: str) -> Finding:
    return finding_at(rules.FILE_UNKNOWN, Place(file, None, None, None), reason=reason)


def _from_json(text: str, file: str) -> Given:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        stop_with([_unknown(file, f"it is no JSON{f' (line {line})' if line else ''}")])
    if not isinstance(told, dict) or MARK not in told:
        stop_with([_unknown(file, f'it has no "{MARK}"')])
    archive, faults = archive_from(told)
    if faults:
        place = Place(file, None, None, None)
        stop_with(
            [finding_at(rules.VALUE_UNUSABLE, place._replace(column=f.column), f.value, why=f.why) for f in faults]
        )
    return Given(archive, file, {})


# --- tables -----------------------------------------------------------------------------------------------------------


def _from_table(tables: Sequence[Filled], file: str, by: str, sha256: str) -> Given:
    for table in tables:
        for at, row in enumerate(table.grid.rows):
            headings = [one_line(cell).casefold().replace(" ", "_") for cell in row]
            kind = next((k for k, needed in NEEDED.items() if set(needed) <= set(headings)), None)
            if kind is not None:
                return _from_rows(kind, headings, table, at, file, by, sha256)
    first = next((row for table in tables for row in table.grid.rows if any(row)), [])
    shown = fit(", ".join(first), 200)
    stop_with([_unknown(file, f"no row has the headings of decisions, corrections, exported or runs; it has {shown}")])


def _from_rows(kind: str, headings: Sequence[str], table: Filled, at: int, file: str, by: str, sha256: str) -> Given:
    findings: list[Finding] = []
    rows: list[int | None] = []
    values: list[Any] = []
    told: list[dict[str, str]] = []
    readers: dict[str, Callable[[dict[str, str]], Any]] = {
        "decisions": lambda row: decision_of(row, by),
        "corrections": lambda row: correction_of(row, by),
        "exported": exported_of,
        "runs": lambda row: list(_run_faults(row)) or _run(row),
    }
    for cells, number in zip(table.grid.rows[at + 1 :], table.grid.numbers[at + 1 :], strict=True):
        if not any(cell.strip() for cell in cells):
            continue
        own = {name: unguarded(cell) for name, cell in zip(headings, cells, strict=False) if name in HEADINGS[kind]}
        place = Place(file, table.name, number, None)
        value = readers[kind](own)
        if isinstance(value, list):
            findings += [
                finding_at(rules.VALUE_UNUSABLE, place._replace(column=f.column), f.value, why=f.why) for f in value
            ]
            continue
        values.append(value)
        rows.append(number)
        told.append(own)
    if kind == "runs":  # whoever edited the table may have sorted it
        order = sorted(range(len(values)), key=lambda position: values[position].started)
        values, rows = ([given[position] for position in order] for given in (values, rows))
    if kind in ("decisions", "corrections"):
        findings += _twice(values, rows, Place(file, table.name, None, None))
    if findings:
        stop_with(findings)
    return Given(_archive(kind, values, told, file, sha256), file, {kind: rows})


def _twice(values: Sequence[Any], rows: Sequence[int | None], place: Place) -> Iterator[Finding]:
    """Refuse two different answers to one question: which of them is meant, nobody can tell."""
    first: dict[str, tuple[Any, int | None]] = {}
    for value, row in zip(values, rows, strict=True):
        key = value.key if isinstance(value, Decision) else correction_key(value)
        before, at = first.setdefault(key, (value, row))
        if before != value:
            yield finding_at(
                rules.VALUE_UNUSABLE, place._replace(row=row), None, why=f"row {at} answers the same, and otherwise"
            )


def _archive(kind: str, values: Sequence[Any], told: Sequence[dict[str, str]], file: str, sha256: str) -> Archive:
    if kind == "decisions":
        return Archive(decisions=[Past("", one, "") for one in values])
    if kind == "corrections":
        return Archive(corrections=[Past("", one, "") for one in values])
    if kind == "runs":
        return Archive(runs=[(one, ()) for one in values])
    runs: dict[str, RunNote] = {}
    exported = []
    for one, row in zip(values, told, strict=True):
        run_id = row.get("run_id") or f"{sha256[:16]}"
        runs.setdefault(
            run_id,
            RunNote(
                id=run_id,
                name=row.get("run") or Path(file).name,
                place=row.get("place", ""),
                command=row.get("command") or "convert",
                started=row.get("started") or _OLD,
                manifest_sha256=row.get("manifest_sha256", ""),
                state="complete",
            ),
        )
        exported.append(Carried(run_id, "", one))
    oldest_first = sorted(runs.values(), key=lambda run: run.started)
    return Archive(runs=[(run, ()) for run in oldest_first], exported=exported)


def _run(row: dict[str, str]) -> RunNote:
    return RunNote(**{name: row.get(name, "") for name in HEADINGS["runs"]})


def _run_faults(row: dict[str, str]) -> Iterator[Fault]:
    for name in ("id", "name", "started", "state"):
        if not row.get(name, "").strip():
            yield Fault(name, "", "it is blank, and a row needs it")
    if row.get("state", "") and row["state"] not in STATES:
        yield Fault("state", row["state"], f"a state is one of {', '.join(STATES)}")


# --- what was not taken -----------------------------------------------------------------------------------------------


def _conflicts(given: Given, taken: Taken) -> Iterator[Finding]:
    for what, position, own in taken.conflicts:
        answers: Sequence[Past[Any]] = getattr(given.archive, what)
        other = answers[position].answer
        rows = given.rows.get(what, ())
        row = rows[position] if position < len(rows) else None
        words = answer_words if isinstance(other, Decision) else correction_words
        kept = words(own.answer) if own.in_force else f"{own.ended} on {own.ended_at[:10]}"
        yield finding_at(
            rules.NEWER_KEPT,
            Place(given.file, None, row, None if rows else f"{what}[{position}]"),
            words(other),
            about=in_words(own).partition(": ")[0] if isinstance(other, Decision) else _where(other),
            own=kept,
            own_by=fit(own.answer.decided_by, 60),
            own_date=own.answer.date,
            other_by=fit(other.decided_by, 60),
            other_date=other.date,
        )
    for position, run in taken.states:
        other_state = given.archive.runs[position][0].state
        row = given.rows["runs"][position] if "runs" in given.rows else None
        yield finding_at(
            rules.STATE_KEPT,
            Place(given.file, None, row, None if row is not None else f"runs[{position}]"),
            other_state,
            run=fit(run.name, 80),
            own=run.state,
        )


def _where(one: Correction) -> str:
    return fit(" ".join(filter(None, (one.code, one.record, one.column))), 120)


def _known(given: Given, taken: Taken) -> Iterator[Finding]:
    known = [f"{known:,} of {known + taken.new[what]:,} {what}" for what, known in taken.known.items() if known]
    if known:
        yield finding_at(rules.FOUND_BEFORE, Place(given.file, None, None, None), known=listing(known))
