"""Names made valid, names made short, names compared."""

import pytest

from csvbridge.values.names import name_key, shorten_name, valid_name


@pytest.mark.parametrize(
    ("given", "valid"),
    [
        ('Orla: Finch & Daughters "West"', "Orla - Finch & Daughters 'West'"),
        ("Seat: basic", "Seat - basic"),
        ("Seat:basic", "Seat - basic"),
        ("Seat : basic", "Seat - basic"),
        ("A::B", "A - B"),
        ("A: :B", "A - B"),
        (": Seat", "Seat"),
        ("Seat:", "Seat"),
        ("Seat :\u200b", "Seat"),
        ("-Draft-", "-Draft-"),
        ("Draft -", "Draft -"),  # no colon made this one
        ('Pipe 24"', "Pipe 24'"),
        ("  café  Lumière ", "café Lumière"),
        ("Alder\tand\nFinch", "Alder and Finch"),
        ("\x1b[31mAlder\x1b[0m", "Alder"),
        (" : ", ""),
        ("", ""),
        ("\u200b", ""),
        ('"', "'"),
    ],
)
def test_valid_name(given: str, valid: str) -> None:
    assert valid_name(given) == valid


@pytest.mark.parametrize(
    ("name", "limit", "short"),
    [
        ("x" * 100, 100, "x" * 100),
        ("x" * 101, 100, "x" * 100),
        ("Alder and Finch", 15, "Alder and Finch"),
        ("Alder and Finch", 14, "Alder and"),
        ("Alder and Finch", 10, "Alder and"),
        ("Alder and Finch", 9, "Alder and"),  # the blank stands right behind
        ("abcdef ghijklmnop", 10, "abcdef"),  # six of ten are left
        ("abcde fghijklmnop", 10, "abcde fghi"),  # five would be too few
        ("Alder & Finch", 10, "Alder"),
        ("Alder (Finch)", 7, "Alder"),
        ("Alder, Finch", 8, "Alder"),
        ("Alder - Finch", 8, "Alder"),
        ("abcdefghie\u0301", 10, "abcdefghi"),  # the accent does not leave its letter
        ("e" + "\u0301" * 12, 10, "e" + "\u0301" * 9),  # nothing but accents: cut all the same
        ("&" * 12, 10, "&" * 10),
        ("abcdefghi👍🏽x", 10, "abcdefghi"),
    ],
)
def test_shorten_name(name: str, limit: int, short: str) -> None:
    assert shorten_name(name, limit) == short


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("café  Lumière ", "CAFÉ LUMIÈRE"),
        ("Cafe\u0301", "CAFÉ"),
        ("STRASSE", "Straße"),
        ("Alder\u00a0Finch", "alder finch"),
        ("Alder\u200b Finch", "Alder Finch"),
        ("Å", "\u212b"),  # the sign for ångström is the letter, canonically
        ("ΣΑΣ", "σας"),
    ],
)
def test_equal_names(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("m²", "m2"), ("№ 5", "No 5"), ("Cafe", "Café"), ("Alder", "Alder Ltd"), ("Alder-Finch", "Alder Finch")],
)
def test_different_names(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


@pytest.mark.parametrize(("name", "key"), [("Alder  & FINCH", "alder & finch"), ("", ""), ("ÀB", "àb")])
def test_the_key_itself(name: str, key: str) -> None:
    assert name_key(name) == key
