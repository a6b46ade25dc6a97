"""What converting and validating begin with: an export's rows as values, and the templates that a profile asks for.

In: a plan and the tables that were read. Out: the rows of every entity. Nothing is converted here, and nothing is
raised for what a file holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.entities import MODELS
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.inward import read_entity
from csvbridge.profile import Profile
from csvbridge.run import Plan, Progress
from csvbridge.schema_files import load_exports, load_template
from csvbridge.schemas import Template
from csvbridge.typed_rows import TypedRows
from csvbridge.values.ids import read_id

_TAX_VARIANT = {"us-columns": {"invoices": ".tax"}, "codes": {"invoices": ".codes", "credit_notes": ".codes"}}
"""Which variant of a template a tax state asks for (contract.md 5, company.sales_tax)."""


def templates_of(profile: Profile) -> dict[str, Template]:
    """Return the templates that a profile asks for, by role."""
    region = f"quickbooks.{profile.company.region}"
    tax = _TAX_VARIANT.get(profile.company.sales_tax, {})
    return {
        "products": load_template(f"{region}.products.{profile.products.template}"),
        "customers": load_template(f"{region}.customers"),
        "invoices": load_template(f"{region}.invoices{tax.get('invoices', '')}"),
        "credit_notes": load_template(f"{region}.credit_notes{tax.get('credit_notes', '')}"),
    }


def read_rows(plan: Plan, tables: Sequence[Table], findings: Findings, progress: Progress) -> dict[str, TypedRows]:
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


def _unneeded_dates(tables: Sequence[Table], opportunities: TypedRows) -> frozenset[str]:
    """The close dates in a file of lines are not used when an opportunities file has every deal of it."""
    known = {i for i in opportunities.columns.get("opportunity_id", ()) if i}
    lines = [t for t in tables if t.export.entity == "opportunity_line"]
    for table in lines:
        position = table.positions.get("opportunity_id")
        if position is None or any(read_id(v).id not in known for v in set(table.sheet.columns[position])):
            return frozenset()
    return frozenset({"close_date"}) if lines else frozenset()
