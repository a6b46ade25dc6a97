"""The same record on several rows: taken once when the rows agree, a question when they do not.

In: the rows of an entity and a key for each row. Out: groups of row positions, one a record, in order of appearance.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from csvbridge.findings import Findings
from csvbridge.rules import shape
from csvbridge.trail import Trail
from csvbridge.typed_rows import Fault, TypedRows
from csvbridge.values.numbers import format_minor


def faults_of(faults: dict[tuple[int, str], Fault], row: int, names: tuple[str, ...]) -> dict[str, tuple[int, Fault]]:
    """Return the faults of a row's cells among the fields named."""
    found = {}
    for name in names:
        plain = name.removesuffix("_minor")
        if (row, plain) in faults:
            found[plain] = (row, faults[row, plain])
    return found


class SameRecords:
    """Watches for records that stand on several rows, of one file or of several."""

    def __init__(self, trail: Trail, findings: Findings, fields: Mapping[int, frozenset[str]]) -> None:
        self._trail = trail
        self._findings = findings
        self._fields = fields
        self._damaged = findings.error_effects().keys()

    def group(self, rows: TypedRows, keys: Sequence[Hashable], label: str, compare: Sequence[str]) -> list[list[int]]:
        """Return the positions of each record's rows; rows that disagree in a compared field are a stop."""
        if len(set(keys)) == len(keys):
            return [[position] for position in range(len(keys))]
        groups: dict[Hashable, list[int]] = {}
        for position, key in enumerate(keys):
            groups.setdefault(key, []).append(position)
        columns = {name: rows.columns[name] for name in compare}
        at = rows.row_ids
        for positions in groups.values():
            first = positions[0]
            for other in positions[1:]:
                here = {name: columns[name][first] for name in compare}
                there = {name: columns[name][other] for name in compare}
                self.compare(label, at[first], here, at[other], there)
        return list(groups.values())

    def compare(self, label: str, first: int, here: Mapping[str, Any], other: int, there: Mapping[str, Any]) -> bool:
        """Compare two rows of one record field by field where both files carry the field; True when they agree."""
        if first in self._damaged or other in self._damaged:
            return False  # too few or too many cells: they may stand under the wrong headings
        left, right = self._trail.origin(first), self._trail.origin(other)
        carried = self._carried(left[0].number) & self._carried(right[0].number)
        for name in here:
            plain = name.removesuffix("_minor")
            if plain in carried and here[name] != there[name]:
                self._findings.add(
                    shape.RECORDS_DIFFER,
                    row=other,
                    field=plain,
                    record=label,
                    other=f"{left[0].path}:{left[1]}",
                    here=_shown(name, there[name]),
                    there=_shown(name, here[name]),
                )
                return False
        return True

    def twice(self, label: str, first: int, other: int) -> None:
        """Say that a row repeats a record."""
        source, row = self._trail.origin(first)
        self._findings.add(shape.ROWS_TWICE, row=other, if_used=True, record=label, other=f"{source.path}:{row}")

    def _carried(self, source: int) -> frozenset[str]:
        return self._fields.get(source, frozenset())


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    return format_minor(value) if name.endswith("_minor") else str(value)
