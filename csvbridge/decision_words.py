"""Decisions in words: who decided what, when and why, and what has changed since.

In: decisions, and records as they stand now. Out: pieces of sentences for findings, reasons and pairs.csv. Names come
as they are: who shows them guards against what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable

from csvbridge.remembered import Decision, Member, changed_fields

_ACCOUNTS = ("account ", "account-name ")
_FIELD = {"postal_code": "ZIP", "email": "e-mail", "tax_id": "tax number"}


def is_account(key: str) -> bool:
    """Whether a key is that of an account."""
    return key.startswith(_ACCOUNTS)


def who_and_when(decision: Decision) -> str:
    """Return `decided by Ann on 2026-11-02`, as far as it is known."""
    by = f" by {decision.decided_by}" if decision.decided_by else ""
    return f"decided{by}" + (f" on {decision.date}" if decision.date else "")


def with_reason(decision: Decision) -> str:
    """Return the same with the reason, where one was given."""
    return who_and_when(decision) + (f" ({decision.reason})" if decision.reason else "")


def in_words(decision: Decision) -> str:
    """Return a decision as a fault names it: `"Alder" and "Alder Inc": same, keep "Alder" (decided by Ann on …)`."""
    kept = ""
    if decision.word == "same":
        kept = f', keep "{survivor_name(decision)}"'
    elif decision.word == "same-as-quickbooks":
        kept = f', "{quickbooks_name(decision)}"'
    return f'"{decision.left.name}" and "{decision.right.name}": {decision.word}{kept} ({who_and_when(decision)})'


def survivor_name(decision: Decision) -> str:
    """Return the name that a decision keeps."""
    return next((m.name for m in (decision.left, decision.right) if m.key == decision.survivor), "")


def quickbooks_name(decision: Decision) -> str:
    """Return the name in QuickBooks that a decision says; by default that of the pair's record in QuickBooks."""
    if decision.quickbooks_name.strip():
        return decision.quickbooks_name.strip()
    known = [member for member in (decision.right, decision.left) if not is_account(member.key)]
    return (known[0] if known else decision.right).name


def field_words(name: str) -> str:
    """Return a compared field's name as people say it."""
    return _FIELD.get(name, name)


def change_words(decision: Decision, now: Iterable[Member | None]) -> str:
    """Return what changed since a decision: `"Alder": phone was "1" when decided by Ann on …, now "2"`; else blank."""
    told = []
    for before, here in zip((decision.left, decision.right), now, strict=True):
        for name, then, text in changed_fields(before, here) if here is not None else ():
            was, is_ = (f'"{shown}"' if shown.strip() else "blank" for shown in (then, text))
            told.append(f'"{before.name}": {field_words(name)} was {was} when {who_and_when(decision)}, now {is_}')
    return "; ".join(told)


def answer_words(decision: Decision, *, own: bool) -> str:
    """Return a decision as pairs.csv tells it: its word; where it is about another pair, what it says of that one."""
    if own:
        return decision.word
    return f'settled: {decision.word}, "{decision.left.name}" and "{decision.right.name}"'
