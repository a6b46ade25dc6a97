"""Names word by word: which words of one name stand for a word of the other, and how telling they are.

In: pairs of lists of words. Out: per pair, how much of either side found its like, weighted by how rare words are in
this list (Robertson and Spärck Jones 1976: a word's weight is the logarithm of records over records that have it). A
short list says little of how rare a word is: it is read as if so many customers of anywhere stood beside its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from csvbridge.matching.columns import Flags, Floats, Ints, Lists, Small, Vocabulary, among, cross, once, once_and_where
from csvbridge.matching.letters import Letters, few_edits, letters_of
from csvbridge.matching.likeness import beginnings, edits
from csvbridge.matching.names import numeric
from csvbridge.matching.words import Words

NICKNAME = 0.9
BEGINNING = 0.85
INITIAL = 0.6
"""What a word counts that stands for the other as its nickname, its beginning, its first letter."""
LIKE = 0.7
"""The least share of letters that makes two words the same word with a slip."""
LIKE_KNOWN = 0.8
"""The same of two words that are both known words of business: `electric` is no slip of `electronics`."""
ANYWHERE = 1_000
"""Customers of anywhere that stand beside those of the list, for how rare its words are."""
OF_BUSINESS, OF_PEOPLE, OF_LETTERS, OF_OTHERS = 10.0, 4.0, 20.0, 0.3
"""How many of them have a certain word of business, a certain given name, letter, other word: from lists of 10,000."""
MOST_LETTERS = 16
"""Letters by which one word is seen to be the beginning of another; of longer ones the whole is looked at."""
SHORT = 0.04
"""How much less suffices for a word of fewer than five letters."""
BEGUN, BEGUN_ALIKE, BEGUN_LEAST = 0.72, 0.9, 0.55
"""What two words of more letters count at the least that begin alike (Jaro-Winkler), how alike that is, and the
share of all letters that must be alike besides: `gossip` is no slip of `gossamer`."""

_POINTS = frozenset(("n", "s", "e", "w", "ne", "nw", "se", "sw"))


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What is known of every word of the vocabulary."""

    weight: Floats
    length: Small
    digits: Flags
    first: Small
    """Number of its first letter."""
    nicknames: Ints
    """Packed pairs of words that stand for one given name, sorted; `nicknamed`, whether a word is in one."""
    nicknamed: Flags
    given: Flags
    """Whether it is a given name; `business`, whether it is a word of business, of a department, of a place."""
    business: Flags
    part: Flags
    """Whether it is a letter or a direction: what tells `North` from `South`, `A` from `B`."""
    texts: list[str]
    letters: Small
    """The first letters of every word, a row each, 0 behind its end."""
    held: Letters
    """What letters are in it."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row per pair; weights in nats."""

    left: Floats
    """Weight of all words of the left side."""
    right: Floats
    left_found: Floats
    """Weight of the left side's words that found their like, less what a slip takes off."""
    right_found: Floats
    left_alone: Floats
    """Weight of the heaviest word of the left side that found nothing like it."""
    right_alone: Floats
    left_lone: Small
    """That word; -1 for none."""
    right_lone: Small
    slips: Floats
    """How many words found a like that is spelled otherwise; `given_slips`, how many of these are two given names."""
    given_slips: Floats
    nicknames: Floats
    initials: Floats


def word_facts(vocabulary: Vocabulary, names: Lists, owners: Small, records: int, words: Words) -> WordFacts:
    """Return what alignment needs of the words: `names` are the words of variants, `owners` whose they are."""
    size = len(vocabulary.words)
    seen = once(owners.astype(np.int64) * size + names.flat)
    spread = np.bincount(seen % size, minlength=size)
    texts = vocabulary.words
    length = np.fromiter(map(len, texts), np.int32, size)
    given = vocabulary.flags(words.given_names | words.nicknames.keys())
    business = vocabulary.flags(words.business_words | words.department_words | set(words.abbreviations.values()))
    elsewhere = np.select([length == 1, business, given], [OF_LETTERS, OF_BUSINESS, OF_PEOPLE], OF_OTHERS)
    weight = np.log((records + ANYWHERE) / (spread + elsewhere)).astype(np.float32)
    letters = np.array(texts, dtype=f"S{MOST_LETTERS}").view(np.uint8).reshape(size, MOST_LETTERS)
    nicknames = _nickname_pairs(vocabulary.numbers, size, words)
    nicknamed = np.zeros(size, np.bool_)
    nicknamed[np.concatenate(np.divmod(nicknames, max(size, 1)))] = True
    return WordFacts(
        weight=np.maximum(weight, 0.3),
        length=length,
        digits=numeric(texts),
        first=letters[:, 0].astype(np.int32),
        nicknames=nicknames,
        nicknamed=nicknamed,
        given=given,
        business=business & ~given,
        part=(length == 1) | vocabulary.flags(word for word, short in words.street_words.items() if short in _POINTS),
        texts=texts,
        letters=letters,
        held=letters_of(texts),
    )


def _nickname_pairs(numbers: dict[str, int], size: int, words: Words) -> Ints:
    """Return the pairs of words of the list that are a name and its short form, or two short forms of one name."""
    meant: dict[str, set[int]] = defaultdict(set)
    for name, fulls in words.nicknames.items():
        for full in fulls:
            meant[full] |= {number for word in (name, full) if (number := numbers.get(word)) is not None}
    packed = {min(a, b) * size + max(a, b) for members in meant.values() for a in members for b in members if a != b}
    return np.array(sorted(packed), np.int64)


def align(left: Lists, right: Lists, facts: WordFacts) -> Alignment:
    """Return how the words of each left list stand to those of the right list of the same number."""
    pair, at_left, at_right = cross(left, right)
    a, b = left.flat[at_left], right.flat[at_right]
    worth = (a == b).astype(np.float32)
    left_best = _best(worth, at_left, len(left.flat))
    right_best = _best(worth, at_right, len(right.flat))
    open_ = np.flatnonzero((left_best[at_left] < 1) & (right_best[at_right] < 1))
    score, kind = _words_alike(a[open_], b[open_], facts)
    _raise(left_best, at_left[open_], score)
    _raise(right_best, at_right[open_], score)
    chosen = (score > 0) & (score >= left_best[at_left[open_]] - 1e-6) & (score >= right_best[at_right[open_]] - 1e-6)
    size = left.size
    pairs = pair[open_][chosen]
    counts = [np.bincount(pairs[kind[chosen] == k], minlength=size).astype(np.float32) for k in (1, 2, 3, 4)]
    lw, rw = facts.weight[left.flat], facts.weight[right.flat]
    left_alone, left_lone = _heaviest(left, lw * (left_best == 0))
    right_alone, right_lone = _heaviest(right, rw * (right_best == 0))
    return Alignment(
        left=left.sums(lw),
        right=right.sums(rw),
        left_found=left.sums(lw * left_best),
        right_found=right.sums(rw * right_best),
        left_alone=left_alone,
        right_alone=right_alone,
        left_lone=left_lone,
        right_lone=right_lone,
        slips=counts[0] + counts[3],
        given_slips=counts[3],
        nicknames=counts[1],
        initials=counts[2],
    )


def _best(worth: Floats, place: Small, size: int) -> Floats:
    best = np.zeros(size, np.float32)
    best[place[worth == 1]] = 1
    return best


def _raise(best: Floats, place: Small, score: Floats) -> None:
    kept = score > 0
    np.maximum.at(best, place[kept], score[kept])


def _heaviest(lists: Lists, weight: Floats) -> tuple[Floats, Small]:
    """Return the weight of every list's heaviest word, and the word; 0 and -1 where no word has any."""
    best = np.zeros(lists.size, np.float32)
    owners = lists.owners
    np.maximum.at(best, owners, weight)
    word = np.full(lists.size, -1, np.int32)
    places = np.flatnonzero((weight > 0) & (weight == best[owners]))
    word[owners[places][::-1]] = lists.flat[places][::-1]
    return best, word


def _words_alike(a: Small, b: Small, facts: WordFacts) -> tuple[Floats, Small]:
    """Return what unequal words count for each other, and how: 1 a slip or a beginning, 2 a nickname, 3 an initial,
    4 a slip that makes one given name another."""
    size = len(facts.texts)
    places = np.flatnonzero(_may_be_alike(a, b, facts))
    low, high = np.minimum(a[places], b[places]).astype(np.int64), np.maximum(a[places], b[places])
    found, which = once_and_where(low * size + high)
    x, y = np.divmod(found, size)
    score = np.zeros(len(found), np.float32)
    kind = np.zeros(len(found), np.int8)
    lx, ly = facts.length[x], facts.length[y]
    shorter = np.minimum(lx, ly)
    close = (shorter >= 3) & (np.abs(lx - ly) <= 3) & ~facts.digits[x] & ~facts.digits[y]
    near = np.flatnonzero(close)
    if len(near):
        e = edits(facts.texts, x[near], y[near], BEGUN_LEAST, facts.held)
        s = e.copy()
        long = np.flatnonzero((shorter[near] >= 5) & (e >= BEGUN_LEAST) & (s < BEGUN + 2 * (1 - BEGUN_ALIKE)))
        j = beginnings(facts.texts, x[near[long]], y[near[long]], BEGUN_ALIKE)
        s[long] = np.maximum(s[long], np.where(j >= BEGUN_ALIKE, BEGUN + (j - BEGUN_ALIKE) * 2, 0))
        known = facts.business[x[near]] & facts.business[y[near]]
        brief = np.maximum(lx, ly)[near] < 4  # one letter of three is another word: ABC, ABX
        keep = np.where(known | brief, e >= LIKE_KNOWN, s >= LIKE - SHORT * (shorter[near] < 5))
        score[near[keep]] = s[keep]
        kind[near[keep]] = np.where(facts.given[x[near[keep]]] & facts.given[y[near[keep]]], 4, 1)
    nick = among(found, facts.nicknames) & (score < NICKNAME)
    score[nick], kind[nick] = NICKNAME, 2
    same = np.flatnonzero(
        (facts.first[x] == facts.first[y]) & (score < BEGINNING) & ~facts.digits[x] & ~facts.digits[y]
    )
    initial = same[shorter[same] == 1]
    score[initial], kind[initial] = INITIAL, 3
    longer = same[shorter[same] >= 3]
    begins = longer[_begin_alike(x[longer], y[longer], shorter[longer], facts)]
    score[begins], kind[begins] = BEGINNING, 1
    scores, kinds = np.zeros(len(a), np.float32), np.zeros(len(a), np.int8)
    scores[places], kinds[places] = score[which], kind[which]
    return scores, kinds


def _may_be_alike(a: Small, b: Small, facts: WordFacts) -> Flags:
    """Return where words are worth a look: most have neither their letters nor their beginning in common."""
    found: Flags = (facts.first[a] == facts.first[b]) | (facts.nicknamed[a] & facts.nicknamed[b])
    return found | few_edits(facts.held, a, b, BEGUN_LEAST)


def _begin_alike(x: Ints, y: Ints, shorter: Small, facts: WordFacts) -> Flags:
    """Return where one word is the beginning of the other."""
    behind = np.arange(MOST_LETTERS) >= shorter[:, None]
    found: Flags = ((facts.letters[x] == facts.letters[y]) | behind).all(axis=1)
    for place in np.flatnonzero(found & (shorter > MOST_LETTERS)).tolist():
        one, other = sorted((facts.texts[int(x[place])], facts.texts[int(y[place])]), key=len)
        found[place] = other.startswith(one)
    return found
