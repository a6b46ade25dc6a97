"""What Salesforce says of a deal, kept when it is exported, and what has changed when it is read again.

In: a deal with its lines, and which columns its files carried. Out: facts as pairs of texts; differences in words.
Only what Salesforce says counts, never what the profile makes of it: other terms or another prefix change no deal.
A column that one of the two files lacked is no difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, repeat
from typing import NamedTuple, TypeVar

from csvbridge.converting.accounts import Accounts
from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Deal, Line
from csvbridge.remembered import Exported
from csvbridge.trail import Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.names import name_key, valid_name
from csvbridge.values.numbers import currency_digits, format_minor, format_quantity
from csvbridge.values.text import one_line

_Value = TypeVar("_Value", Decimal, dt.date)

Facts = tuple[tuple[str, str], ...]

Told = Mapping[str, str]
"""A line as it was told: what the cell is -> its text."""

_LINE_FIELDS = {
    "line_id": "line id",
    "product_id": "product id",
    "entry_id": "price book entry id",
    "product_code": "product code",
    "product_name": "product name",
    "quantity": "quantity",
    "sales_price": "sales price",
    "total_price": "total",
    "service_date": "date",
    "line_description": "description",
}
_ITEM = ("product id", "price book entry id", "product code", "product name")
_NUMBERS = ("quantity", "sales price", "total", "date")
_WRITTEN = ("headings", "row")
"""Names of contents that are no facts: what was written."""
_MOST_SHOWN = 6


class Change(NamedTuple):
    """A difference: in words, the field it is about, and whether it is one of wording alone (a memo, a description)."""

    words: str
    field: str
    wording: bool = False


class Teller:
    """Tells what Salesforce says of a deal."""

    def __init__(self, accounts: Accounts, lines: TypedRows, trail: Trail, home: str) -> None:
        self._accounts, self._carried, self._trail, self.home = accounts, lines.fields, trail, home
        self._told_by: dict[tuple[int, ...], tuple[bool, bool]] = {}
        self._columns_of: dict[frozenset[int], str] = {}

    def currency(self, deal: Deal) -> str:
        """Return the deal's currency, else that of the books."""
        return deal.currency.upper() or self.home

    def facts_of(self, deals: Sequence[Deal]) -> Iterator[Facts]:
        """Yield of each deal what Salesforce says of it, the columns that its files lack left out.

        The lines of all of them are written at once: a hundred thousand, many of whose cells are alike.
        """
        by_deal = [live_lines(deal) for deal in deals]
        digits = [currency_digits(self.currency(deal)) for deal in deals]
        of_lines = chain.from_iterable(map(repeat, digits, map(len, by_deal)))
        texts = iter(_line_texts(list(chain.from_iterable(by_deal)), of_lines))
        for deal, lines, own in zip(deals, by_deal, digits, strict=True):
            yield self._facts(deal, lines, own, texts)

    def _facts(self, deal: Deal, lines: Sequence[Line], digits: int, texts: Iterator[str]) -> Facts:
        named, priced = self._told(deal)
        account_id, account_name = self.account(deal)
        facts = [("deal", deal.opportunity_name)] if named else []
        day = "" if deal.close_date is None else deal.close_date.isoformat()
        facts += [
            ("stage", deal.stage),
            ("account id", account_id),
            ("account name", account_name),
            ("close date", _or_fault(deal, "close_date", day)),
            ("currency", self.currency(deal)),
        ]
        if priced:
            amount = "" if deal.amount is None else format_minor(deal.amount, digits)
            facts.append(("amount", _or_fault(deal, "amount", amount)))
        if lines:
            facts.append(("deal line columns", self._line_columns(lines)))
            facts += zip(repeat("deal line", len(lines)), texts, strict=False)
        return tuple(facts)

    def _told(self, deal: Deal) -> tuple[bool, bool]:
        """Return whether a file of the deal's carries its name, and whether one carries its Amount."""
        key = tuple(deal.sources)
        if key not in self._told_by:
            told = frozenset[str]().union(*deal.sources.values())
            self._told_by[key] = "opportunity_name" in told, "amount" in told
        return self._told_by[key]

    def _line_columns(self, lines: Sequence[Line]) -> str:
        """Return what all files of these lines tell of a line."""
        several = len(self._carried) > 1
        sources = frozenset([self._trail.source(line.rows[0]) for line in (lines if several else lines[:1])])
        if sources not in self._columns_of:
            told = frozenset.intersection(*(self._carried[source] for source in sources))
            self._columns_of[sources] = "\t".join(what for name, what in _LINE_FIELDS.items() if name in told)
        return self._columns_of[sources]

    def account(self, deal: Deal) -> tuple[str, str]:
        """Return the id and the name of a deal's account, as far as the files tell them."""
        account = self._accounts.by_id.get(deal.account_id) if deal.account_id else None
        if account is None and not deal.account_id and deal.account_name:
            fits = self._accounts.by_name.get(name_key(valid_name(deal.account_name)), ())
            given = [fit for fit in fits if not fit.from_deal and not fit.deleted]
            account = given[0] if len(given) == 1 else None
        own = deal.account_id or (account.account_id if account is not None else "")
        return own, deal.account_name or (account.account_name if account is not None else "")


def _or_fault(record: Deal | Line, name: str, text: str) -> str:
    """Return a cell's value as text; one that cannot be read as it stands in the file."""
    return record.faults[name][1].value if record.faults and name in record.faults else text


def _line_texts(lines: Sequence[Line], digits: Iterable[int]) -> list[str]:
    """Return of each line all that can be told of it, in the order of `_LINE_FIELDS`."""
    totals = [line.total for line in lines]
    columns = (
        [line.line_id for line in lines],
        [line.product_id for line in lines],
        [line.entry_id for line in lines],
        [line.product_code for line in lines],
        [line.product_name for line in lines],
        _written([line.quantity for line in lines], format_quantity),
        _written([line.sales_price for line in lines], format_quantity),
        ["" if total is None else format_minor(total, own) for total, own in zip(totals, digits, strict=True)],
        _written([line.service_date for line in lines], dt.date.isoformat),
        [line.description for line in lines],
    )
    rows = list(zip(*columns, strict=True))
    for at, line in enumerate(lines):
        if line.faults:
            named = zip(_LINE_FIELDS, rows[at], strict=True)
            rows[at] = tuple([_or_fault(line, name, text) for name, text in named])
    texts = list(map("\t".join, rows))
    marks = len(_LINE_FIELDS) - 1
    for at, text in enumerate(texts):
        if text.count("\t") != marks:  # a tab stands between cells alone
            texts[at] = "\t".join([cell.replace("\t", " ") for cell in rows[at]])
    return texts


def _written(values: Sequence[_Value | None], write: Callable[[_Value], str]) -> list[str]:
    """Return values as texts; cells of one text were read as one object, and each object is written once."""
    texts = {at: "" if value is None else write(value) for at, value in {id(v): v for v in values}.items()}
    return [texts[id(value)] for value in values]


# --- what has changed -----------------------------------------------------------------------------------------------


def changes_since(record: Exported, now: Facts, currency: str) -> list[Change]:
    """Return in words what Salesforce says otherwise now than when the document was exported."""
    if tuple(pair for pair in record.contents if pair[0] not in _WRITTEN) == now:
        return []
    before, after = dict(record.contents), dict(now)
    lines_then, lines_now = _lines(record.contents), _lines(now)
    found = _amount_changes(record, before, after, lines_then, lines_now, currency)
    found += _account_changes(before, after)
    for name in ("close date", "currency"):
        if before.get(name) and name in after and before[name] != after[name]:
            now_words = after[name] or "blank"
            found.append(Change(f"the {name} was {before[name]}, now {now_words}", name.replace(" ", "_")))
    if lines_then and lines_now:
        found += _line_changes(lines_then, lines_now)
    if "deal" in before and "deal" in after and one_line(before["deal"]) != one_line(after["deal"]):
        found.append(
            Change(f'the deal\'s name was "{before["deal"]}", now "{after["deal"]}"', "opportunity_name", True)
        )
    return found


def in_words(changes: Sequence[Change]) -> str:
    """Return differences as one text, the weighty ones first, cut after six."""
    ordered = sorted(changes, key=lambda change: change.wording)
    shown = [change.words for change in ordered[:_MOST_SHOWN]]
    more = len(ordered) - len(shown)
    return "; ".join(shown) + (f"; and {more:,} more" if more else "")


def _amount_changes(
    record: Exported,
    before: Mapping[str, str],
    after: Mapping[str, str],
    lines_then: Sequence[Told],
    lines_now: Sequence[Told],
    currency: str,
) -> list[Change]:
    """Compare like with like: lines with lines, the Amount with the Amount, else what the document came to."""
    digits = currency_digits(currency)
    then, now = format_minor(record.minor, digits), after.get("amount")
    if lines_now and (lines_then or "amount" not in before or now is None):
        now = _sum(lines_now, digits)
    elif lines_then and "amount" in before:
        then = before["amount"]
    elif lines_now:
        then = before["amount"]
    if now is None or now == then:
        return []
    shown = f"{currency} {now}" if now and _is_plain(now) else (f'"{now}"' if now else "blank")
    found = [Change(f"the total was {currency} {then}, now {shown}", "amount")]
    turned = "a credit note" if record.kind == "invoice" else "an invoice"
    if _is_plain(now) and now.startswith("-") != (record.kind == "credit note"):
        found.append(Change(f"it would be {turned} now", "amount"))
    return found


def _is_plain(text: str) -> bool:
    return text.replace(".", "").removeprefix("-").isdigit()


def _sum(lines: Sequence[Told], digits: int) -> str:
    """Return the sum of the lines' totals; where one cannot be read, that one as it stands."""
    minor = 0
    for line in lines:
        text = line.get("total", "")
        if not _is_plain(text):
            return text
        minor += int(text.replace(".", ""))
    return format_minor(minor, digits)


def _account_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    ids, names = ("account id", "account name")
    if before.get(ids) and after.get(ids):
        same = before[ids] == after[ids]
    else:
        same = name_key(before.get(names, "")) == name_key(after.get(names, "")) or not before.get(names)
    if same:
        return []
    then = _account_words(before, after)
    now = _account_words(after, before) if after.get(ids) or after.get(names) else "none"
    return [Change(f"the account was {then}, now {now}", "account_name")]


def _account_words(told: Mapping[str, str], other: Mapping[str, str]) -> str:
    name, own = told.get("account name", ""), told.get("account id", "")
    if own and (not name or name_key(name) == name_key(other.get("account name", ""))):
        return f'"{name}" ({own})' if name else own
    return f'"{name}"'


def _lines(facts: Facts) -> list[Told]:
    """Return the lines of facts, of each what its file told."""
    told = frozenset(dict(facts).get("deal line columns", "").split("\t"))
    return [
        {what: cell for what, cell in zip(_LINE_FIELDS.values(), text.split("\t"), strict=False) if what in told}
        for name, text in facts
        if name == "deal line"
    ]


def _line_changes(then: Sequence[Told], now: Sequence[Told]) -> list[Change]:
    pairs, gone, new = _matched(then, now)
    found = [change for one, other in pairs for change in _line_difference(one, other)]
    found += [Change(f"line {_line_label(line)} is gone", "product_name") for line in gone]
    found += [Change(f"line {_line_label(line)} is new", "product_name") for line in new]
    return found


def _matched(then: Sequence[Told], now: Sequence[Told]) -> tuple[list[tuple[Told, Told]], list[Told], list[Told]]:
    """Pair the lines of both: by id where all have one, else equal ones first, then those of one item."""
    left, pairs = list(now), []
    if all(line.get("line id") for line in (*then, *now)):
        steps: list[Callable[[Told, Told], bool]] = [lambda one, other: one["line id"] == other["line id"]]
    else:
        steps = [lambda one, other: not _line_difference(one, other), _same_item]
    waiting = list(then)
    for fits in steps:
        unmatched = []
        for one in waiting:
            at = next((at for at, other in enumerate(left) if fits(one, other)), None)
            if at is None:
                unmatched.append(one)
            else:
                pairs.append((one, left.pop(at)))
        waiting = unmatched
    return pairs, waiting, left


def _same_item(one: Told, other: Told) -> bool:
    """Whether two lines sell the same item, by the strongest sign that both have; a renamed product is the same."""
    for name in _ITEM:
        if one.get(name) and other.get(name):
            return name_key(one[name]) == name_key(other[name]) if name == "product name" else one[name] == other[name]
    return True


def _line_difference(one: Told, other: Told) -> list[Change]:
    label = _line_label(one)
    found: list[Change] = []
    if not _same_item(one, other):
        found.append(Change(f"line {label}: the item is {_line_label(other)} now", "product_name"))
    for name in _NUMBERS:
        if name in one and name in other and one[name] != other[name]:
            words = f"{one[name] or 'blank'}, now {other[name] or 'blank'}"
            found.append(Change(f"line {label}: the {name} was {words}", "product_name"))
    words = "description"
    if words in one and words in other and one_line(one[words]) != one_line(other[words]):
        found.append(Change(f"line {label}: the description is another one", "product_name", True))
    return found


def _line_label(line: Told) -> str:
    names = ("product name", "product code", "product id", "price book entry id", "line id")
    return next((f'"{line[name]}"' for name in names if line.get(name)), "without a product")
