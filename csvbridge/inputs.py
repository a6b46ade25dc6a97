"""Read what a plan names, and know each table for what it is.

In: a plan. Out: the files as the manifest lists them, and the tables that a conversion works with. Whatever stops the
run is collected over all files before it stops. An archive is one file, and its members follow it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from csvbridge.errors import Stop
from csvbridge.expected import KINDS
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all, known_headings, warn_of_targets
from csvbridge.mapping.ready_tables import ReadyTable, join_template, ready_headings, recognise_template
from csvbridge.reading import Found, discover, read_sheets
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import completeness, ready_files, ready_further, shape
from csvbridge.rules import reading as reading_rules
from csvbridge.run import InputFile, Plan, Progress
from csvbridge.schema_files import (
    load_exports,
    load_languages,
    load_passed_over,
    templates_seen_from,
)
from csvbridge.schemas import Template, bare_heading, normal_heading
from csvbridge.trail import Source, Trail


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was found: its sources, and its tables as far as it could be read."""

    found: Found
    sources: Sequence[Source]
    sheets: Sequence[Sheet]


@dataclass(frozen=True, slots=True)
class ReadTables:
    """All that was read: the files, the tables of a conversion, the files for QuickBooks' import screens."""

    files: list[ReadFile]
    tables: list[Table]
    ready: list[ReadyTable]


def read_inputs(
    plan: Plan, trail: Trail, findings: Findings, progress: Progress
) -> tuple[list[InputFile], list[Table]]:
    """Return the files and tables of a conversion; raise Stop with all that stops it."""
    found = read_tables(plan, trail, findings, progress)
    tables = found.tables
    stop_if_needed(findings, trail)
    if not any(table.export.system == "salesforce" for table in tables):
        findings.add(shape.NOTHING_TO_CONVERT)
        stop_if_needed(findings, trail)
    used = {table.sheet.source.number for table in tables}
    return [file for file, _ in input_files(found.files, used)], tables


def read_tables(
    plan: Plan,
    trail: Trail,
    findings: Findings,
    progress: Progress,
    *,
    validating: bool = False,
    templates: Sequence[Template] | None = None,
) -> ReadTables:
    """Return every file that was found, and the tables among them; whatever stops a run is among the findings.

    `templates` take the place of the shipped ones, where the company has sample files of its own.
    """
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=templates_seen_from(plan.profile.company.region) if templates is None else templates,
        aliases=plan.profile.headings,
        languages=load_languages(),
        validating=validating,
        region=plan.profile.company.region,
    )
    warn_of_targets(known, findings)
    headings = known_headings(known)
    importable = ready_headings(known.templates) if validating else frozenset()
    found = discover([*plan.inputs, *plan.against], plan.skip, findings)
    read: list[ReadFile] = []
    tables: list[Table] = []
    ready: list[ReadyTable] = []
    for number, file in enumerate(found):
        progress("reading", number, len(found))
        before = len(trail.sources)
        sheets: list[Sheet] = []
        for sheet in read_sheets(
            file,
            trail,
            findings,
            known_heading=lambda h: normal_heading(h) in headings or bare_heading(h) in importable,
            skip=plan.skip,
            accept_incomplete=plan.profile.salesforce.incomplete_reports == "accept",
            validating=validating,
        ):
            before_it = len(ready)
            known_as = identify_all([sheet], known, trail, findings, ready)
            tables += known_as
            if known_as:
                _note_filters(sheet, findings)
            elif len(ready) == before_it:
                sheet.columns = []  # nothing reads them any more: the rest of a large archive needs the memory
            sheets.append(sheet)
        if ready and ready[-1].sheet in sheets:
            _pass_over_further(sheets, ready, findings)
        read.append(ReadFile(file, trail.sources[before:], sheets))
    if validating:
        lists = {sheet.source.number for file in read if file.found.given >= len(plan.inputs) for sheet in file.sheets}
        tables = _apart(tables, ready, lists, known, trail, findings)
    for table in tables:
        if table.export.system == "quickbooks":
            trail.pass_over(table.sheet.source)
            findings.restate(table.sheet.row_ids, shape.LIST_ROW_DAMAGED)
    for one in ready:
        trail.pass_over(one.source)
        findings.keep(one.row_ids)
    _compare_counts(plan, read, findings)
    return ReadTables(read, tables, ready)


def _pass_over_further(sheets: Sequence[Sheet], ready: Sequence[ReadyTable], findings: Findings) -> None:
    """Say of strange sheets behind one that is for an import screen that QuickBooks never reads them."""
    for_import = {table.source.number for table in ready}
    first: dict[str, Source] = {}
    for sheet in sheets:
        source = sheet.source
        if first.setdefault(source.path, source) is source or first[source.path].number not in for_import:
            continue
        if not source.identified_as:
            findings.forget(source.number)
            findings.restate_rules(source.number, (), {shape.UNIDENTIFIED: ready_further.FURTHER_SHEET})


def _apart(
    tables: list[Table],
    ready: list[ReadyTable],
    against: Container[int],
    known: Known,
    trail: Trail,
    findings: Findings,
) -> list[Table]:
    """Tell lists from files to import where the headings fit both, as those of products do.

    What is given with --against, or beside Salesforce exports, is the list, as a conversion takes it; so is what holds
    rows that only QuickBooks' own export has. Anything else is a file to import.
    """
    if any(table.export.system == "salesforce" for table in tables):
        return tables
    kept = []
    for table in tables:
        sheet = table.sheet
        template = recognise_template(sheet.headings, known.templates, known.region)
        only = None if template is None or sheet.source.number in against else _only_in_lists(table)
        if template is None or sheet.source.number in against or only is not None:
            kept.append(table)
            if template is not None and only is not None:
                findings.add(
                    ready_further.TAKEN_FOR_LIST,
                    source=sheet.source.number,
                    list=table.export.title,
                    title=template.title,
                    at=trail.rows_of(sheet.source)[only[0]],
                    what=only[1],
                )
            continue
        findings.add(ready_files.FITS_BOTH, source=sheet.source.number, list=table.export.title, title=template.title)
        ready.append(join_template(sheet, template, trail))
    return kept


def _only_in_lists(table: Table) -> tuple[int, str] | None:
    """Return the first row that only a list exported by QuickBooks has, and what it is; None where there is none."""
    cells = {field: table.sheet.columns[place] for field, place in table.positions.items()}
    for at, kind in enumerate(cells.get("type", ())):
        if kind.strip().casefold() in ("category", "bundle"):
            return at, f"a {kind.strip().casefold()}"
    for field in ("item_name", "display_name"):
        for at, name in enumerate(cells.get(field, ())):
            if "(deleted)" in name:
                return at, "an inactive record"
    return None


def _note_filters(sheet: Sheet, findings: Findings) -> None:
    """Say by what a report was filtered, where it tells: whether that was right only its reader knows."""
    about = sheet.preamble
    if about is not None and about.filters:
        as_of = f", as of {about.as_of}," if about.as_of else ""
        filters = "; ".join(about.filters)
        findings.add(
            reading_rules.REPORT_FILTERED, source=sheet.source.number, title=about.title, as_of=as_of, filters=filters
        )


def _compare_counts(plan: Plan, read: Sequence[ReadFile], findings: Findings) -> None:
    """Compare the rows of each kind with the record count that Salesforce showed."""
    for kind, expected in plan.expect.items():
        sheets = [s for file in read for s in file.sheets if s.source.identified_as == KINDS[kind]]
        rows = sum(len(sheet.row_ids) for sheet in sheets)
        places = [
            f"{s.source.path}{f'[{s.source.sheet}]' if s.source.sheet else ''}: {len(s.row_ids):,}" for s in sheets
        ]
        files = ", ".join(places) or f"no file of {kind} was read"
        if rows == expected:
            findings.add(completeness.COUNT_AGREES, kind=kind, expected=expected, read=rows, files=files)
            continue
        difference = f"{abs(rows - expected):,} {'more' if rows > expected else 'fewer'}"
        findings.add(
            completeness.COUNT_DIFFERS, kind=kind, expected=expected, read=rows, difference=difference, files=files
        )


def input_files(read: Sequence[ReadFile], used: Container[int]) -> list[tuple[InputFile, list[Sheet]]]:
    """Return the files as the manifest lists them, each with its tables; those of an archive stand with its members.

    `used` are the numbers of the sources that were needed: their files are copied into the run.
    """
    files: list[tuple[InputFile, list[Sheet]]] = []
    for number, file in enumerate(read, start=1):
        sheets = list(file.sheets)
        first = file.sources[0]
        whole = next((source.archive for source in file.sources if source.archive is not None), None)
        copied = f"evidence/inputs/{number}-{_plain_name(file.found.path.name)}"
        own = _input_file(file.found, whole or first, sheets, used, copied)
        if whole is None:
            files.append((own, sheets))
            continue
        files.append((replace(own, identified_as="archive", is_archive=True), []))
        members: dict[str, list[Sheet]] = {}
        for sheet in sheets:
            members.setdefault(sheet.source.path, []).append(sheet)
        files += [(_input_file(file.found, inner[0].source, inner, used, None), inner) for inner in members.values()]
    return files


def _input_file(
    file: Found, source: Source, sheets: Sequence[Sheet], used: Container[int], copy: str | None
) -> InputFile:
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
        identified_as=", ".join(dict.fromkeys(filter(None, (sheet.source.identified_as for sheet in sheets)))),
        copy=copy if needed else None,
        used=needed,
    )


def _plain_name(name: str) -> str:
    """Return a file's name as every system takes it, in at most 120 bytes."""
    plain = "".join(c if c.isprintable() and c not in '\\/:*?"<>|' else "_" for c in name)
    return plain.encode()[-120:].decode(errors="ignore").strip(" .") or "input"


def stop_if_needed(findings: Findings, trail: Trail) -> None:
    """Raise one Stop that carries all stops found so far."""
    stops = stops_among(findings, trail)
    if stops:
        first, *others = stops
        raise Stop(first.message, first.fix, answer=first.answer, code=first.code, others=others)


def stops_among(findings: Findings, trail: Trail, *, validating: bool = False) -> list[Stop]:
    """Return the findings that end a run, in the words that are printed; for `validate` some are findings of a file."""
    stops = [stored for stored in findings.stops() if not (validating and stored.rule.is_finding)]
    raised = []
    for found, stored in zip(findings.resolved(trail.locate, trail.cell, stops), stops, strict=True):
        place = [str(found.file)] if found.file else []
        if found.row is not None:
            place.append(str(found.row))
        where = ":".join(place) + (f", column {found.column}" if found.column and found.file else "")
        message = f"{where}: {found.message}" if where else found.message
        answer = found.fix if stored.rule.asks else ""
        raised.append(Stop(f"{message} ({found.code})", found.fix, answer=answer, code=found.code))
    return raised
