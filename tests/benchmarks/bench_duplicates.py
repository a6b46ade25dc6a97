"""Measure near-duplicate detection: how right, how complete, how fast, beside a naive baseline and splink.

    python tests/benchmarks/bench_duplicates.py                                   # made-up lists of 1,000 and 10,000
    python tests/benchmarks/bench_duplicates.py --sizes 1000,10000,100000 --peers --whole
    python tests/benchmarks/bench_duplicates.py --sets DIR --sizes "" --errors 10 # labelled lists of your own

For each list it prints precision, recall and F1 at the default threshold (predicted: certain and probable), the best F1
over thresholds, how often `certain` and `probable` are right, the share of true pairs that blocking keeps, candidates
per record, seconds and peak memory. Each measurement runs in a process of its own. `--sets` takes a folder of folders
with customers.csv and truth.csv (row = line of the record, cluster = same number, same customer). `--whole` times the
whole process of `csvbridge duplicates` and of splink. splink is optional; `--splink-python` names a Python that has it.
Never a test: a machine's mood is no fault of the code.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TASKS = HERE / "likeness" / "tasks.py"
SPLINK = HERE / "likeness" / "splink_run.py"
MAKE = HERE / "customer_lists" / "make.py"
NOT_INSTALLED = 4
"""Exit code of a peer that is not installed."""
HEADINGS = (
    *("precision", "recall", "F1", "best F1", "at", "certain", "probable", "complete", "cand/rec"),
    *("seconds", "MB"),
)


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that has ended: its exit code, what it printed, how long it took and its peak memory."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run(command: list[str]) -> Ran:
    """Run a command to its end and measure it; this process stays small, so that a child's peak is its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Ran(
            process.returncode,
            out.read().decode(errors="replace"),
            err.read().decode(errors="replace"),
            seconds,
            usage.ru_maxrss / 1024,
        )


def task(name: str, folder: Path, *options: str) -> dict[str, Any]:
    """Run one task of `likeness/tasks.py` and return what it measured, or why it could not."""
    ran = run([sys.executable, str(TASKS), name, str(folder), *options])
    if ran.code:
        return {"skipped": f"failed ({ran.code}): {last_line(ran.err)}"}
    measured: dict[str, Any] = json.loads(ran.out.splitlines()[-1])
    return measured


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no message")


def cell(value: float | None, kind: str) -> str:
    """Return a number as the table shows it: a share, a count, seconds or megabytes; a dash where there is none."""
    if value is None or math.isnan(value):
        return "-"
    return f"{value:.4f}" if kind == "share" else f"{value:,.2f}" if kind == "fine" else f"{value:,.0f}"


def show(name: str, measured: dict[str, Any]) -> None:
    """Print one line of the table."""
    if "skipped" in measured:
        print(f"  {name:<20} skipped: {measured['skipped']}", flush=True)
        return
    shares = [
        cell(measured.get(key), "share")
        for key in ("precision", "recall", "f1", "best", "threshold", "certain", "probable", "complete")
    ]
    rest = [cell(measured.get("each", measured.get("compared")), "fine"), cell(measured.get("seconds"), "fine")]
    cells = [*shares, *rest, cell(measured.get("megabytes"), "whole")]
    print(f"  {name:<20}" + "".join(f"{text:>11}" for text in cells), flush=True)


def splink(python: str, folder: Path, scratch: Path) -> dict[str, Any]:
    """Run splink as a whole process and judge its pairs."""
    predictions = scratch / "splink.csv"
    ran = run([python, str(SPLINK), str(folder / "customers.csv"), str(predictions)])
    if ran.code == NOT_INSTALLED:
        return {"skipped": "splink is not installed (pip install splink, or --splink-python)"}
    if ran.code:
        return {"skipped": f"failed ({ran.code}): {last_line(ran.err)}"}
    judged = task("judge", folder, "--predictions", str(predictions))
    return judged | {"seconds": ran.seconds, "megabytes": ran.megabytes}


def whole(folder: Path, scratch: Path) -> dict[str, Any]:
    """Run `csvbridge duplicates` over the list as a user does."""
    out = scratch / "run"
    ran = run(
        [sys.executable, "-m", "csvbridge", "duplicates", str(folder / "customers.csv"), "--out", str(out), "--force"]
    )
    if ran.code not in {0, 1}:
        return {"skipped": f"csvbridge duplicates ended with {ran.code}: {last_line(ran.err or ran.out)}"}
    return {"seconds": ran.seconds, "megabytes": ran.megabytes}


def measure(name: str, folder: Path, options: argparse.Namespace, scratch: Path) -> None:
    """Print everything about one list."""
    records = sum(1 for _ in (folder / "truth.csv").open(encoding="utf-8")) - 1
    print(f"\n{name}: {records:,} records")
    print(f"  {'':<20}" + "".join(f"{heading:>11}" for heading in HEADINGS), flush=True)
    matched = task("match", folder, "--errors", str(options.errors))
    blocked = task("block", folder)
    show("csvbridge", matched)
    show("  its blocking", blocked)
    peer: dict[str, Any] = {"skipped": ""}
    if options.peers:
        show("rapidfuzz, naive", task("naive", folder))
        peer = splink(options.splink_python, folder, scratch)
        show("splink", peer)
    if options.whole:
        ours = whole(folder, scratch)
        if "skipped" in ours or "skipped" in peer:
            show("whole process", ours)
        else:
            ratio = ours["seconds"] / peer["seconds"]
            print(
                f"  whole process: csvbridge duplicates {ours['seconds']:.2f} s, {ours['megabytes']:,.0f} MB; "
                f"splink {peer['seconds']:.2f} s, {peer['megabytes']:,.0f} MB; ratio {ratio:.2f}",
                flush=True,
            )
    for title, key in (("missed, though one customer", "misses"), ("called the same, though different", "alarms")):
        for number, error in enumerate(matched.get(key, []), 1):
            print_error(title, number, error)


def print_error(title: str, number: int, error: dict[str, Any]) -> None:
    """Print both records of an error, and what matching said of them."""
    said = f"{error['band']} {error['score']:.4f}" if "band" in error else "never proposed"
    print(f"\n  {title} {number}: {said}")
    for row, record in zip(error["rows"], error["records"], strict=True):
        print(f"    {row:>8}  " + " | ".join(record))
    if error.get("for"):
        print(f"         for  {error['for']}")
    if error.get("against"):
        print(f"     against  {error['against']}")


def labelled(options: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield the lists to measure: those given, then those made up, one at a time."""
    if options.sets:
        for folder in sorted(options.sets.iterdir()):
            if (folder / "customers.csv").is_file() and (folder / "truth.csv").is_file():
                yield folder.name, folder
    for size in options.sizes:
        for kind in options.kinds:
            folder = (options.keep or scratch) / f"{kind}-{size}-{options.seed}"
            if not (folder / "truth.csv").is_file():
                made = run(
                    [
                        sys.executable,
                        str(MAKE),
                        "--kind",
                        kind,
                        "--size",
                        str(size),
                        "--seed",
                        str(options.seed),
                        "--out",
                        str(folder),
                    ]
                )
                if made.code:
                    sys.exit(f"{kind} of {size} could not be made: {last_line(made.err)}")
            yield f"{kind}, seed {options.seed}", folder


def numbers(text: str) -> list[int]:
    """Return the sizes that an option lists."""
    return [int(part.replace("_", "")) for part in text.split(",") if part.strip()]


def main() -> None:
    """Read the options, measure every list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, help="folder of labelled lists")
    parser.add_argument("--sizes", type=numbers, default=[1_000, 10_000], help="sizes of made-up lists")
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=["business", "business_hard"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="measure rapidfuzz alone and splink too")
    parser.add_argument("--whole", action="store_true", help="time the whole process of `csvbridge duplicates` too")
    parser.add_argument("--splink-python", default=sys.executable, help="a Python with splink")
    parser.add_argument("--errors", type=int, default=0, help="print the worst misses and false alarms of each list")
    parser.add_argument("--keep", type=Path, help="folder in which made-up lists stay and are found again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csvbridge-bench-") as scratch:
        for name, folder in labelled(options, Path(scratch)):
            measure(name, folder, options, Path(scratch))


if __name__ == "__main__":
    main()
