"""Load the profile: defaults, then the company's file, then `--set`.

In: a company folder and the `--set` lines. Out: a checked, frozen `Profile`. It never writes, and never drops
a key in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from csvbridge.errors import Stop
from csvbridge.findings import shown
from csvbridge.profile.checks import (
    FREE,
    KINDS,
    TABLES,
    Given,
    as_toml,
    check_together,
    refuse_key,
    refuse_table,
    take,
)
from csvbridge.profile.folder import FILE
from csvbridge.profile.model import TABLES as CLASSES
from csvbridge.profile.model import Crosswalk, Profile
from csvbridge.profile.tomlfile import Said, read_toml
from csvbridge.profile_keys import KEYS, Key
from csvbridge.regions import default_currency, default_date_format


def load_profile(folder: Path | None, sets: Sequence[str] = ()) -> Profile:
    """Return the profile of a company folder (None: the built-in defaults) with the `--set` lines on top.

    Raises:
        Stop: the file cannot be read, or something was given that cannot be; `others` has all further faults.
    """
    given = Given()
    if folder is not None:
        try:
            _take_file(given, read_toml(folder / FILE))
        except Stop as stop:
            given.faults.append(stop)
    for line in sets:
        _take_set(given, line)
    check_together(given)
    if given.faults:
        first, *others = given.faults
        raise Stop(first.message, first.fix, answer=first.answer, others=others)
    return _build(given)


def _take_file(given: Given, said: Said) -> None:
    for table, content in said.tables.items():
        if not isinstance(content, dict):
            _refuse_bare(given, said.place(table), table)
        elif table != "crosswalk":
            _take_table(given, said, (table,), content)
        else:
            for name, inner in content.items():
                if isinstance(inner, dict):
                    _take_table(given, said, (table, name), inner)
                else:
                    fix = "Write [crosswalk.products], or the table that is meant, on a line above it."
                    given.refuse(said.place(table, name), f"[crosswalk] itself holds no line {as_toml(name)}", fix)


def _refuse_bare(given: Given, where: str, name: str) -> None:
    """Keep the fault of what is no table but stands where tables stand."""
    if name in TABLES or name == "crosswalk":
        fix = f"Write [{name}] on a line of its own, once, and its keys below."
        given.refuse(where, f"{name} is a table", fix)
    else:
        refuse_key(given, where, "", name)


def _take_table(given: Given, said: Said, place: tuple[str, ...], content: dict[str, Any]) -> None:
    table = ".".join(place)
    if table not in TABLES:
        refuse_table(given, said.place(*place), table)
        return
    for name, value in content.items():
        take(given, said.place(*place, name), table, name, value)


def _take_set(given: Given, line: str) -> None:
    """Take `a.b=value`: the first `=` splits, the first dot ends the table, the rest is the key.

    The crosswalk's tables have two levels: there the second dot ends the table. Source: contract.md 1.
    """
    where = f"--set {shown(line, 120)}"
    dotted, equals, text = line.partition("=")
    table, _, name = dotted.partition(".")
    if table.strip() == "crosswalk":
        kind, _, name = name.partition(".")
        table = f"crosswalk.{kind.strip()}"
    table, name = table.strip(), name.strip()
    if not equals or not table or not name:
        _refuse_form(given, where, dotted.strip(), text)
        return
    if table not in TABLES:
        refuse_table(given, where, table)
        return
    key = next((key for key in KEYS if (key.table, key.name) == (table, name)), None)
    if key is None or key.kind == "text":
        take(given, where, table, name, text)
        return
    try:
        parsed = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):  # TOMLDecodeError is a ValueError
        parsed = {}
    if list(parsed) == ["value"]:
        take(given, where, table, name, parsed["value"])
    else:
        given.refuse(where, f"{key.dotted} wants {KINDS[key.kind]}, and this is none", _set_example(key))


def _refuse_form(given: Given, where: str, dotted: str, text: str) -> None:
    owner = next((key.dotted for key in KEYS if key.name == dotted), None)
    if owner is not None:
        fix = f"Did you mean --set {owner}={shown(text, 120)}?"
    elif dotted in FREE:
        fix = "Name the line too: --set crosswalk.products.PROJ-SVC-001=Project services"
    else:
        fix = "For example: --set invoices.terms=Net 15"
    given.refuse(where, "not of the form table.key=value", fix)


def _set_example(key: Key) -> str:
    return f"For example: --set {key.dotted}={key.example or as_toml(key.default)}"


def _build(given: Given) -> Profile:
    values = dict(given.values)
    region = values["company.region"]
    if "company.date_format" not in given.places:
        values["company.date_format"] = default_date_format(region)
    if "company.home_currency" not in given.places:
        values["company.home_currency"] = default_currency(region)
    parts: dict[str, Any] = {
        table: kind(**{key.name: values[key.dotted] for key in KEYS if key.table == table})
        for table, kind in CLASSES.items()
    }
    crosswalk = {name.removeprefix("crosswalk."): own for name, own in given.free.items() if "." in name}
    return Profile(
        **parts,
        headings=given.free["headings"],
        crosswalk=Crosswalk(**crosswalk),
        accept=given.free["accept"],
    )
