"""A memory that is lost, or put back from an old copy: whoever converts again is told before anything is uploaded."""

import shutil

from bench import Bench, Result, account, deal


def _convert(bench: Bench, run: str, *words: str) -> Result:
    return bench.convert("--company", "books", *words, run_folder=f"books/{run}")


def _october(bench: Bench) -> None:
    bench.raw("books/csvbridge.toml", "")
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    assert _convert(bench, "2026-10/run").exit == 0


def test_a_lost_memory_is_told_beside_the_run_that_it_should_know(bench: Bench) -> None:
    _october(bench)
    (bench.folder / "books/csvbridge.db").unlink()
    result = _convert(bench, "again")
    assert [one["code"] for one in result.findings].count("MEM959") == 1
    assert "Before you upload:\n" in result.out
    assert "holds a run that its memory csvbridge.db does not know: 2026-10/run;" in result.out


def test_an_older_copy_of_the_memory_is_told_and_the_right_one_is_not(bench: Bench) -> None:
    _october(bench)
    memory, old = bench.folder / "books/csvbridge.db", bench.folder / "old.db"
    shutil.copy(memory, old)
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1), deal(2))
    assert "MEM959" not in _convert(bench, "2026-11").out
    shutil.copy(old, memory)
    shutil.copytree(bench.folder / "books/2026-10/run", bench.folder / "books/copy")  # known by its manifest
    assert "not know: 2026-11; whatever" in _convert(bench, "again", "--dry-run").out


def test_a_run_that_is_replaced_needs_no_memory(bench: Bench) -> None:
    _october(bench)
    (bench.folder / "books/csvbridge.db").unlink()
    assert "MEM959" not in _convert(bench, "2026-10/run", "--force").out
