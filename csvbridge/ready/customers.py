"""Customers, and whatever else has a name and an address, in a file for an import screen.

In: a recognised table. Out: findings on its rows: addresses of e-mail and web, ZIP codes, opening balances, what the
list import cannot bring in. Each distinct text is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.rules import ready_customers as rules
from csvbridge.values.contacts import pad_zip, read_email, read_website
from csvbridge.values.names import name_key

_SEVERAL = re.compile(r"[0-9)]\s*(?:[/;,|&]|\bor\b|\band\b)\s*[+(0-9]|\bext\.?\b|\bextension\b", re.IGNORECASE)
Told = tuple[Rule, dict[str, str]]
"""A rule, and what its message says of the text."""
_PHONES = ("phone", "mobile", "fax")


def check_customers(table: ReadyTable, us_states: frozenset[str], region: str, home: str, findings: Findings) -> None:
    """Check what a list of customers says of each."""
    _each(table, "email", _email_problem, findings)
    if findings.wants(rules.WEBSITE_UNFIT):
        _each(table, "website", _website_problem, findings)
    for meaning in _PHONES if findings.wants(rules.PHONE_SEVERAL) else ():
        _each(table, meaning, _phone_problem, findings)
    if findings.wants(rules.ZIP_SHORT):
        _check_zips(table, us_states, region == "us", findings)
    _check_balances(table, findings)
    _check_currency(table, home, findings)
    _check_parents(table, findings)


def _each(table: ReadyTable, meaning: str, problem: Callable[[str], Told | None], findings: Findings) -> None:
    """Say what is wrong with each distinct text of a column, on all of its rows."""
    column = table.column(meaning)
    if column is None:
        return
    cells = table.columns[column.name]
    told = {text: found for text in set(cells) if text.strip() and (found := problem(text)) is not None}
    if told:
        for at, text in enumerate(cells):
            if text in told:
                rule, facts = told[text]
                table.tell(findings, rule, at, column, **facts)


def _email_problem(text: str) -> Told | None:
    read = read_email(text)
    if read.status == "invalid":
        return rules.EMAIL_UNFIT, {"problem": read.problem}
    if read.status == "changed":
        return rules.EMAIL_FORM, {"after": read.text}
    return None


def _website_problem(text: str) -> Told | None:
    read = read_website(text)
    if read.status == "unusable":
        return rules.WEBSITE_UNFIT, {"problem": read.problem}
    if "://" not in text:
        return rules.WEBSITE_UNFIT, {"problem": f"it does not begin with https:// ({read.text})"}
    return None


def _phone_problem(text: str) -> Told | None:
    return (rules.PHONE_SEVERAL, {}) if _SEVERAL.search(text) else None


def _check_zips(table: ReadyTable, us_states: frozenset[str], at_home: bool, findings: Findings) -> None:
    column = table.column("postal_code")
    if column is None:
        return
    cells = table.columns[column.name]
    blank: Sequence[str] = [""] * len(cells)
    places = zip(cells, table.cells("country") or blank, table.cells("state") or blank, strict=True)
    for at, (code, country, state) in enumerate(places):
        after = pad_zip(code, country, state, us_states) if code and (at_home or country.strip()) else None
        if after is not None:
            table.tell(findings, rules.ZIP_SHORT, at, column, after=after)


def _check_balances(table: ReadyTable, findings: Findings) -> None:
    column, days = table.column("opening_balance"), table.cells("opening_date")
    if column is None:
        return
    for at in _with_balance(table):
        if days is None or not days[at].strip():
            table.tell(findings, rules.BALANCE_WITHOUT_DATE, at, column)


def _with_balance(table: ReadyTable) -> list[int]:
    cells = table.cells("opening_balance") or ()
    return [at for at, text in enumerate(cells) if text.strip(" 0.,-")]


def check_balances_beside_invoices(tables: Sequence[ReadyTable], findings: Findings) -> None:
    """Say of customers with an opening balance that invoices of the same call would count it twice."""
    if not any(table.template.document and table.column("due_date") for table in tables):
        return
    for table in tables:
        column = table.column("opening_balance")
        found = _with_balance(table)
        if column is not None and found:
            findings.add(
                rules.BALANCE_AND_INVOICES,
                source=table.source.number,
                field=column.name,
                count=len(found),
                at=table.row_of(found[0]),
            )


def _check_currency(table: ReadyTable, home: str, findings: Findings) -> None:
    column = table.column("currency")
    if column is None:
        return
    for at, text in enumerate(table.columns[column.name]):
        if text.strip() and text.strip().upper() != home:
            table.tell(findings, rules.CURRENCY_IN_LIST, at, column, home=home)


def _check_parents(table: ReadyTable, findings: Findings) -> None:
    column, names = table.column("parent"), table.cells("name") or ()
    if column is None:
        return
    known = {name_key(name): at for at, name in reversed(list(enumerate(names))) if name.strip()}
    for at, text in enumerate(table.columns[column.name]):
        if not text.strip():
            continue
        parent = known.get(name_key(text))
        missing = "; the parent is not in this file" if parent is None else ""
        if parent is not None and parent > at:
            missing = f"; the parent comes later, in row {table.row_of(parent)}"
        table.tell(findings, rules.PARENT_IN_LIST, at, column, missing=missing)
