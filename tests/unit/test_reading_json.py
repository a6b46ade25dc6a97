"""JSON of the Salesforce command line and API (salesforce-exports.md §1.6)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from csvbridge.findings import Effect, Findings
from csvbridge.reading import Caps, Found, Sheet, read_file
from csvbridge.trail import Trail


def _read(folder: Path, data: Any, encoding: str = "utf-8") -> tuple[list[Sheet], Trail, Findings]:
    path = folder / "out.txt"
    path.write_bytes((data if isinstance(data, str) else json.dumps(data)).encode(encoding))
    trail, findings = Trail(), Findings()
    return read_file(Found(path, "out.txt"), trail, findings), trail, findings


def _table(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in zip(*sheet.columns, strict=True)]


def _record(kind: str, **cells: Any) -> dict[str, Any]:
    return {"attributes": {"type": kind, "url": f"/services/data/v60.0/sobjects/{kind}/x"}, **cells}


ALDER = _record("Account", Id="001Kx00000aLd1AAAA", Name="Alder & Finch", Active=True, Phone=None)


@pytest.mark.parametrize(
    "wrapped",
    [
        {"status": 0, "result": {"records": [ALDER], "totalSize": 1, "done": True}, "warnings": []},
        {"records": [ALDER], "totalSize": 1, "done": True},
        {"status": 0, "result": [ALDER]},
        {"status": 0, "result": ALDER},
        [ALDER],
        ALDER,
    ],
)
def test_every_wrapping_gives_the_same_table(tmp_path: Path, wrapped: Any) -> None:
    (sheet,), trail, findings = _read(tmp_path, wrapped)
    assert (sheet.object, sheet.exact, sheet.source.sheet) == ("Account", True, None)
    assert _table(sheet) == [{"Id": "001Kx00000aLd1AAAA", "Name": "Alder & Finch", "Active": "true", "Phone": ""}]
    assert [trail.origin(row)[1] for row in sheet.row_ids] == [1]
    assert sheet.source.rows == 1
    assert len(findings) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_powershells_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (sheet,), _, _ = _read(tmp_path, '\r\n[{"Name": "Brasserie Émile"}]', encoding)
    assert _table(sheet) == [{"Name": "Brasserie Émile"}]


@pytest.mark.parametrize("number", ["1250.00", "4.5E7", "-0.10", "12345678901234567890123", "0.1000000000000000055"])
def test_numbers_keep_the_files_own_text(tmp_path: Path, number: str) -> None:
    (sheet,), _, _ = _read(tmp_path, f'[{{"Amount": {number}, "Text": "{number}"}}]')
    assert _table(sheet) == [{"Amount": number, "Text": number}]


def test_parents_become_dotted_and_null_parents_blank(tmp_path: Path) -> None:
    records = [
        _record("Opportunity", Id="006A", Account=None, Owner=None),
        _record(
            "Opportunity",
            Id="006B",
            Account=_record("Account", Name="Alder", Owner=_record("User", Name="Dana")),
        ),
    ]
    (sheet,), _, _ = _read(tmp_path, records)
    assert sheet.headings == ["Id", "Owner", "Account.Name", "Account.Owner.Name"]
    assert _table(sheet)[0] == {"Id": "006A", "Owner": "", "Account.Name": "", "Account.Owner.Name": ""}
    assert _table(sheet)[1] == {
        "Id": "006B",
        "Owner": "",
        "Account.Name": "Alder",
        "Account.Owner.Name": "Dana",
    }


def test_headings_are_the_union_as_they_appear(tmp_path: Path) -> None:
    (sheet,), _, _ = _read(tmp_path, [{"a": "1", "b": "2"}, {"c": "3", "a": "4"}])
    assert sheet.headings == ["a", "b", "c"]
    assert sheet.columns == [["1", "4"], ["2", ""], ["", "3"]]


def test_records_of_several_kinds_become_several_sheets(tmp_path: Path) -> None:
    (accounts, contacts), trail, _ = _read(
        tmp_path,
        [_record("Account", Name="Alder"), _record("Contact", Name="Orla"), _record("Account", Name="Finch")],
    )
    assert (accounts.source.sheet, contacts.source.sheet) == ("Account", "Contact")
    assert accounts.columns == [["Alder", "Finch"]]
    assert [trail.origin(row)[1] for row in accounts.row_ids] == [1, 3]
    assert [trail.origin(row)[1] for row in contacts.row_ids] == [2]
    assert accounts.source.sha256 == contacts.source.sha256 != ""


LINE = {"Quantity": 2, "TotalPrice": 1250.5}


@pytest.mark.parametrize(
    ("parent", "lines", "kind", "link"),
    [
        (
            _record("Opportunity", Id="006Kx00000pQr1AAAS"),
            {"records": [_record("OpportunityLineItem", **LINE)], "done": True},
            "OpportunityLineItem",
            "OpportunityId",
        ),
        (_record("Opportunity", Id="006Kx00000pQr1AAAS"), [LINE], "OpportunityLineItems", "OpportunityId"),
        ({"Id": "006Kx00000pQr1AAAS"}, [LINE], "OpportunityLineItems", "OpportunityId"),
        ({"Id": "01tKx000004tT01AAE"}, [LINE], "OpportunityLineItems", "Product2Id"),
        ({"Id": "001Kx00000aLd1AAAA"}, [LINE], "OpportunityLineItems", "AccountId"),
    ],
)
def test_children_become_a_sheet_with_their_parents_id(
    tmp_path: Path, parent: dict[str, Any], lines: Any, kind: str, link: str
) -> None:
    records = [
        {**parent, "Name": "First", "OpportunityLineItems": None},
        {**parent, "OpportunityLineItems": lines},
    ]
    (_, children), trail, _ = _read(tmp_path, records)
    assert (children.object, children.source.sheet) == (kind, kind)
    assert _table(children) == [{"Quantity": "2", "TotalPrice": "1250.5", link: parent["Id"]}]
    assert [trail.origin(row)[1] for row in children.row_ids] == [2]


def test_the_parent_keeps_no_heading_of_its_children(tmp_path: Path) -> None:
    records = [
        _record("Opportunity", Id="006A", OpportunityLineItems=None),
        _record("Opportunity", Id="006B", OpportunityLineItems=[_record("OpportunityLineItem", Id="00k")]),
    ]
    (deals, _), _, _ = _read(tmp_path, records)
    assert deals.headings == ["Id"]


def test_a_child_that_names_its_parent_is_believed(tmp_path: Path) -> None:
    own = _record("OpportunityLineItem", OpportunityId="006Kx00000pQr1BAAS")
    (_, children), _, _ = _read(tmp_path, [_record("Opportunity", Id="006Kx00000pQr1AAAS", Items={"records": [own]})])
    assert _table(children) == [{"OpportunityId": "006Kx00000pQr1BAAS"}]


def test_without_a_usable_parent_id_nothing_is_invented(tmp_path: Path) -> None:
    (_, children), _, _ = _read(tmp_path, [{"Id": "0Q0Kx00000pQr1AAAS", "Lines": [LINE]}])
    assert children.headings == ["Quantity", "TotalPrice"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('{"records": [{"Id": "1"},\n  {"Id" "2"}]}', "CSV124", "line 2, column 9"),
        ('[{"Id": "1"}', "CSV124", "line 1, column 13"),
        ('{"Id": "1"}\n{"Id": "2"}', "CSV124", "line 2, column 1"),
        ('[{"Amount": 900, "Amount": 950}]', "CSV125", '"Amount" stands twice'),
        ('[{"Account.Name": "a", "Account": {"Name": "b"}}]', "CSV125", '"Account.Name" stands twice'),
        ('[{"Amount": NaN}]', "CSV129", "NaN"),
        ('[{"Amount": -Infinity}]', "CSV129", "-Infinity"),
        ('{"records": [{"Id": "1"}], "done": false}', "CSV126", '"done": false'),
        ('{"records": [{"Id": "1"}], "nextRecordsUrl": "/services/x"}', "CSV126", "next page"),
        (
            '{"records": [{"Id": "1"}], "totalSize": 2, "done": true}',
            "CSV126",
            "counts 2 records and holds 1",
        ),
        ('[{"Lines": {"records": [{"Id": "1"}], "done": false}}]', "CSV126", "incomplete"),
        (
            '{"status": 1, "name": "INVALID_FIELD", "message": "No such\\n column"}',
            "CSV127",
            "No such column",
        ),
        ('[{"message": "unexpected token", "errorCode": "MALFORMED_QUERY"}]', "CSV127", "unexpected token"),
        ('{"error": "invalid_grant", "error_description": "expired access"}', "CSV127", "expired access"),
        ('{"status": 1, "message": "' + "x" * 500 + '"}', "CSV127", "x" * 160 + "…"),
        ('{"attributes": {}, "factMap": {"T!T": {}}}', "CSV170", "no reportMetadata"),
        ("[1, 2, 3]", "CSV129", "entry 1"),
        ('[{"Id": "1"}, null]', "CSV129", "entry 2"),
        ("{}", "CSV129", "entry 1"),
        ("[" * 100_000, "CSV129", "nested too deeply"),
        ('[{"a":' * 500 + "1" + "}]" * 500, "CSV129", "nested too deeply"),
        ('[{"a":' * 26 + "1" + "}]" * 26, "CSV129", "nested too deeply"),
    ],
)
def test_what_is_no_result_stops(tmp_path: Path, text: str, code: str, words: str) -> None:
    sheets, _, findings = _read(tmp_path, text)
    assert sheets == []
    (stop,) = findings
    assert (stop.rule.code, stop.rule.effect) == (code, Effect.STOP)
    assert words in stop.rule.message.format(**stop.facts)


def test_an_empty_result_is_a_warning(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, {"records": [], "totalSize": 0, "done": True})
    assert (sheet.headings, sheet.columns, len(sheet.row_ids)) == ([], [], 0)
    assert [stored.rule.code for stored in findings] == ["CSV123"]


def test_half_characters_are_replaced_and_counted(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, '[{"Name": "Alder \\ud83c"}, {"Name": "\\ud83c\\udf32 Finch"}]')
    assert sheet.columns == [["Alder \ufffd", "\U0001f332 Finch"]]
    (warning,) = findings
    assert (warning.rule.code, warning.facts["count"]) == ("CSV132", 1)


def test_lists_of_plain_values_stay_json(tmp_path: Path) -> None:
    (sheet,), _, _ = _read(tmp_path, [{"Tags": ["a", "b"], "Billing": {"city": "Uxbridge", "state": None}}])
    assert _table(sheet) == [{"Tags": '["a", "b"]', "Billing.city": "Uxbridge", "Billing.state": ""}]


@pytest.mark.parametrize(("most", "is_read"), [(3, False), (4, True)])
def test_the_cap_of_cells_counts_all_tables(tmp_path: Path, most: int, is_read: bool) -> None:
    path = tmp_path / "out.json"
    path.write_text('[{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]', encoding="utf-8")
    findings = Findings()
    assert bool(read_file(Found(path, "out.json"), Trail(), findings, Caps(cells=most))) is is_read
    assert [stored.rule.code for stored in findings] == ([] if is_read else ["CSV108"])


def test_nesting_up_to_the_limit_is_read(tmp_path: Path) -> None:
    sheets, _, findings = _read(tmp_path, '[{"a":' * 25 + "1" + "}]" * 25)
    assert sheets
    assert not findings.stops()
