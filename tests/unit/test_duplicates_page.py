"""duplicates.html as bytes: what it carries, that nothing in it can be taken for marks, and that its policy fits it."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.likeness import AtStake
from csvbridge.matching.match import find_pairs
from csvbridge.matching.pairs import Band
from csvbridge.remembered import Decision, member
from csvbridge.reviews import duplicates_data
from csvbridge.reviews.duplicates_data import LONGEST, Points, Texts, file_name, page_data
from csvbridge.reviews.duplicates_page import MOST_PLAIN, PARTS, TEMPLATES, duplicates_page, inert_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from likenesses import customers
from pair_pages import Found, shown, told

TWINS = [{"name": "Alder", "phone": "1"}, {"name": "Alder Inc", "phone": "1"}, {"name": "Finch"}, {"name": "Finch"}]
DATA = re.compile(r'<script type="application/json" id="data" data-key="([0-9a-f]{16})">(.*?)</script>', re.DOTALL)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page(*args, **more) -> str:  # type: ignore[no-untyped-def]
    return duplicates_page(told(), shown(*args, **more))[0].decode("utf-8")


def data_of(text: str) -> dict:  # type: ignore[type-arg]
    found = DATA.search(text)
    assert found
    return json.loads(found[2])


# --- the block of data ------------------------------------------------------------------------------------------------

VALUES = st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=4), max_leaves=8)


@settings(max_examples=200)
@given(VALUES)
def test_the_data_comes_back_and_holds_no_mark(value: object) -> None:
    text = inert_json(value)
    assert json.loads(text) == value
    assert not re.search(r"[<>&\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text)


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "a\u2028b",
        "\ud800",
        "\U000e0041",
        "\x00",
        "&lt;",
        "\u202e",
    ],
)
def test_a_hostile_name_is_data_and_nothing_else(name: str) -> None:
    text = page([{"name": name}, {"name": name + " Inc"}], [Found(left=0, right=1)])
    assert text.count("<script") == 2 and text.count("</script") == 2 and "<!--" not in text
    assert name in data_of(text)["texts"]
    assert "\u202e" not in text and "\x00" not in text


def test_every_text_stands_once() -> None:
    data = data_of(page(TWINS, [Found(left=0, right=1), Found(left=2, right=3)]))
    assert len(data["texts"]) == len(set(data["texts"]))
    names = [data["texts"][record[1]] for record in data["records"]]
    assert names == ["Alder", "Alder Inc", "Finch", "Finch"]


@pytest.mark.parametrize(("length", "whole"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_a_text_that_is_too_long_is_cut_with_its_length(length: int, whole: bool) -> None:
    texts = Texts()
    number = texts.number("x" * length)
    kept = texts.values[number]
    assert (kept == "x" * length) if whole else (kept[:2] == ["x" * LONGEST, length])


def test_two_long_texts_that_differ_late_are_two() -> None:
    texts = Texts()
    numbers = [texts.number("x" * LONGEST + end) for end in "ab"]
    one, other = (texts.values[number] for number in numbers)
    assert one[:2] == other[:2] and one != other


# --- the score --------------------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(st.lists(st.floats(-9, 9), max_size=40))
def test_printed_points_add_up_to_the_printed_sum(points: list[float]) -> None:
    told = Points(Texts().number)
    parts = [(str(at), value) for at, value in enumerate(points)]
    first = told(parts)
    assert sum(first[1::2]) == round(sum(points) * 100)
    assert 0 not in first[1::2] and told(parts) == first  # what is known already is told alike


def test_the_points_of_real_pairs_are_their_score() -> None:
    twins = [
        {"name": f"Customer {n} {word}", "phone": f"207 555 01{n:02d}", "city": "Bangor", "street": f"{n} Elm St"}
        for n in range(12)
        for word in ("Harbor LLC", "Harbour")
    ]
    pairs = find_pairs(customers(twins))
    assert len(pairs) >= 12
    for number in range(len(pairs)):
        hundredths = sum(Points(Texts().number)(pairs.parts(number))[1::2])
        assert abs(1 / (1 + math.exp(-hundredths / 100)) - pairs.score[number]) < 0.0001


# --- money ------------------------------------------------------------------------------------------------------------

ONE, OTHER = (
    AtStake("1001", "Deal", "2026-10-14", "USD 1310.00", "held"),
    AtStake("1002", "Deal", "2026-10-15", "USD -10.50", "written"),
)
GONE = AtStake("", "Lost", "2026-10-15", "USD 99.00", "rejected")
MONEY = {
    "one": ([(ONE,)], "1 document, USD 1,310.00"),
    "a credit note": ([(ONE, OTHER)], "2 documents, USD 1,299.50"),
    "in two pairs": ([(ONE,), (ONE, OTHER)], "2 documents, USD 1,299.50"),
    "twice in one pair": ([(ONE, ONE)], "2 documents, USD 2,620.00"),
    "rejected": ([(ONE, GONE)], "1 document, USD 1,310.00"),
    "two currencies": ([(ONE, AtStake("3", "", "", "JPY 500", "held"))], "2 documents, JPY 500 + USD 1,310.00"),
    "none": ([()], ""),
}


@pytest.mark.parametrize(("documents", "words"), MONEY.values(), ids=MONEY)
def test_a_document_counts_once_in_its_band(documents: list[tuple[AtStake, ...]], words: str) -> None:
    pairs = shown(TWINS, [Found(left=at, right=at + 1, documents=some) for at, some in enumerate(documents)])
    assert page_data(told(), pairs)["bands"] == [["certain", len(documents), words]]


@pytest.mark.parametrize(
    ("stake", "amount"),
    [
        ("2 invoices, USD 1310.00", 13100000),
        ("1 invoice, USD -320.00", 3200000),
        ("1 invoice, JPY 500", 5000000),
        ("", 0),
    ],
)
def test_what_the_filter_by_money_compares(stake: str, amount: int) -> None:
    assert duplicates_data._filtered_amount(stake) == amount


# --- decisions, groups, limits ----------------------------------------------------------------------------------------


def test_a_decision_in_force_names_who_and_what_stays() -> None:
    left, right = (member(f"account-name {name.casefold()}", name, ()) for name in ("Alder", "Alder Inc"))
    decision = Decision(
        left=left,
        right=right,
        word="same",
        survivor=right.key,
        reason="one owner",
        decided_by="Dana",
        date="2026-10-02",
        source="a.xlsx",
    )
    data = page_data(
        told(), shown(TWINS, [Found(left=0, right=1, decided=decision), Found(left=2, right=3, decided=decision)])
    )
    own, settled = ([data["texts"][at] for at in pair[13]] for pair in data["pairs"])
    assert own == ["same", "Alder Inc", "one owner", "Dana", "2026-10-02", "a.xlsx", ""]
    assert settled[-1] == "Alder / Alder Inc"  # another pair's decision settles this one


def test_groups_of_more_than_two_are_told_and_smaller_ones_not() -> None:
    pairs = [Found(left=0, right=1), Found(left=1, right=2)]
    assert page_data(told(), shown(TWINS, pairs, [(0, 1)]))["groups"] == []
    assert page_data(told(), shown(TWINS, pairs, [(0, 1, 2)]))["groups"] == [[3, 0, 1, 2]]


def test_pairs_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates_data, "MOST_PAIRS", 1)
    data, count = duplicates_page(told(), shown(TWINS, [Found(left=0, right=1), Found(left=2, right=3)]))
    assert count == 1 and data_of(data.decode())["not_shown"] == 1
    assert data_of(data.decode())["bands"][0][1] == 2
    assert "1 more: review/duplicates.xlsx" in data.decode()


def test_without_script_the_first_pairs_can_be_read() -> None:
    size = MOST_PLAIN + 3
    records = [{"name": f"Alder & {at}", "city": "Bangor"} for at in range(2 * size)]
    text = page(records, [Found(left=2 * at, right=2 * at + 1, band=Band.PROBABLE) for at in range(size)])
    assert text.count("<section>") == MOST_PLAIN and "3 more: review/duplicates.xlsx" in text
    assert "<h2>1. Alder &amp; 0 / Alder &amp; 1</h2>" in text


# --- the policy -------------------------------------------------------------------------------------------------------


def test_the_policy_names_exactly_the_script_and_style_of_the_page() -> None:
    text = page(TWINS, [Found(left=0, right=1)])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    wanted = {
        f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"
        for part in (*SCRIPT.findall(text), *re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    }
    assert set(re.findall(r"sha256-[A-Za-z0-9+/=]+", policy.replace("&#43;", "+"))) == wanted and len(wanted) == 2
    assert policy.startswith("default-src &#39;none&#39;;") and "unsafe" not in policy and "http" not in policy


def test_the_page_asks_for_nothing_and_has_no_handler_in_its_marks() -> None:
    text = page(TWINS, [Found(left=0, right=1)])
    marks = SCRIPT.sub("", DATA.sub("", text))
    assert not re.search(r"\s(on[a-z]+|src|href|style)=(?!\"#)", marks)


@pytest.mark.parametrize("part", PARTS)
def test_the_script_writes_text_and_no_marks(part: str) -> None:
    text = (TEMPLATES / "duplicates" / f"{part}.js").read_text("utf-8")
    banned = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|WebSocket|import\(|https?:|</script|<!--"
    assert re.findall(banned, text) == []


def test_every_part_of_the_script_is_joined() -> None:
    assert sorted(PARTS) == sorted(path.stem for path in (TEMPLATES / "duplicates").glob("*.js"))


def test_equal_runs_give_equal_bytes_and_two_runs_are_told_apart() -> None:
    pairs = [Found(left=0, right=1)]
    first, second = page(TWINS, pairs), page(TWINS, pairs)
    other = page([*TWINS[:1], {"name": "Alder Ltd", "phone": "1"}, *TWINS[2:]], pairs)
    assert first == second
    keys = [found[1] for text in (first, other) if (found := DATA.search(text))]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("2026-10", "decisions-2026-10.json"),
        ("Oct & Nov", "decisions-Oct-Nov.json"),
        ("..", "decisions-run.json"),
        ("$(x)", "decisions-x.json"),
        ("Größe", "decisions-Gr-e.json"),
    ],
)
def test_the_name_of_the_file_fits_every_system(run: str, name: str) -> None:
    assert file_name(run) == name
