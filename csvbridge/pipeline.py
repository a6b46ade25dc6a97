"""The month's job, step by step: remember, read, identify, understand, convert, lay out, prove, write.

Only this module knows the order of the layers.

In: a plan. Out: a run; unless it is a dry run, the run folder lies where the plan says, whole, and the company's memory
knows it. Everything that stops a step is collected before it stops: all faults at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from csvbridge import evidence, fates, imports, totals
from csvbridge.alike import what_is_alike
from csvbridge.collector import collector_paused
from csvbridge.control_totals import FileTotals
from csvbridge.converting.conversion import Conversion
from csvbridge.correcting.applying import apply_corrections
from csvbridge.correcting.cells import Cells
from csvbridge.correcting.issuing import issue, settled
from csvbridge.entities import check_hub
from csvbridge.exporting import contributed, exported_records
from csvbridge.findings import Findings
from csvbridge.inputs import read_inputs, stop_if_needed
from csvbridge.mapping.columns import Table
from csvbridge.profile import Profile
from csvbridge.region_notes import note_region
from csvbridge.remembering import Keeper, open_company
from csvbridge.reviews import render
from csvbridge.reviews.exceptions import issued_in
from csvbridge.run import ImportFile, InputFile, Plan, Progress, Run
from csvbridge.run_notes import note_the_run
from csvbridge.samples import with_samples
from csvbridge.schemas import Template
from csvbridge.steps import check_own_files, convert_rows
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.understanding import read_rows, templates_of
from csvbridge.writing.folder import RunFolder, heal, write_bytes
from csvbridge.writing.list_workbook import list_workbook
from csvbridge.writing.outputs import Outputs
from csvbridge.writing.target import check_target


def run_convert(plan: Plan, progress: Progress, waiting: Callable[[str], None] | None = None) -> Run:
    """Convert what the plan names; raise Stop (exit 2) or OwnFault (exit 3) with nothing written.

    `waiting` is told in words when another csvbridge is at work on the company.
    """
    started = dt.datetime.now(dt.UTC)
    heal(plan.out)  # before the memory, which looks at whether a run's folder stands
    given = [*plan.inputs, *plan.against]
    check_target(plan.out, force=plan.force, inputs=given, company=plan.company)
    with collector_paused(), open_company(plan, "convert", waiting) as keeper:
        return _run(replace(plan, remembered=keeper.remembered), started, given, keeper, progress)


def _run(plan: Plan, started: dt.datetime, given: Sequence[Path], keeper: Keeper, progress: Progress) -> Run:
    trail, findings = Trail(), Findings()
    files, tables = read_inputs(plan, trail, findings, progress)
    cells = Cells(tables)
    apply_corrections(cells, plan.remembered.corrections, findings)
    region = plan.profile.company.region
    templates = with_samples(templates_of(plan.profile), plan.samples, region, trail, findings)
    conversion = _convert(plan, tables, templates, trail, findings, progress)
    stop_if_needed(findings, trail)
    run = _finish(plan, started, files, conversion, templates, trail, findings, cells)
    if not plan.dry_run:
        _write(run, given, templates, keeper, progress)
        run.unfinished = keeper.unfinished
    return run


def _understand(
    plan: Plan, tables: Sequence[Table], trail: Trail, findings: Findings, progress: Progress
) -> dict[str, TypedRows]:
    """Return the rows of every entity as values, checked against the hub's contracts."""
    rows = read_rows(plan, tables, findings, progress)
    stop_if_needed(findings, trail)
    for typed in rows.values():
        check_hub(typed, plan.profile.company.home_currency)
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
    return convert_rows(plan, tables, rows, templates, trail, findings, progress)


# --- finishing ------------------------------------------------------------------------------------------------------


def _finish(
    plan: Plan,
    started: dt.datetime,
    files: list[InputFile],
    conversion: Conversion,
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
    cells: Cells,
) -> Run:
    laid = imports.lay_out(conversion, templates)
    check_own_files(laid, templates, plan.profile)
    counted = totals.count(conversion, [_count(file, templates, plan.profile) for file in laid])
    totals.prove(counted, conversion)
    fates.tell(conversion, trail)
    findings.drop_unused(trail.unused_rows)
    note_region(plan.profile, conversion, templates, findings)
    accepted = note_the_run(plan, conversion, findings)
    listed = findings.resolved(trail.locate, trail.cell)
    issued = issue(findings, listed, cells, trail) if plan.company is not None or plan.remembered else []
    return Run(
        plan=plan,
        started=started,
        trail=trail,
        findings=findings,
        conversion=conversion,
        totals=counted,
        inputs=files,
        imports=laid,
        listed=listed,
        accepted=accepted,
        alike=what_is_alike(conversion, trail),
        contributed=contributed(plan.remembered, conversion),
        issued=issued,
        settled=settled(listed, issued, plan.remembered.corrections),
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


def _write(
    run: Run, given: Sequence[Path], templates: Mapping[str, Template], keeper: Keeper, progress: Progress
) -> None:
    """Build the run folder aside, move it into place, and let the company's memory know."""
    plan = run.plan
    with (
        RunFolder(plan.out, force=plan.force, inputs=given, company=plan.company) as folder,
        Outputs(folder.build) as outputs,
        Outputs(folder.build) as copies,  # made meanwhile, listed last
    ):
        for path, read, rows in evidence.input_copies(run):
            copies.put(path, read, rows)
        for number, file in enumerate(run.imports):
            progress("writing", number, len(run.imports))
            if file.kind == "csv":
                outputs.put(file.path, file.data, len(file.rows))
                continue
            place = folder.build / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            list_workbook(place, file.role.replace("_", " ").capitalize(), file.headings, file.rows)
            outputs.made(file.path, len(file.rows))
        for path, rows in render.write_reviews(run, folder.build):
            outputs.made(path, rows)
        for path, data, rows in evidence.evidence_files(run):
            outputs.put(path, data, rows)
        listed = [*outputs.listed(), *copies.listed()]
        manifest = evidence.manifest(run, listed)
        write_bytes(folder.build, "evidence/manifest.json", manifest)
        exported = exported_records(run.conversion, templates) if keeper.keeps else ()
        questions = run.alike.asked.questions if run.alike is not None else ()
        issued = issued_in(run) if keeper.keeps else ()
        keeper.publish(folder, "convert", run.started, manifest, exported, questions, issued)


def frames_of(run: Run) -> dict[str, pd.DataFrame]:
    """Return the import files as frames of text, for whoever wants to look at them in Python."""
    return {file.path: pd.DataFrame(file.rows, columns=list(file.headings), dtype="str") for file in run.imports}
