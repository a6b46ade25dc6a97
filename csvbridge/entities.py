"""The hub: the columns that conversion depends on, as contracts that pandera checks.

In: `TypedRows` as read (lists of values). Out: a frame indexed by row id, validated: text is `str` and never missing,
ids are 18 characters or blank, money is `Int64` minor units in columns `*_minor` beside `currency`, quantities and
prices are Decimal, dates are `datetime.date`. A contract that fails is our own fault, never the user's: cells that
could not be read are faults beside the frame and hold nothing here.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors
from pandera.typing import Series

from csvbridge.errors import OwnFault
from csvbridge.rules import cells
from csvbridge.typed_rows import Fault, TypedRows
from csvbridge.values.numbers import Number, currency_digits, to_minor

_ID = re.compile(r"(?:[0-9A-Za-z]{15}[A-Z0-5]{3})?")


def _all_or_none(kind: type) -> pa.Check:
    def holds(series: pd.Series) -> bool:  # type: ignore[type-arg]
        return set(map(type, series.tolist())) <= {kind, type(None)}

    return pa.Check(holds, name=f"{kind.__name__} or None", ignore_na=False, n_failure_cases=1)


def _holds_ids(series: pd.Series) -> bool:  # type: ignore[type-arg]
    return all(map(_ID.fullmatch, set(series.tolist())))


_IS_ID = pa.Check(_holds_ids, name="an id of 18 characters, or blank", ignore_na=False, n_failure_cases=1)


class _Hub(pa.DataFrameModel):
    class Config:
        strict = False
        coerce = False


class Account(_Hub):
    """One row of an Accounts export."""

    account_id: Series[str]
    account_name: Series[str]
    parent_name: Series[str]
    phone: Series[str]
    fax: Series[str]
    website: Series[str]
    street: Series[str]
    city: Series[str]
    state: Series[str]
    postal_code: Series[str]
    country: Series[str]
    email: Series[str]
    mobile: Series[str]
    master_id: Series[str]


class Contact(_Hub):
    """One row of a Contacts export."""

    contact_id: Series[str]
    account_id: Series[str]
    account_name: Series[str]
    first_name: Series[str]
    last_name: Series[str]
    full_name: Series[str]
    email: Series[str]
    mobile: Series[str]


class Opportunity(_Hub):
    """One row of an Opportunities export."""

    opportunity_id: Series[str]
    opportunity_name: Series[str]
    account_id: Series[str]
    account_name: Series[str]
    stage: Series[str]
    amount_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    currency: Series[str]
    product_code: Series[str]
    owner: Series[str]


class OpportunityLine(_Hub):
    """One row of an Opportunities with Products export: a line, with what the row says of its deal."""

    line_id: Series[str]
    opportunity_id: Series[str]
    opportunity_name: Series[str]
    account_id: Series[str]
    account_name: Series[str]
    stage: Series[str]
    amount_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    total_price_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    currency: Series[str]
    product_id: Series[str]
    entry_id: Series[str]
    product_name: Series[str]
    product_code: Series[str]
    line_description: Series[str]


class Product(_Hub):
    """One row of a Products export: a product, with one of its prices where a price book is in the report."""

    product_id: Series[str]
    product_name: Series[str]
    product_code: Series[str]
    product_description: Series[str]
    price_book_id: Series[str]
    price_book_name: Series[str]
    price_currency: Series[str]


class PriceBook(_Hub):
    """One row of a Price Books export."""

    price_book_id: Series[str]
    price_book_name: Series[str]


class PriceEntry(_Hub):
    """One row of a Price Book Entries export."""

    entry_id: Series[str]
    price_book_id: Series[str]
    product_id: Series[str]
    product_code: Series[str]
    product_name: Series[str]
    price_book_name: Series[str]
    currency: Series[str]


class KnownName(_Hub):
    """One row of a QuickBooks list of customers, vendors or employees."""

    display_name: Series[str]


class KnownItem(_Hub):
    """One row of QuickBooks' Products and services list."""

    item_name: Series[str]
    sku: Series[str]
    type: Series[str]


class KnownDocument(_Hub):
    """One row of QuickBooks' Invoice List."""

    number: Series[str]
    document_type: Series[str]
    customer: Series[str]
    amount_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)


MODELS: dict[str, type[pa.DataFrameModel]] = {
    "account": Account,
    "contact": Contact,
    "opportunity": Opportunity,
    "opportunity_line": OpportunityLine,
    "product": Product,
    "price_book": PriceBook,
    "price_entry": PriceEntry,
    "known_customer": KnownName,
    "known_vendor": KnownName,
    "known_employee": KnownName,
    "known_item": KnownItem,
    "known_document": KnownDocument,
}

_OBJECTS = {"date": dt.date, "decimal": Decimal, "percent": Decimal, "flag": bool}


def hub_frame(rows: TypedRows, home_currency: str) -> pd.DataFrame:
    """Return an entity as a checked frame; amounts become minor units of the row's currency.

    An amount with a part of the smallest unit is no amount: it becomes a fault of its cell, never a rounding.
    """
    columns: dict[str, Any] = {}
    currency = _currencies(rows)
    for name, values in rows.columns.items():
        kind = rows.kinds[name]
        if kind == "money":
            columns[f"{name}_minor"] = pd.array(
                _minor(rows, name, values, currency, home_currency), dtype="Int64"
            )
        elif kind in _OBJECTS:
            columns[name] = pd.Series(values, dtype="object").array
        elif name != "currency":
            columns[name] = pd.array(values, dtype="str")
    if "currency" in rows.columns:
        columns["currency"] = pd.array(currency, dtype="str")
    frame = pd.DataFrame(columns)
    frame.index = pd.Index(rows.row_ids, dtype="int64")
    return _check(rows, frame)


def _currencies(rows: TypedRows) -> list[str]:
    """The row's currency: its own column, else the code written into an amount (`USD 3,047.32`), else blank."""
    given = rows.columns.get("currency", [""] * len(rows))
    codes = {code: code.strip().upper() for code in set(given)}
    found = [codes[code] for code in given]
    for name, kind in rows.kinds.items():
        if kind == "money" and any(value.currency for value in set(rows.columns[name]) if value is not None):
            for i, value in enumerate(rows.columns[name]):
                if value is not None and value.currency and not found[i]:
                    found[i] = value.currency
    return found


def _minor(
    rows: TypedRows, name: str, values: list[Number | None], currency: list[str], home: str
) -> list[Any]:
    pairs = list(zip(values, currency, strict=True))
    minor: dict[tuple[Number | None, str], int | None] = {}
    for number, code in set(pairs):
        digits = currency_digits(code or home)
        minor[number, code] = None if number is None else to_minor(number.value, digits)
    broken = {pair for pair, amount in minor.items() if amount is None and pair[0] is not None}
    if broken:
        for row, (number, code) in zip(rows.row_ids, pairs, strict=True):
            if (number, code) in broken and number is not None:
                facts = {"currency": code or home}
                rows.faults[row, name] = Fault(cells.PART_OF_A_CENT, str(number.value), facts)
    return list(map(minor.__getitem__, pairs))


def _check(rows: TypedRows, frame: pd.DataFrame) -> pd.DataFrame:
    checks = {name: _all_or_none(_OBJECTS[kind]) for name, kind in rows.kinds.items() if kind in _OBJECTS}
    schema = (
        MODELS[rows.name]
        .to_schema()
        .add_columns({name: pa.Column(object, check, nullable=True) for name, check in checks.items()})
    )
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            return schema.validate(frame, lazy=True)
        except SchemaErrors as broken:
            # the text of the error holds customer data: only the columns and checks are named
            failed = sorted({f"{e.schema.name}: {e.check}" for e in broken.schema_errors})
            raise OwnFault(f"the contract of {rows.name} does not hold ({'; '.join(failed)[:500]})") from None
