"""Every kind of problem that csvbridge can name, one module a family. `catalogue()` maps code to rule."""

from csvbridge.findings import Rule
from csvbridge.rules import (
    answers,
    bank,
    cells,
    chart_of_accounts,
    columns,
    completeness,
    containers,
    controls,
    customers,
    decided,
    documents,
    duplicates,
    fixes,
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
    ready_further,
    ready_names,
    ready_products,
    regions,
    repairs,
    samples,
    shape,
)


def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of their families."""
    files = (reading, layouts, containers, queries, shape, completeness)
    lists = (customers, ready_customers, products, ready_products)
    quickbooks = (columns, ready_files, *lists, documents, once_only, ready_documents, regions)
    others = (journals, chart_of_accounts, bank, purchases, ready_names, ready_further)
    alike = (likeness, duplicates, decided, answers)
    families = (*files, cells, *quickbooks, *others, repairs, samples, *alike, controls, memory, fixes)
    rules = [rule for family in families for rule in family.RULES]
    found = {rule.code: rule for rule in rules}
    assert len(found) == len(rules), "a code is used twice"
    return found
