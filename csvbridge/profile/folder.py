"""The company folder: the commented profile that `init` writes, and the memory beside it.

In: a folder. Out: the files that were made. It never overwrites a profile or a memory.
"""

from __future__ import annotations

import os
from pathlib import Path

from csvbridge.errors import Stop
from csvbridge.memory import check_memory, create_memory
from csvbridge.profile.checks import as_toml
from csvbridge.profile_keys import FREE_TABLES, KEYS, Key

FILE = "csvbridge.toml"
MEMORY = "csvbridge.db"


def profile_text() -> str:
    """Return the file that `init` writes: every key with its comment, those without a default commented out.

    Loaded, it gives exactly the defaults (contract.md 5).
    """
    lines = ["# The profile of one company. Every key is optional; a line that begins with # says nothing."]
    table = ""
    for key in KEYS:
        if key.table != table:
            table = key.table
            lines += ["", f"[{table}]"]
        lines += [_comment(key), _line(key)]
    for name, says, example in FREE_TABLES:
        lines += ["", f"[{name}]", f"# {says}", f"# {example}"]
    return "\n".join(lines) + "\n"


def _comment(key: Key) -> str:
    return f"# {key.says}; one of: {', '.join(key.allowed)}" if key.allowed else f"# {key.says}"


def _line(key: Key) -> str:
    return f"# {key.name} = {key.example}" if key.default is None else f"{key.name} = {as_toml(key.default)}"


def init_company(folder: Path) -> list[Path]:
    """Make a company folder with a profile and an empty memory; return the files that were made.

    Raises:
        Stop: a profile is there already (it is never overwritten), a memory is there that is not ours, or
            the folder cannot be written.
    """
    path = folder / FILE
    if os.path.lexists(path):
        raise Stop(f"{path} is there already, and is never overwritten", "Edit it, or name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = ensure_memory(folder)  # first, so that a foreign memory leaves no profile behind
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(profile_text())
    except OSError as error:
        fix = "Name a folder that you may write to."
        raise Stop(f"{path} cannot be written: {error.strerror or error}", fix) from error
    return [path, *made]


def ensure_memory(folder: Path) -> list[Path]:
    """Make the memory where it is missing, and refuse one that is not ours; return what was made.

    Raises:
        Stop: see `check_memory` and `create_memory`.
    """
    path = folder / MEMORY
    if os.path.lexists(path):
        check_memory(path)
        return []
    create_memory(path)
    return [path]
