"""Settle each needed account's exact name in QuickBooks, and fill its row of the customers file.

In: the accounts that written deals need, and what QuickBooks holds. Out: each account known in QuickBooks (its name
byte for byte), to be written under a valid name, or held with a way out. Two accounts of one name are never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from csvbridge.converting.accounts import Accounts
from csvbridge.converting.earlier import Earlier
from csvbridge.converting.known import Known
from csvbridge.converting.records import Account
from csvbridge.converting.surviving import Surviving
from csvbridge.converting.written_before import CUSTOMER, Listed, refuse_anothers_name, settle_written
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.remembered import Exported
from csvbridge.rules import customers as rules
from csvbridge.trail import Trail
from csvbridge.values.contacts import pad_zip, read_email, read_website
from csvbridge.values.ids import read_id
from csvbridge.values.names import name_key, shorten_name, valid_name

NAME_LIMIT = 100
_COMPANY_LIMIT = 50
_PHONE_LIMIT = 30


def settle_customers(
    needed: Sequence[Account],
    accounts: Accounts,
    known: Known,
    earlier: Earlier,
    profile: Profile,
    trail: Trail,
    findings: Findings,
    surviving: Surviving | None = None,
) -> None:
    """Give each needed account its exact name, or hold it; what was decided stands before what the lists show."""
    mapped = crosswalk(profile)
    for account in needed:
        if account.needs(findings, "account_id") and not (surviving is not None and surviving.settle(account)):
            _settle(account, mapped, known, earlier, accounts, findings)
    if surviving is not None:
        surviving.name_survivors(needed)
    _refuse_namesakes(needed, accounts, mapped, surviving, trail, findings)
    _refuse_taken_short_forms(needed, accounts, known, findings)
    if surviving is not None:
        surviving.hold_with_survivors(needed)


def crosswalk(profile: Profile) -> dict[str, str]:
    """Return the profile's customers by 18-character id and by name key."""
    found = {}
    for own, name in profile.crosswalk.customers.items():
        result = read_id(own)
        found[result.id or name_key(own)] = name
    return found


def mapped_name(account: Account, mapped: dict[str, str]) -> str | None:
    """Return the customer that the crosswalk names for an account."""
    return (mapped and (mapped.get(account.account_id) or mapped.get(name_key(account.account_name)))) or None


def listed_customer(account: Account, known: Known) -> str:
    """Return the customer of QuickBooks' list that an account is by its name; blank for none or several."""
    fits = _fits(valid_name(account.account_name), known) if known.customers else []
    return fits[0] if len(fits) == 1 else ""


def customer_anyhow(account: Account, known: Known, earlier: Earlier) -> str:
    """Return the customer in QuickBooks that an account is, crosswalk and decisions aside; blank for none.

    What an earlier run wrote counts, unless a list given now does not show it.
    """
    written = earlier.customer(account)
    if written is not None:
        then = known.customers.get(name_key(written.name), [])
        if then or not known.has_customers:
            return written.name if written.name in then or not then else then[0]
    return listed_customer(account, known)


def _fits(name: str, known: Known) -> list[str]:
    fits = known.customers.get(name_key(name), [])
    if len(fits) > 1:
        fits = [full for full in fits if name_key(full) == name_key(name)] or fits
    return fits


def likely_names(account: Account, profile: Profile) -> set[str]:
    """Return the name keys under which QuickBooks may show an account: its mapped name, its valid and short form."""
    name = valid_name(account.account_name)
    mapped = mapped_name(account, crosswalk(profile))
    return {name_key(n) for n in (mapped, name, shorten_name(name, NAME_LIMIT)) if n}


def _settle(
    account: Account,
    mapped: dict[str, str],
    known: Known,
    earlier: Earlier,
    accounts: Accounts,
    findings: Findings,
) -> None:
    before = account.account_name
    name = valid_name(before)
    if not name:
        account.report(findings, rules.NAME_BLANK, "account_name", before, kind="account")
        return
    own = mapped_name(account, mapped)
    if own is not None:
        account.name, account.known = own, True
        if known.has_customers and own not in known.customers.get(name_key(own), []):
            account.report(findings, rules.CROSSWALK_UNKNOWN, "account_name", before, table="customers", name=own)
        return
    account.earlier = earlier.customer(account)
    if account.earlier is not None:
        name_then = name_key(account.earlier.name)
        if name_then in known.holders and not known.customers.keys() & {name_then, name_key(name)}:
            name = account.earlier.name  # a vendor has that name, or it was made inactive: said below
        elif settle_written(account, CUSTOMER, name, _listed(known), findings):
            return
    if known.customers and _known(account, name, known, findings):
        refuse_anothers_name(account, CUSTOMER, _of_others(account, account.name, earlier, accounts), findings)
        return
    holder = known.holders.get(name_key(name)) if known.holders else None
    if holder:
        proposal = f"{name} (customer)"
        account.report(
            findings,
            rules.NAME_HELD_BY_OTHER,
            "account_name",
            before,
            name=name,
            holder=holder,
            proposal=proposal,
            key=account.account_id or before,
        )
        return
    account.name = shorten_name(name, NAME_LIMIT)
    if refuse_anothers_name(account, CUSTOMER, _of_others(account, account.name, earlier, accounts), findings):
        return
    if name != before:
        account.report(findings, rules.NAME_CHANGED, "account_name", before, after=name)


def _listed(known: Known) -> Listed | None:
    return (lambda key: known.customers.get(key, ())) if known.has_customers else None


def _of_others(account: Account, name: str, earlier: Earlier, accounts: Accounts) -> list[Exported]:
    """Return the customers written under a name, without those that Salesforce has merged into the account since."""
    return [one for one in earlier.customers_named(name) if not _merged_into(one, account, accounts)]


def _merged_into(one: Exported, account: Account, accounts: Accounts) -> bool:
    seen = set()
    own = accounts.by_id.get(one.record.removeprefix("account "))
    while own is not None and own.deleted and own.account_id not in seen:
        seen.add(own.account_id)
        own = accounts.by_id.get(own.master_id)
    return own is account and bool(seen)


def _known(account: Account, name: str, known: Known, findings: Findings) -> bool:
    fits = _fits(name, known)
    if len(fits) > 1:
        account.report(
            findings,
            rules.SEVERAL_QUICKBOOKS_NAMES,
            "account_name",
            account.account_name,
            kind="customer",
            name=name,
            fits=", ".join(fits[:5]),
            table="customers",
            key=account.account_id or account.account_name,
            first=fits[0],
        )
        return True
    if not fits:
        return False
    account.name, account.known = fits[0], True
    if fits[0] != account.account_name:
        account.report(
            findings,
            rules.KNOWN_NAME_USED,
            "account_name",
            account.account_name,
            kind="customer",
            after=fits[0],
        )
    return True


def _refuse_namesakes(
    needed: Sequence[Account],
    accounts: Accounts,
    mapped: dict[str, str],
    surviving: Surviving | None,
    trail: Trail,
    findings: Findings,
) -> None:
    """Two accounts of one name: hold them, unless only one is needed and QuickBooks does not know the name yet.

    Those that were decided to be one customer are one.
    """
    needed_ids = {id(account) for account in needed}
    for namesakes in accounts.by_name.values():
        if len(namesakes) < 2:
            continue
        # an account that was written before keeps its name, whoever is called so too by now
        here = [a for a in namesakes if not a.deleted and a.earlier is None and mapped_name(a, mapped) is None]
        here = here if surviving is None else surviving.one_each(here)
        wanted = [a for a in here if id(a) in needed_ids and not a.blocked]
        if len(here) < 2 or not wanted:
            continue
        for account in wanted:
            other = next(a for a in here if a is not account)
            facts: dict[str, Any] = {"name": account.name, "other": _place(other, trail)}
            if len(wanted) == 1 and not account.known:
                account.report(findings, rules.NAMESAKE, "account_name", account.account_name, **facts)
                continue
            if surviving is not None and surviving.say_apart(account, here):
                continue
            account.report(
                findings,
                rules.NAME_TWICE,
                "account_name",
                account.account_name,
                kind="account",
                table="customers",
                key=account.account_id or account.account_name,
                **facts,
            )


def _place(account: Account, trail: Trail) -> str:
    source, row = trail.origin(account.rows[0])
    return f"{source.path}:{row}" + (f", {account.account_id}" if account.account_id else "")


def _refuse_taken_short_forms(needed: Sequence[Account], accounts: Accounts, known: Known, findings: Findings) -> None:
    """A name over the limit is written in its short form, unless somebody has that name."""
    if all(len(valid_name(account.account_name)) <= NAME_LIMIT for account in needed):
        return
    sharing: dict[str, list[Account]] = {}
    for account in needed:
        if account.name and not account.known:
            sharing.setdefault(name_key(account.name), []).append(account)
    for account in needed:
        name = valid_name(account.account_name)
        if account.blocked or account.known or len(name) <= NAME_LIMIT:
            continue
        key = name_key(account.name)
        facts: dict[str, Any] = {"length": len(name), "limit": NAME_LIMIT, "after": account.name, "table": "customers"}
        others = [a for a in (*accounts.by_name.get(key, []), *sharing.get(key, [])) if a is not account]
        by = ""
        if key in known.customers:
            by = "a customer in QuickBooks"
        elif key in known.holders:
            by = f"{known.holders[key]} in QuickBooks"
        elif others:  # of two long names that shorten alike both wait, as any two of one name do
            by = f'the account "…{others[0].account_name[-40:]}"'
        if by:
            crosswalk_key = account.account_id or account.account_name
            account.report(
                findings,
                rules.SHORT_FORM_TAKEN,
                "account_name",
                account.account_name,
                by=by,
                key=crosswalk_key,
                **facts,
            )
        else:
            account.report(findings, rules.NAME_SHORTENED, "account_name", account.account_name, **facts)


def customer_cells(account: Account, us_states: frozenset[str], region: str, findings: Findings) -> dict[str, str]:
    """Return the cells of an account's row in the customers file; what QuickBooks would refuse is left out and said."""
    if account.from_deal:
        account.report(findings, rules.CUSTOMER_FROM_DEAL, "account_name", account.account_name, name=account.name)
    if account.parent:
        account.report(findings, rules.PARENT_FLAT, "parent_name", account.parent, parent=account.parent)
    company = account.name if len(account.name) <= _COMPANY_LIMIT else ""
    if not company:
        account.report(findings, rules.COMPANY_BLANK, "account_name", account.account_name, length=len(account.name))
    contact = account.contact
    mobile, row = (contact.mobile, contact.rows[0]) if contact is not None else (account.mobile, account.rows[0])
    return {
        "name": account.name,
        "company": company,
        "email": _email(account, findings),
        "phone": _phone(account, "phone", account.phone, account.rows[0], findings),
        "mobile": _phone(account, "mobile", mobile, row, findings),
        "fax": _phone(account, "fax", account.fax, account.rows[0], findings),
        "website": _website(account, findings),
        "street": account.street,
        "city": account.city,
        "state": account.state,
        "postal_code": _zip(account, us_states, region, findings),
        "country": account.country,
    }


def _email(account: Account, findings: Findings) -> str:
    """The chosen contact's address, else the account's own (a person account)."""
    sources: Iterable[tuple[str, int]] = [(account.email, account.rows[0])]
    if account.contact is not None:
        sources = [(account.contact.email, account.contact.rows[0]), *sources]
    for given, row in sources:
        result = read_email(given)
        if result.status == "invalid":
            account.report(findings, rules.EMAIL_LEFT_OUT, "email", given, row=row, problem=result.problem)
        elif result.status == "changed":
            account.report(findings, rules.EMAIL_TIDIED, "email", given, row=row, after=result.text)
        if result.status in ("ok", "changed"):
            return result.text
    return ""


def _phone(account: Account, field: str, number: str, row: int, findings: Findings) -> str:
    if len(number) <= _PHONE_LIMIT:
        return number
    account.report(findings, rules.PHONE_LEFT_OUT, field, number, row=row, length=len(number))
    return ""


def _website(account: Account, findings: Findings) -> str:
    result = read_website(account.website)
    if result.status == "unusable":
        account.report(findings, rules.WEBSITE_LEFT_OUT, "website", account.website, problem=result.problem)
        return ""
    if result.status == "changed":
        account.report(findings, rules.WEBSITE_SCHEME, "website", account.website, after=result.text)
    return result.text


def _zip(account: Account, us_states: frozenset[str], region: str, findings: Findings) -> str:
    if region != "us" and not account.country.strip():
        return account.postal_code  # at home, and home is no place of ZIPs: 2600 with ACT, 6000 with WA are whole
    padded = pad_zip(account.postal_code, account.country, account.state, us_states)
    if padded is None:
        return account.postal_code
    account.report(findings, rules.ZIP_PADDED, "postal_code", account.postal_code, after=padded)
    return padded
