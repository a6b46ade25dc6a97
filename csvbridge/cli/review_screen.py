"""One pair on the screen: both records side by side, what differs underlined and starred, what the keys do.

In: a card and what is decided about it. Out: what rich prints. Values are text, never markup, and hidden characters are
named: a file cannot draw on the terminal.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from csvbridge.decisions.cards import Card
from csvbridge.remembered import WORDS, Decision
from csvbridge.reviews.pair_words import fields_of, kinds_of, state_words
from csvbridge.reviews.side_by_side import visible
from csvbridge.reviews.words import fit

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

KEYS = (
    *((str(number), word) for number, word in enumerate(WORDS, 1)),
    ("n", "next"),
    ("p", "previous"),
    ("r", "reason"),
    ("u", "undo"),
    ("q", "quit"),
    ("?", "help"),
)
HELP = (
    "1 same-as-quickbooks: the account is the customer that QuickBooks has.",
    "2 same: both are one new customer; you say which name is kept.",
    "3 related: two customers that have to do with each other.   4 different: two customers.",
    "5 hold: not decided yet; the customer and its invoices wait.",
    "n, right or blank: next.   p, left: previous.   r: a reason for this pair.",
    "u: take the last decision back, as often as you like.   q: quit.",
    "Every decision is saved at once, in the company's memory.",
)


def screen(
    card: Card, *, place: tuple[int, int], decided: int, decision: Decision | None, reason: str, said: str
) -> list[RenderableType]:
    """Return what stands on the screen; `said` is what came of the last key."""
    from rich.text import Text

    at, total = place
    head = Text(f"Pair {at:,} of {total:,}", "bold")
    head.append(f"   {fit(card.band)} {fit(card.score)}   {decided:,} decided", "default")
    lines: list[RenderableType] = [head, _table(card)]
    told = [
        ("For", fit(card.reasons, 600) or "-"),
        ("Against", fit(card.against, 600) or "-"),
        ("At stake", fit(card.at_stake) or "nothing in this run"),
        ("Decided", state_words(card, decision)),
        *((("Reason", fit(reason, 300)),) if reason else ()),
    ]
    for label, words in told:
        line = Text(f"{label + ':':<10}", "bold")
        line.append(words, "default")
        lines.append(line)
    lines += [Text(""), _keys()]
    if said:
        lines += [Text(""), Text(said, "bold")]
    return lines


def _table(card: Card) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ASCII2, expand=True, show_lines=False, header_style="bold")
    kinds = kinds_of(card)
    table.add_column("")
    table.add_column("")
    table.add_column(_heading("Left", kinds[0]), ratio=1, overflow="fold")
    table.add_column(_heading("Right", kinds[1]), ratio=1, overflow="fold")
    table.add_column("")
    table.add_row("", "Stands in", Text(visible(card.left.place)), Text(visible(card.right.place)), "")
    for field in fields_of(card):
        left, right = _marked(field.left, field.right) if field.differs else (Text(field.left), Text(field.right))
        table.add_row("*" if field.differs else "", field.label, left, right, field.word)
    return table


def _heading(side: str, kind: str) -> Text:
    from rich.text import Text

    return Text(f"{side}: {kind}" if kind else side)


def _marked(left: str, right: str) -> tuple[Text, Text]:
    """Return both texts with the words in which they differ underlined."""
    from rich.text import Text

    words = left.split(), right.split()
    same = difflib.SequenceMatcher(
        None, [word.casefold() for word in words[0]], [word.casefold() for word in words[1]], autojunk=False
    )
    found = Text(), Text()
    for what, *spans in same.get_opcodes():
        for text, own, (start, end) in zip(found, words, (spans[:2], spans[2:]), strict=True):
            for word in own[start:end]:
                text.append(" " if text.plain else "")
                text.append(word, "default" if what == "equal" else "bold underline")
    return found


def _keys() -> Text:
    from rich.text import Text

    line = Text()
    for key, word in KEYS:
        line.append("   " if line.plain else "")
        line.append(key, "bold reverse")
        line.append(f" {word}")
    return line
