"""A conversion: all records of a run, each with its fate, and what it was made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from csvbridge.converting import damaged
from csvbridge.converting.accounts import Accounts
from csvbridge.converting.catalogue import Catalogue
from csvbridge.converting.deals import Deals
from csvbridge.converting.deciding import Deciding, InForce
from csvbridge.converting.earlier import Earlier
from csvbridge.converting.facts import Teller
from csvbridge.converting.known import Known
from csvbridge.converting.likeness import Likeness
from csvbridge.converting.records import Account, Contact, Deal, Product
from csvbridge.converting.surviving import Surviving
from csvbridge.profile import Profile
from csvbridge.remembered import Decision
from csvbridge.trail import Fate

Refused = dict[int, tuple[Fate, str]]
"""Position of each refused row -> its fate and the reason."""

Check = Callable[[str, Sequence[int], Mapping[str, Sequence[str]]], tuple[list[Sequence[str]], Refused]]
"""Check cells against a template: (its role, row ids, columns by field) -> rows in template order, and the refused."""


@dataclass(slots=True)
class Conversion:
    """All records of a run, each with its fate."""

    profile: Profile
    known: Known
    accounts: Accounts
    contacts: list[Contact]
    catalogue: Catalogue
    deals: Deals
    earlier: Earlier
    """What earlier runs of the company wrote."""
    teller: Teller
    """Tells what Salesforce says of a deal, for the memory."""
    invoices: list[Deal] = field(default_factory=list)
    credits: list[Deal] = field(default_factory=list)
    customers: list[Account] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    no_importer: str = ""
    likeness: Likeness | None = None
    """Which customers look alike; None when there were no two to compare."""
    deciding: Deciding | None = None
    """What people decided; None where the memory has nothing of it."""
    in_force: InForce | None = None
    """What of it holds in this run."""
    surviving: Surviving | None = None
    changed: Sequence[Decision] = ()
    """Decisions that counted once and do not any more; in the end those of which something had to be said."""
    unsound: damaged.Damaged = field(default_factory=dict)
    """Rows with fewer or more cells than their headings."""

    @property
    def open_deals(self) -> list[Deal]:
        """The deals that nothing has been decided about yet."""
        return [deal for deal in self.deals.all if deal.fate is None]
