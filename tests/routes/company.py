"""A made-up company as plain data, and its tables as reports and as objects show them.

In: nothing. Out: `COMPANY`, and for it `reports(…)` (five report types with display labels) and `objects(…)` (seven
objects with API names), as typed cells that the renderers put into bytes. Every name, number and id is invented.

What it holds on purpose: names with commas, quotes, accents within ISO-8859-1 and the words Total and Subtotal; a
street of two lines and a ZIP that begins with 0; close and service dates with days over 12, so that their order can
be told; quantities with decimals; an amount that Java writes with an exponent; ten won deals in two months, one of them
without products and one negative; lost and open deals; an inactive product; prices in two books. Deals stand in the
order of their account and then of their stage, so that a report grouped by these has the order of one that is not.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

Cell = str | Decimal | datetime.date | bool | None
"""None is blank."""


@dataclass(frozen=True, kw_only=True)
class Account:
    id: str
    name: str
    phone: str = ""
    fax: str = ""
    website: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    id: str
    account: Account
    first: str
    last: str
    email: str
    mobile: str = ""


@dataclass(frozen=True, kw_only=True)
class Product:
    id: str
    name: str
    code: str
    description: str
    price: Decimal
    partner_price: Decimal | None = None
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    id: str
    product: Product
    quantity: Decimal
    price: Decimal
    total: Decimal
    discount: Decimal | None = None
    """In percent: 10 is a tenth."""
    date: datetime.date | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Deal:
    id: str
    name: str
    account: Account
    stage: str
    date: datetime.date
    amount: Decimal
    owner: str
    lines: tuple[Line, ...] = ()

    @property
    def won(self) -> bool:
        return self.stage == "Closed Won"


@dataclass(frozen=True, kw_only=True)
class Company:
    accounts: tuple[Account, ...]
    contacts: tuple[Contact, ...]
    products: tuple[Product, ...]
    deals: tuple[Deal, ...]


def checked(id15: str) -> str:
    """An id of 15 characters with its three check characters (salesforce-exports.md §3.1)."""
    table = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    groups = (id15[:5], id15[5:10], id15[10:])
    return id15 + "".join(table[sum(1 << k for k, c in enumerate(g) if "A" <= c <= "Z")] for g in groups)


def _id(prefix: str, number: int, letter: str = "x") -> str:
    return checked(f"{prefix}Qz00000Wk{letter}{number:02d}")


_money = Decimal


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _account(number: int, name: str, *address: str, phone: str = "", fax: str = "", website: str = "") -> Account:
    street, city, state, postal_code, country = address or ("", "", "", "", "")
    return Account(
        # two ids that differ in the case of one letter only, as real ones do (§3)
        id=_id("001", 1, "A" if number == 2 else "a") if number <= 2 else _id("001", number),
        name=name,
        phone=phone,
        fax=fax,
        website=website,
        street=street,
        city=city,
        state=state,
        postal_code=postal_code,
        country=country,
    )


_ALDER = _account(
    1, 'Alder "A" Joinery, LLC', "12 Quarry Rd\nSuite 4", "Uxbridge", "MA", "01569", "USA",
    phone="(413) 555-0142", fax="(413) 555-0143", website="www.alder-joinery.example",
)  # fmt: skip
_BOEGEL = _account(
    2, "Bögel & Söhne GmbH", "Gärtnerstraße 7", "Köln", "", "50667", "Germany", phone="+49 221 5550101",
)  # fmt: skip
_CAFE = _account(3, "Café Lumière", "5 rue Haute", "Montréal", "QC", "H2X 1Y4", "Canada")
_DUNMORE = _account(
    4, "Dunmore, Pike and Partners", "88 Pier St", "Boston", "MA", "02110", "USA",
    phone="617.555.0199 ext. 12", website="https://dunmorepike.example/about",
)  # fmt: skip
_ESTUDIO = _account(5, "Estúdio Norte", "Rua do Ouro, 14", "Porto", "", "4050-253", "Portugal")
_FOXGLOVE = _account(6, "Foxglove Dental, PLLC", "1 Elm Court", "Salem", "OR", "97301", "USA")
_HARBOUR = _account(7, 'Harbour Lights 24" Displays', "Dock 9; Gate B", "Seattle", "WA", "98101", "United States")
_NOBODY = _account(8, "Nobody Buys Yet Ltd", "3 Still Lane", "York", "", "YO1 7HH", "United Kingdom")
_SUBTOTAL = _account(9, "Subtotal Analytics Inc", "400 Ledger Ave", "Austin", "TX", "78701", "USA")
_TOTAL = _account(10, "Total Wine Cellars", "77 Vine St", "Napa", "CA", "94559", "USA", phone="(707) 555-0111")


def _contact(number: int, account: Account, first: str, last: str, email: str, mobile: str = "") -> Contact:
    return Contact(id=_id("003", number), account=account, first=first, last=last, email=email, mobile=mobile)


def _product(number: int, name: str, code: str, description: str, price: str, partner: str = "") -> Product:
    return Product(
        id=_id("01t", number),
        name=name,
        code=code,
        description=description,
        price=_money(price),
        partner_price=_money(partner) if partner else None,
        active=code != "OLD-7",
    )


_SURVEY = _product(1, "Survey, per hour", "P-100", "An hour on site", "129.90", "119.90")
_PUMP = _product(2, 'Pump 24" bore', "PMP/24", "", "1250.00")
_LAMP = _product(3, "Lampe Café", "LMP 9", 'Lamp "café", brass & oak', "175.00", "150.00")
_SEAT = _product(4, "Seat: basic", "SEAT-B", "", "49.99")
_CARE = _product(5, "Total Care Plan", "TCP-1", "A year's care", "80.00")
_DISPLAY = _product(6, "Display, large", "DSP-L", "Outdoor display", "104500.00")
_CHAIR = _product(7, "Chair", "CHR-2", "", "612.40")
_OLD = _product(8, "Old licence", "OLD-7", "No longer sold", "15.00")


class _Given(NamedTuple):
    """A line as it is typed below: product, quantity, price, total, and what few lines have."""

    product: Product
    quantity: str
    price: str
    total: str
    discount: str = ""
    date: str = ""
    description: str = ""


def _deal(number: int, name: str, account: Account, stage: str, date: str, owner: str, *lines: _Given | str) -> Deal:
    """A deal with its lines, or with the amount that was typed in."""
    made = tuple(
        Line(
            id=_id("00k", number, chr(ord("a") + place)),
            product=given.product,
            quantity=_money(given.quantity),
            price=_money(given.price),
            total=_money(given.total),
            discount=_money(given.discount) if given.discount else None,
            date=_day(given.date) if given.date else None,
            description=given.description,
        )
        for place, given in enumerate(lines)
        if isinstance(given, _Given)
    )
    typed = [given for given in lines if isinstance(given, str)]
    amount = _money(typed[0]) if typed else sum((line.total for line in made), _money("0.00"))
    return Deal(
        id=_id("006", number),
        name=name,
        account=account,
        stage=stage,
        date=_day(date),
        amount=amount,
        owner=owner,
        lines=made,
    )


_WON, _LOST = "Closed Won", "Closed Lost"
_PAT, _KIM = "Pat Doe", "Kim Núñez"
_G = _Given

COMPANY = Company(
    accounts=(
        _ALDER, _BOEGEL, _CAFE, _DUNMORE, _ESTUDIO, _FOXGLOVE, _HARBOUR, _NOBODY, _SUBTOTAL, _TOTAL,
    ),
    contacts=(
        _contact(1, _ALDER, "Priya", "Nair", "p.nair@alder-joinery.example", "(413) 555-0160"),
        _contact(2, _ALDER, "Tom", "Alder", "tom@alder-joinery.example"),
        _contact(3, _BOEGEL, "Jörg", "Bögel", "joerg@boegel.example", "+49 171 5550102"),
        _contact(4, _CAFE, "Zoë", "Côté", "zoe@lumiere.example"),
        _contact(5, _DUNMORE, "Ann", "Pike, Jr.", "ann.pike@dunmorepike.example"),
        _contact(6, _FOXGLOVE, "Lee", "Fox", "lee@foxglove.example"),
        _contact(7, _TOTAL, "Rosa", "Vine", "rosa@totalwine.example", "(707) 555-0112"),
    ),
    products=(_SURVEY, _PUMP, _LAMP, _SEAT, _CARE, _DISPLAY, _CHAIR, _OLD),
    deals=(
        _deal(
            1, "Workshop refit", _ALDER, _WON, "2026-09-15", _PAT,
            _G(_SURVEY, "2.50", "129.90", "324.75", date="2026-09-14"),
            _G(_PUMP, "1.00", "1250.00", "1250.00", description='Hose <5 m & plug\'s 3/4" end'),
            _G(_SEAT, "3.00", "49.99", "134.97", discount="10.00", description="three seats, 10 % off"),
        ),
        _deal(2, "Second bench", _ALDER, "Prospecting", "2026-11-20", _PAT, "450.00"),
        _deal(
            3, "Pump overhaul", _BOEGEL, _WON, "2026-09-03", _KIM,
            _G(_PUMP, "2.00", "1180.55", "2361.10"),
        ),
        _deal(
            4, "Returned lamps", _CAFE, _WON, "2026-10-21", _KIM,
            _G(_LAMP, "-2.00", "175.00", "-350.00", description="two lamps came back"),
        ),
        _deal(
            5, "Terrasse, été", _CAFE, _WON, "2026-10-02", _KIM,
            _G(_LAMP, "7.00", "175.00", "1225.00", date="2026-10-30"),
            _G(_SURVEY, "0.25", "129.90", "32.48"),
        ),
        _deal(6, "Archive scan", _DUNMORE, _LOST, "2026-09-25", _PAT, "900.00"),
        _deal(7, 'Audit "phase 1"', _DUNMORE, _WON, "2026-09-30", _PAT, "5500.25"),
        _deal(
            8, "Fit-out", _ESTUDIO, _WON, "2026-10-14", _KIM,
            _G(_CHAIR, "12.00", "612.40", "7348.80"),
            _G(_CARE, "4.00", "80.00", "280.00", discount="12.50"),
            _G(_SEAT, "20.00", "45.00", "900.00"),
            _G(_SURVEY, "1.75", "129.90", "227.33", date="2026-10-13"),
        ),
        _deal(9, "Chair × 2", _FOXGLOVE, _WON, "2026-10-31", _PAT, _G(_CHAIR, "2.00", "612.40", "1224.80")),
        _deal(
            10, "Displays, all floors", _HARBOUR, _WON, "2026-10-13", _PAT,
            _G(_DISPLAY, "100.00", "104500.00", "10450000.00"),
        ),
        _deal(
            11, "Seats", _SUBTOTAL, _WON, "2026-09-18", _KIM,
            _G(_SEAT, "10.00", "49.99", "499.90"),
            _G(_CARE, "1.00", "80.00", "80.00"),
        ),
        _deal(12, "Renewal", _SUBTOTAL, "Value Proposition", "2026-12-01", _KIM, "1200.00"),
        _deal(13, "Tasting room", _TOTAL, _LOST, "2026-10-05", _PAT, _G(_LAMP, "1.00", "175.00", "175.00")),
        _deal(14, "Cellar; climate", _TOTAL, _WON, "2026-10-28", _PAT, _G(_CARE, "2.00", "79.99", "159.98")),
    ),
)  # fmt: skip

SMALL = replace(
    COMPANY,
    accounts=COMPANY.accounts[:3],
    contacts=COMPANY.contacts[:3],
    products=COMPANY.products[:4],
    deals=COMPANY.deals[:5],
)
"""The first of each: seeds for fuzzing, which wants small files."""


def with_streets_in_one_line(company: Company) -> Company:
    """The weekly export's option "replace carriage returns with spaces": two blanks where two lines met (§1.9)."""
    accounts = {a: replace(a, street=a.street.replace("\n", "  ")) for a in company.accounts}
    return replace(
        company,
        accounts=tuple(accounts.values()),
        contacts=tuple(replace(c, account=accounts[c.account]) for c in company.contacts),
        deals=tuple(replace(d, account=accounts[d.account]) for d in company.deals),
    )


class Column(NamedTuple):
    """A column of a report or object: its name, its kind, and its token in report metadata."""

    name: str
    kind: str
    """text, street, id, money, number, percent, date, flag"""
    token: str = ""
    id_of: str = ""
    """For a name whose cell carries the record's id in Analytics JSON: the column that holds it in a report (§1.8)."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Typed cells under named columns."""

    name: str
    """Report type, or object."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def place(self, name: str) -> int:
        return self.names.index(name)

    def column(self, name: str) -> list[Cell]:
        return [row[self.place(name)] for row in self.rows]


_Spec = tuple[Column, Callable[..., Cell]]


def _table(
    name: str, title: str, specs: list[_Spec], records: list[object], *, without: Callable[[Column], bool]
) -> Table:
    kept = [(column, value) for column, value in specs if not without(column)]
    return Table(
        name=name,
        title=title,
        columns=tuple(column for column, _ in kept),
        rows=tuple(tuple(value(record) for _, value in kept) for record in records),
    )


_DEAL_SPECS: list[_Spec] = [
    (Column("Account Name", "text", "ACCOUNT_NAME", "Account ID"), lambda d: d.account.name),
    (Column("Stage", "text", "STAGE_NAME"), lambda d: d.stage),
    (Column("Opportunity Name", "text", "OPPORTUNITY_NAME", "Opportunity ID"), lambda d: d.name),
    (Column("Opportunity ID", "id", "OPPORTUNITY_ID"), lambda d: d.id),
    (Column("Account ID", "id", "ACCOUNT_ID"), lambda d: d.account.id),
    (Column("Opportunity Owner", "text", "FULL_NAME"), lambda d: d.owner),
    (Column("Amount", "money", "AMOUNT"), lambda d: d.amount),
    (Column("Close Date", "date", "CLOSE_DATE"), lambda d: d.date),
]
_ACCOUNT_SPECS: list[_Spec] = [
    (Column("Account Name", "text", "ACCOUNT.NAME", "Account ID"), lambda a: a.name),
    (Column("Account ID", "id", "ACCOUNT_ID"), lambda a: a.id),
    (Column("Phone", "text", "PHONE1"), lambda a: a.phone),
    (Column("Fax", "text", "FAX"), lambda a: a.fax),
    (Column("Website", "text", "URL"), lambda a: a.website),
    (Column("Billing Street", "street", "ADDRESS1_STREET"), lambda a: a.street),
    (Column("Billing City", "text", "ADDRESS1_CITY"), lambda a: a.city),
    (Column("Billing State/Province", "text", "ADDRESS1_STATE"), lambda a: a.state),
    (Column("Billing Zip/Postal Code", "text", "ADDRESS1_ZIP"), lambda a: a.postal_code),
    (Column("Billing Country", "text", "ADDRESS1_COUNTRY"), lambda a: a.country),
]
_CONTACT_SPECS: list[_Spec] = [
    (Column("Contact ID", "id", "CONTACT_ID"), lambda c: c.id),
    (Column("First Name", "text", "FIRST_NAME"), lambda c: c.first),
    (Column("Last Name", "text", "LAST_NAME"), lambda c: c.last),
    (Column("Email", "text", "EMAIL"), lambda c: c.email),
    (Column("Mobile", "text", "PHONE3"), lambda c: c.mobile),
    (Column("Account Name", "text", "ACCOUNT.NAME", "Account ID"), lambda c: c.account.name),
    (Column("Account ID", "id", "ACCOUNT_ID"), lambda c: c.account.id),
]
_PRICE_SPECS: list[_Spec] = [
    (Column("Product Name", "text", "PRODUCT_NAME", "Product ID"), lambda p: p[0].name),
    (Column("Product ID", "id", "PRODUCT_ID"), lambda p: p[0].id),
    (Column("Product Code", "text", "PRODUCT_CODE"), lambda p: p[0].code),
    (Column("Product Description", "text", "PRODUCT_DESCRIPTION"), lambda p: p[0].description),
    (Column("Active", "flag", "IS_ACTIVE"), lambda p: p[0].active),
    (Column("Price Book Name", "text", "PRICEBOOK_NAME"), lambda p: p[1]),
    (Column("List Price", "money", "LIST_PRICE"), lambda p: p[2]),
]
_LINE_SPECS: list[_Spec] = [
    *((column, lambda row, value=value: value(row[0])) for column, value in _DEAL_SPECS),
    (Column("Product Name", "text", "PRODUCT_NAME", "Product ID"), lambda r: r[1].product.name),
    (Column("Product ID", "id", "PRODUCT_ID"), lambda r: r[1].product.id),
    (Column("Product Code", "text", "PRODUCT_CODE"), lambda r: r[1].product.code),
    (Column("Quantity", "number", "QUANTITY"), lambda r: r[1].quantity),
    (Column("Sales Price", "money", "UNIT_PRICE"), lambda r: r[1].price),
    (Column("Discount", "percent", "DISCOUNT"), lambda r: r[1].discount),
    (Column("Total Price", "money", "TOTAL_PRICE"), lambda r: r[1].total),
    (Column("Date", "date", "SERVICE_DATE"), lambda r: r[1].date),
    (Column("Line Description", "text", "LINE_DESCRIPTION"), lambda r: r[1].description),
    (Column("Line Item ID", "id", "LINE_ID"), lambda r: r[1].id),
]

STANDARD, PARTNER = "Standard Price Book", "Partner Price Book"


def _prices(company: Company) -> list[tuple[Product, str, Decimal]]:
    standard = [(p, STANDARD, p.price) for p in company.products]
    return [*standard, *((p, PARTNER, p.partner_price) for p in company.products if p.partner_price is not None)]


def _lines(company: Company) -> list[tuple[Deal, Line]]:
    return [(deal, line) for deal in company.deals for line in deal.lines]


def reports(company: Company, *, ids: bool) -> dict[str, Table]:
    """The five reports that a bookkeeper makes, with or without the id columns that one adds by hand."""

    def without(column: Column) -> bool:
        return column.kind == "id" and not ids

    return {
        "accounts": _table("Accounts", "Accounts", _ACCOUNT_SPECS, list(company.accounts), without=without),
        "contacts": _table(
            "Contacts & Accounts", "Contacts of accounts", _CONTACT_SPECS, list(company.contacts), without=without
        ),
        "products": _table(
            "Price Books with Products", "Price list", _PRICE_SPECS, list(_prices(company)), without=without
        ),
        "deals": _table("Opportunities", "All deals FY26", _DEAL_SPECS, list(company.deals), without=without),
        "lines": _table(
            "Opportunities with Products", "Deals with products", _LINE_SPECS, list(_lines(company)), without=without
        ),
    }


_BOOKS = {STANDARD: _id("01s", 1), PARTNER: _id("01s", 2)}


def _entry_id(product: Product, book: str) -> str:
    return checked("01u" + product.id[3:13] + ("S" if book == STANDARD else "P") + product.id[14])


_OBJECT_SPECS: dict[str, list[_Spec]] = {
    "Account": [
        (Column("Id", "id"), lambda a: a.id),
        (Column("Name", "text"), lambda a: a.name),
        (Column("Phone", "text"), lambda a: a.phone),
        (Column("Fax", "text"), lambda a: a.fax),
        (Column("Website", "text"), lambda a: a.website),
        (Column("BillingStreet", "street"), lambda a: a.street),
        (Column("BillingCity", "text"), lambda a: a.city),
        (Column("BillingState", "text"), lambda a: a.state),
        (Column("BillingPostalCode", "text"), lambda a: a.postal_code),
        (Column("BillingCountry", "text"), lambda a: a.country),
    ],
    "Contact": [
        (Column("Id", "id"), lambda c: c.id),
        (Column("AccountId", "id"), lambda c: c.account.id),
        (Column("FirstName", "text"), lambda c: c.first),
        (Column("LastName", "text"), lambda c: c.last),
        (Column("Email", "text"), lambda c: c.email),
        (Column("MobilePhone", "text"), lambda c: c.mobile),
    ],
    "Product2": [
        (Column("Id", "id"), lambda p: p.id),
        (Column("Name", "text"), lambda p: p.name),
        (Column("ProductCode", "text"), lambda p: p.code),
        (Column("Description", "text"), lambda p: p.description),
        (Column("IsActive", "flag"), lambda p: p.active),
    ],
    "Pricebook2": [
        (Column("Id", "id"), lambda b: b[1]),
        (Column("Name", "text"), lambda b: b[0]),
        (Column("IsActive", "flag"), lambda b: True),
        (Column("IsStandard", "flag"), lambda b: b[0] == STANDARD),
    ],
    "PricebookEntry": [
        (Column("Id", "id"), lambda p: _entry_id(p[0], p[1])),
        (Column("Pricebook2Id", "id"), lambda p: _BOOKS[p[1]]),
        (Column("Product2Id", "id"), lambda p: p[0].id),
        (Column("UnitPrice", "money"), lambda p: p[2]),
        (Column("IsActive", "flag"), lambda p: True),
        (Column("UseStandardPrice", "flag"), lambda p: False),
    ],
    "Opportunity": [
        (Column("Id", "id"), lambda d: d.id),
        (Column("AccountId", "id"), lambda d: d.account.id),
        (Column("Name", "text"), lambda d: d.name),
        (Column("StageName", "text"), lambda d: d.stage),
        (Column("Amount", "money"), lambda d: d.amount),
        (Column("CloseDate", "date"), lambda d: d.date),
        (Column("IsWon", "flag"), lambda d: d.won),
        (Column("HasOpportunityLineItem", "flag"), lambda d: bool(d.lines)),
    ],
    "OpportunityLineItem": [
        (Column("Id", "id"), lambda r: r[1].id),
        (Column("OpportunityId", "id"), lambda r: r[0].id),
        (Column("PricebookEntryId", "id"), lambda r: _entry_id(r[1].product, STANDARD)),
        (Column("Quantity", "number"), lambda r: r[1].quantity),
        (Column("UnitPrice", "money"), lambda r: r[1].price),
        (Column("Discount", "percent"), lambda r: r[1].discount),
        (Column("TotalPrice", "money"), lambda r: r[1].total),
        (Column("ServiceDate", "date"), lambda r: r[1].date),
        (Column("Description", "text"), lambda r: r[1].description),
    ],
}

_LINE_PRODUCT: list[_Spec] = [
    (Column("Product2Id", "id"), lambda r: r[1].product.id),
    (Column("Product2.Name", "text"), lambda r: r[1].product.name),
    (Column("Product2.ProductCode", "text"), lambda r: r[1].product.code),
]
_PARENTS: dict[str, list[_Spec]] = {
    "Contact": [(Column("Account.Name", "text"), lambda c: c.account.name)],
    "Opportunity": [
        (Column("Account.Name", "text"), lambda d: d.account.name),
        (Column("Owner.Name", "text"), lambda d: d.owner),
    ],
    "OpportunityLineItem": [(Column("Opportunity.Name", "text"), lambda r: r[0].name), *_LINE_PRODUCT],
}


def objects(company: Company, *, parents: bool) -> dict[str, Table]:
    """The seven objects that a conversion uses, with fields of their parent records where a query asks for them."""
    records: dict[str, list[object]] = {
        "Account": list(company.accounts),
        "Contact": list(company.contacts),
        "Product2": list(company.products),
        "Pricebook2": list(_BOOKS.items()),
        "PricebookEntry": list(_prices(company)),
        "Opportunity": list(company.deals),
        "OpportunityLineItem": list(_lines(company)),
    }
    return {
        name: _table(
            name, name, [*specs, *(_PARENTS.get(name, []) if parents else [])], records[name], without=lambda _: False
        )
        for name, specs in _OBJECT_SPECS.items()
    }
