"""What the readers of every container share: where rows are registered, how a fault is told.

In: a file's source, the trail, the findings and the caps. Out: nothing of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csvbridge.findings import Findings
from csvbridge.reading.caps import Caps
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Sheet
from csvbridge.trail import Source, Trail

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file needs beside its bytes."""

    source: Source
    trail: Trail
    findings: Findings
    caps: Caps
    known: Known | None
    accept_incomplete: bool = False
    validating: bool = False
    """Whether a file that no conversion takes is read as far as it can be, for whoever wants to know all of it."""

    def another_source(self) -> Source:
        """Return a further source for the same file."""
        first = self.source
        return self.trail.add_source(
            first.path, sha256=first.sha256, size=first.size, encoding=first.encoding, archive=first.archive
        )


def tell(refused: Refused, source: Source, findings: Findings) -> None:
    """Turn a reader's refusal into the finding that ends the run."""
    path = source.path.removeprefix(f"{source.archive.path}!") if source.archive else source.path
    facts = {"name": path.rpartition("/")[2], **refused.facts}
    findings.add(refused.rule, source=source.number, at_row=refused.at_row, **facts)  # type: ignore[arg-type]


def row_ids(numbers: list[int], sheet: Sheet, trail: Trail) -> list[tuple[int, int | None]]:
    """Return each physical row with its row id, None where it is no record (a heading, say)."""
    if not numbers:
        return []
    ids = {trail.origin(row_id)[1]: row_id for row_id in sheet.row_ids}
    return [(number, ids.get(number)) for number in numbers]
