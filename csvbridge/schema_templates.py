"""Read one template, the shape of a file that an import screen of QuickBooks takes.

In: a file under `schemas/quickbooks/<region>/`. Out: a `Template`, or one Stop with all that is wrong with it.
A template may extend another one, one level deep; it never holds an expression.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from csvbridge.errors import Stop
from csvbridge.schema_toml import HELP, SchemaFile, near, needed_keys
from csvbridge.schemas import Claim, Template, TemplateColumn, bare_heading

_LISTS_LEAVE_OUT: dict[str, Any] = {
    "documents": 0,
    "document": "",
    "same_within_document": (),
    "numbered": False,
}
"""What a template need not say when a row is a record."""
_ID = re.compile(r"quickbooks\.([a-z]+)\.([a-z0-9_.]+)")
_INHERITANCE = ("extends", "remove", "columns")
_TABLES = ("columns", "also_read", "claims")


def template_path(wanted: str, root: Path) -> Path:
    """Return the file of a template, `us/customers.toml` of `quickbooks.us.customers`; Stop without one."""
    place = _ID.fullmatch(wanted)
    if place and place[1] != "lists" and (own := root / place[1] / f"{place[2]}.toml").is_file():
        return own  # the folders are listed only to say what there is
    known = {
        f"quickbooks.{path.parent.name}.{path.stem}": path
        for path in sorted(root.glob("*/*.toml"))
        if path.parent.name != "lists"
    }
    if wanted not in known:
        raise Stop(f'there is no template "{wanted}"', near(wanted, known))
    return known[wanted]


@lru_cache(maxsize=128)
def read_template(path: Path) -> Template:
    """Return the template that a file declares; Stop with all its faults.

    `extends = "<id>"` takes another template, which extends none itself: `remove` names columns to leave out,
    a column of a known name changes what it says, one that `was` another keeps that one's place and keys under its own
    name, a new one goes to the end or behind its `after`. `[[also_read]]` are columns that files may have and that are
    never written; a column of the other template that stands there may become one that is written. `[[claims]]`, where
    there are any, take the place of the other template's.
    """
    file = SchemaFile(path)
    base = _base(file)
    renamed: dict[str, str] = {}
    columns = _columns(file, base, renamed)
    also_read = _also_read(file, base, columns)
    claims = _claims(file, base, [*columns.values(), *also_read])
    needed = ("id", "evidence") if base else tuple(k for k in needed_keys(Template) if k not in _LISTS_LEAVE_OUT)
    needed = tuple(key for key in needed if key != "columns")
    kept = file.take("the file", file.table, Template, needed, without=_TABLES, also=(*_INHERITANCE, *_TABLES))
    said = _inherited(base, renamed) | kept
    _check(file, said, f"quickbooks.{path.parent.name}.{path.stem}", columns)
    _check_spellings(file, [*columns.values(), *also_read])
    file.end()
    tables = {"columns": tuple(columns.values()), "also_read": also_read, "claims": claims}
    return Template(**said | tables)


def _inherited(base: Template | None, renamed: dict[str, str]) -> dict[str, Any]:
    """Return what a template need not say itself: all that its base says, else what lists leave out."""
    if base is None:
        return dict(_LISTS_LEAVE_OUT)
    said = {f.name: getattr(base, f.name) for f in fields(base)}
    said["document"] = renamed.get(base.document, base.document)
    said["same_within_document"] = tuple(renamed.get(name, name) for name in base.same_within_document)
    return said


def _base(file: SchemaFile) -> Template | None:
    """Return the template that a file extends, None without one."""
    wanted = file.table.pop("extends", None)
    if wanted is None:
        return None
    try:
        path = template_path(str(wanted), file.path.parents[1])
    except Stop as stop:
        raise Stop(f"{file.name}, extends: {stop.message}", stop.fix) from stop
    base = _extended(path)
    if base is None:
        raise Stop(
            f'{file.name}, extends: "{wanted}" extends another template itself',
            "One level is all there is: extend that other template, or write the columns out.",
        )
    return base


@lru_cache(maxsize=32)
def _extended(path: Path) -> Template | None:
    """Return a template that others extend, each read once; None when it extends another one itself."""
    return None if "extends" in SchemaFile(path).table else read_template(path)


def _columns(file: SchemaFile, base: Template | None, renamed: dict[str, str]) -> dict[str, TemplateColumn]:
    columns = {column.name: column for column in base.columns} if base else {}
    for name in file.pop_texts("remove", file.table):
        if columns.pop(name, None) is None:
            file.fault("remove", f'there is no column "{name}"', near(name, columns))
    given = file.pop_tables("columns")
    file.once("columns", [str(table["name"]) for table in given if "name" in table])
    for number, table in enumerate(given, start=1):
        where = f"column {number} ({table.get('name', 'no name')})"
        _rename(file, where, table, columns, renamed)
        _add(file, where, table, columns)
    if not columns:
        file.fault("the file", "it has no [[columns]]")
    return columns


def _also_read(
    file: SchemaFile, base: Template | None, columns: dict[str, TemplateColumn]
) -> tuple[TemplateColumn, ...]:
    """Return the columns that are read only; one that a variant writes is no longer among them."""
    found = {column.name: column for column in base.also_read if column.name not in columns} if base else {}
    given = file.pop_tables("also_read")
    for number, table in enumerate(given, start=1):
        where = f"also_read {number} ({table.get('name', 'no name')})"
        kept = file.take(where, table, TemplateColumn, ("name", "evidence"))
        for key in ("field", "const"):
            if kept.pop(key, ""):
                file.fault(where, f"{key} fills a column that is written; this one is not", 'Say means = "…" instead.')
        if {"name", "evidence"} <= kept.keys():
            name = kept["name"]
            found[name] = replace(found[name], **kept) if name in found else TemplateColumn(**kept)
    file.once("columns and also_read", [*columns, *found])
    return tuple(found.values())


def _claims(file: SchemaFile, base: Template | None, columns: Sequence[TemplateColumn]) -> tuple[Claim, ...]:
    """Return by which columns a file is known; `never` names headings that speak against every claim."""
    never = file.pop_texts("never", file.table)
    known = {bare_heading(spelled) for column in columns for spelled in column.spellings}
    claims = []
    for number, given in enumerate(file.pop_tables("claims"), start=1):
        where = f"claim {number}"
        kept = file.take(where, given, Claim, needed=())
        if not (kept.get("all") or kept.get("any")):
            file.fault(where, "neither all nor any names a column, so every table would fit")
        for name in (*kept.get("all", ()), *kept.get("any", ())):
            if bare_heading(name) not in known:
                file.fault(where, f'there is no column "{name}"', near(name, [column.name for column in columns]))
        claims.append(Claim(**kept | {"none": (*kept.get("none", ()), *never)}))
    if not claims and base:
        return tuple(replace(claim, none=(*claim.none, *never)) for claim in base.claims)
    return tuple(claims)


def _check_spellings(file: SchemaFile, columns: Sequence[TemplateColumn]) -> None:
    """Say of every spelling that stands for two columns: a file with it could be read either way."""
    owners: dict[str, str] = {}
    for column in columns:
        for spelled in {bare_heading(spelled) for spelled in column.spellings}:
            other = owners.setdefault(spelled, column.name)
            if other != column.name:
                file.fault(
                    "headings", f'"{spelled}" stands for "{other}" and for "{column.name}"', "Keep one of the two."
                )


def _add(file: SchemaFile, where: str, table: dict[str, Any], columns: dict[str, TemplateColumn]) -> None:
    """Put a column at the end, in place of its namesake, or behind the column that `after` names."""
    after = table.pop("after", None)
    if after is not None and after not in columns:
        file.fault(where, f'after = "{after}": there is no such column before it', near(str(after), columns))
    kept = file.take(where, table, TemplateColumn, ("name", "evidence"), also=("after", "was"))
    if not {"name", "evidence"} <= kept.keys():
        return
    name = kept["name"]
    column = replace(columns[name], **kept) if name in columns else TemplateColumn(**kept)
    if column.field and column.const:
        file.fault(where, "it has a field and a const", "One of them fills the column; take the other out.")
    if 0 < column.max_length <= column.advise_length:
        file.fault(where, "advise_length is no less than max_length", HELP)
    columns[name] = column
    if after in columns and after != name:
        order = [other for other in columns if other != name]
        order.insert(order.index(after) + 1, name)
        moved = {other: columns[other] for other in order}
        columns.clear()
        columns.update(moved)


def _rename(
    file: SchemaFile,
    where: str,
    table: dict[str, Any],
    columns: dict[str, TemplateColumn],
    renamed: dict[str, str],
) -> None:
    """Give the column that `was` names the table's own name, in its place: regions call one thing by several words."""
    was, name = table.pop("was", None), table.get("name")
    if was is None:
        return
    if was not in columns:
        file.fault(where, f'was = "{was}": there is no such column', near(str(was), columns))
    elif name in columns:
        file.fault(where, f'was = "{was}": there is a column "{name}" already', HELP)
    elif isinstance(name, str):
        renamed[was] = name
        moved = [replace(c, name=name, headings=(was, *c.headings)) if c.name == was else c for c in columns.values()]
        columns.clear()
        columns.update((column.name, column) for column in moved)


def _check(file: SchemaFile, said: dict[str, Any], own_id: str, columns: dict[str, TemplateColumn]) -> None:
    if said.get("id", own_id) != own_id:
        file.fault("the file", f'id = "{said["id"]}" does not fit its place', f'Write id = "{own_id}".')
    named = [("document", said["document"])] if said["document"] else []
    named += [("same_within_document", name) for name in said["same_within_document"]]
    for key, name in named:
        if name not in columns:
            file.fault(key, f'there is no column "{name}"', near(name, columns))
    if said["documents"] and not said["document"]:
        file.fault("the file", "documents are counted, but document names no column to tell them apart")
