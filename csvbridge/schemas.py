"""The declarative files under `schemas/`: what can be read (exports, lists) and what is written (templates).

In: TOML. Out: `Export` and `Template` objects, checked: unknown keys, repeated names and missing evidence are refused
with the place and a "did you mean", all faults of a file at once. Never an expression, never code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "line", "street", "code", "id", "money", "decimal", "percent", "date", "flag"]
"""How a cell of an export is read. text: as it stands; line: one line, blanks collapsed; street: lines joined by `, `;
code: text that is a key (SKU, number); id: a Salesforce id; the rest are values."""

CellKind = Literal["text", "money", "rate", "quantity", "date"]
"""How a cell of a template is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Headings that tell an export: every one of `all`, one of `any` (when given), none of `none`."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """A column that is read: `headings` are the spellings met (Salesforce's or QuickBooks' own first)."""

    field: str
    kind: Kind
    headings: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A kind of table that can be read: a Salesforce export or a QuickBooks list. One TOML file."""

    id: str
    title: str
    entity: str
    system: Literal["salesforce", "quickbooks"]
    object: str
    """Salesforce's API name of the object, as in JSON `attributes.type`; blank for QuickBooks lists."""
    prefix: str
    """The first three characters of the object's ids; blank for QuickBooks lists."""
    claims: tuple[Claim, ...]
    needs: tuple[tuple[str, ...], ...]
    """Groups of fields; one field of each group must be there, or the run stops."""
    columns: tuple[ExportColumn, ...]
    how_to_get: str
    """Where a person finds this export, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A Salesforce object or report that nothing here needs: named, counted as not used, never a reason to stop."""

    title: str
    object: str
    prefix: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    """A column that is written. Exactly one of `field`, `const` says what fills it; neither means always blank."""

    name: str
    kind: CellKind = "text"
    field: str = ""
    const: str = ""
    required: bool = False
    max_length: int = 0
    """QuickBooks refuses more (0: no limit known)."""
    advise_length: int = 0
    """QuickBooks' own help text advises no more (0: none)."""
    forbid: str = ""
    """Characters that QuickBooks refuses in this column."""
    allowed: tuple[str, ...] = ()
    whole_digits: int = 0
    """Most digits before the point, for money, rate and quantity (0: no limit known)."""
    unique: bool = False
    negative: bool = True
    """Whether a number below zero is taken."""
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The shape of a file that one of QuickBooks' import screens takes. One TOML file."""

    id: str
    title: str
    region: str
    entity: str
    stem: str
    """`3-invoices`: the file's name before the number and the ending; the digit is the upload order."""
    file_kind: Literal["csv", "xlsx"]
    numbered: bool
    """Whether a lone file carries a number too (3-invoices-001.csv)."""
    rows: int
    documents: int
    """Most documents in a file (0: a row is a record)."""
    bytes: int
    """Most bytes in a file (0: no limit known)."""
    document: str
    """Name of the column that tells one document from another, blank for lists."""
    same_within_document: tuple[str, ...]
    """Columns whose cells must be equal on every line of a document."""
    evidence: str
    columns: tuple[TemplateColumn, ...]
