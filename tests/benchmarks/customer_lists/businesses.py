"""Customers: businesses and people, with everything that their records may show.

Goes in: a source of chance. Comes out: `Customer`, the truth behind the records of one cluster.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from customer_lists.business_names import BusinessName, brand, draw_core
from customer_lists.errors import bare
from customer_lists.lands import LANDS
from customer_lists.people import Person, draw_last, draw_person, mailbox
from customer_lists.places import Chance, Place, draw_abroad, draw_place, draw_town
from customer_lists.words import FREE_MAIL, ROLES, TOP_LEVELS, US_FORMS


@dataclass(slots=True, kw_only=True)
class Customer(BusinessName):
    """One real customer: everything that its records may show."""

    place: Place
    phone: str
    dial: str
    mails: list[str]
    person: Person | None = None
    clerk: Person | None = None
    domain: str = ""
    site: bool = False
    moved: list[Place] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    """Other numbers that it had or has."""
    employer: str = ""
    """Of a person, the company that stands beside the name."""


def domain_for(core: str, city: str, r: Chance) -> str:
    """Return a web domain that a business of that name could have."""
    words = [word for word in bare(core).lower().replace("'", "").replace("-", "").split() if word.isalnum()]
    top = TOP_LEVELS[int(r() * len(TOP_LEVELS))]
    chance = r()
    if chance < 0.5 and words:
        name = "".join(words)[:24]
    elif chance < 0.64 and len(words) > 1:
        name = words[0] + (words[1] if len(words) > 2 else "")
    elif chance < 0.80 and len(words) > 1:
        name = "".join(word[0] for word in words) + bare(city).lower().replace(" ", "")[: int(r() * 6) + 3]
    elif chance < 0.86 and len(words) > 1:
        name = "".join(word[0] for word in words)
    elif chance < 0.94:
        name = brand(r).lower()
    else:
        name = "".join(words)[:18] + ("online", "hq", "usa", "inc", "group")[int(r() * 5)]
    return f"{name or brand(r).lower()}.{top}"


def draw_phone(r: Chance, place: Place) -> tuple[str, str]:
    """Return a phone number of the place and its land's dialling code, blank in North America."""
    if place.land is not None and place.land.dial != "1":
        return f"{int(r() * 9e8 + 1e8)}", place.land.dial
    area = place.areas[int(r() ** 2 * len(place.areas))] if place.areas else str(int(r() * 700) + 204)
    return f"{area}{int(r() * 790) + 200}{int(r() * 10000):04d}", ""


def draw_where(r: Chance) -> Place:
    """Return the address of a new customer."""
    if r() < 0.033:
        return draw_abroad(r, LANDS[int(r() ** 1.7 * len(LANDS))])
    return draw_place(r, draw_town(r))


def draw_business(r: Chance, place: Place | None = None, core: str = "") -> Customer:
    """Return a business; at the place and of the name given, where they are."""
    where = place or draw_where(r)
    number, dial = draw_phone(r, where)
    core = core or draw_core(r, where.city)
    clerk = draw_person(r)
    customer = Customer(place=where, phone=number, dial=dial, mails=[], clerk=clerk, core=core)
    if where.land is not None:
        customer.form = where.land.forms[int(r() * len(where.land.forms))]
    elif r() < 0.68:
        customer.form = US_FORMS[int(r() * len(US_FORMS))]
    customer.article = r() < 0.04
    if r() < 0.86:
        customer.domain = domain_for(core, where.city, r)
        customer.site = r() < 0.92
        role = f"{ROLES[int(r() * len(ROLES))]}@{customer.domain}"
        own = mailbox(clerk, r, customer.domain)
        customer.mails = [role, own] if r() < 0.68 else [own, role]
        customer.mails.append(f"{ROLES[int(r() * len(ROLES))]}@{customer.domain}")
        if r() < 0.2:
            customer.mails.append(mailbox(draw_person(r), r, customer.domain))
    else:
        customer.mails = [mailbox(clerk, r)]
        if r() < 0.3:
            customer.mails.append(mailbox(clerk, r))
    if r() < 0.045:
        customer.trading = draw_core(r, where.city)
    if r() < 0.12:
        customer.holding = (draw_last(r) if r() < 0.5 else core.split()[0]) + (" Holdings" if r() < 0.6 else " Group")
    return customer


def draw_private(r: Chance, place: Place | None = None) -> Customer:
    """Return a person as a customer."""
    where = place or draw_where(r)
    number, dial = draw_phone(r, where)
    person = draw_person(r)
    mails = [mailbox(person, r)]
    if r() < 0.25:
        mails.append(mailbox(person, r))
    return Customer(place=where, phone=number, dial=dial, mails=mails, person=person)


def shared_mailbox(r: Chance) -> str:
    """Return the mailbox of a bookkeeper or manager who serves many customers."""
    office = ("accounting", "bookkeeping", "cpa", "property", "management", "backoffice")[int(r() * 6)]
    role = ROLES[int(r() * len(ROLES))]
    if r() < 0.15:
        return f"{bare(draw_last(r)).lower()}books@{FREE_MAIL[int(r() * len(FREE_MAIL))]}".replace("'", "")
    return f"{role}@{bare(draw_last(r)).lower()}{office}.{TOP_LEVELS[int(r() * len(TOP_LEVELS))]}".replace("'", "")
