"""Rivals: a third record that is like one of a pair and apart from the other speaks against the pair.

In: pairs and their odds. Out: two steps for every pair. `rival` tells how sure it is that the third record is the one
and is not the other; `likelier`, how the third record compares with the other as the one's double. Of two namesakes a
record without an address can be one only. What that counts is learned like all else.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.columns import Flags, Floats, Ints, Small, Steps, bins, ranges, starts_of

ASKED = -3.0
"""Odds from which a pair is asked for rivals: what is less likely is no duplicate without them."""
LIKE = -1.0
"""Odds from which a third record may be one of the pair."""
APART = 1.0
"""Odds against, from which it is not the other."""
MOST = 12
"""Third records of one record that are looked at."""
AT_ONCE = 100_000
"""Pairs that are asked at a time: their third records together stay small."""
SURE = [LIKE, -0.5, 0.0, 0.75, 1.5, 3.0, 5.0]
"""Odds at which `rival` is a step higher."""
LIKELIER = [-3.0, -1.5, -0.5, 0.5, 2.0, 5.0]
"""The same for `likelier`: odds of the third record, less those of the pair."""
_NONE = -99.0


def step_rivals(left: Small, right: Small, odds: Floats, compared: int, like: Flags, records: int) -> dict[str, Steps]:
    """Return the steps `rival` and `likelier` of every pair.

    The first `compared` pairs are sorted by left and right, and only among these a third record is found to be apart;
    `like` are the pairs by which a third record may be one of a pair at all.
    """
    sure = np.full(len(left), _NONE, np.float32)
    likelier = np.full(len(left), _NONE, np.float32)
    known = left[:compared].astype(np.int64) * records + right[:compared], odds[:compared]
    thirds = _neighbours(left, right, odds, np.flatnonzero(like & (odds >= LIKE)), records)
    asked = np.flatnonzero(odds >= ASKED)
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        for one, other in ((left[some], right[some]), (right[some], left[some])):
            pair, strong, against = _apart(one, other, thirds, known, records)
            pair = some[pair]
            np.maximum.at(sure, pair, np.minimum(strong, against))
            kept = against > APART
            np.maximum.at(likelier, pair[kept], (strong - odds[pair])[kept])
    return {"rival": bins(sure, SURE), "likelier": bins(likelier, LIKELIER)}


def _apart(
    one: Small, other: Small, thirds: tuple[Ints, Small, Floats], known: tuple[Ints, Floats], records: int
) -> tuple[Ints, Floats, Floats]:
    """Return for each third record that is like `one` and was compared with `other`: the number of the pair, the odds
    that it is the one, the odds against its being the other."""
    starts, others, link = thirds
    packed, odds = known
    many = np.minimum(starts[one + 1] - starts[one], MOST)
    pair = np.repeat(np.arange(len(one)), many)
    place = ranges(starts[one], many)
    third, far = others[place], other[pair]
    wanted = np.minimum(third, far).astype(np.int64) * records + np.maximum(third, far)
    found = np.minimum(np.searchsorted(packed, wanted), max(len(packed) - 1, 0))
    there = np.flatnonzero(packed[found] == wanted) if len(packed) else np.zeros(0, np.int64)
    return pair[there], link[place[there]], -odds[found[there]]


def _neighbours(left: Small, right: Small, odds: Floats, places: Ints, records: int) -> tuple[Ints, Small, Floats]:
    """Return of every record where its pairs of these places start, and of each the other record and the odds; the
    likeliest first."""
    one = np.concatenate((left[places], right[places]))
    other = np.concatenate((right[places], left[places]))
    link = np.concatenate((odds[places], odds[places]))
    order = np.lexsort((other, -link, one))
    return starts_of(np.bincount(one, minlength=records)), other[order], link[order]
