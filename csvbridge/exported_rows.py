"""Exported records as rows of a table, their contents as one text: what a run writes down of a hundred thousand lines.

In: `Exported` values, or the texts of their fields. Out: rows, and values again. Each of the contents is a line of the
text, its name and what it says parted by a tab; a line end or a backslash within them, and half a character (from a
broken JSON file), stand as backslash escapes, so that every text comes back as it was. Nothing is looked up or decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from csvbridge.remembered import Exported

_ESCAPE = re.compile(r"\\(?:([\\nt])|u([0-9a-f]{4}))")
_MEANT = {"\\": "\\", "n": "\n", "t": "\t"}


class ExportedRow(NamedTuple):
    """The fields of an `Exported` as a table keeps them; the run stands beside."""

    kind: str
    record: str
    name: str
    customer: str
    day: str
    minor: str
    """A whole number in decimal digits: a column of numbers would end at nineteen of them."""
    currency: str
    contents: str
    file: str


def escaped(text: str) -> str:
    """Return a text without line ends and half characters; nearly every text as it is."""
    if "\\" in text or "\n" in text:
        text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def unescaped(text: str) -> str:
    """Return what `escaped` was given."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(found: re.Match[str]) -> str:
    return _MEANT[found[1]] if found[1] else chr(int(found[2], 16))


def content_line(name: str, text: str) -> str:
    """Return one of the contents as its line."""
    return escaped(name).replace("\t", "\\t") + "\t" + escaped(text)


def contents_text(contents: Iterable[tuple[str, str]]) -> str:
    """Return contents as one text."""
    return "\n".join([content_line(name, text) for name, text in contents])


def contents_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the contents of a text.

    Raises:
        ValueError: it is no such text.
    """
    pairs = [line.split("\t", 1) for line in text.split("\n")] if text else []
    if "\\" in text:
        pairs = [list(map(unescaped, pair)) for pair in pairs]
    return tuple([(name, said) for name, said in pairs])


def joined(lines: list[str]) -> str:
    """Return the text of contents whose names are plain, each given as name, tab and what it says, not escaped yet."""
    text = "\n".join(lines)
    if "\\" not in text and text.isascii() and text.count("\n") == len(lines) - 1:
        return text
    return "\n".join(map(escaped, lines))


def row_of(one: Exported) -> ExportedRow:
    """Return an exported record as a row."""
    return ExportedRow(
        escaped(one.kind),
        escaped(one.record),
        escaped(one.name),
        escaped(one.customer),
        escaped(one.day),
        str(one.minor),
        escaped(one.currency),
        contents_text(one.contents),
        escaped(one.file),
    )


def exported_from_row(row: Iterable[str], run: str) -> Exported:
    """Return the exported record of a row.

    Raises:
        ValueError: it is no such row.
    """
    kind, record, name, customer, day, minor, currency, contents, file = row
    texts = (kind, record, name, customer, day, currency, file)
    if "\\" in "".join(texts):
        kind, record, name, customer, day, currency, file = map(unescaped, texts)
    return Exported(
        kind=kind,
        record=record,
        name=name,
        customer=customer,
        day=day,
        minor=int(minor),
        currency=currency,
        contents=contents_of(contents),
        file=file,
        run=run,
    )
