"""The rate of an invoice line: what QuickBooks multiplies by the quantity to get the line's total.

In: total, quantity, sales price. Out: a quantity and a rate whose product is the total to the cent, and how
far the three given figures disagree. It never changes a total.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from csvbridge.values.money import EXACT, RATE_DECIMALS, RATE_STEP, round_minor, to_decimal


class LineRate(NamedTuple):
    """What the line says. `how`: the sales price as it is, total / quantity, or the total at quantity 1."""

    quantity: Decimal
    rate: Decimal
    how: Literal["price", "divided", "whole"]


def line_rate(total_minor: int, quantity: Decimal, price: Decimal | None, digits: int = 2) -> LineRate:
    """Return the quantity and rate that give the total exactly; the total is zero or more.

    The sales price where quantity times it gives the total to the cent, else total / quantity at no more than
    seven decimals, else quantity 1 (also when the quantity is zero or less). Source: contract.md 4 (smaller
    rules).
    """
    whole = LineRate(Decimal(1), to_decimal(total_minor, digits), "whole")
    if not quantity.is_finite() or quantity <= 0:
        return whole
    if price is not None and (written := _within_decimals(price)) is not None and written >= 0:
        if _product(quantity, written, digits) == total_minor:
            return LineRate(quantity, written, "price")
    rate = _divide(total_minor, quantity, digits)
    if _product(quantity, rate, digits) == total_minor:
        return LineRate(quantity, rate, "divided")
    return whole


def beyond_rounding(
    total_minor: int, quantity: Decimal, price: Decimal, discount_percent: Decimal | None, digits: int = 2
) -> Decimal:
    """Return how far quantity × price less the discount is from the total, or 0 when rounding can explain it.

    Rounding explains half a unit of the price's last written decimal (33.3 counts as 33.30) on each piece, or
    half a unit of the total. Source: contract.md 4 (a difference beyond rounding that no discount explains is
    a warning).
    """
    kept = Decimal(100) if discount_percent is None else EXACT.subtract(Decimal(100), discount_percent)
    expected = EXACT.multiply(EXACT.multiply(quantity, price), kept.scaleb(-2, EXACT))
    gap = EXACT.subtract(expected, to_decimal(total_minor, digits)).copy_abs()
    exponent = price.as_tuple().exponent
    decimals = max(digits, -exponent if isinstance(exponent, int) else digits)
    pieces = EXACT.multiply(quantity.copy_abs(), Decimal(5).scaleb(-decimals - 1, EXACT))
    explained = max(pieces, Decimal(5).scaleb(-digits - 1, EXACT))
    return gap if gap > explained else Decimal(0)


def _within_decimals(price: Decimal) -> Decimal | None:
    """Return the price with at most seven decimals, or None when it has more that are not zero."""
    written = price.quantize(RATE_STEP, context=EXACT)
    return written if written == price else None


def _product(quantity: Decimal, rate: Decimal, digits: int) -> int:
    return round_minor(EXACT.multiply(quantity, rate), digits)


def _divide(total_minor: int, quantity: Decimal, digits: int) -> Decimal:
    """Divide in whole numbers, so that the one rounding, half up at the seventh decimal, is exact."""
    numerator, denominator = quantity.as_integer_ratio()
    above = total_minor * denominator * 10**RATE_DECIMALS
    below = numerator * 10**digits
    return Decimal((2 * above + below) // (2 * below)).scaleb(-RATE_DECIMALS, EXACT)
