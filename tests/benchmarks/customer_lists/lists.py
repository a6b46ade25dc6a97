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

from customer_lists import errors, people, public
from customer_lists.business_names import name_of as business_name
from customer_lists.businesses import Customer, draw_business, draw_phone, draw_private
from customer_lists.care import HARD, OF_KIN, STANDARD, Care
from customer_lists.families import Family
from customer_lists.places import Chance, move

COLUMNS = ("Name", "Company", "Email", "Phone", "Website", "Street", "City", "State", "ZIP", "Country")
Row = tuple[str, ...]
_NOWHERE: Row = ("",) * 5


@dataclass(frozen=True, slots=True)
class Known:
    """What anybody at all knows of a customer."""

    mail: bool
    phone: bool
    address: bool


_ALL = Known(mail=True, phone=True, address=True)


def draw_known(r: Chance, care: Care) -> Known:
    """Return what is known of a customer; in a careful list, everything."""
    if not care.unknown:
        return _ALL
    return Known(r() >= 0.5 * care.unknown, r() >= 1.2 * care.unknown, r() >= care.unknown)


def record(customer: Customer, r: Chance, care: Care, known: Known) -> Row:
    """Return one record of a customer, as one clerk entered it."""
    if customer.person is not None:
        name, company = people.name_of(customer.person, r, care.noise), customer.employer
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
        _mail(customer, r, care) if known.mail else "",
        _phone(customer, r, care) if known.phone else "",
        _site(customer, r, care),
        *(_address(customer, r, care) if known.address else _NOWHERE),
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
        return _NOWHERE
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
            known = draw_known(r, care)
            yield [record(customer, r, care, known) for _ in range(count)]

    return clusters


KINDS: dict[str, Callable[[Chance], Iterator[list[Row]]]] = {
    "business": _business_records(STANDARD),
    "business_hard": _business_records(HARD),
    "business_kin": _business_records(OF_KIN),
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
