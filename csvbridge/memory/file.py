"""The memory as a file: one SQLite database beside the profile.

In: a path. Out: an empty memory, the certainty that a file is one, or an open database. It never overwrites a file:
a memory of an older version is copied aside before it is changed.

The journal is SQLite's older one (`DELETE`): the newer one, WAL, needs memory shared between processes and so does
not work on a network share, where company folders often lie (sqlite.org/wal.html). `synchronous = FULL` makes each
change wait for the disk: a memory that forgets an exported month is worse than a slow one.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from csvbridge.errors import Stop
from csvbridge.memory.tables import APPLICATION_ID, PAGE_SIZE, VERSION, make_tables

BUSY_SECONDS = 5
"""How long a command that only reads waits for a change that is being written at this moment."""
_MAY_WRITE = "Check that the folder is there, that you may write in it, and that the disk has room."
_RESTORE = (
    "Put back a copy of it (your own backup), or move it away: a missing memory is made anew, and "
    "`csvbridge memory import FILE` fills it from what `csvbridge memory export FILE` wrote."
)


def create_memory(path: Path) -> None:
    """Make an empty memory, whole or not at all.

    Raises:
        Stop: something is there already, or the folder cannot be written.
    """
    build = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        if os.path.lexists(path):
            raise Stop(f"{path} is there already, and is never overwritten", "Move it away first.")
        with closing(sqlite3.connect(build, isolation_level=None)) as database:
            database.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # before there is a page
            with changing(database):
                make_tables(database)
        os.replace(build, path)
    except (OSError, sqlite3.Error) as error:
        raise Stop(f"{path} cannot be written: {error}", _MAY_WRITE) from error
    finally:
        _remove(build)


def _remove(path: Path) -> None:
    with suppress(OSError):  # the fault that matters is already on its way
        path.unlink(missing_ok=True)


def check_memory(path: Path) -> int:
    """Refuse a file that is not ours, or that a newer csvbridge wrote; return its version.

    Raises:
        Stop: the file is no memory that this version can use, or cannot be opened now.
    """
    try:
        with closing(_connect(path, BUSY_SECONDS)) as database:
            application = int(database.execute("PRAGMA application_id").fetchone()[0])
            version = int(database.execute("PRAGMA user_version").fetchone()[0])
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
    return version


def open_for_change(path: Path) -> sqlite3.Connection:
    """Return the open database of a memory of this version, found whole.

    Raises:
        Stop: it is damaged, or may not be written.
    """
    with explained(path):
        database = _connect(path, BUSY_SECONDS)
        try:
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA foreign_keys = ON")
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(found)
        except BaseException:
            database.close()
            raise
    return database


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Return an open database that this process cannot change; an older version reads as an empty memory.

    A change that a killed process left half-done is taken back by SQLite itself as soon as the file is opened.
    """
    if check_memory(path) < VERSION:
        empty = sqlite3.connect(":memory:", isolation_level=None)
        make_tables(empty)
        return empty
    with explained(path):
        database = _connect(path, BUSY_SECONDS)
        database.execute("PRAGMA query_only = ON")
    return database


def migrate(path: Path, version: int) -> Path:
    """Make a memory of an older version one of this version; return the copy that was made of it before.

    Raises:
        Stop: the copy or the change cannot be written; the memory is as it was.
    """
    backup = path.with_name(f"{path.name}.v{version}.bak")
    number = 1
    while os.path.lexists(backup):  # of an earlier try, or somebody's own
        number += 1
        backup = path.with_name(f"{path.name}.v{version}-{number}.bak")
    build = path.with_name(f".{backup.name}-{secrets.token_hex(4)}")
    try:
        shutil.copyfile(path, build)
        with build.open("r+b") as file:
            os.fsync(file.fileno())
        os.replace(build, backup)
    except OSError as error:
        raise Stop(f"{backup} cannot be written: {error}", _MAY_WRITE) from error
    finally:
        _remove(build)
    with explained(path), closing(_connect(path, BUSY_SECONDS)) as database:
        database.execute("PRAGMA synchronous = FULL")
        with changing(database):
            make_tables(database)
    return backup


@contextmanager
def changing(database: sqlite3.Connection) -> Iterator[None]:
    """One change of the memory: all of it, or, for an error or Ctrl-C, nothing of it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have taken it back itself (a full disk)
            database.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in words what SQLite refuses."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # our own mistake, and no fault of the file
    except sqlite3.OperationalError as error:
        fix = "Close whatever else uses it, check that you may write it and that the disk has room, and run again."
        raise Stop(f"{path} cannot be used now: {error}", fix) from error
    except sqlite3.DatabaseError as error:
        raise Stop(f"{path} is damaged: {error}", _RESTORE) from error


def _connect(path: Path, wait: int) -> sqlite3.Connection:
    """Open a file that is there; `mode=rw` makes none where there is none."""
    absolute = path.absolute().as_posix()
    for mark, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):  # sqlite.org/uri.html, 3.1
        absolute = absolute.replace(mark, code)
    # Path.as_uri() puts a network share's server where SQLite takes none: four slashes are the form for it
    address = "file://" + (absolute if absolute.startswith("/") else f"/{absolute}")
    return sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=wait, isolation_level=None)
