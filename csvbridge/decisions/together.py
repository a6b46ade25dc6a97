"""Whether answers agree with one another: sound answers and the decisions in force in, those that may be taken out.

Two answers to one pair, and a group whose decisions cannot all be true, are findings on each row that has a part in
it; none of these is taken, and the others are. A contradiction among earlier decisions alone is nobody's finding here.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from csvbridge.decisions.answers import same_name
from csvbridge.decisions.judged import Judged, brief
from csvbridge.decisions.judging import read_word
from csvbridge.remembered import Decision, quickbooks_key
from csvbridge.rules import answers as rules
from csvbridge.values.names import name_key

_APART = ("different", "related")
_LINKS_SHOWN = 6  # decisions that a finding names


def meaning(decision: Decision) -> tuple[str, str, str]:
    """Return what a decision says, whoever said it and why."""
    return decision.word, decision.survivor, name_key(decision.quickbooks_name)


def refuse_two_answers(judged: Sequence[Judged]) -> None:
    """Take no answer to a pair that has two different ones; of equal ones the first counts.

    A row that is not sound still says its word: beside another word, nobody knows which was meant.
    """
    by_pair: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.question is not None:
            by_pair[one.question.key].append(one)
    for answers in by_pair.values():
        if len(answers) == 1:
            continue
        told = [(one, _said(one, answers), _told(one)) for one in answers]
        if len({said for _, said, _ in told}) == 1:
            for one in [one for one in answers if one.decision is not None][1:]:
                one.decision = None
            continue
        for one, said, words in told:
            other, _, there = next(entry for entry in told if entry[1] != said)
            place = f"row {other.answer.row}" if other.answer.sheet == one.answer.sheet else other.answer.place
            one.say(rules.TWO_ANSWERS, "Decision", one.answer.word, here=words, there=there, place=place)


def _said(one: Judged, answers: Sequence[Judged]) -> tuple[str, ...]:
    """Return what an answer says; of one that is not sound, all of a sound one with its word."""
    if one.decision is not None:
        return meaning(one.decision)
    word = read_word(one.answer.word)
    sound = (meaning(other.decision) for other in answers if other.decision is not None)
    return next((said for said in sound if said[0] == word), (word or one.answer.word,))


def _told(one: Judged) -> str:
    return decision_words(one.decision) if one.decision is not None else brief(one.answer.word)


def decision_words(decision: Decision) -> str:
    """Return a decision in a few words: `same, keeping "Alder"`, `same-as-quickbooks, "Alder Inc"`."""
    if decision.survivor:
        kept = next((m.name for m in (decision.left, decision.right) if m.key == decision.survivor), decision.survivor)
        return f'{decision.word}, keeping "{brief(kept)}"'
    if decision.quickbooks_name:
        return f'{decision.word}, "{brief(decision.quickbooks_name)}"'
    return decision.word


# --- groups -----------------------------------------------------------------------------------------------------------


class Link(NamedTuple):
    """Two records that a decision makes one."""

    one: str
    other: str
    pair: str
    """Key of the decision."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Decisions that cannot all be true."""

    pairs: tuple[str, ...]
    """Keys of the decisions, in the order in which they are told."""
    words: str


def refuse_contradictions(judged: Sequence[Judged], in_force: Mapping[str, Decision]) -> None:
    """Take no answer that has a part in a contradiction, with the other answers or with earlier decisions."""
    while True:
        new = {one.decision.key: one for one in judged if one.decision is not None}
        if not new:
            return
        told = dict(in_force) | {key: one.decision for key, one in new.items() if one.decision is not None}
        effective = dict(sorted(told.items()))  # so that the order of rows decides nothing
        problems = [problem for problem in _problems(effective) if not new.keys().isdisjoint(problem.pairs)]
        if not problems:
            return
        for problem in problems:
            chain = _chain(problem, effective, new)
            for key in problem.pairs:
                if key in new and new[key].decision is not None:  # one contradiction is enough for a row
                    new[key].say(rules.GROUP_CONTRADICTS, "Decision", None, problem=problem.words, chain=chain)


def _chain(problem: Problem, effective: Mapping[str, Decision], new: Mapping[str, Judged]) -> str:
    told = []
    for key in problem.pairs[:_LINKS_SHOWN]:
        decision = effective[key]
        if key in new:
            where = f"row {new[key].answer.row}" if new[key].answer.row is not None else "now"
        else:
            where = f"by {brief(decision.decided_by)} on {decision.date}"
        names = f'"{brief(decision.left.name)}" and "{brief(decision.right.name)}"'
        told.append(f"{names} {decision_words(decision)} ({where})")
    more = len(problem.pairs) - len(told)
    return "; ".join(told) + (f"; and {more:,} more" if more else "")


def _problems(decisions: Mapping[str, Decision]) -> Iterator[Problem]:
    """Yield every contradiction: apart and yet one, one account and two customers, two survivors or none."""
    graph = _Graph(decisions)
    for key, decision in decisions.items():
        if decision.word in _APART:
            path = graph.path(decision.left.key, decision.right.key)
            if path is not None:
                yield Problem((*path, key), "these records cannot be one and two at once")
    for members in graph.groups():
        yield from _two_customers(graph, members)
        yield from _survivors(graph, members, decisions)


def _two_customers(graph: _Graph, members: Sequence[str]) -> Iterator[Problem]:
    """Yield the way between two customers of QuickBooks that an account is said to be both."""
    customers = sorted(key for key in members if key.startswith("customer "))
    for other in customers[1:]:
        path = graph.path(customers[0], other)
        if path is not None and not graph.merged.issuperset(path):
            yield Problem(path, "one account would be two customers of QuickBooks")


def _survivors(graph: _Graph, members: Sequence[str], decisions: Mapping[str, Decision]) -> Iterator[Problem]:
    """Yield a group of new records of which two are kept, or that give one another up in a circle."""
    links = [link for key in members for link in graph.links[key]]
    if any(key.startswith("customer ") for key in members):
        # a name in QuickBooks is kept, whatever is said of new records: only of two names there one can be given up
        links = [link for link in links if link.pair in graph.merged]
        members = sorted({key for link in links for key in (link.one, link.other)})
    gone: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in dict.fromkeys(link.pair for link in links):
        decision = decisions[pair]
        for lost in {decision.left.key, decision.right.key} - {decision.survivor}:
            gone[lost][decision.survivor] = pair
    kept = sorted(key for key in members if key not in gone)
    if len(kept) > 1:
        yield Problem(graph.path(kept[0], kept[1]) or (), "two names would be kept for one customer")
        return
    circle = _on_a_circle(set(members), gone)
    pairs = [pair for key in sorted(circle) for other, pair in gone[key].items() if other in circle]
    if pairs:
        yield Problem(tuple(dict.fromkeys(pairs)), "each of these records would be given up for another one")


def _on_a_circle(left: set[str], gone: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Return the records that are left once those are taken away that nothing leads to, or that lead nowhere."""
    while True:
        leading = {key for key in left if left & gone.get(key, {}).keys()}
        led_to = {other for key in left for other in gone.get(key, {})}
        rest = left & leading & led_to
        if rest == left:
            return left
        left = rest


class _Graph:
    """Records, and the decisions that make two of them one."""

    def __init__(self, decisions: Mapping[str, Decision]) -> None:
        self.links: dict[str, list[Link]] = defaultdict(list)
        self.merged: set[str] = set()
        """Keys of decisions about two records that QuickBooks has both."""
        for key, decision in decisions.items():
            for one, other in _made_one(decision):
                self.links[one].append(Link(one, other, key))
                self.links[other].append(Link(other, one, key))
            if decision.word == "same" and all(m.key.startswith("customer ") for m in (decision.left, decision.right)):
                self.merged.add(key)

    def path(self, start: str, end: str) -> tuple[str, ...] | None:
        """Return the decisions on the shortest way between two records; None where there is no way."""
        came: dict[str, Link | None] = {start: None}
        waiting = deque([start])
        while waiting and end not in came:
            at = waiting.popleft()
            for link in self.links.get(at, ()):
                if link.other not in came:
                    came[link.other] = link
                    waiting.append(link.other)
        if end not in came:
            return None
        found = []
        step = came[end]
        while step is not None:
            found.append(step.pair)
            step = came[step.one]
        return tuple(reversed(found))

    def groups(self) -> list[list[str]]:
        """Return the records that are one, group by group."""
        seen: set[str] = set()
        found = []
        for start in self.links:
            if start in seen:
                continue
            seen.add(start)
            group, waiting = [], deque([start])
            while waiting:
                at = waiting.popleft()
                group.append(at)
                for link in self.links[at]:
                    if link.other not in seen:
                        seen.add(link.other)
                        waiting.append(link.other)
            found.append(group)
        return found


def _made_one(decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield the records that a decision makes one, as keys."""
    left, right = decision.left, decision.right
    if decision.word == "same" and left.key != right.key:
        yield left.key, right.key
    if decision.word != "same-as-quickbooks":
        return
    named = quickbooks_key("customer", decision.quickbooks_name)
    for member in (left, right):
        kind = member.key.partition(" ")[0]
        if kind in ("vendor", "employee"):
            continue  # the record stays what it is; the customer has a name of its own
        if kind == "customer" and not same_name(member.name, decision.quickbooks_name):
            continue  # another customer was named than the pair's
        if member.key != named:
            yield member.key, named
