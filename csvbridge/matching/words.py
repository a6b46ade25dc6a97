"""The words that matching knows: legal forms, abbreviations, nicknames, places, all from `schemas/matching/*.toml`.

In: the shipped word lists. Out: one `Words`, plain dicts and sets of *normal words* (`normal_word`), loaded once. It
takes the lists as they are: that every word is normal and means one thing is proven by the tests, not at each start.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from csvbridge.shipped import shipped

_PLAIN = {
    code: chr(code).lower() if chr(code).isalnum() else " " if chr(code).isspace() else None for code in range(128)
}
"""What becomes of an ASCII character: None takes it out."""


def normal_word(text: str) -> str:
    """Return a word, or a phrase, as all lists hold it: ASCII letters in lower case and digits, one blank between two.

    Other scripts are transliterated, accents and punctuation vanish without a trace: `S.à r.l.` is `sa rl`, `B.V.` is
    `bv`, `株式会社` is `zhushihuishe`. Who wants `a/b` to be two words cuts before asking.
    """
    if not text.isascii():
        # compatibility forms first, so that full-width letters, ㈱ and loose accents end as the usual letters do
        text = anyascii(unicodedata.normalize("NFKC", text))
    return " ".join(text.translate(_PLAIN).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every word list, keys and values normal; phrases are normal words joined by one blank.

    ISO codes are in lower case like all else. Domains alone keep their dots.
    """

    legal_forms: dict[str, str]
    """Word or phrase -> family: `incorporated` -> `inc`."""
    ambiguous: frozenset[str]
    """Legal forms that are words or names, too: they count at the end of a name alone."""
    leading_forms: frozenset[str]
    """Legal forms that usually stand before the name: `ooo`, `pt`."""
    glued_forms: tuple[str, ...]
    """Legal forms that stand before or behind a name without a blank (`zhushihuishe`), the longest first."""
    bracket_forms: dict[str, str]
    """Sign in brackets that is short for a glued form: `zhu` -> `zhushihuishe`."""
    abbreviations: dict[str, str]
    """Variant of a business word -> the one that stands for all: `mfg` -> `manufacturing`."""
    stop_words: frozenset[str]
    and_words: frozenset[str]
    """What `&` says in words, a part of the stop words."""
    trading_as: tuple[str, ...]
    """Phrases that separate two names, the longest first."""
    in_care_of: tuple[str, ...]
    """Phrases before whom letters go to, who is not the customer, the longest first."""
    remarks: tuple[str, ...]
    """Phrases that people put in brackets or behind a name: `do not use`; the longest first."""
    part_words: dict[str, str]
    """Word before the number of a branch, job or phase -> the one that stands for all: `ph` -> `phase`."""
    department_words: frozenset[str]
    business_words: frozenset[str]
    """Words that mark a company rather than a person."""
    nicknames: dict[str, tuple[str, ...]]
    """Given name -> other names that it may stand for, other spellings included."""
    titles: frozenset[str]
    person_titles: frozenset[str]
    """Titles that nothing but a person has, a part of the titles: `dr`, not `gen`, which stands for General, too."""
    generations: dict[str, str]
    """`junior` -> `jr`, `2nd` -> `ii`."""
    given_names: frozenset[str]
    numerals: dict[str, str]
    """Roman number, number or ordinal in words, or ordinal -> digits: `iv`, `four`, `4th` -> `4`."""
    free_mail: frozenset[str]
    """Domains where anybody has an address."""
    role_boxes: frozenset[str]
    """Names of mailboxes that belong to a desk, not to a person, without their punctuation."""
    mail_fillers: frozenset[str]
    """What stands before and behind the @ where nothing is known: `none@none.com`."""
    second_level: frozenset[str]
    """Public suffixes of two labels: `co.uk`."""
    street_words: dict[str, str]
    """Kind of street or direction -> short form: `avenue` -> `ave`, `northeast` -> `ne`."""
    street_endings: dict[str, str]
    """Kind of street at the end of one long word -> short form: `strasse` -> `str`."""
    street_compounds: dict[str, str]
    """Kind of street written together with its name -> the one that stands for all: `str` -> `strasse`."""
    unit_words: frozenset[str]
    po_box: tuple[str, ...]
    """Phrases before the number of a post box, the longest first."""
    countries: dict[str, str]
    """Name or code of a country -> ISO 3166 alpha-2."""
    states: dict[str, dict[str, str]]
    """ISO alpha-2 of a country -> name or code of a state -> code."""
    cities: dict[str, str]
    """Another name of a city -> the one that stands for all: `cologne` -> `koln`."""
    calling_codes: dict[str, str]
    """ISO alpha-2 -> digits behind the `+`."""
    trunk_zero: frozenset[str]
    """Countries where a number dialled at home begins with a 0 that a call from abroad leaves out."""


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Return the shipped word lists."""
    texts: dict[str, list[str]] = defaultdict(list)
    for path in sorted((shipped("schemas") / "matching").glob("*.toml")):
        for section in tomllib.loads(path.read_text("utf-8"))["sections"]:
            texts[section["holds"]].append(section["words"])
    return Words(
        legal_forms=_meanings(texts["legal_forms"]),
        ambiguous=frozenset(_phrases(texts["ambiguous"])),
        leading_forms=frozenset(_phrases(texts["leading_forms"])),
        glued_forms=_longest_first(texts["glued_forms"]),
        bracket_forms=_meanings(texts["bracket_forms"]),
        abbreviations=_meanings(texts["abbreviations"]),
        stop_words=_members(texts["stop_words"]) | _members(texts["and_words"]),
        and_words=_members(texts["and_words"]),
        trading_as=_longest_first(texts["trading_as"]),
        in_care_of=_longest_first(texts["in_care_of"]),
        remarks=_longest_first(texts["remarks"]),
        part_words=_meanings(texts["part_words"]),
        department_words=_members(texts["department_words"]),
        business_words=_members(texts["business_words"]),
        nicknames=_nicknames(texts["nicknames"], texts["name_spellings"]),
        titles=_members(texts["titles"]) | _members(texts["person_titles"]),
        person_titles=_members(texts["person_titles"]),
        generations=_meanings(texts["generations"]),
        given_names=_members(texts["given_names"]),
        numerals=_meanings(texts["numerals"]),
        free_mail=_members(texts["free_mail"]),
        role_boxes=_members(texts["role_boxes"]),
        mail_fillers=_members(texts["mail_fillers"]),
        second_level=_members(texts["second_level"]),
        street_words=_meanings(texts["street_words"]),
        street_endings=_meanings(texts["street_endings"]),
        street_compounds=_meanings(texts["street_compounds"]),
        unit_words=_members(texts["unit_words"]),
        po_box=_longest_first(texts["po_box"]),
        countries=_meanings(texts["countries"]),
        states={
            holds.partition(".")[2]: _meanings(found) for holds, found in texts.items() if holds.startswith("states.")
        },
        cities=_meanings(texts["cities"]),
        calling_codes=_meanings(texts["calling_codes"]),
        trunk_zero=_members(texts["trunk_zero"]),
    )


def _members(texts: Sequence[str]) -> frozenset[str]:
    """Words with blanks between them."""
    return frozenset(" ".join(texts).split())


def _phrases(texts: Sequence[str]) -> set[str]:
    """Words and phrases with commas between them, or one a line."""
    return {phrase for text in texts for line in text.splitlines() for phrase in line.split(", ") if phrase}


def _longest_first(texts: Sequence[str]) -> tuple[str, ...]:
    """Phrases in the order in which they must be looked for: the longer one before those that it contains."""
    return tuple(sorted(_phrases(texts), key=lambda phrase: (-len(phrase), phrase)))


def _lines(texts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines of the form `meaning: word, two words, word`."""
    for text in texts:
        for line in text.splitlines():
            meaning, _, words = line.partition(": ")
            if words:
                yield meaning, words.split(", ")


def _meanings(texts: Sequence[str]) -> dict[str, str]:
    return {word: meaning for meaning, words in _lines(texts) for word in words}


def _nicknames(names: Sequence[str], spellings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Turn `robert: bob, rob` round; a nickname stands for every spelling of its name, a spelling for the others."""
    spelt = {name: group for text in spellings for group in map(str.split, text.splitlines()) for name in group}
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    for name, group in spelt.items():
        meant[name].update(dict.fromkeys(group))
    for name, nicknames in _lines(names):
        stands_for = dict.fromkeys(spelt.get(name, (name,)))
        for nickname in nicknames:
            meant[nickname] |= stands_for
    for word, found in meant.items():
        found.pop(word, None)
    return {word: tuple(found) for word, found in meant.items()}
