"""Give every line its tax code, where QuickBooks wants one.

In: the deals that are to be written, and the profile. Out: each line with QuickBooks' own code, or questions among the
findings that stop the run: a code is never guessed. Where tax codes are off, nothing happens.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.converting.documents import written_lines
from csvbridge.converting.records import Deal, Line
from csvbridge.findings import Findings
from csvbridge.profile import Profile
from csvbridge.regions import REGIONS
from csvbridge.rules import regions as rules
from csvbridge.values.names import name_key


def set_tax_codes(deals: Sequence[Deal], profile: Profile, findings: Findings) -> None:
    """Set the code of each line: the line's own, else its deal's, else the profile's, as QuickBooks names it."""
    if profile.company.sales_tax != "codes":
        return
    mapped = {name_key(own): code for own, code in profile.crosswalk.tax_codes.items()}
    default = profile.invoices.tax_code.strip()
    default = mapped.get(name_key(default), default)
    known = {*mapped.values(), default}
    blank: list[Line] = []
    strange: dict[str, list[Line]] = {}
    for deal in deals:
        for line in written_lines(deal):
            own = (line.tax_code or deal.tax_code).strip()
            line.tax_code = mapped.get(name_key(own), own) if own else default
            if not line.tax_code:
                blank.append(line)
            elif line.tax_code not in known:
                strange.setdefault(own, []).append(line)
    _ask(blank, strange, profile, findings)


def _ask(blank: Sequence[Line], strange: dict[str, list[Line]], profile: Profile, findings: Findings) -> None:
    region = REGIONS[profile.company.region]
    example = region.tax_code
    if blank:
        findings.add(rules.TAX_CODE_MISSING, count=f"{len(blank):,}", tax=region.tax, example=example)
    for code, lines in strange.items():
        answer = f"--set crosswalk.tax_codes.{code}={example}"
        if "=" in code:  # the first = of --set splits
            answer = f'"{code}" = "{example}" below [crosswalk.tax_codes] in csvbridge.toml'
        findings.add(
            rules.TAX_CODE_UNMAPPED,
            row=lines[0].rows[0],
            field="tax_code",
            value=code,
            code=code,
            count=f"{len(lines):,}",
            answer=answer,
        )
