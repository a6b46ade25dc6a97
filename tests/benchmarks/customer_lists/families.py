"""Customers that look alike and are not the same: chains, sisters, departments, jobs, neighbours, namesakes.

Goes in: a source of chance. Comes out: a list of different `Customer`s that share what real ones share.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from customer_lists.business_names import brand, draw_core, draw_property, draw_trade
from customer_lists.businesses import (
    Customer,
    domain_for,
    draw_business,
    draw_phone,
    draw_private,
    draw_where,
    shared_mailbox,
)
from customer_lists.people import draw_first, draw_person, mailbox
from customer_lists.places import Chance, draw_place, draw_town
from customer_lists.words import DEPARTMENTS, ROLES, STREETS, US_FORMS

_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def chain(r: Chance) -> list[Customer]:
    """Return the branches of a chain: one name and site, other towns, sometimes one switchboard."""
    first = draw_business(r, draw_place(r, draw_town(r)))
    first.holding = first.trading = ""
    if r() < 0.55:
        # chains bear brands more than owners' names, and branches no legal form
        name = brand(r) if r() < 0.6 else f"{draw_first(r)}'s"
        first.core = f"{name} {draw_trade(r)}"
        first.domain = domain_for(first.core, first.place.city, r)
    if r() < 0.7:
        first.form = ""
    if not first.domain:
        first.domain = domain_for(first.core, first.place.city, r)
    head = _TOLL_FREE[int(r() * 7)] + f"{int(r() * 790) + 200}{int(r() * 10000):04d}"
    shared = r() < 0.45
    style = r()
    branches: list[Customer] = []
    for _ in range(int(2 + r() ** 1.8 * 13)):
        branch = draw_business(r, draw_place(r, draw_town(r)), first.core)
        branch.form, branch.article, branch.domain, branch.site = first.form, first.article, first.domain, True
        branch.trading = branch.holding = ""
        if shared and r() < 0.75:
            branch.phone, branch.dial = head, ""
        city = branch.place.city.lower().replace(" ", "")
        local = mailbox(branch.clerk or draw_person(r), r, first.domain)
        role = f"{ROLES[int(r() * len(ROLES))]}@{first.domain}"
        chance = r()
        branch.mails = [f"{city}@{first.domain}", local] if chance < 0.4 else [local] if chance < 0.7 else [role, local]
        if style < 0.18:
            branch.tail = f" #{int(r() * 1400) + 1}"
        elif style < 0.33:
            branch.tail = f" - {branch.place.city}"
        elif style < 0.42:
            branch.tail = f" of {branch.place.city}"
        if branch.tail and style < 0.18:
            branch.form = "" if r() < 0.8 else branch.form
        branches.append(branch)
    return branches


def sisters(r: Chance) -> list[Customer]:
    """Return companies of one owner that differ in their number alone, at one address, mostly with one phone."""
    place = draw_place(r, draw_town(r))
    first = draw_business(r, place, draw_property(r, place))
    first.trading = ""
    first.form = first.form or US_FORMS[int(r() * len(US_FORMS))]
    style = int(r() * 4)
    family: list[Customer] = []
    for count in range(int(2 + r() * 3.4)):
        sister = copy.copy(first)
        sister.number = (_ROMAN[count], f"Phase {count + 1}", str(count + 1), _ROMAN[count])[style]
        if style == 3:
            sister.number = f"Fund {_ROMAN[count]}"
        if r() < 0.15:
            sister.phone, sister.dial = draw_phone(r, place)
        if not first.domain and r() < 0.6:
            sister.mails = [mailbox(draw_person(r), r)]
        if r() < 0.06:
            sister.form = US_FORMS[int(r() * len(US_FORMS))]
        family.append(sister)
    return family


def departments(r: Chance) -> list[Customer]:
    """Return departments that buy for themselves: one name and domain, other phones, near-by doors."""
    place = draw_place(r, draw_town(r))
    first = draw_business(r, place)
    first.trading = first.holding = ""
    first.domain = first.domain or domain_for(first.core, place.city, r)
    first.site = r() < 0.7
    style = r()
    family: list[Customer] = []
    names: set[str] = set()
    for count in range(int(2 + r() * 3)):
        name = DEPARTMENTS[int(r() * len(DEPARTMENTS))]
        if name in names:
            continue
        names.add(name)
        own = copy.copy(first)
        own.tail = f", {name}" if style < 0.35 else f" - {name}" if style < 0.6 else f" - Dept of {name}"
        own.form = first.form if r() < 0.3 else ""
        own.place = copy.copy(place)
        if r() < 0.6:
            own.place.number = str(int(place.number) + count * 10)
        own.phone, own.dial = draw_phone(r, place)
        clerk = draw_person(r)
        role = f"{ROLES[int(r() * len(ROLES))]}@{first.domain}"
        own.mails = [mailbox(clerk, r, first.domain), role] if r() < 0.5 else [role]
        family.append(own)
    return family


def jobs(r: Chance) -> list[Customer]:
    """Return a customer and its sub-customers: jobs, sites, phases, mostly with the parent's contact data."""
    parent = draw_business(r)
    parent.trading = parent.holding = ""
    family = [parent]
    names: set[str] = set()
    for _ in range(int(1 + r() * 3.6)):
        chance = r()
        street = f"{int(r() * 9800) + 100} {STREETS[int(r() * len(STREETS))]}"
        if chance < 0.35:
            name = f"Job {int(r() * 9800) + 100}"
        elif chance < 0.5:
            name = f"{street} {('St', 'Ave', 'Rd', 'Dr')[int(r() * 4)]}"
        elif chance < 0.62:
            name = f"Phase {int(r() * 5) + 1}"
        elif chance < 0.74:
            name = ("Warehouse", "Showroom", "Shop", "Yard", "Main Office", "Plant 2")[int(r() * 6)]
        elif chance < 0.88:
            name = f"{draw_trade(r)} {('Remodel', 'Project', 'Addition', 'Repair')[int(r() * 4)]}"
        else:
            name = f"{parent.place.city} Office" if r() < 0.5 else f"Project {STREETS[int(r() * len(STREETS))]}"
        if name in names:
            continue
        names.add(name)
        child = copy.copy(parent)
        child.job = name
        if r() < 0.22:
            child.phone, child.dial = draw_phone(r, parent.place)
        if r() < 0.3 and parent.place.land is None:
            child.place = draw_place(r, draw_town(r)) if r() < 0.3 else copy.copy(parent.place)
            child.place.number = str(int(r() * 9000) + 10)
            child.place.street = STREETS[int(r() * len(STREETS))]
        family.append(child)
    return family


def served(r: Chance) -> list[Customer]:
    """Return strangers who share a bookkeeper: its mailbox, its phone or both."""
    box = shared_mailbox(r)
    phone, _ = draw_phone(r, draw_place(r, draw_town(r)))
    family: list[Customer] = []
    for _ in range(int(2 + r() * 4)):
        client = draw_business(r)
        if r() < 0.75:
            client.mails = [box]
        if r() < 0.6:
            client.phone, client.dial = phone, ""
        family.append(client)
    return family


def tenants(r: Chance) -> list[Customer]:
    """Return strangers at one address: one building, mostly one suite."""
    place = draw_place(r, draw_town(r), suite=1.0)
    family: list[Customer] = []
    for _ in range(int(2 + r() ** 1.5 * 5)):
        where = place
        if r() < 0.25:
            where = copy.copy(place)
            where.unit = str(int(r() * 800) + 100)
        family.append(draw_business(r, where))
    return family


def namesakes(r: Chance) -> list[Customer]:
    """Return businesses or people of one name in different places, who do not know each other."""
    if r() < 0.45:
        first = draw_private(r)
        family = [first]
        for _ in range(int(1 + r() ** 2 * 3)):
            other = draw_private(r)
            other.person = copy.copy(first.person)
            assert other.person is not None
            if r() < 0.7:
                other.person.middle = ""
            other.mails = [mailbox(other.person, r)]
            if r() < 0.15:
                other.place = draw_place(r, draw_town(r)) if first.place.land else copy.copy(first.place)
                other.place.number, other.place.street = str(int(r() * 9000) + 10), STREETS[int(r() * len(STREETS))]
            family.append(other)
        return family
    place = draw_where(r)
    core = draw_core(r, place.city)
    family = [draw_business(r, place, core)]
    for _ in range(int(1 + r() ** 2 * 3)):
        family.append(draw_business(r, None, core))
    if r() < 0.4:
        for member in family[1:]:
            member.form = family[0].form
    return family


def siblings(r: Chance) -> list[Customer]:
    """Return businesses of one owner or town whose names differ in the trade alone."""
    place = draw_where(r)
    first = draw_business(r, place)
    start = first.core.split()[0]
    family = [first]
    for _ in range(int(1 + r() * 2)):
        other = draw_business(r, place if r() < 0.25 else None, f"{start} {draw_trade(r)}")
        if r() < 0.2:
            other.phone, other.dial = first.phone, first.dial
        if r() < 0.5:
            other.form = first.form
        if other.core != first.core:
            family.append(other)
    return family


def household(r: Chance) -> list[Customer]:
    """Return people of one surname at one address; sometimes father and son of one name."""
    first = draw_private(r)
    assert first.person is not None
    first.person.partner = first.person.married = ""
    family = [first]
    junior = r() < 0.3
    for _ in range(1 if junior else int(1 + r() * 1.5)):
        other = draw_private(r, first.place)
        assert other.person is not None
        other.person.last, other.person.partner, other.person.married = first.person.last, "", ""
        if junior:
            other.person.first, other.person.middle = first.person.first, first.person.middle
            first.person.suffix, other.person.suffix = ("Sr" if r() < 0.5 else ""), "Jr"
        elif other.person.first == first.person.first:
            other.person.first = draw_first(r)
        if other.person.first == first.person.first and not junior:
            continue
        other.mails = [mailbox(other.person, r)]
        if r() < 0.35:
            other.phone, other.dial = first.phone, first.dial
        if r() < 0.12:
            other.mails = list(first.mails)
        family.append(other)
    return family


Family = Callable[[Chance], list[Customer]]

STANDARD: tuple[tuple[Family, float], ...] = (
    *((chain, 0.0048), (sisters, 0.009), (departments, 0.0065), (jobs, 0.0085), (served, 0.007), (tenants, 0.007)),
    *((namesakes, 0.021), (siblings, 0.012), (household, 0.008)),
)
"""Which families a common list holds, and the chance that the next customer begins one."""
HARD: tuple[tuple[Family, float], ...] = (
    *((chain, 0.004), (sisters, 0.012), (departments, 0.006), (jobs, 0.008), (served, 0.007), (tenants, 0.016)),
    *((namesakes, 0.055), (siblings, 0.024), (household, 0.016)),
)
"""The same for a list full of look-alikes."""
