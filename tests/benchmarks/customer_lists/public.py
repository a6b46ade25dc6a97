"""Lists like the public ones: address lists of people, dirty registers of people, and restaurants in two guides.

Goes in: a source of chance. Comes out: clusters of records without end. Each list has its own habits (case, how many
records a person has, how strong the errors are), drawn once at its beginning.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from customer_lists import errors
from customer_lists.people import draw_first, draw_last, draw_person, mailbox
from customer_lists.places import BIG_TOWNS, Chance, Place, draw_place, draw_town
from customer_lists.words import BRAND_ENDS, NICKNAMES, STREET_TYPES, STREETS, SYLLABLES, THINGS

Row = tuple[str, ...]
_BLANK_CONTACT = ("", "", "", "")


def _count(r: Chance, shares: tuple[float, ...]) -> int:
    chance = r()
    for place, share in enumerate(shares, 1):
        chance -= share
        if chance < 0:
            return place
    return len(shares)


def _swap_space(text: str, r: Chance) -> str:
    """Return the text with a space lost, or one that does not belong there."""
    if " " in text and r() < 0.6:
        at = text.index(" ")
        return text[:at] + text[at + 1 :]
    at = 1 + int(r() * max(1, len(text) - 1))
    return text[:at] + " " + text[at:]


def _case(row: Row, style: int) -> Row:
    if style == 0:
        return tuple(cell.lower() for cell in row)
    return tuple(cell.upper() for cell in row) if style == 1 else row


def people_records(r: Chance) -> Iterator[list[Row]]:
    """Yield people with an address and nothing else, as on registers of voters: typing errors of moderate strength."""
    style = int(r() * 3)
    twice = r() < 0.5
    shares = (0.42, 0.18, 0.13, 0.10, 0.08, 0.09) if not twice else (0.15, 0.80, 0.05)
    strength = 0.6 + r() * 0.9
    neighbour: Place | None = None
    last = ""
    while True:
        person = draw_person(r)
        person.partner = ""
        place = draw_place(r, draw_town(r), suite=0.08)
        if neighbour is not None and r() < 0.04:
            # the same household: another person of the same surname at the same door
            place, person.last = neighbour, last
        neighbour, last = place, person.last
        rows = [_person_row(person.first, person.middle, person.last, place, r, 0.0)]
        for _ in range(_count(r, shares) - 1):
            own = copy.copy(place)
            first, middle, surname = person.first, person.middle, person.last
            if r() < 0.05 * strength:
                own.street = STREETS[int(r() * len(STREETS))]
            if r() < 0.07 * strength:
                own.number = str(int(r() * 250) + 1)
            if r() < 0.04 * strength and own.land is None:
                own.state = BIG_TOWNS[int(r() * len(BIG_TOWNS))].state
            if r() < 0.05 * strength and first in NICKNAMES:
                first = NICKNAMES[first][0]
            if r() < 0.04 * strength:
                first = draw_first(r)
            if r() < 0.035 * strength:
                surname = draw_last(r)
            if r() < 0.5:
                middle = ""
            rows.append(_person_row(first, middle, surname, own, r, strength))
        yield [_case(row, style) for row in rows]


def _person_row(first: str, middle: str, last: str, place: Place, r: Chance, strength: float) -> Row:
    if r() < 0.06 * strength:
        name = f"{last} {first}"
    else:
        name = " ".join(part for part in (first, middle, last) if part)
    if r() < 0.04 * strength:
        name = first if r() < 0.5 else last
    street = errors.street(place, r, 0.0) if strength and r() < 0.2 else _plain_street(place)
    cells = [name, street, place.city, place.state, place.postal]
    for at, often in enumerate((0.30, 0.26, 0.18, 0.03)):
        chance = often * strength
        while r() < chance:
            cells[at] = errors.slip(cells[at], r) if r() < 0.85 or not cells[at] else _swap_space(cells[at], r)
            chance *= 0.4
    if r() < 0.16 * strength:
        cells[4] = errors.wrong_digit(cells[4], r)
    for at, often in ((1, 0.005), (2, 0.025), (3, 0.02)):
        if r() < often * strength:
            cells[at] = ""
    return (cells[0], *_BLANK_CONTACT, *cells[1:], "")


def _plain_street(place: Place) -> str:
    kind = STREET_TYPES[place.kind][0]
    unit = f" {place.unit_kind} {place.unit}" if place.unit_kind else ""
    return f"{place.number} {place.direction + ' ' if place.direction else ''}{place.street} {kind}{unit}"


def _scramble(text: str, r: Chance, often: float) -> str:
    """Return the text with slips, and by chance two letters far apart swapped."""
    while text and r() < often:
        often *= 0.5
        if r() < 0.35 and len(text) > 3:
            left, right = sorted((int(r() * len(text)), int(r() * len(text))))
            if left != right:
                text = text[:left] + text[right] + text[left + 1 : right] + text[left] + text[right + 1 :]
        else:
            text = errors.slip(text, r)
    return text


def dirty_records(r: Chance) -> Iterator[list[Row]]:
    """Yield people of few large towns with a mailbox, up to seven records each, names swapped, cut and scrambled."""
    towns = [draw_town(r).name for _ in range(60)]
    strength = 0.7 + r() * 0.6
    while True:
        person = draw_person(r)
        town = towns[int(r() ** 2.5 * len(towns))]
        mail = mailbox(person, r, f"{draw_last(r).lower()}.{('com', 'com', 'net', 'org', 'info', 'biz')[int(r() * 6)]}")
        rows: list[Row] = []
        for _ in range(1 + int(r() * 7)):
            first, last = person.first, person.last
            chance = r()
            if chance < 0.14 * strength:
                last = ""
            elif chance < 0.24 * strength:
                first = ""
            elif chance < 0.40 * strength:
                first, last = last, first
            if r() < 0.04 * strength:
                first, last = "", ""
            first, last = _scramble(first, r, 0.28 * strength), _scramble(last, r, 0.28 * strength)
            own_mail = "" if r() < 0.21 else _scramble(mail, r, 0.20 * strength)
            own_town = "" if r() < 0.19 else _scramble(town, r, 0.22 * strength)
            rows.append((f"{first} {last}".strip(), "", own_mail, "", "", "", own_town, "", "", ""))
        yield rows


_KITCHENS = tuple(
    """cafe grill bistro trattoria ristorante brasserie kitchen tavern steakhouse diner cantina taqueria sushi noodle house
    oyster bar pizzeria bakery delicatessen barbecue smokehouse chophouse tea room garden palace inn club lounge""".split()
)
_ARTICLES = ("the ", "la ", "le ", "el ", "il ", "chez ", "cafe ", "little ", "casa ", "ristorante ")
_QUARTERS = (
    "midtown",
    "west side",
    "old town",
    "harbor east",
    "downtown",
    "north beach",
    "uptown",
    "riverside",
    "the heights",
)


def restaurant_records(r: Chance) -> Iterator[list[Row]]:
    """Yield restaurants of a few towns from two guides: name, phone, street, town; few of them in both."""
    towns = [BIG_TOWNS[int(r() * len(BIG_TOWNS))] for _ in range(6)]
    shared = 0.08 + r() * 0.25
    while True:
        town = towns[int(r() ** 1.5 * len(towns))]
        place = draw_place(r, town, suite=0.0)
        name = _restaurant(r)
        phone = f"{place.areas[0]}{int(r() * 790) + 200}{int(r() * 10000):04d}"
        if r() < 0.03:
            # two rooms of one hotel: one door, one switchboard, two restaurants
            hotel = draw_last(r)
            for room in (f"{hotel} dining room", f"{hotel} {_KITCHENS[int(r() * len(_KITCHENS))]}"):
                yield [_case(_guide_row(room, phone, place, r, False), 0)]
            continue
        rows = [_guide_row(name, phone, place, r, False)]
        if r() < shared:
            rows.append(_guide_row(name, phone, place, r, True))
        if r() < 0.02:
            # another house of one name in the town
            line = f"{phone[:6]}{int(r() * 10000):04d}"
            yield [_case(_guide_row(name, line, draw_place(r, town, suite=0.0), r, False), 0)]
        yield [_case(row, 0) for row in rows]


def _restaurant(r: Chance) -> str:
    chance = r()
    kitchen = _KITCHENS[int(r() * len(_KITCHENS))]
    thing = THINGS[int(r() * len(THINGS))]
    if chance < 0.2:
        return f"{draw_first(r)}'s" + (f" {kitchen}" if r() < 0.4 else "")
    if chance < 0.35:
        return f"{draw_last(r)}'s" + (f" {kitchen}" if r() < 0.4 else "")
    if chance < 0.55:
        return _ARTICLES[int(r() * len(_ARTICLES))] + SYLLABLES[int(r() * len(SYLLABLES))] + BRAND_ENDS[int(r() * 9)]
    if chance < 0.75:
        return f"{thing} {kitchen}"
    if chance < 0.87:
        return f"{_ARTICLES[int(r() * 2)]}{thing} {THINGS[int(r() * len(THINGS))]}"
    return f"{SYLLABLES[int(r() * len(SYLLABLES))]}{BRAND_ENDS[int(r() * len(BRAND_ENDS))]} {kitchen}"


def _guide_row(name: str, phone: str, place: Place, r: Chance, second: bool) -> Row:
    a, b, c = phone[:3], phone[3:6], phone[6:]
    street = errors.street(place, r, 0.0)
    city = place.city
    if second:
        chance = r()
        if chance < 0.12:
            name += f" {('restaurant', 'cafe', 'bar', 'and grill')[int(r() * 4)]}"
        elif chance < 0.18 and name.startswith("the "):
            name = name[4:] + "  the"
        elif chance < 0.28 and " " in name:
            name = name.rsplit(" ", 1)[0]
        elif chance < 0.36:
            name += f" ({city})"
        elif chance < 0.42:
            name = errors.slip(name, r)
        elif chance < 0.46:
            name = name.replace("'s", "s").replace(" and ", " & ")
        if r() < 0.28:
            first, other = STREETS[int(r() * len(STREETS))], STREETS[int(r() * len(STREETS))]
            street += (
                f"  between {first} and {other} sts.",
                f"  off {first} st.",
                f"  at {first} st.",
                f"  near {other} ave.",
            )[int(r() * 4)]
        if r() < 0.25:
            city = _QUARTERS[int(r() * len(_QUARTERS))] if r() < 0.5 else f"{city} city"
        if r() < 0.05:
            c = f"{int(r() * 10000):04d}"
    written = f"{a}/{b}-{c}" if second or r() < 0.1 else f"{a}-{b}-{c}"
    if r() < 0.02:
        written = f"{a}/ {b}-{c}"
    return (name, "", "", written, "", street, city, "", "", "")
