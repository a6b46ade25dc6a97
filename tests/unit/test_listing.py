"""Every record that is compared, in one list with its place; and the trail: every row once, in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.likeness import Listed
from csvbridge.listing.fates import count_fates, reasons_of, trail_pieces
from csvbridge.listing.lists import read_lists
from csvbridge.listing.part import Part
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.profile import load_profile
from csvbridge.run import Plan
from csvbridge.trail import Fate, Trail

PROFILE = load_profile(None, [])


def read(
    folder: Path, files: dict[str, str], against: Sequence[str] = ()
) -> tuple[Listed, list[Part], Trail, Findings]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    plan = Plan(
        inputs=tuple(folder / name for name in files if name not in against),
        against=tuple(folder / name for name in against),
        out=Path("run"),
        profile=PROFILE,
    )
    trail, findings = Trail(), Findings()
    _, listed, parts = read_lists(plan, trail, findings, lambda *_: None)
    return listed, parts, trail, findings


def nobody(*rows: tuple[int, int, Band]) -> Pairs:
    left, right, band = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    size = len(left)
    return Pairs(
        left=left,
        right=right,
        score=[0.9] * size,
        band=band,
        reasons=[""] * size,
        against=[""] * size,
        parts=lambda numbers: [()] * len(numbers),
        groups=[],
        compared=size,
        withheld=0,
    )


def lines(trail: Trail, parts: Sequence[Part], listed: Listed, pairs: Pairs) -> list[tuple[str, ...]]:
    reasons, waits = reasons_of(listed, pairs, range(len(pairs)))
    pieces = trail_pieces(trail, parts, reasons, waits)
    return [row for piece in pieces for row in zip(*piece, strict=True)]


def test_rows_that_are_no_records_stand_where_they_stand(tmp_path: Path) -> None:
    text = "Name,City\nAlder,Avon\n\nBirch,Bath\nName,City\nCedar,Cork\n"
    listed, parts, trail, _ = read(tmp_path, {"a.csv": text})
    found = lines(trail, parts, listed, nobody())
    assert [(row[2], row[3], row[4]) for row in found] == [
        ("1", "Name, City", "skipped"),
        ("2", "customer Alder", "skipped"),
        ("3", "", "skipped"),
        ("4", "customer Birch", "skipped"),
        ("5", "Name, City", "skipped"),
        ("6", "customer Cedar", "skipped"),
    ]
    assert listed.row == [2, 4, 6]


def test_a_record_is_told_of_its_best_pair(tmp_path: Path) -> None:
    text = "Name\nAlder\nBirch\nCedar\nElm\n"
    listed, parts, trail, _ = read(tmp_path, {"a.csv": text})
    pairs = nobody((0, 1, Band.CERTAIN), (0, 2, Band.PROBABLE), (2, 3, Band.POSSIBLE))
    reasons, waits = reasons_of(listed, pairs, range(3))
    place = (tmp_path / "a.csv").as_posix()
    assert reasons == [
        f"waits for a decision: likely the same as Birch ({place}:3)",
        f"waits for a decision: likely the same as Alder ({place}:2)",
        f"waits for a decision: likely the same as Alder ({place}:2)",
        "compared; in weaker pairs only",
    ]
    assert waits == {0, 1, 2}
    assert count_fates(parts, waits) == {Fate.HELD: 3, Fate.SKIPPED: 1}
    assert [row[4] for row in lines(trail, parts, listed, pairs)][1:] == ["held", "held", "held", "skipped"]


def test_what_is_compared_against_does_not_wait(tmp_path: Path) -> None:
    files = {"a.csv": "Name\nAlder\n", "b.csv": "Name\nAlder Ltd\nBirch\n"}
    listed, parts, _, _ = read(tmp_path, files, against=["b.csv"])
    reasons, waits = reasons_of(listed, nobody((0, 1, Band.CERTAIN)), [0])
    assert waits == {0} and list(listed.customers.known) == [False, True, True]
    assert reasons[1].startswith("compared against; likely the same as Alder") and reasons[2] == "compared against"
    assert count_fates(parts, waits) == {Fate.HELD: 1, Fate.SKIPPED: 0}


def test_columns_of_several_tables_are_one_list_with_blanks_where_one_says_nothing(tmp_path: Path) -> None:
    files = {"a.csv": "Name,Phone\nAlder,1\n", "b.csv": "Name,City\nBirch,Bath\n"}
    listed, _, _, _ = read(tmp_path, files)
    customers = listed.customers
    assert (customers.size, list(customers.known)) == (2, [])
    columns = {name: list(column) for name, column in customers.columns.items()}
    assert columns == {"name": ["Alder", "Birch"], "phone": ["1", ""], "city": ["", "Bath"]}
    assert [path.rpartition("/")[2] for path in listed.file] == ["a.csv", "b.csv"]
    assert (list(listed.row), list(listed.row_id), listed.kind) == ([2, 2], [0, 1], ["customer"] * 2)


def test_names_that_hold_hidden_characters_are_noted_once_a_file(tmp_path: Path) -> None:
    _, _, trail, findings = read(tmp_path, {"a.csv": "Name\nAlder\nBi\u200brch\nCe\u200bdar\n"})
    (note,) = [one for one in findings.resolved(trail.locate, trail.cell) if one.code == "DUP513"]
    assert note.message.startswith("2 records have control or invisible characters in the name (the first in row 3)")


def test_contacts_without_ids_find_their_account_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    files = {
        "accounts.csv": "Account Name,Account Number\nAlder,1\nBirch,2\nBirch,3\n",
        "contacts.csv": "Last Name,Account Name,Email\nMoss,ALDER,a@a.example\nFern,Birch,b@b.example\n",
    }
    listed, parts, _, _ = read(tmp_path, files)
    assert list(listed.customers.column("email")) == ["a@a.example", "", ""]
    assert list(listed.customers.column("name")) == ["Alder", "Birch", "Birch"]
    assert parts[1].lends and "not unique" in parts[1].aside[1]


def test_contacts_that_lend_change_no_cell_of_a_file(tmp_path: Path) -> None:
    """An account's columns may be the sheet's own: what contacts lend is written into copies."""
    files = {
        "accounts.csv": "Account Name,Phone,Account Number\nAlder,,1\n",
        "contacts.csv": "Last Name,Account Name,Phone\nMoss,Alder,5\n",
    }
    listed, _, trail, findings = read(tmp_path, files)
    assert list(listed.customers.column("phone")) == ["5"]
    assert trail.cell(0, "name") == "Alder" and len(findings) == 1


CELLS = st.sampled_from(["Alder", "Birch", "", " ", "Cedar, Ltd", 'the "Elm"'])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("listing")


@given(st.lists(st.tuples(CELLS, st.sampled_from(["", "1", "2"])), min_size=1, max_size=8), st.data())
@settings(max_examples=40, deadline=None)
def test_every_row_has_one_line_and_every_customer_one_fate(
    folder: Path, rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    quoted = ("\n".join(f'"{name.replace(chr(34), chr(34) * 2)}","{phone}"' for name, phone in rows)) + "\n"
    listed, parts, trail, _ = read(folder, {"a.csv": "Name,Phone\n" + quoted})
    size = listed.customers.size
    ends = st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True) if size > 1 else st.nothing()
    some = data.draw(st.lists(st.tuples(ends, st.sampled_from(list(Band))), max_size=4)) if size > 1 else []
    pairs = nobody(
        *((min(pair), max(pair), band) for pair, band in sorted(some, key=lambda one: list(Band).index(one[1])))
    )
    found = lines(trail, parts, listed, pairs)
    assert [int(row[2]) for row in found] == list(range(1, len(rows) + 2))
    counts = count_fates(parts, reasons_of(listed, pairs, range(len(pairs)))[1])
    assert counts[Fate.HELD] + counts[Fate.SKIPPED] == size
    assert counts[Fate.HELD] == sum(row[4] == "held" for row in found)
