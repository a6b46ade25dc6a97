"""How careful the clerks of a list were, and how tricky its customers are: a common list, a hard one, one of kin.

Goes in: nothing. Comes out: `STANDARD`, `HARD` and `OF_KIN`, chances per record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from customer_lists import families, kin
from customer_lists.families import Family


@dataclass(frozen=True, slots=True)
class Care:
    """How careful the clerks of a list were: chances per record, and which look-alikes the list holds."""

    families: tuple[tuple[Family, float], ...]
    private: float
    """Share of people among the customers outside families."""
    sizes: tuple[float, ...]
    """Chance that a customer has one record, two, three …"""
    noise: float
    """How often names are mangled, 1 for a common list."""
    no_mail: float
    no_phone: float
    no_site: float
    no_address: float
    no_street: float
    no_postal: float
    no_company: float
    other_mail: float
    other_phone: float
    wrong_digit: float
    moved: float
    box: float
    slip: float
    """Chance of a slip in street, city, mail."""
    loud: float
    """Chance of an address in capitals."""
    clerk: float
    """Chance that a business stands under its clerk's name, with the business as company."""
    unknown: float = 0.0
    """Chance that nobody knows a customer's address, and about as often its phone: it is in none of its records."""


STANDARD = Care(
    families=families.STANDARD,
    private=0.38,
    sizes=(0.731, 0.199, 0.056, 0.011, 0.002, 0.0007, 0.0003),
    noise=1.35,
    no_mail=0.293,
    no_phone=0.185,
    no_site=0.36,
    no_address=0.103,
    no_street=0.09,
    no_postal=0.045,
    no_company=0.32,
    other_mail=0.155,
    other_phone=0.06,
    wrong_digit=0.02,
    moved=0.075,
    box=0.02,
    slip=0.02,
    loud=0.08,
    clerk=0.005,
)
HARD = Care(
    families=families.HARD,
    private=0.42,
    sizes=(0.776, 0.170, 0.043, 0.008, 0.0015, 0.001, 0.0005),
    noise=2.0,
    no_mail=0.45,
    no_phone=0.227,
    no_site=0.6,
    no_address=0.096,
    no_street=0.105,
    no_postal=0.08,
    no_company=0.36,
    other_mail=0.33,
    other_phone=0.1,
    wrong_digit=0.035,
    moved=0.065,
    box=0.02,
    slip=0.025,
    loud=0.13,
    clerk=0.012,
    unknown=0.085,
)
OF_KIN = replace(STANDARD, families=(*families.STANDARD, *kin.KIN), noise=1.5, no_mail=0.35, no_address=0.15)
