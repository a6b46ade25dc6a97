"""A file of decisions into answers: a path in, what was filled in out. What a file is, only its contents say.

Read are the workbook (.xlsx, .ods, .xls), its sheet Decide as delimited text, and the file that the page saves.
"""

from __future__ import annotations

import stat
from pathlib import Path

from csvbridge.decisions.answers import Given
from csvbridge.decisions.page import MARK, read_page
from csvbridge.decisions.tables import Sheet, known_heading, read_tables, stop
from csvbridge.errors import Stop
from csvbridge.reading.caps import Caps
from csvbridge.reading.delimited import read_records
from csvbridge.reading.discover import shown_path
from csvbridge.reading.encoding import decode
from csvbridge.reading.jsonfile import parse_json
from csvbridge.reading.refused import Refused
from csvbridge.reading.sniff import kind_of_bytes, kind_of_text
from csvbridge.reading.table import Grid
from csvbridge.reading.workbook import read_workbook
from csvbridge.rules import answers as rules
from csvbridge.rules import reading as reading_rules

CAPS = Caps(
    file_bytes=100_000_000, cells=5_000_000, cells_between=1_000_000, unpacked_bytes=500_000_000, ratio_from=1_000_000
)
"""The workbook of 5,000 pairs has a hundredth of that."""

_OWN_FIX = (
    reading_rules.FILE_ENCRYPTED,
    reading_rules.FORMULA_WITHOUT_VALUE,
    reading_rules.PATH_MISSING,
    reading_rules.PATH_UNREADABLE,
)
"""Faults of which the remedy is the same whatever the file is for."""


def read_answers(path: Path, caps: Caps = CAPS) -> Given:
    """Return what a file holds.

    Raises:
        Stop: it cannot be read, or holds no decisions.
    """
    file = shown_path(path)
    try:
        return _read(_bytes(path, file, caps), file, caps)
    except Refused as refused:
        facts = {"name": file, "value": "", **refused.facts}
        message = refused.rule.message.format(**facts)
        fix = refused.rule.fix if refused.rule in _OWN_FIX else rules.NOT_DECISIONS.fix
        where = "" if message.startswith(file) else f"{file}: "
        raise Stop(f"{where}{message} ({refused.rule.code})", fix.format(**facts), code=refused.rule.code) from None


def _read(data: bytes, file: str, caps: Caps) -> Given:
    kind = kind_of_bytes(data, caps)
    if kind == "archive":
        raise stop(rules.NOT_DECISIONS, file, why="it is an archive: unpack it first")
    if kind == "workbook":
        book = read_workbook(data, caps)
        return read_tables([Sheet(sheet.name, sheet.grid) for sheet in book.sheets], file, book.hidden)
    text = decode(data).text.replace("\x00", "")
    if not text.strip():
        raise Refused(reading_rules.FILE_BLANK)
    kind_of = kind_of_text(text)
    if kind_of == "json":
        return read_page(parse_json(text), file)
    if kind_of == "html":
        why = f'it is a web page; the page saves the decisions in a file of its own, which begins with "{MARK}"'
        raise stop(rules.NOT_DECISIONS, file, why=why)
    records = read_records(text, known_heading, caps.cells)
    return read_tables([Sheet(None, Grid(records.rows, records.numbers, is_text=True))], file)


def _bytes(path: Path, file: str, caps: Caps) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise stop(rules.NOT_DECISIONS, file, why="it is a folder: name the file in it")
        if about.st_size > caps.file_bytes:
            raise Refused(reading_rules.FILE_TOO_LARGE, size=about.st_size, limit=caps.file_bytes)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(reading_rules.PATH_MISSING, path=file) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(reading_rules.PATH_UNREADABLE, path=file, reason=reason) from None
    if not data:
        raise Refused(reading_rules.FILE_EMPTY)
    return data
