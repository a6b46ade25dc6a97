"""A chart of accounts in a file for the import screen: types, numbers, parents.

In: a recognised table of accounts, and the types that QuickBooks is known to have. Out: findings on its rows. What is
not certain of a region's words is a warning there, not an error.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.existing import Existing
from csvbridge.rules import chart_of_accounts as rules
from csvbridge.rules import ready_names as names
from csvbridge.values.names import name_key

_ALIKE = 0.8  # of difflib: `Expense` and `Expenses`, `Other Current Asset` and `Other Current Assets`
_ABBREVIATED = ("accounts receivable (a/r)", "accounts payable (a/p)")
"""Both are met with a small and a capital letter in the second word, so capitals say nothing there."""


def check_accounts(table: ReadyTable, types: Mapping[str, Sequence[str]], region: str, findings: Findings) -> None:
    """Check the accounts of a file; `types` are QuickBooks' account types, each with its detail types."""
    _check_types(table, types, region == "us", findings)
    _check_details(table, types, region == "us", findings)
    _check_numbers(table, findings)


def _check_types(table: ReadyTable, types: Mapping[str, Sequence[str]], certain: bool, findings: Findings) -> None:
    rule = rules.TYPE_UNKNOWN if certain else rules.TYPE_NOT_KNOWN_HERE
    for at, text in _filled(table, "account_type"):
        if text not in types and text.casefold() not in _ABBREVIATED:
            near = _nearest(text, tuple(types))
            hint = f'; the nearest is "{near}"' if near else ""
            _tell(table, rule, at, "account_type", findings, near=hint, types=", ".join(types))


def _check_details(table: ReadyTable, types: Mapping[str, Sequence[str]], certain: bool, findings: Findings) -> None:
    owners: dict[str, list[str]] = {}
    for kind, details in types.items():
        for detail in details:
            owners.setdefault(detail, []).append(kind)
    of_row = table.cells("account_type") or [""] * len(table)
    for at, text in _filled(table, "detail_type"):
        kind = of_row[at].strip()
        if text in owners:
            if certain and kind in types and kind not in owners[text]:
                facts: dict[str, Any] = {"others": " and ".join(owners[text]), "type": kind}
                _tell(table, rules.DETAIL_TYPE_OF_ANOTHER, at, "detail_type", findings, **facts)
            continue
        near = _nearest(text, tuple(types.get(kind) or owners))
        if near:
            _tell(table, rules.DETAIL_TYPE_SPELLED, at, "detail_type", findings, near=near)
        else:
            _tell(table, rules.DETAIL_TYPE_NOT_KNOWN, at, "detail_type", findings)


@lru_cache(maxsize=1024)
def _nearest(text: str, known: tuple[str, ...]) -> str:
    """Return the known word that was probably meant: capitals and `and` for `&` aside, else much alike; or nothing."""
    folded = {_folded(word): word for word in known}
    if _folded(text) in folded:
        return folded[_folded(text)]
    alike = difflib.get_close_matches(_folded(text), folded, n=1, cutoff=_ALIKE)
    return folded[alike[0]] if alike else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("&", " and ").split())


def _check_numbers(table: ReadyTable, findings: Findings) -> None:
    cells = table.cells("account_number")
    if cells is None:
        return
    counts = Counter(text.strip() for text in cells if text.strip())
    for at, text in enumerate(cells):
        number = text.strip()
        if not number and counts:
            _tell(table, rules.NUMBERS_PARTLY, at, "account_number", findings, count=counts.total())
        elif "." in number:
            _tell(table, rules.NUMBER_UNFIT, at, "account_number", findings, problem="has a decimal point")
        elif counts[number] > 1:
            problem = f"stands on {counts[number]} accounts"
            _tell(table, rules.NUMBER_UNFIT, at, "account_number", findings, problem=problem)


def check_new_accounts(tables: Sequence[ReadyTable], existing: Existing, findings: Findings) -> None:
    """Check the names and parents of new accounts, against each other and against those that QuickBooks has."""
    accounts = existing.lists["accounts"]
    for table in tables:
        if table.template.entity != "account" or table.column("name") is None:
            continue
        _check_parents(table, existing, findings)
        for at, name in _filled(table, "name"):
            if name_key(name) in accounts.whole:
                _tell(table, names.ACCOUNT_IN_QUICKBOOKS, at, "name", findings)


def _check_parents(table: ReadyTable, existing: Existing, findings: Findings) -> None:
    cells = table.cells("name") or ()
    first: dict[str, int] = {}
    for at, name in enumerate(cells):
        first.setdefault(name_key(name), at)
    below = [at for at, name in enumerate(cells) if ":" in name]
    if below:
        findings.add(rules.COLON_FORM, source=table.source.number, count=len(below))
    accounts = existing.lists["accounts"]
    absent = names.PARENT_NOT_IN_QUICKBOOKS if accounts.given else rules.PARENT_ABSENT
    for at in below:
        parent = cells[at].rpartition(":")[0].strip()
        found = first.get(name_key(parent))
        if found is None and name_key(parent) not in accounts.whole:
            _tell(table, absent, at, "name", findings, parent=parent[:80])
        elif found is not None and found > at:
            _tell(table, rules.PARENT_LATER, at, "name", findings, parent=parent[:80], place=table.row_of(found))


def _filled(table: ReadyTable, meaning: str) -> list[tuple[int, str]]:
    cells = table.cells(meaning) or ()
    return [(at, text.strip()) for at, text in enumerate(cells) if text.strip()]


def _tell(table: ReadyTable, rule: Rule, position: int, meaning: str, findings: Findings, **facts: object) -> None:
    column = table.column(meaning)
    assert column is not None
    table.tell(findings, rule, position, column, **facts)
