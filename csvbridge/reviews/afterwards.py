"""start-here, the end: what to do after the import, and what an auditor wants to know of the run.

In: a run. Out: sections. The sums to compare with are those that were counted from the files.
"""

from __future__ import annotations

from csvbridge.converting.records import Account
from csvbridge.findings import Severity
from csvbridge.reviews.alike import searched
from csvbridge.reviews.blocks import Block, Column, Listing, Section, Table, Text, paragraph, say, table
from csvbridge.reviews.remedies import accepted_counts, document_days, documents, waiting
from csvbridge.reviews.taxes import is_us, region_of, with_codes
from csvbridge.reviews.words import counted, figure
from csvbridge.run import InputFile, Run
from csvbridge.trail import Fate
from csvbridge.values.dates import format_date

_LONGEST_PLAIN_NUMBER = 9  # digits of a number that was counted up by hand, not made by a program


def afterwards(run: Run) -> Section | None:
    """Return what to do when the files are in; None when nothing was to be uploaded."""
    if not run.imports:
        return None
    blocks: list[Block] = []
    if documents(run):
        blocks += [_compare_words(run), _compare(run)]
    blocks.append(Listing("checks", tuple(_to_do(run))))
    parents = _parents(run)
    if parents is not None:
        blocks.append(parents)
    return Section("afterwards", "After the import", tuple(blocks))


def _compare_words(run: Run) -> Block:
    span = document_days(run)
    assert span is not None
    first, last = (format_date(day, run.plan.profile.company.date_format) for day in span)
    taxed = f" Where {region_of(run).tax} comes on top, QuickBooks' sums are higher by just that."
    return paragraph(
        "**Compare the totals first.** In QuickBooks: Reports > Invoice List by Date, from {first} to "
        "{last}. The documents of these files must come to the sums below; what you had in these days "
        "before comes on top. Compare amounts, not open balances. If your report leaves credit notes out, "
        f"use Transaction List by Customer for them.{taxed if with_codes(run) else ''}",
        first=first,
        last=last,
    )


def _compare(run: Run) -> Table:
    code = run.plan.profile.company.home_currency
    invoices = sum(deal.total for deal in run.conversion.invoices)
    credits = sum(deal.total for deal in run.conversion.credits)
    rows = []
    if run.conversion.invoices:
        rows.append(("Invoices", len(run.conversion.invoices), invoices))
    if run.conversion.credits:
        rows.append(("Credit notes", len(run.conversion.credits), credits))
    if len(rows) > 1:
        rows.append(("Together", len(documents(run)), invoices + credits))
    columns = (Column("In QuickBooks"), Column("Documents", "number"), Column(f"Sum ({code})", "number"))
    return table(
        "What QuickBooks should show",
        columns,
        rows,
        lambda row: (row[0], f"{row[1]:,}", figure(row[2], code)),
        rest="nothing",
    )


def _to_do(run: Run) -> list[Text]:
    found = []
    if run.conversion.invoices:
        found += [
            say(
                "**Send the invoices.** The import mails none of them. If your screen shows it: Sales > "
                "Invoices, tick them, Batch actions > Send."
            ),
            say(
                "**Mark what is paid.** Every invoice arrives open, and there is no import for payments: "
                "use Receive payment by hand."
            ),
        ]
    if run.conversion.credits:
        found.append(
            say(
                "**Apply the credits.** The import ties no credit note to an invoice: open Receive payment "
                "for the customer and choose the credit there."
            )
        )
    if documents(run):
        found.append(_next_number(run))
    if _children(run):
        found.append(say("**Set the parents by hand**, where you want them: the list stands below."))
    if waiting(run):
        found.append(say("**Settle what waits**, by hand or in the next run."))
    found.append(
        say(
            "**Keep the whole run folder** with the month's papers; `evidence` proves what was read and "
            "what was written."
        )
    )
    if documents(run):
        if run.plan.company is not None:
            words = (
                "**Next month give csvbridge a fresh Invoice List by Date** (all dates). The company's memory prevents "
                "doubles; the list shows what never arrived, and what was changed in QuickBooks by hand."
            )
        else:
            words = (
                "**Next month give csvbridge a fresh Invoice List by Date** (all dates): that list is what prevents "
                "doubles. Without a company folder (`csvbridge init DIR`) csvbridge remembers nothing by itself."
            )
        found.append(say(words))
    return found


def _next_number(run: Run) -> Text:
    if run.plan.profile.invoices.number == "sequence":
        last = max((deal.number for deal in documents(run)), key=lambda n: (len(n), n))
        return say(
            "**Number the next invoice by hand above {last}**, the last number used here. QuickBooks may "
            "propose another: look at it before you save.",
            last=last,
        )
    used = [
        int(n) for n in run.conversion.known.numbers if n.isascii() and n.isdigit() and len(n) <= _LONGEST_PLAIN_NUMBER
    ]
    words = (
        "**Look at the number of the next invoice that you make by hand.** QuickBooks may count on from the "
        "last number that was imported; type the next one of your own row instead"
    )
    if used:
        return say(words + ": `{number}`, by the Invoice List that was given.", number=max(used) + 1)
    return say(words + ".")


def _children(run: Run) -> list[Account]:
    return [a for a in run.conversion.accounts.all if a.parent and a.fate is Fate.WRITTEN]


def _parents(run: Run) -> Table | None:
    children = _children(run)
    if not children:
        return None
    return table(
        "Parents to set by hand: open the customer, Edit, tick “Is a sub-customer”",
        (Column("Customer"), Column("Parent in Salesforce")),
        children,
        lambda account: (account.name, account.parent),
        rest="evidence/findings.jsonl has all of them, under QBO208.",
    )


def proof(run: Run) -> Section:
    """Return what was read, by which settings, what was accepted, and where the evidence lies."""
    notes = sum(finding.severity == Severity.NOTE.value for finding in run.listed)
    blocks: list[Block] = [_settings(run), _inputs(run)]
    accepted = accepted_counts(run)
    if accepted:
        columns = (Column("Code", "code"), Column("Warnings", "number"), Column("Reason", limit=400))
        blocks.append(
            table(
                "Warnings that the profile accepts",
                columns,
                accepted,
                lambda entry: (entry[0], f"{entry[1]:,}", entry[2]),
                rest="evidence/manifest.json has the whole profile.",
            )
        )
    blocks += [
        paragraph(
            "{notes} (changes that csvbridge made to values, checks that it could not make) are in "
            "`evidence/findings.jsonl`, beside every error and warning. `evidence/trail.csv` names every "
            "row that was read and what became of it, `evidence/manifest.json` the hash of every file, "
            "`evidence/inputs` holds copies of what was read.",
            notes=counted(notes, "note"),
        ),
    ]
    if run.conversion.customers or run.alike is not None:
        blocks.append(searched(run))
    return Section("proof", "What was read, for the auditor", tuple(blocks))


def _settings(run: Run) -> Table:
    plan, profile = run.plan, run.plan.profile
    rows = [
        (
            "Period, by invoice date",
            plan.period.text if plan.period is not None else "everything that was given",
        ),
        (
            "Company folder",
            plan.company.as_posix() if plan.company is not None else "none: built-in settings",
        ),
        ("Won stages", ", ".join(profile.salesforce.stages)),
        ("Numbers", profile.invoices.number),
        ("Terms", profile.invoices.terms),
        ("Dates", profile.company.date_format),
        ("Currency of the books", profile.company.home_currency),
        ("Sales tax" if is_us(run) else region_of(run).tax, profile.company.sales_tax),
    ]
    if not is_us(run):
        rows.append(("Edition of QuickBooks", f"{profile.company.region}: {region_of(run).place}"))
    return table("Settings of this run", (Column("Setting"), Column("Value")), rows, lambda row: row, rest="nothing")


def _inputs(run: Run) -> Table:
    def row_of(file: InputFile) -> tuple[str, str, str, str]:
        used = "yes" if file.used else "no: nothing here needs it"
        return file.path, file.identified_as, f"{file.rows:,}", used

    columns = (Column("File", "code"), Column("Read as"), Column("Rows", "number"), Column("Used"))
    return table("Files that were read", columns, run.inputs, row_of, rest="evidence/manifest.json has all of them.")
