"""What control-totals.json says: counts and sums by fate, and what each written file holds.

In: counts and whole minor units. Out: JSON, amounts as decimal strings. Who reckons and proves them is `totals`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from csvbridge.trail import Fate
from csvbridge.values.numbers import currency_digits, format_minor

FATES = tuple(Fate)


@dataclass(slots=True)
class FileTotals:
    """What one written file holds; credit notes count negative."""

    path: str
    records: int
    rows: int
    amounts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Totals:
    """Counts and sums by fate. Amounts are minor units by currency."""

    records: dict[str, Counter[Fate]]
    lines: Counter[Fate]
    amounts: dict[str, Counter[Fate]]
    files: list[FileTotals]

    def as_json(self) -> dict[str, Any]:
        """Return the shape of control-totals.json."""
        return {
            "records": {entity: _counted(counts) for entity, counts in self.records.items()},
            "amounts": {code: _summed(code, sums) for code, sums in sorted(self.amounts.items())},
            "lines": _counted(self.lines),
            "files": [
                {
                    "path": file.path,
                    "records": file.records,
                    "rows": file.rows,
                    "amounts": {c: format_minor(m, currency_digits(c)) for c, m in sorted(file.amounts.items())},
                }
                for file in self.files
            ],
        }


def _counted(counts: Counter[Fate]) -> dict[str, int]:
    return {"in": sum(counts.values()), **{fate.value: counts.get(fate, 0) for fate in FATES}}


def _summed(code: str, sums: Counter[Fate]) -> dict[str, str]:
    digits = currency_digits(code)
    by_fate = {fate.value: format_minor(sums.get(fate, 0), digits) for fate in FATES}
    return {"in": format_minor(sum(sums.values()), digits), **by_fate}
