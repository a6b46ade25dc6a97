"""Answers for a list's pairs: which are decided, which are settled by another decision, which are asked again.

In: a list, its pairs, the decisions of the memory. Out: what is asked about each pair. Records are the list's own:
nothing is known here of what becomes of them. `convert`, which knows more, answers for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csvbridge.decision_words import answer_words, change_words
from csvbridge.likeness import Asked, Listed, key_at, members_of, questions_of
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import Decision, Member, pair_key
from csvbridge.ties import Ties


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked, and the decisions in force."""

    asked: Asked
    in_force: Sequence[Decision] = ()


def places_of(listed: Listed, decisions: Sequence[Decision]) -> dict[str, int]:
    """Return where the records of decisions stand in a list; a key that several records share means none of them."""
    wanted = {member.key for decision in decisions for member in (decision.left, decision.right)}
    found: dict[str, int] = {}
    several = set()
    for at in range(listed.customers.size if wanted else 0):
        key = key_at(listed, at)
        if key in wanted and found.setdefault(key, at) != at:
            several.add(key)
    return {key: at for key, at in found.items() if key not in several}


def decided_pairs(places: dict[str, int], decisions: Sequence[Decision]) -> list[tuple[int, int]]:
    """Return the decided pairs whose records both stand in the list."""
    ends = [(places.get(d.left.key), places.get(d.right.key)) for d in decisions]
    return [(one, other) for one, other in ends if one is not None and other is not None and one != other]


def answers_to(listed: Listed, pairs: Pairs, decisions: Sequence[Decision], places: dict[str, int]) -> Answers:
    """Return what is asked about each pair, with what was decided."""
    size = len(pairs)
    questions = questions_of(listed, pairs)
    if not decisions:
        blank = [""] * size
        return Answers(Asked(questions=questions, decided=[None] * size, changed=blank, words=blank))

    member_at = members_of(listed)

    def now(key: str) -> Member | None:
        return member_at(places[key]) if key in places else None

    words = {d.key: change_words(d, (now(d.left.key), now(d.right.key))) for d in decisions}
    by_key = {decision.key: decision for decision in decisions}
    keys = [(key_at(listed, pairs.left[n]), key_at(listed, pairs.right[n])) for n in range(size)]
    found = {pair_key(*ends) for ends in keys[: size - pairs.also]}
    again = {key for key, changed in words.items() if changed and key in found}
    known = {key for key, at in places.items() if listed.is_known(at)}
    ties = Ties(
        [decision for decision in decisions if decision.key not in again],
        in_quickbooks=lambda key: True if key in known else None,
    )
    answers = [None if pair_key(*ends) in again else ties.settled(*ends) for ends in keys]
    changed = [words[key] + f" (decided then: {by_key[key].word})" if (key := pair_key(*ends)) in again else ""
               for ends in keys]  # fmt: skip
    told = [
        "" if answer is None else answer_words(answer, own=ties.is_about(answer, *ends))
        for answer, ends in zip(answers, keys, strict=True)
    ]
    in_force = [d for d in ties.decisions if d.left.key in places or d.right.key in places]
    return Answers(Asked(questions=questions, decided=answers, changed=changed, words=told), in_force)


def usable(decisions: Sequence[Decision], keys: set[str]) -> tuple[Decision, ...]:
    """Return the decisions about records of these keys, and about those that decisions tie to them."""
    by_key: dict[str, list[Decision]] = {}
    for one in decisions:
        for key in (one.left.key, one.right.key):
            by_key.setdefault(key, []).append(one)
    reached, waiting = set(keys), [key for key in by_key if key in keys]
    while waiting:
        for one in by_key[waiting.pop()]:
            fresh = {one.left.key, one.right.key} - reached
            reached |= fresh
            waiting += fresh
    return tuple(one for one in decisions if one.left.key in reached)
