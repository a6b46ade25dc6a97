"""What holds for every customer list: the order of rows does not matter, no pair twice, scores in bounds, no text raises."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.matching.match import find_pairs
from csvbridge.matching.normal import plain_lines, words_of
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import FIELDS, CustomerList

some = settings(max_examples=12, deadline=None)

_FIRST = [
    "Calder",
    "Bramble",
    "Tarn",
    "Fernley",
    "Otley",
    "Gossamer",
    "Nightjar",
    "Bob",
    "Robert",
    "Mary",
    "1st",
    "First",
]
_MORE = [
    "Works",
    "Wroks",
    "Foods",
    "Intl",
    "International",
    "Holdings 1",
    "Holdings 2",
    "II",
    "Jr",
    "& Sons",
    "and Sons",
]
_LAST = ["", "", "Inc", "LLC", "Ltd.", "GmbH", "(Selby)", ": Job 4", "dba Tarn Tools", "- Otley", "(DO NOT USE)"]
_TROUBLE = st.text(st.characters(codec=None), max_size=12)  # half characters too
_LIKE_CELLS = {
    "name": st.tuples(st.sampled_from(_FIRST), st.sampled_from(_MORE), st.sampled_from(_LAST)).map(" ".join),
    "phone": st.sampled_from(["", "212-555-0147", "(212) 555-0147", "212-555-0148", "303 641 9982 x5", "n/a"]),
    "email": st.sampled_from(["", "ap@calder.com", "jane.fox@calder.com", "janefox@gmail.com", "jane.fox@gmail.com"]),
    "street": st.sampled_from(["", "12 Alder Lane", "12 Alder Ln #5", "PO Box 77", "77 River Rd"]),
    "city": st.sampled_from(["", "Selby", "Otley", "St. Louis", "Saint Louis"]),
    "postal_code": st.sampled_from(["", "50010", "50010-1234", "2134", "02134"]),
}
alike = st.lists(st.fixed_dictionaries(_LIKE_CELLS), min_size=2, max_size=30)
"""Records of few words, so that many are near one another."""


def searched(records: list[dict[str, str]], known: list[bool] | None = None) -> Pairs:
    fields = sorted({field for record in records for field in record})
    columns = {field: [record.get(field, "") for record in records] for field in fields}
    return find_pairs(CustomerList(columns, len(records), known or ()), weak_limit=None)


def told(records: list[dict[str, str]], pairs: Pairs) -> Counter[object]:
    """Return the pairs by what stands in their records, with score, band, words and parts."""
    content = [tuple(sorted(record.items())) for record in records]
    return Counter(
        (
            frozenset((content[left], content[right])),
            pairs.score[place],
            pairs.band[place],
            pairs.reasons[place],
            pairs.against[place],
            parts,
        )
        for place, (left, right, parts) in enumerate(
            zip(pairs.left, pairs.right, pairs.parts(range(len(pairs))), strict=True)
        )
    )


@some
@given(alike, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(records: list[dict[str, str]], order: random.Random) -> None:
    turned = list(records)
    order.shuffle(turned)
    one, other = searched(records), searched(turned)
    assert told(records, one) == told(turned, other)
    assert one.compared == other.compared
    sizes = [sorted(map(len, pairs.groups)) for pairs in (one, other)]
    assert sizes[0] == sizes[1]


@some
@given(alike, st.randoms(use_true_random=False))
def test_who_is_known_does_not_change_the_score(records: list[dict[str, str]], choose: random.Random) -> None:
    known = [choose.random() < 0.5 for _ in records]
    one, other = searched(records), searched(records, known)
    assert told(records, one) == told(records, other)
    for left, right in zip(other.left, other.right, strict=True):
        assert known[right] or not known[left], "a record of this run stands at the left"
        assert left < right or known[left] != known[right], "of two equals, the earlier one"


@some
@given(alike)
def test_the_shape_of_what_is_found(records: list[dict[str, str]]) -> None:
    pairs = searched(records)
    places = list(zip(pairs.left, pairs.right, strict=True))
    assert all(left != right for left, right in places)
    assert len({frozenset(pair) for pair in places}) == len(places)
    assert all(0 <= score <= 1 for score in pairs.score)
    assert len(places) == len(pairs.band) == len(pairs.reasons) == len(pairs.against) == len(pairs)
    assert len(places) + pairs.withheld <= pairs.compared
    order = list(Band)
    ranks = [(order.index(band), -score) for band, score in zip(pairs.band, pairs.score, strict=True)]
    assert ranks == sorted(ranks), "the bands in order, the likeliest first"
    sure = [set(pair) for pair, band in zip(places, pairs.band, strict=True) if band in (Band.CERTAIN, Band.PROBABLE)]
    assert {member for pair in sure for member in pair} == {member for group in pairs.groups for member in group}
    assert all(any(pair <= set(group) for group in pairs.groups) for pair in sure)


@some
@given(alike)
def test_a_surer_band_has_the_higher_scores(records: list[dict[str, str]]) -> None:
    pairs = searched(records)
    lowest, highest = {}, {}
    for band, score in zip(pairs.band, pairs.score, strict=True):
        lowest[band], highest[band] = min(score, lowest.get(band, 1)), max(score, highest.get(band, 0))
    weak = max((highest[band] for band in list(Band)[2:] if band in highest), default=0)
    strong = [band for band in (Band.CERTAIN, Band.PROBABLE) if band in lowest]
    assert all(lowest[band] >= weak for band in strong)
    assert all(lowest[one] >= highest[other] for one, other in pairwise(strong))


@some
@given(alike, st.integers(0, 10))
def test_a_limit_withholds_weaker_pairs_only_and_counts_them(records: list[dict[str, str]], limit: int) -> None:
    columns = {field: [record[field] for record in records] for field in _LIKE_CELLS}
    every = find_pairs(CustomerList(columns, len(records)), weak_limit=10**6)
    some_pairs = find_pairs(CustomerList(columns, len(records)), weak_limit=limit)
    weak = [band for band in some_pairs.band if band not in (Band.CERTAIN, Band.PROBABLE)]
    assert len(weak) <= limit
    assert len(some_pairs) + some_pairs.withheld == len(every)
    assert list(every.groups) == list(some_pairs.groups)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_text_may_stand_anywhere(data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5, unique=True))
    size = data.draw(st.integers(0, 6))
    rows = {field: data.draw(st.lists(_TROUBLE, min_size=size, max_size=size)) for field in fields}
    pairs = find_pairs(
        CustomerList(rows, size), region=data.draw(st.sampled_from(["us", "uk", "ca", "au", "other", ""]))
    )
    assert all(0 <= score <= 1 for score in pairs.score)


@settings(max_examples=100, deadline=None)
@given(st.lists(_TROUBLE, max_size=5))
def test_a_plain_line_stays_as_it_is(texts: list[str]) -> None:
    lines = plain_lines(texts)
    assert len(lines) == len(texts)
    assert all(line.isascii() and "\n" not in line for line in lines)
    assert plain_lines(lines) == lines
    words = words_of(lines)
    assert words_of([" ".join(line) for line in words]) == words


@some
@given(alike, st.sampled_from(["name", "city", "street"]), st.randoms(use_true_random=False))
def test_case_and_blanks_do_not_matter(records: list[dict[str, str]], field: str, choose: random.Random) -> None:
    """The reading order of equal texts may change, never what is found (short of a crowd, where neighbours meet)."""
    records = records[:20]
    changed = [dict(record) for record in records]
    for record in changed:
        text = record[field]
        record[field] = choose.choice([text.upper(), text.lower(), f"  {text} "])
    one, other = searched(records), searched(changed)
    places = [
        {(frozenset(pair), score, band) for *pair, score, band in zip(p.left, p.right, p.score, p.band, strict=True)}
        for p in (one, other)
    ]
    assert places[0] == places[1]
