"""Which answer is meant, and that it is forgotten.

In: a memory and the words of the command line: a number or mark of the list, or a name. Out: the answers, or a Stop
that lists what fits. Nothing is guessed: a name that fits two pairs forgets neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.errors import Stop, UsageError
from csvbridge.keeping.looking import answer_lines, numbered
from csvbridge.keeping.told import answer_words, correction_words, pair_words
from csvbridge.memory import Memory, Past
from csvbridge.remembered import Correction, Decision
from csvbridge.reviews.words import counted, fit

Answer = Past[Decision] | Past[Correction]
_SHORTEST_MARK = 4
_SHORTEST_PART = 3  # of a name: a single letter fits by chance
_LISTED = 12


def forget(memory: Memory, keys: Sequence[str], *, by: str, reason: str) -> list[str]:
    """Forget the answers that the keys name, all or none; return them in words.

    Raises:
        Stop: a key fits nothing, or more than one answer; every such key is told.
    """
    known = numbered(memory)
    chosen: dict[str, Answer] = {}
    faults: list[Stop] = []
    for key in keys:
        fitting = _fitting(known, key)
        if len(fitting) == 1:
            chosen |= fitting
        else:
            faults.append(_refused(key, fitting))
    if faults:
        raise UsageError(faults[0].message, faults[0].fix, others=faults[1:])
    about = [in_words(past) for past in chosen.values()]
    memory.forget(list(chosen.values()), about, by=by, reason=reason)
    return about


def in_words(past: Answer) -> str:
    """Return an answer in one line."""
    one = past.answer
    return f"{pair_words(one)}: {answer_words(one)}" if isinstance(one, Decision) else correction_words(one)


def _fitting(known: dict[str, Answer], key: str) -> dict[str, Answer]:
    """Return the answers that a key names: by number, else by mark, else by a record's key, else by name."""
    wanted = " ".join(key.casefold().split())
    if wanted in known:
        return {wanted: known[wanted]}
    tests = (
        lambda number, past: wanted.isdecimal() and number[1:] == wanted,
        lambda number, past: len(wanted) >= _SHORTEST_MARK and past.id.startswith(wanted),
        lambda number, past: wanted in _exact(past),
        lambda number, past: len(wanted) >= _SHORTEST_PART and any(wanted in name for name in _exact(past)),
    )
    for test in tests:
        found = {number: past for number, past in known.items() if test(number, past)}
        if found:
            return found
    return {}


def _exact(past: Answer) -> list[str]:
    """Return what an answer can be called: names and ids of its records; row and heading of a corrected cell."""
    one = past.answer
    if isinstance(one, Decision):
        names = [text for m in (one.left, one.right) for text in (m.name, m.key, m.key.partition(" ")[2])]
    else:
        names = [one.record, one.record.removeprefix("id "), one.column, one.before, one.after or ""]
        names += [] if one.record else [one.code]
    return [" ".join(name.casefold().split()) for name in names if name.strip()]


def _refused(key: str, fitting: dict[str, Answer]) -> Stop:
    if not fitting:
        return Stop(
            f'nothing in the memory fits "{fit(key, 80)}"',
            "csvbridge memory list shows what can be forgotten, each with its number.",
        )
    lines = [line.rstrip() for number, past in list(fitting.items())[:_LISTED] for line in answer_lines(number, past)]
    more = [f"  ... and {counted(len(fitting) - _LISTED, 'more')}"] if len(fitting) > _LISTED else []
    listed = "\n".join(["", *lines, *more])
    return Stop(f'"{fit(key, 80)}" fits {len(fitting)} answers:{listed}', "Name one by its number: d1, c1.")
