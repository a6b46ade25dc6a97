"""Reasons in words: what speaks for a pair and what against it.

In: the steps of pairs and the words of the steps. Out: two texts per pair. Pairs of equal steps share their texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from csvbridge.matching.columns import Lists, Small, Steps, once_and_where, starts_of, written_together
from csvbridge.matching.comparisons import Comparison


def reasons_of(
    comparisons: Sequence[Comparison], steps: Mapping[str, Steps], pairs: int
) -> tuple[list[str], list[str]]:
    """Return, for every pair, the words for and the words against, each joined by `; `."""
    told = [c for c in comparisons if c.name in steps and (c.reasons or c.against)]
    packed = np.zeros(pairs, np.int64)
    for comparison in told:  # steps that say nothing are one
        says = np.zeros(128, np.int64)
        telling = sorted({*comparison.reasons, *comparison.against})
        says[telling] = np.arange(1, len(telling) + 1)
        width = len(telling) + 1
        packed, _ = _folded(packed)
        packed = packed * width + says[steps[comparison.name]]
    found, which = once_and_where(packed)
    first = np.full(len(found), pairs, np.int64)
    np.minimum.at(first, which, np.arange(pairs))
    chosen = {comparison.name: steps[comparison.name][first] for comparison in told}
    _mute(chosen)
    against = _sentences([(comparison.against, chosen[comparison.name]) for comparison in told])
    if {"name", "legal"} <= chosen.keys():
        same = (chosen["name"] == 1) & (chosen["legal"] >= 2)  # one reason, not two
        chosen["name"], chosen["legal"] = np.where(same, _SAME, chosen["name"]), np.where(same, 0, chosen["legal"])
    reasons = _sentences([(comparison.reasons, chosen[comparison.name]) for comparison in told])
    places = which.tolist()
    return [reasons[place] for place in places], [against[place] for place in places]


_SAME, _SAME_BUT = 127, "same name but for the legal form"
"""A step of its own for names that are equal without their legal forms."""


def _mute(chosen: dict[str, Steps]) -> None:
    """Take out what is true word by word and misleads beside the name as a whole: where one name is the other's
    initials, each has words that the other has not; a name that is the same has no slip; that one name shows no legal
    form is nothing where the names are not alike."""
    name = chosen.get("name")
    if name is None:
        return
    for field, step, idle in (
        ("conflict", None, name == _INITIALS),
        ("spelled", _SLIP, name == 1),
        ("legal", _ONE_FORM, name > _ALIKE),
    ):
        if field in chosen:
            said = chosen[field]
            chosen[field] = np.where(idle & ((said == step) | (step is None)), 0, said)


_ALIKE, _INITIALS = 4, 5
"""The last step of `name` at which the names are alike; the one at which one is the other's initials."""
_SLIP, _ONE_FORM = 1, 2
"""The steps of `spelled` and `legal` that are muted."""


def _sentences(told: Sequence[tuple[Mapping[int, str], Steps]]) -> list[str]:
    """Return for every row its words, joined by `; `: `told` are words by step and the steps of all rows."""
    table: list[str] = []
    spoken: list[Small] = []
    for words, steps in told:
        by_step = np.full(128, -1, np.int32)
        for step, text in (*words.items(), (_SAME, _SAME_BUT)):
            if text:
                by_step[step] = len(table)
                table += [text, f"; {text}"]
        spoken.append(by_step[steps])
    rows = np.stack(spoken, axis=1)
    says = rows >= 0
    later = np.cumsum(says, axis=1)[says] > 1
    return written_together(Lists(rows[says] + later, starts_of(says.sum(axis=1))), table)


def _folded(packed: np.ndarray) -> tuple[np.ndarray, int]:
    """Return packed numbers as small ones, so that the next comparison fits beside them."""
    if len(packed) and int(packed.max()) > 2**40:
        found, which = once_and_where(packed)
        return which, len(found)
    return packed, 0
