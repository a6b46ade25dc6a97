"""What memory and run say to each other: keys that stay, fingerprints that see what matters, JSON that comes back."""

import hashlib
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.evidence import memory_bytes
from csvbridge.remembered import (
    Correction,
    Decision,
    Exported,
    Question,
    Remembered,
    account_key,
    as_json,
    changed_fields,
    compared_form,
    decision_from,
    member,
    pair_key,
    question_from,
    quickbooks_key,
    remembered_from,
    remembered_json,
)

HERE = member(
    "account 001Bq00000h4TaKIAU", "Harrow Mill", {"name": "Harrow Mill", "phone": "(555) 010-2000", "email": ""}
)
THERE = member(quickbooks_key("customer", "Harrow  MILL"), "Harrow  MILL", {"name": "Harrow MILL"})


def test_a_pair_is_the_same_pair_in_either_order() -> None:
    assert pair_key(HERE.key, THERE.key) == pair_key(THERE.key, HERE.key)
    one, other = (Question(left=a, right=b, band="certain") for a, b in ((HERE, THERE), (THERE, HERE)))
    assert (one.key, one.token) == (other.key, other.token)


def test_an_account_without_an_id_is_known_by_its_name() -> None:
    assert account_key("", "  Harrow\u00a0Mill ") == account_key("", "harrow mill") == "account-name harrow mill"
    assert account_key("001Bq00000h4TaKIAU", "Harrow Mill") == "account 001Bq00000h4TaKIAU"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"phone": "555 0102000"}, []),  # written otherwise
        ({"phone": "555 0102001"}, [("phone", "(555) 010-2000", "555 0102001")]),
        ({"email": "a@harrow.example"}, [("email", "", "a@harrow.example")]),
        ({"name": "HARROW MILL, "}, []),
        ({"website": "harrow.example"}, []),  # a column that was not there when it was decided
    ],
)
def test_a_change_is_a_change_of_contents(now: dict[str, str], expected: list[tuple[str, str, str]]) -> None:
    assert changed_fields(HERE, member(HERE.key, HERE.name, {**dict(HERE.fields), **now})) == expected


def test_a_column_that_is_missing_now_has_changed_nothing() -> None:
    assert changed_fields(HERE, member(HERE.key, HERE.name, {"name": "Harrow Mill"})) == []


def test_members_under_other_keys_are_not_compared() -> None:
    assert changed_fields(HERE, member(THERE.key, "x", {"name": "Another", "phone": "1"})) == []


def test_a_token_sees_contents_and_no_punctuation() -> None:
    asked = Question(left=HERE, right=THERE, band="certain")
    written = HERE._replace(fields=member("", "", {**dict(HERE.fields), "phone": "555.010.2000"}).fields)
    moved = HERE._replace(fields=member("", "", {**dict(HERE.fields), "phone": "555.010.2001"}).fields)
    assert Question(left=written, right=THERE, band="probable").token == asked.token
    assert Question(left=moved, right=THERE, band="certain").token != asked.token


@given(st.sampled_from(["name", "phone", "city", "email"]), st.text() | st.text("aZé\u00a0 _-.1", max_size=6))
def test_the_form_that_is_compared_stays_what_it_was(name: str, text: str) -> None:
    """Tokens in a company's memory are made of it."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    bare = re.sub(r"[\W_]+", "", folded) or folded
    assert compared_form(name, text) == (bare if name in ("name", "phone") else folded)


def test_a_token_stays_what_it_was() -> None:
    told = json.dumps([["name", "harrowmill"], ["phone", "5550102000"]])
    mark = hashlib.sha256(told.encode()).hexdigest()[:16]
    assert HERE.fingerprint == mark


def test_json_comes_back_equal() -> None:
    decision = Decision(
        left=HERE, right=THERE, word="same-as-quickbooks", quickbooks_name="Harrow  MILL", reason="é\ud800"
    )
    question = Question(left=HERE, right=THERE, band="certain", right_known=True, right_kind="customer")
    exported = Exported(
        kind="invoice", record="006…", name="1001", minor=-5, contents=(("line 1 rate", "1.00"), ("x", ""))
    )
    fixes = (
        Correction(code="QBO214", record="", reason="known"),
        Correction(code="VAL303", record="id 1", before="x", after=""),
    )
    whole = Remembered(
        decisions=(decision,), exported=(exported,), corrections=fixes, changed=(decision,), other={"replaced": "run"}
    )
    assert remembered_from(json.loads(json.dumps(remembered_json(whole)))) == whole
    written = memory_bytes(whole).decode("utf-8", "surrogatepass")
    assert remembered_from(json.loads(written)) == whole
    assert [line[:3] for line in written.splitlines()].count("  {") == 5  # a record a line
    assert memory_bytes(Remembered()) == b"{}\n"
    assert decision_from(json.loads(json.dumps(as_json(decision)))) == decision
    assert question_from(json.loads(json.dumps(as_json(question)))) == question
    assert remembered_json(Remembered()) == {}
    assert remembered_from({}) == Remembered()
