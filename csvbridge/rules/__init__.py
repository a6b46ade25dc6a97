"""Every kind of problem that csvbridge can name, one module a family. `catalogue()` maps code to rule."""

from csvbridge.findings import Rule
from csvbridge.rules import (
    bank,
    cells,
    chart_of_accounts,
    columns,
    completeness,
    containers,
    controls,
    customers,
    documents,
    duplicates,
    journals,
    layouts,
    likeness,
    products,
    purchases,
    queries,
    reading,
    ready_files,
    regions,
    shape,
)


def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of their families."""
    files = (reading, layouts, containers, queries, shape, completeness)
    quickbooks = (columns, ready_files, customers, products, documents, regions)
    others = (journals, chart_of_accounts, bank, purchases)
    families = (*files, cells, *quickbooks, *others, likeness, duplicates, controls)
    rules = [rule for family in families for rule in family.RULES]
    found = {rule.code: rule for rule in rules}
    assert len(found) == len(rules), "a code is used twice"
    return found
