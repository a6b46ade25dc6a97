"""Error cells of a workbook (`#N/A`, `#REF!` …), which the workbook reader hands over as blanks.

In: the bytes of an .xlsx or .xls. Out: per worksheet (0 for the first) where its error cells stand and what
they say. A blank in place of an error would be a silent loss, so both formats are asked directly; nothing
else is read here.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class CellError(NamedTuple):
    """An error cell: its row and column from 1, and its text."""

    row: int
    column: int
    text: str


_XLS_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_XLS_RECORD = re.compile(
    # a worksheet's BOF; an error in a BOOLERR record; an error as a FORMULA record's result ([MS-XLS] 2.4)
    rb"(?P<sheet>\x09\x08\x10\x00\x00\x06\x10\x00)"
    rb"|\x05\x02\x08\x00(?P<cell>.{4}).{2}(?P<value>[\x00\x07\x0f\x17\x1d\x24\x2a])\x01"
    rb"|\x06\x00.{2}(?P<formula_cell>.{4}).{2}\x02.(?P<result>[\x00\x07\x0f\x17\x1d\x24\x2a]).{3}\xff\xff",
    re.DOTALL,
)


def cell_errors(data: bytes) -> dict[int, list[CellError]]:
    """Return the error cells by worksheet number. The workbook has passed its checks, and may have some."""
    return _in_xlsx(data) if data.startswith(b"PK") else _in_xls(data)


def _in_xlsx(data: bytes) -> dict[int, list[CellError]]:
    from openpyxl import load_workbook  # only a workbook with error cells needs it, and it loads slowly

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return {number: _of_sheet(sheet) for number, sheet in enumerate(book.worksheets)}
    finally:
        book.close()


def _of_sheet(sheet: Worksheet) -> list[CellError]:
    return [
        CellError(cell.row, cell.column, str(cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type == "e"
    ]


def _in_xls(data: bytes) -> dict[int, list[CellError]]:
    found: dict[int, list[CellError]] = {}
    number = -1
    for record in _XLS_RECORD.finditer(data):
        if record["sheet"]:
            number += 1
            continue
        place = record["cell"] or record["formula_cell"]
        code = (record["value"] or record["result"])[0]
        row, column = int.from_bytes(place[:2], "little"), int.from_bytes(place[2:], "little")
        if number >= 0 and column < 256:
            found.setdefault(number, []).append(CellError(row + 1, column + 1, _XLS_TEXTS[code]))
    return found
