"""What is counted once over the whole list before pairs are compared: how rare words are, how shared a phone is.

In: the parts of all records. Out: counts; and which records are people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from itertools import count as numbered

import numpy as np

from csvbridge.matching.alignment import ANYWHERE, WordFacts, word_facts
from csvbridge.matching.columns import Flags, Ints, Lists, starts_of
from csvbridge.matching.letters import Letters, letters_of
from csvbridge.matching.parts import Parts

LONGEST_PERSON = 4
"""Words of a person's name."""
_NO_DIGITS = bytes(code for code in range(128) if chr(code) not in "0123456789\n")
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
    person, firm = _kinds(parts, words)
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
        as_initials=_found(parts.whole, parts.short),
        named_texts=named_texts,
        named=letters_of(named_texts),
        streets=letters_of(parts.addresses.street.texts),
        cities=letters_of(parts.addresses.city.texts),
        mails=letters_of(parts.mails.texts),
        boxes=letters_of(parts.mails.boxes),
        sites=letters_of(parts.sites.texts),
        label_as_name=_found(labels, parts.whole),
        label_as_initials=_found([label if len(label) > 1 else "" for label in labels], parts.short),
        city_words=_known_words(parts.addresses.city.texts, parts.vocabulary.numbers),
        person=person,
        firm=firm,
    )


def _numbers_in(boxes: Sequence[str]) -> Ints:
    """Return the last digits of every mailbox, -1 where it has none."""
    plain = "\n".join(boxes).encode("ascii").translate(None, _NO_DIGITS)
    found = np.full(len(boxes), -1, np.int64)
    for place, text in enumerate(plain.split(b"\n")):
        if text:
            found[place] = int(text[-LONGEST_NUMBER:])
    return found


def _found(texts: Sequence[str], known: Sequence[str]) -> Ints:
    """Return the place of every text among the known ones, -2 for a blank one and for one that is not there."""
    found = np.full(len(texts), -2, np.int64)
    both = set(known).intersection(texts) - {""}  # few are
    place = {text: number for number, text in enumerate(known) if text in both}
    for number in compress(numbered(), map(both.__contains__, texts)):
        found[number] = place[texts[number]]
    return found


def _known_words(texts: Sequence[str], numbers: Mapping[str, int]) -> Lists:
    """Return the words of every text that have a number, as these."""
    rows = [[number for word in text.split() if (number := numbers.get(word)) is not None] for text in texts]
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    return Lists(np.fromiter(chain.from_iterable(rows), np.int32), starts_of(lengths))


def _kinds(parts: Parts, known: WordFacts) -> tuple[Flags, Flags]:
    """Return which variants are a person's name and which a company's.

    A person's has a given name and no legal form, no business word, no digit; a company's has one of these.
    """
    names, words = parts.names, parts.words
    given = names.spelled.any(known.given[names.spelled.flat])
    trade = names.spelled.any(parts.vocabulary.flags(words.business_words)[names.spelled.flat])
    numbered = names.core.any(known.digits[names.core.flat])
    length = names.core.lengths
    firm: Flags = trade | numbered | (names.legal > 0) | (length > LONGEST_PERSON)
    return given & ~firm & (length > 0), firm
