"""Lines and accounts are made of whole columns: each cell must end up in the field that has its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from csvbridge.converting.accounts import read_accounts
from csvbridge.converting.deals import assemble
from csvbridge.converting.records import Account, Line
from csvbridge.entities import MODELS
from csvbridge.findings import Findings
from csvbridge.schema_files import load_exports
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows

OTHERWISE = {"description": "line_description", "total": "total_price_minor", "parent": "parent_name"}
"""Field of a record -> the column that feeds it, where the two have different names."""


def columns_of(entity: str, count: int, told: Mapping[str, list[Any]]) -> TypedRows:
    """Return rows whose every text says which column and row it is of."""
    kinds: dict[str, str] = {}
    for export in load_exports():
        if export.entity == entity:
            kinds |= {column.field: column.kind for column in export.columns}
    names = dict.fromkeys([*kinds, *(name for name in MODELS[entity].to_schema().columns)])
    columns = {name: [f"{name} {at}" for at in range(count)] for name in names} | dict(told)
    return TypedRows(entity, columns, list(range(count)), fields={0: frozenset(names)}, kinds=kinds)


def check(record: Account | Line, own: TypedRows, at: int) -> int:
    """Compare each field that a column feeds with its cell; return how many there are."""
    fed = {field.name: OTHERWISE.get(field.name, field.name) for field in fields(record)}
    fed = {name: column for name, column in fed.items() if column in own.columns}
    assert {name: getattr(record, name) for name in fed} == {name: own.columns[c][at] for name, c in fed.items()}
    return len(fed)


def test_the_cells_of_accounts_are_in_the_fields_of_their_names() -> None:
    rows = columns_of("account", 2, {"deleted": [False, True]})
    trail = Trail()
    trail.add_rows(trail.add_source("accounts.csv"), [2, 3])
    found = read_accounts(rows, trail, Findings()).all
    assert [account.rows for account in found] == [[0], [1]]
    assert [check(account, rows, at) for at, account in enumerate(found)] == [15, 15]


def test_the_cells_of_lines_are_in_the_fields_of_their_names() -> None:
    told = {"deleted": [False, True, False], "opportunity_id": ["a", "a", "b"]}
    rows = columns_of("opportunity_line", 3, told)
    trail = Trail()
    trail.add_rows(trail.add_source("lines.csv"), [2, 3, 4])
    none = columns_of("opportunity", 0, {})
    found = assemble(none, rows, trail, Findings()).all
    lines = [line for deal in found for line in deal.lines]
    assert [line.rows for line in lines] == [[0], [1], [2]]
    assert [check(line, rows, at) for at, line in enumerate(lines)] == [16, 16, 16]
