"""Numbers as people and programs write them.

In: the text of a cell and the decimal mark of its file. Out: an exact value with the currency written beside
it, or None. One strict grammar: what is not certainly a number is none, and a decimal mark is decided for a
file as a whole. It never guesses, never rounds. Amounts and rates (`money`, `rates`) are offered here too:
one place to import from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from csvbridge.values.money import (
    CURRENCIES,
    EXACT,
    currency_digits,
    format_minor,
    format_quantity,
    format_rate,
    round_minor,
    to_decimal,
    to_minor,
)
from csvbridge.values.rates import LineRate, beyond_rounding, line_rate

__all__ = [
    "EXACT",
    "LineRate",
    "MarkDecision",
    "Number",
    "beyond_rounding",
    "currency_digits",
    "decide_mark",
    "format_minor",
    "format_quantity",
    "format_rate",
    "is_blank_number",
    "line_rate",
    "parse_number",
    "parse_percent",
    "plain_numbers",
    "round_minor",
    "to_decimal",
    "to_minor",
]

_LONGEST = 64  # characters of a cell that can be a number; also keeps the grammar quick on any text
_MOST_DIGITS = 30  # 1e+21, the largest that JavaScript writes so, has 22
_BLANKS = frozenset({"", "-", "n/a", "#n/a", "null"})
_SYMBOLS = {"$": "", "£": "GBP", "€": "EUR", "¥": "JPY"}  # a $ is the dollar of many countries: it names none

_B = "[ \u00a0\u202f]?"  # a blank, a no-break blank or a narrow one
_GROUP_MARKS = {".": "[, \u00a0\u202f'’]", ",": "[. \u00a0\u202f'’]"}


def _grammar(mark: str) -> re.Pattern[str]:
    decimals = rf"(?:{re.escape(mark)}[0-9]+)?"
    # a first group is 1 to 999: nobody writes 0,123 for a hundred and twenty-three
    grouped = rf"[1-9][0-9]{{0,2}}(?P<by>{_GROUP_MARKS[mark]})[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*{decimals}"
    body = rf"(?P<body>{grouped}|[0-9]+{decimals}(?:[eE][-+]?[0-9]{{1,3}})?)"
    code, symbol, sign = "[A-Z]{3}", "[$£€¥]", "[-+]"
    head = rf"(?P<c1>{code})?{_B}(?P<y1>{symbol})?{_B}(?P<open>\()?(?P<s1>{sign})?"
    next_ = rf"(?P<c2>{code})?{_B}(?P<y2>{symbol})?{_B}(?P<s2>{sign})?"
    tail = rf"(?P<s3>-)?(?P<close>\))?{_B}(?P<y3>{symbol})?{_B}(?P<c3>{code})?"
    return re.compile(head + next_ + body + tail)


_GRAMMARS = {mark: _grammar(mark) for mark in ".,"}
_PLAIN = {
    ".": re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,10})?"),
    ",": re.compile(r"-?[0-9]{1,20}(?:,[0-9]{1,10})?"),
}


_PLAIN_COLUMNS = {mark: re.compile(f"{one.pattern}(?:\n{one.pattern})*+") for mark, one in _PLAIN.items()}


class Number(NamedTuple):
    """An exact value, and the ISO code of the currency written beside it (blank: none, or a $)."""

    value: Decimal
    currency: str


class MarkDecision(NamedTuple):
    """The decimal mark of a file, or None with the evidence that it is unclear."""

    mark: str | None
    evidence: str
    status: Literal["decided", "either", "ambiguous", "mixed"]


def is_blank_number(text: str) -> bool:
    """Whether the cell holds no number at all (blank, `-`, `N/A`). Source: salesforce-exports.md 4.6."""
    return text.strip().lower() in _BLANKS


def parse_number(text: str, mark: str) -> Number | None:
    """Return the number of a cell, with `.` or `,` as its decimal mark, or None when it is not certainly one.

    Currency code or symbol, sign on either side or parentheses, groups of three, exponents. A € or £ names
    its currency like a code does, a $ does not; ¥ is taken for the yen. Source: salesforce-exports.md 4.2.
    """
    text = text.strip()
    if _PLAIN[mark].fullmatch(text):
        return Number(_unsigned_zero(Decimal(text.replace(",", "."))), "")
    match = _GRAMMARS[mark].fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    codes, symbols = _present(match, "c1", "c2", "c3"), _present(match, "y1", "y2", "y3")
    signs = _present(match, "s1", "s2", "s3")
    brackets = _present(match, "open", "close")
    if len(codes) > 1 or len(symbols) > 1 or len(brackets) == 1 or len(signs) + len(brackets) // 2 > 1:
        return None
    currency = _currency(codes, symbols)
    value = _value(match["body"], match["by"] or "", mark)
    if currency is None or value is None:
        return None
    negative = bool(brackets) or signs == ["-"]
    return Number(_unsigned_zero(value.copy_negate() if negative else value), currency)


def plain_numbers(texts: Collection[str], mark: str) -> dict[str, Decimal] | None:
    """Return the numbers of a column's texts when all are plain (`1250.00`, `-3`) and none is blank; else None.

    They are the values that `parse_number` gives, many times as quick: programs write whole columns of such numbers.
    """
    joined = "\n".join(texts)
    if not texts or joined.count("\n") != len(texts) - 1 or not _PLAIN_COLUMNS[mark].fullmatch(joined):
        return None
    values = map(Decimal, joined.replace(",", ".").split("\n"))
    if "-0" in joined:
        values = map(_unsigned_zero, values)
    return dict(zip(texts, values, strict=True))


def parse_percent(text: str, mark: str) -> Decimal | None:
    """Return percent points: `10`, `10.00` and `10%` are all ten; None when blank or no percentage."""
    body = text.strip()
    if len(body) > _LONGEST or any(symbol in body for symbol in _SYMBOLS):
        return None
    number = parse_number(body.removesuffix("%"), mark)
    return number.value if number is not None and not number.currency else None


# Digits, one mark, and not three digits behind it: nothing but a decimal mark can stand there.
_TELLS = re.compile(r"-?[0-9]+([.,])(?:[0-9]{1,2}|[0-9]{4,})")


# A column of whole numbers, blanks, and numbers that tell of a decimal point, as most are.
_POINT = r"(?:-?[0-9]+(?:\.(?:[0-9]{4,}|[0-9]{1,2}))?)?"
_ALL_POINT = re.compile(f"{_POINT}(?:\n{_POINT})*+")


def decide_mark(texts: Iterable[str]) -> MarkDecision:
    """Decide the decimal mark from all numeric cells of a file together; what is no number is passed over.

    A cell tells when only one reading is a number (`1,234.50`, `0,5`). Whole numbers read alike either way;
    `1,234` alone does not tell, and telling cells that disagree decide nothing. Source: salesforce-exports.md
    4.2.
    """
    texts = list(texts)
    joined = "\n".join(texts)
    if joined.count("\n") == len(texts) - 1 and _ALL_POINT.fullmatch(joined):
        first = next((text for text in texts if "." in text), None)
        return _decision({".": first} if first is not None else {}, "")
    telling: dict[str, str] = {}
    unclear = ""
    for text in texts:
        if "." not in text and "," not in text:
            continue  # reads alike either way
        plain = _TELLS.fullmatch(text)
        if plain is not None:
            telling.setdefault(plain[1], text)
            continue
        point, comma = _read_any(text, "."), _read_any(text, ",")
        if point is None and comma is None:
            continue
        if point is None or comma is None:
            telling.setdefault("," if point is None else ".", text.strip())
        elif point != comma and not unclear:
            by_point, by_comma = format_quantity(point), format_quantity(comma)
            unclear = f'"{text.strip()}" is {by_point} with a decimal point, {by_comma} with a decimal comma'
    return _decision(telling, unclear)


def _decision(telling: dict[str, str], unclear: str) -> MarkDecision:
    if len(telling) > 1:
        evidence = f'"{telling["."]}" needs a decimal point, "{telling[","]}" a decimal comma'
        return MarkDecision(None, evidence, "mixed")
    if telling:
        mark, quoted = telling.popitem()
        name = "comma" if mark == "," else "point"
        return MarkDecision(mark, f'"{quoted}" is a number only with a decimal {name}', "decided")
    if unclear:
        return MarkDecision(None, unclear, "ambiguous")
    return MarkDecision(".", "only whole numbers, which read alike either way", "either")


def _read_any(text: str, mark: str) -> Decimal | None:
    """Read a cell as a percentage or as a number, whichever it is."""
    if text.rstrip().endswith("%"):
        return parse_percent(text, mark)
    number = parse_number(text, mark)
    return None if number is None else number.value


def _present(match: re.Match[str], *names: str) -> list[str]:
    return [match[name] for name in names if match[name]]


def _currency(codes: list[str], symbols: list[str]) -> str | None:
    """Return the currency's code, blank when none is written, None when unknown or unlike its symbol."""
    meant = _SYMBOLS[symbols[0]] if symbols else ""
    if not codes:
        return meant
    code = codes[0]
    if code not in CURRENCIES or (meant and meant != code and (meant, code) != ("JPY", "CNY")):
        return None
    return code


def _value(body: str, by: str, mark: str) -> Decimal | None:
    """Return the exact value without exponent, or None when it has more digits than any amount."""
    value = Decimal(body.replace(by, "").replace(mark, ".") if by else body.replace(mark, "."))
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if max(len(digits) + exponent, -exponent, len(digits)) > _MOST_DIGITS:
        return None
    if exponent <= 0:
        return value
    return Decimal(int("".join(map(str, digits))) * 10**exponent)


def _unsigned_zero(value: Decimal) -> Decimal:
    return value if value else value.copy_abs()
