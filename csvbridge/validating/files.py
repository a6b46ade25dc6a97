"""The admin's first question, step by step: what the files are, what is missing, what a conversion would find.

In: a plan. Out: a validation; nothing is written. It reads and converts as the month's job does, and stops nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.collector import collector_paused
from csvbridge.describing.missing import note_missing
from csvbridge.describing.validation import Validation, describe_files
from csvbridge.entities import check_hub
from csvbridge.findings import Findings
from csvbridge.inputs import read_tables, stops_among
from csvbridge.mapping.columns import Table
from csvbridge.ready.check import check_ready
from csvbridge.region_notes import note_unknown
from csvbridge.rules.ready_files import EXPORT_GIVEN
from csvbridge.run import Plan, Progress
from csvbridge.samples import with_samples
from csvbridge.schema_files import load_exports, templates_seen_from
from csvbridge.schemas import Template
from csvbridge.trail import Trail
from csvbridge.understanding import read_rows, templates_of


def run_validate(plan: Plan, progress: Progress) -> Validation:
    """Describe what the plan names, and say what a conversion of it would find; nothing is written."""
    with collector_paused():
        return validate_files(plan, progress)


def validate_files(plan: Plan, progress: Progress) -> Validation:
    """Do what `run_validate` says, for a caller that has paused the collector for more than this."""
    trail, findings = Trail(), Findings()
    templates, known = known_templates(plan, trail, findings)
    found = read_tables(plan, trail, findings, progress, validating=True, templates=known)
    read, tables = found.files, found.tables
    convertible = any(table.export.system == "salesforce" for table in tables)
    all_known = not findings.stops()
    rows = read_rows(plan, tables, findings, progress)
    for entity, typed in rows.items():
        if entity.startswith("known_"):
            check_hub(typed, plan.profile.company.home_currency)
    if found.ready:
        _note_exports(tables, findings)
    check_ready(found.ready, rows, plan.profile, findings)
    note_unknown([table.template for table in found.ready], findings)
    files = describe_files(read, tables, rows, found.ready)
    if convertible and all_known:
        note_missing(tables, rows, load_exports(), plan.profile.salesforce.stages, findings)
    if convertible and not findings.stops():
        from csvbridge.validating.conversion import try_conversion  # half of the package: files to import need none

        try_conversion(plan, tables, rows, templates, trail, findings, progress)
    listed = findings.resolved(trail.locate, trail.cell)
    stops = stops_among(findings, trail, validating=True)
    others = [stored for stored in findings.stops() if stored.rule.is_finding]
    return Validation(
        files,
        listed,
        stops,
        convertible,
        given_up=frozenset(trail.sources[one.source].path for one in others if one.source is not None),
        unfinished=convertible and bool(others) and not stops,
    )


def known_templates(plan: Plan, trail: Trail, findings: Findings) -> tuple[dict[str, Template], list[Template]]:
    """Return the templates that are written, by role, and all that are known; the company's samples are followed."""
    written = with_samples(templates_of(plan.profile), plan.samples, plan.profile.company.region, trail, findings)
    own = {template.id: template for template in written.values()}
    seen = templates_seen_from(plan.profile.company.region)
    return written, [own.get(template.id, template) for template in seen]


def _note_exports(tables: Sequence[Table], findings: Findings) -> None:
    """Say of Salesforce exports beside files to import that no import screen takes them."""
    for table in tables:
        if table.export.system == "salesforce":
            findings.add(EXPORT_GIVEN, source=table.sheet.source.number, title=table.export.title)
