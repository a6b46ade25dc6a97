"""Time `csvbridge convert` against reading and writing the same files with pandas, in the same run.

    python tests/benchmarks/bench_convert.py            # 100,000 lines, 50,000 accounts, 20,000 products, best of five
    python tests/benchmarks/bench_convert.py --lines 10000 --rounds 3
    python tests/benchmarks/bench_convert.py --plain    # without a memory, without workbooks, without the start-up

Prints seconds, processor seconds, ratios and peak memory. Never a test: a machine's mood is no fault of the code.
The modules are compiled beforehand, as those of an installed package are.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

SEED = 20261102
REFERENCE = """
import sys, pandas
for path in sys.argv[2:]:
    frame = pandas.read_csv(path, dtype=str)
    frame.to_csv(f"{sys.argv[1]}/{path.rsplit('/', 1)[-1]}", index=False)
"""


def salesforce_id(prefix: str, number: int) -> str:
    """Return a 15-character id, mixed in case as real ones are."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    body = ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        body = digits[rest] + body
    return f"{prefix}Kx0000{body[-6:]:0>6}"[:15].ljust(15, "0")


def write(path: Path, headings: list[str], rows: list[list[str]]) -> None:
    """Write a details-only report: every cell quoted, LF."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def make(folder: Path, lines: int) -> list[Path]:
    """Write a made-up company of `lines` lines, half as many accounts, a fifth as many products."""
    chance = random.Random(SEED)
    words = [
        "Alder",
        "Birch",
        "Cedar",
        "Finch",
        "Harbor",
        "Lumen",
        "Orchard",
        "Quarry",
        "Ridge",
        "Sable",
        "Vale",
    ]
    accounts = [
        [
            salesforce_id("001", n),
            f"{chance.choice(words)} {chance.choice(words)} {n} {chance.choice(['LLC', 'Inc', 'Ltd'])}",
            f"(413) 555-{n % 10000:04d}",
            f"www.customer{n}.example",
            f"{n} {chance.choice(words)} Street",
            chance.choice(["Boston", "Springfield", "Albany"]),
            "MA",
            f"0{1000 + n % 9000}",
            "USA",
        ]
        for n in range(lines // 2)
    ]
    products = [
        [
            salesforce_id("01t", n),
            f"{chance.choice(words)} service {n}",
            f"SKU-{n:05d}",
            f"The {n}th service",
            "1",
            "Standard Price Book",
            f"{chance.randrange(100, 90000) / 100:.2f}",
        ]
        for n in range(lines // 5)
    ]
    rows, deal = [], 0
    while len(rows) < lines:
        account, day = chance.choice(accounts), chance.randrange(1, 31)
        for _ in range(chance.randrange(1, 6)):
            product, quantity = chance.choice(products), chance.randrange(1, 9)
            total = Decimal(product[6]) * quantity
            rows.append(
                [
                    *(salesforce_id("006", deal), f"Deal {deal}", account[1], account[0], "Closed Won"),
                    *(f"10/{day}/2026", product[1], product[2], f"{quantity}.00", product[6], f"{total:.2f}"),
                    *("", f"{product[1]} for {account[1]}"),
                ]
            )
        deal += 1
    headings = {
        "accounts.csv": "Account ID,Account Name,Phone,Website,Billing Street,Billing City,"
        "Billing State/Province,Billing Zip/Postal Code,Billing Country",
        "products.csv": "Product ID,Product Name,Product Code,Product Description,Active,Price Book Name,List Price",
        "lines.csv": "Opportunity ID,Opportunity Name,Account Name,Account ID,Stage,Close Date,Product Name,"
        "Product Code,Quantity,Sales Price,Total Price,Date,Line Description",
    }
    paths = []
    for name, content in (
        ("accounts.csv", accounts),
        ("products.csv", products),
        ("lines.csv", rows[:lines]),
    ):
        write(folder / name, headings[name].split(","), content)
        paths.append(folder / name)
    return paths


def timed(command: list[str]) -> float:
    """Return the seconds that a process takes; it must succeed."""
    return measured(command)[0]


def measured(command: list[str]) -> tuple[float, float]:
    """Return the seconds that a process takes, and those of them that its own code keeps a processor busy."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def start_up(rounds: int) -> None:
    """Print the start-up of --help and --version against importing typer."""
    commands = {
        "import typer": [sys.executable, "-c", "import typer"],
        "--help": [sys.executable, "-m", "csvbridge", "--help"],
        "--version": [sys.executable, "-m", "csvbridge", "--version"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            seconds[name].append(timed(command))
    medians = {name: statistics.median(times[1:]) for name, times in seconds.items()}
    for name in ("--help", "--version"):
        ratio = medians[name] / medians["import typer"]
        print(
            f"csvbridge {name}: {medians[name]:.3f} s, {ratio:.2f} times importing typer ({medians['import typer']:.3f} s)"
        )


def main() -> None:
    """Make the files, time both in turn, print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lines", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--plain", action="store_true", help="time the plain convert and pandas alone")
    asked = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        if not asked.plain:
            start_up(9)
        paths = [str(path) for path in make(folder, asked.lines)]
        (folder / "copy").mkdir()
        convert = [sys.executable, "-m", "csvbridge", "convert", *paths]
        as_csv = [*convert, "--set", "lists.format=csv"]
        books = folder / "books"
        remembering = [*as_csv, "--company", str(books)]
        plain = "convert, lists.format=csv"
        commands = {
            "pandas read and write": [sys.executable, "-c", REFERENCE, str(folder / "copy"), *paths],
            plain: [*as_csv, "--out", str(folder / "run")],
            "the same with a memory": [*remembering, "--out", str(folder / "first")],
            "the same again": [*remembering, "--out", str(folder / "again")],
            "convert, workbooks": [*convert, "--out", str(folder / "workbooks")],
        }
        if asked.plain:
            commands = dict(list(commands.items())[:2])
        best = dict.fromkeys(commands, float("inf"))
        busy = dict.fromkeys(commands, float("inf"))
        for _ in range(asked.rounds):
            for place in ("run", "first", "again", "workbooks", "books"):
                shutil.rmtree(folder / place, ignore_errors=True)
            books.mkdir()
            (books / "csvbridge.toml").touch()
            for what, command in commands.items():
                seconds, processor = measured(command)
                best[what], busy[what] = min(best[what], seconds), min(busy[what], processor)
        reference = best["pandas read and write"]
        for what, seconds in best.items():
            more = f"{busy[what] / busy[plain] - 1:+.1%} of the plain convert"
            print(
                f"{what}: {seconds:.2f} s, {seconds / reference:.2f} times; processor {busy[what]:.2f} s, {more} "
                f"(whole processes, best of {asked.rounds})"
            )
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
