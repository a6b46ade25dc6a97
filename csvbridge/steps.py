"""The steps that converting and validating share: what an export's rows become.

In: a plan, the tables that were read, and their rows as values. Out: a conversion. Nothing is written here, and
nothing is raised for what a file holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from csvbridge.checking import check_columns
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.convert import convert
from csvbridge.converting.customers import customer_cells
from csvbridge.converting.found import Found
from csvbridge.converting.items import item_cells
from csvbridge.converting.written_before import CUSTOMER, PRODUCT, tell_changed_cells
from csvbridge.errors import OwnFault
from csvbridge.findings import Findings, Severity
from csvbridge.mapping.columns import Table
from csvbridge.mapping.labels import translated
from csvbridge.mapping.outward import source_field, template_columns
from csvbridge.mapping.ready_tables import join_rows
from csvbridge.matching.records import CustomerList
from csvbridge.profile import Profile
from csvbridge.ready.check import check_contents
from csvbridge.rules.documents import NUMBER_COLUMN_MISSING
from csvbridge.rules.samples import SAMPLE_COLUMN_MISSING
from csvbridge.run import ImportFile, Plan, Progress
from csvbridge.schema_files import load_list
from csvbridge.schemas import Template, normal_heading
from csvbridge.trail import Fate, Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.understanding import templates_of

_DEAL_ENTITIES = ("opportunity", "opportunity_line")


def convert_rows(
    plan: Plan,
    tables: Sequence[Table],
    rows: dict[str, TypedRows],
    templates: Mapping[str, Template],
    trail: Trail,
    findings: Findings,
    progress: Progress,
) -> Conversion:
    """Return what the rows become; stops are among the findings."""
    profile = plan.profile
    shipped = templates_of(profile)

    def check(
        role: str, row_ids: Sequence[int], cells: Mapping[str, Sequence[str]]
    ) -> tuple[list[Sequence[str]], dict[int, tuple[Fate, str]]]:
        template = templates[role]
        columns = template_columns(template, cells, len(row_ids))
        style = profile.company.date_format
        _tell_left_out(shipped[role], template, cells, len(row_ids), findings)
        refused = check_columns(template, style, row_ids, columns, findings, lambda column: source_field(role, column))
        return list(zip(*columns, strict=True)), refused

    def compare(columns: Mapping[str, Sequence[str]], known: Sequence[bool], also: Sequence[tuple[int, int]]) -> Found:
        from csvbridge.matching import match

        return match.find_pairs(
            CustomerList(columns, len(known), known),
            region=profile.company.region,
            weak_limit=None if plan.all_pairs else profile.matching.show,
            also=also,
            progress=progress,
        )

    us_states = load_list("us-states")
    conversion = convert(
        rows,
        profile,
        plan.remembered,
        plan.period,
        _number_field(profile, tables, findings),
        check,
        compare,
        us_states,
        trail,
        findings,
        lambda done, of: progress("converting", done, of),
    )
    _tell_changed_records(conversion, templates, us_states, findings)
    return conversion


def _tell_changed_records(
    conversion: Conversion, templates: Mapping[str, Template], us_states: frozenset[str], findings: Findings
) -> None:
    """Say of the customers and products that earlier runs wrote which of their cells would read otherwise now."""
    unsaid = Findings()  # what filling a row finds was said when the row was written
    for account in conversion.accounts.all:
        if account.fate is Fate.MERGED and account.known and account.earlier is not None:
            cells = customer_cells(account, us_states, conversion.profile.company.region, unsaid)
            tell_changed_cells(account, CUSTOMER, cells, _headings(templates["customers"]), findings)
    for product in (*conversion.catalogue.all, *conversion.catalogue.made.values()):
        if product.fate is Fate.MERGED and product.known and product.earlier is not None:
            cells = item_cells(product, conversion.profile, unsaid)
            tell_changed_cells(product, PRODUCT, cells, _headings(templates["products"]), findings)


def _headings(template: Template) -> dict[str, str]:
    return {column.field: column.name for column in template.columns if column.field}


def _tell_left_out(
    shipped: Template, template: Template, cells: Mapping[str, Sequence[str]], count: int, findings: Findings
) -> None:
    """Say which values have no column in the company's own sample file, and so are in no file."""
    if template is shipped or not count:
        return
    kept = {column.field for column in template.columns}
    for column in shipped.columns:
        filled = count if column.const else sum(map(bool, cells.get(column.field, ())))
        if filled and (column.field not in kept if column.field else column.name not in _names(template)):
            findings.add(SAMPLE_COLUMN_MISSING, title=template.title, heading=column.name, count=filled)


def _names(template: Template) -> set[str]:
    return {spelled for column in template.columns for spelled in (column.name, *column.headings)}


def check_own_files(files: Sequence[ImportFile], templates: Mapping[str, Template], profile: Profile) -> None:
    """Check the files about to be written as `validate` would; an error there is our own fault.

    All files of a role are checked as one table, since a call for each of a thousand files would take longer than
    making them; how many rows and documents each may have is looked at file by file.
    """
    faults: Counter[str] = Counter()
    for role, template in templates.items():
        of_role = [file for file in files if file.role == role]
        rows = [row for file in of_role for row in file.rows]
        if not rows:
            continue
        findings = Findings(errors_only=True)
        whole = join_rows(
            replace(template, documents=0),
            of_role[0].path,
            of_role[0].headings,
            list(zip(*rows, strict=True)),
            len(rows),
        )
        check_contents(whole, profile, findings)
        for stored in findings:
            if stored.rule.severity is Severity.ERROR:
                faults[f"{stored.rule.code} in {stored.field or 'the file'} of {template.id}"] += 1
        for file in of_role:
            if len(file.rows) > template.rows or 0 < template.documents < file.records:
                faults[f"{file.path} holds {len(file.rows)} rows, {file.records} records"] += 1
    if faults:
        listed = "; ".join(f"{what} ({count} times)" for what, count in faults.most_common(10))
        raise OwnFault(f"a file that was made would be refused: {listed}")


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
