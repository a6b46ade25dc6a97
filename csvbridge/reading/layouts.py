"""Layouts of a worksheet that hold no one table of records: rows in, a `Refused` that says what it is instead.

Summary and matrix reports (sums, no records), two tables in one sheet, headings far down the page. Also here:
the marks by which a formatted report of Salesforce is known (salesforce-exports.md §1.3, §8).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from csvbridge.reading.aggregates import GROUP, SUBTOTAL, speaks_of_records
from csvbridge.reading.formatted import Body
from csvbridge.reading.grid import Grid
from csvbridge.reading.groups import has_arrow
from csvbridge.reading.header import HEADER_WITHIN, filled_count, known_count
from csvbridge.reading.refused import Refused
from csvbridge.rules import layouts as rules

Known = Callable[[str], bool]
Rows = Sequence[Sequence[str]]
_SUM_HEADING = re.compile(
    r"(?:sum|average|avg|maximum|max|largest|minimum|min|smallest|median|unique count) of .+"
    r"|(?:record|row) count|count of .+|total records",
    re.IGNORECASE,
)
_ACROSS = "→"
_SEARCHED = 5_000  # rows in which headings that stand too low are looked for
_DIGIT = re.compile("[0-9]")


def bears_marks(rows: Rows, head: int, is_text: bool) -> bool:
    """Whether it looks like a formatted report: sort arrows, `(n records)`, an empty column on the left."""
    headings = rows[head]
    if any(map(has_arrow, headings)):
        return True
    if is_text:
        return False
    if any(speaks_of_records(cell) for row in islice(rows, head + 1, None) for cell in row[:2]):
        return True
    if not headings or headings[0].strip() or filled_count(headings) == 0:
        return False
    return not any(row[0].strip() for row in rows if row)


def row_of_sums(rows: Rows) -> int | None:
    """Return the first row with a heading such as `Sum of Amount`; its table is refused later."""
    for index, row in enumerate(islice(rows, HEADER_WITHIN)):
        if filled_count(row) > 1 and any(map(_is_sum_heading, row)):
            return index
    return None


def refuse_headings_far_down(grid: Grid, known: Known) -> None:
    """Refuse a table whose headings stand below the rows in which they are looked for."""
    for index in range(HEADER_WITHIN, min(len(grid.rows), _SEARCHED)):
        row = grid.rows[index]
        if filled_count(row) >= 3 and known_count(row, known) >= 3:
            headings = ", ".join(cell.strip()[:40] for cell in row[:12] if cell.strip())
            facts = {"within": HEADER_WITHIN, "at": grid.numbers[index], "headings": headings}
            raise Refused(rules.HEADINGS_TOO_LOW, at_row=grid.numbers[index], **facts)


def refuse_other_layouts(grid: Grid, body: Body, kept: Sequence[int], known: Known | None) -> None:
    """Refuse a sheet that holds sums alone, or a second table."""
    head = body.heads[0]
    _refuse_sums(grid, head)
    if not kept and any(about.kind in (SUBTOTAL, GROUP) for about in body.aggregates):
        raise Refused(rules.SUMMARY_ONLY, at_row=grid.numbers[head])
    if known is not None:
        _refuse_second_table(grid, head, kept, known)
        if not body.titled:
            _refuse_neighbour(grid, head, kept, known)


def _refuse_sums(grid: Grid, head: int) -> None:
    headings = [cell.strip() for cell in grid.rows[head]]
    for index in (head - 1, head):  # the groups across the page stand in the row above the headings, or in theirs
        row = grid.rows[index] if index >= 0 else []
        if filled_count(row) > 1 and any(cell.rstrip().endswith(_ACROSS) for cell in row):
            raise Refused(rules.MATRIX, at_row=grid.numbers[index], at=grid.numbers[index])
    sums = [heading.casefold() for heading in headings if _is_sum_heading(heading)]
    if len(set(sums)) < len(sums):
        raise Refused(rules.MATRIX, at_row=grid.numbers[head], at=grid.numbers[head])
    others = [heading for heading in headings if heading and not _is_sum_heading(heading)]
    # a field of a record may be called Record Count as well: only beside groups alone it is a sum
    if sums and (len(others) < 2 or all(map(has_arrow, others))):
        raise Refused(rules.SUMMARY_ONLY, at_row=grid.numbers[head])


def _refuse_second_table(grid: Grid, head: int, kept: Sequence[int], known: Known) -> None:
    """Refuse a sheet in which a row below is made of known headings too (the same ones again are no second table)."""
    place = next((at for at, heading in enumerate(grid.rows[head]) if heading.strip()), 0)
    for index in kept:
        row = grid.rows[index]
        first = row[place] if place < len(row) else ""
        if not first or _DIGIT.search(first) or not known(first.strip().casefold()):
            continue
        if known_count(row, known) >= max(3, (filled_count(row) + 1) // 2):
            numbers = grid.numbers
            reason = f"row {numbers[head]} and row {numbers[index]} both hold headings"
            raise Refused(rules.TWO_TABLES, at_row=numbers[index], reason=reason)


def _refuse_neighbour(grid: Grid, head: int, kept: Sequence[int], known: Known) -> None:
    """Refuse two tables side by side: headings on both sides of a blank column, and rows that fill one side only."""
    headings = grid.rows[head]
    for place in range(2, len(headings) - 2):
        if headings[place].strip() or any(grid.rows[i][place].strip() for i in kept if place < len(grid.rows[i])):
            continue
        left, right = headings[:place], headings[place + 1 :]
        if all(has_arrow(heading) for heading in left if heading.strip()):
            continue  # groups, and the column that the last of them is merged with
        if min(known_count(left, known), known_count(right, known)) < 2:
            continue
        alone = next((i for i in kept if not any(map(str.strip, grid.rows[i][:place]))), None)
        if alone is None:
            alone = next((i for i in kept if not any(map(str.strip, grid.rows[i][place + 1 :]))), None)
        if alone is not None:
            reason = f"they stand side by side, and row {grid.numbers[alone]} fills only one of them"
            raise Refused(rules.TWO_TABLES, at_row=grid.numbers[alone], reason=reason)


def _is_sum_heading(cell: str) -> bool:
    return _SUM_HEADING.fullmatch(cell.strip()) is not None
