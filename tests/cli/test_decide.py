"""`csvbridge decide`: a filled workbook or the page's file goes into the memory, and what is wrong is told row by row."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bench import Bench, Result
from conftest import Spawn
from reviewing import BIRCH, HARROW, INPUTS, QUARRY, SALTMARSH, WORKBOOK, filled, kept

ANSWERS: dict[str, dict[str, Any]] = {
    SALTMARSH: {"Decision": "same-as-quickbooks", "Reason": "=1+1"},
    BIRCH: {"Decision": "Same", "Survivor": BIRCH, "Decided by": "Bea", "Date": "2026-11-02"},
    QUARRY: {"Decision": "different"},
    HARROW: {"Decision": "same-as-quickbooks", "QuickBooks name": "Harrow Mill (customer)"},
}


@pytest.fixture
def company(ready: Path, bench: Bench) -> Bench:
    """A bench in a folder with a company that has run once."""
    for name in ("in", "books", "2026-10"):
        shutil.copytree(ready / name, bench.folder / name)
    return bench


def decide(bench: Bench, file: Path | str, *words: str, by: str = "Ada") -> Result:
    return bench.command("decide", str(file), "--by", by, "--company", "books", *words)


def fill(bench: Bench, rows: dict[str, dict[str, Any]], name: str = "filled.xlsx") -> Path:
    return filled(bench.folder / WORKBOOK, bench.folder / name, rows)


def told(result: Result) -> dict[str, Any]:
    return json.loads(result.out)


def test_a_filled_workbook_is_taken_and_the_next_step_said(company: Bench) -> None:
    result = decide(company, fill(company, ANSWERS))
    assert result.exit == 0, result.out
    assert "4 decisions taken: 2 same-as-quickbooks, 1 same, 1 different" in result.out
    assert "No pair of the run is open." in result.out
    assert "csvbridge convert once more, with --company books" in result.out
    found = kept(company.folder)
    assert {name: one.word for name, one in found.items()} == {
        SALTMARSH: "same-as-quickbooks",
        BIRCH: "same",
        QUARRY: "different",
        HARROW: "same-as-quickbooks",
    }
    assert found[SALTMARSH].quickbooks_name == "Salt Marsh Kayak Rentals LLC" and found[SALTMARSH].reason == "=1+1"
    assert (found[BIRCH].decided_by, found[BIRCH].date) == ("Bea", "2026-11-02")
    assert found[BIRCH].survivor == found[BIRCH].left.key and found[QUARRY].decided_by == "Ada"
    assert found[HARROW].quickbooks_name == "Harrow Mill (customer)"
    assert found[QUARRY].source.startswith("filled.xlsx[Decide]:")


def test_the_same_file_again_is_nothing_new(company: Bench) -> None:
    file = fill(company, ANSWERS)
    decide(company, file)
    before = (company.folder / "books" / "csvbridge.db").read_bytes()
    result = decide(company, file)
    assert result.exit == 0 and "Nothing new" in result.out and "4 answers known already" in result.out
    assert (company.folder / "books" / "csvbridge.db").read_bytes() == before


def test_a_workbook_that_nobody_filled_in_is_no_fault(company: Bench) -> None:
    result = decide(company, WORKBOOK)
    assert (
        result.exit == 0 and "No row has a decision yet" in result.out and "4 pairs of the run still open" in result.out
    )
    assert kept(company.folder) == {}


def test_a_partly_filled_one_is_taken_as_far_as_it_goes(company: Bench) -> None:
    result = decide(company, fill(company, {QUARRY: ANSWERS[QUARRY]}))
    assert result.exit == 0 and "3 pairs of the run still open" in result.out
    assert list(kept(company.folder)) == [QUARRY]


def test_what_is_wrong_is_told_with_its_row_and_the_rest_is_taken(company: Bench) -> None:
    rows = {
        SALTMARSH: {"Decision": "yes please"},
        BIRCH: {"Decision": "same"},
        QUARRY: {"Decision": "different"},
        HARROW: {"Decision": "same-as-quickbooks"},
    }
    result = decide(company, fill(company, rows), "--json")
    found = told(result)
    assert (result.exit, found["exit"], found["command"], found["run"]) == (1, 1, "decide", "2026-10")
    assert sorted(one["code"] for one in found["findings"]) == ["DEC560", "DEC567", "DEC569"]
    assert {one["sheet"] for one in found["findings"]} == {"Decide"}
    sheet = openpyxl.load_workbook(company.folder / "filled.xlsx")["Decide"]
    names = {row: sheet.cell(row, 3).value for row in range(2, 6)}
    by_code = {one["code"]: names[one["row"]] for one in found["findings"]}
    assert by_code == {"DEC560": SALTMARSH, "DEC567": BIRCH, "DEC569": HARROW}
    assert found["totals"]["taken"] == 1 and found["totals"]["not_taken"] == 3 and found["totals"]["open"] == 3
    assert list(kept(company.folder)) == [QUARRY]


def test_a_dry_run_says_all_and_keeps_nothing(company: Bench) -> None:
    file = fill(company, ANSWERS)
    before = (company.folder / "books" / "csvbridge.db").read_bytes()
    result = decide(company, file, "--dry-run")
    assert result.exit == 0 and "It would take 4 decisions" in result.out and "--dry-run" in result.out
    assert (company.folder / "books" / "csvbridge.db").read_bytes() == before


def test_a_changed_mind_supersedes_and_says_so(company: Bench) -> None:
    decide(company, fill(company, {QUARRY: {"Decision": "different"}}))
    result = decide(company, fill(company, {QUARRY: {"Decision": "hold", "Reason": "asked them"}}), by="Bea")
    assert result.exit == 0 and "1 of them changes an earlier decision" in result.out
    assert "different by Ada on" in result.out and kept(company.folder)[QUARRY].word == "hold"


def test_what_was_decided_is_asked_no_more_by_the_next_run(company: Bench) -> None:
    decide(company, fill(company, {QUARRY: {"Decision": "hold"}}))
    result = decide(company, fill(company, {QUARRY: {"Decision": "different"}}), "--quiet")
    assert (result.exit, result.out) == (0, "")


def test_a_filled_sheet_saved_as_text_is_read(company: Bench) -> None:
    rows = list(openpyxl.load_workbook(fill(company, ANSWERS))["Decide"].values)
    with (company.folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["" if cell is None else cell for cell in row] for row in rows])
    assert decide(company, "sheet.csv").exit == 0 and len(kept(company.folder)) == 4


def page(bench: Bench, *changes: dict[str, Any], run: str = "2026-10") -> Path:
    sheet = list(openpyxl.load_workbook(bench.folder / WORKBOOK)["Decide"].values)
    at = {heading: place for place, heading in enumerate(sheet[0])}
    entries = [
        {"token": row[at["Key"]], "left": row[at["Left name"]], "right": row[at["Right name"]], "decision": "hold"}
        | change
        for row, change in zip(sheet[1:], changes, strict=False)
    ]
    path = bench.folder / "decisions.json"
    path.write_text(json.dumps({"csvbridge_decisions": 1, "run": run, "decisions": entries}), "utf-8")
    return path


def test_the_file_of_the_page_is_read(company: Bench) -> None:
    details = {"reason": "a\tb", "decided_by": "Cy", "date": "2026-11-02"}
    result = decide(company, page(company, details, {}), "--json")
    assert result.exit == 0 and told(result)["totals"]["words"] == {"hold": 2}
    assert sorted({one.decided_by for one in kept(company.folder).values()}) == ["Ada", "Cy"]


def test_a_file_of_another_company_is_told(company: Bench) -> None:
    company.command("init", "other")
    result = company.command(
        "decide", str(page(company, {}, run="acme")), "--by", "Ada", "--company", "other", "--json"
    )
    assert result.exit == 1 and [one["code"] for one in told(result)["findings"]] == ["DEC575"]


STOPS = {
    # words, what is said
    "no such file": (("none.xlsx", "--by", "Ada", "--company", "books"), "there is no such file"),
    "another table": (("in/accounts.csv", "--by", "Ada", "--company", "books"), "DEC580"),
    "a folder": (("2026-10", "--by", "Ada", "--company", "books"), "it is a folder"),
    "nobody": ((WORKBOOK, "--company", "books"), "--by"),
    "a nobody": ((WORKBOOK, "--by", " ", "--company", "books"), "--by needs a name"),
    "no company": ((WORKBOOK, "--by", "Ada"), "no company folder"),
    "a folder that is none": ((WORKBOOK, "--by", "Ada", "--company", "in"), "holds no csvbridge.toml"),
}


@pytest.mark.parametrize(("words", "says"), STOPS.values(), ids=STOPS)
def test_what_cannot_be_done_is_exit_2(company: Bench, words: tuple[str, ...], says: str) -> None:
    result = company.command("decide", *words)
    assert (result.exit, result.out) == (2, "") and says in result.err and "Traceback" not in result.err
    as_json = company.command("decide", *words, "--json")
    assert as_json.exit == 2 and told(as_json)["exit"] == 2 and told(as_json)["messages"]


def test_hostile_cells_are_inert_at_the_terminal(company: Bench) -> None:
    evil = "\x1b]0;owned\x07\x1b[31mred\u202e"
    result = decide(company, fill(company, {}, "ok.xlsx"))
    path = page(company, {"decision": evil, "survivor": evil, "left": evil, "reason": evil})
    result = decide(company, path)
    assert result.exit == 1 and not set(result.out) & {"\x1b", "\x07", "\u202e"}


def test_in_a_process_of_its_own(company: Bench, spawn: Spawn) -> None:
    """The heavy modules load in their right order, and a terminal of few letters is no fault."""
    fill(company, ANSWERS)
    done = spawn("decide", "filled.xlsx", "--by", "Zo\u00eb", "--company", "books", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, b"") and b"4 decisions taken" in done.stdout
    assert kept(company.folder)[QUARRY].decided_by == "Zo\u00eb"


def test_a_second_run_knows_the_question_again_under_the_same_key(company: Bench) -> None:
    keys = set(next(zip(*_keys(company.folder / WORKBOOK), strict=True)))
    company.command("convert", *INPUTS, "--force")
    assert set(next(zip(*_keys(company.folder / WORKBOOK), strict=True))) == keys


def _keys(path: Path) -> list[tuple[str, ...]]:
    rows = list(openpyxl.load_workbook(path)["Decide"].values)
    return [(str(row[-1]),) for row in rows[1:] if row[-1]]
