"""Journals and bank lines of any amounts: what balances is never said to be unbalanced, and a cent more always is."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import join_rows
from csvbridge.ready.bank import check_bank
from csvbridge.ready.journals import check_journals
from csvbridge.schema_files import load_template

CENTS = st.integers(min_value=1, max_value=10**13)
ENTRIES = st.lists(st.lists(CENTS, min_size=1, max_size=6), min_size=1, max_size=5)


def written(cents: int) -> str:
    return f"{Decimal(cents).scaleb(-2):.2f}"


def codes(name: str, rows: list[list[str]]) -> Counter[str]:
    template = load_template(f"quickbooks.us.{name}")
    headings = [column.name for column in template.columns]
    padded = [row + [""] * (len(headings) - len(row)) for row in rows]
    table = join_rows(template, "given.csv", headings, list(zip(*padded, strict=True)), len(rows))
    findings = Findings()
    if name == "journal_entries":
        check_journals(table, "vendor", findings)
    else:
        check_bank(table, findings)
    return Counter(findings.counts())


def journal(entries: list[list[int]], more: int = 0) -> list[list[str]]:
    """Each entry has a debit for every amount, and one credit of their sum; the last credit is `more` cents larger."""
    rows = []
    for number, amounts in enumerate(entries):
        debits = [[f"E{number}", "10/31/2026", "Rent", written(amount), ""] for amount in amounts]
        credit = sum(amounts) + (more if number == len(entries) - 1 else 0)
        rows += [*debits, [f"E{number}", "", "Checking", "", written(credit)]]
    return rows


@given(ENTRIES)
@settings(max_examples=60, deadline=None)
def test_what_balances_is_silent(entries: list[list[int]]) -> None:
    assert codes("journal_entries", journal(entries)) == Counter()


@given(ENTRIES, st.integers(min_value=1, max_value=10**6))
@settings(max_examples=60, deadline=None)
def test_one_entry_that_is_off_is_said_once(entries: list[list[int]], more: int) -> None:
    assert codes("journal_entries", journal(entries, more)) == Counter({"QBO513": 1})


@given(st.lists(st.tuples(CENTS, st.booleans()), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_one_side_a_line_is_silent_and_both_are_counted(lines: list[tuple[int, bool]]) -> None:
    day = ["10/31/2026", "a line"]
    sound = [[*day, *((written(cents), "") if side else ("", written(cents)))] for cents, side in lines]
    assert codes("bank_transactions.4", sound) == Counter({"QBO536": 1})
    both = [[*day, written(cents), written(cents)] for cents, _ in lines]
    assert codes("bank_transactions.4", both) == Counter({"QBO536": 1, "QBO533": len(lines)})
