"""Every record in its parts: names, telephones, addresses, all as numbers.

In: a customer list. Out: its parts, each distinct text looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csvbridge.matching import addresses, names
from csvbridge.matching.addresses import Addresses
from csvbridge.matching.columns import Ints, Lists, Small, Vocabulary, distinct, once_and_where, written_together
from csvbridge.matching.contacts import Mails, Phones, Sites, read_mails, read_phones, read_sites
from csvbridge.matching.names import Names
from csvbridge.matching.records import CustomerList
from csvbridge.matching.words import Words, load_words

BEGINNING, ENDING = 6, 7
"""Letters of a name, written together, by which it meets one that is spelled otherwise at its other end."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A customer list in its parts."""

    size: int
    names: Names
    whole: list[str]
    """Distinct core names, written together."""
    whole_name: Small
    """Per variant, the number of its core name in `whole`; -1 for an empty one."""
    beginning: Small
    """Per variant, the number of its first letters, over all words; `ending` likewise."""
    ending: Small
    short: list[str]
    initials: Small
    """Per variant, the number of its initials in `short`; -1 for a name of one word."""
    phones: Phones
    mails: Mails
    sites: Sites
    addresses: Addresses
    full_names: Small
    """Per word of the vocabulary, the full name that it is the short form of, else the word."""
    tax: Small
    currency: Small
    vocabulary: Vocabulary
    words: Words


def take_apart(customers: CustomerList, region: str) -> Parts:
    """Return a list's parts."""
    words = load_words()
    vocabulary = Vocabulary()
    column = customers.column
    called = names.take_apart(column("name"), column("company"), vocabulary, words)
    places = {field: column(field) for field in ("street", "city", "state", "postal_code", "country")}
    located = addresses.take_apart(places, vocabulary, words, region)
    phones, mails, sites = _read_contacts(customers, words, region)
    joined = written_together(called.core, vocabulary.words)
    several = called.core.only((called.core.lengths > 1)[called.core.owners])
    whole, whole_name = _numbered(joined)
    beginning, ending = _ends(whole)
    initials, initial = _numbered(_initials(several, vocabulary.words))
    return Parts(
        size=customers.size,
        names=called,
        whole=whole,
        whole_name=whole_name,
        beginning=beginning[whole_name],
        ending=ending[whole_name],
        short=initials,
        initials=initial,
        phones=phones,
        mails=mails,
        sites=sites,
        addresses=located,
        full_names=vocabulary.table({short: fulls[0] for short, fulls in words.nicknames.items() if fulls}),
        tax=_plain(column("tax_id")),
        currency=_plain(column("currency")),
        vocabulary=vocabulary,
        words=words,
    )


def _read_contacts(customers: CustomerList, words: Words, region: str) -> tuple[Phones, Mails, Sites]:
    """Return telephones, mail addresses and websites."""
    column = customers.column
    mails = read_mails(column("email"), words)
    more_phones = [cells for field in ("mobile", "fax") if (cells := customers.columns.get(field))]
    phones = read_phones([column("phone"), *more_phones], words, region)
    return phones, mails, read_sites(column("website"), mails, words)


def _initials(names: Lists, words: Sequence[str]) -> list[str]:
    """Return the first letters of the words of every name."""
    if not names.size:
        return []
    first = np.frombuffer("".join([word[0] for word in words]).encode("ascii"), np.uint8)
    return np.insert(first[names.flat], names.starts[1:-1], ord("\n")).tobytes().decode("ascii").split("\n")


def _ends(texts: list[str]) -> tuple[Small, Small]:
    """Return a number for the first letters of every text that has more than these, -1 for the others, and one -1
    behind them; and the same of the last letters."""
    letters = np.frombuffer("".join(texts).encode("ascii"), np.uint8)
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    stops = np.cumsum(length)
    begins, ends = np.flatnonzero(length > BEGINNING), np.flatnonzero(length > ENDING)
    first = _packed(letters, stops[begins] - length[begins], BEGINNING)
    last = _packed(letters, stops[ends] - ENDING, ENDING)
    return _counted(first, begins, len(texts)), _counted(last, ends, len(texts))


def _packed(letters: Small, starts: Ints, many: int) -> Ints:
    """Return as one number so many letters, at most eight, from each start on."""
    packed = np.zeros(len(starts), np.int64)
    for place in range(many):
        packed |= letters[starts + place].astype(np.int64) << (8 * place)
    return packed


def _counted(packed: Ints, places: Ints, size: int) -> Small:
    """Return a number for what stands at each of these places, -1 for all others and for one behind them."""
    number = np.full(size + 1, -1, np.int32)
    number[places] = once_and_where(packed)[1] + 1
    return number


def _numbered(texts: list[str]) -> tuple[list[str], Small]:
    found, which = distinct(texts)
    blank = found.index("") if "" in found else len(found)
    return found, np.where(which == blank, -1, which).astype(np.int32)


def _plain(column: Sequence[str]) -> Small:
    if not any(column):
        return np.full(len(column), -1, np.int32)
    cells, which = distinct(column)
    return _numbered(["".join(filter(str.isalnum, cell.casefold())) for cell in cells])[1][which]
