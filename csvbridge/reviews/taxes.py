"""start-here: what is said of VAT and GST, and of what is not certain in a region. In the US, of sales tax alone.

In: a run. Out: texts for the check-list, the import screen, and what to look at when it surprises.
"""

from __future__ import annotations

from csvbridge.converting.documents import written_lines
from csvbridge.regions import REGIONS, Region
from csvbridge.reviews.blocks import Block, Listing, Section, Span, Text, paragraph, plain, say
from csvbridge.reviews.remedies import documents
from csvbridge.reviews.words import fit
from csvbridge.run import Run

_SHOWN = 12  # tax codes named in a sentence


def region_of(run: Run) -> Region:
    """Return the region of the run's company."""
    return REGIONS[run.plan.profile.company.region]


def is_us(run: Run) -> bool:
    """Whether the company's edition is that of the US."""
    return region_of(run).code == "us"


def with_codes(run: Run) -> bool:
    """Whether the documents carry tax codes."""
    return run.plan.profile.company.sales_tax == "codes"


def codes_of(run: Run) -> Text:
    """Return the tax codes of the documents, for the end of a sentence."""
    codes = sorted({line.tax_code for deal in documents(run) for line in written_lines(deal)})
    found: list[Span] = []
    for code in codes[:_SHOWN]:
        found += [Span(", "), Span(fit(code, 60), "code")]
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return (*found[1:], Span(f"{more}."))


def tax_check(run: Run) -> Text:
    """Return the line of the check-list on the tax state of the company."""
    region, state = region_of(run), run.plan.profile.company.sales_tax
    if state == "us-columns":
        return say(
            "**The sample file of QuickBooks' invoice page has the columns Taxable and TaxRate.** Your "
            "settings say so (`sales_tax = us-columns`), and the files have them, filled with N and 0%: no "
            "line is taxed."
        )
    if region.code == "us":
        return say(
            "**Sales tax is off** (Taxes). QuickBooks' help says that a US company with sales tax set up "
            "cannot import invoices this way. If yours has it on and you see the Invoices tile all the "
            "same, stop and see below."
        )
    if with_codes(run):
        words = say(f"**{region.tax} is on**, and QuickBooks has a tax code for each one in the files: ")
        return (*words, *codes_of(run))
    return say(
        f"**{region.tax} is off** in QuickBooks (Taxes), as your settings say: the files carry no tax codes, and with "
        "it on QuickBooks refuses lines without one. If it is on, run again with `--set company.sales_tax=codes --set "
        "{key}`.",
        key=f"invoices.tax_code={region.tax_code}",
    )


def tax_steps(run: Run) -> list[Text]:
    """Return the steps of the import screen that are about tax; none where no codes are written."""
    if not with_codes(run):
        return []
    tax = region_of(run).tax
    return [
        say(
            f"Where the screen asks whether the amounts are **exclusive or inclusive of {tax}**: the files hold them "
            f"as Salesforce does. If those are net, choose **Exclusive**, and QuickBooks adds the {tax}; if they hold "
            "it already, choose **Inclusive**. It is one choice for the whole file; the wrong one puts every total off."
        ),
        (*say("On the page of tax codes choose QuickBooks' own code for each one of the file: "), *codes_of(run)),
    ]


def tax_surprise(run: Run) -> Section | None:
    """Return what to do when QuickBooks misses a tax code; None where that cannot be."""
    if is_us(run) or not documents(run):
        return None
    region = region_of(run)
    points = [say("Cancel before **Start import**, or note what the last page lists as failed.")]
    if with_codes(run):
        points.append(say("Start again, and on the page of tax codes choose one for every code of the file."))
    else:
        points.append(
            say(
                f"{region.tax} is on in this company: run again with `--set company.sales_tax=codes --set {{key}}`.",
                key=f"invoices.tax_code={region.tax_code}",
            )
        )
    title = f"“Make sure all your transactions have a {'VAT' if 'VAT' in region.tax else 'tax'} rate”"
    return Section("tax-rate", title, (Listing("points", tuple(points)),))


def uncertain(run: Run) -> list[Block]:
    """Return what is not certain of the region's files, and how to make sure; nothing for the US."""
    found = tuple(plain(f"{finding.message}.", 800) for finding in run.listed if finding.code == "QBO500")
    if not found:
        return []
    return [
        paragraph(
            "**Compare the headings with your own sample files.** QuickBooks offers one on each import page. Give it "
            "to the run with `--qbo-sample FILE`, and its headings are taken; or choose the columns by hand."
        ),
        Listing("points", found),
    ]
