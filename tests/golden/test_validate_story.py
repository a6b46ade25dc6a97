"""The story of `samples/validate-month`: what is said of a month's files, and the copies that are corrected.

In: a copy of the story. Out: failures when the exit code, a line or a byte is not the promised one. With
CSVBRIDGE_ACCEPT=1 in the environment what comes out is written into `expected/`, to be read through before it is
committed.
"""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from typing import NamedTuple

import pytest

from csvbridge import __version__
from csvbridge.cli.main import run
from csvbridge.shipped import shipped

STORY = shipped("samples") / "validate-month"
EXPECTED = STORY / "expected"


class Told(NamedTuple):
    exit: int
    out: str
    copies: dict[str, bytes]
    changed: list[str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the story's command says and writes, and which of the files given it changed."""
    copy = tmp_path_factory.mktemp("stories") / "validate-month"
    shutil.copytree(STORY, copy)
    words = (copy / "command.txt").read_text("utf-8").splitlines()
    with pytest.MonkeyPatch.context() as patch, chdir(copy):
        lines: list[str] = []
        patch.setattr("csvbridge.cli.output.Output.result", lambda self, said: lines.extend(said))
        with pytest.raises(SystemExit) as ended:
            run(["run" if word == "RUN" else word for word in words])
    copies = {path.name: path.read_bytes() for path in sorted((copy / "run").iterdir())}
    changed = [
        path.name for path in (STORY / "in").iterdir() if path.read_bytes() != (copy / "in" / path.name).read_bytes()
    ]
    out = "\n".join(lines).replace(f"csvbridge {__version__}:", "csvbridge:") + "\n"
    found = Told(int(ended.value.code or 0), out, copies, changed)
    if os.environ.get("CSVBRIDGE_ACCEPT"):
        _accept(found)
    return found


def _accept(found: Told) -> None:
    (EXPECTED / "exit.txt").write_text(f"{found.exit}\n", "utf-8")
    (EXPECTED / "stdout.txt").write_text(found.out, "utf-8")
    shutil.rmtree(EXPECTED / "copies", ignore_errors=True)
    (EXPECTED / "copies").mkdir()
    for name, data in found.copies.items():
        (EXPECTED / "copies" / name).write_bytes(data)


def test_exit_code_is_the_promised_one(told: Told) -> None:
    assert told.exit == int((EXPECTED / "exit.txt").read_text("utf-8"))


def test_what_is_said_is_what_the_story_promises(told: Told) -> None:
    assert told.out.splitlines() == (EXPECTED / "stdout.txt").read_text("utf-8").splitlines()


def test_the_copies_are_the_promised_ones_and_the_files_are_as_they_were(told: Told) -> None:
    assert told.copies == {path.name: path.read_bytes() for path in sorted((EXPECTED / "copies").iterdir())}
    assert told.changed == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("run/customers-late.csv", "QBO220"),
        ("in/products.csv", "QBO102"),
        ("in/products.csv", "QBO109"),
        ("in/credit-notes.csv", "QBO106"),
        ("run/invoices-with-signs.csv", "QBO104"),
        ("run/invoices-apart.csv", "QBO463"),
        ("run/invoices-no-due-date.csv", "QBO133"),
        ("in/invoices-sums.csv", "QBO468"),
        ("in/invoices-either-order.csv", "QBO155"),
    ],
)
def test_what_needs_a_person_is_said_of_the_file_that_it_is_to_be_put_right_in(
    told: Told, file: str, code: str
) -> None:
    """Thought out by hand: whatever becomes of the words, these are the faults that were planted."""
    assert any(line.strip().startswith(file) and f"  {code} " in line for line in told.out.splitlines())


@pytest.mark.parametrize(
    "file", ["invoices-day-first.csv", "invoices-from-a-report.csv", "invoices-once-a-document.csv"]
)
def test_three_files_are_whole_once_they_are_corrected(told: Told, file: str) -> None:
    assert not any(line.strip().startswith(f"run/{file}:") for line in told.out.splitlines())
    lines = told.copies[file].decode("utf-8").split("\r\n")
    assert lines[0].startswith("*InvoiceNo,*Customer,*InvoiceDate,*DueDate,") and ",," not in lines[1]
