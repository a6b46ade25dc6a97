"""Amounts in the columns of a file for an import screen, exact.

In: the texts of a column. Out: a Decimal for each cell, None where it is blank or no plain number (the check of cells
has said so). It never rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csvbridge.values.numbers import plain_numbers

ZERO = Decimal(0)


def amounts_of(cells: Sequence[str]) -> list[Decimal | None]:
    """Return the value of each cell; each distinct text is read once."""
    distinct = set(cells)
    filled = {text for text in distinct if text.strip()}
    plain = plain_numbers(filled, ".")
    if plain is not None:
        values = plain
    else:
        read = {text: plain_numbers([text], ".") for text in filled}
        values = {text: found[text] for text, found in read.items() if found is not None}
    return [values.get(text) for text in cells]


def shown(value: Decimal) -> str:
    """Return an amount as messages show it: two decimals at least, no exponent."""
    return f"{value:.2f}" if value == value.quantize(Decimal("0.01")) else f"{value:f}"
