"""start-here: the page that a bookkeeper opens first, put together from its parts.

In: a run. Out: a page of blocks, the same for equal runs but for the time of the run. It says only what this run needs.
"""

from __future__ import annotations

from csvbridge import __version__
from csvbridge.converting.once_only import already_exported
from csvbridge.reviews import afterwards, preparing, reckoning, surprises, uploading
from csvbridge.reviews.alike import alike
from csvbridge.reviews.blocks import Block, Callout, Page, Section, say
from csvbridge.reviews.exported import exported
from csvbridge.reviews.remedies import blocking, documents, remedies, waiting
from csvbridge.reviews.wizard import NOUNS
from csvbridge.reviews.words import counted, listing, long_date, money
from csvbridge.run import Run


def start_here(run: Run) -> Page:
    """Return the page."""
    sections: list[Section | None] = [
        preparing.made(run),
        surprises.no_importer(run),
        preparing.before(run),
        uploading.upload(run),
        surprises.surprises(run),
        reckoning.waits(run),
        alike(run),
        reckoning.looks(run),
        exported(run),
        reckoning.totals(run),
        afterwards.afterwards(run),
        afterwards.proof(run),
    ]
    span = run.plan.period
    period = f"; invoice dates {long_date(span.first)} to {long_date(span.last)}" if span is not None else ""
    return Page(
        title="Start here",
        subtitle=f"From Salesforce to QuickBooks Online: run of {long_date(run.started.date())}{period}",
        lead=_lead(run),
        sections=tuple(section for section in sections if section is not None),
        foot=f"csvbridge {__version__}, {run.started:%Y-%m-%d %H:%M} UTC. This page needs no internet.",
    )


def _lead(run: Run) -> tuple[Block, ...]:
    ready, left = ready_words(run), waiting(run)
    blocks: list[Block] = []
    if ready:
        blocks.append(Callout("ready", "Ready", say("{what} to upload.", what=ready)))
    else:
        before = already_exported(run.conversion)
        words = "No file was made for QuickBooks." + (" What would be in it was exported before." if before else "")
        blocks.append(Callout("look", "Nothing to upload", say(words)))
    if left or blocking(remedies(run.unsettled, run.accepted)):
        what = reckoning.waiting_words(run, left)
        blocks.append(Callout("waits", "Waits", say("{what}. The reasons stand below.", what=what)))
    else:
        blocks.append(
            Callout(
                "ready",
                "Nothing waits",
                say(
                    "Every deal that was to be invoiced is in the files, in QuickBooks, or was exported before."
                    if already_exported(run.conversion)
                    else "Every deal that was to be invoiced is in the files, or in QuickBooks."
                ),
            )
        )
    blocks.append(
        Callout("ready", "Totals agree", say("All that was read is accounted for, to the line and to the cent."))
    )
    return tuple(blocks)


def ready_words(run: Run) -> str:
    """Return what is ready in one line: `2 invoices and 1 credit note (USD 52,308.70), 16 customers and 1 product`."""
    code = run.plan.profile.company.home_currency
    parts = [
        counted(len(records), *NOUNS[role])
        for role, records in (("invoices", run.conversion.invoices), ("credit_notes", run.conversion.credits))
        if records
    ]
    if parts:
        parts = [f"{' and '.join(parts)} ({money(sum(deal.total for deal in documents(run)), code)})"]
    if run.conversion.customers:
        parts.append(counted(len(run.conversion.customers), *NOUNS["customers"]))
    if run.conversion.products:
        parts.append(counted(len(run.conversion.products), *NOUNS["products"]))
    return listing(parts) if parts else ""
