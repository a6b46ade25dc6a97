"""Tables for people, before anybody knows how a workbook is written: columns, rows, notes, totals.

In: what a review wants to show. Out: plain values. Nothing here opens a file or loads a library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | date | None

MOST_ROWS = 1_000_000  # of a table for people: Excel has 1,048,576, the rest is for notes and totals


class Strong(str):
    """A text that is written in bold."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column of a table for people. `choices` are offered in a list; other text can still be typed.

    `entry`: its cells are for people to fill in. They are open where the sheet is locked, and take nothing but the
    choices where there are any.
    """

    heading: str
    width: int
    kind: Literal["text", "money", "date", "number", "score"] = "text"
    choices: tuple[str, ...] = ()
    entry: bool = False
    offers: tuple[str, ...] = ()
    """Headings of neighbouring columns: each row offers what it has there itself. Other text can be typed."""
    doubted: str = ""
    """What is asked before other text than what is offered is taken; blank: it is taken without a word."""
    in_print: bool = True
    """Columns at the end that are not printed make the others larger on paper."""
    whole: bool = True
    """Whether all of a text is shown; one that is not takes one line, whatever the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """A sheet for people: notes above the table, totals below it.

    `locked` lets a person fill in the columns that are for it, filter, and make columns wider, and no more: no cell of
    the table is changed by a slip. It has no password. Sorting is allowed too, but programs sort open cells only.
    `is_text` is a sheet to read: no filter.
    """

    title: str
    columns: Sequence[ReviewColumn]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    totals: Sequence[Sequence[Value]] = ()
    locked: bool = False
    is_text: bool = False
    frozen: int = 0
    """Columns that stay in sight when the rest is moved."""
