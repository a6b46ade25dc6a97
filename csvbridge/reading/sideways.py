"""Records in the cells of a row: what `sf data query --result-format csv` makes of child queries and compound fields.

In: the headings and columns of a table whose headings are field paths. Out: the parents' columns and, for each child
query, the children's (`OpportunityLineItems.records.0.Quantity` becomes `Quantity` of the first child), each child with
its parent's row. Addresses kept as JSON text become dotted columns, as in JSON files. A count that does not fit the
children found is `Refused`. Nothing is parsed but that JSON (salesforce-exports.md §1.6).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from csvbridge.reading.records import HALF_CHARACTER, parent_link
from csvbridge.reading.refused import Refused
from csvbridge.rules import queries as rules

_CHILD = re.compile(r"(?P<relationship>[A-Za-z]\w*)\.(?:totalSize|records\.(?P<number>[0-9]{1,6})\.(?P<path>.+))")


@dataclass(slots=True)
class Children:
    """The records of one child query: their columns, and for each the number (from 0) of its parent's row."""

    relationship: str
    headings: list[str] = field(default_factory=list)
    columns: list[list[str]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Unfolded:
    """A table with one record a row, and the children that stood beside their parents."""

    headings: list[str]
    columns: list[list[str]]
    children: list[Children]
    half_characters: int = 0


def is_folded(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds records in its cells; for other tables this costs a look at each heading."""
    if any(" " in heading for heading in headings):  # labels of a report, not field paths
        return False
    return any(map(_CHILD.fullmatch, headings)) or any(_begins_json(column) for column in columns)


def unfold(headings: Sequence[str], columns: Sequence[list[str]], lines: Sequence[int]) -> Unfolded:
    """Return the parents' table and the children's; `lines` are the physical lines of the rows."""
    found = Unfolded([], [], [])
    folded: dict[str, dict[int, dict[str, list[str]]]] = {}
    counts: dict[str, list[list[str]]] = {}
    for heading, column in zip(headings, columns, strict=True):
        match = _CHILD.fullmatch(heading.strip())
        if match is None:
            _keep(found, heading, column, lines)
            continue
        blocks = folded.setdefault(match["relationship"], {})
        if match["number"] is not None:
            block = blocks.setdefault(int(match["number"]), {})
            if block.setdefault(match["path"], column) != column:
                raise Refused(rules.CHILDREN_TWICE, heading=heading)
        else:  # the count stands before each of the blocks
            counts.setdefault(match["relationship"], []).append(column)
    for relationship, blocks in folded.items():
        rows = _rows_of_children(blocks)
        _check_counts(relationship, counts.get(relationship, []), rows, lines)
        found.children.append(_children(relationship, blocks, rows))
    _link(found)
    return found


def _begins_json(column: Sequence[str]) -> bool:
    return next(filter(None, column), "").startswith("{")


def _keep(found: Unfolded, heading: str, column: list[str], lines: Sequence[int]) -> None:
    """Keep a parent's column; one of JSON objects becomes a column for each of their names."""
    objects = _objects(column) if _begins_json(column) else None
    if objects is None:
        found.headings.append(heading)
        found.columns.append(column)
        return
    for line, entry in zip(lines, objects, strict=True):
        if "totalSize" in entry and entry.get("records"):
            raise Refused(rules.CHILDREN_IN_CELL, heading=heading, line=line)
    names = dict.fromkeys(name for entry in objects for name in entry if name != "attributes")
    for name in names:
        if name != "records" or any(entry.get(name) for entry in objects):  # of no children nothing is left to say
            texts = [_plain(entry.get(name)) for entry in objects]
            found.half_characters += sum(1 for text in texts if HALF_CHARACTER.search(text))
            found.headings.append(HALF_CHARACTER.sub("\ufffd", f"{heading}.{name}"))
            found.columns.append([HALF_CHARACTER.sub("\ufffd", text) for text in texts])


def _objects(column: Sequence[str]) -> list[dict[str, Any]] | None:
    """Return the objects of a column, or None when a cell of it is none: then it is text that looks so."""
    try:
        objects = [json.loads(text, parse_int=str, parse_float=str) if text.strip() else {} for text in column]
    except (ValueError, RecursionError):
        return None
    return objects if all(isinstance(entry, dict) for entry in objects) else None


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows_of_children(blocks: dict[int, dict[str, list[str]]]) -> list[tuple[int, int]]:
    """Return row and block of every child, in the order of the rows: a block with a filled cell is a child."""
    found: list[tuple[int, int]] = []
    for number, block in blocks.items():
        found += ((row, number) for row, cells in enumerate(zip(*block.values(), strict=True)) if any(cells))
    return sorted(found)


def _check_counts(
    relationship: str, counts: Sequence[Sequence[str]], rows: Sequence[tuple[int, int]], lines: Sequence[int]
) -> None:
    """Refuse a row that counts more or fewer children than stand beside it; a blank count is none."""
    found = [0] * len(lines)
    for row, _ in rows:
        found[row] += 1
    for column in counts:
        for line, said, there in zip(lines, column, found, strict=True):
            if said != str(there) and (said.strip() or "0") != str(there):
                raise Refused(
                    rules.CHILDREN_INCOMPLETE,
                    line=line,
                    relationship=relationship,
                    said=said.strip() or "no",
                    found=there,
                )


def _children(relationship: str, blocks: dict[int, dict[str, list[str]]], rows: Sequence[tuple[int, int]]) -> Children:
    paths = dict.fromkeys(path for block in blocks.values() for path in block)
    none = [""] * (max((row for row, _ in rows), default=0) + 1)
    found = Children(relationship, parents=[row for row, _ in rows])
    for path in paths:
        of_block = {number: block.get(path, none) for number, block in blocks.items()}
        found.headings.append(path)
        found.columns.append([of_block[number][row] for row, number in rows])
    return found


def _link(found: Unfolded) -> None:
    """Give each child its parent's id, under the name that Salesforce has for it, where the child does not say."""
    place = next((p for p, heading in enumerate(found.headings) if heading.strip().casefold() == "id"), None)
    if place is None:
        return
    ids = found.columns[place]
    for children in found.children:
        links = [parent_link(ids[row].strip()) for row in children.parents]
        for heading in dict.fromkeys(link[0] for link in links if link):
            own = [link[1] if link and link[0] == heading else "" for link in links]
            names = [name.strip().casefold() for name in children.headings]
            said = names.index(heading.casefold()) if heading.casefold() in names else None
            if said is None:
                children.headings.append(heading)
                children.columns.append(own)
            else:
                children.columns[said] = [a or b for a, b in zip(children.columns[said], own, strict=True)]
