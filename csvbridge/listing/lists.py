"""Read what a plan names, know which tables list customers, and put their records into one list.

In: a plan. Out: the files as the manifest lists them, the list, and each table's share of it. Whatever stops the run is
collected over all files before it stops.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TypeVar

from csvbridge.findings import Effect, Findings
from csvbridge.inputs import ReadFile, input_files, stop_if_needed
from csvbridge.likeness import Listed
from csvbridge.listing.contacts import LENT, settle_contacts
from csvbridge.listing.part import Part, counted
from csvbridge.listing.repeated import drop_repeated, join_lists
from csvbridge.mapping.columns import listed_headings
from csvbridge.mapping.customer_lists import CONTACT, CustomerTable, NotCompared, customer_table
from csvbridge.mapping.customer_texts import LONGEST_CELL, name_as_written, texts_of
from csvbridge.mapping.identify import Known, known_headings
from csvbridge.matching.records import FIELDS, CustomerList
from csvbridge.reading import discover, read_sheets
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import duplicates as rules
from csvbridge.rules.shape import IMPORT_FILE_GIVEN
from csvbridge.run import InputFile, Plan, Progress
from csvbridge.schema_files import load_compared, load_exports, load_languages, load_passed_over, templates_seen_from
from csvbridge.schemas import normal_heading
from csvbridge.trail import Trail
from csvbridge.values.flags import parse_flag
from csvbridge.values.text import HIDDEN

Entry = TypeVar("Entry")

_GONE = {"deleted": "deleted in Salesforce", "converted": "a lead that is an account by now"}
"""Boxes that, ticked, take a record out of the comparison."""


def read_lists(
    plan: Plan, trail: Trail, findings: Findings, progress: Progress
) -> tuple[list[InputFile], Listed, list[Part]]:
    """Return the files, the list and each table's share of it; raise Stop with all that stops the run."""
    read, tables = _read_tables(plan, trail, findings, progress)
    stop_if_needed(findings, trail)
    if not tables:
        findings.add(rules.NOTHING_TO_COMPARE)
        stop_if_needed(findings, trail)
    parts = [_part(table, trail, findings) for table in tables]
    carried = _carried(parts)
    compared = settle_contacts(parts, findings)
    drop_repeated(compared, trail, findings)
    join_lists(compared, findings)
    listed = _listed(compared, carried)
    for part in parts:  # nothing reads the cells any more, and a large list needs the memory
        part.texts = {}
        part.table.sheet.columns = []
    used = {part.table.sheet.source.number for part in parts}
    return [file for file, _ in input_files(read, used)], listed, parts


# --- files ------------------------------------------------------------------------------------------------------------


def _read_tables(
    plan: Plan, trail: Trail, findings: Findings, progress: Progress
) -> tuple[list[ReadFile], list[CustomerTable]]:
    compared = load_compared()
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=templates_seen_from(plan.profile.company.region),
        aliases=plan.profile.headings,
        languages=load_languages(),
    )
    spelled = {normal_heading(h) for one in compared.values() for c in one.columns for h in c.headings}
    headings = known_headings(known) | spelled
    found = discover([*plan.inputs, *plan.against], plan.skip, findings)
    read: list[ReadFile] = []
    tables: list[CustomerTable] = []
    for number, file in enumerate(found):
        progress("reading", number, len(found))
        before = len(trail.sources)
        sheets: list[Sheet] = []
        for sheet in read_sheets(
            file,
            trail,
            findings,
            known_heading=lambda h: normal_heading(h) in headings,
            skip=plan.skip,
            accept_incomplete=plan.profile.salesforce.incomplete_reports == "accept",
        ):
            sheets.append(sheet)
            if not sheet.headings and not sheet.row_ids:  # a query without a result; its reader has said so
                trail.pass_over(sheet.source)
                continue
            what = customer_table(sheet, known, compared)
            if isinstance(what, CustomerTable):
                what.against = file.given >= len(plan.inputs)
                tables.append(what)
                if what.is_list:
                    trail.pass_over(sheet.source)
            else:
                _tell_other(what, sheet, trail, findings)
        read.append(ReadFile(file, trail.sources[before:], sheets))
    _restate_damaged(tables, findings)
    return read, tables


def _tell_other(what: NotCompared | str | None, sheet: Sheet, trail: Trail, findings: Findings) -> None:
    """Say of a table that it is not compared, and why."""
    number, name = sheet.source.number, sheet.source.path.rsplit("/", 1)[-1]
    if isinstance(what, str):
        findings.add(IMPORT_FILE_GIVEN, source=number, title=what, name=name)
    elif what is None:
        findings.add(rules.NO_NAME_COLUMN, source=number, headings=listed_headings(sheet), name=name)
    else:
        sheet.source.identified_as = what.id
        findings.forget(number)
        if what.system == "quickbooks":
            trail.pass_over(sheet.source)
        else:
            trail.pass_over(sheet.source, what.title, "no list of customers: not compared")
        findings.add(rules.NOT_COMPARED, source=number, title=what.title, rows=counted(len(sheet.row_ids), "row"))
    sheet.columns = []


def _restate_damaged(tables: Sequence[CustomerTable], findings: Findings) -> None:
    """Compare damaged rows all the same, with a warning: who looks at a pair sees what they hold."""
    blocked = {row for row, (effect, _) in findings.error_effects().items() if effect is not Effect.STOP}
    if blocked:
        findings.restate({row for table in tables for row in blocked if row in table.sheet.row_ids}, rules.ROW_DAMAGED)


# --- tables -----------------------------------------------------------------------------------------------------------


def _part(table: CustomerTable, trail: Trail, findings: Findings) -> Part:
    sheet = table.sheet
    texts, size = texts_of(table), len(sheet.row_ids)
    ids = texts.get("record_id") if table.id.startswith("salesforce.") else None
    part = Part(
        table=table,
        texts=texts,
        names=name_as_written(table),
        ids=ids or [""] * size,
        rows=trail.rows_of(sheet.source),
        kept=range(size),
    )
    for name, reason in _GONE.items():
        ticked = {cell for cell in set(texts.get(name, ())) if parse_flag(cell)}
        if ticked:
            part.set_aside({at: reason for at, cell in enumerate(texts[name]) if cell in ticked})
    _note_names(part, findings)
    if table.long:
        cells = counted(len(table.long), "record has a cell", "records have cells")
        part.note(rules.CELLS_LONG, min(table.long), findings, cells=cells, limit=f"{LONGEST_CELL:,}")
    return part


def _note_names(part: Part, findings: Findings) -> None:
    names = part.texts["name"]
    blank = [at for at, name in enumerate(names) if not name] if "" in names else []
    if blank:
        records = counted(len(blank), "record has", "records have")
        part.note(rules.NAMELESS, blank[0], findings, records=records)
    # most names are tidy as they stand, and those hide nothing
    hidden = [at for at, name in enumerate(part.names) if name != names[at] and HIDDEN.search(name)]
    if hidden:
        records = counted(len(hidden), "record has", "records have")
        part.note(rules.NAME_HIDDEN, hidden[0], findings, records=records)


# --- the list ---------------------------------------------------------------------------------------------------------


def _carried(parts: Sequence[Part]) -> dict[str, frozenset[str]]:
    """Return per kind of record the fields that every file of it has a column for; contacts lend theirs to accounts.

    To be asked before parts get columns from one another.
    """
    found: dict[str, frozenset[str]] = {}
    for part in parts:
        own = frozenset(FIELDS) & part.texts.keys()
        found[part.table.kind] = found.get(part.table.kind, own) & own
    lent = found.get(CONTACT, frozenset()) & frozenset(LENT)
    return found | ({"account": found["account"] | lent} if "account" in found else {})


def _listed(parts: Sequence[Part], carried: Mapping[str, frozenset[str]]) -> Listed:
    """Return the records of all parts, in the order in which the files were given."""
    size = 0
    for part in parts:
        part.first = size
        size += len(part.kept)
    sources = [part.table.sheet.source for part in parts]
    known = _each([part.table.known for part in parts], parts)
    columns = {name: _column(name, parts) for name in FIELDS if any(name in part.texts for part in parts)}
    return Listed(
        customers=CustomerList(columns, size, known if any(known) else ()),
        file=_each([source.path for source in sources], parts),
        sheet=_each([source.sheet or "" for source in sources], parts),
        row=_joined([_taken(part.rows, part.kept) for part in parts]),
        row_id=_joined([_taken(part.table.sheet.row_ids, part.kept) for part in parts]),
        id=_joined([_taken(part.ids, part.kept) for part in parts]),
        name=_joined([_taken(part.names, part.kept) for part in parts]),
        kind=_each([part.table.kind for part in parts], parts),
        carried=carried,
    )


def _column(name: str, parts: Sequence[Part]) -> Sequence[str]:
    return _joined(
        [_taken(part.texts[name], part.kept) if name in part.texts else [""] * len(part.kept) for part in parts]
    )


def _each(entries: Sequence[Entry], parts: Sequence[Part]) -> Sequence[Entry]:
    """Return what is said of each part, once for each of its records."""
    return _joined([[entry] * len(part.kept) for entry, part in zip(entries, parts, strict=True)])


def _joined(pieces: Sequence[Sequence[Entry]]) -> Sequence[Entry]:
    return pieces[0] if len(pieces) == 1 else [*chain.from_iterable(pieces)]


def _taken(column: Sequence[Entry], kept: Sequence[int]) -> Sequence[Entry]:
    return column if len(kept) == len(column) else [column[at] for at in kept]
