"""Child queries that `sf data query --result-format csv` lays beside their parents (salesforce-exports.md §1.6)."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.reading import Found, Sheet, read_file
from csvbridge.reading.sideways import is_folded
from csvbridge.trail import Trail

ROLLOUT, REFIT, VALVE = "006Kx00000pQr1AIAS", "006Kx00000pQr2BIAS", "006Kx00000pQr3CIAS"
LINES = "OpportunityLineItems"
HEADINGS = [
    "Id", "Name", f"{LINES}.totalSize", f"{LINES}.records.0.Quantity", f"{LINES}.records.0.Product2.Name",
    f"{LINES}.totalSize", f"{LINES}.records.1.Quantity", f"{LINES}.records.1.Product2.Name", "StageName",
]  # fmt: skip


def _text(*rows: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _read(folder: Path, text: str) -> tuple[list[Sheet], Trail, Findings]:
    path = folder / "deals.csv"
    path.write_text(text, encoding="utf-8", newline="")
    trail, findings = Trail(), Findings()
    return read_file(Found(path, "deals.csv"), trail, findings), trail, findings


def _table(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in zip(*sheet.columns, strict=True)]


def _said(trail: Trail, findings: Findings) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in findings.resolved(trail.locate, trail.cell)]


def test_parents_and_children_become_two_tables(tmp_path: Path) -> None:
    text = _text(
        HEADINGS,
        [ROLLOUT, "Rollout", "2", "3", "Survey", "2", "1", "Valve, large", "Closed Won"],
        [REFIT, "Pump\nrefit", "", "", "", "", "", "", "Prospecting"],
        [VALVE, "Valve order", "1", "5", "Valve, large", "1", "", "", "Closed Won"],
    )
    (deals, lines), trail, findings = _read(tmp_path, text)
    assert deals.headings == ["Id", "Name", "StageName"]
    assert deals.columns[1] == ["Rollout", "Pump\nrefit", "Valve order"]
    assert _table(lines) == [
        {"Quantity": "3", "Product2.Name": "Survey", "OpportunityId": ROLLOUT},
        {"Quantity": "1", "Product2.Name": "Valve, large", "OpportunityId": ROLLOUT},
        {"Quantity": "5", "Product2.Name": "Valve, large", "OpportunityId": VALVE},
    ]
    assert [trail.origin(row)[1] for row in deals.row_ids] == [2, 3, 5]
    assert [trail.origin(row)[1] for row in lines.row_ids] == [2, 2, 5]
    assert (deals.source.sheet, lines.source.sheet, lines.object) == (None, LINES, LINES)
    assert (deals.exact, lines.exact, lines.source.rows) == (True, True, 3)
    assert lines.source.sha256 == deals.source.sha256 != ""
    assert len(findings) == 0


def test_a_gap_between_children_loses_none(tmp_path: Path) -> None:
    (_, lines), _, _ = _read(tmp_path, _text(HEADINGS, [ROLLOUT, "Rollout", "1", "", "", "1", "4", "Survey", "Won"]))
    assert [row["Quantity"] for row in _table(lines)] == ["4"]


def test_several_child_queries_and_uneven_blocks(tmp_path: Path) -> None:
    text = _text(
        ["Id", "Contacts.totalSize", "Contacts.records.0.LastName", "Contacts.records.1.LastName", "Contacts.records.1.Email",
         "Opportunities.totalSize", "Opportunities.records.0.Name"],
        ["001Kx00000aLd1AIAS", "2", "Moss", "Finch", "finch@example.com", "1", "Rollout"],
    )  # fmt: skip
    (_, contacts, deals), _, _ = _read(tmp_path, text)
    assert _table(contacts) == [
        {"LastName": "Moss", "Email": "", "AccountId": "001Kx00000aLd1AIAS"},
        {"LastName": "Finch", "Email": "finch@example.com", "AccountId": "001Kx00000aLd1AIAS"},
    ]
    assert _table(deals) == [{"Name": "Rollout", "AccountId": "001Kx00000aLd1AIAS"}]


def test_children_of_children(tmp_path: Path) -> None:
    text = _text(
        ["Id", "Opportunities.totalSize", "Opportunities.records.0.Id",
         f"Opportunities.records.0.{LINES}.totalSize", f"Opportunities.records.0.{LINES}.records.0.Quantity"],
        ["001Kx00000aLd1AIAS", "1", ROLLOUT, "1", "7"],
    )  # fmt: skip
    (_, deals, lines), _, _ = _read(tmp_path, text)
    assert _table(deals) == [{"Id": ROLLOUT, "AccountId": "001Kx00000aLd1AIAS"}]
    assert _table(lines) == [{"Quantity": "7", "OpportunityId": ROLLOUT}]


@pytest.mark.parametrize(
    ("identity", "headings", "cells", "linked"),
    [
        (ROLLOUT, ["OpportunityId"], [REFIT], {"OpportunityId": REFIT}),
        (ROLLOUT, ["opportunityid"], [""], {"opportunityid": ROLLOUT, "Quantity": "2"}),
        ("a0BKx00000pQr1AIAS", ["Quantity"], ["2"], {"Quantity": "2"}),
        ("", ["Quantity"], ["2"], {"Quantity": "2"}),
    ],
)
def test_the_parents_id_is_given_and_none_is_invented(
    tmp_path: Path, identity: str, headings: list[str], cells: list[str], linked: dict[str, str]
) -> None:
    if "Quantity" in linked and "Quantity" not in headings:
        headings, cells = [*headings, "Quantity"], [*cells, "2"]
    text = _text(["Id", "Name", *(f"{LINES}.records.0.{h}" for h in headings)], [identity, "Rollout", *cells])
    (_, lines), _, _ = _read(tmp_path, text)
    assert _table(lines) == [linked]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["2", "3", "Survey", "2", "", ""], "line 3: the record counts 2 OpportunityLineItems and 1 stand beside it"),
        (["1", "3", "Survey", "1", "2", "Valve"], "counts 1 OpportunityLineItems and 2 stand"),
        (["3", "3", "Survey", "3", "2", "Valve"], "counts 3 OpportunityLineItems and 2 stand"),
        (["", "3", "Survey", "", "", ""], "counts no OpportunityLineItems and 1 stand"),
        (["1", "3", "Survey", "2", "", ""], "counts 2 OpportunityLineItems and 1 stand"),
        (["many", "", "", "many", "", ""], "counts many"),
    ],
)
def test_a_count_that_does_not_fit_stops(tmp_path: Path, row: list[str], words: str) -> None:
    good = [ROLLOUT, "Rollout", "1", "3", "Survey", "1", "", "", "Won"]
    sheets, trail, findings = _read(tmp_path, _text(HEADINGS, good, [REFIT, "Refit", *row, "Won"]))
    assert sheets == []
    ((code, message),) = _said(trail, findings)
    assert code == "CSV177" and words in message


@pytest.mark.parametrize("none", ["", "0"])
def test_no_children_at_all(tmp_path: Path, none: str) -> None:
    (deals, lines), _, findings = _read(
        tmp_path, _text(HEADINGS, [ROLLOUT, "Rollout", none, "", "", none, "", "", "Won"])
    )
    assert (len(deals.row_ids), len(lines.row_ids), len(findings)) == (1, 0, 0)


def test_a_doubled_column_with_other_values_stops(tmp_path: Path) -> None:
    twice = ["Id", f"{LINES}.records.0.Quantity", f"{LINES}.records.0.Quantity"]
    assert len(_read(tmp_path, _text(twice, [ROLLOUT, "2", "2"]))[0]) == 2
    sheets, trail, findings = _read(tmp_path, _text(twice, [ROLLOUT, "2", "3"]))
    assert sheets == [] and [code for code, _ in _said(trail, findings)] == ["CSV182"]


def test_a_damaged_row_damages_its_children(tmp_path: Path) -> None:
    text = _text(HEADINGS) + f"{ROLLOUT},Rollout,1,3,Survey,1\n{REFIT},Refit,1,3,Survey,1,,,Won\n"
    (deals, lines), trail, findings = _read(tmp_path, text)
    found = [(stored.rule.code, stored.row_id) for stored in findings]
    assert found == [("CSV121", deals.row_ids[0]), ("CSV121", lines.row_ids[0])]
    assert all(stored.if_used for stored in findings)
    assert [code for code, _ in _said(trail, findings)] == ["CSV121", "CSV121"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Id", "Account.Name", "COUNT(Id)"],
        ["Opportunity ID", "OpportunityLineItems.records.0.Quantity"],
        ["Id", "Project__r.done", "records.0.Id", "X.records.one.Id"],
    ],
)
def test_other_headings_are_left_alone(headings: list[str]) -> None:
    assert not is_folded(headings, [["1"] for _ in headings])


def test_it_costs_nothing_for_an_ordinary_table() -> None:
    columns = [[""] * 99_999 + ["x"] for _ in range(20)]
    began = time.perf_counter()
    assert not is_folded([f"Field{n}__c" for n in range(20)], columns)
    assert time.perf_counter() - began < 0.5


# --- objects in cells -------------------------------------------------------------------------------------------------


def test_an_address_in_a_cell_becomes_columns(tmp_path: Path) -> None:
    quay = {"city": "Uxbridge", "latitude": None, "postalCode": "01569", "street": "12 Quay Road\nSuite 4"}
    text = _text(["Id", "BillingAddress", "Name"], ["001A", json.dumps(quay), "Alder"], ["001B", "", "Finch"])
    (sheet,), trail, findings = _read(tmp_path, text)
    assert _table(sheet) == [
        {"Id": "001A", "BillingAddress.city": "Uxbridge", "BillingAddress.latitude": "",
         "BillingAddress.postalCode": "01569", "BillingAddress.street": "12 Quay Road\nSuite 4", "Name": "Alder"},
        {"Id": "001B", "BillingAddress.city": "", "BillingAddress.latitude": "",
         "BillingAddress.postalCode": "", "BillingAddress.street": "", "Name": "Finch"},
    ]  # fmt: skip
    assert [trail.origin(row)[1] for row in sheet.row_ids] == [2, 3]
    assert len(findings) == 0


def test_a_parent_in_a_cell_keeps_its_numbers(tmp_path: Path) -> None:
    account = '{"attributes":{"type":"Account"},"Name":"Alder","AnnualRevenue":1250.10,"Active__c":true,"Tags":["a"]}'
    (sheet,), _, _ = _read(tmp_path, _text(["Id", "Account"], [ROLLOUT, account]))
    assert _table(sheet) == [
        {
            "Id": ROLLOUT,
            "Account.Name": "Alder",
            "Account.AnnualRevenue": "1250.10",
            "Account.Active__c": "true",
            "Account.Tags": '["a"]',
        }
    ]


def test_half_characters_in_an_object_are_replaced_and_counted(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, _text(["Id", "Account"], [ROLLOUT, '{"Name": "Alder \\ud83c"}']))
    assert sheet.columns[1] == ["Alder \ufffd"]
    assert [(stored.rule.code, stored.facts["count"]) for stored in findings] == [("CSV132", 1)]


@pytest.mark.parametrize("cell", ["{call first}", '{"a": 1', "{1,2}"])
def test_text_that_only_looks_like_an_object_stays(tmp_path: Path, cell: str) -> None:
    (sheet,), _, _ = _read(tmp_path, _text(["Id", "Description"], ["1", cell], ["2", '{"a": 1}']))
    assert sheet.columns[1] == [cell, '{"a": 1}']


def test_children_in_a_cell_stop(tmp_path: Path) -> None:
    none, some = '{"totalSize":0,"done":true,"records":[]}', '{"totalSize":1,"done":true,"records":[{"Quantity":1}]}'
    (sheet,), _, _ = _read(tmp_path, _text(["Id", LINES], [ROLLOUT, none]))
    assert len(sheet.row_ids) == 1
    sheets, trail, findings = _read(tmp_path, _text(["Id", LINES], [ROLLOUT, none], [REFIT, some]))
    assert sheets == []
    ((code, message),) = _said(trail, findings)
    assert code == "CSV178" and "the column OpportunityLineItems" in message and "line 3" in message


# --- for any query ----------------------------------------------------------------------------------------------------

_CELL = st.text(st.characters(codec="ascii", min_codepoint=33), max_size=5)
_CHILD = st.tuples(_CELL.filter(bool), _CELL)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(_CHILD, max_size=4), min_size=1, max_size=6).filter(any))
def test_what_was_laid_sideways_comes_back(parents: list[list[tuple[str, str]]]) -> None:
    most = max(map(len, parents))
    headings = ["Id", *(h for n in range(most) for h in (f"{LINES}.totalSize", f"{LINES}.records.{n}.A", f"{LINES}.records.{n}.B"))]  # fmt: skip
    rows = []
    for number, children in enumerate(parents):
        padded = [*children, *[("", "")] * (most - len(children))]
        rows.append([f"id{number}", *(cell for a, b in padded for cell in (str(len(children)), a, b))])
    with tempfile.TemporaryDirectory() as folder:
        (deals, lines), trail, _ = _read(Path(folder), _text(headings, *rows))
    assert len(deals.row_ids) == len(parents)
    assert list(zip(*lines.columns[:2], strict=True)) == [child for children in parents for child in children]
    assert [trail.origin(row)[1] - 2 for row in lines.row_ids] == [n for n, c in enumerate(parents) for _ in c]
