"""Read what a plan names, and know each table for what it is.

In: a plan. Out: the files as the manifest lists them, and the tables that a conversion works with. Whatever stops the
run is collected over all files before it stops.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.errors import Stop
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all, known_headings
from csvbridge.reading import Found, discover, read_file
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import shape
from csvbridge.run import InputFile, Plan, Progress
from csvbridge.schema_files import (
    load_exports,
    load_languages,
    load_passed_over,
    load_templates,
)
from csvbridge.schemas import normal_heading
from csvbridge.trail import Trail


def read_inputs(
    plan: Plan, trail: Trail, findings: Findings, progress: Progress
) -> tuple[list[InputFile], list[Table]]:
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases=plan.profile.headings,
        languages=load_languages(),
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
            findings.restate(table.sheet.row_ids, shape.LIST_ROW_DAMAGED)
    stop_if_needed(findings, trail)
    if not any(table.export.system == "salesforce" for table in tables):
        findings.add(shape.NOTHING_TO_CONVERT)
        stop_if_needed(findings, trail)
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
