"""Which rows of a QuickBooks report are totals or its time stamp: parsed rows in, index -> reason out.

Asked only for tables with title rows above their headings, the layout of QuickBooks' reports (qbo-import.md
§15.1). A customer called "Total Wine", or "Total for Men" with a telephone number, is a record and stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TOTAL, STAMP = "total", "footer"
_GRAND = re.compile(r"(?:grand )?total$", re.IGNORECASE)
_TOTAL_FOR = re.compile(r"total for (?P<head>.+?)(?: with sub-?[a-z]+)?$", re.IGNORECASE | re.DOTALL)
_AMOUNT = re.compile(r"[-(]*[^\w\s(),.-]?[-(]*[0-9][0-9.,]*\)?%?$")
_STAMP = re.compile(
    r"(?:(?:accrual|cash) basis\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day, [a-z]+ [0-9]{1,2}, [0-9]{4},?"
    r"\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*[ap]m\b.*$",
    re.IGNORECASE,
)


def total_rows(rows: Sequence[Sequence[str]], start: int) -> dict[int, str]:
    """Return the rows from `start` on that are not records: totals, and the time stamp below the table.

    A total has its word in the first filled cell and nothing but amounts beside it; `Total for X` needs an
    amount, or a group head X above it, to be taken for one.
    """
    found: dict[int, str] = {}
    heads: set[str] = set()
    for index in range(start, len(rows)):
        first, rest = _cells(rows[index])
        if not rest and _STAMP.match(first):
            found[index] = STAMP
        elif _is_total(first, rest, heads):
            found[index] = TOTAL
        elif first and not rest:
            heads.add(first.casefold())
    return found


def is_quickbooks_report(rows: Sequence[Sequence[str]], head: int) -> bool:
    """Whether a table with title rows is laid out as QuickBooks' reports are.

    They have a column without a heading on the left, for the names of groups, and a time stamp at the end.
    """
    if rows[head] and not rows[head][0].strip():
        return True
    return any(why == STAMP or _TOTAL_FOR.match(_cells(rows[i])[0]) for i, why in total_rows(rows, head + 1).items())


def _cells(row: Sequence[str]) -> tuple[str, list[str]]:
    filled = [cell.strip() for cell in row if cell.strip()]
    return (filled[0], filled[1:]) if filled else ("", [])


def _is_total(first: str, rest: list[str], heads: set[str]) -> bool:
    if not all(_AMOUNT.match(cell) for cell in rest):
        return False
    if _GRAND.match(first):
        return bool(rest) or first == "TOTAL"
    named = _TOTAL_FOR.match(first)
    return named is not None and (bool(rest) or named["head"].casefold() in heads)
