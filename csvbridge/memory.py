"""The company's memory: one SQLite file beside the profile. This version makes it and knows it again; what is
remembered comes with the versions that remember.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from csvbridge import __version__
from csvbridge.errors import Stop

APPLICATION_ID = 0x43534247  # "CSBG", so that `file` and we know the file again
VERSION = 1


def create_memory(path: Path) -> None:
    """Make an empty memory, whole or not at all."""
    build = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with closing(sqlite3.connect(build)) as database:
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {VERSION}")
            database.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
            database.execute("INSERT INTO meta VALUES ('created_by', ?)", (f"csvbridge {__version__}",))
            database.commit()
        os.replace(build, path)
    except (OSError, sqlite3.Error) as error:
        raise Stop(
            f"{path} cannot be written: {error}", "Check that you may write in this folder."
        ) from error
    finally:
        build.unlink(missing_ok=True)


def check_memory(path: Path) -> None:
    """Refuse a file that is not ours, or that a newer csvbridge wrote.

    Raises:
        Stop: the file is no memory that this version can use.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            application = database.execute("PRAGMA application_id").fetchone()[0]
            version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error:
        application, version = 0, 0
    if application != APPLICATION_ID:
        raise Stop(
            f"{path} is not a memory of csvbridge",
            "Move it away; a missing memory is made anew beside csvbridge.toml.",
        )
    if version > VERSION:
        raise Stop(f"{path} was written by a newer csvbridge", "Update csvbridge, then run again.")
