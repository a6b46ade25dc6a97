"""What happened to the memory itself: who did what, when, and why.

In: an open database. Out: events, newest last. An event is never changed and never removed.
"""

from __future__ import annotations

import secrets
import sqlite3

from csvbridge.memory.holding import now
from csvbridge.remembered import Event


def note_event(database: sqlite3.Connection, what: str, about: str, by: str = "", reason: str = "") -> Event:
    """Write an event down, within the caller's change."""
    event = Event(id=secrets.token_hex(8), at=now(), what=what, about=about, by=by, reason=reason)
    keep_event(database, event)
    return event


def keep_event(database: sqlite3.Connection, event: Event) -> bool:
    """Keep an event that may be known already (an import); return whether it was new."""
    row = (event.id, event.at, event.what, plain(event.about), plain(event.by), plain(event.reason))
    return database.execute("INSERT OR IGNORE INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?)", row).rowcount > 0


def all_events(database: sqlite3.Connection) -> list[Event]:
    """Return every event in the order in which they happened."""
    rows = database.execute("SELECT id, at, what, about, by, reason FROM events ORDER BY at, seq")
    return [Event(**dict(zip(("id", "at", "what", "about", "by", "reason"), row, strict=True))) for row in rows]


def plain(text: str) -> str:
    """Return a text that SQLite takes: half a character (from a broken JSON file) becomes its escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
