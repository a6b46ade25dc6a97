"""What a file is made of beyond its records: marks, line ends, formulas, macros, sheets that QuickBooks never reads.

In: the bytes of a file and what its reader said of it. Out: words for people. Nothing is unpacked that the reader has
not measured before, and nothing is computed or run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from csvbridge.reviews.words import counted, listing

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:[A-Za-z0-9]+:)?f[ />]")
_SHEET_TAG = re.compile(rb"<(?:[A-Za-z0-9]+:)?sheet [^<>]*>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_IS_HIDDEN = re.compile(rb'\bstate="(?:hidden|veryHidden)"')
_PIECE = 1 << 20
_PARTS = (
    (re.compile(r"xl/vbaProject\.bin"), "macro project"),
    (re.compile(r"xl/charts/chart[^/]*\.xml"), "chart"),
    (re.compile(r"xl/(?:comments[^/]*|threadedComments/[^/]+)\.xml"), "sheet of comments"),
    (re.compile(r"xl/media/[^/]+"), "picture"),
    (re.compile(r"xl/pivotTables/[^/]+\.xml"), "pivot table"),
    (re.compile(r"xl/externalLinks/[^/]+\.xml"), "link to another workbook"),
)


class Form(NamedTuple):
    """What a file was, and what of it a copy does not carry; blank where there is nothing to say."""

    is_workbook: bool
    was: str
    """What a text file was where it was not as an importer wants it."""
    formulas: str
    parts: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    """Sheets that are hidden, as their workbook names them."""


def form_of(data: bytes, encoding: str, delimiter: str, *, bare_quotes: bool) -> Form:
    """Return what a file's bytes tell; the others are what its reader says of it."""
    if data.startswith(_ZIP):
        return _workbook(data)
    if data.startswith(_OLE):
        return Form(True, "", "", ())
    return Form(False, listing_of(_text(data, encoding, delimiter, bare_quotes)), "", ())


def _text(data: bytes, encoding: str, delimiter: str, bare_quotes: bool) -> list[str]:
    said = []
    if not encoding.startswith("UTF-8"):
        said.append(f"the encoding {encoding}")
    if data.startswith(_MARKS):
        said.append("a byte order mark")
    if delimiter in _DELIMITERS:
        said.append(f"{_DELIMITERS[delimiter]} between its cells")
    if not delimiter:
        said.append("a form that is no comma-separated text")
    crlf, lf, cr = data.count(b"\r\n"), data.count(b"\n"), data.count(b"\r")
    if encoding.startswith("UTF-16"):
        return said
    if lf > crlf or cr > crlf:
        said.append("line ends other than CRLF" if crlf == 0 else "line ends of several kinds")
    if b"\0" in data:
        said.append("NUL bytes")
    if bare_quotes:
        said.append("quotes in cells that are not quoted")
    return said


def _workbook(data: bytes) -> Form:
    found = 0
    parts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            found = sum(_formulas(archive, name) for name in names if _SHEET.fullmatch(name))
            hidden = tuple(_hidden(archive.read("xl/workbook.xml")[:_PIECE]))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Form(True, "", "", ())
    for form, what in _PARTS:
        count = sum(1 for name in names if form.fullmatch(name))
        if count:
            parts.append(counted(count, what, f"{what}s" if not what.startswith(("sheet", "link")) else _many(what)))
    return Form(True, "", counted(found, "formula") if found else "", tuple(parts), hidden)


def _hidden(book: bytes) -> Iterator[str]:
    for tag in _SHEET_TAG.findall(book):
        name = _NAME.search(tag)
        if _IS_HIDDEN.search(tag) and name is not None:
            yield f'the hidden sheet "{unescape(name[1].decode("utf-8", "replace"))}"'


def _many(what: str) -> str:
    first, _, rest = what.partition(" ")
    return f"{first}s {rest}"


def _formulas(archive: zipfile.ZipFile, name: str) -> int:
    """Count a sheet's formulas piece by piece; a tag that two pieces share is seen once."""
    count, rest = 0, b""
    with archive.open(name) as sheet:
        while piece := sheet.read(_PIECE):
            whole = rest + piece
            cut = whole.rfind(b"<") if len(piece) == _PIECE else len(whole)
            count += len(_FORMULA.findall(whole[:cut]))
            rest = whole[cut:]
    return count + len(_FORMULA.findall(rest))


def listing_of(parts: Sequence[str]) -> str:
    """Return `a, b and c`; blank for none."""
    return listing(parts) if parts else ""
