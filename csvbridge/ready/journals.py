"""Journal entries in a file for the import screen: one side a line, entries that balance, one date each.

In: a recognised table of journal lines. Out: findings on lines and entries. Amounts are exact; an entry with an amount
that cannot be read is not said to be unbalanced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.amounts import ZERO, amounts_of, shown
from csvbridge.rules import journals as rules

_HEADS = ("date", "currency")
_NUMBERED = re.compile(r"[0-9]{3,7}(?:[.-][0-9]+)?\s*[-\u00b7\u2022:]?\s+\S.*")
_RECEIVABLE = re.compile(r"(?:accounts? receivable|trade debtors|debtors)(?: \(a/r\))?", re.IGNORECASE)
_PAYABLE = re.compile(r"(?:accounts? payable|trade creditors|creditors)(?: \(a/p\))?", re.IGNORECASE)


def check_journals(table: ReadyTable, vendor: str, findings: Findings) -> None:
    """Check the lines and the entries of a file; `vendor` is the region's word."""
    entries = _entries(table)
    _check_sides(table, entries, findings)
    _check_heads(table, entries, findings)
    _check_accounts(table, vendor, findings)


def _entries(table: ReadyTable) -> dict[str, list[int]]:
    """Return the positions of each entry's lines; lines without a number have findings of their own."""
    entries: dict[str, list[int]] = {}
    for at, number in enumerate(table.cells("number") or ()):
        if number.strip():
            entries.setdefault(number.strip(), []).append(at)
    return entries


def _check_sides(table: ReadyTable, entries: dict[str, list[int]], findings: Findings) -> None:
    blank: Sequence[str] = [""] * len(table)
    given = table.cells("debit") or blank, table.cells("credit") or blank
    if table.column("debit") is None or table.column("credit") is None:
        return  # a missing column has its own finding, and every entry would look unbalanced
    debits, credits = map(amounts_of, given)
    zeros = []
    for number, lines in entries.items():
        for at in lines:
            debit, credit = debits[at], credits[at]
            unread = any(
                cells[at].strip() and side[at] is None for cells, side in zip(given, (debits, credits), strict=True)
            )
            facts = {"number": number, "debit": given[0][at], "credit": given[1][at]}
            if debit and credit:
                _tell(table, rules.BOTH_SIDES, at, "credit", findings, **facts)
            elif not debit and not credit and not unread:
                _tell(table, rules.NO_SIDE, at, "debit", findings, **facts)
            elif ZERO in (debit, credit):
                zeros.append(at)
        _check_balance(table, number, lines, (debits, credits), given, findings)
    if zeros:
        findings.add(rules.ZERO_BESIDE, source=table.source.number, count=len(zeros), at=table.row_of(min(zeros)))


def _check_balance(
    table: ReadyTable,
    number: str,
    lines: Sequence[int],
    sides: tuple[list[Decimal | None], list[Decimal | None]],
    given: tuple[Sequence[str], Sequence[str]],
    findings: Findings,
) -> None:
    if len(lines) == 1:
        _tell(table, rules.ONE_LINE, lines[0], "number", findings, number=number)
        return
    sums = []
    for values, cells in zip(sides, given, strict=True):
        if any(cells[at].strip() and values[at] is None for at in lines):
            return
        sums.append(sum((values[at] or ZERO for at in lines), ZERO))
    debits, credits = sums
    if debits != credits:
        facts = {
            "debits": shown(debits),
            "credits": shown(credits),
            "difference": shown(abs(debits - credits)),
        }
        _tell(table, rules.UNBALANCED, lines[0], "number", findings, number=number, **facts)


def _check_heads(table: ReadyTable, entries: dict[str, list[int]], findings: Findings) -> None:
    """Compare dates and currencies within each entry; blank ones below the first line are Intuit's own habit."""
    for meaning in _HEADS:
        column, cells = table.column(meaning), table.cells(meaning)
        if column is None or cells is None:
            continue
        for number, lines in entries.items():
            first = cells[lines[0]].strip()
            if meaning == "date" and not first:
                _tell(table, rules.WITHOUT_DATE, lines[0], "date", findings, number=number)
            for at in lines[1:]:
                text = cells[at].strip()
                if text and text != first and (first or meaning == "currency"):
                    _tell(table, rules.HEAD_DIFFERS, at, meaning, findings, number=number, first=first[:80])


def _check_accounts(table: ReadyTable, vendor: str, findings: Findings) -> None:
    accounts = table.cells("account")
    if accounts is None:
        return
    contacts = table.cells("contact")
    kinds = {text: _contact_of(text, vendor) for text in set(accounts)}
    numbered = {text for text in kinds if _NUMBERED.fullmatch(text.strip())}
    for at, account in enumerate(accounts):
        if kinds[account] and (contacts is None or not contacts[at].strip()):
            meaning = "account" if contacts is None else "contact"
            _tell(table, rules.NAME_MISSING, at, meaning, findings, account=account[:80], who=kinds[account])
    found = [at for at, account in enumerate(accounts) if account in numbered]
    if found:
        facts: dict[str, Any] = {"count": len(found), "at": table.row_of(found[0]), "sample": accounts[found[0]][:60]}
        findings.add(rules.NUMBERED_ACCOUNT, source=table.source.number, **facts)


def _contact_of(account: str, vendor: str) -> str:
    """Return whose name a line on the account needs, going by the names that QuickBooks gives these accounts."""
    name = account.strip()
    return "customer" if _RECEIVABLE.fullmatch(name) else vendor if _PAYABLE.fullmatch(name) else ""


def _tell(table: ReadyTable, rule: Rule, position: int, meaning: str, findings: Findings, **facts: object) -> None:
    column = table.column(meaning)
    assert column is not None
    table.tell(findings, rule, position, column, **facts)
