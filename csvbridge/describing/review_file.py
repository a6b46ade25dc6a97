"""The file that `validate --report` writes: a workbook or a page, by its ending.

In: where it is to be, and a validation. Out: the whole file there, or none. It never replaces a file, and never lies
among the files that are looked at, where the next call would take it for one of them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from csvbridge.describing.page import validation_page
from csvbridge.describing.sheets import validation_sheets
from csvbridge.describing.validation import Validation
from csvbridge.errors import Stop, UsageError
from csvbridge.reviews.html import html
from csvbridge.writing.folder import sync_file
from csvbridge.writing.review_workbook import review_workbook


def _write_page(path: Path, found: Validation) -> None:
    path.write_bytes(html(validation_page(found)).encode("utf-8"))


def _write_workbook(path: Path, found: Validation) -> None:
    review_workbook(path, validation_sheets(found))


_KINDS: dict[str, Callable[[Path, Validation], None]] = {".xlsx": _write_workbook, ".html": _write_page}


def check_review_place(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse a file that may not be written, before any work is done.

    Raises:
        UsageError: its ending is neither of the two.
        Stop: it is there already, its folder is not, or that folder is one of those that are looked at.
    """
    if path.suffix.casefold() not in _KINDS:
        given = f"ends in {path.suffix}" if path.suffix else "has no ending"
        raise UsageError(
            f"--report {path} {given}", "Give it a name that ends in .xlsx (a workbook) or .html (a page)."
        )
    if os.path.lexists(path):
        raise Stop(f"{path} is there already, and is never replaced", "Give --report another name, or remove the file.")
    if not path.parent.is_dir():
        raise Stop(f"there is no folder {path.parent} for {path.name}", "Make the folder first, or name another place.")
    if any(given.is_dir() and given.samefile(path.parent) for given in inputs):
        fix = "Name a place outside of it: the next validate would take the report for one of your files."
        raise Stop(f"{path} lies in a folder whose files are looked at", fix)


def write_review(path: Path, found: Validation) -> None:
    """Write the review of a validation; whole, or not at all.

    Raises:
        Stop: the disk refuses, or a file of that name came to be meanwhile.
    """
    aside = path.with_name(f".{secrets.token_hex(6)}.csvbridge-new{path.suffix}")
    try:
        _KINDS[path.suffix.casefold()](aside, found)
        sync_file(aside)
        _publish(aside, path)
    except FileExistsError:
        raise Stop(f"{path} is there already, and is never replaced", "Give --report another name.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(
            f"{path} cannot be written: {reason}", "Check that there is room and that you may write there."
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _publish(aside: Path, path: Path) -> None:
    """Give a finished file its name, unless something has it by now; not every disk has links."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(aside, path)
