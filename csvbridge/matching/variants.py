"""By which names a customer is called.

In: the columns `name` and `company`. Out: variants: a record has one or more ways of being called (either side of
"doing business as", a company beside a person, the child of `Parent:Child`), each with what stands behind it: its
child, its brackets. The likest two variants of two records speak for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_SPECIAL = re.compile(r"[:(\[{/]| -+ ")


def variants_of(
    names: Sequence[str], companies: Sequence[str], words: Words
) -> tuple[list[str], list[str], Small, Small]:
    """Return the variants as texts and what stands behind them, their records and kinds, record after record."""
    lines = _unglued(names, plain_lines(names), words)
    firms = _unglued(companies, plain_lines(companies), words)
    trading = _trading(words)
    remarks = frozenset(words.remarks)
    several = {place: _parts(lines[place], trading, remarks) for place in _to_cut(lines, trading, words)}
    cut = set(_to_cut(firms, trading, words))
    for place, (line, firm) in enumerate(zip(lines, firms, strict=True)):
        if firm and firm != line:
            found = several.setdefault(place, [(line, "", WHOLE)])
            parts = _parts(firm, trading, remarks) if place in cut else [(firm, "", WHOLE)]
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
    """Return plain lines in which a legal form of a script that knows no blanks stands apart from the name."""
    odd = [place for place, text in enumerate(texts) if not text.isascii()]
    if odd:
        forms = "|".join(map(re.escape, words.glued_forms))
        glued = re.compile(rf"^((?:{forms}))(?=[a-z0-9])|(?<=[a-z0-9])((?:{forms}))$")
        for place in odd:
            lines[place] = glued.sub(r"\1 \2", lines[place])
    return lines


_SLASHED = (r"d\s*[/.]\s*b\s*[/.]\s*a\.?", r"t\s*/\s*a", r"[af]\s*[/.]\s*k\s*[/.]\s*a\.?", r"c\s*/\s*o")
_DOTTED = re.compile(r"\.\s*[bk]\s*[/.]")
_SPECIAL_LETTERS = np.isin(np.arange(256), list(b":([{/"))
_APART_BYTES = bytes(code if chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(256))


def _trading(words: Words) -> re.Pattern[str]:
    """Return what separates two names of one business or person."""
    phrases = map(re.escape, words.trading_as)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join((*_SLASHED, *phrases))})(?![a-z0-9])[:.]?")


def _to_cut(lines: Sequence[str], trading: re.Pattern[str], words: Words) -> list[int]:
    """Return the places of plain lines that may hold more than one name.

    All of them are looked through at once, with words alone between blanks: a pattern that asks at each letter what
    stands before it takes many times as long. What is found is then looked at by itself.
    """
    whole = "\n".join(lines)
    letters = np.frombuffer(whole.encode("ascii", "replace"), np.uint8)
    found = [np.flatnonzero(_SPECIAL_LETTERS[letters])]
    found.append(np.array([m.start() for m in re.finditer(" -", whole)], np.int64))
    found.append(np.array([m.start() for m in _DOTTED.finditer(whole)], np.int64))
    apart = whole.encode("ascii", "replace").translate(_APART_BYTES).decode("ascii").replace("\n", "\n ")
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


def _parts(line: str, trading: re.Pattern[str], remarks: frozenset[str]) -> list[Part]:
    """Return the variants of one name that has brackets, a child or a second name: text, what stands behind, kind."""
    inside = []
    for held in _BRACKET.findall(line):
        other = trading.match(held.strip())
        inside.append(held if other is None and normal_word(held) not in remarks else "")
        if other is not None:
            line += f" dba {held.strip()[other.end() :]}"
    line = _BRACKET.sub(" ", line)
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
