"""The decision workbook: what is open, what is decided, what is to be merged; what a person can do in it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from test_duplicates_workbook import found, listed, rows

from csvbridge.decisions.columns import FILLED_IN, READ_BACK
from csvbridge.decisions.reading import read_answers
from csvbridge.likeness import Asked, Listed, questions_of
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import WORDS, Decision
from csvbridge.reviews.decide_words import About, decide_command
from csvbridge.reviews.duplicates_workbook import duplicates_workbook
from csvbridge.reviews.side_by_side import compared, visible

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1-1",
    "@SUM(A1)",
    "#N/A",
    "<script>alert(1)</script>",
    "a\u202egnp.exe",
    "_x0041_",
    "x" * 10_000,
    '"], quote, comma;',
    "O\u2019Neil\u00a0 & S\u00f8n",
)


def made(folder: Path, them: Listed, pairs: Pairs, decided: dict[int, Decision] | None = None, **more: Any) -> Workbook:
    chosen = [(decided or {}).get(number) for number in range(len(pairs))]
    asked = Asked(questions=questions_of(them, pairs), decided=chosen, **more)
    about = About(run="2026-10", workbook="2026-10/run/review/duplicates.xlsx", company="my books")
    duplicates_workbook(folder / "d.xlsx", them, pairs, range(len(pairs)), asked, about)
    return load_workbook(folder / "d.xlsx")


def decision(them: Listed, pairs: Pairs, number: int, word: str, **more: str) -> Decision:
    asked = questions_of(them, pairs)[number]
    return Decision(left=asked.left, right=asked.right, word=word, decided_by="Ada", date="2026-11-02", **more)


def four() -> tuple[Listed, Pairs]:
    """Two accounts, and two customers in QuickBooks."""
    names = ["Alder LLC", "Alder", "Alder Inc.", "Alder Incorporated"]
    them = listed(name=names, known=[False, False, True, True])
    kinds = ["account", "account", "customer", "customer"]
    them = Listed(**{**{name: getattr(them, name) for name in them.__dataclass_fields__}, "kind": kinds})
    return them, found([(0, 1), (0, 2), (2, 3)])


def column(book: Workbook, heading: str, sheet: str = "Decide") -> list[Any]:
    at = [cell.value for cell in book[sheet][1]].index(heading)
    return [row[at] for row in rows(book, sheet)]


def test_each_row_carries_its_key_and_what_the_records_are(tmp_path: Path) -> None:
    them, pairs = four()
    book = made(tmp_path, them, pairs)
    assert column(book, "Key") == [one.token for one in questions_of(them, pairs)]
    assert column(book, "What they are") == [
        "account / account",
        "account / customer in QuickBooks",
        "customer in QuickBooks / customer in QuickBooks",
    ]
    assert column(book, "In QuickBooks") == [None, "Alder Inc.", None]
    headings = [cell.value for cell in book["Decide"][1]]
    assert set(READ_BACK) <= set(headings) and headings[-1] == "Key" and "Note" not in headings


def test_the_lists_offer_the_words_the_rows_own_names_and_its_own_customer(tmp_path: Path) -> None:
    book = made(tmp_path, *four())
    sheet = book["Decide"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    offered = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    words = offered[f"{letters['Decision']}2:{letters['Decision']}4"]
    assert words.formula1 == f'"{",".join(WORDS)}"' and words.showErrorMessage and not words.showDropDown
    survivor = offered[f"{letters['Survivor']}2:{letters['Survivor']}4"]
    assert survivor.formula1 == f"${letters['Left name']}2:${letters['Right name']}2", "relative to each row"
    assert survivor.errorStyle == "warning"
    name = offered[f"{letters['QuickBooks name']}2:{letters['QuickBooks name']}4"]
    assert name.formula1 == f"${letters['In QuickBooks']}2:${letters['In QuickBooks']}2" and not name.showErrorMessage


def test_only_what_is_filled_in_is_open_and_filters_work(tmp_path: Path) -> None:
    sheet = made(tmp_path, *four())["Decide"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    opened = {cell.column_letter for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert opened == {letters[heading] for heading in FILLED_IN}
    protection = sheet.protection
    assert protection.sheet and not protection.password
    assert (protection.autoFilter, protection.sort, protection.formatColumns) == (False, False, False), "not forbidden"
    assert sheet.auto_filter.ref == f"A1:{letters['Key']}4"


def test_it_prints_on_pages_as_wide_as_what_people_read(tmp_path: Path) -> None:
    sheet = made(tmp_path, *four())["Decide"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.print_area == f"'Decide'!$A$1:${letters['Date']}$4"
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    printed = [
        one.width for letter, one in sheet.column_dimensions.items() if len(letter) == 1 and letter <= letters["Date"]
    ]
    assert sum(printed) < 260, "an A4 page across then has letters of more than 6 points"
    assert sheet.row_dimensions[1].height == 30, "headings of two words have room"


def test_no_formula_no_link_no_macro_no_picture_whatever_the_names(tmp_path: Path) -> None:
    import zipfile

    them = listed(name=[*HOSTILE, *HOSTILE[::-1]], street=[*HOSTILE, *HOSTILE])
    pairs = found([(at, at + 10) for at in range(10)], groups=[(0, 10)])
    decided = {0: decision(them, pairs, 0, "different", reason="=1+1", source="=A1")}
    book = made(tmp_path, them, pairs, decided)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d") and cell.hyperlink is None, (sheet.title, cell.coordinate)
    parts = zipfile.ZipFile(tmp_path / "d.xlsx").namelist()
    assert not [name for name in parts if re.search("vba|externalLink|media|drawing|embed", name, re.IGNORECASE)]
    answers = read_answers(tmp_path / "d.xlsx")
    assert len(answers.tokens) == 9 and answers.answers == [], "the decided pair is not asked again"


def test_equal_pairs_give_equal_bytes(tmp_path: Path) -> None:
    sums = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made(tmp_path / name, *four())
        sums.append(hashlib.sha256((tmp_path / name / "d.xlsx").read_bytes()).hexdigest())
    assert sums[0] == sums[1]


# --- what is decided --------------------------------------------------------------------------------------------------


def test_what_is_decided_is_told_and_asked_no_more(tmp_path: Path) -> None:
    them, pairs = four()
    told = {
        0: decision(
            them, pairs, 0, "same", survivor=questions_of(them, pairs)[0].right.key, reason="letter", source="d.csv:4"
        ),
        1: decision(them, pairs, 1, "same-as-quickbooks", quickbooks_name="Alder Inc."),
        2: decision(them, pairs, 2, "different"),
    }
    book = made(tmp_path, them, pairs, told)
    assert rows(book, "Decide") == []
    (*_, head), first, second, third = [
        [cell.value for cell in row] for row in book["Already decided"].iter_rows(min_row=4)
    ]
    assert head == "Source"
    assert first[2:] == ["Alder LLC", "Alder", "same", "Alder", "letter", "Ada", "2026-11-02", "d.csv:4"]
    assert (second[4:6], third[4:6]) == (["same-as-quickbooks", "Alder Inc."], ["different", None])
    assert "Merge in QuickBooks" not in book.sheetnames, "decided to be two"


def test_a_pair_that_another_decision_settles_names_it(tmp_path: Path) -> None:
    them, pairs = four()
    other = decision(them, pairs, 1, "same-as-quickbooks", quickbooks_name="Alder Inc.", reason="letter")
    book = made(tmp_path, them, pairs, {0: other})
    (row,) = book["Already decided"].iter_rows(min_row=5)
    assert row[6].value == 'settled by what was decided of "Alder LLC" and "Alder Inc.": letter'


def test_a_pair_on_hold_is_both_decided_and_still_asked(tmp_path: Path) -> None:
    them, pairs = four()
    book = made(tmp_path, them, pairs, {1: decision(them, pairs, 1, "hold", reason="asked them")})
    assert column(book, "Note") == [None, "on hold since 2026-11-02, by Ada: asked them", None]
    assert len(list(book["Already decided"].iter_rows(min_row=5))) == 1


def test_a_pair_asked_again_says_what_changed(tmp_path: Path) -> None:
    book = made(tmp_path, *four(), changed=["", "phone was 1 when decided, now 2", ""])
    assert column(book, "Note") == [None, "phone was 1 when decided, now 2", None]


def test_two_that_quickbooks_has_are_told_how_to_be_merged(tmp_path: Path) -> None:
    them, pairs = four()
    kept = questions_of(them, pairs)[2].left.key
    for decided, says in (
        ({}, "not yet"),
        ({2: decision(them, pairs, 2, "same", survivor=kept)}, "same, by Ada on 2026-11-02"),
    ):
        sheet = made(tmp_path, them, pairs, decided)["Merge in QuickBooks"]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert any("cannot be undone" in str(line[0]) for line in lines) and lines[-2][2:4] == ["One", "The other"]
        assert lines[-1][2:4] == ["Alder Inc.", "Alder Incorporated"] and lines[-1][7] == says
        assert lines[-1][8] == ("Alder Inc." if decided else None)


# --- Read me ----------------------------------------------------------------------------------------------------------


def words(book: Workbook) -> dict[str, str]:
    return {row[0]: row[1] for row in rows(book, "Read me")}


def test_read_me_names_the_run_the_words_and_the_exact_command(tmp_path: Path) -> None:
    told = words(made(tmp_path, *four()))
    assert told["Run"] == "2026-10" and set(WORDS) <= set(told)
    assert told["3. Type"] == (
        'csvbridge decide 2026-10/run/review/duplicates.xlsx --by "Your name" --company "my books"'
    )
    assert "Before that" not in told and "--force" in told["4. Then"]
    assert read_answers(tmp_path / "d.xlsx").run == "2026-10"


def test_without_a_company_read_me_says_that_nobody_can_read_the_answers_back(tmp_path: Path) -> None:
    them, pairs = four()
    duplicates_workbook(tmp_path / "d.xlsx", them, pairs, range(len(pairs)))
    told = words(load_workbook(tmp_path / "d.xlsx"))
    assert "csvbridge init DIR" in told["Before that"]


@pytest.mark.parametrize(
    ("path", "typed"),
    [("a/b.xlsx", "a/b.xlsx"), ("my run/b.xlsx", '"my run/b.xlsx"'), ("a&b/c.xlsx", '"a&b/c.xlsx"')],
)
def test_a_path_is_quoted_where_a_terminal_needs_it(path: str, typed: str) -> None:
    assert f"decide {typed} --by" in decide_command(About(workbook=path, company="books"))


# --- what nobody sees -------------------------------------------------------------------------------------------------

SEEN = {
    "plain": ("Alder Inc.", "Alder Inc."),
    "no-break space": ("Alder\u00a0Inc.", "Alder[no-break space]Inc."),
    "zero width": ("Al\u200bder", "Al[zero-width space]der"),
    "direction": ("\u202eredlA", "[right-to-left override]redlA"),
    "tab": ("a\tb", "a[tab]b"),
    "two blanks": ("a  b   c", "a[2 blanks]b[3 blanks]c"),
    "at the ends": (" a  ", "[1 blank]a[2 blanks]"),
    "blanks alone": ("   ", "[3 blanks]"),
    "escape": ("\x1b[31mred", "[U+001B][31mred"),
    "half a character": ("a\ud800", "a\ufffd"),
    "long": ("x" * 401, "x" * 400 + "... (401 characters)"),
}


@pytest.mark.parametrize(("text", "shown"), SEEN.values(), ids=SEEN)
def test_what_nobody_would_see_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("Alder", "ALDER", "same"),
        ("caf\u00e9", "CAFE\u0301", "same"),
        ("Alder", "Alder\u200b", "differs in what nobody sees"),
        ("Alder Inc", "Alder\u00a0Inc", "differs in what nobody sees"),
        ("Alder", "  ", "one is blank"),
        ("Alder", "Elder", "differs"),
    ],
)
def test_two_cells_are_compared_in_a_word(left: str, right: str, word: str) -> None:
    (one,) = compared({"name": left}, {"name": right})
    assert one.word == word and one.differs == word.startswith("differs")
