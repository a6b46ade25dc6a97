"""By which names a customer is called.

In: the columns `name` and `company`. Out: variants: a record has one or more ways of being called (either side of
"doing business as", a company beside a person, the child of `Parent:Child`), each with what stands behind it: its
child, its brackets. The likest two variants of two records speak for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import ne, not_

import numpy as np

from csvbridge.matching.columns import Small, among, spliced
from csvbridge.matching.normal import plain_lines, running_words
from csvbridge.matching.words import Words, normal_word

WHOLE, PARENT, CHILD, COMPANY = range(4)
"""How a variant came about: the name, the parent part of a name with a child, the child alone, the company column."""

MOST = 6
"""Names in one cell that are told apart, for each meets each of another record's; what stands behind is left out."""

Part = tuple[str, str, int]
"""A variant as a text: what is called, what stands behind it, how it came about."""

_APART = re.compile(r"(?<!\s)(?:\s*+:|\s++-+\s)\s*")
_BRACKET = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_COPY = re.compile(r"-(?<=[a-z.]-)([1-9])$", re.MULTILINE)  # begins with a letter of its own: found quickly
_SPECIAL = re.compile(r"[:(\[{/]| -+ ")


def variants_of(
    names: Sequence[str], companies: Sequence[str], words: Words
) -> tuple[list[str], list[str], Small, Small]:
    """Return the variants as texts and what stands behind them, their records and kinds, record after record."""
    lines, firms = (
        _copies_apart(_joined(_unglued(texts, plain_lines(texts), words), words), words) for texts in (names, companies)
    )
    marks = _marks(words)
    several = {place: _parts(lines[place], marks) for place in _to_cut(lines, marks, words)}
    others = [place for place in compress(count(), map(ne, lines, firms)) if firms[place]]
    cut = {others[number] for number in _to_cut([firms[place] for place in others], marks, words)}
    for place in others:
        found = several.setdefault(place, [(lines[place], "", WHOLE)])
        parts = _parts(firms[place], marks) if place in cut else [(firms[place], "", WHOLE)]
        if any(behind for _, behind, _ in found):
            parts = _with_what_stands_behind(parts, found, words)
        known = {(text, behind) for text, behind, _ in found}
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


def _with_what_stands_behind(parts: list[Part], own: list[Part], words: Words) -> list[Part]:
    """Return the parts of a company with what stands behind the same name in the record's own: `Calder - Boston` of
    the company `Calder Inc` is its branch by either name."""
    behind_of = {_bare(text, words): behind for text, behind, _ in own if behind}
    return [(text, behind or behind_of.get(_bare(text, words), ""), how) for text, behind, how in parts]


def _bare(text: str, words: Words) -> tuple[str, ...]:
    """Return the words of a plain line that are no legal form and say something, in order."""
    said, _ = running_words([text])
    return tuple(
        words.abbreviations.get(word, word)
        for word in said
        if word not in words.legal_forms and word not in words.stop_words
    )


def _unglued(texts: Sequence[str], lines: list[str], words: Words) -> list[str]:
    """Return plain lines in which a legal form of a script that knows no blanks stands apart from the name, in full."""
    odd = [*compress(count(), map(not_, map(str.isascii, texts)))]
    if odd:
        forms = "|".join(map(re.escape, words.glued_forms))
        glued = re.compile(rf"^((?:{forms}))(?=[a-z0-9])|(?<=[a-z0-9])((?:{forms}))$")
        signs = re.compile(rf"\(({'|'.join(words.bracket_forms)})\)")
        for place in odd:
            line = signs.sub(lambda found: f" {words.bracket_forms[found[1]]} ", lines[place]).strip()
            lines[place] = glued.sub(r"\1 \2", line)
    return lines


_SPLIT = re.compile(r"(?<![a-z0-9])([a-z])-(?=[0-9])")
_GLUED = re.compile(r"(?<![a-z0-9])([a-z]{2,})(?=[0-9]{2,}(?![a-z0-9]))")


def _joined(lines: list[str], words: Words) -> list[str]:
    """Return plain lines in which a letter and its number are one word, a word and its number two, and so a street and
    its kind: `A-1` is `A1`, `Studio54` is `Studio 54`, `Lindenstr. 12` is `Linden Strasse 12`."""
    kinds = "|".join(words.street_compounds)
    compound = re.compile(rf"(?<![a-z0-9])([a-z]{{3,}})({kinds})\.?(?= [0-9])")
    letters = np.frombuffer(("\n".join(lines) + "\n").encode("ascii", "replace"), np.uint8)
    digit = (letters >= ord("0")) & (letters <= ord("9"))
    before = (letters == ord("-")) | (letters == ord(" ")) | ((letters >= ord("a")) & (letters <= ord("z")))
    places = np.flatnonzero(before[:-1] & digit[1:])
    ends = np.flatnonzero(letters == ord("\n"))
    for place in np.unique(np.searchsorted(ends, places)).tolist():
        line = _GLUED.sub(r"\1 ", _SPLIT.sub(r"\1", lines[place]))
        lines[place] = compound.sub(lambda found: f"{found[1]} {words.street_compounds[found[2]]}", line)
    return lines


def _copies_apart(lines: list[str], words: Words) -> list[str]:
    """Return plain lines in which the number of a copy stands in brackets: where no two records may be called alike,
    the second is `Calder LLC-1`. `Phase-2` is no copy."""

    def bracketed(found: re.Match[str]) -> str:
        line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
        return found[0] if normal_word(line.split()[-1]) in words.part_words else f" ({found[1]})"

    whole = "\n".join(lines)
    return _COPY.sub(bracketed, whole).split("\n") if _COPY.search(whole) else lines


_SLASHED = (r"d\s*[/.]\s*b\s*[/.]\s*a\.?", r"[to]\s*/\s*a", r"[af]\s*[/.]\s*k\s*[/.]\s*a\.?")
_IN_CARE_OF = (r"c\s*/\s*o", r"c\s*/\s*-", r"z\.\s*hd\.", r"t\.\s*a\.\s*v\.")
_DOTTED = re.compile(r"\.\s*[bk]\s*[/.]")
_SPECIAL_BYTES = bytes(chr(code) in ":([{/" for code in range(256))
_APART_BYTES = bytes(code if chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(256))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is looked for in a name that may be more than one."""

    trading: re.Pattern[str]
    """What separates two names of one business or person."""
    agent: re.Pattern[str]
    """What stands before the one who gets the letters of another."""
    remarks: frozenset[str]
    forms: frozenset[str]
    trades: frozenset[str]
    """Words of business that are no department's."""


def _marks(words: Words) -> _Marks:
    def alone(signs: Sequence[str], phrases: Sequence[str]) -> re.Pattern[str]:
        found = "|".join((*signs, _one_of(phrases)))
        return re.compile(rf"(?<![a-z0-9])(?:{found})(?![a-z0-9])[:.]?")

    return _Marks(
        trading=alone(_SLASHED, words.trading_as),
        agent=alone(_IN_CARE_OF, words.in_care_of),
        remarks=frozenset(words.remarks),
        forms=frozenset(words.legal_forms),
        trades=words.business_words - words.department_words - words.part_words.keys(),
    )


def _to_cut(lines: Sequence[str], marks: _Marks, words: Words) -> list[int]:
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
    phrases = re.compile(rf" (?:{_one_of((*words.trading_as, *words.in_care_of))})(?=[ \n])")
    ends = np.flatnonzero(letters == ord("\n"))
    places = set(np.searchsorted(ends, np.concatenate(found)).tolist())
    spread = np.array([m.start() for m in phrases.finditer(f" {apart} ")], np.int64)
    moved = ends + np.arange(1, len(ends) + 1)  # each line stands a blank further than the one before
    places |= set(np.searchsorted(moved, spread).tolist())
    rare = re.compile(rf"{_SPECIAL.pattern}|{marks.trading.pattern}|{marks.agent.pattern}")
    return [place for place in sorted(places) if rare.search(lines[place])]


def _one_of(phrases: Sequence[str]) -> str:
    """Return a pattern of all phrases, by their first letters: at most places one look at the letter says no."""
    letters = sorted({phrase[0] for phrase in phrases})
    behind = {first: "|".join(re.escape(p[1:]) for p in phrases if p[0] == first) for first in letters}
    return "|".join(f"{re.escape(first)}(?:{rest})" for first, rest in behind.items())


def _parts(line: str, marks: _Marks) -> list[Part]:
    """Return the variants of one name that has brackets, a child or a second name: text, what stands behind, kind."""
    trading, remarks = marks.trading, marks.remarks
    inside = []
    for held in map(str.strip, _BRACKET.findall(line)):
        other = trading.match(held)
        plain = normal_word(held)
        if other is not None:
            line += f" dba {held[other.end() :]}"
        elif plain in marks.forms or _all_in(plain, marks.trades):  # Calder (Pty) Ltd, Calder & Sons (Builders) Ltd
            line = re.sub(rf"[(\[{{]\s*{re.escape(held)}\s*[)\]}}]?", f" {plain} ", line, count=1)
        elif plain not in remarks and not marks.agent.match(held):
            inside.append(held)
    line = _without_agent(_BRACKET.sub(" ", line), marks.agent)
    extra = " ".join(inside)
    found: list[Part] = []
    for part in (p for p in trading.split(line, maxsplit=MOST - 1) if p.strip()):
        cut = ":" in part or " -" in part
        pieces = [piece for piece in _APART.split(part, maxsplit=MOST - 1) if piece.strip()] if cut else [part]
        pieces = [p for p in pieces if normal_word(p) not in remarks] or pieces
        for place, piece in enumerate(pieces):
            behind = " ".join((*pieces[place + 1 :], extra)).strip()
            last = place == len(pieces) - 1
            found.append((piece, behind, (CHILD if place else WHOLE) if last else PARENT))
    return found[:MOST] or [(line.strip() or extra, "", WHOLE)]


def _all_in(phrase: str, words: frozenset[str]) -> bool:
    return bool(phrase) and words.issuperset(phrase.split())


def _without_agent(line: str, agent: re.Pattern[str]) -> str:
    """Return a name without the one who gets its letters: `123 Main LLC c/o Harbor Management` is not Harbor; where
    nothing else is there, that one's name."""
    found = agent.search(line)
    if found is None:
        return line
    before = line[: found.start()].rstrip(" ,;-")
    return before if before.strip() else line[found.end() :]
