"""Names taken apart into words.

In: the columns `name` and `company`. Out: the variants of every record (see `variants`), each as core words without
legal form, numbers, the words of a child or a bracket, and initials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, Vocabulary
from csvbridge.matching.normal import running_words
from csvbridge.matching.variants import variants_of
from csvbridge.matching.words import Words

MOST_WORDS, MOST_EXTRA = 24, 8
"""Words of a name, and behind it, that are compared: each meets each of another name's; a name of more is no name."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORT = 4
"""Letters of a degree, which may stand behind a name; a longer title at the end is an office: `County Sheriff`."""


@dataclass(frozen=True, slots=True)
class Names:
    """The variants of all records, those of one record together; every array is one per variant."""

    record: Small
    """The record that is called so."""
    of_record: Ints
    """Where each record's variants start, one more than records."""
    kind: Small
    core: Lists
    """Words of the core name in their canonical form, stop words and legal form left out."""
    spelled: Lists
    """The same words as they were spelled: `core` and `spelled` run together."""
    extra: Lists
    """Words of a child (`Parent:Child`) or in brackets that are no part of the core."""
    legal: Small
    """Number of the legal form's family, 0 when the name shows none."""
    numbers: Lists
    """Numbers in the name: digits, Roman numerals at its end, junior and senior."""
    couple: Flags
    """Whether an `and` stands in it."""
    titled: Flags
    """Whether a title that nobody but a person has begins or ends it."""
    addressed: Flags
    """Whether it is a house's: `123 Main Street LLC`, `WEG Lindenstr. 12`."""


def take_apart(names: Sequence[str], companies: Sequence[str], vocabulary: Vocabulary, words: Words) -> Names:
    """Return the variants of every record, at least one each (an empty one for a record without a name)."""
    spoken, behind, record, kind = variants_of(names, companies, words)
    tokens = vocabulary.counted(*running_words(spoken), most=MOST_WORDS)
    extra = vocabulary.counted(*running_words(behind), most=MOST_EXTRA)
    legal_at, family = _legal_forms(tokens, vocabulary, words)
    digits = numeric(vocabulary.words)
    addressed = _addressed(tokens, digits, vocabulary, words)
    titles = vocabulary.flags(words.person_titles)[tokens.flat] & ~addressed[tokens.owners]  # 9 Lake Dr LLC: a drive
    firm = tokens.any(legal_at | vocabulary.flags(words.business_words)[tokens.flat])
    doubtful = vocabulary.flags(words.titles - words.person_titles)[tokens.flat]  # ADM Mechanical is no admiral
    stop = vocabulary.flags(words.stop_words)[tokens.flat] | titles | (doubtful & ~firm[tokens.owners])
    joined = vocabulary.flags(words.and_words - words.numerals.keys())[tokens.flat]
    joined &= ~_next_to(tokens, titles)  # Dr N Smith
    counted = vocabulary.flags((*words.numerals, *_LETTERS))[tokens.flat] & ~_first(tokens)
    stop &= ~(counted & _trailing(tokens, legal_at | counted))  # Fund I is the first, not "Fund and"
    stop &= ~(counted & _behind(tokens, vocabulary.flags(words.given_names)))  # John A Smith
    stop &= ~(counted & _next_to(tokens, titles))  # Dr A Smith
    stop &= ~_trailing(tokens, vocabulary.flags(w for w in words.titles if len(w) > _SHORT)[tokens.flat])
    kept = ~(legal_at | stop | joined)
    bare = tokens.lists_with(kept) == 0  # "The Company": a name of nothing but form is its words
    kept |= bare[tokens.owners]
    spelled = tokens.only(kept)
    numeral = _numerals(spelled, tokens.lists_with(legal_at) == 0, vocabulary, words)
    canonical = vocabulary.table(words.abbreviations)
    generation = vocabulary.table({word: words.numerals.get(m, m) for word, m in words.generations.items()})
    born = vocabulary.flags(words.generations)[spelled.flat] & ~_first(spelled)  # J.R. Miller is no junior
    inside = vocabulary.flags(word for word in words.generations if len(word) > _SHORT)[spelled.flat]
    born &= ~inside | _trailing(spelled, inside)  # Calder Senior Living is no father
    plain = np.where(born, generation[spelled.flat], canonical[spelled.flat])
    plain = _streets(spelled, plain, addressed, vocabulary, words)
    core = Lists(np.where(numeral >= 0, numeral, plain).astype(np.int32), spelled.starts)
    digits = numeric(vocabulary.words)  # of canonical words, too
    numbers = core.only(digits[core.flat] | born)
    legal = np.zeros(tokens.size, np.int32)
    owners = tokens.owners[legal_at]
    legal[owners[::-1]] = family[legal_at][::-1]  # the first form of a name counts
    extra = extra.only(~vocabulary.flags(words.stop_words)[extra.flat])
    return Names(
        record=record,
        of_record=np.searchsorted(record, np.arange(len(names) + 1)).astype(np.int64),
        kind=kind,
        core=core,
        spelled=spelled,
        extra=Lists(canonical[extra.flat], extra.starts),
        legal=legal,
        numbers=numbers,
        couple=tokens.any(joined),
        titled=tokens.any(titles & (_first(tokens) | _trailing(tokens, titles))),
        addressed=addressed,
    )


_NUMERIC = re.compile(r"[0-9]+(?:[a-z]|st|nd|rd|th)?|[a-z][0-9]+")


def numeric(texts: Sequence[str]) -> Flags:
    """Return which words are numbers: `12`, `12a`, `b2`, `3rd`; not `1ynn`, a slip of a scanner."""
    flags = np.fromiter(map(str.isdigit, texts), np.bool_, len(texts))
    mixed = ~flags & ~np.fromiter(map(str.isalpha, texts), np.bool_, len(texts))
    for place in np.flatnonzero(mixed).tolist():
        flags[place] = _NUMERIC.fullmatch(texts[place]) is not None
    return flags


def _legal_forms(tokens: Lists, vocabulary: Vocabulary, words: Words) -> tuple[Flags, Small]:
    """Return which words are a legal form, and per word of the names the number of its form's family."""
    families = {family: number for number, family in enumerate(dict.fromkeys(words.legal_forms.values()), 1)}
    by_word = np.zeros(len(vocabulary.words), np.int32)
    for form, name in words.legal_forms.items():
        number = vocabulary.numbers.get(form)
        if number is not None:
            by_word[number] = families[name]
    family = by_word[tokens.flat]
    alone = family > 0
    phrase = _phrases(tokens, family, families, vocabulary, words)
    doubtful = vocabulary.flags(words.ambiguous)[tokens.flat]
    trailing = _trailing(tokens, alone | phrase)
    leading = vocabulary.flags(words.leading_forms - words.ambiguous)[tokens.flat] & (tokens.lengths > 1)[tokens.owners]
    return (phrase | (alone & (~doubtful | trailing))) & ~(_first(tokens) & ~leading), family


def _phrases(tokens: Lists, family: Small, families: dict[str, int], vocabulary: Vocabulary, words: Words) -> Flags:
    """Return which words belong to a legal form of several words, and give those words its family."""
    marked = np.zeros(len(tokens.flat), np.bool_)
    forms: list[tuple[list[int], int]] = []
    for text, name in words.legal_forms.items():
        numbers = [vocabulary.numbers.get(part, -1) for part in text.split()]
        if len(numbers) > 1 and min(numbers) >= 0:
            forms.append((numbers, families[name]))
    begins = np.zeros(len(vocabulary.words), np.bool_)
    begins[[numbers[0] for numbers, _ in forms]] = True
    ends = np.repeat(tokens.starts[1:], tokens.lengths)
    starts = np.flatnonzero(begins[tokens.flat])
    first = tokens.flat[starts]
    order = np.argsort(first, kind="stable")
    starts, first = starts[order], first[order]
    for numbers, number in sorted(forms, key=lambda form: len(form[0])):  # the longest phrase has the last word
        here = slice(np.searchsorted(first, numbers[0]), np.searchsorted(first, numbers[0], "right"))
        places = starts[here]
        places = places[places + len(numbers) <= ends[places]]
        for offset, part in enumerate(numbers[1:], 1):
            places = places[tokens.flat[places + offset] == part]
        for offset in range(len(numbers)):
            marked[places + offset] = True
            family[places + offset] = number
    return marked


def _first(lists: Lists) -> Flags:
    """Return which elements are the first of their list."""
    first = np.zeros(len(lists.flat), np.bool_)
    first[lists.starts[:-1][lists.lengths > 0]] = True
    return first


def _trailing(tokens: Lists, chosen: Flags) -> Flags:
    """Return which chosen words have none but chosen words behind them in their list."""
    others = np.concatenate(([0], np.cumsum(~chosen, dtype=np.int64)))
    after = others[tokens.starts[1:]][tokens.owners] - others[1:]
    trailing: Flags = chosen & (after == 0)
    return trailing


def _behind(tokens: Lists, chosen: Flags) -> Flags:
    """Return which words stand behind a chosen word of their list; `chosen` is one flag per word of the vocabulary."""
    return _next_to(tokens, chosen[tokens.flat])


def _next_to(tokens: Lists, chosen: Flags) -> Flags:
    """Return which words stand behind a chosen one of their list."""
    return np.concatenate(([False], chosen[:-1])) & ~_first(tokens) if len(chosen) else chosen


def _before(tokens: Lists, chosen: Flags) -> Flags:
    """Return which words stand before a chosen one of their list, or last."""
    last = np.zeros(len(chosen), np.bool_)
    last[tokens.starts[1:][tokens.lengths > 0] - 1] = True
    return np.concatenate((chosen[1:], [False])) | last if len(chosen) else chosen


def _addressed(tokens: Lists, digits: Flags, vocabulary: Vocabulary, words: Words) -> Flags:
    """Return which names are a house's: they begin with its number, or hold a kind of street before one."""
    ordinal = np.fromiter((word[-2:] in _ORDINAL for word in vocabulary.words), np.bool_, len(vocabulary.words))
    number = (digits & ~ordinal)[tokens.flat]
    kind = vocabulary.flags(words.street_compounds.values())[tokens.flat]
    found: Flags = tokens.any((number & _first(tokens)) | (number & _next_to(tokens, kind))) & (tokens.lengths > 1)
    return found


_ORDINAL = frozenset(("st", "nd", "rd", "th"))


def _streets(spelled: Lists, plain: Small, addressed: Flags, vocabulary: Vocabulary, words: Words) -> Small:
    """Return the canonical words with `st` for a street, where it is no saint, and a house's kinds of street in their
    short forms."""
    if not addressed.any() and vocabulary.numbers.keys().isdisjoint(("st", "street")):
        return plain
    street, in_full = vocabulary.of(["st", "street"])
    trade = vocabulary.flags(words.business_words)
    at_home = addressed[spelled.owners] & ~_first(spelled)
    is_street = (spelled.flat == street) & ~_first(spelled) & (at_home | _before(spelled, trade[spelled.flat]))
    is_street |= (spelled.flat == in_full) & ~_first(spelled)
    known = words.abbreviations.keys() | set(words.abbreviations.values())
    kinds = {word: short for word, short in words.street_words.items() if word not in known}
    short = vocabulary.table(kinds)
    return np.where(is_street, street, np.where(at_home & (short[plain] != plain), short[plain], plain)).astype(
        np.int32
    )


def _numerals(spelled: Lists, bare: Flags, vocabulary: Vocabulary, words: Words) -> Small:
    """Return, per word, the number of the digits it stands for, else -1: `II` at the end of a name, `first`.

    A letter behind one word alone is an initial (`Ferncliff, X`), unless that word is one of business (`Plaza V`); so
    is one behind a given name. `bare` are the names without a legal form.
    """
    value = np.full(len(vocabulary.words), -1, np.int32)
    letter = np.fromiter(map(len, vocabulary.words), np.int64, len(vocabulary.words))[spelled.flat] == 1
    roman = vocabulary.flags(word for word in words.numerals if set(word) <= set("ivx"))
    known = [word for word in words.numerals if word in vocabulary.numbers]
    value[[vocabulary.numbers[word] for word in known]] = vocabulary.of([words.numerals[word] for word in known])
    found = value[spelled.flat]
    last = _trailing(spelled, found >= 0)
    trade = vocabulary.flags(words.business_words | words.part_words.keys())
    person = letter & (bare & (spelled.lengths == 2))[spelled.owners]
    last &= ~(person & ~_behind(spelled, trade))
    last &= ~(letter & _behind(spelled, vocabulary.flags(words.given_names)))  # Ferncliff, George V.
    return np.where(roman[spelled.flat] & (~last | _first(spelled)), -1, found).astype(np.int32)
