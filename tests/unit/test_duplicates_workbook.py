"""duplicates.xlsx: what stands on its sheets, what is bold, what is cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from csvbridge.likeness import Asked, Listed, questions_of
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList
from csvbridge.reviews import duplicates_workbook as review
from csvbridge.reviews import groups_sheet
from csvbridge.reviews.duplicates_workbook import duplicates_workbook


def listed(known: Sequence[bool] = (), **columns: Sequence[str]) -> Listed:
    size = len(columns["name"])
    return Listed(
        customers=CustomerList(columns, size, known),
        file=["a.csv"] * size,
        sheet=[""] * size,
        row=list(range(2, size + 2)),
        row_id=list(range(size)),
        id=[""] * size,
        name=columns["name"],
        kind=["account"] * size,
    )


def found(ends: Sequence[tuple[int, int]], groups: Sequence[tuple[int, ...]] = (), withheld: int = 0) -> Pairs:
    size = len(ends)
    return Pairs(
        left=[left for left, _ in ends],
        right=[right for _, right in ends],
        score=[0.98] * size,
        band=[Band.CERTAIN] * size,
        reasons=["names equal"] * size,
        against=[""] * size,
        parts=lambda number: (),
        groups=groups,
        compared=size,
        withheld=withheld,
    )


def made(folder: Path, them: Listed, pairs: Pairs, at_stake: Sequence[str] = ()) -> Workbook:
    asked = Asked(questions=questions_of(them, pairs), at_stake=at_stake)
    duplicates_workbook(folder / "d.xlsx", them, pairs, range(len(pairs)), asked)
    return load_workbook(folder / "d.xlsx")


def rows(book: Workbook, title: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[title].iter_rows(min_row=2)]


COMPARED = {
    "equal": ("5 Elm", "5 Elm", "same", False),
    "case aside": ("ELM", "Elm", "same", False),
    "different": ("5 Elm", "6 Elm", "differs", True),
    "left alone": ("5 Elm", "", "one is blank", False),
    "right alone": ("", "5 Elm", "one is blank", False),
    "a formula": ("=1+1", "#N/A", "differs", True),
}


@pytest.mark.parametrize(("left", "right", "word", "bold"), COMPARED.values(), ids=COMPARED)
def test_both_records_stand_side_by_side(tmp_path: Path, left: str, right: str, word: str, bold: bool) -> None:
    book = made(tmp_path, listed(name=["Alder", "Alder"], street=[left, right]), found([(0, 1)]))
    (*_, street) = book["Compare"].iter_rows(min_row=2)
    assert [cell.value for cell in street] == [1, "certain", "Street", left or None, right or None, word]
    assert [cell.font.b for cell in street[3:5] if cell.value] == [bold] * bool(left) + [bold] * bool(right)
    assert {cell.data_type for cell in street[3:] if cell.value} == {"s"}


@pytest.mark.parametrize(
    ("left", "right", "word", "bold"),
    [
        ("(207) 555-0111", "207.555.0111", "written otherwise", False),
        ("207-555-0111 x12", "207-555-0111 X 12", "written otherwise", False),
        ("207-555-0111", "207-555-0112", "differs", True),
        ("207-555-0111", "207-555-0111 x12", "differs", True),
    ],
)
def test_a_phone_in_another_form_does_not_differ(tmp_path: Path, left: str, right: str, word: str, bold: bool) -> None:
    book = made(tmp_path, listed(name=["Alder", "Alder"], phone=[left, right]), found([(0, 1)]))
    (*_, phone) = book["Compare"].iter_rows(min_row=2)
    assert [cell.value for cell in phone[3:]] == [left, right, word]
    assert [cell.font.b for cell in phone[3:5]] == [bold, bold]


def test_house_numbers_that_share_their_digits_differ(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["Alder", "Alder"], street=["1-12 Elm", "11-2 Elm"]), found([(0, 1)]))
    assert rows(book, "Compare")[-1][-1] == "differs"


def test_who_has_no_name_is_a_member_all_the_same(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["", "Alder"]), found([(0, 1)], groups=[(0, 1)]))
    assert [row[2] for row in rows(book, "Groups")] == ["(no name)", "Alder"]


def test_a_score_shows_all_its_places(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["A", "B"]), found([(0, 1)]))
    at = [cell.value for cell in book["Decide"][1]].index("Score")
    assert book["Decide"][2][at].number_format == "0.0000"


def test_a_field_that_neither_has_is_left_out(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["Alder"] * 2, city=["", ""], phone=["1", ""]), found([(0, 1)]))
    assert [row[2] for row in rows(book, "Compare")] == ["Stands in", "Name", "Phone"]


def test_what_is_at_stake_stands_beside_its_pair(tmp_path: Path) -> None:
    pairs = found([(0, 1), (2, 3)])
    book = made(tmp_path, listed(name=["A", "B", "C", "D"]), pairs, ["2 invoices, USD 1310.00", ""])
    at = [cell.value for cell in book["Decide"][1]].index("At stake")
    assert [row[at] for row in rows(book, "Decide")] == ["2 invoices, USD 1310.00", None]


def test_the_largest_group_comes_first_and_says_whom_quickbooks_has(tmp_path: Path) -> None:
    them = listed(name=["A", "B", "C", "D", "E"], known=[False, False, False, False, True])
    book = made(tmp_path, them, found([(0, 1)], groups=[(0, 1), (4, 2, 3)]))
    assert [(row[0], row[1], row[2], row[4]) for row in rows(book, "Groups")] == [
        (1, 3, "C", None),
        (1, 3, "D", None),
        (1, 3, "E", "yes"),
        (2, 2, "A", None),
        (2, 2, "B", None),
    ]


@pytest.mark.parametrize(
    ("most", "members", "left_out"),
    [
        (2, "FG", "5 more records in 3 groups"),  # the first is larger than the sheet: as much of it as there is room
        (3, "FGH", "4 more records in 2 groups"),
        (4, "FGH", "4 more records in 2 groups"),
        (5, "FGHAB", "2 more records in 1 group"),
        (6, "FGHAB", "2 more records in 1 group"),
        (7, "FGHABDE", ""),
        (8, "FGHABDE", ""),
    ],
)
def test_the_largest_groups_stand_whole_then_by_name_and_what_is_left_out_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, members: str, left_out: str
) -> None:
    monkeypatch.setattr(groups_sheet, "MOST_MEMBERS", most)
    groups = [(3, 4), (5, 6, 7), (0, 1)]
    book = made(tmp_path, listed(name=list("ABCDEFGH")), found([(0, 1)], groups=groups))
    shown = [row for row in rows(book, "Groups") if row[0]]
    assert "".join(row[2] for row in shown) == members
    assert [row[:2] for row in shown] == [[1, 3], [1, 3], [1, 3], [2, 2], [2, 2], [3, 2], [3, 2]][: len(members)]
    (*_, said) = [row[2] for row in rows(book, "Groups")]
    assert said == (f"{left_out} not shown here: evidence/pairs.csv has every pair" if left_out else members[-1])


def test_no_groups_no_sheet_and_pairs_left_out_are_told(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["A", "B"]), found([(0, 1)], withheld=7))
    assert book.sheetnames == ["Read me", "Decide", "Compare"]
    assert ["Left out", "7 weaker pairs beyond matching.show; --all keeps them."] in rows(book, "Read me")


def test_every_word_that_decide_takes_is_explained(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["A", "B"]), found([(0, 1)]))
    topics = [row[0] for row in rows(book, "Read me")]
    assert set(review.DECISIONS) <= set(topics)
    assert all(band.value in " ".join(topics) for band in Band)


def test_every_sheet_is_locked_and_only_the_decision_is_open(tmp_path: Path) -> None:
    book = made(tmp_path, listed(name=["A", "B"]), found([(0, 1)], groups=[(0, 1)]))
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    opened = {
        (sheet.title, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    first = [cell.value for cell in book["Decide"][1]].index("Decision") + 1
    assert opened == {("Decide", column) for column in range(first, first + 6)}
    assert book["Decide"].freeze_panes == "E2"  # both names stay in sight
