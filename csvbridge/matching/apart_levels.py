"""Comparison levels of what tells two names apart: which words stand alone, and whether two people are two.

In: pairs of names, word by word. Out: steps. A word that found nothing like it on the other side stands alone. What
kind of word it is says more than how rare it is: `Plumbing` and `Roofing`, `Owen` and `Martha`, `A` and `B`.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.alignment import Alignment, WordFacts
from csvbridge.matching.columns import Flags, Floats, Small, Steps
from csvbridge.matching.likeness import indel

ALIKE = 0.55
"""Share of letters from which two words may be one that was mangled."""


def apart_steps(words: Alignment, facts: WordFacts) -> Steps:
    """Return 0 nothing stands alone, 1 a word of business on one side, 2 another word on one side; on both sides
    3 words alike in letters, 4 two words of business, 5 one of business and another, 6 two others, 7 two parts."""
    left, right = words.left_lone, words.right_lone
    if not facts.texts:
        return np.zeros(len(left), np.int8)
    one, both = (left >= 0) ^ (right >= 0), (left >= 0) & (right >= 0)
    lone = np.maximum(left, right)
    step = np.where(one, np.where(facts.business[lone] | facts.part[lone], 1, 2), 0).astype(np.int8)
    places = np.flatnonzero(both)
    a, b = left[places], right[places]
    business = facts.business[a].astype(np.int8) + facts.business[b]
    kind = np.choose(business, (6, 5, 4)).astype(np.int8)
    kind[facts.part[a] & facts.part[b]] = 7
    others = np.flatnonzero(kind == 6)
    kind[others[indel(facts.texts, a[others], b[others], ALIKE, facts.held) >= ALIKE]] = 3
    step[places] = kind
    return step


def people_steps(words: Alignment, people: Flags, facts: WordFacts) -> Steps:
    """Return how two people are called: 0 not two people, 1 the same words, 2 a nickname or an initial, 3 a slip,
    4 another given name that is alike, 5 a word more on one side; on both sides 6 given names, 7 initials,
    8 other words, 9 nothing in common."""
    left, right = words.left_lone, words.right_lone
    if not facts.texts:
        return np.zeros(len(left), np.int8)
    one, both = (left >= 0) ^ (right >= 0), (left >= 0) & (right >= 0)
    step = np.where(words.slips > 0, 3, 1)
    step = np.where(words.nicknames + words.initials > 0, 2, step)
    step = np.where(words.given_slips > 0, 4, step)
    step = np.where(one, 5, step)
    step = np.where(both, np.where(facts.given[left] & facts.given[right], 6, 8), step)
    step = np.where(both & (facts.length[left] == 1) & (facts.length[right] == 1), 7, step)
    step = np.where(found(words) <= 0, 9, step)
    pointed = facts.part[left] & facts.part[right] & (facts.length[left] > 1)  # Gilded Fern North: Fern is no girl
    return np.where(people & ~(both & pointed), step, 0).astype(np.int8)


def found(words: Alignment) -> Floats:
    """Return the weight of the words that both sides have."""
    common: Floats = np.minimum(words.left_found, words.right_found)
    return common


def called_as_people(person: tuple[Flags, Flags], firm: tuple[Flags, Flags], length: tuple[Small, Small]) -> Flags:
    """Return where two names are people's: one plainly is, the other may be one, neither is of one word."""
    people: Flags = (person[0] | person[1]) & ~firm[0] & ~firm[1] & (length[0] > 1) & (length[1] > 1)
    return people
