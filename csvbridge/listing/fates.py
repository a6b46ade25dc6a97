"""What became of every row that was read to be compared: the lines of `trail.csv`, and how many of each fate.

In: the parts of a list and the pairs that were found in it. Out: columns, a source at a time and cut where a row is no
record; counts. A record that is likely the same as another one waits for a decision, so it is held; every other one is
skipped, since nothing is written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from csvbridge.likeness import PREDICTED, Listed
from csvbridge.listing.part import Part
from csvbridge.matching.pairs import Pairs
from csvbridge.trail import Entry, Fate, Trail

_ALONE, _WEAK, _AGAINST = "compared; nobody is like it", "compared; in weaker pairs only", "compared against"

Columns = Sequence[Sequence[str]]
"""file, sheet, row, record, fate, reason, target: of rows that follow one another."""


def reasons_of(
    listed: Listed, pairs: Pairs, order: Sequence[int], decisions: Sequence[str] = ()
) -> tuple[list[str], set[int]]:
    """Return for each record of the list what became of it, in words; and the records that wait for a decision.

    `decisions` are by pair, blank where a person is still to decide.
    """
    known = listed.customers.known or [False] * listed.customers.size
    reasons = [_AGAINST if one else _ALONE for one in known] if any(known) else [_ALONE] * len(known)
    settled = [number for number in order if decisions[number]] if any(decisions) else []
    best: dict[int, int] = {}
    weak: set[int] = set()
    for number in [number for number in order if not decisions[number]] if settled else order:
        left, right = pairs.left[number], pairs.right[number]
        if pairs.band[number] in PREDICTED:
            best.setdefault(left, right)  # the best pair of a record comes first
            best.setdefault(right, left)
        else:
            weak |= {left, right}
    for own in weak:
        if reasons[own] == _ALONE:
            reasons[own] = _WEAK
    for own, other in zip(best, _named(listed, best.values()), strict=True):
        words = "compared against; likely" if known[own] else "waits for a decision: likely"
        reasons[own] = f"{words} the same as {other}"
    for number in settled:
        left, right = pairs.left[number], pairs.right[number]
        for own, other in zip((left, right), _named(listed, (right, left)), strict=True):
            if reasons[own] in (_ALONE, _WEAK):
                reasons[own] = f"compared; with {other} decided: {decisions[number]}"
    return reasons, {own for own in best if not known[own]}


def _named(listed: Listed, positions: Collection[int]) -> list[str]:
    distinct = [*{*positions}]
    names, places = listed.names_in_line(distinct), listed.places(distinct)
    named = {
        at: f"{name[:200] or 'a record without name'} ({place})"
        for at, name, place in zip(distinct, names, places, strict=True)
    }
    return [named[at] for at in positions]


def trail_pieces(trail: Trail, parts: Sequence[Part], reasons: Sequence[str], waits: set[int]) -> Iterator[Columns]:
    """Yield the lines of trail.csv by file and row: all but QuickBooks' lists, rows that are no records included."""
    of_source = {part.table.sheet.source.number: part for part in parts}
    aside: dict[int, list[Entry]] = {}
    for entry in trail.entries():
        aside.setdefault(entry[0], []).append(entry)
    for source in trail.sources:
        part = of_source.get(source.number)
        told = None if part is None or part.table.is_list else _records(part, reasons, waits)
        rows: Sequence[int] = part.rows if part is not None and told else ()
        done = 0
        for _, row, _, record, fate, reason, target in aside.get(source.number, ()):
            until = bisect_left(rows, row, done)
            if told and until > done:
                yield [column[done:until] for column in told]
                done = until
            yield [[cell] for cell in (source.path, source.sheet or "", str(row or ""), record, fate, reason, target)]
        if told and len(rows) > done:
            yield [column[done:] for column in told]


def _records(part: Part, reasons: Sequence[str], waits: set[int]) -> Columns:
    source = part.table.sheet.source
    size = len(part.names)
    why, fates = [""] * size, [Fate.SKIPPED.value] * size
    for at, reason in part.aside.items():
        why[at] = reason
    if len(part.kept) == size:
        why = list(reasons[part.first : part.first + size])
    else:
        for position, at in enumerate(part.kept, part.first):
            why[at] = reasons[position]
    for position in waits:
        if part.first <= position < part.first + len(part.kept):
            fates[part.kept[position - part.first]] = Fate.HELD.value
    called = [own or name for own, name in zip(part.ids, part.names, strict=True)] if any(part.ids) else part.names
    labels = [*map(str.rstrip, map(f"{part.table.kind} ".__add__, called))]
    rows = [*map(str, part.rows)]
    return [[source.path] * size, [source.sheet or ""] * size, rows, labels, fates, why, [""] * size]


def count_fates(parts: Sequence[Part], waits: set[int]) -> Counter[Fate]:
    """Return the fates of this run's customers: each once; QuickBooks' records and contacts that lend do not count."""
    counts: Counter[Fate] = Counter()
    for part in parts:
        if not part.table.known and not part.lends:
            counts[Fate.SKIPPED] += len(part.names) - part.repeated
    counts[Fate.HELD] = len(waits)
    counts[Fate.SKIPPED] -= len(waits)
    return counts
