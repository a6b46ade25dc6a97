"""Numbers read under a decimal mark, and the mark decided."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.values.numbers import decide_mark, is_blank_number, parse_number, parse_percent, plain_numbers


@pytest.mark.parametrize(
    ("text", "mark", "value", "currency"),
    [
        ("1250.00", ".", "1250.00", ""),
        ("0", ".", "0", ""),
        ("-0.00", ".", "0.00", ""),
        ("-200.00", ".", "-200.00", ""),
        ("+5", ".", "5", ""),
        (" 12.50 ", ".", "12.50", ""),
        ("1,234.50", ".", "1234.50", ""),
        ("12,345,678", ".", "12345678", ""),
        ("1.234,56", ",", "1234.56", ""),
        ("1.234", ",", "1234", ""),
        ("1.234", ".", "1.234", ""),
        ("0,5", ",", "0.5", ""),
        ("1,23", ",", "1.23", ""),
        ("1 234,50", ",", "1234.50", ""),
        ("1\u00a0234,50", ",", "1234.50", ""),
        ("1\u202f234\u202f567,50", ",", "1234567.50", ""),
        ("1'234.50", ".", "1234.50", ""),
        ("1’234.50", ".", "1234.50", ""),
        ("USD 3,047.32", ".", "3047.32", "USD"),
        ("USD3,047.32", ".", "3047.32", "USD"),
        ("3.047,32 EUR", ",", "3047.32", "EUR"),
        ("-USD 5.00", ".", "-5.00", "USD"),
        ("USD -5.00", ".", "-5.00", "USD"),
        ("USD (5.00)", ".", "-5.00", "USD"),
        ("(USD 5.00)", ".", "-5.00", "USD"),
        ("CAD $5.00", ".", "5.00", "CAD"),
        ("CNY ¥5", ".", "5", "CNY"),
        ("$16,000.01", ".", "16000.01", ""),
        ("£50,000,000", ".", "50000000", "GBP"),
        ("€ 1.234,00", ",", "1234.00", "EUR"),
        ("1.234,00 €", ",", "1234.00", "EUR"),
        ("¥500", ".", "500", "JPY"),
        ("-$1,234.00", ".", "-1234.00", ""),
        ("$-1,234.00", ".", "-1234.00", ""),
        ("-1234.00", ".", "-1234.00", ""),
        ("(1,234.00)", ".", "-1234.00", ""),
        ("($1,234.00)", ".", "-1234.00", ""),
        ("$(1,234.00)", ".", "-1234.00", ""),
        ("1.200,00-", ",", "-1200.00", ""),
        ("4.5E7", ".", "45000000", ""),
        ("4,5E7", ",", "45000000", ""),
        ("1e+21", ".", "1000000000000000000000", ""),
        ("1.5e-3", ".", "0.0015", ""),
        ("500000.0", ".", "500000.0", ""),
        ("9225.225", ".", "9225.225", ""),
        ("1" * 30, ".", "1" * 30, ""),
    ],
)
def test_numbers(text: str, mark: str, value: str, currency: str) -> None:
    read = parse_number(text, mark)
    assert read is not None
    assert (read.value, read.currency) == (Decimal(value), currency)
    assert read.value.as_tuple().exponent <= 0  # never in exponent form
    assert not (read.value == 0 and read.value.is_signed())


_NO_NUMBER = [
    *[
        "",
        " ",
        "-",
        "+",
        "12,5o",
        "1,23",
        "--5",
        "-+5",
        "1.2.3",
        "5%",
        "5.",
        ".5",
        "1,2345",
        "12,34,567",
        "1,,234",
    ],
    *[
        "1 23",
        "1, 234",
        "1,234 567",
        "(5",
        "5)",
        "(-5)",
        "(5)-",
        "-5-",
        "0,123",
        "1,234E5",
        "1e31",
        "1e-31",
        "1e999",
    ],
    *[
        "1" * 31,
        "USD",
        "$",
        "$$5",
        "$5€",
        "USD 5 USD",
        "XQZ 5",
        "usd 5",
        "USD €5",
        "Net 30",
        "1/2",
        "0x10",
        "1_000",
    ],
    *["１２", "٣", "²", "1 2", "5 5", "inf", "NaN", "Infinity", "1e", "e5", "1\n234", "1" * 100, "−5"],
]


@pytest.mark.parametrize("text", _NO_NUMBER)
def test_no_number(text: str) -> None:
    assert parse_number(text, ".") is None


@pytest.mark.parametrize("text", ["1250.00", "1,234.50", "1,234,567", "1,234.567,89"])
def test_no_number_with_a_comma(text: str) -> None:
    assert parse_number(text, ",") is None


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "-", " - ", "N/A", "n/a", "#N/A", "null", "NULL"])
def test_blank(text: str) -> None:
    assert is_blank_number(text)


@pytest.mark.parametrize("text", ["0", "0.00", "--", "none", "-5", "N A"])
def test_not_blank(text: str) -> None:
    assert not is_blank_number(text)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("10", ".", "10"),
        ("10.00", ".", "10"),
        ("10%", ".", "10"),
        ("10 %", ".", "10"),
        ("12,5%", ",", "12.5"),
        ("0.6", ".", "0.6"),
        ("-5%", ".", "-5"),
    ],
)
def test_percent(text: str, mark: str, value: str) -> None:
    assert parse_percent(text, mark) == Decimal(value)


@pytest.mark.parametrize("text", ["", "%", "-", "10%%", "$10", "$10%", "USD 10", "12,5%", "ten", "€5"])
def test_no_percent(text: str) -> None:
    assert parse_percent(text, ".") is None


@pytest.mark.parametrize(
    ("texts", "mark", "status", "quoted"),
    [
        (["1250.00"], ".", "decided", ["1250.00"]),
        (["1,234", "1,234.50"], ".", "decided", ["1,234.50"]),
        (["1,234,567"], ".", "decided", ["1,234,567"]),
        (["9.225", "1.234,56"], ",", "decided", ["1.234,56"]),
        (["0,5"], ",", "decided", ["0,5"]),
        (["0,123"], ",", "decided", ["0,123"]),
        (["10,5%"], ",", "decided", ["10,5%"]),
        (["USD 1,50"], ",", "decided", ["USD 1,50"]),
        (["1250", "7", "", "-"], ".", "either", []),
        ([], ".", "either", []),
        (["1 234", "4E7"], ".", "either", []),
        (["12,5o", "1.2.3", "n.a."], ".", "either", []),
        (["1,234"], None, "ambiguous", ["1,234", "1234", "1.234"]),
        (["9.225", "7"], None, "ambiguous", ["9.225"]),
        (["9.225", "1,234"], None, "ambiguous", ["9.225"]),
        (["1250.00", "1250,00"], None, "mixed", ["1250.00", "1250,00"]),
        (["1,234", "0,5", "0.5"], None, "mixed", ["0,5", "0.5"]),
    ],
)
def test_decide_mark(texts: list[str], mark: str | None, status: str, quoted: list[str]) -> None:
    decision = decide_mark(texts)
    assert (decision.mark, decision.status) == (mark, status)
    assert all(part in decision.evidence for part in quoted)


PLAIN = st.from_regex(r"\A-?[0-9]{1,20}(\.[0-9]{1,10})?\Z")


@given(st.sets(PLAIN, min_size=1, max_size=30), st.sampled_from(".,"))
def test_a_column_of_plain_numbers_is_read_as_each_number_is(texts: set[str], mark: str) -> None:
    texts = {text.replace(".", mark) for text in texts}
    together = plain_numbers(texts, mark)
    one_by_one = {text: number.value for text in texts if (number := parse_number(text, mark)) is not None}
    assert together == one_by_one and repr(together) == repr({text: one_by_one[text] for text in together or {}})


@pytest.mark.parametrize("other", ["", " 1", "1 ", "1,5", "1e3", "$1", "(1)", "1\n2", "\n", "-", "--1", "٣", "1" * 21])
def test_a_column_with_anything_else_than_plain_numbers_is_not_read_so(other: str) -> None:
    assert plain_numbers({"1.50", other}, ".") is None
