"""The hub: the columns that conversion depends on, as contracts that pandera checks.

In: `TypedRows` as read (lists of values). Out: the same, validated as a frame indexed by row id: text is `str` and
never missing, ids are 18 characters or blank, money is `Int64` minor units in columns `*_minor` beside `currency`,
quantities and prices are Decimal, dates are `datetime.date`. A contract that fails is our own fault, never the user's:
cells that could not be read are faults beside the frame and hold nothing here.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandas.api.types import infer_dtype
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors
from pandera.typing import Series

from csvbridge.errors import OwnFault
from csvbridge.rules import cells
from csvbridge.typed_rows import Fault, TypedRows
from csvbridge.values.numbers import EXACT, Number, currency_digits, to_minor

_BEYOND = 10**18  # minor units: Salesforce keeps 18 digits, and Int64 holds them
_IDS = re.compile(r"(?:[0-9A-Za-z]{15}[A-Z0-5]{3})*")


Text = object
"""A column of `str`. pandas' own string type would be built anew for every column, only to be looked at once; that
every cell is text is a check of its own (`_IS_TEXT`)."""


def _all_or_none(kind: type) -> pa.Check:
    def holds(series: pd.Series) -> bool:
        return set(map(type, series.tolist())) <= {kind, type(None)}

    return pa.Check(holds, name=f"{kind.__name__} or None", ignore_na=False, n_failure_cases=1)


def _all_text(series: pd.Series) -> bool:
    return infer_dtype(series, skipna=False) in ("string", "empty")


_IS_TEXT = pa.Check(_all_text, name="text, never missing", ignore_na=False, n_failure_cases=1)


def _holds_ids(series: pd.Series) -> bool:
    ids = set(series.tolist())
    return set(map(len, ids)) <= {0, 18} and _IDS.fullmatch("".join(ids)) is not None


_IS_ID = pa.Check(_holds_ids, name="an id of 18 characters, or blank", ignore_na=False, n_failure_cases=1)


class _Hub(pa.DataFrameModel):
    class Config:
        strict = False
        coerce = False


class Account(_Hub):
    """One row of an Accounts export."""

    account_id: Series[Text]
    account_name: Series[Text]
    parent_name: Series[Text]
    phone: Series[Text]
    fax: Series[Text]
    website: Series[Text]
    street: Series[Text]
    city: Series[Text]
    state: Series[Text]
    postal_code: Series[Text]
    country: Series[Text]
    email: Series[Text]
    mobile: Series[Text]
    master_id: Series[Text]


class Contact(_Hub):
    """One row of a Contacts export."""

    contact_id: Series[Text]
    account_id: Series[Text]
    account_name: Series[Text]
    first_name: Series[Text]
    last_name: Series[Text]
    full_name: Series[Text]
    email: Series[Text]
    mobile: Series[Text]


class Opportunity(_Hub):
    """One row of an Opportunities export."""

    opportunity_id: Series[Text]
    opportunity_name: Series[Text]
    account_id: Series[Text]
    account_name: Series[Text]
    stage: Series[Text]
    amount_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    currency: Series[Text]
    product_code: Series[Text]
    tax_code: Series[Text]
    owner: Series[Text]


class OpportunityLine(_Hub):
    """One row of an Opportunities with Products export: a line, with what the row says of its deal."""

    line_id: Series[Text]
    opportunity_id: Series[Text]
    opportunity_name: Series[Text]
    account_id: Series[Text]
    account_name: Series[Text]
    stage: Series[Text]
    amount_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    total_price_minor: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    currency: Series[Text]
    product_id: Series[Text]
    entry_id: Series[Text]
    product_name: Series[Text]
    product_code: Series[Text]
    tax_code: Series[Text]
    line_description: Series[Text]


class Product(_Hub):
    """One row of a Products export: a product, with one of its prices where a price book is in the report."""

    product_id: Series[Text]
    product_name: Series[Text]
    product_code: Series[Text]
    product_description: Series[Text]
    price_book_id: Series[Text]
    price_book_name: Series[Text]
    price_currency: Series[Text]


class PriceBook(_Hub):
    """One row of a Price Books export."""

    price_book_id: Series[Text]
    price_book_name: Series[Text]


class PriceEntry(_Hub):
    """One row of a Price Book Entries export."""

    entry_id: Series[Text]
    price_book_id: Series[Text]
    product_id: Series[Text]
    product_code: Series[Text]
    product_name: Series[Text]
    price_book_name: Series[Text]
    currency: Series[Text]


class KnownName(_Hub):
    """One row of a QuickBooks list of which the name counts: customers, vendors, accounts, terms and so on."""

    display_name: Series[Text]


class KnownItem(_Hub):
    """One row of QuickBooks' Products and services list."""

    item_name: Series[Text]
    sku: Series[Text]
    type: Series[Text]


class KnownDocument(_Hub):
    """One row of QuickBooks' Invoice List."""

    number: Series[Text]
    document_type: Series[Text]
    customer: Series[Text]
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
    "known_account": KnownName,
    "known_term": KnownName,
    "known_location": KnownName,
    "known_class": KnownName,
    "known_tax_code": KnownName,
    "known_item": KnownItem,
    "known_document": KnownDocument,
}

_OBJECTS = {"date": dt.date, "decimal": Decimal, "percent": Decimal, "flag": bool}


def check_hub(rows: TypedRows, home_currency: str) -> None:
    """Turn an entity's amounts into minor units of the row's currency, and check it against its contract.

    Columns `*_minor` and `currency` are added to the rows. An amount with a part of the smallest unit, or with
    more than 18 digits, is no amount: it becomes a fault of its cell, never a rounding.
    """
    if "currency" in rows.columns:
        rows.columns["currency"] = _currencies(rows)
    for name, kind in rows.kinds.items():
        if kind == "money":
            rows.columns[f"{name}_minor"] = _minor(rows, name, home_currency)
    if len(rows):
        _check(rows, _frame(rows))


def _frame(rows: TypedRows) -> pd.DataFrame:
    """Return the rows as a frame indexed by row id; columns that no source carries share one blank array."""
    carried = frozenset().union(*rows.fields.values())
    blank = _objects([""] * len(rows))
    columns: dict[str, Any] = {}
    for name, values in rows.columns.items():
        kind = rows.kinds.get(name)
        if name.endswith("_minor"):
            columns[name] = pd.array(values, dtype="Int64")
        elif kind in _OBJECTS:
            columns[name] = _objects(values)
        elif kind != "money":
            columns[name] = _objects(values) if name in carried or name == "currency" else blank
    frame = pd.DataFrame(columns)
    frame.index = pd.Index(rows.row_ids, dtype="int64")
    return frame


def _objects(values: list[Any]) -> Any:
    # a series keeps its objects; a plain array of text would be made into pandas' own strings
    return pd.Series(np.fromiter(values, object, len(values)), dtype=object, copy=False)


def _currencies(rows: TypedRows) -> list[str]:
    """The row's currency: its own column, else the code written into an amount (`USD 3,047.32`), else blank."""
    given = rows.columns["currency"]
    codes = {code: code.strip().upper() for code in set(given)}
    found = [codes[code] for code in given]
    for name, kind in rows.kinds.items():
        if kind == "money" and {value.currency for value in rows.columns[name] if value is not None} - {""}:
            for i, value in enumerate(rows.columns[name]):
                if value is not None and value.currency and not found[i]:
                    found[i] = value.currency
    return found


def _minor(rows: TypedRows, name: str, home: str) -> list[int | None]:
    if rows.columns[name].count(None) == len(rows):
        return rows.columns[name]
    currency = rows.columns.get("currency", [""] * len(rows))
    digits = {code: currency_digits(code or home) for code in set(currency)}
    if len(set(digits.values())) == 1:
        whole = _whole_minor(rows.columns[name], next(iter(digits.values())))
        if whole is not None:
            return whole
    found: list[int | None] = []
    for position, (number, code) in enumerate(zip(rows.columns[name], currency, strict=True)):
        minor = None if number is None else to_minor(number.value, digits[code])
        too_long = minor is not None and abs(minor) >= _BEYOND
        if number is not None and (minor is None or too_long):
            rule = cells.AMOUNT_TOO_LONG if too_long else cells.PART_OF_A_CENT
            rows.faults[rows.row_ids[position], name] = Fault(rule, str(number.value), {"currency": code or home})
            minor = None
        found.append(minor)
    return found


def _whole_minor(amounts: list[Number | None], digits: int) -> list[int | None] | None:
    """Return amounts in minor units when none has a part of one, or too many digits, as in nearly every column."""
    times, unit = EXACT.multiply, Decimal(10**digits)
    scaled = [None if number is None else times(number.value, unit) for number in amounts]
    whole = [None if value is None else int(value) for value in scaled]
    return whole if whole == scaled and max(map(abs, filter(None, whole)), default=0) < _BEYOND else None


def _check(rows: TypedRows, frame: pd.DataFrame) -> None:
    kinds = rows.kinds.items()
    columns = {n: pa.Column(object, _all_or_none(_OBJECTS[k]), nullable=True) for n, k in kinds if k in _OBJECTS}
    columns |= {n: pa.Column(object, [_IS_TEXT], nullable=True) for n, k in kinds if k not in (*_OBJECTS, "money")}
    columns |= {n: pa.Column(object, [_IS_TEXT, _IS_ID], nullable=True) for n, k in kinds if k == "id"}
    schema = pa.DataFrameSchema(MODELS[rows.name].to_schema().columns | columns)
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(frame, lazy=True, inplace=True)  # nothing changes it: a copy would be for nothing
        except SchemaErrors as broken:
            # the text of the error holds customer data: only the columns and checks are named
            failed = sorted({f"{e.schema.name}: {e.check}" for e in broken.schema_errors})
            raise OwnFault(f"the contract of {rows.name} does not hold ({'; '.join(failed)[:500]})") from None
