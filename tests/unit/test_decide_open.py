"""Which pairs of a run nobody has answered yet."""

from csvbridge.decisions.taking import still_open
from csvbridge.remembered import Decision, Member, Question, member

ONE, TWO, THREE = (member(f"account 00{n}", f"Alder {n}", {"name": f"Alder {n}", "phone": "1"}) for n in (1, 2, 3))
THERE = member("customer alder", "Alder", {"name": "Alder", "phone": "1"})


def _asked(left: Member, right: Member) -> Question:
    return Question(left=left, right=right, band="certain", right_known=right is THERE)


def _open(questions: list[Question], *decisions: Decision) -> list[Question]:
    return still_open(questions, {one.key: one for one in decisions})


def test_two_accounts_that_are_one_customer_leave_nothing_to_decide_between_them() -> None:
    there = [Decision(left=one, right=THERE, word="same-as-quickbooks", quickbooks_name="Alder") for one in (ONE, TWO)]
    between = _asked(ONE, TWO)
    assert _open([between], there[0]) == [between]
    assert _open([between], *there) == []
    same = [Decision(left=ONE, right=other, word="same", survivor=ONE.key) for other in (TWO, THREE)]
    assert _open([_asked(TWO, THREE)], *same) == []


def test_what_was_decided_before_a_compared_field_changed_is_open_again() -> None:
    moved = member(TWO.key, TWO.name, {"name": TWO.name, "phone": "2"})
    decision = Decision(left=TWO, right=ONE, word="different")
    assert _open([_asked(ONE, TWO)], decision) == []
    again = _asked(ONE, moved)
    assert _open([again], decision) == [again]
