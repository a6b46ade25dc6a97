"""Salesforce's ids: extended, verified, rebuilt, refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.mapping.id_columns import extend_all
from csvbridge.values.ids import case_folded, read_id, to_18

FULL = "001E000000M4pZBIAZ"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("001E000000M4pZB", FULL),
        ("a0RE000000IJmcN", "a0RE000000IJmcNMAT"),
        ("006x0000001YuG5", "006x0000001YuG5AAK"),
        ("000000000000000", "000000000000000AAA"),
        ("006Kx00000pQr1A", "006Kx00000pQr1AIAS"),
        ("006Kx00000pQr1a", "006Kx00000pQr1aIAC"),
        ("AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA555"),
        ("too short", ""),
        ("001E000000M4pZ\u00c9", ""),
    ],
)
def test_to_18(short: str, full: str) -> None:
    assert to_18(short) == full


@pytest.mark.parametrize(
    ("text", "id18", "status"),
    [
        (FULL, FULL, "ok"),
        (f" {FULL} ", FULL, "ok"),
        ("001E000000M4pZB", FULL, "extended"),
        ("001E000000M4pZB ", FULL, "extended"),
        ("003E00000000123", "003E00000000123IAA", "extended"),
        (FULL.lower(), FULL, "repaired"),
        (FULL.upper(), FULL, "repaired"),
        ("001E000000M4pZBiaz", FULL, "repaired"),
        ("001e000000M4pZBIAZ", FULL, "repaired"),
        ("", "", "blank"),
        ("  \u00a0", "", "blank"),
        ("-", "", "blank"),
        ("000000000000000", "", "blank"),
        ("000000000000000AAA", "", "blank"),
        ("000000000000000aaa", "", "blank"),
        (f"/lightning/r/Account/{FULL}/view", FULL, "extracted"),
        (f"https://alder.lightning.force.com/lightning/r/Account/{FULL}/view?x=1", FULL, "extracted"),
        (f"https://alder.example/lightning/r/{FULL.lower()}/related/Contacts/view", FULL, "extracted"),
        ("https://na1.alder.example/001E000000M4pZB", FULL, "extracted"),
        ("https://na1.alder.example/p?id=001E000000M4pZB&retURL=x", FULL, "extracted"),
        ("https://na1.alder.example/one/one.app#/sObject/001E000000M4pZB/view", FULL, "extracted"),
        (f"https://x.example/ActivityHistory/{FULL}", FULL, "extracted"),
        (f"https://x.example/001E000000M4pZB?id={FULL}", FULL, "extracted"),  # the same id twice
    ],
)
def test_read_id(text: str, id18: str, status: str) -> None:
    assert read_id(text) == (id18, status, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3E+123", "spreadsheet"),
        ("1.23457E+14", "spreadsheet"),
        ("1234.0", "spreadsheet"),
        ("001E000000M4pZ", "14 characters"),
        ("001E000000M4pZBIA", "17 characters"),
        ("001E000000M4pZB9AZ", "do not fit"),  # 9 is no check character
        ("001E000000M4pZB5AZ", "do not fit"),  # 5 wants capitals where digits stand
        ("Alder & Finch", "letters A to Z"),
        ("00１E000000M4pZB", "letters A to Z"),
        ("https://alder.example/home", "no id"),
        ("10/20/2026", "no id"),
        (f"/{FULL}/x/006x0000001YuG5", "more than one"),
        ("/001E000000M4pZB9AZ", "do not fit"),
    ],
)
def test_mangled_ids(text: str, said: str) -> None:
    result = read_id(text)
    assert (result.id, result.status) == ("", "mangled")
    assert said in result.problem


MIXED = ["006Kx00000pQr1A", "006Kx00000pQr1B", "006Kx00000zWe1C"]


@pytest.mark.parametrize(
    ("ids", "prefix", "folded"),
    [
        (MIXED, "006", False),
        ([i.upper() for i in MIXED], "006", True),
        ([i.lower() for i in MIXED], "006", True),
        ([i.lower() for i in MIXED], "", True),
        ([f" {i.upper()} " for i in MIXED], "006", True),
        ([i.upper() for i in MIXED[:2]], "006", False),  # two ids are too few to be sure
        ([MIXED[0].upper()] * 5, "006", False),  # five times the same
        (["006xxxxxxxxxxxx"], "006", False),
        (["006Kx00000pQr1A"], "006", False),
        (["006E00000000001", "006E00000000002", "006E00000000003"], "006", False),  # three letters
        ([f"006EEEEEEEEEE0{i}" for i in range(9)], "006", False),  # one letter, many times
        (["00Kkx00000pQr1A"], "00k", True),  # a line's id cannot begin like a contact role's
        (["00kkx00000pQr1A"], "00k", False),
        (["01TKX000004TT01"], "01t", True),
        (["01TKX000004TT01"], "", False),
        (["00kABCDEFGHIJ01", "00kABCDEFGHIJ02", "00kABCDEFGHIJ03"], "00k", False),  # its k is a small letter
        ([], "006", False),
        (["no id", ""], "006", False),
    ],
)
def test_case_folded(ids: list[str], prefix: str, folded: bool) -> None:
    assert case_folded(ids, prefix) is folded


@given(st.sets(st.text("0123456789ABCXYZabcxyz", min_size=15, max_size=15), max_size=40))
def test_a_column_of_ids_is_extended_as_each_id_is(texts: set[str]) -> None:
    texts -= {"000000000000000"}
    assert extend_all(texts) == ({text: to_18(text) for text in texts} or None)


@pytest.mark.parametrize(
    "other",
    ["", " ", "-", "000000000000000", "006Kx0000000001IAA", "006Kx000000000é", "006Kx00000000 1", "006Kx0000000001 "],
)
def test_a_column_with_anything_else_is_left_to_one_after_the_other(other: str) -> None:
    assert extend_all({"006Kx0000000001", other}) is None
