"""One company under every region: what is written, what is asked, what start-here says, and that QuickBooks takes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench import Bench, Result, account, contact, deal, line, long_id, product

REGIONS = {
    # place words, day of 20 October 2026 and thirty days later, usual currency
    "us": ("City,State,ZIP", "10/20/2026", "11/19/2026", "USD"),
    "uk": ("City/Town,County,Postcode", "20/10/2026", "19/11/2026", "GBP"),
    "ca": ("City/Town,Province/Territory,Postal code", "20/10/2026", "19/11/2026", "CAD"),
    "au": ("City/Town,State/Territory,Postcode", "20/10/2026", "19/11/2026", "AUD"),
    "global": ("City/Town,State/Province/Region,Postal code", "20/10/2026", "19/11/2026", "USD"),
}
CODES = {"uk": "20.0% S", "ca": "GST", "au": "GST", "global": "20.0% S"}

PAGE_WORDS = {
    "us": (["Sales tax is off", "an inactive customer, a vendor", "Credit memo"], ["a supplier", "Exclusive"]),
    "uk": (
        ["VAT is on", "20.0% S", "a supplier", "exclusive or inclusive of VAT"],
        ["Sales tax", "ZIP", "inactive customer, a vendor"],
    ),
    "ca": (["GST/HST is on", "a supplier", "Province/Territory"], ["Sales tax", "ZIP", "VAT is"]),
    "au": (["GST is on", "a supplier", "Postcode"], ["Sales tax", "ZIP", "VAT is"]),
    "global": (["VAT or GST is on", "a supplier", "Postal code"], ["Sales tax", "ZIP"]),
}

every_region = pytest.mark.parametrize("region", REGIONS)


def company(bench: Bench) -> None:
    """Two customers, an invoice of two lines, one without products, and a credit."""
    address = {"Billing Street": "1 Elm St", "Billing State/Province": "WA", "Billing Zip/Postal Code": "6000"}
    bench.give("accounts.csv", account(1, **address), account(2, **address | {"Billing State/Province": "ACT"}))
    bench.give("contacts.csv", contact(1, 1, "ada@example.com"), contact(2, 2, "bo@example.com"))
    bench.give("opportunities.csv", deal(1, amount="200.00"), deal(2), deal(3, 2, amount="-40.00"))
    bench.give("lines.csv", line(1, 1), line(2, 1, product="Drawing", code="DRAW-1"))
    bench.give("products.csv", product(1, "Surveying", "SURV-1"), product(2, "Drawing", "DRAW-1"))


def sets(*keys: str) -> list[str]:
    return [word for key in keys for word in ("--set", key)]


def converted(bench: Bench, region: str, *keys: str) -> Result:
    return bench.convert(*sets(f"company.region={region}", *keys))


def validated(bench: Bench, folder: str, *words: str) -> dict[str, Any]:
    result = bench.command("validate", folder, *words, "--json")
    told: dict[str, Any] = json.loads(result.out)
    return told


@every_region
def test_one_company_under_each_region(bench: Bench, region: str) -> None:
    """Headings, dates, currency, tax codes and words of the page are the region's; QuickBooks' rules find no error."""
    company(bench)
    words, day, due, currency = REGIONS[region]
    own = [] if region == "us" else ["company.sales_tax=codes", f"invoices.tax_code={CODES[region]}"]
    result = converted(bench, region, *own)
    assert result.exit == 0
    assert ",".join(list(result.customers[0])[9:12]) == words
    assert result.customers[0]["City" if region == "us" else "City/Town"] == "Uxbridge"
    assert {row["*InvoiceDate"] for row in result.invoices} == {day}
    assert {row["*DueDate"] for row in result.invoices} == {due}
    assert [row["*CreditMemoDate"] for row in result.credits] == [day]
    assert list(result.totals["amounts"]) == [currency]
    assert {row.get("*ItemTaxCode") for row in (*result.invoices, *result.credits)} == {CODES.get(region)}
    uncertain = [one for one in result.findings if one["code"] == "QBO500"]
    assert len(uncertain) == (0 if region == "us" else 4) and all("--qbo-sample" in one["fix"] for one in uncertain)
    _check_page(result, region)
    _check_files(bench, region, own)


def _check_page(result: Result, region: str) -> None:
    page = (result.run / "start-here.html").read_text(encoding="utf-8")
    text = " ".join(page.replace("<strong>", "").replace("</strong>", "").split())
    wanted, strange = PAGE_WORDS[region]
    assert [words for words in wanted if words not in text] == []
    assert [words for words in strange if words in text] == []
    assert REGIONS[region][1] in text


def _check_files(bench: Bench, region: str, own: list[str]) -> None:
    told = validated(bench, "run/import", *sets(f"company.region={region}", *own))
    tail = "" if region == "us" else ".codes"
    assert {file["identified_as"] for file in told["files"]} == {
        f"quickbooks.{region}.products.s2",
        f"quickbooks.{region}.customers",
        f"quickbooks.{region}.invoices{tail}",
        f"quickbooks.{region}.credit_notes{tail}",
    }
    assert [one for one in told["findings"] if one["severity"] == "error"] == []
    assert told["exit"] == 0


def test_with_the_tax_off_no_codes_are_written_and_a_note_asks(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    result = converted(bench, "uk")
    assert list(result.invoices[0])[-2:] == ["*ItemAmount", "Service Date"]
    codes = {one["code"] for one in result.findings}
    assert "QBO503" in codes and result.exit == 0


def test_a_line_s_own_code_counts_before_its_deal_s_and_the_default(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, **{"Tax Code": "Reduced"}), deal(2, **{"Tax Code": ""}))
    bench.give("lines.csv", line(1, 1, **{"Tax Code": "Standard"}), line(2, 1, **{"Tax Code": ""}, name="Deal 1"))
    result = converted(
        bench,
        "uk",
        *("company.sales_tax=codes", "invoices.tax_code=Exempt"),
        *("crosswalk.tax_codes.standard=20.0% S", "crosswalk.tax_codes.Reduced=5.0% R"),
    )
    codes = {(row["*InvoiceNo"], row["*ItemTaxCode"]) for row in result.invoices}
    assert codes == {(long_id("006", 1), "20.0% S"), (long_id("006", 1), "5.0% R"), (long_id("006", 2), "Exempt")}


@pytest.mark.parametrize("region", ["uk", "ca"])
def test_without_a_code_the_run_asks(bench: Bench, region: str) -> None:
    company(bench)
    said = bench.stops("--set", f"company.region={region}", "--set", "company.sales_tax=codes")
    assert "4 lines name no tax code" in said and f"--set invoices.tax_code={CODES[region]}" in said


def test_a_code_that_nobody_mapped_is_asked_about_once(bench: Bench) -> None:
    bench.give(
        "opportunities.csv",
        *(deal(number, **{"Tax Code": code}) for number, code in enumerate(("Std", "Std", "a=b", "20.0% S"), start=1)),
        deal(5, stage="Closed Lost", **{"Tax Code": "never asked"}),
    )
    keys = ("company.region=uk", "company.sales_tax=codes", "invoices.tax_code=20.0% S")
    said = bench.stops(*sets(*keys))
    assert said.count("QBO502") == 2 and "never asked" not in said
    assert '"Std" stands on 2 lines' in said and "--set crosswalk.tax_codes.Std=20.0% S" in said
    assert '"a=b" = "20.0% S" below [crosswalk.tax_codes]' in said


@pytest.mark.parametrize(("country", "expected"), [("", "6000"), ("USA", "06000")])
def test_abroad_four_digits_are_a_whole_postcode(bench: Bench, country: str, expected: str) -> None:
    """6000 is Perth, WA; in the US it would be a ZIP that lost its zero."""
    place = {"Billing State/Province": "WA", "Billing Zip/Postal Code": "6000", "Billing Country": country}
    bench.give("accounts.csv", account(1, **place))
    bench.give("opportunities.csv", deal(1))
    assert converted(bench, "au").customers[0]["Postcode"] == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("company.region=uk", "company.date_format=MM/DD/YYYY"), {"company.date_format is MM/DD/YYYY"}),
        (("company.region=ca", "company.home_currency=USD"), {"company.home_currency is USD"}),
        (("company.region=global", "company.home_currency=EUR"), set()),
    ],
)
def test_a_setting_left_from_another_region_is_a_warning(
    bench: Bench, keys: tuple[str, ...], expected: set[str]
) -> None:
    bench.give("opportunities.csv", deal(1))
    result = bench.convert(*sets(*keys))
    said = [one["message"].partition(",")[0] for one in result.findings if one["code"] == "QBO505"]
    assert set(said) == expected and result.exit == 0


def test_simple_start_and_sales_tax_stop_the_invoices_of_the_us_alone(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert bench.convert(*sets("company.plan=simple-start")).invoices == []
    assert len(bench.convert(*sets("company.region=uk", "company.plan=simple-start"), "--force").invoices) == 1


INVOICE = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Item(Product/Service),*ItemAmount"


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (INVOICE, "1,Alder,20/10/2026,19/11/2026,Work,5.00", {"QBO506"}),
        (f"{INVOICE},*ItemTaxCode", "1,Alder,20/10/2026,19/11/2026,Work,5.00,", {"QBO506", "QBO101"}),
        (f"{INVOICE},ItemTaxCode", "1,Alder,20/10/2026,19/11/2026,Work,5.00,20.0% S", set()),
        (
            "*BillNo,*Supplier,*BillDate,*DueDate,*Account,*LineAmount",
            "1,Elm,20/10/2026,19/11/2026,Rent,5.00",
            {"QBO506"},
        ),
    ],
)
def test_with_vat_on_a_file_without_codes_is_an_error(
    bench: Bench, headings: str, cells: str, expected: set[str]
) -> None:
    bench.raw("given.csv", f"{headings}\n{cells}\n")
    for state, codes in (("codes", expected), ("off", expected - {"QBO506"})):
        keys = ("company.region=uk", f"company.sales_tax={state}", "invoices.tax_code=20.0% S")
        told = validated(bench, "in", *sets(*keys))
        assert {one["code"] for one in told["findings"] if one["severity"] == "error"} == codes


def test_a_tax_code_with_marks_in_it_is_inert_on_the_page(bench: Bench) -> None:
    company(bench)
    hostile = "<b>{0}`**x**"
    result = converted(bench, "uk", "company.sales_tax=codes", f"invoices.tax_code={hostile}")
    page = (result.run / "start-here.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;{0}`**x**" in page and "<b>{0}" not in page
