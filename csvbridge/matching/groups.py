"""Groups: records that certain and probable pairs tie together.

In: pairs. Out: groups of positions, by union of pairs (Tarjan 1975).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def groups_of(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the groups that the pairs make, members in order, groups by their first member."""
    parent: dict[int, int] = {}

    def root(of: int) -> int:
        parent.setdefault(of, of)
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for record in sorted(parent):
        members[root(record)].append(record)
    return [tuple(members[first]) for first in sorted(members)]
