"""Write the files of a run while the others are still being made.

In: the bytes of files, one after the other. Out: the files in the folder, and what the manifest says of each, in the
order in which they were given. A disk that writes and a hash that is counted need none of Python's own time, so both
are done in threads. A file that cannot be written is raised once the list is asked for, and no later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from csvbridge.writing.folder import sync_file, write_bytes

_THREADS = 2  # more wait for one another more than for the disk


class Output(NamedTuple):
    """A file of the run as the manifest lists it."""

    path: str
    sha256: str
    size: int
    rows: int | None


class Outputs:
    """The files of a folder that is being built; leaving the block waits for those that are still being written."""

    def __init__(self, build: Path) -> None:
        self._build = build
        self._threads = ThreadPoolExecutor(_THREADS)
        self._given: list[Future[Output]] = []

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def put(self, path: str, data: bytes | Callable[[], bytes], rows: int | None) -> None:
        """Have a file written; `data` may be what reads its bytes, in a thread of its own."""
        self._given.append(self._threads.submit(self._write, path, data, rows))

    def made(self, path: str, rows: int | None) -> None:
        """List a file that is written already."""
        self._given.append(self._threads.submit(self._look, path, rows))

    def listed(self) -> list[Output]:
        """Return all files, written by now."""
        return [future.result() for future in self._given]

    def _write(self, path: str, data: bytes | Callable[[], bytes], rows: int | None) -> Output:
        if callable(data):
            data = data()
        write_bytes(self._build, path, data)
        sync_file(self._build / path)  # the disk works meanwhile, and the end need not wait for all files at once
        return Output(path, hashlib.sha256(data).hexdigest(), len(data), rows)

    def _look(self, path: str, rows: int | None) -> Output:
        place = self._build / path
        with place.open("rb") as file:
            return Output(path, hashlib.file_digest(file, "sha256").hexdigest(), place.stat().st_size, rows)
