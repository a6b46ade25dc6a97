"""Customers that look alike: the words of the terminal, and the section of start-here with the pairs side by side.

In: a run. Out: lines and a section; none where nothing looks alike. All pairs and the reasons of each stand in
review/duplicates.xlsx and evidence/pairs.csv.
"""

from __future__ import annotations

from csvbridge.alike import Alike
from csvbridge.likeness import PREDICTED
from csvbridge.reviews.blocks import Block, Callout, Column, Listing, Section, Table, Text, paragraph, say, table, typed
from csvbridge.reviews.hints import shell_word, with_company
from csvbridge.reviews.words import counted, listing, money
from csvbridge.run import Run

_REST = "review/duplicates.xlsx has all of them."


def console_lines(run: Run) -> list[str]:
    """Return how many customers look alike and what waits for it; and how many weaker pairs are not listed."""
    found = run.alike
    if found is None or not (len(found) or found.pairs.withheld):
        return []
    lines = [f"{_pair_words(found)}: {_waiting_words(run, found)}"] if found.open else []
    if found.decided:
        waits = f": {_waiting_words(run, found)}" if found.accounts and not found.open else ""
        lines.append(f"{_decided_words(found)}{waits}")
    if found.pairs.withheld:
        lines.append(f"{counted(found.pairs.withheld, 'weaker pair')} not listed: --all lists every one")
    return ["", *lines]


def next_lines(run: Run, out: str) -> list[str]:
    """Return what to do about pairs that nobody has decided; none where there are none."""
    found = run.alike
    if found is None or not len(found):
        return []
    if not found.open:
        return [f"which customers look alike, and what was decided: {out}/evidence/pairs.csv"]
    lines = [
        f"decide about customers that look alike: {out}/review/duplicates.html or .xlsx,",
        "  then csvbridge decide FILE --by NAME;",
        f"  or at the terminal: csvbridge review {shell_word(out)} --by NAME",
    ]
    if run.plan.company is None:
        lines.append("  (decisions need a company folder: csvbridge init DIR)")
    return lines


def _pair_words(found: Alike) -> str:
    bands = ", ".join(f"{count:,} {band}" for band, count in found.counts().items())
    alike = "pair of customers looks alike" if found.open == 1 else "pairs of customers look alike"
    return f"{found.open:,} {alike} ({bands})"


def _decided_words(found: Alike) -> str:
    holds = sum(decision is not None and decision.word == "hold" for decision in found.asked.decided)
    of_them = f", {holds:,} of them to hold" if holds else ""
    return f"{counted(found.decided, 'pair is', 'pairs are')} decided{of_them}"


def _waiting_words(run: Run, found: Alike) -> str:
    if not found.accounts:
        return "nothing waits for it"
    code = run.plan.profile.company.home_currency
    documents = f"{counted(found.waiting.documents, 'invoice')}, {money(found.waiting.minor, code)}"
    pairs = found.open or found.decided
    return f"{'it holds' if pairs == 1 else 'they hold'} {counted(found.accounts, 'account')}, {documents}"


def alike(run: Run) -> Section | None:
    """Return the pairs side by side, with what waits for them and what to do; None when nothing looks alike."""
    found = run.alike
    if found is None or not len(found):
        return None
    blocks: list[Block] = _what_waits(run, found)
    if found.open:
        blocks.append(_pairs(found))
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
    blocks: list[Block] = []
    if found.open and found.accounts:
        what = f"{_pair_words(found)}: {_waiting_words(run, found)}"
        blocks.append(Callout("waits", "Waits", say("{what}. csvbridge never merges customers by itself.", what=what)))
    elif found.open:
        words = say("{pairs}, and nothing waits for it. Look at them before the upload.", pairs=_pair_words(found))
        blocks.append(Callout("look", "Listed only", words))
    if found.decided:
        waits = found.accounts and not found.open
        words = say(
            "{pairs}{waits}. Who decided what, when and why stands in `evidence/decisions.jsonl`.",
            pairs=_decided_words(found),
            waits=f": {_waiting_words(run, found)}" if waits else "",
        )
        blocks.append(Callout("waits" if waits else "ready", "Decided", words))
    if found.accounts or found.open:
        blocks += [paragraph("Decide about each pair, then run again:"), Listing("points", tuple(_ways(run, found)))]
    return blocks


def _ways(run: Run, found: Alike) -> list[Text]:
    """Return how to decide, what the answers do, and what is to be done before some of them."""
    review = f"csvbridge review {shell_word(run.plan.out.as_posix())} --by NAME"
    ways = [
        (
            *say(
                "Open `review/duplicates.html` in a browser, or `review/duplicates.xlsx`: both show the two records "
                "side by side. Decide there, save, and type "
            ),
            *typed(with_company("csvbridge decide FILE --by NAME", run.plan.company)),
            *say(", with the name of the saved file."),
        ),
        (
            *say("Or decide at the terminal: "),
            *typed(with_company(review, run.plan.company)),
            *say("."),
        ),
    ]
    if run.plan.company is None:
        ways.append(
            say(
                "**Decisions need a company folder**, and this run had none: `csvbridge init DIR` makes one. Give "
                "`--company DIR` to convert, decide and review from then on."
            )
        )
    ways.append(
        say(
            "**same-as-quickbooks**: the invoices go to the customer in QuickBooks, and no second one is made. "
            "**same**: two accounts become one customer. **related**, **different**: both are kept, and nobody is "
            "asked about them again. **hold**: they go on waiting."
        )
    )
    right = {found.listed.kind[found.pairs.right[at]] for at in found.asked.open}
    if "inactive customer" in right:
        ways.append(
            say("**The same as an inactive customer**: make it active in QuickBooks first, and export its list.")
        )
    if right & {"vendor", "employee"}:
        ways.append(
            say(
                "**Also a vendor or an employee**: make the customer in QuickBooks first, under a name of its own, and "
                "give that name with same-as-quickbooks."
            )
        )
    return ways


def _pairs(found: Alike) -> Table:
    listed, pairs = found.listed, found.pairs
    undecided = frozenset(found.asked.open)
    again = any(found.asked.changed[at] for at in undecided)
    columns = (
        Column("How sure"),
        Column("This one", limit=200),
        Column("Looks like", limit=200),
        Column("For it", limit=300),
        Column("Against it", limit=300),
        Column("At stake"),
        *([Column("Asked again, since", limit=400)] if again else []),
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
            *([found.asked.changed[at]] if again else []),
        )

    order = [at for at in found.order if at in undecided]
    return table("Pairs, side by side", columns, order, row_of, rest=_REST)


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
    decided = f" {_decided_words(found)}." if found.decided else ""
    after = "Some that look alike are written: read the list below first." if written else "What is probably one waits."
    after += decided
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
        "decided, such as a customer and a vendor that QuickBooks has both, are left out. {decided} by people, as "
        "`evidence/decisions.jsonl` shows. Bands that wait: {bands}.",
        decided=counted(found.decided, "pair was", "pairs were") + " decided",
        records=counted(len(found.listed.name), "record"),
        compared=counted(found.pairs.compared, "pair"),
        pairs=counted(len(found), "pair"),
        bands=", ".join(run.plan.profile.matching.hold) or "none",
    )
