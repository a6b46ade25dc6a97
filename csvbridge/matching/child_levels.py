"""Comparison levels of what stands behind names: branches, jobs, departments, what is in brackets.

In: pairs of variants. Out: steps. What stands behind one name alone says little where it is told by an address.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.alignment import align
from csvbridge.matching.columns import Flags, Ints, Small, Steps, among
from csvbridge.matching.facts import Facts
from csvbridge.matching.parts import Parts

_COPIES = frozenset("123456789")
"""Numbers that are given to the second record of a name."""


def child_steps(parts: Parts, facts: Facts, a: Small, b: Small) -> Steps:
    """Return how the words of children and brackets stand: 0 none, 1 the same, 2 one side's only and told by its
    address or the other name, 3 one side's only, 4 they differ."""
    extra = parts.names.extra
    has = extra.lengths > 0
    step = np.where(has[a] ^ has[b], 3, 0).astype(np.int8)
    both = np.flatnonzero(has[a] & has[b])
    if len(both):
        al = align(extra.take(a[both]), extra.take(b[both]), facts.words)
        step[both] = np.where(np.minimum(al.left_alone, al.right_alone) > 0, 4, 1)
    lone = np.flatnonzero(step == 3)
    if len(lone):
        step[lone[_told(parts, facts, a[lone], b[lone])]] = 2
    return step


def _told(parts: Parts, facts: Facts, a: Small, b: Small) -> Flags:
    """Return where all words of the only child or bracket stand in an address of the two records or in a name of
    theirs, or number a copy: Calder (2); what only says that there is a branch tells nothing."""
    names, ad, size = parts.names, parts.addresses, len(parts.vocabulary.words)
    one, other = names.extra.take(a), names.extra.take(b)  # one of the two is empty
    wanted = np.concatenate((one.owners, other.owners)).astype(np.int64) * size
    wanted += np.concatenate((one.flat, other.flat))
    there: list[Ints] = []
    for variant in (a, b):
        record = names.record[variant]
        places = (ad.city, facts.city_words), (ad.state, facts.state_words), (ad.country, facts.country_words)
        for texts, place_words in places:
            place = texts.of[record]
            located = np.flatnonzero(place >= 0)
            words = place_words.take(place[located])
            there.append(located[words.owners] * size + words.flat)
        for said in (names.core.take(variant), ad.words.take(record)):
            there.append(said.owners.astype(np.int64) * size + said.flat)
    copies = np.flatnonzero(parts.vocabulary.flags(_COPIES))
    branch = np.flatnonzero(parts.vocabulary.flags(w for w, part in parts.words.part_words.items() if part == "branch"))
    size = max(size, 1)
    known = among(wanted, np.sort(np.concatenate(there))) | np.isin(wanted % size, copies)
    unsaid = np.isin(wanted % size, branch) & ~known  # "Boston branch" is told by Boston, "branch" by nothing
    told = np.zeros(len(a), np.bool_)
    told[wanted[known] // size] = True
    told[wanted[~known & ~unsaid] // size] = False
    return told
