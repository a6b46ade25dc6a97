"""What unknown columns might be: proposed where values or headings speak for it, left open where nothing does."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Sequence

import pytest

from csvbridge.findings import Findings
from csvbridge.mapping.identify import Known, identify_all
from csvbridge.mapping.proposals import candidates, known_columns, proposal, unknown_columns
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports, load_passed_over, load_templates
from csvbridge.trail import Trail

EXPORTS = {export.id.partition(".")[2]: export for export in load_exports() if export.system == "salesforce"}


def sheet_of(headings: Sequence[str], *rows: Sequence[str]) -> tuple[Sheet, Trail]:
    trail = Trail()
    source = trail.add_source("table.csv")
    ids = trail.add_rows(source, range(2, 2 + len(rows)))
    columns = [[row[c] for row in rows] for c in range(len(headings))]
    return Sheet(source=source, headings=list(headings), columns=columns, row_ids=ids), trail


def proposed(export: str, headings: Sequence[str], *rows: Sequence[str]) -> dict[str, str]:
    sheet, _ = sheet_of(headings, *rows)
    unknown = unknown_columns(sheet, known_columns(headings, EXPORTS[export]))
    return {at.heading: label for at, label in candidates(unknown, headings, EXPORTS[export])}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["001Ax0000000001", "001Ax0000000002"], "ids 001..."),
        (["006Ax0000000001IAA", ""], "ids 006..."),
        (["10/20/2026", "11/1/2026"], "dates"),
        (["2026-10-20 00:00:00"], "dates"),
        (["100.00", "1.234,50"], "amounts"),
        (["USD 3,047.32"], "amounts"),
        (["1", "0", "1"], "boxes"),
        (["true", "FALSE"], "boxes"),
        (["EUR", "USD"], "currency codes"),
        (["ada@example.com"], "e-mail addresses"),
        (["Alder & Finch LLC"], "text"),
        (["Closed Won", "Prospecting"], "text"),
        (["", " "], "always blank"),
    ],
)
def test_a_column_is_told_by_its_values(values: list[str], kind: str) -> None:
    sheet, _ = sheet_of(["X"], *([value] for value in values))
    (column,) = unknown_columns(sheet, ())
    assert column.words.startswith(kind)


@pytest.mark.parametrize(
    ("export", "headings", "rows", "expected"),
    [
        # ids tell their object, whatever they are called
        ("opportunities", ["Kennung", "Kunde Nr"], [["006Ax0000000001", "001Ax0000000001"]],
         {"Kennung": "Opportunity ID", "Kunde Nr": "Account ID"}),
        # two columns of the same object's ids: left open
        ("opportunities", ["A", "B"], [["001Ax0000000001", "001Ax0000000002"]], {}),
        # the only dates, the only amounts
        ("opportunities", ["Schlusstermin", "Betrag"], [["20/10/2026", "100,00"]],
         {"Schlusstermin": "Close Date", "Betrag": "Amount"}),
        # two columns of dates: which is which nobody knows
        ("opportunities", ["Schlusstermin", "Erstellt"], [["20/10/2026", "21/10/2026"]], {}),
        # a value that is a won stage
        ("opportunities", ["Phase"], [["Prospecting"], ["Closed Won"]], {"Phase": "Stage"}),
        # headings much alike
        ("opportunities", ["Acount Name", "Opportunty Name"], [["Alder", "Roof"]],
         {"Acount Name": "Account Name", "Opportunty Name": "Opportunity Name"}),
        ("accounts", ["Billing Town", "Billing Citty"], [["Leeds", "Leeds"]], {"Billing Citty": "Billing City"}),
        # alike in name, of another kind
        ("opportunities", ["Close Dates"], [["next week"]], {}),
        ("opportunities", ["Amounts"], [["many"]], {}),
        # nothing alike
        ("opportunities", ["Farbe"], [["rot"]], {}),
    ],
)  # fmt: skip
def test_what_is_proposed(export: str, headings: list[str], rows: list[list[str]], expected: dict[str, str]) -> None:
    assert proposed(export, headings, *rows) == expected


def test_a_label_that_is_there_is_proposed_to_no_other_column() -> None:
    assert proposed("opportunities", ["Close Date", "Signed"], ["10/20/2026", "10/21/2026"]) == {}


def test_the_lines_can_be_pasted() -> None:
    headings = ["Stage", 'Kunde "A"', "Schlusstermin", "Farbe\x1b[31m"]
    sheet, _ = sheet_of(headings, ["Closed Won", "Alder", "20/10/2026", "rot"])
    said = proposal(sheet, headings, EXPORTS["opportunities"])
    assert "\x1b" not in said
    block = "\n".join(line.strip() for line in said.split("csvbridge.toml, once you have checked it:")[1].splitlines())
    assert tomllib.loads(block) == {"headings": {"Schlusstermin": "Close Date"}}
    assert '# "Kunde \\"A\\"" = "?"' in block and '# "Farbe" = "?"' in block
    assert '# still wanted: "Account ID" or "Account Name"' in block
    assert '"Stage"' not in said  # known columns are not listed


def refused(headings: Sequence[str], *rows: Sequence[str]) -> str:
    sheet, trail = sheet_of(headings, *rows)
    findings = Findings()
    known = Known(exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases={})
    assert identify_all([sheet], known, trail, findings) == []
    (stop,) = findings.stops()
    assert stop.rule.code == "SFR201"
    return str(stop.facts["nearest"])


def test_a_stranger_is_shown_with_the_nearest_kind() -> None:
    said = refused(
        ["Kennung", "Kunde", "Phase", "Schlusstermin"], ["006Ax0000000001", "Alder", "Closed Won", "20/10/2026"]
    )
    assert said.startswith("The nearest kind is Opportunities (0 columns known; it lacks ")
    assert '"Kennung" = "Opportunity ID"' in said and '"Phase" = "Stage"' in said and '# "Kunde" = "?"' in said


def test_a_file_of_another_world_gets_no_proposal() -> None:
    assert refused(["Colour", "Taste"], ["red", "sweet"]) == "csvbridge schemas lists what can be read."


def test_many_columns_are_looked_at_within_seconds() -> None:
    """A hostile file: thousands of unknown headings, all alike, over long cells."""
    headings = [f"Acount Nam {n}" for n in range(5000)]
    begun = time.perf_counter()
    said = refused(headings, *([["9" * 2000] * 5000] * 20))
    assert time.perf_counter() - begun < 10
    assert len(said) < 10_000
