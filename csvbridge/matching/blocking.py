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

from csvbridge.matching.columns import Ints, Lists, Small, distinct, once, starts_of
from csvbridge.matching.parts import Parts
from csvbridge.matching.spelling import most_usual, skeleton

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
    """A kind of value: whose it is, its group, and how many records may share it and be compared for it alone."""

    of: Lists
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
    boxes = _boxes(parts)
    return [
        Kind(_with_usual(core, parts.vocabulary.words, parts.full_names), WORDS, 5),
        Kind(_single(parts.whole_name[first]), NAME, 8),
        Kind(_single(parts.beginning[first]), NAME, 2),
        Kind(_single(parts.ending[first]), NAME, 2),
        Kind(_single(parts.initials[first]), NAME, 0),
        Kind(_sounds(core, parts.vocabulary.words), NAME, 0),
        Kind(parts.phones.of, CONTACT, 8),
        Kind(parts.mails.of, CONTACT, 8),
        Kind(_single(parts.tax), CONTACT, 8),
        Kind(_with_usual(boxes, parts.mails.boxes), CONTACT, 3),
        Kind(parts.sites.of, CONTACT, 8),
        Kind(_with_usual(_single(places.street.of), places.street.texts), STREET, 4),
        Kind(_single(places.house.of), STREET, 0),
        Kind(_single(places.postal.of), PLACE, 0),
        Kind(_with_usual(_single(places.city.of), places.city.texts), PLACE, 0),
    ]


def _with_usual(values: Lists, texts: Sequence[str], others: Small | None = None) -> Lists:
    """Return values and, beside a rare one, the usual one that it may be a slip of (or `others` name for it)."""
    spread = np.bincount(values.flat, minlength=len(texts))
    usual = most_usual(texts, spread)
    usual = np.where(spread <= SELDOM, usual, np.arange(len(texts), dtype=np.int32))
    owners = [values.owners, values.owners]
    added = [values.flat, usual[values.flat]]
    if others is not None:
        owners.append(values.owners)
        added.append(others[values.flat])
    packed = once(np.concatenate(owners).astype(np.int64) * len(texts) + np.concatenate(added))
    owner, value = np.divmod(packed, max(len(texts), 1))
    return Lists(value.astype(np.int32), starts_of(np.bincount(owner, minlength=values.size)))


def _sounds(words: Lists, texts: Sequence[str]) -> Lists:
    """Return, for every word, its first letter and its consonants in order, each once in a row."""
    _, sounds = distinct([skeleton(text) for text in texts])
    return Lists(sounds[words.flat].astype(np.int32), words.starts)


def collect(parts: Parts) -> Bag:
    """Return every record's bag of values."""
    owner: list[Small] = []
    value: list[Ints] = []
    group: list[Small] = []
    few: list[Small] = []
    offset = 0
    for kind in _kinds(parts):
        width = int(kind.of.flat.max()) + 1 if len(kind.of.flat) else 0
        owner.append(kind.of.owners)
        value.append(kind.of.flat.astype(np.int64) + offset)
        group.append(np.full(width, kind.group, np.int32))
        few.append(np.full(width, kind.few, np.int32))
        offset += width
    packed = once(np.concatenate(owner).astype(np.int64) * max(offset, 1) + np.concatenate(value))
    owners, values = np.divmod(packed, max(offset, 1))
    return Bag(
        values=Lists(values.astype(np.int32), starts_of(np.bincount(owners, minlength=parts.size))),
        spread=np.bincount(values, minlength=offset),
        group=np.concatenate(group),
        few=np.concatenate(few),
    )


def _single(of: Small) -> Lists:
    kept = of >= 0
    return Lists(of[kept], starts_of(kept.astype(np.int64)))


def _boxes(parts: Parts) -> Lists:
    """The part before the @ of addresses that are a person's."""
    mails = parts.mails
    own = mails.of.only(~mails.role[mails.of.flat])
    return Lists(mails.box[own.flat], own.starts)


def candidates(parts: Parts) -> tuple[Small, Small]:
    """Return the pairs to compare: two columns of positions, left before right, sorted, none twice."""
    bag = collect(parts)
    found = [_pairs_of_two(parts, bag), _pairs_of_one(bag)]
    packed = once(np.concatenate(found))
    return (packed // parts.size).astype(np.int32), (packed % parts.size).astype(np.int32)


def _rarest(bag: Bag, count: int) -> Lists:
    """Return every record's rarest values that another record has too, the rarest first."""
    shared = bag.values.only(bag.spread[bag.values.flat] > 1)
    rank = np.argsort(np.argsort(bag.spread, kind="stable"), kind="stable")  # ties by value: the same in every run
    order = np.argsort(shared.owners.astype(np.int64) * len(rank) + rank[shared.flat])
    place = np.arange(len(shared.flat)) - shared.starts[:-1][shared.owners]
    kept = place < count
    return Lists(shared.flat[order], shared.starts).only(kept)


def _pairs_of_two(parts: Parts, bag: Bag) -> Ints:
    """Return packed pairs of records that share two of their rarest values."""
    most = RAREST if parts.size <= MANY else RAREST_OF_MANY
    rarest = _rarest(bag, most)
    lengths = rarest.lengths
    width = len(bag.spread)
    bits = max(parts.size - 1, 1).bit_length()  # key and record in one number: they are sorted together
    keys: list[Ints] = []
    for first in range(most):
        for second in range(first + 1, most):
            has = np.flatnonzero(lengths > second)
            a = rarest.flat[rarest.starts[has] + first].astype(np.int64)
            b = rarest.flat[rarest.starts[has] + second].astype(np.int64)
            apart = (bag.group[a] != bag.group[b]) & (bag.group[a] + bag.group[b] != WORDS + NAME)
            apart |= (bag.group[a] == WORDS) & (bag.group[b] == WORDS)
            a, b, has = a[apart], b[apart], has[apart]
            key = (np.minimum(a, b) * width + np.maximum(a, b)).astype(np.uint64) * _SPREAD >> np.uint64(1 + bits)
            keys.append((key << np.uint64(bits)) | has.astype(np.uint64))
    packed = np.sort(np.concatenate(keys)) if keys else np.zeros(0, np.uint64)
    owner = (packed & np.uint64((1 << bits) - 1)).astype(np.int64)
    return _blocks((packed >> np.uint64(bits)).astype(np.int64), owner, parts)


def _pairs_of_one(bag: Bag) -> Ints:
    """Return packed pairs of records that share one telling value with few others; of one that many share, each with
    the next that has it: records stand in the order of what is in them, so the next is the likest."""
    spread, few = bag.spread[bag.values.flat], bag.few[bag.values.flat]
    owners = bag.values.owners.astype(np.int64)
    kept = (spread > 1) & (spread <= few)
    found = _within(bag.values.flat[kept].astype(np.int64), owners[kept], bag.values.size)
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
    small = (wide <= largest) & (wide > 1)
    found = [_within(block[small], owner[small], parts.size)]
    large = wide > largest
    if large.any():
        names = parts.whole_name[parts.names.of_record[:-1]]
        for third in (parts.addresses.postal.of, names):
            value = third[owner[large]].astype(np.int64)
            has = value >= 0
            finer = block[large][has] * (int(third.max(initial=0)) + 1) + value[has]
            rows = owner[large][has]
            by = np.argsort(finer)
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
    """Return the packed pairs of owners that have a key in common, each once a key at most."""
    order = np.argsort(key)
    key, owner = key[order], owner[order]
    found: list[Ints] = []
    step = 1
    places = np.arange(len(key) - 1) if len(key) > 1 else np.zeros(0, np.int64)
    while len(places):
        places = places[places + step < len(key)]
        places = places[key[places] == key[places + step]]
        left, right = owner[places], owner[places + step]
        apart = left != right
        packed = np.minimum(left, right) * records + np.maximum(left, right)
        found.append(packed[apart].astype(np.int64))
        step += 1
    return once(np.concatenate(found)) if found else np.zeros(0, np.int64)
