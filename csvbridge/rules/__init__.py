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
    decisions,
    documents,
    duplicates,
    journals,
    layouts,
    likeness,
    memory,
    once_only,
    products,
    purchases,
    queries,
    reading,
    ready_customers,
    ready_documents,
    ready_files,
    ready_names,
    ready_products,
    regions,
    shape,
)


def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of their families."""
    files = (reading, layouts, containers, queries, shape, completeness)
    lists = (customers, products, documents, once_only, regions)
    of_records = (cells, columns, *lists, likeness, duplicates, decisions)
    of_import_files = (ready_files, ready_customers, ready_products, ready_documents)
    of_other_importers = (journals, chart_of_accounts, bank, purchases, ready_names)
    families = (*files, *of_records, *of_import_files, *of_other_importers, controls, memory)
    rules = [rule for family in families for rule in family.RULES]
    found = {rule.code: rule for rule in rules}
    assert len(found) == len(rules), "a code is used twice"
    return found
