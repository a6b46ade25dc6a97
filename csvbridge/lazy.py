"""Columns whose entries are made when somebody reads them: a million pairs of which one reads forty.

In: how many entries there are, and what makes one from its number. Out: a sequence. `Made` keeps nothing: an entry that
is read twice is made twice; `Kept` keeps what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

Entry = TypeVar("Entry")


class Made(Sequence[Entry]):
    """A sequence of `size` entries, each made by `make(number)` when it is read."""

    def __init__(self, size: int, make: Callable[[int], Entry]) -> None:
        self._numbers = range(size)
        self._make = make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, slice):
            return [self._make(number) for number in self._numbers[at]]
        return self._make(self._numbers[at])


class Kept(Made[Entry]):
    """The same of entries that several readers want: each is made once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        made: dict[int, Entry] = {}

        def entry(number: int) -> Entry:
            if number not in made:
                made[number] = entries[number]
            return made[number]

        super().__init__(len(entries), entry)
