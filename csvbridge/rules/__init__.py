"""Every kind of problem that csvbridge can name, one module a family. `catalogue()` maps code to rule."""

from csvbridge.findings import Rule
from csvbridge.rules import (
    cells,
    columns,
    completeness,
    containers,
    controls,
    customers,
    documents,
    duplicates,
    layouts,
    likeness,
    products,
    queries,
    reading,
    ready_files,
    repairs,
    samples,
    shape,
)


def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of their families."""
    files = (reading, layouts, containers, queries, shape, completeness)
    books = (columns, ready_files, customers, products, documents)
    families = (*files, cells, *books, repairs, samples, likeness, duplicates, controls)
    rules = [rule for family in families for rule in family.RULES]
    found = {rule.code: rule for rule in rules}
    assert len(found) == len(rules), "a code is used twice"
    return found
