"""Load and check the files under `schemas/`.

In: TOML. Out: the objects of `schemas`. Unknown keys, wrong types, repeated names and missing evidence are refused with
file, key and a "did you mean", all faults of a file at once.
"""

from __future__ import annotations

import csv
import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from csvbridge.errors import Stop
from csvbridge.schemas import (
    CellKind,
    Claim,
    Export,
    ExportColumn,
    Kind,
    PassedOver,
    Template,
    TemplateColumn,
    normal_heading,
)
from csvbridge.shipped import shipped

_CHARACTERS = {"colon": ":", "quote": '"', "tab": "\t", "line break": "\n\r"}


class _Faults:
    """Collects what is wrong with one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stops: list[Stop] = []

    def add(self, where: str, what: str, fix: str = "") -> None:
        """Note a fault."""
        self._stops.append(Stop(f"{self._path.name}: {where}: {what}", fix or "See schemas/README.md."))

    def take(self, where: str, table: Mapping[str, Any], of: type, also: Iterable[str] = ()) -> dict[str, Any]:
        """Return the keys of a table that its kind knows; say those that it does not, and those that it lacks."""
        known = {f.name: f for f in fields(of)}
        for key in table:
            if key not in known and key not in also:
                near = difflib.get_close_matches(key, [*known, *also], n=1)
                self.add(where, f"unknown key {key}", f"Did you mean {near[0]}?" if near else f"It takes {', '.join(known)}.")
        kept = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items() if key in known}
        for name, wanted in known.items():
            if name in kept and not _fits(kept[name], str(wanted.type)):
                self.add(where, f"{name} = {kept.pop(name)!r} is of the wrong type")
            elif name not in kept and wanted.default is MISSING and name not in also:
                self.add(where, f"{name} is missing")
        return kept

    def end(self) -> None:
        """Raise one Stop that carries every fault of the file."""
        if self._stops:
            first, *others = self._stops
            raise Stop(first.message, first.fix, others=others)


def _fits(value: Any, wanted: str) -> bool:
    if wanted.startswith("tuple"):
        return isinstance(value, tuple)
    if wanted in ("bool", "int"):
        return type(value).__name__ == wanted
    return isinstance(value, str)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Stop(f"{path.name}: {error}", "See schemas/README.md.") from error


def _claims(faults: _Faults, table: dict[str, Any]) -> tuple[Claim, ...]:
    return tuple(Claim(**faults.take("claims", claim, Claim)) for claim in table.pop("claims", []))


def _once(faults: _Faults, where: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            faults.add(where, f"{name!r} stands twice")
        seen.add(name)


def read_export(path: Path, system: str) -> Export:
    """Return the export or list that a file declares."""
    table, faults = _load(path), _Faults(path)
    claims = _claims(faults, table)
    columns = []
    for number, given in enumerate(table.pop("columns", []), start=1):
        where = f"column {given.get('field', number)}"
        kept = faults.take(where, given, ExportColumn)
        if kept.get("kind") not in get_args(Kind):
            faults.add(where, f"kind is {kept.get('kind')!r}", f"It takes {', '.join(get_args(Kind))}.")
        elif len(kept) == len(fields(ExportColumn)):
            columns.append(ExportColumn(**kept))
    _once(faults, "columns", (column.field for column in columns))
    for column in columns:
        _once(faults, f"column {column.field}", map(normal_heading, column.headings))
    needs = tuple(tuple(group) for group in table.pop("needs", []))
    known = {column.field for column in columns}
    for name in (name for group in needs for name in group if name not in known):
        faults.add("needs", f"{name} is no field of a column")
    kept = faults.take("file", table, Export, also=("claims", "columns", "needs", "system", "object", "prefix"))
    faults.end()
    defaults = {"object": "", "prefix": ""}
    return Export(**(defaults | kept), system=system, claims=claims, columns=tuple(columns), needs=needs)  # type: ignore[arg-type]


def read_template(path: Path, base: Callable[[str], Template]) -> Template:
    """Return the template that a file declares; `extends` takes another one and overrides columns by name."""
    table, faults = _load(path), _Faults(path)
    parent = base(table.pop("extends")) if "extends" in table else None
    columns = {column.name: column for column in (parent.columns if parent else ())}
    for number, given in enumerate(table.pop("columns", []), start=1):
        where = f"column {given.get('name', number)}"
        after = given.pop("after", None)
        kept = faults.take(where, given, TemplateColumn)
        if "forbid" in kept:
            kept["forbid"] = "".join(_CHARACTERS.get(word.strip(), word.strip()) for word in kept["forbid"].split(","))
        if kept.get("kind", "text") not in get_args(CellKind):
            faults.add(where, f"kind is {kept['kind']!r}", f"It takes {', '.join(get_args(CellKind))}.")
        elif "name" in kept and "evidence" in kept:
            if given["name"] in columns and parent is None:
                faults.add(where, "the name stands twice")
            _place(columns, TemplateColumn(**kept), after)
    inherited = ("columns", *(f.name for f in fields(Template) if parent is not None and f.name != "id"))
    kept = faults.take("file", table, Template, also=inherited)
    faults.end()
    if parent is not None:
        return replace(parent, **kept, columns=tuple(columns.values()))
    return Template(**kept, columns=tuple(columns.values()))


def _place(columns: dict[str, TemplateColumn], column: TemplateColumn, after: str | None) -> None:
    """Put a column at the end, in place of its namesake, or behind the column named."""
    if after is None or after not in columns:
        columns[column.name] = column
        return
    items = list(columns.items())
    at = [name for name, _ in items].index(after) + 1
    columns.clear()
    columns.update([*items[:at], (column.name, column), *items[at:]])


@lru_cache(maxsize=1)
def load_exports() -> tuple[Export, ...]:
    """Return every Salesforce export and QuickBooks list that can be read."""
    root = shipped("schemas")
    salesforce = sorted(p for p in (root / "salesforce").glob("*.toml") if p.name != "passed_over.toml")
    lists = sorted((root / "quickbooks" / "lists").glob("*.toml"))
    return (
        *(read_export(path, "salesforce") for path in salesforce),
        *(read_export(path, "quickbooks") for path in lists),
    )


@lru_cache(maxsize=1)
def load_passed_over() -> tuple[PassedOver, ...]:
    """Return the Salesforce objects and reports that nothing here needs."""
    path = shipped("schemas") / "salesforce" / "passed_over.toml"
    table, faults = _load(path), _Faults(path)
    found = []
    for given in table.get("objects", []):
        where = f"object {given.get('title')}"
        claims = _claims(faults, given)
        kept = faults.take(where, given, PassedOver, also=("claims", "evidence", "object", "prefix"))
        if "evidence" not in given:
            faults.add(where, "evidence is missing")
        found.append(PassedOver(**({"object": "", "prefix": ""} | kept), claims=claims))
    faults.end()
    return tuple(found)


@lru_cache(maxsize=1)
def load_templates() -> tuple[Template, ...]:
    """Return every template that can be written."""
    paths = sorted((shipped("schemas") / "quickbooks").glob("*/*.toml"))
    return tuple(load_template(_load(path)["id"]) for path in paths if path.parent.name != "lists")


@lru_cache(maxsize=64)
def load_template(wanted: str) -> Template:
    """Return a template by its id, `quickbooks.us.customers`: the region names the folder, the rest the file."""
    _, region, name = wanted.split(".", 2)
    path = shipped("schemas") / "quickbooks" / region / f"{name}.toml"
    if not path.is_file():
        raise Stop(f"there is no template {wanted}", "csvbridge schemas lists them.")
    return read_template(path, load_template)


@lru_cache(maxsize=8)
def load_list(name: str) -> frozenset[str]:
    """Return a closed list, `schemas/lists/<name>.csv`: every cell below the headings."""
    with (shipped("schemas") / "lists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return frozenset(cell for row in rows for cell in row if cell)
