"""A record as a bag of values: what it shares with another record is what brings the two together.

In: the parts of all records. Out: the values of every record, as numbers over all kinds of values (words of its names,
telephone, address, street, postal code …), and how many records have each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from csvbridge.crowds import Crowd
from csvbridge.matching.columns import Ints, Lists, Small, distinct, once, starts_of
from csvbridge.matching.parts import Parts
from csvbridge.matching.spelling import most_usual, skeletons

SELDOM = 3
"""Records that have a word which may still be a slip of a more usual one."""

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
    field: str = ""
    """The field of the list that holds it, where a crowd that shares it is told."""
    texts: Sequence[object] | Ints | None = None
    """What a value is in words, where it does not stand in the record's cell alone."""


@dataclass(frozen=True, slots=True)
class Bag:
    """The values of every record, as one number each over all kinds; the rest is one per value."""

    values: Lists
    spread: Ints
    """How many records have it."""
    group: Small
    few: Small
    told: Sequence[tuple[Kind, int, int]]
    """The kinds of which crowds are told, the number of each one's first value, and the number behind its last."""


def _kinds(parts: Parts) -> list[Kind]:
    names, places = parts.names, parts.addresses
    first = names.of_record[:-1]
    core = Lists(names.core.flat, names.core.starts[names.of_record])  # the variants of a record, one after the other
    spoken = parts.vocabulary.words
    return [
        Kind(*_with_usual(*_listed(core), spoken, parts.full_names), WORDS, 5),
        Kind(*_single(parts.whole_name[first]), NAME, 8, "name"),
        Kind(*_single(parts.beginning[first]), NAME, 2),
        Kind(*_single(parts.ending[first]), NAME, 2),
        Kind(*_single(parts.initials[first]), NAME, 0),
        Kind(core.owners, _sounds(core, spoken), NAME, 0),
        Kind(*_listed(parts.phones.of), CONTACT, 8, "phone", parts.phones.digits),
        Kind(*_listed(parts.mails.of), CONTACT, 8, "email", parts.mails.texts),
        Kind(*_single(parts.tax), CONTACT, 8),
        Kind(*_with_usual(*_boxes(parts), parts.mails.boxes), CONTACT, 3),
        Kind(*_listed(parts.sites.of), CONTACT, 8, "website", parts.sites.texts),
        Kind(*_labels(parts), CONTACT, 3),
        Kind(*_with_usual(*_single(places.street.of), places.street.texts), STREET, 4, "street"),
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
    kinds = _kinds(parts)
    widths = np.array([int(kind.value.max()) + 1 if len(kind.value) else 0 for kind in kinds])
    offsets = starts_of(widths)
    most = int(offsets[-1])
    bits = max(most, 1).bit_length()
    ends = starts_of(np.array([len(kind.value) for kind in kinds]))
    packed = np.empty(ends[-1], np.int64)
    for kind, offset, start, end in zip(kinds, offsets[:-1], ends[:-1], ends[1:], strict=True):
        here = packed[start:end]
        here[:] = kind.owner
        here <<= bits
        here += kind.value
        here += offset
    packed = once(packed)
    owners, values = packed >> bits, (packed & ((1 << bits) - 1)).astype(np.int32)
    return Bag(
        values=Lists(values, starts_of(np.bincount(owners, minlength=parts.size))),
        spread=np.bincount(values, minlength=most),
        group=np.repeat(np.array([kind.group for kind in kinds], np.int32), widths),
        few=np.repeat(np.array([kind.few for kind in kinds], np.int32), widths),
        told=[(kind, *bounds) for kind, bounds in zip(kinds, pairwise(offsets.tolist()), strict=True) if kind.field],
    )


def _single(of: Small) -> tuple[Small, Small]:
    owner = np.flatnonzero(of >= 0).astype(np.int32)
    return owner, of[owner]


def _listed(of: Lists) -> tuple[Small, Small]:
    return of.owners, of.flat


def _labels(parts: Parts) -> tuple[Small, Small]:
    """The first label of every own domain, and the usual one that it may be a slip of: `erobertson` of a mistyped
    address is `robertson`."""
    labels, label = distinct([text.partition(".")[0] for text in parts.sites.texts])
    return _with_usual(parts.sites.of.owners, label.astype(np.int32)[parts.sites.of.flat], labels)


def _boxes(parts: Parts) -> tuple[Small, Small]:
    """The part before the @ of addresses that are a person's."""
    mails = parts.mails
    own = ~mails.role[mails.of.flat]
    return mails.of.owners[own], mails.box[mails.of.flat[own]]


def crowds(bag: Bag, most: int) -> Iterator[Crowd]:
    """Return of which fields a value is shared by more records than `most`, and by how many."""
    for kind, start, end in bag.told:
        spread = bag.spread[start:end]
        crowded = int(np.count_nonzero(spread > most))
        if crowded:
            largest = int(np.argmax(spread))
            yield Crowd(
                field=kind.field,
                values=crowded,
                value="" if kind.texts is None else str(kind.texts[largest]),
                record=int(kind.owner[np.flatnonzero(kind.value == largest)[0]]),
                records=int(spread[largest]),
                most=most,
            )
