"""Tell a deal's lines apart: a line met twice is one line, two equal products may be two.

In: a deal with every line row found for it. Out: its lines, each once. With a line id the id decides. Without one, the
same lines in two files are one set; two equal rows in one file are two lines unless the deal's Amount says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from csvbridge.converting.merging import SameRecords
from csvbridge.converting.records import Deal, Line
from csvbridge.findings import Findings
from csvbridge.rules import shape
from csvbridge.trail import Trail

_COMPARED = (
    "product_id",
    "product_name",
    "product_code",
    "quantity",
    "sales_price",
    "total",
    "service_date",
    "description",
    "deleted",
)


content = attrgetter(*_COMPARED)
"""What tells one line from another when there is no id."""

_quick_content = attrgetter("product_name", "product_code", "total")
"""Lines that differ here differ; most do."""


def all_differ(lines: Sequence[Line]) -> bool:
    """Whether no two of the lines say the same: then, of one file and without ids, each is a line of its own."""
    return len(set(map(_quick_content, lines))) == len(lines) or len(set(map(content, lines))) == len(lines)


def single_out_lines(deal: Deal, same: SameRecords, trail: Trail, findings: Findings) -> list[Line]:
    """Return the deal's lines without repetitions; the rows of a repeated line join the line that stays."""
    lines = deal.lines
    if any(line.line_id for line in lines):
        lines = _by_id(lines, same)
    if len({trail.source(line.rows[0]) for line in lines}) > 1:
        lines = _by_file(deal, lines, same, trail)
    return lines if all_differ(lines) else _alike(deal, lines, trail, findings)


def _by_id(lines: list[Line], same: SameRecords) -> list[Line]:
    kept: dict[object, Line] = {}
    for line in lines:
        first = kept.setdefault(line.line_id or id(line), line)
        if first is line:
            continue
        names = {
            ("total_price_minor" if n == "total" else "line_description" if n == "description" else n): n
            for n in _COMPARED
        }
        here = {name: getattr(first, attribute) for name, attribute in names.items()}
        there = {name: getattr(line, attribute) for name, attribute in names.items()}
        if same.compare(f"line {line.line_id}", first.rows[0], here, line.rows[0], there):
            same.twice(f"line {line.line_id}", first.rows[0], line.rows[0])
        first.rows.extend(line.rows)
    return list(kept.values())


def _by_file(deal: Deal, lines: list[Line], same: SameRecords, trail: Trail) -> list[Line]:
    """Without line ids, the lines of a deal in a second file must be those of the first."""
    by_source: dict[int, list[Line]] = {}
    for line in lines:
        if not line.line_id:
            by_source.setdefault(trail.source(line.rows[0]), []).append(line)
    if len(by_source) < 2:
        return lines
    first, *others = by_source.values()
    for other in others:
        if sorted(map(repr, map(content, first))) != sorted(map(repr, map(content, other))):
            here = {"product_name": _described(first)}
            there = {"product_name": _described(other)}
            same.compare(f"the lines of {deal.label}", first[0].rows[0], here, other[0].rows[0], there)
            continue
        left = {repr(content(line)): line for line in first}
        for line in other:
            keeper = left[repr(content(line))]
            same.twice(f"a line of {deal.label}", keeper.rows[0], line.rows[0])
            keeper.rows.extend(line.rows)
    gone = {id(line) for other in others for line in other}
    return [line for line in lines if id(line) not in gone]


def _described(lines: list[Line]) -> str:
    return f"{len(lines)} lines: " + "; ".join(
        f"{li.product_name or li.product_code} {li.quantity} {li.total}" for li in lines[:5]
    )


def _alike(deal: Deal, lines: list[Line], trail: Trail, findings: Findings) -> list[Line]:
    """Equal rows without ids in one file: the deal's Amount tells whether they are several lines or one."""
    firsts: dict[tuple[Any, ...], Line] = {}
    repeats: list[tuple[Line, Line]] = []
    for line in lines:
        if line.line_id or line.faults:
            continue
        first = firsts.setdefault(content(line), line)
        if first is not line:
            repeats.append((first, line))
    if not repeats:
        return lines
    total = sum(line.total or 0 for line in lines if not line.deleted)
    repeated = sum(line.total or 0 for _, line in repeats if not line.deleted)
    if deal.amount is not None and total == deal.amount:
        return lines
    once = deal.amount is not None and total - repeated == deal.amount
    decision = "taken once, since the deal's Amount is the sum without it" if once else "both are kept; check the deal"
    for first, line in repeats:
        source, row = trail.origin(first.rows[0])
        findings.add(shape.LINES_ALIKE, row=line.rows[0], if_used=True, other=f"{source.path}:{row}", decision=decision)
        if once:
            first.rows.extend(line.rows)
    gone = {id(line) for _, line in repeats} if once else set()
    return [line for line in lines if id(line) not in gone]
