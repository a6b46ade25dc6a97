"""The order of the checks of files for QuickBooks' import screens. Only this module knows it.

In: recognised tables, or rows that are about to be written; the lists that QuickBooks exported. Out: findings, of all
of a call's files at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.profile import Profile
from csvbridge.ready.accounts import check_new_accounts
from csvbridge.ready.cells import check_cells, check_error_texts, check_shortened_numbers, check_text_marks
from csvbridge.ready.columns import check_headings
from csvbridge.ready.customers import check_balances_beside_invoices, check_customers
from csvbridge.ready.dates import FileDates, read_dates
from csvbridge.ready.documents import check_closed_books, check_documents, read_documents
from csvbridge.ready.existing import read_existing
from csvbridge.ready.form import check_form
from csvbridge.ready.importers import check_importer
from csvbridge.ready.limits import check_company, check_plan, check_rows, note_settings
from csvbridge.ready.lookups import check_lookups, note_unchecked
from csvbridge.ready.names import check_names_alike, check_new_names, check_sub_customers
from csvbridge.ready.numbers import check_known_numbers
from csvbridge.ready.products import check_products, rows_that_are_no_items
from csvbridge.schema_files import load_list
from csvbridge.typed_rows import TypedRows


class Checked(NamedTuple):
    """What the rules of one kind of record are given beside the table."""

    table: ReadyTable
    dates: FileDates
    profile: Profile


def _customers(checked: Checked, findings: Findings) -> None:
    company = checked.profile.company
    check_customers(checked.table, load_list("us-states"), company.region, company.home_currency, findings)


def _products(checked: Checked, findings: Findings) -> None:
    check_products(checked.table, checked.profile.company.plan, findings)


OWN_RULES: dict[str, Callable[[Checked, Findings], None]] = {
    "customer": _customers,
    "vendor": _customers,
    "product": _products,
}
"""Entity of a template -> the rules of its records; rules of documents go by the template's document column."""


def check_ready(
    tables: Sequence[ReadyTable], rows: Mapping[str, TypedRows], profile: Profile, findings: Findings
) -> None:
    """Check every file for an import screen, each by itself and all together; `rows` are those of QuickBooks' lists."""
    first_sheets: dict[str, int] = {}
    for table in tables:
        first_sheets.setdefault(table.source.path, table.source.number)
    sound = []
    for table in tables:
        no_records = check_form(table, first_sheets, findings)
        sound.append(check_table(table.without(no_records), profile, findings))
    if not sound:
        return
    existing = read_existing(rows, sound)
    check_new_names(sound, existing, findings)
    check_new_accounts(sound, existing, findings)
    check_lookups(sound, existing, findings)
    check_known_numbers(sound, existing, findings)
    note_unchecked(existing, findings)
    if not existing.given("customers"):
        check_names_alike(sound, findings)
    check_balances_beside_invoices(sound, findings)
    check_plan(existing, profile.company.plan, findings)
    note_settings(sound, findings)


def check_table(table: ReadyTable, profile: Profile, findings: Findings) -> ReadyTable:
    """Check one table by itself; return it without the rows that are no records."""
    check_headings(table, profile.company.region, findings)
    check_rows(table, findings)
    return check_contents(table, profile, findings)


def check_contents(table: ReadyTable, profile: Profile, findings: Findings) -> ReadyTable:
    """Check what the rows of a table say; how many there may be in a file is not asked here."""
    company = profile.company
    check_company(table, company, findings)
    table = table.without(rows_that_are_no_items(table, findings)) if table.template.entity == "product" else table
    dates = read_dates(table, company.date_format, findings)
    filled = dates.table
    if table.template.document in table.columns:
        documents = read_documents(filled, findings)
        filled = documents.filled
        check_documents(documents, dates, company.home_currency, findings)
        if company.closed_through is not None:
            check_closed_books(documents, dates, company.closed_through, findings)
        check_sub_customers(filled, findings)
    check_cells(filled, dates.style, findings)
    check_shortened_numbers(filled, findings)
    check_text_marks(filled, findings)
    check_error_texts(filled, findings)
    own = OWN_RULES.get(table.template.entity)
    if own is not None:
        own(Checked(filled, dates, profile), findings)
    check_importer(filled, profile, findings)
    return table
