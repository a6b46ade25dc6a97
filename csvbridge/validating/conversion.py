"""What a conversion of Salesforce exports would find. It stops nowhere, and keeps nothing of what it makes.

In: the rows of every entity. Out: findings. Its modules load slowly, and files for QuickBooks alone do not need them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvbridge import fates
from csvbridge.describing.completeness import list_incomplete
from csvbridge.entities import check_hub
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.region_notes import note_region
from csvbridge.run import Plan, Progress
from csvbridge.schemas import Template
from csvbridge.steps import convert_rows
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows


def try_conversion(
    plan: Plan,
    tables: Sequence[Table],
    rows: dict[str, TypedRows],
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
    progress: Progress,
) -> None:
    """Convert the rows, and add what is found on the way."""
    for entity, typed in rows.items():
        if not entity.startswith("known_"):
            check_hub(typed, plan.profile.company.home_currency)
    conversion = convert_rows(plan, tables, rows, templates, trail, findings, progress)
    if not findings.stops():
        note_region(plan.profile, conversion, templates, findings)
        fates.tell(conversion, trail)
        findings.drop_unused(trail.unused_rows)
    list_incomplete(conversion, findings)
