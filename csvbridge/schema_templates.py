"""Read one template, the shape of a file that an import screen of QuickBooks takes.

In: a file under `schemas/quickbooks/<region>/`. Out: a `Template`, or one Stop with all that is wrong with it.
A template may extend another one, one level deep; it never holds an expression.
"""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from csvbridge.errors import Stop
from csvbridge.schema_toml import HELP, SchemaFile, near, needed_keys
from csvbridge.schemas import Template, TemplateColumn

_LISTS_LEAVE_OUT: dict[str, Any] = {
    "documents": 0,
    "document": "",
    "same_within_document": (),
    "numbered": False,
}
"""What a template need not say when a row is a record."""
_INHERITANCE = ("extends", "remove", "columns")


def template_path(wanted: str, root: Path) -> Path:
    """Return the file of a template, `us/customers.toml` of `quickbooks.us.customers`; Stop without one."""
    known = {
        f"quickbooks.{path.parent.name}.{path.stem}": path
        for path in sorted(root.glob("*/*.toml"))
        if path.parent.name != "lists"
    }
    if wanted not in known:
        raise Stop(f'there is no template "{wanted}"', near(wanted, known))
    return known[wanted]


def read_template(path: Path) -> Template:
    """Return the template that a file declares; Stop with all its faults.

    `extends = "<id>"` takes another template, which extends none itself: `remove` names columns to leave out,
    a column of a known name changes what it says, one that `was` another keeps that one's place and keys under its own
    name, a new one goes to the end or behind its `after`.
    """
    file = SchemaFile(path)
    base = _base(file)
    columns = _columns(file, base)
    needed = ("id", "evidence") if base else tuple(k for k in needed_keys(Template) if k not in _LISTS_LEAVE_OUT)
    needed = tuple(key for key in needed if key != "columns")
    kept = file.take("the file", file.table, Template, needed, without=("columns",), also=_INHERITANCE)
    said = _inherited(base) | kept
    _check(file, said, f"quickbooks.{path.parent.name}.{path.stem}", columns)
    file.end()
    return Template(**said | {"columns": tuple(columns.values())})


def _inherited(base: Template | None) -> dict[str, Any]:
    """Return what a template need not say itself: all that its base says, else what lists leave out."""
    return {f.name: getattr(base, f.name) for f in fields(base)} if base else dict(_LISTS_LEAVE_OUT)


def _base(file: SchemaFile) -> Template | None:
    """Return the template that a file extends, None without one."""
    wanted = file.table.pop("extends", None)
    if wanted is None:
        return None
    try:
        path = template_path(str(wanted), file.path.parents[1])
    except Stop as stop:
        raise Stop(f"{file.name}, extends: {stop.message}", stop.fix) from stop
    if "extends" in SchemaFile(path).table:
        raise Stop(
            f'{file.name}, extends: "{wanted}" extends another template itself',
            "One level is all there is: extend that other template, or write the columns out.",
        )
    return read_template(path)


def _columns(file: SchemaFile, base: Template | None) -> dict[str, TemplateColumn]:
    columns = {column.name: column for column in base.columns} if base else {}
    for name in file.pop_texts("remove", file.table):
        if columns.pop(name, None) is None:
            file.fault("remove", f'there is no column "{name}"', near(name, columns))
    given = file.pop_tables("columns")
    file.once("columns", [str(table["name"]) for table in given if "name" in table])
    for number, table in enumerate(given, start=1):
        _add(file, f"column {number} ({table.get('name', 'no name')})", table, columns)
    if not columns:
        file.fault("the file", "it has no [[columns]]")
    return columns


def _add(file: SchemaFile, where: str, table: dict[str, Any], columns: dict[str, TemplateColumn]) -> None:
    """Put a column at the end, in place of its namesake, or behind the column that `after` names."""
    _rename(file, where, table, columns)
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


def _rename(file: SchemaFile, where: str, table: dict[str, Any], columns: dict[str, TemplateColumn]) -> None:
    """Give the column that `was` names the table's own name, in its place: regions call one thing by several words."""
    was, name = table.pop("was", None), table.get("name")
    if was is None:
        return
    if was not in columns:
        file.fault(where, f'was = "{was}": there is no such column', near(str(was), columns))
    elif name in columns:
        file.fault(where, f'was = "{was}": there is a column "{name}" already', HELP)
    elif isinstance(name, str):
        renamed = [replace(c, name=name) if c.name == was else c for c in columns.values()]
        columns.clear()
        columns.update((column.name, column) for column in renamed)


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
