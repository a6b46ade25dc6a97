"""Find the pairs of a customer list: take apart, collect candidates, compare, weigh, band, group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

import numpy as np

from csvbridge.collector import collector_paused
from csvbridge.crowds import Crowd
from csvbridge.matching import bands, blocking
from csvbridge.matching.columns import Floats, Ints, Small, Steps, among
from csvbridge.matching.comparisons import Weights, load_comparisons, load_weights
from csvbridge.matching.explain import reasons_of
from csvbridge.matching.facts import Facts, count
from csvbridge.matching.groups import groups_of
from csvbridge.matching.levels import compare
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.parts import Parts, take_apart
from csvbridge.matching.records import CustomerList
from csvbridge.matching.scoring import PartsOf, log_odds, share
from csvbridge.matching.threshold import likely_from
from csvbridge.matching.through import linked, step_through

Progress = Callable[[str, int, int], None]

AT_ONCE = 40_000
"""Pairs that are compared at a time: what their words, crossed, take in memory stays small."""
CROSSED = 4_000_000
"""Words that may meet at a time: names of many words are compared fewer at a time."""
ADDRESSES_ONLY = 1.0
"""Points that every pair gets in a list of people without any telephone, e-mail or website: nothing of these could
differ. A middle between made-up lists, which do without, and public ones (FEBRL), where half as much again is right."""
FEW_FIRMS = 0.1
"""Share of names that are plainly a company's in a list of people."""
OTHER_NAMES = 6
"""The last step of `name` at which two names may be one customer's."""
THREADS = 2


def find_pairs(
    customers: CustomerList,
    *,
    region: str = "us",
    weak_limit: int | None = 100,
    also: Sequence[tuple[int, int]] = (),
    progress: Progress = lambda stage, done, of: None,
) -> Pairs:
    """Return the pairs of records that are probably one customer, the same whatever the order of the records.

    `region` (contract.md §5, company.region) says how a phone without a country is read; `weak_limit` caps the pairs
    of the weaker bands, None for all of them. `also` are pairs of positions that are told however weak they are; they
    change nothing of the others.
    """
    with collector_paused():  # a million short lists, none of them in a circle
        return _find(customers, region, weak_limit, also, progress)


def _find(
    customers: CustomerList, region: str, weak_limit: int | None, also: Sequence[tuple[int, int]], progress: Progress
) -> Pairs:
    progress("looking at names", 0, 0)
    order = _reading_order(customers)
    given = {field: _in_order(column, order) for field, column in customers.columns.items()}
    parts = take_apart(CustomerList(given, customers.size), region)
    progress("looking for candidates", 0, 0)
    with ThreadPoolExecutor(1) as beside:  # what is looked up of texts needs Python's lock, what is sorted does not
        counted = beside.submit(count, parts)
        found = blocking.candidates(parts)
        facts = counted.result()
    left, right = found.left, found.right
    weights = load_weights()
    if _people_and_addresses_only(parts, facts):
        weights = replace(weights, base=weights.base + ADDRESSES_ONLY)
    steps = _compared(parts, facts, left, right, progress)
    odds = log_odds(weights, steps, len(left))
    left, right, steps = with_linked(parts, facts, left, right, steps, odds)
    compared = len(left)
    odds = _with_third(weights, steps, odds, compared)
    likely = likely_from(odds)
    band = bands.bands_of(odds, steps, likely, everything=weak_limit is None)
    place = np.array(order, np.int32)
    left, right = place[left], place[right]
    left, right = np.minimum(left, right), np.maximum(left, right)
    chosen, withheld = _chosen(odds, band, left, right, weak_limit)
    groups = _tied(left[chosen], right[chosen], band[chosen])
    asked = _asked_for(also, left[chosen], right[chosen], customers.size)
    if len(asked):
        more, asked_anew = _among(asked, left, right, customers.size)
        withheld -= int((band[more] != bands.NONE).sum())
        band[more] = np.where(band[more] == bands.NONE, bands.ORDER.index(Band.POSSIBLE), band[more])
        chosen = np.concatenate((chosen, more))
    left, right, band, odds = left[chosen], right[chosen], band[chosen], odds[chosen]
    steps = {name: column[chosen] for name, column in steps.items()}
    if len(asked) and len(asked_anew):
        told = _compared_anew(parts, facts, weights, likely, order, asked_anew)
        left, right, band, odds = (
            np.concatenate(both) for both in zip((left, right, band, odds), told[:4], strict=True)
        )
        steps = {name: np.concatenate((column, told[4][name])) for name, column in steps.items()}
    reasons, against = reasons_of(load_comparisons(), steps, len(left))
    titles = {c.name: c.title for c in load_comparisons()}
    first, second = _sides(customers, left, right)
    return Pairs(
        left=first,
        right=second,
        score=np.round(share(odds), 4).astype(float).tolist(),
        band=[bands.ORDER[number] for number in band.tolist()],
        reasons=reasons,
        against=against,
        parts=PartsOf(weights, titles, steps),
        groups=groups,
        compared=compared,
        withheld=withheld,
        crowds=[_with_cell(crowd, customers, order[crowd.record]) for crowd in found.crowds],
        also=len(asked),
    )


def _with_cell(crowd: Crowd, customers: CustomerList, record: int) -> Crowd:
    return replace(crowd, record=record, value=crowd.value or customers.column(crowd.field)[record])


def _tied(left: Small, right: Small, band: Small) -> list[tuple[int, ...]]:
    sure = band <= bands.ORDER.index(Band.PROBABLE)
    return groups_of(left[sure], right[sure])


def _asked_for(also: Sequence[tuple[int, int]], left: Small, right: Small, size: int) -> Ints:
    """Return the packed pairs that were asked for and are not told yet, each once, in order."""
    if not also:
        return np.zeros(0, np.int64)
    wanted = np.sort(np.array(also, np.int64), axis=1)
    packed = np.unique(wanted[:, 0] * size + wanted[:, 1])
    return packed[~among(packed, np.sort(left.astype(np.int64) * size + right))]


def _among(packed: Ints, left: Small, right: Small, size: int) -> tuple[Ints, Ints]:
    """Return the places of those that were compared, and the others."""
    compared = left.astype(np.int64) * size + right
    by = np.argsort(compared)
    place = np.minimum(np.searchsorted(compared, packed, sorter=by), max(len(by) - 1, 0))
    there = compared[by[place]] == packed if len(by) else np.zeros(len(packed), np.bool_)
    return by[place[there]] if len(by) else by, packed[~there]


def _compared_anew(
    parts: Parts, facts: Facts, weights: Weights, likely: float, order: Sequence[int], packed: Ints
) -> tuple[Small, Small, Small, Floats, dict[str, Steps]]:
    """Return left, right, band, odds and steps of pairs that nothing brought together but the wish for them."""
    left, right = ((side).astype(np.int32) for side in np.divmod(packed, parts.size))
    place = np.empty(parts.size, np.int32)
    place[np.array(order, np.int32)] = np.arange(parts.size, dtype=np.int32)
    one, other = np.minimum(place[left], place[right]), np.maximum(place[left], place[right])
    steps = _compared(parts, facts, one, other, lambda stage, done, of: None)
    steps["through"] = np.zeros(len(packed), np.int8)
    odds = log_odds(weights, steps, len(packed))
    band = bands.bands_of(odds, steps, likely, everything=True)
    band[band == bands.NONE] = bands.ORDER.index(Band.POSSIBLE)
    return left, right, band, odds, steps


def _people_and_addresses_only(parts: Parts, facts: Facts) -> bool:
    contacts = len(parts.phones.of.flat) + len(parts.mails.of.flat) + len(parts.sites.of.flat)
    streets = bool((parts.addresses.street.of >= 0).any())
    return streets and not contacts and bool(facts.firm[parts.names.of_record[:-1]].mean() < FEW_FIRMS)


def _reading_order(customers: CustomerList) -> list[int]:
    """Return positions in the order of what stands in the records: whoever wrote the list in another order, the
    same words come first, and ties fall the same way."""
    columns = [customers.columns[field] for field in sorted(customers.columns)]
    texts = list(map("\0".join, zip(*columns, strict=True))) if columns else [""] * customers.size
    return sorted(range(customers.size), key=texts.__getitem__)


def _in_order(column: Sequence[str], order: Sequence[int]) -> Sequence[str]:
    return itemgetter(*order)(column) if len(order) > 1 else column


def with_linked(
    parts: Parts, facts: Facts, left: Small, right: Small, steps: dict[str, Steps], odds: Floats
) -> tuple[Small, Small, dict[str, Steps]]:
    """Return the pairs and, beside them, those that only a third record brings together; all with that step."""
    alike = (steps["name"] >= 1) & (steps["name"] <= OTHER_NAMES)  # strangers in one office are no links
    packed, weaker = linked(left, right, np.where(alike, odds, -np.inf), parts.size)
    new = packed[~among(packed, left.astype(np.int64) * parts.size + right)]  # candidates are sorted
    if len(new):
        more = (new // parts.size).astype(np.int32), (new % parts.size).astype(np.int32)
        found = _compared(parts, facts, *more, lambda stage, done, of: None)
        left, right = np.concatenate((left, more[0])), np.concatenate((right, more[1]))
        steps = {name: np.concatenate((column, found[name])) for name, column in steps.items()}
    return left, right, steps | {"through": step_through(left, right, parts.size, packed, weaker)}


def _with_third(weights: Weights, steps: dict[str, Steps], odds: Floats, pairs: int) -> Floats:
    """Return the odds of all pairs, weighed anew where a third record counts, as it does in all that are new."""
    anew = np.flatnonzero(steps["through"])
    odds = np.concatenate((odds, np.zeros(pairs - len(odds), np.float32)))
    odds[anew] = log_odds(weights, {name: column[anew] for name, column in steps.items()}, len(anew))
    return odds


def _compared(parts: Parts, facts: Facts, left: Small, right: Small, progress: Progress) -> dict[str, Steps]:
    """Return the steps of all candidates, compared some at a time."""
    ends = [0, *_portions(parts, left, right)]

    def portion(bounds: tuple[int, int]) -> dict[str, Steps]:
        return compare(parts, facts, left[slice(*bounds)], right[slice(*bounds)])

    found = []
    with ThreadPoolExecutor(THREADS) as threads:  # numpy and rapidfuzz leave Python's lock while they work
        for end, done in zip(ends[1:], threads.map(portion, pairwise(ends)), strict=True):
            found.append(done)
            progress("comparing", end, len(left))
    return {name: np.concatenate([one[name] for one in found]) for name in found[0]}


def _portions(parts: Parts, left: Small, right: Small) -> list[int]:
    """Return where portions of the pairs end, so that no portion holds too many pairs, nor too many words that meet."""
    names = parts.names
    words = names.core.lengths + names.extra.lengths + 1
    before = np.concatenate(([0], np.cumsum(words, dtype=np.int64)))[names.of_record]
    held = np.diff(before)  # words of a record, all its variants together
    met = np.cumsum(held[left] * held[right])
    ends: list[int] = []
    start = 0
    while start < len(left):
        reached = int(met[start - 1]) if start else 0
        start = min(start + AT_ONCE, max(int(np.searchsorted(met, reached + CROSSED)), start + 1), len(left))
        ends.append(start)
    return ends or [0]


def _chosen(odds: Floats, band: Small, left: Small, right: Small, limit: int | None) -> tuple[Ints, int]:
    """Return the places of the pairs to tell, the bands in order, the likeliest first; and how many were left out."""
    told = np.flatnonzero(band != bands.NONE)
    strong = told[band[told] <= bands.ORDER.index(Band.PROBABLE)]
    weak = told[band[told] > bands.ORDER.index(Band.PROBABLE)]
    if limit is not None:
        weak = weak[np.lexsort((right[weak], left[weak], -odds[weak]))]
    withheld = max(len(weak) - limit, 0) if limit is not None else 0
    kept = np.concatenate((strong, weak[:limit] if limit is not None else weak))
    return kept[np.lexsort((right[kept], left[kept], -odds[kept], band[kept]))], withheld


def _sides(customers: CustomerList, left: Small, right: Small) -> tuple[Sequence[int], Sequence[int]]:
    """Return left and right so that a record of this run stands at the left of one that QuickBooks holds."""
    if not len(customers.known):
        return left.tolist(), right.tolist()
    known = np.asarray(customers.known, np.bool_)
    turned = known[left] & ~known[right]
    return np.where(turned, right, left).tolist(), np.where(turned, left, right).tolist()
