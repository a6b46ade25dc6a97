"""start-here, second half: what waits and why, what deserves a look, and that the totals agree.

In: a run. Out: sections. Long lists are cut here; review/exceptions.xlsx and the evidence have them whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csvbridge.control_totals import FATES
from csvbridge.converting.records import Deal
from csvbridge.reviews.blocks import Block, Callout, Column, Section, Table, paragraph, say, table
from csvbridge.reviews.remedies import (
    Remedy,
    Waiting,
    blocking,
    currency_of,
    customer_of,
    remedies,
    waiting,
    waiting_amount,
    waiting_sums,
    warnings_of,
)
from csvbridge.reviews.words import counted, figure, fit, listing, money, place
from csvbridge.run import Run
from csvbridge.trail import Fate
from csvbridge.values.dates import format_date

_PLACES = 3
_EXCEPTIONS = "review/exceptions.xlsx has all of them."


def waits(run: Run) -> Section | None:
    """Return what is in no file and needs a person; None when nothing waits and no error was found."""
    left, errors = waiting(run), blocking(remedies(run.unsettled, run.accepted))
    if not left and not errors:
        return None
    blocks: list[Block] = [
        Callout("waits", "Waits", say("{what}, in no import file.", what=waiting_words(run, left))),
        paragraph(
            "You may upload the rest now. For what waits, either correct what is named here and run again "
            "(give the fresh Invoice List of QuickBooks then), or enter it by hand."
        ),
    ]
    if errors:
        blocks.append(remedy_table("What is wrong, and what to do", errors))
    if left.deals:
        blocks.append(_deals(run, left.deals))
    if left.lines or left.customers or left.products:
        blocks.append(_records(run, left))
    return Section("waits", "What waits for you, and why", tuple(blocks))


def waiting_words(run: Run, left: Waiting) -> str:
    """Return what waits in one line: `2 deals (USD 1,020.00) and 1 customer`."""
    parts = []
    sums = " and ".join(money(minor, fit(code)) for code, minor in waiting_sums(run))
    if left.deals:
        parts.append(counted(len(left.deals), "deal"))
    if left.lines:
        parts.append(counted(len(left.lines), "line without its deal", "lines without their deals"))
    if parts and sums:
        parts[-1] += f" ({sums})"
    if left.customers:
        parts.append(counted(len(left.customers), "customer"))
    if left.products:
        parts.append(counted(len(left.products), "product"))
    return listing(parts) if parts else "An error was found"


def looks(run: Run) -> Section | None:
    """Return the warnings: written, but worth a look; None when there are none."""
    groups = warnings_of(remedies(run.unsettled, run.accepted))
    if not groups:
        return None
    return Section(
        "look",
        "Written, but look at it",
        (
            paragraph("These warnings hold nothing back. Look at them before the upload; most take a minute."),
            remedy_table("Warnings, and what to do", groups),
        ),
    )


def remedy_table(caption: str, groups: Sequence[Remedy]) -> Table:
    """Return one row for each code, with the first places."""
    columns = (
        Column("What"),
        Column("Count", "number"),
        Column("Where, and what is said", limit=900),
        Column("What to do", limit=400),
    )

    def row_of(group: Remedy) -> tuple[str, str, str, str]:
        said = [f"{place(f)}: {fit(f.message, 240)}" for f in group.findings[:_PLACES]]
        more = len(group.findings) - _PLACES
        if more > 0:
            said.append(f"and {more:,} more in review/exceptions.xlsx")
        return f"{group.what} ({group.code})", f"{len(group.findings):,}", "; ".join(said), group.fix

    return table(caption, columns, groups, row_of, rest=_EXCEPTIONS)


def _deals(run: Run, deals: Sequence[Deal]) -> Table:
    style = run.plan.profile.company.date_format
    columns = (
        Column("Deal"),
        Column("Customer"),
        Column("Date", "short"),
        Column("Amount", "number"),
        Column("State", "short"),
        Column("Why", limit=300),
    )

    def row_of(deal: Deal) -> list[str]:
        amount, code = waiting_amount(deal), currency_of(deal, run)
        return [
            deal.opportunity_name or deal.opportunity_id or "(no name)",
            customer_of(deal) or "(none)",
            format_date(deal.close_date, style) if deal.close_date is not None else "(not known)",
            money(amount, code) if amount is not None else "(not known)",
            str(deal.fate),
            deal.reason,
        ]

    sums = [["Sum", "", "", money(minor, code), "", ""] for code, minor in _deal_sums(run, deals)]
    return table("Deals that wait", columns, deals, row_of, rest=_EXCEPTIONS, sums=sums)


def _deal_sums(run: Run, deals: Sequence[Deal]) -> list[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for deal in deals:
        sums[currency_of(deal, run)] += waiting_amount(deal) or 0
    return sorted(sums.items())


def _records(run: Run, left: Waiting) -> Table:
    columns = (Column("Kind"), Column("Name"), Column("State", "short"), Column("Why", limit=300))
    rows = [
        *(("customer", account.account_name, account.fate, account.reason) for account in left.customers),
        *(("product", p.product_name or p.code, p.fate, p.reason) for p in left.products),
        *(
            (
                "line",
                f"{line.product_name or line.product_code} {_line_money(run, line.total)}",
                line.fate,
                line.reason,
            )
            for line in left.lines
        ),
    ]
    return table("Other records that wait", columns, rows, lambda row: row, rest=_EXCEPTIONS)


def _line_money(run: Run, total: int | None) -> str:
    return "" if total is None else figure(total, run.plan.profile.company.home_currency)


def totals(run: Run) -> Section:
    """Return the proof that everything that came in is accounted for."""
    proof = say(
        "In every row **in = written + held + rejected + merged + skipped**. The written sums were counted again "
        "from the files themselves."
    )
    blocks: list[Block] = [
        Callout("ready", "Agree", proof),
        _everything(run),
        paragraph(
            "**Written** is in the files. **Held** waits for you. **Rejected** holds data that cannot be used. "
            "**Merged** is in QuickBooks already, under the same name or SKU. **Skipped** was not wanted: "
            "`evidence/trail.csv` names the reason of every record. Credit notes count below zero."
        ),
        *_skipped(run),
    ]
    return Section("totals", "The totals agree", tuple(blocks))


def _everything(run: Run) -> Table:
    found = run.totals
    columns = (Column("What"), Column("In", "number"), *(Column(fate.capitalize(), "number") for fate in FATES))
    entities = [
        ("Customers", found.records["customers"]),
        ("Products", found.records["products"]),
        ("Invoices and credit notes", found.records["invoices"]),
        ("Their lines", found.lines),
    ]
    rows: list[list[str]] = [
        [name, f"{sum(counts.values()):,}", *(f"{counts.get(fate, 0):,}" for fate in FATES)]
        for name, counts in entities
    ]
    rows += [
        [code, figure(sum(sums.values()), code), *(figure(sums.get(fate, 0), code) for fate in FATES)]
        for code, sums in sorted(found.amounts.items())
    ]
    rest = "evidence/control-totals.json has all of them."
    return table("Everything that was read, and what became of it", columns, rows, lambda row: row, rest=rest)


def _skipped(run: Run) -> list[Block]:
    """Return why deals were left alone, by kind of reason."""
    counts: Counter[str] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for deal in run.conversion.deals.all:
        if deal.fate is Fate.SKIPPED:
            kind = deal.reason.split(":", 1)[0].split(" (file ", 1)[0]
            counts[kind] += 1
            sums[kind, currency_of(deal, run)] += waiting_amount(deal) or 0
    if not counts:
        return []

    def row_of(entry: tuple[str, int]) -> list[str]:
        kind, count = entry
        amounts = [money(minor, code) for (of, code), minor in sorted(sums.items()) if of == kind]
        return [kind[:1].upper() + kind[1:], f"{count:,}", " and ".join(amounts)]

    columns = (Column("Why"), Column("Deals", "number"), Column("Amount", "number"))
    rest = "evidence/trail.csv names the reason of every deal."
    return [table("Deals that were skipped", columns, counts.most_common(), row_of, rest=rest)]
