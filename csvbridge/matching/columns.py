"""Columns of numbers instead of texts: what every later step compares, sorts and counts.

In: columns of text. Out: distinct texts with their places, words as numbers of one vocabulary, lists of numbers of
unequal length. A million records are millions of words: nothing here runs once per cell but the dictionary look-up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, islice
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]  # of 64 bits: numpy's own arithmetic has no narrower types to offer
Small = npt.NDArray[Any]  # of 32
Flags = npt.NDArray[Any]
Floats = npt.NDArray[Any]
Steps = npt.NDArray[Any]  # of 8: the step of a comparison, one per pair


def distinct(texts: Sequence[str]) -> tuple[list[str], Ints]:
    """Return the distinct texts in order of first appearance, and for every place the number of its text."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    where = np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))
    return list(numbers), where


def spliced(texts: list[str], others: Mapping[int, Sequence[str]]) -> tuple[list[str], Ints]:
    """Return the texts with those at some places replaced by none, one or several others, and how many each gave."""
    flat: list[str] = []
    before = 0
    for place in sorted(others):
        flat += texts[before:place]
        flat += others[place]
        before = place + 1
    flat += texts[before:]
    counts = np.ones(len(texts), np.int64)
    counts[list(others)] = list(map(len, others.values()))
    return flat, counts


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers, one per record: list `i` is `flat[starts[i]:starts[i + 1]]`."""

    flat: Small
    starts: Ints

    @property
    def size(self) -> int:
        """How many lists there are."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Return the length of every list."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Small:
        """Return, for every element, the number of its list."""
        return np.repeat(np.arange(self.size, dtype=np.int32), self.lengths)

    def only(self, kept: Flags) -> Lists:
        """Return the lists without the elements that are not kept; `kept` is one flag per element."""
        before = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
        return Lists(self.flat[kept], before[self.starts])

    def take(self, which: Ints) -> Lists:
        """Return the lists of these numbers, in this order."""
        lengths = self.lengths[which]
        return Lists(self.flat[ranges(self.starts[which], lengths)], starts_of(lengths))

    def sums(self, values: Floats) -> Floats:
        """Return the sum of `values`, one per element, of every list."""
        return np.bincount(self.owners, weights=values, minlength=self.size).astype(np.float32)

    def any(self, flags: Flags) -> Flags:
        """Return for every list whether one of its elements is flagged."""
        found: Flags = self.lists_with(flags) > 0
        return found

    def lists_with(self, flags: Flags) -> Ints:
        """Return for every list how many of its elements are flagged."""
        before: Ints = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
        counts: Ints = before[self.starts[1:]] - before[self.starts[:-1]]
        return counts


def once(values: Ints) -> Ints:
    """Return the values sorted, each once: a plain sort, for hashing millions of numbers is slower."""
    if not len(values):
        return values
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def among(values: Ints, known: Ints) -> Flags:
    """Return which values are among the known ones, which are sorted: many times as fast as hashing them."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    place = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: Flags = known[place] == values
    return found


def once_and_where(values: Ints) -> tuple[Ints, Ints]:
    """Return the values sorted, each once, and for every place the number of its value."""
    order = np.argsort(values)  # not a stable one: equal values are one
    ordered = values[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(values) else np.zeros(0, np.bool_)
    where = np.empty(len(values), np.int64)
    where[order] = np.cumsum(new) - 1
    return ordered[new], where


def written_together(lists: Lists, texts: Sequence[str]) -> list[str]:
    """Return the texts of every list as one, with nothing between them."""
    if not lists.size:
        return []
    apart = np.insert(lists.flat, lists.starts[1:-1], len(texts))
    return "".join(map([*texts, "\n"].__getitem__, apart.tolist())).split("\n")


def bins(values: Floats | Ints, edges: list[float]) -> Steps:
    """Return in which of the ranges between the edges each value lies, the lowest being 0."""
    return np.digitize(values, edges).astype(np.int8)


def starts_of(lengths: Ints) -> Ints:
    """Return where lists of these lengths start, and at last where they end."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """Return the numbers `start, start + 1 …` of every range, one range after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)


def cross(left: Lists, right: Lists) -> tuple[Ints, Ints, Ints]:
    """Return every element of a left list beside every one of the right list of the same number.

    Out: the list's number, the place in `left.flat`, the place in `right.flat`.
    """
    wide = right.lengths
    times = np.repeat(wide, left.lengths)
    owner = np.repeat(np.arange(left.size), left.lengths)
    total_owner = np.repeat(owner, times)
    left_place = np.repeat(np.arange(len(left.flat), dtype=np.int64), times)
    right_place = ranges(right.starts[:-1][owner], times)
    return total_owner, left_place, right_place


@dataclass(slots=True)
class Vocabulary:
    """Words and their numbers, shared by all fields: a city in a name is the city in an address."""

    words: list[str] = field(default_factory=list)
    numbers: defaultdict[str, int] = field(default_factory=defaultdict)

    def lists(self, texts: Iterable[Sequence[str]]) -> Lists:
        """Return lists of words as lists of numbers; new words are taken in."""
        rows = list(texts)
        return self.counted(list(chain.from_iterable(rows)), np.fromiter(map(len, rows), np.int64, len(rows)))

    def counted(self, words: Sequence[str], counts: Ints, most: int | None = None) -> Lists:
        """Return words, one list after the other, as lists of numbers: so many for each list, at most `most`."""
        starts = starts_of(counts)
        if most is not None and len(counts) and int(counts.max()) > most:
            kept = np.arange(len(words)) - np.repeat(starts[:-1], counts) < most
            words = list(compress(words, kept.tolist()))
            starts = starts_of(np.minimum(counts, most))
        return Lists(self.of(words), starts)

    def of(self, words: Sequence[str]) -> Small:
        """Return the numbers of words; new words are taken in."""
        numbers = self.numbers
        numbers.default_factory = count(len(numbers)).__next__
        found = np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))
        numbers.default_factory = None  # a word that is looked up is not taken in
        if len(numbers) > len(self.words):
            self.words += islice(numbers, len(self.words), None)
        return found

    def table(self, values: Mapping[str, str]) -> Small:
        """Return, for every word, the number of the word that stands for it, or its own."""
        numbers = self.numbers
        known = [(number, word) for text, word in values.items() if (number := numbers.get(text)) is not None]
        others = self.of([word for _, word in known])
        out = np.arange(len(self.words), dtype=np.int32)
        out[[number for number, _ in known]] = others
        return out

    def flags(self, chosen: Iterable[str]) -> Flags:
        """Return, for every word, whether it is among the chosen."""
        out = np.zeros(len(self.words), np.bool_)
        for word in chosen:
            number = self.numbers.get(word)
            if number is not None:
                out[number] = True
        return out
