"""Rows of one kind after reading: columns of values, and the faults of cells that could not be read.

A fault is no finding yet: it becomes one when a record that is to be written needs the cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csvbridge.findings import Rule


class Fault(NamedTuple):
    """Why a cell could not be read: the rule, the cell, and the facts that the rule's message needs."""

    rule: Rule
    value: str
    facts: dict[str, Any]


@dataclass(slots=True)
class TypedRows:
    """All rows of one kind, from every table that holds it, as columns of equal length.

    Text is `str`, blank `""`; other values are `Number`, `Decimal`, `date`, `bool`, or None where blank or unreadable.
    """

    name: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    row_ids: list[int] = field(default_factory=list)
    faults: dict[tuple[int, str], Fault] = field(default_factory=dict)
    fields: dict[int, frozenset[str]] = field(default_factory=dict)
    """Source number -> the fields that the source carries."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Field -> how its cells were read (schemas.Kind)."""

    def __len__(self) -> int:
        return len(self.row_ids)

    def has(self, name: str) -> bool:
        """Whether any of the sources carries the field."""
        return any(name in carried for carried in self.fields.values())
