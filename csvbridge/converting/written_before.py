"""Customers and products that an earlier run of the company wrote: they keep the name that was written then.

In: an account or product, what it was written as, and what QuickBooks' lists show now. Out: its name and that it is
known, or held with a way out. The order of evidence is the crosswalk, a decision, QuickBooks' list, the memory: a list
given now that has another answer wins. A name that was written for one record is never given to another one unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from csvbridge.converting.records import Account, Product
from csvbridge.findings import Findings
from csvbridge.remembered import Exported
from csvbridge.rules import customers as names
from csvbridge.rules import once_only as rules
from csvbridge.values.names import name_key
from csvbridge.values.text import one_line

_NOT_COMPARED = frozenset({"name", "company", "type", "income_account"})
"""What the name decides (it has rules of its own) and what the profile says, not Salesforce."""

Listed = Callable[[str], Sequence[str]]
"""Returns the names that QuickBooks' list shows under a name's key."""


class Kind(NamedTuple):
    """The words and columns that tell a customer from a product."""

    table: str
    """Of the crosswalk."""
    field: str
    """The entity's field of the name."""
    own: str
    """What the record is called in Salesforce."""
    there: str
    """What it is called in QuickBooks."""


CUSTOMER = Kind("customers", "account_name", "account", "customer")
PRODUCT = Kind("products", "product_name", "product", "item")


def settle_written(record: Account | Product, kind: Kind, name: str, listed: Listed | None, findings: Findings) -> bool:
    """Give a record the name that it was written under; False where QuickBooks' list has another answer.

    `name` is the valid name of now; `listed` is None where no list was given. A record is held where QuickBooks has
    both its old and its new name, or several of the old one.
    """
    written = record.earlier
    assert written is not None
    own = _own_name(record)
    renamed = name_key(name) != name_key(written.name)
    chosen = written.name
    facts: dict[str, Any] = {"run": written.run, **_ways(record, kind)}
    if listed is not None:
        then, now = listed(name_key(written.name)), listed(name_key(name))
        if not then and now:
            return False
        if renamed and then and now:
            record.report(findings, rules.TWO_NAMES, kind.field, own, then=then[0], now=now[0], **facts)
            return True
        if len(then) > 1 and chosen not in then:
            several = {"kind": kind.there, "name": chosen, "fits": ", ".join(then[:5]), "first": then[0]}
            record.report(findings, names.SEVERAL_QUICKBOOKS_NAMES, kind.field, own, **facts | several)
            return True
        if then:
            chosen = chosen if chosen in then else then[0]
        else:
            facts |= {"kind": written.kind, "file": written.file or "its file"}
            record.report(findings, rules.NOT_IN_LIST, kind.field, own, name=chosen, **facts)
    record.name, record.known = chosen, True
    said = dict(written.contents).get(f"{kind.own} name", "")
    if said and name_key(said) != name_key(own):
        renaming: dict[str, Any] = {"name": chosen, "run": written.run, "kind": written.kind}
        record.report(findings, rules.RENAMED_SINCE, kind.field, own, **renaming)
    return True


def refuse_anothers_name(
    record: Account | Product, kind: Kind, written: Iterable[Exported], findings: Findings
) -> bool:
    """Hold a record whose name was written for another one; return whether it was held."""
    for one in written:
        if record.earlier is None or one.record != record.earlier.record:
            facts: dict[str, Any] = {
                "name": one.name,
                "run": one.run,
                "kind": kind.own,
                "other": one.record.partition(" ")[2],
            }
            facts |= _ways(record, kind)
            record.report(findings, rules.WRITTEN_FOR_ANOTHER, kind.field, _own_name(record), **facts)
            return True
    return False


def tell_changed_cells(
    record: Account | Product, kind: Kind, cells: Mapping[str, str], headings: Mapping[str, str], findings: Findings
) -> None:
    """Say which cells of a record that is not written again would read otherwise now.

    `cells` and `headings` are by template field. A cell that is blank now is no difference: this month's export may
    lack its column.
    """
    written = record.earlier
    assert written is not None
    told = dict(written.contents)
    then = dict(zip(told.get("headings", "").split("\t"), told.get("row", "").split("\t"), strict=False))
    changes = [
        f'{heading} was "{then[heading]}", now "{cells[name]}"'
        for name, heading in headings.items()
        if name not in _NOT_COMPARED
        and cells.get(name)
        and then.get(heading)
        and one_line(then[heading]) != one_line(cells[name])
    ]
    if changes:
        facts: dict[str, Any] = {"name": record.name, "run": written.run, "kind": written.kind}
        facts["changes"] = "; ".join(changes)
        record.report(findings, rules.RECORD_CHANGED, kind.field, _own_name(record), **facts)


def _own_name(record: Account | Product) -> str:
    return record.account_name if isinstance(record, Account) else record.product_name


def _ways(record: Account | Product, kind: Kind) -> dict[str, str]:
    """Return the crosswalk's table and the key under which it names the record."""
    own = record.account_id if isinstance(record, Account) else record.code
    return {"table": kind.table, "key": own or _own_name(record)}
