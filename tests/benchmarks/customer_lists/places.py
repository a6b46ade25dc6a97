"""Where customers are: towns with states, postal codes and area codes, streets, and the lands beside the United States.

Goes in: a source of chance. Comes out: `Place`, an address in parts, to be written in many ways by `errors`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from customer_lists.lands import Land
from customer_lists.words import STREET_TYPES, STREETS, SURNAMES, skewed

Chance = Callable[[], float]

_BIG = """New York NY 100|Los Angeles CA 900|Chicago IL 606|Houston TX 770|Phoenix AZ 850|Philadelphia PA 191|San Diego CA 921|
San Antonio TX 782|Dallas TX 752|Jacksonville FL 322|Austin TX 787|Fort Worth TX 761|San Jose CA 951|Columbus OH 432|
Charlotte NC 282|Indianapolis IN 462|Seattle WA 981|Denver CO 802|Oklahoma City OK 731|Nashville TN 372|Boston MA 021|
Portland OR 972|Las Vegas NV 891|Detroit MI 482|Memphis TN 381|Louisville KY 402|Baltimore MD 212|Milwaukee WI 532|
Albuquerque NM 871|Tucson AZ 857|Fresno CA 937|Sacramento CA 958|Kansas City MO 641|Mesa AZ 852|Atlanta GA 303|Omaha NE 681|
Raleigh NC 276|Miami FL 331|Oakland CA 946|Minneapolis MN 554|Tulsa OK 741|Tampa FL 336|New Orleans LA 701|Wichita KS 672|
Cleveland OH 441|Honolulu HI 968|Saint Louis MO 631|Pittsburgh PA 152|Cincinnati OH 452|Anchorage AK 995|Newark NJ 071|
Lincoln NE 685|Orlando FL 328|Durham NC 277|Buffalo NY 142|Madison WI 537|Lubbock TX 794|Reno NV 895|Norfolk VA 235|
Richmond VA 232|Boise ID 837|Spokane WA 992|Baton Rouge LA 708|Des Moines IA 503|Tacoma WA 984|Modesto CA 953|
Fayetteville NC 283|Birmingham AL 352|Rochester NY 146|Salt Lake City UT 841|Little Rock AR 722|Amarillo TX 791|Akron OH 443|
Knoxville TN 379|Worcester MA 016|Providence RI 029|Jackson MS 392|Chattanooga TN 374|Sioux Falls SD 571|Dayton OH 454|
Charleston SC 294|Savannah GA 314|Springfield MO 658|Springfield IL 627|Springfield MA 011|Columbia SC 292|Columbia MO 652|
Aurora CO 800|Aurora IL 605|Lexington KY 405|Bridgeport CT 066|Hartford CT 061|Stamford CT 069|Manchester NH 031|
Burlington VT 054|Portland ME 041|Wilmington DE 198|Fargo ND 581|Billings MT 591|Cheyenne WY 820|Charleston WV 253|
Saint Paul MN 551|Fort Wayne IN 468|Cedar Rapids IA 524|Green Bay WI 543|Huntsville AL 358|Mobile AL 366|El Paso TX 799|
Shreveport LA 711|Fort Smith AR 729|Washington DC 200|Trenton NJ 086|Camden NJ 081|Syracuse NY 132|Toledo OH 436"""
STATES = dict(
    pair.rsplit(" ", 1)[::-1]
    for pair in """Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|
District of Columbia DC|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|
Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT|
Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH|
Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|
Vermont VT|Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY""".replace("\n", "").split("|")
)
_TOWN_STARTS = tuple(
    """Ash Beaver Belle Black Bloom Blue Brook Browns Cam Carl Cedar Center Chester Clarks Clay Clear Clif Coal Cold
    Cooper Crystal Dan Deer Dover Eagle East Eden Edge El Elk Ever Fair Farm Flat Forest Frank Glen Gold Grand Gran Green
    Grove Ham Har Hazel High Hills Holly Home Hope Iron Ivy Jeffer Kings Lake Law Lees Lex Lime Little Long Maple Marsh
    Mason Mead Mill Mon Morris Mul New North Oak Old Orange Palm Park Pine Plain Plea Port Red River Rock Rose Sand Scotts
    Shady Shel Silver South Spring Stone Strat Sugar Sun Sweet Thorn Union Upper Valley Walnut Water Wayne West White
    Willow Win Wood York""".split()
)
_TOWN_ENDS = tuple(
    """ville ton field burg dale port wood brook view mont land ford ham boro haven crest ridge vale well side mere gate
    bury stead""".split()
)
_TOWN_TAILS = (" Springs", " Falls", " Creek", " City", " Heights", " Grove", " Beach", " Junction", " Park", " Center")
_ZIP3 = {
    **{"AL": 352, "AK": 995, "AZ": 852, "AR": 720, "CA": 912, "CO": 803, "CT": 62, "DE": 197, "DC": 200, "FL": 325},
    **{"GA": 304, "HI": 967, "ID": 832, "IL": 610, "IN": 463, "IA": 505, "KS": 664, "KY": 404, "LA": 703, "ME": 42},
    **{"MD": 207, "MA": 17, "MI": 484, "MN": 556, "MS": 386, "MO": 636, "MT": 594, "NE": 683, "NV": 893, "NH": 32},
    **{"NJ": 73, "NM": 873, "NY": 124, "NC": 286, "ND": 583, "OH": 434, "OK": 737, "OR": 973, "PA": 160, "RI": 28},
    **{"SC": 295, "SD": 573, "TN": 377, "TX": 765, "UT": 843, "VT": 52, "VA": 226, "WA": 988, "WV": 255, "WI": 538},
    **{"WY": 823},
}
_STATE_OF_TOWNS = (
    "AL AR AZ CA CA CA CO CT FL FL GA GA IA ID IL IL IN IN KS KY LA MA MD ME MI MI MN MO MS MT NC NC ND NE"
)
_STATE_OF_TOWNS += " NH NJ NJ NM NV NY NY OH OH OK OR PA PA SC SD TN TN TX TX TX UT VA VA VT WA WI WI WV WY"


@dataclass(frozen=True, slots=True)
class Town:
    """A town: its postal codes begin with `zip3`; `only` is the one code of a small town, blank for a large one."""

    name: str
    state: str
    zip3: str
    only: str
    areas: tuple[str, ...]


@dataclass(slots=True)
class Place:
    """One address in parts; `land` is None in the United States; `unit` is blank, or the number of a suite."""

    number: str
    direction: str
    street: str
    kind: int
    unit_kind: str
    unit: str
    box: str
    city: str
    state: str
    postal: str
    land: Land | None
    areas: tuple[str, ...]


_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def _towns() -> tuple[list[Town], list[Town]]:
    chance = random.Random("towns")

    def areas(state: str) -> tuple[str, ...]:
        # area codes belong to states, as they do; they are made up, so that no number rings anywhere
        local = random.Random(state)
        codes = [str(local.randint(2, 9)) + str(local.randint(10, 98)) for _ in range(4)]
        return tuple(chance.sample(codes, 2))

    big: list[Town] = []
    for entry in _BIG.replace("\n", "").split("|"):
        name, state, zip3 = entry.rsplit(" ", 2)
        big.append(Town(name, state, zip3, "", areas(state)))
    small: list[Town] = []
    states = _STATE_OF_TOWNS.split()
    names = [start + end for start in _TOWN_STARTS for end in _TOWN_ENDS if start[-1] != end[0]]
    names += [start + tail for start in _TOWN_STARTS for tail in _TOWN_TAILS]
    names += [
        f"{first} {start}{end}"
        for first in ("Fort", "Mount", "Saint")
        for start, end in zip(_TOWN_STARTS, _TOWN_ENDS * 5, strict=False)
    ]
    for name in names:
        # a name like Fairview stands in many states
        for state in chance.sample(states, chance.choice((1, 1, 1, 2, 3))):
            zip3 = f"{_ZIP3[state] + chance.randint(0, 3):03d}"
            small.append(Town(name, state, zip3, f"{zip3}{chance.randint(1, 99):02d}", areas(state)))
    chance.shuffle(small)
    return big, small


BIG_TOWNS, SMALL_TOWNS = _towns()
_BIG_TABLE = BIG_TOWNS * 6 + BIG_TOWNS[:60] * 6 + BIG_TOWNS[:20] * 10
_STREET_TABLE = skewed(STREETS, 4, 0.7, 1 << 13)
_SURNAME_TABLE = skewed(SURNAMES, 10, 0.7, 1 << 15)
_ORDINALS = tuple(
    f"{number}{'th' if 10 <= number % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    for number in range(1, 131)
)


def draw_town(r: Chance) -> Town:
    """Return a town: large ones hold 55 of 100 customers."""
    if r() < 0.55:
        return _BIG_TABLE[int(r() * len(_BIG_TABLE))]
    return SMALL_TOWNS[int(r() ** 1.5 * len(SMALL_TOWNS))]


def draw_place(r: Chance, town: Town, suite: float = 0.22) -> Place:
    """Return an address in a town of the United States; `suite` is the chance of a unit."""
    chance = r()
    if chance < 0.2:
        street = _ORDINALS[int(r() ** 1.7 * len(_ORDINALS))]
    elif chance < 0.72:
        street = _STREET_TABLE[int(r() * len(_STREET_TABLE))]
    else:
        street = _SURNAME_TABLE[int(r() * len(_SURNAME_TABLE))]
    unit = ""
    kind = ""
    if r() < suite:
        kind = ("Suite", "Suite", "Suite", "Unit", "Unit", "Floor", "Apt", "Building")[int(r() * 8)]
        unit = (
            str(int(r() * 9) + 1) if r() < 0.35 else "ABCDEF"[int(r() * 6)] if r() < 0.15 else str(int(r() * 890) + 100)
        )
    postal = town.only or f"{town.zip3}{int(r() ** 1.5 * 99) + 1:02d}"
    return Place(
        number=str(int(r() * 19900) + 100 if r() < 0.55 else int(10 ** (1 + r() * 2))),
        direction="NSEW"[int(r() * 4)] if r() < 0.22 else "",
        street=street,
        kind=int(r() * len(STREET_TYPES)),
        unit_kind=kind,
        unit=unit,
        box=str(int(r() * 9900) + 50),
        city=town.name,
        state=town.state,
        postal=postal,
        land=None,
        areas=town.areas,
    )


def draw_abroad(r: Chance, land: Land) -> Place:
    """Return an address in another land."""
    town = int(r() * len(land.towns))
    postal = "".join(
        str(int(r() * 10)) if mark == "9" else _LETTERS[int(r() * len(_LETTERS))] if mark == "A" else mark
        for mark in land.code
    )
    foreign = land.streets
    street = foreign[int(r() * len(foreign))] if foreign else _STREET_TABLE[int(r() * len(_STREET_TABLE))]
    return Place(
        number=str(int(r() * 240) + 1),
        direction="",
        street=street,
        kind=-1 if foreign else int(r() * 30),
        unit_kind="Unit" if r() < 0.08 else "",
        unit=str(int(r() * 30) + 1),
        box=str(int(r() * 9900) + 50),
        city=land.towns[town],
        state=land.regions[town] if land.regions else "",
        postal=postal,
        land=land,
        areas=(),
    )


def move(r: Chance, place: Place, far: float = 0.3) -> Place:
    """Return where a customer is after a move: another street of the town, or, by chance `far`, another town."""
    if place.land is not None:
        return draw_abroad(r, place.land)
    if r() < far:
        return draw_place(r, draw_town(r))
    return draw_place(
        r, Town(place.city, place.state, place.postal[:3], "" if r() < 0.6 else place.postal, place.areas)
    )
