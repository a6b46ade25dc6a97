"""Names taken apart: what a customer is called, and by which other names.

In: the columns `name` and `company`. Out: variants: a record has one or more ways of being called (either side of
"doing business as", a company beside a person, the child of `Parent:Child`), each as core words without legal form,
numbers, the words of a child or a bracket, and initials. The likest two variants of two records speak for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import ne, not_

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, Vocabulary, among, spliced
from csvbridge.matching.normal import plain_lines, running_words
from csvbridge.matching.words import Words, normal_word

WHOLE, PARENT, CHILD, COMPANY = range(4)
"""How a variant came about: the name, the parent part of a name with a child, the child alone, the company column."""

MOST = 6
"""Names in one cell that are told apart, for each meets each of another record's; what stands behind is left out."""

MOST_WORDS, MOST_EXTRA = 24, 8
"""Words of a name, and behind it, that are compared: each meets each of another name's; a name of more is no name."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORT = 4
"""Letters of a degree, which may stand behind a name; a longer title at the end is an office: `County Sheriff`."""

_APART = re.compile(r"(?<!\s)(?:\s*+:|\s++-+\s)\s*")
_BRACKET = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_SPECIAL = re.compile(r"[:(\[{/]| -+ ")


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


def take_apart(names: Sequence[str], companies: Sequence[str], vocabulary: Vocabulary, words: Words) -> Names:
    """Return the variants of every record, at least one each (an empty one for a record without a name)."""
    spoken, behind, record, kind = _variants(names, companies, words)
    tokens = vocabulary.counted(*running_words(spoken), most=MOST_WORDS)
    extra = vocabulary.counted(*running_words(behind), most=MOST_EXTRA)
    legal_at, family = _legal_forms(tokens, vocabulary, words)
    stop = vocabulary.flags((*words.stop_words, *words.titles))[tokens.flat]
    joined = vocabulary.flags(words.and_words - words.numerals.keys())[tokens.flat]
    counted = vocabulary.flags((*words.numerals, *_LETTERS))[tokens.flat] & ~_first(tokens)
    stop &= ~(counted & _trailing(tokens, legal_at | counted))  # Fund I is the first, not "Fund and"
    stop &= ~(counted & _behind(tokens, vocabulary.flags(words.given_names)))  # John A Smith
    stop &= ~_trailing(tokens, vocabulary.flags(w for w in words.titles if len(w) > _SHORT)[tokens.flat])
    kept = ~(legal_at | stop | joined)
    bare = tokens.lists_with(kept) == 0  # "The Company": a name of nothing but form is its words
    kept |= bare[tokens.owners]
    spelled = tokens.only(kept)
    numeral = _numerals(spelled, tokens.lists_with(legal_at) == 0, vocabulary, words)
    canonical = vocabulary.table(words.abbreviations)
    generation = vocabulary.table({word: words.numerals.get(m, m) for word, m in words.generations.items()})
    born = vocabulary.flags(words.generations)[spelled.flat] & ~_first(spelled)  # J.R. Miller is no junior
    plain = np.where(born, generation[spelled.flat], canonical[spelled.flat])
    core = Lists(np.where(numeral >= 0, numeral, plain).astype(np.int32), spelled.starts)
    digits = numeric(vocabulary.words)
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
    )


_NUMERIC = re.compile(r"[0-9]+(?:[a-z]|st|nd|rd|th)?|[a-z][0-9]+")


def numeric(texts: Sequence[str]) -> Flags:
    """Return which words are numbers: `12`, `12a`, `b2`, `3rd`; not `1ynn`, a slip of a scanner."""
    flags = np.fromiter(map(str.isdigit, texts), np.bool_, len(texts))
    mixed = ~flags & ~np.fromiter(map(str.isalpha, texts), np.bool_, len(texts))
    for place in np.flatnonzero(mixed).tolist():
        flags[place] = _NUMERIC.fullmatch(texts[place]) is not None
    return flags


def _variants(
    names: Sequence[str], companies: Sequence[str], words: Words
) -> tuple[list[str], list[str], Small, Small]:
    """Return the variants as texts and what stands behind them, their records and kinds, record after record."""
    lines = _unglued(names, plain_lines(names), words)
    firms = _unglued(companies, plain_lines(companies), words)
    trading = _trading(words)
    remarks = frozenset(words.remarks)
    several = {place: _parts(lines[place], trading, remarks) for place in _to_cut(lines, trading, words)}
    others = [place for place in compress(count(), map(ne, lines, firms)) if firms[place]]
    cut = {others[number] for number in _to_cut([firms[place] for place in others], trading, words)}
    for place in others:
        found = several.setdefault(place, [(lines[place], "", WHOLE)])
        known = {(text, behind) for text, behind, _ in found}
        parts = _parts(firms[place], trading, remarks) if place in cut else [(firms[place], "", WHOLE)]
        found += [
            (text, behind, COMPANY if how == WHOLE else how)
            for text, behind, how in parts
            if (text, behind) not in known
        ]
    spoken, ways = spliced(lines, {place: [text for text, _, _ in found] for place, found in several.items()})
    record = np.repeat(np.arange(len(lines), dtype=np.int32), ways)
    behind = [""] * len(spoken)
    kind = np.zeros(len(spoken), np.int32)  # WHOLE, but for names that are called several ways
    told = (one for place in sorted(several) for one in several[place])
    places = np.flatnonzero(among(record, np.array(sorted(several)))).tolist()
    for place, (_, text, how) in zip(places, told, strict=True):
        behind[place], kind[place] = text, how
    return spoken, behind, record, kind


def _unglued(texts: Sequence[str], lines: list[str], words: Words) -> list[str]:
    """Return plain lines in which a legal form of a script that knows no blanks stands apart from the name."""
    odd = [*compress(count(), map(not_, map(str.isascii, texts)))]
    if odd:
        forms = "|".join(map(re.escape, words.glued_forms))
        glued = re.compile(rf"^((?:{forms}))(?=[a-z0-9])|(?<=[a-z0-9])((?:{forms}))$")
        for place in odd:
            lines[place] = glued.sub(r"\1 \2", lines[place])
    return lines


_SLASHED = (r"d\s*[/.]\s*b\s*[/.]\s*a\.?", r"t\s*/\s*a", r"[af]\s*[/.]\s*k\s*[/.]\s*a\.?", r"c\s*/\s*o")
_DOTTED = re.compile(r"\.\s*[bk]\s*[/.]")
_SPECIAL_BYTES = bytes(chr(code) in ":([{/" for code in range(256))
_APART_BYTES = bytes(code if chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(256))


def _trading(words: Words) -> re.Pattern[str]:
    """Return what separates two names of one business or person."""
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join((*_SLASHED, _one_of(words.trading_as)))})(?![a-z0-9])[:.]?")


def _to_cut(lines: Sequence[str], trading: re.Pattern[str], words: Words) -> list[int]:
    """Return the places of plain lines that may hold more than one name.

    All of them are looked through at once, with words alone between blanks: a pattern that asks at each letter what
    stands before it takes many times as long. What is found is then looked at by itself.
    """
    whole = "\n".join(lines)
    plain = whole.encode("ascii", "replace")
    letters = np.frombuffer(plain, np.uint8)
    found = [np.flatnonzero(np.frombuffer(plain.translate(_SPECIAL_BYTES), np.bool_))]
    found.append(np.flatnonzero((letters[:-1] == ord(" ")) & (letters[1:] == ord("-"))))
    found.append(np.array([m.start() for m in _DOTTED.finditer(whole)], np.int64))
    apart = plain.translate(_APART_BYTES).decode("ascii").replace("\n", "\n ")
    phrases = re.compile(rf" (?:{_one_of(words.trading_as)})(?=[ \n])")
    ends = np.flatnonzero(letters == ord("\n"))
    places = set(np.searchsorted(ends, np.concatenate(found)).tolist())
    spread = np.array([m.start() for m in phrases.finditer(f" {apart} ")], np.int64)
    moved = ends + np.arange(1, len(ends) + 1)  # each line stands a blank further than the one before
    places |= set(np.searchsorted(moved, spread).tolist())
    rare = re.compile(rf"{_SPECIAL.pattern}|{trading.pattern}")
    return [place for place in sorted(places) if rare.search(lines[place])]


def _one_of(phrases: Sequence[str]) -> str:
    """Return a pattern of all phrases, by their first letters: at most places one look at the letter says no."""
    letters = sorted({phrase[0] for phrase in phrases})
    behind = {first: "|".join(re.escape(p[1:]) for p in phrases if p[0] == first) for first in letters}
    return "|".join(f"{re.escape(first)}(?:{rest})" for first, rest in behind.items())


def _parts(line: str, trading: re.Pattern[str], remarks: frozenset[str]) -> list[tuple[str, str, int]]:
    """Return the variants of one name that has brackets, a child or a second name: text, what stands behind, kind."""
    inside = []
    for held in _BRACKET.findall(line):
        other = trading.match(held.strip())
        inside.append(held if other is None and normal_word(held) not in remarks else "")
        if other is not None:
            line += f" dba {held.strip()[other.end() :]}"
    line = _BRACKET.sub(" ", line)
    extra = " ".join(inside)
    found: list[tuple[str, str, int]] = []
    for part in (p for p in trading.split(line, maxsplit=MOST - 1) if p.strip()):
        cut = ":" in part or " -" in part
        pieces = [piece for piece in _APART.split(part, maxsplit=MOST - 1) if piece.strip()] if cut else [part]
        pieces = [p for p in pieces if normal_word(p) not in remarks] or pieces
        for place, piece in enumerate(pieces):
            behind = " ".join((*pieces[place + 1 :], extra)).strip()
            last = place == len(pieces) - 1
            found.append((piece, behind, (CHILD if place else WHOLE) if last else PARENT))
    return found[:MOST] or [(line.strip() or extra, "", WHOLE)]


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
    behind = np.concatenate(([False], chosen[tokens.flat][:-1])) if len(tokens.flat) else chosen[tokens.flat]
    return behind & ~_first(tokens)


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
