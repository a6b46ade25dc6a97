"""People as customers: their names in all their forms, and their mailboxes.

Goes in: a source of chance. Comes out: `Person`, and its name as one clerk or another would enter it.
"""

from __future__ import annotations

from dataclasses import dataclass

from customer_lists.errors import bare, slip
from customer_lists.places import Chance
from customer_lists.words import FIRST_NAMES, FREE_MAIL, NICKNAMES, SURNAMES, skewed

_FIRST = skewed(FIRST_NAMES, 6, 0.75)
_LAST = skewed(SURNAMES, 12, 0.72)
_TITLES = ("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Mr ", "Rev. ")
_TAILS = (" (Customer)", " (old)", " - dup", "-1", " (C)", " *")
_NO_SPACE = str.maketrans("", "", " '.-")


@dataclass(slots=True)
class Person:
    """A person; `suffix` is Jr or Sr, `partner` the first name of who shares the account, `married` a second surname."""

    first: str
    last: str
    middle: str
    suffix: str = ""
    partner: str = ""
    married: str = ""


def draw_first(r: Chance) -> str:
    """Return a first name, common ones oftener."""
    return _FIRST[int(r() * len(_FIRST))]


def draw_last(r: Chance) -> str:
    """Return a surname, common ones oftener."""
    return _LAST[int(r() * len(_LAST))]


def draw_person(r: Chance) -> Person:
    """Return a person."""
    person = Person(draw_first(r), draw_last(r), chr(65 + int(r() * 25)) if r() < 0.3 else "")
    if r() < 0.15:
        person.partner = draw_first(r)
    if r() < 0.1:
        person.married = draw_last(r)
    return person


def _first(person: Person, r: Chance, noise: float) -> str:
    first = person.first
    if r() < 0.07 * noise and first in NICKNAMES:
        short = NICKNAMES[first]
        first = short[int(r() * len(short))]
    if r() < 0.015 * noise:
        first = first[0] + ("." if r() < 0.6 else "")
    if r() < 0.035 * noise:
        first = slip(first, r)
    return bare(first) if not first.isascii() and r() < 0.35 else first


def _last(person: Person, r: Chance, noise: float) -> str:
    last = slip(person.last, r) if r() < 0.035 * noise else person.last
    if not last.isascii() and r() < 0.35:
        last = bare(last)
    if person.married and r() < 0.12 * noise:
        last = f"{last}-{person.married}" if r() < 0.8 else person.married
    return last


def _middle(person: Person, r: Chance, noise: float) -> str:
    """Return the middle initial with a blank before it, blank where it is left out."""
    if person.middle and r() < 0.6:
        return f" {person.middle}." if r() < 0.6 else f" {person.middle}"
    return f" {chr(65 + int(r() * 25))}." if r() < 0.01 * noise else ""


def name_of(person: Person, r: Chance, noise: float) -> str:
    """Return the name as entered; `noise` 1 is a common list, higher a careless one."""
    first, last, middle = _first(person, r, noise), _last(person, r, noise), _middle(person, r, noise)
    if person.partner and r() < 0.16 * noise:
        text = f"{first} {'&' if r() < 0.75 else 'and'} {person.partner} {last}"
    elif r() < 0.04 * noise:
        text = f"{last}, {first}{middle}"
    elif r() < 0.006 * noise:
        text = f"{last} {first}"
    else:
        text = f"{first}{middle} {last}"
        if r() < 0.012:
            text = _TITLES[int(r() * 6)] + text
    if person.suffix:
        text += ("" if r() < 0.75 else ",") + " " + person.suffix + ("." if r() < 0.3 else "")
    if r() < 0.008 * noise:
        text += _TAILS[int(r() * len(_TAILS))]
    return text


def mailbox(person: Person, r: Chance, domain: str = "") -> str:
    """Return a mailbox of the person: at the domain given, else with a free provider."""
    first = bare(person.first).lower().translate(_NO_SPACE)
    last = bare(person.last).lower().translate(_NO_SPACE)
    chance = r()
    if chance < 0.22:
        local = first + last
    elif chance < 0.38:
        local = f"{first}.{last}"
    elif chance < 0.5:
        local = f"{first}_{last}"
    elif chance < 0.66:
        local = first[0] + last
    elif chance < 0.78:
        local = last + first[0]
    elif chance < 0.9:
        local = first
    else:
        local = first + last[0]
    free = not domain
    if r() < (0.6 if free else 0.15) or (free and local == first):
        local += str(int(10 ** (1 + r() * 3)))
    return f"{local}@{domain or FREE_MAIL[int(r() * len(FREE_MAIL))]}"
