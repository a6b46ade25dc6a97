"""Small sound files of every container, from the renderers of the routes.

In: nothing. Out: container -> the bytes of its files. `xls` needs LibreOffice or xlwt, which the tests install.
"""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "routes"))

import office
import render_html
import render_json
import render_text
import render_xlsx
import render_zip
import xlwt
from company import SMALL, Table, reports

CONTAINERS = ("csv", "json", "html", "xlsx", "xls", "zip")


def seeds(container: str) -> list[bytes]:
    """Return the files of a container, each of a few kilobytes."""
    made = {"csv": _csv, "json": _json, "html": _html, "xlsx": _xlsx, "xls": _xls, "zip": _zip}[container]()
    return list(dict.fromkeys(made))


def _csv() -> list[bytes]:
    text = render_text
    semicolons = replace(text.REPORT, delimiter=";", number=text.comma_grouped, date=text.german_date)
    files = [
        *text.details_files(SMALL, ids=True).values(),
        *text.resaved_files(SMALL, ids=False, style=text.EXCEL_DE).values(),
        *text.details_files(SMALL, ids=False, style=semicolons, with_footer=False).values(),
        *text.query_files(SMALL, text.DATA_LOADER, "{place}", upper=True).values(),
        *text.sideways_files(SMALL).values(),
        *text.loader_files(SMALL).values(),
        *render_zip.members(SMALL).values(),
    ]
    return files


def _json() -> list[bytes]:
    return [
        *render_json.query_files(SMALL, on_screen=True).values(),
        *render_json.child_files(SMALL).values(),
        *render_json.analytics_files(SMALL, summary=False).values(),
        *render_json.analytics_files(SMALL, summary=True).values(),
    ]


def _html() -> list[bytes]:
    html = render_html
    return [
        *html.details_files(SMALL, ids=True).values(),
        *html.details_files(SMALL, ids=False, style=html.LATIN, meta=False, ending="text", codes=True).values(),
        *html.printable_files(SMALL, ids=False).values(),
        *html.printable_files(SMALL, ids=False, grouped=True).values(),
    ]


def _xlsx() -> list[bytes]:
    xlsx = render_xlsx
    return [
        *xlsx.formatted_files(SMALL, ids=True, layouts=xlsx.GROUPED_TWICE).values(),
        *xlsx.formatted_files(SMALL, ids=False, layouts=xlsx.WITH_COUNTS).values(),
        *xlsx.details_files(SMALL, ids=False, typed=True).values(),
    ]


def _zip() -> list[bytes]:
    return [*render_zip.in_one_part(SMALL).values(), *render_zip.in_two_parts(SMALL).values()]


def _xls() -> list[bytes]:
    files = [_biff(table) for table in reports(SMALL, ids=True).values()]
    if office.SOFFICE:
        given = render_html.details_files(SMALL, ids=False)
        files += office.resaved(given, "xls", reader="calc_HTML_WebQuery").values()
    return files


def _biff(table: Table) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(table.title[:31])
    rows = [table.names, *render_text.cells(table, render_text.REPORT)]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, float(cell) if r and table.columns[c].kind in ("money", "number") else cell)
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()
