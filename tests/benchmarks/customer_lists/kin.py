"""Customers that share more than look-alikes do: colleagues, owners and their firms, offices of one county, twins.

Goes in: a source of chance. Comes out: a list of different `Customer`s, most of whose contact data are the same.
"""

from __future__ import annotations

import copy

from customer_lists.businesses import Customer, domain_for, draw_business, draw_phone, draw_private, shared_mailbox
from customer_lists.families import Family
from customer_lists.people import draw_first, draw_person, mailbox
from customer_lists.places import Chance, draw_place, draw_town
from customer_lists.words import ROLES, US_FORMS

_OFFICES = tuple(
    """Sheriff Assessor Treasurer Clerk Recorder Coroner Auditor Library Jail Airport Museum Elections Probate Extension
    Engineer Fairgrounds Parks Roads Transit Landfill""".split()
)
_UNITS = tuple(
    """Foundation Realty Holdings Properties Logistics Insurance Academy Museum Press Charities Leasing Training Bookstore
    Scholarship Ventures Capital Retail Wholesale""".split()
)
_SCHOOLS = ("Elementary School", "Middle School", "High School", "Preschool", "Charter School", "Junior High School")
_TWINS = (
    *(("North", "South", "East", "West"), ("A", "B", "C", "D"), ("2017", "2018", "2021", "2022"), ("Upper", "Lower")),
    *(("East", "West"), ("North", "South"), ("A", "B")),
)
_PRACTICES = tuple(
    "Law Dental Photography Consulting Plumbing Construction Farms Trucking Realty Design Catering".split()
)


def registered(r: Chance) -> list[Customer]:
    """Return strangers who have their office at their accountant's: its address, mostly its mailbox and phone too."""
    place = draw_place(r, draw_town(r))
    box, (phone, dial) = shared_mailbox(r), draw_phone(r, place)
    mailed, rung = r() < 0.7, r() < 0.6
    family: list[Customer] = []
    for _ in range(int(2 + r() ** 1.5 * 4)):
        client = draw_business(r, place)
        client.trading = client.holding = ""
        if mailed and r() < 0.85:
            client.mails = [box]
        if rung and r() < 0.85:
            client.phone, client.dial = phone, dial
        family.append(client)
    return family


def colleagues(r: Chance) -> list[Customer]:
    """Return people of one firm at its address: of one mailbox or domain, some of one phone; often the firm itself."""
    place = draw_place(r, draw_town(r))
    firm = draw_business(r, place)
    firm.domain = firm.domain or domain_for(firm.core, place.city, r)
    box = f"{ROLES[int(r() * len(ROLES))]}@{firm.domain}"
    shared, rung, housed, told = r() < 0.45, r() < 0.6, r() < 0.7, r() < 0.35
    family = [firm] if r() < 0.5 and not told else []
    names: set[str] = set()
    for _ in range(int(2 + r() * 3)):
        person = draw_person(r)
        person.partner = person.married = ""
        if person.first in names:
            continue
        names.add(person.first)
        one = draw_private(r, place if housed else None)
        one.person = person
        one.mails = [box] if shared else [mailbox(person, r, firm.domain)]
        if rung:
            one.phone, one.dial = firm.phone, firm.dial
        if told:
            one.employer = firm.core + (f" {firm.form}" if firm.form else "")
        family.append(one)
    return family


def relatives(r: Chance) -> list[Customer]:
    """Return people of one surname at one address who share a phone, a mailbox or both."""
    first = draw_private(r)
    assert first.person is not None
    first.person.partner = first.person.married = ""
    box, mailed, rung = [mailbox(first.person, r)], r() < 0.5, r() < 0.7
    family, names = [first], {first.person.first}
    for _ in range(int(1 + r() * 2.4)):
        other = draw_private(r, first.place)
        assert other.person is not None
        other.person.last, other.person.partner, other.person.married = first.person.last, "", ""
        if other.person.first in names:
            continue
        names.add(other.person.first)
        other.mails = box if mailed else [mailbox(other.person, r)]
        if rung:
            other.phone, other.dial = first.phone, first.dial
        family.append(other)
    first.mails = box
    return family


def owner(r: Chance) -> list[Customer]:
    """Return a person and what bears the person's name: a firm, a practice, a trust."""
    person = draw_private(r)
    assert person.person is not None
    person.person.partner = person.person.married = ""
    first, last = person.person.first, person.person.last
    chance = r()
    practice = _PRACTICES[int(r() * len(_PRACTICES))]
    if chance < 0.55:
        core = f"{last} {practice}"
    elif chance < 0.75:
        core = f"{first} {last} {practice}"
    else:
        core = f"{last} Family Trust" if chance < 0.88 else f"{last} Holdings"
    firm = draw_business(r, person.place, core)
    firm.trading = firm.holding = ""
    if r() < 0.6:
        firm.phone, firm.dial = person.phone, person.dial
    if r() < 0.5:
        firm.mails = list(person.mails)
    return [person, firm]


def county(r: Chance) -> list[Customer]:
    """Return offices of one county, or schools of one town: one domain, mostly one switchboard or mailbox."""
    town = draw_town(r)
    place = draw_place(r, town)
    first = draw_business(r, place, f"{place.city} County")
    first.domain = domain_for(first.core, place.city, r)
    chance = r()
    kinds = _OFFICES if chance < 0.5 else _SCHOOLS if chance < 0.75 else _UNITS
    start = f"{place.city} County" if chance < 0.5 else place.city if chance < 0.75 else draw_business(r, place).core
    rung, mailed, housed = r() < 0.5, r() < 0.4, r() < 0.5
    box = [f"{ROLES[int(r() * len(ROLES))]}@{first.domain}"]
    family: list[Customer] = []
    names: set[str] = set()
    if kinds is _UNITS and r() < 0.5:
        parent = draw_business(r, place, start)
        parent.trading = parent.holding = ""
        parent.domain, parent.site, parent.mails = first.domain, True, box
        family.append(parent)
    for _ in range(int(2 + r() * 3)):
        name = kinds[int(r() * len(kinds))]
        if name in names:
            continue
        names.add(name)
        office = draw_business(r, place if housed else draw_place(r, town), f"{start} {name}")
        office.trading = office.holding = office.form = ""
        office.domain, office.site = first.domain, r() < 0.6
        office.mails = box if mailed else [mailbox(draw_person(r), r, first.domain)]
        if rung:
            office.phone, office.dial = first.phone, first.dial
        family.append(office)
    return family


def twins(r: Chance) -> list[Customer]:
    """Return companies of one owner that differ in a letter, a direction or a year."""
    place = draw_place(r, draw_town(r))
    first = draw_business(r, place)
    first.trading = first.holding = ""
    first.form = US_FORMS[int(r() * len(US_FORMS))] if r() < 0.6 else ""
    family: list[Customer] = []
    for number in _TWINS[int(r() * len(_TWINS))][: int(2 + r() * 2)]:
        twin = copy.copy(first)
        twin.number = number
        if r() < 0.25:
            twin.phone, twin.dial = draw_phone(r, place)
        if r() < 0.3:
            twin.place = draw_place(r, draw_town(r))
        family.append(twin)
    return family


def numbered(r: Chance) -> list[Customer]:
    """Return people of one first name whose mailboxes differ in their number, and of one surname at times."""
    first = draw_private(r)
    assert first.person is not None
    family = [first]
    domain = mailbox(first.person, r).rpartition("@")[2]
    local = (
        first.person.first.lower() if first.person.first.isascii() and first.person.first.isalpha() else draw_first(r)
    )
    first.mails = [f"{local}{int(r() * 9000) + 100}@{domain}"]
    for _ in range(int(1 + r() * 2)):
        other = draw_private(r, first.place if r() < 0.1 else None)
        assert other.person is not None
        other.person.first = first.person.first
        if r() < 0.3:
            other.person.last = first.person.last
        other.mails = [f"{local}{int(r() * 9000) + 100}@{domain}"]
        family.append(other)
    return family


KIN: tuple[tuple[Family, float], ...] = (
    *((registered, 0.02), (colleagues, 0.022), (relatives, 0.03), (owner, 0.03), (county, 0.02), (twins, 0.02)),
    (numbered, 0.012),
)
"""Which of these a list of kin holds, and the chance that the next customer begins one."""
