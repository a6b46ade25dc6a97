"""How a value stands in a row of the memory: JSON of ASCII alone, so that half a character comes back as it was.

In: a value of `remembered`, or the text of a row. Out: the other of the two. A row that somebody else wrote and that
is no such value is damage, not a crash.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from csvbridge.remembered import Correction, Decision, Exported, Issued, Question, as_json

Value = TypeVar("Value")


def body_of(value: Decision | Exported | Correction | Question | Issued) -> str:
    """Return what a row keeps of a value."""
    return json.dumps(as_json(value))


def value_of(read: Callable[[Mapping[str, Any]], Value], body: str, **facts: str) -> Value:
    """Return the value that a row keeps; `facts` are what stands beside it."""
    try:
        return read({**json.loads(body), **facts})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"a row of it is no record of csvbridge ({type(error).__name__})") from error
