"""What differs between the editions of QuickBooks Online: usual currency, date format, and the words of the screens.

In: nothing. Out: one `Region` for each value of company.region. Columns and limits stand in the templates, not here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An edition of QuickBooks Online, in the words that people there read."""

    code: str
    place: str
    """Completes "in …"."""
    currency: str
    """The usual home currency; blank where there is none that most companies have."""
    date_format: str
    """Source: contract.md 5; qbo-import.md 0.1."""
    tax: str
    """What the tax on sales is called. Source: qbo-import.md 5.5, 9."""
    tax_code: str
    """A code as QuickBooks names it there, for examples. Source: qbo-import.md 5.4 (ItemTaxCode)."""
    vendor: str
    """Source: qbo-import.md 6 (regional words)."""
    tax_center: str
    """Where QuickBooks keeps it, in its menu."""


REGIONS = {
    region.code: region
    for region in (
        Region(
            code="us",
            place="the United States",
            currency="USD",
            date_format="MM/DD/YYYY",
            tax="sales tax",
            tax_code="TAX",
            vendor="vendor",
            tax_center="Taxes",
        ),
        Region(
            code="uk",
            place="the United Kingdom",
            currency="GBP",
            date_format="DD/MM/YYYY",
            tax="VAT",
            tax_code="20.0% S",
            vendor="supplier",
            tax_center="Taxes > VAT",
        ),
        Region(
            code="ca",
            place="Canada",
            currency="CAD",
            date_format="DD/MM/YYYY",
            tax="GST/HST",
            tax_code="GST",
            vendor="supplier",
            tax_center="Taxes",
        ),
        Region(
            code="au",
            place="Australia",
            currency="AUD",
            date_format="DD/MM/YYYY",
            tax="GST",
            tax_code="GST",
            vendor="supplier",
            tax_center="Taxes > GST",
        ),
        Region(
            code="global",
            place="other countries",
            currency="",
            date_format="DD/MM/YYYY",
            tax="VAT or GST",
            tax_code="20.0% S",
            vendor="supplier",
            tax_center="Taxes",
        ),
    )
}
"""By the value of company.region (contract.md 5)."""

NO_HOME = "USD"
"""The home currency where neither the profile nor the region says one (contract.md 5)."""


def default_date_format(region: str) -> str:
    """Return how a region's QuickBooks company writes dates unless told otherwise."""
    return REGIONS[region].date_format


def default_currency(region: str) -> str:
    """Return the home currency of a region's company unless told otherwise."""
    return REGIONS[region].currency or NO_HOME
