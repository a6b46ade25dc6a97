"""What several answers say of one another, and of what was decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from deciding_cases import (
    ALDER,
    ALDER_THREE,
    ALDER_TWO,
    ALSO_THERE,
    CUSTOMER,
    IN_QUICKBOOKS,
    TWO_ACCOUNTS,
    VENDOR,
    FakeMemory,
    account,
    answer,
    codes,
    known,
    question,
    taken,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.decisions.answers import Answer
from csvbridge.decisions.together import decision_words, meaning
from csvbridge.ties import Ties

FIRST = TWO_ACCOUNTS  # Alder LLC, Alder
SECOND = question(ALDER_TWO, ALDER_THREE)
THIRD = question(ALDER, ALDER_THREE)
OTHER_CUSTOMER = question(ALDER, ALSO_THERE, "customer")
MERGED = question(IN_QUICKBOOKS, ALSO_THERE, "customer", "customer")
THIRD_THERE = known("customer", "Alder Corp")
MERGED_TOO = question(IN_QUICKBOOKS, THIRD_THERE, "customer", "customer")
MERGED_LAST = question(ALSO_THERE, THIRD_THERE, "customer", "customer")
ALL = (FIRST, SECOND, THIRD, CUSTOMER, OTHER_CUSTOMER, VENDOR, MERGED, MERGED_TOO, MERGED_LAST)


def memory() -> FakeMemory:
    return FakeMemory(asked=ALL)


def rows(*answers: Answer) -> list[Answer]:
    return [replace(one, row=at) for at, one in enumerate(answers, 2)]


# --- one pair, several answers ----------------------------------------------------------------------------------------


def test_two_different_answers_to_one_pair_are_both_refused() -> None:
    outcome = taken(rows(answer(CUSTOMER, "different"), answer(VENDOR, "related"), answer(CUSTOMER, "hold")), memory())
    assert [one.word for one in outcome.taken] == ["related"]
    assert [(one.code, one.row) for one in outcome.findings] == [("DEC565", 2), ("DEC565", 4)]
    assert "different here, hold in row 4" in outcome.findings[0].message
    assert "hold here, different in row 2" in outcome.findings[1].message


def test_one_answer_said_twice_is_one_decision() -> None:
    outcome = taken(rows(answer(CUSTOMER, "different"), answer(CUSTOMER, "Different")), memory())
    assert len(outcome.taken) == 1 and outcome.known == 1 and codes(outcome) == []


def test_a_row_that_is_not_sound_still_contradicts() -> None:
    outcome = taken(rows(answer(FIRST, "different"), answer(FIRST, "same")), memory())
    assert outcome.taken == [] and codes(outcome).count("DEC565") == 2


def test_two_survivors_of_one_pair_are_two_answers() -> None:
    told = (answer(FIRST, "same", survivor="left"), answer(FIRST, "same", survivor="right"))
    assert codes(taken(rows(*told), memory())) == ["DEC565"] * 2


# --- earlier decisions ------------------------------------------------------------------------------------------------


def test_the_same_file_again_is_nothing_new() -> None:
    known, told = memory(), rows(answer(CUSTOMER, "same-as-quickbooks", reason="letter"), answer(VENDOR, "different"))
    assert len(taken(told, known).taken) == 2
    again = taken(told, known)
    assert (again.taken, again.known, again.findings, again.exit_code) == ([], 2, [], 0)


def test_a_changed_mind_counts_and_is_said() -> None:
    known = memory()
    taken([answer(CUSTOMER, "different")], known)
    outcome = taken([answer(CUSTOMER, "same-as-quickbooks")], known, by="Bea")
    assert outcome.changed == 1 and codes(outcome) == ["DEC578"] and outcome.exit_code == 0
    assert 'different by Ada on 2026-11-03, now same-as-quickbooks, "Alder Inc."' in outcome.findings[0].message


def test_another_reason_is_kept_and_a_missing_one_takes_nothing_away() -> None:
    known = memory()
    taken([answer(CUSTOMER, "different", reason="two towns")], known)
    assert taken([answer(CUSTOMER, "different")], known).known == 1
    assert taken([answer(CUSTOMER, "different", reason="asked them")], known).changed == 1
    assert known.decisions()[0].reason == "asked them"


def test_an_old_file_does_not_undo_a_newer_decision() -> None:
    known = memory()
    taken([answer(CUSTOMER, "different", date="2026-11-02")], known)
    outcome = taken([answer(CUSTOMER, "hold", date="2026-10-30")], known)
    assert codes(outcome) == ["DEC579"] and outcome.taken == []
    assert known.decisions()[0].word == "different"


# --- groups -----------------------------------------------------------------------------------------------------------

KEEP_LEFT = {"survivor": "left"}
CONTRADICTIONS = {
    "one and two at once": (
        (answer(FIRST, "same", **KEEP_LEFT), answer(SECOND, "same", **KEEP_LEFT), answer(THIRD, "different")),
        "one and two at once",
    ),
    "related is two as well": (
        (answer(FIRST, "same", **KEEP_LEFT), answer(SECOND, "same", **KEEP_LEFT), answer(THIRD, "related")),
        "one and two at once",
    ),
    "two customers": (
        (answer(CUSTOMER, "same-as-quickbooks"), answer(OTHER_CUSTOMER, "same-as-quickbooks")),
        "two customers of QuickBooks",
    ),
    "two names kept": (
        (answer(FIRST, "same", survivor="left"), answer(SECOND, "same", survivor="right")),
        "two names would be kept",
    ),
    "nobody kept": (
        (
            answer(FIRST, "same", survivor="left"),
            answer(SECOND, "same", survivor="left"),
            answer(THIRD, "same", survivor="right"),
        ),
        "given up",
    ),
    "two names kept of three in QuickBooks": (
        (answer(MERGED, "same", survivor="right"), answer(MERGED_TOO, "same", survivor="right")),
        "two names would be kept",
    ),
    "nobody kept of three in QuickBooks": (
        (
            answer(MERGED, "same", survivor="left"),
            answer(MERGED_LAST, "same", survivor="left"),
            answer(MERGED_TOO, "same", survivor="right"),
        ),
        "given up",
    ),
}


@pytest.mark.parametrize(("told", "problem"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_group_that_contradicts_itself_is_refused_whole(told: Sequence[Answer], problem: str) -> None:
    outcome = taken([*rows(*told), answer(VENDOR, "different", row=20)], memory())
    assert [one.word for one in outcome.taken] == ["different"]
    assert codes(outcome) == ["DEC574"] * len(told)
    assert all(problem in one.message for one in outcome.findings)
    assert all(f"row {at}" in outcome.findings[0].message for at in range(2, 2 + len(told)))


ELM = account(8, "Elm")


def test_a_circle_is_found_beside_a_name_that_is_kept() -> None:
    """Alder LLC, Alder and Alder & Co give one another up; Alder also goes to Elm."""
    also = question(ALDER_TWO, ELM)
    told = rows(
        answer(FIRST, "same", survivor="right"),
        answer(SECOND, "same", survivor="right"),
        answer(THIRD, "same", survivor="left"),
        answer(also, "same", survivor="right"),
    )
    outcome = taken(told, FakeMemory(asked=[*ALL, also]))
    assert [one.row for one in outcome.findings] == [2, 3, 4] and [one.key for one in outcome.taken] == [also.key]


def test_further_candidates_of_a_decided_account_are_no_longer_open() -> None:
    """It is one customer in QuickBooks, so it is no other one there; what it has to do with other accounts stays open."""
    outcome = taken([answer(CUSTOMER, "same-as-quickbooks")], memory())
    assert sum(outcome.open.values()) == len(ALL) - 3, "itself, the other customer, the vendor"
    assert taken([answer(CUSTOMER, "hold")], memory()).on_hold == 1


AGREEING = {
    "a chain with one survivor": (answer(FIRST, "same", **KEEP_LEFT), answer(SECOND, "same", **KEEP_LEFT)),
    "all one": (
        answer(FIRST, "same", **KEEP_LEFT),
        answer(SECOND, "same", **KEEP_LEFT),
        answer(THIRD, "same", **KEEP_LEFT),
    ),
    "one in QuickBooks ends the question of survivors": (
        answer(FIRST, "same", survivor="right"),
        answer(CUSTOMER, "same-as-quickbooks"),
    ),
    "two customers to be merged": (
        answer(CUSTOMER, "same-as-quickbooks"),
        answer(OTHER_CUSTOMER, "same-as-quickbooks"),
        answer(MERGED, "same", **KEEP_LEFT),
    ),
    "three customers, one of them kept": (
        answer(MERGED, "same", survivor="right"),
        answer(MERGED_TOO, "same", survivor="right"),
        answer(MERGED_LAST, "same", survivor="right"),
    ),
    "a hold ties nothing": (answer(FIRST, "same", **KEEP_LEFT), answer(SECOND, "hold"), answer(THIRD, "different")),
    "the same as a customer, and not a vendor": (answer(CUSTOMER, "same-as-quickbooks"), answer(VENDOR, "different")),
}


@pytest.mark.parametrize("told", AGREEING.values(), ids=AGREEING)
def test_a_group_that_agrees_is_taken(told: Sequence[Answer]) -> None:
    outcome = taken(rows(*told), memory())
    assert len(outcome.taken) == len(told), outcome.findings


@pytest.mark.parametrize(
    ("told", "agrees"),
    [*((told, False) for told, _ in CONTRADICTIONS.values()), *((told, True) for told in AGREEING.values())],
    ids=[*CONTRADICTIONS, *AGREEING],
)
def test_what_decide_takes_is_what_convert_can_tell(told: Sequence[Answer], agrees: bool) -> None:
    """The two look for contradictions each in its own way: one names rows, the other records. They must agree."""
    alone = [decision for one in told for decision in taken([one], memory()).taken]
    ties = Ties(alone)
    found = [ties.tie(one.key) for decision in alone for one in (decision.left, decision.right)]
    assert any(tie is not None and tie.fault for tie in found) is not agrees


def test_an_answer_may_not_contradict_an_earlier_decision_either() -> None:
    known = memory()
    taken(rows(answer(FIRST, "same", **KEEP_LEFT), answer(SECOND, "same", **KEEP_LEFT)), known)
    outcome = taken([answer(THIRD, "different")], known)
    assert codes(outcome) == ["DEC574"] and "by Ada on 2026-11-03" in outcome.findings[0].message
    both = taken(rows(answer(SECOND, "different"), answer(THIRD, "different")), known)
    assert len(both.taken) == 2, "changing the earlier one with it is no contradiction"


WORDS = st.sampled_from(("same-as-quickbooks", "same", "related", "different", "hold", "nonsense", ""))
CELLS = st.fixed_dictionaries({"survivor": st.sampled_from(("left", "right", "Elm", ""))})
ANSWERS = st.lists(st.tuples(st.sampled_from(ALL), WORDS, CELLS), max_size=12)


def effective(answers: Sequence[Answer]) -> set[tuple[str, ...]]:
    return {(one.key, *meaning(one)) for one in taken(answers, memory()).taken}


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_what_was_taken_is_known_again(
    told: list[tuple[object, str, dict[str, str]]], shuffled: object
) -> None:
    answers = rows(*(answer(asked, word, **cells) for asked, word, cells in told if word))  # type: ignore[arg-type]
    first = effective(answers)
    mixed = list(answers)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert effective(mixed) == first
    known = memory()
    before = taken(answers, known)
    again = taken(answers, known)
    assert again.taken == [] and again.refused == before.refused


def test_a_decision_in_a_few_words() -> None:
    (decision,) = taken([answer(FIRST, "same", **KEEP_LEFT)], memory()).taken
    assert decision_words(decision) == 'same, keeping "Alder LLC"'
