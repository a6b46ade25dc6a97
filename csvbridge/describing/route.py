"""By which way a file left Salesforce, as far as its first bytes and its headings tell.

In: the beginning of a file, and its table. Out: words for people. It decides nothing: whatever the route, the cells
are read by what they hold (salesforce-exports.md 1.2).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from csvbridge.reading.sheet import Sheet
from csvbridge.schemas import normal_heading

_HEAD = 4096  # bytes that tell the kind of a file
_APP = "docProps/app.xml"
_APP_LIMIT = 1 << 16  # bytes of that member; a real one has a few hundred
_SEEN = 200  # rows that tell how boxes and times are written
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def route_of(place: Path, sheet: Sheet, *, api_named: bool, salesforce: bool) -> str:
    """Return how a table was exported, in words; blank when nothing tells."""
    head = _head(place)
    if not salesforce:
        return f"QuickBooks list, {_container(head, sheet)}"
    if sheet.exact:
        return _json(head)
    if "!" in sheet.source.path:
        return "weekly Data Export (.csv in a ZIP archive)"
    return _workbook_or_page(head, place, sheet) or _text(head, sheet, api_named=api_named)


def _workbook_or_page(head: bytes, place: Path, sheet: Sheet) -> str:
    """Return the route of a report that is no plain text; blank for text."""
    if sheet.preamble is not None:
        return "report, Formatted Report (.xlsx)" if head.startswith(b"PK") else "report with its title and filters"
    if head.startswith(b"PK"):
        return f"report, workbook {_writer(place)}"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "report, saved again by a spreadsheet program (.xls)"
    is_page = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return "report, .xls (an HTML table)" if is_page else ""


def _text(head: bytes, sheet: Sheet, *, api_named: bool) -> str:
    quoted = head.lstrip(b"".join(_BOMS) + b" \t\r\n\x00").startswith(b'"')
    if not api_named:
        return "report, Details Only (.csv)" if quoted else "report (.csv), saved again by another program"
    return _api_text(sheet, quoted=quoted, marked=head.startswith(_BOMS))


def _head(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _container(head: bytes, sheet: Sheet) -> str:
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "workbook" if not sheet.delimiter else "text"
    return "text" if sheet.delimiter else "a file"


def _json(head: bytes) -> str:
    if any(word in head for word in (b"factMap", b"reportMetadata", b"analytics/reports")):
        return "a report run (JSON)"
    return "sf data query (JSON)"


def _writer(place: Path) -> str:
    """Return whether Salesforce wrote a workbook or somebody saved it again; its own properties say so."""
    try:
        with zipfile.ZipFile(place) as archive:
            about = archive.getinfo(_APP)
            text = archive.read(_APP) if about.file_size <= _APP_LIMIT else b""
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return "(.xlsx)"
    return "as Salesforce wrote it (.xlsx)" if b"Apache POI" in text else "saved again by a spreadsheet program (.xlsx)"


def _api_text(sheet: Sheet, *, quoted: bool, marked: bool) -> str:
    """Tell the API's text files apart by their quotes, times and boxes (salesforce-exports.md 1.6 to 1.10)."""
    if not quoted:
        return "sf data query or Workbench (.csv)"
    cells = {cell for column in sheet.columns for cell in column[:_SEEN]}
    if {"true", "false"} & cells or marked or any(h.isupper() for h in sheet.headings if len(h) > 2):
        return "Data Loader or Bulk API (.csv)"
    own = {normal_heading(h) for h in sheet.headings}
    if any(cell.endswith(" 00:00:00") for cell in cells) or {"isdeleted", "systemmodstamp"} <= own:
        return "weekly Data Export (.csv)"
    return "an export with API names (.csv)"
