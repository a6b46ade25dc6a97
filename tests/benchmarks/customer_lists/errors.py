"""What hands do to a clean value: slips of the keyboard, scanning, spellings, and the many ways to write one thing.

Goes in: a value and a source of chance. Comes out: a text as somebody might have typed it.
"""

from __future__ import annotations

from customer_lists.places import STATES, Chance, Place
from customer_lists.words import STREET_TYPES

_NEAR = {
    **{
        "q": "wa",
        "w": "qes",
        "e": "wrd",
        "r": "etf",
        "t": "ryg",
        "y": "tuh",
        "u": "yij",
        "i": "uok",
        "o": "ipl",
        "p": "ol",
    },
    **{
        "a": "qsz",
        "s": "adwx",
        "d": "sfec",
        "f": "dgrv",
        "g": "fhtb",
        "h": "gjyn",
        "j": "hkum",
        "k": "jli",
        "l": "kop",
    },
    **{"z": "xas", "x": "zcsd", "c": "xvdf", "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk"},
    **{"1": "2", "2": "13", "3": "24", "4": "35", "5": "46", "6": "57", "7": "68", "8": "79", "9": "80", "0": "9"},
}
_SCANNED = (
    *(("m", "rn"), ("rn", "m"), ("l", "1"), ("i", "l"), ("o", "0"), ("d", "cl"), ("w", "vv"), ("e", "c"), ("S", "5")),
    *(("B", "8"), ("I", "l"), ("h", "li"), ("O", "0"), ("u", "v"), ("g", "q"), ("t", "f")),
)
_HEARD = (
    *(
        ("ph", "f"),
        ("ck", "k"),
        ("ie", "ei"),
        ("ei", "ie"),
        ("ll", "l"),
        ("tt", "t"),
        ("ss", "s"),
        ("nn", "n"),
        ("c", "k"),
    ),
    *(
        ("s", "z"),
        ("ea", "ee"),
        ("y", "i"),
        ("f", "ph"),
        ("ou", "u"),
        ("er", "ar"),
        ("ey", "y"),
        ("au", "aw"),
        ("x", "ks"),
    ),
)
_BARE = str.maketrans(
    "áàâäãåçéèêëíìîïñóòôöõøúùûüýžćčśšńǿřłßÁÀÂÄÅÇÉÈÊËÍÎÏÑÓÖØÚÜŽČŚŠŁ",
    "aaaaaaceeeeiiiinoooooouuuuyzccssnorlsAAAAACEEEEIIINOOOUUZCSSL",
)
_DIRECTIONS = {"N": "North", "S": "South", "E": "East", "W": "West"}


def slip(text: str, r: Chance) -> str:
    """Return the text with one slip: a key too many, too few, beside or swapped, read or heard wrongly."""
    if len(text) < 2:
        return text
    chance = r()
    at = int(r() * len(text))
    if not text[at].isalnum():
        at = (at + 1) % len(text)
    key = text[at]
    if chance < 0.22:
        near = _NEAR.get(key.lower(), key)
        return text[: at + 1] + near[int(r() * len(near))] + text[at + 1 :]
    if chance < 0.44:
        return text[:at] + text[at + 1 :]
    if chance < 0.60:
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if chance < 0.78:
        near = _NEAR.get(key.lower(), key)
        other = near[int(r() * len(near))]
        return text[:at] + (other.upper() if key.isupper() else other) + text[at + 1 :]
    if chance < 0.84:
        return text[: at + 1] + key.lower() + text[at + 1 :]
    table = _SCANNED if chance < 0.94 else _HEARD
    start = int(r() * len(table))
    for step in range(len(table)):
        right, wrong = table[(start + step) % len(table)]
        if right in text:
            where = text.rindex(right) if r() < 0.5 else text.index(right)
            return text[:where] + wrong + text[where + len(right) :]
    return text[:at] + text[at + 1 :]


def bare(text: str) -> str:
    """Return the text without accents."""
    return text if text.isascii() else text.replace("ß", "ss").translate(_BARE)


_FORMS = (
    *("({}) {}-{}",) * 28,
    *("{}-{}-{}",) * 24,
    *("{}{}{}",) * 7,
    *("+1{}{}{}",) * 7,
    *("{}.{}.{}",) * 7,
    *("1-{}-{}-{}",) * 6,
    *("({}){}-{}",) * 6,
    *("{} {} {}",) * 5,
    *("+1 {}-{}-{}",) * 5,
    *("{}/{}-{}",) * 2,
    *("+1 ({}) {}-{}",) * 3,
)
"""How a North American number is written, of a hundred."""


def phone(digits: str, dial: str, r: Chance) -> str:
    """Return a phone number as written; `dial` is blank in North America, else the land's code."""
    chance = r()
    if dial:
        if chance < 0.45:
            return f"+{dial} {digits[:2]} {digits[2:5]} {digits[5:]}"
        if chance < 0.65:
            return f"+{dial}{digits}"
        if chance < 0.8:
            return f"0{digits[:3]} {digits[3:]}"
        return f"0{digits}" if chance < 0.9 else f"00{dial} {digits[:3]} {digits[3:]}"
    text = _FORMS[int(chance * len(_FORMS))].format(digits[:3], digits[3:6], digits[6:])
    if r() < 0.02:
        text += (" x", " ext. ", " Ext ", " ext")[int(r() * 4)] + str(int(r() * 980) + 5)
    return text


def wrong_digit(digits: str, r: Chance) -> str:
    """Return the number with one digit wrong, or two swapped."""
    at = int(r() * (len(digits) - 1))
    if r() < 0.35:
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits[:at] + str((int(digits[at]) + 1 + int(r() * 9)) % 10) + digits[at + 1 :]


def street(place: Place, r: Chance, box: float) -> str:
    """Return the street line; by chance `box`, the PO box instead."""
    if r() < box:
        return ("PO Box ", "P.O. Box ", "P O Box ", "POB ", "Box ")[int(r() ** 1.5 * 5)] + place.box
    if place.kind < 0:
        return _street_abroad(place, r)
    text = place.number
    if place.direction:
        chance = r()
        point = place.direction
        text += " " + (_DIRECTIONS[point] if chance < 0.42 else point if chance < 0.78 else point + ".")
        if chance > 0.97:
            text = place.number
    kind, short = STREET_TYPES[place.kind]
    chance = r()
    text += " " + place.street
    if chance < 0.5:
        text += " " + kind
    elif chance < 0.98:
        text += " " + short[int(r() * len(short))]
    if place.unit_kind and r() > 0.05:
        chance = r()
        name = place.unit_kind
        mark = "," if r() < 0.3 else ""
        if chance < 0.5:
            text += f"{mark} {name} {place.unit}"
        elif chance < 0.68:
            text += f"{mark} #{place.unit}"
        else:
            short_unit = {
                "Suite": ("Ste", "Ste.", "STE"),
                "Floor": ("Fl", "Fl", "FL"),
                "Building": ("Bldg", "Bldg.", "BLDG"),
            }
            text += f"{mark} {short_unit.get(name, (name, name, name.upper()))[int(r() * 3)]} {place.unit}"
    return text


def _street_abroad(place: Place, r: Chance) -> str:
    text = place.street
    if r() < 0.25:
        text = bare(text)
    if "traße" in text and r() < 0.2:
        text = text.replace("traße", "tr.")
    assert place.land is not None
    return f"{text} {place.number}" if place.land.number_last else f"{place.number} {text}"


def state(place: Place, r: Chance) -> str:
    """Return the state by its code or, more rarely, its name."""
    if place.land is None and r() < 0.075:
        return STATES[place.state]
    return place.state


def postal(place: Place, r: Chance) -> str:
    """Return the postal code: sometimes with four more digits, sometimes without its leading zero."""
    if place.land is not None:
        return place.postal.replace(" ", "") if r() < 0.1 else place.postal
    code = place.postal
    if code[0] == "0" and r() < 0.3:
        code = code[1:]
    if r() < 0.1:
        code += f"-{int(r() * 9990) + 5:04d}"
    return code


def country(place: Place, r: Chance) -> str:
    """Return the country, in half the records blank."""
    chance = r()
    if place.land is None:
        if chance < 0.45:
            return ""
        return "US" if chance < 0.735 else "USA" if chance < 0.88 else "United States" if chance < 0.985 else "U.S.A."
    if chance < 0.3:
        return ""
    names = place.land.names
    return names[0] if chance < 0.9 else names[int(r() * len(names))]


def website(domain: str, r: Chance) -> str:
    """Return a site's address as written."""
    chance = r()
    if chance < 0.35:
        return "www." + domain
    if chance < 0.53:
        return domain
    if chance < 0.62:
        return "https://" + domain
    if chance < 0.72:
        return f"https://www.{domain}/"
    if chance < 0.80:
        return f"http://www.{domain}"
    if chance < 0.88:
        return f"http://{domain}/"
    if chance < 0.98:
        return "WWW." + domain.upper()
    return f"https://www.{domain}/" + ("contact", "index.html", "home", "en")[int(r() * 4)]
