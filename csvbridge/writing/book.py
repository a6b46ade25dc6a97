"""The bytes of a workbook: openpyxl writes the parts, the rows are poured in, and all is packed.

In: sheets that are laid out, and a stream of rows for each. Out: one .xlsx file, with equal bytes for equal input:
no time of day, no version of a library, no trace of the system.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from csvbridge.writing.sheet_rows import Stream, poured

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive can say
_EMPTY = re.compile(r"<(([A-Za-z]+)(?: [^<>]*)?)></\2>")  # as lxml has an empty element
_CHARACTER = re.compile(r"&#([0-9]{3,7});")  # as lxml has a character beyond ASCII
_VERSION = re.compile(r"Openpyxl [0-9.]+")
_TIME_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
# Compressors differ between systems: none is used while a file is under QuickBooks' 2 MB (qbo-import.md 1).
_MOST_STORED = 1_800_000


@contextmanager
def new_book() -> Iterator[tuple[Workbook, list[Stream]]]:
    """Yield a workbook and the rows to pour into its sheets, one stream a sheet."""
    book = Workbook(write_only=True)
    book.properties.creator = "csvbridge"
    try:
        yield book, []
    except BaseException:
        for sheet in book.worksheets:
            sheet.close()  # else its open file complains on the way out
        raise


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """Return a new sheet at the end of the book, under a title that Excel takes."""
    # a write-only sheet answers to all that is asked here, though its type stubs do not say so
    return cast(Worksheet, book.create_sheet(INVALID_TITLE_REGEX.sub(" ", title)[:31]))


def parts_of(book: Workbook, streams: Sequence[Stream]) -> dict[str, bytes]:
    """Return the parts of the finished workbook by name; fixed times, order and XML: equal input gives equal bytes."""
    written = BytesIO()
    book.save(written)
    with ZipFile(written) as archive:
        parts = {name: _settled(name, archive.read(name)) for name in sorted(archive.namelist())}
    for number, stream in enumerate(streams, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = poured(parts[part].decode().replace("<sheetData/>", "<sheetData></sheetData>"), stream)
    return parts


def write_parts(path: Path, parts: dict[str, bytes]) -> None:
    """Write the file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pack_parts(path, parts)


def pack_parts(place: Path | BytesIO, parts: dict[str, bytes]) -> None:
    """Pack the parts into a file or into memory, small ones as they are."""
    method = ZIP_STORED if sum(map(len, parts.values())) <= _MOST_STORED else ZIP_DEFLATED
    with ZipFile(place, "w") as archive:
        for name, data in parts.items():
            member = ZipInfo(name, _FIXED_TIME)
            member.create_system = 0  # else it says on which system it was made
            archive.writestr(member, data, method, compresslevel=1)  # quick: only large tables for people are packed


def _settled(name: str, data: bytes) -> bytes:
    """Return a part without the time of day, openpyxl's version, and what depends on lxml being there."""
    if name.startswith("xl/worksheets/"):
        text = data.decode().replace(" />", "/>")  # no `/>` stands in text, where `>` is `&gt;`
        return _CHARACTER.sub(lambda found: chr(int(found[1])), _EMPTY.sub(r"<\1/>", text)).encode()
    text = ET.canonicalize(data.decode())
    if name.startswith("docProps/"):
        text = _TIME_STAMP.sub("1980-01-01T00:00:00Z", _VERSION.sub("csvbridge", text))
    return text.encode()
