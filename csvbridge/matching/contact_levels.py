"""Comparison levels of telephones, e-mail addresses and domains.

In: the parts of all records and pairs. Out: steps, from equal to different; of several numbers or addresses the pair
that agrees best counts.
"""

from __future__ import annotations

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Small, Steps, bins, cross
from csvbridge.matching.facts import Facts
from csvbridge.matching.likeness import edits, indel
from csvbridge.matching.parts import Parts


def _best_of(pair: Ints, step: Steps, size: int) -> Steps:
    """Return the lowest step of each pair (steps run from equal to different), 0 where there is none."""
    out = np.full(size, 99, np.int8)
    np.minimum.at(out, pair, step)
    out[out == 99] = 0
    return out


def contact_steps(parts: Parts, facts: Facts, left: Small, right: Small) -> dict[str, Steps]:
    size = len(left)
    li, ri = left.astype(np.int64), right.astype(np.int64)
    phones = parts.phones
    pl, pr = phones.of.take(li), phones.of.take(ri)
    pair, i, j = cross(pl, pr)
    a, b = pl.flat[i], pr.flat[j]
    apart = _digits_apart(phones.digits[a], phones.digits[b])
    spread = facts.phone_spread[a]
    step = np.where(apart == 0, 1 + bins(spread, [4, 9]), np.where(apart == 1, 4, np.where(apart <= 3, 5, 6)))
    phone = _best_of(pair, step.astype(np.int8), size)
    mails = parts.mails
    ml, mr = mails.of.take(li), mails.of.take(ri)
    pair, i, j = cross(ml, mr)
    a, b = ml.flat[i], mr.flat[j]
    da, db = mails.domain[a], mails.domain[b]
    same_domain = (da == db) & (da >= 0)
    free = mails.free[a] & same_domain
    role = mails.role[a] & mails.role[b]
    same_box = mails.box[a] == mails.box[b]
    near = edits(mails.texts, a, b, 0.8, facts.mails)
    at_one = np.flatnonzero(same_domain & (a != b) & (near > 0))  # a long domain makes two short mailboxes alike
    boxes = edits(mails.boxes, mails.box[a[at_one]], mails.box[b[at_one]], 0.7, facts.boxes)
    near[at_one] = np.minimum(near[at_one], 0.1 + boxes)
    numbers = facts.box_number[mails.box[a]], facts.box_number[mails.box[b]]
    apart = _numbers_apart(*numbers)
    step = np.full(len(a), 8, np.int8)
    step[same_domain & ~free] = 7
    step[same_box & ~role] = 6
    step[(near >= 0.8) & ~apart] = 5
    step[(near >= 0.9) & ~apart & ((numbers[0] < 0) == (numbers[1] < 0))] = 4
    step[same_domain & same_box] = 3
    crowd = facts.mail_spread[a]
    step[(a == b)] = np.where(crowd[a == b] > 4, 2, 1)
    # sales@ and ap@ of one firm are near in letters only
    step[(step == 4) & mails.role[a] & mails.role[b] & ~same_box & same_domain] = 7
    step[(step == 5) & same_domain & ~free & (mails.role[a] | mails.role[b])] = 7
    mail = _best_of(pair, step, size)
    sites = parts.sites
    sl, sr = sites.of.take(li), sites.of.take(ri)
    pair, i, j = cross(sl, sr)
    a, b = sl.flat[i], sr.flat[j]
    close = edits(sites.texts, a, b, 0.85, facts.sites)
    step = np.where(a == b, 1 + bins(facts.site_spread[a], [5, 12]), np.where(close >= 0.85, 4, 5)).astype(np.int8)
    site = _best_of(pair, step, size)
    return {"phone": phone, "email": mail, "site": site, "domain": _domains(parts, facts, left, right)}


def _domains(parts: Parts, facts: Facts, left: Small, right: Small) -> Steps:
    """Compare the domain of one record with the name of the other: 1 the name or its initials, 2 like it, 3 not."""
    sites, names = parts.sites, parts.names
    out = np.full(len(left), 99, np.int8)
    first = names.of_record[:-1]
    for one, other in ((left, right), (right, left)):
        owned = sites.of.take(one.astype(np.int64))
        pair = owned.owners.astype(np.int64)
        site = owned.flat
        variant = first[other[pair]]
        whole = parts.whole_name[variant]
        kept = whole >= 0
        pair, site, variant, whole = pair[kept], site[kept], variant[kept], whole[kept]
        near = indel(facts.named_texts, whole, (site + len(parts.whole)).astype(np.int32), 0.8, facts.named)
        step = np.where(near >= 0.8, 2, 3).astype(np.int8)
        step[(facts.label_as_name[site] == whole) | (facts.label_as_initials[site] == parts.initials[variant])] = 1
        np.minimum.at(out, pair, step)
    out[out == 99] = 0
    return out


def _numbers_apart(one: Ints, other: Ints) -> Flags:
    """Return where both mailboxes have a number and these differ by more than one digit or two exchanged:
    `richard5763` and `richard1713` are two people, however like their letters are."""
    found: Flags = (one >= 0) & (other >= 0) & (_digits_apart(np.maximum(one, 0), np.maximum(other, 0)) > 1)
    return found


def _digits_apart(a: Ints, b: Ints) -> Ints:
    """Return in how many places two numbers differ, two neighbours exchanged counting as one; 9 at the most."""
    differ = np.flatnonzero(a != b)
    x, y = a[differ], b[differ]
    apart = np.zeros(len(differ), np.int64)
    turned = np.zeros(len(differ), np.bool_)
    before_x = np.full(len(differ), -1)
    before_y = np.full(len(differ), -2)
    for _ in range(10):
        dx, dy = x % 10, y % 10
        apart += dx != dy
        turned |= (dx == before_y) & (dy == before_x) & (dx != dy)
        before_x, before_y = dx, dy
        x, y = x // 10, y // 10
    out = np.zeros(len(a), np.int64)
    out[differ] = np.where(turned & (apart == 2), 1, np.minimum(apart, 9))
    return out
