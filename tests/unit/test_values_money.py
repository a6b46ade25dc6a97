"""Amounts, how they are written, and the rates of lines."""

from decimal import Decimal

import pytest

from csvbridge.values.numbers import (
    beyond_rounding,
    currency_digits,
    format_minor,
    format_quantity,
    format_rate,
    line_rate,
    round_minor,
    to_minor,
)


@pytest.mark.parametrize(
    ("code", "digits"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("clp", 0), (" EUR ", 2), ("", 2), ("???", 2)],
)
def test_currency_digits(code: str, digits: int) -> None:
    assert currency_digits(code) == digits


@pytest.mark.parametrize(
    ("value", "digits", "minor"),
    [
        ("1250.00", 2, 125000),
        ("1250", 2, 125000),
        ("-0.01", 2, -1),
        ("9225.220", 2, 922522),
        ("9225.225", 2, None),
        ("0.009", 2, None),
        ("500", 0, 500),
        ("500.5", 0, None),
        ("1.234", 3, 1234),
        ("123456789012345678901234567890.12", 2, 12345678901234567890123456789012),
        ("NaN", 2, None),
        ("Infinity", 2, None),
    ],
)
def test_to_minor(value: str, digits: int, minor: int | None) -> None:
    assert to_minor(Decimal(value), digits) == minor


@pytest.mark.parametrize(
    ("minor", "digits", "text"),
    [
        (-20000, 2, "-200.00"),
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (500, 0, "500"),
        (1234, 3, "1.234"),
        (10**30, 2, "1" + "0" * 28 + ".00"),
    ],
)
def test_format_minor(minor: int, digits: int, text: str) -> None:
    assert format_minor(minor, digits) == text


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        ("3.00", "3"),
        ("0.50", "0.5"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("-2.50", "-2.5"),
        ("-0.0", "0"),
        ("0", "0"),
    ],
)
def test_format_quantity(quantity: str, text: str) -> None:
    assert format_quantity(Decimal(quantity)) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("1250", "1250.00"),
        ("1250.0", "1250.00"),
        ("44.99", "44.99"),
        ("33.3333333", "33.3333333"),
        ("1.500000000", "1.50"),
        ("0.125", "0.125"),
        ("0.12345675", "0.1234568"),  # half up
        ("0", "0.00"),
        ("-5", "-5.00"),
    ],
)
def test_format_rate(rate: str, text: str) -> None:
    assert format_rate(Decimal(rate)) == text


@pytest.mark.parametrize(
    ("amount", "digits", "minor"),
    [
        ("0.005", 2, 1),
        ("0.0049999", 2, 0),
        ("-0.005", 2, -1),
        ("2.675", 2, 268),
        ("134.973", 2, 13497),
        ("0.5", 0, 1),
        ("99999999999999999999999999999.995", 2, 10**31),
    ],
)
def test_round_minor(amount: str, digits: int, minor: int) -> None:
    assert round_minor(Decimal(amount), digits) == minor


@pytest.mark.parametrize(
    ("total", "quantity", "price", "expected"),
    [
        (250000, "2.00", "1250.00", ("2.00", "1250.00", "price")),
        (13497, "3.00", "49.99", ("3.00", "44.99", "divided")),
        (10000, "3.00", "33.34", ("3.00", "33.3333333", "divided")),
        (10000, "3", "33.333333", ("3", "33.333333", "price")),  # 99.999999 is 100.00 to the cent
        (10000, "3", None, ("3", "33.3333333", "divided")),
        (20000, "3", None, ("3", "66.6666667", "divided")),  # half up
        (0, "3", "0", ("3", "0", "price")),
        (0, "3", "50", ("3", "0", "divided")),
        (0, "1", "-0.001", ("1", "0", "divided")),
        (500, "0", "5", ("1", "5", "whole")),
        (500, "-2", "5", ("1", "5", "whole")),
        (1, "1000000000", None, ("1", "0.01", "whole")),  # 0.00000000001 each
        (10000, "3", "33.33333333", ("3", "33.3333333", "divided")),  # eight decimals cannot be written
        (10000, "4", "25.000000000", ("4", "25", "price")),  # nine, but zeros
        (99999999, "7000001", None, ("1", "999999.99", "whole")),
    ],
)
def test_line_rate(total: int, quantity: str, price: str | None, expected: tuple[str, str, str]) -> None:
    rate = line_rate(total, Decimal(quantity), None if price is None else Decimal(price))
    assert rate == (Decimal(expected[0]), Decimal(expected[1]), expected[2])


def test_line_rate_in_a_currency_without_cents() -> None:
    assert line_rate(1000, Decimal(3), None, digits=0) == (Decimal(3), Decimal("333.3333333"), "divided")


@pytest.mark.parametrize(
    ("total", "quantity", "price", "discount", "gap"),
    [
        (10000, "3", "33.34", None, "0.02"),
        (10000, "3", "33.33", None, "0"),
        (13497, "3", "49.99", "10", "0"),
        (13497, "3", "49.99", None, "15.00"),
        (250000, "2", "1250.00", "0", "0"),
        (10000, "3", "33.3", None, "0.1"),  # 33.3 counts as 33.30
        (10000, "3", "33", None, "1"),
        (10000, "3", "33.3333", None, "0"),  # 99.9999
        (10000, "3", "33.330000", None, "0.01"),  # written to the sixth decimal
        (10001, "1", "100", None, "0.01"),
        (3, "5", "0.005", None, "0"),  # 0.025 is half a cent away
        (-10000, "-3", "33.34", None, "0.02"),
        (0, "2", "50", "100", "0"),
        (500, "0", "5", None, "5"),
    ],
)
def test_beyond_rounding(total: int, quantity: str, price: str, discount: str | None, gap: str) -> None:
    percent = None if discount is None else Decimal(discount)
    assert beyond_rounding(total, Decimal(quantity), Decimal(price), percent) == Decimal(gap)
