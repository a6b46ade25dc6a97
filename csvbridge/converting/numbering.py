"""Give documents their numbers, and find those that QuickBooks already has.

In: deals, the profile's policy, QuickBooks' Invoice List. Out: a number on each deal (up to 21 characters), or the deal
held. `opportunity-id` and `field:` give the same number on every run, so a number that QuickBooks has is the same
document, or an error. `sequence` goes on after the highest number of its prefix; only written documents use one up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from csvbridge.converting.customers import likely_names
from csvbridge.converting.deciding import Deciding
from csvbridge.converting.earlier import Earlier
from csvbridge.converting.known import Known, KnownDocument, leaf
from csvbridge.converting.records import Deal
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import documents
from csvbridge.trail import Trail
from csvbridge.values.names import name_key
from csvbridge.values.numbers import format_minor
from csvbridge.values.text import one_line, strip_hidden

NUMBER_LIMIT = 21


def set_numbers(
    deals: Sequence[Deal], profile: Profile, field: Callable[[int], str | None], findings: Findings
) -> None:
    """Number the open deals by a policy that reads the number from Salesforce; `sequence` waits until the end.

    `field(row)` returns the text of the profile's number column on a row, or None where the file lacks the column.
    """
    policy = profile.invoices.number
    if policy == "sequence":
        return
    for deal in deals:
        if policy == "opportunity-id":
            wanted, number = "Opportunity ID", deal.opportunity_id
        else:
            wanted = policy.removeprefix("field:").strip()
            texts = (field(row) for row in _rows_of(deal))
            number = next((one_line(strip_hidden(text)) for text in texts if text and text.strip()), "")
        name = "opportunity_id" if policy == "opportunity-id" else wanted
        if not number:
            if "opportunity_id" not in deal.faults or policy != "opportunity-id":
                deal.report(findings, documents.NUMBER_BLANK, name, wanted=wanted)
            continue
        deal.number = profile.invoices.number_prefix + number
        if len(deal.number) > NUMBER_LIMIT:
            deal.report(
                findings,
                documents.NUMBER_TOO_LONG,
                name,
                deal.number,
                number=deal.number,
                length=len(deal.number),
            )


def _rows_of(deal: Deal) -> Iterable[int]:
    yield from deal.rows
    for line in deal.lines:
        yield from line.rows


def number_field(profile: Profile) -> str:
    """The column that a number stands in, for the place of a finding."""
    policy = profile.invoices.number
    return policy.removeprefix("field:").strip() if policy.startswith("field:") else "opportunity_id"


def refuse_twins(deals: Sequence[Deal], profile: Profile, trail: Trail, findings: Findings) -> None:
    """Hold all deals that share a number; case is no difference, as QuickBooks' list is searched without it."""
    by_number: dict[str, list[Deal]] = {}
    for deal in deals:
        if deal.number:
            by_number.setdefault(deal.number.casefold(), []).append(deal)
    for twins in by_number.values():
        for deal in twins if len(twins) > 1 else ():
            other = next(d for d in twins if d is not deal)
            source, row = trail.origin(other.rows[0])
            deal.report(
                findings,
                documents.NUMBER_TWICE,
                number_field(profile),
                deal.number,
                number=deal.number,
                other=f"{source.path}:{row}",
            )


def skip_exported(
    deals: Sequence[Deal], known: Known, profile: Profile, deciding: Deciding | None, findings: Findings
) -> None:
    """Skip the documents that QuickBooks' list shows; one that differs from what the list shows is an error.

    A deal with trouble of its own whose number is in the list is already exported all the same.
    """
    for deal in deals:
        listed = known.documents.get(deal.number.casefold(), []) if deal.number else []
        if not listed or deal.fate is not None:
            continue
        differences = [difference(deal, entry, profile, deciding) for entry in listed]
        if all(differences):
            deal.report(
                findings,
                documents.NUMBER_USED,
                number_field(profile),
                deal.number,
                number=deal.number,
                difference=differences[0],
            )
        else:
            deal.skip(f"already in QuickBooks: its list shows number {deal.number} with this customer and total")
            findings.add(documents.ALREADY_IN_QUICKBOOKS, row=deal.rows[0], value=deal.number, number=deal.number)


def difference(deal: Deal, entry: KnownDocument, profile: Profile, deciding: Deciding | None) -> str:
    """Return how a listed document differs from a deal in words, blank when it is the same."""
    customer, amount = entry.customer, entry.amount
    names = likely_names(deal.account, profile) if deal.account is not None else set()
    names |= deciding.likely_names(deal.account) if deciding is not None and deal.account is not None else set()
    if deal.earlier is not None and deal.account is not None:
        told = dict(deal.earlier.contents)
        if told.get("account id") and told["account id"] == deal.account.account_id:
            names.add(name_key(deal.earlier.customer))  # renamed in Salesforce since
    found = []
    if customer and not {name_key(customer), name_key(leaf(customer))} & names:
        found.append(f'the customer "{customer}"')
    if entry.credit is not None and entry.credit != (deal.total < 0):
        found.append("the type of a credit note" if entry.credit else "the type of an invoice")
    if amount is None:
        found.append("no amount that can be read")
    elif abs(amount) != abs(deal.total):
        found.append(f"a total of {format_minor(abs(amount))}, not {format_minor(abs(deal.total))}")
    return " and ".join(found)


def number_in_sequence(deals: Sequence[Deal], known: Known, earlier: Earlier, profile: Profile) -> None:
    """Give the written documents the numbers that follow the highest one in use, in their order.

    In use are the numbers of QuickBooks' list and those that earlier runs wrote. What was undone or replaced is not:
    whoever undoes a run says that it is not in QuickBooks, and a list that shows it all the same is believed.
    """
    prefix = profile.invoices.number_prefix
    pattern = re.compile(rf"{re.escape(prefix)}([0-9]+)\Z", re.IGNORECASE)
    used = [match for match in map(pattern.match, (*known.numbers, earlier.highest(pattern))) if match]
    highest = max(used, key=lambda match: int(match[1]), default=None)
    after = int(highest[1]) + 1 if highest else 0
    number = max(profile.invoices.first_number, after)
    width = len(highest[1]) if highest and highest[1].startswith("0") else 0
    for deal in deals:
        deal.number = f"{prefix}{number:0{width}d}"
        number += 1
