"""Options, wrong usage and the JSON envelope (contract.md §1, §3)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bench import Bench, account, deal, long_id

from csvbridge import __version__
from csvbridge.cli.main import _UNBUILT, run
from csvbridge.rules import catalogue

KEYS = ["csvbridge", "version", "command", "exit", "run", "totals", "files", "findings", "questions", "messages"]


def two_deals(bench: Bench) -> None:
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1), deal(2, amount="x"))


def envelope(out: str) -> dict[str, Any]:
    """The one JSON object on stdout, and nothing else there."""
    found = json.loads(out)
    assert list(found) == KEYS and (found["csvbridge"], found["version"]) == (1, __version__)
    return found


# --- usage ----------------------------------------------------------------------------------------------------------

WRONG = [
    (["convert", "in"], "--out"),
    (["convert"], "INPUT"),
    (["convert", "in", "--out"], "--out"),
    (["convert", "in", "--out", "run", "--nonsense"], "--nonsense"),
    (["frobnicate"], "frobnicate"),
    (["convert", "in", "--out", "run", "--period", "October"], "2026-10"),
    (["convert", "in", "--out", "run", "--period", "2026-13"], "period"),
    (["convert", "in", "--out", "run", "--period", "2026-Q5"], "period"),
    (["convert", "in", "--out", "run", "--period", "2026-02-30..2026-03-01"], "period"),
    (["convert", "in", "--out", "run", "--period", "2026-10-02..2026-10-01"], "ends before"),
    (["convert", "in", "--out", "run", "--period", ""], "period"),
    (["explain", "QBO999"], "QBO999"),
    (["schemas", "nothing.here"], "nothing.here"),
    (["init"], "DIR"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_wrong_usage_is_exit_2_with_words(bench: Bench, words: list[str], said: str) -> None:
    two_deals(bench)
    result = bench.command(*words)
    assert (result.exit, result.out) == (2, "") and said in result.err and "Traceback" not in result.err
    assert not result.run.exists()


@pytest.mark.parametrize("words", [w[0] for w in WRONG], ids=[" ".join(w[0]) for w in WRONG])
def test_wrong_usage_has_an_envelope_too(bench: Bench, words: list[str]) -> None:
    two_deals(bench)
    result = bench.command(*words, "--json")
    found = envelope(result.out)
    assert (result.exit, found["exit"], found["run"], found["totals"]) == (2, 2, None, None)
    assert found["messages"] and found["command"] == words[0] and result.err == ""


UNBUILT_OPTIONS = [["--pilot", "3"], ["--qbo-sample", "x.csv"]]


@pytest.mark.parametrize("option", UNBUILT_OPTIONS, ids=[o[0] for o in UNBUILT_OPTIONS])
def test_an_option_that_is_not_built_is_refused_in_words(bench: Bench, option: list[str]) -> None:
    two_deals(bench)
    said = bench.stops(*option)
    assert option[0] in said and "not built yet" in said


@pytest.mark.parametrize("name", list(_UNBUILT))
def test_a_command_that_is_not_built_is_refused_in_words(bench: Bench, name: str) -> None:
    result = bench.command(name, "whatever", "--by", "Ada")
    assert (result.exit, result.out) == (2, "") and "not built yet" in result.err and name in result.err
    found = envelope(bench.command(name, "--json", "whatever").out)
    assert (found["command"], found["exit"]) == (name, 2) and "not built yet" in found["messages"][0]


def test_no_command_shows_the_help_and_is_wrong_usage(bench: Bench) -> None:
    result = bench.command()
    assert result.exit == 2 and "convert" in result.out + result.err and "Traceback" not in result.err


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["convert", "--help"]])
def test_version_and_help_are_exit_0(bench: Bench, words: list[str]) -> None:
    result = bench.command(*words)
    assert result.exit == 0 and result.err == "" and result.out.strip()
    assert words != ["--version"] or result.out == f"csvbridge {__version__}\n"


@pytest.mark.parametrize("code", ["QBO103", "qbo103"])
def test_explain_prints_the_page_of_a_code(bench: Bench, code: str) -> None:
    result = bench.command("explain", code)
    assert result.exit == 0 and "QBO103" in result.out and "qbo-import.md" in result.out


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("QBO1O3", "mean QBO103"),
        ("qbo13", "mean QBO103 or QBO113"),
        ("text-to-long", "QBO103 text-too-long"),
        ("duplicate", "near-duplicate"),
    ],
)
def test_an_unknown_code_is_answered_with_the_nearest(bench: Bench, asked: str, meant: str) -> None:
    result = bench.command("explain", asked)
    assert result.exit == 2 and f"there is no code {asked}" in result.err
    assert "Did you mean" in result.err and meant in result.err


def test_the_name_of_a_code_is_as_good(bench: Bench) -> None:
    assert bench.command("explain", "Text-Too-Long").out == bench.command("explain", "QBO103").out


def test_a_page_tells_its_examples_and_its_grade(bench: Bench) -> None:
    page = bench.command("explain", "QBO113").out
    assert "Wrong:   (413) 555-0142 extension 1234" in page and "Right:   (413) 555-0142\n" in page
    assert "Grade:   H to L (at best" in page
    note = bench.command("explain", "CSV140").out
    assert "Met at:" in note and "Wrong" not in note


def test_every_code_has_a_page(bench: Bench) -> None:
    for code, rule in catalogue().items():
        result = bench.command("explain", code)
        assert result.exit == 0 and code in result.out and rule.name in result.out


@pytest.mark.parametrize("code", list(catalogue()))
def test_no_message_asks_for_a_word_that_findings_cannot_carry(code: str) -> None:
    """`field`, `row` and `source` are the place of a finding; a message that asked for them would crash the run."""
    rule = catalogue()[code]
    for word in ("field", "row", "source", "rule", "if_used"):
        assert not re.search(rf"{{{word}\b", rule.message + rule.fix)


# --- skip, force, dry run -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("glob", ["extra.csv", "EXTRA*", "*.txt"])
def test_skip_is_a_glob_over_names_in_any_case(bench: Bench, glob: str) -> None:
    two_deals(bench)
    bench.raw("extra.csv", "Colour\nred\n")
    bench.raw("notes.txt", "remember the milk\n")
    result = bench.convert("--skip", glob, "--skip", "notes*", "--skip", "extra*")
    assert result.exit == 1 and len(result.invoices) == 1


def test_hidden_and_own_files_of_a_folder_are_passed_over(bench: Bench) -> None:
    two_deals(bench)
    for name in (".hidden", "~$won.xlsx", "desktop.ini", "Thumbs.db", "csvbridge.toml", "csvbridge.db-wal"):
        bench.raw(name, "x")
    bench.raw("in/older/won.csv", "x")
    assert bench.convert().exit == 1


def test_a_run_is_refused_and_replaced_with_force(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.convert()
    said = bench.stops()
    assert "already holds a run" in said and "--force" in said
    bench.give("opportunities.csv", deal(1), deal(2))
    assert len(bench.convert("--force").invoices) == 2


def test_a_folder_of_other_files_is_never_replaced(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.raw("run/taxes.txt", "mine")
    assert "taxes.txt" in bench.stops("--force")


def test_an_input_inside_the_run_is_never_deleted(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.convert()
    (bench.folder / "run" / "won.csv").write_bytes((bench.folder / "in" / "opportunities.csv").read_bytes())
    assert "replacing that folder would delete it" in bench.stops("--force", given=["run/won.csv"])


def summary(out: str) -> list[str]:
    """What was printed, without the two places that name the run folder: made in it, and where to look in it."""
    lines = out.partition("\nNext:")[0].partition("\nRun again")[0].splitlines()
    return [line for line in lines if not line.endswith("to be uploaded in this order:")]


@pytest.mark.parametrize("exit_code", [0, 1])
def test_a_dry_run_says_the_same_and_writes_nothing(bench: Bench, exit_code: int) -> None:
    bench.give("opportunities.csv", deal(1), *([deal(2, amount="x")] if exit_code else []))
    dry = bench.convert("--dry-run")
    assert dry.exit == exit_code and not dry.run.exists()
    real = bench.convert()
    assert dry.exit == real.exit and summary(dry.out) == summary(real.out)
    assert "nothing was written" in dry.out + dry.err


def test_a_dry_run_stops_like_a_real_one(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, stage=None))
    assert "(SFR203)" in bench.stops("--dry-run") == bench.stops()


def test_a_dry_run_makes_no_memory(bench: Bench) -> None:
    bench.raw("books/csvbridge.toml", "")
    bench.give("opportunities.csv", deal(1))
    bench.convert("--dry-run", "--company", "books")
    assert not (bench.folder / "books" / "csvbridge.db").exists()


def test_quiet_prints_nothing_but_errors(bench: Bench) -> None:
    two_deals(bench)
    result = bench.convert("--quiet")
    assert (result.exit, result.out, result.err) == (1, "", "")
    assert "already holds a run" in bench.convert("--quiet").err


# --- the envelope ---------------------------------------------------------------------------------------------------


def test_the_envelope_of_a_run(bench: Bench) -> None:
    two_deals(bench)
    result = bench.convert("--json")
    found = envelope(result.out)
    assert (found["command"], found["exit"], found["run"]) == ("convert", 1, "run") and result.exit == 1
    assert found["totals"] == result.totals and found["findings"]["VAL310"] == 1
    assert sum(found["findings"].values()) == len(result.findings)
    assert found["questions"] == [] and result.err == ""
    listed = {entry["path"]: (entry["rows"], entry["identified_as"]) for entry in found["files"]}
    assert listed["in/accounts.csv"] == (2, "salesforce.accounts")
    assert listed["import/3-invoices-001.csv"][0] == 1
    assert all(set(entry) == {"path", "rows", "identified_as"} for entry in found["files"])


def test_the_envelope_of_a_stop_has_questions_with_their_answers(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/05/2026"))
    result = bench.convert("--json")
    found = envelope(result.out)
    assert (result.exit, found["exit"], found["run"], found["totals"]) == (2, 2, None, None)
    (question,) = found["questions"]
    assert "VAL320" in question["question"] and "--set salesforce.date_format=" in question["answer"]
    assert any("VAL320" in message for message in found["messages"]) and result.err == ""


def test_the_envelope_of_a_dry_run_has_no_run(bench: Bench) -> None:
    two_deals(bench)
    found = envelope(bench.convert("--json", "--dry-run").out)
    assert found["run"] is None and found["totals"]["records"]["invoices"]["written"] == 1


@pytest.mark.parametrize("words", [["explain", "QBO103"], ["schemas"], ["init", "books"]])
def test_other_commands_have_an_envelope(bench: Bench, words: list[str]) -> None:
    result = bench.command(*words, "--json")
    assert envelope(result.out)["command"] == words[0] and result.exit == 0


# --- init, demo -----------------------------------------------------------------------------------------------------


def test_init_makes_a_profile_that_can_be_used(bench: Bench) -> None:
    result = bench.command("init", "books")
    assert result.exit == 0 and {p.name for p in (bench.folder / "books").iterdir()} == {
        "csvbridge.toml", "csvbridge.db",
    }  # fmt: skip
    bench.give("opportunities.csv", deal(1))
    assert bench.convert("--company", "books").numbers == [long_id("006", 1)]
    again = bench.command("init", "books")
    assert again.exit == 2 and "never overwritten" in again.err


def test_demo_ends_as_designed_and_can_be_repeated(bench: Bench) -> None:
    first = bench.command("demo")
    assert first.exit == 0 and (bench.folder / "csvbridge-demo" / "run" / "import").is_dir()
    second = bench.command("demo", "csvbridge-demo")
    assert (second.exit, second.out) == (0, first.out)


def test_demo_never_takes_a_folder_of_other_files(bench: Bench) -> None:
    bench.raw("mine/taxes.txt", "mine")
    result = bench.command("demo", "mine")
    assert (bench.folder / "mine" / "taxes.txt").read_text() == "mine"
    assert result.exit in (0, 2) and "Traceback" not in result.err


def test_paths_are_told_as_given_with_slashes(bench: Bench) -> None:
    two_deals(bench)
    result = bench.convert(given=[str(Path.cwd() / "in" / "accounts.csv"), "in/opportunities.csv"])
    assert {e["file"] for e in result.trail} == {"in/accounts.csv", "in/opportunities.csv"}


def test_no_words_at_all_show_the_help_and_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([])
    told = capsys.readouterr()
    assert ended.value.code == 2 and "convert" in told.out and "demo" in told.out and told.err == ""
