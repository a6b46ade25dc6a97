"""Contacts beside other lists: people of an account, whose name, e-mail and phones are evidence of it.

In: the parts of a list. Out: those that are compared. Contacts are compared themselves only where nothing else stands
on their side, that of this run's files or that of the files compared against.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.listing.part import Part, counted
from csvbridge.mapping.customer_lists import CONTACT
from csvbridge.rules import duplicates as rules
from csvbridge.values.flags import parse_flag

LENT = ("person", "email", "mobile", "phone")
"""What a contact tells of its account where the account itself does not."""

_Owner = tuple[int, int]
"""An account: the number of its part, and its position in the table."""


def settle_contacts(parts: Sequence[Part], findings: Findings) -> list[Part]:
    """Return the parts that are compared; let the others lend what they know, and note it."""
    others = [part for part in parts if part.table.kind != CONTACT]
    sides = {part.table.known for part in others}
    lending = [part for part in parts if part.table.kind == CONTACT and part.table.known in sides]
    if not lending:
        return list(parts)
    accounts = [part for part in others if part.table.kind == "account"]
    columns = [part.own(LENT) for part in accounts]
    find = _Owners(accounts)
    for part in lending:
        lent = 0
        for (number, account), at in _chosen(part, find).items():
            part.aside[at] = f"not compared; evidence of its account {accounts[number].names[account]}"
            lent += 1
            for name in LENT:
                spare = part.texts[name][at] if name in part.texts else ""
                columns[number][name][account] = columns[number][name][account] or spare
        part.kept, part.lends = (), True
        everyone = counted(len(part.names), "contact")
        findings.add(rules.CONTACTS_LEND, source=part.table.sheet.source.number, lent=f"{lent:,}", all=everyone)
    return [part for part in parts if not any(part is one for one in lending)]


class _Owners:
    """Finds the account of a contact: by id, else by a name that only one account has."""

    def __init__(self, accounts: Sequence[Part]) -> None:
        self._by_id: dict[str, _Owner] = {}
        self._by_name: dict[str, _Owner | None] = {}
        for number, part in enumerate(accounts):
            for at, (own, name) in enumerate(zip(part.ids, part.texts["name"], strict=True)):
                if own:
                    self._by_id.setdefault(own, (number, at))
                key = name.casefold()
                self._by_name[key] = None if key in self._by_name else (number, at)

    def __call__(self, account_id: str, account_name: str) -> _Owner | None:
        if account_id and self._by_id:
            return self._by_id.get(account_id)
        return self._by_name.get(account_name.casefold()) if account_name else None


def _chosen(contacts: Part, find: _Owners) -> dict[_Owner, int]:
    """Return for each account its contact, as a conversion chooses: with an e-mail first, then primary, then in order.

    Every contact gets its reason; that of the chosen ones is said by the caller.
    """
    blank = [""] * len(contacts.names)
    texts = contacts.texts
    names = ("account_id", "company", "email", "primary")
    ids, companies, emails, primaries = (texts.get(name, blank) for name in names)
    best: dict[_Owner, tuple[bool, bool, int]] = {}
    for at in contacts.kept:
        owner = find(ids[at], companies[at])
        if owner is None:
            contacts.aside[at] = "not compared; its account is in no file, or its name is not unique"
            continue
        contacts.aside[at] = "not compared; another contact of its account was chosen"
        rank = ("@" not in emails[at], not parse_flag(primaries[at]), at)
        best[owner] = min(rank, best.get(owner, rank))
    return {owner: at for owner, (_, _, at) in best.items()}
