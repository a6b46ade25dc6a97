"""Whose currency an amount is in: pairs of code and amount, the record's own code, codes in cells, converted amounts.

Worked out from salesforce-exports.md 2.1 and 4.2: `Amount Currency` precedes `Amount`; `Amount (converted)` is in the
currency of whoever ran the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

DEAL = {"Opportunity Name": "Roof", "Account Name": "Alder", "Stage": "Closed Won", "Close Date": "2026-10-20"}
LINE = {"Opportunity Name": "Roof", "Product Name": "Slates", "Quantity": "1"}
PRODUCT = {"Product Name": "Slates", "Product Code": "S-1"}
ENTRY = {"Id": "", "Pricebook2Id": "", "Product2Id": "", "UnitPrice": "5.00"}


def identified(
    rows: Sequence[Mapping[str, str]], aliases: Mapping[str, str] | None = None
) -> tuple[Table | None, Findings]:
    trail, findings = Trail(), Findings()
    source = trail.add_source("table.csv")
    headings = list(rows[0])
    columns = [[row[heading] for row in rows] for heading in headings]
    sheet = Sheet(
        source=source, headings=headings, columns=columns, row_ids=trail.add_rows(source, range(2, 2 + len(rows)))
    )
    known = Known(
        exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases=aliases or {}
    )
    tables = identify_all([sheet], known, trail, findings)
    return (tables[0] if tables else None), findings


def read(entity: str, *rows: Mapping[str, str], aliases: Mapping[str, str] | None = None) -> tuple[TypedRows, Findings]:
    table, findings = identified(rows, aliases)
    assert table is not None and table.export.entity == entity, [s.rule.code for s in findings]
    fields = {c.field: c.kind for e in load_exports() if e.entity == entity for c in e.columns}
    return read_entity(entity, fields, [table], load_profile(None, ()), findings), findings


def codes(findings: Findings) -> list[str]:
    return [stored.rule.code for stored in findings if stored.rule.code.startswith("SFR23")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Amount": "100.00"}, ""),
        ({"Amount Currency": "EUR", "Amount": "100.00"}, "EUR"),
        ({"Amount Currency": " eur ", "Amount": "100.00"}, "EUR"),
        ({"Opportunity Currency": "GBP", "Amount": "100.00"}, "GBP"),
        ({"Opportunity Currency": "GBP", "Amount Currency": "GBP", "Amount": "100.00"}, "GBP"),
        ({"Opportunity Currency": "", "Amount Currency": "GBP", "Amount": "100.00"}, "GBP"),
        ({"Opportunity Currency": "GBP", "Amount Currency": "", "Amount": "100.00"}, "GBP"),
        ({"Amount": "EUR 3,047.32"}, "EUR"),
        ({"Amount": "€3,047.32"}, "EUR"),
        ({"Amount": "$3,047.32"}, ""),
        ({"Opportunity: Amount Currency": "EUR", "Opportunity: Amount": "100.00"}, "EUR"),
        (
            {
                "Amount Currency": "EUR",
                "Amount": "100.00",
                "Amount (converted) Currency": "USD",
                "Amount (converted)": "108.00",
            },
            "EUR",
        ),
    ],
)
def test_the_currency_of_an_opportunity(cells: dict[str, str], expected: str) -> None:
    rows, findings = read("opportunity", {**DEAL, **cells})
    assert rows.columns["currency"] == [expected]
    assert codes(findings) == [] and not rows.faults


def test_the_converted_amount_is_never_the_amount() -> None:
    cells = {
        "Amount (converted) Currency": "USD",
        "Amount (converted)": "108.00",
        "Amount Currency": "EUR",
        "Amount": "100.00",
    }
    rows, _ = read("opportunity", {**DEAL, **cells})
    assert [number.value for number in rows.columns["amount"]] == [100]


@pytest.mark.parametrize(
    "cells",
    [
        {"Opportunity Currency": "USD", "Amount Currency": "EUR", "Amount": "100.00"},
        {"Opportunity Currency": "EUR", "Amount Currency": "USD", "Amount": "100.00"},
        {"Opportunity Currency": "USD", "Amount": "EUR 100.00"},
        {"Amount Currency": "USD", "Amount": "EUR 100.00"},
    ],
)
def test_codes_that_disagree_are_never_taken_for_home_money(cells: dict[str, str]) -> None:
    """The books are in USD: whichever column says so, the row stays foreign, and such a deal is held."""
    rows, findings = read("opportunity", {**DEAL, **cells})
    assert rows.columns["currency"] == ["EUR"]
    (found,) = [stored for stored in findings if stored.rule.code == "SFR231"]
    assert found.row_id == 0 and found.if_used
    assert "EUR" in found.facts["codes"] and "USD" in found.facts["codes"]


def test_only_the_row_that_disagrees_is_concerned() -> None:
    good = {**DEAL, "Opportunity Currency": "USD", "Amount Currency": "USD", "Amount": "1.00"}
    rows, findings = read("opportunity", good, {**good, "Amount Currency": "CHF"}, good)
    assert rows.columns["currency"] == ["USD", "CHF", "USD"]
    assert [stored.row_id for stored in findings if stored.rule.code == "SFR231"] == [1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Sales Price": "9.00", "Total Price": "9.00"}, ""),
        ({"Total Price Currency": "EUR", "Total Price": "9.00"}, "EUR"),
        (
            {
                "Sales Price Currency": "EUR",
                "Sales Price": "9.00",
                "Total Price Currency": "EUR",
                "Total Price": "9.00",
            },
            "EUR",
        ),
        ({"Sales Price": "EUR 9.00", "Total Price": "EUR 9.00"}, "EUR"),
        ({"Amount Currency": "EUR", "Amount": "9.00", "Total Price": "9.00"}, "EUR"),
        ({"Unit Price Currency": "EUR", "Unit Price": "9.00", "Total Price": "9.00"}, "EUR"),
    ],
)
def test_the_currency_of_a_line(cells: dict[str, str], expected: str) -> None:
    rows, findings = read("opportunity_line", {**LINE, **cells})
    assert rows.columns["currency"] == [expected] and not rows.faults
    assert codes(findings) == []
    assert rows.has("currency") is bool(expected)


@pytest.mark.parametrize(
    "cells",
    [
        {"Opportunity Currency": "USD", "Total Price Currency": "EUR", "Total Price": "9.00"},
        {"Sales Price Currency": "EUR", "Sales Price": "9.00", "Total Price Currency": "USD", "Total Price": "9.00"},
        {"Sales Price": "EUR 9.00", "Total Price": "USD 9.00"},
    ],
)
def test_a_line_whose_codes_disagree_has_no_readable_total(cells: dict[str, str]) -> None:
    rows, _ = read("opportunity_line", {**LINE, **cells})
    assert {place: fault.rule.code for place, fault in rows.faults.items()} == {(0, "total_price"): "SFR232"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"List Price": "5.00"}, ""),
        ({"List Price Currency": "EUR", "List Price": "5.00"}, "EUR"),
        ({"Price Book Entry Currency": "EUR", "List Price": "5.00"}, "EUR"),
        ({"List Price": "EUR 5.00"}, "EUR"),
    ],
)
def test_the_currency_of_a_price(cells: dict[str, str], expected: str) -> None:
    rows, _ = read("product", {**PRODUCT, **cells})
    assert rows.columns["price_currency"] == [expected] and rows.columns["list_price"] == [5]


def test_the_currency_of_a_price_book_entry_and_a_price_of_two() -> None:
    rows, _ = read("price_entry", {**ENTRY, "CurrencyIsoCode": "EUR"})
    assert rows.columns["currency"] == ["EUR"] and rows.columns["list_price"] == [5]
    rows, _ = read("price_entry", {**ENTRY, "UnitPrice": "USD 5.00", "CurrencyIsoCode": "EUR"})
    assert {place: fault.rule.code for place, fault in rows.faults.items()} == {(0, "list_price"): "SFR232"}


CONVERTED = [
    ({**DEAL, "Amount (converted) Currency": "USD", "Amount (converted)": "9.00"}, "Amount"),
    ({**DEAL, "Opportunity: Amount (converted)": "9.00"}, "Amount"),
    ({**LINE, "Total Price (converted) Currency": "USD", "Total Price (converted)": "9.00"}, "Total Price"),
    ({**LINE, "Total Price": "9.00", "Sales Price (converted)": "9.00"}, "Sales Price"),
    ({**PRODUCT, "List Price (converted)": "5.00"}, "List Price"),
]


@pytest.mark.parametrize(("row", "wanted"), CONVERTED)
def test_converted_amounts_alone_stop_and_say_what_to_add(row: dict[str, str], wanted: str) -> None:
    table, findings = identified([row])
    assert table is None
    (found,) = findings.stops()  # and no second stop for the same missing column
    assert found.rule.code == "SFR230" and found.facts["wanted"] == wanted


def test_headings_cannot_make_an_amount_of_a_converted_one() -> None:
    table, findings = identified([{**DEAL, "Amount (converted)": "9.00"}], {"Amount (converted)": "Amount"})
    assert table is None and [stored.rule.code for stored in findings] == ["SFR230"]


def test_the_opportunitys_converted_amount_beside_lines_is_no_loss() -> None:
    table, findings = identified([{**LINE, "Total Price": "9.00", "Amount (converted)": "9.00"}])
    assert table is not None and not findings.stops()


@pytest.mark.parametrize(
    ("name", "cells", "asked"),
    [
        ("Devise", ["EUR", "USD"], True),
        ("Devise", ["EUR", ""], True),
        ("Devise", ["EUR", "north"], False),
        ("Devise", ["", ""], False),
    ],
)
def test_an_unknown_column_of_codes_before_the_amount_is_asked(name: str, cells: list[str], asked: bool) -> None:
    _, findings = read("opportunity", *({**DEAL, name: cell, "Amount": "1.00"} for cell in cells))
    assert codes(findings) == (["SFR233"] if asked else [])


def test_the_answer_to_that_question_works() -> None:
    row = {**DEAL, "Devise": "EUR", "Amount": "1.00"}
    rows, findings = read("opportunity", row, aliases={"Devise": "Amount Currency"})
    assert rows.columns["currency"] == ["EUR"] and codes(findings) == []


def test_a_renamed_amount_renames_its_pair() -> None:
    """Salesforce builds the pair's labels from the amount's own."""
    row = {**DEAL, "Deal Value Currency": "EUR", "Deal Value": "1.00", "Deal Value (converted)": "1.08"}
    rows, _ = read("opportunity", row, aliases={"Deal Value": "Amount"})
    assert rows.columns["currency"] == ["EUR"] and rows.columns["amount"][0].value == 1
    table, findings = identified([{**DEAL, "Deal Value (converted)": "1.08"}], {"Deal Value": "Amount"})
    assert table is None and [stored.rule.code for stored in findings] == ["SFR230"]
