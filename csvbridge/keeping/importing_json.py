"""The objects of a `.json` export into an `Archive`, or everything that is wrong with them.

In: parsed JSON. Out: the archive, and faults, each with its place in words (`decisions[3].word`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from csvbridge.keeping.exporting import MARK
from csvbridge.keeping.shapes import faults_of, value_from
from csvbridge.keeping.tables import Fault
from csvbridge.keeping.told import KINDS
from csvbridge.memory import VERSION, Archive, Carried, Past, correction_key
from csvbridge.remembered import WORDS, Correction, Decision, Event, Exported, Issued, Question, RunNote
from csvbridge.reviews.words import fit

STATES = ("complete", "replaced", "undone", "partly undone")
ENDS = ("", "superseded", "forgotten")
_PARTS = ("runs", "exported", "questions", "issued", "decisions", "corrections", "events")
_PAST = ("id", "entered", "ended", "ended_at")
Value = TypeVar("Value")


def archive_from(told: Mapping[str, Any]) -> tuple[Archive, list[Fault]]:
    """Return what an export holds; where there are faults, nothing of it is to be used."""
    faults: list[Fault] = []
    version = told[MARK]
    if not isinstance(version, int) or isinstance(version, bool) or not 1 < version <= VERSION:
        newer = isinstance(version, int) and version > VERSION
        why = "a newer csvbridge wrote it: update csvbridge" if newer else f"this version reads {VERSION}"
        return Archive(), [Fault(MARK, fit(version, 20), why)]
    parts: dict[str, Sequence[Any]] = {}
    for name in _PARTS:
        parts[name] = told.get(name, [])
        if not isinstance(parts[name], list):
            faults.append(Fault(name, "", "a list is needed here"))
            parts[name] = []
    runs = [
        (run, tuple(beside["replaces"]))
        for run, beside in _values(RunNote, "runs", parts["runs"], {"replaces": _TEXTS}, faults)
    ]
    exported = [
        Carried(beside["run_id"], beside["undone"], one)
        for one, beside in _values(Exported, "exported", parts["exported"], {"run_id": _TEXT, "undone": _TEXT}, faults)
    ]
    questions = [
        (one, tuple(beside["runs"]))
        for one, beside in _values(Question, "questions", parts["questions"], {"runs": _TEXTS}, faults)
    ]
    issued = [
        (one, tuple(beside["runs"]))
        for one, beside in _values(Issued, "issued", parts["issued"], {"runs": _TEXTS}, faults)
    ]
    marks = dict.fromkeys(_PAST, _TEXT)
    decisions = [
        Past(beside["id"], one, *(beside[name] for name in _PAST[1:]))
        for one, beside in _values(Decision, "decisions", parts["decisions"], marks, faults)
    ]
    corrections = [
        Past(beside["id"], one, *(beside[name] for name in _PAST[1:]))
        for one, beside in _values(Correction, "corrections", parts["corrections"], marks, faults)
    ]
    events = [one for one, _ in _values(Event, "events", parts["events"], {}, faults)]
    archive = Archive(
        runs=runs,
        exported=exported,
        questions=questions,
        issued=issued,
        decisions=decisions,
        corrections=corrections,
        events=events,
    )
    return archive, faults or _contradictions(archive)


_TEXT, _TEXTS = "text", "a list of texts"


def _fits(kind: str, value: Any) -> bool:
    if kind == _TEXT:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _values(
    kind: type[Value], name: str, objects: Sequence[Any], beside: Mapping[str, str], faults: list[Fault]
) -> list[tuple[Value, dict[str, Any]]]:
    """Return the values of a list, each with the fields that stand beside it."""
    found = []
    for position, told in enumerate(objects):
        place = f"{name}[{position}]"
        if not isinstance(told, dict):
            faults.append(Fault(place, "", "an object with named fields is needed here"))
            continue
        extra = {field: told[field] for field in beside if field in told}
        own = {field: value for field, value in told.items() if field not in beside}
        wrong = [
            (field, f"{what} is needed here") for field, what in beside.items() if not _fits(what, told.get(field))
        ]
        wrong += faults_of(kind, own)
        if wrong:
            faults += [Fault(f"{place}.{field}", fit(told.get(field, ""), 80), why) for field, why in wrong]
            continue
        found.append((value_from(kind, own), extra))
    return found


def _contradictions(archive: Archive) -> list[Fault]:
    """Return what no memory can hold: words that mean nothing, records of no run, two answers in force."""
    faults = []
    runs = {run.id for run, _ in archive.runs}
    for at, (run, _) in enumerate(archive.runs):
        if run.state not in STATES:
            faults.append(Fault(f"runs[{at}].state", run.state, f"a state is one of {', '.join(STATES)}"))
    for at, one in enumerate(archive.exported):
        if one.run not in runs:
            faults.append(Fault(f"exported[{at}].run_id", one.run, "no run of this file has this id"))
        if one.record.kind not in KINDS:
            faults.append(Fault(f"exported[{at}].kind", one.record.kind, f"a kind is one of {', '.join(KINDS)}"))
    for name, parts in (("questions", archive.questions), ("issued", archive.issued)):
        for at, (_, asked) in enumerate(parts):
            if not asked or not set(asked) <= runs:
                faults.append(Fault(f"{name}[{at}].runs", ", ".join(asked), "runs of this file are needed here"))
    for at, past in enumerate(archive.decisions):
        if past.answer.word not in WORDS:
            faults.append(Fault(f"decisions[{at}].word", past.answer.word, f"one of {', '.join(WORDS)}"))
    for name, answers in (("decisions", archive.decisions), ("corrections", archive.corrections)):
        faults += _faults_of_past(name, answers)
    doubled = _doubled([run.id for run, _ in archive.runs])
    faults += [Fault(f"runs[{at}].id", archive.runs[at][0].id, "another run has this id") for at in doubled]
    return faults


def _faults_of_past(name: str, answers: Sequence[Past[Any]]) -> list[Fault]:
    faults = [
        Fault(f"{name}[{at}].ended", past.ended, f"one of {', '.join(ENDS[1:])}, or blank")
        for at, past in enumerate(answers)
        if past.ended not in ENDS
    ]
    faults += [Fault(f"{name}[{at}].id", "", "it is blank") for at, past in enumerate(answers) if not past.id]
    faults += [
        Fault(f"{name}[{at}].id", answers[at].id, "another answer has this id")
        for at in _doubled([past.id for past in answers])
    ]
    force = [(at, past) for at, past in enumerate(answers) if past.in_force]
    keys = [past.answer.key if name == "decisions" else correction_key(past.answer) for _, past in force]
    return faults + [
        Fault(f"{name}[{force[at][0]}]", "", "another answer to the same is in force, too") for at in _doubled(keys)
    ]


def _doubled(texts: Sequence[str]) -> list[int]:
    """Return the places of texts that stood before."""
    first: dict[str, int] = {}
    return [at for at, text in enumerate(texts) if first.setdefault(text, at) != at]
