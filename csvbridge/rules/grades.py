"""How sure the source of a rule is, by the grades of the reference pages themselves.

In: a rule's source (`qbo-import.md 3.2; 14, row 15`). Out: its grade in words. A grade that the source states itself
(`grade M`) counts; else each cited section and row is looked up here, and the range is told where they differ. A
section that nobody has graded has no grade: it is never made up.

H: the vendor's own page, sample file or reference, or real files, as read. M: two sources agree, or one good one.
L: a single weak source, or an inference. A row of a failure catalogue is as good as the sources it names: the vendor's
own are H (M-H for the page of qbo-import.md [1], M for [13], both read through quotations), two others together M, one
alone or "derived" L.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

GRADES = ("H", "M-H", "M", "L-M", "L")
"""From the surest to the least sure."""

MEANING = {
    "H": "the vendor's own pages or sample files, or real exported files, say so",
    "M-H": "the vendor's own page, read through two quotations that agree",
    "M": "two sources agree, or one good source says so",
    "L-M": "between one weak source and two that agree",
    "L": "a single weak source, or an inference: try it before you rely on it",
}
OWN = "own rule"
"""What csvbridge promises of itself needs no outside proof."""

_PAGES = {
    "qbo-import.md": {
        "0": "H to L",
        "0.1": OWN,
        "1": "H to L-M",
        "1.1": "H to M",
        "2": "H to L",
        "3.1": "H to L",
        "3.2": "H to L",
        "3.3": "H to L",
        "4.1": "M-H to M",
        "4.2": "H to M",
        "4.3": "M-H to M",
        "4.6": "L",
        "5.1": "H to L",
        "5.2": "M-H to L",
        "5.3": "M-H to M",
        "5.4": "H to L",
        "5.5": "H to M",
        "5.6": "M",
        "5.7": "M to L",
        "6": "H to L-M",
        "7": "H to M",
        "8": "M to L",
        "9": "H to M",
        "10": "M",
        "11": "H to M",
        "12": "H to M",
        "13": "H to M",
        "15": "M-H to L",
        "15.1": "M-H to M",
        "15.2": "M-H to L",
        "15.3": "M",
        "16": "H to M",
        "16.1": "H",
        "16.2": "H to M",
        "17": "L",
    },
    "salesforce-exports.md": {
        "0": "H to M",
        "1.1": "H to M",
        "1.2": "H to L",
        "1.3": "H to M",
        "1.4": "H to L",
        "1.5": "H to L",
        "1.6": "H",
        "1.7": "H to M",
        "1.8": "H to M",
        "1.9": "H to M",
        "1.10": "H to L",
        "1.11": "H to L",
        "2.1": "H to M",
        "2.2": "H to M",
        "2.3": "H to M",
        "2.4": "H to M",
        "2.5": "H to M",
        "2.6": "H to M",
        "2.7": "H to M",
        "2.8": "H to M",
        "2.9": "H to M",
        "3": "H",
        "3.1": "H",
        "3.2": "H to M",
        "3.3": "H to M",
        "4.1": "H to M",
        "4.2": "H to M",
        "4.3": "H to M",
        "4.4": "H to M",
        "4.5": "H to L",
        "4.6": "H to L",
        "4.7": "H to M",
        "4.8": "H to L",
        "4.9": "H to L",
        "4.10": "H to L",
        "5.1": "H to L",
        "5.2": "H to L",
        "5.3": "H to M",
        "6": "M",
        "8": "L",
    },
}
_CATALOGUES = {"qbo-import.md": "14", "salesforce-exports.md": "7"}
_LAST_ROW = {"qbo-import.md": 78, "salesforce-exports.md": 60}
_ROWS = {
    "qbo-import.md": {
        "H": (
            *(1, 4, 9, 12, 13, 14, 15, 16, 17, 19, 21, 22, 23, 28, 32, 34, 42, 43, 45),
            *(52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 63, 64, 65, 73, 77),
        ),
        "M-H": (6, 7, 24, 36, 38, 39, 46, 47),
        "M": (2, 3, 5, 11, 18, 25, 29, 40),
    },
    "salesforce-exports.md": {"M": tuple(sorted(set(range(1, 60)) - {50, 53}))},
}
"""Rows of the failure catalogues by grade; every other row is L."""

_TOKEN = re.compile(
    r"(?P<page>(?:contract|house|qbo-import|salesforce-exports)\.md)|(?P<standard>RFC [0-9]+)"
    r"|rows? (?P<rows>[0-9]+(?:(?:, | and | to )[0-9]+)*)|grade (?P<grade>[HML](?:-[HML])?)(?![A-Za-z])"
    r"|(?<![0-9A-Za-z.,])(?P<section>[0-9]+(?:\.[0-9]+)?)(?![0-9A-Za-z%])"
)


class Grade(NamedTuple):
    """The surest and the least sure of what a source cites; blank where it is csvbridge's own rule alone."""

    surest: str
    least: str
    own: bool

    def in_words(self) -> str:
        """Return `H`, `H to M`, `own rule`, `own rule, resting on H`."""
        span = self.surest if self.surest == self.least else f"{self.surest} to {self.least}"
        if not self.own:
            return span
        return f"{OWN}, resting on {span}" if span else OWN


def grade_of(source: str) -> Grade | None:
    """Return how sure a source is; None where something that it cites has no grade."""
    found = list(_cited(source))
    if not found or None in found:
        return None
    words = [word for cited in found if cited is not None for word in cited.split(" to ") if word != OWN]
    order = sorted(words, key=GRADES.index)
    return Grade(order[0] if order else "", order[-1] if order else "", OWN in found)


def _cited(source: str) -> Iterator[str | None]:
    """Yield the grade of each thing that a source cites; None for a section that is not graded."""
    page, waiting = "", False
    stated = [match["grade"] for match in _TOKEN.finditer(source) if match["grade"]]
    if stated:
        yield from stated
        return
    for match in _TOKEN.finditer(source):
        if match["standard"]:
            page, waiting = "", False
            yield "H"
        elif match["page"]:
            if waiting:
                yield None
            page = match["page"]
            waiting = page in _PAGES
            if not waiting:
                yield OWN
        elif match["rows"] and page in _PAGES:
            waiting = False
            yield from _rows(page, match["rows"])
        elif match["section"] and page in _PAGES:
            waiting = match["section"] == _CATALOGUES[page]
            if not waiting:
                yield _PAGES[page].get(match["section"])
    if waiting:
        yield None


def _rows(page: str, listed: str) -> Iterator[str | None]:
    for part in re.split(r", | and ", listed):
        first, _, last = part.partition(" to ")
        for number in range(int(first), int(last or first) + 1):
            graded = (grade for grade, rows in _ROWS[page].items() if number in rows)
            yield next(graded, "L") if 1 <= number <= _LAST_ROW[page] else None
