"""start-here: what to do when an import screen does not do what it should.

In: a run. Out: a section, with the cases that its files can meet.
"""

from __future__ import annotations

import csv
import io

from csvbridge.reviews.blocks import Callout, Listing, Section, Text, paragraph, say
from csvbridge.reviews.remedies import documents, waiting
from csvbridge.reviews.taxes import is_us, tax_surprise
from csvbridge.reviews.words import counted
from csvbridge.run import Run


def surprises(run: Run) -> Section | None:
    """Return what may go wrong at the import screens, and the way out; None when nothing is to be uploaded."""
    if not run.imports:
        return None
    parts = [_no_tile(run), tax_surprise(run), _in_part(run), _commas(run), _letters(run)]
    return Section(
        "surprises",
        "If the import screen surprises you",
        (paragraph("Nothing is in the books before you click **Start import**. When in doubt, cancel."),),
        tuple(part for part in parts if part is not None),
    )


def no_importer(run: Run) -> Section | None:
    """Return why the documents wait where QuickBooks has no invoice import, and the two ways out."""
    why = run.conversion.no_importer
    if not why:
        return None
    count = sum(deal.reason.startswith(why) for deal in waiting(run).deals)
    tax = run.plan.profile.company.sales_tax == "on"
    key = "company.sales_tax=us-columns" if tax else "company.plan=plus"
    sign = "and the sample file there has the columns Taxable and TaxRate" if tax else "and so the plan is another"
    return Section(
        "no-importer",
        "The invoices are not in these files",
        (
            Callout(
                "waits",
                "Waits",
                say(
                    "{why}: by QuickBooks' own pages there is no invoice import then. {count} wait. "
                    "Customers and products were written all the same.",
                    why=why,
                    count=counted(count, "document"),
                ),
            ),
            Listing(
                "points",
                (
                    say(
                        "Look at **gear > Import data**. If your screen shows **Invoices** all the same, "
                        "{sign}, run again with `--set {key}`.",
                        sign=sign,
                        key=key,
                    ),
                    say(
                        "Otherwise enter them by hand: `review/exceptions.xlsx` has them on the sheet "
                        "Waiting, their lines on the sheet Waiting lines."
                    ),
                ),
            ),
        ),
    )


def _no_tile(run: Run) -> Section | None:
    if not run.conversion.invoices:
        return None
    if not is_us(run):
        return _no_tile_elsewhere()
    return Section(
        "no-tile",
        "There is no Invoices tile, or it stops",
        (
            Listing(
                "points",
                (
                    say(
                        "The plan may be Simple Start, which has none: run again with `--set "
                        "company.plan=simple-start`."
                    ),
                    say(
                        "Sales tax may be on: run again with `--set company.sales_tax=on`, or, if the "
                        "sample file on your screen has the columns Taxable and TaxRate, with `--set "
                        "company.sales_tax=us-columns`."
                    ),
                ),
            ),
            paragraph(
                "With `simple-start` or `on`, customers and products are written all the same, and the documents wait "
                "in a list to enter by hand."
            ),
        ),
    )


def _no_tile_elsewhere() -> Section:
    words = paragraph(
        "QuickBooks documents this import for your region; which plans have it is not established. Without the tile, "
        "enter the invoices by hand: `review/register.xlsx` has every document, the files have their lines."
    )
    return Section("no-tile", "There is no Invoices tile, or it stops", (words,))


def _in_part(run: Run) -> Section:
    steps = [
        say("Write down what failed, and why: the last page of the import lists it."),
        say("**Never upload the same file again.** What went in stays, and would be there twice or be refused."),
    ]
    if run.plan.company is not None:
        steps += _with_memory(run)
    elif documents(run) and run.plan.profile.invoices.number == "sequence":
        steps.append(
            say(
                "Enter what failed by hand, under the number that `review/register.xlsx` gives it. Do not "
                "run these deals again: numbers in sequence are given anew, and csvbridge could not see "
                "what is in QuickBooks already."
            )
        )
    else:
        steps += [
            say("Correct what the reason names, in QuickBooks or in Salesforce."),
            say(
                "Export QuickBooks' lists again ({lists}) and run csvbridge again with the fresh lists, into a new "
                "run folder: what went in is recognised and left out, and the new files hold the rest. Keep this "
                "folder too.",
                lists="Customers, Products and services" + (", Invoice List by Date" if documents(run) else ""),
            ),
        ]
    return Section("in-part", "Only a part went in", (Listing("steps", tuple(steps)),))


def _with_memory(run: Run) -> list[Text]:
    """Return the way back where the company's memory takes the whole run for exported."""
    steps = [say("Correct what the reason names, in QuickBooks or in Salesforce.")]
    if documents(run):
        steps.append(
            say(
                "**Documents that were refused**: write their numbers into a text file, one a line, and run `csvbridge "
                "undo {run} --documents FILE --by NAME`. The next run writes these, and only these, again.",
                run=run.plan.out.as_posix(),
            )
        )
    if run.conversion.customers or run.conversion.products:
        steps.append(
            say(
                "**Customers or products that were refused**: enter them by hand under the same name; or `csvbridge "
                "undo {run} --by NAME` for the whole run, and run again with QuickBooks' fresh lists: what went in is "
                "recognised and left out.",
                run=run.plan.out.as_posix(),
            )
        )
    steps.append(
        say("Run csvbridge again into a new run folder, with fresh lists of QuickBooks'. Keep this folder too.")
    )
    return steps


def _commas(run: Run) -> Section | None:
    affected = sum(_rows_with_commas(file.data) for file in run.imports if file.data)
    if not affected:
        return None
    return Section(
        "commas",
        "A text is cut at a comma, or its end stands in the next column",
        (
            paragraph(
                "In {count} of these files a text has a comma in it. The files mark it with quotes, as the format "
                "asks; an import screen that ignores the quotes was reported once, for journals.",
                count=counted(affected, "row"),
            ),
            Listing("points", (say("Cancel before **Start import**."), *_comma_ways(run))),
        ),
    )


def _comma_ways(run: Run) -> list[Text]:
    ways = []
    if any(file.kind == "csv" and file.role in ("products", "customers") for file in run.imports):
        ways.append(
            say("Products and customers: run again with `--set lists.format=xlsx`; a workbook has no such trouble.")
        )
    if documents(run):
        ways += [
            say(
                "If your screen takes a workbook for invoices: in Excel start from an empty sheet, choose "
                "**Data > From Text/CSV** with every column as **Text**, save as .xlsx and upload that "
                "copy. The file itself stays as it is."
            ),
            say(
                "Or take the commas out of the descriptions and deal names in Salesforce and run again. A "
                "customer's or product's name must stay as QuickBooks has it: enter these documents by "
                "hand."
            ),
        ]
    return ways


def _rows_with_commas(data: bytes) -> int:
    if b'"' not in data:
        return 0  # a text with a comma is always quoted
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return sum(any("," in cell for cell in row) for row in rows)


def _letters(run: Run) -> Section | None:
    texts = [file.data.decode("utf-8") for file in run.imports if file.data and not file.data.isascii()]
    if not texts:
        return None
    letters = sorted({letter for text in texts for letter in set(text) if not letter.isascii()})
    return Section(
        "letters",
        "Letters look broken",
        (
            paragraph(
                "The CSV files hold letters beyond plain English (`{letters}`). They are written in UTF-8. "
                "If the preview shows `???`, `Ã` or squares in their place, QuickBooks took them for "
                "another encoding; sources differ on which it wants.",
                letters=" ".join(letters[:12]),
            ),
            Listing(
                "points",
                (
                    say("Cancel before **Start import**."),
                    say(
                        "Open the file in **Notepad** (not in Excel), choose **Save as**, encoding **UTF-8 "
                        "with BOM**, under another name, and upload that copy. If that does not help: the "
                        "same with encoding **ANSI**, provided that Notepad does not warn of lost "
                        "characters."
                    ),
                    say("With **UTF-8 with BOM** the first column may lose its mapping: choose it by hand."),
                ),
            ),
        ),
    )
