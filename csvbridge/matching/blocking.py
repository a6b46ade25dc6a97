"""Candidates: which pairs of records are worth comparing, of the many that are not.

In: the parts of all records. Out: pairs of positions, none twice. Two records meet when they share two of each other's
rarest values, or one very rare value. A block that holds too many is taken apart by a third value, or dropped: what
many share tells nobody from another. All keys are counted before any pair is made.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from csvbridge.crowds import Crowd
from csvbridge.matching.bag import NAME, WORDS, Bag, collect, crowds
from csvbridge.matching.columns import Flags, Ints, Small, once
from csvbridge.matching.parts import Parts

RAREST = 12
"""How many of a record's rarest values make its keys, two by two."""
RAREST_OF_FEW, FEW = 15, 5_000
"""The same for a list of no more records than that, where keys cost little."""
RAREST_OF_MANY, MANY = 9, 300_000
"""The same for a list of more records than that, where a rare value says more and keys take memory."""
ENOUGH = 16
"""Pairs per record of a long list, each key's counted by itself, that all blocks may make: the largest go first."""
TELLING = 8
"""Records that may share a value which tells a customer by itself: a whole name, a telephone, an address."""
LARGEST = 24
"""Records of a block that are all compared with one another."""
THREADS = 2
PORTIONS = 4
"""Keys are sorted in portions, by their highest bits: of a long list all of them at once would be a gigabyte."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 by the golden ratio: Fibonacci hashing (Knuth 6.4)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs to compare: two columns of positions, left before right, sorted, none twice."""

    left: Small
    right: Small
    crowds: tuple[Crowd, ...]


def candidates(parts: Parts) -> Candidates:
    """Return the pairs to compare, and what so many records share that not all of these were brought together."""
    bag = collect(parts)
    found = [_pairs_of_two(parts, bag), _pairs_of_one(bag)]
    packed = once(np.concatenate(found))
    left, right = (packed // parts.size).astype(np.int32), (packed % parts.size).astype(np.int32)
    return Candidates(left, right, tuple(crowds(bag, LARGEST)))


def _rarest(bag: Bag, count: int) -> Small:
    """Return every record's rarest values that another record has too: a row of records for the rarest, one for the
    next …, -1 where a record has no more."""
    shared = bag.values.only(bag.spread[bag.values.flat] > 1)
    by_rank = np.argsort(bag.spread, kind="stable")  # ties by value: the same in every run
    rank = np.empty(len(by_rank), np.int64)
    rank[by_rank] = np.arange(len(by_rank))
    bits = max(len(rank), 1).bit_length()
    order = np.sort((shared.owners.astype(np.int64) << bits) + rank[shared.flat])
    values = by_rank.astype(np.int32)[order & ((1 << bits) - 1)]
    starts, lengths = shared.starts[:-1], shared.lengths
    rarest = np.full((count, bag.values.size), -1, np.int32)
    for place in range(count):
        has = np.flatnonzero(lengths > place)
        rarest[place, has] = values[starts[has] + place]
    return rarest


def _pairs_of_two(parts: Parts, bag: Bag) -> Ints:
    """Return packed pairs of records that share two of their rarest values."""
    bits = max(parts.size - 1, 1).bit_length()
    with ThreadPoolExecutor(THREADS) as threads:  # numpy leaves Python's lock while it sorts and counts
        shared = list(threads.map(lambda keys: _shared(keys, bits), _keys(bag, parts.size, bits)))
        largest = LARGEST
        if parts.size > MANY:
            largest = _largest(np.sum([_sizes(packed, bits) for packed in shared], axis=0), parts.size)
        return np.concatenate(list(threads.map(lambda packed: _blocks(packed, bits, largest, parts), shared)))


def _keys(bag: Bag, records: int, bits: int) -> list[list[Ints]]:
    """Return, portion by portion, the keys of all records, the record in the last `bits` of each: so they are sorted
    together. A key is made of two of a record's rarest values."""
    most = RAREST_OF_FEW if records <= FEW else RAREST if records <= MANY else RAREST_OF_MANY
    rarest = _rarest(bag, most)
    group = np.append(bag.group, -1).astype(np.int8)[rarest]
    width = len(bag.spread)
    portions: list[list[Ints]] = [[] for _ in range(PORTIONS)]
    for second in range(1, most):
        has = np.flatnonzero(rarest[second] >= 0)
        values, groups = (column[: second + 1].take(has, axis=1) for column in (rarest, group))
        for first in range(second):
            apart = np.flatnonzero(_telling_together(groups[first], groups[second]))
            one, other = values[first].take(apart).astype(np.int64), values[second].take(apart).astype(np.int64)
            key = (np.minimum(one, other) * width + np.maximum(one, other)).view(np.uint64)
            key *= _SPREAD
            key >>= np.uint64(1 + bits)
            portion = (key >> np.uint64(64 - 1 - bits - 2)).astype(np.int8)  # its two highest bits
            key <<= np.uint64(bits)
            key |= has.take(apart).view(np.uint64)
            for number, keys in enumerate(portions):
                keys.append(key[portion == number])
    return portions


def _shared(keys: list[Ints], bits: int) -> Ints:
    """Return, sorted, the keys that more than one record has: most are one record's alone."""
    packed = np.concatenate(keys) if keys else np.zeros(0, np.uint64)
    keys.clear()
    packed.sort()
    shared = np.zeros(len(packed) + 1, np.bool_)
    shared[1:-1] = (packed[1:] ^ packed[:-1]) < np.uint64(1 << bits)
    return packed[shared[1:] | shared[:-1]]


def _starts(packed: Ints, bits: int) -> Ints:
    """Return where blocks of equal keys start, and at last where they end."""
    starts = np.flatnonzero((packed[1:] ^ packed[:-1]) >= np.uint64(1 << bits)) + 1
    return np.concatenate(([0], starts, [len(packed)])) if len(packed) else np.zeros(1, np.int64)


def _sizes(packed: Ints, bits: int) -> Ints:
    """Return how many blocks there are of each size up to `LARGEST`, and of all larger ones together."""
    return np.bincount(np.minimum(np.diff(_starts(packed, bits)), LARGEST + 1), minlength=LARGEST + 2)


def _telling_together(one: Small, other: Small) -> Flags:
    """Return where two values, of these groups, say more than one of them: not twice the same."""
    found: Flags = ((one != other) & (one + other != WORDS + NAME)) | ((one == WORDS) & (other == WORDS))
    return found


def _pairs_of_one(bag: Bag) -> Ints:
    """Return packed pairs of records that share one telling value with few others; of one that many share, each with
    the next that has it: records stand in the order of what is in them, so the next is the likest."""
    spread, few = bag.spread[bag.values.flat], bag.few[bag.values.flat]
    owners = bag.values.owners.astype(np.int64)
    value, owner = _by_value(bag, owners, (spread > 1) & (spread <= few))
    found = _within(value, owner, bag.values.size)
    value, owner = _by_value(bag, owners, (spread > few) & (few >= TELLING))
    next_to = np.flatnonzero(value[1:] == value[:-1])
    return np.concatenate((found, owner[next_to] * bag.values.size + owner[next_to + 1]))


def _by_value(bag: Bag, owners: Ints, kept: Flags) -> tuple[Ints, Ints]:
    """Return the values that are kept and whose they are, sorted."""
    bits = max(bag.values.size, 1).bit_length()
    packed = np.sort((bag.values.flat[kept].astype(np.int64) << bits) + owners[kept])
    return packed >> bits, packed & ((1 << bits) - 1)


def _blocks(packed: Ints, bits: int, largest: int, parts: Parts) -> Ints:
    """Return packed pairs within blocks of equal keys, which are sorted.

    A block that is too large is taken apart by postal code and by name.
    """
    starts = _starts(packed, bits)
    sizes = np.diff(starts)
    owner = (packed & np.uint64((1 << bits) - 1)).view(np.int64)
    block = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    large = np.repeat(sizes > largest, sizes)
    if not large.any():
        return _within(block, owner, parts.size)
    found = [_within(block[~large], owner[~large], parts.size)]
    names = parts.whole_name[parts.names.of_record[:-1]]
    block, owner = block[large].astype(np.int64), owner[large]
    for third in (parts.addresses.postal.of, names):
        value = third[owner].astype(np.int64)
        has = value >= 0
        finer = block[has] * (int(third.max(initial=0)) + 1) + value[has]
        rows = owner[has]
        by = np.argsort(finer, kind="stable")
        finer, rows = finer[by], rows[by]
        begins = np.flatnonzero(np.concatenate(([True], finer[1:] != finer[:-1]))) if len(finer) else finer
        size = np.diff(np.concatenate((begins, [len(finer)])))
        fits = np.repeat((size > 1) & (size <= largest), size)
        found.append(_within(finer[fits], rows[fits], parts.size))
    return np.concatenate(found)


def _largest(blocks: Ints, records: int) -> int:
    """Return how large a block may be so that all together do not make too many pairs; `blocks` counts them by size."""
    size = np.arange(LARGEST + 1)
    pairs = np.cumsum(blocks[: LARGEST + 1] * (size * (size - 1) // 2))
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
