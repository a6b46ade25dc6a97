"""The records of a conversion: accounts, contacts, products, deals and their lines.

A record knows the rows that speak of it, the faults of its cells (findings only once a cell is needed), and its
trouble: the first error that holds it, or the error that rejects it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from csvbridge.findings import Effect, Findings, Rule, shown
from csvbridge.remembered import Decision, Exported, account_key
from csvbridge.trail import Fate
from csvbridge.typed_rows import Fault

_HELD, _REJECTED = Fate.HELD, Fate.REJECTED  # asked a million times
_FATE_OF = {Effect.HOLD: Fate.HELD, Effect.REJECT: Fate.REJECTED}


@dataclass(slots=True)
class Record:
    """What every record has. `rows[0]` is the row that findings name."""

    rows: list[int]
    faults: dict[str, tuple[int, Fault]] = field(default_factory=dict, kw_only=True)
    fate: Fate | None = field(default=None, kw_only=True)
    reason: str = field(default="", kw_only=True)

    @property
    def blocked(self) -> bool:
        """Whether an error holds or rejects the record."""
        fate = self.fate
        return fate is not None and (fate is _HELD or fate is _REJECTED)

    @property
    def open(self) -> bool:
        """Whether nothing has been decided about the record yet."""
        return self.fate is None

    def skip(self, reason: str) -> None:
        """Leave the record out: nothing needs it."""
        self.fate, self.reason = Fate.SKIPPED, reason

    def report(
        self,
        findings: Findings,
        rule: Rule,
        field: str | None = None,
        value: object = None,
        *,
        row: int | None = None,
        **facts: Any,
    ) -> None:
        """Record a finding about this record; an error holds or rejects it (a rejection is the stronger one)."""
        findings.add(rule, row=self.rows[0] if row is None else row, field=field, value=value, **facts)
        fate = _FATE_OF.get(rule.effect)
        if fate is None or (self.blocked and not (fate is Fate.REJECTED and self.fate is Fate.HELD)):
            return
        text = shown(None if value is None else str(value), 80)
        self.fate = fate
        self.reason = rule.message.format(**{"value": text or "", "column": field or "", **facts})

    def take_trouble(self, part: Record) -> None:
        """Let the trouble of a part (a line) hold or reject the whole: a document is never cut."""
        if part.blocked and not (self.blocked and not (part.fate is Fate.REJECTED and self.fate is Fate.HELD)):
            self.fate, self.reason = part.fate, part.reason

    def needs(self, findings: Findings, *fields: str) -> bool:
        """Say the faults of the cells named; return whether all of them could be read."""
        sound = True
        for name in fields if self.faults else ():
            if name in self.faults:
                row, fault = self.faults[name]
                self.report(findings, fault.rule, name, fault.value, row=row, **fault.facts)
                sound = False
        return sound


@dataclass(slots=True, kw_only=True)
class Contact(Record):
    """A person at an account."""

    contact_id: str
    account_id: str
    account_name: str
    name: str
    email: str
    mobile: str
    primary: bool


@dataclass(slots=True)
class Account(Record):
    """A customer-to-be. `name` is its exact name in QuickBooks once that is known.

    There are many: they are made of whole columns, which come in the order of the fields.
    """

    account_id: str
    account_name: str
    parent: str = ""
    phone: str = ""
    fax: str = ""
    website: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    email: str = ""
    mobile: str = ""
    deleted: bool = False
    master_id: str = ""
    from_deal: bool = False
    """Made from a deal's text, since no accounts file was given."""
    contact: Contact | None = None
    name: str = ""
    known: bool = False
    """Whether QuickBooks already has it, under `name`."""
    earlier: Exported | None = None
    """What an earlier run of the company wrote it as."""
    row: Sequence[str] = ()
    """Its row in the customers file, in template order; empty when none was made."""
    target: str = ""
    decided: Decision | None = None
    """What somebody decided of it, where that says whose customer it is."""
    survivor: Account | None = None
    """By decision, the account of whose customer it is."""
    known_anyhow: str | None = None
    """Where a decision gives the name: the customer in QuickBooks that it would be without; blank for none."""

    @property
    def label(self) -> str:
        """The record as the trail names it."""
        return f"account {self.account_id or self.account_name}"

    @property
    def key(self) -> str:
        """The record as decisions know it."""
        return account_key(self.account_id, self.account_name)

    @property
    def own_customer(self) -> str:
        """The customer in QuickBooks that it is, decisions aside; blank for none."""
        if self.known_anyhow is not None:
            return self.known_anyhow
        return self.name if self.known else ""


@dataclass(slots=True, kw_only=True)
class Product(Record):
    """An item-to-be. `name` is its exact name in QuickBooks once that is known."""

    product_id: str
    product_name: str
    code: str
    description: str = ""
    active: bool = True
    deleted: bool = False
    price: Decimal | None = None
    price_row: int | None = None
    price_fault: Fault | None = None
    from_line: bool = False
    """Made from a line, since no product export knows it."""
    name: str = ""
    known: bool = False
    assumed: bool = False
    """The default item, taken to exist: neither written nor counted."""
    earlier: Exported | None = None
    """What an earlier run of the company wrote it as."""
    row: Sequence[str] = ()
    """Its row in the products file."""
    target: str = ""

    @property
    def label(self) -> str:
        """The record as the trail names it."""
        return f"product {self.product_id or self.code or self.product_name}"


@dataclass(slots=True)
class Line(Record):
    """A product on a deal. Amounts are minor units of the deal's currency, as Salesforce has them (with their sign).

    There are many: they are made of whole columns, which come in the order of the fields.
    """

    line_id: str
    opportunity_id: str
    opportunity_name: str
    product_id: str = ""
    entry_id: str = ""
    product_name: str = ""
    product_code: str = ""
    quantity: Decimal | None = None
    sales_price: Decimal | None = None
    discount: Decimal | None = None
    total: int | None = None
    currency: str = ""
    service_date: dt.date | None = None
    description: str = ""
    tax_code: str = ""
    """As Salesforce has it; QuickBooks' own once codes are set."""
    deleted: bool = False
    product: Product | None = None
    row: Sequence[str] = ()
    """Its row in the invoices or credit notes file."""


@dataclass(slots=True, kw_only=True)
class Deal(Record):
    """An opportunity, with its lines; an invoice or credit note in the making."""

    opportunity_id: str
    opportunity_name: str
    account_id: str
    account_name: str
    stage: str
    amount: int | None
    currency: str
    close_date: dt.date | None
    won: bool | None
    has_products: bool | None = None
    product_code: str = ""
    tax_code: str = ""
    owner: str = ""
    deleted: bool = False
    sources: dict[int, frozenset[str]] = field(default_factory=dict)
    """Source number -> the deal's fields that it carries."""
    lines: list[Line] = field(default_factory=list)
    live: list[Line] | None = None
    """The lines that are not deleted, once somebody asked for them."""
    single: Line | None = None
    """The one line that stands for a deal without products."""
    account: Account | None = None
    number: str = ""
    credit: bool = False
    total: int = 0
    due_date: dt.date | None = None
    earlier: Exported | None = None
    """The document that an earlier run of the company made of it."""
    target: str = ""

    @property
    def label(self) -> str:
        """The record as the trail names it."""
        return f"opportunity {self.opportunity_id or self.opportunity_name}"
