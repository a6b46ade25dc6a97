"""Check what a profile was given, key by key and together; every fault is kept, none ends the checking.

In: a place in words, a table, a key, a value. Out: the value taken, or a `Stop` among the faults.
It reads no file.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from csvbridge.errors import Stop
from csvbridge.findings import shown
from csvbridge.profile_keys import FREE_TABLES, KEYS, Key
from csvbridge.regions import REGIONS
from csvbridge.rules.likeness import MOST_SHOWN
from csvbridge.values.money import currency_digits
from csvbridge.values.text import HIDDEN

FREE = {name: example for name, _, example in FREE_TABLES}
"""The tables whose keys are the user's own, with an example line."""
TABLES = (*dict.fromkeys(key.table for key in KEYS), *FREE)
KINDS = {
    "text": "text in quotes",
    "list": "a list of texts",
    "date": "a date (without quotes)",
    "integer": "a whole number (without quotes)",
}
_NUMBER_LIMIT = 21  # of an invoice number; qbo-import.md 3.4
_ID_LENGTH = 18  # of an opportunity id in its long form
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")


@dataclass(slots=True)
class Given:
    """What was given so far: values by dotted key, where each was said, the user's own tables, the faults."""

    values: dict[str, Any] = field(default_factory=lambda: {key.dotted: key.default for key in KEYS})
    places: dict[str, str] = field(default_factory=dict)
    free: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in FREE})
    faults: list[Stop] = field(default_factory=list)

    def refuse(self, where: str, what: str, fix: str) -> None:
        """Keep a fault, with its place."""
        self.faults.append(Stop(f"{where}: {what}", fix))

    def place(self, dotted: str) -> str:
        """Return where a key was said, or its name when it has its default."""
        return self.places.get(dotted, dotted)


def take(given: Given, where: str, table: str, name: str, value: Any) -> None:
    """Take one value of a table that is known to exist, or keep its fault."""
    if table in FREE:
        _take_free(given, where, table, name, value)
        return
    key = next((key for key in KEYS if (key.table, key.name) == (table, name)), None)
    if key is None:
        refuse_key(given, where, table, name)
    elif not _is_kind(value, key):
        given.refuse(where, f"{key.dotted} is {as_toml(value)}, and wants {KINDS[key.kind]}", _example(key, value))
    elif all([_is_allowed(given, where, key, word) for word in (value if key.kind == "list" else [value])]):
        given.values[key.dotted] = tuple(value) if key.kind == "list" else value
        given.places[key.dotted] = where


def _is_kind(value: Any, key: Key) -> bool:
    if key.kind == "list":
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if key.kind == "date":
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    if key.kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _is_allowed(given: Given, where: str, key: Key, word: Any) -> bool:
    if key.allowed and word not in key.allowed:
        listed = ", ".join(as_toml(a) for a in key.allowed)
        given.refuse(
            where,
            f"{key.dotted} cannot be {as_toml(word)}",
            f"{did_you_mean(word, key.allowed)}It takes {listed}.",
        )
        return False
    return True


def _take_free(given: Given, where: str, table: str, name: str, value: Any) -> None:
    if isinstance(value, dict):
        fix = f"A name with a dot in it stands in quotes. For example: {FREE[table]}"
        given.refuse(where, f"[{table}] has a table where it wants text: {name}", fix)
    elif not isinstance(value, str) or not value.strip() or not name.strip():
        given.refuse(where, f"[{table}] wants text on both sides of the =", f"For example: {FREE[table]}")
    elif table == "accept" and not _CODE.fullmatch(name):
        given.refuse(where, f"{as_toml(name)} is not the code of a finding", f"For example: {FREE[table]}")
    else:
        given.free[table][name] = value


def refuse_table(given: Given, where: str, table: str) -> None:
    """Keep the fault of a table that there is not."""
    given.refuse(where, f"there is no table [{table}]", f"{did_you_mean(table, TABLES)}There are {', '.join(TABLES)}.")


def refuse_key(given: Given, where: str, table: str, name: str) -> None:
    """Keep the fault of a key that its table has not; say so when another table has it."""
    own = [key.name for key in KEYS if key.table == table]
    elsewhere = [key.table for key in KEYS if key.name == name]
    hint = did_you_mean(name, own)
    if elsewhere:
        hint = f"{name} is a key of {' and of '.join(f'[{other}]' for other in elsewhere)}. "
    words = f"[{table}] has no key {as_toml(name)}" if table else f"{as_toml(name)} stands outside every table"
    takes = f"[{table}] takes {', '.join(own)}." if own else f"There are the tables {', '.join(TABLES)}."
    given.refuse(where, words, hint + takes)


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return `Did you mean …? ` for the nearest of the known words, or nothing; case is no difference."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(str(word).casefold(), by_folded, n=1)
    return f"Did you mean {by_folded[near[0]]}? " if near else ""


def as_toml(value: Any) -> str:
    """Return a value as one would write it in the file."""
    if isinstance(value, str):
        return json.dumps(shown(value, 120), ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return "a table" if isinstance(value, dict) else str(value)


def _example(key: Key, value: Any) -> str:
    """Return a line that would be right: the user's own value in the right form where that is plain."""
    if key.kind == "text" and isinstance(value, int | dt.date) and not isinstance(value, bool):
        return f"Write {key.name} = {as_toml(str(value))}"
    if key.kind == "list" and isinstance(value, str):
        return f"Write {key.name} = {as_toml([value])}"
    return f"For example: {key.name} = {key.example or as_toml(key.default)}"


def check_together(given: Given) -> None:
    """Check what a list of words cannot say, and what two keys say together (contract.md 5)."""
    _check_number(given)
    _check_prefix(given)
    _check_sales_tax(given)
    values, place = given.values, given.place
    if values["invoices.first_number"] < 1:
        fix = "Give the number of the first invoice: first_number = 1001"
        given.refuse(place("invoices.first_number"), "invoices.first_number is below 1", fix)
    if not 0 <= values["matching.show"] <= MOST_SHOWN:
        fix = "How many weaker pairs do you want to see? For example: show = 100"
        words = f"matching.show is {as_toml(values['matching.show'])}, and takes 0 to {MOST_SHOWN}"
        given.refuse(place("matching.show"), words, fix)
    stages = values["salesforce.stages"]
    if not stages or not all(stage.strip() for stage in stages):
        fix = 'Without a won stage nothing would be invoiced. For example: stages = ["Closed Won"]'
        given.refuse(place("salesforce.stages"), "salesforce.stages is empty or holds a blank stage", fix)
    currency = values["company.home_currency"]
    if not re.fullmatch(r"[A-Z]{3}", currency):
        fix = 'It is three capital letters. For example: home_currency = "USD"'
        words = f"company.home_currency {as_toml(currency)} is no currency code"
        given.refuse(place("company.home_currency"), words, fix)
    elif currency_digits(currency) != 2:
        words = f"company.home_currency {as_toml(currency)} is not built yet in this version: it has no two decimals"
        given.refuse(place("company.home_currency"), words, "This version writes amounts with two decimals.")
    if not values["invoices.default_item"].strip():
        fix = "Name an item that QuickBooks has: every company starts with Services."
        given.refuse(place("invoices.default_item"), "invoices.default_item is blank", fix)


def _check_sales_tax(given: Given) -> None:
    """Refuse a tax state that the region's edition of QuickBooks does not have (qbo-import.md 5.5)."""
    region, state = REGIONS[given.values["company.region"]], given.values["company.sales_tax"]
    if region.code == "us" and state == "codes":
        fix = 'In the US it is off, on or us-columns. Elsewhere say where: region = "uk" (or ca, au, global).'
        given.refuse(
            given.place("company.sales_tax"),
            'company.sales_tax = "codes" is for VAT and GST, which the US has not',
            fix,
        )
    elif region.code != "us" and state in ("on", "us-columns"):
        fix = f"With {region.tax} on, it is codes (every line gets a tax code); without, it is off."
        given.refuse(given.place("company.sales_tax"), f'company.sales_tax = "{state}" is for the US alone', fix)


def _check_number(given: Given) -> None:
    policy, where = given.values["invoices.number"], given.place("invoices.number")
    if policy.startswith("field:"):
        if not policy.removeprefix("field:").strip():
            fix = 'Put the heading after the colon: number = "field:Order Number"'
            given.refuse(where, "invoices.number says field: without a heading", fix)
    elif policy not in ("opportunity-id", "sequence"):
        fix = did_you_mean(policy, ("opportunity-id", "sequence"))
        fix += 'It takes "opportunity-id", "sequence" or "field:" and a heading of your report.'
        given.refuse(where, f"invoices.number cannot be {as_toml(policy)}", fix)


def _check_prefix(given: Given) -> None:
    policy, prefix = given.values["invoices.number"], given.values["invoices.number_prefix"]
    first = str(given.values["invoices.first_number"])
    where = given.place("invoices.number_prefix")
    named = f"invoices.number_prefix {as_toml(prefix)}"
    if HIDDEN.search(prefix) or re.search(r'[\t\r\n:"]', prefix):
        fix = "Leave out colons, double quotes, line breaks and invisible characters: QuickBooks loses them."
        given.refuse(where, f"{named} has a character that a number cannot have", fix)
    if policy == "opportunity-id" and len(prefix) > _NUMBER_LIMIT - _ID_LENGTH:
        fix = f"QuickBooks takes {_NUMBER_LIMIT} characters, the Opportunity ID has {_ID_LENGTH}: 3 are left."
        given.refuse(where, f"{named} is too long", fix)
    if policy == "sequence" and len(prefix) + len(first) > _NUMBER_LIMIT:
        fix = f"QuickBooks takes {_NUMBER_LIMIT} characters: shorten the prefix or the first number."
        given.refuse(where, f"{named} and the number {shown(first, 30)} are too long together", fix)
