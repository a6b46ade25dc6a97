"""Gather what near-duplicates are looked for among: the accounts of this run, and the names that QuickBooks holds.

In: the accounts that the run needs, and the rows of QuickBooks' lists. Out: one list of records as columns of text, the
accounts first. An account whose own row cannot be believed is left out; a name that two lists show is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from csvbridge.converting.known import DELETED, leaf
from csvbridge.converting.records import Account
from csvbridge.findings import Effect
from csvbridge.trail import Fate
from csvbridge.typed_rows import TypedRows
from csvbridge.values.names import valid_name

ACCOUNT, CUSTOMER, INACTIVE, VENDOR, EMPLOYEE = "account", "customer", "inactive customer", "vendor", "employee"

_ADDRESS = ("street", "city", "state", "postal_code", "country")
_FIELDS = ("name", "company", "person", "email", "phone", "mobile", "fax", "website", *_ADDRESS, "tax_id", "currency")
_LISTS = {"known_customer": CUSTOMER, "known_vendor": VENDOR, "known_employee": EMPLOYEE}
_LABELLED = re.compile(r"(phone|mobile|fax|other)[^:0-9]*:", re.IGNORECASE)


@dataclass(slots=True)
class Compared:
    """Records as columns; the accounts come first, and QuickBooks' records after them."""

    accounts: list[Account] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    """Field of a customer -> its texts, blank where nothing is known."""
    names: list[str] = field(default_factory=list)
    """The name as its own file shows it."""
    rows: list[int] = field(default_factory=list)
    """Row id of each record."""
    kinds: list[str] = field(default_factory=list)
    carried: dict[str, frozenset[str]] = field(default_factory=dict)
    """Kind of record -> the fields that each of its files had a column for."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def known(self) -> list[bool]:
        """Per record, whether it stands in one of QuickBooks' lists."""
        return [kind != ACCOUNT for kind in self.kinds]

    @property
    def has_lists(self) -> bool:
        """Whether there is any record of QuickBooks' among them."""
        return len(self.names) > len(self.accounts)


def gather(needed: Sequence[Account], rows: Mapping[str, TypedRows]) -> Compared:
    """Return the records to compare: needed accounts that are not rejected, and what QuickBooks' lists hold."""
    accounts = [account for account in needed if _can_be_compared(account)]
    found = Compared(accounts)
    found.columns = _account_columns(accounts, rows["account"])
    found.names = [account.account_name for account in accounts]
    found.rows = [account.rows[0] for account in accounts]
    found.kinds = [ACCOUNT] * len(accounts)
    found.carried = {ACCOUNT: _account_fields(rows)}
    for entity, kind in _LISTS.items():
        _add_list(found, rows[entity], kind)
        found.carried[kind] = _list_fields(rows[entity])
    found.carried[INACTIVE] = found.carried[CUSTOMER]
    found.columns = {name: texts for name, texts in found.columns.items() if any(texts)}
    return found


def _can_be_compared(account: Account) -> bool:
    """Whether an account is not rejected, nor about to be for its id or its name."""
    fault = account.faults.get("account_id")
    if account.fate is Fate.REJECTED or (fault is not None and fault[1].rule.effect is Effect.REJECT):
        return False
    return bool(valid_name(account.account_name))


# --- columns --------------------------------------------------------------------------------------------------------


def _in_all(rows: TypedRows) -> frozenset[str]:
    """Return the fields that every file of a kind carries: a blank cell says something only where none lacks it."""
    return frozenset.intersection(*rows.fields.values()) if rows.fields else frozenset()


def _account_fields(rows: Mapping[str, TypedRows]) -> frozenset[str]:
    """Return the compared fields that the accounts have columns for, those of their contacts among them."""
    accounts, contacts = _in_all(rows["account"]), _in_all(rows["contact"])
    own: set[str] = {name for name in ("phone", "fax", "website", "tax_id", "currency") if name in accounts}
    own |= {name for name in _ADDRESS if name in accounts or f"shipping_{name}" in accounts}
    own |= {name for name in ("email", "mobile") if name in contacts}
    own |= {"person"} if contacts else set()
    return frozenset(own | {"name"})


def _list_fields(rows: TypedRows) -> frozenset[str]:
    """Return the compared fields that a list of QuickBooks has columns for."""
    own = {name for name in _FIELDS if name in _in_all(rows)} | {"name"}
    return frozenset(own | ({"mobile", "fax"} if "phone" in own else set()))  # one cell of several numbers


# --- accounts -------------------------------------------------------------------------------------------------------


def _account_columns(accounts: Sequence[Account], rows: TypedRows) -> dict[str, list[str]]:
    """Return the columns of accounts; the contact is the one that was chosen, the address billing, else shipping."""
    chosen = [account.contact for account in accounts]
    columns = {name: [getattr(account, name) for account in accounts] for name in ("phone", "fax", "website")}
    columns["name"] = [account.account_name for account in accounts]
    columns["company"] = [""] * len(accounts)
    columns["person"] = [contact.name if contact is not None else "" for contact in chosen]
    for name in ("email", "mobile"):
        columns[name] = [
            (getattr(contact, name) if contact is not None else "") or getattr(account, name)
            for account, contact in zip(accounts, chosen, strict=True)
        ]
    at = dict(zip(rows.row_ids, range(len(rows)), strict=True))
    places = [at.get(account.rows[0], -1) for account in accounts]

    def own(name: str) -> list[str]:
        texts = rows.columns.get(name, []) if rows.has(name) else []
        return [texts[place] if place >= 0 else "" for place in places] if texts else [""] * len(places)

    billing = {name: [getattr(account, name) for account in accounts] for name in _ADDRESS}
    shipping = {name: own(f"shipping_{name}") for name in _ADDRESS}
    shipping["street"] = [", ".join(text.splitlines()) for text in shipping["street"]]
    columns |= _billing_or_shipping(billing, shipping)
    columns |= {"tax_id": own("tax_id"), "currency": own("currency")}
    return columns


def _billing_or_shipping(billing: dict[str, list[str]], shipping: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return one address an account, whole: a country alone is none."""
    if not any(any(texts) for texts in shipping.values()):
        return billing
    placed = [any(parts) for parts in zip(billing["street"], billing["city"], billing["postal_code"], strict=True)]
    return {
        name: [one if has else other for one, other, has in zip(billing[name], shipping[name], placed, strict=True)]
        for name in _ADDRESS
    }


# --- QuickBooks' lists ----------------------------------------------------------------------------------------------


def _add_list(found: Compared, rows: TypedRows, kind: str) -> None:
    """Append a list's records; a name that stands on several rows, of one list or two, fills its own blanks."""
    names = rows.columns.get("display_name", [])
    given = {name: rows.columns[name] for name in _FIELDS if name in rows.columns and rows.has(name)}
    given |= dict(_phones(given.pop("phone"))) if "phone" in given else {}
    start = len(found)
    first: dict[str, int] = {}
    again = []
    for place, name in enumerate(names):
        if name and first.setdefault(name, place) != place:
            again.append(place)
    kept = list(first.values())
    inactive = rows.columns.get("inactive") or [None] * len(names)
    off = [kind == CUSTOMER and (bool(inactive[place]) or DELETED.search(names[place]) is not None) for place in kept]
    found.names += first
    found.rows += [rows.row_ids[place] for place in kept]
    found.kinds += [INACTIVE if is_off else kind for is_off in off]
    given["name"] = [leaf(DELETED.sub("", name)) for name in names]
    for name, texts in found.columns.items():
        told = given.get(name)
        texts.extend([told[place] for place in kept] if told is not None else [""] * len(kept))
    position_of = {name: start + at for at, name in enumerate(first)}
    for place in again:
        _fill(found, position_of[names[place]], {name: texts[place] for name, texts in given.items()})


def _fill(found: Compared, position: int, cells: dict[str, str]) -> None:
    """Fill what a record's first row leaves blank; an address in parts stands before a whole one in a single cell."""
    in_parts = bool(cells.get("city")) and not found.columns["city"][position]
    for name, text in cells.items():
        texts = found.columns[name]
        texts[position] = text if in_parts and name in _ADDRESS else texts[position] or text


def _phones(values: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield phone, mobile and fax of cells such as `Phone:(555) 010-1234 Mobile:...` (qbo-import.md 15.2)."""
    told = {value: _by_label(value) for value in set(values)}
    for name in ("phone", "mobile", "fax"):
        yield name, [told[value].get(name, "") for value in values]


def _by_label(value: str) -> dict[str, str]:
    before, *parts = _LABELLED.split(value)
    found = {"phone": before.strip()}
    for label, number in zip(parts[::2], parts[1::2], strict=True):
        name = label.casefold() if label.casefold() != "other" else "mobile"
        found[name] = found.get(name) or number.strip(" ,;")
    return found
