"""Once only: what an earlier run of the company has exported is not exported again.

In: deals, and what earlier runs wrote. Out: each deal joined to its document where there is one; the changes since in
words, as warnings; a deal held whose number was exported for another one, or of which nobody can tell whether it was
exported. A deal is known by its id, whatever number it would get; where the deal or the document has none, by name,
customer, date and total together. Nothing is ever made a second time because something about it changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from csvbridge.converting import documents
from csvbridge.converting.accounts import account_named
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.customers import likely_names
from csvbridge.converting.facts import Change, changes_since, in_words
from csvbridge.converting.known import leaf
from csvbridge.converting.numbering import difference, number_field
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.findings import Findings
from csvbridge.remembered import Exported
from csvbridge.rules import once_only as rules
from csvbridge.trail import Fate
from csvbridge.values.names import name_key
from csvbridge.values.numbers import currency_digits, format_minor

_EXPORTED = "already exported in run "


def recognise(conversion: Conversion) -> None:
    """Join each deal to the document that an earlier run made of it."""
    earlier = conversion.earlier
    if not earlier.documents:
        return
    deals = conversion.deals.all
    for deal in deals:
        if deal.opportunity_id:
            deal.earlier = earlier.document(deal.opportunity_id)
    taken = _taken(deals)
    for deal in deals:
        if deal.earlier is not None or deal.blocked:
            continue
        own = _total(deal), conversion.teller.currency(deal), _day(deal)
        for one in _like(deal, conversion, taken):
            if own == (one.minor, one.currency, one.day):
                deal.earlier = one
                taken.add(one.record)
                break


def _taken(deals: Iterable[Deal]) -> set[str]:
    return {deal.earlier.record for deal in deals if deal.earlier is not None}


def _like(deal: Deal, conversion: Conversion, taken: set[str]) -> list[Exported]:
    """Return the documents of this name and customer that may be the deal's; ids that differ tell deals apart."""
    earlier = conversion.earlier
    if deal.opportunity_id and not earlier.any_without_id:
        return []
    _, account = conversion.teller.account(deal)
    found = earlier.documents_like(deal.opportunity_name, account)
    return [one for one in found if one.record not in taken and not (deal.opportunity_id and _has_id(one))]


def _has_id(one: Exported) -> bool:
    return one.record.startswith("opportunity ")


def _total(deal: Deal) -> int:
    lines = documents.live_lines(deal)
    return sum(line.total or 0 for line in lines) if lines else deal.amount or 0


def _day(deal: Deal) -> str:
    return "" if deal.close_date is None else deal.close_date.isoformat()


def exported_reason(one: Exported) -> str:
    """Return why a deal is skipped that an earlier run exported."""
    return f"{_EXPORTED}{one.run} (file {one.file})"


def already_exported(conversion: Conversion) -> dict[str, Counter[str]]:
    """Return per earlier run how many records of each kind would be written, had that run not written them.

    Where a run holds no such document, its customers and products are counted instead.
    """
    found: dict[str, Counter[str]] = {}
    for deal in conversion.deals.all:
        if deal.earlier is not None and deal.fate is Fate.SKIPPED and deal.reason.startswith(_EXPORTED):
            found.setdefault(deal.earlier.run, Counter())[deal.earlier.kind] += 1
    if not found and not conversion.deals.all:
        records: list[Account | Product] = [*conversion.accounts.all, *conversion.catalogue.all]
        for record in records:
            if record.earlier is not None and record.fate is Fate.MERGED:
                found.setdefault(record.earlier.run, Counter())[record.earlier.kind] += 1
    return dict(sorted(found.items()))


def kinds_words(counts: Mapping[str, int]) -> str:
    """Return how many records of each kind: `120 invoices and 2 credit notes`."""
    parts = [f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(counts.items(), reverse=True)]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def not_in_list(conversion: Conversion) -> dict[str, list[Exported]]:
    """Return per earlier run the documents of still valid deals that the Invoice List given does not show."""
    found: dict[str, list[Exported]] = {}
    for deal in conversion.deals.all if conversion.known.has_documents else ():
        one = deal.earlier
        if one is not None and deal.reason.startswith(_EXPORTED):
            if one.name.casefold() not in conversion.known.documents:
                found.setdefault(one.run, []).append(one)
    return dict(sorted(found.items()))


# --- what has changed -----------------------------------------------------------------------------------------------


def tell_changes(conversion: Conversion, findings: Findings) -> None:
    """Say of each exported deal what has changed since, of those too that this run would not write."""
    won = {stage.casefold() for stage in conversion.profile.salesforce.stages}
    exported = [deal for deal in conversion.deals.all if deal.earlier is not None and not deal.blocked]
    for deal, told in zip(exported, conversion.teller.facts_of(exported), strict=True):
        one = deal.earlier
        assert one is not None
        facts: dict[str, Any] = {"run": one.run, "kind": one.kind, "number": one.name}
        now = _no_longer_won(deal, one, won)
        if now:
            settled = _is_cancelled(conversion, one)
            if settled:
                deal.report(findings, rules.SETTLED, "stage", deal.stage, changes=now, settled=settled, **facts)
            else:
                deal.report(findings, rules.NO_LONGER_WON, "stage", deal.stage, now=now, **facts)
            continue
        changes = changes_since(one, told, conversion.teller.currency(deal))
        if changes:
            _tell(deal, changes, conversion, facts, findings)


def _no_longer_won(deal: Deal, one: Exported, won: set[str]) -> str:
    """Return in words why a deal is not won any more; a stage that only the profile no longer lists is no change."""
    if deal.deleted:
        return "deleted in Salesforce"
    then = dict(one.contents).get("stage", "")
    return "" if deal.stage.casefold() in won or deal.stage == then else f'in stage "{deal.stage}"'


def _is_cancelled(conversion: Conversion, one: Exported) -> str:
    """Return what QuickBooks' list says of a document whose sale is off, where it is out of the books."""
    if not conversion.known.has_documents:
        return ""
    listed = conversion.known.documents.get(one.name.casefold(), [])
    if not listed:
        return "the Invoice List given does not show that document"
    return "" if any(entry.amount != 0 for entry in listed) else "the Invoice List given shows it with 0.00"


def _tell(
    deal: Deal, changes: Sequence[Change], conversion: Conversion, facts: dict[str, Any], findings: Findings
) -> None:
    words, number = in_words(changes), facts["number"]
    field = next((change.field for change in changes if not change.wording), changes[0].field)
    if all(change.wording for change in changes):
        deal.report(findings, rules.WORDING_CHANGED, field, changes=words, **facts)
        return
    listed = conversion.known.documents.get(number.casefold(), [])
    if listed and {change.field for change in changes} & {"amount", "account_name"}:
        deal.total = _total(deal)
        deal.account = account_named(deal, conversion.accounts)
        if any(not difference(deal, entry, conversion.profile, conversion.deciding) for entry in listed):
            settled = "the Invoice List given shows it with the customer and total of now"
            deal.report(findings, rules.SETTLED, field, changes=words, settled=settled, **facts)
            return
    deal.report(findings, rules.DEAL_CHANGED, field, changes=words, **facts)


# --- what may be another one ------------------------------------------------------------------------------------------


def refuse_exported_numbers(deals: Sequence[Deal], conversion: Conversion, findings: Findings) -> None:
    """Hold the deals whose number an earlier run gave to another document; without ids the same one is skipped."""
    earlier = conversion.earlier
    for deal in deals if earlier.documents else ():
        if not deal.open or not deal.number:
            continue
        numbered = earlier.documents_numbered(deal.number)
        differences = [_otherwise(deal, one, conversion) for one in numbered]
        if numbered and not all(differences):
            deal.earlier = numbered[differences.index("")]
            deal.skip(exported_reason(deal.earlier))
        elif numbered:
            facts = {"number": deal.number, "run": numbered[0].run, "difference": differences[0]}
            deal.report(
                findings, rules.NUMBER_EXPORTED, number_field(conversion.profile), deal.number, row=None, **facts
            )


def _otherwise(deal: Deal, one: Exported, conversion: Conversion) -> str:
    """Return in words how a document of a deal's number differs from the deal; blank where it is the deal's own."""
    deal.account = account_named(deal, conversion.accounts)
    found = []
    names = likely_names(deal.account, conversion.profile) if deal.account is not None else set()
    then = dict(one.contents)
    if name_key(then.get("account name", "")) not in {name_key(conversion.teller.account(deal)[1])} and not (
        {name_key(one.customer), name_key(leaf(one.customer))} & names
    ):
        found.append(f'the customer "{one.customer}"')
    total, currency = _total(deal), conversion.teller.currency(deal)
    if (one.minor, one.currency) != (total, currency):
        found.append(f"a total of {_money(one)}, not {currency} {format_minor(total, currency_digits(currency))}")
    if not found and deal.opportunity_id and _has_id(one):
        found.append(f'another deal, "{then.get("deal", "")}" ({one.record.removeprefix("opportunity ")})')
    return " and ".join(found)


def _money(one: Exported) -> str:
    return f"{one.currency} {format_minor(one.minor, currency_digits(one.currency))}"


def question_look_alikes(deals: Sequence[Deal], conversion: Conversion, findings: Findings) -> None:
    """Hold or mark the deals that may have been exported, where no id and no number of Salesforce's tells."""
    if conversion.profile.invoices.number != "sequence" or not conversion.earlier.documents:
        return
    taken = _taken(conversion.deals.all)
    for deal in deals:
        if not deal.open:
            continue
        total, currency = _total(deal), conversion.teller.currency(deal)
        alike = _like(deal, conversion, taken)
        same_day = [one for one in alike if one.day == _day(deal)]
        same_total = [one for one in alike if (one.minor, one.currency) == (total, currency)]
        for one in (same_day or same_total)[:1]:
            facts: dict[str, Any] = {"run": one.run, "kind": one.kind, "number": one.name}
            if same_day:
                now = f"{currency} {format_minor(total, currency_digits(currency))}"
                deal.report(findings, rules.PERHAPS_EXPORTED, "amount", then=_money(one), now=now, **facts)
            else:
                deal.report(findings, rules.PERHAPS_AGAIN, "close_date", then=one.day, now=_day(deal), **facts)
