"""Which pair an answer is about: its key and the memory in, the question out, its sides as the row shows them.

An edited key or name, and a pair that has changed since, is a finding: nobody is asked to answer for other contents
than those that were seen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol

from csvbridge.decisions import columns
from csvbridge.decisions.answers import Answer, shown_name
from csvbridge.decisions.judged import Judged, brief
from csvbridge.remembered import Question, changed_fields
from csvbridge.rules import answers as rules

_FIELDS = {"postal_code": "ZIP", "email": "e-mail", "tax_id": "tax number"}


class Asked(Protocol):
    """What the memory knows of the questions."""

    def question(self, token: str) -> tuple[Question, str] | None: ...
    def latest(self, key: str) -> tuple[Question, str] | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Against what answers are judged."""

    memory: Asked
    runs: frozenset[str]
    """Names of the runs that the memory knows."""
    file_run: str
    """The run that the file says it is of."""
    by: str
    today: dt.date


def question_of(judged: Judged, asking: Asking) -> Question | None:
    """Return the question, its sides as the row has them; None where no question is meant for sure."""
    answer = judged.answer
    if not answer.token:
        judged.say(rules.KEY_MISSING, columns.KEY)
        return None
    known = asking.memory.question(answer.token)
    if known is None:
        if asking.file_run and asking.file_run not in asking.runs:
            judged.say(
                rules.OTHER_COMPANY, columns.KEY, answer.token, run=asking.file_run, known="which it does not know"
            )
        else:
            judged.say(rules.KEY_UNKNOWN, columns.KEY, answer.token)
        return None
    question = _as_shown(known[0], answer)
    if _names_edited(judged, question):
        return None
    newest = asking.memory.latest(question.key)
    if newest is not None and newest[0].token != question.token:
        changes = changes_between(question, newest[0])
        if changes:
            judged.say(rules.QUESTION_STALE, columns.KEY, answer.token, changes=changes, run=newest[1])
            return None
    return question


def _as_shown(question: Question, answer: Answer) -> Question:
    """Return the question with left and right as the row has them: the memory may hold them the other way round."""
    ids = [member.key.removeprefix("account ") for member in (question.left, question.right)]
    names = [shown_name(member.name) for member in (question.left, question.right)]
    told = [shown_name(answer.left), shown_name(answer.right)]
    crossed_ids = bool(answer.left_id or answer.right_id) and [answer.left_id, answer.right_id] in (
        [ids[1], ids[0]],
        ["", ids[0]],
        [ids[1], ""],
    )
    if crossed_ids or (told == names[::-1] and told != names):
        return turned(question)
    return question


def turned(question: Question) -> Question:
    """Return the question with its sides exchanged: the same pair, under the same token."""
    return replace(
        question,
        left=question.right,
        right=question.left,
        left_known=question.right_known,
        right_known=question.left_known,
        left_kind=question.right_kind,
        right_kind=question.left_kind,
    )


def _names_edited(judged: Judged, question: Question) -> bool:
    """Whether a name beside the key is another one; a blank says nothing, since a column can be left out."""
    answer = judged.answer
    edited = False
    for column, told, member in (
        (columns.LEFT_NAME, answer.left, question.left),
        (columns.RIGHT_NAME, answer.right, question.right),
    ):
        if told.strip() and shown_name(told) != shown_name(member.name):
            names = {"left": question.left.name, "right": question.right.name}
            judged.say(rules.NAMES_EDITED, column, told, side=column, **names)
            edited = True
    return edited


def changes_between(before: Question, now: Question) -> str:
    """Return what has changed of a pair, in words: `phone of "Alder" was "1", now "2"`; blank where nothing has."""
    newer = {member.key: member for member in (now.left, now.right)}
    return "; ".join(
        f'{_FIELDS.get(name, name.replace("_", " "))} of "{brief(member.name)}" was {_quoted(was)}, now {_quoted(text)}'
        for member in (before.left, before.right)
        if member.key in newer
        for name, was, text in changed_fields(member, newer[member.key])
    )


def _quoted(text: str) -> str:
    return f'"{brief(text)}"' if text.strip() else "blank"
