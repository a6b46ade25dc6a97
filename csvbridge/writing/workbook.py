"""Workbooks: lists that QuickBooks imports, and tables that people read.

In: rows of text, whole numbers, decimals and dates. Out: one .xlsx file, with equal bytes for equal input.
It never lets a cell become a formula or an error, passes money through a binary fraction, or cuts in silence.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO
from itertools import repeat
from pathlib import Path
from types import NoneType
from typing import Literal, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from csvbridge.errors import OwnFault
from csvbridge.findings import shown
from csvbridge.values.text import prints
from csvbridge.writing.sheet_rows import LINE_HEIGHT, Stream, blank_xml, cell_xml, poured, rows_xml
from csvbridge.writing.sheet_rows import Cell as XmlCell

Value = str | int | Decimal | date | None
Styles = tuple[str, str, str]
"""A column's style numbers: of its own kind, of text in its place, of text in bold."""


class Strong(str):
    """A text that is written in bold."""

    __slots__ = ()


MOST_ROWS = 1_000_000  # of a table for people: Excel has 1,048,576, the rest is for notes and totals
_SHORT = 1000  # characters that are well within any limit
_LONGEST_TEXT = 32_767  # characters of a cell (Excel's specification); openpyxl cuts there without a word
_MOST_DIGITS = 15  # that Excel keeps of a number; it would turn the sixteenth into 0
_FIRST_DATE = date(1900, 3, 1)  # before it Excel counts a day that never was
_DAY_NOUGHT = date(1899, 12, 30)

# What XML 1.0 cannot hold, and what a reader would take for an escape (`_x0041_` is A: ECMA-376, ST_Xstring).
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_AWKWARD = re.compile(f"\r|{_LIKE_ESCAPE.pattern}|{_ILLEGAL.pattern}")

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive can say
_EMPTY = re.compile(r"<(([A-Za-z]+)(?: [^<>]*)?)></\2>")  # as lxml has an empty element
_CHARACTER = re.compile(r"&#([0-9]{3,7});")  # as lxml has a character beyond ASCII
_VERSION = re.compile(r"Openpyxl [0-9.]+")
_TIME_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
# Compressors differ between systems: none is used while a file is under QuickBooks' 2 MB (qbo-import.md 1).
_MOST_STORED = 1_800_000

_BLOCK = 100  # texts that are looked at together
_GAP = "\1"  # where a plain value goes in the XML of its cell
_PLAIN_NUMBERS = frozenset("-.0123456789")
_MOST_LINES = 12  # that a row is made high for; a longer text is read in its cell
_FORMATS = {"text": "@", "money": "#,##0.00", "date": "yyyy-mm-dd", "number": "General", "score": "0.0000"}
_NUMBERS = ("money", "number", "score")
_ALL_NUMBERS: tuple[set[type], ...] = ({int}, {Decimal})
_TOLD_ONCE: frozenset[type] = frozenset({str, Strong, int, NoneType, date})
"""Types of which as many values as are equal are written alike."""
_HEADING_FILL = PatternFill("solid", start_color="E7E6E6")
_ENTRY_FILL = PatternFill("solid", start_color="FFF9E5")
_ENTRY_BORDER = Border(*(Side("thin", color="BFBFBF"),) * 4)
_OPEN = Protection(locked=False)


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column of a table for people. `choices` are offered in a list; other text can still be typed.

    `entry`: its cells are for people to fill in. They are open where the sheet is locked, and take nothing but the
    choices where there are any.
    """

    heading: str
    width: int
    kind: Literal["text", "money", "date", "number", "score"] = "text"
    choices: tuple[str, ...] = ()
    entry: bool = False
    offers: tuple[str, ...] = ()
    """Headings of neighbouring columns: each row offers what it has there itself. Other text can be typed."""
    doubted: str = ""
    """What is asked before other text than what is offered is taken; blank: it is taken without a word."""
    in_print: bool = True
    """Columns at the end that are not printed make the others larger on paper."""
    whole: bool = True
    """Whether all of a text is shown; one that is not takes one line, whatever the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """A sheet for people: notes above the table, totals below it.

    `locked` lets a person fill in the columns that are for it, filter, and make columns wider, and no more: no cell of
    the table is changed by a slip. It has no password. Sorting is allowed too, but programs sort open cells only.
    `is_text` is a sheet to read: no filter.
    """

    title: str
    columns: Sequence[ReviewColumn]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    totals: Sequence[Sequence[Value]] = ()
    locked: bool = False
    is_text: bool = False
    frozen: int = 0
    """Columns that stay in sight when the rest is moved."""


def list_workbook(path: Path, sheet_name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a list for the importer: one plain sheet, headings first, every cell text (qbo-import.md 0.1, 2).

    Blank cells are left out. A line end inside a cell becomes a line feed, as Excel has it; a character that
    XML cannot hold becomes U+FFFD.

    Raises:
        OwnFault: a row has more or fewer cells than headings, or a cell is longer than Excel allows.
    """
    for row in rows:
        if len(row) != len(headings):
            raise OwnFault(f"a row of a list has {len(row)} cells for {len(headings)} headings")

    def poured_rows(styles: object) -> Iterator[str]:
        columns = [
            [cell_xml(position, _list_cell(text)) for text in texts]
            for position, texts in enumerate(zip(headings, *rows, strict=True), 1)
        ]
        yield from rows_xml(1, columns, repeat(1))

    with _new_book() as (book, streams):
        _new_sheet(book, sheet_name)
        streams.append(Stream(1, 0, poured_rows))
    _write(path, _parts(book, streams))


def review_workbook(path: Path, sheets: Sequence[ReviewSheet]) -> None:
    """Write tables for people: filters, frozen headings, widths and print settings, values of their own type.

    A number that Excel cannot hold exactly and a date that it counts wrongly are written as text; a text too
    long for a cell is cut and says how long it was.

    Raises:
        OwnFault: a value of another type (a binary fraction), a row that does not fit, over MOST_ROWS rows.
    """
    _write(path, _review_parts(sheets))


def packed_review(sheets: Sequence[ReviewSheet]) -> Callable[[], bytes]:
    """Return what packs the same workbook into bytes: that needs hardly any of Python's own time, so a thread may."""
    parts = _review_parts(sheets)

    def packed() -> bytes:
        written = BytesIO()
        _pack(written, parts)
        return written.getvalue()

    return packed


def _review_parts(sheets: Sequence[ReviewSheet]) -> dict[str, bytes]:
    with _new_book() as (book, streams):
        for review in sheets:
            streams.append(_write_review(book, review))
    return _parts(book, streams)


@contextmanager
def _new_book() -> Iterator[tuple[Workbook, list[Stream]]]:
    """Yield a workbook and the rows to pour into its sheets, one stream a sheet."""
    book = Workbook(write_only=True)
    book.properties.creator = "csvbridge"
    try:
        yield book, []
    except BaseException:
        for sheet in book.worksheets:
            sheet.close()  # else its open file complains on the way out
        raise


def _parts(book: Workbook, streams: Sequence[Stream]) -> dict[str, bytes]:
    """Return the parts of the finished workbook by name; fixed times, order and XML: equal input gives equal bytes."""
    written = BytesIO()
    book.save(written)
    with ZipFile(written) as archive:
        parts = {name: _settled(name, archive.read(name)) for name in sorted(archive.namelist())}
    for number, stream in enumerate(streams, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = poured(parts[part].decode().replace("<sheetData/>", "<sheetData></sheetData>"), stream).encode()
    return parts


def _write(path: Path, parts: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _pack(path, parts)


def _pack(place: Path | BytesIO, parts: dict[str, bytes]) -> None:
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


def _new_sheet(book: Workbook, title: str) -> Worksheet:
    # a write-only sheet answers to all that is asked here, though its type stubs do not say so
    return cast(Worksheet, book.create_sheet(INVALID_TITLE_REGEX.sub(" ", title)[:31]))


def _list_cell(text: str) -> XmlCell:
    if not text.strip():
        return None
    text = _safe_text(text)
    if len(text) > _LONGEST_TEXT:
        raise OwnFault(f"a cell of a list has {len(text)} characters; a workbook holds {_LONGEST_TEXT}")
    return "s", text


def _safe_text(text: str) -> str:
    if not _AWKWARD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", _LIKE_ESCAPE.sub("_x005F_", text))


def _write_review(book: Workbook, review: ReviewSheet) -> Stream:
    """Lay out a sheet up to its headings and its pattern rows; return the stream of its rows and totals."""
    if len(review.rows) > MOST_ROWS:
        raise OwnFault(f"a review has {len(review.rows):,} rows; a sheet holds {MOST_ROWS:,}")
    for row in (*review.rows, *review.totals):
        if len(row) != len(review.columns):
            raise OwnFault(f"a row of a review has {len(row)} cells for {len(review.columns)} columns")
    sheet = _new_sheet(book, review.title)
    heading_row = len(review.notes) + 2 if review.notes else 1
    _prepare(sheet, review, heading_row, last_row=heading_row + len(review.rows))
    for note in review.notes:
        sheet.append([_pattern(sheet, "text", text=_safe_text(note), wrapped=False)])
    if review.notes:
        sheet.append([])
    high = max(_heading_lines(column) for column in review.columns)
    if high > 1:
        sheet.row_dimensions[heading_row].height = high * LINE_HEIGHT
    sheet.append([_heading(sheet, column) for column in review.columns])
    columns = review.columns
    # the pattern rows: a style for each column's own kind, and one for text in its place; plain, then bold
    for bold in (False, True):
        sheet.append([_pattern(sheet, c.kind, bold, entry=c.entry and not bold, whole=c.whole) for c in columns])
        sheet.append([_pattern(sheet, "text", bold, entry=c.entry and not bold, whole=c.whole) for c in columns])

    def rows(styles: Sequence[Sequence[str]]) -> Iterator[str]:
        first = heading_row + 1
        yield from _review_rows(first, columns, review.rows, styles[0], styles[1], styles[3])
        # a row lower: a filter would take in the totals if they touched the table
        below = first + len(review.rows) + 1
        yield from _review_rows(below, columns, review.totals, styles[2], styles[3], styles[3], is_table=False)

    return Stream(heading_row + 1, 4, rows)


def _review_rows(
    first: int,
    columns: Sequence[ReviewColumn],
    rows: Sequence[Sequence[Value]],
    typed: Sequence[str],
    text: Sequence[str],
    strong: Sequence[str],
    *,
    is_table: bool = True,
) -> Iterator[str]:
    """Yield rows as XML, numbered from `first`; each column is looked at as a whole, since most cells are plain."""
    if not rows:
        return
    cells: list[list[str]] = []
    tall: list[list[int]] = []
    for at, (column, values) in enumerate(zip(columns, zip(*rows, strict=True), strict=True), 1):
        own, lines = _column_cells(at, column, values, (typed[at - 1], text[at - 1], strong[at - 1]), is_table)
        cells.append(own)
        tall += [lines] if lines is not None else []
    yield from rows_xml(first, cells, map(max, repeat(1), *tall) if tall else repeat(1))


def _column_cells(
    at: int, column: ReviewColumn, values: Sequence[Value], styles: Styles, is_table: bool
) -> tuple[list[str], list[int] | None]:
    """Return the cells of the column at `at` as `sheet_rows.cell_xml` gives them, and how many lines each takes.

    None: each takes one.
    """
    kinds = set(map(type, values))
    if kinds in _ALL_NUMBERS and column.kind in _NUMBERS:
        numbers = list(map(str, values))
        if _all_plain_numbers(numbers, column.width):
            head, tail = cell_xml(at, ("n", _GAP), styles[0]).split(_GAP)
            return [f"{head}{number}{tail}" for number in numbers], None
    if not kinds <= _TOLD_ONCE:  # equal Decimals can be written in two ways
        both = [_finished(at, column, value, styles, is_table) for value in values]
        return [cell for cell, _ in both], [lines for _, lines in both]
    cells: dict[type, dict[Value, str]] = {}  # by type, since a text in bold is equal to a plain one
    tall: dict[type, dict[Value, int]] = {}
    for kind in kinds:
        distinct = set(values) if len(kinds) == 1 else {value for value in values if type(value) is kind}
        cells[kind], tall[kind] = _distinct_cells(at, column, distinct, styles, is_table)
    if len(kinds) == 1:
        (own,), (lines,) = cells.values(), tall.values()
        return list(map(own.__getitem__, values)), [lines.get(value, 1) for value in values] if lines else None
    return [cells[type(value)][value] for value in values], (
        [tall[type(value)].get(value, 1) for value in values] if any(tall.values()) else None
    )


def _distinct_cells(
    at: int, column: ReviewColumn, distinct: Collection[Value], styles: Styles, is_table: bool
) -> tuple[dict[Value, str], dict[Value, int]]:
    """Return the cell of each value, all of one type, and how many lines those take that take more than one."""
    typed, text, strong = styles
    cells: dict[Value, str] = {}
    tall: dict[Value, int] = {}
    kind = type(next(iter(distinct)))
    if issubclass(kind, str):
        style = strong if kind is Strong else typed if column.kind == "text" else text
        head, tail = cell_xml(at, ("s", _GAP), style).split(_GAP)
        texts = list(cast(Collection[str], distinct))
        for start in range(0, len(texts), _BLOCK):
            block = texts[start : start + _BLOCK]
            for own, escaped in zip(block, _escaped(block), strict=False):  # none where one is awkward
                cells[own] = f"{head}{escaped}{tail}"
        if column.whole:
            tall = {own: _lines(own, column.width) for own in texts if len(own) >= column.width and own in cells}
    for value in distinct if len(cells) < len(distinct) else ():
        if value not in cells:
            cells[value], lines = _finished(at, column, value, styles, is_table)
            if lines > 1:
                tall[value] = lines
    return cells, tall


def _all_plain_numbers(texts: Collection[str], width: int) -> bool:
    """Whether each number fits Excel and one line, and none has an exponent."""
    return max(map(len, texts)) < min(width, _MOST_DIGITS) and _PLAIN_NUMBERS.issuperset("".join(texts))


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as XML has them, looked at together; none of them where one may be blank, long, hidden or padded."""
    joined = "|".join(texts)
    awkward = (
        joined.count("|") != len(texts) - 1
        or "||" in joined
        or "_x" in joined
        or " |" in joined
        or "| " in joined
        or joined.strip(" |") != joined
        or not joined
        or not prints(joined)
        or max(map(len, texts)) >= _SHORT
    )
    return () if awkward else escape(joined, quote=False).split("|")


def _finished(at: int, column: ReviewColumn, value: Value, styles: Styles, is_table: bool) -> tuple[str, int]:
    cell = _cell(column.kind, str(value) if isinstance(value, Strong) else value)
    typed, text, strong = styles
    if cell is None:  # a blank to be filled in is a cell too: it carries that it is open
        return (blank_xml(at, typed) if column.entry and is_table else ""), 1
    lines = _lines(cell[1], column.width) if column.whole else 1
    if isinstance(value, Strong):
        return cell_xml(at, cell, strong), lines
    style = typed if cell[0] == "n" or column.kind == "text" else text
    return cell_xml(at, cell, style), lines


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column: some readers do not make a row higher by themselves."""
    if len(text) < width and "\n" not in text:
        return 1
    return min(_MOST_LINES, sum(-(-(len(part) + 1) // max(width, 1)) for part in text.split("\n")))


def _heading_lines(column: ReviewColumn) -> int:
    """Return how many lines a heading takes: it is broken at its blanks, and bold takes more room."""
    lines, left = 1, column.width - 1
    for word in column.heading.split():
        if len(word) + 1 > left and left < column.width - 1:
            lines, left = lines + 1, column.width - 1
        left -= len(word) + 1
    return lines


def _prepare(sheet: Worksheet, review: ReviewSheet, heading_row: int, last_row: int) -> None:
    """Set what a write-only sheet must know before its first row, and the table's extent."""
    for number, column in enumerate(review.columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        offered = _offered(column, review.columns, heading_row + 1)
        if offered is not None and review.rows:
            offered.add(f"{letter}{heading_row + 1}:{letter}{last_row}")
            sheet.data_validations.append(offered)
    sheet.freeze_panes = f"{get_column_letter(review.frozen + 1)}{heading_row + 1}"
    if not review.is_text:
        sheet.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(review.columns))}{last_row}"
    if review.locked:
        sheet.protection.sheet = True
        for allowed in ("autoFilter", "sort", "formatColumns", "formatRows"):  # False: not forbidden
            setattr(sheet.protection, allowed, False)
    printed = sum(column.in_print for column in review.columns)
    if printed < len(review.columns):
        below = len(review.totals) + 1 if review.totals else 0
        sheet.print_area = f"A1:{get_column_letter(printed)}{last_row + below}"
        sheet.page_margins = PageMargins(
            left=0.25, right=0.25, top=0.4, bottom=0.7, header=0.3, footer=0.3
        )  # inches: it is a wide table
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # always there
    sheet.HeaderFooter.oddFooter.center.text = "&A, page &P of &N"  # type: ignore[union-attr]


def _offered(column: ReviewColumn, columns: Sequence[ReviewColumn], first_row: int) -> DataValidation | None:
    """Return the list that the cells of a column offer; None where there is none.

    The cells of the row itself are named relative to it, so the list is right however the rows are sorted.
    """
    if column.choices:
        offered = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        offered.showErrorMessage = column.entry
        offered.error = "Choose one of the list." if column.entry else None
        return offered
    if not column.offers:
        return None
    places = sorted(at for at, one in enumerate(columns, 1) if one.heading in column.offers)
    start, end = get_column_letter(places[0]), get_column_letter(places[-1])
    offered = DataValidation(type="list", formula1=f"${start}{first_row}:${end}{first_row}", allow_blank=True)
    offered.showErrorMessage = bool(column.doubted)
    if column.doubted:
        offered.errorStyle, offered.error = "warning", column.doubted
    return offered


def _heading(sheet: Worksheet, column: ReviewColumn) -> Cell:
    cell = _pattern(sheet, "text", bold=True, text=_safe_text(column.heading))
    if column.kind != "text":
        cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
    cell.fill = _HEADING_FILL
    return cell


def _pattern(
    sheet: Worksheet,
    kind: str,
    bold: bool = False,
    text: str = "-",
    wrapped: bool = True,
    entry: bool = False,
    whole: bool = True,
) -> Cell:
    """Return a cell styled for its kind that holds a text."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # else openpyxl would take some texts for formulas or errors
    cell.font = Font(name="Calibri", size=11, bold=bold)
    if not whole:
        cell.alignment = Alignment(horizontal="fill", vertical="top")  # cut at the cell's edge
    elif kind == "text" and wrapped:  # a little room, since the column before may be numbers set to the right
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    else:
        cell.alignment = Alignment(vertical="top", wrap_text=wrapped)
    cell.number_format = _FORMATS[kind]
    if entry:
        cell.protection = _OPEN
        cell.fill = _ENTRY_FILL
        cell.border = _ENTRY_BORDER
    return cell


def _cell(kind: str, value: Value) -> XmlCell:
    """Return a value as its column takes it: a number where it is of the column's kind, else text; None for a blank."""
    if value is None:
        return None
    if type(value) is str and len(value) < _SHORT and value.isprintable() and "_x" not in value:
        return ("s", value) if value.strip() else None  # most cells: nothing in them can be awkward
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, Decimal) or type(value) is int:
        if isinstance(value, Decimal) and not value.is_finite():
            raise OwnFault("a review holds a number that is not finite")
        value = format(value, "f" if isinstance(value, Decimal) else "d")
        digits = len(value.lstrip("-").replace(".", "").strip("0"))
        if kind in _NUMBERS and digits <= _MOST_DIGITS:
            return "n", value
    elif type(value) is date:
        if kind == "date" and value >= _FIRST_DATE:
            return "n", str((value - _DAY_NOUGHT).days)
        value = value.isoformat()
    if not isinstance(value, str):
        raise OwnFault(f"a review holds a {type(value).__name__}; it takes text, int, Decimal and date")
    return "s", shown(_safe_text(value), _LONGEST_TEXT - 100) or ""  # the rest is for the words that it was cut
