"""Terms and checkboxes."""

import pytest

from csvbridge.values.flags import parse_flag
from csvbridge.values.terms import terms_days


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ("Net 30", 30),
        ("net 15", 15),
        (" NET60 ", 60),
        ("Net 0", 0),
        ("Net 30 days", 30),
        ("Due on receipt", 0),
        ("DUE UPON RECEIPT", 0),
        ("2% 10 Net 30", 30),
        ("2% 10, net 30", 30),
        ("1.5% 10 Net 45", 45),
        ("2/10 Net 30", 30),
    ],
)
def test_terms(terms: str, days: int) -> None:
    assert terms_days(terms) == days


@pytest.mark.parametrize(
    "terms", ["", "Net", "Net thirty", "30", "EOM", "Net 30 EOM", "Net 1000", "Net ３０", "2% Net 30"]
)
def test_unknown_terms(terms: str) -> None:
    assert terms_days(terms) is None


@pytest.mark.parametrize("text", ["1", "1.0", "true", "TRUE", "True", "yes", "Y", "t", "x", "X", " 1 "])
def test_ticked(text: str) -> None:
    assert parse_flag(text) is True


@pytest.mark.parametrize("text", ["0", "0.0", "false", "FALSE", "False", "no", "N", "f", "", "  "])
def test_not_ticked(text: str) -> None:
    assert parse_flag(text) is False


@pytest.mark.parametrize("text", ["2", "maybe", "10", "-", "on", "１"])
def test_no_flag(text: str) -> None:
    assert parse_flag(text) is None
