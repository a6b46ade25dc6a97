"""Customer-like records as columns of text: what matching compares.

In: whatever has a name, an address, a phone: accounts of this run, QuickBooks' customers, vendors, employees. A blank
cell is missing evidence, neither for nor against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIELDS = (
    *("name", "company", "person", "email", "phone", "mobile", "fax", "website"),
    *("street", "city", "state", "postal_code", "country"),
    *("tax_id", "currency"),
)
"""`name` is the display or account name, `company` a company name beside it, `person` a contact's name beside it; the
address is one address (billing, else shipping); `tax_id` any tax or registration number."""


@dataclass(frozen=True, slots=True)
class CustomerList:
    """Records as columns: every column given has `size` texts, blank where nothing is known."""

    columns: Mapping[str, Sequence[str]]
    size: int
    known: Sequence[bool] = ()
    """Per record, whether it is one that QuickBooks holds; empty when none is."""

    def column(self, field: str) -> Sequence[str]:
        """Return a field's texts, blanks where the list has no such column."""
        return self.columns.get(field) or [""] * self.size
