"""What is counted once over the whole list before pairs are compared: how rare words are, how shared a phone is.

In: the parts of all records. Out: counts; and which records are people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from csvbridge.matching.alignment import ANYWHERE, WordFacts, word_facts
from csvbridge.matching.columns import Flags, Ints, Lists, starts_of
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
    city_words: Lists
    """Per distinct city, those of its words that other fields have too; `state_words`, `country_words` likewise, the
    words of their names."""
    state_words: Lists
    country_words: Lists
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
    states = {name: code for codes in parts.words.states.values() for name, code in codes.items()}

    def known(texts: Sequence[str], names_of: Mapping[str, str]) -> Lists:
        return _known_words(_with_other_names(texts, names_of), parts.vocabulary.numbers)

    return Facts(
        words=words,
        log_records=float(np.log(size + ANYWHERE)),
        called_so=np.bincount(called[called >= 0], minlength=len(parts.whole)),
        phone_spread=np.bincount(parts.phones.of.flat, minlength=len(parts.phones.digits)),
        mail_spread=np.bincount(parts.mails.of.flat, minlength=len(parts.mails.texts)),
        site_spread=np.bincount(parts.sites.of.flat, minlength=len(parts.sites.texts)),
        box_number=_numbers_in(parts.mails.boxes),
        as_initials=_found(parts.whole, shorts),
        named_texts=[*parts.whole, *labels],
        label_as_name=_found(labels, wholes),
        label_as_initials=_found([label if len(label) > 1 else "" for label in labels], shorts),
        city_words=known(parts.addresses.city.texts, parts.words.cities),
        state_words=known(parts.addresses.state.texts, states),
        country_words=known(parts.addresses.country.texts, parts.words.countries),
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


def _with_other_names(places: Sequence[str], names_of: Mapping[str, str]) -> list[str]:
    """Return every city, state or country with the other names that stand for it: `koln cologne`, `wa western
    australia`."""
    others: dict[str, str] = defaultdict(str)
    for name, place in names_of.items():
        others[place] += f" {name}"
    return [place + others.get(place, "") for place in places]


def _known_words(texts: Sequence[str], numbers: Mapping[str, int]) -> Lists:
    """Return the words of every text that have a number, as these."""
    rows = [[number for word in text.split() if (number := numbers.get(word)) is not None] for text in texts]
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    return Lists(np.fromiter(chain.from_iterable(rows), np.int32), starts_of(lengths))


def _kinds(parts: Parts) -> tuple[Flags, Flags]:
    """Return which variants are a person's name and which a company's.

    A person's has a given name or a person's title and no legal form, no business word, no digit; a company's has one
    of these.
    """
    names, words = parts.names, parts.words
    given = names.spelled.any(parts.vocabulary.flags(words.given_names | words.nicknames.keys())[names.spelled.flat])
    trade = names.spelled.any(parts.vocabulary.flags(words.business_words)[names.spelled.flat])
    numbered = names.core.any(numeric(parts.vocabulary.words)[names.core.flat])
    length = names.core.lengths
    firm: Flags = trade | numbered | (names.legal > 0) | (length > LONGEST_PERSON)
    titled = names.titled & (length > 1)  # Mr Sparkle is no mister
    return (given & ~firm & (length > 0)) | (titled & ~firm), firm
