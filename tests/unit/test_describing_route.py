"""By which way a file left Salesforce, told by its bytes (salesforce-exports.md 1.1, 1.2)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from csvbridge.describing.route import route_of
from csvbridge.reading.sheet import Preamble, Sheet
from csvbridge.trail import Trail

API = ["Id", "Name", "StageName"]
LABELS = ["Opportunity Name", "Stage", "Close Date"]


def book(app: str | None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        if app is not None:
            archive.writestr("docProps/app.xml", f"<Properties><Application>{app}</Application></Properties>")
    return data.getvalue()


def told(
    tmp_path: Path,
    data: bytes,
    headings: list[str],
    row: list[str],
    *,
    exact: bool = False,
    preamble: Preamble | None = None,
    path: str = "x",
    salesforce: bool = True,
) -> str:
    place = tmp_path / "x"
    place.write_bytes(data)
    trail = Trail()
    source = trail.add_source(path)
    sheet = Sheet(
        source=source,
        headings=headings,
        columns=[[cell] for cell in row],
        row_ids=trail.add_rows(source, [2]),
        exact=exact,
        preamble=preamble,
        delimiter="," if data[:2] != b"PK" else "",
    )
    api_named = not any(" " in heading for heading in headings)
    return route_of(place, sheet, api_named=api_named, salesforce=salesforce)


CASES = [
    (b'"Opportunity Name","Stage"\n', LABELS, ["Roof", "Closed Won", "10/20/2026"], "report, Details Only (.csv)"),
    (b'\xef\xbb\xbf"Opportunity Name","Stage"\n', LABELS, ["Roof", "", ""], "report, Details Only (.csv)"),
    ('"Opportunity Name"\n'.encode("utf-16"), LABELS, ["Roof", "", ""], "report, Details Only (.csv)"),
    (b"Opportunity Name,Stage\r\n", LABELS, ["Roof", "", ""], "report (.csv), saved again by another program"),
    (b'"Id","Name"\n', API, ["x", "y", "2026-10-20 00:00:00"], "weekly Data Export (.csv)"),
    (b'"Id","IsDeleted"\n', [*API, "IsDeleted", "SystemModstamp"], ["x"] * 5, "weekly Data Export (.csv)"),
    (b'"Id","Name"\n', API, ["x", "y", "true"], "Data Loader or Bulk API (.csv)"),
    (b'\xef\xbb\xbf"Id","Name"\r\n', API, ["x", "y", "z"], "Data Loader or Bulk API (.csv)"),
    (b'"ID","NAME"\r\n', ["ID", "NAME", "STAGENAME"], ["x", "y", "z"], "Data Loader or Bulk API (.csv)"),
    (b'"Id","Name"\n', API, ["x", "y", "z"], "an export with API names (.csv)"),
    (b"Id,Name\n", API, ["x", "y", "z"], "sf data query or Workbench (.csv)"),
    (b"<table><tr>", LABELS, ["x", "y", "z"], "report, .xls (an HTML table)"),
    (b"\r\n <html>", LABELS, ["x", "y", "z"], "report, .xls (an HTML table)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", LABELS, ["x", "y", "z"], "report, saved again by a spreadsheet program (.xls)"),
    (book("Apache POI"), LABELS, ["x", "y", "z"], "report, workbook as Salesforce wrote it (.xlsx)"),
    (book("Microsoft Excel"), LABELS, ["x", "y", "z"], "report, workbook saved again by a spreadsheet program (.xlsx)"),
    (book(None), LABELS, ["x", "y", "z"], "report, workbook (.xlsx)"),
    (b"PK\x03\x04 broken", LABELS, ["x", "y", "z"], "report, workbook (.xlsx)"),
]


@pytest.mark.parametrize(("data", "headings", "row", "expected"), CASES)
def test_the_route_is_told(tmp_path: Path, data: bytes, headings: list[str], row: list[str], expected: str) -> None:
    assert told(tmp_path, data, headings, row) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"status":0,"result":{"records":[{"attributes":', "sf data query (JSON)"),
        (b'{"attributes":{"describeUrl":"/services/data/v60.0/analytics/reports/00O', "a report run (JSON)"),
        (b'{"factMap":{"T!T":', "a report run (JSON)"),
    ],
)
def test_the_route_of_json_is_told(tmp_path: Path, data: bytes, expected: str) -> None:
    assert told(tmp_path, data, API, ["x", "y", "z"], exact=True) == expected


def test_what_the_reader_knows_goes_first(tmp_path: Path) -> None:
    row = ["x", "y", "z"]
    assert told(tmp_path, book(None), LABELS, row, preamble=Preamble(title="Won")) == "report, Formatted Report (.xlsx)"
    assert told(tmp_path, book(None), API, row, path="WE_1.ZIP!Account.csv").startswith("weekly Data Export")
    assert told(tmp_path, b"Customer,Phone\n", ["Customer"], ["x"], salesforce=False) == "QuickBooks list, text"
    assert told(tmp_path, book("x"), ["Customer"], ["x"], salesforce=False) == "QuickBooks list, workbook"


def test_a_file_that_is_gone_tells_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    trail = Trail()
    sheet = Sheet(source=trail.add_source("x"), headings=API, columns=[[], [], []], row_ids=range(0))
    assert route_of(tmp_path / "gone", sheet, api_named=True, salesforce=True) == "sf data query or Workbench (.csv)"
