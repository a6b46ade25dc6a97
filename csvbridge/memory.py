"""The company's memory: one SQLite file beside the profile.

In: a path. Out: an empty memory, or the certainty that a file is one. It never overwrites a file, and holds
no records yet: this version makes the memory and knows it again.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from csvbridge import __version__
from csvbridge.errors import Stop

APPLICATION_ID = 0x43534247  # "CSBG": SQLite's own field for whose file it is
VERSION = 1
_MAY_WRITE = "Check that the folder is there, that you may write in it, and that the disk has room."


def create_memory(path: Path) -> None:
    """Make an empty memory, whole or not at all.

    Raises:
        Stop: something is there already, or the folder cannot be written.
    """
    build = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        if os.path.lexists(path):
            raise Stop(f"{path} is there already, and is never overwritten", "Move it away first.")
        _write_empty(build)
        os.replace(build, path)
    except (OSError, sqlite3.Error) as error:
        raise Stop(f"{path} cannot be written: {error}", _MAY_WRITE) from error
    finally:
        _remove(build)


def _write_empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        facts = [("schema_version", str(VERSION)), ("created_by", f"csvbridge {__version__}")]
        database.executemany("INSERT INTO meta VALUES (?, ?)", facts)
        database.commit()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # the fault that matters is already on its way


def check_memory(path: Path) -> None:
    """Refuse a file that is not ours, or that a newer csvbridge wrote.

    Raises:
        Stop: the file is no memory that this version can use, or cannot be opened now.
    """
    try:
        application, version = _stamps(path)
    except sqlite3.OperationalError as error:
        # locked, or not to be opened: perhaps a good memory, so no advice to move it away
        fix = "Close whatever else uses it, check that you may read it, and run again."
        raise Stop(f"{path} cannot be opened now: {error}", fix) from error
    except sqlite3.DatabaseError:
        application, version = 0, 0
    if application != APPLICATION_ID or version < 1:
        fix = "Move it away; a missing memory is made anew beside csvbridge.toml."
        raise Stop(f"{path} is not a memory of csvbridge", fix)
    if version > VERSION:
        raise Stop(f"{path} was written by a newer csvbridge", "Update csvbridge, then run again.")


def _stamps(path: Path) -> tuple[int, int]:
    """Return whose file it is and its version; `mode=rw` makes no file where there is none."""
    absolute = path.absolute().as_posix()
    for mark, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):  # sqlite.org/uri.html, 3.1
        absolute = absolute.replace(mark, code)
    # Path.as_uri() puts a network share's server where SQLite takes none: four slashes are the form for it
    address = "file://" + (absolute if absolute.startswith("/") else f"/{absolute}")
    with closing(sqlite3.connect(f"{address}?mode=rw", uri=True)) as database:
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)
