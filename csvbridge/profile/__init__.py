"""The company's profile: `csvbridge.toml` and `--set`, checked, all faults at once.

In: a company folder and the `--set` lines. Out: a frozen `Profile` whose attributes are the keys of
contract.md 5. It never guesses: what is unknown, of a wrong type or impossible is refused with its place.
"""

from csvbridge.profile.folder import FILE, MEMORY, ensure_memory, init_company, profile_text
from csvbridge.profile.loading import load_profile
from csvbridge.profile.model import (
    Company,
    Crosswalk,
    Customers,
    Invoices,
    Lists,
    Matching,
    Products,
    Profile,
    SalesforceKeys,
    as_dict,
)

__all__ = [
    "FILE",
    "MEMORY",
    "Company",
    "Crosswalk",
    "Customers",
    "Invoices",
    "Lists",
    "Matching",
    "Products",
    "Profile",
    "SalesforceKeys",
    "as_dict",
    "ensure_memory",
    "init_company",
    "load_profile",
    "profile_text",
]
