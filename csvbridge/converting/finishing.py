"""Say the final fate of every record that is still open, and put the written ones in the order of their files."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from csvbridge.converting import documents
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.converting.surviving import Surviving
from csvbridge.decision_words import with_reason
from csvbridge.findings import Findings
from csvbridge.rules import once_only
from csvbridge.rules import products as product_rules
from csvbridge.trail import Fate
from csvbridge.values.names import name_key


def finish(conversion: Conversion, findings: Findings) -> None:
    """Say the final fate of everything that is still open."""
    written = conversion.open_deals
    for deal in written:
        deal.fate = Fate.WRITTEN
    conversion.invoices = [deal for deal in written if not deal.credit]
    conversion.credits = [deal for deal in written if deal.credit]
    _finish_customers(conversion, written)
    _finish_products(conversion, written, findings)


def _finish_customers(conversion: Conversion, written: Sequence[Deal]) -> None:
    include, accounts = conversion.profile.customers.include, conversion.accounts
    # where QuickBooks has no invoice import the documents are typed by hand, and need their customers all the same
    waiting = [
        d for d in conversion.deals.all if conversion.no_importer and d.reason.startswith(conversion.no_importer)
    ]
    invoiced = {id(_kept(deal.account)) for deal in (*written, *waiting) if deal.account is not None}
    everyone = include == "all" or (include == "auto" and not conversion.deals.all)
    for account in accounts.all:
        if account.fate is not None or account.survivor is not None:
            continue
        if id(account) not in invoiced and not (everyone and account.row):
            if account.deleted:
                account.skip("deleted in Salesforce")
            elif everyone and account.known:
                account.fate, account.reason = Fate.MERGED, _merged_words(account, conversion.known.customers)
            else:
                account.skip("no invoice or credit note of this run needs it")
        elif account.known:
            account.fate, account.reason = Fate.MERGED, _merged_words(account, conversion.known.customers)
        else:
            account.fate = Fate.WRITTEN
            conversion.customers.append(account)
    if conversion.surviving is not None:
        _finish_decided(conversion, conversion.surviving)


def _kept(account: Account) -> Account:
    return account if account.survivor is None else account.survivor


def _finish_decided(conversion: Conversion, surviving: Surviving) -> None:
    """Say the fate of accounts that are one with another one: merged into it, or left out with it."""
    for account in conversion.accounts.all:
        kept = account.survivor
        if kept is None or account.fate is not None:
            continue
        if kept.fate in (Fate.WRITTEN, Fate.MERGED):
            decided = f", {with_reason(account.decided)}" if account.decided is not None else ""
            as_ = f'; QuickBooks has it as "{account.name}"' if account.known else ""
            account.fate = Fate.MERGED
            account.reason = f'the same customer as "{kept.account_name}"{surviving.place(kept)}{decided}{as_}'
        else:
            account.skip("no invoice or credit note of this run needs it")


def _finish_products(conversion: Conversion, written: Sequence[Deal], findings: Findings) -> None:
    catalogue, include = conversion.catalogue, conversion.profile.products.include
    used = {id(line.product) for deal in written for line in documents.written_lines(deal)}
    for product in (*catalogue.all, *catalogue.made.values()):
        if product.fate is not None:
            continue
        if id(product) not in used and (product.from_line or include == "used"):
            product.skip("no written line uses it")
        elif id(product) not in used and (product.deleted or not product.active):
            product.skip("deleted in Salesforce" if product.deleted else "inactive in Salesforce")
        elif product.known:
            product.fate, product.reason = Fate.MERGED, _merged_words(product, conversion.known.items)
        else:
            product.fate = Fate.WRITTEN
            conversion.products.append(product)
        if product.fate is not Fate.SKIPPED and id(product) in used:
            _warn_used(product, findings)
    default = catalogue.default
    if default is not None and not default.assumed and id(default) in used:
        default.fate = Fate.WRITTEN
        conversion.products.append(default)
        findings.add(product_rules.DEFAULT_ITEM_WRITTEN, row=default.rows[0], name=default.name)
    elif default is not None and id(default) in used and default.earlier is not None:
        facts: dict[str, Any] = {"kind": "product", "table": "products", "key": default.product_name}
        facts["run"] = default.earlier.run
        file = default.earlier.file or "its file"
        findings.add(once_only.NOT_IN_LIST, value=default.name, name=default.name, file=file, **facts)
    elif default is not None and id(default) in used and not conversion.known.has_items:
        findings.add(product_rules.DEFAULT_ITEM_ASSUMED, name=default.name)


def _merged_words(record: Account | Product, listed: Container[str]) -> str:
    """Return why a record is not written: QuickBooks' list shows it, or an earlier run wrote it."""
    if record.earlier is None or name_key(record.name) in listed:
        decision = record.decided if isinstance(record, Account) else None
        decided = f", {with_reason(decision)}" if decision is not None else ""
        return f'QuickBooks already has it as "{record.name}"{decided}'
    return f'written already as "{record.name}" in run {record.earlier.run}'


def _warn_used(product: Product, findings: Findings) -> None:
    if (product.deleted or not product.active) and not product.known:
        product.report(findings, product_rules.INACTIVE_USED, "active", name=product.name)
    if product.from_line and not product.known:
        key = product.code or product.product_name
        product.report(findings, product_rules.ITEM_FROM_LINE, "product_code", product.code, name=product.name, key=key)
