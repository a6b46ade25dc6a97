"""Make invoices and credit notes of won deals: lines, amounts, rates, dates.

In: deals joined to their lines. Out: each open deal with its total in minor units, its kind (a total below zero is a
credit note) and the cells of its lines; or held or rejected, with every reason. The line's total is kept to the cent,
whatever quantity and price say; a blank amount is not 0.00; no line is ever written below zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, repeat
from typing import TypeVar

from csvbridge.converting.records import Deal, Line
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.rules import cells, documents
from csvbridge.values import numbers
from csvbridge.values.dates import format_date
from csvbridge.values.terms import terms_days

_Own = TypeVar("_Own")
_Text = TypeVar("_Text")
LINE_LIMIT = 999
_TIMES, _HUNDRED = numbers.EXACT.multiply, Decimal(100)
_WRITABLE = range(-7, 1)  # exponents of a price of at most seven decimals
_LINE_IDS = ("line_id", "product_id", "entry_id")
_LINE_NEEDS = ("total_price", "quantity", "sales_price", "service_date", "discount")


def check_deal(deal: Deal, profile: Profile, findings: Findings) -> None:
    """Check all that a deal's own cells and lines can tell; everything that is wrong is said at once."""
    home = profile.company.home_currency
    if deal.currency and deal.currency.upper() != home:
        deal.report(findings, documents.FOREIGN_CURRENCY, "currency", deal.currency, currency=deal.currency, home=home)
    closed = profile.company.closed_through
    if closed is not None and deal.close_date is not None and deal.close_date <= closed:
        deal.report(
            findings,
            documents.BOOKS_CLOSED,
            "close_date",
            deal.close_date,
            date=deal.close_date,
            closed=closed,
        )
    deal.needs(findings, "opportunity_id")
    lines = live_lines(deal)
    if lines:
        _check_lines(deal, lines, findings)
    elif deal.has_products:
        deal.report(findings, documents.LINES_MISSING, "has_products")
    elif profile.invoices.without_products == "hold":
        deal.report(findings, documents.WITHOUT_PRODUCTS_HELD)
    elif deal.needs(findings, "amount") and deal.amount is None:
        deal.report(findings, cells.AMOUNT_BLANK, "amount")
    if not deal.blocked:
        deal.total = sum(line.total or 0 for line in lines) if lines else deal.amount or 0
        deal.credit = deal.total < 0
        if deal.total == 0:
            deal.report(findings, documents.ZERO_DOCUMENT, "amount")


def live_lines(deal: Deal) -> list[Line]:
    """Return the deal's lines that are not deleted in Salesforce."""
    if deal.live is None:
        deal.live = [line for line in deal.lines if not line.deleted]
    return deal.live


def _check_lines(deal: Deal, lines: list[Line], findings: Findings) -> None:
    for line in lines:
        if line.faults:
            line.needs(findings, *_LINE_NEEDS)
            line.needs(findings, *(name for name in _LINE_IDS if _mangled(line, name)))
        if line.total is None and "total_price" not in line.faults:
            line.report(findings, documents.LINE_TOTAL_BLANK, "total_price")
        if line.fate is not None:
            deal.take_trouble(line)
    if len(lines) > LINE_LIMIT:
        deal.report(findings, documents.TOO_MANY_LINES, lines=len(lines), limit=LINE_LIMIT)
    totals = [line.total for line in lines if line.total is not None]
    if totals and min(totals) < 0 < max(totals):
        below = next(line for line in lines if line.total is not None and line.total < 0)
        deal.report(findings, documents.SIGNS_MIXED, "total_price", below.total, row=below.rows[0])
    if "amount" in deal.faults:
        row, fault = deal.faults["amount"]
        comes_to = numbers.format_minor(sum(totals))
        deal.report(findings, documents.AMOUNT_NOT_COMPARED, "amount", fault.value, row=row, lines=comes_to)
    if len(totals) == len(lines) and deal.amount is not None and sum(totals) != deal.amount:
        deal.report(
            findings,
            documents.AMOUNT_DIFFERS,
            "amount",
            numbers.format_minor(deal.amount),
            lines=numbers.format_minor(sum(totals)),
            amount=numbers.format_minor(deal.amount),
            difference=numbers.format_minor(abs(sum(totals) - deal.amount)),
        )


def _mangled(line: Line, name: str) -> bool:
    """Whether an id of the line is no id; one that has only lost its case gives way to the code or the name."""
    return name in line.faults and line.faults[name][1].rule is cells.ID_MANGLED


def _due_dates(deals: Sequence[Deal], profile: Profile) -> dict[dt.date, dt.date]:
    """Return the days on which documents fall due by the profile's terms, by close date."""
    days = terms_days(profile.invoices.terms)
    assert days is not None
    return {day: day + dt.timedelta(days=days) for day in {deal.close_date for deal in deals} if day is not None}


def fill_lines(
    deals: Sequence[Deal], profile: Profile, findings: Findings
) -> tuple[list[Deal], list[Line], dict[str, list[str]]]:
    """Return the lines of documents, the deal of each, and their cells by template field, column by column."""
    style = profile.company.date_format
    by_deal = [written_lines(deal) for deal in deals]
    counts = list(map(len, by_deal))

    def on_each_line(of_deals: Iterable[_Own]) -> list[_Own]:
        return list(chain.from_iterable(map(repeat, of_deals, counts)))

    owners, lines = on_each_line(deals), list(chain.from_iterable(by_deal))
    columns = {name: on_each_line(texts) for name, texts in _head_columns(deals, profile).items()}
    columns["item"] = [line.product.name for line in lines if line.product is not None]
    quantities, rates, descriptions = [], [], []
    written_quantities = _by_object([line.quantity for line in lines], lambda q: numbers.format_quantity(abs(q)))
    prices = _by_object([line.sales_price for line in lines], _written_price)
    for deal, line in zip(owners, lines, strict=True):
        words = line.description or _product_words(deal, line)
        exact = _exact_texts(line, written_quantities, prices)
        if exact is None:
            found = _rate(line, findings)
            exact = numbers.format_quantity(found.quantity), numbers.format_rate(found.rate)
            if found.how == "whole" and line.quantity is not None and line.quantity != 1:
                words = f"{words} (quantity {numbers.format_quantity(line.quantity)})"
        descriptions.append(words)
        quantities.append(exact[0])
        rates.append(exact[1])
    columns |= {"description": descriptions, "quantity": quantities, "rate": rates}
    columns["amount"] = [numbers.format_minor(abs(line.total or 0)) for line in lines]
    days = [line.service_date for line in lines]
    columns["tax_code"] = [line.tax_code for line in lines]
    served = {day: "" if day is None else format_date(day, style) for day in set(days)}
    columns["service_date"] = [served[day] for day in days]
    return owners, lines, columns


def _head_columns(deals: Sequence[Deal], profile: Profile) -> dict[str, list[str]]:
    """Return the cells that every line of a document repeats, one of each kind a deal; set the due dates."""
    style, terms = profile.company.date_format, profile.invoices.terms
    shown_id = profile.invoices.number != "opportunity-id"
    due_dates = _due_dates(deals, profile)
    written = {day: format_date(day, style) for day in {*due_dates, *due_dates.values()}}
    memos, dates, due = [], [], []
    for deal in deals:
        assert deal.close_date is not None
        deal.due_date = due_dates[deal.close_date]
        dates.append(written[deal.close_date])
        due.append(written[deal.due_date])
        with_id = shown_id and deal.opportunity_id
        memos.append(f"{deal.opportunity_name} ({deal.opportunity_id})".strip() if with_id else deal.opportunity_name)
    return {
        "number": [deal.number for deal in deals],
        "customer": [deal.account.name for deal in deals if deal.account is not None],
        "date": dates,
        "due_date": due,
        "terms": [profile.crosswalk.terms.get(terms, terms)] * len(deals),
        "location": [""] * len(deals),
        "memo": memos,
    }


def written_lines(deal: Deal) -> list[Line]:
    """Return the deal's lines, or the one line that stands for a deal without products."""
    lines = live_lines(deal)
    if lines:
        return lines
    if not deal.lines or all(line.deleted for line in deal.lines):
        if deal.single is None:
            deal.single = Line(
                rows=[deal.rows[0]],
                line_id="",
                opportunity_id=deal.opportunity_id,
                opportunity_name=deal.opportunity_name,
                product_code=deal.product_code,
                total=deal.amount,
            )
        return [deal.single]
    return []


def _product_words(deal: Deal, line: Line) -> str:
    """Return the product's name, or the deal's where there is no product, or one of which only the code is known."""
    assert line.product is not None
    code_alone = line.product.from_line and not line.product_name
    if line.product.assumed or code_alone or (line is deal.single and not deal.product_code):
        return deal.opportunity_name or line.product.product_name
    return line.product_name or line.product.product_name


def _exact_texts(
    line: Line, quantities: Mapping[int, str], prices: Mapping[int, tuple[str, Decimal]]
) -> tuple[str, str] | None:
    """Return quantity and sales price as written where they give the total with nothing to round, as on most lines.

    With their signs: a credit's lines lie below zero, and are written above it. `quantities` are as written, `prices`
    as written and in cents; both by object.
    """
    quantity, price = line.quantity, line.sales_price
    if not quantity or price is None or line.discount:
        return None
    written, cents = prices[id(price)]
    if not written or _TIMES(quantity, cents) != line.total:
        return None
    return quantities[id(quantity)], written


def _by_object(values: Sequence[_Own | None], write: Callable[[_Own], _Text]) -> dict[int, _Text]:
    """Return texts by object: cells of one text were read as one, and comparing numbers takes longer."""
    return {at: write(value) for at, value in {id(value): value for value in values}.items() if value is not None}


def _written_price(price: Decimal) -> tuple[str, Decimal]:
    """Return a price as it is written above zero, blank when it has more decimals than can be; and its cents."""
    text = str(abs(price))
    if text[-3:-2] != ".":  # nearly all have two decimals, and are written as they stand
        text = numbers.format_rate(abs(price)) if price.as_tuple().exponent in _WRITABLE else ""
    return text, _TIMES(price, _HUNDRED)


def _rate(line: Line, findings: Findings) -> numbers.LineRate:
    """Return the line's quantity and rate, and say where they are not the line's own."""
    assert line.total is not None
    total, price = abs(line.total), line.sales_price
    quantity = Decimal(1) if line.quantity is None else line.quantity
    rate = numbers.line_rate(total, abs(quantity), None if price is None else abs(price))
    said = numbers.format_minor(total)
    if rate.how == "whole" and line.quantity is not None and line.quantity != 1:
        written = numbers.format_quantity(line.quantity)
        line.report(findings, documents.QUANTITY_ONE, "quantity", written, total=said, quantity=written)
    elif rate.how == "divided" and price is not None:
        divided = numbers.format_rate(rate.rate)
        line.report(findings, documents.RATE_DIVIDED, "sales_price", price, total=said, rate=divided)
    if price is not None:
        _warn_unexplained(line, line.total, quantity, price, findings)
    return rate


def _warn_unexplained(line: Line, total: int, quantity: Decimal, price: Decimal, findings: Findings) -> None:
    off = numbers.beyond_rounding(total, quantity, price, line.discount)
    if off:
        discount = f" less {numbers.format_quantity(line.discount)} %" if line.discount else ""
        line.report(
            findings,
            documents.TOTAL_UNEXPLAINED,
            "total_price",
            numbers.format_minor(total),
            discount=discount,
            difference=f"{abs(off):.2f}" if abs(off) >= Decimal("0.01") else str(abs(off)),
            total=numbers.format_minor(total),
        )
