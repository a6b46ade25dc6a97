"""One csvbridge at a time: a lock file that the system itself lets go of when its process dies.

In: a path for the lock's file. Out: whether the lock is ours, and what its holder wrote about itself. It is no
protection against other programs, and on a disk that knows no locks it is none at all.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30
"""Where Windows locks one byte: far behind the note, which others must be able to read."""


class Lock:
    """A lock file that one process at a time holds. The system itself lets go of it when the process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None

    def take(self, note: str = "") -> bool:
        """Return whether the lock is ours, and write the note into it; a disk without locks gives it to everybody."""
        file = self._path.open("ab", buffering=0)  # a note that finds no room must not come up again at the end
        try:
            if sys.platform == "win32":
                os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
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
        if note:
            with suppress(OSError):  # a note that cannot be written locks as well
                file.truncate(0)
                file.write(note.encode())
                file.flush()
        return True

    def note(self) -> str:
        """Return what the holder wrote; blank where nothing can be read."""
        try:
            return self._path.read_bytes().decode(errors="replace")
        except OSError:
            return ""

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
