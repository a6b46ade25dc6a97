"""start-here, first half: what was made, and what to look at in QuickBooks before the upload.

In: a run. Out: sections. Only what this run needs is said: no word on invoices where there are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.reviews.alike import checked_words
from csvbridge.reviews.blocks import (
    Block,
    Column,
    Listing,
    Section,
    Table,
    Text,
    paragraph,
    plain,
    say,
    table,
)
from csvbridge.reviews.remedies import document_days, documents
from csvbridge.reviews.taxes import is_us, tax_check, uncertain
from csvbridge.reviews.wizard import NOUNS
from csvbridge.reviews.words import counted, figure
from csvbridge.run import ImportFile, Run
from csvbridge.values.dates import format_date

FILE_COLUMNS = (
    Column("File", "code"),
    Column("Holds"),
    Column("Rows", "number"),
    Column("Sum", "number"),
    Column("Currency", "short"),
)


def made(run: Run) -> Section:
    """Return the section of the files, in upload order."""
    if not run.imports:
        words = paragraph(
            "No file was made: nothing that was read is new to QuickBooks and ready. The totals below say "
            "what became of it."
        )
        return Section("made", "What was made", (words,))
    blocks: list[Block] = [
        paragraph("The folder `import` beside this page holds the files to upload, numbered in their order."),
        files_table("Files to upload, in this order", run, run.imports),
        paragraph(
            "**Do not open them in Excel before the upload.** Excel re-writes dates and drops leading "
            "zeros, even when you only look and save."
        ),
    ]
    if documents(run):
        blocks.append(
            paragraph(
                "To read what will be in the books, open `review/register.xlsx`: every document on one row, "
                "with the sum of each file. This is the last moment at which a mistake costs nothing."
            )
        )
    return Section("made", "What was made", tuple(blocks))


def files_table(caption: str, run: Run, files: Sequence[ImportFile]) -> Table:
    """Return files with what they hold and their sums, as they were counted from the files themselves."""
    amounts = {file.path: file.amounts for file in run.totals.files}

    def row_of(file: ImportFile) -> tuple[str, str, str, str, str]:
        sums = sorted(amounts.get(file.path, {}).items())
        return (
            file.path,
            counted(file.records, *NOUNS[file.role]),
            f"{len(file.rows):,}",
            " ".join(figure(minor, code) for code, minor in sums),
            " ".join(code for code, _ in sums),
        )

    rest = "they lie in the folder import, numbered in their order; evidence/control-totals.json has their sums."
    return table(caption, FILE_COLUMNS, files, row_of, rest=rest)


def before(run: Run) -> Section | None:
    """Return the check-list of settings and of what nobody could check, or None when nothing is to be uploaded."""
    if not run.imports:
        return None
    checks = (*_document_checks(run), *_product_checks(run), *_customer_checks(run))
    blocks: list[Block] = [
        paragraph(
            "Tick these off first; each saves a refused file. QuickBooks moves its menus now and then, so a "
            "place named here may have moved."
        ),
        Listing("checks", checks),
    ]
    unchecked = tuple(plain(f"{f.message}. {f.fix}") for f in run.listed if f.code == "RUN902")
    if unchecked:
        blocks.append(
            paragraph(
                "**Could not be checked**, because a list was not given. Give it and run again, or look yourself:"
            )
        )
        blocks.append(Listing("points", unchecked))
    blocks += uncertain(run)
    return Section("before", "Before you upload", tuple(blocks))


def _document_checks(run: Run) -> list[Text]:
    conversion, profile = run.conversion, run.plan.profile
    if not documents(run):
        return []
    numbers = say(
        "**Custom transaction numbers are on**: Account and settings > Sales > Sales form content. With the "
        "setting off QuickBooks gives numbers of its own, the numbers of the files are lost, and nothing "
        "can be recognised next month."
    )
    checks = [numbers, *(_invoice_checks(run) if conversion.invoices else [])]
    span = document_days(run)
    if span is not None:
        checks.append(
            say(
                "**The books are open** from {day} on: Account and settings > Advanced > Accounting, Close the books.",
                day=format_date(span[0], profile.company.date_format),
            )
        )
    default = conversion.catalogue.default
    if default is not None and any(finding.code == "QBO309" for finding in run.listed):
        checks.append(
            say(
                "**The item “{name}” exists** under Products and services. Deals without products are "
                "written on it; no products list was given, so it is taken to exist. Missing, the lines "
                "land on a general item “Sales”.",
                name=default.name,
            )
        )
    if any(line.service_date for deal in documents(run) for line in deal.lines):
        checks.append(
            say(
                "**Service date is on**, should you want the lines' own dates in the books: Sales form "
                "content. If your screen shows no such field, leave that column out."
            )
        )
    return checks


def _invoice_checks(run: Run) -> list[Text]:
    profile = run.plan.profile
    terms = profile.crosswalk.terms.get(profile.invoices.terms, profile.invoices.terms)
    plan = say("**The plan is Essentials, Plus or Advanced.** Simple Start has no invoice import.")
    return [
        tax_check(run),
        *([plan] if is_us(run) else []),
        say(
            "**The terms “{terms}” exist** in QuickBooks' list of terms. What it does with terms that it "
            "lacks is not known; the due date stands in the file in any case.",
            terms=terms,
        ),
    ]


def _product_checks(run: Run) -> list[Text]:
    if not run.conversion.products:
        return []
    account = run.plan.profile.products.income_account
    if not account:
        return [
            say(
                "**The income account is left blank**, as your settings say. QuickBooks then picks one: "
                "look at one product after the import."
            )
        ]
    return [
        say(
            "**The income account “{account}” exists** in the chart of accounts, spelled just like this (a "
            "sub-account with its parent, `Parent:Sub`). QuickBooks makes no account by itself; otherwise "
            "set `products.income_account` and run again.",
            account=account,
        )
    ]


def _customer_checks(run: Run) -> list[Text]:
    if not run.conversion.customers:
        return []
    return [checked_words(run)]
