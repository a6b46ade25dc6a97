"""Which files are meant: paths of the command line in, files out.

In: files and folders as typed, and the globs of `--skip`. Out: every file once, in the order given, a
folder's files by name (contract.md §1). Nothing is read but the first byte, to know that it can be; what a
file is, only its contents say. Nothing here decides by extension, and no sub-folder is entered.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from csvbridge.findings import Findings
from csvbridge.rules import containers
from csvbridge.rules import reading as rules

_PASSED_OVER = (".*", "~$*", "desktop.ini", "thumbs.db", "csvbridge.toml", "csvbridge.db*")
"""Never an export: hidden files, Excel's lock files, Windows' and our own (contract.md §1)."""

_TABLE_ENDINGS = frozenset((".csv", ".tsv", ".txt", ".xls", ".xlsx", ".htm", ".html", ".json", ".zip"))
"""A folder whose name ends so was meant to be a file: some unpacking programs make one around each file."""


class Found(NamedTuple):
    """A file to read, and how people are told of it."""

    path: Path
    shown: str
    """As given, relative to the working folder where it can be, with `/`."""
    given: int = 0
    """The place of what it was found by among the paths given."""


def discover(inputs: Sequence[Path], skip: Sequence[str], findings: Findings) -> list[Found]:
    """Return the files that `inputs` stand for; all that cannot be read become stop findings at once.

    `skip` are globs over file names, in any case, and apply to files that are named as well as to a folder's.
    """
    found: list[Found] = []
    seen: set[object] = set()
    for number, given in enumerate(inputs):
        for path in _files(given, skip, findings):
            key = _identity(path, findings)
            if key is not None and key not in seen:
                seen.add(key)
                found.append(Found(path, shown_path(path), number))
    return found


def shown_path(path: Path) -> str:
    """Return a path as people are told of it: relative to the working folder where it can be."""
    here = Path.cwd()
    for whole in (Path(os.path.normpath(path.absolute())), path.parent.resolve() / path.name):
        for base in (here, here.resolve()):
            if whole.is_relative_to(base):
                return whole.relative_to(base).as_posix()
    return path.as_posix()


def _files(given: Path, skip: Sequence[str], findings: Findings) -> list[Path]:
    mode = _mode(given, findings)
    if mode is None:
        return []
    if stat.S_ISDIR(mode):
        return _in_folder(given, skip, findings)
    return [] if matches(given.name, skip) else [given]


def _mode(path: Path, findings: Findings) -> int | None:
    shown = shown_path(path)
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        findings.add(rules.PATH_MISSING, path=shown, name=path.name)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        findings.add(rules.PATH_UNREADABLE, path=shown, name=path.name, reason=_reason(error))
    return None


def _in_folder(folder: Path, skip: Sequence[str], findings: Findings) -> list[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
        inside = {path for path in entries if path.is_dir()}
        home = folder.resolve()
        leading_out = {path for path in entries if path.is_symlink() and not path.resolve().is_relative_to(home)}
    except OSError as error:
        findings.add(rules.PATH_UNREADABLE, path=shown_path(folder), name=folder.name, reason=_reason(error))
        return []
    for path in entries:
        if path in inside and path.suffix.casefold() in _TABLE_ENDINGS and not matches(path.name, skip):
            findings.add(containers.FOLDER_LIKE_FILE, path=shown_path(path))
    files = [path for path in entries if path not in inside and not is_passed_over(path.name)]
    wanted = [path for path in files if not matches(path.name, skip)]
    if not wanted:
        passed = f"; {len(files)} left out by --skip" if files else ""
        findings.add(rules.FOLDER_EMPTY, path=shown_path(folder), name=folder.name, passed_over=passed)
    kept = []
    for path in wanted:
        if path in leading_out:
            findings.add(rules.LINK_LEADS_OUT, path=shown_path(path), name=path.name)
        else:
            kept.append(path)
    return kept


def _identity(path: Path, findings: Findings) -> object:
    """Return what tells one file from another, or None (and a finding) where it cannot be opened."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise OSError("it is not an ordinary file")
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        findings.add(rules.PATH_UNREADABLE, path=shown_path(path), name=path.name, reason=_reason(error))
        return None
    return (about.st_dev, about.st_ino) if about.st_ino else os.path.normcase(path.resolve())


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def is_passed_over(name: str) -> bool:
    """Return whether a file of this name is never an export, whatever it holds."""
    return matches(name, _PASSED_OVER)


def matches(name: str, globs: Sequence[str]) -> bool:
    """Return whether a name fits one of the globs, in any case."""
    return any(fnmatchcase(name.casefold(), glob.casefold()) for glob in globs)
