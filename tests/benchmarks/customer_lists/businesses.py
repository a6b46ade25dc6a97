"""Businesses as customers: what they are called, how they can be reached, and how clerks mangle their names.

Goes in: a source of chance. Comes out: `Customer` (a business, or a person by way of `person`), the truth behind the
records of one cluster, and its name as entered once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from customer_lists.errors import bare, slip
from customer_lists.people import Person, draw_first, draw_last, draw_person, mailbox
from customer_lists.places import LANDS, Chance, Place, draw_abroad, draw_place, draw_town
from customer_lists.words import (
    ABBREVIATIONS,
    ADJECTIVES,
    BRAND_ENDS,
    FREE_MAIL,
    INSTITUTIONS,
    LEGAL_FORMS,
    PROPERTY_WORDS,
    REGIONS,
    ROLES,
    SYLLABLES,
    THINGS,
    TOP_LEVELS,
    TRADES,
    US_FORMS,
    skewed,
)

_TRADES = skewed(TRADES, 20, 0.6, 1 << 13)
_ADJECTIVES = skewed(ADJECTIVES, 10, 0.6, 1 << 13)
_THINGS = skewed(THINGS, 20, 0.6, 1 << 13)
_BROTHERS = ("Sons", "Son", "Daughters", "Brothers", "Bros", "Company", "Associates", "Partners", "Family", "Co")
_TAILS = (
    " (Customer)",
    " (C)",
    " (c)",
    " - dup",
    " (old)",
    " (NEW)",
    " - DO NOT USE",
    " - inactive",
    "-1",
    " (2)",
    " *",
)


@dataclass(slots=True)
class Customer:
    """One real customer: everything that its records may show."""

    place: Place
    phone: str
    dial: str
    mails: list[str]
    person: Person | None = None
    clerk: Person | None = None
    core: str = ""
    """The name without article, number, legal form, branch and job."""
    number: str = ""
    """A sister's number, after the name: `II`, `Phase 3`."""
    form: str = ""
    article: bool = False
    tail: str = ""
    """A branch or department: `, Library`, ` - Boston`, ` #12`."""
    job: str = ""
    """A sub-customer's own name below its parent's."""
    trading: str = ""
    holding: str = ""
    domain: str = ""
    site: bool = False
    moved: list[Place] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    """Other numbers that it had or has."""


def brand(r: Chance) -> str:
    """Return a made-up brand of two or three syllables."""
    word = SYLLABLES[int(r() * len(SYLLABLES))] + SYLLABLES[int(r() * len(SYLLABLES))]
    chance = r()
    if chance < 0.45:
        word += BRAND_ENDS[int(r() * len(BRAND_ENDS))]
    return word[:9].capitalize()


def draw_trade(r: Chance) -> str:
    """Return a trade."""
    return _TRADES[int(r() * len(_TRADES))]


def draw_core(r: Chance, city: str) -> str:
    """Return the name of a business of that city, without its legal form."""
    chance = r()
    trade = _TRADES[int(r() * len(_TRADES))]
    if chance < 0.20:
        return f"{draw_last(r)} {trade}"
    if chance < 0.26:
        return f"{draw_last(r)} & {draw_last(r)} {trade}"
    if chance < 0.285:
        return f"{draw_last(r)} {draw_last(r)} {trade}"
    if chance < 0.335:
        return f"{draw_last(r)} & {_BROTHERS[int(r() * len(_BROTHERS))]}" + (f" {trade}" if r() < 0.3 else "")
    if chance < 0.37:
        return f"{draw_first(r)}'s {trade}"
    if chance < 0.46:
        return f"{city} {trade}"
    if chance < 0.57:
        return f"{_ADJECTIVES[int(r() * len(_ADJECTIVES))]} {trade}"
    if chance < 0.63:
        return f"{REGIONS[int(r() * len(REGIONS))]} {trade}"
    if chance < 0.71:
        return f"{_ADJECTIVES[int(r() * len(_ADJECTIVES))]} {_THINGS[int(r() * len(_THINGS))]} {trade}"
    if chance < 0.75:
        return f"{_THINGS[int(r() * len(_THINGS))]} {_THINGS[int(r() * len(_THINGS))]} {trade}"
    if chance < 0.81:
        return f"{_THINGS[int(r() * len(_THINGS))]}{_THINGS[int(r() * len(_THINGS))].lower()} {trade}"
    if chance < 0.91:
        return f"{brand(r)} {trade}"
    if chance < 0.935:
        return brand(r)
    if chance < 0.955:
        second = _TRADES[int(r() * len(_TRADES))]
        return f"{draw_last(r) if r() < 0.5 else _ADJECTIVES[int(r() * len(_ADJECTIVES))]} {trade.split(' &')[0]} & {second.split(' &')[0]}"
    text = INSTITUTIONS[int(r() * len(INSTITUTIONS))]
    return text.replace("{city}", city).replace("{number}", str(int(r() * 900) + 10))


def draw_property(r: Chance, place: Place) -> str:
    """Return the name of a company that owns one property: its house number and street, or a name, and a word."""
    word = PROPERTY_WORDS[int(r() * len(PROPERTY_WORDS))]
    if r() < 0.4:
        return f"{place.number} {place.street} {word}"
    if r() < 0.5:
        return f"{draw_last(r)} {word}"
    return f"{_ADJECTIVES[int(r() * len(_ADJECTIVES))]} {_THINGS[int(r() * len(_THINGS))]} {word}"


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
    customer = Customer(where, number, dial, [], clerk=clerk, core=core)
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
    return Customer(where, number, dial, mails, person=person)


def _legal(form: str, r: Chance, noise: float) -> str:
    """Return the legal form as entered, with what stands before it."""
    chance = r() / noise
    if chance > 0.36 or form not in LEGAL_FORMS:
        return f" {form}"
    same, other = LEGAL_FORMS[form]
    if chance < 0.13:
        return ""
    if chance < 0.30 or not other:
        text = same[int(r() * len(same))]
        return text if text[0] == "," else f" {text}"
    return f" {other[int(r() * len(other))]}"


def _mangle(core: str, r: Chance, noise: float) -> str:
    """Return the words of a name as entered: shortened, turned, dropped, run together, as initials."""
    words = core.split()
    count = len(words)
    if r() < 0.10 * noise:
        for at in range(count) if r() < 0.5 else range(count - 1, -1, -1):
            short = ABBREVIATIONS.get(words[at])
            if short:
                words[at] = short[int(r() * len(short))]
                break
    if "&" in words and r() < 0.26 * noise:
        at = words.index("&")
        chance = r()
        if chance < 0.55:
            words[at] = "and"
        elif chance < 0.75:
            words[at] = "+"
        elif chance < 0.9:
            del words[at]
        else:
            words[at : at + 1] = []
            words[at - 1] += "+" if r() < 0.3 else "&"
    chance = r() / noise
    count = len(words)
    if chance < 0.014 and count > 1:
        at = int(r() * (count - 1))
        words[at : at + 2] = [words[at] + words[at + 1]]
    elif chance < 0.022 and count > 1:
        words = [words[-1] + ",", *words[:-1]] if r() < 0.5 else [*words[1:-1], words[-1] + ",", words[0]]
    elif chance < 0.028 and count > 1:
        words[0], words[1] = words[1], words[0]
    elif chance < 0.046 and count > 2:
        del words[int(r() * (count - 1)) + 1]
    elif chance < 0.064 and count > 2 and not core[0].isdigit():
        return "".join(word[0] for word in words if word[0].isalnum() and word not in {"and", "of"}).upper()
    elif chance < 0.068:
        longest = max(range(count), key=lambda at: len(words[at]))
        half = len(words[longest]) // 2
        if half > 2:
            words[longest] = f"{words[longest][:half]} {words[longest][half:]}"
    return " ".join(words)


_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}


def _numbered(number: str, r: Chance, noise: float) -> str:
    if r() > 0.1 * noise:
        return number
    word, _, count = number.rpartition(" ")
    if count in _ROMAN:
        count = _ROMAN[count]
    elif word and r() < 0.4:
        count = next((roman for roman, digit in _ROMAN.items() if digit == count), count)
    word = {"Phase": ("Ph", "Ph.", "PH")[int(r() * 3)]}.get(word, word)
    return f"{word} {count}" if word else count


def name_of(customer: Customer, r: Chance, noise: float) -> str:
    """Return the business's name as entered once; `noise` 1 is a common list, higher a careless one."""
    core = _mangle(customer.core, r, noise)
    form = _legal(customer.form, r, noise) if customer.form else ""
    if not customer.form and r() < 0.035 * noise and not customer.tail:
        form = f" {US_FORMS[int(r() * len(US_FORMS))]}"
    if customer.number:
        core += " " + _numbered(customer.number, r, noise)
    if r() < 0.125 * noise:
        core = slip(core, r)
        if r() < 0.16 * noise:
            core = slip(core, r)
    if not core.isascii() and r() < 0.4:
        core = bare(core)
    text = core + form
    if customer.article != (r() < 0.022 * noise):
        text = "The " + text
    if customer.trading:
        chance = r()
        if chance < 0.22:
            text = _mangle(customer.trading, r, noise)
        elif chance < 0.36:
            link = ("DBA", "dba", "d/b/a", "D.B.A.", "t/a", "trading as", "aka")[int(r() * 7)]
            text = f"{text} {link} {customer.trading}"
        elif chance < 0.44:
            link = ("DBA", "dba", "d/b/a", "a division of", "c/o")[int(r() * 5)]
            text = f"{customer.trading} {link} {text}"
    if customer.tail:
        tail = customer.tail
        if r() < 0.2 * noise:
            tail = tail.replace(" - ", ", ") if " - " in tail else tail.replace(", ", " - ")
        text += tail
    if customer.job:
        text += (":" if r() < 0.78 else " - ") + (customer.job if r() > 0.03 * noise else slip(customer.job, r))
    elif customer.holding and r() < 0.10 * noise:
        text = f"{customer.holding}:{text}"
    chance = r() / noise
    if chance < 0.022:
        text += _TAILS[int(r() * len(_TAILS))]
    elif chance < 0.036 and not customer.tail:
        city = customer.place.city
        text += (f" ({city})", f" - {city}", f", {city}", f" {city}")[int(r() * 4)]
    return text


def shared_mailbox(r: Chance) -> str:
    """Return the mailbox of a bookkeeper or manager who serves many customers."""
    office = ("accounting", "bookkeeping", "cpa", "property", "management", "backoffice")[int(r() * 6)]
    role = ROLES[int(r() * len(ROLES))]
    if r() < 0.15:
        return f"{bare(draw_last(r)).lower()}books@{FREE_MAIL[int(r() * len(FREE_MAIL))]}".replace("'", "")
    return f"{role}@{bare(draw_last(r)).lower()}{office}.{TOP_LEVELS[int(r() * len(TOP_LEVELS))]}".replace("'", "")
