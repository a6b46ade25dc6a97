"""Load the files under `schemas/`: an export, list or template is one TOML file, a closed list one CSV file.

In: the files that are shipped. Out: the objects of `schemas`. Unknown keys, wrong types, repeated names and
missing evidence are refused with file, place and a "did you mean", all faults at once. It never runs anything
that a file says.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from csvbridge.errors import Stop
from csvbridge.schema_templates import read_template, template_path
from csvbridge.schema_toml import SchemaFile, near, needed_keys, raise_all
from csvbridge.schemas import (
    Claim,
    Export,
    ExportColumn,
    Label,
    Language,
    PassedOver,
    System,
    Template,
    normal_heading,
)
from csvbridge.shipped import shipped

_OBJECT = ("object", "prefix")
_EXPORT_TABLES = ("claims", "never", "columns")
Loaded = TypeVar("Loaded")


@lru_cache(maxsize=1)
def load_exports() -> tuple[Export, ...]:
    """Return every Salesforce export, then every QuickBooks list; Stop with the faults of all files."""
    root = shipped("schemas")
    salesforce = sorted(p for p in (root / "salesforce").glob("*.toml") if p.stem != "passed_over")
    lists = sorted((root / "quickbooks" / "lists").glob("*.toml"))
    return _each(
        (*salesforce, *lists),
        lambda path: read_export(path, "quickbooks" if path.parent.name == "lists" else "salesforce"),
    )


@lru_cache(maxsize=1)
def load_compared() -> dict[str, Export]:
    """Return what is read of lists that are compared, by name: `customers`, `contacts`, `leads`."""
    paths = sorted((shipped("schemas") / "compared").glob("*.toml"))
    return {path.stem: one for path, one in zip(paths, _each(paths, _read_compared), strict=True)}


def _read_compared(path: Path) -> Export:
    return read_export(path, "compared")


@lru_cache(maxsize=1)
def load_passed_over() -> tuple[PassedOver, ...]:
    """Return the objects and reports that nothing here needs: Salesforce's, then QuickBooks'."""
    root = shipped("schemas")
    systems: tuple[System, ...] = ("salesforce", "quickbooks")
    return tuple(one for system in systems for one in read_passed_over(root / system / "passed_over.toml", system))


@lru_cache(maxsize=1)
def load_languages() -> tuple[Language, ...]:
    """Return the languages of which some labels are known; Stop with the faults of all files."""
    return _each(sorted((shipped("schemas") / "languages").glob("*.toml")), read_language)


@lru_cache(maxsize=1)
def load_templates() -> tuple[Template, ...]:
    """Return every template that can be written; Stop with the faults of all files."""
    paths = sorted((shipped("schemas") / "quickbooks").glob("*/*.toml"))
    return _each((path for path in paths if path.parent.name != "lists"), read_template)


def templates_seen_from(region: str) -> tuple[Template, ...]:
    """Return every template, those of a region first: regions share headings, and a file is taken for one's own."""
    return tuple(sorted(load_templates(), key=lambda template: (template.region != region, template.region != "us")))


@lru_cache(maxsize=64)
def load_template(wanted: str) -> Template:
    """Return a template by its id: `quickbooks.us.customers` is `quickbooks/us/customers.toml`."""
    return read_template(template_path(wanted, shipped("schemas") / "quickbooks"))


@lru_cache(maxsize=8)
def load_list(name: str) -> frozenset[str]:
    """Return a closed list, `schemas/lists/<name>.csv`: every cell below the headings."""
    folder = shipped("schemas") / "lists"
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise Stop(f'there is no list "{name}"', near(name, (p.stem for p in folder.glob("*.csv"))))
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return frozenset(cell for row in rows for cell in row if cell)


@lru_cache(maxsize=1)
def load_account_types() -> dict[str, tuple[str, ...]]:
    """Return QuickBooks' account types (of the US), each with its detail types: `schemas/lists/account-types.csv`."""
    with (shipped("schemas") / "lists" / "account-types.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    types: dict[str, tuple[str, ...]] = {}
    for kind, detail in rows:
        types[kind] = (*types.get(kind, ()), detail)
    return types


def _each(paths: Iterable[Path], read: Callable[[Path], Loaded]) -> tuple[Loaded, ...]:
    found: list[Loaded] = []
    faults: list[Stop] = []
    for path in paths:
        try:
            found.append(read(path))
        except Stop as stop:
            faults.extend(stop.all())
    raise_all(faults)
    return tuple(found)


def _claims(file: SchemaFile, where: str, table: dict[str, Any]) -> tuple[Claim, ...]:
    """Return the claims of a table; its own `never` speaks against each of them."""
    never = file.pop_texts("never", table)
    claims = []
    for number, given in enumerate(file.pop_tables("claims", table), start=1):
        place = f"{where}, claim {number}"
        kept = file.take(place, given, Claim, needed=())
        if not (kept.get("all") or kept.get("any")):
            file.fault(place, "neither all nor any names a heading, so every table would fit")
        claims.append(Claim(**kept | {"none": (*kept.get("none", ()), *never)}))
    return tuple(claims)


def read_export(path: Path, system: str) -> Export:
    """Return the export ("salesforce"), list ("quickbooks") or compared list of a file; Stop with all its faults."""
    file = SchemaFile(path)
    claims = _claims(file, "the file", file.table)
    given = file.pop_tables("columns")
    columns = [
        file.take(
            f"column {number} ({table.get('field', 'no field')})",
            table,
            ExportColumn,
            needed_keys(ExportColumn),
        )
        for number, table in enumerate(given, start=1)
    ]
    file.once("columns", [str(table["field"]) for table in given if "field" in table])
    file.once("headings", [normal_heading(h) for column in columns for h in column.get("headings", ())])
    apart = ("claims", "columns", "system")
    needed = [key for key in needed_keys(Export) if key not in apart]
    if system != "salesforce":
        needed = [key for key in needed if key not in _OBJECT]
    kept = file.take("the file", file.table, Export, needed, without=apart, also=_EXPORT_TABLES)
    _check_export(file, kept, f"{system}.{path.stem}", claims, {str(table.get("field")) for table in given})
    file.end()
    kept |= {"system": system, "claims": claims, "columns": tuple(ExportColumn(**c) for c in columns)}
    return Export(**dict.fromkeys(_OBJECT, "") | kept)


def _check_export(
    file: SchemaFile, kept: dict[str, Any], own_id: str, claims: Sequence[Claim], known: set[str]
) -> None:
    if kept.get("id", own_id) != own_id:
        file.fault("the file", f'id = "{kept["id"]}" does not fit its place', f'Write id = "{own_id}".')
    if not claims:
        file.fault("the file", "it has no [[claims]], so no table would be taken for it")
    if not known:
        file.fault("the file", "it has no [[columns]]")
        return
    for field in (field for group in kept.get("needs", ()) for field in group):
        if field not in known:
            file.fault("needs", f'no column has the field "{field}"', near(field, sorted(known)))


def read_passed_over(path: Path, system: System = "salesforce") -> tuple[PassedOver, ...]:
    """Return the objects that a file of one system names as not needed; Stop with all its faults."""
    file = SchemaFile(path)
    found = []
    for number, table in enumerate(file.pop_tables("objects"), start=1):
        where = f"object {number} ({table.get('title', 'no title')})"
        claims = _claims(file, where, table)
        apart = ("claims", "system")
        kept = file.take(where, table, PassedOver, ("title", "evidence"), without=apart, also=("claims", "never"))
        found.append(dict.fromkeys(("title", *_OBJECT), "") | kept | {"claims": claims})
    for key in ("title", *_OBJECT):
        file.once(key, [one[key] for one in found if one[key]])
    for key in file.table:
        file.fault("the file", f'unknown key "{key}"', near(key, ("objects",)))
    file.end()
    return tuple(PassedOver(**one, system=system) for one in found)


def read_language(path: Path) -> Language:
    """Return the language of a file; Stop with all its faults."""
    file = SchemaFile(path)
    given = [
        file.take(f"label {number} ({table.get('label', 'no label')})", table, Label, needed_keys(Label))
        for number, table in enumerate(file.pop_tables("labels"), start=1)
    ]
    needed = [key for key in needed_keys(Language) if key != "labels"]
    kept = file.take("the file", file.table, Language, needed, without=("labels",), also=("labels",))
    file.once("labels", [normal_heading(one["label"]) for one in given if "label" in one])
    if not given:
        file.fault("the file", "it has no [[labels]]")
    file.end()
    return Language(**kept | {"labels": tuple(Label(**one) for one in given)})
