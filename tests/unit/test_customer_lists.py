"""The made-up customer lists: the same for the same seed, labelled rightly, and as gappy and tricky as they say."""

from __future__ import annotations

import csv
import os
import random
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from customer_lists import care, errors, families, kin, people, places
from customer_lists.business_names import BusinessName, name_of
from customer_lists.lands import LANDS
from customer_lists.lists import COLUMNS, KINDS, make_list, write_list

MAKE = Path(__file__).resolve().parents[1] / "benchmarks" / "customer_lists" / "make.py"
some = settings(max_examples=60, deadline=None)


def share(rows: list[tuple[str, ...]], column: str) -> float:
    at = COLUMNS.index(column)
    return sum(1 for row in rows if row[at]) / len(rows)


@pytest.fixture(scope="module")
def business() -> tuple[list[tuple[str, ...]], list[int]]:
    return make_list("business", 4_000, 5)


@pytest.fixture(scope="module")
def hard() -> tuple[list[tuple[str, ...]], list[int]]:
    return make_list("business_hard", 4_000, 5)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_equal_seeds_make_equal_lists_and_others_do_not(kind: str) -> None:
    assert make_list(kind, 200, 3) == make_list(kind, 200, 3)
    assert make_list(kind, 200, 3) != make_list(kind, 200, 4)


def test_another_process_with_other_hashes_makes_the_same_files(tmp_path: Path) -> None:
    write_list(tmp_path / "here", *make_list("business", 150, 2))
    command = [sys.executable, str(MAKE), "--kind", "business", "--size", "150"]
    subprocess.run(
        [*command, "--seed", "2", "--out", str(tmp_path / "there")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "77"},
    )
    for name in ("customers.csv", "truth.csv"):
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_truth_names_the_line_of_each_record(tmp_path: Path, kind: str) -> None:
    rows, clusters = make_list(kind, 300, 8)
    write_list(tmp_path, rows, clusters)
    # no cell holds a line break, so lines of the file are records
    lines = (tmp_path / "customers.csv").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "Name,Company,Email,Phone,Website,Street,City,State,ZIP,Country"
    assert lines[-1] == ""
    assert len(lines) == 302
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {int(row["row"]): int(row["cluster"]) for row in csv.DictReader(file)}
    assert sorted(truth) == list(range(2, 302))
    for line, cluster in truth.items():
        assert tuple(next(csv.reader([lines[line - 1]]))) == rows[line - 2]
        assert cluster == clusters[line - 2]


def test_clusters_are_numbered_in_the_order_of_the_list() -> None:
    clusters = make_list("business", 500, 1)[1]
    assert list(dict.fromkeys(clusters)) == list(range(len(set(clusters))))


@pytest.mark.parametrize(
    ("column", "common", "careless"),
    [
        ("Name", 1.0, 1.0),
        ("Company", 0.45, 0.41),
        ("Email", 0.71, 0.53),
        ("Phone", 0.815, 0.695),
        ("Website", 0.35, 0.19),
        ("Street", 0.815, 0.745),
        ("City", 0.895, 0.83),
        ("State", 0.87, 0.80),
        ("ZIP", 0.855, 0.765),
        ("Country", 0.49, 0.47),
    ],
)
def test_business_lists_are_filled_as_real_ones_are(
    business, hard, column: str, common: float, careless: float
) -> None:
    assert share(business[0], column) == pytest.approx(common, abs=0.04)
    assert share(hard[0], column) == pytest.approx(careless, abs=0.04)


def test_a_quarter_of_customers_has_more_than_one_record_fewer_in_the_hard_list(business, hard) -> None:
    for (_, clusters), one, most in ((business, 0.73, 7), (hard, 0.775, 7)):
        sizes = Counter(Counter(clusters).values())
        assert sizes[1] / sizes.total() == pytest.approx(one, abs=0.03)
        assert max(sizes) <= most


def equal_names(rows: list[tuple[str, ...]], clusters: list[int]) -> tuple[float, int]:
    """Return the share of true pairs whose names are equal but for marks and case, and pairs of namesakes."""
    names = [" ".join(re.findall(r"\w+", row[0].casefold())) for row in rows]
    groups: dict[int, list[str]] = {}
    for name, cluster in zip(names, clusters, strict=True):
        groups.setdefault(cluster, []).append(name)
    pairs = [one == other for members in groups.values() for one, other in combinations(members, 2)]
    distinct = Counter(name for members in groups.values() for name in set(members))
    return sum(pairs) / len(pairs), sum(1 for count in distinct.values() if count > 1)


def test_names_of_one_customer_mostly_differ_and_different_customers_share_names(business, hard) -> None:
    same, namesakes = equal_names(*business)
    same_hard, namesakes_hard = equal_names(*hard)
    assert same == pytest.approx(0.34, abs=0.06)
    assert same_hard == pytest.approx(0.25, abs=0.06)
    # one name in a hundred records is shared by strangers, in the hard list one in fifty or more
    assert namesakes >= 24
    assert namesakes_hard >= 48


def test_address_lists_and_dirty_registers_hold_only_their_columns() -> None:
    for kind, held in (
        ("people", {"Name", "Street", "City", "State", "ZIP"}),
        ("people_dirty", {"Name", "Email", "City"}),
        ("restaurants", {"Name", "Phone", "Street", "City"}),
    ):
        rows = make_list(kind, 300, 2)[0]
        assert {column for column in COLUMNS if share(rows, column)} == held


def test_guides_write_small_and_never_list_a_restaurant_three_times() -> None:
    rows, clusters = make_list("restaurants", 2_000, 4)
    assert all(cell == cell.lower() for row in rows for cell in row)
    assert max(Counter(clusters).values()) == 2


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "family", [family for family, _ in (*families.STANDARD, *kin.KIN)], ids=lambda family: family.__name__
)
def test_relatives_are_different_customers(family: families.Family, seed: int) -> None:
    members = family(random.Random(seed).random)
    assert members
    told_apart = {
        (
            *(member.core, member.number, member.form, member.tail, member.job, member.phone, member.place.number),
            *((member.person.first, member.person.suffix) if member.person else ()),
        )
        for member in members
    }
    assert len(told_apart) == len(members)


def test_sisters_differ_in_their_number_at_one_address() -> None:
    members = families.sisters(random.Random(1).random)
    assert len({member.number for member in members}) == len(members) >= 2
    assert len({(member.core, member.place.number, member.place.street) for member in members}) == 1


@pytest.mark.parametrize("seed", range(4))
def test_colleagues_have_other_names_and_one_mailbox_or_domain(seed: int) -> None:
    members = [one for one in kin.colleagues(random.Random(seed).random) if one.person]
    assert len({one.person.first for one in members if one.person}) == len(members)
    assert len({mail.partition("@")[2] for one in members for mail in one.mails}) == 1


def test_twins_differ_in_one_word() -> None:
    members = kin.twins(random.Random(2).random)
    assert len({member.number for member in members}) == len(members) >= 2
    assert len({(member.core, member.form) for member in members}) == 1


def test_branches_share_name_and_site_in_different_places() -> None:
    members = families.chain(random.Random(3).random)
    assert len({(member.core, member.domain) for member in members}) == 1
    assert len({(member.place.number, member.place.city) for member in members}) == len(members) >= 2


@some
@given(st.text("abcdefgh rnmOl019", min_size=0, max_size=20), st.integers(0, 2**32))
def test_a_slip_is_small(text: str, seed: int) -> None:
    slipped = errors.slip(text, random.Random(seed).random)
    # reading rn as m, or m as rn, changes two letters; everything else one
    assert DamerauLevenshtein.distance(text, slipped) <= 2
    assert abs(len(slipped) - len(text)) <= 1


@some
@given(st.integers(2_000_000_000, 9_999_999_999).map(str), st.integers(0, 2**32))
def test_a_phone_keeps_its_digits_however_it_is_written(digits: str, seed: int) -> None:
    written = errors.phone(digits, "", random.Random(seed).random)
    told = re.sub(r"[^0-9]", "", re.split(r"(?i)x|ext", written)[0])
    assert told in {digits, "1" + digits}


@some
@given(st.integers(100_000_000, 9_999_999_999).map(str), st.sampled_from(LANDS), st.integers(0, 2**32))
def test_a_foreign_phone_keeps_its_digits(digits: str, land, seed: int) -> None:
    told = re.sub(r"[^0-9]", "", errors.phone(digits, land.dial, random.Random(seed).random))
    assert told in {land.dial + digits, "0" + digits, "00" + land.dial + digits}


@some
@given(st.integers(10_000, 9_999_999_999).map(str), st.integers(0, 2**32))
def test_a_wrong_digit_leaves_the_length(digits: str, seed: int) -> None:
    wrong = errors.wrong_digit(digits, random.Random(seed).random)
    assert len(wrong) == len(digits)
    assert sum(one != other for one, other in zip(digits, wrong, strict=True)) <= 2


@some
@given(st.integers(0, 2**32))
def test_an_address_is_written_with_its_number_or_as_a_box(seed: int) -> None:
    r = random.Random(seed).random
    place = places.draw_place(r, places.draw_town(r))
    assert errors.street(place, r, 0.0).startswith(place.number + " ")
    assert errors.street(place, r, 1.0).endswith(" " + place.box)


@some
@given(st.integers(0, 2**32))
def test_careful_clerks_write_a_name_as_it_is(seed: int) -> None:
    r = random.Random(seed).random
    name = BusinessName(core="Alder & Birch Tile", number="II", form="LLC", tail=" - Boston")
    # a noise next to none: no chance of a mistake comes true
    assert name_of(name, "Boston", r, 1e-12) == "Alder & Birch Tile II LLC - Boston"


@some
@given(st.integers(0, 2**32))
def test_careful_clerks_write_people_in_one_of_few_ways(seed: int) -> None:
    r = random.Random(seed).random
    person = people.Person("Robert", "Alder", "Q", suffix="Jr")
    told = people.name_of(person, r, 1e-12)
    assert re.fullmatch(r"((Mr|Mrs|Ms|Dr|Rev)\.? )?Robert (Q\.? )?Alder,? Jr\.?", told), told


def test_every_kind_of_care_spreads_its_customers_over_sizes_that_add_up() -> None:
    for habits in (care.STANDARD, care.HARD):
        assert sum(habits.sizes) == pytest.approx(1.0)
        assert sum(chance for _, chance in habits.families) < 0.2
