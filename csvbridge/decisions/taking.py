"""From a file's answers to decisions: what may be taken, what was known, what changes an earlier one.

In: what a file holds, and the memory. Out: an outcome; the caller lets the memory keep it, in one change. Nothing is
written here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from csvbridge.decision_words import change_words, is_account
from csvbridge.decisions.answers import Answer, Given
from csvbridge.decisions.judged import Judged
from csvbridge.decisions.judging import judge
from csvbridge.decisions.pairing import Asked, Asking
from csvbridge.decisions.together import decision_words, meaning, refuse_contradictions, refuse_two_answers
from csvbridge.findings import Finding, Severity
from csvbridge.remembered import WORDS, Decision, Question, RunNote
from csvbridge.rules import answers as rules
from csvbridge.ties import Ties


class Remembering(Asked, Protocol):
    """What the memory must be able to tell."""

    def decisions(self) -> list[Decision]: ...
    def runs(self) -> list[RunNote]: ...
    def asked_by(self, run_id: str) -> list[Question]: ...
    def asking_run(self, token: str) -> RunNote | None: ...


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of the answers."""

    given: Given
    taken: list[Decision] = field(default_factory=list)
    """New decisions, and those that change an earlier one."""
    changed: int = 0
    """How many of them change an earlier one."""
    known: int = 0
    """Answers that the memory has already, and those that stand twice in the file."""
    findings: list[Finding] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    """Band -> pairs of the file's run that are still to be decided."""
    on_hold: int = 0
    """Pairs of that run that somebody put on hold."""
    run: RunNote | None = None
    """The run that asked."""

    @property
    def words(self) -> dict[str, int]:
        """Return how many decisions of each word were taken, in the order of the words."""
        counts = Counter(one.word for one in self.taken)
        return {word: counts[word] for word in WORDS if counts[word]}

    @property
    def exit_code(self) -> int:
        """Return 0 when every filled row was taken, else 1."""
        return 1 if self.refused else 0

    @property
    def refused(self) -> int:
        """Return how many rows were not taken."""
        return len({(one.sheet, one.row) for one in self.findings if one.severity == Severity.ERROR})


def take(given: Given, memory: Remembering, *, by: str, today: dt.date) -> Outcome:
    """Return what may be taken of a file's answers."""
    runs = memory.runs()
    asking = Asking(memory=memory, runs=frozenset(run.name for run in runs), file_run=given.run, by=by, today=today)
    in_force = {one.key: one for one in memory.decisions()}
    judged = [judge(answer, asking) for answer in given.answers]
    outcome = settle(judged, in_force)
    outcome.given = given
    outcome.findings = sorted([*given.findings, *outcome.findings], key=_place)
    outcome.run = _asking_run(given, memory)
    decided = in_force | {one.key: one for one in outcome.taken}
    asked = memory.asked_by(outcome.run.id) if outcome.run else ()
    outcome.open = Counter(one.band for one in still_open(asked, decided))
    outcome.on_hold = sum(one.key in decided and decided[one.key].word == "hold" for one in asked)
    return outcome


def settle(judged: Sequence[Judged], in_force: dict[str, Decision]) -> Outcome:
    """Return what may be taken of judged answers, beside the decisions that are in force."""
    outcome = Outcome(given=Given(file="", what="", identified_as="decisions"))
    refuse_two_answers(judged)
    for one in judged:
        _compare(one, in_force)
    refuse_contradictions(judged, in_force)
    for one in judged:
        outcome.findings += one.findings
        if one.decision is not None:
            outcome.taken.append(one.decision)
            outcome.changed += one.decision.key in in_force
        elif one.is_sound:
            outcome.known += 1
    return outcome


def _compare(one: Judged, in_force: dict[str, Decision]) -> None:
    """Compare an answer with the decision in force: it may say nothing new, be older, or change it."""
    decision = one.decision
    before = in_force.get(decision.key) if decision is not None else None
    if decision is None or before is None:
        return
    if meaning(decision) == meaning(before) and _adds_nothing(one.answer, decision, before):
        one.drop_notes()
        one.decision = None
        return
    told = {"before": decision_words(before), "now": decision_words(decision), "by": before.decided_by}
    if one.answer.date and decision.date < before.date:
        one.say(rules.OLDER_THAN_TAKEN, "Date", decision.date, date=before.date, **told)
        return
    if meaning(decision) == meaning(before):
        told["now"] = f"{told['now']} for another reason" if decision.reason != before.reason else told["now"]
    names = {"left": decision.left.name, "right": decision.right.name}
    one.say(rules.DECISION_CHANGED, "Decision", one.answer.word, date=before.date, **told, **names)


def _adds_nothing(answer: Answer, decision: Decision, before: Decision) -> bool:
    """Whether who, when and why are as known, or not said: what is not said takes nothing away."""
    return (not decision.reason or decision.reason == before.reason) and (
        not answer.decided_by or decision.decided_by == before.decided_by
    )


def still_open(questions: Sequence[Question], decided: Mapping[str, Decision]) -> list[Question]:
    """Return the questions that nobody has answered.

    A decision given before a compared field changed is no answer: the pair was asked anew. Two accounts that are one
    customer by other decisions leave nothing to decide between them. An account that is a customer in QuickBooks is no
    other one there: its further candidates are one decision with it.
    """
    again = {one.key for one in questions if one.key in decided and _has_changed(decided[one.key], one)}
    in_force = [one for one in decided.values() if one.key not in again]
    ties = Ties(in_force)
    settled = {
        member.key
        for one in in_force
        if one.word == "same-as-quickbooks"
        for member in (one.left, one.right)
        if is_account(member.key)
    }
    return [
        one
        for one in questions
        if one.key in again or not (ties.settled(one.left.key, one.right.key) is not None or _is_settled(one, settled))
    ]


def _has_changed(decision: Decision, question: Question) -> bool:
    now = {member.key: member for member in (question.left, question.right)}
    return bool(change_words(decision, [now.get(member.key) for member in (decision.left, decision.right)]))


def _is_settled(question: Question, settled: Collection[str]) -> bool:
    sides = ((question.left.key, question.right_known), (question.right.key, question.left_known))
    return any(key in settled and other_known for key, other_known in sides)


def _asking_run(given: Given, memory: Remembering) -> RunNote | None:
    """Return the run that asked the first question of the file that is known."""
    return next((run for token in given.tokens if (run := memory.asking_run(token)) is not None), None)


def _place(found: Finding) -> tuple[str, int, str]:
    return found.sheet or "", found.row or 0, found.code
