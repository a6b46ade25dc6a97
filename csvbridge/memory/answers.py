"""Decisions and corrections in the memory: which are in force, and which were.

In: an open database, values of `remembered`. Out: rows, and values again. A newer answer ends the older one of its
key, which stays as history; nothing is ever deleted.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from csvbridge.memory.bodies import body_of, value_of
from csvbridge.memory.events import plain
from csvbridge.memory.holding import now
from csvbridge.remembered import Correction, Decision, decision_from

_ONE = ("same", "same-as-quickbooks")
Answer = TypeVar("Answer", bound=Decision | Correction)


@dataclass(frozen=True, slots=True)
class Past(Generic[Answer]):
    """An answer with what became of it."""

    id: str
    answer: Answer
    entered: str
    """When it came into the memory: UTC, ISO 8601."""
    ended: str = ""
    """superseded or forgotten; blank while it is in force."""
    ended_at: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it counts."""
        return not self.ended


def correction_key(one: Correction) -> str:
    """Return what two corrections share of which only one can count: a cell has one value, a finding one answer."""
    kind = "accepted " + one.code if one.after is None or not one.record else "cell"
    return "\n".join((kind, one.record, one.column))


@dataclass(frozen=True, slots=True)
class Answers(Generic[Answer]):
    """A table of answers."""

    table: str
    key: Callable[[Answer], str]
    read: Callable[[Mapping[str, Any]], Answer]

    def in_force(self, database: sqlite3.Connection) -> list[Answer]:
        """Return what counts, in the order in which it was answered."""
        return [past.answer for past in self.all(database) if past.in_force]

    def all(self, database: sqlite3.Connection) -> list[Past[Answer]]:
        """Return every answer there ever was, oldest first."""
        rows = database.execute(f"SELECT id, body, entered, ended, ended_at FROM {self.table} ORDER BY entered, seq")
        return [Past(own, value_of(self.read, body), *rest) for own, body, *rest in rows]

    def current(self, database: sqlite3.Connection, key: str) -> Past[Answer] | None:
        """Return the answer of a key that counts."""
        row = database.execute(
            f"SELECT id, body, entered FROM {self.table} WHERE key = ? AND ended = ''", (plain(key),)
        ).fetchone()
        return Past(row[0], value_of(self.read, row[1]), row[2]) if row is not None else None

    def answer(self, database: sqlite3.Connection, one: Answer) -> bool:
        """Let an answer count in the place of the older one; return whether that changed anything."""
        old = self.current(database, self.key(one))
        if old is not None and old.answer == one:
            return False
        if old is not None:
            self.end(database, old.id, "superseded")
        self.keep(database, Past(secrets.token_hex(8), one, now()))
        return True

    def keep(self, database: sqlite3.Connection, past: Past[Answer]) -> bool:
        """Write an answer down as it is; return whether it was new."""
        told = (past.id, plain(self.key(past.answer)), body_of(past.answer))
        statement = f"INSERT INTO {self.table} VALUES (NULL, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
        return database.execute(statement, (*told, past.entered, past.ended, past.ended_at)).rowcount > 0

    def end(self, database: sqlite3.Connection, own: str, ended: str) -> None:
        """Let an answer count no more."""
        database.execute(f"UPDATE {self.table} SET ended = ?, ended_at = ? WHERE id = ?", (ended, now(), own))


DECISIONS: Answers[Decision] = Answers("decisions", lambda one: one.key, decision_from)
CORRECTIONS: Answers[Correction] = Answers("corrections", correction_key, lambda told: Correction(**told))


def changed_decisions(database: sqlite3.Connection) -> list[Decision]:
    """Return the decisions that two records are one which counted once, and of which something else is said by now."""
    past = DECISIONS.all(database)
    now = {one.answer.key: _meaning(one.answer) for one in past if one.in_force}
    return [
        one.answer
        for one in past
        if one.ended and one.answer.word in _ONE and _meaning(one.answer) != now.get(one.answer.key)
    ]


def _meaning(one: Decision) -> tuple[str, str, str]:
    return one.word, one.survivor, one.quickbooks_name
