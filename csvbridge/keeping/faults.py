"""What is wrong with a file that people filled in, as findings and as what ends a command.

In: rules and places. Out: findings, or one Stop with all of them. Only what is shown is limited, never what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from csvbridge.errors import Stop
from csvbridge.findings import Finding, Place, finding_at
from csvbridge.reading.discover import shown_path
from csvbridge.reading.refused import Refused
from csvbridge.reviews.words import counted, place
from csvbridge.rules import memory as rules

_SHOWN = 25


def stop_with(findings: Sequence[Finding]) -> NoReturn:
    """Raise one Stop that carries all findings."""
    stops = []
    for one in findings[:_SHOWN]:
        column = f", {one.column}" if one.column else ""
        value = f': "{one.value}"' if one.value else ""
        stops.append(Stop(f"{place(one)}{column}{value}: {one.message} ({one.code})", one.fix, code=one.code))
    if len(findings) > _SHOWN:
        stops.append(Stop(f"... and {counted(len(findings) - _SHOWN, 'more fault')} of these kinds"))
    raise Stop(stops[0].message, stops[0].fix, code=stops[0].code, others=stops[1:])


def stop_refused(path: Path, refused: Refused) -> NoReturn:
    """Raise the Stop that a file is which cannot be read."""
    file = shown_path(path)
    told = {"name": path.name, "value": "", **refused.facts}
    reason = refused.rule.message.format(**told).removeprefix(f"{file}: ").removeprefix(f"{file} ")
    found = finding_at(rules.LIST_UNREADABLE, Place(file, None, None, None), reason=f"{reason} ({refused.rule.code})")
    stop_with([found])
