"""What a run exported, as the company's memory keeps it, and what the memory contributed to the run.

In: a finished conversion and the templates that it was written by. Out: one row for each customer, product,
invoice and credit note that stands in a file: every cell that was written, and beside it what Salesforce said, which
alone tells later whether something changed. Nothing is kept of records that were held, rejected, merged or skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from csvbridge.answers import usable
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.documents import written_lines
from csvbridge.converting.earlier import account_record, deal_record, product_record
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.exported_rows import ExportedRow, escaped, joined, unescaped
from csvbridge.remembered import Remembered, account_key, quickbooks_key
from csvbridge.schemas import Template


def exported_records(conversion: Conversion, templates: Mapping[str, Template]) -> Iterator[ExportedRow]:
    """Yield all records that a run wrote, in the order of their files, each made when it is asked for.

    Their keys differ: two that nothing in Salesforce tells apart (no ids) get a number each. One that an earlier run
    wrote under the same key stays known beside the new one.
    """
    products, customers = _headings(templates["products"]), _headings(templates["customers"])
    taken = {(one.kind, one.record) for one in conversion.earlier.exported}
    records = chain(
        (_product(one, products) for one in conversion.products),
        (_customer(one, customers) for one in conversion.customers),
        _documents(conversion.invoices, "invoice", templates["invoices"], conversion),
        _documents(conversion.credits, "credit note", templates["credit_notes"], conversion),
    )
    for one in records:
        key = first = unescaped(one.record)
        number = 1
        while (one.kind, key) in taken:
            number += 1
            key = f"{first} #{number}"
        taken.add((one.kind, key))
        yield one if number == 1 else one._replace(record=escaped(key))


def _headings(template: Template) -> str:
    return "headings\t" + "\t".join(column.name for column in template.columns)


def _row(cells: Sequence[str]) -> str:
    """Return the cells of a row as one of the contents; a tab stands between cells alone."""
    text = "row\t" + "\t".join(cells)
    return text if text.count("\t") == len(cells) else "\t".join(["row", *(cell.replace("\t", " ") for cell in cells)])


def _customer(account: Account, headings: str) -> ExportedRow:
    said = f"account id\t{account.account_id}", f"account name\t{account.account_name}"
    return _list_record("customer", account_record(account), account, [*said, headings, _row(account.row)])


def _product(product: Product, headings: str) -> ExportedRow:
    said = (
        f"product id\t{product.product_id}",
        f"product code\t{product.code}",
        f"product name\t{product.product_name}",
    )
    return _list_record("product", product_record(product), product, [*said, headings, _row(product.row)])


def _list_record(kind: str, record: str, own: Account | Product, contents: list[str]) -> ExportedRow:
    file = own.target.partition("#")[0]
    return ExportedRow(kind, escaped(record), escaped(own.name), "", "", "0", "", joined(contents), escaped(file))


def _documents(deals: Sequence[Deal], kind: str, template: Template, conversion: Conversion) -> Iterator[ExportedRow]:
    """Yield documents: what Salesforce said, then every row that was written."""
    headings, teller = _headings(template), conversion.teller
    for deal, facts in zip(deals, teller.facts_of(deals), strict=True):
        assert deal.account is not None and deal.close_date is not None
        rows = [_row(line.row) for line in written_lines(deal)]
        yield ExportedRow(
            kind,
            escaped(deal_record(deal, "" if deal.opportunity_id else teller.account(deal)[1])),
            escaped(deal.number),
            escaped(deal.account.name),
            deal.close_date.isoformat(),
            str(deal.total),
            escaped(teller.currency(deal)),
            joined([*map("\t".join, facts), headings, *rows]),
            escaped(deal.target.partition("#")[0]),
        )


# --- what the memory contributed ------------------------------------------------------------------------------------


def contributed(remembered: Remembered, conversion: Conversion) -> Remembered:
    """Return what a run could use of all that the memory gave: the same run can be made from it again."""
    if not remembered:
        return remembered
    names = [name for fits in conversion.known.customers.values() for name in fits]
    keys = {account_key(account.account_id, account.account_name) for account in conversion.accounts.all}
    keys |= {quickbooks_key("customer", name) for name in names if remembered.decisions}
    decisions = usable(remembered.decisions, keys)
    decided = {key for one in decisions for key in (one.left.key, one.right.key)}
    used = dict(conversion.earlier.used)
    used |= {
        (one.kind, one.record): one
        for one in (remembered.exported if decided else ())
        if one.kind == "customer" and one.record in decided
    }
    return Remembered(
        decisions=decisions,
        exported=tuple(used[key] for key in sorted(used)),
        corrections=remembered.corrections,
        changed=tuple(conversion.changed),
        other=remembered.other,
    )
