"""What a pair of customers puts at stake: the documents of its accounts, in the reader's words.

In: a finished conversion, whose documents have their fates. Out: per account its documents. Money is whole minor units
until it is printed; a document that nothing needs (skipped) is no part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Account, Deal
from csvbridge.likeness import AtStake
from csvbridge.trail import Fate
from csvbridge.values.numbers import currency_digits, format_minor


class Documents:
    """The documents of each account, looked up when somebody asks."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion

    @cached_property
    def _of(self) -> dict[int, list[Deal]]:
        found: dict[int, list[Deal]] = defaultdict(list)
        for deal in self._conversion.deals.all:
            if deal.account is not None and deal.fate is not Fate.SKIPPED:
                found[id(deal.account)].append(deal)
        return found

    def of(self, accounts: Iterable[Account]) -> list[AtStake]:
        """Return every document of these accounts, in the order of the files."""
        return [self._told(deal) for account in accounts for deal in self._of.get(id(account), ())]

    def _told(self, deal: Deal) -> AtStake:
        currency = deal.currency.upper() or self._conversion.profile.company.home_currency
        lines = live_lines(deal)
        minor = sum(line.total or 0 for line in lines) if lines else deal.amount or 0
        return AtStake(
            number=deal.number,
            deal=deal.opportunity_name,
            day=deal.close_date.isoformat() if deal.close_date is not None else "",
            amount=f"{currency} {format_minor(minor, currency_digits(currency))}",
            state=deal.fate.value if deal.fate is not None else "",
        )
