"""Commands that are printed work as they are pasted: with the company folder, and quoted for a shell."""

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.reviews.hints import shell_word, with_company
from csvbridge.reviews.words import fit

BOOKS = Path("my books")
WORDS = {
    'if never imported: csvbridge undo "2026-10" --by NAME': 'csvbridge undo --company "my books" "2026-10" --by NAME',
    "then csvbridge decide FILE --by NAME; or": 'then csvbridge decide --company "my books" FILE --by NAME; or',
    "csvbridge memory forget KEY": 'csvbridge memory forget --company "my books" KEY',
    "or convert --force into it": 'or convert --company "my books" --force into it',
    "csvbridge review RUN; csvbridge fix F": 'csvbridge review --company "my books" RUN; csvbridge fix --company "my',
}
UNTOUCHED = (
    "csvbridge convert once more, with --company books; it applies",
    "csvbridge decide F --company books",
    "Make one: csvbridge init DIR",
    "csvbridge.toml",
    "csvbridge explain QBO103",
    "csvbridge undone",
    "mycsvbridge undo",
    "csvbridge convert exports --out RUN",
)


@pytest.mark.parametrize(("text", "told"), WORDS.items(), ids=str)
def test_a_command_names_the_company_folder(text: str, told: str) -> None:
    assert told in with_company(text, BOOKS) and with_company(with_company(text, BOOKS), BOOKS) == with_company(
        text, BOOKS
    )
    assert with_company(text, None) == text == with_company(text, Path())


@pytest.mark.parametrize("text", UNTOUCHED)
def test_words_that_need_none_stay_as_they_are(text: str) -> None:
    assert with_company(text, BOOKS) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("books", "books"),
        ("C:/books/2026-10", "C:/books/2026-10"),
        ("Müller", "Müller"),
        ("my books", '"my books"'),
        ("Ann's", '"Ann\'s"'),
        ("a&b", '"a&b"'),
        ("$HOME `x`", "'$HOME `x`'"),
        ("-x", '"-x"'),
        ("", '""'),
    ],
)
def test_a_path_is_one_word(text: str, told: str) -> None:
    assert shell_word(text) == told


@given(st.text(max_size=60))
def test_a_shell_reads_back_what_was_quoted(text: str) -> None:
    assert shlex.split(shell_word(text)) == [fit(text, 300)]
