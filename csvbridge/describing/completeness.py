"""Which records lack something: won opportunities without products, account or contact, lines without opportunity.

In: a conversion, whose records are put together. Out: a finding for each such record, on its own row. Whether it was
written, or would be, makes no difference here.
"""

from __future__ import annotations

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Deal
from csvbridge.findings import Findings
from csvbridge.rules import completeness as rules
from csvbridge.values.names import name_key


def list_incomplete(conversion: Conversion, findings: Findings) -> None:
    """Say of every won opportunity what it lacks, and of every line that it has no opportunity."""
    won = {stage.casefold() for stage in conversion.profile.salesforce.stages}
    deals = [d for d in conversion.deals.all if d.stage.casefold() in won and not d.deleted]
    _without_products(deals, findings)
    _without_account(deals, conversion, findings)
    _without_contact(deals, conversion, findings)
    for line in conversion.deals.orphans:
        named = line.line_id or line.product_name or line.product_code or "without a name"
        findings.add(rules.LINE_ALONE, row=line.rows[0], field="opportunity_id", line=named[:120])


def _named(deal: Deal) -> str:
    return f'"{deal.opportunity_name[:120]}"' if deal.opportunity_name else deal.opportunity_id or "without a name"


def _without_products(deals: list[Deal], findings: Findings) -> None:
    for deal in deals:
        if not live_lines(deal) and not deal.product_code and not deal.has_products:
            findings.add(rules.WITHOUT_PRODUCTS, row=deal.rows[0], field="opportunity_name", deal=_named(deal))


def _without_account(deals: list[Deal], conversion: Conversion, findings: Findings) -> None:
    accounts = conversion.accounts
    own = [account for account in accounts.all if not account.from_deal]
    ids = {account.account_id for account in own if account.account_id}
    names = {name_key(account.account_name) for account in own}
    for deal in deals:
        by_id = bool(deal.account_id and ids)
        if not deal.account_id and not deal.account_name.strip():
            problem = "names no account"
        elif accounts.given and not (deal.account_id in ids if by_id else name_key(deal.account_name) in names):
            problem = f'names an account that is in no file ("{(deal.account_name or deal.account_id)[:120]}")'
        else:
            continue
        field = "account_name" if deal.account_name else "account_id"
        findings.add(rules.WITHOUT_ACCOUNT, row=deal.rows[0], field=field, deal=_named(deal), problem=problem)


def _without_contact(deals: list[Deal], conversion: Conversion, findings: Findings) -> None:
    if not conversion.contacts:
        return  # no contacts file: that is said once, not of every deal
    ids = {contact.account_id for contact in conversion.contacts if contact.account_id}
    names = {name_key(contact.account_name) for contact in conversion.contacts if contact.account_name}
    id_of = {name_key(account.account_name): account.account_id for account in conversion.accounts.all}
    for deal in deals:
        key = name_key(deal.account_name)
        own_id = deal.account_id or id_of.get(key, "")
        if (not own_id and not key) or own_id in ids or (key in names and not (own_id and ids)):
            continue
        named = (deal.account_name or deal.account_id)[:120]
        findings.add(rules.WITHOUT_CONTACT, row=deal.rows[0], field="account_name", deal=_named(deal), account=named)
