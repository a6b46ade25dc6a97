"""The company's profile: `csvbridge.toml` and `--set`, checked, all faults at once.

In: a company folder and the `--set` lines. Out: a frozen `Profile` whose attributes are the keys of contract.md §5. An
unknown key, a wrong type or an impossible value is refused with its line and a "did you mean".
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from csvbridge.errors import Stop
from csvbridge.memory import check_memory, create_memory
from csvbridge.profile_keys import FREE_TABLES, KEYS, Key

FILE = "csvbridge.toml"
MEMORY = "csvbridge.db"
_NUMBER_LIMIT = 21
_FREE = {name for name, _, _ in FREE_TABLES}
_TABLES = (*dict.fromkeys(key.table for key in KEYS), *_FREE, "crosswalk")


@dataclass(frozen=True, slots=True)
class Company:
    """[company]"""

    region: str
    plan: str
    home_currency: str
    sales_tax: str
    date_format: str
    closed_through: dt.date | None


@dataclass(frozen=True, slots=True)
class Salesforce:
    """[salesforce]"""

    date_format: str
    decimal_mark: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Customers:
    """[customers]"""

    include: str


@dataclass(frozen=True, slots=True)
class Products:
    """[products]"""

    include: str
    type: str
    income_account: str
    price_book: str
    template: str


@dataclass(frozen=True, slots=True)
class Invoices:
    """[invoices]"""

    number: str
    number_prefix: str
    first_number: int
    terms: str
    default_item: str
    without_products: str
    tax_code: str


@dataclass(frozen=True, slots=True)
class Lists:
    """[lists]"""

    format: str


@dataclass(frozen=True, slots=True)
class Matching:
    """[matching]"""

    hold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """[crosswalk.*]: a name of ours = a record that QuickBooks already holds."""

    products: Mapping[str, str] = field(default_factory=dict)
    customers: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    tax_codes: Mapping[str, str] = field(default_factory=dict)
    locations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a company sets."""

    company: Company
    salesforce: Salesforce
    customers: Customers
    products: Products
    invoices: Invoices
    lists: Lists
    matching: Matching
    headings: Mapping[str, str]
    crosswalk: Crosswalk
    accept: Mapping[str, str]


@dataclass(slots=True)
class _Values:
    """Values by dotted key, with the place that each was said at, and the faults met so far."""

    keys: dict[str, Any] = field(default_factory=dict)
    free: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _FREE})
    faults: list[Stop] = field(default_factory=list)


def load_profile(folder: Path | None, sets: Sequence[str] = ()) -> Profile:
    """Return the profile of a company folder (or the built-in defaults) with `--set` on top.

    Raises:
        Stop: the file cannot be read, or holds or was given anything impossible; every fault is carried.
    """
    values = _Values(keys={key.dotted: key.default for key in KEYS})
    if folder is not None:
        path = folder / FILE
        text = _read(path)
        _take_file(path, text, values)
    for given in sets:
        _take_set(given, values)
    _check_together(values)
    if values.faults:
        first, *others = values.faults
        raise Stop(first.message, first.fix, answer=first.answer, others=others)
    return _build(values)


def as_dict(profile: Profile) -> dict[str, Any]:
    """Return the profile as JSON-ready values, for the manifest."""
    found = asdict(profile)
    closed = found["company"]["closed_through"]
    found["company"]["closed_through"] = closed.isoformat() if closed is not None else None
    return found


# --- the file -------------------------------------------------------------------------------------------------------


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Stop(
            f"{path}:{line}: the file is not in UTF-8", "Save it as UTF-8 (Notepad: Save as, encoding UTF-8)."
        ) from error
    except OSError as error:
        raise Stop(
            f"{path} cannot be read: {error.strerror}", "Check the file, or run without --company."
        ) from error


def _take_file(path: Path, text: str, values: _Values) -> None:
    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise Stop(
            f"{path}: {error}",
            'Text stands in quotes: terms = "Net 30". A line that begins with # is a comment.',
        ) from error
    lines = _line_numbers(text)
    for table, content in tables.items():
        if not isinstance(content, dict):
            values.faults.append(
                _unknown(f"{path}:{lines.get((table,), 1)}", table, _TABLES, "key outside a table")
            )
        elif table == "crosswalk":
            for name, inner in content.items():
                where = f"{path}:{lines.get((table, name), 1)}"
                if isinstance(inner, dict):
                    _take_table(path, f"crosswalk.{name}", inner, (table, name), lines, values)
                else:
                    values.faults.append(
                        Stop(
                            f"{where}: [crosswalk] holds tables", "Write [crosswalk.products] above the line."
                        )
                    )
        else:
            _take_table(path, table, content, (table,), lines, values)


def _take_table(
    path: Path,
    table: str,
    content: Mapping[str, Any],
    place: tuple[str, ...],
    lines: Mapping[tuple[str, ...], int],
    values: _Values,
) -> None:
    if table not in _TABLES or table == "crosswalk":
        values.faults.append(_unknown(f"{path}:{lines.get(place, 1)}", table, _TABLES, "table"))
        return
    for name, value in content.items():
        where = f"{path}:{lines.get((*place, name), lines.get(place, 1))}"
        if table in _FREE:
            _take_free(where, table, name, value, values)
        else:
            _take_key(where, table, name, value, values)


_HEADER = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


def _line_numbers(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of every table and key; lines inside multi-line strings are no keys."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    open_quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quote:
            if open_quote in line:
                open_quote = ""
            continue
        header = _HEADER.match(line)
        if header:
            table = tuple(_parts(header[1]))
            for depth in range(1, len(table) + 1):
                found.setdefault(table[:depth], number)
            continue
        if line.lstrip().startswith("#") or "=" not in line:
            continue
        match = re.match(r"\s*((?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+|\s*\.\s*)+)\s*=\s*(.*)$", line)
        if match is None:
            continue
        found.setdefault((*table, *_parts(match[1])), number)
        for quote in ('"""', "'''"):
            if match[2].startswith(quote) and match[2].count(quote) == 1:
                open_quote = quote
    return found


def _parts(dotted: str) -> list[str]:
    return [a.replace('\\"', '"').replace("\\\\", "\\") or b or c for a, b, c in _PART.findall(dotted)]


# --- --set ----------------------------------------------------------------------------------------------------------


def _take_set(given: str, values: _Values) -> None:
    """Take one `--set a.b=value`: the first `=` splits, the first dot ends the table, the rest is the key."""
    where = f"--set {given}"
    dotted, equals, text = given.partition("=")
    table, dot, name = dotted.strip().partition(".")
    if not equals or not dot or not name:
        values.faults.append(
            Stop(f"{where}: not of the form table.key=value", "For example: --set invoices.terms=Net 15")
        )
        return
    if table == "crosswalk":
        kind, _, name = name.partition(".")
        table = f"crosswalk.{kind}"
    name = name.strip().strip('"')
    if table in _FREE:
        _take_free(where, table, name, text, values)
        return
    if table not in _TABLES or table == "crosswalk":
        values.faults.append(_unknown(where, table, _TABLES, "table"))
        return
    key = next((key for key in KEYS if key.dotted == f"{table}.{name}"), None)
    if key is not None and key.kind != "text":
        try:
            _take_key(where, table, name, tomllib.loads(f"value = {text}")["value"], values)
        except tomllib.TOMLDecodeError:
            values.faults.append(
                Stop(f"{where}: {text!r} is no {_KINDS[key.kind]}", f"For example: {_example(key)}")
            )
        return
    _take_key(where, table, name, text, values)


# --- values ---------------------------------------------------------------------------------------------------------

_KINDS = {"text": "text", "list": "list of texts", "date": "date", "integer": "whole number"}


def _take_key(where: str, table: str, name: str, value: Any, values: _Values) -> None:
    own = [key for key in KEYS if key.table == table]
    key = next((key for key in own if key.name == name), None)
    if key is None:
        values.faults.append(_unknown(where, name, [key.name for key in own], f"key of [{table}]"))
        return
    if not _is_kind(value, key):
        values.faults.append(
            Stop(
                f"{where}: {key.dotted} is {value!r}, not a {_KINDS[key.kind]}",
                f"For example: {_example(key)}",
            )
        )
        return
    for word in value if key.kind == "list" else [value]:
        if key.allowed and word not in key.allowed:
            listed = ", ".join(f'"{a}"' for a in key.allowed)
            near = difflib.get_close_matches(str(word), key.allowed, n=1)
            hint = f'Did you mean "{near[0]}"? ' if near else ""
            values.faults.append(
                Stop(f'{where}: {key.dotted} cannot be "{word}"', f"{hint}It takes {listed}.")
            )
            return
        if word in key.unbuilt:
            usable = ", ".join(f'"{a}"' for a in key.allowed if a not in key.unbuilt)
            values.faults.append(
                Stop(
                    f'{where}: {key.dotted} = "{word}" is not built yet in this version',
                    f"This version has {usable}.",
                )
            )
            return
    values.keys[key.dotted] = tuple(value) if key.kind == "list" else value


def _is_kind(value: Any, key: Key) -> bool:
    if key.kind == "list":
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if key.kind == "date":
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    if key.kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _take_free(where: str, table: str, name: str, value: Any, values: _Values) -> None:
    if not isinstance(value, str) or not value.strip() or not name.strip():
        values.faults.append(
            Stop(
                f"{where}: [{table}] wants text on both sides",
                f"For example: {dict((n, e) for n, _, e in FREE_TABLES)[table]}",
            )
        )
        return
    if table == "accept" and not re.fullmatch(r"[A-Z]{3}[0-9]{3}", name):
        values.faults.append(
            Stop(
                f'{where}: "{name}" is no finding code',
                'For example: "QBO208" = "we keep our customers flat"',
            )
        )
        return
    values.free[table][name] = value


def _unknown(where: str, name: str, known: Sequence[str], what: str) -> Stop:
    near = difflib.get_close_matches(name, [k for k in known if k != "crosswalk"], n=1, cutoff=0.5)
    hint = (
        f"Did you mean {near[0]}?" if near else f"It takes {', '.join(k for k in known if k != 'crosswalk')}."
    )
    return Stop(f"{where}: {name} is an unknown {what}", hint)


def _example(key: Key) -> str:
    return f"{key.name} = {key.example or _toml(key.default)}"


# Characters that would break a number's cell, or that QuickBooks refuses in names.
_UNFIT = re.compile(r'[\x00-\x1f\x7f:"]')


def _check_together(values: _Values) -> None:
    """Check what no key can say alone."""
    keys, faults = values.keys, values.faults
    policy, prefix = keys["invoices.number"], keys["invoices.number_prefix"]
    if policy not in ("opportunity-id", "sequence") and not policy.startswith("field:"):
        faults.append(
            Stop(
                f'invoices.number cannot be "{policy}"',
                'It takes "opportunity-id", "sequence" or "field:Order Number".',
            )
        )
    elif policy.startswith("field:") and not policy.removeprefix("field:").strip():
        faults.append(Stop("invoices.number names no heading", 'For example: number = "field:Order Number"'))
    room = 3 if policy == "opportunity-id" else _NUMBER_LIMIT - 1
    if len(prefix) > room or _UNFIT.search(prefix):
        faults.append(
            Stop(
                f'invoices.number_prefix "{prefix}" does not fit',
                f"At most {room} characters here, without colon, double quote or control characters: "
                f"QuickBooks takes numbers of {_NUMBER_LIMIT}.",
            )
        )
    if keys["invoices.first_number"] < 1:
        faults.append(Stop("invoices.first_number is below 1", "For example: first_number = 1001"))
    if not keys["salesforce.stages"] or not all(stage.strip() for stage in keys["salesforce.stages"]):
        faults.append(Stop("salesforce.stages is empty", 'For example: stages = ["Closed Won"]'))
    if not re.fullmatch(r"[A-Z]{3}", keys["company.home_currency"]):
        faults.append(
            Stop(
                f'company.home_currency "{keys["company.home_currency"]}" is no currency code',
                "For example: USD",
            )
        )
    if not keys["invoices.default_item"].strip():
        faults.append(
            Stop(
                "invoices.default_item is blank",
                "Name an item that exists in QuickBooks, for example Services.",
            )
        )


def _build(values: _Values) -> Profile:
    kinds: dict[str, type] = {
        "company": Company,
        "salesforce": Salesforce,
        "customers": Customers,
        "products": Products,
        "invoices": Invoices,
        "lists": Lists,
        "matching": Matching,
    }
    parts: dict[str, Any] = {
        table: kind(**{key.name: values.keys[key.dotted] for key in KEYS if key.table == table})
        for table, kind in kinds.items()
    }
    crosswalk = {name.removeprefix("crosswalk."): own for name, own in values.free.items() if "." in name}
    return Profile(
        **parts,
        headings=values.free["headings"],
        crosswalk=Crosswalk(**crosswalk),
        accept=values.free["accept"],
    )


# --- what init writes -----------------------------------------------------------------------------------------------


def profile_text() -> str:
    """Return the file that `init` writes: every key with its default and a comment; those without one commented out."""
    lines = ["# The profile of one company. Every key is optional; a line that begins with # says nothing."]
    table = ""
    for key in KEYS:
        if key.table != table:
            table = key.table
            lines += ["", f"[{table}]"]
        words = (
            f"; one of: {', '.join(a for a in key.allowed if a not in key.unbuilt)}" if key.allowed else ""
        )
        lines.append(f"# {key.says}{words}")
        lines.append(
            f"# {key.name} = {key.example}" if key.default is None else f"{key.name} = {_toml(key.default)}"
        )
    for name, says, example in FREE_TABLES:
        lines += ["", f"[{name}]", f"# {says}", f"# {example}"]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def init_company(folder: Path) -> list[Path]:
    """Make a company folder with a profile and an empty memory; return what was made.

    Raises:
        Stop: there is a profile already (it is never overwritten), or the folder cannot be written.
    """
    path = folder / FILE
    if path.exists():
        raise Stop(f"{path} is there already; it is never overwritten", "Edit it, or name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(profile_text())
    except OSError as error:
        raise Stop(
            f"{path} cannot be written: {error.strerror or error}", "Name a folder that you may write to."
        ) from error
    return [path, *ensure_memory(folder)]


def ensure_memory(folder: Path) -> list[Path]:
    """Make the memory beside a profile where it is missing, and refuse one that is not ours; return what was made."""
    path = folder / MEMORY
    if path.exists():
        check_memory(path)
        return []
    create_memory(path)
    return [path]
