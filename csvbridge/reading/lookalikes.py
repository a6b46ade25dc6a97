"""Files that look like an export and are none: logs of a load, a list copied from the screen, a drawn table.

In: decoded text, or a table's headings and cells. Out: nothing, or a `Refused` that says what the file is and where
the export is to be had. Ordinary files cost a search for a few words in their beginning, or a look at the first and
last heading (salesforce-exports.md §1.6, §1.7, §1.10; §7, row 56).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from csvbridge.reading.refused import Refused
from csvbridge.rules import queries as rules

_SAMPLE = 1 << 16  # characters: the first screen of a list is a few thousand
_ROWS = 200  # cells looked at to know a log
_SCREEN = re.compile(
    # what a list on the screen says to those who do not see it, each alone in its cell or line
    r"(?:^|[\t\n\r,;\"])[ \u00a0]*(?P<mark>"
    r"(?:Select Item [0-9]+|Select All|Item Number|Show (?:more )?Actions|Edit ?\| ?Del"
    r"|Show [^\t\n,;\"]{1,60} column actions)(?=[ \u00a0]*(?:[\t\n\r,;\"]|$))"
    r"|Sort by:|Sorted: ?(?:None|Ascending|Descending))",
    re.IGNORECASE,
)
_SCREEN_WORDS = re.compile(
    r"Select Item [0-9]|Show (?:more )?Actions|Edit ?\| ?Del|Sort by:|Sorted:|column actions", re.IGNORECASE
)
_FRAME = re.compile(r"(?:[^\n]*+\n)?\s*+[┌╔][─━═┬╤]")
_BULK = ("sf__id", "sf__created", "sf__error")
_ERROR_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+:|Error\b")
_DONE = re.compile(r"Item (?:Created|Updated|Upserted|Deleted|Hard Deleted|Undeleted)$", re.IGNORECASE)


def refuse_screen(text: str) -> None:
    """Refuse text that was copied from a list on the screen or drawn by the command line."""
    sample = text[:_SAMPLE]
    if _FRAME.match(sample):
        raise Refused(rules.SCREEN_TABLE)
    if not _SCREEN_WORDS.search(sample):
        return
    found = list(_SCREEN.finditer(sample))
    kinds = {re.sub(r"[0-9]+", "", mark["mark"]).casefold() for mark in found}
    # one such word may be data; a list has several, or the same on line after line
    if len(kinds) > 1 or len(found) > 2:
        first = found[0]
        line = sample.count("\n", 0, first.start("mark")) + 1
        raise Refused(rules.SCREEN_COPY, mark=first["mark"].strip(), line=line)


def refuse_log(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """Refuse the table that a loader writes of a load: what was sent, and what became of it."""
    names = [heading.strip() for heading in headings]
    bulk = next((name for name in names if name.casefold() in _BULK), None)
    if bulk is not None:
        raise Refused(rules.LOAD_LOG, mark=f"it has the column {bulk}")
    if not names:
        return
    others = "".join(names[:-1])
    capitals = others == others.upper()  # an extract with headings in capitals has a STATUS of its own
    cells = [cell.strip() for cell in islice(columns[-1], _ROWS)]
    if names[-1] == "STATUS" and names[0].casefold() == "id":
        if not capitals or (cells and all(map(_DONE.match, cells))):
            raise Refused(rules.LOAD_LOG, mark="its last column is STATUS")
    elif names[-1] == "ERROR" and (not capitals or (cells and all(map(_ERROR_CODE.match, cells)))):
        raise Refused(rules.LOAD_LOG, mark="its last column is ERROR")
