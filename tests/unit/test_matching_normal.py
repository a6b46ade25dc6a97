"""Texts in plain letters: one line per cell whatever stands in it, every script in Latin letters."""

from __future__ import annotations

import pytest

from csvbridge.matching.normal import LONGEST, plain_lines, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("   ", []),
        ("Northwind", ["northwind"]),
        ("Łódź Müller Straße", ["lodz", "muller", "strasse"]),
        ("Ａcme　１２", ["acme", "12"]),  # full width
        ("Cafe\u0301", ["cafe"]),
        ("ﬁsh", ["fish"]),
        ("Ромашка", ["romashka"]),
        ("株式会社", ["zhushihuishe"]),
        ("한국", ["hangug"]),
        ("İstanbul", ["istanbul"]),
        ("A&B", ["a", "and", "b"]),
        ("A + B", ["a", "and", "b"]),
        ("O'Neil", ["oneil"]),
        ("O’Neil", ["oneil"]),
        ("L.L.C.", ["llc"]),
        ("St.Louis", ["st", "louis"]),
        ("amazon.com", ["amazon", "com"]),
        ("Smith-Jones/Brown_Black", ["smith", "jones", "brown", "black"]),
        ("a\tb", ["a", "b"]),
        ("a\x00b\x1fc\x7fd", ["a", "b", "c", "d"]),
        ("\ud800lone", ["lone"]),  # half a character
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(plain_lines([text])) == [words]


@pytest.mark.parametrize("text", ["אבג", "القاهرة", "京都", "ภาษา", "Ελλάς", "हिन्दी"])
def test_every_script_becomes_letters(text: str) -> None:
    line = plain_lines([text])[0]
    assert line.isascii()
    assert "".join(words_of([line])[0]).isalnum()


@pytest.mark.parametrize(
    "newline", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_a_line_break_of_any_kind_takes_no_line_of_its_own(newline: str) -> None:
    lines = plain_lines([f"Mill{newline}Lane", "Elm"])
    assert len(lines) == 2
    assert lines[1] == "elm"
    if newline.isascii():
        assert words_of(lines)[0] == ["mill", "lane"]


def test_a_cell_of_a_megabyte_is_compared_by_its_beginning() -> None:
    lines = plain_lines(["Northwind " * 100_000, "é" * 1_000_000, "x"])
    assert [len(line) for line in lines] == [LONGEST, LONGEST, 1]


def test_a_sign_that_stands_for_many_letters_does_not_lengthen_a_cell() -> None:
    assert len(plain_lines(["㈱" * LONGEST])[0]) == LONGEST


def test_no_texts_are_no_lines() -> None:
    assert plain_lines([]) == []
    assert words_of([]) == []
