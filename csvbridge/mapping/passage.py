"""What other programs do to values on the way from Salesforce: found for a column as a whole, and said.

In: a column's cells, as they stand. Out: the cells to read, mostly the same; what was changed or looks wrong is a
finding. Codes that became numbers lose their `.0`, percentages that became fractions turn back; lost letters, web
page code and times in UTC are only named (salesforce-exports.md §7, rows 19, 32, 36, 37, 54, 60).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from csvbridge.column_texts import Texts
from csvbridge.findings import Findings, Rule
from csvbridge.mapping.columns import Table
from csvbridge.rules import cells
from csvbridge.rules import queries as rules
from csvbridge.values.numbers import EXACT, format_quantity, parse_number

_LETTER, _SMALL = "[A-Za-z\u00c0-\u024f]", "[a-z\u00df-\u00ff]"
_LOST = re.compile(rf"{_LETTER}\?{_SMALL}|(?:^|(?<=[\s(]))\?{_SMALL}{{2}}")
_ADDRESS = re.compile(r"://|www\.|[=@]")
_MARKUP = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});"
    r"|</?(?:a|b|br|div|em|font|i|img|li|ol|p|span|strong|table|td|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[0-9]+\.0")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(
    rf"(?:(?:FY|CY)[ -]?[0-9]{{2,4}}|(?:Q[1-4]|H[12])[ -](?:(?:FY|CY) ?)?[0-9]{{4}}|{_MONTH} [0-9]{{4}}"
    r"|[0-9]{4}[ -]?Q[1-4])",
    re.IGNORECASE,
)
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00))[0-9:.]+(?:Z|\+00:?00)")


def settle(table: Table, name: str, kind: str, mark: str, texts: Texts, findings: Findings) -> Sequence[str]:
    """Return the cells of a column as they are to be read; only Salesforce's exports are looked at."""
    values = texts.cells
    if table.export.system != "salesforce":
        return values
    if kind in ("line", "street"):
        _warn_of_text(table, name, texts, findings)
    elif kind == "date":
        _warn_of_utc(table, name, values, findings)
    elif kind == "code":
        return _without_decimals(table, name, values, findings)
    elif kind == "percent" and not table.api_named:
        return _percentages(table, name, mark, values, findings)
    return values


def why_no_date(value: str) -> Rule:
    """Return the rule of a cell that is no date: the name of a period, or anything else."""
    return rules.PERIOD_NOT_DATE if _PERIOD.fullmatch(value.strip()) else cells.DATE_UNREADABLE


def _warn_of_text(table: Table, name: str, texts: Texts, findings: Findings) -> None:
    joined = texts.joined
    if "?" in joined:
        _warn(table, name, texts.cells, findings, rules.LETTERS_LOST, _has_lost_letters)
    if ("&" in joined or "<" in joined) and _MARKUP.search(joined):
        _warn(table, name, texts.cells, findings, rules.MARKUP_IN_TEXT, _MARKUP.search)


def _has_lost_letters(value: str) -> bool:
    return "?" in value and _LOST.search(value) is not None and not _ADDRESS.search(value)


def _warn(
    table: Table, name: str, values: Sequence[str], findings: Findings, rule: Rule, is_odd: Callable[[str], object]
) -> None:
    odd = {value for value in set(values) if is_odd(value)}
    if odd:
        rows = [(row, value) for row, value in zip(table.sheet.row_ids, values, strict=True) if value in odd]
        findings.add_rows(rule, (row for row, _ in rows), (value for _, value in rows), field=name, if_used=True)


def _warn_of_utc(table: Table, name: str, values: Sequence[str], findings: Findings) -> None:
    if "T" not in next(filter(None, values), ""):
        return
    shifted = [value for value in values if _UTC.fullmatch(value.strip())]
    if shifted:
        findings.add(
            rules.TIMES_IN_UTC, source=table.sheet.source.number, field=name, value=shifted[0], count=len(shifted)
        )


def _without_decimals(table: Table, name: str, values: Sequence[str], findings: Findings) -> Sequence[str]:
    """Take `.0` off where every code of the column has it: a program took them for numbers."""
    distinct = {value for value in set(values) if value.strip()}
    if not distinct or not all(_WHOLE.fullmatch(value.strip()) for value in distinct):
        return values
    found = [value.strip().removesuffix(".0") for value in values]
    for row, before, after in zip(table.sheet.row_ids, values, found, strict=True):
        if after:
            findings.add(rules.CODE_AS_NUMBER, row=row, field=name, value=before, if_used=True, after=after)
    return found


def _percentages(table: Table, name: str, mark: str, values: Sequence[str], findings: Findings) -> Sequence[str]:
    """Turn fractions back into percentages where no value of the column is above one and some are below."""
    parsed = {value: parse_number(value, mark) for value in set(values) if value.strip()}
    numbers = {value: number.value for value, number in parsed.items() if number is not None}
    if len(numbers) < len(parsed) or any(abs(number) > 1 for number in numbers.values()):
        return values
    if all(number == number.to_integral_value() for number in numbers.values()):
        return values
    turned = {
        value: format_quantity(EXACT.multiply(number, 100)).replace(".", mark) for value, number in numbers.items()
    }
    first = next(value for value in values if value in turned and numbers[value])
    after = turned[first]
    findings.add(rules.PERCENT_AS_FRACTION, source=table.sheet.source.number, field=name, value=first, after=after)
    return [turned.get(value, value) for value in values]
