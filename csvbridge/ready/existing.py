"""What QuickBooks holds, and what the files of one call will make of it.

In: rows of QuickBooks lists, and recognised tables of files to import. Out: `Existing`, which answers whether a name
is there, how it is spelled, who holds it, and whether the list was given at all. A name from a file to import counts
as one that will exist, since those files are imported first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csvbridge.converting.known import DELETED, Known, leaf, read_known
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.typed_rows import TypedRows
from csvbridge.values.names import name_key

_PLAIN_LISTS = {
    "accounts": "known_account",
    "terms": "known_term",
    "locations": "known_location",
    "classes": "known_class",
    "tax_codes": "known_tax_code",
}
_MADE_BY = {"customer": "customers", "product": "items", "vendor": "vendors", "account": "accounts"}
"""Entity of a template -> the list that its rows add to."""


@dataclass(slots=True)
class Names:
    """The names of one list: as spelled, by key; and whether QuickBooks' own list was given."""

    given: bool = False
    by_key: dict[str, list[str]] = field(default_factory=dict)
    exact: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    """Keys that QuickBooks' own list has."""
    whole: set[str] = field(default_factory=set)
    """Keys of the whole names that QuickBooks' own list has: two sub-accounts may share their last part."""

    def add(self, name: str, *, known: bool) -> None:
        """Take a name; its last part counts as well, as the name that is unique in QuickBooks."""
        self.exact.add(name)
        if known:
            self.whole.add(name_key(name))
        for key in {name_key(name), name_key(leaf(name))}:
            fits = self.by_key.setdefault(key, [])
            if name not in fits:
                fits.append(name)
            if known:
                self.listed.add(key)

    def spelled(self, name: str) -> list[str]:
        """Return how the list spells a name, case and blanks aside."""
        return self.by_key.get(name_key(name), [])


@dataclass(slots=True)
class Existing:
    """Every list, by the name that templates use for it."""

    known: Known
    lists: dict[str, Names]
    unchecked: dict[str, list[str]] = field(default_factory=dict)
    """List that was not given -> what could not be compared with it, in words."""

    def miss(self, name: str, what: str) -> None:
        """Note that something could not be compared with a list; each list is told once, at the end."""
        listed = self.unchecked.setdefault(name, [])
        if what not in listed:
            listed.append(what)

    def given(self, name: str) -> bool:
        """Whether QuickBooks' own list was given; names are customers, vendors and employees together."""
        if name == "names":
            return all(self.lists[part].given for part in ("customers", "vendors", "employees"))
        return self.lists[name].given

    def names(self, name: str) -> Sequence[Names]:
        """Return the lists in which a value may stand."""
        parts = ("customers", "vendors", "employees") if name == "names" else (name,)
        return [self.lists[part] for part in parts]


def read_existing(rows: Mapping[str, TypedRows], tables: Iterable[ReadyTable]) -> Existing:
    """Return what the lists hold and what the files to import will add."""
    given = {name: of for name, of in rows.items() if of.fields}
    known = read_known(given)
    lists = {
        "customers": Names(known.has_customers),
        "vendors": Names(known.has_vendors),
        "employees": Names(known.has_employees),
        "items": Names(known.has_items),
        **{name: Names(entity in given) for name, entity in _PLAIN_LISTS.items()},
    }
    for names in known.customers.values():
        for name in names:
            lists["customers"].add(name, known=True)
    for items in known.items.values():
        for item in items:
            lists["items"].add(item.name, known=True)
    entities = {"vendors": "known_vendor", "employees": "known_employee", **_PLAIN_LISTS}
    for list_name, entity in entities.items():
        for name in given[entity].columns["display_name"] if entity in given else ():
            if name and not DELETED.search(name):
                lists[list_name].add(name, known=True)
    found = Existing(known, lists)
    for table in tables:
        adds_to = _MADE_BY.get(table.template.entity)
        cells = table.cells("name")
        if adds_to is None or cells is None:
            continue
        categories = table.cells("category") or [""] * len(cells)
        for name, category in zip(cells, categories, strict=True):
            if name.strip():
                lists[adds_to].add(name.strip(), known=False)
                if category.strip():
                    lists[adds_to].add(f"{category.strip()}:{name.strip()}", known=False)
    return found
