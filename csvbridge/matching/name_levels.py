"""Comparison levels of names: how two records are called, and what of it stands alone.

In: the parts of all records and pairs. Out: steps. Every variant of one name is compared with every one of the other;
the likest two speak for the pair.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from csvbridge.matching.alignment import Alignment, align
from csvbridge.matching.apart_levels import apart_steps, called_as_people, found, people_steps
from csvbridge.matching.columns import Flags, Floats, Ints, Lists, Small, Steps, among, bins, cross
from csvbridge.matching.facts import Facts
from csvbridge.matching.likeness import indel
from csvbridge.matching.names import CHILD, COMPANY, WHOLE
from csvbridge.matching.parts import Parts

_COPIES = frozenset("23456789")
"""Numbers that are given to the second record of a name."""


@dataclass(frozen=True, slots=True)
class Called:
    """The likest two variants of every pair: who they are and how they stand to each other, one row per pair."""

    named: Flags
    """Whether both have a name at all."""
    left: Small
    """The variant of the left record; `right` likewise."""
    right: Small
    words: Alignment
    cover: Floats
    """Share of the weight of all words that found their like."""
    inner: Floats
    """The same of the side that found more."""
    letters: Floats
    acronym: Flags
    child: Steps
    number: Steps
    first: Alignment
    """How the names themselves stand to each other, whichever variants are the likest."""


def name_steps(parts: Parts, facts: Facts, left: Small, right: Small) -> dict[str, Steps]:
    """Return the steps of all that names tell."""
    names = parts.names
    called = _likest(parts, facts, left, right)
    words, named = called.words, called.named
    whole = parts.whole_name[called.left], parts.whole_name[called.right]
    common = found(words) - facts.log_records
    bearers = np.maximum(facts.called_so[np.maximum(whole[0], 0)], facts.called_so[np.maximum(whole[1], 0)])
    person = facts.person[called.left], facts.person[called.right]
    firm = facts.firm[called.left], facts.firm[called.right]
    lengths = names.core.lengths
    length = np.minimum(lengths[called.left], lengths[called.right])
    own = names.of_record[left], names.of_record[right]
    people = called_as_people(*((of[own[0]], of[own[1]]) for of in (facts.person, facts.firm, lengths)))
    two = people_steps(called.first, people, facts.words)
    forms = names.legal[called.left], names.legal[called.right]
    name = _name(called, whole[0] == whole[1])
    other = names.kind[called.left], called.left != own[0], names.kind[called.right], called.right != own[1]
    steps = {
        "name": name,
        "called": np.where(name <= _AGREES, _called(*other), 0),
        "letters": 1 + bins(called.letters, [0.3, 0.5, 0.62, 0.72, 0.8, 0.86, 0.91, 0.95, 0.985]),
        "cover": 1 + bins(called.cover, [0.1, 0.25, 0.4, 0.55, 0.68, 0.78, 0.86, 0.93, 0.985]),
        "people": two,
        "apart": np.where(two > 0, 0, apart_steps(words, facts.words)),
        "conflict": _conflict(words, facts.log_records),
        "rare": 1 + bins(common, [-6, -4, -2.5, -1, 0.5, 2, 4, 7, 11]),
        "crowd": 1 + bins(bearers, [2, 3, 4, 6, 11, 31]),
        "legal": np.where((forms[0] > 0) & (forms[1] > 0), np.where(forms[0] == forms[1], 1, 3), 0),
        "spelled": np.where(words.nicknames > 0, 2, np.where(words.initials > 0, 3, words.slips > 0)),
        "number": called.number,
        "child": called.child,
        "kind": _kind(person, firm, (facts.person[own[0]], facts.person[own[1]])),
        "couple": names.couple[called.left] != names.couple[called.right],
        "length": np.minimum(length, 4),
    }
    steps["legal"] = np.where((forms[0] > 0) ^ (forms[1] > 0), 2, steps["legal"])
    return {name: np.where(named, step, 0).astype(np.int8) for name, step in steps.items()}


def _kind(person: tuple[Flags, Flags], firm: tuple[Flags, Flags], own: tuple[Flags, Flags]) -> Steps:
    """Return 1 two people, 2 two others, 3 a person and a company, 4 a person whose company is the other, or who has
    one beside the name: the likest names are companies', one record's own name is a person's."""
    step = np.where((person[0] & firm[1]) | (firm[0] & person[1]), 3, np.where(person[0] | person[1], 1, 2))
    return np.where((step == 2) & (own[0] ^ own[1]), 4, step)


def _called(kind: Small, later: Flags, other_kind: Small, other_later: Flags) -> Steps:
    """Return whose name it is that was compared: 0 both records' own, 1 the company of one, 2 of both, 3 a second name
    of one, 4 of both, 5 a company and a second name. A reader who sees two strange names is told why they agree."""
    sides = [
        np.where(how == COMPANY, 1, np.where((how == WHOLE) & after, 2, 0))
        for how, after in ((kind, later), (other_kind, other_later))
    ]
    steps: Steps = _WHOSE[sides[0], sides[1]]
    return steps


_WHOSE = np.array([[0, 1, 3], [1, 2, 5], [3, 5, 4]], np.int8)
_AGREES = 6
"""The last step of `name` at which two names have something to be told."""


def _name(called: Called, same: Flags) -> Steps:
    cover, letters = called.cover, called.letters
    step = np.full(len(cover), 9, np.int8)
    step[cover >= 0.22] = 8
    step[cover >= 0.45] = 7
    step[called.inner >= 0.93] = 6
    step[called.acronym] = 5
    step[(cover >= 0.72) | (letters >= 0.80)] = 4
    step[(cover >= 0.86) | (letters >= 0.88)] = 3
    step[(cover >= 0.985) | (letters >= 0.985)] = 2
    step[same] = 1
    return step


def _conflict(words: Alignment, log_records: float) -> Steps:
    """Return 1 no word stands alone, 2 on one side only, 3 to 6 on both, the rarer the higher, 7 beside an initial."""
    both = np.minimum(words.left_alone, words.right_alone) / log_records
    one = np.maximum(words.left_alone, words.right_alone)
    step = np.where(both > 0, 3 + bins(both, [0.35, 0.6, 0.85]), np.where(one > 0, 2, 1))
    return np.where((step == 2) & (words.initials > 0), 7, step)  # `M.` is Michele where no other name stands alone


def _likest(parts: Parts, facts: Facts, left: Small, right: Small) -> Called:
    """Compare every variant of one record with every one of the other, and keep the likest two."""
    names = parts.names
    variants = Lists(np.arange(len(names.record), dtype=np.int32), names.of_record)
    lefts, rights = variants.take(left), variants.take(right)
    pair, at_left, at_right = cross(lefts, rights)
    a, b = lefts.flat[at_left], rights.flat[at_right]
    children = (names.kind[a] == CHILD) & (names.kind[b] == CHILD)  # two jobs called alike are nothing
    words = align(names.core.take(a), names.core.take(b), facts.words)
    wa, wb = parts.whole_name[a], parts.whole_name[b]
    named = (wa >= 0) & (wb >= 0)
    letters = np.where(named, indel(parts.whole, np.maximum(wa, 0), np.maximum(wb, 0)), 0)
    cover = (words.left_found + words.right_found) / np.maximum(words.left + words.right, 1e-6)
    shares = words.left_found / np.maximum(words.left, 1e-6), words.right_found / np.maximum(words.right, 1e-6)
    inner = np.maximum(*shares)
    acronym = _acronym(parts, facts, a, b) & named
    child = _sides(names.extra, a, b, parts, facts)
    number = _number_sides(names.numbers, a, b)
    rank = np.maximum(cover, letters) + 0.35 * acronym - 0.2 * (child == 4) - 0.1 * (child == 3) + 0.02 * inner
    best = _first_of_each(pair, (b, a, -np.where(children, rank - 9, rank)))
    return Called(
        named=(named & ~children)[best],
        left=a[best],
        right=b[best],
        words=_rows(words, best),
        cover=cover[best],
        inner=inner[best],
        letters=letters[best],
        acronym=acronym[best],
        child=child[best],
        number=number[best],
        first=_rows(words, _starts(pair)),
    )


def _rows(words: Alignment, places: Ints) -> Alignment:
    return Alignment(*(getattr(words, field.name)[places] for field in fields(Alignment)))


def _starts(pair: Ints) -> Ints:
    """Return the place of each pair's first row."""
    return np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else pair


def _first_of_each(pair: Ints, by: tuple[Ints | Floats, ...]) -> Ints:
    """Return the place of each pair's first row, in the order that `np.lexsort` makes of `by`; pairs stand in order."""
    starts = _starts(pair)
    rows = np.diff(np.append(starts, len(pair)))
    several = np.flatnonzero(np.repeat(rows > 1, rows))
    if len(several):  # most names are called one way
        order = several[np.lexsort((*(column[several] for column in by), pair[several]))]
        first = order[np.concatenate(([True], pair[order][1:] != pair[order][:-1]))]
        starts[pair[first]] = first
    return starts


def _acronym(parts: Parts, facts: Facts, a: Small, b: Small) -> Flags:
    """Return where one whole name is the other's initials."""
    whole_a = np.where(parts.whole_name[a] >= 0, facts.as_initials[parts.whole_name[a]], -2)
    whole_b = np.where(parts.whole_name[b] >= 0, facts.as_initials[parts.whole_name[b]], -2)
    found: Flags = (whole_a == parts.initials[b]) | (whole_b == parts.initials[a])
    return found


def _number_sides(numbers: Lists, a: Small, b: Small) -> Steps:
    """Return 0 no numbers, 1 the same, 2 only one side has them, 3 one holds the other's, 4 they differ."""
    has = numbers.lengths > 0
    step = np.where(has[a] ^ has[b], 2, 0).astype(np.int8)
    both = np.flatnonzero(has[a] & has[b])
    left, right = numbers.take(a[both]), numbers.take(b[both])
    _, i, j = cross(left, right)
    same = left.flat[i] == right.flat[j]
    lost_left, lost_right = np.ones(len(left.flat), np.bool_), np.ones(len(right.flat), np.bool_)
    lost_left[i[same]] = False
    lost_right[j[same]] = False
    lost = left.any(lost_left).astype(np.int8) + right.any(lost_right)
    step[both] = np.choose(lost, (1, 3, 4))
    return step


def _sides(extra: Lists, a: Small, b: Small, parts: Parts, facts: Facts) -> Steps:
    """Return how the words of children and brackets stand: 0 none, 1 the same, 2 one side's only and told by its
    city or the other name, 3 one side's only, 4 they differ."""
    has = extra.lengths > 0
    step = np.where(has[a] ^ has[b], 3, 0).astype(np.int8)
    both = np.flatnonzero(has[a] & has[b])
    if len(both):
        al = align(extra.take(a[both]), extra.take(b[both]), facts.words)
        step[both] = np.where(np.minimum(al.left_alone, al.right_alone) > 0, 4, 1)
    lone = np.flatnonzero(step == 3)
    if len(lone):
        step[lone[_told(parts, facts, extra, a[lone], b[lone])]] = 2
    return step


def _told(parts: Parts, facts: Facts, extra: Lists, a: Small, b: Small) -> Flags:
    """Return where all words of the only child or bracket stand in a city of the two records or in a name of theirs, or
    number a copy: Calder (2)."""
    names, size = parts.names, len(parts.vocabulary.words)
    one, other = extra.take(a), extra.take(b)  # one of the two is empty
    wanted = np.concatenate((one.owners, other.owners)).astype(np.int64) * size
    wanted += np.concatenate((one.flat, other.flat))
    there: list[Ints] = []
    for variant in (a, b):
        city = parts.addresses.city.of[names.record[variant]]
        located = np.flatnonzero(city >= 0)
        words = facts.city_words.take(city[located])
        there.append(located[words.owners] * size + words.flat)
        called = names.core.take(variant)
        there.append(called.owners.astype(np.int64) * size + called.flat)
    copies = np.flatnonzero(parts.vocabulary.flags(_COPIES))
    size = max(size, 1)
    known = among(wanted, np.sort(np.concatenate(there))) | np.isin(wanted % size, copies)
    strange = wanted[~known] // size
    told = np.ones(len(a), np.bool_)
    told[strange] = False
    return told
