"""Near-duplicates of a run: which pairs there is anything to decide about, and which accounts wait for it.

In: the records that were compared and the pairs that matching found among them. Out: pairs of which one side at least
is an account that QuickBooks lacks, or both are its customers; such accounts held with their documents, where the
profile holds the band. An account that is an existing customer and that customer's own row are one side. Nothing is
merged here, and the order of rows decides nothing but which of two accounts is named first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csvbridge.converting.comparing import ACCOUNT, CUSTOMER, EMPLOYEE, INACTIVE, VENDOR, Compared
from csvbridge.converting.found import Found
from csvbridge.converting.records import Account, Deal
from csvbridge.remembered import Decision, quickbooks_key
from csvbridge.trail import Fate

BANDS = ("certain", "probable", "possible", "conflict", "related")
"""How sure a pair is, in the order in which pairs are read (contract.md 3, pairs.csv)."""

PREDICTED = BANDS[:2]
_KINDS = (CUSTOMER, INACTIVE, VENDOR, EMPLOYEE, ACCOUNT)
"""What is proposed first, should two candidates of an account be equally likely."""


class Pair(NamedTuple):
    """Two records that look alike. Left is an account of this run where one of the two is."""

    left: int
    right: int
    ends: tuple[int, int]
    """The records that stand for the two sides: QuickBooks' own row, where an account is that customer."""
    number: int
    """Which pair of `Found` it is: where several rows stand for one record, the likeliest."""
    fresh: tuple[Account, ...]
    """The accounts of the pair that QuickBooks does not have yet."""
    accounts: tuple[Account, ...]
    """All accounts of the pair, those that are an existing customer included."""


@dataclass(slots=True)
class Likeness:
    """What was compared, what is alike, and what waits for it."""

    records: Compared
    found: Found
    pairs: list[Pair] = field(default_factory=list)
    documents: dict[int, list[Deal]] = field(default_factory=dict)
    """By identity of their account, the documents that nothing else held when the pairs were looked at."""
    held: dict[int, Account] = field(default_factory=dict)
    """By identity, the accounts that wait for a decision."""
    deals: list[Deal] = field(default_factory=list)
    """The documents that wait with them."""
    bystanders: frozenset[int] = frozenset()
    """By identity, accounts that were compared and that nothing of this run needs: they wait for nothing."""
    answers: dict[int, Decision] = field(default_factory=dict)
    """Number of a pair -> the decision that settles it."""
    own_answers: set[int] = field(default_factory=set)
    """The pairs that a decision about themselves settles."""
    changed: dict[int, str] = field(default_factory=dict)
    """Number of a pair that was decided and is asked again -> what changed since."""
    insisting: set[int] = field(default_factory=set)
    """Pairs that wait whatever their band: until they are decided anew nobody knows whose the documents are."""

    def band(self, pair: Pair) -> str:
        """Return the band of a pair."""
        return str(self.found.band[pair.number])

    def rank(self, pair: Pair) -> tuple[int, float]:
        """Return a key by which the likeliest pair comes first."""
        return BANDS.index(self.band(pair)), -self.found.score[pair.number]

    def other(self, pair: Pair, account: Account) -> int:
        """Return the position of the record that an account of the pair looks like."""
        at = self.records.accounts
        return pair.right if pair.left < len(at) and at[pair.left] is account else pair.left


def likeness_of(records: Compared, found: Found) -> Likeness:
    """Return what is alike among records that have their names."""
    likeness = Likeness(records, found)
    likeness.pairs = list(_pairs(records, found))
    return likeness


def _pairs(records: Compared, found: Found) -> Iterator[Pair]:
    """Yield what is to be decided, each two records once."""
    home = _homes(records)
    members: dict[int, list[int]] = defaultdict(list)
    for position in range(len(records.accounts)):
        members[home[position]].append(position)
    best: dict[tuple[int, int], int] = {}
    for number, (left, right) in enumerate(zip(found.left, found.right, strict=True)):
        one, other = sorted((home[left], home[right]))
        if one == other or not _to_decide(records, one, other):
            continue
        before = best.get((one, other))
        if before is None or _likelier(found, number, before):
            best[one, other] = number
    for (one, other), number in best.items():
        accounts = tuple(records.accounts[at] for at in (*members[one], *members[other]))
        fresh = tuple(account for account in accounts if not account.known)
        yield Pair(*_sides(records, one, other, members), (one, other), number, fresh, accounts)


def _homes(records: Compared) -> list[int]:
    """Return for each record the one that stands for it: QuickBooks' own row for an account that is that customer."""
    first = {name: at for at, name in enumerate(records.names) if records.kinds[at] == CUSTOMER}
    homes = list(range(len(records)))
    for position, account in enumerate(records.accounts):
        own = account.own_customer
        if own:
            homes[position] = first.setdefault(own, position)
    return homes


def _to_decide(records: Compared, one: int, other: int) -> bool:
    """Whether anything can be decided: of a new customer, or of two that QuickBooks has and could merge."""
    standings = {_standing(records, one), _standing(records, other)}
    if standings != {CUSTOMER}:
        return ACCOUNT in standings
    shorter, longer = sorted((_full_name(records, one), _full_name(records, other)), key=len)
    return not longer.startswith(f"{shorter}:")  # QuickBooks has them as parent and child


def both_in_quickbooks(likeness: Likeness, pair: Pair) -> bool:
    """Whether both sides of a pair are customers that QuickBooks has, decisions aside."""
    return all(_standing(likeness.records, end) == CUSTOMER for end in pair.ends)


def _full_name(records: Compared, position: int) -> str:
    return records.accounts[position].own_customer if position < len(records.accounts) else records.names[position]


def _standing(records: Compared, position: int) -> str:
    """Return what a record is to QuickBooks, decisions aside."""
    is_known = position < len(records.accounts) and records.accounts[position].own_customer
    return CUSTOMER if is_known else records.kinds[position]


def keys_of(records: Compared, pair: Pair) -> tuple[str, str]:
    """Return the keys of a pair's two sides, as decisions know them: that of a customer, where an account is one."""

    def key(position: int) -> str:
        account = records.accounts[position] if position < len(records.accounts) else None
        if account is None:
            return quickbooks_key(records.kinds[position].removeprefix("inactive "), records.names[position])
        own = account.own_customer
        return quickbooks_key("customer", own) if own else account.key

    return key(pair.ends[0]), key(pair.ends[1])


def _likelier(found: Found, number: int, before: int) -> bool:
    def key(at: int) -> tuple[int, float, str, str]:
        return BANDS.index(str(found.band[at])), -found.score[at], found.reasons[at], found.against[at]

    return key(number) < key(before)


def _sides(records: Compared, one: int, other: int, members: Mapping[int, Sequence[int]]) -> tuple[int, int]:
    """Return left and right: the account of this run and QuickBooks' record, else the earlier and the later row."""

    def order(home: int) -> tuple[int, int, int]:
        """A new customer first, then one of this run, then the earlier row."""
        of_run = members.get(home, ())
        row = min((records.rows[at] for at in of_run), default=records.rows[home])
        return int(_standing(records, home) != ACCOUNT and records.kinds[home] != ACCOUNT), int(not of_run), row

    first, second = sorted((one, other), key=order)
    of_run = members.get(first, ())
    return (min(of_run, key=lambda at: records.rows[at]) if of_run else first), second


# --- holding --------------------------------------------------------------------------------------------------------


def candidates(likeness: Likeness, wanted: Callable[[int], bool]) -> list[tuple[Account, list[int]]]:
    """Return each account that is new to QuickBooks with its undecided pairs, those wanted, the likeliest first."""
    of: dict[int, list[int]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for number, pair in enumerate(likeness.pairs):
        if number in likeness.answers or not wanted(number):
            continue
        for account in pair.fresh:
            if id(account) not in likeness.bystanders:
                of[id(account)].append(number)
                accounts[id(account)] = account
    records = likeness.records

    def order(number: int, account: Account) -> tuple[Any, ...]:
        pair = likeness.pairs[number]
        at = likeness.other(pair, account)
        return *likeness.rank(pair), _KINDS.index(_standing(records, at)), records.names[at], records.rows[at]

    found = [(account, sorted(of[key], key=lambda n: order(n, account))) for key, account in accounts.items()]
    return sorted(found, key=lambda entry: entry[0].rows[0])


def hold(likeness: Likeness, account: Account, reason: str) -> None:
    """Let an account wait for a decision, unless something worse is said of it already."""
    if account.open:
        account.fate, account.reason = Fate.HELD, reason
        likeness.held[id(account)] = account


def standing(likeness: Likeness, position: int) -> str:
    """Return what a record is to QuickBooks: a customer, also where it is an account that is one, by decision too."""
    accounts = likeness.records.accounts
    is_known = position < len(accounts) and accounts[position].known
    return CUSTOMER if is_known else likeness.records.kinds[position]
