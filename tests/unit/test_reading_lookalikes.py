"""Logs of loads and copies of the screen: known for what they are, and never taken for an export."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

from csvbridge.findings import Effect, Findings
from csvbridge.reading import Found, read_file
from csvbridge.trail import Trail


def _stop(folder: Path, data: str | bytes, name: str = "table.csv") -> tuple[str, str, str]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    trail, findings = Trail(), Findings()
    sheets = read_file(Found(path, name), trail, findings)
    stops = findings.stops()
    assert bool(sheets) is not bool(stops)
    if not stops:
        return "", "", ""
    assert stops[0].rule.effect is Effect.STOP
    (found,) = findings.resolved(trail.locate, trail.cell, stops)
    return found.code, found.message, found.fix


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ('"sf__Id","sf__Created",Name,Phone\n"001A","true","Alder","1"\n', "sf__Id"),
        ('"sf__Id","sf__Error",Name\n"","REQUIRED_FIELD_MISSING:x","Alder"\n', "sf__Id"),
        ("SF__ID,SF__CREATED,NAME\n", "SF__ID"),
        ("Name,sf__Error\nAlder,x\n", "sf__Error"),
        ('"ID","NAME","STATUS"\n"001A","Alder","Item Created"\n"001B","Finch","Item Updated"\n', "STATUS"),
        ('"ID","Name","STATUS"\n"001A","Alder","Élément créé"\n', "STATUS"),
        ('"ID","Account Name","STATUS"\n', "STATUS"),
        ('"Name","Phone","ERROR"\n"Alder","1","x"\n', "ERROR"),
        ('"NAME","PHONE","ERROR"\n"Alder","1","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]"\n', "ERROR"),
        ('"NAME","PHONE","ERROR"\n"Alder","1","Error converting value to correct data type: x"\n', "ERROR"),
    ],
)
def test_a_load_log_stops_and_says_where_the_export_is(tmp_path: Path, text: str, mark: str) -> None:
    code, message, fix = _stop(tmp_path, text, "success110226.csv")
    assert code == "CSV179" and mark in message
    assert "extract.csv" in fix and '--skip "success110226.csv"' in fix


@pytest.mark.parametrize(
    "text",
    [
        '"ID","ORDERNUMBER","STATUS"\n"801A","1","Activated"\n',
        '"ID","CASENUMBER","STATUS"\n',
        "Id,OrderNumber,Status\n801A,1,Item Created\n",
        "Name,STATUS\nAlder,Item Created\n",
        "STATUS,ID\nItem Created,1\n",
        "Id,Name,Error\n1,Alder,x\n",
        '"ID","NAME","ERROR"\n"1","Alder",""\n',
        '"ID","NAME","ERROR"\n',
    ],
)
def test_a_status_of_the_records_own_is_no_log(tmp_path: Path, text: str) -> None:
    assert _stop(tmp_path, text)[0] == ""


def test_a_log_that_was_saved_as_a_workbook_is_known_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["ID", "Name", "STATUS"])
    book.active.append(["001A", "Alder", "Item Created"])
    book.save(tmp_path / "made.xlsx")
    assert _stop(tmp_path, (tmp_path / "made.xlsx").read_bytes())[0] == "CSV179"


def test_a_screen_pasted_into_a_workbook_is_known_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in LIGHTNING.splitlines():
        book.active.append(row.split("\t"))
    book.save(tmp_path / "made.xlsx")
    assert _stop(tmp_path, (tmp_path / "made.xlsx").read_bytes())[0] == "CSV180"


@pytest.mark.parametrize("text", [" " * 60_000 + "x\n1\n", "Sort by: " * 8_000, "Show " * 12_000])
def test_long_beginnings_cost_little(tmp_path: Path, text: str) -> None:
    began = time.perf_counter()
    _stop(tmp_path, text)
    assert time.perf_counter() - began < 2


LIGHTNING = (
    "Item Number\tSelect All\tAccount Name\tShow Account Name column actions\tPhone\n"
    "1\tSelect Item 1\tAlder & Finch\t(413) 555-0142\tShow Actions\n"
    "2\tSelect Item 2\tQuay Road\t\tShow Actions\n"
)
SORTED = "\tSort by:Account Name\tSort by:Phone\tSort by:Billing City\n1\tAlder & Finch\t\tUxbridge\n"
STACKED = "Select Item 1\nAlder & Finch\nUxbridge\nShow Actions\nSelect Item 2\nQuay Road\nMillbury\nShow Actions\n"
CLASSIC = "Action\tAccount Name\tPhone\nEdit | Del\tAlder\t1\nEdit | Del\tFinch\t2\nEdit | Del\tQuay\t3\n"
PASTED = '"Account Name","Phone",""\n"Select Item 1","Alder ""A"" LLC","Show Actions"\n'


@pytest.mark.parametrize(
    ("text", "mark", "line"),
    [
        (LIGHTNING, "Item Number", 1),
        (LIGHTNING.replace("\t", ","), "Item Number", 1),
        (LIGHTNING.replace("\n", "\r\n"), "Item Number", 1),
        (SORTED, "Sort by:", 1),
        (STACKED, "Select Item 1", 1),
        (CLASSIC, "Edit | Del", 2),
        (PASTED, "Select Item 1", 2),
        ('1\tSelect Item 1\tAlder "A\tShow Actions\n', "Select Item 1", 1),
    ],
)
def test_a_copy_of_the_screen_stops_with_advice(tmp_path: Path, text: str, mark: str, line: int) -> None:
    code, message, fix = _stop(tmp_path, text)
    assert code == "CSV180" and f'"{mark}" (line {line})' in message
    assert "Details Only" in fix


@pytest.mark.parametrize(
    "text",
    [
        "Account Name,Next Step\nAlder,Show Actions\n",
        "Account Name,Next Step\nAlder,Sort by: date\nFinch,Sort by: date\n",
        "Account Name,Next Step\n" + "Alder,Show actions to the customer\n" * 5,
        "Product Name,Item Number\nValve,1\n",
        "Account Name\nSelect Item 1 Ltd\nSelect Item 2 Ltd\nSelect Item 3 Ltd\n",
    ],
)
def test_such_words_in_a_record_are_data(tmp_path: Path, text: str) -> None:
    assert _stop(tmp_path, text)[0] == ""


@pytest.mark.parametrize(
    "text",
    [
        "┌────┬──────┐\n│ ID │ NAME │\n├────┼──────┤\n│ 1  │ x    │\n└────┴──────┘\nTotal number of records retrieved: 1.\n",
        "Query Results\n ┌────┬──────┐\n │ ID │ NAME │\n",
    ],
)
def test_the_table_that_the_command_line_draws_stops(tmp_path: Path, text: str) -> None:
    code, _, fix = _stop(tmp_path, text)
    assert code == "CSV181" and "--result-format csv" in fix
