"""The story of `samples/duplicates`: which pairs it gives, in which band.

In: a copy of the story. Out: failures when the exit code or a pair is not the promised one. The pairs depend on how
matching weighs, which gets better: with CSVBRIDGE_ACCEPT=1 in the environment the pairs that come out are written into
`expected/pairs.csv`, to be read through before they are committed. Scores and words are matching's own and not held here.
"""

import csv
import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest

from csvbridge.cli.main import run
from csvbridge.shipped import shipped

STORY = shipped("samples") / "duplicates"
HELD = ("band", "left_file", "left_row", "left_name", "right_file", "right_row", "right_name")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The run of the story, and its exit code."""
    copy = tmp_path_factory.mktemp("stories") / "duplicates"
    shutil.copytree(STORY, copy)
    words = (copy / "command.txt").read_text("utf-8").splitlines()
    with chdir(copy), pytest.raises(SystemExit) as ended:
        run(["run" if word == "RUN" else word for word in words])
    return copy / "run", int(ended.value.code or 0)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_exit_code_is_the_promised_one(told: tuple[Path, int]) -> None:
    assert told[1] == int((STORY / "expected" / "exit.txt").read_text("utf-8"))


def test_pairs_are_the_promised_ones(told: tuple[Path, int]) -> None:
    written = [{name: pair[name] for name in HELD} for pair in table(told[0] / "evidence" / "pairs.csv")]
    promised = STORY / "expected" / "pairs.csv"
    if os.environ.get("CSVBRIDGE_ACCEPT"):
        with promised.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HELD, lineterminator="\n")
            writer.writeheader()
            writer.writerows(written)
    assert written == table(promised)


def test_equal_names_are_among_them_whoever_has_them(told: tuple[Path, int]) -> None:
    """However matching weighs: these two agree in all they say."""
    names = {(pair["left_name"], pair["right_name"]) for pair in table(told[0] / "evidence" / "pairs.csv")}
    assert {("Tamarack Outfitters",) * 2, ("Harbor Dental Group", "HARBOR DENTAL GROUP")} <= names


def test_every_account_is_in_the_trail_and_no_list_of_quickbooks(told: tuple[Path, int]) -> None:
    trail = table(told[0] / "evidence" / "trail.csv")
    assert {row["file"] for row in trail} == {"in/accounts.csv"}
    accounts = [row for row in trail if row["record"].startswith("account ")]
    assert len({row["record"] for row in accounts}) == len(accounts) == 27
    named = {pair[f"{side}_name"] for pair in table(told[0] / "evidence" / "pairs.csv") for side in ("left", "right")}
    assert "Pemberton Glass Works" not in named and "Bellweather Farm" not in named
