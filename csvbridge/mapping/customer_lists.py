"""Lists of customers, whoever made them: which of their columns say what tells one customer from another.

In: sheets as read, and what a table can be. Out: a `CustomerTable`, which knows the columns that feed each field
(`schemas/compared/`); or what else the sheet is. No cell is read here but to know a table by its ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from csvbridge.mapping.columns import candidates, known_whole, spellings_of
from csvbridge.mapping.identify import Known, recognise, template_of
from csvbridge.mapping.labels import in_english, translated
from csvbridge.reading.sheet import Sheet
from csvbridge.schemas import Export, PassedOver, claims_met, normal_heading

_KINDS = {
    "salesforce.accounts": ("account", "customers"),
    "salesforce.contacts": ("contact", "contacts"),
    "quickbooks.customers": ("customer", "customers"),
    "quickbooks.customer_contacts": ("customer", "customers"),
    "quickbooks.vendors": ("vendor", "customers"),
    "quickbooks.employees": ("employee", "customers"),
}
"""What a record of an export is called, and the file of schemas/compared that tells its columns."""

CONTACT = "contact"
"""The kind of a person who belongs to an account."""

_LEAD = "Lead"
_TEMPLATE = "customer"
"""The entity of the templates that list customers, one a region."""


@dataclass(slots=True, kw_only=True)
class CustomerTable:
    """A sheet whose rows can be compared. `positions` maps each field to its columns, the best first."""

    sheet: Sheet
    kind: str
    """account, contact, lead, customer, vendor, employee."""
    id: str
    """What it was identified as."""
    is_list: bool
    """Whether it is a list of QuickBooks' own."""
    positions: dict[str, list[int]]
    long: set[int] = field(default_factory=set)
    """The rows, as positions in the table, of cells that are longer than what is compared of them."""
    against: bool = False
    """Whether it was given to be compared against."""

    @property
    def known(self) -> bool:
        """Whether its records count as QuickBooks'."""
        return self.is_list or self.against


class NotCompared(NamedTuple):
    """A table that is known and holds nobody to compare."""

    title: str
    system: str
    id: str


def customer_table(
    sheet: Sheet, known: Known, compared: Mapping[str, Export]
) -> CustomerTable | NotCompared | str | None:
    """Return the table of a sheet; what it is when it lists no customers; the title of a template; None for a stranger.

    What Salesforce and QuickBooks make is told by `known` as everywhere; a table that nothing claims is anybody's list
    as long as it has a column of names.
    """
    headings, _, _ = in_english(translated(sheet.headings, known.aliases), known.languages)
    found = recognise(sheet, headings, known)
    if isinstance(found, Export) and found.id in _KINDS:
        kind, columns = _KINDS[found.id]
        return _table(sheet, headings, compared[columns], kind, found.id, is_list=found.system == "quickbooks")
    if isinstance(found, PassedOver) and found.object == _LEAD:
        return _table(sheet, headings, compared["leads"], "lead", "salesforce.Leads")
    if isinstance(found, Export | PassedOver):
        own = found.id if isinstance(found, Export) else f"{found.system}.{found.title}"
        return NotCompared(found.title, found.system, own)
    return _anybodys(sheet, headings, known, compared["customers"])


def _anybodys(sheet: Sheet, headings: Sequence[str], known: Known, columns: Export) -> CustomerTable | str | None:
    """Return a file for QuickBooks' import screen or a list made by hand, as long as it lists customers."""
    template = template_of({normal_heading(h) for h in headings}, known.templates)
    if template is not None and template.entity != _TEMPLATE:
        return template.title
    if not claims_met(columns.claims, headings):
        return None
    return _table(sheet, headings, columns, "customer", columns.id if template is None else template.id)


def _table(
    sheet: Sheet, headings: Sequence[str], columns: Export, kind: str, own: str, *, is_list: bool = False
) -> CustomerTable | None:
    """Return the table with its columns; None when none of those that it needs is there."""
    spoken_for = known_whole(headings, columns)
    found = {c.field: candidates(headings, spellings_of(c, headings), spoken_for) for c in columns.columns}
    positions = {field: places for field, places in found.items() if places}
    if not all(any(field in positions for field in group) for group in columns.needs):
        return None
    sheet.source.identified_as = own
    source = sheet.source
    order = ("name", "company", "full_name", "last_name") if kind != CONTACT else ("full_name", "last_name")
    named = next(field for field in order if field in positions)
    source.headings["name"] = sheet.headings[positions[named][0]].strip()
    source.cells["name"] = sheet.columns[positions[named][0]]
    return CustomerTable(sheet=sheet, kind=kind, id=own, is_list=is_list, positions=positions)
