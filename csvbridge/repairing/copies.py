"""The corrected copies as files: split within QuickBooks' limits, named after the file, in a new folder.

In: repaired tables. Out: the folder, whole, or nothing. A document is never cut; a name is never used twice.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from csvbridge.errors import Stop
from csvbridge.repairing.repair import Repaired, documents_of
from csvbridge.schemas import Template
from csvbridge.writing.batches import file_names, split_documents
from csvbridge.writing.delimited import csv_lines
from csvbridge.writing.folder import building, publish, write_bytes
from csvbridge.writing.list_workbook import list_workbook

_ELSEWHERE = "Give --repair the name of a new folder."
_UNFIT = frozenset('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of the folder."""

    name: str
    source: int
    """The number of the source that it was made from."""
    template: Template
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def check_folder(folder: Path, inputs: Sequence[Path]) -> None:
    """Refuse a folder that may not be written, before any work is done.

    Raises:
        Stop: it is a file or a link, holds anything, is the working folder, or lies in a folder that is looked at.
    """
    whole = Path(os.path.abspath(folder))
    if whole.is_symlink() or (whole.exists() and not whole.is_dir()):
        raise Stop(f"{folder} is no folder", _ELSEWHERE)
    if whole.is_dir() and any(whole.iterdir()):
        raise Stop(f"{folder} holds files, and nothing in it is ever replaced", _ELSEWHERE)
    if whole.is_dir() and (whole.samefile(Path.cwd()) or whole in Path.cwd().resolve().parents):
        raise Stop(f"{folder} is the folder you are in, or around it", _ELSEWHERE)
    if not whole.name:
        raise Stop(f"{folder} is a whole disk", _ELSEWHERE)
    for given in inputs:
        if given.is_dir() and any(place.exists() and place.samefile(given) for place in (whole, *whole.parents)):
            fix = "Name a place outside of it: the next validate would take the copies for your files."
            raise Stop(f"{folder} lies in {given}, whose files are looked at", fix)


def cut(repaired: Repaired, stem: str, kind: str, taken: set[str], source: int) -> list[Copy]:
    """Return the files of a copy; `taken` holds the names that are in use, and gets the new ones."""
    template = repaired.template
    heading_line, *lines = csv_lines([repaired.headings, *repaired.rows])
    documents = documents_of(repaired)
    room = template.bytes - len(heading_line) if template.bytes and kind == "csv" else 0
    # a document beyond a limit stands in a file of its own: cutting it is not ours, and its finding stays
    sizes = [
        (min(len(of), template.rows or len(of)), min(sum(len(lines[at]) for at in of), room or 1 << 62))
        for of in documents
    ]
    parts = split_documents(sizes, rows=template.rows, documents=template.documents, bytes=max(room, 0))
    parts = parts or [range(0)]
    base = _free(stem, kind, len(parts), taken)
    names = file_names(base, kind, len(parts), False)
    taken.update(name.casefold() for name in names)
    return [
        Copy(
            name,
            source,
            template,
            repaired.headings,
            [repaired.rows[at] for number in part for at in documents[number]],
        )
        for part, name in zip(parts, names, strict=True)
    ]


def _free(stem: str, kind: str, count: int, taken: set[str]) -> str:
    plain = "".join(c if c.isprintable() and c not in _UNFIT else "_" for c in stem).strip(" .")[:80] or "copy"
    number, base = 1, plain
    while any(name.casefold() in taken for name in file_names(base, kind, count, False)):
        number += 1
        base = f"{plain}-{number}"
    return base


def write_copies(folder: Path, copies: Sequence[Copy]) -> None:
    """Write all copies into the folder, whole or not at all.

    Raises:
        Stop: the disk refuses.
    """
    parents = [parent for parent in Path(os.path.abspath(folder)).parents if not parent.exists()]
    build = None
    try:
        Path(os.path.abspath(folder)).parent.mkdir(parents=True, exist_ok=True)
        build = building(folder)
        for copy in copies:
            if copy.name.endswith(".xlsx"):
                list_workbook(build / copy.name, copy.template.title, copy.headings, copy.rows)
            else:
                write_bytes(build, copy.name, b"".join(csv_lines([copy.headings, *copy.rows])))
        publish(build, folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fix = "Check that there is room on the disk and that you may write there."
        raise Stop(f"{folder} cannot be written: {reason}", fix) from error
    finally:
        if build is not None and build.exists():
            shutil.rmtree(build, ignore_errors=True)
        for parent in parents:
            with suppress(OSError):
                parent.rmdir()
