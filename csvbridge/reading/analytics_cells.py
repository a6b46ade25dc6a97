"""The cells of a report run as JSON into text: the columns of a `FactMap` in, headings and columns of text out.

`value` is taken where it is exact (dates, numbers, amounts, ticks), `label` where it is words. An amount's currency
becomes a column before it, as in Salesforce's own exports; a name that carries the id of its record gets a column of
ids behind it (salesforce-exports.md §1.8, §2). A date that is grouped by month is no date: its heading says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csvbridge.reading.factmap import FactMap, Field, shape
from csvbridge.reading.records import HALF_CHARACTER

_EXACT = frozenset({"date", "datetime", "time", "int", "double", "percent", "currency", "boolean", "long"})
_BLANK_LABELS = (None, "", "-", "\u2013")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ID = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?")
_ID_OF_TOKEN = {
    # tokens of the standard report types (salesforce-exports.md 2.2 to 2.4), and whose ids stand behind the name
    "ACCOUNT.NAME": "001",
    "ACCOUNT_NAME": "001",
    "OPPORTUNITY_NAME": "006",
    "FIRST_NAME": "003",
    "LAST_NAME": "003",
    "PRODUCT_NAME": "01t",
}
_ID_OF_FIELD = re.compile(
    # tokens of custom report types: Opportunity$Name, Account.Opportunities$Name, Opportunity$Account.Name; not through
    # a further lookup, whose account is another one
    r"(?:\w+[.$])?(?:(?P<a>Accounts?)|(?P<o>Opportunit(?:y|ies))|(?P<c>Contacts?)|(?P<p>Product2|Products?))"
    r"(?:[.$](?:Name|FirstName|LastName))?"
)
_PREFIX_OF = {"a": "001", "o": "006", "c": "003", "p": "01t"}
_ID_HEADING = {"001": "Account ID", "006": "Opportunity ID", "003": "Contact ID", "01t": "Product ID"}


class NumberText(str):
    """A number of a JSON file in the file's own text, told from words that look like one."""

    __slots__ = ()


class _Shown(NamedTuple):
    """A column of the report: its values, and what is shown of each."""

    values: list[Any]
    labels: list[Any]


@dataclass(slots=True)
class Filled:
    """The table, and what its totals are checked with."""

    headings: list[str] = field(default_factory=list)
    columns: list[list[str]] = field(default_factory=list)
    amounts: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """By token: the numbers of a column and, where it has them, the currency of each."""
    ids: list[list[str]] = field(default_factory=list)
    """Columns of the ids behind names, blank where there is none."""
    half_characters: int = 0


def fill(facts: FactMap) -> Filled:
    """Return the table of a report; `Refused` where a number or date is words alone."""
    found = Filled()
    labels = {" ".join(about.label.split()).casefold() for about in facts.fields}
    ids_of: dict[str, list[list[str]]] = {}
    for about, cells in zip(facts.fields, facts.columns, strict=True):
        shown = _Shown([cell.get("value") for cell in cells], [cell.get("label") for cell in cells])
        if about.grain:
            _put(found, f"{about.label} (by {about.grain})", _words(about, shown))
        elif about.kind == "currency" or _are_amounts(shown):
            _put_amounts(found, about, shown)
        elif about.kind in _EXACT:
            texts = [_exact(about, value, label) for value, label in zip(*shown, strict=True)]
            _put(found, about.label, texts)
            found.amounts[about.token] = (texts, [])
        else:
            _put(found, about.label, _words(about, shown))
            _put_ids(found, about, shown, ids_of, labels)
    return found


def _are_amounts(shown: _Shown) -> bool:
    objects = [value for value in shown.values if isinstance(value, dict)]
    return bool(objects) and all("amount" in value for value in objects)


def _put(found: Filled, heading: str, texts: list[str]) -> None:
    if not all(map(str.isascii, texts)) and any(map(HALF_CHARACTER.search, texts)):
        found.half_characters += sum(1 for text in texts if HALF_CHARACTER.search(text))
        texts = [HALF_CHARACTER.sub("\ufffd", text) for text in texts]
    found.headings.append(HALF_CHARACTER.sub("\ufffd", heading))
    found.columns.append(texts)


def _words(about: Field, shown: _Shown) -> list[str]:
    """Return what the report shows; a number among words is taken from its value, since the label is formatted."""
    plain = {*map(type, shown.values), *map(type, shown.labels)} <= {str}  # most columns: nothing to choose
    texts = shown.labels if plain else [_word(about, value, label) for value, label in zip(*shown, strict=True)]
    if "STREET" in about.token.upper() or "street" in about.label.casefold():
        return [_BREAK.sub("\n", text) for text in texts]
    return texts


def _word(about: Field, value: Any, label: Any) -> str:
    if isinstance(value, NumberText):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(label, str):
        return "" if value is None and label in _BLANK_LABELS else label
    if value is None or isinstance(value, str):
        return value or ""
    raise shape(f'"{about.label}" has a value that is shown nowhere')


def _exact(about: Field, value: Any, label: Any) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None and label in _BLANK_LABELS:
        return ""
    raise shape(f'"{about.label}" shows {str(label)[:40]!r} and gives no value for it')


def _put_amounts(found: Filled, about: Field, shown: _Shown) -> None:
    amounts: list[str] = []
    codes: list[str] = []
    for value, label in zip(*shown, strict=True):
        if isinstance(value, dict):
            amount, code = value.get("amount", value), value.get("currency")
            if not (amount is None or isinstance(amount, str)) or not (code is None or isinstance(code, str)):
                raise shape(f'"{about.label}" has a value that is no amount')
            amounts.append(str(amount or ""))
            codes.append(code or "")
        else:
            amounts.append(_exact(about, value, label))
            codes.append("")
    if any(codes):
        _put(found, f"{about.label} Currency", codes)
    _put(found, about.label, amounts)
    found.amounts[about.token] = (amounts, codes)


def _put_ids(found: Filled, about: Field, shown: _Shown, ids_of: dict[str, list[list[str]]], labels: set[str]) -> None:
    """Keep the ids behind names, and give them a column where the token tells whose they are."""
    if shown.values == shown.labels:
        return
    ids = [_id(value, label) for value, label in zip(*shown, strict=True)]
    if not any(ids):
        return
    found.ids.append(ids)
    prefix = _prefix(about.token)
    heading = _ID_HEADING.get(prefix, "")
    if not heading or heading.casefold() in labels or {text[:3] for text in ids} - {"", prefix}:
        return
    if ids not in ids_of.setdefault(heading, []):  # first and last name carry the same
        ids_of[heading].append(ids)
        _put(found, heading, ids)


def _id(value: Any, label: Any) -> str:
    return value if isinstance(value, str) and value != label and _ID.fullmatch(value) else ""


def _prefix(token: str) -> str:
    named = _ID_OF_TOKEN.get(token, "")
    if named:
        return named
    match = _ID_OF_FIELD.fullmatch(token)
    return next((_PREFIX_OF[name] for name, text in match.groupdict().items() if text), "") if match else ""
