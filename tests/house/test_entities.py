"""Exports and the entities that they fill agree: a column that conversion depends on is read by some export."""

from __future__ import annotations

import pytest

from csvbridge.entities import MODELS
from csvbridge.schema_files import load_exports

EXPORTS = load_exports()


@pytest.mark.parametrize("entity", MODELS)
def test_every_column_of_the_hub_is_read_by_some_export(entity: str) -> None:
    read = {column.field for export in EXPORTS if export.entity == entity for column in export.columns}
    asked = {name.removesuffix("_minor") for name in MODELS[entity].to_schema().columns}
    assert asked
    assert sorted(asked - {"currency"} - read) == []


def test_every_export_fills_an_entity_of_the_hub() -> None:
    assert {export.entity for export in EXPORTS} == set(MODELS)
