"""What runs put before people: questions about pairs, findings with cells to fill in; each with the runs that did.

In: an open database, values of `remembered`. Out: rows, and values again. What several runs asked is kept once, and
belongs to the last of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from csvbridge.memory.bodies import body_of, value_of
from csvbridge.memory.events import plain
from csvbridge.remembered import Issued, Question, question_from

Asked = TypeVar("Asked", bound=Question | Issued)


@dataclass(frozen=True, slots=True)
class Askings(Generic[Asked]):
    """A table of what is asked, and the table of the runs that asked it."""

    table: str
    runs: str
    column: str
    """The column of what stays the same in every run, whatever the contents."""
    key: Callable[[Asked], str]
    read: Callable[[Mapping[str, Any]], Asked]

    def keep(self, database: sqlite3.Connection, run_id: str, asked: Iterable[Asked]) -> None:
        """Write down what a run asks."""
        told = [(one.token, plain(self.key(one)), body_of(one)) for one in asked]
        insert = f"INSERT INTO {self.table} VALUES (?, ?, ?) ON CONFLICT (token) DO UPDATE SET body = excluded.body"
        database.executemany(insert, told)
        database.executemany(f"INSERT OR IGNORE INTO {self.runs} VALUES (?, ?)", ((run_id, row[0]) for row in told))

    def remove(self, database: sqlite3.Connection, run_id: str) -> None:
        """Forget that a run asked, and what it alone asked."""
        database.execute(f"DELETE FROM {self.runs} WHERE run = ?", (run_id,))
        database.execute(f"DELETE FROM {self.table} WHERE token NOT IN (SELECT token FROM {self.runs})")

    def by_token(self, database: sqlite3.Connection, token: str) -> tuple[Asked, str] | None:
        """Return what has this mark, and the name of the run that asked it last."""
        return self._newest(database, "token", token)

    def latest(self, database: sqlite3.Connection, key: str) -> tuple[Asked, str] | None:
        """Return the newest that was asked about the same, and the name of the run that asked it last."""
        return self._newest(database, self.column, key)

    def _newest(self, database: sqlite3.Connection, column: str, value: str) -> tuple[Asked, str] | None:
        row = database.execute(
            f"SELECT q.body, r.name FROM {self.table} q JOIN {self.runs} a ON a.token = q.token "
            f"JOIN runs r ON r.id = a.run WHERE q.{column} = ? ORDER BY r.seq DESC LIMIT 1",
            (plain(value),),
        ).fetchone()
        return (value_of(self.read, row[0]), row[1]) if row is not None else None

    def all(self, database: sqlite3.Connection) -> list[tuple[Asked, list[str]]]:
        """Return all that was ever asked, each with the ids of the runs that asked it."""
        asked: dict[str, list[str]] = {}
        for token, run in database.execute(f"SELECT token, run FROM {self.runs} ORDER BY rowid"):
            asked.setdefault(token, []).append(run)
        rows = database.execute(f"SELECT token, body FROM {self.table} ORDER BY rowid")
        return [(value_of(self.read, body), asked.get(token, [])) for token, body in rows]


QUESTIONS: Askings[Question] = Askings("questions", "asked", "pair", lambda one: one.key, question_from)
ISSUED: Askings[Issued] = Askings("issued", "issued_by", "cell", lambda one: one.cell, lambda told: Issued(**told))
