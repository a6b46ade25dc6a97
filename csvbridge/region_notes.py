"""Note what is not certain of a region: of its files, its currency, its taxes.

In: the profile, and the templates that a run writes or files are checked by. Out: findings, each said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.regions import REGIONS, default_currency
from csvbridge.rules import regions as rules
from csvbridge.schemas import Template

if TYPE_CHECKING:  # files for QuickBooks alone come without one
    from csvbridge.converting.conversion import Conversion


def note_region(
    profile: Profile, conversion: Conversion, templates: Mapping[str, Template], findings: Findings
) -> None:
    """Note what a conversion rests on that is usual in the region, not known of the company."""
    made = {
        "products": conversion.products,
        "customers": conversion.customers,
        "invoices": conversion.invoices,
        "credit_notes": conversion.credits,
    }
    note_unknown((template for role, template in templates.items() if made[role]), findings)
    region = REGIONS[profile.company.region]
    if region.code == "us":
        return
    if profile.company.sales_tax == "off" and (conversion.invoices or conversion.credits):
        findings.add(rules.TAX_STATE_NOT_KNOWN, tax=region.tax, example=region.tax_code)
    _note_settings(profile, findings)


def note_unknown(templates: Iterable[Template], findings: Findings) -> None:
    """Note of each template what is not known for certain in its region."""
    for template in dict.fromkeys(templates):
        if template.unknown:
            place = "every country" if template.everywhere else REGIONS[template.region].place
            unknown = "; ".join(template.unknown)
            findings.add(rules.REGION_NOT_CERTAIN, title=template.title, place=place, unknown=unknown)


def _note_settings(profile: Profile, findings: Findings) -> None:
    region, company = REGIONS[profile.company.region], profile.company
    settings = [("company.date_format", company.date_format, region.date_format)]
    if region.currency:
        settings.append(("company.home_currency", company.home_currency, region.currency))
    elif company.home_currency == default_currency(region.code):
        findings.add(rules.HOME_CURRENCY_TAKEN, currency=company.home_currency)
    for key, value, usual in settings:
        if value != usual:
            findings.add(rules.SETTING_UNUSUAL, key=key, value=value, usual=usual, place=region.place)
