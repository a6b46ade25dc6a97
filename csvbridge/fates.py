"""Tell the trail what became of every row: each record speaks for all rows that speak of it."""

from __future__ import annotations

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.records import Deal, Line, Record
from csvbridge.errors import OwnFault
from csvbridge.trail import Fate, Trail

_MADE_HERE = (Fate.WRITTEN, Fate.MERGED)


def tell(conversion: Conversion, trail: Trail) -> None:
    """Set the fate of every row; a row that nobody speaks for is our own fault."""
    for account in conversion.accounts.all:
        if not account.from_deal or account.fate in _MADE_HERE:
            _set(trail, account, account.label, account.target)
    for contact in conversion.contacts:
        _set(trail, contact, f"contact {contact.contact_id or contact.name}", "")
    _tell_products(conversion, trail)
    for deal in conversion.deals.all:
        _set(trail, deal, deal.label, deal.target)
        _tell_lines(trail, deal)
    for line in conversion.deals.orphans:
        _set(trail, line, _line_label(line), "")
    silent = trail.rows_without_fate()
    if silent:
        raise OwnFault(f"{len(silent)} rows have no fate")


def _set(trail: Trail, record: Record, label: str, target: str) -> None:
    if record.fate is None:
        raise OwnFault(f"a record of kind {type(record).__name__} has no fate")
    trail.set_fate(record.rows, label, record.fate, record.reason, target)


def _tell_products(conversion: Conversion, trail: Trail) -> None:
    catalogue = conversion.catalogue
    own = {row for row, _, _ in catalogue.aside}
    for product in catalogue.all:
        rows = [row for row in product.rows if row not in own]
        if product.fate is None:
            raise OwnFault("a product has no fate")
        trail.set_fate(rows, product.label, product.fate, product.reason, product.target)
    for product in (*catalogue.made.values(), *([catalogue.default] if catalogue.default else [])):
        if product.fate in _MADE_HERE and product.rows:
            _set(trail, product, product.label, product.target)
    for row, record, reason in catalogue.aside:
        trail.set_fate([row], record, Fate.SKIPPED, reason)


def _tell_lines(trail: Trail, deal: Deal) -> None:
    assert deal.fate is not None
    for line in deal.lines:
        if line.fate is None and not line.deleted:  # nearly always
            trail.set_fate(line.rows, _line_label(line), deal.fate, deal.reason, deal.target)
        else:
            _tell_line(trail, line, deal)


def _tell_line(trail: Trail, line: Line, deal: Deal) -> None:
    if line.deleted and deal.fate is not Fate.SKIPPED:
        trail.set_fate(line.rows, _line_label(line), Fate.SKIPPED, "deleted in Salesforce")
        return
    assert deal.fate is not None
    own = line.blocked and line.reason and line.reason != deal.reason
    reason = line.reason if own else deal.reason
    trail.set_fate(line.rows, _line_label(line), deal.fate, reason, deal.target)


def _line_label(line: Line) -> str:
    what = line.line_id or line.product_code or line.product_name or line.opportunity_name
    return f"opportunity line {what}"
