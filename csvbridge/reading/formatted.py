"""Formatted reports into plain records: which rows are sums, what the groups are, whether the sums agree.

In: the rows of a `Grid` whose headings are found. Out: the rows that are no records (`find_aggregates`), and,
once the records stand as columns, the group values on every record and a verdict on each sum (`finish`). The
layout is that of salesforce-exports.md §1.3 (formatted workbook), §1.2 R4 (details with a total row) and §1.5
(printable view). No cell is changed but the blank ones of a grouped column.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from csvbridge.findings import Findings
from csvbridge.reading.aggregates import (
    GRAND,
    GROUP,
    SUBTOTAL,
    Aggregate,
    label_cells,
    read_aggregate,
    read_continuation,
    read_group_row,
)
from csvbridge.reading.groups import MOST_GROUPS, Filled, fill_down, first_heading, group_columns, has_arrow
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.tallies import Tally, Verdict
from csvbridge.rules import layouts as rules
from csvbridge.rules import reading as reading_rules

_MOST_TOLD = 10  # differences that are told one by one
Rows = Sequence[Sequence[str]]


@dataclass(slots=True)
class Body:
    """The rows of a table below its headings, with what is known of them."""

    rows: Rows
    numbers: Sequence[int]
    """The physical number of each row."""
    heads: list[int]
    """The heading row, and each repetition of it where exports were pasted under one another."""
    titled: bool
    """Whether Salesforce's title block or footer stands round it."""
    arrows: bool
    """Whether its headings carry arrows, or it keeps clear of the left edge as formatted reports do."""
    known: Callable[[str], bool] | None = None
    aggregates: list[Aggregate] = field(default_factory=list)

    @property
    def marked(self) -> bool:
        """Whether it bears marks of a formatted report beside the words of its sums."""
        return self.titled or self.arrows


def find_aggregates(body: Body, aside: dict[int, str]) -> None:
    """Add the subtotals, totals, counts and group rows of a table to `body`, and set them aside."""
    for head, end in zip(body.heads, [*body.heads[1:], len(body.rows)], strict=True):
        indexes = [index for index in range(head + 1, end) if index not in aside]
        found = _in_part(body, head, indexes)
        body.aggregates += found
        aside.update({about.row: about.kind for about in found})


def finish(body: Body, sheet: Sheet, kept: Sequence[int], findings: Findings) -> None:
    """Fill the grouped columns of a sheet, and hold every sum against the records; `kept` are their rows."""
    numbers = [body.numbers[index] for index in kept]
    starts = [bisect_left(kept, head) for head in body.heads]
    at = {about.row: bisect_left(kept, about.row) for about in body.aggregates}
    groups, filled = _groups(body, sheet, numbers, starts, at)
    for column in groups:
        count = sum(map(bool, filled.origins[column]))
        if count:
            heading = sheet.headings[column].strip()
            findings.add(rules.GROUP_FILLED, source=sheet.source.number, heading=heading, count=count)
    _check(body, sheet, groups, filled, (starts, at), findings)
    for about in body.aggregates:
        if about.kind == GRAND and not (body.marked or about.figures or about.word) and about.count is None:
            row, text = body.numbers[about.row], body.rows[about.row][about.column].strip()
            findings.add(reading_rules.BARE_TOTAL, source=sheet.source.number, value=text, at=row, text=text)
    sheet.filled = {column: origins for column, origins in filled.origins.items() if any(origins)}
    if any(about.kind == GROUP for about in body.aggregates):
        _lead_with_groups(body, sheet, at, findings)
        sheet.layout = "printable view"
    elif groups or body.marked:
        sheet.layout = "formatted"
    elif body.aggregates:
        sheet.layout = "details with total"


def stated_count(body: Body) -> int | None:
    """Return how many records the report says that it has."""
    for about in body.aggregates:
        if about.kind != GRAND:
            continue
        if about.count is not None:
            return about.count
        counts = about.continues and about.word in ("", "count", "records")
        texts = [text for text in about.figures.values() if counts and text.isdecimal()]
        if texts:
            return int(texts[0][:15])
    return None


def _in_part(body: Body, head: int, indexes: Sequence[int]) -> list[Aggregate]:
    rows = body.rows
    first = first_heading(rows[head])
    labels = label_cells(rows, indexes, _label_columns(rows[head], first))
    groups = {
        index: about
        for index in indexes
        if any("record" in cell for cell in rows[index][: first + 1])
        if (about := read_group_row(rows[index], index, body.known)) is not None and index not in labels
    }
    found: list[Aggregate] = []
    for index in sorted({*labels, *groups}):
        if found and index <= found[-1].row:  # a continuation that has been read
            continue
        about = groups.get(index) or read_aggregate(rows[index], index, labels[index])
        if about is None:
            continue
        below = [] if about.kind == GROUP else _continuations(rows, about, indexes)
        if _believed(body, head, about, below, indexes[-1]):
            found += [about, *below]
    return _without_misplaced_totals(body, found, indexes)


def _label_columns(headings: Sequence[str], first: int) -> Sequence[int]:
    """Return the columns in which a sum can have its label: those with arrows on the left edge, or the leftmost."""
    end = first + 1
    if any(map(has_arrow, headings)):
        while end < len(headings) and has_arrow(headings[end]):
            end += 1
        return range(end)
    return range(min(first + MOST_GROUPS + 1, len(headings)))


def _continuations(rows: Rows, about: Aggregate, indexes: Sequence[int]) -> list[Aggregate]:
    found: list[Aggregate] = []
    start = bisect_left(indexes, about.row) + 1
    for index in indexes[start : start + 8]:
        if index != about.row + len(found) + 1:
            break
        more = read_continuation(rows[index], index, about, range(about.column + 1))
        if more is None or (not more.word and any(not other.word for other in found)):
            break
        found.append(more)
    return found


def _believed(body: Body, head: int, about: Aggregate, below: Sequence[Aggregate], last: int) -> bool:
    """Whether there is more than the word: figures, a count, a formatted report, or the end of the table."""
    if about.figures or about.count is not None or below or about.word:
        return True
    if not body.marked and about.kind == GRAND:  # a workbook or page: Salesforce writes a bare word as the last row
        return about.row == last and sum(1 for heading in body.rows[head] if heading.strip()) > 1
    if body.marked and sum(1 for heading in body.rows[head] if heading.strip()) == 1:
        reason = "the table has one column, so there are no figures beside it"
        raise Refused(rules.TOTAL_UNCLEAR, at_row=body.numbers[about.row], **_told(body, about), reason=reason)
    return body.marked


def _without_misplaced_totals(body: Body, found: list[Aggregate], indexes: Sequence[int]) -> list[Aggregate]:
    """Return the sums, totals only below the last record: elsewhere a total is a record, or nobody knows."""
    rows_found = {about.row for about in found}
    last = next((index for index in reversed(indexes) if index not in rows_found), -1)
    kept = []
    for about in found:
        if about.kind == GRAND and about.row < last:
            if body.marked:
                reason = "it has nothing but figures beside it, and records follow"
                raise Refused(rules.TOTAL_UNCLEAR, at_row=body.numbers[about.row], **_told(body, about), reason=reason)
            continue
        kept.append(about)
    return kept


def _told(body: Body, about: Aggregate) -> dict[str, object]:
    return {"at": body.numbers[about.row], "text": body.rows[about.row][about.column].strip()}


def _groups(
    body: Body, sheet: Sheet, numbers: Sequence[int], starts: Sequence[int], at: dict[int, int]
) -> tuple[list[int], Filled]:
    subtotals = [about for about in body.aggregates if about.kind == SUBTOTAL and not about.continues]
    deepest = max((about.column for about in subtotals), default=-1)
    groups = group_columns(sheet.headings, sheet.columns, deepest=deepest, titled=body.titled)
    levels = {column: level for level, column in enumerate(groups)}
    closed = [(at[about.row], levels[about.column]) for about in subtotals if about.column in levels]
    closed += [(start, 0) for start in starts[1:]]
    return groups, fill_down(sheet.columns, groups, numbers, sorted(closed))


def _check(
    body: Body,
    sheet: Sheet,
    groups: Sequence[int],
    filled: Filled,
    places: tuple[Sequence[int], dict[int, int]],
    findings: Findings,
) -> None:
    starts, at = places
    tally = Tally(sheet.headings, sheet.columns)
    agreed, differing, source = 0, list[tuple[Aggregate, Verdict]](), sheet.source.number
    spans = _spans(body, groups, filled, starts, at, len(sheet.row_ids))
    for about in body.aggregates:
        for verdict in tally.check(about, *spans[about.row]):
            if verdict.agrees:
                agreed += 1
            elif not verdict.reason:
                differing.append((about, verdict))
            elif not verdict.is_no_sum:
                findings.add(
                    rules.TOTAL_UNCHECKED,
                    source=source,
                    at_row=body.numbers[about.row],
                    at=body.numbers[about.row],
                    where=_where(sheet, verdict.column),
                    stated=verdict.stated,
                    reason=verdict.reason,
                )
    for number, (about, verdict) in enumerate(differing[:_MOST_TOLD], 1):
        left = len(differing) - number
        more = f" ({left:,} more figures differ)" if number == _MOST_TOLD and left else ""
        findings.add(
            rules.TOTAL_DIFFERS,
            source=source,
            at_row=body.numbers[about.row],
            at=body.numbers[about.row],
            where=_where(sheet, verdict.column),
            stated=verdict.stated,
            found=verdict.found,
            more=more,
        )
    if agreed:
        findings.add(rules.TOTALS_AGREE, source=source, count=agreed, records=len(sheet.row_ids))


def _where(sheet: Sheet, column: int | None) -> str:
    heading = "" if column is None or column >= len(sheet.headings) else sheet.headings[column].strip()
    return f"column {heading}" if heading else "number of records"


def _spans(
    body: Body, groups: Sequence[int], filled: Filled, starts: Sequence[int], at: dict[int, int], count: int
) -> dict[int, tuple[int, int]]:
    """Return the records, from and up to, that each sum speaks of."""
    levels = {column: level for level, column in enumerate(groups)}
    label_levels = _label_levels(body)
    spans: dict[int, tuple[int, int]] = {}
    for place, about in enumerate(body.aggregates):
        here = at[about.row]
        part = starts[bisect_left(body.heads, about.row) - 1]
        if about.kind == GROUP:
            level = label_levels[about.row]
            ends = (
                at[other.row]
                for other in body.aggregates[place + 1 :]
                if other.kind == GRAND or label_levels.get(other.row, level + 1) <= level
            )
            spans[about.row] = (here, next(ends, count))
        elif about.kind == SUBTOTAL and about.column in levels:
            spans[about.row] = (max(part, filled.start(levels[about.column], here)), here)
        else:
            spans[about.row] = (part, here)
    return spans


def _label_levels(body: Body) -> dict[int, int]:
    """Return the level of each group row: its labels' place in the order in which they first appear."""
    order: dict[str, int] = {}
    return {about.row: order.setdefault(about.heading, len(order)) for about in body.aggregates if about.kind == GROUP}


def _lead_with_groups(body: Body, sheet: Sheet, at: dict[int, int], findings: Findings) -> None:
    """Put the values of a printable view's group rows before the records, a column for each label."""
    levels = _label_levels(body)
    count, depth = len(sheet.row_ids), len(set(levels.values()))
    headings = [""] * depth
    values = [[""] * count for _ in range(depth)]
    origins = [[0] * count for _ in range(depth)]
    rows = [about for about in body.aggregates if about.kind == GROUP]
    current: list[tuple[str, int]] = [("", 0)] * depth
    for place, about in enumerate(rows):
        level = levels[about.row]
        headings[level] = about.heading
        current[level:] = [(about.value, body.numbers[about.row]), *[("", 0)] * (depth - level - 1)]
        end = at[rows[place + 1].row] if place + 1 < len(rows) else count
        for each, (text, row) in enumerate(current):
            start = at[about.row]
            values[each][start:end] = [text] * (end - start)
            origins[each][start:end] = [row] * (end - start)
    sheet.headings = [*headings, *sheet.headings]
    sheet.columns = [*values, *sheet.columns]
    sheet.filled = {
        **{level: rows_of for level, rows_of in enumerate(origins)},
        **{column + depth: rows_of for column, rows_of in sheet.filled.items()},
    }
    for heading, rows_of in zip(headings, origins, strict=True):
        filled = sum(map(bool, rows_of))
        findings.add(rules.GROUP_FILLED, source=sheet.source.number, heading=heading, count=filled)
