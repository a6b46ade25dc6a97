"""What a file is, by its bytes, never by its name.

In: the bytes, or the decoded text. Out: the kind of table, or a `Refused` that names what it is instead.
Nothing is parsed here (salesforce-exports.md §1.1 has the order of the tests).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from csvbridge.reading.archive import refuse_crowded
from csvbridge.reading.caps import Caps
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

ByteKind = Literal["workbook", "archive", "text?"]
TextKind = Literal["text", "json", "html"]

# --- the table of what a file can be: first by its first bytes; ZIP and OLE containers then by what is in them; text
# --- by its first character. A kind that csvbridge reads stands in capitals below, all else is named and refused.

_ZIP, _OLE, _WORKBOOK, _ENCRYPTED, _OPEN_DOCUMENT = "ZIP", "OLE", "WORKBOOK", "ENCRYPTED", "OPENDOCUMENT"

_FIRST_BYTES = (
    # first bytes                        what it is
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),  # with nothing in it
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"PK\x07\x08", "a part of an archive that was split: join it first"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\x00", "an image (TIFF)"),
    (b"MM\x00*", "an image (TIFF)"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"BZh9", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"PAR1\x15", "a Parquet file"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut, not the file that it points to"),
    (b"[InternetShortcut]", "a web link"),
    (b"\x09\x08\x10\x00", "a bare Excel stream"),
    (b"\x09\x04\x06\x00", "a workbook of Excel 4"),
    (b"\x09\x02\x06\x00", "a workbook of Excel 3"),
)
_IN_ZIP = (
    # member of the archive              what it is; with none of these: an archive of files
    ("xl/workbook.xml", _WORKBOOK),
    ("xl/workbook.bin", "a binary workbook (.xlsb): save it as .xlsx"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", _OPEN_DOCUMENT),
    ("Index/Document.iwa", "an Apple Numbers or Pages document: export it as .csv"),
)
_SPREADSHEETS = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
_LONGEST_MARK = 100  # bytes
_IN_OLE = (
    # stream in the container            what it is
    ("EncryptedPackage", _ENCRYPTED),
    ("Workbook", _WORKBOOK),
    ("Book", _WORKBOOK),
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
)
_FIRST_CHARACTER: dict[str, TextKind] = {
    # after blanks                       what it is; anything else: delimited text
    "<": "html",  # an HTML table, unless the tests of `_refuse_page` say otherwise
    "{": "json",
    "[": "json",
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 18  # characters: enough to see what a file is made of
_PASSWORD_FIELD = re.compile(r"<input\b[^<>]{0,2000}?\btype\s*=\s*[\"']?password", re.IGNORECASE)
_TABLE_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
LOGIN_WORDS = re.compile(r"log\s?in|sign\s?in|session", re.IGNORECASE)
_SPREADSHEET_XML = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet")


def kind_of_bytes(data: bytes, caps: Caps) -> ByteKind:
    """Return whether the bytes are a workbook, an archive, or may be text; `Refused` names anything else."""
    what = next((what for start, what in _FIRST_BYTES if data.startswith(start)), None)
    if what is None:
        return "text?"
    if what == _ZIP:
        return _inside_zip(data, caps)
    if what == _OLE:
        return _inside_ole(data)
    raise Refused(rules.NOT_A_TABLE, kind=what)


def kind_of_text(text: str) -> TextKind:
    """Return what decoded text is; `Refused` for a page without a table, XML or binary data."""
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > max(2, len(sample) // 12):  # rich text has one NUL a cell, binary far more
        raise Refused(rules.NOT_A_TABLE, kind="binary data of an unknown kind")
    kind = _FIRST_CHARACTER.get(sample.lstrip()[:1], "text")
    if kind == "html":
        _refuse_page(text)
    return kind


def _inside_zip(data: bytes, caps: Caps) -> Literal["workbook", "archive"]:
    refuse_crowded(data, caps)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mark = _mark(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        raise Refused(rules.FILE_DAMAGED, reason="a ZIP archive or workbook whose end is missing or broken") from None
    what = next((what for member, what in _IN_ZIP if member in names), None)
    if what is None:
        return "archive"
    if what == _WORKBOOK or (what == _OPEN_DOCUMENT and mark in _SPREADSHEETS):
        return "workbook"
    if what == _OPEN_DOCUMENT:
        what = "an OpenDocument file that is no spreadsheet"
    raise Refused(rules.NOT_A_TABLE, kind=what)


def _mark(archive: zipfile.ZipFile) -> bytes:
    """Return what an OpenDocument file says that it is, in its own first member."""
    try:
        with archive.open("mimetype") as member:
            return member.read(_LONGEST_MARK)
    except RuntimeError:  # zipfile's word for a member with a password
        raise Refused(rules.FILE_ENCRYPTED) from None


def is_opendocument(data: bytes) -> bool:
    """Whether a workbook is an OpenDocument spreadsheet; the others that begin as a ZIP archive are .xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" not in archive.namelist() and "content.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _inside_ole(data: bytes) -> Literal["workbook"]:
    what = next((what for stream, what in _IN_OLE if _directory_entry(stream) in data), None)
    if what == _WORKBOOK:
        return "workbook"
    if what == _ENCRYPTED:
        raise Refused(rules.FILE_ENCRYPTED)
    raise Refused(rules.NOT_A_TABLE, kind=what or "an Office file without a workbook in it, or the beginning of one")


def _directory_entry(stream: str) -> bytes:
    """Return a stream's name as OLE directories have it: UTF-16 in 64 bytes, then its length."""
    name = stream.encode("utf-16-le")
    return name.ljust(64, b"\x00") + (len(name) + 2).to_bytes(2, "little")


def _refuse_page(text: str) -> None:
    if _PASSWORD_FIELD.search(text):
        raise Refused(rules.WEB_PAGE, kind="a login page")
    if _SPREADSHEET_XML.search(text[:_SAMPLE]):
        raise Refused(rules.XML_SPREADSHEET)
    if _TABLE_CELL.search(text):
        return
    if LOGIN_WORDS.search(text[:_SAMPLE]):
        raise Refused(rules.WEB_PAGE, kind="a login page")
    raise Refused(rules.WEB_PAGE, kind="a web page or an error message without a table")
