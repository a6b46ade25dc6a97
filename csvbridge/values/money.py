"""Exact amounts and how they are written.

In: Decimals and whole numbers of the smallest unit (cents). Out: the same, or text. It never rounds an
amount; the one function that rounds is for quantity times rate, and `format_rate` for rates that QuickBooks
cannot take whole.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for the product of any two numbers that can be read; the default context would round at 28 digits."""

RATE_DECIMALS = 7
"""Most decimals of a price or rate. Source: qbo-import.md 4.2 (11 digits before the point, 7 after)."""

RATE_STEP = Decimal(1).scaleb(-RATE_DECIMALS)

_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}  # ISO 4217, list one: every other currency has two

CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
    "HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT "
    "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR "
    "SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD "
    "UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL".split()
) | frozenset(_DIGITS)
"""ISO 4217's codes, with a few that ended lately and that older records still carry."""


def currency_digits(code: str) -> int:
    """Return how many decimals the currency's smallest unit has; 2 for an unknown code. Source: ISO 4217."""
    return _DIGITS.get(code.strip().upper(), 2)


def to_minor(value: Decimal, digits: int = 2) -> int | None:
    """Return the amount in its smallest unit, or None when it has a part of that unit (never rounded)."""
    if not value.is_finite():
        return None
    scaled = value.scaleb(digits, EXACT)
    whole = int(scaled)
    return whole if whole == scaled else None


def to_decimal(minor: int, digits: int = 2) -> Decimal:
    """Return an amount of smallest units as a Decimal with the currency's decimals."""
    return Decimal(minor).scaleb(-digits, EXACT)


def format_minor(minor: int, digits: int = 2) -> str:
    """Return an amount as it is written: `-200.00`, no thousands marks."""
    if digits == 2:  # nearly all money
        sign, minor = ("-", -minor) if minor < 0 else ("", minor)
        return f"{sign}{minor // 100}.{minor % 100:02d}"
    whole, part = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


@lru_cache(maxsize=1 << 16)
def format_quantity(quantity: Decimal) -> str:
    """Return a quantity without trailing zeros and without exponent: `3`, `0.5`. Source: contract.md 4."""
    text = str(quantity)
    if "E" in text:
        text = f"{quantity:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=1 << 16)
def format_rate(rate: Decimal) -> str:
    """Return a rate with two to seven decimals: `1250.00`, `33.3333333`. Source: contract.md 4, qbo-import.md
    4.2.

    More decimals than seven are rounded half up; whoever writes such a price says so (`line_rate` gives
    none).
    """
    text = str(rate)
    if text[-3:-2] == "." and rate:  # two decimals already, as most have
        return text
    whole, _, decimals = format_quantity(rate.quantize(RATE_STEP, context=EXACT)).partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def round_minor(amount: Decimal, digits: int = 2) -> int:
    """Return an amount in its smallest unit, rounded half up, away from zero.

    The one function that rounds quantity times rate; an amount that somebody wrote goes through `to_minor`.
    """
    return int(amount.scaleb(digits, EXACT).to_integral_value(rounding=ROUND_HALF_UP, context=EXACT))
