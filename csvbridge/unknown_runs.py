"""Run folders that lie in the company folder and that its memory does not know.

In: a company folder, and the manifests that the memory knows. Out: the names of such runs that made files for
QuickBooks. A memory that was lost, or put back from an old copy, shows by them. Nothing is changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

_FOLDERS = 5_000
"""Folders that are looked into; a company of many years has some hundreds."""
_MANIFEST_BYTES = 20_000_000


def unknown_runs(company: Path, known: Collection[str]) -> list[str]:
    """Return the paths, within the company folder, of runs whose manifest's hash is none of the known ones."""
    found = []
    for folder in islice(_folders(company), _FOLDERS):
        data = _manifest(folder)
        if data and hashlib.sha256(data).hexdigest() not in known and _made_imports(data):
            found.append(folder.relative_to(company).as_posix())
    return sorted(found)


def _folders(company: Path) -> Iterator[Path]:
    """Yield the folders in the company folder, and those in them: a run lies at `2026-10` or at `2026-10/run`."""
    for folder in _inside(company):
        yield folder
        yield from _inside(folder)


def _inside(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            # what begins with a dot is being made at this moment
            return sorted(Path(one.path) for one in entries if one.name[:1] != "." and _is_folder(one))
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _manifest(folder: Path) -> bytes:
    path = folder / "evidence" / "manifest.json"
    try:
        return path.read_bytes() if path.stat().st_size <= _MANIFEST_BYTES else b""
    except OSError:
        return b""


def _made_imports(data: bytes) -> bool:
    """Whether a manifest is that of a conversion which made files for QuickBooks."""
    try:
        told = json.loads(data)
        return told["command"] == "convert" and any(one["path"].startswith("import/") for one in told["outputs"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
