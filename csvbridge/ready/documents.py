"""Documents in a file for an import screen: invoices, credit notes, whatever has several lines under one number.

In: a recognised table whose template names its document column. Out: findings on lines and documents. One pass over
the lines; amounts are exact. It never joins or splits a document: what does not fit together is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, islice
from operator import eq, ne
from typing import NamedTuple

import numpy as np

from csvbridge.column_texts import Texts
from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.ready.dates import FileDates
from csvbridge.rules import documents as known_rules
from csvbridge.rules import ready_documents as rules
from csvbridge.rules.ready_further import INTO_CLOSED_BOOKS
from csvbridge.schemas import TemplateColumn
from csvbridge.values.ids import read_id
from csvbridge.values.money import format_minor
from csvbridge.values.styles import day_of

_LARGEST = 2**62  # beyond it products would leave 64 bits


class Block(NamedTuple):
    """Lines of one number that stand together: positions `start` to `end`, the last not included."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a file: its blocks, and the table with header cells filled down where they were left blank."""

    blocks: Sequence[Block]
    filled: ReadyTable


def read_documents(table: ReadyTable, findings: Findings) -> Documents:
    """Find the blocks of lines; say of header cells that stand on the first line only, and fill them for the checks."""
    numbers = table.columns[table.template.document]
    blocks = _blocks(table.texts(numbers))
    columns = dict(table.columns)
    for column in _header_columns(table):
        if not column.required:
            continue
        filled = _filled_down(table, column, blocks, findings)
        if filled is not None:
            columns[column.name] = filled
    return Documents(blocks, replace(table, columns=columns))


def _blocks(texts: Texts) -> list[Block]:
    """Return the lines of one number that follow one another; lines without a number belong to none."""
    numbers = texts.cells
    if not numbers:
        return []
    changes = compress(range(1, len(numbers)), map(ne, numbers, islice(numbers, 1, None)))
    starts = [0, *changes]
    if texts.trimmed and not texts.has_blank:  # nothing to take off or to leave out
        return list(map(Block, map(numbers.__getitem__, starts), starts, [*starts[1:], len(numbers)]))
    blocks: list[Block] = []
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
        number = numbers[start].strip()
        if blocks and blocks[-1].number == number and blocks[-1].end == start:
            blocks[-1] = blocks[-1]._replace(end=end)  # the same but for blanks around it: the check of cells says so
        elif number:
            blocks.append(Block(number, start, end))
    return blocks


def _header_columns(table: ReadyTable) -> list[TemplateColumn]:
    names = table.template.same_within_document
    return [column for column in table.present if column.name in names]


def _filled_down(
    table: ReadyTable, column: TemplateColumn, blocks: Sequence[Block], findings: Findings
) -> list[str] | None:
    cells = table.columns[column.name]
    if table.texts(cells).all_filled:
        return None
    filled = list(cells)
    for block in blocks:
        first = cells[block.start]
        if not first.strip():
            continue
        for at in range(block.start + 1, block.end):
            if not cells[at].strip():
                filled[at] = first
                findings.add(
                    rules.HEADER_NOT_REPEATED,
                    row=table.row_ids[at],
                    field=column.name,
                    value=cells[at],
                    target=f'"{column.name}"',
                    number=block.number,
                    first=first,
                    at=table.row_of(block.start),
                )
    return filled


def check_documents(documents: Documents, dates: FileDates, home: str, findings: Findings) -> None:
    """Check the documents of a file: their number and length, their heads, their sums."""
    table = documents.filled
    once_each = _once_each(table, documents.blocks)
    _check_counts(table, documents.blocks, once_each, findings)
    _check_heads(table, documents.blocks, findings)
    if not once_each:
        _check_numbers_once(table, documents.blocks, findings)
    if findings.wants(rules.DUE_BEFORE_DATE):
        _check_days(table, dates, findings)
    _check_amounts(table, documents.blocks, findings)
    _check_currencies(table, documents.blocks, home, findings)
    if findings.wants(rules.ID_BROKEN):
        _check_ids(table, findings)


def _once_each(table: ReadyTable, blocks: Sequence[Block]) -> bool:
    """Whether every number is sure to be on one block alone, whatever the case of its letters: nearly always."""
    texts = table.texts(table.columns[table.template.document])
    return texts.trimmed and len(blocks) == len(set(texts.joined.casefold().split("\n")) - {""})


def _check_counts(table: ReadyTable, blocks: Sequence[Block], once_each: bool, findings: Findings) -> None:
    template, number = table.template, table.source.number
    limit = template.rows or len(table)
    if once_each and all(end - start <= limit for _, start, end in blocks):
        if 0 < template.documents < len(blocks):
            findings.add(rules.TOO_MANY_DOCUMENTS, source=number, count=len(blocks), limit=template.documents)
        return
    lines: dict[str, int] = {}
    first: dict[str, int] = {}
    for block in blocks:
        lines[block.number] = lines.get(block.number, 0) + block.end - block.start
        first.setdefault(block.number, block.start)
    if template.documents and len(lines) > template.documents:
        findings.add(rules.TOO_MANY_DOCUMENTS, source=number, count=len(lines), limit=template.documents)
    for name, count in lines.items():
        if template.rows and count > template.rows:
            findings.add(
                rules.DOCUMENT_TOO_LONG,
                row=table.row_ids[first[name]],
                field=template.document,
                number=name,
                count=count,
                limit=template.rows,
            )


def _check_heads(table: ReadyTable, blocks: Sequence[Block], findings: Findings) -> None:
    """Compare each line of a block with its first one; where none differs from the line above, all is well."""
    columns = _header_columns(table)
    numbers = table.columns[table.template.document]
    if not table.texts(numbers).trimmed:
        numbers = list(map(str.strip, numbers))
    goes_on = list(map(eq, numbers, islice(numbers, 1, None)))
    for column in columns:
        cells = table.columns[column.name]
        texts = table.texts(cells)
        if len(texts.all_of_them) <= 1 or not any(compress(map(ne, cells, islice(cells, 1, None)), goes_on)):
            continue
        rule = rules.HEADER_DIFFERS if column.required else rules.DETAIL_DIFFERS
        for block in blocks:
            of_block = cells[block.start : block.end]
            if of_block.count(of_block[0]) == len(of_block):
                continue
            for at in range(block.start + 1, block.end):
                if cells[at] != cells[block.start]:
                    findings.add(
                        rule,
                        row=table.row_ids[at],
                        field=column.name,
                        value=cells[at],
                        target=f'"{column.name}"',
                        number=block.number,
                        written=cells[at][:80],
                        first=cells[block.start][:80],
                        at=table.row_of(block.start),
                    )


def _check_numbers_once(table: ReadyTable, blocks: Sequence[Block], findings: Findings) -> None:
    """A number that comes again later: the same document with its lines apart, or another document."""
    first: dict[str, Block] = {}
    heads = [table.columns[column.name] for column in _header_columns(table) if column.required]
    for block in blocks:
        earlier = first.setdefault(block.number.casefold(), block)
        if earlier is block:
            continue
        differ = [cells for cells in heads if cells[block.start].strip() != cells[earlier.start].strip()]
        rule = rules.NUMBER_ON_TWO if differ else rules.LINES_APART
        here, there = (differ[0][block.start], differ[0][earlier.start]) if differ else ("", "")
        findings.add(
            rule,
            row=table.row_ids[block.start],
            field=table.template.document,
            number=block.number,
            other=f"row {table.row_of(earlier.start)}",
            at=table.row_of(earlier.start),
            difference=f'"{here[:60]}" here, "{there[:60]}" there',
        )


def _check_days(table: ReadyTable, dates: FileDates, findings: Findings) -> None:
    days, dues = table.cells("date"), table.cells("due_date")
    due = table.column("due_date")
    if days is None or dues is None or due is None:
        return
    early = {pair for pair in set(zip(days, dues, strict=True)) if _is_early(*pair, dates.style)}
    for at, pair in enumerate(zip(days, dues, strict=True)) if early else ():
        if pair in early:
            table.tell(findings, rules.DUE_BEFORE_DATE, at, due, date=(table.cells("date") or ())[at])


def _is_early(date: str, due: str, style: str) -> bool:
    day, last = day_of(date, style), day_of(due, style)
    return day is not None and last is not None and last < day


def check_closed_books(documents: Documents, dates: FileDates, closed: dt.date, findings: Findings) -> None:
    """Say of documents that are dated in a period that the company has closed."""
    table = documents.filled
    days, column = replace(dates, table=table).days("date"), table.column("date")
    if days is None or column is None:
        return
    for block in documents.blocks:
        day = days[block.start]
        if day is not None and day <= closed:
            table.tell(findings, INTO_CLOSED_BOOKS, block.start, column, number=block.number, closed=closed)


# --- amounts ----------------------------------------------------------------------------------------------------------


Scaled = tuple[int, int]
"""A number as its digits and how many of them stand behind the point: 12.50 is (1250, 2)."""


def _numbers(texts: Texts) -> dict[str, Scaled]:
    """Return the texts of a column that are plain numbers; what is none is a finding of its own."""
    found = {}
    for text in texts.distinct:
        whole, _, behind = text.partition(".")
        every = whole + behind
        if every.isascii() and every.removeprefix("-").isdigit():
            found[text] = (int(every), len(behind))
    return found


def _all_multiply(quantities: Texts, rates: Texts, amounts: Texts) -> bool:
    """Whether every line multiplies out, told at once where each column has one number of decimals."""
    quantity, rate, amount = quantities.numbers, rates.numbers, amounts.numbers
    if quantity is None or rate is None or amount is None:
        return False
    if quantity.decimals + rate.decimals != 2 or amount.decimals != 2:
        return False
    if int(np.abs(quantity.digits).max()) * int(np.abs(rate.digits).max()) >= _LARGEST:
        return False
    return bool((quantity.digits * rate.digits == amount.digits).all())


def _cents(digits: int, decimals: int) -> int:
    """Return an amount in cents, rounded half up, away from zero."""
    if decimals <= 2:
        return digits * (100, 10, 1)[decimals]
    unit: int = 10 ** (decimals - 2)
    rounded = (2 * abs(digits) + unit) // (2 * unit)
    return rounded if digits >= 0 else -rounded


def _check_amounts(table: ReadyTable, blocks: Sequence[Block], findings: Findings) -> None:
    amounts = table.cells("amount")
    column = table.column("amount")
    if amounts is None or column is None:
        return
    _check_products(table, column, findings)
    numbers = table.texts(amounts).numbers
    if numbers is not None and numbers.digits.all():
        return
    zero = {text for text in table.texts(amounts).distinct if text and not text.strip("-0.")}
    for block in blocks if zero else ():
        if zero.issuperset(amounts[block.start : block.end]):
            findings.add(known_rules.ZERO_DOCUMENT, row=table.row_ids[block.start], field=column.name, value="0.00")


def _check_products(table: ReadyTable, column: TemplateColumn, findings: Findings) -> None:
    """Quantity times rate must be the amount, to the cent; lines with one of the two alone are counted."""
    quantities, rates = table.cells("quantity"), table.cells("rate")
    amounts = table.columns[column.name]
    if quantities is None or rates is None or _all_multiply(*map(table.texts, (quantities, rates, amounts))):
        return
    of_quantity, of_rate = _numbers(table.texts(quantities)).get, _numbers(table.texts(rates)).get
    # an amount with a part of a cent is told as such; what counts here is the cents that QuickBooks keeps
    cents = {text: _cents(*number) for text, number in _numbers(table.texts(amounts)).items()}.get
    half = []
    for at, (quantity, rate, amount) in enumerate(zip(quantities, rates, amounts, strict=True)):
        one, other, total = of_quantity(quantity), of_rate(rate), cents(amount)
        if one is None or other is None or total is None:
            if bool(quantity.strip()) != bool(rate.strip()):
                half.append(at)
            continue
        product = one[0] * other[0]
        if one[1] + other[1] != 2:
            product = _cents(product, one[1] + other[1])
        if product != total:
            table.tell(
                findings,
                rules.AMOUNT_NOT_PRODUCT,
                at,
                column,
                quantity=quantity,
                rate=rate,
                product=format_minor(product),
            )
    if half:
        findings.add(rules.QUANTITY_WITHOUT_RATE, source=table.source.number, count=len(half), at=table.row_of(half[0]))


# --- currencies, tax, ids ---------------------------------------------------------------------------------------------


def _check_currencies(table: ReadyTable, blocks: Sequence[Block], home: str, findings: Findings) -> None:
    cells, customers = table.cells("currency"), table.cells("customer")
    column = table.column("currency")
    if cells is not None and column is not None:
        codes = [cell.strip().upper() or home for cell in cells]
        told: set[int] = set()
        for block in blocks:
            of_block = set(codes[block.start : block.end])
            if len(of_block) > 1:
                told.add(block.start)
                _tell_currencies(table, block.start, f"the document {block.number}", of_block, findings)
            elif of_block != {home}:
                findings.add(
                    rules.FOREIGN_CURRENCY_FILE,
                    row=table.row_ids[block.start],
                    field=column.name,
                    written=codes[block.start],
                    home=home,
                )
        first: dict[str, str] = {}
        for block in blocks if customers is not None else ():
            at, customer = block.start, (customers or ())[block.start].strip()
            code = first.setdefault(customer.casefold(), codes[at])
            if customer and code != codes[at] and at not in told:
                _tell_currencies(table, at, f'the customer "{customer[:60]}"', {code, codes[at]}, findings)
    _check_tax_codes(table, findings)


def _tell_currencies(table: ReadyTable, at: int, what: str, codes: set[str], findings: Findings) -> None:
    column = table.column("currency")
    assert column is not None
    listed = " and in ".join(sorted(codes))
    findings.add(rules.CURRENCIES_MIXED, row=table.row_ids[at], field=column.name, what=what, currencies=listed)


def _check_tax_codes(table: ReadyTable, findings: Findings) -> None:
    """A code on some lines only; where the template requires one, a blank is said of its cell anyway."""
    cells, column = table.cells("tax_code"), table.column("tax_code")
    if cells is None or column is None or column.required or not any(map(str.strip, cells)):
        return
    for at, cell in enumerate(cells):
        if not cell.strip():
            findings.add(rules.TAX_CODE_BLANK, row=table.row_ids[at], field=column.name)


def _check_ids(table: ReadyTable, findings: Findings) -> None:
    """Numbers that are Salesforce ids whose case or digits were changed."""
    name = table.template.document
    cells = table.columns[name]
    odd: dict[str, str] = {}
    texts = table.texts(cells)
    for text in texts.distinct if texts.longest >= 18 and "006" in texts.joined else ():
        if len(text.strip()) == 18 and text.strip().startswith("006") and text.strip().isalnum():
            read = read_id(text)
            if read.status in ("repaired", "mangled"):
                odd[text] = read.problem or "its letters' case was lost"
    if odd:
        for at, text in enumerate(cells):
            if text in odd:
                findings.add(rules.ID_BROKEN, row=table.row_ids[at], field=name, written=text, problem=odd[text])
