"""What `history` and `memory list` tell: runs, decisions, corrections, exported records, events.

In: a memory. Out: lines for a terminal of 80 columns, or the same as data. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from csvbridge.keeping.told import (
    answer_words,
    by_whom,
    correction_words,
    moment,
    one_sum,
    pair_words,
    sums,
    sums_data,
    wrapped,
)
from csvbridge.memory import Memory, Past
from csvbridge.remembered import Correction, Decision, Exported, RunNote, as_json
from csvbridge.reviews.words import counted, fit, money

WHAT = ("decisions", "exported", "corrections", "runs")
_STATES = {
    "pending": "not finished: the next command that writes settles it",
    "replaced": "replaced by a later run in its folder",
}


def history_lines(memory: Memory) -> list[str]:
    """Return runs, decisions and events, newest first."""
    runs, past, events = memory.runs(), memory.history(), memory.events()
    lines = [
        f"The memory {fit(memory.path.as_posix(), 200)}",
        "",
        f"{counted(len(runs), 'run')}, newest first (times are UTC):",
    ]
    for run in reversed(runs):
        lines += _run(run, memory.exported_of(run.id))
    lines += ["", f"{counted(len(past), 'decision')}, newest first:"]
    for one in reversed(past):
        lines += _decision(one)
    lines += ["", f"{counted(len(events), 'event')}, newest first:"]
    for event in reversed(events):
        by = f" by {fit(event.by, 60)}" if event.by else ""
        why = f" (because: {fit(event.reason, 200)})" if event.reason else ""
        lines += wrapped(f"{moment(event.at)}  {event.what}{by}: {fit(event.about, 600)}{why}")
    return lines


def _run(run: RunNote, written: Sequence[tuple[Exported, str]]) -> Iterator[str]:
    state = _STATES.get(run.state, run.state)
    yield from wrapped(f"{moment(run.started)}  {fit(run.name, 80)}  {fit(run.command, 20)}, {fit(state, 60)}")
    for line in sums(one for one, _ in written):
        yield f"      {line}"
    undone = [one for one, was in written if was]
    if undone and run.state != "undone":
        yield from wrapped(f"undone: {one_sum(undone)}", 6)
    if not written and run.command == "convert":
        yield "      nothing was written"


def _decision(past: Past[Decision]) -> Iterator[str]:
    one = past.answer
    ended = f", {past.ended} {past.ended_at[:10]}" if past.ended else ""
    yield from wrapped(
        f"{fit(one.date, 20) or past.entered[:10]}  {answer_words(one)} ({by_whom(one.decided_by)}{ended})"
    )
    yield from wrapped(pair_words(one), 6)
    if one.reason:
        yield from wrapped(f"because: {fit(one.reason, 200)}", 6)


def history_data(memory: Memory) -> dict[str, Any]:
    """Return the same as data."""
    runs = []
    for run in reversed(memory.runs()):
        written = memory.exported_of(run.id)
        undone = [one for one, was in written if was]
        told = {name: getattr(run, name) for name in RunNote.__dataclass_fields__}
        runs.append(told | {"written": sums_data(o for o, _ in written), "undone": sums_data(undone)})
    return {
        "runs": runs,
        "decisions": [_past_data(past) for past in reversed(memory.history())],
        "events": [
            {name: getattr(event, name) for name in type(event).__dataclass_fields__}
            for event in reversed(memory.events())
        ],
    }


def _past_data(past: Past[Decision] | Past[Correction]) -> dict[str, Any]:
    return {
        "id": past.id,
        "entered": past.entered,
        "ended": past.ended,
        "ended_at": past.ended_at,
        **as_json(past.answer),
    }


# --- memory list ------------------------------------------------------------------------------------------------------


def numbered(memory: Memory) -> dict[str, Past[Decision] | Past[Correction]]:
    """Return what is in force and can be forgotten, by the number that stands in the list: d1, d2, c1."""
    decisions = [past for past in memory.history() if past.in_force]
    corrections = [past for past in memory.past_corrections() if past.in_force]
    found: dict[str, Past[Decision] | Past[Correction]] = {}
    found |= {f"d{number}": past for number, past in enumerate(decisions, 1)}
    found |= {f"c{number}": past for number, past in enumerate(corrections, 1)}
    return found


def list_lines(memory: Memory, what: str | None) -> list[str]:
    """Return what is in force of one kind; of all kinds, how many, and what can be forgotten."""
    if what == "exported":
        return _exported_lines(memory.remembered().exported)
    if what == "runs":
        runs = memory.runs()
        lines = [f"{counted(len(runs), 'run')}:"]
        for run in runs:
            lines += _run(run, memory.exported_of(run.id))
            lines += wrapped(fit(run.place, 300), 6)
        return lines
    known = numbered(memory)
    lines = []
    if what is None:
        lines = [
            f"The memory {fit(memory.path.as_posix(), 200)}",
            *wrapped(f"{counted(len(memory.runs()), 'run')}; exported: {one_sum(memory.remembered().exported)}"),
            "",
        ]
    if what in (None, "decisions"):
        lines += _answers(known, "d", "decision")
    if what is None:
        lines.append("")
    if what in (None, "corrections"):
        lines += _answers(known, "c", "correction")
    return lines


def _answers(known: Mapping[str, Past[Decision] | Past[Correction]], letter: str, word: str) -> list[str]:
    own = {key: past for key, past in known.items() if key.startswith(letter)}
    head = f"{counted(len(own), word)} in force:"
    return [head, *(line for key, past in own.items() for line in answer_lines(key, past))]


def answer_lines(key: str, past: Past[Decision] | Past[Correction]) -> Iterator[str]:
    """Return an answer under its number and its mark."""
    one = past.answer
    head = answer_words(one) if isinstance(one, Decision) else correction_words(one)
    yield from wrapped(f"{key:<4} {past.id[:8]}  {head} ({by_whom(one.decided_by, one.date)})")
    if isinstance(one, Decision):
        yield from wrapped(pair_words(one), 6)
    if one.reason:
        yield from wrapped(f"because: {fit(one.reason, 200)}", 6)


def _exported_lines(exported: Sequence[Exported]) -> list[str]:
    lines = wrapped(f"Exported: {one_sum(exported)}", 0)
    for one in exported:
        what = [f"{fit(one.kind, 20)} {fit(one.name, 80)}"]
        what += [fit(one.customer, 80), fit(one.day, 20), money(one.minor, fit(one.currency, 10))] if one.day else []
        lines += wrapped(f"{', '.join(what)} (run {fit(one.run, 60)})")
    return lines


def list_data(memory: Memory, what: str | None) -> dict[str, Any]:
    """Return the same as data."""
    wanted = WHAT if what is None else (what,)
    known = numbered(memory)
    kinds: dict[str, Any] = {
        "decisions": [{"number": key, **_past_data(past)} for key, past in known.items() if key.startswith("d")],
        "exported": [as_json(one) for one in memory.remembered().exported] if "exported" in wanted else [],
        "corrections": [{"number": key, **_past_data(past)} for key, past in known.items() if key.startswith("c")],
        "runs": [{name: getattr(run, name) for name in RunNote.__dataclass_fields__} for run in memory.runs()],
    }
    return {name: kinds[name] for name in wanted}
