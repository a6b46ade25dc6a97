"""Put the cells of a column right, where nobody has to judge.

In: the texts of a column, what the template says of it, and what the file as a whole tells of its numbers and dates.
Out: the texts of the copy, and for each change the rule that it serves. A cell that could mean two things stays as it
is: a date whose order is not certain, an amount in another currency, a part of a cent, text where a number belongs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from csvbridge.findings import Rule
from csvbridge.rules import repairs as rules
from csvbridge.schemas import TemplateColumn
from csvbridge.values.contacts import read_email, read_website
from csvbridge.values.dates import DateDecision, decide_order, format_date, parse_date
from csvbridge.values.numbers import decide_mark, parse_number
from csvbridge.values.text import join_lines, one_line, strip_hidden

NUMBERS = ("money", "rate", "quantity")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YEAR_LED = re.compile(r"[0-9]{4}[-/.]")
_TRUE_DATE = re.compile(r"(?:[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{4})")
"""A year of two digits is left to a person: 05/10/26 can begin with its year."""
_MIDNIGHT = re.compile(r"(?:,?[ T]+)(?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)Z?\Z", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_NAMES += "|nov(?:ember)?|dec(?:ember)?"
_IN_WORDS = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})[ -](?P<month>{_NAMES})\.?,?[ -](?P<year>[0-9]{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_NAMES})\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})", re.IGNORECASE),
)
_CENT = Decimal("0.01")


class Change(NamedTuple):
    """A cell that differs in the copy, by its place in the column. `facts` are those of the rule's message."""

    at: int
    before: str
    after: str
    rule: Rule
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What the file as a whole and the profile tell."""

    mark: str | None
    """The decimal mark of the file's numbers; None where it is not certain."""
    dates: DateDecision
    """The order of day and month over all date columns."""
    style: str
    """How the profile writes dates: `MM/DD/YYYY`."""
    home: str
    """The home currency."""


def known_of(columns: Sequence[TemplateColumn], texts: Sequence[Sequence[str]], style: str, home: str) -> Known:
    """Return what all cells of a file tell together."""
    pairs = list(zip(columns, texts, strict=True))
    numbers = [cell for column, own in pairs if column.kind in NUMBERS for cell in map(tidied, own) if cell]
    dates = [cell for column, own in pairs if column.kind == "date" for cell in _dates(own)]
    return Known(decide_mark(numbers).mark, decide_order(dates), style, home)


def tidied(text: str) -> str:
    """Return a text on one line, without hidden characters, with single blanks."""
    return one_line(strip_hidden(text))


def repaired_column(
    column: TemplateColumn, texts: Sequence[str], known: Known, *, tidy_only: bool = False
) -> tuple[list[str], list[Change]]:
    """Return the cells of the copy and what was changed; with `tidy_only` no more than their blanks."""
    tidy = join_lines if column.meaning == "street" else one_line
    form = _untouched if tidy_only else _form_of(column, texts, known)
    made: dict[str, tuple[str, Step | None]] = {}
    cells, changes = [], []
    for at, text in enumerate(texts):
        if text not in made:
            made[text] = _repaired(text, tidy, form)
        cell, step = made[text]
        cells.append(cell)
        if step is not None:
            changes.append(Change(at, text, cell, step[1], step[2]))
    return cells, changes


Step = tuple[str, Rule, dict[str, Any]]
"""The text of the copy, the rule that it serves, and the facts of its message."""
Form = Callable[[str], Step | None]


def _repaired(text: str, tidy: Callable[[str], str], form: Form) -> tuple[str, Step | None]:
    cell = tidy(strip_hidden(text))
    changed = form(cell) if cell else None
    if changed is not None and changed[0] != cell:
        return changed[0], changed
    return cell, ((cell, rules.TEXT_TIDIED, {}) if cell != text else None)


def _untouched(cell: str) -> Step | None:
    return None


def _form_of(column: TemplateColumn, texts: Sequence[str], known: Known) -> Form:
    if column.kind in NUMBERS:
        return lambda cell: _number(cell, column, known)
    if column.kind == "date":
        own = decide_order(_dates(texts))
        order = own if own.status in ("decided", "either") else known.dates
        return lambda cell: _date(cell, order, own.status == "mixed", known.style)
    if column.meaning == "website":
        return _website
    if column.meaning == "email":
        return _email
    return _untouched


# --- numbers ----------------------------------------------------------------------------------------------------------


def _number(cell: str, column: TemplateColumn, known: Known) -> Step | None:
    """Return a number in plain digits: the same value to the last digit, or nothing where it is not certain."""
    value = _read(cell, known)
    if value is None or (value < 0 and not column.negative):
        return None
    text = cell if known.mark == "." and _PLAIN.fullmatch(cell) else format(value, "f")
    if column.kind == "money":
        if value != value.quantize(_CENT):  # a part of a cent: which way to round is a judgement
            return None
        text = text if _has_cents(text) else format(value.quantize(_CENT), "f")
    return text, rules.NUMBER_REWRITTEN, {}


def _has_cents(text: str) -> bool:
    return len(text.partition(".")[2]) in (0, 1, 2)


def _read(cell: str, known: Known) -> Decimal | None:
    if known.mark is None:
        return None
    number = parse_number(cell, known.mark)
    if number is None or number.currency not in ("", known.home):
        return None
    return number.value


# --- dates ------------------------------------------------------------------------------------------------------------


def _dates(texts: Iterable[str]) -> list[str]:
    """Return what is written as a date: a spreadsheet's bare count of days is none, as its first day is not known."""
    found = (_MIDNIGHT.sub("", tidied(text)) for text in texts)
    return [text for text in found if _TRUE_DATE.fullmatch(text)]


def _date(cell: str, order: DateDecision, is_mixed: bool, style: str) -> Step | None:
    text = _MIDNIGHT.sub("", cell)
    day, evidence = _in_words(text), "its month is written as a word"
    if day is None and _YEAR_LED.match(text):
        day, evidence = parse_date(text, "YYYY-MM-DD"), "its year comes first"
    elif day is None and _TRUE_DATE.fullmatch(text) and order.order is not None and not is_mixed:
        day, evidence = parse_date(text, order.order), order.evidence
    if day is None:
        return None
    return format_date(day, style), rules.DATE_REWRITTEN, {"style": style, "evidence": evidence}


def _in_words(text: str) -> dt.date | None:
    match = next(filter(None, (form.fullmatch(text) for form in _IN_WORDS)), None)
    if match is None:
        return None
    try:
        month = _MONTHS.index(match["month"][:3].casefold()) + 1
        return dt.date(int(match["year"]), month, int(match["day"]))
    except ValueError:  # no such day in the calendar
        return None


# --- contacts ---------------------------------------------------------------------------------------------------------


def _website(cell: str) -> Step | None:
    found = read_website(cell)
    return (found.text, rules.CONTACT_REWRITTEN, {"what": "a full web address"}) if found.text else None


def _email(cell: str) -> Step | None:
    found = read_email(cell)
    what = "plain addresses, parted by a comma without blanks"
    return (found.text, rules.CONTACT_REWRITTEN, {"what": what}) if found.text else None
