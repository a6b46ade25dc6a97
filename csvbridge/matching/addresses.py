"""Addresses taken apart: house number, street, unit, box, city, postal code, state, country.

In: columns of cells. Out: numbers and short texts per record; a blank is a missing part. A whole address in the street
cell lends its postal code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count, repeat

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, Vocabulary, distinct, written_together
from csvbridge.matching.names import numeric
from csvbridge.matching.normal import distinct_lines, plain_lines, running_words, words_of
from csvbridge.matching.words import Words


@dataclass(frozen=True, slots=True)
class Texts:
    """One short text per record as a number: -1 when it is missing."""

    of: Small
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The parts of every record's address."""

    house: Texts
    """House number, `12` or `12a`; of a box its number, `box 12`."""
    boxed: Flags
    """Whether the street is a post-office box."""
    street: Texts
    """The street's words without number, unit, type and direction, written together."""
    words: Lists
    """The same words, as numbers of the vocabulary."""
    unit: Texts
    city: Texts
    postal: Texts
    state: Texts
    country: Texts


LONGEST_UNIT = 5
"""Letters of what may stand behind a unit word: `suite 12b`; a longer word names something else."""
_POSTAL_AT_END = re.compile(r"(?<=[a-z ,.])([0-9]{5})(?:-[0-9]{4})?\s*$")
_RANGE = re.compile(r"^(\s*[0-9]{1,5})\s?-\s?[0-9]{1,5}\s+(?=[a-z])")
_NUMBER_SIGN = re.compile(r"#(?=\s*[a-z0-9])")  # with nothing behind it the sign says nothing
_STOREY = re.compile(r"\b([0-9]{1,3})(?:st|nd|rd|th)\s+fl(?:oor|r)?\b")
_PLUS_FOUR = re.compile(r"^([0-9]{4,5})-?[0-9]{4}$|^([0-9]{3,5})-[0-9]{0,4}$", re.MULTILINE)


def take_apart(columns: dict[str, Sequence[str]], vocabulary: Vocabulary, words: Words, region: str) -> Addresses:
    """Return the parts of every record's address; `columns` has street, city, state, postal_code, country."""
    lines, which = distinct_lines(columns["street"])
    spoken, counts = running_words(
        [_mended(line) if "#" in line or "-" in line or " fl" in line else line for line in lines]
    )
    tokens = vocabulary.counted(spoken, counts)
    street = _streets(tokens, vocabulary, words)
    ends = [""] * len(lines)
    for place in _ending_in_digits(lines):
        ends[place] = _end(lines[place])
    codes, coded = distinct_lines(columns["postal_code"])
    return Addresses(
        house=Texts(street.house[which], vocabulary.words),
        boxed=street.boxed[which],
        street=_taken(street.joined, which),
        words=street.words.take(which),
        unit=Texts(street.unit[which], vocabulary.words),
        city=_city(columns["city"], words),
        postal=_postals(_postal_codes(codes, region), coded, ends, which),
        state=_coded(columns["state"], {k: v for names in words.states.values() for k, v in names.items()}),
        country=_coded(columns["country"], words.countries),
    )


def _mended(line: str) -> str:
    """Return a street with `unit` for a number sign, `floor 3` for the 3rd floor, the first of a range of numbers."""
    if "#" in line:
        line = _NUMBER_SIGN.sub(" unit ", line)
    if "-" in line:
        line = _RANGE.sub(r"\1 ", line)
    return _STOREY.sub(r" floor \1 ", line) if " fl" in line else line


@dataclass(frozen=True, slots=True)
class _Streets:
    """The parts of distinct streets."""

    house: Small
    unit: Small
    boxed: Flags
    words: Lists
    joined: Texts


def _streets(tokens: Lists, vocabulary: Vocabulary, words: Words) -> _Streets:
    """Take streets apart, word by word of all of them at once."""
    flat = tokens.flat
    short = vocabulary.table(words.street_words)
    spoken = vocabulary.words
    last = np.zeros(len(flat), np.bool_)
    last[tokens.starts[1:][tokens.lengths > 0] - 1] = True
    brief = np.fromiter(map(len, spoken), np.int64, len(spoken)) <= LONGEST_UNIT
    unit_word = vocabulary.flags(words.unit_words)[flat] & ~last
    unit_word[:-1] &= brief[flat[1:]]
    after = np.concatenate(([False], unit_word[:-1])) if len(flat) else unit_word
    unit_word &= ~after
    after = np.concatenate(([False], unit_word[:-1])) if len(flat) else unit_word
    number = numeric(spoken)[flat] & ~unit_word & ~after & ~_ordinals(spoken)[flat]
    house = _first(tokens, number)
    boxed = _boxes(tokens, house, vocabulary, words)
    chosen = np.zeros(len(flat), np.bool_)
    chosen[house[house >= 0]] = True
    rest = ~unit_word & ~after & ~chosen & ~boxed[tokens.owners]
    kinds = np.zeros(len(spoken), np.bool_)
    kinds[:] = vocabulary.flags(frozenset(words.street_words.values()))[short]
    kind = kinds[flat] & ~_of_its_kind(rest & kinds[flat], rest, tokens, vocabulary, words)
    named = rest & ~kind
    nameless = tokens.lists_with(named) == 0  # "Broadway", "Avenue C": a street of nothing but its kind
    named |= rest & nameless[tokens.owners]
    lists = tokens.only(named)
    lists = Lists(short[lists.flat].astype(np.int32), lists.starts)
    joined = _texts(written_together(lists, vocabulary.words))
    unit = _first(tokens, after)
    return _Streets(
        house=np.where(house >= 0, flat[np.maximum(house, 0)] if len(flat) else -1, -1).astype(np.int32),
        unit=np.where((unit >= 0) & ~boxed, flat[np.maximum(unit, 0)] if len(flat) else -1, -1).astype(np.int32),
        boxed=boxed,
        words=lists,
        joined=joined,
    )


def _of_its_kind(kind: Flags, rest: Flags, tokens: Lists, vocabulary: Vocabulary, words: Words) -> Flags:
    """Return which words that may be a kind of street are a street's name: the first one, where another kind of
    street follows at once or nothing does: Mill Lane, Park Avenue, "12 Mill"."""
    points = vocabulary.flags(word for word, short in words.street_words.items() if short in _POINTS)[tokens.flat]
    plain = rest & ~points
    first = np.zeros(len(kind), np.bool_)
    places = _first(tokens, plain)
    first[places[places >= 0]] = True
    follows = np.concatenate((plain[1:], [False])) if len(kind) else plain
    ends = np.zeros(len(kind), np.bool_)
    ends[tokens.starts[1:][tokens.lengths > 0] - 1] = True
    nothing = ends | ~follows
    another = np.concatenate(((kind & ~points)[1:], [False])) & ~ends if len(kind) else kind
    found: Flags = first & kind & (another | nothing)
    return found


_POINTS = frozenset(("n", "s", "e", "w", "ne", "nw", "se", "sw"))
_NUMBER_WORDS = frozenset(("no", "num", "number", "nr", "unit"))  # `#` is read as unit
_LONGEST_BOX = 4  # words of a phrase such as `g p o box`


def _boxes(tokens: Lists, house: Ints, vocabulary: Vocabulary, words: Words) -> Flags:
    """Return which streets are post-office boxes; the number of a box takes the place of the house's."""
    phrases = frozenset(words.po_box)
    last = vocabulary.flags({phrase.split()[-1] for phrase in phrases})[tokens.flat]
    boxed = np.zeros(tokens.size, np.bool_)
    for street in np.flatnonzero(tokens.any(last)).tolist():
        start, end = int(tokens.starts[street]), int(tokens.starts[street + 1])
        place = _box([vocabulary.words[n] for n in tokens.flat[start:end].tolist()], words, phrases)
        if place >= 0:
            boxed[street], house[street] = True, start + place
    return boxed


def _box(street: list[str], words: Words, phrases: frozenset[str]) -> int:
    """Return the place of a box's number: the first number, bar a unit's, where such a phrase stands before it."""
    for place, word in enumerate(street):
        if not word[0].isdigit():
            continue
        before = street[:place]
        while before and before[-1] in _NUMBER_WORDS:
            before.pop()
        if any(" ".join(before[-length:]) in phrases for length in range(1, min(len(before), _LONGEST_BOX) + 1)):
            return place
        if not before or street[place - 1] not in words.unit_words:
            break
    return -1


def _ordinals(spoken: Sequence[str]) -> Flags:
    """Return which words are `12th`: the name of a street, not the number of a house."""
    flags = np.zeros(len(spoken), np.bool_)
    for place in compress(count(), map(str.endswith, spoken, repeat(("st", "nd", "rd", "th")))):
        flags[place] = len(spoken[place]) > 2 and spoken[place][0].isdigit()
    return flags


def _first(lists: Lists, chosen: Flags) -> Ints:
    """Return, for every list, the place of its first chosen element, -1 where none is."""
    out = np.full(lists.size, -1, np.int64)
    places = np.flatnonzero(chosen)
    owners = lists.owners[places]
    out[owners[::-1]] = places[::-1]
    return out


_DIGIT = np.isin(np.arange(256), list(b"0123456789"))


def _ending_in_digits(lines: list[str]) -> list[int]:
    """Return the places of lines that may end in a postal code: in a digit, four before it one or a dash; or in a
    blank."""
    letters = np.frombuffer(b"\n" * _ZIP + "\n".join(lines).encode("ascii") + b"\n", np.uint8)
    ends = np.flatnonzero(letters == ord("\n"))[_ZIP:]  # of a short line, the letters of the line before it
    last, first = letters[ends - 1], letters[ends - _ZIP]
    coded = _DIGIT[last] & (_DIGIT[first] | (first == ord("-")))
    found: list[int] = np.flatnonzero(coded | (last == ord(" "))).tolist()
    return found


def _end(line: str) -> str:
    """Return the postal code at the end of a street cell that holds a whole address."""
    end = line.rstrip()[-_ZIP:]
    return found[1] if end.strip("-").isdigit() and (found := _POSTAL_AT_END.search(line)) else ""


def _texts(texts: list[str]) -> Texts:
    found, place = distinct(texts)
    blank = found.index("") if "" in found else len(found)
    return Texts(np.where(place == blank, -1, place).astype(np.int32), found)


def _taken(texts: Texts, which: Ints) -> Texts:
    return Texts(texts.of[which], texts.texts)


def _city(column: Sequence[str], words: Words) -> Texts:
    cells, which = distinct(column)
    rows = words_of(plain_lines(cells))
    return _taken(_texts([" ".join(words.abbreviations.get(w, w) for w in row) for row in rows]), which)


def _coded(column: Sequence[str], codes: dict[str, str]) -> Texts:
    cells, which = distinct(column)
    names = [" ".join(row) for row in words_of(plain_lines(cells))]
    return _taken(_texts([codes.get(name, name) for name in names]), which)


_NOT_POSTAL = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) not in "-\n")
_ZIP = 5


def _postal_codes(lines: list[str], region: str) -> list[str]:
    """Return postal codes without blanks and ZIP+4; a ZIP that lost its zeros gets them back."""
    whole = "\n".join(lines).encode("ascii").translate(None, _NOT_POSTAL).decode("ascii")
    codes = _PLUS_FOUR.sub(r"\1\2", whole).replace("-", "").split("\n")[: len(lines)]
    if region == "us":
        codes = [code.zfill(_ZIP) if 3 <= len(code) < _ZIP and code.isdigit() else code for code in codes]
    return codes


def _postals(postal: list[str], coded: Ints, ends: list[str], street: Ints) -> Texts:
    read = _texts([*postal, *ends])
    own, lent = read.of[: len(postal)][coded], read.of[len(postal) :][street]
    return Texts(np.where(own >= 0, own, lent).astype(np.int32), read.texts)
