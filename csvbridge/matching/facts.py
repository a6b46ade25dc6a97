"""What is counted once over the whole list before pairs are compared: how rare words are, how shared a phone is.

In: the parts of all records. Out: counts; and which records are people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from csvbridge.matching.alignment import ANYWHERE, WordFacts, word_facts
from csvbridge.matching.columns import Flags, Ints, Lists, starts_of
from csvbridge.matching.letters import Letters, letters_of
from csvbridge.matching.names import numeric
from csvbridge.matching.parts import Parts

LONGEST_PERSON = 4
"""Words of a person's name."""
_NO_DIGITS = re.compile(r"[^0-9\n]+")
LONGEST_NUMBER = 9
"""Digits of the number in a mailbox's name that are compared, from its end."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted once over the whole list before pairs are compared."""

    words: WordFacts
    log_records: float
    called_so: Ints
    """Per distinct core name, how many records bear it."""
    phone_spread: Ints
    mail_spread: Ints
    site_spread: Ints
    box_number: Ints
    """Per mailbox, the number in its name; -1 for none."""
    as_initials: Ints
    """Per distinct core name, the number of the initials that it is itself (`gfm`); -2 for none."""
    named_texts: list[str]
    """The distinct core names, and behind them the first label of every domain."""
    label_as_name: Ints
    """Per domain, the number of the core name that its first label is; -2 for none. `label_as_initials` likewise."""
    label_as_initials: Ints
    named: Letters
    """What letters are in `named_texts`; likewise in streets, cities, addresses, mailboxes and domains."""
    streets: Letters
    cities: Letters
    mails: Letters
    boxes: Letters
    sites: Letters
    city_words: Lists
    """Per distinct city, those of its words that other fields have too."""
    person: Flags
    """Per variant, whether it is a person's name; `firm`, whether it is plainly a company's; a name may be neither."""
    firm: Flags


def count(parts: Parts) -> Facts:
    """Return what comparing needs to know of the whole list."""
    names, size = parts.names, parts.size
    owners = names.record[names.core.owners]
    words = word_facts(parts.vocabulary, names.core, owners, size, parts.words)
    first = names.of_record[:-1]
    called = parts.whole_name[first]
    person, firm = _kinds(parts)
    shorts = dict(zip(parts.short, range(len(parts.short)), strict=True))
    wholes = dict(zip(parts.whole, range(len(parts.whole)), strict=True))
    labels = [text.partition(".")[0].replace("-", "") for text in parts.sites.texts]
    named_texts = [*parts.whole, *labels]
    return Facts(
        words=words,
        log_records=float(np.log(size + ANYWHERE)),
        called_so=np.bincount(called[called >= 0], minlength=len(parts.whole)),
        phone_spread=np.bincount(parts.phones.of.flat, minlength=len(parts.phones.digits)),
        mail_spread=np.bincount(parts.mails.of.flat, minlength=len(parts.mails.texts)),
        site_spread=np.bincount(parts.sites.of.flat, minlength=len(parts.sites.texts)),
        box_number=_numbers_in(parts.mails.boxes),
        as_initials=_found(parts.whole, shorts),
        named_texts=named_texts,
        named=letters_of(named_texts),
        streets=letters_of(parts.addresses.street.texts),
        cities=letters_of(parts.addresses.city.texts),
        mails=letters_of(parts.mails.texts),
        boxes=letters_of(parts.mails.boxes),
        sites=letters_of(parts.sites.texts),
        label_as_name=_found(labels, wholes),
        label_as_initials=_found([label if len(label) > 1 else "" for label in labels], shorts),
        city_words=_known_words(parts.addresses.city.texts, parts.vocabulary.numbers),
        person=person,
        firm=firm,
    )


def _numbers_in(boxes: Sequence[str]) -> Ints:
    """Return the last digits of every mailbox, -1 where it has none."""
    digits = _NO_DIGITS.sub("", "\n".join(boxes)).split("\n") if boxes else []
    return np.fromiter((int(text[-LONGEST_NUMBER:]) if text else -1 for text in digits), np.int64, len(boxes))


def _found(texts: Sequence[str], numbers: Mapping[str, int]) -> Ints:
    """Return the number of every text, -2 for a blank one and for one that has none."""
    return np.fromiter((numbers.get(text, -2) if text else -2 for text in texts), np.int64, len(texts))


def _known_words(texts: Sequence[str], numbers: Mapping[str, int]) -> Lists:
    """Return the words of every text that have a number, as these."""
    rows = [[number for word in text.split() if (number := numbers.get(word)) is not None] for text in texts]
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    return Lists(np.fromiter(chain.from_iterable(rows), np.int32), starts_of(lengths))


def _kinds(parts: Parts) -> tuple[Flags, Flags]:
    """Return which variants are a person's name and which a company's.

    A person's has a given name and no legal form, no business word, no digit; a company's has one of these.
    """
    names, words = parts.names, parts.words
    given = names.spelled.any(parts.vocabulary.flags(words.given_names | words.nicknames.keys())[names.spelled.flat])
    trade = names.spelled.any(parts.vocabulary.flags(words.business_words)[names.spelled.flat])
    numbered = names.core.any(numeric(parts.vocabulary.words)[names.core.flat])
    length = names.core.lengths
    firm: Flags = trade | numbered | (names.legal > 0) | (length > LONGEST_PERSON)
    return given & ~firm & (length > 0), firm
