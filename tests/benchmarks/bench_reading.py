"""Time `read_file` against bare readers of the same files, in the same run.

    python tests/benchmarks/bench_reading.py            # a workbook of 100,000 rows, a text of 1,000,000, best of five
    python tests/benchmarks/bench_reading.py --rows 10000 --rounds 3

A workbook stands against python-calamine reading it into lists, a text file against pandas.read_csv(dtype=str);
a formatted report, with groups and a subtotal for every third row, against the same bare workbook reader. Whole
processes, one after the other in turn. Prints seconds, ratios and peak memory. Never a test: a machine's mood is
no fault of the code.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

SEED = 20261102
HEADINGS = (
    "Account Name,Opportunity ID,Opportunity Name,Account ID,Stage,Close Date,Product Name,Product Code,Quantity,"
    "Sales Price,Total Price,Date,Line Description,List Price,Lead Source,Opportunity Owner,Next Step,Type,"
    "Probability (%),Created Date"
).split(",")
NUMBERS = ("Quantity", "Sales Price", "Total Price", "List Price", "Probability (%)")
OURS = """
import sys
from pathlib import Path
from csvbridge.findings import Findings
from csvbridge.mapping.identify import Known, known_headings
from csvbridge.reading import Found, read_file
from csvbridge.schema_files import load_exports, load_passed_over, load_templates
from csvbridge.schemas import normal_heading
from csvbridge.trail import Trail
known = known_headings(
    Known(exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases={})
)
path, findings = Path(sys.argv[1]), Findings()
(sheet,) = read_file(Found(path, path.name), Trail(), findings, known_heading=lambda h: normal_heading(h) in known)
assert len(sheet.row_ids) == int(sys.argv[2]) and not findings.stops()
"""
CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python(skip_empty_area=False)
assert len(rows) > int(sys.argv[2])
"""
PANDAS = """
import sys, pandas
assert len(pandas.read_csv(sys.argv[1], dtype=str)) == int(sys.argv[2])
"""


def records(count: int) -> Iterator[list[str]]:
    """Yield made-up opportunity lines, three to an account, as text."""
    chance = random.Random(SEED)
    for n in range(count):
        quantity, cents = chance.randrange(1, 9), chance.randrange(100, 90_000)
        price = Decimal(cents) / 100
        yield [
            f"Alder & Finch {n // 3} LLC",
            f"006Kx0000{n:06d}",
            f"Deal {n}",
            f"001Kx0000{n // 3:06d}",
            "Closed Won",
            f"10/{n % 31 + 1}/2026",
            f"Service {n % 500}",
            f"SKU-{n % 500:05d}",
            f"{quantity}.00",
            f"{price:.2f}",
            f"{price * quantity:.2f}",
            "",
            f"Service {n % 500} for Alder & Finch",
            f"{price:.2f}",
            "Web",
            "Pat Doe",
            "",
            "New Business",
            "100",
            "9/1/2026",
        ]


def write_text(path: Path, rows: int) -> None:
    """Write a details-only report: every cell quoted, LF."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(records(rows))


def write_workbook(path: Path, rows: int) -> None:
    """Write the same as a workbook, with typed numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("report")
    sheet.append(HEADINGS)
    for record in records(rows):
        sheet.append(typed(record))
    book.save(path)


def write_formatted(path: Path, rows: int) -> None:
    """Write the same as a formatted report: grouped by account, a subtotal below each group, a total at the end."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("report")
    for line in ((), ("", "Won deals"), ("", "As of 2026-11-02 09:14:05 Eastern Standard Time/EST"), ()):
        sheet.append(line)
    sheet.append(["", f"{HEADINGS[0]}  ↑", "", *HEADINGS[1:], ""])
    place, total, whole = HEADINGS.index("Total Price"), Decimal(0), Decimal(0)
    for n, record in enumerate(records(rows)):
        first, *rest = typed(record)
        sheet.append(["", first if n % 3 == 0 else "", "", *rest, ""])
        total += Decimal(record[place])
        if n % 3 == 2 or n == rows - 1:
            sheet.append(["", "Subtotal", *[""] * place, total])
            whole, total = whole + total, Decimal(0)
    sheet.append(["", "Total", *[""] * place, whole])
    book.save(path)


def typed(record: list[str]) -> list[str | Decimal]:
    """Return a record with its numbers as numbers."""
    return [Decimal(cell) if name in NUMBERS else cell for name, cell in zip(HEADINGS, record, strict=True)]


def timed(program: str, path: Path, rows: int) -> tuple[float, int]:
    """Return the seconds and the peak memory in MB that a process takes; it must succeed."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, str(path), str(rows)])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, path.name
    return time.perf_counter() - started, used.ru_maxrss // 1024


def main() -> None:
    """Make the files, time both readers of each in turn, print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000, help="of the text file; a workbook has a tenth")
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tenth = asked.rows // 10
        pairs = (
            ("workbook", folder / "report.xlsx", tenth, "python-calamine", CALAMINE, 3.0),
            ("formatted report", folder / "formatted.xlsx", tenth, "python-calamine", CALAMINE, 3.0),
            ("text", folder / "report.csv", asked.rows, "pandas.read_csv", PANDAS, 2.5),
        )
        write_workbook(pairs[0][1], tenth)
        write_formatted(pairs[1][1], tenth)
        write_text(pairs[2][1], asked.rows)
        for what, path, rows, other, program, most in pairs:
            ours, theirs = [], []
            for _ in range(asked.rounds):
                theirs.append(timed(program, path, rows))
                ours.append(timed(OURS, path, rows))
            seconds, reference = min(ours)[0], min(theirs)[0]
            memory = max(peak for _, peak in ours), max(peak for _, peak in theirs)
            print(
                f"{what}, {rows:,} rows x {len(HEADINGS)}: {seconds:.2f} s, {seconds / reference:.2f} times "
                f"{other} ({reference:.2f} s; at most {most}); {memory[0]:,} MB against {memory[1]:,} MB"
            )


if __name__ == "__main__":
    main()
