"""Which rows of a formatted report are sums and counts of others: rows in, `Aggregate`s out.

A row is one only when all of this holds: a label cell says exactly `Subtotal`, `Total` or `Grand Total(s)`, with
or without `(n records)`; the grouping cells before it are blank; every other filled cell is a figure or the
name of a sum. So an account called "Total Wine", or one called "Total" with a deal beside it, is a record.
Group rows of a printable view (`Stage: Closed Won (3 records)`) count as well: their figures stand on top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from csvbridge.values.numbers import is_blank_number, parse_number, parse_percent

_SUB = ("subtotal", "subtotals", "sub-total")
_GRAND = ("total", "totals", "grand total", "grand totals")
_LABEL = re.compile(
    rf"\s*(?P<word>{'|'.join(sorted((*_SUB, *_GRAND), key=len, reverse=True))})"
    r"(?:\s*\(\s*(?P<count>[0-9][0-9,.']*)\s+records?\s*\))?\s*:?\s*",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\s*(?P<text>[^:]+:.*?)\s*\(\s*(?P<count>[0-9][0-9,.']*)\s+records?\s*\)\s*", re.DOTALL)
_WORDS = {
    "sum": "sum",
    "avg": "average",
    "average": "average",
    "max": "largest",
    "largest": "largest",
    "largest value": "largest",
    "min": "smallest",
    "smallest": "smallest",
    "smallest value": "smallest",
    "median": "median",
    "count": "count",
    "record count": "records",
    "unique": "unique",
    "unique count": "unique",
}
"""What a report calls the figures of a row, and what it means. Only sum and count are named in public material."""
_LONGEST = 400  # characters of a cell that can be a label: names have 255, and long cells make patterns slow
SUBTOTAL, GRAND, GROUP = "subtotal", "total", "group row"


@dataclass(slots=True)
class Aggregate:
    """A row that speaks of other rows, or its continuation (averages, counts) right below."""

    row: int
    kind: str
    column: int
    """The column of its label: for a subtotal that of the group that it closes."""
    figures: dict[int, str] = field(default_factory=dict)
    word: str = ""
    """What the figures are, in our words; blank where the row does not say."""
    count: int | None = None
    heading: str = ""
    value: str = ""
    """What a group row says: `Stage` and `Closed Won`."""
    continues: bool = False


def label_cells(rows: Sequence[Sequence[str]], body: Sequence[int], columns: Sequence[int]) -> dict[int, int]:
    """Return the rows in which a cell of these columns has the word of a sum, each with that cell's column."""
    found: dict[int, int] = {}
    for column in columns:
        cells = [rows[index][column] if column < len(rows[index]) else "" for index in body]
        words = {text for text in set(cells) if _label(text)}
        if words:
            for index, text in zip(body, cells, strict=True):
                if text in words:
                    found.setdefault(index, column)
    return found


def read_aggregate(row: Sequence[str], index: int, column: int) -> Aggregate | None:
    """Return the row as a subtotal or total whose label is in this column, or None when it is a record."""
    label = _label(row[column])
    if label is None or any(cell.strip() for cell in row[:column]):
        return None
    kind = SUBTOTAL if label["word"].casefold() in _SUB else GRAND
    return _with_figures(Aggregate(index, kind, column, count=_number(label["count"])), row, column)


def read_continuation(row: Sequence[str], index: int, above: Aggregate, columns: Sequence[int]) -> Aggregate | None:
    """Return the row below a subtotal or total as a further row of it (averages, counts), or None."""
    if any(row[column].strip() and row[column].strip().casefold() not in _WORDS for column in columns):
        return None
    found = _with_figures(Aggregate(index, above.kind, above.column, continues=True), row, None)
    if found is None or not found.figures:
        return None
    if not found.word and above.count is not None and not above.figures:
        found.word = "sum"  # the label has told the count, and these are the sums below it
    return found


def read_group_row(row: Sequence[str], index: int, known: Callable[[str], bool] | None) -> Aggregate | None:
    """Return a printable view's group row, `Stage: Closed Won (3 records)`, or None.

    Where there are several `:`, the longest known heading decides.
    """
    column = next((place for place, cell in enumerate(row) if cell.strip()), None)
    group = None if column is None or len(row[column]) > _LONGEST else _GROUP.fullmatch(row[column])
    if column is None or group is None:
        return None
    text = group["text"]
    cuts = [at.start() for at in re.finditer(":", text)]
    cut = next((at for at in reversed(cuts) if known and known(text[:at].strip().casefold())), cuts[0])
    about = Aggregate(index, GROUP, column, count=_number(group["count"]))
    about.heading, about.value = text[:cut].strip(), text[cut + 1 :].strip()
    return _with_figures(about, row, column)


def speaks_of_records(cell: str) -> bool:
    """Whether a cell ends in `(n records)` as only the labels of a printable view do."""
    if not cell.rstrip().endswith(("records)", "record)")) or len(cell) > _LONGEST:
        return False
    label = _label(cell)
    return bool(label and label["count"]) or _GROUP.fullmatch(cell) is not None


def is_figure(cell: str) -> bool:
    """Whether a cell could be a sum, an average or a count."""
    return any(parse_number(cell, mark) or parse_percent(cell, mark) is not None for mark in ".,")


def _label(cell: str) -> re.Match[str] | None:
    return _LABEL.fullmatch(cell) if len(cell) <= _LONGEST else None


def _with_figures(about: Aggregate, row: Sequence[str], label: int | None) -> Aggregate | None:
    for column, cell in enumerate(row):
        if not cell or column == label:
            continue
        text = cell.strip()
        if is_blank_number(text):
            continue
        word = _WORDS.get(text.casefold())
        if word is not None:
            about.word = about.word or word
        elif is_figure(text):
            about.figures[column] = text
        else:
            return None
    return about


def _number(text: str | None) -> int | None:
    digits = re.sub("[^0-9]", "", text or "")
    return int(digits[:15]) if digits else None
