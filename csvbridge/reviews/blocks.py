"""What a review is made of: sections of paragraphs, lists and tables that know nothing of files or formats.

In: words and rows. Out: blocks that a renderer turns into a page. Values from the files enter through `say`, `plain`
and `table` alone, which make them fit to be shown; they are never read as marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeVar

from csvbridge.reviews.words import VALUE_LIMIT, counted, fit

ROW_LIMIT = 200
"""Rows of a table on a page: a longer list is read in a workbook."""

_MARKS = re.compile(r"(\*\*.+?\*\*|`.+?`)")

Record = TypeVar("Record")


class Span(NamedTuple):
    """A run of words in one style."""

    text: str
    style: Literal["plain", "strong", "code"] = "plain"


Text = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    kind: ClassVar[str] = "paragraph"
    text: Text


@dataclass(frozen=True, slots=True)
class Callout:
    """Words that must not be overlooked. The label says in words what the colour says."""

    kind: ClassVar[str] = "callout"
    tone: Literal["ready", "waits", "look"]
    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: `steps` are numbered, `checks` have a box to tick on paper, `points` have neither."""

    kind: ClassVar[str] = "listing"
    style: Literal["steps", "checks", "points"]
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `number` stands at the right, `code` is a name to be copied, `short` is never broken."""

    heading: str
    style: Literal["text", "number", "code", "short"] = "text"
    limit: int = VALUE_LIMIT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text, sums below, and the words for what was left out."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()
    left_out: str = ""


Block = Paragraph | Callout | Listing | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; parts are sections of their own, one level down."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A whole review. `foot` closes it."""

    title: str
    subtitle: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    foot: str


def say(words: str, **values: object) -> Text:
    """Return words as text: `**…**` is strong, backquotes a name to copy, `{name}` a value, which holds no marks."""
    fitted = {name: fit(value) for name, value in values.items()}
    spans = []
    for piece in filter(None, _MARKS.split(words)):
        if piece.startswith("**"):
            spans.append(Span(piece[2:-2].format(**fitted), "strong"))
        elif piece.startswith("`"):
            spans.append(Span(piece[1:-1].format(**fitted), "code"))
        else:
            spans.append(Span(piece.format(**fitted)))
    return tuple(spans)


def typed(command: str) -> Text:
    """Return a command that is to be typed, whole: half of it would do something else."""
    return (Span(fit(command, 1000), "code"),)


def plain(words: object, limit: int = 400) -> Text:
    """Return words that hold no marks."""
    return (Span(fit(words, limit)),)


def paragraph(words: str, **values: object) -> Paragraph:
    """Return a paragraph; see `say`."""
    return Paragraph(say(words, **values))


def table(
    caption: str,
    columns: Sequence[Column],
    records: Sequence[Record],
    row_of: Callable[[Record], Sequence[object]],
    *,
    rest: str,
    sums: Sequence[Sequence[object]] = (),
) -> Table:
    """Return a table of the first records; `rest` says where the others are, should there be more than a page takes."""

    def fitted(row: Sequence[object]) -> tuple[str, ...]:
        return tuple(fit(cell, column.limit) for cell, column in zip(row, columns, strict=True))

    hidden = len(records) - ROW_LIMIT
    return Table(
        caption,
        tuple(columns),
        tuple(fitted(row_of(record)) for record in records[:ROW_LIMIT]),
        tuple(fitted(row) for row in sums),
        f"{counted(hidden, 'more row')} not shown here: {rest}" if hidden > 0 else "",
    )
