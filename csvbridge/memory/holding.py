"""One command that writes at a time per company.

In: the memory's path and which command wants it. Out: a lock that is ours until it is dropped, or a Stop that names
who holds it. The lock's file lies beside the memory.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from csvbridge.errors import Stop
from csvbridge.locking import Lock

_PAUSE = 0.1  # seconds between two tries


def hold(path: Path, command: str, wait: int, waiting: Callable[[str], None] | None) -> Lock:
    """Return the company's lock, taken; wait for it up to `wait` seconds, and say so once.

    Raises:
        Stop: another csvbridge holds it, or the folder cannot be written.
    """
    lock = Lock(path.with_name(f"{path.name}.lock"))
    note = json.dumps({"command": command, "process": os.getpid(), "since": now()})
    end = time.monotonic() + wait
    said = False
    try:
        while not lock.take(note):
            if time.monotonic() >= end:
                raise Stop(
                    f"another csvbridge is at work on this company ({_holder(lock)}), and only one at a time may "
                    f"change {path}",
                    "Wait until it has finished, then run again. If it does not answer any more, end that process: "
                    "the lock goes with it.",
                )
            if waiting is not None and not said:
                waiting(f"Waiting for another csvbridge to finish ({_holder(lock)}) …")
            said = True
            time.sleep(_PAUSE)
    except OSError as error:
        fix = "The memory lies there: check that you may write in that folder, and that the disk has room."
        raise Stop(f"{path.parent} cannot be written: {error.strerror or error}", fix) from error
    return lock


def _holder(lock: Lock) -> str:
    try:
        told = json.loads(lock.note())
        return f"csvbridge {told['command']}, process {told['process']}, since {told['since']}"
    except (ValueError, KeyError, TypeError):
        return "it has not said which"


def now() -> str:
    """Return the time as the memory tells it: UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
