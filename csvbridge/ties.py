"""Which records are one customer because somebody decided so: who is tied to whom, and whose name is kept.

In: decisions, and what each record is anyhow (an account that is a customer in QuickBooks; one that Salesforce merged
into another). Out: ties, each with the one record whose name is kept, or the reason why there is none; and what is
settled between any two records. Records are known by their keys (`remembered.Member`). Nothing here reads a file or
writes a name, and neither the order of decisions nor that of records changes anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from csvbridge.decision_words import in_words, is_account, quickbooks_name
from csvbridge.remembered import Decision, Member, pair_key, quickbooks_key

CUSTOMER = "customer "
_APART = ("hold", "different", "related")
"""What keeps two customers apart; the first in this order prevails."""
_NAMED = 6
"""Decisions that a fault names."""


def _order(decision: Decision) -> tuple[str, ...]:
    return (decision.key, decision.word, decision.survivor, decision.quickbooks_name, decision.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Records that are one customer by decision."""

    members: tuple[str, ...]
    """Their keys, sorted; a record that QuickBooks has stands under its key there."""
    decisions: tuple[Decision, ...]
    """What ties them."""
    end: str = ""
    """The key whose name is kept; blank where that cannot be told."""
    fault: str = ""
    """Why it cannot be told."""
    overruled: Decision | None = None
    """A decision that keeps another name than the one QuickBooks has."""

    @property
    def told(self) -> str:
        """Return the decisions in words, for a fault."""
        shown = "; ".join(in_words(decision) for decision in self.decisions[:_NAMED])
        more = len(self.decisions) - _NAMED
        return shown + (f"; and {more} more" if more > 0 else "")


class Ties:
    """What decisions in force make of the records that they name."""

    def __init__(
        self,
        decisions: Iterable[Decision],
        same_record: Callable[[str], str] = lambda key: key,
        in_quickbooks: Callable[[str], bool | None] = lambda key: None,
    ) -> None:
        """Take decisions in.

        `same_record` gives the key of the record that an account is anyhow: a customer's key, or the account that it
        was merged into. `in_quickbooks` says whether QuickBooks' list shows a customer's key; None without a list.
        """
        self.decisions: Sequence[Decision] = sorted(decisions, key=_order)
        self._same_record, self._in_quickbooks = same_record, in_quickbooks
        self._direct: dict[str, Decision] = {}
        self._parent: dict[str, str] = {}
        self._own_parent: dict[str, str] = {}
        self._out: dict[str, set[str]] = defaultdict(set)
        self._tying: dict[str, list[Decision]] = defaultdict(list)
        self._survivors: dict[str, list[Decision]] = defaultdict(list)
        self._overruled: dict[str, list[Decision]] = defaultdict(list)
        self._odd: dict[str, str] = {}
        self._of: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            for key in {decision.left.key, decision.right.key}:
                self._of[key].append(decision)
            self._take(decision)
        self._apart = self._kept_apart()
        self._ties = self._made()

    def __bool__(self) -> bool:
        return bool(self.decisions)

    def record(self, key: str) -> str:
        """Return the key under which a record is tied."""
        return self._same_record(key)

    def tie(self, key: str) -> Tie | None:
        """Return the tie of a record; None where no decision says that it is one with another."""
        return self._ties.get(_root(self._parent, self.record(key)))

    def decisions_of(self, key: str) -> Sequence[Decision]:
        """Return the decisions that name a record."""
        return self._of.get(key, ())

    def among_themselves(self, key: str) -> Decision | None:
        """Return the decision that records of one key are one: accounts of one name without ids."""
        return next((d for d in self._of.get(key, ()) if d.word == "same" and d.left.key == d.right.key), None)

    def decided_one(self, keys: Sequence[str]) -> list[str]:
        """Return for each record a mark that is equal for those that decisions, and nothing else, say are one."""
        return [_root(self._own_parent, key) for key in keys]

    def settled(self, one: str, other: str) -> Decision | None:
        """Return the decision that leaves nothing to be decided between two records; None where there is none.

        It is the one about these two, else one about records that are one with them, or one that says which customer
        of QuickBooks one of them is.
        """
        left, right = self.record(one), self.record(other)
        direct = self._direct.get(pair_key(one, other)) or self._direct.get(pair_key(left, right))
        if direct is not None:
            return direct
        a, b = _root(self._parent, left), _root(self._parent, right)
        first, second = self._ties.get(a), self._ties.get(b)
        if first is not None and a == b:
            return self._near(first.decisions, left, right)
        kept = self._apart.get(pair_key(a, b))
        if kept is not None or a == b:
            return kept
        ends = [tie.end if tie is not None else key for tie, key in ((first, left), (second, right))]
        if any(is_account(end) or not end for end in ends):
            return None
        says = [
            decision
            for tie, key in ((first, left), (second, right))
            if tie is not None and is_account(key)
            for decision in tie.decisions
        ]
        return self._near(says, left, right) if says else None

    def is_about(self, decision: Decision, one: str, other: str) -> bool:
        """Whether a decision is about these very records."""
        ends = pair_key(self.record(decision.left.key), self.record(decision.right.key))
        return decision.key == pair_key(one, other) or ends == pair_key(self.record(one), self.record(other))

    def _near(self, decisions: Sequence[Decision], left: str, right: str) -> Decision:
        """Return the decision that says most of two records: of themselves, and of a customer in QuickBooks."""

        def far(decision: Decision) -> tuple[bool, bool, tuple[str, ...]]:
            ends = {self.record(decision.left.key), self.record(decision.right.key)}
            return not ends & {left, right}, decision.word != "same-as-quickbooks", _order(decision)

        return min(decisions, key=far)

    # --- taking in ----------------------------------------------------------------------------------------------------

    def _take(self, decision: Decision) -> None:
        ends = [self.record(member.key) for member in (decision.left, decision.right)]
        self._direct.setdefault(decision.key, decision)
        self._direct.setdefault(pair_key(*ends), decision)
        if decision.word == "same-as-quickbooks":
            self._take_same_as_quickbooks(decision, ends)
        elif decision.word == "same":
            self._take_same(decision, ends)

    def _take_same_as_quickbooks(self, decision: Decision, ends: Sequence[str]) -> None:
        members = (decision.left, decision.right)
        target = self._target(decision, members)
        for member, end in zip(members, ends, strict=True):
            if is_account(member.key):
                _join(self._own_parent, member.key, target)
                if not end.startswith(CUSTOMER):  # else the profile says which customer it is, and stands before this
                    self._tie(decision, end, target)

    def _target(self, decision: Decision, members: tuple[Member, Member]) -> str:
        """Return the key of the customer that a decision names."""
        target = quickbooks_key("customer", quickbooks_name(decision))
        if all(is_account(member.key) for member in members):
            for member in members:  # its own name may stand for the customer that an account is by the profile
                own = self.record(member.key)
                if own.startswith(CUSTOMER) and quickbooks_key("customer", member.name) == target:
                    return own
        return target

    def _take_same(self, decision: Decision, ends: Sequence[str]) -> None:
        keys = (decision.left.key, decision.right.key)
        _join(self._own_parent, *keys)
        if decision.survivor not in keys:
            self._tie(decision, *ends)
            self._odd[ends[0]] = f"the survivor of a decision is neither of its two records: {in_words(decision)}"
            return
        kept, gone = ends if decision.survivor == keys[0] else ends[::-1]
        if kept == gone:
            return
        if kept.startswith(CUSTOMER) and gone.startswith(CUSTOMER):
            pass  # both are, or were, in QuickBooks: the kept name is right before they are merged there, and after
        elif gone.startswith(CUSTOMER) and self._in_quickbooks(gone) is not False:
            self._overruled[kept].append(decision)
            kept, gone = gone, kept
        else:
            self._survivors[kept].append(decision)
        for end in ends:
            if not is_account(end) and not end.startswith(CUSTOMER):
                self._odd[end] = f"a {end.partition(' ')[0]} of QuickBooks cannot be a customer: {in_words(decision)}"
        self._tie(decision, gone, kept)

    def _tie(self, decision: Decision, gone: str, kept: str) -> None:
        _join(self._parent, gone, kept)
        if gone != kept:
            self._out[gone].add(kept)
            self._tying[gone].append(decision)

    # --- ties ---------------------------------------------------------------------------------------------------------

    def _kept_apart(self) -> dict[str, Decision]:
        """Return by the two customers what keeps them apart; within one customer it is a contradiction."""
        found: dict[str, Decision] = {}
        for word in _APART:
            for decision in self.decisions:
                if decision.word == word:
                    found.setdefault(pair_key(*self._roots(decision)), decision)
        return found

    def _roots(self, decision: Decision) -> tuple[str, str]:
        left, right = (_root(self._parent, self.record(member.key)) for member in (decision.left, decision.right))
        return left, right

    def _made(self) -> dict[str, Tie]:
        members: dict[str, list[str]] = defaultdict(list)
        for key in self._parent:
            members[_root(self._parent, key)].append(key)
        against: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            roots = self._roots(decision)
            if decision.word in ("different", "related") and roots[0] == roots[1]:
                against[roots[0]].append(decision)
        return {root: self._tie_of(sorted(keys), against.get(root, ())) for root, keys in members.items()}

    def _tie_of(self, keys: Sequence[str], against: Sequence[Decision]) -> Tie:
        tying = {id(decision): decision for key in keys for decision in self._tying.get(key, ())}
        decisions = tuple(sorted((*tying.values(), *against), key=_order))
        odd = next((self._odd[key] for key in keys if key in self._odd), "")
        ends = [key for key in keys if not self._out.get(key)]
        customers = [key for key in ends if key.startswith(CUSTOMER)]
        fault, end = odd, ""
        if not fault and against:
            fault = "two of them were decided to be two customers"
        if not fault and len(customers) > 1:
            fault = "they name two customers of QuickBooks"
        if not fault and not customers and (not ends or self._circles(keys)):
            fault = "they go round in a circle: no name is left to be kept"
        if not fault and not customers and len(ends) > 1:
            fault = "they keep two names for one customer"
        if not fault:
            end = self._shown((customers or ends)[0], keys)
        overruled = [d for key in keys for d in self._overruled.get(key, ())]
        overruled += [d for key in ends if customers for d in self._survivors.get(key, ())]
        first = min(overruled, key=_order, default=None)
        return Tie(members=tuple(keys), decisions=decisions, end=end, fault=fault, overruled=first)

    def _shown(self, end: str, keys: Sequence[str]) -> str:
        """Return the customer whose name is kept: the only one of a tie that the list shows, should it lack the end."""
        if not end.startswith(CUSTOMER) or self._in_quickbooks(end) is not False:
            return end
        there = [key for key in keys if key.startswith(CUSTOMER) and self._in_quickbooks(key)]
        return there[0] if len(there) == 1 else end

    def _circles(self, keys: Sequence[str]) -> bool:
        """Whether the names that are kept go round somewhere: taking away what nobody waits for leaves some."""
        waits = {key: 0 for key in keys}
        for key in keys:
            for kept in self._out.get(key, ()):
                waits[kept] += 1
        free = [key for key, count in waits.items() if not count]
        left = len(keys)
        while free:
            left -= 1
            for kept in self._out.get(free.pop(), ()):
                waits[kept] -= 1
                if not waits[kept]:
                    free.append(kept)
        return bool(left)


def _root(parent: dict[str, str], key: str) -> str:
    """Return the mark of what a key is joined with; every key on the way then points to it."""
    root = key
    while (above := parent.get(root, root)) != root:
        root = above
    while key != root:
        parent[key], key = root, parent[key]
    return root


def _join(parent: dict[str, str], one: str, other: str) -> None:
    a, b = _root(parent, one), _root(parent, other)
    least, most = min(a, b), max(a, b)
    parent[least] = parent[most] = least
