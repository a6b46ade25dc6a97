"""Real processes: exit codes, streams and files as a terminal, a script and an old Windows console see them."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench import Bench, account, deal, line, long_id
from conftest import PACKAGE, Spawn

from csvbridge.cli import main
from csvbridge.run import ImportFile

NAME = "Zażółć 株式会社"
"""A customer that cp1252 cannot show."""


def exports(bench: Bench, **deal_cells: str) -> None:
    bench.give("accounts.csv", account(1, NAME), account(2))
    bench.give("opportunities.csv", deal(1, **deal_cells), deal(2))


def test_a_clean_run(bench: Bench, spawn: Spawn) -> None:
    exports(bench)
    done = spawn("convert", "in", "--out", "run")
    assert done.returncode == 0 and done.stdout and b"Traceback" not in done.stderr
    assert sorted(p.name for p in (bench.folder / "run").iterdir())[:2] == ["evidence", "import"]
    assert {p.name for p in (bench.folder / "run" / "import").iterdir()} == {
        "2-customers.xlsx", "3-invoices-001.csv",
    }  # fmt: skip


def test_a_run_with_something_that_waits(bench: Bench, spawn: Spawn) -> None:
    exports(bench, amount="x")
    assert spawn("convert", "in", "--out", "run").returncode == 1


def test_a_stop_leaves_stdout_empty(bench: Bench, spawn: Spawn) -> None:
    bench.raw("nothing.csv", b"")
    done = spawn("convert", "in", "--out", "run")
    assert (done.returncode, done.stdout) == (2, b"") and b"CSV105" in done.stderr
    assert not (bench.folder / "run").exists()


def test_no_words_are_wrong_usage(spawn: Spawn) -> None:
    done = spawn()
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_the_version_is_told_without_loading_pandas(spawn: Spawn) -> None:
    done = spawn("--version", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0 and done.stdout.startswith(b"csvbridge ")
    assert b"pandas" not in done.stderr and b"openpyxl" not in done.stderr


def test_json_is_one_line_of_ascii(bench: Bench, spawn: Spawn) -> None:
    exports(bench)
    done = spawn("convert", "in", "--out", "run", "--json")
    assert done.stdout.isascii() and done.stdout.count(b"\n") == 1 and done.stderr == b""
    assert json.loads(done.stdout)["exit"] == 0


def test_json_on_wrong_usage(spawn: Spawn) -> None:
    done = spawn("convert", "--json", "--nonsense")
    assert done.returncode == 2 and json.loads(done.stdout)["command"] == "convert"


@pytest.mark.parametrize("words", [(), ("--quiet",), ("--json",)])
def test_an_old_console_shows_a_question_mark_and_the_files_keep_the_name(
    bench: Bench, spawn: Spawn, words: tuple[str, ...]
) -> None:
    exports(bench, amount="x")
    done = spawn("convert", "in", "--out", "run", "--set", "lists.format=csv", *words, PYTHONIOENCODING="cp1252")
    assert done.returncode == 1 and b"Traceback" not in done.stderr, done.stderr
    done.stdout.decode("cp1252")
    assert NAME in (bench.folder / "run" / "evidence" / "inputs" / "1-accounts.csv").read_text(encoding="utf-8")


def test_an_old_console_shows_a_stop_about_such_a_name(bench: Bench, spawn: Spawn) -> None:
    bench.give("1.csv", account(1, NAME))
    bench.give("2.csv", account(1, NAME + " 2"))
    done = spawn("convert", "in", "--out", "run", PYTHONIOENCODING="cp1252")
    assert done.returncode == 2 and b"SFR210" in done.stderr and b"Traceback" not in done.stderr


def test_another_locale_changes_no_byte_of_what_is_written(bench: Bench, spawn: Spawn) -> None:
    exports(bench)
    spawn("convert", "in", "--out", "one", LC_ALL="C", PYTHONUTF8="0")
    spawn("convert", "in", "--out", "two", LC_ALL="C.UTF-8", PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    files = [{p.name: p.read_bytes() for p in (bench.folder / r / "import").iterdir()} for r in ("one", "two")]
    assert files[0] == files[1] and files[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("wait", [0.0, 0.7])
def test_ctrl_c_ends_with_130_and_leaves_nothing(bench: Bench, wait: float) -> None:
    bench.give("accounts.csv", *(account(n) for n in range(1, 20001)))
    bench.give("opportunities.csv", *(deal(n) for n in range(1, 20001)))
    bench.give("lines.csv", *(line(n, n) for n in range(1, 20001)))
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "csvbridge", "convert", "in", "--out", "run"],
        cwd=bench.folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    for said in process.stderr:  # the command's own work has begun when its pipeline is loaded
        if said.rstrip().endswith(b"csvbridge.pipeline"):
            break
    time.sleep(wait)
    while process.poll() is None:  # pressed again, as people do: Python drops one that falls into a clean-up of its own
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            _, said = process.communicate(timeout=2)
    assert process.returncode == 130 and b"Traceback" not in said
    assert b"nothing was left half-written" in said
    assert {p.name for p in bench.folder.iterdir()} == {"in"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("words", [("convert", "in", "--out", "run"), ("history", "--json")], ids=" ".join)
def test_ctrl_c_while_everything_is_still_loading_ends_as_it_does_later(tmp_path: Path, words: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "csvbridge", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    next(said for said in process.stderr if b" typer." in said)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in told
    assert told.count(b"nothing was left half-written") == 1
    if "--json" in words:
        envelope = json.loads(out)
        assert (envelope["exit"], envelope["command"]) == (130, "history")


@pytest.mark.parametrize("taken", ["told by its exit code", "told by another exception"])
def test_an_interruption_that_typer_takes_for_itself_is_one(monkeypatch: pytest.MonkeyPatch, taken: str) -> None:
    def app(**_: object) -> int:
        if "code" in taken:
            return 130
        raise RuntimeError from KeyboardInterrupt()

    monkeypatch.setattr(main, "app", app)
    with pytest.raises(KeyboardInterrupt):
        main.run(["history"])


# --- trouble inside -------------------------------------------------------------------------------------------------


def test_a_crash_is_exit_3_and_tells_no_customer_data(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    import csvbridge.converting.documents

    def crash(*_: object) -> None:
        raise ValueError(f"cannot convert {NAME} 100.00")

    bench.give("accounts.csv", account(1, NAME))
    bench.give("opportunities.csv", deal(1))
    monkeypatch.setattr(csvbridge.converting.documents, "fill_lines", crash)
    result = bench.convert()
    assert result.exit == 3 and result.out == ""
    assert "csvbridge made a mistake" in result.err and "ValueError" in result.err and "send us" in result.err
    assert NAME not in result.err and "100.00" not in result.err and "Traceback" not in result.err
    found = json.loads(bench.convert("--json").out)
    assert found["exit"] == 3 and NAME not in json.dumps(found, ensure_ascii=False)


def test_a_failed_control_total_is_exit_3_and_writes_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    import csvbridge.totals
    from csvbridge.control_totals import FileTotals

    bench.give("opportunities.csv", deal(1))
    monkeypatch.setattr(csvbridge.totals, "read_back", lambda path, *_: FileTotals(path, 1, 1, {"USD": 9999}))
    result = bench.convert()
    assert result.exit == 3 and "control total failed" in result.err


def test_a_wrong_cell_that_comes_in_after_the_conversion_is_exit_3_and_writes_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    import csvbridge.imports

    lay_out = csvbridge.imports.lay_out

    def plant(*given: Any) -> list[ImportFile]:
        files = lay_out(*given)
        (invoices,) = (file for file in files if file.role == "invoices")
        at = invoices.headings.index("*InvoiceDate")
        wrong = [*invoices.rows[0][:at], "2026-31-10", *invoices.rows[0][at + 1 :]]
        return [replace(file, rows=[wrong]) if file is invoices else file for file in files]

    bench.give("opportunities.csv", deal(1))
    monkeypatch.setattr(csvbridge.imports, "lay_out", plant)
    result = bench.convert()
    assert result.exit == 3 and "QBO107 in *InvoiceDate of quickbooks.us.invoices" in result.err
    assert {p.name for p in bench.folder.iterdir()} == {"in"}


def test_a_file_of_the_run_that_excel_holds_open_stops_and_keeps_the_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.give("opportunities.csv", deal(1))
    first = bench.convert()
    before = {p: p.read_bytes() for p in first.run.rglob("*") if p.is_file()}
    rename, opened = os.rename, Path.open
    held = first.run / "import" / "3-invoices-001.csv"

    def refuse_rename(source: str | Path, target: str | Path) -> None:
        if Path(source) == first.run:
            raise PermissionError(13, "The process cannot access the file", str(source))
        rename(source, target)

    def refuse_open(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if path == held and "+" in mode:
            raise PermissionError(13, "The process cannot access the file", str(path))
        return opened(path, mode, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("csvbridge.writing.folder._PAUSES", ())
    monkeypatch.setattr(os, "rename", refuse_rename)
    monkeypatch.setattr(Path, "open", refuse_open)
    result = bench.command("convert", "in", "--out", "run", "--force")
    monkeypatch.undo()
    assert result.exit == 2 and "3-invoices-001.csv is open in another program (Excel?)" in result.err
    assert "Close it" in result.err and result.out == ""
    assert {p: p.read_bytes() for p in first.run.rglob("*") if p.is_file()} == before
    assert {p.name for p in bench.folder.iterdir()} == {"in", "run"}


@pytest.mark.parametrize("writer", ["csvbridge.pipeline", "csvbridge.writing.outputs"])
def test_a_full_disk_stops_in_words(bench: Bench, monkeypatch: pytest.MonkeyPatch, writer: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "anything")

    bench.give("opportunities.csv", deal(1))
    monkeypatch.setattr(f"{writer}.write_bytes", full)
    said = bench.stops()
    assert "No space left" in said and "room on the disk" in said


def test_an_input_that_changes_while_it_is_read_stops(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    import csvbridge.evidence

    path = bench.give("opportunities.csv", deal(1))
    real = csvbridge.evidence.input_copies

    def change(run: object) -> object:
        path.write_bytes(path.read_bytes().replace(b"100.00", b"900.00"))
        return real(run)  # type: ignore[arg-type]

    monkeypatch.setattr(csvbridge.evidence, "input_copies", change)
    result = bench.command("convert", "in", "--out", "run")
    assert result.exit == 2 and "changed while" in result.err and not result.run.exists()
    assert long_id("006", 1) not in result.out
