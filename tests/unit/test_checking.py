"""What a template asks of a cell, at limit - 1, limit and limit + 1; and what is said of a cell that breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.checking import check_columns, constraints
from csvbridge.errors import OwnFault
from csvbridge.findings import Findings
from csvbridge.schema_files import load_template
from csvbridge.schemas import Template, TemplateColumn
from csvbridge.trail import Fate, Trail

US = "MM/DD/YYYY"
LIST = load_template("quickbooks.us.customers")
INVOICES = load_template("quickbooks.us.invoices")


def template(*columns: TemplateColumn, **more: Any) -> Template:
    return replace(LIST, id="test", columns=columns, document="", same_within_document=(), **more)


def column(name: str = "Cell", **asked: Any) -> TemplateColumn:
    return TemplateColumn(name=name, field="cell", evidence="made for this test", **asked)


def check_rows(sheet: Template, style: str, row_ids: Sequence[int], rows: Sequence[Sequence[str]], *rest: Any) -> Any:
    return check_columns(sheet, style, row_ids, list(zip(*rows, strict=True)), *rest)


def codes(cells: Sequence[str], date_format: str = US, **asked: Any) -> list[list[str]]:
    """Check a column of cells; return the codes found on each."""
    findings = Findings()
    check_rows(
        template(column(**asked)),
        date_format,
        range(len(cells)),
        [[cell] for cell in cells],
        findings,
        lambda c: c.field,
    )
    return [sorted(s.rule.code for s in findings if s.row_id == row) for row in range(len(cells))]


CASES = {
    "required": ({"required": True}, [("", "QBO101"), (" ", ""), ("a", "")]),
    "longest": ({"max_length": 3}, [("ab", ""), ("abc", ""), ("abcd", "QBO103"), ("", ""), ("éé\u0301", "")]),
    "advised": ({"advise_length": 3}, [("ab", ""), ("abc", ""), ("abcd", "QBO113")]),
    "advised and longest": (
        {"advise_length": 2, "max_length": 3},
        [("ab", ""), ("abc", "QBO113"), ("abcd", "QBO103")],
    ),
    "forbidden": (
        {"forbid": ':"\t\n\r'},
        [
            ("Plan: Gold", "QBO102"),
            ('24"', "QBO102"),
            ("a\tb", "QBO102"),
            ("a\r\nb", "QBO102"),
            ("a-b", ""),
            ("", ""),
        ],
    ),
    "forbidden marks that mean something in patterns": (
        {"forbid": "^]-\\"},
        [("a^b", "QBO102"), ("a]", "QBO102"), ("a-z", "QBO102"), ("a\\b", "QBO102"), ("abc", "")],
    ),
    "one of a list": (
        {"allowed": ("N", "Y")},
        [("N", ""), ("Y", ""), ("", ""), ("n", "QBO108"), ("NY", "QBO108"), ("Yes", "QBO108")],
    ),
    "money": (
        {"kind": "money"},
        [
            ("1.00", ""),
            ("-1.00", ""),
            ("0.10", ""),
            ("", ""),
            ("1.0", "QBO104"),
            ("1.000", "QBO104"),
            ("1", "QBO104"),
            ("1,250.00", "QBO104"),
            ("$1.00", "QBO104"),
            ("1.00 ", "QBO104"),
            ("(1.00)", "QBO104"),
            ("1.00\n", "QBO104"),
            ("１.00", "QBO104"),
            ("nan", "QBO104"),
        ],
    ),
    "rate, two to seven decimals": (
        {"kind": "rate"},
        [("1.0", "QBO104"), ("1.00", ""), ("1.0000000", ""), ("1.00000000", "QBO104"), ("1e3", "QBO104")],
    ),
    "quantity, without trailing zeros": (
        {"kind": "quantity"},
        [
            ("1", ""),
            ("0.5", ""),
            ("10", ""),
            ("0", ""),
            ("1.0", "QBO104"),
            ("01", "QBO104"),
            ("1.", "QBO104"),
        ],
    ),
    "whole digits": (
        {"kind": "money", "whole_digits": 3},
        [
            ("12.00", ""),
            ("123.00", ""),
            ("1234.00", "QBO105"),
            ("-123.00", ""),
            ("-1234.00", "QBO105"),
            ("", ""),
        ],
    ),
    "not below zero": (
        {"kind": "money", "negative": False},
        [("0.00", ""), ("0.01", ""), ("-0.01", "QBO106"), ("", "")],
    ),
    "date": (
        {"kind": "date"},
        [
            ("10/31/2026", ""),
            ("", ""),
            ("1/5/2026", "QBO107"),
            ("10/31/26", "QBO107"),
            ("2026-10-31", "QBO107"),
        ],
    ),
    "unique, case and blanks aside": (
        {"unique": True},
        [
            ("Alder & Finch", "QBO109"),
            ("ALDER &  FINCH", "QBO109"),
            ("Pine", ""),
            ("Caf\u00e9", "QBO109"),
            ("Cafe\u0301", "QBO109"),
        ],
    ),
}


@pytest.mark.parametrize(("asked", "cells"), CASES.values(), ids=CASES)
def test_a_constraint_keeps_what_it_should(asked: dict[str, Any], cells: list[tuple[str, str]]) -> None:
    found = codes([cell for cell, _ in cells], **asked)
    assert dict(zip([cell for cell, _ in cells], found, strict=True)) == {c: e.split() for c, e in cells}


@pytest.mark.parametrize(
    ("style", "sound", "broken"),
    [
        ("MM/DD/YYYY", "10/31/2026", "31.10.2026"),
        ("DD/MM/YYYY", "31/10/2026", "2026/10/31"),
        ("YYYY-MM-DD", "2026-10-31", "10/31/2026"),
    ],
)
def test_dates_have_the_companys_form(style: str, sound: str, broken: str) -> None:
    assert codes([sound, broken], style, kind="date") == [[], ["QBO107"]]


def test_a_column_that_asks_nothing_takes_anything() -> None:
    assert constraints(column(), US) == []
    assert codes(["", "x" * 5000, "=1+1", "\x00"]) == [[], [], [], []]


def test_a_finding_names_the_row_the_field_and_the_limit() -> None:
    trail, findings = Trail(), Findings()
    source = trail.add_source("accounts.csv")
    source.headings["account_name"] = "Account Name"
    rows = trail.add_rows(source, [2, 3, 17])
    sheet = template(column("Name", max_length=5), column("Company"))
    cells = [["Alder", "x"], ["Finch", "x"], ["Alder & Finch", "x"]]
    refused = check_rows(sheet, US, rows, cells, findings, lambda c: "account_name" if c.name == "Name" else c.name)
    assert list(refused) == [2]
    assert refused[2] == (Fate.REJECTED, '"Name" has 13 characters; QuickBooks takes 5')
    (listed,) = findings.resolved(trail.locate, lambda row, name: None)
    assert (listed.code, listed.severity, listed.row, listed.column) == (
        "QBO103",
        "error",
        17,
        "Account Name",
    )
    assert (listed.value, listed.message) == ("Alder & Finch", refused[2][1])


def test_every_fault_of_a_row_is_said_and_its_first_is_the_reason() -> None:
    findings = Findings()
    sheet = template(column("Name", required=True), column("Type", allowed=("Service",)))
    refused = check_rows(sheet, US, [7], [["", "Inventory"]], findings, lambda c: c.name)
    assert [(s.rule.code, s.row_id, s.field) for s in findings] == [
        ("QBO101", 7, "Name"),
        ("QBO108", 7, "Type"),
    ]
    assert refused == {0: (Fate.REJECTED, '"Name" is empty; QuickBooks requires it')}


def test_a_rule_that_holds_makes_the_row_wait() -> None:
    sheet = template(column("Amount", kind="money", negative=False))
    refused = check_rows(sheet, US, [7], [["-5.00"]], Findings(), lambda c: c.name)
    assert refused[0][0] is Fate.HELD


def test_advice_refuses_nothing() -> None:
    findings = Findings()
    sheet = template(column("Phone", advise_length=3))
    assert check_rows(sheet, US, [0], [["(413) 555-0142"]], findings, lambda c: c.name) == {}
    assert [s.rule.code for s in findings] == ["QBO113"]


def test_no_rows_no_findings() -> None:
    findings = Findings()
    assert check_rows(LIST, US, [], [], findings, lambda c: c.name) == {}
    assert len(findings) == 0


def invoice(number: str, customer: str = "Alder & Finch", **cells: str) -> list[str]:
    given = {
        "*InvoiceNo": number,
        "*Customer": customer,
        "*InvoiceDate": "10/31/2026",
        "*DueDate": "11/30/2026",
        "Item(Product/Service)": "Hours",
        "ItemQuantity": "1",
        "ItemRate": "10.00",
        "*ItemAmount": "10.00",
    } | cells
    return [given.get(c.name, "") for c in INVOICES.columns]


def test_a_document_whose_lines_disagree_is_our_own_fault() -> None:
    """The head of a document is written from one record; lines that differ mean that we mixed two."""
    lines = [invoice("1001"), invoice("1001", "Pine")]
    with pytest.raises(OwnFault) as fault:
        check_rows(INVOICES, US, [0, 1], lines, Findings(), lambda c: c.name)
    assert "*Customer" in str(fault.value)
    assert "Alder" not in str(fault.value) and "Pine" not in str(fault.value)


def test_the_lines_of_two_documents_may_differ() -> None:
    lines = [invoice("1001"), invoice("1001"), invoice("1002", "Pine")]
    findings = Findings()
    assert check_rows(INVOICES, US, [0, 1, 2], lines, findings, lambda c: c.name) == {}
    assert len(findings) == 0


def test_all_of_an_invoice_line_is_checked() -> None:
    broken = invoice("1" * 22, "", **{"*InvoiceDate": "", "*ItemAmount": "-1.00", "ItemRate": "123456789012.00"})
    findings = Findings()
    assert list(check_rows(INVOICES, US, [5], [broken], findings, lambda c: c.name)) == [0]
    assert sorted((s.rule.code, s.field) for s in findings) == [
        ("QBO101", "*Customer"),
        ("QBO101", "*InvoiceDate"),
        ("QBO103", "*InvoiceNo"),
        ("QBO105", "ItemRate"),
        ("QBO106", "*ItemAmount"),
    ]


CELLS = st.lists(st.sampled_from(["", "a", "ab", "abc", "abcd", "A", ":", "  "]) | st.text(max_size=5), max_size=8)


@given(CELLS)
@settings(max_examples=100, deadline=None)
def test_a_cell_is_judged_by_itself(cells: list[str]) -> None:
    """Neither its neighbours nor its place change what is said of a cell."""
    asked: dict[str, Any] = {"required": True, "max_length": 3, "advise_length": 2, "forbid": ":"}
    assert codes(cells, **asked) == [codes([cell], **asked)[0] for cell in cells]


@given(st.lists(st.text(max_size=4), max_size=8))
@settings(max_examples=100, deadline=None)
def test_positions_refused_are_those_with_an_error(cells: list[str]) -> None:
    findings = Findings()
    sheet = template(column(max_length=2))
    refused = check_rows(
        sheet, US, [100 + n for n in range(len(cells))], [[c] for c in cells], findings, lambda c: c.field
    )
    assert sorted(refused) == [n for n, cell in enumerate(cells) if len(cell) > 2]
    assert sorted(s.row_id - 100 for s in findings if s.row_id is not None) == sorted(refused)
