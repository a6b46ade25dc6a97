"""Cells read as what they mean: tidied text, ids, numbers, dates and flags; a cell that cannot be read is a fault, kept
beside the value and never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all
from csvbridge.mapping.inward import read_entity
from csvbridge.profile import load_profile
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports, load_passed_over, load_templates
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows

_KNOWN = Known(exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases={})
_DEALS = ["Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Close Date", "Amount", "Won"]
_WON = "Closed Won"


@dataclass
class Read:
    """What came of reading."""

    rows: TypedRows
    trail: Trail
    findings: Findings

    def codes(self) -> list[str]:
        return [stored.rule.code for stored in self.findings]

    def faults(self) -> dict[tuple[int, str], str]:
        return {place: fault.rule.code for place, fault in self.rows.faults.items()}


def _sheet(
    trail: Trail,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    path: str,
    footer: Sequence[str],
    exact: bool,
) -> Sheet:
    source = trail.add_source(path)
    columns = [[row[c] for row in rows] for c in range(len(headings))]
    ids = trail.add_rows(source, range(2, 2 + len(rows)))
    return Sheet(source=source, headings=list(headings), columns=columns, row_ids=ids, footer=list(footer), exact=exact)


def read(
    entity: str,
    *tables: tuple[Sequence[str], Sequence[Sequence[str]]],
    sets: Sequence[str] = (),
    path: str = "won.csv",
    footer: Sequence[str] = (),
    exact: bool = False,
    typed: bool = False,
    optional: frozenset[str] = frozenset(),
) -> Read:
    trail, findings = Trail(), Findings()
    sheets = [_sheet(trail, headings, rows, path, footer, exact) for headings, rows in tables]
    for sheet in sheets:
        sheet.typed_numbers = typed
    known: list[Table] = identify_all(sheets, _KNOWN, trail, findings)
    assert len(known) == len(sheets), [stored.rule.code for stored in findings]
    fields = {c.field: c.kind for e in load_exports() if e.entity == entity for c in e.columns}
    values = read_entity(entity, fields, known, load_profile(None, sets), findings, optional_dates=optional)
    return Read(values, trail, findings)


def column(heading: str, *cells: str, sets: Sequence[str] = (), **more: Any) -> tuple[list[Any], Read]:
    """Read deals in which one column has these cells; return the column's values."""
    sound = {
        "Opportunity ID": "",
        "Opportunity Name": "Signs",
        "Account Name": "Alder & Finch",
        "Stage": _WON,
        "Close Date": "2026-10-31",
        "Amount": "1.00",
        "Won": "1",
    }
    rows = [[{**sound, heading: cell}[name] for name in _DEALS] for cell in cells]
    found = read("opportunity", (_DEALS, rows), sets=sets, **more)
    field = {"Opportunity ID": "opportunity_id", "Close Date": "close_date", "Won": "won"}.get(heading)
    return found.rows.columns[field or heading.lower().replace(" ", "_")], found


# --- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected", "code"),
    [
        ("Alder & Finch", "Alder & Finch", None),
        (" Alder  & Finch ", "Alder & Finch", "VAL301"),
        ("Alder\u00a0& Finch", "Alder & Finch", "VAL301"),
        ("Alder\n& Finch", "Alder & Finch", "VAL301"),
        ("Al\u200bder", "Alder", "VAL303"),
        ("\x00Alder", "Alder", "VAL303"),
        ("\x1b[31mAlder\x1b[0m", "Alder", "VAL303"),
        ("", "", None),
        ("N/A", "N/A", None),
        ("=1+1", "=1+1", None),
        ("a|b", "a|b", None),
    ],
)
def test_text_is_tidied_and_every_change_is_said(cell: str, expected: str, code: str | None) -> None:
    values, found = column("Account Name", cell, "Pine")
    assert values == [expected, "Pine"]
    assert found.codes() == ([code] if code else [])
    for stored in found.findings:
        assert (stored.row_id, stored.field, stored.value, stored.if_used) == (0, "account_name", cell, True)


def test_text_that_was_decoded_wrongly_is_kept_and_said() -> None:
    values, found = column("Account Name", "KÃ¶ln Pumpen", "Köln Pumpen")
    assert values == ["KÃ¶ln Pumpen", "Köln Pumpen"]
    assert [(s.rule.code, s.row_id) for s in found.findings] == [("VAL340", 0)]


def test_a_street_keeps_its_lines_as_parts() -> None:
    headings = ["Account Name", "Billing Street", "Billing City"]
    rows = [["Alder", "61 Mill Street\r\nSuite 4", "Amherst"], ["Pine", "1 Quay", "Leeds"]]
    found = read("account", (headings, rows))
    assert found.rows.columns["street"] == ["61 Mill Street, Suite 4", "1 Quay"]
    assert found.codes() == ["VAL302"]


def test_a_code_keeps_its_zeros_and_inner_blanks() -> None:
    headings = ["Product Name", "Product Code", "Active"]
    found = read("product", (headings, [["Hours", " 007  A ", "1"], ["Days", "1e3", "1"]]))
    assert found.rows.columns["product_code"] == ["007  A", "1e3"]


def test_quickbooks_names_are_kept_byte_for_byte() -> None:
    """The invoice must carry the name exactly as QuickBooks has it, double blanks and all (contract.md 4)."""
    headings = ["Name", "Company name", "Open balance"]
    found = read("known_customer", (headings, [["Alder  & Finch", "", "0.00"], ["Parent:Child", "", "0.00"]]))
    assert found.rows.columns["display_name"] == ["Alder  & Finch", "Parent:Child"]
    assert found.codes() == []


# --- ids ------------------------------------------------------------------------------------------------------------

# check characters by hand (salesforce-exports.md 3.1): groups 006Kx 00000 pQr1A; K at 3 is 8 = I, none is A,
# Q at 1 and A at 4 are 2 + 16 = 18 = S
SHORT, LONG = "006Kx00000pQr1A", "006Kx00000pQr1AIAS"


@pytest.mark.parametrize(
    ("cell", "expected", "code"),
    [
        (LONG, LONG, None),
        (SHORT, LONG, "VAL304"),
        (LONG.lower(), LONG, "VAL305"),
        (f"https://alder.my.salesforce.com/{LONG}", LONG, "VAL306"),
        ("", "", None),
        ("000000000000000", "", None),
        ("-", "", None),
    ],
)
def test_ids_come_out_in_eighteen_characters(cell: str, expected: str, code: str | None) -> None:
    values, found = column("Opportunity ID", cell)
    assert values == [expected]
    assert found.codes() == ([code] if code else [])
    assert found.faults() == {}


@pytest.mark.parametrize("cell", ["6E+14", "006Kx", "Alder & Finch", "006Kx00000pQr1AIBS"])
def test_a_damaged_id_is_a_fault_and_no_id(cell: str) -> None:
    values, found = column("Opportunity ID", cell)
    assert values == [""]
    assert found.faults() == {(0, "opportunity_id"): "VAL307"}
    assert found.codes() == []  # it is said only once the record is needed


def test_short_ids_that_lost_their_case_are_nobodys() -> None:
    """Fifteen characters in one case throughout: what they were cannot be known (salesforce-exports.md 3.1)."""
    cells = [f"006KX00000PQ{n}A" for n in range(10, 30)]
    values, found = column("Opportunity ID", *cells)
    assert set(values) == {""}
    assert set(found.faults().values()) == {"VAL308"} and len(found.faults()) == len(cells)


def test_what_was_extended_is_said_once_for_the_column() -> None:
    _, found = column("Opportunity ID", SHORT, "006Kx00000pQr1B", LONG)
    (stored,) = [s for s in found.findings if s.rule.code == "VAL304"]
    assert (stored.row_id, stored.facts["count"]) == (None, 2)
    assert (stored.facts["before"], stored.facts["after"]) == (SHORT, LONG)


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1250.00", "1250.00"),
        ("1,250.00", "1250.00"),
        ("$1,250.00", "1250.00"),
        ("(1,250.00)", "-1250.00"),
        ("-0.10", "-0.10"),
        ("4.5E3", "4500"),
    ],
)
def test_amounts_are_exact(cell: str, expected: str) -> None:
    values, found = column("Amount", cell)
    assert [number.value for number in values] == [Decimal(expected)]
    assert isinstance(values[0].value, Decimal)
    assert found.faults() == {}


@pytest.mark.parametrize("cell", ["", " ", "-", "N/A"])
def test_a_blank_amount_is_none_and_not_nothing(cell: str) -> None:
    values, found = column("Amount", cell)
    assert values == [None]
    assert found.faults() == {}


@pytest.mark.parametrize("cell", ["nought", "12.5.6", "1O0", "12%", "$"])
def test_an_unreadable_amount_is_a_fault(cell: str) -> None:
    values, found = column("Amount", cell)
    assert values == [None]
    assert found.faults() == {(0, "amount"): "VAL310"}
    assert found.rows.faults[0, "amount"].value == cell


def test_an_amount_may_name_its_currency() -> None:
    values, _ = column("Amount", "EUR 5,500.00", "5,500.00")
    assert [(number.value, number.currency) for number in values] == [
        (Decimal("5500.00"), "EUR"),
        (Decimal("5500.00"), ""),
    ]


def test_the_decimal_mark_is_decided_for_the_whole_file() -> None:
    """`2.000` alone is unclear; `99,50` beside it tells (salesforce-exports.md 4.2)."""
    values, found = column("Amount", "2.000", "99,50")
    assert [number.value for number in values] == [Decimal(2000), Decimal("99.50")]
    assert found.codes() == ["VAL325"]


def test_an_unclear_decimal_mark_is_a_question() -> None:
    _, found = column("Amount", "1,234", "2,000")
    assert found.codes() == ["VAL313"]
    assert found.findings.stops()[0].rule.asks


@pytest.mark.parametrize(("mark", "expected"), [(".", "1234"), (",", "1.234")])
def test_the_profile_answers_it(mark: str, expected: str) -> None:
    values, found = column("Amount", "1,234", sets=[f"salesforce.decimal_mark={mark}"])
    assert values[0].value == Decimal(expected)
    assert found.codes() == []


def test_api_files_write_a_point_whatever_the_profile_says() -> None:
    headings = ["Id", "Name", "StageName", "CloseDate", "Amount", "AccountId"]
    rows = [["", "Signs", _WON, "2026-10-31", "1.234", ""]]
    found = read("opportunity", (headings, rows), sets=["salesforce.decimal_mark=,"])
    assert found.rows.columns["amount"][0].value == Decimal("1.234")


@pytest.mark.parametrize("sets", [(), ("salesforce.decimal_mark=,",)])
def test_typed_numbers_of_a_workbook_have_a_point_whatever_the_profile_says(sets: Sequence[str]) -> None:
    """1.234 in a number cell is one and a bit: only text can be unclear."""
    values, found = column("Amount", "1.234", sets=sets, typed=True)
    assert ([number.value for number in values], found.codes()) == ([Decimal("1.234")], [])


@pytest.mark.parametrize("cells", [("1.5", "1.234,50"), ("EUR 1.234,50",)])
def test_typed_numbers_beside_text_with_a_comma_are_a_question(cells: Sequence[str]) -> None:
    assert column("Amount", *cells, typed=True)[1].codes() == ["VAL313"]


def test_percentages_are_points() -> None:
    headings = ["Opportunity ID", "Product Name", "Quantity", "Discount", "Total Price"]
    rows = [[LONG, "Hours", "2.00", d, "10.00"] for d in ("10", "10.00%", "", "ten")]
    found = read("opportunity_line", (headings, rows))
    assert found.rows.columns["discount"] == [Decimal(10), Decimal("10.00"), None, None]
    assert found.faults() == {(3, "discount"): "VAL310"}


# --- dates ----------------------------------------------------------------------------------------------------------


def test_one_day_over_twelve_tells_the_order_of_a_column() -> None:
    values, found = column("Close Date", "10/5/2026", "10/31/2026", "")
    assert values == [dt.date(2026, 10, 5), dt.date(2026, 10, 31), None]
    assert found.codes() == ["VAL324"]
    values, _ = column("Close Date", "10/5/2026", "31/10/2026")
    assert values == [dt.date(2026, 5, 10), dt.date(2026, 10, 31)]


def test_an_unclear_order_is_a_question_with_both_readings() -> None:
    values, found = column("Close Date", "10/5/2026", "11/6/2026")
    assert values == [None, None]
    (stop,) = found.findings.stops()
    assert stop.rule.code == "VAL320" and stop.rule.asks
    assert "5 October 2026" in stop.facts["evidence"] and "10 May 2026" in stop.facts["evidence"]


def test_orders_that_disagree_stop() -> None:
    _, found = column("Close Date", "31/10/2026", "10/31/2026")
    assert [s.rule.code for s in found.findings.stops()] == ["VAL321"]


def test_the_profile_answers_the_order() -> None:
    values, found = column("Close Date", "10/5/2026", sets=["salesforce.date_format=D/M/YYYY"])
    assert values == [dt.date(2026, 5, 10)]
    assert found.codes() == []


def test_dates_that_read_alike_ask_nothing() -> None:
    values, found = column("Close Date", "5/5/2026", "2026-10-31")
    assert values == [dt.date(2026, 5, 5), dt.date(2026, 10, 31)]
    assert found.codes() == []


@pytest.mark.parametrize(("cell", "code"), [("31/31/2026", "VAL322"), ("FY 2026", "CSV185"), ("2026-02-30", "VAL322")])
def test_an_unreadable_date_is_a_fault(cell: str, code: str) -> None:
    values, found = column("Close Date", cell, "10/31/2026")
    assert values == [None, dt.date(2026, 10, 31)]
    assert found.faults() == {(0, "close_date"): code}


def test_the_footers_stamp_settles_the_order() -> None:
    """1754092800000 ms are 2 August 2025 (UTC): 8/2/2025 is that day only with the month first."""
    footer = ["Won deals", "Generated By:  Pat Doe  8/2/2025 9:41 AM"]
    values, found = column("Close Date", "10/5/2026", path="report1754092800000.csv", footer=footer)
    assert values == [dt.date(2026, 10, 5)]
    assert found.codes() == ["VAL324"]


def test_another_column_of_the_file_settles_the_order() -> None:
    headings = [*_DEALS[:-2], "Product Name", "Total Price", "Date"]
    rows = [[LONG, "Signs", "Alder", _WON, "10/5/2026", "Hours", "1.00", "10/31/2026"]]
    found = read("opportunity_line", (headings, rows))
    assert found.rows.columns["close_date"] == [dt.date(2026, 10, 5)]
    assert set(found.codes()) == {"VAL324"}


def test_a_date_that_nothing_uses_is_no_question() -> None:
    values, found = column("Close Date", "10/5/2026", optional=frozenset({"close_date"}))
    assert values == [None]
    assert found.codes() == [] and found.faults() == {}


def test_api_dates_carry_their_own_order() -> None:
    headings = ["Id", "Name", "StageName", "CloseDate", "Amount", "AccountId"]
    rows = [["", "Signs", _WON, cell, "1.00", ""] for cell in ("2026-10-05", "2026-10-05 00:00:00")]
    found = read("opportunity", (headings, rows), sets=["salesforce.date_format=D/M/YYYY"])
    assert found.rows.columns["close_date"] == [dt.date(2026, 10, 5)] * 2


# --- flags ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1", True),
        ("0", False),
        ("true", True),
        ("FALSE", False),
        ("Yes", True),
        ("no", False),
        ("", None),
        (" ", None),
    ],
)
def test_flags_are_yes_no_or_not_said(cell: str, expected: bool | None) -> None:
    values, found = column("Won", cell)
    assert values == [expected]
    assert found.codes() == [] and found.faults() == {}


def test_an_unreadable_flag_is_said_at_once() -> None:
    values, found = column("Won", "perhaps")
    assert values == [None]
    assert found.codes() == ["VAL330"]


# --- several tables -------------------------------------------------------------------------------------------------


def test_tables_of_one_kind_are_one_entity_and_what_one_lacks_is_blank() -> None:
    reports = ["Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Close Date"]
    api = ["Id", "Name", "StageName", "CloseDate", "Amount", "AccountId"]
    found = read(
        "opportunity",
        (reports, [[LONG, "Signs", "Alder", _WON, "2026-10-31"]]),
        (api, [["006000000000001AAA", "Boards", _WON, "2026-10-30", "7.00", "001000000000001AAA"]]),
    )
    columns = found.rows.columns
    assert found.rows.row_ids == [0, 1]
    assert columns["account_name"] == ["Alder", ""]
    assert columns["account_id"] == ["", "001000000000001AAA"]
    assert [number and number.value for number in columns["amount"]] == [None, Decimal("7.00")]
    assert {len(values) for values in columns.values()} == {2}
    assert "amount" in found.rows.fields[1] and "amount" not in found.rows.fields[0]
    assert found.rows.has("amount") and not found.rows.has("won")


def test_tables_of_another_kind_are_left_alone() -> None:
    found = read("contact", (_DEALS, [["", "Signs", "Alder", _WON, "2026-10-31", "1.00", ""]]))
    assert len(found.rows) == 0 and found.rows.fields == {}


def test_each_table_decides_for_itself() -> None:
    """One report by an American, one by a Briton: each column keeps its own order."""
    headings = _DEALS[:5]
    found = read(
        "opportunity",
        (headings, [["", "Signs", "Alder", _WON, "10/31/2026"]]),
        (headings, [["", "Boards", "Alder", _WON, "30/10/2026"]]),
    )
    assert found.rows.columns["close_date"] == [dt.date(2026, 10, 31), dt.date(2026, 10, 30)]
