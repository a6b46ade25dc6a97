"""A file that people filled in, or wrote by hand: a path in, its tables as rows of text out. Nothing is registered.

Read are workbooks (.xlsx, .ods, .xls) and delimited text; what a file is, only its contents say. A fault is a
`Refused`, which whoever asked turns into words.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from csvbridge.reading.caps import Caps
from csvbridge.reading.delimited import read_records
from csvbridge.reading.discover import shown_path
from csvbridge.reading.encoding import decode
from csvbridge.reading.refused import Refused
from csvbridge.reading.sniff import kind_of_bytes, kind_of_text
from csvbridge.reading.table import Grid
from csvbridge.reading.workbook import read_workbook
from csvbridge.rules import reading as rules

FILLED_CAPS = Caps(
    file_bytes=200_000_000, cells=20_000_000, cells_between=1_000_000, unpacked_bytes=500_000_000, ratio_from=1_000_000
)
"""What people fill in is far smaller: 100,000 rows of a working paper have a tenth of that."""


class Filled(NamedTuple):
    """A table as it was read; a text file has no sheet's name."""

    name: str | None
    grid: Grid


def read_filled(path: Path, known: Callable[[str], bool] | None = None, caps: Caps = FILLED_CAPS) -> list[Filled]:
    """Return the tables of a file; `known` tells headings apart, to find what separates the cells of a text.

    Raises:
        Refused: the file cannot be read, or is neither a workbook nor text.
    """
    return tables_of(read_bytes(path, caps), known, caps)


def tables_of(data: bytes, known: Callable[[str], bool] | None = None, caps: Caps = FILLED_CAPS) -> list[Filled]:
    """Return the tables of a file's bytes."""
    kind = kind_of_bytes(data, caps)
    if kind == "archive":
        raise Refused(rules.NOT_A_TABLE, kind="an archive: unpack it first")
    if kind == "workbook":
        return [Filled(sheet.name, sheet.grid) for sheet in read_workbook(data, caps).sheets]
    text = decode(data).text.replace("\x00", "")
    if not text.strip():
        raise Refused(rules.FILE_BLANK)
    told = kind_of_text(text)
    if told != "text":
        raise Refused(rules.NOT_A_TABLE, kind="a web page" if told == "html" else "JSON")
    records = read_records(text, known, caps.cells)
    return [Filled(None, Grid(records.rows, records.numbers, is_text=True))]


def read_bytes(path: Path, caps: Caps = FILLED_CAPS) -> bytes:
    """Return a file's bytes; `Refused` when it is no file, blank, too large or not to be read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Refused(rules.PATH_UNREADABLE, path=shown_path(path), reason="it is not an ordinary file")
        if about.st_size > caps.file_bytes:
            raise Refused(rules.FILE_TOO_LARGE, size=about.st_size, limit=caps.file_bytes)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(rules.PATH_MISSING, path=shown_path(path)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(rules.PATH_UNREADABLE, path=shown_path(path), reason=reason) from None
    if not data:
        raise Refused(rules.FILE_EMPTY)
    return data
