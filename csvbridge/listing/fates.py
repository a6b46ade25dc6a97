"""What became of every row that was read to be compared: the lines of `trail.csv`, and how many of each fate.

In: the parts of a list and the pairs that were found in it. Out: columns, a source at a time and cut where a row is no
record; counts. A record that is likely the same as another one waits for a decision, so it is held; every other one is
skipped, since nothing is written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

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
    size, decided = listed.customers.size, any(decisions)
    known = listed.customers.known or [False] * size
    reasons = [_AGAINST if one else _ALONE for one in known] if any(known) else [_ALONE] * size
    waits: set[int] = set()
    for number in order:  # the best pair of a record comes first
        if decided and decisions[number]:
            continue
        left, right = pairs.left[number], pairs.right[number]
        is_predicted = pairs.band[number] in PREDICTED
        for own, other in ((left, right), (right, left)):
            if is_predicted and reasons[own] in (_ALONE, _AGAINST):
                words = "compared against; likely" if known[own] else "waits for a decision: likely"
                reasons[own] = f"{words} the same as {_named(listed, other)}"
                if not known[own]:
                    waits.add(own)
            elif reasons[own] == _ALONE:
                reasons[own] = _WEAK
    for number in order if decided else ():
        left, right = pairs.left[number], pairs.right[number]
        for own, other in ((left, right), (right, left)) if decisions[number] else ():
            if reasons[own] in (_ALONE, _WEAK):
                reasons[own] = f"compared; with {_named(listed, other)} decided: {decisions[number]}"
    return reasons, waits


def _named(listed: Listed, at: int) -> str:
    name = " ".join(listed.name[at].split())[:200] or "a record without name"
    return f"{name} ({listed.place(at)})"


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
    kind = part.table.kind
    labels = [f"{kind} {own or name}".rstrip() for own, name in zip(part.ids, part.names, strict=True)]
    rows = list(map(str, part.rows))
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
