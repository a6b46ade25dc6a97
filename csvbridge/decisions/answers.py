"""An answer as it stands in a file: which pair it is about, what was filled in, and where.

In: text. Out: plain values, and findings that name file, sheet and row. Nothing here is judged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from csvbridge.decisions.columns import LONGEST_NAME
from csvbridge.findings import Finding, Rule, shown
from csvbridge.values.names import name_key
from csvbridge.values.text import one_line, strip_hidden

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CUT = re.compile(r"… \([0-9,]+ characters\)$")
_LONGEST_TEXT = 1000  # characters of a reason or a person's name that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One filled row, or one entry of the page's file; blank where nothing was said."""

    token: str
    word: str = ""
    survivor: str = ""
    survivor_side: str = ""
    quickbooks_name: str = ""
    reason: str = ""
    decided_by: str = ""
    date: str = ""
    left: str = ""
    right: str = ""
    left_id: str = ""
    right_id: str = ""
    file: str
    sheet: str | None = None
    row: int | None = None

    @property
    def place(self) -> str:
        """Return where it stands: `duplicates.xlsx[Decide]:17`."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}" + (f":{self.row}" if self.row is not None else "")


@dataclass(slots=True, kw_only=True)
class Given:
    """What a file holds."""

    file: str
    what: str
    """In words: `sheet Decide, 41 rows`."""
    identified_as: str
    answers: list[Answer] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    """The key of every row, decided or not."""
    run: str = ""
    """The run that the file says it is of; blank where it does not say."""
    findings: list[Finding] = field(default_factory=list)


def found(rule: Rule, at: Answer, column: str | None = None, value: str | None = None, **facts: object) -> Finding:
    """Return a finding about an answer."""
    text = shown(value)
    told = {"value": "" if text is None else text, "column": column or "", **facts}
    return Finding(
        rule.code,
        rule.severity.value,
        at.file,
        at.sheet,
        at.row,
        column,
        text,
        rule.message.format(**told),
        rule.fix.format(**told),
    )


def kept_text(text: str) -> str:
    """Return what somebody typed, on one line, without hidden characters, as long as it is kept."""
    return shown(one_line(strip_hidden(text)), _LONGEST_TEXT) or ""


def shown_name(name: str) -> str:
    """Return a name as the sheet shows it, however a spreadsheet program has kept it since."""
    text = name
    while "_x" in text:  # how workbooks write characters that XML lacks: programs undo it, or do it once more
        plain = _ESCAPED.sub(lambda mark: chr(int(mark[1], 16)), text)
        if plain == text:
            break
        text = plain
    text = one_line(strip_hidden(text).replace("\ufffd", "")).encode("utf-8", "replace").decode("utf-8")
    if not _CUT.search(text):
        text = shown(text, LONGEST_NAME) or ""
    return unicodedata.normalize("NFC", text).removeprefix("'")


def same_name(one: str, other: str) -> bool:
    """Whether two names are one to QuickBooks: case, blanks and hidden characters aside."""
    return name_key(shown_name(one)) == name_key(shown_name(other))
