"""A report's own totals against its rows: groups and amounts in, what cannot be proved out; a difference is `Refused`.

Checked are the count of rows and the sums, exactly, for every group. Salesforce counts an amount once in a total where
its record stands on several rows (a deal beside each of its products), so a sum may also be that of the records, told
apart by their ids (salesforce-exports.md §2.5, last line; Salesforce calls it smart totaling).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import NamedTuple

from csvbridge.reading.analytics_cells import Filled
from csvbridge.reading.factmap import Cell, FactMap, Group
from csvbridge.reading.refused import Refused
from csvbridge.rules import queries as rules
from csvbridge.values.numbers import EXACT, format_quantity, parse_number

_COUNT = "RowCount"
_SUM = "s!"
_DOUBLE = Context(prec=15)  # digits that a double keeps; Salesforce computes some totals with doubles
_OWN = frozenset({("Opportunity", "AMOUNT")})
"""Columns whose record has one row in that type of report: their equal amounts are different records' own."""


class Total(NamedTuple):
    """A total that differs from its rows: what it is of, where, what the report says, what the rows give."""

    total: str
    where: str
    said: str
    found: str


@dataclass(slots=True)
class Check:
    """What was not proved: totals that differ in a way that may be Salesforce's, and why others prove nothing."""

    unclear: list[Total] = field(default_factory=list)
    unchecked: dict[str, None] = field(default_factory=dict)


class _Amounts(NamedTuple):
    label: str
    numbers: list[Decimal]
    currencies: list[str]
    running: list[Decimal]
    """The sum of all rows before each; one more than there are rows."""
    own: bool


def check_totals(facts: FactMap, filled: Filled, kind: str) -> Check:
    """Check every group; `Refused` at the first total that its rows contradict. `kind` is the type of the report."""
    check = Check()
    summed = {token: _amounts(facts, filled, token, kind, check) for token in facts.totals if token.startswith(_SUM)}
    told = any(group.totals for group in facts.groups)
    if not told or (_COUNT not in facts.totals and not any(summed.values())):
        check.unchecked["it counts neither its records nor a sum"] = None
    for group, token, cell in _totals(facts):  # rows that are missing say more than a sum that is wrong for it
        if token == _COUNT:
            _check_count(group, cell)
    for group, token, cell in _totals(facts):
        amounts = summed.get(token)
        if amounts is not None:
            _check_sum(group, cell, amounts, filled.ids, check)
    return check


def _totals(facts: FactMap) -> Iterator[tuple[Group, str, Cell]]:
    for group in facts.groups:
        for token, cell in zip(facts.totals, group.totals, strict=False):  # a group may have no totals at all
            yield group, token, cell


def counted(facts: FactMap) -> int | None:
    """Return the count of records that the report gives for itself, if it does."""
    whole = next((group for group in facts.groups if group.where == "the whole report"), None)
    if whole is None or _COUNT not in facts.totals or not whole.totals:
        return None
    said, _ = _said(whole.totals[facts.totals.index(_COUNT)])
    return int(said) if said is not None and said == said.to_integral_value() else None


def _amounts(facts: FactMap, filled: Filled, token: str, kind: str, check: Check) -> _Amounts | None:
    column = token.removeprefix(_SUM)
    label = next((about.label for about in facts.fields if about.token == column), "")
    if column not in filled.amounts:
        check.unchecked[f"the column of the total {token[:60]} is not in the report"] = None
        return None
    texts, currencies = filled.amounts[column]
    parsed = {text: parse_number(text, ".") if text else None for text in set(texts)}
    unread = next((text for text, number in parsed.items() if text and number is None), None)
    if unread is not None:
        check.unchecked[f"{label} holds {unread[:40]!r}, which is no number"] = None
        return None
    values = {text: number.value if number else Decimal(0) for text, number in parsed.items()}
    numbers = [values[text] for text in texts]
    running = [Decimal(0)]
    for number in numbers:
        running.append(EXACT.add(running[-1], number))
    return _Amounts(label, numbers, currencies, running, (kind, column) in _OWN)


def _said(cell: Cell) -> tuple[Decimal | None, str]:
    """Return the number of a total, and its currency; a blank total is nothing at all, which is 0."""
    value, code = cell.get("value"), ""
    if isinstance(value, dict):
        code = str(value.get("currency") or "")
        value = value.get("amount")
    if value is None:
        return Decimal(0), code
    number = parse_number(value, ".") if isinstance(value, str) else None
    return (number.value if number else None), code


def _check_count(group: Group, cell: Cell) -> None:
    said, _ = _said(cell)
    found = sum(map(len, group.spans))
    if said != found:
        shown = str(cell.get("label")) if said is None else format_quantity(said)
        raise Refused(rules.ANALYTICS_TOTALS, total="the count of records", where=group.where, said=shown, found=found)


def _check_sum(group: Group, cell: Cell, amounts: _Amounts, ids: Sequence[Sequence[str]], check: Check) -> None:
    said, code = _said(cell)
    name = f"the sum of {amounts.label}"
    if said is None:
        check.unchecked[f"{name} is no number: {str(cell.get('value'))[:40]!r}"] = None
        return
    currencies = {amounts.currencies[row] for row in group.rows()} - {""} if amounts.currencies else set()
    if len(currencies) > 1 or (code and currencies and code not in currencies):
        check.unchecked[f"{name} is converted: its rows are in {', '.join(sorted(currencies))}"] = None
        return
    found = Decimal(0)
    for span in group.spans:
        found = EXACT.add(found, EXACT.subtract(amounts.running[span.stop], amounts.running[span.start]))
    if _same(said, found):
        return
    rows = list(group.rows())
    if any(_same(said, once) for once in _counted_once(rows, amounts.numbers, ids)):
        return
    total = Total(name, group.where, format_quantity(said), format_quantity(found))
    if amounts.own or not _may_repeat(said, [amounts.numbers[row] for row in rows]):
        raise Refused(rules.ANALYTICS_TOTALS, **total._asdict())
    check.unclear.append(total)


def _same(said: Decimal, found: Decimal) -> bool:
    """Whether two numbers are equal, or only the noise behind a double's 15 digits tells them apart."""
    return said == found or (len(said.as_tuple().digits) > _DOUBLE.prec and _DOUBLE.plus(said) == _DOUBLE.plus(found))


def _counted_once(rows: Sequence[int], numbers: Sequence[Decimal], ids: Sequence[Sequence[str]]) -> list[Decimal]:
    """Return the sums with each record counted once, for every column of ids whose records have one amount each."""
    found = []
    for column in ids:
        of_record: dict[str, Decimal] = {}
        counted_rows = [row for row in rows if column[row] or numbers[row]]  # no record, no amount: nothing to count
        if all(column[row] and of_record.setdefault(column[row], numbers[row]) == numbers[row] for row in counted_rows):
            total = Decimal(0)
            for number in of_record.values():
                total = EXACT.add(total, number)
            found.append(total)
    return found


def _may_repeat(said: Decimal, numbers: Sequence[Decimal]) -> bool:
    """Whether a total may count equal amounts fewer times than they stand there, each at least once."""
    low = high = Decimal(0)
    for number, count in Counter(numbers).items():
        once, every = number, EXACT.multiply(number, Decimal(count))
        low = EXACT.add(low, min(once, every))
        high = EXACT.add(high, max(once, every))
    return low <= said <= high
