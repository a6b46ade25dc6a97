"""Candidates: which pairs of records are worth comparing, of the many that are not.

In: the parts of all records. Out: pairs of positions, none twice. A record is a bag of values (words of its names,
telephone, address, street, postal code …); two records meet when they share two of each other's rarest values, or one
very rare value. A block that holds too many is taken apart by a third value, or dropped: what many share tells nobody
from another. All keys are counted before any pair is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, distinct, once, starts_of
from csvbridge.matching.parts import Parts
from csvbridge.matching.spelling import most_usual, skeletons

RAREST = 12
"""How many of a record's rarest values make its keys, two by two."""
RAREST_OF_MANY, MANY = 9, 300_000
"""The same for a list of more records than that, where a rare value says more and keys take memory."""
ENOUGH = 16
"""Pairs per record of a long list, each key's counted by itself, that all blocks may make: the largest go first."""
TELLING = 8
"""Records that may share a value which tells a customer by itself: a whole name, a telephone, an address."""
SELDOM = 3
"""Records that have a word which may still be a slip of a more usual one."""
LARGEST = 24
"""Records of a block that are all compared with one another."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 by the golden ratio: Fibonacci hashing (Knuth 6.4)

WORDS, NAME, CONTACT, STREET, PLACE = range(5)
"""Groups of values. Two values of one group say the same thing twice and make no key; two words of a name do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: which record has which value, its group, and how many records may share it and be compared for
    it alone. That a record has a value may be said twice."""

    owner: Small
    value: Small
    group: int
    few: int


@dataclass(frozen=True, slots=True)
class Bag:
    """The values of every record, as one number each over all kinds; the rest is one per value."""

    values: Lists
    spread: Ints
    """How many records have it."""
    group: Small
    few: Small


def _kinds(parts: Parts) -> list[Kind]:
    names, places = parts.names, parts.addresses
    first = names.of_record[:-1]
    core = Lists(names.core.flat, names.core.starts[names.of_record])  # the variants of a record, one after the other
    spoken = parts.vocabulary.words
    return [
        Kind(*_with_usual(*_listed(core), spoken, parts.full_names), WORDS, 5),
        Kind(*_single(parts.whole_name[first]), NAME, 8),
        Kind(*_single(parts.beginning[first]), NAME, 2),
        Kind(*_single(parts.ending[first]), NAME, 2),
        Kind(*_single(parts.initials[first]), NAME, 0),
        Kind(core.owners, _sounds(core, spoken), NAME, 0),
        Kind(*_listed(parts.phones.of), CONTACT, 8),
        Kind(*_listed(parts.mails.of), CONTACT, 8),
        Kind(*_single(parts.tax), CONTACT, 8),
        Kind(*_with_usual(*_boxes(parts), parts.mails.boxes), CONTACT, 3),
        Kind(*_listed(parts.sites.of), CONTACT, 8),
        Kind(*_with_usual(*_single(places.street.of), places.street.texts), STREET, 4),
        Kind(*_single(places.house.of), STREET, 0),
        Kind(*_single(places.postal.of), PLACE, 0),
        Kind(*_with_usual(*_single(places.city.of), places.city.texts), PLACE, 0),
    ]


def _with_usual(owner: Small, value: Small, texts: Sequence[str], others: Small | None = None) -> tuple[Small, Small]:
    """Return values and, beside a rare one, the usual one that it may be a slip of (or `others` name for it)."""
    spread = np.bincount(value, minlength=len(texts))
    usual = np.where(spread <= SELDOM, most_usual(texts, spread), np.arange(len(texts), dtype=np.int32))
    owners, values = [owner], [value]
    for added in (usual, others):
        if added is not None:
            new = np.flatnonzero(added[value] != value)
            owners.append(owner[new])
            values.append(added[value[new]])
    return np.concatenate(owners), np.concatenate(values)


def _sounds(words: Lists, texts: Sequence[str]) -> Small:
    """Return, for every word, the number of its first letter and its consonants in order, each once in a row."""
    spoken = once(words.flat)
    sound = np.zeros(len(texts), np.int32)
    sound[spoken] = distinct(skeletons([texts[number] for number in spoken.tolist()]))[1]
    return sound[words.flat]


def collect(parts: Parts) -> Bag:
    """Return every record's bag of values."""
    owner: list[Small] = []
    value: list[Ints] = []
    group: list[Small] = []
    few: list[Small] = []
    offset = 0
    for kind in _kinds(parts):
        width = int(kind.value.max()) + 1 if len(kind.value) else 0
        owner.append(kind.owner)
        value.append(kind.value.astype(np.int64) + offset)
        group.append(np.full(width, kind.group, np.int32))
        few.append(np.full(width, kind.few, np.int32))
        offset += width
    bits = max(offset, 1).bit_length()
    packed = once((np.concatenate(owner).astype(np.int64) << bits) + np.concatenate(value))
    owners, values = packed >> bits, packed & ((1 << bits) - 1)
    return Bag(
        values=Lists(values.astype(np.int32), starts_of(np.bincount(owners, minlength=parts.size))),
        spread=np.bincount(values, minlength=offset),
        group=np.concatenate(group),
        few=np.concatenate(few),
    )


def _single(of: Small) -> tuple[Small, Small]:
    owner = np.flatnonzero(of >= 0).astype(np.int32)
    return owner, of[owner]


def _listed(of: Lists) -> tuple[Small, Small]:
    return of.owners, of.flat


def _boxes(parts: Parts) -> tuple[Small, Small]:
    """The part before the @ of addresses that are a person's."""
    mails = parts.mails
    own = ~mails.role[mails.of.flat]
    return mails.of.owners[own], mails.box[mails.of.flat[own]]


def candidates(parts: Parts) -> tuple[Small, Small]:
    """Return the pairs to compare: two columns of positions, left before right, sorted, none twice."""
    bag = collect(parts)
    found = [_pairs_of_two(parts, bag), _pairs_of_one(bag)]
    packed = once(np.concatenate(found))
    return (packed // parts.size).astype(np.int32), (packed % parts.size).astype(np.int32)


def _rarest(bag: Bag, count: int) -> Small:
    """Return every record's rarest values that another record has too: a row of records for the rarest, one for the
    next …, -1 where a record has no more."""
    shared = bag.values.only(bag.spread[bag.values.flat] > 1)
    by_rank = np.argsort(bag.spread, kind="stable")  # ties by value: the same in every run
    rank = np.empty(len(by_rank), np.int64)
    rank[by_rank] = np.arange(len(by_rank))
    bits = max(len(rank), 1).bit_length()
    order = np.sort((shared.owners.astype(np.int64) << bits) + rank[shared.flat])
    owner = order >> bits
    place = np.arange(len(order)) - shared.starts[owner]
    kept = place < count
    rarest = np.full((count, bag.values.size), -1, np.int32)
    rarest[place[kept], owner[kept]] = by_rank[order[kept] & ((1 << bits) - 1)]
    return rarest


def _pairs_of_two(parts: Parts, bag: Bag) -> Ints:
    """Return packed pairs of records that share two of their rarest values."""
    most = RAREST if parts.size <= MANY else RAREST_OF_MANY
    rarest = _rarest(bag, most)
    group = np.append(bag.group, -1)[rarest]
    width = len(bag.spread)
    bits = max(parts.size - 1, 1).bit_length()  # key and record in one number: they are sorted together
    keys: list[Ints] = []
    for second in range(1, most):
        has = np.flatnonzero(rarest[second] >= 0)
        values, groups = (column[: second + 1].take(has, axis=1) for column in (rarest, group))
        for first in range(second):
            apart = np.flatnonzero(_telling_together(groups[first], groups[second]))
            one, other = values[first].take(apart).astype(np.int64), values[second].take(apart).astype(np.int64)
            key = (np.minimum(one, other) * width + np.maximum(one, other)).view(np.uint64)
            key *= _SPREAD
            key >>= np.uint64(1 + bits)
            key <<= np.uint64(bits)
            key |= has.take(apart).view(np.uint64)
            keys.append(key)
    packed = np.concatenate(keys) if keys else np.zeros(0, np.uint64)
    packed.sort()
    key = packed >> np.uint64(bits)
    shared = np.zeros(len(key) + 1, np.bool_)
    shared[1:-1] = key[1:] == key[:-1]
    places = np.flatnonzero(shared[1:] | shared[:-1])  # most keys are one record's alone
    return _blocks(
        key.take(places).view(np.int64), (packed.take(places) & np.uint64((1 << bits) - 1)).view(np.int64), parts
    )


def _telling_together(one: Small, other: Small) -> Flags:
    """Return where two values, of these groups, say more than one of them: not twice the same."""
    found: Flags = ((one != other) & (one + other != WORDS + NAME)) | ((one == WORDS) & (other == WORDS))
    return found


def _pairs_of_one(bag: Bag) -> Ints:
    """Return packed pairs of records that share one telling value with few others; of one that many share, each with
    the next that has it: records stand in the order of what is in them, so the next is the likest."""
    spread, few = bag.spread[bag.values.flat], bag.few[bag.values.flat]
    owners = bag.values.owners.astype(np.int64)
    kept = np.flatnonzero((spread > 1) & (spread <= few))
    kept = kept[np.argsort(bag.values.flat[kept], kind="stable")]
    found = _within(bag.values.flat[kept], owners[kept], bag.values.size)
    crowd = np.flatnonzero((spread > few) & (few >= TELLING))
    crowd = crowd[np.lexsort((owners[crowd], bag.values.flat[crowd]))]
    value, owner = bag.values.flat[crowd], owners[crowd]
    next_to = np.flatnonzero(value[1:] == value[:-1])
    return np.concatenate((found, owner[next_to] * bag.values.size + owner[next_to + 1]))


def _blocks(key: Ints, owner: Ints, parts: Parts) -> Ints:
    """Return packed pairs within blocks of equal keys, which are sorted.

    A block that is too large is taken apart by postal code and by name.
    """
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate((first, [len(key)])))
    block = np.repeat(np.arange(len(first)), sizes)
    wide = np.repeat(sizes, sizes)
    largest = _largest(sizes, parts.size) if parts.size > MANY else LARGEST
    small = wide <= largest
    found = [_within(key[small], owner[small], parts.size)]
    large = wide > largest
    if large.any():
        names = parts.whole_name[parts.names.of_record[:-1]]
        block, owner = block[large], owner[large]
        for third in (parts.addresses.postal.of, names):
            value = third[owner].astype(np.int64)
            has = value >= 0
            finer = block[has] * (int(third.max(initial=0)) + 1) + value[has]
            rows = owner[has]
            by = np.argsort(finer, kind="stable")
            finer, rows = finer[by], rows[by]
            starts = np.flatnonzero(np.concatenate(([True], finer[1:] != finer[:-1]))) if len(finer) else finer
            size = np.diff(np.concatenate((starts, [len(finer)])))
            fits = np.repeat((size > 1) & (size <= largest), size)
            found.append(_within(finer[fits], rows[fits], parts.size))
    return np.concatenate(found)


def _largest(sizes: Ints, records: int) -> int:
    """Return how large a block may be so that all together do not make too many pairs."""
    blocks = np.bincount(np.minimum(sizes, LARGEST + 1), minlength=LARGEST + 2)[: LARGEST + 1]
    size = np.arange(LARGEST + 1)
    pairs = np.cumsum(blocks * (size * (size - 1) // 2))
    return max(int(np.searchsorted(pairs, ENOUGH * records, "right")) - 1, 2)


def _within(key: Ints, owner: Ints, records: int) -> Ints:
    """Return the packed pairs of owners that have a key in common, each once.

    Equal keys stand together, and the owners of one in order.
    """
    found: list[Ints] = []
    step = 1
    places = np.flatnonzero(key[1:] == key[:-1])
    while len(places):
        left, right = owner.take(places), owner.take(places + step)
        found.append((left * records + right)[left != right])
        step += 1
        places = places[: np.searchsorted(places, len(key) - step)]
        places = places[key.take(places) == key.take(places + step)]
    return once(np.concatenate(found)) if found else np.zeros(0, np.int64)
