"""Headings of an org's own and of another language: what they become, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all, known_headings
from csvbridge.mapping.inward import read_entity
from csvbridge.mapping.labels import in_english, translated
from csvbridge.profile import load_profile
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports, load_languages, load_passed_over, load_templates
from csvbridge.schemas import Label, Language
from csvbridge.trail import Trail


@pytest.mark.parametrize(
    ("heading", "aliases", "expected"),
    [
        ("Client", {"Client": "Account Name"}, "Account Name"),
        ("CLIENT  ↑", {"client": "Account Name"}, "Account Name"),
        ("Deal: Client", {"Client": "Account Name"}, "Account Name"),
        ("Deal : Client", {"Client": "Account Name"}, "Account Name"),
        ("Client: Client", {"Client": "Account Name"}, "Account Name"),
        (
            "Funding: Receiving Account: Billing City",
            {"Funding: Receiving Account: Billing City": "Billing City"},
            "Billing City",
        ),
        ("Funding: Empfänger: Ort", {"Ort": "Billing City"}, "Billing City"),
        ("Funding: Empfänger: Ort", {"Empfänger: Ort": "Billing City"}, "Funding: Empfänger: Ort"),
        ("Account Owner: Client", {"Client": "Account Name"}, "Account Owner: Client"),
        ("Customer", {"Client": "Account Name"}, "Customer"),
        ("Value Currency", {"Value": "Amount"}, "Amount Currency"),
        ("Deal: Value Currency", {"Value": "Amount"}, "Amount Currency"),
        ("Value (converted)", {"Value": "Amount"}, "Amount (converted)"),
        ("Value Currency", {"Value": "Amount", "Value Currency": "Opportunity Currency"}, "Opportunity Currency"),
        ("", {"Client": "Account Name"}, ""),
        ("Client", {}, "Client"),
    ],
)
def test_an_own_name_becomes_salesforces(heading: str, aliases: dict[str, str], expected: str) -> None:
    assert translated([heading], aliases) == [expected]


def test_a_whole_name_goes_before_the_last_part_of_another() -> None:
    """Else the partner would be a second column for the account."""
    found = translated(["Client", "Partner: Client", "Stage"], {"Client": "Account Name"})
    assert found == ["Account Name", "Partner: Client", "Stage"]


FRENCH = "Étape,Date de clôture,Propriétaire de l'opportunité"


@pytest.mark.parametrize(
    ("headings", "expected", "language"),
    [
        (FRENCH, "Stage,Close Date,Opportunity Owner", "French"),
        ("ÉTAPE,Montant", "Stage,Montant", "French"),
        ("Opportunité: Étape", "Stage", "French"),
        ("Data de criação,Etapa", "Created Date,Etapa", "Portuguese"),
        ("Étape,Stage", "Étape,Stage", None),  # the English label is there: the other is something else
        ("Étape,Data de criação", "Étape,Data de criação", None),  # two languages in one table
        ("Stage,Close Date", "Stage,Close Date", None),
    ],
)
def test_labels_of_one_language_are_translated(headings: str, expected: str, language: str | None) -> None:
    found, known, pairs = in_english(headings.split(","), load_languages())
    assert found == expected.split(",")
    assert (known.title if known else None) == language
    assert pairs == {h: e for h, e in zip(headings.split(","), found, strict=True) if h != e}


def test_a_label_that_two_languages_have_is_left_alone() -> None:
    def language(title: str, means: str) -> Language:
        labels = (Label(label="Fase", means=means, evidence=""),)
        return Language(title=title, date_order="D/M/YYYY", labels=labels, evidence="")

    assert in_english(["Fase"], [language("A", "Stage"), language("B", "Next Step")])[0] == ["Fase"]


def identified(
    headings: Sequence[str], rows: Sequence[Sequence[str]], aliases: Mapping[str, str] | None = None
) -> tuple[Table | None, Findings, Known]:
    trail, findings = Trail(), Findings()
    source = trail.add_source("table.csv")
    columns = [[row[c] for row in rows] for c in range(len(headings))]
    ids = trail.add_rows(source, range(2, 2 + len(rows)))
    sheet = Sheet(source=source, headings=list(headings), columns=columns, row_ids=ids)
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases=aliases or {},
        languages=load_languages(),
    )
    tables = identify_all([sheet], known, trail, findings)
    return (tables[0] if tables else None), findings, known


FRENCH_REPORT = ["Nom de l'opportunité", "Étape", "Montant", "Date de clôture", "Nom du compte"]
FRENCH_ROW = ["Toiture", "Closed Won", "100,50", "05/10/2026", "Alder"]
FRENCH_LINES = {"Nom de l'opportunité": "Opportunity Name", "Montant": "Amount", "Nom du compte": "Account Name"}


def test_a_report_in_another_language_is_never_half_read() -> None:
    """Stage and date are known; account, name and amount are not, and each is asked for."""
    table, findings, _ = identified(FRENCH_REPORT, [FRENCH_ROW])
    assert table is None
    stops = findings.stops()
    assert [stop.rule.code for stop in stops] == ["SFR203"] * 3
    assert [stop.facts["first"] for stop in stops] == ["Account ID", "Opportunity Name", "Amount"]
    said = stops[0].facts["proposal"]
    assert '"Nom de l\'opportunité": text such as Toiture' in said
    assert '\n      "Montant" = "Amount"' in said  # the only amounts of the file
    assert '# "Nom du compte" = "?"' in said  # nothing speaks for it: left open
    assert not any(stop.facts["proposal"] for stop in stops[1:])


def test_with_the_lines_taught_it_is_read_and_its_dates_have_the_day_first() -> None:
    table, findings, _ = identified(FRENCH_REPORT, [FRENCH_ROW], FRENCH_LINES)
    assert table is not None and not findings.stops()
    (note,) = [stored for stored in findings if stored.rule.code == "SFR234"]
    assert note.facts["language"] == "French" and "Étape = Stage" in note.facts["pairs"]
    fields = {c.field: c.kind for e in load_exports() if e.entity == "opportunity" for c in e.columns}
    rows = read_entity("opportunity", fields, [table], load_profile(None, ()), findings)
    assert [str(day) for day in rows.columns["close_date"]] == ["2026-10-05"]
    assert [str(number.value) for number in rows.columns["amount"]] == ["100.50"]


@pytest.mark.parametrize(
    ("headings", "aliases", "entity"),
    [
        ("Client ID,Client Name,City", {"Client ID": "Account ID", "Client Name": "Account Name", "City": "Billing City"}, "account"),
        ("Person: Nachname,Firma", {"Nachname": "Last Name", "Firma": "Account Name"}, "contact"),
        ("Deal,Phase,Signed,Client", {"Deal": "Opportunity Name", "Phase": "Stage", "Signed": "Close Date", "Client": "Account Name"}, "opportunity"),
        ("Deal,Artikel,Gesamt", {"Deal": "Opportunity Name", "Artikel": "Product Name", "Gesamt": "Total Price"}, "opportunity_line"),
        ("Artikel,Nummer", {"Artikel": "Product Name", "Nummer": "Product Code"}, "product"),
        ("Preisliste,Ist Standard", {"Preisliste": "Price Book Name", "Ist Standard": "Is Standard Price Book"}, "price_book"),
        ("Liste,Nr,Preis", {"Liste": "Price Book Name", "Nr": "Product Code", "Preis": "List Price"}, "price_entry"),
        ("Kunde,Firma,Saldo", {"Kunde": "Name", "Firma": "Company name", "Saldo": "Open balance"}, "known_customer"),
    ],
)  # fmt: skip
def test_renamed_labels_work_for_every_export(headings: str, aliases: dict[str, str], entity: str) -> None:
    names = headings.split(",")
    table, findings, known = identified(names, [["x"] * len(names)], aliases)
    assert table is not None, [(s.rule.code, s.facts) for s in findings]
    assert table.export.entity == entity
    assert set(map(str.casefold, aliases)) <= known_headings(known)


def test_a_chained_label_is_taught_whole() -> None:
    headings = ["Funding: Receiving Account: Account Name", "Funding: Empfänger: Ort", "Industry"]
    table, _, _ = identified(headings, [["Alder", "Leeds", "Law"]], {"Funding: Empfänger: Ort": "Billing City"})
    assert table is not None and table.positions["city"] == 1 and table.positions["account_name"] == 0


def test_own_names_without_blanks_do_not_make_a_file_of_the_api() -> None:
    """Such files write numbers with a point; a report of an org's own words may have a comma."""
    aliases = {
        "Deal": "Opportunity Name",
        "Phase": "Stage",
        "Signed": "Close Date",
        "Client": "Account Name",
        "Wert": "Amount",
    }
    row = ["Roof", "Closed Won", "20/10/2026", "Alder", "100,50"]
    table, findings, _ = identified(list(aliases), [row], aliases)
    assert table is not None and not table.api_named
    fields = {c.field: c.kind for e in load_exports() if e.entity == "opportunity" for c in e.columns}
    rows = read_entity("opportunity", fields, [table], load_profile(None, ()), findings)
    assert [str(number.value) for number in rows.columns["amount"]] == ["100.50"]
