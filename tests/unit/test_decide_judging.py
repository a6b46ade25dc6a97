"""What is taken of one answer, and what is said of each that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from deciding_cases import (
    ACCOUNT_THERE,
    ALDER,
    BOTH_THERE,
    CUSTOMER,
    EMPLOYEE,
    EVERY,
    IN_QUICKBOOKS,
    INACTIVE,
    ONE_NAME,
    TODAY,
    TWO_ACCOUNTS,
    VENDOR,
    FakeMemory,
    answer,
    codes,
    taken,
)

from csvbridge.decisions.judging import read_word
from csvbridge.remembered import WORDS, Question, member

TAKEN = {
    # question, word, cells -> what the decision says
    "the pair's own customer": (CUSTOMER, "same-as-quickbooks", {}, {"quickbooks_name": "Alder Inc."}),
    "its name otherwise written": (
        CUSTOMER,
        "same-as-quickbooks",
        {"quickbooks_name": " ALDER  inc. "},
        {"quickbooks_name": "Alder Inc."},
    ),
    "a vendor's customer": (
        VENDOR,
        "same-as-quickbooks",
        {"quickbooks_name": "Alder (customer)"},
        {"quickbooks_name": "Alder (customer)"},
    ),
    "an inactive one made active": (
        INACTIVE,
        "same-as-quickbooks",
        {"quickbooks_name": "Alder"},
        {"quickbooks_name": "Alder"},
    ),
    "a name that no list showed": (
        TWO_ACCOUNTS,
        "same-as-quickbooks",
        {"quickbooks_name": "Alder Group:Alder"},
        {"quickbooks_name": "Alder Group:Alder"},
    ),
    "a name as long as it can be": (
        TWO_ACCOUNTS,
        "same-as-quickbooks",
        {"quickbooks_name": "a" * 100},
        {"quickbooks_name": "a" * 100},
    ),
    "the left survives": (TWO_ACCOUNTS, "same", {"survivor": "Alder LLC"}, {"survivor": ALDER.key}),
    "the right survives": (TWO_ACCOUNTS, "same", {"survivor": "alder"}, {"survivor": TWO_ACCOUNTS.right.key}),
    "a side in words": (TWO_ACCOUNTS, "same", {"survivor": " Right "}, {"survivor": TWO_ACCOUNTS.right.key}),
    "a side of the page": (TWO_ACCOUNTS, "same", {"survivor_side": "left"}, {"survivor": ALDER.key}),
    "one name, the right": (ONE_NAME, "same", {"survivor": "right"}, {"survivor": ONE_NAME.right.key}),
    "to be merged there": (BOTH_THERE, "same", {"survivor": "Alder Inc."}, {"survivor": IN_QUICKBOOKS.key}),
    "different": (VENDOR, "DIFFERENT", {}, {"word": "different"}),
    "related": (CUSTOMER, " related ", {}, {"word": "related"}),
    "hold": (CUSTOMER, "Hold", {"reason": " asked\nthe client "}, {"word": "hold", "reason": "asked the client"}),
    "who and when": (
        CUSTOMER,
        "different",
        {"decided_by": "Bea\u200b", "date": "2026-11-02"},
        {"decided_by": "Bea", "date": "2026-11-02"},
    ),
    "neither": (CUSTOMER, "different", {}, {"decided_by": "Ada", "date": "2026-11-03"}),
    "the other way round": (
        CUSTOMER,
        "same-as-quickbooks",
        {"left": "Alder Inc.", "right": "Alder LLC"},
        {"quickbooks_name": "Alder Inc."},
    ),
    "names left out": (CUSTOMER, "different", {"left": "", "right": ""}, {}),
}


@pytest.mark.parametrize(("asked", "word", "cells", "says"), TAKEN.values(), ids=TAKEN)
def test_an_answer_is_taken(asked: Question, word: str, cells: dict[str, str], says: dict[str, str]) -> None:
    outcome = taken([answer(asked, word, **{"token": asked.token, **cells})])
    assert outcome.exit_code == 0 and not [one for one in outcome.findings if one.severity == "error"]
    (decision,) = outcome.taken
    assert decision.key == asked.key and decision.word == read_word(word)
    assert {name: getattr(decision, name) for name in says} == says
    assert decision.source == "d.xlsx[Decide]:2"


REFUSED = {
    # question, word, cells, code, words of the message, words of the fix
    "no word": (CUSTOMER, "yes", {}, "DEC560", "it is one of same-as-quickbooks, same", "the list"),
    "a slip": (CUSTOMER, "diferent", {}, "DEC560", "did you mean different?", "the list"),
    "a key that is none": (CUSTOMER, "hold", {"token": "0" * 20}, "DEC561", "0" * 20, "Copy the row's key"),
    "no key": (CUSTOMER, "hold", {"token": ""}, "DEC562", "no key", "fresh copy"),
    "a name typed over": (CUSTOMER, "hold", {"left": "Alder Ltd"}, "DEC563", 'Left name says "Alder Ltd"', "back"),
    "another row's name": (CUSTOMER, "hold", {"right": "Alder Supply"}, "DEC563", '"Alder Inc."', "back"),
    "no candidate": (TWO_ACCOUNTS, "same", {"survivor": "Elm"}, "DEC566", '"Alder LLC", "Alder"', "left or right"),
    "side and name disagree": (
        TWO_ACCOUNTS,
        "same",
        {"survivor": "Alder LLC", "survivor_side": "right"},
        "DEC566",
        "Alder LLC",
        "two",
    ),
    "no survivor": (TWO_ACCOUNTS, "same", {}, "DEC567", '"Alder LLC" or "Alder"', "list"),
    "one is there": (CUSTOMER, "same", {"survivor": "Alder LLC"}, "DEC568", '"Alder Inc." is a customer', "same-as-"),
    "a vendor is there": (VENDOR, "same", {}, "DEC568", "a vendor", "active customer in QuickBooks name"),
    "a vendor without a name": (VENDOR, "same-as-quickbooks", {}, "DEC569", "a vendor", '"Alder LLC (customer)"'),
    "a vendor's own name": (
        VENDOR,
        "same-as-quickbooks",
        {"quickbooks_name": "alder supply"},
        "DEC569",
        "a vendor",
        "of its own",
    ),
    "an employee": (EMPLOYEE, "same-as-quickbooks", {}, "DEC569", "an employee", "of its own"),
    "an inactive one": (INACTIVE, "same-as-quickbooks", {}, "DEC569", "an inactive customer", "Make it active"),
    "neither is there": (TWO_ACCOUNTS, "same-as-quickbooks", {}, "DEC570", "neither", "say same"),
    "both are there": (BOTH_THERE, "same-as-quickbooks", {}, "DEC576", "both in QuickBooks", "say same"),
    "a name too long": (TWO_ACCOUNTS, "same-as-quickbooks", {"quickbooks_name": "a" * 101}, "DEC571", "101", "Copy"),
    "a quote": (TWO_ACCOUNTS, "same-as-quickbooks", {"quickbooks_name": 'A "B"'}, "DEC571", "double quote", "Copy"),
    "a line break": (TWO_ACCOUNTS, "same-as-quickbooks", {"quickbooks_name": "A\nB"}, "DEC571", "line break", "Copy"),
    "a loose colon": (TWO_ACCOUNTS, "same-as-quickbooks", {"quickbooks_name": "A:"}, "DEC571", "colon", "Copy"),
    "too deep": (TWO_ACCOUNTS, "same-as-quickbooks", {"quickbooks_name": "a:b:c:d:e:f"}, "DEC571", "6 levels", "Copy"),
    "two days in one": (CUSTOMER, "hold", {"date": "03/04/2026"}, "DEC572", "03/04/2026", "2026-11-02"),
    "no day": (CUSTOMER, "hold", {"date": "2026-02-30"}, "DEC572", "2026-02-30", "today"),
    "tomorrow": (CUSTOMER, "hold", {"date": "2026-11-04"}, "DEC573", "today is 2026-11-03", "today"),
}


@pytest.mark.parametrize(("asked", "word", "cells", "code", "says", "fix"), REFUSED.values(), ids=REFUSED)
def test_an_answer_is_refused_and_the_reason_taught(
    asked: Question, word: str, cells: dict[str, str], code: str, says: str, fix: str
) -> None:
    outcome = taken([answer(asked, word, row=7, **{"token": asked.token, **cells})])
    assert outcome.taken == [] and outcome.exit_code == 1 and outcome.refused == 1
    (found,) = [one for one in outcome.findings if one.severity == "error"]
    assert (found.code, found.file, found.sheet, found.row) == (code, "d.xlsx", "Decide", 7)
    assert says in found.message and fix in found.fix


def test_an_account_that_quickbooks_has_is_a_customer_there() -> None:
    memory = FakeMemory(asked=[ACCOUNT_THERE])
    (decision,) = taken([answer(ACCOUNT_THERE, "same-as-quickbooks")], memory).taken
    assert decision.quickbooks_name == ACCOUNT_THERE.right.name
    outcome = taken([answer(ACCOUNT_THERE, "same", survivor="left")], FakeMemory(asked=[ACCOUNT_THERE]))
    assert codes(outcome) == ["DEC568"] and "is a customer in QuickBooks already" in outcome.findings[0].message


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    assert sorted(codes(taken([answer(VENDOR, "sam", date="32.1.2026")]))) == ["DEC560", "DEC572"]


def test_the_rows_that_are_right_are_taken_all_the_same() -> None:
    outcome = taken([answer(CUSTOMER, "nope"), answer(VENDOR, "different", row=3)])
    assert [one.word for one in outcome.taken] == ["different"] and outcome.exit_code == 1


def test_day_and_month_that_tell_themselves_apart_are_read() -> None:
    (decision,) = taken([answer(CUSTOMER, "hold", date="10/31/2026")]).taken
    assert decision.date == "2026-10-31"


@pytest.mark.parametrize(
    ("asked", "cells", "code", "word"),
    [
        (CUSTOMER, {"survivor": "Alder LLC"}, "DEC585", "different"),
        (CUSTOMER, {"quickbooks_name": "Alder Inc."}, "DEC585", "hold"),
        (CUSTOMER, {"quickbooks_name": "Alder Group"}, "DEC588", "same-as-quickbooks"),
        (ONE_NAME, {"survivor": "Birch"}, "DEC586", "same"),
        (BOTH_THERE, {"survivor": "Alder Inc."}, "DEC587", "same"),
    ],
)
def test_what_is_taken_with_a_word_about_it(asked: Question, cells: dict[str, str], code: str, word: str) -> None:
    outcome = taken([answer(asked, word, **cells)])
    assert len(outcome.taken) == 1 and codes(outcome) == [code] and outcome.exit_code == 0


def test_of_one_name_the_left_is_kept_unless_the_right_is_named() -> None:
    (decision,) = taken([answer(ONE_NAME, "same", survivor="Birch")]).taken
    assert decision.survivor == ONE_NAME.left.key


def test_a_pair_that_changed_since_is_not_taken_and_what_changed_is_named() -> None:
    moved = member(ALDER.key, ALDER.name, {"name": "Alder LLC", "phone": "555 0199"})
    memory = FakeMemory(newest=[replace(CUSTOMER, left=moved)])
    outcome = taken([answer(CUSTOMER, "different")], memory)
    (found,) = outcome.findings
    assert found.code == "DEC564" and outcome.taken == []
    assert 'phone of "Alder LLC" was "555 0100", now "555 0199"' in found.message and "2026-11" in found.message


@pytest.mark.parametrize("fields", [{"name": "Alder LLC"}, {"name": "ALDER, LLC", "phone": "(555) 0100", "city": "Ux"}])
def test_a_column_more_or_less_and_another_spelling_have_changed_nothing(fields: dict[str, str]) -> None:
    memory = FakeMemory(newest=[replace(CUSTOMER, left=member(ALDER.key, ALDER.name, fields))])
    assert len(taken([answer(CUSTOMER, "different")], memory).taken) == 1


def test_a_question_of_another_company_is_told_from_an_edited_key() -> None:
    strange = [answer(CUSTOMER, "hold", token="f" * 20)]
    assert codes(taken(strange, run="acme-2026-10")) == ["DEC575"]
    assert codes(taken(strange, run="2026-10")) == codes(taken(strange)) == ["DEC561"]


def test_the_ids_tell_which_side_is_left_where_the_names_do_not() -> None:
    ids = [side.key.removeprefix("account ") for side in (ONE_NAME.right, ONE_NAME.left)]
    (decision,) = taken([answer(ONE_NAME, "same", survivor="left", left_id=ids[0], right_id=ids[1])]).taken
    assert decision.survivor == ONE_NAME.right.key


@pytest.mark.parametrize(
    ("shown", "own"),
    [
        ("=cmd()", "=cmd()"),
        ("'=cmd()", "=cmd()"),
        ("A B", "A \u200b B"),
        ("_x0041_", "_x0041_"),
        ("A", "_x0041_"),
        ("A\ufffdB", "A\x0bB"),
        ("a" * 400 + "… (500 characters)", "a" * 500),
        ("e\u0301lan", "\u00e9lan"),
    ],
)
def test_a_name_is_known_again_however_a_program_has_kept_it(shown: str, own: str) -> None:
    asked = replace(CUSTOMER, left=member(ALDER.key, own, {"name": own}))
    outcome = taken([answer(asked, "hold", left=shown)], FakeMemory(asked=[asked]))
    assert len(outcome.taken) == 1, outcome.findings


def test_the_words_are_those_of_the_contract() -> None:
    assert [read_word(word.upper().replace("-", " ")) for word in WORDS] == list(WORDS)
    assert read_word("Same_As_QuickBooks") == "same-as-quickbooks" and read_word("sameas") == ""


def test_what_is_still_open_is_counted_by_band() -> None:
    outcome = taken([answer(CUSTOMER, "hold")])
    assert outcome.run is not None and outcome.run.name == "2026-10"
    assert outcome.open == {"certain": len(EVERY) - 1}
    assert outcome.taken[0].date == TODAY.isoformat()
