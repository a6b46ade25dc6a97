"""The run folder: built aside, moved into place at the end.

In: where the run is to be, and its files one by one. Out: the whole new run there, or what was there before.
It never deletes a folder that is not a csvbridge run, and never leaves half a run under the run's name.
Beside RUN stand, while a run is made: `.RUN.csvbridge-new-…` (being built, or being removed),
`.RUN.csvbridge-old` (being replaced) and `.RUN.csvbridge-lock`.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from types import TracebackType

from csvbridge.errors import OwnFault, Stop
from csvbridge.locking import Lock
from csvbridge.writing.target import absolute, beside, check_target, is_run, refused

if sys.platform == "win32":
    pass
else:
    pass

_PAUSES = (0.1, 0.3, 0.6)  # seconds before a rename is tried again: a virus scanner may hold a new file
_OWN_BUILD = re.compile(r"\.csvbridge-new-[0-9]+-[0-9a-f]{8}\Z")


class RunFolder:
    """A run in the making: write into `build`, then call `publish`.

    Leaving the block without `publish`, for an error or Ctrl-C, removes `build`: RUN stays as it was.

    Raises:
        Stop: RUN may not be written (see `check_target`), another csvbridge is at work on it, or the disk
            refuses.
    """

    def __init__(self, run: Path, *, force: bool, inputs: Sequence[Path] = (), company: Path | None = None) -> None:
        self.run = absolute(run)
        self.build: Path
        self._force, self._inputs, self._company = force, inputs, company
        self._lock = Lock(beside(self.run, "lock"))
        self._new_parents: list[Path] = []

    def __enter__(self) -> RunFolder:
        self._check()
        self._new_parents = [parent for parent in self.run.parents if not parent.exists()]
        try:
            self.run.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.take():
                raise Stop(f"another csvbridge is writing {self.run} now", "Wait until it has finished.")
            _put_right(self.run)
            self._check()  # again: it may have changed before the lock was ours
            self.build = building(self.run)
        except OSError as error:
            self._leave()
            raise refused(self.run, error) from error
        except BaseException:
            self._leave()
            raise
        return self

    def publish(self) -> None:
        """Put the new run in RUN's place; see the function `publish`."""
        publish(self.build, self.run)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.build.exists():
            _remove(self.build)
        self._leave()
        if isinstance(error, OSError) and (
            error.errno in (errno.ENOSPC, errno.EDQUOT) or str(error.filename).startswith(str(self.build))
        ):
            raise refused(self.run, error) from error

    def _check(self) -> None:
        check_target(self.run, force=self._force, inputs=self._inputs, company=self._company)

    def _leave(self) -> None:
        self._lock.drop()
        for parent in self._new_parents:  # nearest first; one that holds something by now stays
            with suppress(OSError):
                parent.rmdir()


def heal(run: Path) -> None:
    """Put right what a killed csvbridge left beside RUN: the old run is put back, half-built ones go.

    Nothing is touched while another csvbridge is at work on RUN.

    Raises:
        Stop: the old run stands beside RUN and cannot be put back.
    """
    run = absolute(run)
    if not _leftovers(run):
        return
    lock = Lock(beside(run, "lock"))
    try:
        if lock.take():
            _put_right(run)
    except OSError as error:
        if not os.path.lexists(run) and beside(run, "old").exists():
            fix = f"Rename {beside(run, 'old')} back to {run.name}, then run again."
            raise Stop(f"an interrupted csvbridge left {run} under another name", fix) from error
    finally:
        lock.drop()


def building(run: Path) -> Path:
    """Make an empty folder beside RUN, on the same volume, and return it."""
    build = _fresh(absolute(run))
    build.mkdir(parents=True)
    return build


def publish(build: Path, run: Path) -> None:
    """Put the finished `build` in RUN's place: RUN steps aside, `build` takes its name, the old one goes.

    Raises:
        Stop: a rename was refused; RUN is as it was, and the file that is open elsewhere is named.
    """
    run = absolute(run)
    aside = beside(run, "old")
    try:
        _sync(build)
        if run.exists():
            _rename(run, aside)
        _rename(build, run)
    except BaseException as error:
        if aside.exists() and not run.exists():
            with suppress(OSError):
                _rename(aside, run)
        if isinstance(error, OSError):
            raise refused(run, error) from error
        raise
    _sync_folder(run.parent)
    if aside.exists():
        _retire(aside, run)


def write_bytes(build: Path, relative: str, data: bytes) -> None:
    """Write one file of the run, making its folders; `relative` is `import/1-products.xlsx`, with `/`.

    Raises:
        OwnFault: the path leaves the folder, is not a plain path on every system, or was written before.
    """
    place = PureWindowsPath(relative)
    if not place.parts or place.anchor or ".." in place.parts or set(relative) & set('\\:*?"<>|\0'):
        raise OwnFault("a file was to be written outside the run, or under a name that Windows refuses")
    target = build.joinpath(*place.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise OwnFault("one file of the run was written twice") from error


def _fresh(run: Path) -> Path:
    return beside(run, f"new-{os.getpid()}-{secrets.token_hex(4)}")


def _leftovers(run: Path) -> list[Path]:
    start = os.path.normcase(beside(run, "").name)
    with suppress(OSError):
        return sorted(path for path in run.parent.iterdir() if os.path.normcase(path.name).startswith(start))
    return []


def _put_right(run: Path) -> None:
    """Finish or undo what a killed run left; the caller holds the lock, so nobody is at work here."""
    aside = beside(run, "old")
    if aside.exists():
        if run.is_dir() and not os.listdir(run):
            run.rmdir()
        if not os.path.lexists(run):
            _rename(aside, run)
        elif is_run(run):  # the new run was in place already; anything else is not ours to judge
            _retire(aside, run)
    for left in _leftovers(run):
        if _OWN_BUILD.search(left.name) and left.is_dir() and not left.is_symlink():
            _remove(left)


def _retire(aside: Path, run: Path) -> None:
    # renamed first: a removal that is cut short must not leave half a run that could be put back
    going = _fresh(run)
    with suppress(OSError):
        _rename(aside, going)
        _remove(going)


def _remove(folder: Path) -> None:
    """Remove a folder, read-only files too; what the system holds on to is removed by the next command."""
    files = []
    for place, _, names in os.walk(folder):
        with suppress(OSError):
            os.chmod(place, stat.S_IRWXU)
        files += [os.path.join(place, name) for name in names]
    with ThreadPoolExecutor(8) as threads:  # as for writing: some disks take a hundred times as long one by one
        list(threads.map(_remove_file, files))
    shutil.rmtree(folder, ignore_errors=True)


def _remove_file(path: str) -> None:
    with suppress(OSError):
        if not os.path.islink(path):  # never touch what a link points at
            os.chmod(path, stat.S_IRWXU)
        os.unlink(path)


def _rename(source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            os.rename(source, target)
            return
        except PermissionError:
            time.sleep(pause)
    os.rename(source, target)


def _sync(build: Path) -> None:
    """Make the system write everything to the disk, so that a power cut cannot leave empty files."""
    places = list(os.walk(build))
    files = [os.path.join(place, name) for place, _, names in places for name in names]
    with ThreadPoolExecutor(8) as threads:  # the disk takes many at once more quickly than one by one
        list(threads.map(sync_file, files))
    for place, _, _ in places:
        _sync_folder(Path(place))


def sync_file(path: str | Path) -> None:
    """Make the system write a file to the disk; quick when it has done so already."""
    mode = "r+b" if sys.platform == "win32" else "rb"  # Windows syncs only what is open for writing
    with suppress(PermissionError), open(path, mode) as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot, some network disks cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
