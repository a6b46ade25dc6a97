"""Salesforce's JSON records into flat tables: a list of records in, one table per kind of record out.

Parents become dotted headings (`Account.Name`); child records (`OpportunityLineItems`) become a table of
their own with their parent's id. A value is the file's own text, true/false in words, null blank. No value is
parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_ID = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$")
_OBJECT_OF_PREFIX = {"001": "Account", "006": "Opportunity", "01t": "Product2"}


@dataclass(slots=True)
class RecordTable:
    """The records of one kind; `headings` are those of all records, as they appeared."""

    object: str
    cells: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """The number, from 1, of the record in the file; a child has its parent's."""
    headings: dict[str, None] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    """Headings that were not null in every record."""
    relationships: set[str] = field(default_factory=set)
    half_characters: int = 0

    def columns(self) -> list[list[str]]:
        """Return the cells column by column; a record without the heading has a blank."""
        return [[record.get(heading, "") for record in self.cells] for heading in self.headings]


Tables = list[RecordTable]


class _Child(NamedTuple):
    relationship: str
    records: Sequence[Any]
    owner: Mapping[str, Any]


def tables_of(records: Sequence[Mapping[str, Any]]) -> Tables:
    """Return the tables of a file's records, the children's after their parents'."""
    tables: dict[str, RecordTable] = {}
    for number, record in enumerate(records, 1):
        _add(tables, record, number, "", {})
    for table in tables.values():
        _forget_null_parents(table)
    return list(tables.values())


def refuse_incomplete(result: Mapping[str, Any]) -> None:
    """Refuse a result that says that more records follow."""
    records, total = result["records"], result.get("totalSize")
    if result.get("done") is False:
        raise Refused(rules.JSON_INCOMPLETE, reason='it says "done": false')
    if result.get("nextRecordsUrl"):
        raise Refused(rules.JSON_INCOMPLETE, reason="it names a next page (nextRecordsUrl)")
    if records and isinstance(total, str) and total.isdecimal() and int(total) > len(records):
        raise Refused(rules.JSON_INCOMPLETE, reason=f"it counts {total} records and holds {len(records)}")


def _add(
    tables: dict[str, RecordTable],
    record: Mapping[str, Any],
    number: int,
    relationship: str,
    parent: Mapping[str, Any],
) -> None:
    kind = _type(record) or relationship
    table = tables.setdefault(kind, RecordTable(kind))
    cells: dict[str, str] = {}
    children: list[_Child] = []
    _flatten(table, record, "", cells, children)
    link = _link(parent)
    if link and not cells.get(link[0]):
        cells[link[0]] = link[1]
        table.filled.add(link[0])
    table.headings.update(dict.fromkeys(cells))
    table.cells.append(cells)
    table.numbers.append(number)
    for child in children:
        for entry in child.records:
            _add(tables, entry, number, child.relationship, child.owner)


def _flatten(
    table: RecordTable, record: Mapping[str, Any], prefix: str, cells: dict[str, str], children: list[_Child]
) -> None:
    for key, value in record.items():
        heading = prefix + _whole(table, key)
        if key == "attributes" and isinstance(value, dict):
            continue
        below = _child_records(value)
        if below is not None:
            table.relationships.add(heading)
            children.append(_Child(key, below, record))
        elif isinstance(value, dict):
            _flatten(table, value, f"{heading}.", cells, children)
        elif heading in cells:
            raise Refused(rules.JSON_KEY_TWICE, key=heading)
        else:
            cells[heading] = _text(table, value)
            if value is not None:
                table.filled.add(heading)


def _child_records(value: Any) -> Sequence[Any] | None:
    """Return the records of a child relationship, or None when the value is none."""
    if isinstance(value, dict) and isinstance(value.get("records"), list):
        refuse_incomplete(value)
        value = value["records"]
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return value
    return None


def _forget_null_parents(table: RecordTable) -> None:
    """Drop the heading `Account` that only a null parent or null children left beside `Account.Name`."""
    for heading in [h for h in table.headings if h not in table.filled]:
        if heading in table.relationships or any(other.startswith(f"{heading}.") for other in table.headings):
            del table.headings[heading]


def _text(table: RecordTable, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _whole(table, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _whole(table: RecordTable, text: str) -> str:
    """Return text without half characters, which no file could hold; they are counted."""
    if text.isascii() or not HALF_CHARACTER.search(text):
        return text
    table.half_characters += 1
    return HALF_CHARACTER.sub("\ufffd", text)


def _type(record: Mapping[str, Any]) -> str:
    attributes = record.get("attributes")
    kind = attributes.get("type") if isinstance(attributes, dict) else None
    return kind if isinstance(kind, str) else ""


def _link(parent: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what ties a child to its parent, `OpportunityId` and the id, where both are known."""
    identity = next((v for k, v in parent.items() if k.casefold() == "id" and isinstance(v, str)), "")
    attributes = parent.get("attributes")
    if not identity and isinstance(attributes, dict):
        identity = str(attributes.get("url", "")).rpartition("/")[2]
    return parent_link(identity, _type(parent))


def parent_link(identity: str, kind: str = "") -> tuple[str, str] | None:
    """Return the heading and the id that tie a child to its parent; without `kind` the id's prefix tells it."""
    if not _ID.match(identity):
        return None
    owner = kind or _OBJECT_OF_PREFIX.get(identity[:3], "")
    return (f"{owner}Id", identity) if owner else None
