"""The texts of a column, looked at together: most columns repeat few texts, most texts are sound, and one look at all
of them joined tells so.

In: a column's cells. Out: the different texts in the order in which they were met, and quick answers about all of
them. A quick answer is sure when it says that nothing is amiss; when it does not, each text has to be looked at. Every
answer is worked out once, for all who ask. It never changes a cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from csvbridge.values.text import prints

_SAMPLE = 1_000  # cells that tell whether a column repeats its texts
_LONGEST = 15  # digits before the point; with two behind it they fit into 64 bits
_AMOUNTS = re.compile(r"(?:[0-9]{1,11}(?:\.[0-9]{1,2})?)?(?:\n(?:[0-9]{1,11}(?:\.[0-9]{1,2})?)?)*+")
_WHOLE = 11  # digits before the point
_BREAK, _POINT, _MINUS, _ZERO = b"\n.-0"


class Numbers(NamedTuple):
    """A column of numbers that all have as many decimals: 12.50 is 1250 of 2."""

    digits: npt.NDArray[Any]  # of 64 bits; not every numpy tells min and max of a narrower type
    decimals: int


class Texts:
    """The texts of one column, which nobody changes any more."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells

    @cached_property
    def distinct(self) -> dict[str, None]:
        """The different texts, in the order in which they were met."""
        return dict.fromkeys(self.cells)

    @cached_property
    def all_of_them(self) -> Collection[str]:
        """The different texts; where nearly all differ the cells themselves, since telling them apart takes longer."""
        sample = self.cells[:_SAMPLE]
        return self.cells if len(set(sample)) * 2 > len(sample) else self.distinct

    @cached_property
    def joined(self) -> str:
        """All of them with a line feed between; text that has line feeds itself is found by their number."""
        return "\n".join(self.all_of_them)

    @cached_property
    def on_one_line_each(self) -> bool:
        """Whether no text holds a line feed."""
        return self.joined.count("\n") == max(len(self.all_of_them) - 1, 0)

    @cached_property
    def has_blank(self) -> bool:
        """Whether a cell is empty."""
        if not self.on_one_line_each:
            return "" in self.distinct
        joined = self.joined
        return bool(self.cells) and (not joined or joined[0] == "\n" or joined[-1] == "\n" or "\n\n" in joined)

    @cached_property
    def some_filled(self) -> bool:
        """Whether a cell has more than blanks."""
        return bool(self.joined.strip())

    @cached_property
    def all_filled(self) -> bool:
        """Whether every cell has more than blanks."""
        if self.trimmed:  # a text of blanks alone is not
            return not self.has_blank
        return all(map(str.strip, self.distinct))

    @cached_property
    def longest(self) -> int:
        """Characters of the longest text."""
        return max(map(len, self.all_of_them), default=0)

    @cached_property
    def of_amounts(self) -> bool:
        """Whether all are blank or plain numbers with at most 11 digits before and 2 after the point: nearly always."""
        if self.all_of_them is self.cells and (numbers := self.numbers) is not None:
            most = 10 ** (_WHOLE + numbers.decimals)
            sound = numbers.decimals <= 2 and 0 <= numbers.digits.min() and numbers.digits.max() < most
            return bool(sound) and "-" not in self.joined
        return self.on_one_line_each and _AMOUNTS.fullmatch(self.joined) is not None

    @cached_property
    def plain(self) -> bool:
        """Whether all of it is ASCII that prints."""
        return self.joined.isascii() and self.on_one_line_each and prints(self.joined.replace("\n", ""))

    @cached_property
    def trimmed(self) -> bool:
        """Whether all is plain, and no blank stands at an end of a text or beside another."""
        joined = self.joined
        return self.plain and not any(odd in joined for odd in ("  ", " \n", "\n ")) and joined == joined.strip(" ")

    def begins_with(self, signs: Collection[str]) -> bool:
        """Whether a text may begin with one of the signs."""
        return self.joined.startswith(tuple(signs)) or any(f"\n{sign}" in self.joined for sign in signs)

    @cached_property
    def numbers(self) -> Numbers | None:
        """The cells as numbers, where every one is filled and all have two decimals or none."""
        joined = self.joined if self.all_of_them is self.cells else "\n".join(self.cells)
        return _numbers(joined, len(self.cells)) if joined.isascii() else None


def _numbers(joined: str, count: int) -> Numbers | None:
    """Read numbers with a line feed between; None where one is none, too long, or of other decimals than the rest."""
    signs = np.frombuffer(f"{joined}\n".encode("ascii"), np.uint8)
    ends = np.flatnonzero(signs == _BREAK)
    if not count or len(ends) != count:
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))
    points = np.flatnonzero(signs == _POINT)
    if len(points) and (len(points) != count or not (ends - points == 3).all()):
        return None
    whole: npt.NDArray[Any] = (points if len(points) else ends) - starts
    minus = signs[starts] == _MINUS
    others = count + len(points) + int(minus.sum())
    if (whole - minus).min() < 1 or whole.max() > _LONGEST or int(((signs - _ZERO) > 9).sum()) != others:
        return None
    # read as whole numbers, never by way of floats
    digits = np.fromstring(joined.replace(".", ""), np.int64, sep="\n")
    return Numbers(digits, 2 if len(points) else 0)
