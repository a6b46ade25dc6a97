"""Files of the case tables: what a table says of a file in, the file on disk out.

A file is a sound one of its template, changed where the case says so: `cells` of its only row, `rows` of several, `lengths`
of cells, `repeat` with `{n}` for the number of the row; or `text` as it stands. `kind = "xlsx"` writes a workbook.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl

from csvbridge.schema_files import load_template

SOUND = {
    "customers": {
        "Name": "Alder & Finch LLC",
        "Company": "Alder & Finch LLC",
        "Email": "office@alder.example.com",
        "Phone": "(413) 555-0142",
        "Website": "https://www.alder.example.com",
        "Street": "12 Elm Street",
        "City": "Amherst",
        "State": "MA",
        "ZIP": "01002",
    },
    "products.s2": {
        "Product/service name": "Design hours",
        "Item type": "Service",
        "SKU": "DH-1",
        "Sales price/rate": "120.00",
        "Income account": "Sales",
    },
    "invoices": {
        "*InvoiceNo": "1001",
        "*Customer": "Alder & Finch LLC",
        "*InvoiceDate": "10/31/2026",
        "*DueDate": "11/30/2026",
        "Terms": "Net 30",
        "Item(Product/Service)": "Design hours",
        "ItemDescription": "Design of the annual report",
        "ItemQuantity": "2",
        "ItemRate": "120.00",
        "*ItemAmount": "240.00",
    },
    "credit_notes": {
        "*CreditMemoNo": "C-1",
        "*Customer": "Alder & Finch LLC",
        "*CreditMemoDate": "10/31/2026",
        "Item(Product/Service)": "Design hours",
        "ItemQuantity": "1",
        "ItemRate": "20.00",
        "*ItemAmount": "20.00",
    },
}
SOUND["invoices.tax"] = {**SOUND["invoices"], "Taxable": "N", "TaxRate": "0%"}
SOUND["products.s1"] = {
    "Product/Service Name": "Design hours",
    "Type": "Service",
    "SKU": "DH-1",
    "Sales Price / Rate": "120.00",
    "Income Account": "Sales",
}


def write_file(folder: Path, said: dict[str, Any]) -> Path:
    """Write one file of a case; return where it lies."""
    kind = said.get("kind", "csv")
    template = said.get("template", "invoices")
    path = folder / said.get("name", f"{template.replace('.', '-')}.{kind}")
    if "text" in said:
        path.write_bytes(_encoded(said["text"], said))
        return path
    headings, rows = _table(template, said)
    if kind == "xlsx":
        _workbook(path, headings, rows, said)
        return path
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=said.get("delimiter", ","), lineterminator="\r\n")
    writer.writerows([*(row.split(",") for row in said.get("above", ())), headings, *rows])
    path.write_bytes(_encoded(text.getvalue() + said.get("below", ""), said))
    return path


def _table(template: str, said: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    sound = SOUND[template] | said.get("cells", {})
    sound |= {name: "x" * length for name, length in said.get("lengths", {}).items()}
    rows = [sound | row for row in said.get("rows", [{}])]
    rows *= said.get("repeat", 1)
    rows = [{name: cell.replace("{n}", str(at)) for name, cell in row.items()} for at, row in enumerate(rows, start=1)]
    columns = [column.name for column in load_template(f"quickbooks.us.{template}").columns]
    without = said.get("without", ())
    names = [name for name in columns if name not in without]
    names += [name for name in dict.fromkeys(name for row in rows for name in row) if name not in (*columns, *without)]
    headings = [said.get("headings", {}).get(name, name) for name in names]
    return headings, [[row.get(name, "") for name in names] for row in rows]


def _encoded(text: str, said: dict[str, Any]) -> bytes:
    mark = "\ufeff" if said.get("mark") else ""
    return (mark + text).replace("\r\n", said.get("newline", "\r\n")).encode(said.get("encoding", "utf-8"))


def _workbook(path: Path, headings: list[str], rows: list[list[str]], said: dict[str, Any]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheets = [sheet, *(book.create_sheet(f"Further {n}") for n in range(1, said.get("sheets", 1)))]
    for one in sheets:
        one.append(headings)
        for row in rows:
            one.append([_typed(cell) for cell in row])
        for merged in said.get("merged", ()):
            one.merge_cells(merged)
    if "further" in said:
        notes = book.create_sheet("Notes")
        for row in said["further"]:
            notes.append(row)
    if "before" in said:
        book.create_sheet("Before", 0).sheet_state = said["before"]
    for place, value in said.get("put", {}).items():
        sheet[place] = value
    book.save(path)


def _typed(cell: str) -> object:
    """A cell `date:2026-10-31` is a true date; everything else is text."""
    return dt.date.fromisoformat(cell[5:]) if cell.startswith("date:") else cell
