"""Whether a run may be written where it is to be, and why not.

In: the run's path. Out: every reason against it, as one Stop. Nothing is changed here.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from csvbridge.errors import Stop

if sys.platform == "win32":
    pass
else:
    pass


_ELSEWHERE = "Give --out the name of a new folder."


def check_target(run: Path, *, force: bool, inputs: Sequence[Path], company: Path | None) -> None:
    """Refuse a RUN that may not be written, naming every reason; a missing RUN or parent is fine.

    Raises:
        Stop: RUN is a file, a link, the working folder or around it; holds a run and `force` is not given;
            holds anything else; or holds an input or the company folder, which replacing it would delete.
    """
    run = absolute(run)
    try:
        faults = _faults(run, force, inputs, company)
    except OSError as error:
        raise refused(run, error) from error
    if faults:
        raise Stop(faults[0].message, faults[0].fix, others=faults[1:])


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
    if not is_run(run):
        some = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        faults.append(Stop(f"{run} holds other files than a run ({some}); they are never replaced", _ELSEWHERE))
    elif not force and not faults:
        faults.append(Stop(f"{run} already holds a run", f"{_ELSEWHERE} Or add --force to replace that run."))
    return faults


def _is_inside(path: Path, folder: Path) -> bool:
    # compared by identity: spelling, letter case and links differ between the names of one folder
    path = Path(os.path.abspath(path))
    return any(place.exists() and place.samefile(folder) for place in (path.resolve(), *path.resolve().parents))


def is_run(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / "evidence" / "manifest.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and isinstance(manifest.get("csvbridge"), str)


def absolute(run: Path) -> Path:
    path = Path(os.path.abspath(run))
    if not path.name:
        raise Stop(f"{path} is a whole disk, and a run needs a folder of its own", "Give --out a new folder.")
    return path


def beside(run: Path, use: str) -> Path:
    # a long name leaves no room for ours: file systems stop at 255 bytes
    long = len(os.fsencode(run.name)) > 180
    label = hashlib.sha256(os.fsencode(run.name)).hexdigest()[:32] if long else run.name
    return run.parent / f".{label}.csvbridge-{use}"


def refused(run: Path, error: OSError) -> Stop:
    """Say why the system refused, by the file that is open elsewhere where that is the reason."""
    aside = beside(run, "old")
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
