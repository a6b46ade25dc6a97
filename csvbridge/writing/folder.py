"""The run folder: built aside, moved into place at the end.

In: where the run is to be, and its files one by one. Out: the whole new run there, or what was there before.
It never deletes a folder that is not a csvbridge run, and never leaves half a run under the run's name.
Beside RUN stand, while a run is made: `.RUN.csvbridge-new-…` (being built, or being removed),
`.RUN.csvbridge-old` (being replaced) and `.RUN.csvbridge-lock`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import BinaryIO

from csvbridge.errors import OwnFault, Stop

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSES = (0.1, 0.3, 0.6)  # seconds before a rename is tried again: a virus scanner may hold a new file
_OWN_BUILD = re.compile(r"\.csvbridge-new-[0-9]+-[0-9a-f]{8}\Z")
_ELSEWHERE = "Give --out the name of a new folder."


class RunFolder:
    """A run in the making: write into `build`, then call `publish`.

    Leaving the block without `publish`, for an error or Ctrl-C, removes `build`: RUN stays as it was.

    Raises:
        Stop: RUN may not be written (see `check_target`), another csvbridge is at work on it, or the disk
            refuses.
    """

    def __init__(self, run: Path, *, force: bool, inputs: Sequence[Path] = (), company: Path | None = None) -> None:
        self.run = _absolute(run)
        self.build: Path
        self._force, self._inputs, self._company = force, inputs, company
        self._lock = _Lock(self.run)
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
            raise _refused(self.run, error) from error
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
            raise _refused(self.run, error) from error

    def _check(self) -> None:
        check_target(self.run, force=self._force, inputs=self._inputs, company=self._company)

    def _leave(self) -> None:
        self._lock.drop()
        for parent in self._new_parents:  # nearest first; one that holds something by now stays
            with suppress(OSError):
                parent.rmdir()


def check_target(run: Path, *, force: bool, inputs: Sequence[Path], company: Path | None) -> None:
    """Refuse a RUN that may not be written, naming every reason; a missing RUN or parent is fine.

    Raises:
        Stop: RUN is a file, a link, the working folder or around it; holds a run and `force` is not given;
            holds anything else; or holds an input or the company folder, which replacing it would delete.
    """
    run = _absolute(run)
    try:
        faults = _faults(run, force, inputs, company)
    except OSError as error:
        raise _refused(run, error) from error
    if faults:
        raise Stop(faults[0].message, faults[0].fix, others=faults[1:])


def heal(run: Path) -> None:
    """Put right what a killed csvbridge left beside RUN: the old run is put back, half-built ones go.

    Nothing is touched while another csvbridge is at work on RUN.

    Raises:
        Stop: the old run stands beside RUN and cannot be put back.
    """
    run = _absolute(run)
    if not _leftovers(run):
        return
    lock = _Lock(run)
    try:
        if lock.take():
            _put_right(run)
    except OSError as error:
        if not os.path.lexists(run) and _beside(run, "old").exists():
            fix = f"Rename {_beside(run, 'old')} back to {run.name}, then run again."
            raise Stop(f"an interrupted csvbridge left {run} under another name", fix) from error
    finally:
        lock.drop()


def building(run: Path) -> Path:
    """Make an empty folder beside RUN, on the same volume, and return it."""
    build = _fresh(_absolute(run))
    build.mkdir(parents=True)
    return build


def publish(build: Path, run: Path) -> None:
    """Put the finished `build` in RUN's place: RUN steps aside, `build` takes its name, the old one goes.

    Raises:
        Stop: a rename was refused; RUN is as it was, and the file that is open elsewhere is named.
    """
    run = _absolute(run)
    aside = _beside(run, "old")
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
            raise _refused(run, error) from error
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


def _faults(run: Path, force: bool, inputs: Sequence[Path], company: Path | None) -> list[Stop]:
    if run.is_symlink():
        return [Stop(f"{run} is a link, and a run needs a folder of its own", _ELSEWHERE)]
    standing = next(path for path in (run, *run.parents) if path.exists())
    if not standing.is_dir():
        return [Stop(f"{standing} is a file, so no run folder can be made there", _ELSEWHERE)]
    if standing != run:
        return []
    if _is_inside(Path.cwd(), run):
        return [Stop(f"{run} is the folder you are in, or around it; a run replaces its folder", _ELSEWHERE)]
    names = sorted(os.listdir(run))
    return _faults_of_content(run, names, force, [*inputs, *([company] if company else [])]) if names else []


def _faults_of_content(run: Path, names: Sequence[str], force: bool, precious: Sequence[Path]) -> list[Stop]:
    faults = [
        Stop(f"{path} lies in {run}, and replacing that folder would delete it", f"Move it out. {_ELSEWHERE}")
        for path in precious
        if _is_inside(path, run)
    ]
    if not _is_run(run):
        some = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        faults.append(Stop(f"{run} holds other files than a run ({some}); they are never replaced", _ELSEWHERE))
    elif not force and not faults:
        faults.append(Stop(f"{run} already holds a run", f"{_ELSEWHERE} Or add --force to replace that run."))
    return faults


def _is_inside(path: Path, folder: Path) -> bool:
    # compared by identity: spelling, letter case and links differ between the names of one folder
    path = Path(os.path.abspath(path))
    return any(place.exists() and place.samefile(folder) for place in (path.resolve(), *path.resolve().parents))


def _is_run(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / "evidence" / "manifest.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and isinstance(manifest.get("csvbridge"), str)


def _absolute(run: Path) -> Path:
    path = Path(os.path.abspath(run))
    if not path.name:
        raise Stop(f"{path} is a whole disk, and a run needs a folder of its own", "Give --out a new folder.")
    return path


def _beside(run: Path, use: str) -> Path:
    # a long name leaves no room for ours: file systems stop at 255 bytes
    long = len(os.fsencode(run.name)) > 180
    label = hashlib.sha256(os.fsencode(run.name)).hexdigest()[:32] if long else run.name
    return run.parent / f".{label}.csvbridge-{use}"


def _fresh(run: Path) -> Path:
    return _beside(run, f"new-{os.getpid()}-{secrets.token_hex(4)}")


def _leftovers(run: Path) -> list[Path]:
    start = os.path.normcase(_beside(run, "").name)
    with suppress(OSError):
        return sorted(path for path in run.parent.iterdir() if os.path.normcase(path.name).startswith(start))
    return []


def _put_right(run: Path) -> None:
    """Finish or undo what a killed run left; the caller holds the lock, so nobody is at work here."""
    aside = _beside(run, "old")
    if aside.exists():
        if run.is_dir() and not os.listdir(run):
            run.rmdir()
        if not os.path.lexists(run):
            _rename(aside, run)
        elif _is_run(run):  # the new run was in place already; anything else is not ours to judge
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
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            with suppress(OSError):
                if not os.path.islink(path):  # never touch what a link points at
                    os.chmod(path, stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


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
    mode = "r+b" if sys.platform == "win32" else "rb"  # Windows syncs only what is open for writing
    for place, _, names in os.walk(build):
        for name in names:
            with suppress(PermissionError), open(os.path.join(place, name), mode) as file:
                os.fsync(file.fileno())
        _sync_folder(Path(place))


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot, some network disks cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(run: Path, error: OSError) -> Stop:
    """Say why the system refused, by the file that is open elsewhere where that is the reason."""
    aside = _beside(run, "old")
    after = f"What was in {run} before is as it was."
    if aside.exists() and not run.exists():
        after = f"The earlier run stands beside as {aside.name}; the next command puts it back."
    busy = ", ".join(str(path) for path in _open_elsewhere(run)) if isinstance(error, PermissionError) else ""
    if busy:
        return Stop(f"{busy} is open in another program (Excel?)", f"Close it and run again. {after}")
    reason = error.strerror or type(error).__name__
    fix = "Check that there is room on the disk, that you may write there, and that no window shows the folder."
    return Stop(f"{run} cannot be written: {reason}", f"{fix} {after}")


def _open_elsewhere(run: Path) -> Iterator[Path]:
    """Yield the files that cannot be opened for writing although nothing marks them read-only (Windows)."""
    for path in sorted(run.rglob("*")):
        if path.is_file() and path.stat().st_mode & stat.S_IWUSR:
            try:
                path.open("r+b").close()
            except PermissionError:
                yield path


class _Lock:
    """One csvbridge at a time per RUN. The system itself lets go of the lock when the process dies."""

    def __init__(self, run: Path) -> None:
        self._path = _beside(run, "lock")
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
