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
from csvbridge.regions import REGIONS
from csvbridge.schema_files import load_account_types


def check_importer(table: ReadyTable, profile: Profile, findings: Findings) -> None:
    """Check what only files of one importer have."""
    company = profile.company
    entity = table.template.entity
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
