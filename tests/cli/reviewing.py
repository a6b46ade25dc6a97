"""A company that has run once, with four pairs to decide: for the tests of `decide` and `review`.

In: the demo's exports. Out: a folder with `in/`, the company `books/` and the run `2026-10/`; the workbook filled in.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from csvbridge.cli.main import run
from csvbridge.memory import Memory
from csvbridge.remembered import Decision
from csvbridge.shipped import shipped

SALTMARSH = "Saltmarsh Kayak Rentals"  # QuickBooks has Salt Marsh Kayak Rentals LLC
BIRCH = "Birch & Vale LLC"  # and Birch and Vale, LLC: two accounts
QUARRY = "Quarry Hill Brewing Co."  # QuickBooks has Quarry Hill Brewing Company
HARROW = "Harrow Mill Supply"  # the name of a vendor, too
WORKBOOK = "2026-10/review/duplicates.xlsx"
INPUTS = ("in", "--company", "books", "--out", "2026-10")


def month(folder: Path) -> None:
    """Make the company and its run."""
    shutil.copytree(shipped("samples") / "demo" / "in", folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words, code in ((["init", "books", "--quiet"], 0), (["convert", *INPUTS, "--quiet"], 1)):
            with pytest.raises(SystemExit) as ended:
                run(words)
            assert ended.value.code == code


def filled(source: Path, target: Path, rows: Mapping[str, Mapping[str, Any]], sheet: str = "Decide") -> Path:
    """Fill in the rows of these left names, and save under another name."""
    book = openpyxl.load_workbook(source)
    table = book[sheet]
    at = {cell.value: cell.column for cell in table[1]}
    left = {
        name: row for row in range(2, table.max_row + 1) if (name := table.cell(row, at["Left name"]).value) is not None
    }
    for name, cells in rows.items():
        for heading, value in cells.items():
            cell = table.cell(left[name], at[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as somebody types it into a cell of text: no formula
    book.save(target)
    return target


def kept(folder: Path) -> dict[str, Decision]:
    """Left name -> decision in force."""
    with Memory.read(folder / "books" / "csvbridge.db") as memory:
        return {one.left.name: one for one in memory.decisions()}
