"""Reports run over the Analytics API as JSON (salesforce-exports.md §1.8; §7, rows 51 and 52)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from csvbridge.findings import Effect, Findings, Severity
from csvbridge.reading import Caps, Found, Sheet, read_file
from csvbridge.trail import Trail

ALDER, QUAY, ROLLOUT, REFIT, VALVE, DANA = (
    "001Kx00000aLd1AIAS",
    "001Kx00000aLd2BIAS",
    "006Kx00000pQr1AIAS",
    "006Kx00000pQr2BIAS",
    "006Kx00000pQr3CIAS",
    "005Kx00000uSr1AIAS",
)
Answer = dict[str, Any]
Cell = dict[str, Any]

DETAILS = {
    "OPPORTUNITY_NAME": ("Opportunity Name", "string"),
    "AMOUNT": ("Amount", "currency"),
    "CLOSE_DATE": ("Close Date", "date"),
    "STAGE_NAME": ("Stage", "picklist"),
}


def cell(value: Any, label: str | None = None) -> Cell:
    return {"value": value, "label": "-" if value is None and label is None else str(value) if label is None else label}


def money(amount: Any, currency: str | None = None) -> Cell:
    """An amount as the report shows it to a person in the UK: the label is of no use."""
    return {"value": {"amount": amount, "currency": currency}, "label": f"£{amount:,}"}


def deal(
    name: str, identity: str, amount: float, day: str = "2026-10-20", currency: str | None = None
) -> Sequence[Cell]:
    return [cell(identity, name), money(amount, currency), cell(day, "20/10/2026"), cell("Closed Won")]


def group(key: str, value: Any, label: str, *inner: Any) -> Answer:
    return {"key": key, "value": value, "label": label, "groupings": list(inner)}


def fact(rows: Sequence[Sequence[Cell]] = (), *totals: Any) -> Answer:
    return {"rows": [{"dataCells": list(row)} for row in rows], "aggregates": [cell(total) for total in totals]}


def answer(
    facts: dict[str, Answer],
    *,
    down: Sequence[Answer] = (),
    across: Sequence[Answer] = (),
    by: Sequence[tuple[str, str, str, str]] = (),
    by_across: Sequence[tuple[str, str, str, str]] = (),
    details: dict[str, tuple[str, str]] | None = None,
    totals: Sequence[str] = ("s!AMOUNT", "RowCount"),
    **about: Any,
) -> Answer:
    """A whole answer; `by` names token, label, kind and date granularity of each grouping."""
    details = DETAILS if details is None else details

    def levels(groupings: Sequence[tuple[str, str, str, str]]) -> list[Answer]:
        return [{"name": token, "dateGranularity": grain, "sortOrder": "Asc"} for token, _, _, grain in groupings]

    return {
        "attributes": {"type": "Report", "reportName": "Won deals"},
        "allData": True,
        "hasDetailRows": True,
        "factMap": facts,
        "groupingsDown": {"groupings": list(down)},
        "groupingsAcross": {"groupings": list(across)},
        "reportMetadata": {
            "name": "Won deals",
            "reportType": {"type": "Opportunity", "label": "Opportunities"},
            "detailColumns": list(details),
            "aggregates": list(totals),
            "groupingsDown": levels(by),
            "groupingsAcross": levels(by_across),
            **about,
        },
        "reportExtendedMetadata": {
            "detailColumnInfo": {token: {"label": label, "dataType": kind} for token, (label, kind) in details.items()},
            "groupingColumnInfo": {
                token: {"label": label, "dataType": kind} for token, label, kind, _ in (*by, *by_across)
            },
        },
    }


TABULAR = answer(
    {"T!T": fact([deal("Rollout", ROLLOUT, 1250.5), deal("Pump refit", REFIT, -300, "2026-10-05")], 950.5, 2)}
)
BY_ACCOUNT = ("ACCOUNT_NAME", "Account Name", "string", "None")
SUMMARY = answer(
    {
        "1!T": fact([deal("Valve order", VALVE, 45)], 45, 1),
        "T!T": fact([], 1295.5, 2),
        "0!T": fact([deal("Rollout", ROLLOUT, 1250.5)], 1250.5, 1),
    },
    down=[group("0", ALDER, "Alder & Finch"), group("1", QUAY, "Quay Road")],
    by=[BY_ACCOUNT],
)
MATRIX = answer(
    {
        "1_0!1": fact([deal("Valve order", VALVE, 45)], 45, 1),
        "0_0!0": fact([deal("Rollout", ROLLOUT, 1250.5)], 1250.5, 1),
        "0_1!1": fact([deal("Pump refit", REFIT, 20)], 20, 1),
        "0_1!0": fact([], 0, 0),
        "0!T": fact([], 1270.5, 2),
        "T!1": fact([], 65, 2),
        "T!T": fact([], 1315.5, 3),
    },
    down=[
        group("0", "New", "New", group("0_0", ALDER, "Alder & Finch"), group("0_1", QUAY, "Quay Road")),
        group("1", None, "-", group("1_0", QUAY, "Quay Road")),
    ],
    across=[group("0", "2026-09-01", "September 2026"), group("1", "2026-10-01", "October 2026")],
    by=[("TYPE", "Type", "picklist", "None"), BY_ACCOUNT],
    by_across=[("CLOSE_DATE", "Close Date", "date", "Month")],
)


def _read(
    folder: Path, given: Any, *, accept: bool = False, caps: Caps | None = None
) -> tuple[list[Sheet], Trail, Findings]:
    path = folder / "out.json"
    path.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    trail, findings = Trail(), Findings()
    sheets = read_file(Found(path, "out.json"), trail, findings, caps or Caps(), accept_incomplete=accept)
    return sheets, trail, findings


def _table(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in zip(*sheet.columns, strict=True)]


def _said(trail: Trail, findings: Findings) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in findings.resolved(trail.locate, trail.cell)]


def _changed(whole: Answer, change: Callable[[Answer], object]) -> Answer:
    whole = copy.deepcopy(whole)
    change(whole)
    return whole


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: {"status": 0, "result": a}, lambda a: [a]])
def test_a_tabular_report_gives_exact_values_and_ids(tmp_path: Path, wrap: Callable[[Answer], Any]) -> None:
    (sheet,), trail, findings = _read(tmp_path, wrap(TABULAR))
    assert sheet.headings == ["Opportunity Name", "Opportunity ID", "Amount", "Close Date", "Stage"]
    assert [list(row) for row in zip(*sheet.columns, strict=True)] == [
        ["Rollout", ROLLOUT, "1250.5", "2026-10-20", "Closed Won"],
        ["Pump refit", REFIT, "-300", "2026-10-05", "Closed Won"],
    ]
    assert (sheet.exact, sheet.object, sheet.source.sheet, sheet.source.rows) == (True, "", None, 2)
    assert [trail.origin(row)[1] for row in sheet.row_ids] == [1, 2]
    assert len(findings) == 0


def test_the_groups_of_a_summary_stand_before_their_rows(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, SUMMARY)
    assert sheet.headings[:3] == ["Account Name", "Account ID", "Opportunity Name"]
    assert [list(row)[:3] for row in zip(*sheet.columns, strict=True)] == [
        ["Alder & Finch", ALDER, "Rollout"],
        ["Quay Road", QUAY, "Valve order"],
    ]
    assert len(findings) == 0


def test_a_matrix_gives_each_row_once_with_all_its_groups(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, MATRIX)
    shown = [
        (r["Type"], r["Account Name"], r["Account ID"], r["Close Date (by month)"], r["Opportunity Name"])
        for r in _table(sheet)
    ]
    assert shown == [
        ("New", "Alder & Finch", ALDER, "September 2026", "Rollout"),
        ("New", "Quay Road", QUAY, "October 2026", "Pump refit"),
        ("", "Quay Road", QUAY, "October 2026", "Valve order"),
    ]
    assert len(findings) == 0


def test_rows_that_outer_groups_repeat_are_read_once(tmp_path: Path) -> None:
    repeated = _changed(SUMMARY, lambda a: a["factMap"]["T!T"].update(rows=[{"dataCells": []}] * 2))
    (sheet,), _, _ = _read(tmp_path, repeated)
    assert len(sheet.row_ids) == 2


def test_three_groupings_down(tmp_path: Path) -> None:
    three = answer(
        {"0_0_0!T": fact([deal("Rollout", ROLLOUT, 5)], 5, 1), "0_0!T": fact([], 5, 1), "T!T": fact([], 5, 1)},
        down=[group("0", "2026-10-20", "20/10/2026", group("0_0", True, "✓", group("0_0_0", ALDER, "Alder")))],
        by=[("CLOSE", "Closed On", "date", "Day"), ("WON", "Won", "boolean", "None"), BY_ACCOUNT],
    )
    (sheet,), _, _ = _read(tmp_path, three)
    assert [column[0] for column in sheet.columns][:4] == ["2026-10-20", "true", "Alder", ALDER]


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("date", cell("2026-10-20", "20.10.2026"), "2026-10-20"),
        ("datetime", cell("2026-10-20T18:03:42Z", "20/10/2026 19:03"), "2026-10-20T18:03:42Z"),
        ("datetime", cell("2026-10-20", "20/10/2026"), "2026-10-20"),
        ("percent", cell(60, "60%"), "60"),
        ("double", cell(1234.5, "1.234,5"), "1234.5"),
        ("int", cell(0, "0"), "0"),
        ("boolean", cell(False, "false"), "false"),
        ("boolean", cell(True, "✓"), "true"),
        ("double", cell(None), ""),
        ("date", cell(None, ""), ""),
        ("string", cell(None), ""),
        ("string", cell("-", "-"), "-"),
        ("string", cell(5420, "5.420"), "5420"),
        ("picklist", cell("Closed Won", "Gewonnen"), "Gewonnen"),
        ("string", cell("a<br>b", "a<br>b"), "a<br>b"),
        ("currency", cell(None), ""),
        ("currency", cell(12.5, "$12.50"), "12.5"),
        ("currency", money(1e21), "1e+21"),
        ("double", money(3), "3"),
        ("address", {"value": {"city": "Uxbridge"}, "label": "Uxbridge, MA"}, "Uxbridge, MA"),
        ("string", {"value": "Alder", "label": None}, "Alder"),
    ],
)
def test_a_cell_is_its_value_where_that_is_exact(tmp_path: Path, kind: str, given: Cell, read: str) -> None:
    one = answer({"T!T": fact([[given]], 1)}, details={"X": ("Thing", kind)}, totals=["RowCount"])
    (sheet,), _, _ = _read(tmp_path, one)
    assert (sheet.headings, sheet.columns) == (["Thing"], [[read]])


def test_streets_break_their_lines(tmp_path: Path) -> None:
    street = answer(
        {"T!T": fact([[cell("12 Quay Road<br>Suite 4<BR/>Rear")]], 1)},
        details={"ADDRESS1_STREET": ("Billing Street", "string")},
        totals=["RowCount"],
    )
    (sheet,), _, _ = _read(tmp_path, street)
    assert sheet.columns == [["12 Quay Road\nSuite 4\nRear"]]


def test_several_currencies_get_a_column_before_the_amount(tmp_path: Path) -> None:
    rows = [deal("Rollout", ROLLOUT, 100, currency="USD"), deal("Refit", REFIT, 90, currency="EUR")]
    (sheet,), trail, findings = _read(tmp_path, answer({"T!T": fact(rows, 199.2, 2)}))
    assert sheet.headings[2:4] == ["Amount Currency", "Amount"]
    assert sheet.columns[2:4] == [["USD", "EUR"], ["100", "90"]]
    assert _said(trail, findings) == [
        (
            "CSV176",
            "not every total of the report could be checked against its rows: the sum of Amount is converted: its rows are in EUR, USD",
        )
    ]


@pytest.mark.parametrize(
    ("token", "label", "identity", "heading"),
    [
        ("ACCOUNT.NAME", "Account Name", ALDER, "Account ID"),
        ("OPPORTUNITY_NAME", "Opportunity Name", ROLLOUT, "Opportunity ID"),
        ("LAST_NAME", "Last Name", "003Kx00000cNt1AIAS", "Contact ID"),
        ("PRODUCT_NAME", "Product Name", "01tKx000004tT01AAE", "Product ID"),
        ("Opportunity$Name", "Opportunity: Opportunity Name", ROLLOUT, "Opportunity ID"),
        ("Account.Opportunities$Name", "Opportunity Name", ROLLOUT, "Opportunity ID"),
        ("Opportunity$Account.Name", "Account Name", ALDER, "Account ID"),
        ("Opportunity$Account", "Account Name", ALDER, "Account ID"),
        ("Opportunity$Partner__r.Account.Name", "Account Name", ALDER, ""),
        ("FULL_NAME", "Opportunity Owner", DANA, ""),
        ("PARENT_NAME", "Parent Account", ALDER, ""),
        ("Account$ParentAccount.Name", "Parent Account", ALDER, ""),
        ("ACCOUNT.NAME", "Account Name", ROLLOUT, ""),
    ],
)
def test_an_id_column_is_given_where_the_token_tells_whose_it_is(
    tmp_path: Path, token: str, label: str, identity: str, heading: str
) -> None:
    one = answer(
        {"T!T": fact([[cell(identity, "A name")]], 1)}, details={token: (label, "string")}, totals=["RowCount"]
    )
    (sheet,), _, _ = _read(tmp_path, one)
    assert sheet.headings == ([label, heading] if heading else [label])
    assert sheet.columns == ([["A name"], [identity]] if heading else [["A name"]])


def test_an_id_that_the_report_has_already_is_not_doubled(tmp_path: Path) -> None:
    row = [cell(ALDER, "Alder"), cell(ALDER[:15], ALDER[:15])]
    details = {"ACCOUNT_NAME": ("Account Name", "string"), "ACCOUNT_ID": ("Account ID", "string")}
    (sheet,), _, _ = _read(tmp_path, answer({"T!T": fact([row], 1)}, details=details, totals=["RowCount"]))
    assert sheet.columns == [["Alder"], [ALDER[:15]]]


def test_names_without_ids_stay_names(tmp_path: Path) -> None:
    rows = [[cell("Fifteen letters", "Fifteen letters")], [cell("Quay Road", "Quay Road")], [cell(None)]]
    one = answer({"T!T": fact(rows, 3)}, details={"ACCOUNT_NAME": ("Account Name", "string")}, totals=["RowCount"])
    (sheet,), _, _ = _read(tmp_path, one)
    assert (sheet.headings, sheet.columns) == (["Account Name"], [["Fifteen letters", "Quay Road", ""]])


# --- totals -----------------------------------------------------------------------------------------------------------


def _total(key: str, place: int, value: Any) -> Callable[[Answer], object]:
    return lambda a: a["factMap"][key]["aggregates"].__setitem__(place, cell(value))


@pytest.mark.parametrize(
    ("whole", "change", "words"),
    [
        (TABULAR, _total("T!T", 1, 3), "the count of records of the whole report is 3 there, and 2 in the rows"),
        (TABULAR, _total("T!T", 0, 950.51), "the sum of Amount of the whole report is 950.51 there, and 950.5 in"),
        (TABULAR, _total("T!T", 0, None), "the sum of Amount of the whole report is 0 there"),
        (TABULAR, _total("T!T", 1, "many"), "the count of records of the whole report is many there"),
        (SUMMARY, _total("1!T", 0, 46), "the sum of Amount of the group Quay Road is 46 there, and 45 in the rows"),
        (SUMMARY, lambda a: a["factMap"]["0!T"].update(rows=[]), "the count of records"),
        (MATRIX, _total("T!1", 0, 64.99), "the group October 2026 is 64.99 there, and 65 in the rows"),
        (MATRIX, _total("0!T", 1, 1), "the group New is 1 there, and 2 in the rows"),
    ],
)
def test_a_total_that_its_rows_contradict_stops(
    tmp_path: Path, whole: Answer, change: Callable[[Answer], object], words: str
) -> None:
    sheets, trail, findings = _read(tmp_path, _changed(whole, change))
    assert sheets == []
    ((code, message),) = _said(trail, findings)
    assert code == "CSV174" and words in message


def test_the_noise_of_doubles_is_no_difference(tmp_path: Path) -> None:
    rows = [deal("Rollout", ROLLOUT, 0.1), deal("Pump refit", REFIT, 0.2)]
    assert 0.1 + 0.2 != 0.3  # what Salesforce would write
    assert len(_read(tmp_path, answer({"T!T": fact(rows, 0.1 + 0.2, 2)}))[0]) == 1


LINES = {
    "OPPORTUNITY_NAME": ("Opportunity Name", "string"),
    "AMOUNT": ("Amount", "currency"),
    "TOTAL_PRICE": ("Total Price", "currency"),
}
LINE_TYPE = {"type": "OpportunityProduct", "label": "Opportunities with Products"}


def _lines(said: float, *, with_ids: bool = True) -> Answer:
    """A deal of 500.00 with two lines, and one of 40.00 with one."""
    names = {True: (ROLLOUT, REFIT), False: ("Rollout", "Refit")}[with_ids]
    rows = [
        [cell(names[0], "Rollout"), money(500), money(300)],
        [cell(names[0], "Rollout"), money(500), money(200)],
        [cell(names[1], "Refit"), money(40), money(40)],
    ]
    facts = {"T!T": fact(rows, said, 540, 3)}
    return answer(facts, details=LINES, totals=["s!AMOUNT", "s!TOTAL_PRICE", "RowCount"], reportType=LINE_TYPE)


@pytest.mark.parametrize("said", [540, 1040])
def test_a_record_on_several_rows_may_count_once(tmp_path: Path, said: float) -> None:
    (_,), _, findings = _read(tmp_path, _lines(said))
    assert len(findings) == 0


def test_a_row_without_record_and_amount_does_not_matter(tmp_path: Path) -> None:
    whole = _lines(540)
    whole["factMap"]["T!T"]["rows"].append({"dataCells": [cell(None), cell(None), money(0)]})
    whole["factMap"]["T!T"]["aggregates"][2] = cell(4)
    (_,), _, findings = _read(tmp_path, whole)
    assert len(findings) == 0


def test_groups_that_keep_their_totals_to_themselves_prove_nothing(tmp_path: Path) -> None:
    (_,), trail, findings = _read(tmp_path, _changed(TABULAR, lambda a: a["factMap"]["T!T"].update(aggregates=[])))
    ((code, message),) = _said(trail, findings)
    assert code == "CSV176" and "it counts neither" in message


def test_without_ids_such_a_total_is_a_warning(tmp_path: Path) -> None:
    (_,), trail, findings = _read(tmp_path, _lines(540, with_ids=False))
    ((code, message),) = _said(trail, findings)
    assert (code, message) == (
        "CSV175",
        "the sum of Amount of the whole report is 540 in the report, and 1040 when its rows are added up",
    )


@pytest.mark.parametrize("said", [539.99, 1040.01, 40])
def test_a_total_that_counting_once_cannot_explain_stops(tmp_path: Path, said: float) -> None:
    sheets, trail, findings = _read(tmp_path, _lines(said, with_ids=False))
    assert sheets == [] and _said(trail, findings)[0][0] == "CSV174"


def test_equal_amounts_of_different_deals_are_no_excuse(tmp_path: Path) -> None:
    rows = [deal("Rollout", "Rollout", 500), deal("Pump refit", "Pump refit", 500)]
    sheets, trail, findings = _read(tmp_path, answer({"T!T": fact(rows, 500, 2)}))
    assert sheets == [] and _said(trail, findings)[0][0] == "CSV174"


@pytest.mark.parametrize(
    ("totals", "values", "words"),
    [
        ((), (), "it counts neither its records nor a sum"),
        (("a!AMOUNT",), (1,), "it counts neither"),
        (("s!PROBABILITY", "RowCount"), (1, 2), "the column of the total s!PROBABILITY is not in the report"),
        (("s!AMOUNT", "RowCount"), ("-", 2), "the sum of Amount is no number: '-'"),
    ],
)
def test_totals_that_prove_nothing_are_a_note(
    tmp_path: Path, totals: Sequence[str], values: Sequence[Any], words: str
) -> None:
    rows = [deal("Rollout", ROLLOUT, 1250.5), deal("Pump refit", REFIT, 20)]
    (_,), trail, findings = _read(tmp_path, answer({"T!T": fact(rows, *values)}, totals=totals))
    ((code, message),) = _said(trail, findings)
    assert code == "CSV176" and words in message
    assert [stored.rule.severity for stored in findings] == [Severity.NOTE]


# --- incomplete, summary only, broken ---------------------------------------------------------------------------------


def test_a_report_that_was_cut_off_is_a_question(tmp_path: Path) -> None:
    sheets, trail, findings = _read(tmp_path, {**TABULAR, "allData": False})
    assert sheets == []
    (stop,) = findings
    assert (stop.rule.code, stop.rule.effect, stop.rule.asks) == ("CSV172", Effect.STOP, True)
    assert "holds 2 rows" in _said(trail, findings)[0][1]
    assert "--set salesforce.incomplete_reports=accept" in stop.rule.fix


def test_a_report_that_was_cut_off_may_be_accepted_with_a_warning(tmp_path: Path) -> None:
    cut = _changed({**TABULAR, "allData": False}, _total("T!T", 1, 2500))
    (sheet,), trail, findings = _read(tmp_path, cut, accept=True)
    assert len(sheet.row_ids) == 2
    assert sheet.preamble is not None and sheet.preamble.record_count == 2500
    assert [code for code, _ in _said(trail, findings)] == ["CSV173"]
    assert [stored.rule.severity for stored in findings] == [Severity.WARNING]


def test_accepting_changes_nothing_for_a_whole_report(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, TABULAR, accept=True)
    assert (len(sheet.row_ids), len(findings)) == (2, 0)


def test_a_summary_without_its_rows_is_refused(tmp_path: Path) -> None:
    sheets, trail, findings = _read(tmp_path, {**SUMMARY, "hasDetailRows": False})
    assert sheets == [] and [code for code, _ in _said(trail, findings)] == ["CSV171"]


def test_an_empty_report_is_a_warning(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, answer({"T!T": fact([], 0, 0)}))
    assert (len(sheet.row_ids), sheet.columns) == (0, [[], [], [], []])
    assert [stored.rule.code for stored in findings] == ["CSV123"]


def test_an_empty_report_with_groupings_is_one_too(tmp_path: Path) -> None:
    (sheet,), _, findings = _read(tmp_path, answer({"T!T": fact([], 0, 0)}, by=[BY_ACCOUNT]))
    assert sheet.headings[0] == "Account Name"
    assert [stored.rule.code for stored in findings] == ["CSV123"]


@pytest.mark.parametrize(
    ("whole", "change", "words"),
    [
        (TABULAR, lambda a: a.pop("reportMetadata"), "it has no reportMetadata"),
        (TABULAR, lambda a: a.pop("reportExtendedMetadata"), "it has no reportExtendedMetadata"),
        (TABULAR, lambda a: a.update(factMap={}), "its factMap is empty"),
        (TABULAR, lambda a: a.update(factMap=None), "it has no factMap"),
        (TABULAR, lambda a: a.pop("factMap"), "it has no factMap"),
        (TABULAR, lambda a: a["attributes"].update(status="Running"), "status Running"),
        (TABULAR, lambda a: a["reportMetadata"].update(reportFormat="MULTI_BLOCK"), "a joined report"),
        (TABULAR, lambda a: a["reportMetadata"].update(detailColumns=[]), "lists no detailColumns"),
        (TABULAR, lambda a: a["reportMetadata"].update(detailColumns=5), "no list of names"),
        (TABULAR, lambda a: a["reportMetadata"]["aggregates"].pop(), "do not have the totals"),
        (TABULAR, lambda a: a["reportExtendedMetadata"]["detailColumnInfo"].pop("AMOUNT"), "AMOUNT is called"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"][1]["dataCells"].pop(), "the 4 cells that"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"].append(None), "has no rows"),
        (TABULAR, lambda a: a["factMap"]["T!T"].pop("rows"), 'the group "T!T" of its factMap has no rows'),
        (TABULAR, lambda a: a["factMap"].update({"7!T": fact()}), 'its factMap has "7!T"'),
        (TABULAR, lambda a: a["factMap"].update({"T": fact()}), 'its factMap has "T"'),
        (SUMMARY, lambda a: a["factMap"].pop("1!T"), 'its factMap lacks the group "1"'),
        (SUMMARY, lambda a: a["groupingsDown"]["groupings"].pop(), 'its factMap has "1!T"'),
        (SUMMARY, lambda a: a["groupingsDown"].update(groupings=[]), 'its factMap has "1!T"'),
        (SUMMARY, lambda a: a["reportMetadata"].update(groupingsDown=[]), "not those of its reportMetadata"),
        (SUMMARY, lambda a: a["groupingsDown"]["groupings"][1].update(key="0"), "cannot be followed"),
        (SUMMARY, lambda a: a["groupingsDown"]["groupings"].append(5), "cannot be followed"),
        (SUMMARY, lambda a: a["groupingsDown"].update(groupings=[group("0", 1, "1", group("0_0", 1, "1")), group("1", 1, "1")]), "not equally deep"),
        (SUMMARY, lambda a: a["factMap"]["T!T"].update(rows=[{"dataCells": []}]), "rows that its inner groups have not"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"][0]["dataCells"].__setitem__(2, cell(None, "Oct 20")), "gives no value"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"][0]["dataCells"].__setitem__(1, cell({"amount": [1]})), "no amount"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"][0]["dataCells"].__setitem__(1, cell({"sum": "1"})), "no amount"),
        (TABULAR, lambda a: a["factMap"]["T!T"]["rows"][0]["dataCells"].__setitem__(3, {"value": ["a"]}), "shown nowhere"),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_stop(
    tmp_path: Path, whole: Answer, change: Callable[[Answer], object], words: str
) -> None:
    sheets, trail, findings = _read(tmp_path, _changed(whole, change))
    assert sheets == []
    ((code, message),) = _said(trail, findings)
    assert code == "CSV170" and words in message


def test_two_reports_in_one_file_stop(tmp_path: Path) -> None:
    sheets, trail, findings = _read(tmp_path, [TABULAR, SUMMARY])
    assert sheets == []
    assert "more than one answer" in _said(trail, findings)[0][1]


def test_groups_nested_without_end_stop(tmp_path: Path) -> None:
    deep = group("x9", 1, "1")
    for level in range(8):
        deep = group(f"x{level}", 1, "1", deep)
    sheets, trail, findings = _read(tmp_path, answer({"T!T": fact([], 0, 0)}, down=[deep], by=[BY_ACCOUNT]))
    assert sheets == [] and "cannot be followed" in _said(trail, findings)[0][1]


# --- what else the report says ----------------------------------------------------------------------------------------


def test_the_name_and_the_filters_are_kept(tmp_path: Path) -> None:
    told = _changed(
        TABULAR,
        lambda a: a["reportMetadata"].update(
            scope="organization",
            standardDateFilter={
                "column": "CLOSE_DATE",
                "durationValue": "CUSTOM",
                "startDate": "2026-10-01",
                "endDate": "2026-10-31",
            },
            reportFilters=[{"column": "STAGE_NAME", "operator": "equals", "value": "Closed Won"}],
            reportBooleanFilter="1 AND 2",
            currency="USD",
            topRows={"rowLimit": 10, "direction": "Desc"},
            sortBy=[{"sortColumn": "CLOSE_DATE", "sortOrder": "Desc"}],
        ),
    )
    told["attributes"].update(status="Success", completionDate="2026-11-02T09:14:05Z")
    (sheet,), _, _ = _read(tmp_path, told)
    assert sheet.preamble is not None
    assert (sheet.preamble.title, sheet.preamble.record_count) == ("Won deals", 2)
    assert (sheet.preamble.as_of, sheet.preamble.sorted_by) == ("2026-11-02T09:14:05Z", "Close Date (Descending)")
    assert sheet.preamble.filters == (
        "Show: organization",
        "Close Date CUSTOM 2026-10-01 to 2026-10-31",
        "Stage equals Closed Won",
        "Filter logic: 1 AND 2",
        "First rows only: 10",
        "Currency: USD",
    )


def test_half_characters_are_replaced_and_counted(tmp_path: Path) -> None:
    broken = _changed(TABULAR, lambda a: a["factMap"]["T!T"]["rows"][0]["dataCells"][0].update(label="Roll\ud83c"))
    (sheet,), _, findings = _read(tmp_path, broken)
    assert sheet.columns[0][0] == "Roll\ufffd"
    assert [(stored.rule.code, stored.facts["count"]) for stored in findings] == [("CSV132", 1)]


@pytest.mark.parametrize(("most", "is_read"), [(9, False), (10, True)])
def test_the_cap_of_cells_holds(tmp_path: Path, most: int, is_read: bool) -> None:
    sheets, trail, findings = _read(tmp_path, TABULAR, caps=Caps(cells=most))
    assert bool(sheets) is is_read
    assert [code for code, _ in _said(trail, findings)] == ([] if is_read else ["CSV108"])
