"""One csvbridge at a time per run folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from csvbridge.writing.target import beside


class Lock:
    """One csvbridge at a time per RUN. The system itself lets go of the lock when the process dies."""

    def __init__(self, run: Path) -> None:
        self._path = beside(run, "lock")
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Return whether the lock is ours; a disk that knows no locks gives it to everybody."""
        file = self._path.open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(file.fileno()), os.stat(self._path)):
                raise BlockingIOError  # its last holder removed the file while we waited at it
        except (BlockingIOError, PermissionError, FileNotFoundError):
            file.close()
            return False
        except OSError:
            pass
        self._file = file
        return True

    def drop(self) -> None:
        """Let go, and remove the lock's file."""
        if self._file is None:
            return
        file, self._file = self._file, None
        with suppress(OSError):
            if sys.platform == "win32":  # removes no file that is open
                file.close()
            self._path.unlink()
        file.close()
