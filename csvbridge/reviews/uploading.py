"""start-here, middle: the steps of each import screen, file by file, and what to do when a screen surprises.

In: a run. Out: sections. What rests on one source alone is said as such: "if your screen shows".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from csvbridge.converting.documents import written_lines
from csvbridge.converting.records import Deal, Line
from csvbridge.reviews.blocks import (
    Block,
    Callout,
    Column,
    Listing,
    Section,
    Table,
    Text,
    paragraph,
    say,
    table,
)
from csvbridge.reviews.preparing import files_table
from csvbridge.reviews.remedies import documents
from csvbridge.reviews.taxes import is_us, region_of, tax_steps
from csvbridge.reviews.wizard import NOUNS, TILES, mapping
from csvbridge.reviews.words import counted, long_date, money
from csvbridge.run import ImportFile, Run
from csvbridge.values.dates import format_date

_MAP = (
    "Compare the mapping with the table below: for each QuickBooks field choose that column of the file. "
    "QuickBooks chooses for you where the names agree, but look at every import. What the file lacks is "
    "**Not applicable**."
)


def upload(run: Run) -> Section | None:
    """Return the steps of every file, one part for each import screen; None when there is nothing to upload."""
    roles = [role for role in TILES if any(file.role == role for file in run.imports)]
    if not roles:
        return None
    parts = [_part(run, number, role) for number, role in enumerate(roles, start=1)]
    blocks: list[Block] = [
        paragraph(
            "In QuickBooks click the **gear**, then **Import data**. Keep to the order, one file after "
            "another, and let each finish before the next: an invoice needs its customer and its products "
            "to be there."
        )
    ]
    if documents(run):
        blocks.append(
            paragraph(
                "Is it your first time? Upload one small file and look at the result in QuickBooks before "
                "you go on. What is said here comes from QuickBooks' published pages; nobody could try it "
                "in your company."
            )
        )
    return Section("upload", "Upload, in this order", tuple(blocks), tuple(parts))


def _part(run: Run, number: int, role: str) -> Section:
    files = [file for file in run.imports if file.role == role]
    steps = {
        "products": _product_steps,
        "customers": _customer_steps,
        "invoices": _invoice_steps,
        "credit_notes": _credit_steps,
    }[role]
    blocks: list[Block] = [Listing("steps", tuple(steps(run, files)))]
    if len(files) > 1:
        blocks.append(files_table(f"The files of step {number}", run, files))
    blocks += mapping(role, files)
    if role == "credit_notes":
        why = (
            "QuickBooks documents this import for editions with VAT or GST; whether US companies have it is not "
            "established. "
        )
        words = say(
            f"{why if is_us(run) else ''}If your screen shows no such tile, enter the credit notes by hand from this "
            f"list: + New > {'Credit memo' if is_us(run) else 'Credit note'}."
        )
        blocks.append(Callout("look", "No Credit notes tile?", words))
        blocks.append(_by_hand(run))
    return Section(f"upload-{role.replace('_', '-')}", f"Step {number}: {TILES[role]}", tuple(blocks))


def _choose(role: str, files: Sequence[ImportFile]) -> list[Text]:
    found = [say("On **Import data** choose **{tile}**.", tile=TILES[role])]
    if len(files) == 1:
        holds = counted(files[0].records, *NOUNS[role])
        found.append(say("Choose the file `{path}` ({holds}).", path=files[0].path, holds=holds))
    else:
        found.append(
            say(
                "Choose the first file, `{first}`. When it is done, start again at 1. with the next; the "
                "last of the {count} is `{last}`.",
                first=files[0].path,
                last=files[-1].path,
                count=len(files),
            )
        )
    return found


def _product_steps(run: Run, files: Sequence[ImportFile]) -> list[Text]:
    return [
        *_choose("products", files),
        say(_MAP),
        say(
            "If your screen shows **Overwrite all values for each item with an identical name**: leave it "
            "unticked. No page of QuickBooks' own describes that box; ticked, it might change items that "
            "you have."
        ),
        say(
            "Look for cells marked red before you import. The usual reason is an income account that is not "
            "in the chart of accounts, or is spelled otherwise."
        ),
        say("Import. QuickBooks should report {count} in all.", count=_all(run, "products")),
    ]


def _customer_steps(run: Run, files: Sequence[ImportFile]) -> list[Text]:
    return [
        *_choose("customers", files),
        say(_MAP),
        say(
            "Leave **Opening balance** and its date without a column (they are blank): the invoices carry "
            "the balances, and both together would count the money twice."
        ),
        say(
            "Look for cells marked red before you import: an e-mail address, a phone number, a name that is "
            "taken already (by an inactive customer, a {vendor} or an employee, too).",
            vendor=region_of(run).vendor,
        ),
        say("Import. QuickBooks should report {count} in all.", count=_all(run, "customers")),
    ]


def _invoice_steps(run: Run, files: Sequence[ImportFile]) -> list[Text]:
    return [*_choose("invoices", files), *_wizard(run, run.conversion.invoices), _finish(run, files)]


def _credit_steps(run: Run, files: Sequence[ImportFile]) -> list[Text]:
    amounts = say("The amounts in the file are above zero: the form itself says that they are credits.")
    return [*_choose("credit_notes", files), *_wizard(run, run.conversion.credits), amounts, _finish(run, files)]


def _wizard(run: Run, deals: Sequence[Deal]) -> list[Text]:
    style = run.plan.profile.company.date_format
    day = _telling_day(deals)
    date = say("As **date format** choose **{style}**.", style=style)
    if day is not None:
        date += say(" `{written}` in the file is {meant}.", written=format_date(day, style), meant=long_date(day))
    return [
        say(
            "Leave the boxes that **create new customers** and **create new products** (or services) "
            "unticked; their wording varies. All that the file needs is in QuickBooks by now, and a tick "
            "would make a bare new record of any name that QuickBooks does not recognise."
        ),
        say(_MAP),
        date,
        *tax_steps(run),
    ]


def _telling_day(deals: Sequence[Deal]) -> dt.date | None:
    """Return a day that shows which is the month: the last after the 12th, else any."""
    days = sorted(deal.close_date for deal in deals if deal.close_date is not None)
    return next((day for day in reversed(days) if day.day > 12), days[-1] if days else None)


def _finish(run: Run, files: Sequence[ImportFile]) -> Text:
    sums = {file.path: file.amounts for file in run.totals.files}
    if len(files) > 1:
        expected = say("its number of documents and its sum with the table below")
    else:
        amounts = " and ".join(money(abs(m), c) for c, m in sorted(sums.get(files[0].path, {}).items()))
        holds = counted(files[0].records, *NOUNS[files[0].role])
        expected = say("it with {holds}, **{amounts}** together", holds=holds, amounts=amounts)
    return (
        *say("On the summary compare "),
        *expected,
        *say(
            ", then **Start import**. Write down what the last page lists as failed; go on under “Only a "
            "part went in” below."
        ),
    )


def _all(run: Run, role: str) -> str:
    return counted(sum(file.records for file in run.imports if file.role == role), *NOUNS[role])


def _by_hand(run: Run) -> Table:
    columns = (
        Column("Number", "short"),
        Column("Customer"),
        Column("Date", "short"),
        Column("Product"),
        Column("Description"),
        Column("Quantity", "number"),
        Column("Rate", "number"),
        Column("Amount", "number"),
    )
    lines = [(deal, line) for deal in run.conversion.credits for line in written_lines(deal)]
    template = next(file for file in run.imports if file.role == "credit_notes")
    at = [template.headings.index(name) for name in (
        "*CreditMemoNo", "*Customer", "*CreditMemoDate", "Item(Product/Service)", "ItemDescription", "ItemQuantity",
        "ItemRate", "*ItemAmount",
    )]  # fmt: skip

    def row_of(pair: tuple[Deal, Line]) -> list[str]:
        return [pair[1].row[position] for position in at]

    rest = "the files of credit notes in the folder import have all of them."
    return table("Credit notes, to enter by hand", columns, lines, row_of, rest=rest)
