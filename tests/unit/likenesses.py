"""What the tests of matching share: small records written short, and what the parts of matching say of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from csvbridge.matching import addresses, contacts, levels, names
from csvbridge.matching.columns import Lists, Vocabulary
from csvbridge.matching.facts import count
from csvbridge.matching.pairs import Pairs
from csvbridge.matching.parts import take_apart
from csvbridge.matching.records import FIELDS, CustomerList
from csvbridge.matching.words import load_words

Record = dict[str, str]
"""Field = text; a field left out is blank."""

WORDS = load_words()
FAMILIES = dict.fromkeys(WORDS.legal_forms.values())
FAMILY = {number: family for number, family in enumerate(FAMILIES, 1)} | {0: ""}


def customers(records: Sequence[Record], known: Sequence[bool] = ()) -> CustomerList:
    """Return records as a customer list with the columns that at least one of them fills."""
    unknown = {field for record in records for field in record} - set(FIELDS)
    assert not unknown, f"no fields: {unknown}"
    columns = {f: [r.get(f, "") for r in records] for f in FIELDS if any(r.get(f) for r in records)}
    return CustomerList(columns, len(records), known)


def steps_of(one: Record, other: Record, *others: Record, region: str = "us") -> dict[str, int]:
    """Return the step of every comparison of two records, beside others that are in the list."""
    parts = take_apart(customers([one, other, *others]), region)
    left, right = np.array([0], np.int32), np.array([1], np.int32)
    return {name: int(column[0]) for name, column in levels.compare(parts, count(parts), left, right).items()}


def _spoken(lists: Lists, row: int, words: Sequence[str]) -> str:
    return " ".join(words[n] for n in lists.flat[lists.starts[row] : lists.starts[row + 1]].tolist())


def called(name: str, company: str = "") -> list[tuple[str, str]]:
    """Return the ways in which a record is called, as (core words, words of a child or bracket)."""
    vocabulary = Vocabulary()
    found = names.take_apart([name], [company], vocabulary, WORDS)
    rows = range(len(found.record))
    return [(_spoken(found.core, r, vocabulary.words), _spoken(found.extra, r, vocabulary.words)) for r in rows]


def numbers_in(name: str) -> str:
    """Return the numbers that a name shows, of its first variant."""
    vocabulary = Vocabulary()
    found = names.take_apart([name], [""], vocabulary, WORDS)
    return _spoken(found.numbers, 0, vocabulary.words)


def form_of(name: str) -> str:
    """Return the family of the legal form that a name shows; blank for none."""
    return FAMILY[int(names.take_apart([name], [""], Vocabulary(), WORDS).legal[0])]


def phones_in(*cells: str, region: str = "us") -> list[int]:
    """Return the numbers that are read from the cells of one record."""
    phones = contacts.read_phones([[cell] for cell in cells], WORDS, region)
    return [int(phones.digits[n]) for n in phones.of.flat.tolist()]


def mails_in(cell: str) -> list[str]:
    """Return the addresses that are read from a cell."""
    mails = contacts.read_mails([cell], WORDS)
    return [mails.texts[n] for n in mails.of.flat.tolist()]


def domains_of(site: str, mail: str = "") -> list[str]:
    """Return the domains that a record with this website and this address shows as its own."""
    sites = contacts.read_sites([site], contacts.read_mails([mail], WORDS), WORDS)
    return [sites.texts[n] for n in sites.of.flat.tolist()]


def address(street: str = "", *, region: str = "us", **cells: str) -> dict[str, str]:
    """Return the parts of an address that are there."""
    columns = {field: [cells.get(field, "")] for field in ("city", "state", "postal_code", "country")}
    found = addresses.take_apart({"street": [street], **columns}, Vocabulary(), WORDS, region)
    parts = {f: getattr(found, f) for f in ("house", "street", "unit", "city", "postal", "state", "country")}
    told = {field: texts.texts[texts.of[0]] for field, texts in parts.items() if texts.of[0] >= 0}
    return told | ({"boxed": "yes"} if found.boxed[0] else {})


def between(pairs: Pairs, one: int, other: int) -> int | None:
    """Return the place of the pair of two records, None where they are not proposed."""
    wanted = {one, other}
    places = [p for p in range(len(pairs)) if {pairs.left[p], pairs.right[p]} == wanted]
    assert len(places) <= 1, "a pair stands twice"
    return places[0] if places else None
