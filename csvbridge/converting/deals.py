"""Put deals together: opportunities, and the lines of Opportunities with Products, whichever files hold them.

In: checked rows of opportunities and lines. Out: deals in order of appearance (opportunity exports first), each with
its lines, and the lines whose deal is in no file. A deal is the same by its id, else by account, name, close date,
stage and amount; a line finds its deal by id, else by name and all else that its row says; several that fit are held.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from csvbridge.converting.lines import all_differ, single_out_lines
from csvbridge.converting.merging import SameRecords, faults_of
from csvbridge.converting.records import Deal, Line
from csvbridge.findings import Findings
from csvbridge.rules import documents
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.names import name_key

DEAL_FIELDS = (
    "opportunity_name",
    "account_id",
    "account_name",
    "stage",
    "amount_minor",
    "currency",
    "close_date",
    "won",
)
_said_in = itemgetter(*DEAL_FIELDS)
_DEAL_CELLS = (*DEAL_FIELDS, "opportunity_id", "owner", "product_code", "tax_code", "has_products", "deleted")
_LINE_CELLS = (
    *(
        "line_id",
        "opportunity_id",
        "opportunity_name",
        "product_id",
        "entry_id",
        "product_name",
        "product_code",
    ),
    *(
        "quantity",
        "sales_price",
        "discount",
        "total_price_minor",
        "currency",
        "service_date",
        "line_description",
        "tax_code",
    ),
)
"""The cells of a line but `deleted`, in the order of the fields of `Line`."""


@dataclass(slots=True)
class Deals:
    """All deals, and the lines that found none."""

    all: list[Deal] = field(default_factory=list)
    orphans: list[Line] = field(default_factory=list)


def assemble(
    opportunities: TypedRows,
    lines: TypedRows,
    trail: Trail,
    findings: Findings,
) -> Deals:
    """Return the deals of all files; records that disagree between rows become stops among the findings."""
    builder = _Builder(trail, findings, opportunities, lines)
    for row, cells in _rows(opportunities, _DEAL_CELLS):
        builder.add_opportunity(row, cells)
    deals = Deals()
    # on a line's row the product code, the tax code and the deletion are the line's own
    told = (name for name in _DEAL_CELLS if name not in ("product_code", "tax_code", "deleted"))
    columns = {name: lines.columns[name] for name in told if name in lines.columns}
    said = zip(*(columns[name] for name in DEAL_FIELDS), strict=True)
    told_before = builder.told_before
    for position, (line, words) in enumerate(zip(_lines(lines), said, strict=True)):
        deal = told_before(line, words)
        if deal is None:
            cells = {name: column[position] for name, column in columns.items()}
            deal = builder.deal_of_line(line.rows[0], cells, line)
        if deal is None:
            deals.orphans.append(line)
        else:
            deal.lines.append(line)
    deals.all = builder.deals
    same = SameRecords(trail, findings, lines.fields)
    plain = len(lines.fields) == 1 and not any(lines.columns["line_id"])
    for deal in deals.all:
        if len(deal.lines) > 1 and not (plain and all_differ(deal.lines)):
            deal.lines = single_out_lines(deal, same, trail, findings)
    return deals


def _rows(rows: TypedRows, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    columns = [rows.columns[name] for name in names]
    for row, *values in zip(rows.row_ids, *columns, strict=True):
        yield row, dict(zip(names, values, strict=True))


def _lines(rows: TypedRows) -> list[Line]:
    columns = [rows.columns[name] for name in _LINE_CELLS]
    lines = list(map(Line, ([row] for row in rows.row_ids), *columns, map(bool, rows.columns["deleted"])))
    faulty = {row for row, _ in rows.faults}
    for row, line in zip(rows.row_ids, lines, strict=True) if faulty else ():
        if row in faulty:
            line.faults = faults_of(rows.faults, row, (*_LINE_CELLS, "deleted"))
    return lines


class _Builder:
    """Finds the deal that a row speaks of, or makes it."""

    def __init__(self, trail: Trail, findings: Findings, opportunities: TypedRows, lines: TypedRows) -> None:
        self.deals: list[Deal] = []
        self._by_key: dict[Hashable, Deal] = {}
        self._by_name: dict[str, list[Deal]] = {}
        self._named = 0  # how many of the deals are in it
        self._said: dict[tuple[int, int], tuple[Any, ...]] = {}  # (deal, source) -> what its first row there said
        self._trail = trail
        self._findings = findings
        self._faults = {**opportunities.faults, **lines.faults}
        self._faulty = {row for row, _ in self._faults}
        self._fields = {**opportunities.fields, **lines.fields}
        self._same = SameRecords(trail, findings, self._fields)

    def add_opportunity(self, row: int, cells: dict[str, Any]) -> None:
        """Make a deal of a row of an opportunities export, unless the row repeats one."""
        key = self._key(row, cells)
        deal = self._by_key.get(key)
        if deal is None:
            self._refuse_variant(row, cells)
            self._make(row, key, cells)
            return
        if self._agrees(deal, row, cells):
            self._same.twice(deal.label, deal.rows[0], row)
        deal.rows.append(row)

    def told_before(self, line: Line, words: tuple[Any, ...]) -> Deal | None:
        """Return the deal of a line whose row says of it just what an earlier row of the same file said."""
        own = line.opportunity_id
        if own and own in self._by_key:
            deal = self._by_key[own]
            if self._said.get((id(deal), self._trail.source(line.rows[0]))) == words:
                return deal
        return None

    def deal_of_line(self, row: int, cells: dict[str, Any], line: Line) -> Deal | None:
        """Return the deal of a line's row: found, made from the row, or None with the reason on the line."""
        carried = self._fields[self._trail.source(row)]
        tells_deal = "stage" in carried and "close_date" in carried
        if "opportunity_id" in line.faults:
            line.needs(self._findings, "opportunity_id")
            return None
        key = self._key(row, cells)
        deal = self._by_key.get(key)
        if deal is None and not cells["opportunity_id"]:
            fitting = self._fitting(cells, carried)
            if len(fitting) > 1:
                places = ", ".join(self._placed(d) for d in fitting[:4])
                line.report(self._findings, documents.SEVERAL_DEALS_FIT, "opportunity_name", fits=places)
                return None
            deal = fitting[0] if fitting else None
        if deal is None and tells_deal:
            deal = self._make(row, key, cells)
        elif deal is None:
            named = cells["opportunity_id"] or cells["opportunity_name"] or "blank"
            line.report(self._findings, documents.LINE_WITHOUT_DEAL, "opportunity_id", deal=named)
            return None
        else:
            self._agrees(deal, row, cells)
        return deal

    def _key(self, row: int, cells: dict[str, Any]) -> Hashable:
        if cells["opportunity_id"]:
            return str(cells["opportunity_id"])
        if row in self._faulty and (row, "opportunity_id") in self._faults:
            return row  # a mangled id: nobody knows which record it is
        account = cells["account_id"] or name_key(cells["account_name"])
        said = (
            cells["opportunity_name"],
            cells["close_date"],
            cells["stage"],
            cells["amount_minor"],
            cells["currency"],
        )
        return (account, *said)

    def _make(self, row: int, key: Hashable, cells: dict[str, Any]) -> Deal:
        source = self._trail.source(row)
        deal = Deal(
            rows=[row],
            faults=faults_of(self._faults, row, _DEAL_CELLS) if row in self._faulty else {},
            opportunity_id=cells["opportunity_id"],
            opportunity_name=cells["opportunity_name"],
            account_id=cells["account_id"],
            account_name=cells["account_name"],
            stage=cells["stage"],
            amount=cells["amount_minor"],
            currency=cells["currency"] or "",
            close_date=cells["close_date"],
            won=cells["won"],
            has_products=cells.get("has_products"),
            product_code=cells.get("product_code") or "",
            tax_code=cells.get("tax_code") or "",
            owner=cells["owner"] or "",
            deleted=bool(cells.get("deleted")),
            sources={source: self._fields[source]},
        )
        self.deals.append(deal)
        self._by_key[key] = deal
        self._said[id(deal), source] = _said_in(cells)
        return deal

    def _agrees(self, deal: Deal, row: int, cells: dict[str, Any]) -> bool:
        """Compare a row with the deal that it speaks of, and learn from it what the deal's own file did not carry."""
        source = self._trail.source(row)
        said = _said_in(cells)
        if self._said.get((id(deal), source)) == said:
            return True
        here = {name: getattr(deal, name.removesuffix("_minor")) for name in DEAL_FIELDS}
        unreadable = {name for name in DEAL_FIELDS if name.removesuffix("_minor") in deal.faults}
        unreadable |= {n for n in DEAL_FIELDS if (row, n.removesuffix("_minor")) in self._faults}
        compared = {name: value for name, value in here.items() if name not in unreadable}
        agreed = self._same.compare(deal.label, deal.rows[0], compared, row, cells)
        self._said.setdefault((id(deal), source), said)
        if agreed and source not in deal.sources:
            known = frozenset().union(*deal.sources.values())
            for name in DEAL_FIELDS:
                plain = name.removesuffix("_minor")
                if plain in self._fields[source] and plain not in known:
                    setattr(deal, plain, cells[name])
            deal.sources[source] = self._fields[source]
        return agreed

    def _fitting(self, cells: dict[str, Any], carried: frozenset[str]) -> list[Deal]:
        """Return the deals of that name that agree with everything else that the line's row says."""
        found = []
        for deal in self._of_name(cells["opportunity_name"]):
            known = frozenset().union(*deal.sources.values())
            both = [
                name
                for name in ("account_id", "account_name", "close_date", "amount_minor", "stage")
                if name.removesuffix("_minor") in carried & known
            ]
            if all(cells[n] == getattr(deal, n.removesuffix("_minor")) for n in both):
                found.append(deal)
        return found

    def _refuse_variant(self, row: int, cells: dict[str, Any]) -> None:
        """Without ids: account, name and date of a deal that another file tells otherwise is the same record."""
        if cells["opportunity_id"] or row in self._faulty:
            return
        source = self._trail.source(row)
        for deal in self._of_name(cells["opportunity_name"]):
            same = (deal.account_id, deal.account_name, deal.close_date) == (
                cells["account_id"],
                cells["account_name"],
                cells["close_date"],
            )
            if same and not deal.opportunity_id and source not in deal.sources and not deal.faults:
                here = {name: getattr(deal, name.removesuffix("_minor")) for name in DEAL_FIELDS}
                self._same.compare(deal.label, deal.rows[0], here, row, cells)

    def _of_name(self, name: str) -> Sequence[Deal]:
        """Return the deals of a name; most runs, whose rows have ids, never ask."""
        for deal in self.deals[self._named :]:
            self._by_name.setdefault(name_key(deal.opportunity_name), []).append(deal)
        self._named = len(self.deals)
        return self._by_name.get(name_key(name), ())

    def _placed(self, deal: Deal) -> str:
        return self._trail.place(deal.rows[0])
