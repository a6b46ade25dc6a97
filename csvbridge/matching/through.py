"""Through a third record: two records that are both very like a third are likelier one than they look.

In: pairs and their odds. Out: pairs that have such a third record, and how strong the weaker of the two links is. What
that counts is learned like all else, and less where the two are known to differ (another city, another number).
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.columns import Floats, Ints, Small, Steps, bins, starts_of

LINK = 1.0
"""Odds from which a pair is a link."""
MOST = 12
"""Links of a record that is asked: what is like very many is a chain's name, and proves nothing of two of them."""
EDGES = [LINK, 2.0, 3.0, 4.5, 6.0]
"""Odds at which a link is a step stronger."""


def linked(left: Small, right: Small, odds: Floats, records: int) -> tuple[Ints, Floats]:
    """Return packed pairs of records with a third one between them, sorted, and the weaker link's odds, the best if
    there are several."""
    strong = np.flatnonzero(odds >= LINK)
    one = np.concatenate((left[strong], right[strong])).astype(np.int64)
    other = np.concatenate((right[strong], left[strong])).astype(np.int64)
    link = np.concatenate((odds[strong], odds[strong]))
    order = np.argsort(one, kind="stable")
    one, other, link = one[order], other[order], link[order]
    degree = np.bincount(one, minlength=records)
    ends = starts_of(degree)[1:]
    asked = degree[one] <= MOST
    pairs: list[Ints] = [np.zeros(0, np.int64)]
    links: list[Floats] = [np.zeros(0, np.float32)]
    for step in range(1, MOST):
        places = np.flatnonzero(asked & (np.arange(len(one)) + step < ends[one]))
        a, b = other[places], other[places + step]
        pairs.append(np.minimum(a, b) * records + np.maximum(a, b))
        links.append(np.minimum(link[places], link[places + step]))
    packed, weaker = np.concatenate(pairs), np.concatenate(links)
    order = np.lexsort((-weaker, packed))
    packed, weaker = packed[order], weaker[order]
    first = np.concatenate(([True], packed[1:] != packed[:-1])) if len(packed) else np.zeros(0, np.bool_)
    return packed[first], weaker[first]


def step_through(left: Small, right: Small, records: int, packed: Ints, weaker: Floats) -> Steps:
    """Return the step of every pair: 0 for no third record, else the higher the stronger the weaker link."""
    if not len(packed):
        return np.zeros(len(left), np.int8)
    own = left.astype(np.int64) * records + right
    place = np.minimum(np.searchsorted(packed, own), len(packed) - 1)
    return np.where(packed[place] == own, bins(weaker[place], EDGES), 0).astype(np.int8)
