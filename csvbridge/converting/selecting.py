"""Select the deals to be invoiced, and ask what only the user can answer before anything is made of them.

In: a conversion whose records are put together. Out: deals skipped that are deleted, not won or of another period;
stops among the findings where numbers or amounts cannot be known.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from csvbridge.converting import documents
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.once_only import exported_reason
from csvbridge.converting.records import Deal
from csvbridge.findings import Findings
from csvbridge.period import Period
from csvbridge.rules import cells as cell_rules
from csvbridge.rules import documents as rules
from csvbridge.rules import shape
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows


def question_numbers(conversion: Conversion, rows: dict[str, TypedRows], findings: Findings) -> None:
    """Stop when the numbers are to be ids and no file has them."""
    if conversion.profile.invoices.number != "opportunity-id" or not conversion.deals.all:
        return
    if not rows["opportunity"].has("opportunity_id") and not rows["opportunity_line"].has("opportunity_id"):
        source = next(iter([*rows["opportunity"].fields, *rows["opportunity_line"].fields]))
        findings.add(rules.IDS_MISSING, source=source, field="opportunity_id")


def select(conversion: Conversion, period: Period | None, findings: Findings) -> None:
    """Skip what is not to be invoiced: deleted, not won, of another period, already exported."""
    won = {stage.casefold() for stage in conversion.profile.salesforce.stages}
    any_won = False
    for deal in conversion.deals.all:
        if deal.blocked:  # damaged: nobody can know its stage
            continue
        if deal.earlier is not None:
            any_won |= not deal.deleted and deal.stage.casefold() in won
            deal.skip(_left_alone(deal, won, period) or exported_reason(deal.earlier))
            continue
        if deal.deleted:
            deal.skip("deleted in Salesforce")
            continue
        listed = deal.stage.casefold() in won
        other = period is not None and deal.close_date is not None and not period.holds(deal.close_date)
        if deal.won is not None and deal.won != listed and not other:
            facts: dict[str, Any] = {"stage": f'"{deal.stage}"', "listed": "listed" if listed else "not listed"}
            deal.report(findings, rules.WON_FLAG_DIFFERS, "won", flag="won" if deal.won else "not won", **facts)
        if not listed:
            deal.skip(f'not won: stage "{deal.stage}"')
            continue
        any_won = True
        if not deal.needs(findings, "close_date"):
            continue
        if deal.close_date is None:
            deal.report(findings, cell_rules.DATE_BLANK, "close_date")
        elif period is not None and not period.holds(deal.close_date):
            deal.skip(f"of another period: {deal.close_date} is not in {period.text}")
    if conversion.deals.all and not any_won:
        _list_stages(conversion, findings)


def _left_alone(deal: Deal, won: set[str], period: Period | None) -> str:
    """Return why a deal would not be invoiced, whether or not it was; blank when it would."""
    if deal.deleted:
        return "deleted in Salesforce"
    if deal.stage.casefold() not in won:
        return f'not won: stage "{deal.stage}"'
    if period is not None and deal.close_date is not None and not period.holds(deal.close_date):
        return f"of another period: {deal.close_date} is not in {period.text}"
    return ""


def _list_stages(conversion: Conversion, findings: Findings) -> None:
    counts = Counter(deal.stage or "(blank)" for deal in conversion.deals.all)
    listed = ", ".join(f"{stage} ({count})" for stage, count in counts.most_common(30))
    wanted = ", ".join(conversion.profile.salesforce.stages)
    findings.add(shape.NO_DEAL_WON, wanted=wanted, seen=listed, example=counts.most_common(1)[0][0])


def question_amounts(conversion: Conversion, rows: dict[str, TypedRows], trail: Trail, findings: Findings) -> None:
    """Stop when won deals without lines are in files that have no Amount column."""
    lacking: Counter[int] = Counter()
    for deal in conversion.open_deals:
        carried = frozenset().union(*deal.sources.values())
        if not documents.live_lines(deal) and "amount" not in carried and not deal.has_products:
            lacking[trail.source(deal.rows[0])] += 1
    for source, count in lacking.items():
        findings.add(rules.AMOUNT_COLUMN_MISSING, source=source, count=count)
