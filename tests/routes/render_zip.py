"""The company as a weekly Data Export (R12): one ZIP or several parts, a CSV for each object.

In: the company. Out: file name -> bytes (salesforce-exports.md §1.9): every cell quoted, LF, ISO-8859-1, API names,
` 00:00:00` behind dates, flags 1 and 0 with blanks for 0 in `HasOpportunityLineItem`, empty lookups as zeros, a NUL
before rich text, header-only files of objects without rows, and objects that nothing needs.
"""

from __future__ import annotations

from collections.abc import Callable

from company import Company, Table, checked, objects, with_streets_in_one_line
from render_text import Style, cells, encoded, joined, midnight, plain
from render_xlsx import packed

WEEKLY = Style(encoding="iso-8859-1", number=plain, date=midnight)
_ARCHIVE = "WE_00DQz000001AbCdMAK_{part}.ZIP"
_NOBODY = "000000000000000AAA"
_STAMP = "2026-11-01 04:05:06"
_USER = checked("005Qz000001AbCd")

HEADER_ONLY = {
    "Order": ["Id", "IsDeleted", "OrderNumber", "AccountId", "EffectiveDate", "Status", "TotalAmount"],
    "Contract": ["Id", "IsDeleted", "AccountId", "ContractNumber", "StartDate", "Status"],
    "Quote": ["Id", "IsDeleted", "OpportunityId", "Name", "QuoteNumber", "Status"],
}
NOT_NEEDED = {
    "User": [["Id", "Username", "LastName", "Name", "IsActive"], [_USER, "pat@example.org", "Doe", "Pat Doe", "1"]],
    "Case": [
        ["Id", "IsDeleted", "CaseNumber", "AccountId", "Subject"],
        [checked("500Qz000001AbCd"), "0", "00001001", _NOBODY, "Lamp, broken"],
    ],
}


def _system(table: Table) -> list[tuple[str, Callable[[int], str]]]:
    """Columns that every object carries, and those with the zeros and NULs of §1.9."""
    columns: list[tuple[str, Callable[[int], str]]] = [
        ("IsDeleted", lambda _: "0"),
        ("CreatedDate", lambda _: _STAMP),
        ("CreatedById", lambda _: _USER),
    ]
    if table.name == "Account":
        columns += [("MasterRecordId", lambda _: _NOBODY), ("ParentId", lambda n: _NOBODY if n % 2 else "")]
    if table.name == "Opportunity":
        columns += [("CampaignId", lambda n: "" if n % 2 else _NOBODY), ("OwnerId", lambda _: _USER)]
        columns += [("Terms__c", lambda n: "\x00<p>Net 30, <b>as agreed</b></p>" if n % 3 == 0 else "")]
    return columns


def _rows(table: Table) -> list[list[str]]:
    extra = _system(table)
    rows = cells(table, WEEKLY)
    if "HasOpportunityLineItem" in table.names:
        place = table.place("HasOpportunityLineItem")
        for row in rows:
            row[place] = "1" if row[place] == "1" else ""
    header = [*table.names, *(name for name, _ in extra)]
    return [header, *([*row, *(value(n) for _, value in extra)] for n, row in enumerate(rows))]


def _csv(rows: list[list[str]]) -> bytes:
    return encoded(joined(rows, WEEKLY), WEEKLY)


def members(company: Company, *, breaks: bool = False) -> dict[str, bytes]:
    """The CSVs of the archive, by object; `breaks` when the option that replaces line breaks was off."""
    tables = objects(company if breaks else with_streets_in_one_line(company), parents=False)
    files = {f"{name}.csv": _csv(_rows(table)) for name, table in tables.items()}
    files |= {f"{name}.csv": _csv([header]) for name, header in HEADER_ONLY.items()}
    files |= {f"{name}.csv": _csv(rows) for name, rows in NOT_NEEDED.items()}
    return dict(sorted(files.items()))


def in_one_part(company: Company, *, breaks: bool = False) -> dict[str, bytes]:
    return {_ARCHIVE.format(part=1): packed(dict(members(company, breaks=breaks)))}


def in_two_parts(company: Company) -> dict[str, bytes]:
    """Some objects in each part, and the deals begun in the first and continued in the second."""
    files = members(company)
    table = objects(company, parents=False)["Opportunity"]
    header, *rows = _rows(table)
    half = len(rows) // 2
    first = {n: b for n, b in files.items() if n[0] < "P" and n != "OpportunityLineItem.csv"}
    second = {n: b for n, b in files.items() if n not in first}
    first["Opportunity.csv"] = _csv([header, *rows[:half]])
    second["Opportunity.csv"] = _csv([header, *rows[half:]])
    return {_ARCHIVE.format(part=1): packed(dict(first)), _ARCHIVE.format(part=2): packed(dict(second))}


def unpacked(company: Company) -> dict[str, bytes]:
    """The same after a person has taken the files out of the archive."""
    return members(company)
