"""The working paper exceptions.xlsx: filled in, read back by `csvbridge fix`, and used by the next `convert`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from bench import Bench, Result, account, contact, deal, sid
from openpyxl.worksheet.worksheet import Worksheet

from csvbridge.memory import Memory
from csvbridge.remembered import Correction
from csvbridge.values.text import HIDDEN

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "routes"))

from office import MISSING, SOFFICE, resaved

CORRECTED, ACCEPTED = "Corrected value", "Accept, because"
Answers = Mapping[tuple[str, str], Mapping[str, str]]
"""Sheet and code of the rows that are filled in -> heading -> what is written there."""

ALL: Answers = {
    ("Findings", "VAL310"): {CORRECTED: "200.00"},
    ("Findings", "VAL322"): {CORRECTED: "10/20/2026"},
    ("Findings", "QBO213"): {CORRECTED: "(blank)"},
    ("Findings", "QBO209"): {ACCEPTED: "our old ZIPs are known"},
    ("By remedy", "QBO208"): {ACCEPTED: "flat on purpose"},
}
"""One answer of every kind."""


@pytest.fixture
def paper(bench: Bench) -> Path:
    """A company whose first run has two errors and three warnings; its exceptions.xlsx."""
    bench.raw("./csvbridge.toml", '[matching]\nhold = []\n[lists]\nformat = "csv"\n')
    address = {"Billing Zip/Postal Code": "02109", "Billing Country": "US", "Parent Account": ""}
    parent = {**address, "Billing Zip/Postal Code": "2108", "Parent Account": "Finch Holdings"}
    bench.give("accounts.csv", account(1, "Alder & Finch", **parent), *(account(n, **address) for n in (2, 3)))
    bench.give("contacts.csv", contact(1, 1, "ada@@alder"), contact(2, 2, "bo@birch.example"))
    deals = [deal(1), deal(2, amount="2O0.00"), deal(3, date="10/2O/2026", amount="300.00")]
    bench.give("won.csv", *deals)
    result = bench.command("convert", "in", "--out", "first", run_folder="first")
    assert result.exit == 1
    assert "answer in its yellow cells, then: csvbridge fix first/review/exceptions.xlsx" in result.out
    return bench.folder / "first" / "review" / "exceptions.xlsx"


def rows_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The heading row, and the column of each heading."""
    for row in sheet.iter_rows():
        found = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if "Key" in found:
            return row[0].row, found
    raise AssertionError("no row has a Key")


def fill(paper: Path, answers: Answers, name: str = "filled.xlsx") -> Path:
    """Save the paper with answers in it, as a person does."""
    book = openpyxl.load_workbook(paper)
    for (title, code), cells in answers.items():
        sheet = book[title]
        top, at = rows_of(sheet)
        wanted = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, at["Code"]).value == code]
        assert wanted, code
        for heading, text in cells.items():
            sheet.cell(wanted[0], at[heading]).value = text
    filled = paper.parent.parent.parent / name
    book.save(filled)
    return filled


def fixed(bench: Bench, *words: str) -> Result:
    """Run `fix`, whose words can do nothing to a terminal."""
    result = bench.command("fix", *words, "--by", "Ada")
    for text in (result.out, result.err):
        assert not HIDDEN.search(text.replace("\n", "")) and "Traceback" not in text
    return result


def remembered(bench: Bench) -> list[Correction]:
    with Memory.read(bench.folder / "csvbridge.db") as memory:
        return memory.corrections()


def what(corrections: list[Correction]) -> set[tuple[str, str, str, str | None, str]]:
    return {(one.code, one.column, one.before, one.after, one.reason) for one in corrections}


EXPECTED = {
    ("VAL310", "Amount", "2O0.00", "200.00", ""),
    ("VAL322", "Close Date", "10/2O/2026", "10/20/2026", ""),
    ("QBO213", "Email", "ada@@alder", "", ""),
    ("QBO209", "Billing Zip/Postal Code", "2108", None, "our old ZIPs are known"),
    ("QBO208", "", "", None, "flat on purpose"),
}


def second(bench: Bench, *words: str) -> Result:
    return bench.command("convert", "in", "--out", "second", *words, run_folder="second")


# --- the paper --------------------------------------------------------------------------------------------------------


def test_only_what_is_to_be_filled_in_is_open(paper: Path) -> None:
    book = openpyxl.load_workbook(paper)
    for title, entries in (("By remedy", {ACCEPTED}), ("Findings", {CORRECTED, ACCEPTED})):
        sheet = book[title]
        top, at = rows_of(sheet)
        assert sheet.protection.sheet and not sheet.protection.password
        kinds = {sheet.cell(row, at["Code"]).value: row for row in range(top + 1, sheet.max_row + 1)}
        for code, expected in (("QBO209", entries), ("VAL310", entries - {ACCEPTED})):
            opened = {name for name, column in at.items() if not sheet.cell(kinds[code], column).protection.locked}
            assert opened == expected
        assert sheet.cell(kinds["VAL310"], at[ACCEPTED]).value == "(cannot be accepted)"
    remedies = [row[2] for row in book["By remedy"].iter_rows(values_only=True)]
    assert {"Number unreadable: 1 opportunity", "ZIP padded: 1 account", "Email left out: 1 contact"} <= set(remedies)
    top, at = rows_of(book["Findings"])
    assert [at["Value"], at["Message"], at[CORRECTED]] == [at["Value"], at["Value"] + 1, at["Value"] + 2]


def test_without_a_company_there_is_nothing_to_fill_in(bench: Bench) -> None:
    bench.give("won.csv", deal(1, amount="1O0.00"))
    bench.convert()
    book = openpyxl.load_workbook(bench.folder / "run" / "review" / "exceptions.xlsx")
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "Code" in cells and not {"Key", CORRECTED, ACCEPTED} & cells


# --- the story --------------------------------------------------------------------------------------------------------


def test_answers_are_taken_and_used_by_the_next_run(bench: Bench, paper: Path) -> None:
    before = {path.name: path.read_bytes() for path in (bench.folder / "in").iterdir()}
    result = fixed(bench, fill(paper, ALL).name)
    assert result.exit == 0
    assert result.out.split("\n")[0] == "Taken from filled.xlsx: 3 corrected cells, 1 accepted finding and 1 code"
    assert what(remembered(bench)) == EXPECTED
    (amount,) = [one for one in remembered(bench) if one.code == "VAL310"]
    assert (amount.decided_by, amount.source) == ("Ada", "in/won.csv:3, filled.xlsx[Findings]:2")

    # what the first run wrote is exported again too, so that the accepted warnings are met
    assert bench.command("undo", "first", "--by", "Ada").exit == 0
    run = second(bench)
    assert run.exit == 0, run.out
    assert {(row["*Customer"], row["*ItemAmount"], row["*InvoiceDate"]) for row in run.invoices} == {
        ("Alder & Finch", "100.00", "10/20/2026"),
        ("Account 2 Works", "200.00", "10/20/2026"),
        ("Account 3 Works", "300.00", "10/20/2026"),
    }
    noted = [f for f in run.findings if f["code"] == "FIX970"]
    assert [(f["severity"], f["file"], f["row"], f["column"], f["value"]) for f in noted] == [
        ("note", "in/contacts.csv", 2, "Email", ""),
        ("note", "in/won.csv", 3, "Amount", "200.00"),
        ("note", "in/won.csv", 4, "Close Date", "10/20/2026"),
    ]
    assert noted[1]["message"].startswith('"2O0.00" was taken as "200.00": Ada corrected it on 20')
    # accepted: in the evidence still, with the reason; gone from the paper and from what is told
    assert run.codes("warning") == ["QBO208", "QBO209"]
    kept = json.loads((run.run / "evidence" / "memory.json").read_text("utf-8"))["corrections"]
    assert {one.get("reason") for one in kept} == {None, "our old ZIPs are known", "flat on purpose"}
    assert not (run.run / "review" / "exceptions.xlsx").exists()
    assert "Accepted: 1 warning (QBO208)" in run.out and "Accepted one by one: 1 warning" in run.out
    # the export is untouched, and so is its copy
    assert {path.name: path.read_bytes() for path in (bench.folder / "in").iterdir()} == before
    copies = {p.name.split("-", 1)[1]: p.read_bytes() for p in (run.run / "evidence" / "inputs").iterdir()}
    assert copies == before


def test_answers_are_taken_once(bench: Bench, paper: Path) -> None:
    filled = fill(paper, ALL)
    fixed(bench, filled.name)
    before = remembered(bench)
    again = fixed(bench, filled.name)
    assert again.exit == 0 and "5 answers the memory had already" in again.out
    assert remembered(bench) == before
    empty = fixed(bench, paper.as_posix())
    assert (empty.exit, "No yellow cell of it is filled in" in empty.out) == (0, True)


def test_another_answer_takes_the_place_of_the_first(bench: Bench, paper: Path) -> None:
    fixed(bench, fill(paper, {("Findings", "VAL310"): {CORRECTED: "200.00"}}).name)
    fixed(bench, fill(paper, {("Findings", "VAL310"): {CORRECTED: "250.00"}}).name)
    assert [one.after for one in remembered(bench)] == ["250.00"]


# --- however it was saved ---------------------------------------------------------------------------------------------


def rearranged(paper: Path, name: str) -> Path:
    """Sorted the other way round, the columns too, with a column of one's own and a row of words above."""
    book = openpyxl.load_workbook(fill(paper, ALL))
    for title in ("By remedy", "Findings"):
        sheet = book[title]
        top, _ = rows_of(sheet)
        table = [list(row) for row in sheet.iter_rows(min_row=top, values_only=True)]
        head, body = table[0], table[1:]
        del book[title]
        new = book.create_sheet(title)
        new.append(["seen by Bo"])
        new.append(["My notes", *reversed(head)])
        for row in reversed(body):
            new.append(["", *reversed(row)])
        new.auto_filter.ref = "A2:C20"
    path = paper.parent.parent.parent / name
    book.save(path)
    return path


def as_text(paper: Path, name: str) -> Path:
    """The two sheets in one text file, as somebody pastes them together."""
    book = openpyxl.load_workbook(fill(paper, ALL))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    sheet = book["Findings"]
    top, _ = rows_of(sheet)
    for row in sheet.iter_rows(min_row=top, values_only=True):
        writer.writerow(["" if cell is None else cell for cell in row])
    path = paper.parent.parent.parent / name
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def test_sorted_filtered_and_rearranged(bench: Bench, paper: Path) -> None:
    result = fixed(bench, rearranged(paper, "mine.xlsx").name)
    assert result.exit == 0 and what(remembered(bench)) == EXPECTED


def test_saved_as_text(bench: Bench, paper: Path) -> None:
    assert fixed(bench, as_text(paper, "mine.csv").name).exit == 0
    assert what(remembered(bench)) == {one for one in EXPECTED if one[0] != "QBO208"}


@pytest.mark.skipif(SOFFICE is None, reason=MISSING)
def test_saved_by_libreoffice(bench: Bench, paper: Path) -> None:
    for name, data in resaved({"filled.xlsx": fill(paper, ALL).read_bytes()}, "ods").items():
        (bench.folder / name).write_bytes(data)
    result = fixed(bench, "filled.ods")
    assert result.exit == 0 and what(remembered(bench)) == EXPECTED


# --- what cannot be taken ---------------------------------------------------------------------------------------------

GOOD: Answers = {("Findings", "QBO213"): {CORRECTED: "ada@alder.example"}}
"""An answer that is right beside every wrong one: it is taken."""


@pytest.mark.parametrize(
    ("answers", "code", "place", "said"),
    [
        (
            {("Findings", "VAL310"): {CORRECTED: "1", "Key": "0123456789abcdef0123"}},
            "FIX973",
            "[Findings]:2",
            "not one",
        ),
        (
            {("Findings", "VAL310"): {CORRECTED: "1", "Key": "of VAL322"}},
            "FIX973",
            "[Findings]:2",
            "that of another row",
        ),
        ({("Findings", "VAL310"): {CORRECTED: "1", ACCEPTED: "known"}}, "FIX975", "[Findings]:2", "both"),
        (
            {("Findings", "VAL310"): {ACCEPTED: "known"}},
            "FIX976",
            "[Findings]:2",
            "VAL310 cannot be accepted: it is an error",
        ),
        ({("By remedy", "VAL310"): {ACCEPTED: "known"}}, "FIX976", "[By remedy]", "VAL310 cannot be accepted"),
        ({("Findings", "QBO208"): {ACCEPTED: "x"}}, "FIX976", "[Findings]", "no reason"),
        ({("Findings", "VAL310"): {CORRECTED: "2O0.00"}}, "FIX978", "[Findings]:2", "holds already"),
        ({("Findings", "VAL310"): {CORRECTED: "1,2,3"}}, "FIX980", "[Findings]:2", '"1,2,3" is no number either'),
        ({("Findings", "VAL322"): {CORRECTED: "10/32/2026"}}, "FIX980", "[Findings]", "is no date either"),
        ({("Findings", "VAL310"): {CORRECTED: "1", "Key": ""}}, "FIX977", "[Findings]:2", "whole file"),
        ({("Findings", "QBO208"): {ACCEPTED: "yes", "Key": ""}}, "FIX976", "[Findings]", "whole file"),
    ],
)
def test_a_wrong_answer_is_said_with_its_row_and_the_rest_is_taken(
    bench: Bench, paper: Path, answers: Answers, code: str, place: str, said: str
) -> None:
    key = {"of VAL322": key_of(paper, "VAL322")}
    given = {at: {name: key.get(text, text) for name, text in cells.items()} for at, cells in answers.items()}
    result = fixed(bench, fill(paper, {**GOOD, **given}).name)
    assert result.exit == (0 if code == "FIX978" else 1)
    assert f"{code} " in result.out and f"filled.xlsx{place}" in result.out and said in result.out
    assert what(remembered(bench)) == {("QBO213", "Email", "ada@@alder", "ada@alder.example", "")}


def key_of(paper: Path, code: str) -> str:
    sheet = openpyxl.load_workbook(paper)["Findings"]
    top, at = rows_of(sheet)
    keys = {sheet.cell(r, at["Code"]).value: sheet.cell(r, at["Key"]).value for r in range(top + 1, sheet.max_row + 1)}
    return str(keys[code])


def test_two_rows_that_answer_one_question_otherwise(bench: Bench, paper: Path) -> None:
    book = openpyxl.load_workbook(fill(paper, {**GOOD, ("Findings", "VAL310"): {CORRECTED: "1.00"}}))
    sheet = book["Findings"]
    sheet.append([cell.value for cell in sheet[2]])  # the row of VAL310 once more
    _, at = rows_of(sheet)
    sheet.cell(sheet.max_row, at[CORRECTED]).value = "2.00"
    book.save(bench.folder / "twice.xlsx")
    result = fixed(bench, "twice.xlsx")
    assert result.exit == 1 and result.out.count("FIX975 error") == 2 and "rows 2, 7 answer the same" in result.out
    assert {one.code for one in remembered(bench)} == {"QBO213"}


def test_a_row_that_has_changed_since_is_stale(bench: Bench, paper: Path) -> None:
    filled = fill(paper, {**GOOD, ("Findings", "VAL310"): {CORRECTED: "200.00"}})
    bench.give("won.csv", deal(1), deal(2, amount="2OO.OO"), deal(3, date="10/2O/2026"))
    second(bench)
    result = fixed(bench, filled.name)
    assert result.exit == 1 and "FIX974" in result.out
    assert 'the cell held "2O0.00" when this workbook was made; run second has since read "2OO.OO"' in result.out
    assert {one.code for one in remembered(bench)} == {"QBO213"}


@pytest.mark.parametrize(
    ("name", "contents", "said"),
    [
        ("other.csv", "Code,Key\nVAL310,x\n", "no sheet has the columns"),
        ("other.csv", "", "CSV105"),
        ("gone.xlsx", None, "there is no such file"),
        ("page.html", "<table><tr><td>x</td></tr></table>", "web page"),
    ],
)
def test_a_file_that_is_no_such_workbook_is_refused(
    bench: Bench, paper: Path, name: str, contents: str | None, said: str
) -> None:
    if contents is not None:
        bench.raw(f"./{name}", contents)
    result = fixed(bench, name)
    assert result.exit == 2 and said in result.err and remembered(bench) == []


def test_the_paper_of_another_company_is_none_of_ours(bench: Bench, paper: Path) -> None:
    filled = fill(paper, ALL)
    bench.raw("elm/csvbridge.toml", "")
    result = fixed(bench, filled.name, "--company", "elm")
    assert result.exit == 1 and result.out.count("FIX973") >= 5 and "Taken from filled.xlsx: nothing." in result.out


# --- when the export has changed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "code", "written"),
    [("200.00", "FIX972", "200.00"), ("275.00", "FIX971", "275.00"), ("2O0.00", "FIX970", "200.00")],
)
def test_a_correction_is_for_the_value_that_was_seen(
    bench: Bench, paper: Path, amount: str, code: str, written: str
) -> None:
    fixed(bench, fill(paper, {("Findings", "VAL310"): {CORRECTED: "200.00"}}).name)
    bench.give("won.csv", deal(2, amount=amount))
    run = second(bench)
    assert [row["*ItemAmount"] for row in run.invoices] == [written]
    found = run.only(code)
    assert (found["file"], found["row"], found["column"]) == ("in/won.csv", 2, "Amount")
    assert [f["code"] for f in run.findings if f["code"].startswith("FIX")] == [code]


def test_a_forgotten_correction_is_used_no_more(bench: Bench, paper: Path) -> None:
    fixed(bench, fill(paper, {("Findings", "VAL310"): {CORRECTED: "200.00"}}).name)
    assert bench.command("memory", "forget", "c1", "--by", "Bo").exit == 0
    assert "VAL310" in second(bench).codes("error")


def test_rows_without_an_id_are_known_by_their_cells(bench: Bench, paper: Path) -> None:
    bench.give("contacts.csv", contact(1, 1, "ada@@alder", id=None), contact(2, 2, "bo@birch.example", id=None))
    first = bench.command("convert", "in", "--out", "first", "--force", run_folder="first")
    assert "QBO213" in first.codes("warning")
    filled = fill(paper, {("Findings", "QBO213"): {CORRECTED: "ada@alder.example"}})
    assert fixed(bench, filled.name).exit == 0
    (one,) = remembered(bench)
    assert one.record.startswith("row ")
    run = bench.command("convert", "in", "--out", "first", "--force", run_folder="first")
    assert run.only("FIX970")["row"] == 2 and "QBO213" not in run.codes("warning")
    assert [row["Email"] for row in run.customers if row["Name"] == "Alder & Finch"] == ["ada@alder.example"]


def test_a_dry_run_uses_corrections_too(bench: Bench, paper: Path) -> None:
    fixed(bench, fill(paper, {("Findings", "VAL310"): {CORRECTED: "200.00"}}).name)
    told = json.loads(second(bench, "--dry-run", "--json").out)
    assert told["findings"]["FIX970"] == 1 and "VAL310" not in told["findings"]


def test_fix_as_data(bench: Bench, paper: Path) -> None:
    answers = {**ALL, ("By remedy", "VAL322"): {ACCEPTED: "known"}}
    told = json.loads(fixed(bench, fill(paper, answers).name, "--json").out)
    assert (told["exit"], told["findings"]) == (1, {"FIX976": 1})
    assert told["memory"] == {"corrected": 3, "accepted": 1, "rules": 1, "known": 0}
    assert sid("006", 2) not in told["messages"][0]
