"""Genuine export files: known for what they are, and every row of them read.

The files lie beside the checkout, or where CSVBRIDGE_REAL says, and are not ours to copy: what is expected of them is
counted from their bytes by Python's own csv module, and nothing of their contents stands here.
"""

from __future__ import annotations

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from company import COMPANY
from render_text import details_files
from test_routes import convert

from csvbridge.findings import Findings
from csvbridge.mapping.identify import Known, known_headings
from csvbridge.reading import Found, Sheet, read_file
from csvbridge.schema_files import load_exports, load_passed_over, load_templates
from csvbridge.schemas import normal_heading
from csvbridge.trail import Trail

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "real"
REAL = Path(os.environ.get("CSVBRIDGE_REAL", str(_BESIDE)))
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the genuine files are not beside the checkout")

WEEKLY = {
    "weekly_2013_Account.csv": "salesforce.accounts",
    "weekly_2013_Contact.csv": "salesforce.contacts",
    "weekly_2013_Opportunity.csv": "salesforce.opportunities",
    "weekly_2013_OpportunityLineItem.csv": "salesforce.opportunity_lines",
    "weekly_2013_Pricebook2.csv": "salesforce.price_books",
    "weekly_2013_PricebookEntry.csv": "salesforce.price_entries",
    "weekly_2013_Product2.csv": "salesforce.products",
}
FORMATTED = "formatted_lightning_2026_redacted.xlsx"
DETAILS = "report_details_only_2025_redacted.csv"
RESAVED = "report_footer_resaved_2022_excerpt.csv"


def _records(name: str) -> list[list[str]]:
    """The filled rows of a CSV, as Python's own module has them."""
    text = (REAL / name).read_bytes().decode("iso-8859-1").replace("\x00", "")
    return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(map(str.strip, row))]


def _read(name: str) -> tuple[list[Sheet], Trail]:
    known = Known(exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases={})
    headings = known_headings(known)
    trail = Trail()
    sheets = read_file(
        Found(REAL / name, name), trail, Findings(), known_heading=lambda h: normal_heading(h) in headings
    )
    return sheets, trail


def test_a_weekly_export_is_a_complete_run(tmp_path: Path) -> None:
    done = convert(tmp_path, {name: (REAL / name).read_bytes() for name in WEEKLY}, ids=True)
    assert done.exit in (0, 1), done.said
    assert {kind: done.known_as[kind] for kind in WEEKLY.values()} == {
        kind: len(_records(name)) - 1 for name, kind in WEEKLY.items()
    }
    (invoices,) = [entry for entry in done.totals["files"] if "invoices" in entry["path"]]
    assert (invoices["records"], invoices["rows"]) == (18, 18)
    assert Decimal(invoices["amounts"]["USD"]) == Decimal("3645000.00")


@pytest.mark.parametrize("name", WEEKLY)
def test_every_row_of_a_weekly_export_is_a_record(name: str) -> None:
    (sheet,), _ = _read(name)
    assert len(sheet.row_ids) == len(_records(name)) - 1


def test_a_formatted_workbook_of_something_else_is_read_and_refused(tmp_path: Path) -> None:
    """The sheet ends in row 641; its header is row 11, and two blank rows and two lines close it (§1.3).

    It holds no opportunities, so it is refused for that.
    """
    done = convert(tmp_path, {FORMATTED: (REAL / FORMATTED).read_bytes()}, ids=True)
    assert (done.exit, done.imports) == (2, {})
    assert "Traceback" not in done.said
    (sheet,), _ = _read(FORMATTED)
    assert len(sheet.row_ids) == 641 - 11 - 4
    assert len(sheet.headings) == 12  # from B to N, without the column that the grouping column swallowed


def test_the_group_column_of_a_formatted_workbook_is_filled_down() -> None:
    (sheet,), _ = _read(FORMATTED)
    assert all(cell.strip() for cell in sheet.columns[0])


def test_a_details_only_report_of_quote_lines_is_passed_over(tmp_path: Path) -> None:
    """It ends in its last row, with no footer, and nothing needs quotes: the company beside it comes out as ever."""
    files = details_files(COMPANY, ids=True)
    alone = convert(tmp_path / "alone", files, ids=True)
    done = convert(tmp_path / "both", files | {DETAILS: (REAL / DETAILS).read_bytes()}, ids=True)
    assert done.exit == 0, done.said
    assert (done.imports, done.totals) == (alone.imports, alone.totals)
    (extra,) = set(done.known_as) - set(alone.known_as)
    assert done.known_as[extra] == len(_records(DETAILS)) - 1
    assert "quote" in extra.casefold()


def test_a_resaved_footer_is_set_aside_to_the_line(tmp_path: Path) -> None:
    """Five lines, padded by Excel; what is above them is no sales object, so a run stops."""
    (sheet,), _ = _read(RESAVED)
    assert len(sheet.row_ids) == len(_records(RESAVED)) - 1 - 5
    assert len(sheet.footer) == 5
    done = convert(tmp_path, {RESAVED: (REAL / RESAVED).read_bytes()}, ids=True)
    assert (done.exit, done.imports) == (2, {})
    assert RESAVED in done.said and "Traceback" not in done.said
