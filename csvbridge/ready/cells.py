"""The cells of a file for an import screen, against what its template says of each column.

In: a recognised table and the form of its dates. Out: findings on cells, through the bridge to pandera: text in
template order, as it stands in the file.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from csvbridge.checking import check_columns
from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.schemas import Template


def check_cells(table: ReadyTable, style: str, findings: Findings) -> None:
    """Check every column that the file has; dates are of the style given."""
    view = _view(table.template, frozenset(table.columns))
    cells = [table.columns[column.name] for column in view.columns]
    check_columns(view, style, table.row_ids, cells, findings, lambda column: column.name, given=True)


@lru_cache(maxsize=64)
def _view(template: Template, names: frozenset[str]) -> Template:
    """Return a template with the columns that a file has, in order."""
    columns = tuple(column for column in template.readable if column.name in names)
    return replace(template, columns=columns, also_read=(), claims=(), same_within_document=())
