"""Customers that look alike: the words of the terminal, and the section of start-here with the pairs side by side.

In: a run. Out: lines and a section; none where nothing looks alike. All pairs and the reasons of each stand in
review/duplicates.xlsx and evidence/pairs.csv.
"""

from __future__ import annotations

from csvbridge.alike import Alike
from csvbridge.likeness import PREDICTED
from csvbridge.reviews.blocks import Block, Callout, Column, Listing, Section, Table, Text, paragraph, say, table
from csvbridge.reviews.words import counted, listing, money
from csvbridge.run import Run

_REST = "review/duplicates.xlsx has all of them."


def console_lines(run: Run) -> list[str]:
    """Return how many customers look alike and what waits for it; and how many weaker pairs are not listed."""
    found = run.alike
    if found is None or not (len(found) or found.pairs.withheld):
        return []
    lines = [f"{_pair_words(found)}: {_waiting_words(run, found)}"] if len(found) else []
    if found.pairs.withheld:
        lines.append(f"{counted(found.pairs.withheld, 'weaker pair')} not listed: --all lists every one")
    return ["", *lines]


def _pair_words(found: Alike) -> str:
    bands = ", ".join(f"{count:,} {band}" for band, count in found.counts().items())
    alike = "pair of customers looks alike" if len(found) == 1 else "pairs of customers look alike"
    return f"{len(found):,} {alike} ({bands})"


def _waiting_words(run: Run, found: Alike) -> str:
    if not found.accounts:
        return "nothing waits for it"
    code = run.plan.profile.company.home_currency
    documents = f"{counted(found.waiting.documents, 'invoice')}, {money(found.waiting.minor, code)}"
    return f"{'it holds' if len(found) == 1 else 'they hold'} {counted(found.accounts, 'account')}, {documents}"


def alike(run: Run) -> Section | None:
    """Return the pairs side by side, with what waits for them and what to do; None when nothing looks alike."""
    found = run.alike
    if found is None or not len(found):
        return None
    blocks: list[Block] = [*_what_waits(run, found), _pairs(found)]
    if found.pairs.withheld:
        blocks.append(
            paragraph(
                "{count} of the weaker kinds (possible, conflict, related) are not listed anywhere; run again with "
                "`--all` to have them all.",
                count=counted(found.pairs.withheld, "more pair"),
            )
        )
    return Section("alike", "Customers that look alike", tuple(blocks))


def _what_waits(run: Run, found: Alike) -> list[Block]:
    if not found.accounts:
        words = say("{pairs}, and nothing waits for it. Look at them before the upload.", pairs=_pair_words(found))
        return [Callout("look", "Listed only", words)]
    what = f"{_pair_words(found)}: {_waiting_words(run, found)}"
    return [
        Callout("waits", "Waits", say("{what}. csvbridge never merges customers by itself.", what=what)),
        paragraph("Decide about each pair that waits, then run again:"),
        Listing("points", tuple(_ways(run, found))),
    ]


def _ways(run: Run, found: Alike) -> list[Text]:
    pairs, listed = found.pairs, found.listed
    held = [at for at in found.order if at in found.held]
    ways = []
    known = next((at for at in held if listed.kind[pairs.right[at]] == "customer"), None)
    if known is not None:
        left, right = pairs.left[known], pairs.right[known]
        ways.append(
            say(
                "**The same as a customer in QuickBooks**: say so under [crosswalk.customers] in csvbridge.toml, for "
                "example `{key} = {name}`. No second customer is made, and the invoices go to that one.",
                key=f'"{listed.id[left] or listed.name[left]}"',
                name=f'"{listed.name[right]}"',
            )
        )
    if any(listed.kind[pairs.right[at]] == "account" for at in held):
        ways.append(say("**Two accounts of one customer**: merge them in Salesforce, and export the reports again."))
    if any(listed.kind[pairs.right[at]] == "inactive customer" for at in held):
        ways.append(
            say(
                "**The same as an inactive customer**: make it active in QuickBooks, export the list again, and map it."
            )
        )
    if any(listed.kind[pairs.right[at]] in ("vendor", "employee") for at in held):
        ways.append(
            say(
                "**Also a vendor or an employee**: make the customer in QuickBooks under a name of its own, and map "
                "the account to it."
            )
        )
    ways.append(
        say(
            "**Two different customers**: correct in Salesforce what they share by mistake. When you have looked at "
            'every pair and all of them are different, `--set "matching.hold=[]"` writes them all.'
        )
    )
    return ways


def _pairs(found: Alike) -> Table:
    listed, pairs = found.listed, found.pairs
    columns = (
        Column("How sure"),
        Column("This one", limit=200),
        Column("Looks like", limit=200),
        Column("For it", limit=300),
        Column("Against it", limit=300),
        Column("At stake"),
    )

    faulty = ", waits for an error"

    def row_of(at: int) -> tuple[str, ...]:
        left, right = pairs.left[at], pairs.right[at]
        return (
            str(pairs.band[at]) + (", waits" if at in found.held else faulty if at in found.faulty else ""),
            f"{listed.name[left]} ({listed.place(left)})",
            f"{listed.name[right]}, {_what(found, right)} ({listed.place(right)})",
            pairs.reasons[at],
            pairs.against[at],
            found.at_stake[at],
        )

    return table("Pairs, side by side", columns, found.order, row_of, rest=_REST)


def _what(found: Alike, at: int) -> str:
    kind = found.listed.kind[at]
    return kind if kind == "account" else f"{kind} in QuickBooks"


def checked_words(run: Run) -> Text:
    """Return what the check-list says of customers that stand in the books twice."""
    found = run.alike
    if found is None:
        return say(
            "**The customer is not there yet under another spelling.** There was no other one to compare it with: look "
            "it up in QuickBooks."
        )
    names = counted(len(found.listed.name), "record")
    where = listing(sorted({_plural(kind) for kind in found.listed.kind}))
    written = any(found.pairs.band[at] in PREDICTED for at in found.written)
    after = "Some that look alike are written: read the list below first." if written else "What is probably one waits."
    return say(
        "**No customer is in it twice under two spellings.** {names} ({where}) were compared with each other. {after} "
        "A likeness that only a person sees may be left.",
        names=names,
        where=where,
        after=after,
    )


def _plural(kind: str) -> str:
    return "accounts of this run" if kind == "account" else f"{kind}s in QuickBooks"


def searched(run: Run) -> Block:
    """Return what the auditor wants to know of the search."""
    found = run.alike
    if found is None:
        return paragraph("Near-duplicate customers were not searched: there were no two customers to compare.")
    return paragraph(
        "Near-duplicate customers were searched among {records}: {compared} were compared in detail, and {pairs} are "
        "listed in `evidence/pairs.csv`, with the reasons for and against each. Pairs of which nothing is to be "
        "decided, such as a customer and a vendor that QuickBooks has both, are left out. Bands that wait: {bands}.",
        records=counted(len(found.listed.name), "record"),
        compared=counted(found.pairs.compared, "pair"),
        pairs=counted(len(found), "pair"),
        bands=", ".join(run.plan.profile.matching.hold) or "none",
    )
