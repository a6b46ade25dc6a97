"""Put the lines of documents right: cells that stand once a document are on every line, lines stand together.

In: the rows of a file in its own order, by column. Out: the cells that were filled, and the order of the copy. Two
documents of one number are never made one: lines that name different customers or dates stay where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence
from typing import NamedTuple

from csvbridge.ready.form import is_total


class Filled(NamedTuple):
    """A cell that was blank, by column and row."""

    column: str
    at: int
    after: str


def fill_down(
    document: str,
    shared: Sequence[str],
    columns: Mapping[str, MutableSequence[str]],
    count: int,
    *,
    naming: Sequence[str],
    dated: Sequence[str] = (),
) -> list[Filled]:
    """Fill blank document cells from the other lines of their document, in place; return what was filled.

    A line that has none of the document's cells, neither its number nor a date in `dated`, belongs to the document
    above it where a column of `naming` says what it is for: an amount alone, or beside the word Total, is a sum.
    A cell that two lines of a document give differently is left blank on the others.
    """
    filled: list[Filled] = []
    numbers = columns[document]
    others = [name for name in shared if name in columns]
    own = {*others, *dated}
    for at in range(1, count):
        goes_on = not numbers[at] and numbers[at - 1] and not any(columns[name][at] for name in own)
        if goes_on and _names_something(columns, naming, at):
            numbers[at] = numbers[at - 1]
            filled.append(Filled(document, at, numbers[at]))
    by_number: dict[str, list[int]] = {}
    for at in range(count):
        if numbers[at]:
            by_number.setdefault(numbers[at], []).append(at)
    for rows in by_number.values():
        for name in others:
            cells = columns[name]
            given = {cells[at] for at in rows if cells[at]}
            if len(given) == 1:
                (value,) = given
                blank = [at for at in rows if not cells[at]]
                filled += [Filled(name, at, value) for at in blank]
                for at in blank:
                    cells[at] = value
    return sorted(filled, key=lambda one: one.at)


def _names_something(columns: Mapping[str, Sequence[str]], naming: Sequence[str], at: int) -> bool:
    """Whether a line says what it is for, and no cell of it calls it a total."""
    return any(columns[name][at] for name in naming) and not any(is_total(cells[at]) for cells in columns.values())


def together(
    document: str, shared: Sequence[str], columns: Mapping[str, Sequence[str]], count: int
) -> tuple[list[int], list[int]]:
    """Return the rows in an order in which the lines of a document stand together, and those that were moved."""
    numbers = columns[document]
    runs = list(_runs(numbers, count))
    by_number: dict[str, list[Sequence[int]]] = {}
    for rows in runs:
        by_number.setdefault(numbers[rows[0]] or f"\0{rows[0]}", []).append(rows)
    others = [columns[name] for name in shared if name in columns]
    order: list[int] = []
    moved: list[int] = []
    for own in by_number.values():
        heads = {tuple(cells[at] for cells in others) for rows in own for at in rows}
        if len(heads) == 1:
            order += [at for rows in own for at in rows]
            moved += [at for rows in own[1:] for at in rows]
    kept = set(order)
    if not moved:
        return list(range(count)), []
    return _merged(order, [at for at in range(count) if at not in kept], set(moved)), moved


def _merged(order: Sequence[int], apart: Sequence[int], moved: set[int]) -> list[int]:
    """Put the rows that nobody may move back to where they stood among the others."""
    rest = list(reversed(apart))
    found: list[int] = []
    for at in order:
        while rest and at not in moved and rest[-1] < at:
            found.append(rest.pop())
        found.append(at)
    return found + rest[::-1]


def _runs(numbers: Sequence[str], count: int) -> list[range]:
    """Return the runs of neighbouring rows that have one number; a blank number is a run of its own."""
    starts = [at for at in range(count) if at == 0 or not numbers[at] or numbers[at] != numbers[at - 1]]
    return [range(start, end) for start, end in zip(starts, [*starts, count][1:], strict=True)]
