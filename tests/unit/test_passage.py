"""Values that went through other hands on the way (salesforce-exports.md §7, rows 19, 32, 36, 37, 54, 60)."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from csvbridge.column_texts import Texts
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.passage import settle, why_no_date
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports
from csvbridge.trail import Trail

EXPORTS = {export.id: export for export in load_exports()}


def _settle(
    values: Sequence[str], kind: str, *, mark: str = ".", export: str = "salesforce.accounts", heading: str = "Its Name"
) -> tuple[list[str], list[tuple[str, int | None, str]]]:
    """Settle one column; return its cells, and each finding as code, row (from 0) and message."""
    trail, findings = Trail(), Findings()
    source = trail.add_source("accounts.csv")
    ids = trail.add_rows(source, range(len(values)))
    sheet = Sheet(source=source, headings=[heading], columns=[list(values)], row_ids=ids)
    table = Table(sheet=sheet, export=EXPORTS[export], positions={"field": 0})
    source.headings["field"], source.cells["field"] = heading, sheet.columns[0]
    settled = settle(table, "field", kind, mark, Texts(sheet.columns[0]), findings)
    found = findings.resolved(trail.locate, trail.cell)
    return list(settled), [(f.code, f.row, f.message) for f in found]


@pytest.mark.parametrize(
    "text", ["M?ller", "S?hne & Co", "Brasserie ?mile", "Caf?s", "Ren?e", "(?mile)", "Stra?e 5", "L?bo\u00df"]
)
def test_a_question_mark_for_a_letter_is_a_warning(text: str) -> None:
    settled, found = _settle(["Alder", text], "line")
    assert settled == ["Alder", text]
    assert [(code, row) for code, row, _ in found] == [("CSV183", 1)]
    assert text in found[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "Why?",
        "What? Nothing",
        "?",
        "Who? Us!",
        "A?B",
        "http://x.example/?id=1",
        "www.x.example/a?id",
        "a?b=c",
        "What?!",
    ],
)
def test_other_question_marks_are_punctuation(text: str) -> None:
    assert _settle([text], "line") == ([text], [])


@pytest.mark.parametrize(
    "text",
    ["Alder &amp; Finch", "It&#39;s", "a&#x27;b", "&nbsp;Alder", "<a href='x'>Open</a>", "one<br/>two", "<P>Alder</P>"],
)
@pytest.mark.parametrize("kind", ["line", "street"])
def test_web_page_code_is_a_warning_and_stays(text: str, kind: str) -> None:
    settled, found = _settle([text, "Alder & Finch <new>"], kind)
    assert settled[0] == text
    assert [(code, row) for code, row, _ in found] == [("CSV184", 0)]


@pytest.mark.parametrize("text", ["Alder & Finch", "R&D;", "a < b > c", "<new>", "AT&T; and others", "x &unknown; y"])
def test_other_signs_are_text(text: str) -> None:
    assert _settle([text], "line") == ([text], [])


@pytest.mark.parametrize(
    ("values", "read", "rows"),
    [
        (["5420.0", "17.0", ""], ["5420", "17", ""], [0, 1]),
        (["02139.0"], ["02139"], [0]),
        ([" 17.0 "], ["17"], [0]),
        (["5420.0", "A-1"], ["5420.0", "A-1"], []),
        (["5420.0", "17"], ["5420.0", "17"], []),
        (["5420.00"], ["5420.00"], []),
        (["v1.0"], ["v1.0"], []),
        (["", " "], ["", " "], []),
        ([], [], []),
    ],
)
def test_codes_that_became_numbers_lose_their_decimal(values: list[str], read: list[str], rows: list[int]) -> None:
    settled, found = _settle(values, "code")
    assert settled == read
    assert [(code, row) for code, row, _ in found] == [("CSV188", row) for row in rows]


@pytest.mark.parametrize(
    ("values", "mark", "read"),
    [
        (["0.1", "0.25", "", "0"], ".", ["10", "25", "", "0"]),
        (["0,1", "0,125"], ",", ["10", "12,5"]),
        (["0.1", "1"], ".", ["10", "100"]),
        (["-0.05"], ".", ["-5"]),
        (["0", "0.075"], ".", ["0", "7.5"]),
    ],
)
def test_fractions_turn_back_into_percentages(values: list[str], mark: str, read: list[str]) -> None:
    settled, found = _settle(values, "percent", mark=mark)
    assert settled == read
    assert [code for code, _, _ in found] == ["CSV187"]


@pytest.mark.parametrize("values", [["10", "0.5"], ["0.1%"], ["10%", "0.5"], ["1", "0"], ["", "-"], ["0.1", "N/A"], []])
def test_percentages_stay(values: list[str]) -> None:
    assert _settle(values, "percent") == (values, [])


def test_percentages_of_the_api_are_points() -> None:
    assert _settle(["0.5"], "percent", heading="Discount") == (["0.5"], [])


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (["2026-10-20T23:59:00.000Z", "2026-10-21T00:00:00.000Z"], 1),
        (["", "2026-10-20T08:00:00+0000"], 1),
        (["2026-10-20T00:00:00.000Z"], 0),
        (["2026-10-20T00:00:00Z", "2026-10-20T00:00Z"], 0),
        (["2026-10-20T08:00:00"], 0),
        (["2026-10-20"], 0),
        (["10/20/2026"], 0),
        ([], 0),
    ],
)
def test_times_in_utc_are_a_warning(values: list[str], count: int) -> None:
    settled, found = _settle(values, "date")
    assert settled == values
    assert [code for code, _, _ in found] == (["CSV186"] if count else [])
    assert not count or f"{count} dates" in found[0][2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FY 2025", "CSV185"),
        ("FY25", "CSV185"),
        ("Q3-2026", "CSV185"),
        ("Q3 FY 2026", "CSV185"),
        ("2026 Q3", "CSV185"),
        ("July 2026", "CSV185"),
        ("Sept 2026", "CSV185"),
        ("H1 2026", "CSV185"),
        ("31/31/2026", "VAL322"),
        ("Marching 2026 men", "VAL322"),
        ("tomorrow", "VAL322"),
    ],
)
def test_a_period_is_told_from_other_dates_that_are_none(text: str, code: str) -> None:
    assert why_no_date(text).code == code


@pytest.mark.parametrize(
    ("kind", "value"), [("line", "M?ller &amp; Co"), ("code", "17.0"), ("percent", "0.1"), ("text", "M?ller")]
)
def test_quickbooks_own_lists_are_left_alone(kind: str, value: str) -> None:
    lists = next(name for name in EXPORTS if name.startswith("quickbooks."))
    assert _settle([value], kind, export=lists) == ([value], [])


def test_a_large_column_costs_little() -> None:
    values = [f"Account {n} & Sons, Ltd" for n in range(100_000)]
    began = time.perf_counter()
    assert _settle(values, "line")[1] == []
    assert time.perf_counter() - began < 1.5
