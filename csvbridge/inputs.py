"""Read what a plan names, and know each table for what it is.

In: a plan. Out: the files as the manifest lists them, and the tables that a conversion works with. Whatever stops the
run is collected over all files before it stops. An archive is one file, and its members follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csvbridge.errors import Stop
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all, known_headings
from csvbridge.reading import Found, discover, read_sheets
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import shape
from csvbridge.run import InputFile, Plan, Progress
from csvbridge.schema_files import (
    load_exports,
    load_passed_over,
    load_templates,
)
from csvbridge.schemas import normal_heading
from csvbridge.trail import Source, Trail


def read_inputs(
    plan: Plan, trail: Trail, findings: Findings, progress: Progress
) -> tuple[list[InputFile], list[Table]]:
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases=plan.profile.headings,
    )
    headings = known_headings(known)
    found = discover([*plan.inputs, *plan.against], plan.skip, findings)
    read: list[tuple[Found, list[Sheet]]] = []
    tables: list[Table] = []
    for number, file in enumerate(found):
        progress("reading", number, len(found))
        sheets: list[Sheet] = []
        for sheet in read_sheets(
            file,
            trail,
            findings,
            known_heading=lambda h: normal_heading(h) in headings,
            skip=plan.skip,
            accept_incomplete=plan.profile.salesforce.incomplete_reports == "accept",
        ):
            known_as = identify_all([sheet], known, trail, findings)
            tables += known_as
            if not known_as:
                sheet.columns = []  # nothing reads them any more: the rest of a large archive needs the memory
            sheets.append(sheet)
        read.append((file, sheets))
    for table in tables:
        if table.export.system == "quickbooks":
            trail.pass_over(table.sheet.source)
            findings.restate(table.sheet.row_ids, shape.LIST_ROW_DAMAGED)
    stop_if_needed(findings, trail)
    if not any(table.export.system == "salesforce" for table in tables):
        findings.add(shape.NOTHING_TO_CONVERT)
        stop_if_needed(findings, trail)
    used = {table.sheet.source.number for table in tables}
    return _input_files(read, used), tables


def _input_files(read: Sequence[tuple[Found, list[Sheet]]], used: set[int]) -> list[InputFile]:
    files: list[InputFile] = []
    for number, (file, sheets) in enumerate(read, start=1):
        whole = sheets[0].source.archive
        copied = f"evidence/inputs/{number}-{_plain_name(file.path.name)}"
        files.append(_input_file(file, whole or sheets[0].source, sheets, used, copied))
        if whole is not None:
            members: dict[str, list[Sheet]] = {}
            for sheet in sheets:
                members.setdefault(sheet.source.path, []).append(sheet)
            files[-1] = replace(files[-1], identified_as="archive", is_archive=True)
            files += [_input_file(file, inner[0].source, inner, used, None) for inner in members.values()]
    return files


def _input_file(file: Found, source: Source, sheets: Sequence[Sheet], used: set[int], copy: str | None) -> InputFile:
    needed = any(sheet.source.number in used for sheet in sheets)
    if copy is not None:
        for sheet in sheets:
            sheet.source.copy = copy if needed else None
    return InputFile(
        path=source.path,
        place=file.path,
        sha256=source.sha256,
        size=source.size,
        rows=sum(len(sheet.row_ids) for sheet in sheets),
        identified_as=", ".join(dict.fromkeys(sheet.source.identified_as for sheet in sheets)),
        copy=copy if needed else None,
        used=needed,
    )


def _plain_name(name: str) -> str:
    """Return a file's name as every system takes it, in at most 120 bytes."""
    plain = "".join(c if c.isprintable() and c not in '\\/:*?"<>|' else "_" for c in name)
    return plain.encode()[-120:].decode(errors="ignore").strip(" .") or "input"


def stop_if_needed(findings: Findings, trail: Trail) -> None:
    """Raise one Stop that carries all stops found so far."""
    stops = findings.stops()
    if not stops:
        return
    raised = []
    for found, stored in zip(findings.resolved(trail.locate, trail.cell, stops), stops, strict=True):
        place = [str(found.file)] if found.file else []
        if found.row is not None:
            place.append(str(found.row))
        where = ":".join(place) + (f", column {found.column}" if found.column and found.file else "")
        message = f"{where}: {found.message}" if where else found.message
        answer = found.fix if stored.rule.asks else ""
        raised.append(Stop(f"{message} ({found.code})", found.fix, answer=answer, code=found.code))
    first, *others = raised
    raise Stop(first.message, first.fix, answer=first.answer, code=first.code, others=others)
