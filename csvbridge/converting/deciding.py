"""Which decisions are in force in this run, and which account is meant by each.

In: what the memory remembers, the accounts of the run, what QuickBooks holds, the records that were compared and the
pairs that matching found. Out: ties in force; the decisions that are asked again since a compared field changed, and
those that stand though it did (matching does not find the two alike any more). Names are given elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from csvbridge.converting.accounts import Accounts
from csvbridge.converting.comparing import INACTIVE, Compared
from csvbridge.converting.found import Found
from csvbridge.converting.known import Known, leaf
from csvbridge.converting.records import Account
from csvbridge.decision_words import change_words, is_account, quickbooks_name
from csvbridge.remembered import (
    Decision,
    Exported,
    Member,
    Remembered,
    member,
    pair_key,
    quickbooks_key,
    told_fields,
)
from csvbridge.ties import CUSTOMER, Ties
from csvbridge.values.names import name_key, valid_name

_SAME = ("same", "same-as-quickbooks")


class _Places:
    """Where the records of decisions stand among those that were compared."""

    def __init__(self, records: Compared, wanted: frozenset[str]) -> None:
        self.records = records
        self.at: dict[str, int] = {}
        several: set[str] = set()
        for position, account in enumerate(records.accounts):
            key = account.key
            if key in wanted and self.at.setdefault(key, position) != position:
                several.add(key)
        for key in several:  # accounts of one name without ids: nobody knows which is meant
            del self.at[key]
        for position in range(len(records.accounts), len(records)):
            key = quickbooks_key(records.kinds[position].removeprefix("inactive "), records.names[position])
            if key in wanted:
                self.at.setdefault(key, position)

    def member(self, key: str) -> Member | None:
        """Return a record as it stands now; None where it was not compared."""
        at = self.at.get(key)
        if at is None:
            return None
        records = self.records
        fields = told_fields(records.columns, records.carried.get(records.kinds[at], frozenset()), at)
        return member(key, records.names[at], fields)


@dataclass(slots=True)
class InForce:
    """What holds in this run, once it is known what changed."""

    ties: Ties
    asked_again: dict[str, tuple[Decision, str]] = field(default_factory=dict)
    """Key of a pair -> what was decided, and what changed since: a person is to decide anew."""
    stands: list[tuple[Decision, str]] = field(default_factory=list)
    """Decisions that stand though something changed."""
    listed: list[Decision] = field(default_factory=list)
    """Those of which the run knows a record: evidence/decisions.jsonl."""


class Deciding:
    """The decisions of a run, with the accounts that they mean."""

    def __init__(
        self,
        remembered: Remembered,
        accounts: Accounts,
        known: Known,
        own_customer: Callable[[Account], str],
        by_profile: Callable[[Account], str],
        mapped_names: Iterable[str],
    ) -> None:
        """Take decisions in.

        `own_customer` says which customer in QuickBooks an account is, decisions aside, blank for none; `by_profile`
        the same by the crosswalk alone, which stands before decisions and knows the `mapped_names`.
        """
        self._mapped_names = tuple(mapped_names)
        self.decisions = remembered.decisions
        self._exported = remembered.exported
        self._accounts, self._known = accounts, known
        self._own_customer, self.by_profile = own_customer, by_profile
        self._records: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.decisions)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all records that a decision names."""
        return frozenset(m.key for decision in self.decisions for m in (decision.left, decision.right))

    # --- accounts -----------------------------------------------------------------------------------------------------

    @cached_property
    def _nameless(self) -> dict[str, list[Account]]:
        """Accounts without ids, by key."""
        found: dict[str, list[Account]] = defaultdict(list)
        if any(key.startswith("account-name ") for key in self.keys):
            for account in self._accounts.all:
                if not account.account_id:
                    found[account.key].append(account)
        return found

    def accounts_of(self, key: str) -> list[Account]:
        """Return the accounts that the files hold under a key: one, several of one name without ids, or none."""
        if key.startswith("account "):
            account = self._accounts.by_id.get(key.removeprefix("account "))
            return [account] if account is not None and not account.deleted else []
        return [account for account in self._nameless.get(key, ()) if not account.deleted]

    def record(self, key: str) -> str:
        """Return the key of the record that an account is anyhow: a customer, or the account it was merged into."""
        if not is_account(key):
            return key
        if key not in self._records:
            self._records[key] = self._record(key)
        return self._records[key]

    def _record(self, key: str) -> str:
        account = self._live(key)
        if account is None:
            return key
        mapped = self.by_profile(account)
        if mapped:
            return self._named(mapped)
        own = "" if key in self._said_to_be else self._own_customer(account) or self._given_up_as(account)
        return self._named(own) if own else account.key

    def _given_up_as(self, account: Account) -> str:
        """Return the customer that an account was in QuickBooks, where that one was decided to be another customer.

        Once the two are merged there no list shows it, and nothing else says any more whose customer the account is.
        """
        written = self.written_earlier(account.key)
        for name in (written.name if written is not None else "", valid_name(account.account_name)):
            key = quickbooks_key("customer", name)
            if name and key in self._given_up and not self.in_quickbooks(key):
                return name
        return ""

    @cached_property
    def _given_up(self) -> frozenset[str]:
        """The customers that decisions give up for another one."""
        ends = ((d.survivor, m.key) for d in self.decisions if d.word == "same" for m in (d.left, d.right))
        return frozenset(key for survivor, key in ends if key.startswith(CUSTOMER) and key != survivor)

    def _named(self, name: str) -> str:
        key = quickbooks_key("customer", name)
        self._names.setdefault(key, name)
        return key

    def name_of(self, key: str) -> str:
        """Return the name of a customer in QuickBooks, as whatever names it has it."""
        return self._names.get(key, "") or self._decided_names.get(key, "") or key.removeprefix(CUSTOMER)

    @cached_property
    def _decided_names(self) -> dict[str, str]:
        """The names of the customers that decisions name, by key."""
        return {m.key: m.name for d in self.decisions for m in (d.left, d.right) if m.key.startswith(CUSTOMER)}

    def mapped_to(self, key: str) -> bool:
        """Whether the crosswalk names a customer: it is in QuickBooks, whatever a list shows."""
        return key in self._mapped

    @cached_property
    def _mapped(self) -> frozenset[str]:
        return frozenset(quickbooks_key("customer", name) for name in self._mapped_names)

    def _live(self, key: str) -> Account | None:
        """Return the account of a key, or the one that Salesforce merged it into; None where the files have neither."""
        found = self.accounts_of(key)
        if found:
            return found[0]
        account = self._accounts.by_id.get(key.removeprefix("account "))
        seen = set()
        while account is not None and account.deleted and account.account_id not in seen:
            seen.add(account.account_id)
            account = self._accounts.by_id.get(account.master_id)
        return account if account is not None and not account.deleted else None

    @cached_property
    def _said_to_be(self) -> frozenset[str]:
        """The accounts of which a decision says which customer of QuickBooks they are: that stands before the list."""
        return frozenset(m.key for d in self.decisions if d.word == "same-as-quickbooks" for m in (d.left, d.right))

    @cached_property
    def _listed(self) -> dict[str, list[str]]:
        """The active customers of QuickBooks' list, by key."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(name for names in self._known.customers.values() for name in names):
            found[quickbooks_key("customer", name)].append(name)
        return found

    def in_quickbooks(self, key: str) -> bool | None:
        """Whether QuickBooks' list shows a customer; None without a list."""
        return key in self._listed or self.mapped_to(key) if self._known.has_customers else None

    def listed_name(self, key: str, wanted: str) -> str:
        """Return a customer's name byte for byte as the list has it; blank where the list lacks it or has several."""
        names = self._listed.get(key, [])
        if wanted in names:
            return wanted
        near = [name for name in names if name_key(name) == name_key(wanted)] or names
        return near[0] if len(near) == 1 else ""

    def holder(self, name: str) -> str:
        """Return who else holds a name in QuickBooks: an inactive customer, a vendor, an employee; blank for nobody."""
        return self._known.holders.get(name_key(leaf(name)), "") or self._known.holders.get(name_key(name), "")

    def is_deleted(self, key: str) -> bool:
        """Whether the files hold an account as one that is deleted in Salesforce."""
        return key.removeprefix("account ") in self._accounts.by_id

    def written_earlier(self, key: str) -> Exported | None:
        """Return the customer that an earlier run wrote for an account."""
        return self._written.get(key)

    @cached_property
    def _written(self) -> Mapping[str, Exported]:
        return {one.record: one for one in self._exported if one.kind == "customer"}

    # --- partners -----------------------------------------------------------------------------------------------------

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for decision in self.decisions:
            if decision.word == "same":
                found[decision.left.key].append(decision.right.key)
                found[decision.right.key].append(decision.left.key)
        return found

    def _tied_with(self, keys: Iterable[str]) -> set[str]:
        """Return all keys that decisions tie to these, whichever way."""
        seen = set(keys)
        ahead = list(seen)
        while ahead:
            new = [key for key in self._neighbours.get(ahead.pop(), ()) if key not in seen]
            seen.update(new)
            ahead += new
        return seen

    def partners(self, needed: Sequence[Account]) -> list[Account]:
        """Return the accounts of the files that are one with needed ones by decision, and are not needed themselves."""
        here = {id(account) for account in needed}
        keys = self._tied_with(account.key for account in needed if account.key in self._neighbours)
        found = {id(account): account for key in keys for account in self.accounts_of(key) if id(account) not in here}
        return sorted(found.values(), key=lambda account: account.rows[0])

    def likely_names(self, account: Account) -> set[str]:
        """Return the name keys that decisions may have given an account's customer."""
        names: set[str] = set()
        seen: set[str] = set()
        ahead = [account.key]
        while ahead:
            key = ahead.pop()
            if key in seen:
                continue
            seen.add(key)
            ahead.append(self.record(key))
            for decision in self._same_of.get(key, ()):
                if decision.word == "same":
                    ahead += [decision.left.key, decision.right.key]
                elif is_account(key):
                    ahead.append(quickbooks_key("customer", quickbooks_name(decision)))
                else:
                    continue  # another account is that customer too
                names |= {decision.left.name, decision.right.name, quickbooks_name(decision)}
        return {name_key(name) for name in names}

    @cached_property
    def _same_of(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            if decision.word in _SAME:
                for one in (decision.left, decision.right):
                    found[one.key].append(decision)
        return found

    def tied(self, partners: Sequence[Account], needed: Sequence[Account], ties: Ties) -> list[Account]:
        """Return the partners that are one with a needed account by the decisions that hold."""
        marks = set(ties.decided_one([account.key for account in needed])) if partners else ()
        own = ties.decided_one([account.key for account in partners])
        return [account for account, mark in zip(partners, own, strict=True) if mark in marks]

    # --- in force -----------------------------------------------------------------------------------------------------

    def pairs_among(self, records: Compared) -> list[tuple[int, int]]:
        """Return the decided pairs of which both records were compared."""
        at = _Places(records, self.keys).at
        ends = [(at.get(d.left.key), at.get(d.right.key)) for d in self.decisions]
        return [(one, other) for one, other in ends if one is not None and other is not None and one != other]

    def in_force(self, records: Compared, found: Found | None) -> InForce:
        """Return the decisions that hold, now that it is known which pairs are alike."""
        places = _Places(records, self.keys)
        holds: list[Decision] = []
        changed: list[tuple[Decision, str]] = []
        for decision in self.decisions:
            now = (places.member(decision.left.key), places.member(decision.right.key))
            words = change_words(decision, now)
            (changed.append((decision, words)) if words else holds.append(decision))
        alike = self._alike(places, found) if changed and found is not None else frozenset()
        asked_again = {d.key: (d, words) for d, words in changed if d.key in alike}
        stands = [(d, words) for d, words in changed if d.key not in alike]
        ties = Ties([*holds, *(d for d, _ in stands)], self.record, self.in_quickbooks)
        listed = [decision for decision in ties.decisions if self._concerns(decision, places)]
        return InForce(ties, asked_again, stands, listed)

    def _concerns(self, decision: Decision, places: _Places) -> bool:
        """Whether the run knows a record of a decision, needed or not."""
        return any(m.key in places.at or self.accounts_of(m.key) for m in (decision.left, decision.right))

    def _alike(self, places: _Places, found: Found) -> frozenset[str]:
        """Return the keys of the decided pairs that matching found; an account and the customer that it is are one."""
        homes: dict[int, list[str]] = defaultdict(list)
        rows = self._rows_of(places.records)
        for key, position in places.at.items():
            homes[position].append(key)
            own = self.record(key)
            at = rows.get(own) if own != key else None
            if at is not None:
                homes[at].append(key)
        numbers = range(len(found.left) - found.also)
        return frozenset(
            pair_key(one, other)
            for number in numbers
            for one in homes.get(found.left[number], ())
            for other in homes.get(found.right[number], ())
        )

    def _rows_of(self, records: Compared) -> Mapping[str, int]:
        """Return where QuickBooks' own rows stand, by key."""
        rows: dict[str, int] = {}
        for position in range(len(records.accounts), len(records)):
            if records.kinds[position] != INACTIVE:
                rows.setdefault(quickbooks_key(records.kinds[position], records.names[position]), position)
        return rows
