"""Bands: what a pair's odds and evidence make of it.

In: odds and steps. Out: a band for every pair, or none for a pair too weak to be told.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from csvbridge.matching.columns import Flags, Floats, Small, Steps
from csvbridge.matching.pairs import Band

CERTAIN = 6.0
"""Odds (natural logarithm) from which a pair is certain: right 99 times of 100 in lists full of look-alikes, too; and
what is nearly as sure leaves `probable` right 9 times of 10 there."""
STRANGE = 0.5
"""Odds that two strange names need beyond others to be predicted: few words in common, or none, are one business under
another name, or neighbours at one telephone. People's names with as little in common are misspelled."""
POSSIBLE = -2.2
"""Odds from which a pair is worth a look; `FAINT` with all pairs asked for, and then equal names at any odds."""
FAINT = -4.0
KIN = -9.0
"""Odds from which records that something ties together and that are two are told: what sets sisters apart takes many
points."""

ORDER = tuple(Band)
NONE = -1


def bands_of(odds: Floats, steps: Mapping[str, Steps], likely: float, *, everything: bool) -> Small:
    """Return the number of every pair's band in `ORDER`, -1 for none; from the odds `likely` on a pair is a predicted
    duplicate."""
    band = np.full(len(odds), NONE, np.int32)
    shown = odds >= (FAINT if everything else POSSIBLE)
    namesakes = everything & (steps["name"] == 1)
    band[shown | namesakes] = ORDER.index(Band.POSSIBLE)
    band[_related(steps) & (namesakes | (odds >= np.where(_bond(steps), KIN, FAINT)))] = ORDER.index(Band.RELATED)
    band[_conflicting(steps) & (namesakes | (odds >= FAINT))] = ORDER.index(Band.CONFLICT)
    strange = (steps["name"] >= 8) & (steps["kind"] != 1)
    taken = odds >= np.where(strange, likely + STRANGE, likely)
    band[taken] = ORDER.index(Band.PROBABLE)
    band[(odds >= CERTAIN) & ~_doubtful(steps)] = ORDER.index(Band.CERTAIN)
    band[taken & _beside(steps)] = ORDER.index(Band.RELATED)
    band[taken & _at_odds(steps)] = ORDER.index(Band.CONFLICT)
    return band


def _doubtful(steps: Mapping[str, Steps]) -> Flags:
    """Return where something speaks against one customer that no number of points outweighs: such a pair is for a
    person to decide, however much else agrees. Families and colleagues share all but their given names."""
    names, people, apart = steps["name"], steps["people"], steps["apart"]
    found: Flags = (people >= 6) | (people == 4)  # other given names, initials or surnames; Mary and Mark
    found |= (apart == 1) | (apart == 4) | (apart == 7)  # a foundation beside its firm; two trades; North and South
    found |= (names == 0) | (names >= 7) | ((steps["kind"] == 3) & (names > 2))  # no name, no word in common
    found |= steps["kind"] == 4  # a person who has the company beside the name
    found |= (steps["number"] >= 2) | (steps["child"] >= 3) | (steps["country"] == 2)
    found |= (steps["email"] == 2) & (names > 1)  # one mailbox that many have, and not one name
    elsewhere = (steps["street"] >= 6) | (steps["city"] == 4)
    door = ((steps["street"] >= 1) & (steps["street"] <= 3)) | (steps["site"] == 1) | (steps["tax"] == 1)
    found |= ~(_reached(steps) | door)  # no more in common than a name and a town
    found |= elsewhere & (~_reached(steps) | (steps["phone"] == 6))
    found |= elsewhere & (steps["child"] == 1)  # two branches of one name
    return found


def _beside(steps: Mapping[str, Steps]) -> Flags:
    """Return where two records are told apart by what they are, however much they share: two people who have one
    company beside their names, North and South, A and B, a number that the other lacks or has otherwise."""
    found: Flags = ((steps["people"] >= 6) & (steps["kind"] >= 2)) | (steps["apart"] == 7) | (steps["number"] >= 2)
    return found


def _at_odds(steps: Mapping[str, Steps]) -> Flags:
    """Return where two records cannot both be right of one customer: another tax number, another currency, another
    country with nothing that reaches both."""
    abroad = (steps["country"] == 2) & ~_reached(steps) & ((steps["site"] == 0) | (steps["site"] > 2))
    found: Flags = (steps["tax"] == 2) | (steps["currency"] == 2) | abroad
    return found


def _reached(steps: Mapping[str, Steps]) -> Flags:
    """Return where one telephone or mailbox, which few others have, reaches both."""
    phone, email = steps["phone"], steps["email"]
    found: Flags = ((phone >= 1) & (phone <= 2)) | (email == 1) | (email == 3)
    return found


def _bond(steps: Mapping[str, Steps]) -> Flags:
    """Return where two records share a telephone, a mailbox, a domain or an address."""
    bond: Flags = ((steps["phone"] >= 1) & (steps["phone"] <= 3)) | ((steps["email"] >= 1) & (steps["email"] <= 3))
    bond |= ((steps["site"] >= 1) & (steps["site"] <= 3)) | ((steps["street"] >= 1) & (steps["street"] <= 2))
    return bond


def _related(steps: Mapping[str, Steps]) -> Flags:
    """Return where two records belong together and are not one: a branch, a job, a sister, a person and a company,
    a family."""
    bond = _bond(steps)
    named = (steps["name"] >= 1) & (steps["name"] <= 4)
    part = (steps["child"] >= 3) | (steps["number"] >= 2)
    elsewhere = (steps["city"] == 4) | (steps["postal"] == 4) | (steps["street"] >= 6)
    akin = (steps["apart"] == 1) | (steps["apart"] == 4) | (steps["apart"] == 7) | (steps["people"] == 6)
    akin &= (steps["name"] >= 1) & (steps["name"] <= 7)  # a firm and its foundation, two trades of one owner, a family
    found: Flags = (named & part) | (bond & (steps["kind"] >= 3)) | (bond & named & elsewhere) | (bond & akin)
    return found


def _conflicting(steps: Mapping[str, Steps]) -> Flags:
    """Return where names agree and hard evidence differs."""
    agree = (steps["name"] >= 1) & (steps["name"] <= 2) & (steps["child"] <= 2) & (steps["number"] <= 1)
    hard = (steps["tax"] == 2) | (steps["country"] == 2) | (steps["currency"] == 2)
    apart = (steps["street"] >= 5) & (steps["city"] >= 3) & ((steps["phone"] >= 5) | (steps["email"] == 8))
    found: Flags = agree & (hard | apart) & (steps["site"] != 1) & (steps["site"] != 2)
    return found
