"""Decided pairs that matching does not find stand behind those that it finds, without a score and its parts."""

from csvbridge.converting.found import NOTHING, with_all
from csvbridge.matching.pairs import Band, Pairs

FOUND = Pairs(
    left=[0, 2],
    right=[1, 3],
    score=[0.9, 0.8],
    band=[Band.CERTAIN, Band.PROBABLE],
    reasons=["same name", "same phone"],
    against=["", ""],
    parts=lambda numbers: [((f"part of {number}", 1.0),) for number in numbers],
    groups=[],
    compared=2,
    withheld=0,
)


def test_what_is_found_already_is_not_told_twice() -> None:
    told = with_all(FOUND, [(3, 2), (4, 5), (1, 0)])
    assert list(zip(told.left, told.right, told.score, strict=True)) == [(0, 1, 0.9), (2, 3, 0.8), (4, 5, 0)]
    assert told.also == 1 and with_all(FOUND, [(1, 0)]) is FOUND


def test_each_pair_keeps_its_own_parts_in_whatever_order_they_are_asked_for() -> None:
    told = with_all(FOUND, [(4, 5), (4, 6)])
    assert list(told.parts([2, 1, 3, 0])) == [(), (("part of 1", 1.0),), (), (("part of 0", 1.0),)]
    assert list(with_all(NOTHING, [(0, 1)]).parts([0])) == [()]
