"""Find each deal's account, and each account's contact.

In: checked rows of accounts and contacts, and the deals. Out: accounts, each once, in order of appearance; every
deal joined to its account, or held with the reason. An account is found by id, else by the name in the deal; it is
never made from an id. Without an accounts file the name in the deal is enough.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from csvbridge.converting.merging import SameRecords, faults_of
from csvbridge.converting.records import Account, Contact, Deal
from csvbridge.findings import Findings
from csvbridge.rules import cells, documents
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.contacts import read_email
from csvbridge.values.names import name_key, valid_keys, valid_name

_COMPARED = (
    "account_name",
    "parent_name",
    "phone",
    "fax",
    "website",
    "street",
    "city",
    "state",
    "postal_code",
    "country",
)
_CELLS = (*_COMPARED, "account_id", "email", "mobile", "deleted", "master_id", "parent_id")
_TOLD = ("phone", "fax", "website", "street", "city", "state", "postal_code", "country", "email", "mobile")
"""The cells that stand between the parent and `deleted` among the fields of `Account`, in their order."""


@dataclass(slots=True)
class Accounts:
    """All accounts, with the ways to find one."""

    all: list[Account] = field(default_factory=list)
    given: bool = False
    """Whether an accounts file was given at all."""
    by_id: dict[str, Account] = field(default_factory=dict)
    by_name: dict[str, list[Account]] = field(default_factory=dict)
    _folded: frozenset[str] | None = None

    def add(self, account: Account) -> Account:
        """Take an account in under its id and its name."""
        self.add_all([account])
        return account

    def add_all(self, accounts: Sequence[Account]) -> None:
        """Take accounts in under their ids and names."""
        self.all += accounts
        self.by_id |= {account.account_id: account for account in accounts if account.account_id}
        for key, account in zip(valid_keys([a.account_name for a in accounts]), accounts, strict=True):
            self.by_name.setdefault(key, []).append(account)

    def has_folded_id(self, body: str) -> bool:
        """Whether an accounts file has the 15 characters of an id but for their case."""
        if self._folded is None:
            self._folded = frozenset(known[:15].casefold() for known in self.by_id)
        return body.casefold() in self._folded


def read_accounts(rows: TypedRows, trail: Trail, findings: Findings) -> Accounts:
    """Return the accounts of the accounts exports; equal rows are one account."""
    accounts = Accounts(given=bool(rows.fields))
    columns, row_ids = rows.columns, rows.row_ids
    faulty = {row for row, _ in rows.faults}
    by_id = dict(zip(columns["account_id"], columns["account_name"], strict=True))
    parents = [
        name or (by_id.get(parent, parent) if parent else "")
        for name, parent in zip(columns["parent_name"], columns["parent_id"], strict=True)
    ]
    same = SameRecords(trail, findings, rows.fields)
    own_ids = columns["account_id"]
    keys: list[Hashable] = [*own_ids]
    if not all(own_ids):  # without ids an account is the same when all that is said of it is
        compared = zip(*(columns[name] for name in _COMPARED), strict=True)
        keys = [
            account_id or (row if row in faulty else contents)
            for account_id, row, contents in zip(own_ids, row_ids, compared, strict=True)
        ]
    told = (columns["account_name"], parents, *(columns[name] for name in _TOLD), map(bool, columns["deleted"]))
    each = list(map(Account, ([row] for row in row_ids), own_ids, *told, columns["master_id"]))
    made: list[Account] = []
    for first, *further in same.group(rows, keys, "the account", _COMPARED):
        account = each[first]
        if row_ids[first] in faulty:
            account.faults = faults_of(rows.faults, row_ids[first], _CELLS)
        made.append(account)
        for p in further:
            account.rows.append(row_ids[p])
            same.twice(account.label, row_ids[first], row_ids[p])
    accounts.add_all(made)
    _refuse_two_files(accounts, same, trail)
    return accounts


def _refuse_two_files(accounts: Accounts, same: SameRecords, trail: Trail) -> None:
    """Without ids, one name with different contents in two files is the same record told twice."""
    for namesakes in accounts.by_name.values():
        if len(namesakes) < 2:
            continue
        nameless = [account for account in namesakes if not account.account_id and not account.faults]
        if len(nameless) < 2:
            continue
        first = nameless[0]
        home = trail.source(first.rows[0])
        for other in nameless[1:]:
            if trail.source(other.rows[0]) != home:
                here, there = _contents(first), _contents(other)
                same.compare(f"account {first.account_name}", first.rows[0], here, other.rows[0], there)


def _contents(account: Account) -> dict[str, Any]:
    return {n: account.parent if n == "parent_name" else getattr(account, n) for n in _COMPARED}


def join_deals(deals: Sequence[Deal], accounts: Accounts, findings: Findings) -> None:
    """Join each deal to its account; a deal whose account cannot be known is held."""
    for deal in deals:
        deal.account = _account_of(deal, accounts, findings)


def account_named(deal: Deal, accounts: Accounts) -> Account | None:
    """Return the account that a deal names, or one of that name alone when there is none or several."""
    if deal.account_id in accounts.by_id:
        return accounts.by_id[deal.account_id]
    fits = accounts.by_name.get(name_key(valid_name(deal.account_name)), [])
    if len(fits) == 1:
        return fits[0]
    if not deal.account_name:
        return None
    return Account(rows=deal.rows, account_id="", account_name=deal.account_name)


def _account_of(deal: Deal, accounts: Accounts, findings: Findings) -> Account | None:
    if not accounts.given:
        return _account_from_deal(deal, accounts, findings)
    if "account_id" in deal.faults and not (
        deal.account_name and deal.faults["account_id"][1].rule is cells.ID_CASE_LOST
    ):
        deal.needs(findings, "account_id")
        return None
    if deal.account_id and accounts.by_id:
        account = accounts.by_id.get(deal.account_id)
        if account is not None:
            return _successor(deal, account, accounts, findings)
        if not _case_lost(deal, accounts):
            named = f"{deal.account_name}, {deal.account_id}" if deal.account_name else deal.account_id
            deal.report(findings, documents.ACCOUNT_UNKNOWN, "account_id", deal.account_id, account=named)
            return None
    if not deal.account_name:
        rule = documents.ACCOUNT_UNKNOWN if deal.account_id else documents.NO_ACCOUNT
        deal.report(findings, rule, "account_name", account=deal.account_id)
        return None
    account = _by_name(deal, accounts, findings)
    if account is not None and ("account_id" in deal.faults or _case_lost(deal, accounts)):
        value = deal.faults["account_id"][1].value if "account_id" in deal.faults else deal.account_id
        deal.report(findings, cells.ACCOUNT_BY_NAME, "account_id", value, name=account.account_name)
    return account


def _case_lost(deal: Deal, accounts: Accounts) -> bool:
    """Whether the id is in the accounts file but for its case: a folded id may mean another record."""
    body = deal.account_id[:15]
    one_case = body in (body.lower(), body.upper())
    return one_case and bool(deal.account_id) and deal.account_id not in accounts.by_id and accounts.has_folded_id(body)


def _by_name(deal: Deal, accounts: Accounts, findings: Findings) -> Account | None:
    fitting = [a for a in accounts.by_name.get(name_key(valid_name(deal.account_name)), []) if not a.deleted]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        deal.report(findings, documents.ACCOUNT_UNKNOWN, "account_name", deal.account_name, account=deal.account_name)
        return None
    fits = ", ".join(account.account_id or account.account_name for account in fitting[:5])
    deal.report(
        findings,
        documents.ACCOUNT_AMBIGUOUS,
        "account_name",
        deal.account_name,
        account=deal.account_name,
        fits=fits,
    )
    return None


def _successor(deal: Deal, account: Account, accounts: Accounts, findings: Findings) -> Account | None:
    """Follow a merged account to the one it was merged into."""
    seen = set()
    while account.deleted and account.master_id in accounts.by_id and account.account_id not in seen:
        seen.add(account.account_id)
        account = accounts.by_id[account.master_id]
    if account.deleted:
        deal.report(findings, documents.ACCOUNT_DELETED, "account_id", deal.account_id, account=account.account_name)
        return None
    return account


def _account_from_deal(deal: Deal, accounts: Accounts, findings: Findings) -> Account | None:
    """Without an accounts file the deal's own words name the customer; an id alone names nobody."""
    if not deal.account_name:
        deal.report(findings, documents.NO_ACCOUNT, "account_name", account="")
        return None
    account = accounts.by_id.get(deal.account_id) if deal.account_id else None
    if account is None and not deal.account_id:
        same_name = accounts.by_name.get(name_key(valid_name(deal.account_name)), [])
        account = same_name[0] if len(same_name) == 1 else None
    if account is None:
        account = accounts.add(
            Account(
                rows=[deal.rows[0]],
                account_id=deal.account_id,
                account_name=deal.account_name,
                from_deal=True,
            )
        )
    return account


def read_contacts(rows: TypedRows) -> list[Contact]:
    """Return the contacts in order of appearance; a contact whose cells cannot be read is still a contact."""
    names = (
        "contact_id",
        "account_id",
        "account_name",
        "first_name",
        "last_name",
        "full_name",
        "email",
        "mobile",
        "primary",
    )
    columns = [rows.columns[name] for name in names]
    contacts = [
        Contact(
            rows=[row],
            contact_id=contact_id,
            account_id=account_id,
            account_name=account_name,
            name=full_name or f"{first_name} {last_name}".strip(),
            email=email,
            mobile=mobile,
            primary=bool(primary),
        )
        for row, contact_id, account_id, account_name, first_name, last_name, full_name, email, mobile, primary in zip(
            rows.row_ids, *columns, strict=True
        )
    ]
    for contact, deleted in zip(contacts, rows.columns["deleted"], strict=True):
        if deleted:
            contact.skip("deleted in Salesforce")
    return contacts


def choose_contacts(contacts: Sequence[Contact], accounts: Accounts) -> None:
    """Give each account its contact: primary first, then the first; those with a valid e-mail before all others.

    Every contact is skipped in the trail, with what it served for.
    """
    theirs: dict[int, list[Contact]] = {}
    of: dict[int, Account] = {}
    for contact in contacts:
        account = accounts.by_id.get(contact.account_id) if contact.account_id else None
        if account is None and not (contact.account_id and accounts.by_id):
            namesakes = (
                accounts.by_name.get(name_key(valid_name(contact.account_name)), []) if contact.account_name else []
            )
            account = namesakes[0] if len(namesakes) == 1 else None
        if account is None:
            contact.skip("its account is in no file, or its name is not unique")
            continue
        theirs.setdefault(id(account), []).append(contact)
        of[id(account)] = account
    for key, candidates in theirs.items():
        account = of[key]
        valid = [c for c in candidates if read_email(c.email).status in ("ok", "changed")]
        pool = valid or candidates
        chosen = next((c for c in pool if c.primary), pool[0])
        account.contact = chosen
        why = "primary contact" if chosen.primary else "first contact"
        with_mail = " with a valid e-mail address" if valid else ", none has a valid e-mail address"
        for contact in candidates:
            if contact is chosen:
                contact.skip(f"gives e-mail and mobile to {account.account_name}: {why}{with_mail}")
            else:
                contact.skip(f"another contact was chosen for {account.account_name}: {chosen.name}")
