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
from csvbridge.converting.convert import Conversion, convert
from csvbridge.converting.known import Known as KnownRecords
from csvbridge.entities import MODELS, check_hub
from csvbridge.errors import Stop
from csvbridge.findings import Findings, Place, Severity, Stored
from csvbridge.mapping.identify import Known, Table, identify_all, known_headings, translated
from csvbridge.mapping.inward import read_entity
from csvbridge.mapping.outward import source_field, template_rows
from csvbridge.profile import Profile
from csvbridge.reading import Found, discover, read_file
from csvbridge.reading.sheet import Sheet
from csvbridge.reviews import render
from csvbridge.rules import catalogue, controls, shape
from csvbridge.rules.documents import NUMBER_COLUMN_MISSING
from csvbridge.run import ImportFile, InputFile, Plan, Progress, Run
from csvbridge.schema_files import (
    load_exports,
    load_list,
    load_passed_over,
    load_template,
    load_templates,
)
from csvbridge.schemas import Template, normal_heading
from csvbridge.totals import FileTotals
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.ids import read_id
from csvbridge.writing.folder import RunFolder, check_target, heal, write_bytes
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
    files, tables = _read(plan, trail, findings, progress)
    progress("converting", 0, 0)
    templates = _templates(plan.profile)
    conversion = _convert(plan, tables, templates, trail, findings)
    _stop_if_needed(findings, trail)
    run = _finish(plan, started, files, conversion, templates, trail, findings)
    if not plan.dry_run:
        _write(run, given, progress)
    return run


# --- reading --------------------------------------------------------------------------------------------------------


def _read(plan: Plan, trail: Trail, findings: Findings, progress: Progress) -> tuple[list[InputFile], list[Table]]:
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases=plan.profile.headings,
    )
    headings = known_headings(known)
    found = discover([*plan.inputs, *plan.against], plan.skip, findings)
    sheets: list[tuple[Found, list[Sheet]]] = []
    for number, file in enumerate(found):
        progress("reading", number, len(found))
        sheets.append((file, read_file(file, trail, findings, known_heading=lambda h: normal_heading(h) in headings)))
    tables = identify_all([sheet for _, read in sheets for sheet in read], known, trail, findings)
    for table in tables:
        if table.export.system == "quickbooks":
            trail.pass_over(table.sheet.source)
    _stop_if_needed(findings, trail)
    if not any(table.export.system == "salesforce" for table in tables):
        findings.add(shape.NOTHING_TO_CONVERT)
        _stop_if_needed(findings, trail)
    used = {table.sheet.source.number for table in tables}
    return _input_files(sheets, used), tables


def _input_files(sheets: Sequence[tuple[Found, list[Sheet]]], used: set[int]) -> list[InputFile]:
    files = []
    for number, (file, read) in enumerate(sheets, start=1):
        needed = any(sheet.source.number in used for sheet in read)
        files.append(
            InputFile(
                path=file.shown,
                place=file.path,
                sha256=read[0].source.sha256,
                size=read[0].source.size,
                rows=sum(len(sheet.row_ids) for sheet in read),
                identified_as=", ".join(dict.fromkeys(sheet.source.identified_as for sheet in read)),
                copy=f"evidence/inputs/{number}-{_plain_name(file.path.name)}" if needed else None,
            )
        )
        for sheet in read:
            sheet.source.copy = files[-1].copy
    return files


def _plain_name(name: str) -> str:
    """Return a file's name as every system takes it, in at most 120 bytes."""
    plain = "".join(c if c.isprintable() and c not in '\\/:*?"<>|' else "_" for c in name)
    return plain.encode()[-120:].decode(errors="ignore").strip(" .") or "input"


# --- converting -----------------------------------------------------------------------------------------------------


def _templates(profile: Profile) -> dict[str, Template]:
    invoices = "quickbooks.us.invoices.tax" if profile.company.sales_tax == "us-columns" else "quickbooks.us.invoices"
    return {
        "products": load_template(f"quickbooks.us.products.{profile.products.template}"),
        "customers": load_template("quickbooks.us.customers"),
        "invoices": load_template(invoices),
        "credit_notes": load_template("quickbooks.us.credit_notes"),
    }


def _convert(
    plan: Plan, tables: Sequence[Table], templates: Mapping[str, Template], trail: Trail, findings: Findings
) -> Conversion:
    profile = plan.profile
    fields: dict[str, dict[str, str]] = {name: {} for name in MODELS}
    for export in load_exports():
        fields[export.entity] |= {column.field: column.kind for column in export.columns}
    rows: dict[str, TypedRows] = {}
    for name in MODELS:  # opportunities come before their lines: a file of lines may need less
        unneeded = _unneeded_dates(tables, rows["opportunity"]) if name == "opportunity_line" else frozenset()
        rows[name] = read_entity(name, fields[name], tables, profile, findings, optional_dates=unneeded)
    _stop_if_needed(findings, trail)
    for typed in rows.values():
        check_hub(typed, profile.company.home_currency)

    def check(
        role: str, row_ids: Sequence[int], cells: Sequence[dict[str, str]]
    ) -> tuple[list[list[str]], dict[int, str]]:
        template = templates[role]
        written = template_rows(template, cells)
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
    accepted = _note_the_run(plan, conversion, findings)
    return Run(
        plan=plan,
        started=started,
        trail=trail,
        findings=findings,
        conversion=conversion,
        totals=counted,
        inputs=files,
        imports=laid,
        listed=findings.resolved(_places(trail), trail.cell),
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


def _note_the_run(plan: Plan, conversion: Conversion, findings: Findings) -> dict[str, str]:
    """Note what could not be known or checked; return the warnings that the profile accepts."""
    if conversion.customers and plan.profile.matching.hold:
        findings.add(controls.MATCHING_NOT_BUILT)
    if plan.company is None:
        findings.add(controls.NO_MEMORY, why="the run had no company folder")
    _note_lists(conversion.known, conversion, findings)
    if (conversion.invoices or conversion.credits) and plan.profile.invoices.number != "sequence":
        findings.add(controls.CUSTOM_NUMBERS)
    rules, accepted = catalogue(), {}
    for code, reason in plan.profile.accept.items():
        rule = rules.get(code)
        if rule is None:
            findings.add(controls.ACCEPTED_NOT_MET, code=code, why="does not exist")
        elif rule.severity is not Severity.WARNING:
            findings.add(controls.ACCEPTED_NOT_MET, code=code, why=f"is {rule.severity.value}, not a warning")
        else:
            accepted[code] = reason
    return accepted


def _note_lists(known: KnownRecords, conversion: Conversion, findings: Findings) -> None:
    customers, documents = conversion.customers, [*conversion.invoices, *conversion.credits]
    vendors, numbers = "whether a vendor holds a name", "which numbers are used already"
    lists = [
        (known.has_customers, customers, "Customers list", "which customers exist already", "Sales > Customers"),
        (known.has_vendors, customers, "Vendor Contact List", vendors, "Reports"),
        (known.has_items, conversion.products, "products list", "which items exist already", "Products and services"),
        (known.has_documents, documents, "Invoice List", numbers, "Reports > Invoice List by Date"),
    ]
    for has, written, name, unchecked, where in lists:
        if written and not has:
            how = f"Export it from QuickBooks ({where}), and give it to the run."
            findings.add(controls.LIST_NOT_GIVEN, list=name, unchecked=unchecked, how=how)


_STANDS_FOR = {"total_price": "amount", "sales_price": "amount", "product_name": "product_code"}
"""What a deal without lines has in place of a line's field."""


def _places(trail: Trail) -> Callable[[Stored], Place]:
    """Return how to find a finding's place: its column is the source's own heading, or none (contract.md §3)."""

    def place(stored: Stored) -> Place:
        found = trail.locate(stored)
        if stored.field is None or (stored.row_id is None and stored.source is None):
            return found
        source = trail.sources[stored.source or 0] if stored.row_id is None else trail.origin(stored.row_id)[0]
        own = source.headings
        return found._replace(column=own.get(stored.field) or own.get(_STANDS_FOR.get(stored.field, "")))

    return place


def _stop_if_needed(findings: Findings, trail: Trail) -> None:
    """Raise one Stop that carries all stops found so far."""
    stops = findings.stops()
    if not stops:
        return
    raised = []
    for found, stored in zip(findings.resolved(_places(trail), trail.cell, stops), stops, strict=True):
        place = [str(found.file)] if found.file else []
        if found.row is not None:
            place.append(str(found.row))
        where = ":".join(place) + (f", column {found.column}" if found.column and found.file else "")
        message = f"{where}: {found.message}" if where else found.message
        answer = found.fix if stored.rule.asks else ""
        raised.append(Stop(f"{message} ({found.code})", found.fix, answer=answer, code=found.code))
    first, *others = raised
    raise Stop(first.message, first.fix, answer=first.answer, code=first.code, others=others)


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
