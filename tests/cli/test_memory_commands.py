"""`csvbridge history`, `memory list|export|import|forget` and `undo`: what people see of the company's memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bench import Bench, Result
from conftest import PACKAGE, Spawn

from csvbridge.memory import Memory, create_memory
from csvbridge.remembered import Exported
from csvbridge.values.text import HIDDEN

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))

from memories import a_correction, a_customer, a_decision, a_folder, a_question, a_run, an_invoice

HOSTILE = "\x1b]0;pwned\x07\x1b[2J=cmd|'/C calc'!A0 \u202egnp.exe\nsecond line"


def made(company: Path, name: str, day: str, *records: Exported, place: Path | None = None) -> None:
    """A run that stands, from its beginning to its end."""
    place = place or company / name
    manifest = a_folder(company / "building", f"{name} {day}")
    with Memory.open(company / "csvbridge.db") as memory:
        run = replace(a_run(place, f"{name}-{day}", manifest), started=f"{day}T09:14:05Z")
        memory.begin(run, records, [a_question()])
        a_folder(place, f"{name} {day}")
        memory.complete(run.id)


@pytest.fixture
def company(bench: Bench) -> Path:
    """A company of two months, in the working folder, with decisions and corrections."""
    (bench.folder / "csvbridge.toml").write_text("")
    made(bench.folder, "2026-09", "2026-10-02", *(an_invoice(n, 12_345 * n) for n in range(1, 6)), a_customer())
    records = [an_invoice(7, 250, "JPY"), an_invoice(8, -2_000), an_invoice(9, 100_000, customer=HOSTILE)]
    made(bench.folder, "2026-10", "2026-11-02", *records, a_customer(HOSTILE))
    with Memory.open(bench.folder / "csvbridge.db") as memory:
        evil = replace(a_decision(1, "hold"), reason=HOSTILE, decided_by=HOSTILE)
        asked = a_question(2, name="Birch & Vale")
        birch = replace(a_decision(2, "same"), left=asked.left, right=asked.right, survivor=asked.left.key)
        memory.decide([a_decision(0), evil, birch])
        memory.decide([a_decision(0, "related", "Bo", "2026-11-03")])
        memory.correct([a_correction(1), a_correction(2, None)])
    return bench.folder


def told(bench: Bench, *words: str) -> dict[str, Any]:
    """Run a command with --json; return what it tells of the memory, with the whole envelope in `envelope`."""
    result = bench.command(*words, "--json")
    envelope = json.loads(result.out)
    assert (result.exit, result.err) == (envelope["exit"], "")
    assert set(envelope) >= {
        *("csvbridge", "version", "command", "exit", "run", "totals", "files", "findings", "questions", "messages")
    }
    return {"envelope": envelope, **envelope.get("memory", {})}


def inert(result: Result) -> list[str]:
    """The lines of a result, in which nothing can move a terminal's cursor or be wider than it."""
    for text in (result.out, result.err):
        assert not HIDDEN.search(text.replace("\n", "")) and "Traceback" not in text
    return result.out.splitlines()


# --- looking ----------------------------------------------------------------------------------------------------------


def test_history_tells_runs_decisions_and_events_newest_first(bench: Bench, company: Path) -> None:
    bench.command("memory", "forget", "birch & vale", "--by", "Ada", "--reason", "asked too early")
    lines = inert(bench.command("history"))
    assert all(len(line) <= 80 for line in lines)
    assert lines[2:9] == [
        "2 runs, newest first (times are UTC):",
        "  2026-11-02 09:14  2026-10  convert, complete",
        "      1 customer",
        "      2 invoices, JPY 250, USD 1,000.00",
        "      1 credit note, USD -20.00",
        "  2026-10-02 09:14  2026-09  convert, complete",
        "      1 customer",
    ]
    assert lines[9] == "      5 invoices, USD 1,851.75"
    decisions = lines[lines.index("4 decisions, newest first:") :]
    assert decisions[1] == "  2026-11-03  related (Bo)"
    assert any('same, keep "Birch & Vale" (Ada, forgotten ' in line for line in decisions)
    assert any(line.startswith("  2026-11-02  different (Ada, superseded ") for line in decisions)
    assert ' forgotten by Ada: "Birch & Vale"' in decisions[decisions.index("1 event, newest first:") + 1]


def test_history_as_data(bench: Bench, company: Path) -> None:
    found = told(bench, "history")
    assert [(run["name"], run["state"], run["written"]) for run in found["runs"]] == [
        (
            "2026-10",
            "complete",
            {
                "customer": {"records": 1, "amounts": {}},
                "invoice": {"records": 2, "amounts": {"JPY": "250", "USD": "1000.00"}},
                "credit note": {"records": 1, "amounts": {"USD": "-20.00"}},
            },
        ),
        (
            "2026-09",
            "complete",
            {
                "customer": {"records": 1, "amounts": {}},
                "invoice": {"records": 5, "amounts": {"USD": "1851.75"}},
            },
        ),
    ]
    assert [(one["word"], one["ended"]) for one in found["decisions"]] == [
        ("related", ""),
        ("same", ""),
        ("hold", ""),
        ("different", "superseded"),
    ]
    assert found["decisions"][2]["reason"] == HOSTILE  # data is as it is


@pytest.mark.parametrize("what", ["", "decisions", "corrections", "exported", "runs"])
def test_lists_are_inert_and_fit_the_terminal(bench: Bench, company: Path, what: str) -> None:
    result = bench.command("memory", "list", *filter(None, [what]))
    lines = inert(result)
    # the folder of this test is longer than any that people have
    assert all(len(line) <= 80 or str(company) in line for line in lines)
    assert result.exit == 0 and len(lines) > 2
    data = told(bench, "memory", "list", *filter(None, [what]))
    assert set(data) - {"envelope"} == ({what} if what else {"decisions", "corrections", "exported", "runs"})


def test_an_unknown_list_is_refused_with_those_that_there_are(bench: Bench, company: Path) -> None:
    result = bench.command("memory", "list", "invoices")
    assert result.exit == 2 and "decisions, exported, corrections, runs" in result.err


def test_looking_changes_nothing_and_waits_for_nobody(bench: Bench, company: Path) -> None:
    before = (company / "csvbridge.db").read_bytes()
    with Memory.open(company / "csvbridge.db", command="convert"):
        for words in (
            ["history"],
            ["memory", "list"],
            ["memory", "export", "memory.json"],
            ["undo", "2026-09", "--by", "Ada", "--dry-run"],
        ):
            assert bench.command(*words).exit == 0
        assert (company / "csvbridge.db").read_bytes() == before


def test_a_company_without_a_memory_gets_one(bench: Bench) -> None:
    bench.raw("oak/csvbridge.toml", "")
    result = bench.command("history", "--company", "oak")
    assert result.exit == 0 and "0 runs" in result.out
    assert (bench.folder / "oak" / "csvbridge.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["history"],
        ["memory", "list"],
        ["memory", "export", "m.json"],
        ["memory", "import", "m.json", "--by", "Ada"],
        ["memory", "forget", "d1", "--by", "Ada"],
        ["undo", "2026-10", "--by", "Ada"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_without_a_company_folder_nothing_is_made(bench: Bench, words: list[str]) -> None:
    result = bench.command(*words)
    assert result.exit == 2 and "csvbridge init DIR" in result.err
    assert list(bench.folder.iterdir()) == []


def test_what_is_no_command_yet_is_answered_with_the_help(bench: Bench) -> None:
    result = bench.command("memory")
    assert result.exit == 2 and all(word in result.out for word in ("list", "export", "import", "forget"))


# --- exporting and importing ------------------------------------------------------------------------------------------


def test_a_memory_moves_to_another_company(bench: Bench, company: Path) -> None:
    assert bench.command("memory", "export", "memory.json").exit == 0
    bench.raw("elm/csvbridge.toml", "")
    result = bench.command("memory", "import", "memory.json", "--by", "Cy", "--company", "elm")
    assert result.exit == 0
    assert (
        result.out.split() == "Taken from memory.json: 2 runs, 10 exported records, 4 decisions, 2 corrections.".split()
    )
    own, other = told(bench, "history"), told(bench, "history", "--company", "elm")
    assert (own["runs"], own["decisions"]) == (other["runs"], other["decisions"])
    assert [event["what"] for event in other["events"]] == ["imported"]
    again = told(bench, "memory", "import", "memory.json", "--by", "Cy", "--company", "elm")
    assert (again["envelope"]["exit"], again["envelope"]["findings"]) == (0, {"MEM957": 1})
    assert not any(again["new"].values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["memory.csv"], "is there already, and is never overwritten"),
        (["memory.xlsx"], "ends neither in .json nor in .csv"),
        (["new.json", "--what", "runs"], "--what cannot choose"),
        (["new.csv", "--what", "invoices"], "--what invoices is not known"),
        (["nowhere/new.csv"], "cannot be written"),
    ],
)
def test_an_export_that_cannot_be_made_says_why(bench: Bench, company: Path, words: list[str], said: str) -> None:
    bench.raw("./memory.csv", "mine")
    before = bench._seen()
    result = bench.command("memory", "export", *words)
    assert result.exit == 2 and said in result.err
    assert bench._seen() == before


def test_a_table_holds_no_formula(bench: Bench, company: Path) -> None:
    with Memory.open(company / "csvbridge.db") as memory:
        memory.decide([replace(a_decision(0), reason="=1+1", decided_by="@Bo")])
    bench.command("memory", "export", "decisions.csv")
    text = (company / "decisions.csv").read_text("utf-8")
    assert "'=1+1" in text and "'@Bo" in text and ",=1+1" not in text


def test_a_faulty_import_takes_nothing(bench: Bench, company: Path) -> None:
    bench.raw("./bad.csv", "left_key,right_key,decision\na,b,hold\na,c,maybe\n")
    before = told(bench, "history")
    result = bench.command("memory", "import", "bad.csv", "--by", "Cy")
    assert result.exit == 2 and 'bad.csv:3, decision: "maybe"' in result.err and "Nothing was written" in result.err
    assert told(bench, "history") == before


# --- forgetting -------------------------------------------------------------------------------------------------------


def numbers(bench: Bench) -> dict[str, str]:
    """Number -> mark of everything that can be forgotten."""
    found = told(bench, "memory", "list")
    return {one["number"]: one["id"] for one in (*found["decisions"], *found["corrections"])}


@pytest.mark.parametrize(
    ("key", "gone"),
    [("d2", "d2"), ("3", "d3"), ("c2", "c2"), ("BIRCH & vale", "d2"), ("birch", "d2"), ("id 1", "c1"), ("mark", "d1")],
)
def test_an_answer_is_forgotten_by_number_mark_or_name(bench: Bench, company: Path, key: str, gone: str) -> None:
    before = numbers(bench)
    result = bench.command("memory", "forget", before["d1"][:8] if key == "mark" else key, "--by", "Ada")
    assert result.exit == 0 and result.out.startswith("forgotten: ")
    assert set(before.values()) - set(numbers(bench).values()) == {before[gone]}
    assert [(e["what"], e["by"]) for e in told(bench, "history")["events"]] == [("forgotten", "Ada")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["harrow mill"], ['"harrow mill" fits 2 answers', "  d1 ", "  d3 "]),
        (["1"], ['"1" fits 2 answers', "  d1 ", "  c1 "]),
        (["d2", "nobody"], ['nothing in the memory fits "nobody"']),
        (["d2", "x", "y"], ['fits "x"', 'fits "y"']),
        ([""], ["nothing in the memory fits"]),
    ],
)
def test_a_key_that_fits_not_exactly_one_answer_forgets_none(
    bench: Bench, company: Path, keys: list[str], said: list[str]
) -> None:
    before = numbers(bench)
    result = bench.command("memory", "forget", *keys, "--by", "Ada")
    inert(result)
    assert result.exit == 2 and all(words in result.err for words in said)
    assert numbers(bench) == before


@pytest.mark.parametrize("by", [[], ["--by", " "], ["--by", "--json"]], ids=["none", "blank", "an option"])
def test_who_it_was_must_be_said(bench: Bench, company: Path, by: list[str]) -> None:
    before = numbers(bench)
    assert bench.command("memory", "forget", "d1", *by).exit == 2
    assert numbers(bench) == before


# --- undoing ----------------------------------------------------------------------------------------------------------


def counting(company: Path) -> list[str]:
    with Memory.read(company / "csvbridge.db") as memory:
        return sorted(one.name for one in memory.remembered().exported if one.kind != "customer")


@pytest.mark.parametrize(
    "name",
    ["2026-09", "./2026-09", "2026-09-2026-10-02", "2026-09/"],
    ids=["name", "folder", "id", "folder with a slash"],
)
def test_a_run_is_undone(bench: Bench, company: Path, name: str) -> None:
    dry = bench.command("undo", name, "--by", "Ada", "--dry-run")
    assert dry.exit == 0 and dry.out.startswith("Dry run, nothing was changed.")
    assert "INV-1" in counting(company)
    result = bench.command("undo", name, "--by", "Ada", "--reason", "wrong month")
    assert result.exit == 0
    lines = inert(result)
    assert lines[:3] == [
        "Exportable again, of run 2026-09: 6 of 6 records.",
        "  1 customer",
        "  5 invoices, USD 1,851.75",
    ]
    assert "    INV-1, INV-2, INV-3, INV-4, INV-5" in lines
    assert counting(company) == ["INV-7", "INV-8", "INV-9"]
    found = told(bench, "history")
    assert [run["state"] for run in found["runs"]] == ["complete", "undone"]
    assert [(e["what"], e["by"], e["reason"]) for e in found["events"]] == [("undone", "Ada", "wrong month")]
    again = bench.command("undo", name, "--by", "Bo")
    assert again.exit == 0 and "it was undone before by Ada on 20" in again.out.replace("\n ", "")
    assert told(bench, "history")["events"] == found["events"]


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["QuickBooks said"], [], ["Reason", "Invoice no."], ["no item", "INV-2"], ["", None], ["?", "INV-9"]):
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize(
    ("name", "contents", "row"),
    [
        ("refused.txt", "INV-2\r\n\r\nINV-9\r\nINV-2\r\n", 3),
        ("refused.csv", "Customer;*InvoiceNo\nHarrow;inv-2\nBirch;INV-9\n", 3),
        ("refused.csv", "Invoice number\nINV-2\nINV-9\n", 3),
        ("refused.xlsx", None, 6),
    ],
)
def test_only_the_documents_that_quickbooks_refused(
    bench: Bench, company: Path, name: str, contents: str | None, row: int
) -> None:
    if contents is None:
        workbook(company / name)
    else:
        (company / name).write_text(contents, "utf-8")
    found = told(bench, "undo", "2026-09", "--documents", name, "--by", "Ada")
    envelope = found["envelope"]
    assert (envelope["exit"], envelope["findings"]) == (1, {"MEM953": 1})
    assert [one["name"] for one in found["records"]] == ["INV-2"]
    assert counting(company) == ["INV-1", "INV-3", "INV-4", "INV-5", "INV-7", "INV-8", "INV-9"]
    result = bench.command("undo", "2026-09", "--documents", name, "--by", "Ada")
    assert result.exit == 2  # nothing is left to undo, and INV-9 is not of this run
    place = f"{name}[Sheet]:{row}" if contents is None else f"{name}:{row}"
    assert place in result.err and "INV-9" in result.err


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ("Customer,Amount\nHarrow,1\n", "no heading names the number (Customer, Amount)"),
        ("INV-77\n", '"INV-77" is no number of a document that run 2026-09 wrote'),
        ("00INV-2\n", '(it wrote "INV-2")'),
        ("", "CSV"),
        ("Invoice number\n", "MEM955"),
    ],
)
def test_a_list_that_undoes_nothing_says_why(bench: Bench, company: Path, contents: str, said: str) -> None:
    bench.raw("./refused.csv", contents)
    before = counting(company)
    result = bench.command("undo", "2026-09", "--documents", "refused.csv", "--by", "Ada")
    assert result.exit == 2 and said in result.err
    assert counting(company) == before


def test_the_name_of_two_runs_undoes_neither(bench: Bench, company: Path) -> None:
    made(company, "2026-10", "2026-11-05", an_invoice(20), place=company / "elsewhere" / "2026-10")
    before = counting(company)
    result = bench.command("undo", "2026-11", "--by", "Ada")
    assert result.exit == 2 and "Did you mean 2026-1" in result.err
    (company / "2026-10").rename(company / "moved")
    result = bench.command("undo", "2026-10", "--by", "Ada", "--company", str(company))
    assert result.exit == 0  # the folder's own place still names it
    result = bench.command("undo", "moved", "--by", "Ada")
    assert result.exit == 0 and "it was undone before" in result.out
    assert set(before) - set(counting(company)) == {"INV-7", "INV-8", "INV-9"}


def test_two_runs_of_one_name_are_listed(bench: Bench, company: Path) -> None:
    for number in (1, 2):
        made(company, "pilot", f"2026-12-0{number}", an_invoice(40 + number), place=company / str(number) / "pilot")
    result = bench.command("undo", "pilot", "--by", "Ada")
    assert result.exit == 2 and '2 runs are called "pilot"' in result.err
    assert "pilot-2026-12-01" in result.err and "pilot-2026-12-02" in result.err
    assert bench.command("undo", "2/pilot", "--by", "Ada").exit == 0
    assert "INV-42" not in counting(company) and "INV-41" in counting(company)


def test_a_record_that_another_run_wrote_too_still_counts_and_that_is_said(bench: Bench, company: Path) -> None:
    made(company, "again", "2026-11-09", an_invoice(9, 100_000))
    result = bench.command("undo", "2026-10", "--by", "Ada")
    assert "1 of these records still counts as exported" in result.out.replace("\n  ", " ")
    assert "INV-9" in counting(company)


def test_a_replaced_run_has_nothing_to_undo(bench: Bench, company: Path) -> None:
    made(company, "2026-10", "2026-11-05", an_invoice(7, 250, "JPY"))
    result = bench.command("undo", "2026-10-2026-11-02", "--by", "Ada")
    assert result.exit == 0 and "a later run took its place" in result.out.replace("\n  ", " ")


# --- processes --------------------------------------------------------------------------------------------------------


def test_a_process_of_its_own_names_who_holds_the_company(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "csvbridge.toml").write_text("")
    create_memory(tmp_path / "csvbridge.db")
    hold = (
        "import sys; from pathlib import Path; from csvbridge.memory import Memory\n"
        "with Memory.open(Path('csvbridge.db'), command='convert'):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        assert spawn("history").returncode == 0  # whoever looks does not wait
        other.kill()
    done = spawn("memory", "forget", "x", "--by", "Ada")  # and the lock went with its process
    assert (done.returncode, b'nothing in the memory fits "x"' in done.stderr) == (2, True)
