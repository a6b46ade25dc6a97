"""Time `csvbridge validate` of an invoice file against `pandas.read_csv(dtype=str)` of the same file, in the same run.

    python tests/benchmarks/bench_validate.py                # 100,000 rows, best of three
    python tests/benchmarks/bench_validate.py --rows 1000    # the usual file, from a cold start

Prints seconds of processor time, on which other work on the machine weighs least, the ratio without start-up (a file of
one row), and peak memory. The file has everything that a sound file has; its rows are more than QuickBooks takes, which is
one finding. Never a test: a machine's mood is no fault of the code.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = 20261102
HEADINGS = (
    "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,"
    "ItemQuantity,ItemRate,*ItemAmount,Service Date"
).split(",")
WORDS = "Alder Birch Cedar Dale Elm Finch Grove Hazel Iris Juniper Kelp Linden Maple Nettle Oak Pine".split()
REFERENCE = "import sys, time, pandas\nt = time.process_time()\npandas.read_csv(sys.argv[1], dtype=str)\nprint(time.process_time() - t)"


def make(path: Path, rows: int) -> None:
    """Write invoices of one to five lines, each line's amount the product of its quantity and rate."""
    chance = random.Random(SEED)
    customers = [f"{chance.choice(WORDS)} & {chance.choice(WORDS)} {number} LLC" for number in range(rows // 10 + 1)]
    items = [f"{chance.choice(WORDS)} hours {number}" for number in range(200)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        written, number = 0, 1000
        while written < rows:
            number += 1
            day = dt.date(2026, 10, 1) + dt.timedelta(days=chance.randrange(31))
            due = day + dt.timedelta(days=30)
            head = [
                f"{number}",
                chance.choice(customers),
                f"{day:%m/%d/%Y}",
                f"{due:%m/%d/%Y}",
                "Net 30",
                "",
                f"Order {number}",
            ]
            for _ in range(min(chance.randint(1, 5), rows - written)):
                quantity, cents = chance.randint(1, 40), chance.randint(100, 99999)
                item = chance.choice(items)
                rate, amount = f"{cents / 100:.2f}", f"{cents * quantity / 100:.2f}"
                writer.writerow(
                    [*head, item, f"{item}, as agreed in {chance.choice(WORDS)}", quantity, rate, amount, ""]
                )
                written += 1


def run(words: list[str]) -> tuple[float, float, str]:
    """Run a process; return its seconds of processor time, its peak memory in MB and what it printed."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    out = process.stdout.read() if process.stdout else ""
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "invoices.csv"
        make(path, wanted.rows)
        python = sys.executable
        small = Path(folder) / "one.csv"
        make(small, 1)
        reference, start, whole, peak = [], [], [], []
        for _ in range(wanted.rounds):
            reference.append(float(run([python, "-c", REFERENCE, str(path)])[2]))
            start.append(run([python, "-m", "csvbridge", "validate", str(small)])[0])
            seconds, memory, _ = run([python, "-m", "csvbridge", "validate", str(path)])
            whole.append(seconds)
            peak.append(memory)
        own = min(whole) - min(start)
        size = path.stat().st_size / 1e6
        print(f"{wanted.rows:,} rows, {size:.1f} MB; best of {wanted.rounds} (median)")
        print(f"  pandas.read_csv      {min(reference):6.2f} s ({statistics.median(reference):.2f})")
        print(f"  start-up             {min(start):6.2f} s ({statistics.median(start):.2f})")
        print(f"  csvbridge validate   {min(whole):6.2f} s ({statistics.median(whole):.2f}), {max(peak):.0f} MB")
        if wanted.rows >= 10_000:  # below, the start-up's own spread is larger than what is measured
            print(f"  without start-up     {own:6.2f} s, {own / min(reference):.1f} times pandas.read_csv")


if __name__ == "__main__":
    main()
