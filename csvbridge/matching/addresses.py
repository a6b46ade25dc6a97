"""Addresses taken apart: house number, street, unit, box, city, postal code, state, country.

In: columns of cells. Out: numbers and short texts per record; a blank is a missing part. A whole address in the street
cell lends its postal code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, Vocabulary, distinct
from csvbridge.matching.normal import plain_lines, words_of
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


_NUMBER = re.compile(r"[0-9]+[a-z]?")
_NUMBER_WORDS = frozenset(("no", "num", "number", "nr", "unit"))  # `#` is read as unit
_LONGEST_BOX = 4  # words of a phrase such as `g p o box`
_POSTAL_AT_END = re.compile(r"(?<=[a-z ,.])([0-9]{5})(?:-[0-9]{4})?\s*$")
_PLUS_FOUR = re.compile(r"^([0-9]{4,5})-?[0-9]{4}$|^([0-9]{3,5})-[0-9]{0,4}$")


def take_apart(columns: dict[str, Sequence[str]], vocabulary: Vocabulary, words: Words, region: str) -> Addresses:
    """Return the parts of every record's address; `columns` has street, city, state, postal_code, country."""
    streets, which = distinct(columns["street"])
    lines = [line.replace("#", " unit ").replace("no.", " ") for line in plain_lines(streets)]
    types = frozenset(words.street_words.values())
    boxes = frozenset(words.po_box)
    parts = [_street(tokens, words, types, boxes) for tokens in words_of(lines)]
    house, unit = _texts([p[0] for p in parts]), _texts([p[1] for p in parts])
    street = _texts(["".join(p[2]) for p in parts])
    boxed = np.fromiter((p[3] for p in parts), np.bool_, len(parts))
    lists = vocabulary.lists([p[2] for p in parts])
    ends = [found[1] if (found := _POSTAL_AT_END.search(line)) else "" for line in lines]
    codes, _ = distinct(columns["postal_code"])
    postal = [_postal(line, region) for line in plain_lines(codes)]
    return Addresses(
        house=_taken(house, which),
        boxed=boxed[which],
        street=_taken(street, which),
        words=lists.take(which),
        unit=_taken(unit, which),
        city=_city(columns["city"], words),
        postal=_postals(columns["postal_code"], postal, ends, which),
        state=_coded(columns["state"], {k: v for names in words.states.values() for k, v in names.items()}),
        country=_coded(columns["country"], words.countries),
    )


def _street(
    tokens: list[str], words: Words, types: frozenset[str], boxes: frozenset[str]
) -> tuple[str, str, list[str], bool]:
    """Return house number, unit, the words that name the street, and whether it is a box."""
    box = _box(tokens, words, boxes)
    if box:
        return f"box {box}", "", [], True
    house, unit, rest = "", "", []
    skip = False
    for place, token in enumerate(tokens):
        if skip:
            unit, skip = unit or token, False
        elif token in words.unit_words and place + 1 < len(tokens) and (len(tokens[place + 1]) <= 5):
            skip = True
        elif not house and _NUMBER.fullmatch(token):
            house = token
        else:
            rest.append(words.street_words.get(token, token))
    named = [token for token in rest if token not in types]
    return house, unit, named or rest, False


def _box(tokens: list[str], words: Words, boxes: frozenset[str]) -> str:
    """Return the number of a post-office box: the first number, bar a unit's, where such a phrase stands before it."""
    for place, token in enumerate(tokens):
        if not token[0].isdigit():
            continue
        before = tokens[:place]
        while before and before[-1] in _NUMBER_WORDS:
            before.pop()
        if any(" ".join(before[-length:]) in boxes for length in range(1, min(len(before), _LONGEST_BOX) + 1)):
            return token
        if not before or tokens[place - 1] not in words.unit_words:
            break
    return ""


def _texts(texts: list[str]) -> Texts:
    found, place = distinct(texts)
    blank = np.fromiter((not t for t in found), np.bool_, len(found))
    return Texts(np.where(blank[place], -1, place).astype(np.int32), found)


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


def _postal(line: str, region: str) -> str:
    """Return a postal code without blanks and ZIP+4; a ZIP that lost its zeros gets them back."""
    text = "".join(c for c in line if c.isalnum() or c == "-")
    found = _PLUS_FOUR.match(text)
    if found:
        text = found[1] or found[2]
    text = text.replace("-", "")
    if region == "us" and text.isdigit() and 3 <= len(text) < 5:
        text = text.zfill(5)
    return text


def _postals(column: Sequence[str], postal: list[str], ends: list[str], street: Ints) -> Texts:
    _, which = distinct(column)
    read = _texts([*postal, *ends])
    own, lent = read.of[: len(postal)][which], read.of[len(postal) :][street]
    return Texts(np.where(own >= 0, own, lent).astype(np.int32), read.texts)
