"""What the plan and the settings of a company let a file do at all.

In: recognised tables, the profile, what QuickBooks holds. Out: findings on files: no import screen in this plan, too
many rows, limits of accounts and locations. What only a setting tells is a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.profile.model import Company
from csvbridge.ready.existing import Existing
from csvbridge.ready.products import WITHOUT_STOCK
from csvbridge.rules import ready_documents, ready_files

_ACCOUNTS, _PLACES = 250, 40
"""Active accounts below Advanced; classes and locations together in Plus (qbo-import.md 16.1)."""


def check_rows(table: ReadyTable, findings: Findings) -> None:
    """Compare the rows of a file with what QuickBooks takes."""
    template, count = table.template, len(table)
    most = template.most_rows or template.rows
    if most and count > most:
        findings.add(ready_files.ROWS_OVER, source=table.source.number, count=count, limit=most)
    elif template.rows and count > template.rows:
        findings.add(ready_files.ROWS_AT_LIMIT, source=table.source.number, count=count, limit=most)


def check_company(table: ReadyTable, company: Company, findings: Findings) -> None:
    """Say where the plan or the tax setting takes the import screen, or a column, away; note what a setting decides."""
    template, number = table.template, table.source.number
    if template.entity != "invoice_line":
        return
    why = ""
    if company.region == "us" and company.sales_tax == "on":
        why = "Sales tax is on in this company"
    elif company.region == "us" and company.plan == "simple-start":
        why = "The plan is Simple Start"
    if why:
        findings.add(ready_documents.NO_IMPORT_SCREEN, source=number, why=why)
    if table.column("taxable") is not None and company.region == "us" and company.sales_tax != "us-columns":
        findings.add(ready_documents.TAX_COLUMNS_UNSET, source=number, own=company.sales_tax)
    location = table.column("location")
    filled = location is not None and table.texts(table.columns[location.name]).some_filled
    if filled and company.plan in WITHOUT_STOCK:
        findings.add(ready_documents.LOCATION_NEEDS_PLUS, source=number, plan=company.plan)


def note_settings(tables: Sequence[ReadyTable], findings: Findings) -> None:
    """Note once what only a setting of the company decides."""
    titles = dict.fromkeys(t.template.title.lower() for t in tables if t.template.entity == "invoice_line")
    if titles:
        findings.add(ready_documents.NUMBERS_NOT_KEPT, title=" and ".join(titles))


def check_plan(existing: Existing, plan: str, findings: Findings) -> None:
    """Compare the lists given with the usage limits of the plan; new entries of the files count too."""
    accounts, places = existing.lists["accounts"], ("locations", "classes")
    count = len(accounts.exact)
    if accounts.given and plan != "advanced" and count > _ACCOUNTS:
        what = "active accounts, new ones included"
        findings.add(ready_files.PLAN_LIMIT, count=count, what=what, plan=plan, limit=_ACCOUNTS)
    count = sum(len(existing.lists[name].exact) for name in places)
    if any(existing.lists[name].given for name in places) and plan == "plus" and count > _PLACES:
        findings.add(
            ready_files.PLAN_LIMIT, count=count, what="classes and locations together", plan=plan, limit=_PLACES
        )
