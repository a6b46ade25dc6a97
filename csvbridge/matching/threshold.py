"""From which odds on a pair is a predicted duplicate, in this list: where duplicates are many, less evidence will do.

In: the odds of all compared pairs. Out: the threshold. How many of the pairs are one customer is estimated from their
odds alone, by expectation and maximisation (Saerens, Latinne and Decaestecker 2002): nobody has to label anything, and
the order of pairs changes nothing. The odds, and with them the scores, stay what they are.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.columns import Floats

USUAL = 0.12
"""Share of the compared pairs that are one customer, in the lists from which the weights were learned."""
HELD = 100
"""Pairs of such a list that stand beside those at hand: what few pairs say is no estimate."""
FROM = 0.35
"""The threshold in a usual list: at even odds as many of the weakest predictions would be wrong as right, and more in
a list of families and sisters. Best on made-up lists of few look-alikes is 0, on those of many 0.9."""
TRUST = 0.5
"""How much of the estimate is believed; half of it is best on made-up lists, for the pairs of a list full of
duplicates differ in more than their number."""
LOWEST = -1.0
ROUNDS, SETTLED = 40, 1e-4
"""After so many, or once it moves by less than that, the estimate stands."""


def likely_from(odds: Floats) -> float:
    """Return the odds from which on a pair is a predicted duplicate."""
    usual = float(np.log(USUAL / (1 - USUAL)))
    shift = 0.0
    chances = odds.astype(np.float64)
    for _ in range(ROUNDS):
        same = float((1 / (1 + np.exp(-(chances + shift)))).sum()) + HELD * USUAL
        before, shift = shift, float(np.log(same / (len(chances) + HELD - same))) - usual
        if abs(shift - before) < SETTLED:
            break
    return max(FROM - TRUST * max(shift, 0.0), LOWEST)
