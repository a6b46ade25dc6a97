"""Payment terms in days.

In: the name of the terms as QuickBooks has it. Out: the days until the net amount is due, or None for terms
that a number of days cannot say. It never guesses at a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NET = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})?\s*(?:%\s*[0-9]{1,3}|/\s*[0-9]{1,3}),?\s*)?net\s*([0-9]{1,3})(?:\s*days)?",
    re.IGNORECASE,
)
_ON_RECEIPT = re.compile(r"due\s+(?:up)?on\s+receipt", re.IGNORECASE)


@lru_cache(maxsize=64)
def terms_days(terms: str) -> int | None:
    """Return the days of `Net 30`, `Due on receipt` (0) or `2% 10 Net 30` (30), in any case; None when not
    known.

    Source: contract.md 4 (due date by terms), 2 (unknown terms stop the run).
    """
    text = terms.strip()
    if _ON_RECEIPT.fullmatch(text):
        return 0
    match = _NET.fullmatch(text)
    return int(match[1]) if match else None
