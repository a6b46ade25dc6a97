"""The declarative files under `schemas/`: what can be read (exports, lists) and what is written (templates).

In: TOML (read by `schema_files`). Out: `Export` and `Template` objects, and the one way to compare headings:
case, blanks and sort arrows aside, the whole label first, then the part after the last `: `. Never an
expression, never code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["text", "line", "street", "code", "id", "money", "decimal", "percent", "date", "flag"]
"""How a cell of an export is read. text: as it stands; line: one line, blanks collapsed; street: lines joined
by `, `; code: text that is a key (SKU, number); id: a Salesforce id; the rest are values."""

System = Literal["salesforce", "quickbooks", "compared"]
"""Whose table it is; compared: anybody's list, of which only what tells customers apart is read."""

CellKind = Literal["text", "money", "rate", "quantity", "date", "percent"]
"""How a cell of a template is written, and what it must be when a file made elsewhere is checked."""

Lookup = Literal[
    "", "customers", "vendors", "employees", "items", "accounts", "terms", "locations", "classes", "tax_codes", "names"
]
"""The QuickBooks list in which a value must exist; names: a customer, vendor or employee; blank: none."""


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
    api_headings: tuple[str, ...] = ()
    """API names that are another column's label in reports: they count only where no heading has a blank."""
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A kind of table that can be read: a Salesforce export or a QuickBooks list. One TOML file."""

    id: str
    title: str
    entity: str
    system: System
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
    """An object or report that nothing here needs: named, counted as not used, no stop."""

    title: str
    object: str
    prefix: str
    claims: tuple[Claim, ...]
    evidence: str = ""
    system: System = "salesforce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of another language, and Salesforce's own English one."""

    label: str
    means: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What is known for certain of reports in a language other than English. One TOML file."""

    title: str
    date_order: Literal["D/M/YYYY", "M/D/YYYY"]
    """How dates with slashes are written where the language is spoken."""
    labels: tuple[Label, ...]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    """A column that is written. One of `field`, `const` says what fills it; neither means always blank."""

    name: str
    """The heading that is written; read in any case, with or without the star."""
    headings: tuple[str, ...] = ()
    """Other spellings met in files that somebody else made."""
    means: str = ""
    """What the column holds when a file is checked, where nothing of ours fills it."""
    kind: CellKind = "text"
    field: str = ""
    const: str = ""
    required: bool = False
    advised: bool = False
    """QuickBooks takes a blank, and puts something in its place that is seldom meant; it is never written blank."""
    max_length: int = 0
    """QuickBooks refuses more (0: no limit known)."""
    cut: bool = False
    """Whether QuickBooks takes a longer text and cuts it, instead of refusing it."""
    advise_length: int = 0
    """QuickBooks' own help text advises no more (0: none)."""
    forbid: str = ""
    """Characters that QuickBooks refuses in this column."""
    allowed: tuple[str, ...] = ()
    """The only values that are written."""
    takes: tuple[str, ...] = ()
    """The values that QuickBooks takes, in any case, where they are more than those we write."""
    whole_digits: int = 0
    """Most digits before the point, for money, rate and quantity (0: no limit known)."""
    decimals: int = 0
    """Most digits after the point that QuickBooks takes (0: no limit known)."""
    thousands: bool = False
    """Whether a comma between thousands is taken."""
    lookup: Lookup = ""
    unique: bool = False
    negative: bool = True
    """Whether a number below zero is taken."""
    evidence: str

    @property
    def meaning(self) -> str:
        """What the column holds, by the name that rules use."""
        return self.means or self.field

    @property
    def label(self) -> str:
        """The column as people speak of it, without the star."""
        return self.name.removeprefix("*")

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every heading under which the column is known when it is read."""
        return (self.name, self.label, f"*{self.label}", *self.headings)


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
    """Most rows in a file that is written: safe however QuickBooks counts the heading."""
    most_rows: int = 0
    """The rows that QuickBooks speaks of; a file with more is refused (0: `rows`)."""
    documents: int
    """Most documents in a file (0: a row is a record)."""
    bytes: int
    """Most bytes in a file (0: no limit known)."""
    document: str
    """Name of the column that tells one document from another, blank for lists."""
    same_within_document: tuple[str, ...]
    """Columns whose cells must be equal on every line of a document."""
    claims: tuple[Claim, ...] = ()
    """By which columns a file is known for this template. A name stands for all spellings of its column."""
    written: bool = True
    """Whether csvbridge writes such files; the others it only reads and checks."""
    exact: bool = False
    """Whether the file is read by its headings to the letter, with no mapping by hand and no column beside them."""
    everywhere: bool = False
    """Whether the other regions have this very file, as far as is known."""
    unknown: tuple[str, ...] = ()
    """What is not known for certain of this file in this region, each in a phrase; a run says it once."""
    evidence: str
    columns: tuple[TemplateColumn, ...]
    also_read: tuple[TemplateColumn, ...] = ()
    """Columns that such files may have and that are never written."""

    def serves(self, region: str) -> bool:
        """Whether a company of a region has this file."""
        return self.everywhere or self.region == region

    @property
    def readable(self) -> tuple[TemplateColumn, ...]:
        """Every column that a file of this template may have."""
        return (*self.columns, *self.also_read)


_ARROWS = " \u2191\u2193"
_BETWEEN = re.compile(r"\s?:\s")
_ANOTHERS = re.compile(
    r"(?:\A|\s)(?:owner|by|manager|reports to|parent account|partner account|sales rep|user)\Z|\S\s+contact\Z"
)
"""Lookups to another record: `Account Owner: Email` is the salesperson's address, not the customer's."""
_API_WORDS = ("id", "name")
"""API names that end no report label: `Account: ID` would else pass for the id of any file's own records."""


@lru_cache(maxsize=65536)
def normal_heading(text: str) -> str:
    """Return a heading as headings are compared (salesforce-exports.md 2.1, matching advice).

    Case, outer and doubled blanks, a byte order mark and sort arrows do not count.
    """
    return " ".join(text.replace("\ufeff", "").split()).rstrip(_ARROWS).casefold()


@lru_cache(maxsize=65536)
def bare_heading(text: str) -> str:
    """Return a heading of an import file as import files' headings are compared: its letters and digits alone.

    Stars, blanks and signs differ between QuickBooks' own sample files (qbo-import.md 5.1).
    """
    whole = normal_heading(text)
    return "".join(filter(str.isalnum, whole)) or whole


@lru_cache(maxsize=65536)
def heading_forms(text: str) -> tuple[str, ...]:
    """Return the forms under which a heading may be known: whole, then the part after the last `: `.

    The part alone is no form when its prefix is a lookup to another record, a user, a contact or a parent:
    such a column is known by its whole label or not at all (salesforce-exports.md 2.1: prefixes chain).
    """
    whole = normal_heading(text)
    *_, before, last = ("", *_BETWEEN.split(whole))
    if last in ("", whole, *_API_WORDS) or _ANOTHERS.search(before):
        return (whole,)
    return (whole, last)


def claim_strength(claims: Iterable[Claim], headings: Sequence[str]) -> int:
    """Return how many headings the best claim that fits a table names; 0 when none fits.

    The most specific claim wins between kinds (house rule: a tie or a stranger stops the run).
    """
    forms = {form for heading in headings for form in heading_forms(heading)}

    def met(names: Iterable[str]) -> int:
        return sum(normal_heading(name) in forms for name in names)

    return max(
        (
            met((*claim.all, *claim.any))
            for claim in claims
            if met(claim.all) == len(claim.all) and bool(claim.any) <= bool(met(claim.any)) and not met(claim.none)
        ),
        default=0,
    )


def claims_met(claims: Iterable[Claim], headings: Sequence[str]) -> bool:
    """Whether any of the claims fits a table's headings."""
    return claim_strength(claims, headings) > 0
