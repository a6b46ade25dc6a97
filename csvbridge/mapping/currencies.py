"""Whose currency an amount is in: the code columns beside the amounts, the record's own, and codes in cells.

In: a sheet, its export and the columns found. Out: one code a row, in the field that the conversion reads; rows whose
codes disagree are never taken for home money; converted amounts are never taken for the amounts (salesforce-exports.md
2.1, 4.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from csvbridge.findings import Findings
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import completeness as rules
from csvbridge.schemas import Export, ExportColumn, heading_forms, normal_heading
from csvbridge.typed_rows import Fault
from csvbridge.values.money import CURRENCIES

_CODE = "_currency"
CONVERTED = " (converted)"


def row_field(export: Export) -> str:
    """Return the field that names the currency of a row; blank when the export has none."""
    fields = {column.field for column in export.columns}
    return next((name for name in ("price_currency", "currency") if name in fields), "")


def _amounts(export: Export) -> list[ExportColumn]:
    """Return the columns that have a code column of their own: `amount` beside `amount_currency`."""
    fields = {column.field for column in export.columns}
    return [column for column in export.columns if column.field + _CODE in fields and column.kind != "line"]


# --- finding the columns ----------------------------------------------------------------------------------------------


def lend_code_column(export: Export, positions: dict[str, int]) -> str:
    """Let an amount's code column speak for the row where the record's own is missing; return its field."""
    own = row_field(export)
    if not own or own in positions:
        return ""
    lender = next((c.field + _CODE for c in reversed(_amounts(export)) if c.field + _CODE in positions), "")
    if lender:
        positions[own] = positions[lender]
    return lender


def refuse_converted(
    sheet: Sheet, headings: Sequence[str], export: Export, positions: Mapping[str, int], findings: Findings
) -> set[str]:
    """Stop where an amount stands only as converted; return the fields concerned.

    The opportunity's amount on the rows of its lines is only compared, so it is no loss there.
    """
    refused: set[str] = set()
    for column in _amounts(export):
        at = positions.get(column.field)
        if at is None and (export.entity, column.field) != ("opportunity_line", "amount"):
            wanted = {normal_heading(h) + CONVERTED for h in column.headings}
            at = next((p for p, h in enumerate(headings) if wanted.intersection(heading_forms(h))), None)
        elif at is not None and not normal_heading(sheet.headings[at]).endswith(CONVERTED):
            continue  # an amount as the record has it; [headings] cannot make it of a converted one
        if at is not None:
            refused.add(column.field)
            findings.add(
                rules.CONVERTED_ONLY,
                source=sheet.source.number,
                title=export.title,
                heading=sheet.headings[at].strip()[:60],
                wanted=column.headings[0],
            )
    return refused


# --- reading the codes ------------------------------------------------------------------------------------------------


def settle_currency(
    sheet: Sheet,
    export: Export,
    positions: Mapping[str, int],
    read: dict[str, Sequence[Any]],
    written: Mapping[str, list[str]],
    faults: dict[tuple[int, str], Fault],
    findings: Findings,
    home: str,
) -> bool:
    """Put one code a row into the row's currency field; return whether the table names currencies at all.

    `read` are the table's columns by field, `written` the codes met in the cells of amounts (`USD 3,047.32`).
    """
    own, amounts = row_field(export), _amounts(export)
    if not own:
        return False
    fields = dict.fromkeys(f for f in (own, *(c.field + _CODE for c in amounts)) if f in positions)
    told = [_upper(read[field]) for field in fields] + list(written.values())
    if not told:
        _ask_for_codes(sheet, positions, amounts, findings)
        return False
    rows = list(zip(*told, strict=True))
    settled = {codes: list(dict.fromkeys(filter(None, codes))) for codes in set(rows)}
    several = {codes for codes, found in settled.items() if len(found) > 1}
    if several:
        names = [f'"{sheet.headings[positions[field]].strip()}"' for field in fields]
        names += [f'the cell of "{sheet.headings[positions[field]].strip()}"' for field in written]
        for at, codes in enumerate(rows):
            if codes in several:
                _refuse_row(sheet, export, at, (names, codes), faults, findings, home)
    one = {codes: _one_of(found, export, home) for codes, found in settled.items()}
    read[own] = list(map(one.__getitem__, rows))
    return True


def _one_of(found: Sequence[str], export: Export, home: str) -> str:
    """Return the code that a row goes by; of several, one with which it cannot be written as home money.

    Of an opportunity's two at least one is foreign, and a deal in a foreign currency waits. A line's total and a price
    are unreadable then: a line goes by its record's own code, a price by the one that lets its fault be said.
    """
    if len(found) < 2 or export.entity == "opportunity_line":
        return found[0] if found else ""
    if export.entity == "opportunity":
        return next(code for code in found if code != home)
    return home if home in found else found[0]


def _upper(codes: Iterable[str]) -> list[str]:
    codes = list(codes)
    plain = {code: code.strip().upper() for code in set(codes)}
    return list(map(plain.__getitem__, codes))


def _refuse_row(
    sheet: Sheet,
    export: Export,
    at: int,
    said: tuple[Sequence[str], Sequence[str]],
    faults: dict[tuple[int, str], Fault],
    findings: Findings,
    home: str,
) -> None:
    """Say that a row's codes disagree: a line or price is unreadable, an opportunity is held as foreign."""
    row = sheet.row_ids[at]
    codes = ", ".join(f"{name} says {code}" for name, code in zip(*said, strict=True) if code)
    amount = {"opportunity_line": "total_price", "product": "list_price", "price_entry": "list_price"}.get(
        export.entity
    )
    if amount is None:
        findings.add(rules.CODES_DIFFER, row=row, field="currency", if_used=True, codes=codes, home=home)
        faults[row, "currency"] = Fault(rules.CODES_DIFFER, "", {"codes": codes, "home": home})  # not to be compared
        return
    cells = sheet.source.cells.get(amount)
    value = cells[at].strip() if cells is not None else ""
    problem = f"it would be in two currencies ({codes})"
    faults[row, amount] = Fault(rules.AMOUNT_OF_TWO_CURRENCIES, value, {"codes": codes, "problem": problem})


def _ask_for_codes(
    sheet: Sheet, positions: Mapping[str, int], amounts: Sequence[ExportColumn], findings: Findings
) -> None:
    """Stop when an unknown column of currency codes stands before an amount, and no other names its currency."""
    taken = set(positions.values())
    for column in amounts:
        before = positions.get(column.field, 0) - 1
        if before < 0 or before in taken:
            continue
        codes = {cell.strip() for cell in set(sheet.columns[before])} - {""}
        if codes and codes <= CURRENCIES:
            heading = sheet.headings[before].strip()
            findings.add(
                rules.CODE_COLUMN_UNKNOWN,
                source=sheet.source.number,
                heading=heading or "(blank)",
                key=json.dumps(heading, ensure_ascii=False),
                amount=sheet.headings[before + 1].strip(),
                codes=", ".join(sorted(codes)[:5]),
                label=f"{column.headings[0]} Currency",
            )
