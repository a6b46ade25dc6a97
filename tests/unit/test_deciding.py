"""Ties of decisions, what they settle, what changed since; and matching that tells the pairs that it is asked for."""

from itertools import pairwise

import pytest
from likenesses import customers

from csvbridge.answers import answers_to, decided_pairs, places_of
from csvbridge.decision_words import change_words, quickbooks_name, with_reason
from csvbridge.lazy import Made
from csvbridge.likeness import Listed
from csvbridge.matching.match import find_pairs
from csvbridge.remembered import Decision, Member, member, quickbooks_key
from csvbridge.ties import Ties

A, B, C, D = (f"account 00{letter}" for letter in "ABCD")
Q, R, S = (quickbooks_key("customer", name) for name in ("Quill", "Reed", "Sedge"))
V = "vendor vale"

Told = tuple[str, str, str, str]
"""Left key, right key, word, and the survivor's key or QuickBooks' name."""


def decided(left: str, right: str, word: str, kept: str = "") -> Decision:
    name = kept if word == "same-as-quickbooks" else ""
    survivor = kept if word == "same" else ""
    ends = [member(key, key.partition(" ")[2], {}) for key in (left, right)]
    return Decision(left=ends[0], right=ends[1], word=word, survivor=survivor, quickbooks_name=name, decided_by="Ann")


def ties(*told: Told, **known: object) -> Ties:
    return Ties([decided(*one) for one in told], **known)  # type: ignore[arg-type]


ENDS: dict[str, tuple[list[Told], str]] = {
    "one is kept": ([(A, B, "same", B)], B),
    "a chain": ([(A, B, "same", B), (B, C, "same", C)], C),
    "a fan": ([(A, B, "same", A), (A, C, "same", A), (B, C, "same", C), (C, D, "same", C)], A),
    "QuickBooks' name": ([(A, Q, "same-as-quickbooks", "Quill")], Q),
    "another name than the pair's": ([(A, Q, "same-as-quickbooks", "Reed")], R),
    "the survivor is in QuickBooks": ([(A, Q, "same-as-quickbooks", "Quill"), (A, B, "same", A)], Q),
    "the other one is in QuickBooks": ([(A, Q, "same-as-quickbooks", "Quill"), (A, B, "same", B)], Q),
    "round in a circle, but QuickBooks has it": (
        [(A, B, "same", B), (B, C, "same", C), (A, C, "same", A), (A, Q, "same-as-quickbooks", "Quill")],
        Q,
    ),
}


@pytest.mark.parametrize(("told", "end"), ENDS.values(), ids=ENDS)
def test_a_tie_ends_at_one_name(told: list[Told], end: str) -> None:
    found = ties(*told)
    tie = found.tie(A)
    assert tie is not None and (tie.end, tie.fault) == (end, "") and found.tie(end) is tie


FAULTS: dict[str, tuple[list[Told], str]] = {
    "two survivors": ([(A, B, "same", A), (B, C, "same", C)], "two names for one customer"),
    "a circle": ([(A, B, "same", B), (B, C, "same", C), (A, C, "same", A)], "circle"),
    "a circle with a tail": (
        [(A, B, "same", B), (B, C, "same", C), (A, C, "same", A), (C, D, "same", D)],
        "circle",
    ),
    "two customers": (
        [(A, Q, "same-as-quickbooks", "Quill"), (B, R, "same-as-quickbooks", "Reed"), (A, B, "same", A)],
        "two customers of QuickBooks",
    ),
    "different after all": ([(A, B, "same", B), (B, C, "same", C), (A, C, "different", "")], "two customers"),
    "two customers kept for one": (
        [(A, Q, "same-as-quickbooks", "Quill"), (Q, R, "same", R), (Q, S, "same", S)],
        "two",
    ),
    "customers in a circle": ([(Q, R, "same", R), (R, S, "same", S), (Q, S, "same", Q), (A, R, "same", R)], "circle"),
    "a vendor": ([(A, V, "same", V)], "vendor"),
    "a survivor from elsewhere": ([(A, B, "same", C)], "neither of its two records"),
}


@pytest.mark.parametrize(("told", "words"), FAULTS.values(), ids=FAULTS)
def test_a_tie_that_cannot_be_told_says_why(told: list[Told], words: str) -> None:
    tie = ties(*told).tie(A)
    assert tie is not None and tie.end == "" and words in tie.fault and "(decided by Ann)" in tie.told


def test_a_name_that_gives_way_is_told() -> None:
    tie = ties((A, Q, "same-as-quickbooks", "Quill"), (A, B, "same", B)).tie(B)
    assert tie is not None and tie.overruled is not None and tie.overruled.survivor == B


def test_a_record_is_what_it_is_anyhow() -> None:
    """An account that is a customer stands under that customer's key; a customer is never written anew."""
    own = {A: Q}.get
    found = ties((A, B, "same", B), same_record=lambda key: own(key) or key)
    tie = found.tie(B)
    assert tie is not None and tie.end == Q and found.tie(A) is tie and found.settled(Q, B) is not None


@pytest.mark.parametrize(
    ("shown", "told", "end"),
    [
        (None, [(Q, R, "same", R)], R),
        ((Q, R), [(Q, R, "same", R)], R),
        ((R,), [(Q, R, "same", R)], R),
        ((Q,), [(Q, R, "same", R)], Q),
        ((Q, S), [(Q, R, "same", R), (R, S, "same", S)], S),
        ((), [(Q, R, "same", R)], R),
    ],
    ids=["no list", "both listed", "merged", "merged the other way", "merged in part", "neither listed"],
)
def test_of_two_customers_the_kept_one_is_the_end_unless_the_list_lacks_it(
    shown: tuple[str, ...] | None, told: list[Told], end: str
) -> None:
    found = ties(
        *told, (A, Q, "same-as-quickbooks", "Quill"), in_quickbooks=lambda key: None if shown is None else key in shown
    )
    tie = found.tie(A)
    assert tie is not None and (tie.end, tie.fault) == (end, "") and found.tie(Q) is tie


def test_what_the_profile_says_of_an_account_ties_no_customers() -> None:
    """The crosswalk maps A to Quill; the decision that it is Reed gives way, and says nothing of Quill."""
    found = ties((A, R, "same-as-quickbooks", "Reed"), same_record=lambda key: Q if key == A else key)
    assert found.tie(Q) is None


SETTLED: dict[str, tuple[list[Told], tuple[str, str], str | None]] = {
    "the pair itself": ([(A, B, "related", "")], (B, A), "related"),
    "nobody spoke of it": ([(A, B, "related", "")], (A, C), None),
    "one by way of a third": ([(A, B, "same", B), (B, C, "same", C)], (A, C), "same"),
    "two by way of a third": ([(A, B, "same", B), (B, C, "different", "")], (A, C), "different"),
    "hold stands before different": (
        [(A, B, "same", B), (B, C, "different", ""), (B, D, "same", D), (D, C, "hold", "")],
        (A, C),
        "hold",
    ),
    "another candidate in QuickBooks": ([(A, Q, "same-as-quickbooks", "Quill")], (A, R), "same-as-quickbooks"),
    "a vendor as candidate": ([(A, Q, "same-as-quickbooks", "Quill")], (A, V), "same-as-quickbooks"),
    "a new account stays a question": ([(A, Q, "same-as-quickbooks", "Quill")], (A, B), None),
    "two that QuickBooks has stay a question": ([(A, Q, "same-as-quickbooks", "Quill")], (Q, R), None),
}


@pytest.mark.parametrize(("told", "ends", "word"), SETTLED.values(), ids=SETTLED)
def test_what_is_settled(told: list[Told], ends: tuple[str, str], word: str | None) -> None:
    found = ties(*told)
    for one, other in (ends, ends[::-1]):
        answer = found.settled(one, other)
        assert (None if answer is None else answer.word) == word


def test_a_thousand_ties_in_a_row_are_one() -> None:
    keys = [f"account {number:05d}" for number in range(5_000)]
    found = ties(*((one, other, "same", other) for one, other in pairwise(keys)))
    tie = found.tie(keys[0])
    assert tie is not None and tie.end == keys[-1] and len(tie.members) == 5_000 and "and 4993 more" in tie.told


# --- words -------------------------------------------------------------------------------------------------------------


def test_what_changed_is_told_with_both_texts() -> None:
    before = member(A, "Alder", {"name": "Alder", "phone": "(413) 555-0100", "email": ""})
    decision = Decision(left=before, right=member(B, "B", {}), word="same", decided_by="Ann", date="2026-11-02")
    now = member(A, "Alder", {"name": "ALDER", "phone": "413 555 0101", "email": "a@b.example"})
    assert change_words(decision, (now, None)) == (
        '"Alder": e-mail was blank when decided by Ann on 2026-11-02, now "a@b.example"; '
        '"Alder": phone was "(413) 555-0100" when decided by Ann on 2026-11-02, now "413 555 0101"'
    )
    assert change_words(decision, (before, None)) == ""


def test_a_name_in_quickbooks_is_the_pairs_unless_another_is_given() -> None:
    pair = (member(Q, "Quill", {}), member(A, "Alder", {}))
    assert quickbooks_name(Decision(left=pair[0], right=pair[1], word="same-as-quickbooks")) == "Quill"
    given = Decision(left=pair[0], right=pair[1], word="same-as-quickbooks", quickbooks_name=" Reed ", reason="so")
    assert (quickbooks_name(given), with_reason(given)) == ("Reed", "decided (so)")


# --- lists -------------------------------------------------------------------------------------------------------------


def test_made_entries_are_a_sequence() -> None:
    made = Made(3, lambda at: at * 10)
    assert (list(made), len(made), made[-1], made[1:]) == ([0, 10, 20], 3, 20, [10, 20])
    with pytest.raises(IndexError):
        made[3]


RECORDS = [
    {"name": "Alder Works LLC", "phone": "413 555 0100"},
    {"name": "Alder Works", "phone": "413 555 0100"},
    {"name": "Zenith Corp", "phone": "413 555 0101"},
    {"name": "Birch"},
]


def test_matching_tells_what_it_is_asked_for_and_nothing_else_changes() -> None:
    plain = find_pairs(customers(RECORDS))
    asked = find_pairs(customers(RECORDS), also=[(3, 0), (0, 1), (2, 1), (1, 2)])
    size = len(plain)
    assert (size, asked.also, plain.also) == (1, 2, 0)
    assert sorted(zip(asked.left[size:], asked.right[size:], strict=True)) == [(0, 3), (1, 2)]
    for name in ("left", "right", "score", "band", "reasons"):
        assert list(getattr(asked, name)[:size]) == list(getattr(plain, name))
    assert set(asked.band[size:]) == {"possible"} and all(0 < score < 0.2 for score in asked.score[size:])
    assert asked.groups == plain.groups


def test_what_the_limit_left_out_and_is_asked_for_is_not_left_out() -> None:
    places = [{"city": "York", "street": "1 Mill Lane", "phone": "413 555 0100"},
              {"city": "Leeds", "street": "99 Quay Road", "phone": "617 555 0999"}]  # fmt: skip
    given = customers([{"name": f"{name} Works", **place} for name in ("Alder", "Birch", "Cedar") for place in places])
    every, few = find_pairs(given, weak_limit=10**6), find_pairs(given, weak_limit=1)
    assert few.withheld == len(every) - len(few) > 0
    also = list(zip(every.left, every.right, strict=True))
    asked = find_pairs(given, weak_limit=1, also=also)
    assert (asked.withheld, len(asked)) == (0, len(every))
    told_ = sorted(zip(asked.left, asked.right, asked.score, strict=True))
    assert told_ == sorted(zip(every.left, every.right, every.score, strict=True))


def listed(*names: str, known: tuple[bool, ...] = ()) -> Listed:
    size = len(names)
    return Listed(
        customers=customers([{"name": name, "phone": str(at)} for at, name in enumerate(names)], known),
        file=["a.csv"] * size,
        sheet=[""] * size,
        row=list(range(2, size + 2)),
        row_id=list(range(size)),
        id=["" if known and known[at] else f"00{name}" for at, name in enumerate(names)],
        name=names,
        kind=["customer" if known and known[at] else "account" for at in range(size)],
        carried={"account": frozenset({"name", "phone"}), "customer": frozenset({"name"})},
    )


def told(left: Member, right: Member, word: str) -> Decision:
    return Decision(left=left, right=right, word=word, decided_by="Ann", date="2026-11-02")


def test_a_list_is_answered_by_keys() -> None:
    there = listed("A", "B", "Quill", known=(False, False, True))
    here = member(A, "A", {"name": "A", "phone": "0"})
    decisions = [
        told(member(Q, "Quill", {"name": "Quill"}), here, "same-as-quickbooks"),
        told(here, member(B, "B", {"name": "B", "phone": "9"}), "different"),
        told(member(C, "C", {}), member(D, "D", {}), "different"),
    ]
    places = places_of(there, decisions)
    assert (places, decided_pairs(places, decisions)) == ({A: 0, B: 1, Q: 2}, [(2, 0), (0, 1)])
    pairs = find_pairs(there.customers, also=decided_pairs(places, decisions))
    answers = answers_to(there, pairs, decisions, places)
    words = {(pairs.left[n], pairs.right[n]): answers.asked.words[n] for n in range(len(pairs))}
    assert words == {(0, 1): "different", (0, 2): "same-as-quickbooks"}
    assert [decision.word for decision in answers.in_force] == ["different", "same-as-quickbooks"]


def test_two_records_of_one_key_are_meant_by_no_decision() -> None:
    there = listed("A", "A")
    assert places_of(there, [told(member(A, "A", {}), member(B, "B", {}), "different")]) == {}
