"""Lists that nobody should send: bounded time, bounded candidates, no exception.

Time is of the processor, so that a busy machine does no harm; every list must be far below its limit. `-s` prints what
each took. Lists are of a size that a quadratic step would feel.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import pytest
from likenesses import between

from csvbridge.matching.match import find_pairs
from csvbridge.matching.pairs import Pairs
from csvbridge.matching.records import CustomerList

MANY = 4_000
SECONDS = 5
A_RECORD = 30
"""Candidates that a record may have."""

Columns = dict[str, Sequence[str]]


def searched(columns: Columns, known: Sequence[bool] = (), **options: object) -> Pairs:
    size = len(next(iter(columns.values()), ()))
    start = time.process_time()
    pairs = find_pairs(CustomerList(columns, size, known), **options)  # type: ignore[arg-type]
    took = time.process_time() - start
    print(f"{took:.2f} s, {pairs.compared} candidates, {len(pairs)} pairs, {pairs.withheld} withheld")
    assert took < SECONDS
    assert pairs.compared <= A_RECORD * size
    assert all(left != right for left, right in zip(pairs.left, pairs.right, strict=True))
    return pairs


def made_up(number: int, words: int = 2, letters: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    choose = random.Random(number)
    return " ".join("".join(choose.choices(letters, k=7)) for _ in range(words))


def spelled(number: int, name: str) -> str:
    """Return a name with one letter of each word another."""
    choose = random.Random(number)
    words = []
    for word in name.split():
        place = choose.randrange(len(word))
        words.append(word[:place] + choose.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :])
    return " ".join(words)


def each(make: Callable[[int], str], size: int = MANY) -> list[str]:
    return [make(number) for number in range(size)]


LISTS: dict[str, Columns] = {
    "equal names and nothing else": {"name": ["Calder Trading Ltd"] * MANY},
    "one word in many spellings": {"name": each(lambda n: spelled(n, spelled(n + MANY, spelled(-n, "caldertrading"))))},
    "one name in many spellings": {"name": each(lambda n: spelled(n, "Calder Valley Trading Company"))},
    "equal names, other telephones": {"name": ["Calder"] * MANY, "phone": each(lambda n: f"303{n:07d}")},
    "equal names in few cities": {"name": ["Calder"] * MANY, "city": each(lambda n: f"Town {n % 90}")},
    "equal names, cities and codes": {
        "name": ["Calder"] * MANY,
        "city": ["Selby"] * MANY,
        "postal_code": each(lambda n: f"{n % 150:05d}"),
    },
    "a chain by number": {"name": each(lambda n: f"Calder Store {n}"), "email": ["ap@calder.example"] * MANY},
    "empty names": {"name": [""] * MANY, "phone": each(lambda n: f"303{n:07d}")},
    "everything empty": {field: [""] * MANY for field in ("name", "company", "phone", "email", "street", "city")},
    "only a city": {"city": ["Selby"] * MANY},
    "only telephones": {"phone": each(lambda n: f"303{n // 2:07d}")},
    "only e-mails": {"email": each(lambda n: f"box{n // 2}@calder.example")},
    "only streets": {"street": each(lambda n: f"{n} Alder Lane")},
    "one telephone": {"name": each(made_up), "phone": ["(212) 555-0147"] * MANY},
    "one e-mail": {"name": each(made_up), "email": ["office@calder.example"] * MANY},
    "one website": {"name": each(made_up), "website": ["calder.example"] * MANY},
    "all but the name the same": {
        "name": each(made_up),
        "phone": ["(212) 555-0147"] * MANY,
        "street": ["12 Alder Lane"] * MANY,
        "city": ["Selby"] * MANY,
        "postal_code": ["50010"] * MANY,
    },
    "control characters": {"name": each(lambda n: made_up(n, 2, "".join(map(chr, range(32)))))},
    "right to left": {"name": each(lambda n: made_up(n, 2, "אבגדהוזחטיכלמנסעפצקרשת"))},
    "Chinese": {"name": each(lambda n: made_up(n, 1, "".join(map(chr, range(0x4E00, 0x4F00)))))},
    "signs only": {"name": each(lambda n: made_up(n, 2, "?!-()[]{}:/.,;'\"&+@#"))},
    "half characters": {"name": each(lambda n: made_up(n, 2, "\ud800\udc00\udfff"))},
    "names of three hundred letters": {"name": each(lambda n: made_up(n, 38), 1_500)},
    "names of single letters": {"name": each(lambda n: " ".join(made_up(n // 2, 21).replace(" ", "")), 1_500)},
    "names cut sixty times": {"name": each(lambda n: ": ".join(made_up(n // 2, 60)[:3] for _ in range(60)), 400)},
    "names of many second names": {"name": each(lambda n: " dba ".join(made_up(n // 2, 20).split()), 400)},
    "blanks in a bracket": {"name": each(lambda n: "(" + " " * 280 + str(n))},
    "blanks before a telephone": {"phone": each(lambda n: " " * 280 + str(n))},
    "a long e-mail that is none": {"email": each(lambda n: "a" * 280 + f"{n} b")},
    "many addresses in a cell": {"email": each(lambda n: ", ".join(f"a{i}@x{n}.example" for i in range(20)), 500)},
    "blanks behind a street": {"street": each(lambda n: f"{n:05d}" + " " * 280 + "x")},
}


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_list(name: str) -> None:
    searched(LISTS[name])


@pytest.mark.parametrize(
    "cell", ["Calder" * 200_000, "Ca l" * 250_000, "(" * 1_000_000, ": " * 500_000, "株" * 400_000]
)
def test_a_name_of_a_megabyte(cell: str) -> None:
    pairs = searched({"name": [cell, "Bramble", cell, "Tarn"]})
    assert len(pairs) <= 1


@pytest.mark.parametrize("size", [0, 1, 2])
@pytest.mark.parametrize("field", ["name", "phone", "email", "street", "tax_id"])
def test_lists_of_next_to_nothing(field: str, size: int) -> None:
    pairs = searched({field: ["Calder 212-555-0147"] * size})
    assert len(pairs) <= 1


def test_a_list_without_columns() -> None:
    for size in (0, 1, 3):
        pairs = find_pairs(CustomerList({}, size))
        assert (len(pairs), pairs.compared, pairs.withheld, list(pairs.groups)) == (0, 0, 0, [])


def test_two_customers_alike_are_found_in_a_list_of_two() -> None:
    pairs = searched({"name": ["Calder Works Inc", "Calder Works"], "phone": ["(212) 555-0147", "212 555 0147"]})
    assert between(pairs, 0, 1) is not None
    assert list(pairs.groups) == [(0, 1)]


def test_two_lists_of_the_same_rows() -> None:
    """Everything stands on both sides: each record finds itself, and no other in its place."""
    half = MANY // 2
    names, phones = each(made_up, half), each(lambda n: f"303{n * 7919 % 10**7:07d}", half)
    pairs = searched({"name": names * 2, "phone": phones * 2}, known=[False] * half + [True] * half)
    found = set(zip(pairs.left, pairs.right, strict=True))
    assert found >= {(place, place + half) for place in range(half)}
    assert len(pairs.groups) == half


@pytest.mark.parametrize("alike", [30, 500])
def test_many_customers_of_one_name_are_not_passed_over(alike: int) -> None:
    """More equal names than are all compared with one another: still each has somebody beside it, or it is said."""
    pairs = searched({"name": ["Calder Valley Trading"] * alike + each(made_up, 200)}, weak_limit=None)
    assert {record for pair in zip(pairs.left, pairs.right, strict=True) for record in pair} >= set(range(alike))


def test_a_crowd_is_told_with_what_it_shares() -> None:
    names = each(made_up, 60)
    phones = ["(212) 555-0147" if place < 30 else f"303{place:07d}" for place in range(60)]
    pairs = searched({"name": names, "phone": phones, "street": ["1 Mill Lane"] * 25 + [""] * 35})
    told = {crowd.field: (crowd.values, crowd.value, crowd.records) for crowd in pairs.crowds}
    assert told == {"phone": (1, "2125550147", 30), "street": (1, "1 Mill Lane", 25)}
    assert all(crowd.record < crowd.records for crowd in pairs.crowds)


def test_as_many_as_are_all_compared_are_no_crowd() -> None:
    assert not searched({"name": each(made_up, 24), "phone": ["(212) 555-0147"] * 24}).crowds


def test_a_number_sign_alone_is_no_street() -> None:
    pairs = searched({"name": ["Calder Works", "", "Otley Mills"], "street": ["#", " # ", "3rd fl #"]}, weak_limit=None)
    assert not any("street" in reasons for reasons in pairs.reasons)
