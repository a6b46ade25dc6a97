"""The decision workbook as a person's spreadsheet program keeps it: opened and saved again, sorted, thinned, as text.

LibreOffice converts every file of this module in three calls; without it these tests are skipped.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest

from csvbridge.decisions.reading import read_answers
from csvbridge.decisions.taking import take
from csvbridge.likeness import Asked, Listed, questions_of
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList
from csvbridge.memory import Memory
from csvbridge.remembered import WORDS, Decision, Question, RunNote
from csvbridge.reviews.decide_words import About
from csvbridge.reviews.duplicates_workbook import duplicates_workbook

pytestmark = pytest.mark.skipif(office.SOFFICE is None, reason=office.MISSING)

NAMES = (
    "=cmd|' /C calc'!A0",
    "+1-1",
    "007",
    "2026-11-02",
    "TRUE",
    "#N/A",
    "<b>Alder</b> & 'Co'; \"x\", y",
    "Al\u200bder \u202egnp",
    "A _x0041_ B",
    "Sm\u00f8rrebr\u00f8d\u00a0\u2014 \u6771\u4eac \U0001f600",
    "x" * 500,
    "two  blanks ",
)
"""Left names; the right ones are customers in QuickBooks of the same names with an end."""
FILLED = {at: WORDS[at % 5] for at in range(len(NAMES)) if WORDS[at % 5] != "same"}
TODAY = dt.date(2026, 11, 3)
SHEET = "Decide"


def records() -> tuple[Listed, Pairs]:
    names = [*NAMES, *(f"{name} Inc." for name in NAMES)]
    size = len(NAMES)
    them = Listed(
        customers=CustomerList({"name": names}, 2 * size, [False] * size + [True] * size),
        file=["accounts.csv"] * size + ["Customers.xlsx"] * size,
        sheet=[""] * (2 * size),
        row=list(range(2, 2 * size + 2)),
        row_id=list(range(2 * size)),
        id=[f"001Bq0000000{at:03}AAA" for at in range(size)] + [""] * size,
        name=names,
        kind=["account"] * size + ["customer"] * size,
    )
    pairs = Pairs(
        left=list(range(size)),
        right=list(range(size, 2 * size)),
        score=[0.98] * size,
        band=[Band.CERTAIN] * size,
        reasons=["names equal"] * size,
        against=[""] * size,
        parts=lambda numbers: [()] * len(numbers),
        groups=(),
        compared=size,
        withheld=0,
    )
    return them, pairs


def questions() -> list[Question]:
    return list(questions_of(*records()))


def type_in(sheet: Any, row: int, **cells: Any) -> None:
    at = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        cell = sheet.cell(row, at[heading.replace("_", " ")])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def as_bytes(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file by name: as the run wrote it, filled in, sorted and thinned; each saved again by LibreOffice."""
    path = tmp_path_factory.mktemp("issued") / "issued.xlsx"
    them, pairs = records()
    asked = Asked(questions=questions())
    duplicates_workbook(path, them, pairs, range(len(pairs)), asked, About(run="2026-10", company="books"))
    book = openpyxl.load_workbook(path)
    for at, word in FILLED.items():
        cells = {"Decision": word, "Reason": f"=because {at}", "Date": dt.date(2026, 11, 2), "Decided_by": "Zo\u00eb"}
        type_in(book[SHEET], at + 2, **cells)
    filled = as_bytes(book)
    sheet = book[SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=len(NAMES) + 1)]
    for number, cells in enumerate(reversed(rows), 2):
        for column, value in enumerate(cells, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = (
                "d" if isinstance(value, dt.date) else "n" if isinstance(value, int | float) else "s"
            )
    sheet.delete_rows(4)
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1).value = "checked by Zo\u00eb"
    sheet.column_dimensions["B"].hidden = True
    del book["Compare"]
    given = {"issued.xlsx": path.read_bytes(), "filled.xlsx": filled, "sorted.xlsx": as_bytes(book)}
    text = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    profile = tmp_path_factory.mktemp("profile")
    made = {**given, **office.resaved(given, "ods", profile=profile)}
    again = office.resaved(
        {name: data for name, data in made.items() if name.endswith(".ods")}, "xlsx", profile=profile
    )
    made |= office.resaved({"filled.xlsx": filled}, text, profile=profile)
    return {**made, **{f"again-{name}": data for name, data in again.items()}}


def taken(folder: Path, data: bytes) -> dict[str, Decision]:
    """What the memory holds once a file has been read into it."""
    (folder / "file").write_bytes(data)
    with Memory.open(folder / "csvbridge.db") as memory:
        note = RunNote(
            id="r", name="2026-10", place=folder.as_posix(), command="convert", started="", manifest_sha256=""
        )
        memory.begin(note, (), questions())
        memory.complete("r")
        outcome = take(read_answers(folder / "file"), memory, by="Ada", today=TODAY)
        assert not [one for one in outcome.findings if one.severity != "note"]
        memory.decide(outcome.taken)
        return {one.left.name: one for one in memory.decisions()}


def names(data: dict[str, bytes], wanted: Callable[[str], bool]) -> list[str]:
    return [name for name in data if wanted(name)]


def test_every_copy_gives_back_what_was_filled_in(tmp_path: Path, saved: dict[str, bytes]) -> None:
    copies = names(saved, lambda name: "filled" in name)
    assert len(copies) == 4 and any(name.endswith(".csv") for name in copies)
    for name in copies:
        (tmp_path / name).mkdir()
        found = taken(tmp_path / name, saved[name])
        assert {one.left.name: one.word for one in found.values()} == {NAMES[at]: word for at, word in FILLED.items()}
        for at in FILLED:
            one = found[NAMES[at]]
            assert (one.decided_by, one.date, one.reason) == ("Zo\u00eb", "2026-11-02", f"=because {at}"), name
        kept = {one.quickbooks_name for one in found.values() if one.word == "same-as-quickbooks"}
        assert kept == {f"{NAMES[at]} Inc." for at, word in FILLED.items() if word == "same-as-quickbooks"}


def test_a_sorted_and_thinned_copy_gives_back_what_is_left(tmp_path: Path, saved: dict[str, bytes]) -> None:
    copies = names(saved, lambda name: "sorted" in name)
    assert len(copies) == 3
    gone = NAMES[len(NAMES) - 3]
    for name in copies:
        (tmp_path / name).mkdir()
        found = taken(tmp_path / name, saved[name])
        assert {one.left.name: one.word for one in found.values()} == {
            NAMES[at]: word for at, word in FILLED.items() if NAMES[at] != gone
        }


def test_an_untouched_copy_decides_nothing(tmp_path: Path, saved: dict[str, bytes]) -> None:
    for name in names(saved, lambda name: "issued" in name):
        (tmp_path / name).mkdir()
        assert taken(tmp_path / name, saved[name]) == {}


def test_the_lists_and_locks_outlive_libreoffice(saved: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved["again-issued.xlsx"]))
    sheet = book[SHEET]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    offered = {
        letter: one.formula1
        for one in sheet.data_validations.dataValidation
        for letter in [str(one.sqref).rstrip("0123456789:").split(":")[0].rstrip("0123456789")]
    }
    assert offered[at["Decision"]].strip('"').split(",") == list(WORDS)
    plain = {heading: offered[at[heading]].replace("$", "") for heading in ("Survivor", "QuickBooks name")}
    left, right, there = at["Left name"], at["Right name"], at["In QuickBooks"]
    assert plain["Survivor"] == f"{left}2:{right}2"
    assert plain["QuickBooks name"] in (f"{there}2:{there}2", f"{there}2")
    assert sheet.protection.sheet
    opened = {cell.column_letter for row in sheet.iter_rows(max_row=13) for cell in row if not cell.protection.locked}
    assert opened == {at[name] for name in ("Decision", "Survivor", "QuickBooks name", "Reason", "Decided by", "Date")}


def test_cells_keep_their_types_in_libreoffice(saved: dict[str, bytes]) -> None:
    content = zipfile.ZipFile(io.BytesIO(saved["filled.ods"])).read("content.xml").decode()
    assert 'office:value-type="date" office:date-value="2026-11-02"' in content
    assert "table:formula" not in content and "xlink:href" not in content
    sheet = openpyxl.load_workbook(io.BytesIO(saved["again-filled.xlsx"]))[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, len(NAMES) + 2):
        assert {sheet.cell(row, at[heading]).data_type for heading in ("Left name", "Right name", "Key")} == {"s"}
        assert {sheet.cell(row, at[heading]).data_type for heading in ("Pair", "Score", "Left row")} == {"n"}
