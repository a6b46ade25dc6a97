"""Comparison levels: what two records have in common, field by field, as a labelled step on a short scale.

In: the parts of all records and pairs of positions. Out: one column of steps per comparison, named as in
`schemas/likeness/comparisons.toml`. Step 0 is always "missing": nothing to compare, neither for nor against.
"""

from __future__ import annotations

from csvbridge.matching.address_levels import address_steps
from csvbridge.matching.columns import Small, Steps
from csvbridge.matching.contact_levels import contact_steps
from csvbridge.matching.facts import Facts
from csvbridge.matching.name_levels import name_steps
from csvbridge.matching.parts import Parts


def compare(parts: Parts, facts: Facts, left: Small, right: Small) -> dict[str, Steps]:
    """Return the steps of every comparison for every pair."""
    steps = name_steps(parts, facts, left, right)
    steps |= contact_steps(parts, facts, left, right)
    steps |= address_steps(parts, facts, left, right)
    return steps
