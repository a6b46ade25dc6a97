"""Bands: what a pair's odds and evidence make of it.

In: odds and steps. Out: a band for every pair, or none for a pair too weak to be told.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from csvbridge.matching.columns import Flags, Floats, Small, Steps
from csvbridge.matching.pairs import Band

CERTAIN = 5.0
"""Odds (natural logarithm) from which a pair is certain; measured to be right 99 times of 100 on business lists."""
PROBABLE = 0.5
"""Odds from which a pair is a predicted duplicate: more likely one customer than two."""
POSSIBLE = -2.2
"""Odds from which a pair is worth a look; `FAINT` with all pairs asked for."""
FAINT = -4.0

ORDER = tuple(Band)
NONE = -1


def bands_of(odds: Floats, steps: Mapping[str, Steps], *, everything: bool) -> Small:
    """Return the number of every pair's band in `ORDER`, -1 for none."""
    band = np.full(len(odds), NONE, np.int32)
    band[odds >= (FAINT if everything else POSSIBLE)] = ORDER.index(Band.POSSIBLE)
    band[_related(steps) & (odds >= FAINT)] = ORDER.index(Band.RELATED)
    band[_conflicting(steps) & (odds >= FAINT)] = ORDER.index(Band.CONFLICT)
    band[odds >= PROBABLE] = ORDER.index(Band.PROBABLE)
    band[odds >= CERTAIN] = ORDER.index(Band.CERTAIN)
    band[(odds >= PROBABLE) & ((steps["tax"] == 2) | (steps["currency"] == 2))] = ORDER.index(Band.CONFLICT)
    return band


def _related(steps: Mapping[str, Steps]) -> Flags:
    """Return where two records belong together and are not one: a branch, a job, a sister, a person and a company."""
    bond = ((steps["phone"] >= 1) & (steps["phone"] <= 3)) | ((steps["email"] >= 1) & (steps["email"] <= 3))
    bond |= ((steps["site"] >= 1) & (steps["site"] <= 3)) | ((steps["street"] >= 1) & (steps["street"] <= 2))
    named = (steps["name"] >= 1) & (steps["name"] <= 4)
    part = (steps["child"] >= 3) | (steps["number"] >= 2)
    elsewhere = (steps["city"] == 4) | (steps["postal"] == 4) | (steps["street"] >= 6)
    found: Flags = (named & part) | (bond & (steps["kind"] == 3)) | (bond & named & elsewhere)
    return found


def _conflicting(steps: Mapping[str, Steps]) -> Flags:
    """Return where names agree and hard evidence differs."""
    agree = (steps["name"] >= 1) & (steps["name"] <= 2) & (steps["child"] <= 2) & (steps["number"] <= 1)
    hard = (steps["tax"] == 2) | (steps["country"] == 2) | (steps["currency"] == 2)
    apart = (steps["street"] >= 5) & (steps["city"] >= 3) & ((steps["phone"] >= 5) | (steps["email"] == 8))
    found: Flags = agree & (hard | apart) & (steps["site"] != 1) & (steps["site"] != 2)
    return found
