"""Make a labelled customer list: rows in QuickBooks' customer columns, and which of them are one customer.

Goes in: a kind, a size and a seed. Comes out: the rows, shuffled, and a cluster number per row; the same for the same
three, on every machine.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from customer_lists import errors, families, people, public
from customer_lists.business_names import name_of as business_name
from customer_lists.businesses import Customer, draw_business, draw_phone, draw_private
from customer_lists.families import Family
from customer_lists.places import Chance, move

COLUMNS = ("Name", "Company", "Email", "Phone", "Website", "Street", "City", "State", "ZIP", "Country")
Row = tuple[str, ...]


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
    no_mail=0.472,
    no_phone=0.304,
    no_site=0.6,
    no_address=0.168,
    no_street=0.105,
    no_postal=0.08,
    no_company=0.36,
    other_mail=0.33,
    other_phone=0.1,
    wrong_digit=0.035,
    moved=0.07,
    box=0.02,
    slip=0.035,
    loud=0.13,
    clerk=0.012,
)


def record(customer: Customer, r: Chance, care: Care) -> Row:
    """Return one record of a customer, as one clerk entered it."""
    if customer.person is not None:
        name, company = people.name_of(customer.person, r, care.noise), ""
    else:
        name = business_name(customer, customer.place.city, r, care.noise)
        company = ""
        if r() >= care.no_company:
            company = name if r() < 0.9 else business_name(customer, customer.place.city, r, care.noise)
        if r() < care.clerk and customer.clerk is not None:
            name, company = people.name_of(customer.clerk, r, care.noise), name
    chance = r()
    if chance < 0.026 * care.noise:
        name, company = name.upper(), company.upper()
    elif chance < 0.036 * care.noise:
        name, company = name.lower(), company.lower()
    return (
        name,
        company,
        _mail(customer, r, care),
        _phone(customer, r, care),
        _site(customer, r, care),
        *_address(customer, r, care),
    )


def _mail(customer: Customer, r: Chance, care: Care) -> str:
    if r() < care.no_mail:
        return ""
    mails = customer.mails
    mail = mails[0]
    if r() < care.other_mail:
        if len(mails) > 1:
            mail = mails[1 + int(r() * (len(mails) - 1))]
        elif r() < 0.5 and customer.person is not None:
            mail = people.mailbox(customer.person, r)
    chance = r()
    if chance < care.slip:
        local, at, domain = mail.partition("@")
        return (
            errors.slip(local, r).lower().replace(" ", "") + at + domain
            if r() < 0.6
            else local + at + errors.slip(domain, r)
        )
    if chance > 0.93:
        return mail.capitalize() if chance < 0.97 else mail.upper()
    return mail


def _phone(customer: Customer, r: Chance, care: Care) -> str:
    if r() < care.no_phone:
        return ""
    digits = customer.phone
    dial = customer.dial
    chance = r()
    if chance < care.other_phone:
        if not customer.phones or r() < 0.3:
            # a new list, as relatives are copied with what they share
            customer.phones = [*customer.phones, draw_phone(r, customer.place)[0]]
        digits = customer.phones[int(r() * len(customer.phones))]
        dial = draw_phone(r, customer.place)[1]
    elif chance < care.other_phone + care.wrong_digit:
        digits = errors.wrong_digit(digits, r)
    return errors.phone(digits, dial, r)


def _site(customer: Customer, r: Chance, care: Care) -> str:
    if not customer.site or r() < care.no_site:
        return ""
    domain = customer.domain
    if r() < 0.004:
        domain = domain.rpartition(".")[0] + (".com", ".org", ".net")[int(r() * 3)]
    return errors.website(domain, r)


def _address(customer: Customer, r: Chance, care: Care) -> Row:
    if r() < care.no_address:
        return ("", "", "", "", "")
    place = customer.place
    if r() < care.moved:
        if not customer.moved or r() < 0.2:
            customer.moved = [*customer.moved, move(r, place)]
        place = customer.moved[int(r() * len(customer.moved))]
    street = "" if r() < care.no_street else errors.street(place, r, care.box)
    city = place.city if place.land is None or r() < 0.7 else errors.bare(place.city)
    state = "" if r() < 0.004 else errors.state(place, r)
    if street and r() < care.slip:
        street = errors.slip(street, r)
    if r() < care.slip:
        city = errors.slip(city, r)
    if r() < care.loud:
        street, city = street.upper(), city.upper()
    return (street, city, state, "" if r() < care.no_postal else errors.postal(place, r), errors.country(place, r))


def _customers(r: Chance, care: Care) -> Iterator[Customer]:
    """Yield customers without end: families of look-alikes among customers of their own."""
    bounds: list[tuple[float, Family]] = []
    total = 0.0
    for family, share in care.families:
        total += share
        bounds.append((total, family))
    private = total + (1 - total) * care.private
    while True:
        chance = r()
        if chance >= private:
            yield draw_business(r)
        elif chance >= total:
            yield draw_private(r)
        else:
            yield from next(family for bound, family in bounds if chance < bound)(r)


def _business_records(care: Care) -> Callable[[Chance], Iterator[list[Row]]]:
    bounds: list[float] = []
    for share in care.sizes:
        bounds.append((bounds[-1] if bounds else 0.0) + share)

    def clusters(r: Chance) -> Iterator[list[Row]]:
        for customer in _customers(r, care):
            chance = r()
            count = next((place for place, bound in enumerate(bounds, 1) if chance < bound), 1)
            yield [record(customer, r, care) for _ in range(count)]

    return clusters


KINDS: dict[str, Callable[[Chance], Iterator[list[Row]]]] = {
    "business": _business_records(STANDARD),
    "business_hard": _business_records(HARD),
    "people": public.people_records,
    "people_dirty": public.dirty_records,
    "restaurants": public.restaurant_records,
}


def make_list(kind: str, size: int, seed: int) -> tuple[list[Row], list[int]]:
    """Return `size` records and the cluster of each; equal clusters are one customer."""
    chance = random.Random(f"{kind} {size} {seed}")
    labelled: list[tuple[int, Row]] = []
    for cluster, rows in enumerate(KINDS[kind](chance.random)):
        labelled += [(cluster, row) for row in rows]
        if len(labelled) >= size:
            break
    del labelled[size:]
    chance.shuffle(labelled)
    numbers: dict[int, int] = {}
    return [row for _, row in labelled], [numbers.setdefault(cluster, len(numbers)) for cluster, _ in labelled]


def write_list(folder: Path, rows: list[Row], clusters: list[int]) -> None:
    """Write customers.csv and truth.csv: `row` is the line of the record, the headings being line 1."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "cluster"))
        writer.writerows(enumerate(clusters, 2))
