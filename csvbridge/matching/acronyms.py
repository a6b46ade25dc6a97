"""Acronyms: a name that is another one's initials, alone or with words of business behind it.

In: the parts of all records and pairs of variants. Out: where one is the other's initials. `GFM` is General Forge
Mills; `GFM Group` and `GFM Phase 2` are General Forge Mills and its second phase.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Small
from csvbridge.matching.facts import Facts
from csvbridge.matching.parts import Parts

SHORTEST, LONGEST = 3, 6
"""Letters of an acronym that has words behind it: two letters are the beginnings of too many names."""
BEHIND = 2
"""Words behind an acronym that are looked at."""


def acronyms(parts: Parts, facts: Facts, a: Small, b: Small) -> Flags:
    """Return where one variant is the other's initials."""
    whole_a = np.where(parts.whole_name[a] >= 0, facts.as_initials[parts.whole_name[a]], -2)
    whole_b = np.where(parts.whole_name[b] >= 0, facts.as_initials[parts.whole_name[b]], -2)
    found: Flags = (whole_a == parts.initials[b]) | (whole_b == parts.initials[a])
    for short, full in ((a, b), (b, a)):
        found[_with_words_behind(parts, facts, short, full)] = True
    return found


def _with_words_behind(parts: Parts, facts: Facts, short: Small, full: Small) -> Ints:
    """Return the places where the first word of `short` is the initials of the first words of `full`, and what stands
    behind it is behind these too, or a word of business."""
    core, words = parts.names.core, facts.words
    lengths = core.lengths
    places = np.flatnonzero((lengths[short] > 1) & (lengths[short] <= BEHIND + 1) & (lengths[full] >= SHORTEST))
    if not len(places):
        return places
    start, other = core.starts[short[places]], core.starts[full[places]]
    word = core.flat[start]
    letters = words.length[word]
    fits = (words.first[word] == words.first[core.flat[other]]) & ~words.digits[word]
    fits &= (letters >= SHORTEST) & (letters <= np.minimum(LONGEST, lengths[full[places]]))
    places, start, other, word, letters = (column[fits] for column in (places, start, other, word, letters))
    for place in range(1, LONGEST):
        at = np.minimum(other + place, len(core.flat) - 1)
        same = (place >= letters) | (words.letters[word, place] == words.first[core.flat[at]])
        places, start, other, word, letters = (column[same] for column in (places, start, other, word, letters))
    rest = lengths[full[places]] - letters
    fits = rest <= BEHIND
    for place in range(BEHIND):
        mine = core.flat[np.minimum(start + 1 + place, len(core.flat) - 1)]
        theirs = core.flat[np.minimum(other + letters + place, len(core.flat) - 1)]
        here = place < lengths[short[places]] - 1
        fits &= np.where(place < rest, here & (mine == theirs), ~here | words.business[mine])
    chosen: Ints = places[fits]
    return chosen
