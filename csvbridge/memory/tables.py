"""The tables of a memory, and what turns an older memory into one of this version.

In: an open database. Out: the same with the tables of this version. Nothing is read or decided here.

What a row tells stands in `body` as JSON of ASCII alone, so that a name with half a character in it comes back as it
was; the columns beside it are there to be searched, and for whoever opens the file with another program. Of exported
records, of which a month can have a hundred thousand, each field has its own column (`exported_rows`).
"""

from __future__ import annotations

import sqlite3

from csvbridge import __version__

APPLICATION_ID = 0x43534247  # "CSBG": SQLite's own field for whose file it is
VERSION = 2
"""1: facts about the file alone. 2: runs and what they exported and asked, decisions, corrections, events."""
PAGE_SIZE = 16_384
"""Bytes, four times SQLite's own: a document mostly stands in one page, and a month of them is written sooner."""

_META = "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
_TABLES = (
    """CREATE TABLE runs (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, place TEXT NOT NULL,
        command TEXT NOT NULL, started TEXT NOT NULL, manifest_sha256 TEXT NOT NULL, state TEXT NOT NULL,
        replaces TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE exported (
        seq INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs(id), ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL, record TEXT NOT NULL, name TEXT NOT NULL, customer TEXT NOT NULL, day TEXT NOT NULL,
        minor TEXT NOT NULL, currency TEXT NOT NULL, contents TEXT NOT NULL, file TEXT NOT NULL,
        undone TEXT NOT NULL DEFAULT '', UNIQUE (run, ordinal))""",
    "CREATE TABLE questions (token TEXT PRIMARY KEY, pair TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE INDEX questions_pair ON questions (pair)",
    "CREATE TABLE asked (run TEXT NOT NULL REFERENCES runs(id), token TEXT NOT NULL, PRIMARY KEY (run, token))",
    "CREATE INDEX asked_token ON asked (token)",
    "CREATE TABLE issued (token TEXT PRIMARY KEY, cell TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE INDEX issued_cell ON issued (cell)",
    "CREATE TABLE issued_by (run TEXT NOT NULL REFERENCES runs(id), token TEXT NOT NULL, PRIMARY KEY (run, token))",
    "CREATE INDEX issued_by_token ON issued_by (token)",
    *(
        f"""CREATE TABLE {name} (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, body TEXT NOT NULL,
        entered TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '', ended_at TEXT NOT NULL DEFAULT '')"""
        for name in ("decisions", "corrections")
    ),
    *(
        # two answers to one question are never in force at once, whatever goes wrong above
        f"CREATE UNIQUE INDEX {name}_in_force ON {name} (key) WHERE ended = ''"
        for name in ("decisions", "corrections")
    ),
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL,
        by TEXT NOT NULL, reason TEXT NOT NULL)""",
)


def make_tables(database: sqlite3.Connection) -> None:
    """Make the tables of this version in an empty database, or beside the one table of version 1.

    The caller holds a transaction: all of it is there, or none.
    """
    database.execute(_META)
    for statement in _TABLES:
        database.execute(statement)
    facts = {"schema_version": str(VERSION), "created_by": f"csvbridge {__version__}"}
    database.execute("INSERT OR REPLACE INTO meta VALUES ('schema_version', ?)", (facts["schema_version"],))
    database.execute("INSERT OR IGNORE INTO meta VALUES ('created_by', ?)", (facts["created_by"],))
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")
