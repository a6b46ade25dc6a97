"""How a sheet for people looks: widths, frozen headings, filters, locks, lists to choose from, print, and styles.

In: a review's columns, and where its table begins and ends. Out: openpyxl's sheet set up, and cells that carry a style.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from csvbridge.writing.cell_text import safe_text
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet

_FORMATS = {"text": "@", "money": "#,##0.00", "date": "yyyy-mm-dd", "number": "General", "score": "0.0000"}
_HEADING_FILL = PatternFill("solid", start_color="E7E6E6")
_ENTRY_FILL = PatternFill("solid", start_color="FFF9E5")
_ENTRY_BORDER = Border(*(Side("thin", color="BFBFBF"),) * 4)
_OPEN = Protection(locked=False)


def prepare_sheet(sheet: Worksheet, review: ReviewSheet, heading_row: int, last_row: int) -> None:
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


def lines_of_heading(column: ReviewColumn) -> int:
    """Return how many lines a heading takes: it is broken at its blanks, and bold takes more room."""
    lines, left = 1, column.width - 1
    for word in column.heading.split():
        if len(word) + 1 > left and left < column.width - 1:
            lines, left = lines + 1, column.width - 1
        left -= len(word) + 1
    return lines


def heading_cell(sheet: Worksheet, column: ReviewColumn) -> Cell:
    cell = pattern_cell(sheet, "text", bold=True, text=safe_text(column.heading))
    if column.kind != "text":
        cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
    cell.fill = _HEADING_FILL
    return cell


def pattern_cell(
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
