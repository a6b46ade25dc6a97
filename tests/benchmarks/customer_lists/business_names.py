"""What businesses are called, and how clerks mangle it.

Goes in: a source of chance. Comes out: the parts of a name (`BusinessName`), and the name as entered once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from customer_lists.errors import bare, slip
from customer_lists.people import draw_first, draw_last
from customer_lists.places import Chance, Place
from customer_lists.words import (
    ABBREVIATIONS,
    ADJECTIVES,
    BRAND_ENDS,
    INSTITUTIONS,
    LEGAL_FORMS,
    PROPERTY_WORDS,
    REGIONS,
    SYLLABLES,
    THINGS,
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


_TRADING = ("DBA", "dba", "d/b/a", "D.B.A.", "t/a", "trading as", "aka", "a division of")


@dataclass(slots=True, kw_only=True)
class BusinessName:
    """The parts of a business's name."""

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


Maker = Callable[[Chance, str, str], str]
_MAKERS: tuple[tuple[int, Maker], ...] = (
    (200, lambda r, city, trade: f"{draw_last(r)} {trade}"),
    (60, lambda r, city, trade: f"{draw_last(r)} & {draw_last(r)} {trade}"),
    (25, lambda r, city, trade: f"{draw_last(r)} {draw_last(r)} {trade}"),
    (35, lambda r, city, trade: f"{draw_last(r)} & {_of(_BROTHERS, r)}"),
    (15, lambda r, city, trade: f"{draw_last(r)} & {_of(_BROTHERS, r)} {trade}"),
    (35, lambda r, city, trade: f"{draw_first(r)}'s {trade}"),
    (90, lambda r, city, trade: f"{city} {trade}"),
    (110, lambda r, city, trade: f"{_of(_ADJECTIVES, r)} {trade}"),
    (60, lambda r, city, trade: f"{_of(REGIONS, r)} {trade}"),
    (80, lambda r, city, trade: f"{_of(_ADJECTIVES, r)} {_of(_THINGS, r)} {trade}"),
    (40, lambda r, city, trade: f"{_of(_THINGS, r)} {_of(_THINGS, r)} {trade}"),
    (60, lambda r, city, trade: f"{_of(_THINGS, r)}{_of(_THINGS, r).lower()} {trade}"),
    (100, lambda r, city, trade: f"{brand(r)} {trade}"),
    (25, lambda r, city, trade: brand(r)),
    (10, lambda r, city, trade: f"{draw_last(r)} {_single(trade)} & {_single(draw_trade(r))}"),
    (10, lambda r, city, trade: f"{_of(_ADJECTIVES, r)} {_single(trade)} & {_single(draw_trade(r))}"),
    (45, lambda r, city, trade: _of(INSTITUTIONS, r).format(city=city, number=int(r() * 900) + 10)),
)
"""The shapes of business names, and how many of a thousand have each."""
_CORES = tuple(maker for share, maker in _MAKERS for _ in range(share))


def _of(words: Sequence[str], r: Chance) -> str:
    return words[int(r() * len(words))]


def _single(trade: str) -> str:
    return trade.split(" &", maxsplit=1)[0]


def draw_core(r: Chance, city: str) -> str:
    """Return the name of a business of that city, without its legal form."""
    return _CORES[int(r() * len(_CORES))](r, city, draw_trade(r))


def draw_property(r: Chance, place: Place) -> str:
    """Return the name of a company that owns one property: its house number and street, or a name, and a word."""
    word = PROPERTY_WORDS[int(r() * len(PROPERTY_WORDS))]
    if r() < 0.4:
        return f"{place.number} {place.street} {word}"
    if r() < 0.5:
        return f"{draw_last(r)} {word}"
    return f"{_ADJECTIVES[int(r() * len(_ADJECTIVES))]} {_THINGS[int(r() * len(_THINGS))]} {word}"


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


def _joined(words: list[str], r: Chance) -> None:
    """Write the `&` of a name in another way, or not at all."""
    at = words.index("&")
    chance = r()
    if chance < 0.55:
        words[at] = "and"
    elif chance < 0.75:
        words[at] = "+"
    else:
        del words[at]
        if chance > 0.9:
            words[at - 1] += "&"


def _mangle(core: str, r: Chance, noise: float) -> str:
    """Return the words of a name as entered: shortened, turned, dropped, run together, as initials."""
    words = core.split()
    if r() < 0.10 * noise:
        places = [at for at, word in enumerate(words) if word in ABBREVIATIONS]
        if places:
            at = places[0 if r() < 0.5 else -1]
            words[at] = _of(ABBREVIATIONS[words[at]], r)
    if "&" in words and r() < 0.26 * noise:
        _joined(words, r)
    chance = r() / noise
    return _turned(words, chance, r) if chance < 0.068 and len(words) > 1 else " ".join(words)


def _turned(words: list[str], chance: float, r: Chance) -> str:
    """Return the words run together, in another order, one short, as initials or with a blank too many."""
    count = len(words)
    if chance < 0.014:
        at = int(r() * (count - 1))
        words[at : at + 2] = [words[at] + words[at + 1]]
    elif chance < 0.022:
        words = [words[-1] + ",", *words[:-1]] if r() < 0.5 else [*words[1:-1], words[-1] + ",", words[0]]
    elif chance < 0.028:
        words[0], words[1] = words[1], words[0]
    elif chance < 0.046 and count > 2:
        del words[int(r() * (count - 1)) + 1]
    elif 0.046 <= chance < 0.064 and count > 2 and not words[0][0].isdigit():
        return "".join(word[0] for word in words if word[0].isalnum() and word not in {"and", "of"}).upper()
    elif chance >= 0.064:
        longest = max(range(count), key=lambda at: len(words[at]))
        half = len(words[longest]) // 2
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


def _traded(text: str, trading: str, r: Chance, noise: float) -> str:
    """Return the name, or the trading name, or both."""
    chance = r()
    if chance < 0.22:
        return _mangle(trading, r, noise)
    if chance < 0.36:
        return f"{text} {_of(_TRADING, r)} {trading}"
    return f"{trading} {_of(_TRADING, r)} {text}" if chance < 0.44 else text


def _slipped(core: str, r: Chance, noise: float) -> str:
    if r() < 0.125 * noise:
        core = slip(core, r)
        if r() < 0.16 * noise:
            core = slip(core, r)
    return bare(core) if not core.isascii() and r() < 0.4 else core


def _marked(text: str, name: BusinessName, city: str, r: Chance, noise: float) -> str:
    """Return the name with what clerks leave behind it: a mark, or the town."""
    chance = r() / noise
    if chance < 0.022:
        return text + _of(_TAILS, r)
    if chance < 0.036 and not name.tail:
        return text + _of((" ({})", " - {}", ", {}", " {}"), r).format(city)
    return text


def name_of(name: BusinessName, city: str, r: Chance, noise: float) -> str:
    """Return the business's name as entered once; `noise` 1 is a common list, higher a careless one."""
    core = _mangle(name.core, r, noise)
    form = _legal(name.form, r, noise) if name.form else ""
    if not name.form and r() < 0.035 * noise and not name.tail:
        form = f" {_of(US_FORMS, r)}"
    if name.number:
        core += " " + _numbered(name.number, r, noise)
    text = _slipped(core, r, noise) + form
    if name.article != (r() < 0.022 * noise):
        text = "The " + text
    if name.trading:
        text = _traded(text, name.trading, r, noise)
    if name.tail:
        tail = name.tail
        if r() < 0.2 * noise:
            tail = tail.replace(" - ", ", ") if " - " in tail else tail.replace(", ", " - ")
        text += tail
    if name.job:
        text += (":" if r() < 0.78 else " - ") + (name.job if r() > 0.03 * noise else slip(name.job, r))
    elif name.holding and r() < 0.10 * noise:
        text = f"{name.holding}:{text}"
    return _marked(text, name, city, r, noise)
