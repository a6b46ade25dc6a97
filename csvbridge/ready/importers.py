"""Which checks are an importer's own. Only this module knows which table goes to which.

In: a recognised table and the profile. Out: findings, through the checks of its importer; none for what has no own.
"""

from __future__ import annotations

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.profile import Profile
from csvbridge.ready.accounts import check_accounts
from csvbridge.ready.bank import check_bank
from csvbridge.ready.journals import check_journals
from csvbridge.ready.purchases import check_bills, check_receipts
from csvbridge.regions import REGIONS, Region
from csvbridge.rules import regions as rules
from csvbridge.schema_files import load_account_types

TAXED = {"invoice_line": "*ItemTaxCode", "sales_receipt_line": "*ItemTaxCode", "bill_line": "*LineTaxCode"}
"""The documents whose lines carry tax codes where VAT or GST is on, and the column (qbo-import.md 5.1, 8, 10)."""


def check_importer(table: ReadyTable, profile: Profile, findings: Findings) -> None:
    """Check what only files of one importer have."""
    company = profile.company
    entity = table.template.entity
    if entity in TAXED and company.sales_tax == "codes":
        _check_tax_column(table, REGIONS[company.region], findings)
    if entity == "journal_line":
        check_journals(table, REGIONS[company.region].vendor, findings)
    elif entity == "account":
        check_accounts(table, load_account_types(), company.region, findings)
    elif entity == "bank_line":
        check_bank(table, findings)
    elif entity == "bill_line":
        check_bills(table, company, findings)
    elif entity == "sales_receipt_line":
        check_receipts(table, findings)


def _check_tax_column(table: ReadyTable, region: Region, findings: Findings) -> None:
    """Say of a file without a single tax code; one that lacks on some lines is said of its own line."""
    if any(map(str.strip, table.cells("tax_code") or ())) or not len(table):
        return
    findings.add(
        rules.TAX_COLUMN_ABSENT,
        source=table.source.number,
        tax=region.tax,
        title=table.template.title,
        wanted=TAXED[table.template.entity],
        example=region.tax_code,
    )
