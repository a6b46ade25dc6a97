"""One row of two accounts that are one customer: the row of the one that is kept, its blanks filled from the other.

In: the cells of the kept account and the accounts that were decided to be the same. Out: the cells to be written; each
one filled, and each value that is left, is a note. An address is one thing: parts of two addresses are never mixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from csvbridge.converting.records import Account
from csvbridge.findings import Findings
from csvbridge.remembered import compared_form
from csvbridge.rules import decided as rules
from csvbridge.trail import Trail

_ADDRESS = ("street", "city", "state", "postal_code", "country")
_FIELDS = ("email", "phone", "mobile", "fax", "website")
_WORDS = {"email": "e-mail address", "mobile": "mobile number", "phone": "phone", "fax": "fax", "website": "website"}

Cells = dict[str, str]


def fill_blanks(
    kept: Sequence[tuple[Account, Cells]],
    needed: Sequence[Account],
    cells_of: Callable[[Account, Findings], Cells],
    trail: Trail,
    findings: Findings,
) -> None:
    """Fill the blank cells of kept accounts from those that were decided to be the same customer."""
    others: dict[int, list[Account]] = defaultdict(list)
    for account in needed:
        if account.survivor is not None and not account.blocked:
            others[id(account.survivor)].append(account)
    for account, cells in kept if others else ():
        given = sorted(
            ((other, cells_of(other, Findings())) for other in others.get(id(account), ())),
            key=lambda entry: (entry[0].key, *entry[1].values()),
        )
        for other, spare in given:
            _fill(account, cells, other, spare, trail, findings)


def _fill(account: Account, cells: Cells, other: Account, spare: Cells, trail: Trail, findings: Findings) -> None:
    told: dict[str, Any] = {"other": account.account_name, "place": f" ({trail.place(account.rows[0])})"}
    for name in _FIELDS:
        if not spare[name].strip():
            continue
        if not cells[name].strip():
            cells[name] = spare[name]
            other.report(findings, rules.BLANK_FILLED, name, what=_WORDS[name], after=f'"{spare[name]}"', **told)
        elif compared_form(name, cells[name]) != compared_form(name, spare[name]):
            values: dict[str, Any] = {"kept": f'"{cells[name]}"', "left": f'"{spare[name]}"'}
            other.report(findings, rules.ANOTHER_VALUE, name, what=_WORDS[name], **values, **told)
    _fill_address(cells, other, spare, told, findings)


def _fill_address(cells: Cells, other: Account, spare: Cells, told: dict[str, Any], findings: Findings) -> None:
    both = [name for name in _ADDRESS if cells[name].strip() and spare[name].strip()]
    differ = [name for name in both if compared_form(name, cells[name]) != compared_form(name, spare[name])]
    if differ:
        values: dict[str, Any] = {"kept": _whole(cells), "left": _whole(spare)}
        other.report(findings, rules.ANOTHER_VALUE, differ[0], what="address", **values, **told)
        return
    blank = [name for name in _ADDRESS if not cells[name].strip() and spare[name].strip()]
    if blank:
        cells |= {name: spare[name] for name in blank}
        after = _whole({name: spare[name] for name in blank})
        other.report(findings, rules.BLANK_FILLED, blank[0], what="address", after=after, **told)


def _whole(cells: Cells) -> str:
    return '"' + ", ".join(cells[name] for name in _ADDRESS if cells.get(name, "").strip()) + '"'
