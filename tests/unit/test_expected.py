"""The record counts of `--expect`: what is taken, and what a slip is answered with."""

from __future__ import annotations

import pytest

from csvbridge.errors import UsageError
from csvbridge.expected import KINDS, parse_expected
from csvbridge.schema_files import load_exports


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {}),
        (["accounts=312"], {"accounts": 312}),
        (["accounts=0"], {"accounts": 0}),
        ([" Accounts = 312 "], {"accounts": 312}),
        (["accounts=312", "lines=7"], {"accounts": 312, "lines": 7}),
        (["accounts=312", "accounts=312"], {"accounts": 312}),
        (["contacts=1", "opportunities=2", "products=3"], {"contacts": 1, "opportunities": 2, "products": 3}),
    ],
)
def test_counts_are_read(words: list[str], expected: dict[str, int]) -> None:
    assert parse_expected(words) == expected


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("acounts=312", "Did you mean --expect accounts=312?"),
        ("account=312", "Did you mean --expect accounts=312?"),
        ("opportunity=9", "Did you mean --expect opportunities=9?"),
        ("deals=9", "Did you mean --expect opportunities=9?"),
        ("line=9", "Did you mean --expect lines=9?"),
        ("accounts=1,204", "Did you mean --expect accounts=1204?"),
        ("accounts=1.204", "Did you mean --expect accounts=1204?"),
        ("accounts=many", "It takes accounts"),
        ("accounts=-1", "It takes accounts"),
        ("accounts=1.5", "It takes accounts"),
        ("accounts=", "It takes accounts"),
        ("accounts", "It takes accounts"),
        ("=312", "It takes accounts"),
        ("", "It takes accounts"),
        ("accounts=٣", "It takes accounts"),
        ("accounts=9999999999999", "It takes accounts"),
        ("weather=3", "It takes accounts"),
    ],
)
def test_a_slip_is_answered(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_expected([word])
    assert caught.value.fix.startswith(hint) and f'"{word}"' in caught.value.message


def test_all_slips_are_said_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        parse_expected(["acounts=1", "lines=x", "products=1", "products=2"])
    assert [fault.message for fault in caught.value.all()] == [
        '--expect "acounts=1" names no kind of record that is counted',
        '--expect "lines=x" gives no whole number',
        "--expect products is given twice, as 1 and as 2",
    ]


def test_every_kind_is_an_export() -> None:
    assert set(KINDS.values()) <= {export.id for export in load_exports()}
