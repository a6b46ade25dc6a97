"""Every kind of problem that csvbridge can name, one module a family. `catalogue()` maps code to rule."""

from csvbridge.findings import Rule
from csvbridge.rules import (
    answers,
    cells,
    columns,
    completeness,
    containers,
    controls,
    customers,
    decided,
    documents,
    duplicates,
    fixes,
    layouts,
    likeness,
    memory,
    once_only,
    products,
    queries,
    reading,
    shape,
)


def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of their families."""
    files = (reading, layouts, containers, queries, shape, completeness)
    of_records = (cells, columns, customers, products, documents, once_only, likeness, duplicates, decided, answers)
    families = (*files, *of_records, controls, memory, fixes)
    rules = [rule for family in families for rule in family.RULES]
    found = {rule.code: rule for rule in rules}
    assert len(found) == len(rules), "a code is used twice"
    return found
