"""The `factMap` of a report run as JSON: its groups and rows put in order. The answer in, a `FactMap` out.

Only the innermost groups hold rows that count; what stands in the groups around them repeats (salesforce-exports.md
§1.8). Rows come in the order of the report's groups, down first. A part that is missing or fits no group is `Refused`:
rows could be lost with it. No cell is looked into here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csvbridge.reading.refused import Refused
from csvbridge.rules import queries as rules

Cell = Mapping[str, Any]
"""What the report shows of a value (`label`) and the value itself (`value`)."""

_DEEPEST = 4  # levels of grouping on one axis; Salesforce has three down and two across
_EXACT_GRAINS = ("", "none", "day")  # a date grouped so is still that date


class Field(NamedTuple):
    """A column of the report: its token, its label, the kind of its values, and how far it groups dates."""

    token: str
    label: str
    kind: str
    grain: str = ""
    """`month`, say, where the column holds months and no longer the dates themselves."""


@dataclass(slots=True)
class Group:
    """A group that the report has totals for: its name, its totals, and which rows are in it."""

    where: str
    totals: Sequence[Cell]
    spans: list[range] = field(default_factory=list)

    def rows(self) -> Iterator[int]:
        """Yield the numbers of its rows, from 0."""
        for span in self.spans:
            yield from span


@dataclass(slots=True)
class FactMap:
    """A report's rows, column by column, and its groups."""

    fields: list[Field]
    columns: list[list[Cell]]
    rows: int
    groups: list[Group]
    totals: list[str]
    """What the totals of each group are of: `RowCount`, `s!AMOUNT`."""


class _Node(NamedTuple):
    place: int
    cells: tuple[Cell, ...]
    """Its own value and those of the groups around it, outermost first."""
    around: tuple[str, ...]
    innermost: bool


def read_factmap(answer: Mapping[str, Any]) -> FactMap:
    """Return the rows and groups of a report; `Refused` when its parts do not fit one another."""
    facts, about = _facts(answer), part(answer, "reportMetadata")
    down, across = _axis(answer, "groupingsDown"), _axis(answer, "groupingsAcross")
    fields, details = _fields(answer, about, down, across)
    keyed = {key: _at(key, down, across) for key in facts}
    inner = sorted(
        (key for key, (one, other) in keyed.items() if one.innermost and other.innermost),
        key=lambda key: (keyed[key][0].place, keyed[key][1].place),
    )
    _refuse_lost_groups(down, across, facts)
    groups = {key: Group(_where(*keyed[key]), _list(fact, "aggregates", key)) for key, fact in facts.items()}
    group_cells: list[Sequence[Cell]] = []
    rows: list[list[Cell]] = []
    for key in inner:
        found = [_row(row, details) for row in _list(facts[key], "rows", key)]
        one, other = keyed[key]
        for outer in (f"{a}!{b}" for a in one.around for b in other.around):
            if outer in groups:
                groups[outer].spans.append(range(len(rows), len(rows) + len(found)))
        rows += found
        group_cells += [(*one.cells, *other.cells)] * len(found)
    _refuse_strays(facts, keyed, groups)
    columns = [list(cells) for cells in zip(*group_cells, strict=True)] or [[] for _ in fields[:-details]]
    columns += [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in range(details)]
    if len(columns) != len(fields):
        raise shape("its rows are not grouped as reportMetadata says")
    totals = _words(about, "aggregates")
    if any(group.totals and len(group.totals) != len(totals) for group in groups.values()):
        raise shape("its groups do not have the totals that reportMetadata lists")
    return FactMap(fields, columns, len(rows), list(groups.values()), totals)


def shape(reason: str) -> Refused:
    """Return the refusal of an answer whose parts do not fit."""
    return Refused(rules.ANALYTICS_SHAPE, reason=reason)


def part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of the answer that must be there."""
    found = answer.get(name)
    if not isinstance(found, dict):
        raise shape(f"it has no {name}")
    return found


def _facts(answer: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    attributes = answer.get("attributes")
    status = attributes.get("status") if isinstance(attributes, dict) else None
    if status not in (None, "Success"):
        raise shape(f"the run of the report had not ended well when it was saved (status {status})")
    if part(answer, "reportMetadata").get("reportFormat") == "MULTI_BLOCK":
        raise shape("it is a joined report, which has several tables side by side")
    facts = part(answer, "factMap")
    if not facts or not all(isinstance(fact, dict) for fact in facts.values()):
        raise shape("its factMap is empty")
    return facts


def _axis(answer: Mapping[str, Any], name: str) -> dict[str, _Node]:
    """Return the groups of one axis by key; `T` is the whole of it."""
    found: dict[str, _Node] = {}

    def add(key: object, entry: Mapping[str, Any], above: tuple[Cell, ...], around: tuple[str, ...]) -> None:
        inner = entry.get("groupings") or []
        if not isinstance(key, str) or not isinstance(inner, list) or key in found or len(above) > _DEEPEST:
            raise shape(f"its {name} cannot be followed")
        found[key] = _Node(len(found), above, (*around, key), not inner)
        for below in inner:
            if not isinstance(below, dict):
                raise shape(f"its {name} cannot be followed")
            add(below.get("key"), below, (*above, below), (*around, key))

    add("T", answer.get(name) if isinstance(answer.get(name), dict) else {}, (), ())  # type: ignore[arg-type]
    depths = {len(node.cells) for node in found.values() if node.innermost}
    if len(depths) > 1:
        raise shape(f"its {name} are not equally deep")
    return found


def _at(key: str, down: dict[str, _Node], across: dict[str, _Node]) -> tuple[_Node, _Node]:
    one, _, other = key.partition("!")
    if one not in down or other not in across:
        raise shape(f'its factMap has "{key[:40]}", which is none of its groups')
    return down[one], across[other]


def _fields(
    answer: Mapping[str, Any], about: Mapping[str, Any], down: dict[str, _Node], across: dict[str, _Node]
) -> tuple[list[Field], int]:
    """Return the columns, those of the groupings first, and how many of them are details."""
    extended = part(answer, "reportExtendedMetadata")
    found: list[Field] = []
    for name, axis in (("groupingsDown", down), ("groupingsAcross", across)):
        levels = about.get(name) or []
        depth = max(len(node.cells) for node in axis.values())
        if not isinstance(levels, list) or (len(axis) > 1 and len(levels) != depth):
            raise shape(f"its {name} are not those of its reportMetadata")
        for level in levels:
            token = str(level.get("name")) if isinstance(level, dict) else str(level)
            grain = str(level.get("dateGranularity") or "").casefold() if isinstance(level, dict) else ""
            label, kind = _described(extended, "groupingColumnInfo", token)
            found.append(Field(token, label, kind, "" if grain in _EXACT_GRAINS else grain))
    details = _words(about, "detailColumns")
    if not details:
        raise shape("its reportMetadata lists no detailColumns")
    found += (Field(token, *_described(extended, "detailColumnInfo", token)) for token in details)
    return found, len(details)


def _described(extended: Mapping[str, Any], name: str, token: str) -> tuple[str, str]:
    described = extended.get(name)
    about = described.get(token) if isinstance(described, dict) else None
    label = about.get("label") if isinstance(about, dict) else None
    if not isinstance(about, dict) or not isinstance(label, str) or not label.strip():
        raise shape(f"its {name} does not say what the column {token[:60]} is called")
    return label, str(about.get("dataType") or "")


def _words(about: Mapping[str, Any], name: str) -> list[str]:
    words = about.get(name) or []
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise shape(f"the {name} of its reportMetadata are no list of names")
    return words


def _list(fact: Mapping[str, Any], name: str, key: str) -> list[Any]:
    found = fact.get(name)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise shape(f'the group "{key}" of its factMap has no {name}')
    return found


def _row(row: Mapping[str, Any], width: int) -> list[Cell]:
    cells = row.get("dataCells")
    if not isinstance(cells, list) or len(cells) != width or not all(isinstance(cell, dict) for cell in cells):
        raise shape(f"a row does not have the {width} cells that detailColumns promises")
    return cells


def _refuse_lost_groups(down: dict[str, _Node], across: dict[str, _Node], facts: Mapping[str, Any]) -> None:
    """Refuse a group without an entry; where groups cross, not every pair of them needs to have one."""
    if len(across) == 1:
        lost = [key for key, node in down.items() if node.innermost and f"{key}!T" not in facts]
        if lost:
            raise shape(f'its factMap lacks the group "{lost[0][:40]}"')


def _refuse_strays(
    facts: Mapping[str, Mapping[str, Any]], keyed: Mapping[str, tuple[_Node, _Node]], groups: Mapping[str, Group]
) -> None:
    """Refuse rows in an outer group that its inner groups do not have as well."""
    for key, (one, other) in keyed.items():
        shown = facts[key].get("rows")
        if shown and not (one.innermost and other.innermost):
            if not isinstance(shown, list) or len(shown) != sum(map(len, groups[key].spans)):
                raise shape(f'the group "{key}" of its factMap has rows that its inner groups have not')


def _where(one: _Node, other: _Node) -> str:
    labels = [str(cell.get("label")) for cell in (*one.cells, *other.cells)]
    return f"the group {' / '.join(labels)[:120]}" if labels else "the whole report"
