"""One company, several processes: the second waits or says who is at work; a killed one is healed by the next command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench import STEADY, Bench, account, deal
from conftest import PACKAGE

from csvbridge.memory import Memory

RUN = "import sys; from csvbridge.cli.main import run; run(sys.argv[1:])"
KILLED = {
    "before the folder": """
import os, signal
from csvbridge.writing.folder import RunFolder
RunFolder.publish = lambda self: os.kill(os.getpid(), signal.SIGKILL)
""",
    "behind the folder": """
import os, signal
from csvbridge.memory import Memory
Memory.complete = lambda self, run_id: os.kill(os.getpid(), signal.SIGKILL)
""",
}
HELD = """
import pathlib, time
import csvbridge.pipeline as pipeline
own = pipeline.read_inputs
def slowly(*given):
    pathlib.Path("at-work").touch()
    while not pathlib.Path("go-on").exists():
        time.sleep(0.02)
    return own(*given)
pipeline.read_inputs = slowly
"""
IMPATIENT = """
import csvbridge.memory.store as store
own = store.hold
store.hold = lambda path, command, wait, waiting: own(path, command, 0, waiting)
"""


@pytest.fixture
def company(bench: Bench) -> Path:
    bench.raw("books/csvbridge.toml", "")
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1), deal(2))
    return bench.folder


def start(folder: Path, run: str, before: str = "", *words: str) -> subprocess.Popen[bytes]:
    search = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", before + RUN, "convert", "in", "--company", "books", "--out", run, *STEADY, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": search},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_for(path: Path) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} never came"
        time.sleep(0.02)


def states(folder: Path) -> list[tuple[str, str]]:
    with Memory.read(folder / "books" / "csvbridge.db") as memory:
        return [(run.name, run.state) for run in memory.runs()]


def test_a_second_run_waits_for_the_first_and_exports_nothing_twice(company: Path) -> None:
    first = start(company, "one", HELD)
    wait_for(company / "at-work")
    refused = start(company, "none", IMPATIENT)
    _, said = refused.communicate(timeout=60)
    assert refused.returncode == 2 and not (company / "none").exists()
    assert f"at work on this company (csvbridge convert, process {first.pid}, since 20".encode() in said
    second = start(company, "two")
    assert second.stderr is not None
    assert b"Waiting for another csvbridge to finish" in second.stderr.readline()
    (company / "go-on").touch()
    first.communicate(timeout=60)
    assert first.returncode == 0
    told, _ = second.communicate(timeout=60)
    assert second.returncode == 0 and b"2 invoices already exported in run one: nothing to do" in told
    assert states(company) == [("one", "complete"), ("two", "complete")]


@pytest.mark.parametrize("place", KILLED)
def test_a_killed_run_counts_by_whether_its_folder_stands(bench: Bench, company: Path, place: str) -> None:
    killed = start(company, "2026-10", KILLED[place])
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    stands = place == "behind the folder"
    assert (company / "2026-10").exists() == stands and states(company) == [("2026-10", "pending")]
    count = 0 if stands else 2
    dry = bench.convert("--company", "books", "--dry-run", run_folder="again")
    assert ("2 invoices already exported in run 2026-10" in dry.out) == stands
    assert states(company) == [("2026-10", "pending")], "a dry run changes nothing"
    again = bench.convert("--company", "books", run_folder="again")
    assert len(again.invoices) == count
    left = [("2026-10", "complete")] if stands else []
    assert states(company) == [*left, ("again", "complete")]
    assert sorted(path.name for path in (company / "books").iterdir()) == ["csvbridge.db", "csvbridge.toml"]


def test_an_interruption_while_the_folder_moves_is_believed_by_what_stands(
    bench: Bench, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csvbridge.writing.folder import RunFolder

    own = RunFolder.publish

    def interrupted(self: RunFolder) -> None:
        own(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(RunFolder, "publish", interrupted)
    assert bench.command("convert", "in", "--company", "books", "--out", "one", *STEADY).exit == 130
    monkeypatch.setattr(RunFolder, "publish", own)
    assert states(company) == [("one", "complete")]
    assert bench.convert("--company", "books", run_folder="two").invoices == []


def test_a_folder_that_cannot_be_moved_into_place_leaves_nothing_remembered(
    bench: Bench, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csvbridge.errors import Stop
    from csvbridge.writing.folder import RunFolder

    def refused(self: RunFolder) -> None:
        raise Stop("one is open in another program", "Close it.")

    with monkeypatch.context() as patched:
        patched.setattr(RunFolder, "publish", refused)
        assert bench.command("convert", "in", "--company", "books", "--out", "one", *STEADY).exit == 2
    assert states(company) == []
    assert len(bench.convert("--company", "books", run_folder="one").invoices) == 2


def test_a_memory_that_cannot_be_told_at_the_end_is_said_and_healed(
    bench: Bench, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csvbridge.errors import Stop

    def full(self: Memory, run_id: str) -> None:
        raise Stop("the disk is full", "Make room.")

    with monkeypatch.context() as patched:
        patched.setattr(Memory, "complete", full)
        done = bench.convert("--company", "books", run_folder="one")
    assert done.exit == 0 and "The run is written, but the memory could not be told" in done.err
    assert bench.convert("--company", "books", run_folder="two").invoices == []
    assert states(company) == [("one", "complete"), ("two", "complete")]
