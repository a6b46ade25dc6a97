"""A pair in plain lines, for a terminal that only prints: both records side by side, what speaks for it and against.

In: cards, and the decisions in force. Out: lines without colour. What differs is marked by a star and a word; a hidden
character stands as a visible mark, and nothing that a file holds reaches the terminal as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csvbridge.decisions.cards import Card, End
from csvbridge.decisions.together import decision_words
from csvbridge.remembered import Decision
from csvbridge.reviews.side_by_side import Field, compared, kind_words, visible
from csvbridge.reviews.words import fit

_WIDEST = 38  # characters of a cell side by side


def fields_of(card: Card) -> list[Field]:
    """Return what is compared, field by field; the names alone where the memory does not know the pair."""
    if card.question is None:
        return list(compared({"name": card.left.name}, {"name": card.right.name}))
    return list(compared(dict(card.question.left.fields), dict(card.question.right.fields)))


def kinds_of(card: Card) -> tuple[str, str]:
    """Return what the two records are, in words; blank where nobody knows."""
    return kind_words(card.question) if card.question is not None else ("", "")


def state_words(card: Card, decision: Decision | None) -> str:
    """Return what is decided about a pair, in words."""
    if decision is None:
        return card.decided or "not decided"
    reason = f": {decision.reason}" if decision.reason else ""
    by = f" by {decision.decided_by}" if decision.decided_by else ""
    return fit(f"{decision_words(decision)}{by} on {decision.date}{reason}", 300)


def card_lines(card: Card, total: int, decision: Decision | None) -> Iterator[str]:
    """Yield a pair's lines."""
    yield f"Pair {card.number:,} of {total:,}  {fit(card.band)} {fit(card.score)}  {state_words(card, decision)}"
    kinds = kinds_of(card)
    for side, end, kind in (("left", card.left, kinds[0]), ("right", card.right, kinds[1])):
        yield f"    {side:<6} {_end_words(end, kind)}"
    yield from _table(fields_of(card))
    yield f"    for: {fit(card.reasons, 400) or '-'}"
    yield f"    against: {fit(card.against, 400) or '-'}"
    if card.at_stake:
        yield f"    at stake: {fit(card.at_stake)}"


def _end_words(end: End, kind: str) -> str:
    name = visible(end.name) or "(no name)"
    return f"{name}  ({', '.join(filter(None, (kind, fit(end.place, 200))))})"


def _table(fields: Sequence[Field]) -> Iterator[str]:
    rows = [("*" if one.differs else " ", one.label, _fitted(one.left), _fitted(one.right), one.word) for one in fields]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield f"  {cells[0]} {'  '.join(cells[1:])}".rstrip()


def _fitted(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
