"""Groups: records that certain and probable pairs tie together.

In: pairs, as two columns. Out: groups of positions, by union of pairs (Tarjan 1975), of all pairs at once.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from csvbridge.matching.columns import Small, once


def groups_of(left: Small, right: Small) -> list[tuple[int, ...]]:
    """Return the groups that the pairs make, members in order, groups by their first member."""
    members = once(np.concatenate((left, right)))
    one, other = np.searchsorted(members, left), np.searchsorted(members, right)
    first = np.arange(len(members))  # of every member, the first one that it is known to be tied to
    while True:
        low, high = np.minimum(first[one], first[other]), np.maximum(first[one], first[other])
        apart = np.flatnonzero(low != high)
        if not len(apart):
            break
        np.minimum.at(first, high[apart], low[apart])
        while not np.array_equal(first, nearer := first[first]):
            first = nearer
    order = np.argsort(first, kind="stable")
    ends = np.flatnonzero(np.diff(first[order], append=-1)) + 1
    flat = members[order].tolist()
    return [tuple(flat[start:end]) for start, end in pairwise([0, *ends.tolist()])]
