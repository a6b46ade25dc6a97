"""Comparison levels: for every comparison, two small records that reach each of its steps.

A row is (comparison, step, one record, the other, what else stands in the list): rarity is of the list.
"""

from __future__ import annotations

import random
from itertools import chain

import numpy as np
import pytest
from likenesses import Record, customers, steps_of

from csvbridge.matching import levels
from csvbridge.matching.comparisons import load_comparisons, load_weights
from csvbridge.matching.facts import count
from csvbridge.matching.parts import take_apart

_LETTERS = "bcdfghjklmnpqrstvwxz"
_RANDOM = random.Random(7)
WORDS = ["".join(_RANDOM.choice(_LETTERS) for _ in range(9)) for _ in range(1200)]
"""Words that no list knows and that are not like one another."""


def names(*texts: str) -> list[Record]:
    return [{"name": text} for text in texts]


def share_of_letters(same: int, of: int) -> tuple[Record, Record]:
    return {"name": "m" * same + "q" * (of - same)}, {"name": "m" * same + "z" * (of - same)}


def in_a_hundred(common: int, alone: int) -> tuple[Record, Record, list[Record]]:
    """Two names that share words and have others, all rare among 99 records."""
    both, mine, yours = WORDS[:common], WORDS[50 : 50 + alone], WORDS[80 : 80 + alone]
    one, other = {"name": " ".join((*both, *mine))}, {"name": " ".join((*both, *yours))}
    return one, other, names(*WORDS[100:197])


def alone_in(bearers: int) -> tuple[Record, Record, list[Record]]:
    """Two names of a common word and another that so many of 99 records, or of more, have."""
    one, other = {"name": f"{WORDS[0]} {WORDS[1]}"}, {"name": f"{WORDS[0]} {WORDS[2]}"}
    rest = [*names(*[WORDS[1]] * (bearers - 1)), *names(*[WORDS[2]] * (bearers - 1))]
    return one, other, rest + names(*WORDS[100 : max(197 - len(rest), 100)])


def common_in(*bearers: int) -> tuple[Record, Record, list[Record]]:
    """Two equal names of words that so many of 1,000 records have."""
    one = {"name": " ".join(WORDS[: len(bearers)])}
    rest = list(chain.from_iterable(names(*[WORDS[place]] * (many - 2)) for place, many in enumerate(bearers)))
    return one, dict(one), rest + names(*WORDS[20 : 1018 - len(rest)])


def crowd_of(many: int) -> tuple[Record, Record, list[Record]]:
    return {"name": "Calder"}, {"name": "Calder"}, names(*["Calder"] * (many - 2))


def phones(one: str, other: str, *rest: str) -> tuple[Record, Record, list[Record]]:
    return {"phone": one}, {"phone": other}, [{"phone": text} for text in rest]


def mails(one: str, other: str, *rest: str) -> tuple[Record, Record, list[Record]]:
    return {"email": one}, {"email": other}, [{"email": text} for text in rest]


def sites(one: str, other: str, *rest: str) -> tuple[Record, Record, list[Record]]:
    return {"website": one}, {"website": other}, [{"website": text} for text in rest]


def field(name: str, one: str, other: str) -> tuple[Record, Record]:
    return {name: one}, {name: other}


PHONE, BOX, SITE = "212-555-0147", "jane@calder.com", "calder.com"
CASES: list[tuple[object, ...]] = [
    ("name", 0, {"name": ""}, {"name": "Calder"}),
    ("name", 1, {"name": "Calder Works Inc"}, {"name": "The CALDER works, LLC"}),
    ("name", 2, {"name": "Calder Tarn"}, {"name": "Tarn Calder"}),
    ("name", 3, *share_of_letters(9, 10)),
    ("name", 4, *share_of_letters(21, 25)),
    ("name", 5, {"name": "Bramble Quay Tarn"}, {"name": "BQT"}),
    ("name", 6, {"name": "Bramble"}, {"name": "Bramble Quay Tarn Fernley"}),
    ("name", 7, *in_a_hundred(2, 1)),
    ("name", 8, *in_a_hundred(1, 2)),
    ("name", 9, {"name": "Bramble"}, {"name": "Tarn"}),
    ("letters", 0, {"name": ""}, {"name": ""}),
    ("letters", 1, *share_of_letters(2, 10)),
    ("letters", 2, *share_of_letters(4, 10)),
    ("letters", 3, *share_of_letters(11, 20)),
    ("letters", 4, *share_of_letters(13, 20)),
    ("letters", 5, *share_of_letters(15, 20)),
    ("letters", 6, *share_of_letters(21, 25)),
    ("letters", 7, *share_of_letters(22, 25)),
    ("letters", 8, *share_of_letters(23, 25)),
    ("letters", 9, *share_of_letters(24, 25)),
    ("letters", 10, *share_of_letters(10, 10)),
    ("cover", 0, {"name": "Calder"}, {"name": ""}),
    ("cover", 1, *in_a_hundred(0, 1)),
    ("cover", 2, *in_a_hundred(1, 4)),
    ("cover", 3, *in_a_hundred(1, 2)),
    ("cover", 4, *in_a_hundred(1, 1)),
    ("cover", 5, *in_a_hundred(2, 1)),
    ("cover", 6, *in_a_hundred(3, 1)),
    ("cover", 7, *in_a_hundred(5, 1)),
    ("cover", 8, *in_a_hundred(8, 1)),
    ("cover", 9, *in_a_hundred(18, 1)),
    ("cover", 10, *in_a_hundred(1, 0)),
    ("conflict", 0, {"name": ""}, {"name": "Calder"}),
    ("conflict", 1, {"name": "Calder"}, {"name": "Calder"}),
    ("conflict", 2, {"name": "Calder"}, {"name": "Calder Tarn"}),
    ("conflict", 3, *alone_in(110)),
    ("conflict", 4, *alone_in(20)),
    ("conflict", 5, *alone_in(3)),
    ("conflict", 6, *alone_in(1)),
    ("conflict", 7, {"name": "J Calder"}, {"name": "John Peter Calder"}),
    ("apart", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("apart", 1, {"name": "Calder Tarn"}, {"name": "Calder Tarn Foundation"}),
    ("apart", 2, {"name": "Calder Tarn"}, {"name": "Calder Tarn Bramble"}),
    ("apart", 3, {"name": "Calder Bramblequay"}, {"name": "Calder Brumbelkway"}),
    ("apart", 4, {"name": "Calder Plumbing"}, {"name": "Calder Plastering"}),
    ("apart", 5, {"name": "Calder Plumbing"}, {"name": "Calder Tarnquay"}),
    ("apart", 6, {"name": "Calder Bramble"}, {"name": "Calder Tarnquay"}),
    ("apart", 7, {"name": "Calder Tarn North"}, {"name": "Calder Tarn South"}),
    ("apart", 7, {"name": "Calder Tarn Upper"}, {"name": "Calder Tarn Lower"}),
    ("apart", 7, {"name": "Calder Tower A"}, {"name": "Calder Tower B"}),
    ("people", 0, {"name": "Mary Calder"}, {"name": "Calder Plumbing"}),
    ("people", 1, {"name": "Mary Calder"}, {"name": "Calder, Mary"}),
    ("people", 2, {"name": "Bob Calder"}, {"name": "Robert Calder"}),
    ("people", 2, {"name": "R Calder"}, {"name": "Robert Calder"}),
    ("people", 3, {"name": "Robert Calder"}, {"name": "Robert Caldre"}),
    ("people", 4, {"name": "Patrick Calder"}, {"name": "Patricia Calder"}),
    ("people", 5, {"name": "Mary Calder"}, {"name": "Mary Jane Calder"}),
    ("people", 6, {"name": "Mary Calder"}, {"name": "John Calder"}),
    ("people", 7, {"name": "John A Calder"}, {"name": "John B Calder"}),
    ("people", 8, {"name": "Mary Calder"}, {"name": "Mary Tarnquay"}),
    ("people", 9, {"name": "Mary Calder"}, {"name": "John Tarnquay"}),
    ("rare", 0, {"name": ""}, {"name": ""}),
    ("rare", 1, *common_in(500)),
    ("rare", 2, *common_in(100)),
    ("rare", 3, *common_in(30)),
    ("rare", 4, *common_in(6)),
    ("rare", 5, *common_in(2)),
    ("rare", 6, *common_in(30, 10)),
    ("rare", 7, *common_in(6, 10)),
    ("rare", 8, *common_in(2, 2)),
    ("rare", 9, *common_in(2, 2, 30)),
    ("rare", 10, *common_in(2, 2, 2, 2)),
    ("crowd", 0, {"name": ""}, {"name": "Calder"}),
    ("crowd", 1, {"name": "Calder"}, {"name": "Tarn"}),
    ("crowd", 2, *crowd_of(2)),
    ("crowd", 3, *crowd_of(3)),
    ("crowd", 4, *crowd_of(5)),
    ("crowd", 5, *crowd_of(10)),
    ("crowd", 6, *crowd_of(30)),
    ("crowd", 7, *crowd_of(31)),
    ("legal", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("legal", 1, {"name": "Calder Ltd"}, {"name": "Calder Limited"}),
    ("legal", 2, {"name": "Calder Ltd"}, {"name": "Calder"}),
    ("legal", 3, {"name": "Calder Ltd"}, {"name": "Calder GmbH"}),
    ("spelled", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("spelled", 1, {"name": "Bramble Quay"}, {"name": "Brambel Quay"}),
    ("spelled", 2, {"name": "Robert Calder"}, {"name": "Bob Calder"}),
    ("spelled", 3, {"name": "R Calder"}, {"name": "Robert Calder"}),
    ("number", 0, {"name": "Calder Senior Living LLC"}, {"name": "Calder Senior Living"}),
    ("number", 0, {"name": "Calder Junior High School"}, {"name": "Calder High School"}),
    ("number", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("number", 1, {"name": "Calder Holdings 2"}, {"name": "Calder Holdings II"}),
    ("number", 2, {"name": "Calder Holdings"}, {"name": "Calder Holdings 2"}),
    ("number", 3, {"name": "Route 66 Store 4"}, {"name": "Route 66"}),
    ("number", 4, {"name": "Calder Holdings 1"}, {"name": "Calder Holdings 2"}),
    ("child", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("child", 1, {"name": "Calder: Kitchen"}, {"name": "Calder (Kitchen)"}),
    ("child", 2, {"name": "Calder Tarn LLC-1"}, {"name": "Calder Tarn LLC"}),
    ("child", 4, {"name": "Calder Tarn-1"}, {"name": "Calder Tarn-2"}),
    ("child", 2, {"name": "Calder (Selby)"}, {"name": "Calder", "city": "Selby"}),
    ("child", 2, {"name": "Calder (York City)"}, {"name": "Calder", "city": "York City"}),
    ("child", 2, {"name": "Calder (Cologne)"}, {"name": "Calder", "city": "Köln"}),
    ("child", 2, {"name": "Calder (Selby branch)"}, {"name": "Calder", "city": "Selby"}),
    ("child", 2, {"name": "Calder (Canada)"}, {"name": "Calder", "country": "CA"}),
    ("child", 2, {"name": "Calder (WA)"}, {"name": "Calder", "state": "Western Australia"}),
    ("child", 2, {"name": "Calder (Bryn Awel)"}, {"name": "Calder", "street": "Bryn Awel, Park Rd"}),
    ("child", 3, {"name": "Calder (Selby)"}, {"name": "Calder", "city": "Otley"}),
    ("child", 3, {"name": "Calder (branch)"}, {"name": "Calder", "city": "Otley"}),
    ("child", 3, {"name": "Calder: Phase 5"}, {"name": "Calder"}),
    # a branch is one by its company's name, too; and two customers of one company are told apart by their own names
    ("child", 4, {"name": "Calder - Selby", "company": "Calder"}, {"name": "Calder - Otley", "company": "Calder"}),
    ("child", 4, {"name": "Ash County Jail", "company": "Ash"}, {"name": "Ash County Library", "company": "Ash"}),
    ("child", 0, {"name": "Ash County Jail", "company": "Ash"}, {"name": "Ash County Jial", "company": "Ash"}),
    ("number", 4, {"name": "Shop 3", "company": "Calder"}, {"name": "Shop 7", "company": "Calder"}),
    ("number", 0, {"name": "Shop 3", "company": "Calder"}, {"name": "Calder"}),
    # houses
    ("child", 4, {"name": "9 Elm LLC"}, {"name": "9 Oak LLC"}),
    ("child", 4, {"name": "47 Elm Park Ltd"}, {"name": "47 Elm Grove Ltd"}),
    ("child", 4, {"name": "WEG Lindenstr. 12"}, {"name": "WEG Lindenallee 12"}),
    ("child", 0, {"name": "WEG Lindenstr. 12"}, {"name": "WEG Lindenstraße 12"}),
    ("child", 0, {"name": "9 Chestnut LLC"}, {"name": "9 Chesnut LLC"}),
    ("name", 1, {"name": "123 Main St LLC"}, {"name": "123 Main Street, LLC c/o Calder Management"}),
    ("name", 1, {"name": "9 Lake Dr LLC"}, {"name": "9 Lake Drive LLC"}),
    ("name", 1, {"name": "Main St Cafe"}, {"name": "Main Street Cafe"}),
    ("name", 1, {"name": "Calder & Sons (Builders) Ltd"}, {"name": "Calder & Sons Builders"}),
    ("name", 1, {"name": "A-1 Rental"}, {"name": "A1 Rentals"}),
    # people by their titles, and who has two names
    ("kind", 4, {"name": "Dr N Subra", "company": "Calder Dental"}, {"name": "Calder Dental"}),
    ("kind", 2, {"name": "Lee Park t/a Calder Dental"}, {"name": "Calder Dental"}),
    ("people", 1, {"name": "Lee Park t/a Calder Fern"}, {"name": "Calder Fern"}),
    ("child", 4, {"name": "Calder (Selby)"}, {"name": "Calder (Otley)"}),
    ("called", 0, {"name": "Calder Foods", "company": "Bramble Quay Inc"}, {"name": "Calder Foods Inc"}),
    ("called", 0, {"name": "Calder Foods", "company": "Bramble Quay Inc"}, {"name": "Otterburn"}),
    ("called", 1, {"name": "Calder Foods", "company": "Bramble Quay Inc"}, {"name": "Bramble Quay LLC"}),
    (
        *("called", 2),
        {"name": "Mary Calder", "company": "Bramble Quay Inc"},
        {"name": "John Doe", "company": "Bramble Quay"},
    ),
    ("called", 3, {"name": "Calder Foods dba Bramble Quay"}, {"name": "Bramble Quay"}),
    ("called", 4, {"name": "Calder Foods dba Bramble Quay"}, {"name": "Otterburn LLC dba Bramble Quay"}),
    (
        *("called", 5),
        {"name": "Calder Foods dba Bramble Quay"},
        {"name": "John Doe", "company": "Bramble Quay"},
    ),
    ("kind", 0, {"name": ""}, {"name": "Mary Calder"}),
    ("kind", 1, {"name": "Mary Calder"}, {"name": "John Calder"}),
    ("kind", 2, {"name": "Calder Plumbing"}, {"name": "Calder Foods Inc"}),
    ("kind", 3, {"name": "Mary Calder"}, {"name": "Calder Plumbing"}),
    ("kind", 4, {"name": "Mary Calder", "company": "Bramble Quay Inc"}, {"name": "Bramble Quay Inc"}),
    ("couple", 0, {"name": "Mary & John Calder"}, {"name": "John and Mary Calder"}),
    ("couple", 1, {"name": "Mary & John Calder"}, {"name": "Mary Calder"}),
    ("length", 0, {"name": ""}, {"name": "Calder"}),
    ("length", 1, {"name": "Calder"}, {"name": "Calder Tarn"}),
    ("length", 2, {"name": "Calder Tarn"}, {"name": "Calder Tarn"}),
    ("length", 3, {"name": "Calder Tarn Quay"}, {"name": "Calder Tarn Quay Fernley"}),
    ("length", 4, {"name": "Calder Tarn Quay Fernley Otley"}, {"name": "Calder Tarn Quay Fernley"}),
    ("phone", 0, *phones("", PHONE)),
    ("phone", 1, *phones(PHONE, "+1 (212) 555-0147")),
    ("phone", 2, *phones(PHONE, PHONE, PHONE, PHONE)),
    ("phone", 3, *phones(*[PHONE] * 9)),
    ("phone", 4, *phones(PHONE, "212-555-0148")),
    ("phone", 4, *phones(PHONE, "212-555-0174")),  # two neighbours exchanged
    ("phone", 5, *phones(PHONE, "212-555-0238")),
    ("phone", 6, *phones(PHONE, "303-641-9982")),
    ("email", 0, *mails("", BOX)),
    ("email", 1, *mails(BOX, "Jane <JANE@calder.com>")),
    ("email", 2, *mails(*[BOX] * 5)),
    ("email", 3, *mails("jane.fox@gmail.com", "janefox+bills@gmail.com")),
    ("email", 4, *mails("jane.fox@calder.com", "jane.fix@calder.com")),
    ("email", 5, *mails("jane.fox@gmail.com", "jan.fix@gmail.com")),
    ("email", 6, *mails("jane.fox@calder.com", "jane.fox@bramblequay.org")),
    ("email", 7, *mails("jane.fox@calder.com", "ap@calder.com")),
    ("email", 8, *mails("jane.fox@calder.com", "peter@bramblequay.org")),
    ("email", 8, *mails("info@calder.com", "info@bramblequay.org")),
    ("email", 8, *mails("jane.fox@gmail.com", "peter.tarn@gmail.com")),
    ("site", 0, *sites("", SITE)),
    ("site", 1, *sites(SITE, "https://www.calder.com/")),
    ("site", 2, *sites(*[SITE] * 5)),
    ("site", 3, *sites(*[SITE] * 12)),
    ("site", 4, *sites(SITE, "caldar.com")),
    ("site", 5, *sites(SITE, "bramblequay.org")),
    ("domain", 0, {"name": "Calder"}, {"name": "Calder"}),
    ("domain", 1, {"name": "Calder"}, {"name": "Jane Fox", "website": "calder.com"}),
    ("domain", 1, {"name": "Bramble Quay Tarn"}, {"email": "jane@bqt.com"}),
    ("domain", 2, {"name": "Calder"}, {"name": "Jane Fox", "website": "caldar.com"}),
    ("domain", 3, {"name": "Calder"}, {"name": "Jane Fox", "website": "bramblequay.org"}),
    ("street", 0, *field("street", "", "12 Alder Lane")),
    ("street", 1, *field("street", "12 Alder Lane", "12 ALDER LN.")),
    ("street", 1, *field("street", "PO Box 77", "P.O. Box 77")),
    ("street", 2, *field("street", "12 Alder Lane", "12 Old Alder Lane")),
    ("street", 3, *field("street", "12 Alder Lane", "12 Aldar Lane")),
    ("street", 4, *field("street", "123 Alder Lane", "128 Alder Lane")),
    ("street", 5, *field("street", "12 Alder Lane", "12 Bramble Lane")),
    ("street", 6, *field("street", "12 Alder Lane", "507 Alder Lane")),
    ("street", 7, *field("street", "12 Alder Lane", "507 Bramble Lane")),
    ("street", 7, *field("street", "PO Box 77", "PO Box 78")),
    ("unit", 0, *field("street", "12 Alder Lane", "12 Alder Lane")),
    ("unit", 0, *field("street", "12 Alder Lane #5", "507 Bramble Lane #5")),
    ("unit", 1, *field("street", "12 Alder Lane #5", "12 Alder Lane Suite 5")),
    ("unit", 2, *field("street", "12 Alder Lane #5", "12 Alder Lane")),
    ("unit", 3, *field("street", "12 Alder Lane #5", "12 Alder Lane #6")),
    ("postal", 0, *field("postal_code", "", "50010")),
    ("postal", 1, *field("postal_code", "02134-1234", "2134")),
    ("postal", 2, *field("postal_code", "50010", "50011")),
    ("postal", 3, *field("postal_code", "50010", "50101")),
    ("postal", 4, *field("postal_code", "50010", "98223")),
    ("city", 0, *field("city", "", "Selby")),
    ("city", 1, *field("city", "St. Louis", "SAINT LOUIS")),
    ("city", 2, *field("city", "Springfield", "Sprngfield")),
    ("city", 3, *field("city", "Springfield", "Springtown")),
    ("city", 4, *field("city", "Selby", "Otley")),
    ("state", 0, *field("state", "", "IA")),
    ("state", 1, *field("state", "Iowa", "ia")),
    ("state", 2, *field("state", "IA", "NE")),
    ("country", 0, *field("country", "", "US")),
    ("country", 1, *field("country", "USA", "United States")),
    ("country", 2, *field("country", "USA", "Canada")),
    ("tax", 0, *field("tax_id", "", "12-3456789")),
    ("tax", 1, *field("tax_id", "12-3456789", "123456789")),
    ("tax", 2, *field("tax_id", "12-3456789", "12-3456780")),
    ("currency", 0, *field("currency", "", "USD")),
    ("currency", 1, *field("currency", "usd", "USD")),
    ("currency", 2, *field("currency", "USD", "CAD")),
]


def _steps(case: tuple[object, ...], *, turned: bool = False) -> dict[str, int]:
    _, _, one, other, *rest = case
    others = rest[0] if rest else []
    return steps_of(other, one, *others) if turned else steps_of(one, other, *others)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_step(case: tuple[object, ...]) -> None:
    name, step = case[:2]
    assert _steps(case)[str(name)] == step
    assert _steps(case, turned=True)[str(name)] == step, "the other way round"


OF_A_THIRD = {"through", "rival", "likelier"}
OF_TWO = [c for c in load_comparisons() if c.name not in OF_A_THIRD]
"""What a third record says has its own tests, test_matching_through.py and test_matching_rivals.py."""


def test_every_step_of_every_comparison_is_reached() -> None:
    reached = {(case[0], case[1]) for case in CASES}
    named = {(c.name, step) for c in OF_TWO for step in range(c.steps + 1)}
    assert reached == named


def test_what_is_compared_is_what_is_told_and_what_is_weighed() -> None:
    compared = set(steps_of({"name": "Calder"}, {"name": "Calder"}))
    weights = load_weights()
    assert compared == {c.name for c in OF_TWO}
    assert compared | OF_A_THIRD == set(weights.single)
    assert {name for cross in weights.crossed for name in cross} <= compared | OF_A_THIRD


@pytest.mark.parametrize("comparison", OF_TWO, ids=lambda comparison: comparison.name)
def test_nothing_known_of_two_records_is_step_nought(comparison: object) -> None:
    """Missing is neither for nor against: no words, no points, in every cross."""
    weights = load_weights()
    name = comparison.name  # type: ignore[attr-defined]
    assert steps_of({"name": ""}, {"name": ""})[name] == 0
    assert weights.single[name][0] == 0
    for of, points in weights.crossed.items():
        if name in of:
            assert not points.take(0, axis=of.index(name)).any()


def test_many_pairs_at_once_are_compared_as_each_alone() -> None:
    """One column, many rows: nothing of a pair depends on the pairs beside it."""
    texts = [
        "Calder Works",
        "Calder Wroks",
        "Bob Calder",
        "Robert Calder",
        "BQT",
        "Bramble Quay Tarn",
        "",
        "Store 1",
        "Store 2",
    ]
    records = [{"name": t, "phone": f"212-555-01{n % 3}7", "email": f"{t[:3]}@calder.com"} for n, t in enumerate(texts)]
    parts = take_apart(customers(records), "us")
    facts = count(parts)
    left, right = (
        np.array(side, np.int32) for side in zip(*((a, b) for a in range(9) for b in range(a + 1, 9)), strict=True)
    )
    whole = levels.compare(parts, facts, left, right)
    for place in range(len(left)):
        alone = levels.compare(parts, facts, left[place : place + 1], right[place : place + 1])
        assert {name: int(column[0]) for name, column in alone.items()} == {
            name: int(column[place]) for name, column in whole.items()
        }


def test_no_pairs_are_compared_to_nothing() -> None:
    parts = take_apart(customers([{"name": "Calder"}, {"name": "Tarn"}]), "us")
    none = np.zeros(0, np.int32)
    assert {len(column) for column in levels.compare(parts, count(parts), none, none).values()} == {0}
