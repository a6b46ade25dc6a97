"""Comparison levels of addresses, and of the numbers and currency beside them.

In: the parts of all records and pairs. Out: steps, from equal to different.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from csvbridge.matching.addresses import Texts
from csvbridge.matching.columns import Flags, Floats, Lists, Small, Steps, cross
from csvbridge.matching.facts import Facts
from csvbridge.matching.likeness import beginnings, edits, indel
from csvbridge.matching.parts import Parts


def _same_or_not(of: Small, left: Small, right: Small) -> Steps:
    a, b = of[left], of[right]
    return np.where((a < 0) | (b < 0), 0, np.where(a == b, 1, 2)).astype(np.int8)


def _equal(texts: Texts, left: Small, right: Small) -> tuple[Flags, Small, Small]:
    a, b = texts.of[left], texts.of[right]
    return (a >= 0) & (b >= 0), a, b


def address_steps(parts: Parts, facts: Facts, left: Small, right: Small) -> dict[str, Steps]:
    ad = parts.addresses
    has, a, b = _equal(ad.street, left, right)
    near = _where(has, indel, ad.street.texts, a, b, 0.45, facts.streets)
    inside = _inside(ad.words, left, right, has & (a != b))
    hhas, ha, hb = _equal(ad.house, left, right)
    same_house = hhas & (ha == hb)
    same_street = has & ((a == b) | inside)
    like_street = has & (near >= 0.72)
    house_near = _where(hhas & (same_street | like_street), edits, ad.house.texts, ha, hb, 0.5, facts.words.held)
    boxed = ad.boxed[left], ad.boxed[right]
    street = np.full(len(left), 7, np.int8)  # both there, other
    street[has & same_street] = 6  # the street, another number
    street[has & like_street & (same_house | (hhas & (house_near >= 0.5)))] = 4
    street[same_house & (near >= 0.45) & has & ~like_street & ~same_street] = 5
    street[has & like_street & same_house] = 3
    street[same_street & hhas & ~same_house & (house_near >= 0.6)] = 4
    street[same_street & ~hhas] = 2
    street[same_street & same_house] = 2
    street[has & (a == b) & same_house] = 1
    street[~has] = 0
    street[boxed[0] & boxed[1] & same_house] = 1
    street[(boxed[0] & boxed[1]) & ~same_house] = 7
    uhas, ua, ub = _equal(ad.unit, left, right)
    unit = np.where(uhas, np.where(ua == ub, 1, 3), np.where((ua >= 0) | (ub >= 0), 2, 0)).astype(np.int8)
    unit[(street == 0) | (street > 4)] = 0
    phas, pa, pb = _equal(ad.postal, left, right)
    pe = _where(phas, edits, ad.postal.texts, pa, pb, 0.5)
    postal = np.where(phas, np.where(pa == pb, 1, np.where(pe >= 0.74, 2, np.where(pe >= 0.5, 3, 4))), 0)
    chas, ca, cb = _equal(ad.city, left, right)
    ce = np.maximum(
        _where(chas, indel, ad.city.texts, ca, cb, 0.6, facts.cities),
        0.9 * _where(chas, beginnings, ad.city.texts, ca, cb, 0.6),
    )
    city = np.where(chas, np.where(ca == cb, 1, np.where(ce >= 0.8, 2, np.where(ce >= 0.6, 3, 4))), 0)
    shas, sa, sb = _equal(ad.state, left, right)
    state = np.where(shas, np.where(sa == sb, 1, 2), 0)
    nhas, na, nb = _equal(ad.country, left, right)
    country = np.where(nhas, np.where(na == nb, 1, 2), 0)
    return {
        "street": street,
        "unit": unit,
        "postal": postal.astype(np.int8),
        "city": city.astype(np.int8),
        "state": state.astype(np.int8),
        "country": country.astype(np.int8),
        "tax": _same_or_not(parts.tax, left, right),
        "currency": _same_or_not(parts.currency, left, right),
    }


def _where(wanted: Flags, measure: Callable[..., Floats], texts: list[str], a: Small, b: Small, *how: object) -> Floats:
    """Return how alike texts are where that is wanted, 0 elsewhere."""
    places = np.flatnonzero(wanted)
    found = np.zeros(len(wanted), np.float32)
    found[places] = measure(texts, a[places], b[places], *how)
    return found


def _inside(words: Lists, one: Small, other: Small, wanted: Flags) -> Flags:
    """Return where all words of one street stand in the other, and that is wanted."""
    places = np.flatnonzero(wanted)
    left, right = words.take(one[places]), words.take(other[places])
    _, i, j = cross(left, right)
    same = left.flat[i] == right.flat[j]
    hit_left = np.zeros(len(left.flat), np.bool_)
    hit_right = np.zeros(len(right.flat), np.bool_)
    hit_left[i[same]] = True
    hit_right[j[same]] = True
    all_left = (left.lists_with(hit_left) == left.lengths) & (left.lengths > 0)
    all_right = (right.lists_with(hit_right) == right.lengths) & (right.lengths > 0)
    found = np.zeros(len(one), np.bool_)
    found[places] = all_left | all_right
    return found
