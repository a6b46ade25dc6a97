"""The month's job, step by step: read, identify, understand, convert, lay out, prove, write. Only this module knows
the order of the layers.

In: a plan. Out: a run; unless it is a dry run, the run folder lies where the plan says, whole. Everything that stops a
step is collected before it stops: all faults at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from csvbridge import evidence, fates, imports, totals
from csvbridge.checking import check_rows
from csvbridge.collector import collector_paused
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.convert import convert
from csvbridge.describing.completeness import list_incomplete
from csvbridge.describing.missing import note_missing
from csvbridge.describing.validation import Validation, describe_files
from csvbridge.entities import MODELS, check_hub
from csvbridge.findings import Findings
from csvbridge.inputs import read_inputs, read_tables, stop_if_needed, stops_among
from csvbridge.mapping.columns import Table
from csvbridge.mapping.inward import read_entity
from csvbridge.mapping.labels import translated
from csvbridge.mapping.outward import source_field, template_rows
from csvbridge.profile import Profile
from csvbridge.reviews import render
from csvbridge.rules.documents import NUMBER_COLUMN_MISSING
from csvbridge.run import ImportFile, InputFile, Plan, Progress, Run
from csvbridge.run_notes import note_the_run
from csvbridge.schema_files import (
    load_exports,
    load_list,
    load_template,
)
from csvbridge.schemas import Template, normal_heading
from csvbridge.totals import FileTotals
from csvbridge.trail import Fate, Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.ids import read_id
from csvbridge.writing.folder import RunFolder, heal, write_bytes
from csvbridge.writing.target import check_target
from csvbridge.writing.workbook import list_workbook

_DEAL_ENTITIES = ("opportunity", "opportunity_line")


def run_convert(plan: Plan, progress: Progress) -> Run:
    """Convert what the plan names; raise Stop (exit 2) or OwnFault (exit 3) with nothing written."""
    with collector_paused():
        return _run(plan, progress)


def _run(plan: Plan, progress: Progress) -> Run:
    started = dt.datetime.now(dt.UTC)
    heal(plan.out)
    given = [*plan.inputs, *plan.against]
    check_target(plan.out, force=plan.force, inputs=given, company=plan.company)
    trail, findings = Trail(), Findings()
    files, tables = read_inputs(plan, trail, findings, progress)
    templates = _templates(plan.profile)
    conversion = _convert(plan, tables, templates, trail, findings, progress)
    stop_if_needed(findings, trail)
    run = _finish(plan, started, files, conversion, templates, trail, findings)
    if not plan.dry_run:
        _write(run, given, progress)
    return run


# --- converting -----------------------------------------------------------------------------------------------------


def _templates(profile: Profile) -> dict[str, Template]:
    invoices = "quickbooks.us.invoices.tax" if profile.company.sales_tax == "us-columns" else "quickbooks.us.invoices"
    return {
        "products": load_template(f"quickbooks.us.products.{profile.products.template}"),
        "customers": load_template("quickbooks.us.customers"),
        "invoices": load_template(invoices),
        "credit_notes": load_template("quickbooks.us.credit_notes"),
    }


def _understand(
    plan: Plan, tables: Sequence[Table], trail: Trail, findings: Findings, progress: Progress
) -> dict[str, TypedRows]:
    """Return the rows of every entity as values, checked against the hub's contracts."""
    rows = _read_rows(plan, tables, findings, progress)
    stop_if_needed(findings, trail)
    for typed in rows.values():
        check_hub(typed, plan.profile.company.home_currency)
    return rows


def _read_rows(plan: Plan, tables: Sequence[Table], findings: Findings, progress: Progress) -> dict[str, TypedRows]:
    """Return the rows of every entity as values."""
    fields: dict[str, dict[str, str]] = {name: {} for name in MODELS}
    for export in load_exports():
        fields[export.entity] |= {column.field: column.kind for column in export.columns}
    rows: dict[str, TypedRows] = {}
    for number, name in enumerate(MODELS):  # opportunities before their lines: a file of lines may need less
        progress("understanding", number, len(MODELS))
        unneeded = _unneeded_dates(tables, rows["opportunity"]) if name == "opportunity_line" else frozenset()
        rows[name] = read_entity(name, fields[name], tables, plan.profile, findings, optional_dates=unneeded)
    return rows


def _convert(
    plan: Plan,
    tables: Sequence[Table],
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
    progress: Progress,
) -> Conversion:
    rows = _understand(plan, tables, trail, findings, progress)
    return _convert_rows(plan, tables, rows, templates, trail, findings, progress)


def _convert_rows(
    plan: Plan,
    tables: Sequence[Table],
    rows: dict[str, TypedRows],
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
    progress: Progress,
) -> Conversion:
    profile = plan.profile

    def check(
        role: str, row_ids: Sequence[int], cells: Mapping[str, Sequence[str]]
    ) -> tuple[list[Sequence[str]], dict[int, tuple[Fate, str]]]:
        template = templates[role]
        written = template_rows(template, cells, len(row_ids))
        style = profile.company.date_format
        return written, check_rows(
            template, style, row_ids, written, findings, lambda column: source_field(role, column)
        )

    return convert(
        rows,
        profile,
        plan.period,
        _number_field(profile, tables, findings),
        check,
        load_list("us-states"),
        trail,
        findings,
        lambda done, of: progress("converting", done, of),
    )


def _unneeded_dates(tables: Sequence[Table], opportunities: TypedRows) -> frozenset[str]:
    """The close dates in a file of lines are not used when an opportunities file has every deal of it."""
    known = {i for i in opportunities.columns.get("opportunity_id", ()) if i}
    lines = [t for t in tables if t.export.entity == "opportunity_line"]
    for table in lines:
        position = table.positions.get("opportunity_id")
        if position is None or any(read_id(v).id not in known for v in set(table.sheet.columns[position])):
            return frozenset()
    return frozenset({"close_date"}) if lines else frozenset()


def _number_field(profile: Profile, tables: Sequence[Table], findings: Findings) -> Callable[[int], str | None]:
    """Return how to read the profile's own number column, by row; a column that no deal's file has is a stop."""
    policy = profile.invoices.number
    if not policy.startswith("field:"):
        return lambda row: None
    wanted = policy.removeprefix("field:").strip()
    found: dict[int, str] = {}
    deal_tables = [table for table in tables if table.export.entity in _DEAL_ENTITIES]
    met = False
    for table in deal_tables:
        headings = [normal_heading(h) for h in translated(table.sheet.headings, profile.headings)]
        own = [normal_heading(h) for h in table.sheet.headings]
        if normal_heading(wanted) in (*own, *headings):
            position = (own if normal_heading(wanted) in own else headings).index(normal_heading(wanted))
            table.sheet.source.headings[wanted] = table.sheet.headings[position].strip()
            table.sheet.source.cells[wanted] = table.sheet.columns[position]
            found.update(zip(table.sheet.row_ids, table.sheet.columns[position], strict=True))
            met = True
    if deal_tables and not met:
        findings.add(NUMBER_COLUMN_MISSING, heading=wanted)
    return found.get


# --- validating -----------------------------------------------------------------------------------------------------


def run_validate(plan: Plan, progress: Progress) -> Validation:
    """Describe what the plan names, and say what a conversion of it would find; nothing is written."""
    with collector_paused():
        return _validate(plan, progress)


def _validate(plan: Plan, progress: Progress) -> Validation:
    trail, findings = Trail(), Findings()
    read, tables = read_tables(plan, trail, findings, progress, validating=True)
    convertible = any(table.export.system == "salesforce" for table in tables)
    all_known = not findings.stops()
    rows = _read_rows(plan, tables, findings, progress)
    files = describe_files(read, tables, rows)
    if convertible and all_known:
        note_missing(tables, rows, load_exports(), plan.profile.salesforce.stages, findings)
    if convertible and not findings.stops():
        for typed in rows.values():
            check_hub(typed, plan.profile.company.home_currency)
        conversion = _convert_rows(plan, tables, rows, _templates(plan.profile), trail, findings, progress)
        if not findings.stops():
            fates.tell(conversion, trail)
            findings.drop_unused(trail.unused_rows().__contains__)
        list_incomplete(conversion, findings)
    listed = findings.resolved(trail.locate, trail.cell)
    return Validation(files, listed, stops_among(findings, trail), convertible)


# --- finishing ------------------------------------------------------------------------------------------------------


def _finish(
    plan: Plan,
    started: dt.datetime,
    files: list[InputFile],
    conversion: Conversion,
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
) -> Run:
    laid = imports.lay_out(conversion, templates)
    counted = totals.count(conversion, [_count(file, templates, plan.profile) for file in laid])
    totals.prove(counted, conversion)
    fates.tell(conversion, trail)
    unused = trail.unused_rows()
    findings.drop_unused(unused.__contains__)
    accepted = note_the_run(plan, conversion, findings)
    return Run(
        plan=plan,
        started=started,
        trail=trail,
        findings=findings,
        conversion=conversion,
        totals=counted,
        inputs=files,
        imports=laid,
        listed=findings.resolved(trail.locate, trail.cell),
        accepted=accepted,
    )


def _count(file: ImportFile, templates: Mapping[str, Template], profile: Profile) -> FileTotals:
    template = templates[file.role]
    if not template.document:
        return FileTotals(file.path, file.records, len(file.rows))
    amount = next(column.name for column in template.columns if column.field == "amount")
    sign = -1 if file.role == "credit_notes" else 1
    home = profile.company.home_currency
    return totals.read_back(file.path, file.data, template.document, amount, home, sign)


# --- writing --------------------------------------------------------------------------------------------------------


def _write(run: Run, given: Sequence[Path], progress: Progress) -> None:
    """Build the run folder aside and move it into place."""
    plan = run.plan
    outputs: list[tuple[str, str, int, int | None]] = []
    with RunFolder(plan.out, force=plan.force, inputs=given, company=plan.company) as folder:

        def put(path: str, data: bytes, rows: int | None) -> None:
            write_bytes(folder.build, path, data)
            outputs.append((path, hashlib.sha256(data).hexdigest(), len(data), rows))

        def made(path: str, rows: int | None) -> None:
            place = folder.build / path
            outputs.append((path, evidence.sha256(place), place.stat().st_size, rows))

        for number, file in enumerate(run.imports):
            progress("writing", number, len(run.imports))
            if file.kind == "csv":
                put(file.path, file.data, len(file.rows))
                continue
            place = folder.build / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            list_workbook(place, file.role.replace("_", " ").capitalize(), file.headings, file.rows)
            made(file.path, len(file.rows))
        for path, rows in render.write_reviews(run, folder.build):
            made(path, rows)
        for path, data, rows in evidence.evidence_files(run):
            put(path, data, rows)
        for path, data, rows in evidence.input_copies(run):
            put(path, data, rows)
        write_bytes(folder.build, "evidence/manifest.json", evidence.manifest(run, outputs))
        folder.publish()


def frames_of(run: Run) -> dict[str, pd.DataFrame]:
    """Return the import files as frames of text, for whoever wants to look at them in Python."""
    return {file.path: pd.DataFrame(file.rows, columns=list(file.headings), dtype="str") for file in run.imports}
