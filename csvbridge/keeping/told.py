"""The memory in the words that people read.

In: values of `remembered`. Out: short texts on one line, without hidden characters. Nothing is cut in silence.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from csvbridge.remembered import Correction, Decision, Exported, Member
from csvbridge.reviews.words import counted, fit, listing, money
from csvbridge.values.money import currency_digits, format_minor

WIDTH = 79
KINDS = {
    "product": ("product", "products"),
    "customer": ("customer", "customers"),
    "invoice": ("invoice", "invoices"),
    "credit note": ("credit note", "credit notes"),
}
"""Kinds of exported records, in the order in which they are uploaded."""
DOCUMENTS = ("invoice", "credit note")
_NAME = 70


def wrapped(text: str, indent: int = 2) -> list[str]:
    """Return a text as lines of a terminal of 80 columns, the later ones set in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
    ) or [" " * indent]


def moment(at: str) -> str:
    """Return `2026-11-02 09:14` of a UTC time; anything else as it stands."""
    return fit(f"{at[:10]} {at[11:16]}" if len(at) >= 16 and at[10:11] == "T" else at, 40)


def member_words(one: Member) -> str:
    """Return a record of a pair: its name, and what it is."""
    kind, _, key = one.key.partition(" ")
    what = {"account": f"account {key}", "account-name": "account"}.get(kind, f"{kind} in QuickBooks")
    return f'"{fit(one.name, _NAME)}" ({fit(what, 60)})'


def pair_words(one: Decision) -> str:
    """Return both records of a pair."""
    return f"{member_words(one.left)} and {member_words(one.right)}"


def answer_words(one: Decision) -> str:
    """Return what was decided: the word, and the name that goes with it."""
    if one.word == "same":
        kept = next((m.name for m in (one.left, one.right) if m.key == one.survivor), one.survivor)
        return f'same, keep "{fit(kept, _NAME)}"'
    if one.word == "same-as-quickbooks":
        return f'same-as-quickbooks, "{fit(one.quickbooks_name, _NAME)}"'
    return fit(one.word, 40)


def correction_words(one: Correction) -> str:
    """Return what was corrected or accepted, and where."""
    if not one.record:
        return f"every {fit(one.code, 20)} is accepted"
    where = f"{fit(one.column, 60) or 'the row'} of {fit(one.record, 60)}"
    if one.after is None:
        return f"{fit(one.code, 20)} is accepted: {where}" + (f' = "{fit(one.before, 60)}"' if one.column else "")
    after = f'"{fit(one.after, 60)}"' if one.after else "blank"
    return f'{where}: "{fit(one.before, 60)}" becomes {after} ({fit(one.code, 20)})'


def by_whom(by: str, date: str = "") -> str:
    """Return `Ada, 2026-11-02`."""
    return ", ".join(part for part in (fit(by, 60), fit(date, 20)) if part) or "nobody named"


def _added(records: Iterable[Exported]) -> dict[str, tuple[int, dict[str, int]]]:
    """Return per kind how many there are, and what documents come to by currency."""
    counts: Counter[str] = Counter()
    amounts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in records:
        counts[one.kind] += 1
        if one.kind in DOCUMENTS:
            amounts[one.kind][one.currency] += one.minor
    kinds = [*KINDS, *sorted(set(counts) - set(KINDS))]
    return {kind: (counts[kind], dict(sorted(amounts[kind].items()))) for kind in kinds if counts[kind]}


def sums(records: Iterable[Exported]) -> list[str]:
    """Return what records are, per kind and currency: `12 customers`, `100 invoices, USD 182,340.00`."""
    return [
        ", ".join(
            [
                counted(count, *KINDS.get(kind, (fit(kind, 40), fit(kind, 40)))),
                *(money(minor, fit(code, 10)).strip() for code, minor in amounts.items()),
            ]
        )
        for kind, (count, amounts) in _added(records).items()
    ]


def one_sum(records: Iterable[Exported]) -> str:
    """Return the same in one line."""
    return listing(sums(records) or ["nothing"])


def sums_data(records: Iterable[Exported]) -> dict[str, dict[str, Any]]:
    """Return the same as data: kind -> how many, and decimal amounts by currency."""
    return {
        kind: {
            "records": count,
            "amounts": {code: format_minor(minor, currency_digits(code)) for code, minor in amounts.items()},
        }
        for kind, (count, amounts) in _added(records).items()
    }
