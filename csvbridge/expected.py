"""The record counts that Salesforce showed, as they are typed: `--expect accounts=312`.

In: the words of the command line. Out: a count for each kind of export. Every slip is said at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from csvbridge.errors import UsageError

KINDS = {
    "accounts": "salesforce.accounts",
    "contacts": "salesforce.contacts",
    "opportunities": "salesforce.opportunities",
    "lines": "salesforce.opportunity_lines",
    "products": "salesforce.products",
}
"""Word of the command line -> export."""

_MEANT = {
    **dict.fromkeys(("customers", "companies", "clients"), "accounts"),
    **dict.fromkeys(("people", "persons"), "contacts"),
    **dict.fromkeys(("opps", "deals", "deal", "invoices", "sales"), "opportunities"),
    **dict.fromkeys(("opportunity products", "opportunity_lines", "line items", "lineitems"), "lines"),
    **dict.fromkeys(("items", "services"), "products"),
}
"""Words that people may well use for a kind; they are only proposed."""

_TAKES = "It takes accounts, contacts, opportunities, lines or products, and the count: --expect accounts=312"
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' \u00a0\u202f][0-9]{3})+")


def parse_expected(words: Iterable[str]) -> dict[str, int]:
    """Return kind -> count.

    Raises:
        UsageError: an unknown kind, no whole number, or a kind with two counts; it carries all slips.
    """
    found: dict[str, int] = {}
    faults: list[UsageError] = []
    for text in words:
        kind, _, number = (part.strip() for part in text.partition("="))
        fault = _fault(text, kind.casefold(), number, found)
        if fault:
            faults.append(fault)
        else:
            found[kind.casefold()] = int(number)
    _raise(faults)
    return found


def _fault(text: str, kind: str, number: str, found: dict[str, int]) -> UsageError | None:
    if kind not in KINDS:
        near = [_MEANT[kind]] if kind in _MEANT else difflib.get_close_matches(kind, KINDS, n=1, cutoff=0.7)
        count = number if re.fullmatch("[0-9]+", number) else "312"
        hint = f"Did you mean --expect {near[0]}={count}? " if near else ""
        return UsageError(f'--expect "{text}" names no kind of record that is counted', hint + _TAKES)
    if not re.fullmatch("[0-9]{1,12}", number):
        plain = re.sub("[^0-9]", "", number) if _GROUPED.fullmatch(number) else ""
        hint = f"Did you mean --expect {kind}={plain}? " if plain else ""
        return UsageError(f'--expect "{text}" gives no whole number', hint + _TAKES)
    if found.get(kind, int(number)) != int(number):
        return UsageError(f"--expect {kind} is given twice, as {found[kind]} and as {int(number)}", "Give it once.")
    return None


def _raise(faults: Sequence[UsageError]) -> None:
    if faults:
        first, *others = faults
        raise UsageError(first.message, first.fix, others=others)
