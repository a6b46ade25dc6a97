"""`--set`: the forms of contract.md 1, what they give, and what is refused with the option named."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.errors import Stop
from csvbridge.profile import load_profile


def value(dotted: str, *sets: str) -> Any:
    found: Any = load_profile(None, sets)
    for name in dotted.split("."):
        found = getattr(found, name)
    return found


@pytest.mark.parametrize(
    ("line", "where", "wanted"),
    [
        ("invoices.terms=Net 15", "invoices.terms", "Net 15"),
        ("invoices.number_prefix=2026", "invoices.number_prefix", "2026"),
        ("invoices.number=field:Order=Number", "invoices.number", "field:Order=Number"),
        ("invoices.terms='Net 15'", "invoices.terms", "'Net 15'"),
        ("products.income_account=", "products.income_account", ""),
        ("products.price_book=Partner. Book", "products.price_book", "Partner. Book"),
        ("salesforce.decimal_mark=,", "salesforce.decimal_mark", ","),
        ("salesforce.incomplete_reports=accept", "salesforce.incomplete_reports", "accept"),
        ("matching.hold=[]", "matching.hold", ()),
        ('matching.hold=["certain"]', "matching.hold", ("certain",)),
        (
            'salesforce.stages=["Closed Won","Prospecting"]',
            "salesforce.stages",
            ("Closed Won", "Prospecting"),
        ),
        ("company.closed_through=2026-09-30", "company.closed_through", dt.date(2026, 9, 30)),
        ("invoices.first_number=2001", "invoices.first_number", 2001),
        ("invoices.first_number = 2001", "invoices.first_number", 2001),
        ("headings.Client=Account Name", "headings", {"Client": "Account Name"}),
        ("headings.Cust. Name=Account Name", "headings", {"Cust. Name": "Account Name"}),
        ('headings."Client"=Account Name', "headings", {'"Client"': "Account Name"}),
        ("crosswalk.products.A.B C=x=y", "crosswalk.products", {"A.B C": "x=y"}),
        ("crosswalk.customers.Plan: Gold=Gold plan", "crosswalk.customers", {"Plan: Gold": "Gold plan"}),
        ("crosswalk.tax_codes.Standard=20.0% S", "crosswalk.tax_codes", {"Standard": "20.0% S"}),
        ("accept.QBO113=short names are fine", "accept", {"QBO113": "short names are fine"}),
    ],
)
def test_a_line_gives_its_value(line: str, where: str, wanted: object) -> None:
    also = ("invoices.number=sequence",) if where == "invoices.number_prefix" else ()
    assert value(where, line, *also) == wanted


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("invoices.terms", ["not of the form table.key=value", "--set invoices.terms=Net 15"]),
        ("", ["not of the form"]),
        ("=", ["not of the form"]),
        ("invoices.=Net 15", ["not of the form"]),
        (".terms=Net 15", ["not of the form"]),
        ("terms=Net 15", ["not of the form", "Did you mean --set invoices.terms=Net 15?"]),
        ("crosswalk.products=Gold", ["not of the form", "crosswalk.products.PROJ-SVC-001=Project services"]),
        ("crosswalk.products.=Gold", ["not of the form"]),
        ("invoice.terms=Net 15", ["there is no table [invoice]", "Did you mean invoices?"]),
        ("crosswalk.product.A=Gold", ["there is no table [crosswalk.product]", "crosswalk.products?"]),
        ("invoices.term=Net 15", ["has no key", "Did you mean terms?"]),
        ("lists.format=pdf", ['cannot be "pdf"', '"xlsx", "csv"']),
        ("company.region=england", ['cannot be "england"', '"us", "uk", "ca", "au", "global"']),
        ("matching.hold=certain", ["wants a list of texts", '--set matching.hold=["certain", "probable"]']),
        ("matching.hold=", ["wants a list of texts"]),
        ("matching.hold=[]\nother = 1", ["wants a list of texts"]),
        ("matching.hold=[1]", ["is [1]", "a list of texts"]),
        ("company.closed_through=30/09/2026", ["wants a date", "company.closed_through=2026-09-30"]),
        ("company.closed_through=2026-02-30", ["wants a date"]),
        ('company.closed_through="2026-09-30"', ["a date (without quotes)"]),
        ("invoices.first_number=2,001", ["wants a whole number", "--set invoices.first_number=1001"]),
        ("invoices.first_number=0", ["below 1"]),
        ("headings.Client=", ["[headings] wants text"]),
        ("accept.QBO113= ", ["[accept] wants text"]),
        ("accept.names=fine", ['"names" is not the code of a finding']),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_its_name(line: str, words: list[str]) -> None:
    with pytest.raises(Stop) as stop:
        load_profile(None, [line])
    (fault,) = stop.value.all()
    assert fault.message.startswith(f"--set {line}: ")
    said = f"{fault.message} | {fault.fix}"
    assert [word for word in words if word not in said] == []


def test_a_line_stands_over_the_file_and_the_last_line_over_those_before(tmp_path: Path) -> None:
    text = '[invoices]\nterms = "Net 60"\nfirst_number = 5\n[headings]\nClient = "Name"\nDeal = "Stage"\n'
    (tmp_path / "csvbridge.toml").write_text(text, encoding="utf-8")
    sets = ["invoices.terms=Net 15", "invoices.terms=Net 45", "headings.Client=Account ID"]
    profile = load_profile(tmp_path, sets)
    assert (profile.invoices.terms, profile.invoices.first_number) == ("Net 45", 5)
    assert profile.headings == {"Client": "Account ID", "Deal": "Stage"}


def test_a_fault_of_two_keys_names_the_line_that_said_it(tmp_path: Path) -> None:
    (tmp_path / "csvbridge.toml").write_text('[invoices]\nnumber_prefix = "INV-"\n', encoding="utf-8")
    with pytest.raises(Stop, match=r"csvbridge\.toml:2: invoices\.number_prefix .* is too long"):
        load_profile(tmp_path, [])
    with pytest.raises(Stop, match=r"--set invoices\.number_prefix=2026: "):
        load_profile(tmp_path, ["invoices.number_prefix=2026"])
    assert load_profile(tmp_path, ["invoices.number=sequence"]).invoices.number_prefix == "INV-"


def test_a_line_of_any_length_is_told_short() -> None:
    with pytest.raises(Stop) as stop:
        load_profile(None, ["lists.format=" + "x" * 100_000])
    assert len(stop.value.message) < 500 and "100,013 characters" in stop.value.message


own = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12)


@given(name=own.filter(lambda t: "=" not in t and t.strip()), text=own.filter(str.strip))
@settings(max_examples=100, deadline=None)
def test_the_rest_after_the_table_is_the_key_and_the_text_stays_bare(name: str, text: str) -> None:
    assert value("headings", f"headings.{name}={text}") == {name.strip(): text}
    assert value("crosswalk.products", f"crosswalk.products.{name}={text}") == {name.strip(): text}


tables = st.sampled_from(["company.", "invoices.first_number=", "matching.hold=", "crosswalk.", "accept.", "a.b=", ""])


@given(table=tables, text=st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_line_is_taken_or_refused(table: str, text: str) -> None:
    try:
        load_profile(None, [table + text])
    except Stop as stop:
        assert stop.message.startswith("--set ") and stop.fix
