"""What the files give to look at before anything is decided."""

import pytest

from csvbridge.findings import Finding
from csvbridge.reviews.doubts import doubt_lines, doubt_sentences, doubts


def found(row: int | None, code: str = "DUP514", severity: str = "warning", **more: str | None) -> Finding:
    own = {"file": "list.csv", "sheet": None, "column": None, "value": None, "message": "odd row", "fix": "Look."}
    return Finding(code=code, severity=severity, row=row, **{**own, **more})


@pytest.mark.parametrize(
    ("code", "severity", "is_one"),
    [
        ("DUP514", "warning", True),
        ("CSV110", "error", True),
        ("DUP512", "note", False),
        ("DUP510", "warning", False),
        ("DUP504", "warning", False),
    ],
)
def test_pairs_and_notes_are_none(code: str, severity: str, is_one: bool) -> None:
    assert bool(doubts([found(3, code, severity)])) is is_one


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([found(None)], ["list.csv: odd row (DUP514). Look."]),
        ([found(3), found(9)], ["list.csv:3, 9: odd row (DUP514). Look."]),
        ([found(3, sheet="S")], ["list.csv[S]:3: odd row (DUP514). Look."]),
        ([found(n) for n in range(1, 13)], ["list.csv:1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12: odd row (DUP514). Look."]),
        (
            [found(n) for n in range(1, 1_015)],
            ["list.csv:1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 1,002 more: odd row (DUP514). Look."],
        ),
        (
            [found(3), found(4, file="b.csv")],
            ["list.csv:3: odd row (DUP514). Look.", "b.csv:4: odd row (DUP514). Look."],
        ),
        ([found(3, message="a\x1b[31m\nb")], ["list.csv:3: a b (DUP514). Look."]),
    ],
)
def test_a_sentence_names_the_rows(given: list[Finding], expected: list[str]) -> None:
    assert doubt_sentences(given) == expected


def test_many_kinds_are_cut_with_a_word() -> None:
    sentences = doubt_sentences([found(3, file=f"{n}.csv") for n in range(15)])
    assert len(sentences) == 13 and sentences[-1] == "... and 3 more: evidence/findings.jsonl"


def test_nothing_doubtful_takes_no_line() -> None:
    assert doubt_lines([]) == []
