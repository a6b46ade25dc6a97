"""What a report says of its records against the records that were read: sums and counts in, differences out.

A report that carries subtotals and totals proves its own completeness. Sums are exact decimals; where a figure
and the sum of the rows differ, a row was lost, doubled or changed on the way, and nothing may be written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from csvbridge.reading.aggregates import Aggregate
from csvbridge.values.numbers import Number, is_blank_number, parse_number

_PRECISION = 60  # digits: more than a million amounts of thirty digits need
_KEYS = ("opportunity id", "opportunity name", "quote id", "quote number", "order id", "order number", "account id")
"""Whose amounts a report of products repeats on every row and counts once (salesforce-exports.md §2.5)."""
_CURRENCY = " currency"
_EXTREMES = ("largest", "smallest")
_NOT_CHECKED = ("average", "median", "unique")
_NO_SUM = "it is no sum"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one figure: agreed, not to be checked (with the reason), or neither: then it differs."""

    agrees: bool
    stated: str
    found: str = ""
    column: int | None = None
    reason: str = ""

    @property
    def is_no_sum(self) -> bool:
        """Whether it is an average or the like, which proves nothing."""
        return self.reason == _NO_SUM


class Tally:
    """The records of a table, ready to be added up."""

    def __init__(self, headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        self._headings = [heading.strip() for heading in headings]
        self._columns = columns
        self._parsed: dict[tuple[int, str], list[Number | None]] = {}
        self._currencies: dict[int, set[str]] = {}

    def check(self, about: Aggregate, start: int, end: int) -> list[Verdict]:
        """Return what comes of each figure of an aggregate that speaks of the records from `start` to `end`."""
        found = [] if about.count is None else [self._counted(str(about.count), start, end)]
        doubtful: list[tuple[int, Verdict]] = []
        for column, text in about.figures.items():
            verdict = self._figure(about, column, text, start, end)
            if verdict.agrees or verdict.reason or about.word:
                found.append(verdict)
            else:
                doubtful.append((column, verdict))
        proved = any(verdict.agrees for verdict in found)
        for column, verdict in doubtful:  # it may be an average, or count a deal once: other figures must agree
            otherwise = proved and self._otherwise(column, verdict.stated, start, end)
            found.append(Verdict(True, verdict.stated, column=column) if otherwise else verdict)
        return found

    def _figure(self, about: Aggregate, column: int, text: str, start: int, end: int) -> Verdict:
        beside = column >= len(self._headings)
        if beside or about.word in _NOT_CHECKED:
            reason = "it stands beside the table, under no heading" if beside else _NO_SUM
            return Verdict(False, text, column=column, reason=reason)
        counts = about.word in ("count", "records") or (about.continues and not about.word)
        if counts or not self._headings[column]:
            return self._counted(text, start, end, column, of_field=about.word == "count")
        numbers = self._numbers(column, start, end)
        if not numbers:
            return self._of_no_numbers(column, text, start, end)
        if about.word in _EXTREMES:
            return self._extreme(about.word, numbers, text, column)
        if self._mixed(column, text, start, end):
            return Verdict(False, text, column=column, reason="the rows are in several currencies")
        return self._summed(column, text, start, end)

    def _of_no_numbers(self, column: int, text: str, start: int, end: int) -> Verdict:
        """Judge a figure where there is nothing to add up: it can be a count, or nought under blanks."""
        verdict = self._counted(text, start, end, column)
        if verdict.agrees:
            return verdict
        if any(self._parse(column, ".")[start:end]):
            return Verdict(False, text, column=column, reason="a cell of the column is no number")
        if any(map(str.strip, self._columns[column][start:end])):
            return verdict
        return self._summed(column, text, start, end)

    def _summed(self, column: int, text: str, start: int, end: int) -> Verdict:
        best: Verdict | None = None
        for mark in ".,":
            numbers, stated = self._numbers(column, start, end, mark), parse_number(text, mark)
            if numbers is None or stated is None:
                continue
            total = _sum(numbers)
            verdict = Verdict(_equal(stated.value, total, numbers), text, _shown(total), column)
            if verdict.agrees:
                return verdict
            best = best or verdict
        return best or Verdict(False, text, column=column, reason="it is no number that can be read with certainty")

    def _extreme(self, word: str, numbers: Sequence[Decimal], text: str, column: int) -> Verdict:
        stated = parse_number(text, ".")
        found = (max if word == "largest" else min)(numbers, default=Decimal(0))
        if stated is None:
            return Verdict(False, text, column=column, reason="it is no number that can be read with certainty")
        return Verdict(stated.value == found, text, _shown(found), column)

    def _counted(
        self, text: str, start: int, end: int, column: int | None = None, *, of_field: bool = False
    ) -> Verdict:
        number = parse_number(text, ".") or parse_number(text, ",")
        records = end - start
        counts = {Decimal(records)}
        if of_field and column is not None:  # a count of a field leaves its blanks out
            counts.add(Decimal(sum(1 for cell in self._columns[column][start:end] if cell.strip())))
        agrees = number is not None and number.value in counts
        return Verdict(agrees, text, f"{records:,} records", column)

    def _otherwise(self, column: int, text: str, start: int, end: int) -> bool:
        """Whether an unnamed figure is the average of its column, or its sum with each deal counted once."""
        numbers, stated = self._numbers(column, start, end), parse_number(text, ".")
        if not numbers or stated is None:
            return False
        with localcontext() as context:
            context.prec = _PRECISION
            places = Decimal(1).scaleb(min(0, int(stated.value.as_tuple().exponent)))
            if places < 1 and (_sum(numbers) / len(numbers)).quantize(places) == stated.value:
                return True
        return any(_equal(stated.value, total, numbers) for total in self._once(column, start, end))

    def _once(self, column: int, start: int, end: int) -> list[Decimal]:
        parsed = self._parse(column, ".")[start:end]
        sums = []
        for place, heading in enumerate(self._headings):
            if " ".join(heading.casefold().split()).endswith(_KEYS):
                keys = self._columns[place][start:end]
                once = {(key, number) for key, number in zip(keys, parsed, strict=True) if number is not None}
                sums.append(_sum([number.value for _, number in once]))
        return sums

    def _mixed(self, column: int, text: str, start: int, end: int) -> bool:
        """Whether the rows, or the rows and the figure, are in more than one currency."""
        stated = parse_number(text, ".")
        of_figure = {stated.currency} if stated is not None and stated.currency else set()
        if column not in self._currencies:
            self._currencies[column] = self._currencies_of(column, 0, len(self._columns[column]))
        if len(self._currencies[column] | of_figure) < 2:
            return False
        return len(self._currencies_of(column, start, end) | of_figure) > 1

    def _currencies_of(self, column: int, start: int, end: int) -> set[str]:
        found = {number.currency for number in self._parse(column, ".")[start:end] if number is not None}
        beside = self._headings[column].casefold() + _CURRENCY
        for place, heading in enumerate(self._headings):
            if heading.casefold() == beside:
                found |= {cell.strip() for cell in self._columns[place][start:end]}
        return found - {""}

    def _numbers(self, column: int, start: int, end: int, mark: str = "") -> list[Decimal] | None:
        """Return the numbers of a column, or None when a cell is none; without a mark either will do."""
        for each in mark or ".,":
            cells = self._columns[column][start:end]
            parsed = self._parse(column, each)[start:end]
            if all(n is not None or is_blank_number(cell) for n, cell in zip(parsed, cells, strict=True)):
                return [number.value for number in parsed if number is not None]
        return None

    def _parse(self, column: int, mark: str) -> list[Number | None]:
        if (column, mark) not in self._parsed:
            self._parsed[column, mark] = [parse_number(cell, mark) for cell in self._columns[column]]
        return self._parsed[column, mark]


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    with localcontext(prec=_PRECISION) as context:
        context.traps[InvalidOperation] = context.traps[DivisionByZero] = False
        return sum(numbers, Decimal(0))


def _equal(stated: Decimal, total: Decimal, numbers: Sequence[Decimal]) -> bool:
    """Whether a stated sum is the sum of the rows; a spreadsheet's own noise beyond their decimals is none."""
    if stated == total:
        return True
    decimals = min((int(number.as_tuple().exponent) for number in numbers), default=0)
    with localcontext(prec=_PRECISION):
        places = Decimal(1).scaleb(min(0, decimals))
        noise = places / 1000
        return decimals > -12 and abs(stated - total) < noise


def _shown(number: Decimal) -> str:
    return f"{number:,f}"
