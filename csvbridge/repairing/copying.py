"""Corrected copies of all files that a plan names, step by step.

In: a plan. Out: the copies, before they are written, and a note of every change; what has no copy is named, with the
reason. A file with damaged rows has none: nobody could tell which cell belongs where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from csvbridge.findings import Finding, Findings, Severity
from csvbridge.inputs import ReadFile, read_tables
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.repairing.copies import Copy, cut
from csvbridge.repairing.form import Form, form_of
from csvbridge.repairing.repair import repair
from csvbridge.reviews.words import counted
from csvbridge.rules import repairs as rules
from csvbridge.run import Plan, Progress
from csvbridge.schemas import Template
from csvbridge.trail import Trail

_READERS = ("CSV", "VAL")
"""Codes of what a reader says; an error of theirs on a row means that its cells cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was made of the files."""

    copies: Sequence[Copy]
    notes: Sequence[Finding]
    sources: Mapping[int, str]
    """The number of a source -> its file, as people are told of it."""
    left: Sequence[Path]
    """The files that have none, in the order given."""


def make_copies(plan: Plan, templates: Sequence[Template], progress: Progress) -> Copied:
    """Return the copies of every file for an import screen; nothing is written yet."""
    trail, seen = Trail(), Findings()
    found = read_tables(plan, trail, seen, progress, validating=True, templates=templates)
    inputs = [file for file in found.files if file.found.given < len(plan.inputs)]
    by_source = {table.source.number: table for table in found.ready}
    damaged = _damaged(seen, trail)
    notes = Findings()
    copies: list[Copy] = []
    copied: list[Path] = []
    taken: set[str] = set()
    for number, file in enumerate(inputs):
        progress("understanding", number, len(inputs))
        tables = [by_source[source.number] for source in file.sources if source.number in by_source]
        reason = _reason_against(file, tables, damaged)
        if reason is not None:
            notes.add(rules.NOT_REPAIRED, source=file.sources[0].number, reason=reason[0], how=reason[1])
            continue
        made = _copies_of(file, tables, plan, notes, taken)
        copies += made
        copied += [file.found.path] if made else []
    kept = frozenset(copied)
    left = [file.found.path for file in inputs if file.found.path not in kept]
    sources = {source.number: source.path for source in trail.sources}
    return Copied(copies, notes.resolved(trail.locate, trail.cell), sources, left)


def _damaged(seen: Findings, trail: Trail) -> set[int]:
    """Return the sources of which a reader says that a row is damaged, or that the whole cannot be read."""
    found = set()
    for stored in seen:
        if stored.rule.severity is Severity.ERROR and stored.rule.code[:3] in _READERS:
            if stored.row_id is not None:
                found.add(trail.source(stored.row_id))
            elif stored.source is not None:
                found.add(stored.source)
    return found


def _reason_against(file: ReadFile, tables: Sequence[ReadyTable], damaged: set[int]) -> tuple[str, str] | None:
    """Return why a file has no copy, and what to do; None where it may have one."""
    if any(source.archive is not None for source in file.sources):
        return "it is an archive", "Unpack it and give its files."
    known = ", ".join(dict.fromkeys(source.identified_as for source in file.sources if source.identified_as))
    if any(source.number in damaged for source in file.sources):
        how = "Put right what is said of it as an error, then run again."
        return "its rows cannot be told apart with certainty", how
    if tables:
        return None
    if "salesforce." in known:
        return (
            "it is an export of Salesforce, which csvbridge reads as it is",
            "csvbridge convert makes import files of it.",
        )
    if "quickbooks." in known:
        return "it is a list that QuickBooks exported, which nothing imports", "Nothing to do."
    return "it is not known what it is", "See what is said of it."


def _copies_of(
    file: ReadFile, tables: Sequence[ReadyTable], plan: Plan, notes: Findings, taken: set[str]
) -> list[Copy]:
    before = len(notes)
    first = file.sources[0]
    sheets = [table.sheet for table in tables if table.sheet is not None]
    form = form_of(
        file.found.path.read_bytes(),
        first.encoding,
        next((sheet.delimiter for sheet in sheets), ""),
        bare_quotes=any(sheet.bare_quotes for sheet in sheets),
    )
    made: list[Copy] = []
    for table in tables:
        repaired = repair(table, plan.profile.company.date_format, plan.profile.company.home_currency, notes)
        kind = _kind(form, table.template)
        stem = PurePosixPath(file.found.path.name).stem
        own = stem if len(tables) == 1 else f"{stem}-{table.source.sheet}"
        parts = cut(repaired, own, kind, taken, table.source.number)
        if len(parts) > 1:
            notes.add(
                rules.FILE_SPLIT, source=table.source.number, count=len(parts), limits=_limits(table.template, kind)
            )
        made += parts
        _tell_form(form, kind, table, notes)
    _tell_parts(file, tables, form, notes)
    if len(notes) == before:
        notes.add(rules.NOTHING_TO_REPAIR, source=first.number)
        taken -= {copy.name.casefold() for copy in made}
        return []
    return made


def _kind(form: Form, template: Template) -> str:
    """Return the kind of the copy: a workbook stays one where the import takes workbooks, a text stays text."""
    return "xlsx" if form.is_workbook and template.file_kind == "xlsx" else "csv"


def _tell_form(form: Form, kind: str, table: ReadyTable, notes: Findings) -> None:
    wanted = "UTF-8 without a byte order mark, with commas and CRLF"
    if form.was:
        notes.add(rules.FORM_CHANGED, source=table.source.number, form=wanted, was=form.was)
    elif form.is_workbook and kind == "csv":
        notes.add(
            rules.FORM_CHANGED, source=table.source.number, form=f"a CSV file, {wanted}", was="the form of a workbook"
        )


def _tell_parts(file: ReadFile, tables: Sequence[ReadyTable], form: Form, notes: Findings) -> None:
    """Say of formulas, macros and further sheets that the copy does not carry them."""
    number = file.sources[0].number
    if form.formulas:
        notes.add(rules.FORMULAS_AS_VALUES, source=number, formulas=form.formulas)
    ready = {table.source.number for table in tables}
    sheets = [f'the sheet "{s.sheet}" ({counted(s.rows, "row")})' for s in file.sources if s.number not in ready]
    parts = [*form.parts, *sheets, *form.hidden]
    if parts:
        notes.add(rules.PARTS_LEFT_BEHIND, source=number, parts=", ".join(parts))


def _limits(template: Template, kind: str) -> str:
    limits = [counted(template.documents, "document")] if template.documents else []
    limits += [counted(template.rows, "row")] if template.rows else []
    limits += [counted(template.bytes, "byte")] if template.bytes and kind == "csv" else []
    return ", ".join(limits)
