"""Control totals: every record, every line and every cent that came in is written, held, rejected, merged or skipped.

In: a finished conversion and the files as they will lie on disk. Out: `control-totals.json`. A total that does not add
up is our own fault and stops the run (contract.md §3). Money is whole minor units until it is printed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from csvbridge.control_totals import FATES, FileTotals, Totals
from csvbridge.converting.conversion import Conversion
from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Record
from csvbridge.errors import OwnFault
from csvbridge.trail import Fate
from csvbridge.values.numbers import currency_digits


def count(conversion: Conversion, files: Sequence[FileTotals]) -> Totals:
    """Return the totals of a finished conversion."""
    home = conversion.profile.company.home_currency
    customers = [a for a in conversion.accounts.all if not a.from_deal or _came_through(a)]
    made = [p for p in conversion.catalogue.made.values() if _came_through(p)]
    default = conversion.catalogue.default
    products = [
        *conversion.catalogue.all,
        *made,
        *([default] if default is not None and default.fate else []),
    ]
    lines: Counter[Fate] = Counter()
    amounts: dict[str, Counter[Fate]] = {home: Counter()}
    for deal in conversion.deals.all:
        fate = _fate(deal)
        live = live_lines(deal)
        lines[fate] += len(live) or 1
        sums = amounts.setdefault(deal.currency.upper() or home, Counter())
        # a deal's lines where lines are given, else its Amount, blank as 0
        sums[fate] += sum([line.total or 0 for line in live]) if live else deal.amount or 0
        if len(live) < len(deal.lines):  # deleted in Salesforce: in no document
            lines[Fate.SKIPPED] += len(deal.lines) - len(live)
            sums[Fate.SKIPPED] += sum(line.total or 0 for line in deal.lines if line.deleted)
    for line in conversion.deals.orphans:
        lines[_fate(line)] += 1
        amounts.setdefault(line.currency.upper() or home, Counter())[_fate(line)] += line.total or 0
    records = {
        "customers": _fates(customers),
        "products": _fates(products),
        "invoices": _fates(conversion.deals.all),
    }
    return Totals(records, lines, amounts, list(files))


def _came_through(record: Record) -> bool:
    return record.fate in (Fate.WRITTEN, Fate.MERGED)


def _fate(record: Record) -> Fate:
    if record.fate is None:
        raise OwnFault(f"a record of kind {type(record).__name__} has no fate")
    return record.fate


def _fates(records: Iterable[Record]) -> Counter[Fate]:
    fates = list(map(_fate, records))  # counting by identity: a fate's hash is worked out in Python
    return Counter({fate: count for fate in FATES if (count := fates.count(fate))})


def read_back(path: str, data: bytes, document: str, amount: str, home: str, sign: int) -> FileTotals:
    """Count a written file of documents from its own bytes, so that the totals speak of what lies on disk."""
    numbers, amounts = _two_columns(data.decode("utf-8"), document, amount)
    minor = sign * _sum_minor(amounts, currency_digits(home))
    return FileTotals(path, len(set(numbers)), len(amounts), {home: minor})


def _two_columns(text: str, first: str, second: str) -> tuple[list[str], list[str]]:
    """Return the cells of two columns; every row must have as many cells as there are headings."""
    lines = text.split("\r\n")
    if '"' in text or lines[-1] or not text.count("\r") == text.count("\n") == len(lines) - 1:
        headings, *rows = csv.reader(io.StringIO(text, newline=""))
        at, to = _places(headings, set(map(len, rows)), first, second)
        return [row[at] for row in rows], [row[to] for row in rows]
    # nothing is quoted, as in most files: the two cells are cut out of each line
    headings, bare = lines[0].split(","), lines[1:-1]
    at, to = _places(headings, {line.count(",") + 1 for line in bare}, first, second)
    behind = len(headings) - to
    return [line.split(",", at + 1)[at] for line in bare], [line.rsplit(",", behind)[-behind] for line in bare]


def _places(headings: Sequence[str], widths: set[int], first: str, second: str) -> tuple[int, int]:
    if widths - {len(headings)}:
        raise OwnFault("control total failed: a row of a file has not as many cells as the file has headings")
    return headings.index(first), headings.index(second)


def _sum_minor(amounts: Sequence[str], digits: int) -> int:
    """Add written amounts up in their smallest unit; one that is not written to that unit is our own fault."""
    if not amounts:
        return 0
    written = rf"-?[0-9]+\.[0-9]{{{digits}}}" if digits else "-?[0-9]+"
    joined = "\n".join(amounts)
    if joined.count("\n") != len(amounts) - 1 or not re.fullmatch(f"{written}(?:\n{written})*+", joined):
        raise OwnFault("control total failed: an amount is not written to the currency's smallest unit")
    return sum(map(int, joined.replace(".", "").split("\n")))


def prove(totals: Totals, conversion: Conversion) -> None:
    """Raise OwnFault unless files and fates tell the same story, to the line and to the cent."""
    home = conversion.profile.company.home_currency
    document_files = [f for f in totals.files if f.amounts]
    pairs = {
        "written amounts": (
            sum(f.amounts[home] for f in document_files),
            totals.amounts[home].get(Fate.WRITTEN, 0),
        ),
        "written lines": (sum(f.rows for f in document_files), totals.lines.get(Fate.WRITTEN, 0)),
        "written documents": (
            sum(f.records for f in document_files),
            totals.records["invoices"].get(Fate.WRITTEN, 0),
        ),
        "written customers": (_rows(totals, "customers"), totals.records["customers"].get(Fate.WRITTEN, 0)),
        "written products": (_rows(totals, "products"), totals.records["products"].get(Fate.WRITTEN, 0)),
    }
    for what, (in_files, counted) in pairs.items():
        if in_files != counted:
            raise OwnFault(f"control total failed: {what}: {in_files} in the files, {counted} counted")
    for code, sums in totals.amounts.items():
        if code != home and sums.get(Fate.WRITTEN, 0):
            raise OwnFault(f"control total failed: amounts in {code} were written as {home}")


def _rows(totals: Totals, word: str) -> int:
    return sum(f.rows for f in totals.files if word in f.path)
