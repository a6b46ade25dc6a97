"""What earlier runs of the company wrote, ready to be asked by a conversion.

In: the exported records that the memory gives. Out: the record that a deal, an account, a product, a name or a number
of this run was written as. Every record that is given out is noted: together they are all that the memory contributed
to the run, so that the run can be made again from them alone. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csvbridge.converting.records import Account, Deal, Product
from csvbridge.remembered import Exported, account_key
from csvbridge.values.names import name_key

DOCUMENTS = ("invoice", "credit note")
_BY_NAME = "opportunity-name "


def account_record(account: Account) -> str:
    """Return the key under which the memory keeps a customer."""
    return account_key(account.account_id, account.account_name)


def product_record(product: Product) -> str:
    """Return the key under which the memory keeps a product: its id, else its code, else its name."""
    if product.product_id:
        return f"product {product.product_id}"
    return f"product-code {product.code}" if product.code else f"product-name {name_key(product.product_name)}"


def deal_record(deal: Deal, account_name: str) -> str:
    """Return the key under which the memory keeps a deal's document: its id, else all that tells it from others."""
    if deal.opportunity_id:
        return f"opportunity {deal.opportunity_id}"
    told = (name_key(deal.opportunity_name), name_key(account_name), str(deal.close_date), str(deal.total))
    return _BY_NAME + " / ".join(told)


def said(record: Exported, name: str) -> str:
    """Return one of the contents of an exported record, blank where it has none of that name."""
    return next((text for own, text in record.contents if own == name), "")


@dataclass(slots=True)
class Earlier:
    """The exported records, with the ways to find one. `used` holds those that were found."""

    exported: Sequence[Exported] = ()
    used: dict[tuple[str, str], Exported] = field(default_factory=dict)
    documents: dict[str, Exported] = field(default_factory=dict)
    """Key of a deal -> its document."""
    any_without_id: bool = False
    """Whether there are documents of deals that had no id."""
    _numbers: dict[str, list[Exported]] | None = None
    _by_words: dict[tuple[str, str], list[Exported]] | None = None
    _by_account: dict[str, list[Exported]] | None = None
    _customers: dict[str, Exported] = field(default_factory=dict)
    _customers_named: dict[str, list[Exported]] = field(default_factory=dict)
    _products: dict[str, Exported] = field(default_factory=dict)
    _products_named: dict[str, list[Exported]] = field(default_factory=dict)

    # --- documents --------------------------------------------------------------------------------------------------

    def document(self, opportunity_id: str) -> Exported | None:
        """Return the document of a deal with this id."""
        return self._use(self.documents.get(f"opportunity {opportunity_id}"))

    def documents_like(self, deal_name: str, account_name: str) -> list[Exported]:
        """Return the documents of deals that had this name and customer."""
        if self._by_words is None:
            self._by_words = {}
            for one in self.documents.values():
                told = dict(one.contents)
                key = name_key(told.get("deal", "")), name_key(told.get("account name", ""))
                self._by_words.setdefault(key, []).append(one)
        return self._use_all(self._by_words.get((name_key(deal_name), name_key(account_name)), ()))

    def documents_numbered(self, number: str) -> list[Exported]:
        """Return the documents that were written under a number; case is no difference."""
        if self._numbers is None:
            self._numbers = {}
            for one in self.documents.values():
                self._numbers.setdefault(one.name.casefold(), []).append(one)
        return self._use_all(self._numbers.get(number.casefold(), ()))

    def documents_of(self, account: str) -> list[Exported]:
        """Return the documents of an account, by its key as decisions know it; `use` says which of them serve."""
        if self._by_account is None:
            self._by_account = {}
            for one in self.documents.values():
                key = account_key(said(one, "account id"), said(one, "account name"))
                self._by_account.setdefault(key, []).append(one)
        return self._by_account.get(account, [])

    def use(self, found: Iterable[Exported]) -> None:
        """Note records as found."""
        self._use_all(found)

    def highest(self, pattern: re.Pattern[str]) -> str:
        """Return the number that is the highest by the pattern's first group; blank where none fits."""
        fitting = [(int(match[1]), one) for one in self.documents.values() if (match := pattern.match(one.name))]
        if not fitting:
            return ""
        _, highest = max(fitting, key=lambda entry: (entry[0], len(entry[1].name), entry[1].record))
        self._use(highest)
        return highest.name

    # --- customers and products -------------------------------------------------------------------------------------

    def customer(self, account: Account) -> Exported | None:
        """Return what an account was written as: by its id, else by its name where one of the two has no id."""
        if not self._customers:
            return None
        found = self._customers.get(account_record(account))
        if found is None:
            key = name_key(account.account_name)
            named = [
                one
                for one in self._customers_named.get(key, ())
                if not (account.account_id and said(one, "account id"))
                and name_key(said(one, "account name") or one.name) == key
            ]
            found = named[0] if len(named) == 1 else None
        return self._use(found)

    def customer_of(self, account: str) -> Exported | None:
        """Return what the account of a key was written as."""
        return self._use(self._customers.get(account))

    def customers_named(self, name: str) -> list[Exported]:
        """Return the customers that were written under a name."""
        if not self._customers_named:
            return []
        return self._use_all(o for o in self._customers_named.get(name_key(name), ()) if _is_named(o, name))

    def product(self, product: Product) -> Exported | None:
        """Return what a product was written as: by its id, else by its code, else by its name."""
        if not self._products:
            return None
        found = self._products.get(product_record(product))
        if found is None:
            key = name_key(product.product_name)
            by_code = [self._products[f"code {product.code}"]] if f"code {product.code}" in self._products else []
            by_name = [
                one
                for one in self._products_named.get(key, ())
                if not (product.code and said(one, "product code")) and name_key(said(one, "product name")) == key
            ]
            fits = [o for o in by_code or by_name if not (product.product_id and said(o, "product id"))]
            found = fits[0] if len(fits) == 1 else None
        return self._use(found)

    def products_named(self, name: str) -> list[Exported]:
        """Return the products that were written under a name."""
        if not self._products_named:
            return []
        return self._use_all(o for o in self._products_named.get(name_key(name), ()) if _is_named(o, name))

    # ----------------------------------------------------------------------------------------------------------------

    def _use(self, one: Exported | None) -> Exported | None:
        if one is not None:
            self.used[one.kind, one.record] = one
        return one

    def _use_all(self, found: Iterable[Exported]) -> list[Exported]:
        listed = list(found)
        for one in listed:
            self._use(one)
        return listed


def _is_named(one: Exported, name: str) -> bool:
    return name_key(one.name) == name_key(name)


def read_earlier(exported: Sequence[Exported]) -> Earlier:
    """Return the exported records ready to be asked."""
    earlier = Earlier(exported)
    for one in exported:
        if one.kind in DOCUMENTS:
            earlier.documents[one.record] = one
            earlier.any_without_id = earlier.any_without_id or one.record.startswith(_BY_NAME)
        elif one.kind == "customer":
            earlier._customers[one.record] = one
            for key in {name_key(one.name), name_key(said(one, "account name"))}:
                earlier._customers_named.setdefault(key, []).append(one)
        elif one.kind == "product":
            earlier._products[one.record] = one
            code = said(one, "product code")
            if code:
                earlier._products.setdefault(f"code {code}", one)
            for key in {name_key(one.name), name_key(said(one, "product name"))}:
                earlier._products_named.setdefault(key, []).append(one)
    return earlier
