"""What holds for every conversion, whatever a small company has in Salesforce and in QuickBooks.

Companies are made at random: accounts, products, deals and lines with and without ids, with odd names, amounts and
stages, beside lists of what QuickBooks has. Each is written as exports are and converted in process. What came in is
counted by the test's own book-keeping, so that a wrong total cannot agree with itself.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from csvbridge.errors import Stop
from csvbridge.findings import Severity
from csvbridge.period import parse_period
from csvbridge.pipeline import frames_of, run_convert
from csvbridge.profile import load_profile
from csvbridge.rules import catalogue
from csvbridge.run import Plan, Run
from csvbridge.trail import Fate
from csvbridge.values.ids import to_18

FATES = ("written", "held", "rejected", "merged", "skipped")
CENT = Decimal("0.01")
_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
COMPANIES = settings(max_examples=100, deadline=None, suppress_health_check=_PATIENT)
ORDERS = settings(max_examples=40, deadline=None, suppress_health_check=_PATIENT)

NAMES = (
    "Alder & Finch",
    "ALDER & FINCH",
    "Alder  & Finch ",
    "Plan: Gold",
    'Rack 24" deep',
    "Café Rosé",
    "Cafe\u0301 Rose\u0301",
    "=1+1",
    "- , ; -",
    "Straße 9",
    "   ",
    ":",
    "Harbor\tDental\nGroup",
    "Zero\u200bWidth Ltd",
    "Northern Lights Community Development and Training Association of the Upper Valley, Branch One: Harbour",
    "Northern Lights Community Development and Training Association of the Upper Valley, Branch Two: Harbour",
    "x" * 101,
    "Smith, John",
    "None",
    "007",
)
AMOUNTS = (
    "100.00",
    "0.00",
    "33.33",
    "-50.00",
    "1250.5",
    "99999999999.99",
    "123456789012.00",
    "",
    "n/a",
    "0.005",
)
QUANTITIES = ("1.00", "3.00", "0.00", "", "7", "0.333", "1e3", "-2.00", "many")
PRICES = ("", "100.00", "33.33", "11.11", "0.1234567", "1.123456789", "-50.00", "nought")
DATES = ("10/31/2026", "11/30/2026", "1/15/2026", "", "13/13/2026")
STAGES = ("Closed Won", "closed won", "Closed Lost", "Prospecting", "")
PLAIN = tuple(f"Firm {letter}" for letter in "ABCDEFGHIJKLMNOPQRST")
names = st.sampled_from((*PLAIN, *PLAIN, *NAMES)) | st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ue000"), max_size=12
)


def mostly(usual: str, odd: tuple[str, ...]) -> st.SearchStrategy[str]:
    """The usual value seven times out of eight, so that most of a deal is sound and its one oddity matters."""
    drawn = st.tuples(st.booleans(), st.booleans(), st.booleans(), st.sampled_from(odd))
    return drawn.map(lambda drawn: drawn[3] if all(drawn[:3]) else usual)


@dataclass
class Line:
    """A line as the export tells it."""

    product: int
    quantity: str
    price: str
    total: str
    description: str
    deleted: bool


@dataclass
class Deal:
    """A deal as the export tells it; `account` beyond the list is an account that no file has."""

    account: int
    stage: str
    amount: str
    date: str
    name: str
    has_products: str
    currency: str
    order: str
    mangled: bool
    """Whether a spreadsheet has made a number of its id (deals without lines only)."""
    twice: bool
    """Whether the report repeats its row."""
    lines: list[Line]

    @property
    def broken(self) -> bool:
        return self.mangled and not self.lines


@dataclass
class Company:
    """What Salesforce and QuickBooks hold, and how it is exported."""

    ids: bool
    one_report: bool
    accounts: list[str]
    accounts_given: bool
    products: list[tuple[str, str, str]]
    products_given: bool
    deals: list[Deal]
    customers_known: list[str]
    items_known: list[tuple[str, str]]
    numbers_known: list[int]
    vendors_known: list[str]
    contacts: list[tuple[int, str, str]]
    orphans: list[Line]
    """Lines of deals that no file has."""
    api_lines: bool
    """Whether lines come as the API gives them: ids, and nothing of the deal."""
    period: str
    sets: list[str] = field(default_factory=list)


lines = st.builds(
    Line,
    product=st.integers(0, 9),
    quantity=mostly("3.00", QUANTITIES),
    price=mostly("", PRICES),
    total=mostly("100.00", AMOUNTS) | st.integers(0, 10**6).map(lambda minor: f"{minor // 100}.{minor % 100:02d}"),
    description=st.sampled_from(("", "for the quay", "a\nb", "é" * 300)),
    deleted=st.sampled_from((False, False, False, True)),
)
deals = st.builds(
    Deal,
    account=st.integers(0, 9),
    stage=mostly("Closed Won", STAGES),
    amount=mostly("100.00", AMOUNTS),
    date=mostly("10/31/2026", DATES),
    name=names,
    has_products=mostly("", ("0", "1")),
    currency=mostly("", ("USD", "usd", "EUR")),
    order=st.sampled_from(("", "1042", "1042", "A-7", "x" * 22, " 7 ")) | st.integers(1, 999).map(str),
    mangled=st.integers(0, 9).map(lambda n: n == 9),
    twice=st.sampled_from((False, False, False, True)),
    lines=st.lists(lines, max_size=3),
)
profiles = st.lists(
    st.sampled_from(
        (
            "customers.include=all",
            "customers.include=invoiced",
            "products.include=used",
            "products.template=s1",
            "products.income_account=",
            "invoices.terms=Due on receipt",
            "invoices.without_products=hold",
            "invoices.default_item=Plan: Gold",
            "company.sales_tax=us-columns",
            "company.sales_tax=on",
            "invoices.number=field:Order Number",
            "invoices.number=sequence",
            "invoices.number_prefix=A-",
            "company.closed_through=2026-02-01",
            "company.date_format=DD/MM/YYYY",
            "lists.format=csv",
            "crosswalk.products.P1=Kept item",
            "crosswalk.customers.Plan: Gold=Gold plan",
        )
    ),
    max_size=3,
    unique_by=lambda given: given.split("=")[0],
)
codes = mostly("", ("P1", "P2", "p1", "X" * 101))
companies = st.builds(
    Company,
    ids=st.booleans(),
    one_report=st.booleans(),
    accounts=st.lists(names, min_size=1, max_size=4),
    accounts_given=st.booleans(),
    products=st.lists(st.tuples(names, codes, st.sampled_from(PRICES)), min_size=1, max_size=4),
    products_given=st.booleans(),
    deals=st.lists(deals, max_size=4),
    customers_known=st.lists(names | st.sampled_from(("Parent:Alder & Finch", "Plan - Gold (deleted)")), max_size=2),
    items_known=st.lists(st.tuples(names | st.just("Goods:007"), codes), max_size=2),
    numbers_known=st.lists(st.integers(0, 3), max_size=2),
    vendors_known=st.lists(names, max_size=1),
    contacts=st.lists(
        st.tuples(st.integers(0, 4), names, st.sampled_from(("", "a@alder.example", "no address", "b@c"))),
        max_size=2,
    ),
    orphans=st.lists(lines, max_size=1),
    api_lines=st.booleans(),
    period=mostly("", ("2026-10", "2026-11")),
    sets=profiles,
)

# --- writing a company as exports ---------------------------------------------------------------------------------


def record_id(prefix: str, number: int) -> str:
    found = to_18(f"{prefix}Kx00000a{number:04d}")
    assert len(found) == 18
    return found


def name_of(names_: Sequence[str], number: int) -> str:
    """Nine is an account that no file has; the others share out those there are."""
    return names_[number % len(names_)] if number < 9 else "Gone"


def deal_name(deal: Deal, number: int) -> str:
    """Without ids deals are told apart by what they say: their names are made to differ."""
    return f"{deal.name} {number}".strip()


def whose(company: Company, number: int) -> str:
    """The customer of a deal; of a number that no deal has, somebody."""
    return name_of(company.accounts, company.deals[number].account) if number < len(company.deals) else "Somebody"


def export(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([headings, *rows])
    return path


def write_exports(company: Company, folder: Path) -> list[Path]:
    files = []
    if company.accounts_given:
        files.append(
            export(
                folder / "accounts.csv",
                [*(["Account ID"] if company.ids else []), "Account Name", "Billing City"],
                [
                    [*([record_id("001", n)] if company.ids else []), name, f"Town {n}"]
                    for n, name in enumerate(company.accounts)
                ],
            )
        )
    if company.products_given:
        rows = [[f"{name}", code, "1", price] for name, code, price in company.products]
        if company.ids:
            rows = [[record_id("01t", n), *row] for n, row in enumerate(rows)]
        heads = [
            *(["Product ID"] if company.ids else []),
            "Product Name",
            "Product Code",
            "Active",
            "List Price",
        ]
        files.append(export(folder / "products.csv", heads, rows))
    if company.contacts:
        heads = ["Last Name", "Email", "Account Name", *(["Account ID"] if company.ids else [])]
        rows = [
            [
                f"{last}",
                mail,
                name_of(company.accounts, n),
                *([record_id("001", n % len(company.accounts))] if company.ids else []),
            ]
            for n, last, mail in company.contacts
        ]
        files.append(export(folder / "contacts.csv", heads, rows))
    files += _deal_files(company, folder)
    files += _lists(company, folder)
    return files


def deal_cells(company: Company, number: int) -> list[str]:
    deal = company.deals[number]
    account = name_of(company.accounts, deal.account)
    cells = [deal_name(deal, number), account, deal.stage, deal.date, deal.currency, deal.amount, deal.order]
    cells.append(deal.has_products)
    own = "6.00E+14" if deal.broken else record_id("006", number)
    return (
        [own, record_id("001", 9 if deal.account == 9 else deal.account % len(company.accounts)), *cells]
        if company.ids
        else cells
    )


def _deal_files(company: Company, folder: Path) -> list[Path]:
    heads = [
        "Opportunity Name",
        "Account Name",
        "Stage",
        "Close Date",
        "Amount Currency",
        "Amount",
        "Order Number",
    ]
    heads.append("Has Products")
    if company.ids:
        heads = ["Opportunity ID", "Account ID", *heads]
    own, with_lines, api, serial = [], [], [], 0
    for number, deal in enumerate(company.deals):
        cells = deal_cells(company, number)
        if not told_by_lines(company, deal):
            own += [cells] * (1 + deal.twice)
        for line in deal.lines:
            serial += 1
            with_lines.append(cells[:-1] + line_cells(company, line, serial))
            api.append(api_cells(company, number, line, serial))
    files = [export(folder / "opportunities.csv", heads, own)] if own or not with_lines else []
    orphans = [api_cells(company, 77, line, 900 + n) for n, line in enumerate(company.orphans)] if company.ids else []
    if with_lines and not as_api(company):
        files.append(export(folder / "lines.csv", [*heads[:-1], *line_heads(company)], with_lines))
        api = []
    if api or orphans:
        files.append(export(folder / "OpportunityLineItem.csv", API_HEADS, [*api, *orphans]))
    return files


def as_api(company: Company) -> bool:
    return company.ids and company.api_lines


def told_by_lines(company: Company, deal: Deal) -> bool:
    """Whether a deal is told by its lines' report alone."""
    return company.one_report and bool(deal.lines) and not as_api(company)


API_HEADS = [
    "Id",
    "OpportunityId",
    "Product2Id",
    "ProductCode",
    "Quantity",
    "UnitPrice",
    "TotalPrice",
    "IsDeleted",
]


def api_cells(company: Company, deal: int, line: Line, serial: int) -> list[str]:
    _, code, _ = product_of(company, line)
    ids = [
        record_id("00k", serial),
        record_id("006", deal),
        record_id("01t", 9 if line.product == 9 else line.product % len(company.products)),
    ]
    return [*ids, code, line.quantity, line.price, line.total, "1" if line.deleted else "0"]


def line_heads(company: Company) -> list[str]:
    heads = [
        "Product Name",
        "Product Code",
        "Quantity",
        "Sales Price",
        "Total Price",
        "Line Description",
        "IsDeleted",
    ]
    return [*heads, "Line Item ID"] if company.ids else heads


def line_cells(company: Company, line: Line, serial: int) -> list[str]:
    """Without ids two equal rows may be one line told twice: the descriptions are made to differ."""
    name, code, _ = product_of(company, line)
    said = [name, code, line.quantity, line.price, line.total, f"{line.description} {serial}"]
    said.append("1" if line.deleted else "0")
    return [*said, record_id("00k", serial)] if company.ids else said


def product_of(company: Company, line: Line) -> tuple[str, str, str]:
    """Nine is a product that no file has."""
    return company.products[line.product % len(company.products)] if line.product < 9 else ("Loose part", "L9", "")


def _lists(company: Company, folder: Path) -> list[Path]:
    files = []
    if company.customers_known:
        heads = ["Name", "Company name", "Street Address", "Open balance"]
        rows = [[name, "", "", "0.00"] for name in company.customers_known]
        files.append(export(folder / "Customers.csv", heads, rows))
    if company.items_known:
        heads = ["Product/Service Name", "SKU", "Type"]
        rows = [[name, code, "Service"] for name, code in company.items_known]
        files.append(export(folder / "ProductServiceList.csv", heads, rows))
    if company.vendors_known:
        rows = [["", name, "", ""] for name in company.vendors_known]
        files.append(export(folder / "Vendors.csv", ["", "Vendor full name", "Phone numbers", "Email"], rows))
    if company.numbers_known and company.ids:
        heads = ["Date", "Transaction Type", "Num", "Name", "Due Date", "Amount"]
        rows = [
            ["10/31/2026", "Invoice", record_id("006", n), whose(company, n), "", "100.00"]
            for n in company.numbers_known
        ]
        files.append(export(folder / "InvoiceList.csv", heads, rows))
    return files


def settings_of(company: Company) -> list[str]:
    """The profile keys of a company that can be converted without a question."""
    sets = [*company.sets, "salesforce.date_format=M/D/YYYY", "salesforce.decimal_mark=."]
    if not company.ids and not any(given.startswith("invoices.number=") for given in sets):
        sets.append("invoices.number=sequence")
    if not any(given.startswith("invoices.number=") for given in sets):
        sets = [given for given in sets if not given.startswith("invoices.number_prefix")]
    return sets


def convert(company: Company, files: Sequence[Path], out: Path) -> Run:
    period = parse_period(company.period) if company.period else None
    profile = load_profile(None, settings_of(company))
    return run_convert(
        Plan(inputs=tuple(files), against=(), out=out, profile=profile, period=period, dry_run=True),
        lambda *_: None,
    )


def converted(company: Company, order: Sequence[int] | None = None) -> Run | Stop:
    """Convert a company; a question to the user is an answer too, any other exception is a failure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_exports(company, folder)
        if order is not None:
            files = [files[n] for n in order if n < len(files)]
        try:
            return convert(company, files, folder / "run")
        except Stop as stop:
            event(f"stop: {stop.message[-9:]}")
            return stop


# --- the test's own book-keeping ----------------------------------------------------------------------------------


def money(text: str) -> int:
    """Cents of an amount; what is blank, no number or finer than a cent counts as nothing."""
    try:
        cents = Decimal(text) * 100
    except ArithmeticError:
        return 0
    return int(cents) if cents == cents.to_integral_value() else 0


def cents_of(company: Company) -> dict[str, int]:
    """Cents by currency: a deal counts its lines, else its Amount; deleted lines count beside it, as skipped."""
    sums = Counter({"USD": 0})
    for deal in company.deals:
        total = sum(money(line.total) for line in deal.lines)
        sums[deal.currency.upper() or "USD"] += total + (0 if live(deal) else money(deal.amount))
    if company.ids:
        sums["USD"] += sum(money(line.total) for line in company.orphans)
    return dict(sums)


def live(deal: Deal) -> list[Line]:
    return [line for line in deal.lines if not line.deleted]


def lines_of(company: Company) -> int:
    orphans = len(company.orphans) if company.ids else 0
    return orphans + sum(len(deal.lines) + (0 if live(deal) else 1) for deal in company.deals)


def documents_of(run: Run) -> list[tuple[str, list[dict[str, str]]]]:
    """The written documents as they lie in the files: (path, lines), split where the number changes."""
    found = []
    for file in run.imports:
        if file.role not in ("invoices", "credit_notes"):
            continue
        key = "*InvoiceNo" if file.role == "invoices" else "*CreditMemoNo"
        previous = None
        for row in csv.DictReader(io.StringIO(file.data.decode("utf-8"), newline=""), strict=True):
            if row[key] != previous:
                found.append((file.path, []))
            found[-1][1].append(row)
            previous = row[key]
    return found


def column(run: Run, role: str, position: int) -> list[str]:
    return [row[position] for file in run.imports if file.role == role for row in file.rows]


# --- properties ---------------------------------------------------------------------------------------------------


@given(companies)
@COMPANIES
def test_a_conversion_loses_nothing_and_writes_only_what_quickbooks_takes(company: Company) -> None:
    run = converted(company)
    if isinstance(run, Stop):
        return
    every_cent_and_every_line_is_accounted_for(company, run)
    the_files_hold_what_the_totals_say(run)
    every_row_has_a_fate_and_all_but_written_a_reason(run)
    documents_are_whole_exact_and_known(company, run)
    names_are_valid_and_stand_once(run)
    findings_explain_what_waits_and_leave_alone_what_does_not(run)


@given(companies, st.permutations(range(10)))
@ORDERS
def test_the_order_of_the_files_changes_no_document(company: Company, order: list[int]) -> None:
    one, other = converted(company), converted(company, order)
    assert isinstance(one, Stop) == isinstance(other, Stop)
    if isinstance(one, Stop) or isinstance(other, Stop):
        return
    assert contents(one) == contents(other)
    assert one.totals.as_json()["records"] == other.totals.as_json()["records"]
    assert one.totals.as_json()["amounts"] == other.totals.as_json()["amounts"]


def every_cent_and_every_line_is_accounted_for(company: Company, run: Run) -> None:
    told = run.totals.as_json()
    for counts in (*told["records"].values(), told["lines"]):
        assert counts["in"] == sum(counts[fate] for fate in FATES)
    broken = [deal for deal in company.deals if deal.broken and company.ids]
    repeated = sum(deal.twice for deal in broken)  # whose rows these are nobody can tell any more
    assert told["records"]["invoices"]["in"] == len(company.deals) + repeated
    if repeated:
        return
    assert told["lines"]["in"] == lines_of(company)
    for sums in told["amounts"].values():
        assert Decimal(sums["in"]) == sum(Decimal(sums[fate]) for fate in FATES)
    assert {code: Decimal(sums["in"]) for code, sums in told["amounts"].items()} == {
        code: Decimal(cents) / 100 for code, cents in cents_of(company).items()
    }
    assert all(Decimal(sums["written"]) == 0 for code, sums in told["amounts"].items() if code != "USD")
    if company.accounts_given and company.ids:
        assert told["records"]["customers"]["in"] == len(company.accounts)


def the_files_hold_what_the_totals_say(run: Run) -> None:
    told, documents = run.totals.as_json(), documents_of(run)
    written = [
        -Decimal(row["*ItemAmount"]) if "4-credit" in path else Decimal(row["*ItemAmount"])
        for path, rows in documents
        for row in rows
    ]
    assert sum(written, Decimal(0)) == Decimal(told["amounts"]["USD"]["written"])
    assert len(written) == told["lines"]["written"]
    assert len(documents) == told["records"]["invoices"]["written"]
    for role in ("customers", "products"):
        assert len(column(run, role, 0)) == told["records"][role]["written"]
    by_path = {entry["path"]: entry for entry in told["files"]}
    for path, frame in frames_of(run).items():
        assert by_path[path]["rows"] == len(frame) > 0


def every_row_has_a_fate_and_all_but_written_a_reason(run: Run) -> None:
    entries = defaultdict(list)
    for file, _, row, record, fate, reason, target in run.trail.rows():
        entries[file].append(row)
        assert record or row
        assert bool(reason) or fate == "written", record
        assert bool(target) == (fate == "written")
    for source in run.trail.sources:
        if source.identified_as.startswith("salesforce."):
            assert len(set(entries[source.path])) == source.rows + 1  # the heading is told of too
        else:
            assert entries[source.path] == []


def documents_are_whole_exact_and_known(company: Company, run: Run) -> None:
    documents = documents_of(run)
    event(f"documents: {len(documents)}")
    heads = ("Customer", "InvoiceDate", "CreditMemoDate", "DueDate", "Terms", "Memo", "Location")
    numbers: Counter[str] = Counter()
    customers = {*column(run, "customers", 0), *company.customers_known, "Gold plan"}
    items = {*column(run, "products", 0), *(name for name, _ in company.items_known), "Kept item"}
    items.add(run.plan.profile.invoices.default_item)
    for _, rows in documents:
        number = rows[0].get("*InvoiceNo") or rows[0]["*CreditMemoNo"]
        numbers[number.casefold()] += 1
        assert 0 < len(number) <= 21 and len(rows) <= 999
        for name in (n for n in rows[0] if n.lstrip("*") in heads):
            assert len({row[name] for row in rows}) == 1
        assert rows[0]["*Customer"] in customers
        for row in rows:
            amount = Decimal(row["*ItemAmount"])
            product = Decimal(row["ItemQuantity"]) * Decimal(row["ItemRate"])
            assert product.quantize(CENT, ROUND_HALF_UP) == amount
            assert 0 <= amount < 10**11
            assert row["Item(Product/Service)"] in items
    assert set(numbers.values()) <= {1}


def names_are_valid_and_stand_once(run: Run) -> None:
    for role in ("customers", "products"):
        written = column(run, role, 0)
        assert len({name.casefold() for name in written}) == len(written)
        for name in written:
            assert 0 < len(name) <= 100 and name == name.strip()
            assert not set(name) & set(':"\t\n\r')


def findings_explain_what_waits_and_leave_alone_what_does_not(run: Run) -> None:
    errors = {s.row_id for s in run.findings if s.rule.severity is Severity.ERROR and s.row_id is not None}
    warnings = {s.row_id for s in run.findings if s.rule.code == "DUP506"}
    undecided = {id(deal) for deal in run.conversion.likeness.deals} if run.conversion.likeness else set()
    assert len(run.listed) == len(run.findings)
    assert all(finding.message and finding.fix for finding in run.listed)
    assert {finding.code for finding in run.listed} <= set(catalogue())
    for deal in run.conversion.deals.all:
        rows = {*deal.rows, *(row for line in deal.lines for row in line.rows)}
        if id(deal) in undecided:
            assert rows & warnings and run.conversion.likeness
        elif deal.blocked and deal.reason != run.conversion.no_importer + ": no invoice import":  # said once for all
            assert rows & errors, deal.reason
        elif deal.fate is Fate.SKIPPED:
            assert not rows & errors, deal.reason
    told = run.totals.as_json()["records"]
    waits = any(told[entity][fate] for entity in told for fate in ("held", "rejected"))
    assert run.exit_code == int(waits or bool(errors))


def contents(run: Run) -> list[tuple[str, tuple[str, ...]]]:
    """Every written row without its place; numbers of a sequence follow the order, so they are left out."""
    first = 1 if run.plan.profile.invoices.number == "sequence" else 0
    return sorted(
        (file.role, tuple(row[first:] if file.role in ("invoices", "credit_notes") else row))
        for file in run.imports
        for row in file.rows
    )


# --- cases that such companies have shown -------------------------------------------------------------------------


def line(total: str = "100.00", *, product: int = 0, deleted: bool = False) -> Line:
    return Line(product=product, quantity="1.00", price="", total=total, description="", deleted=deleted)


def deal(*lines_: Line, amount: str = "100.00") -> Deal:
    return Deal(
        account=0,
        stage="Closed Won",
        amount=amount,
        date="10/31/2026",
        name="Signs",
        has_products="",
        currency="",
        order="",
        mangled=False,
        twice=False,
        lines=list(lines_),
    )


def company(*deals_: Deal) -> Company:
    return Company(
        ids=True,
        one_report=False,
        accounts=["Alder & Finch"],
        accounts_given=True,
        products=[("Hours", "H", ""), ("Days", "D", "")],
        products_given=True,
        deals=list(deals_),
        customers_known=[],
        items_known=[],
        numbers_known=[],
        vendors_known=[],
        contacts=[],
        orphans=[],
        api_lines=False,
        period="",
    )


def run_of(*deals_: Deal, ids: bool = True) -> Run:
    made = company(*deals_)
    made.ids = ids
    run = converted(made)
    assert isinstance(run, Run)
    every_cent_and_every_line_is_accounted_for(made, run)
    the_files_hold_what_the_totals_say(run)
    return run


def test_a_deal_whose_lines_were_all_deleted_is_its_amount_and_adds_up() -> None:
    """The deleted line counts as skipped beside the one line that is written."""
    run = run_of(deal(line("80.00", deleted=True)))
    ((_, rows),) = documents_of(run)
    assert [(row["Item(Product/Service)"], row["*ItemAmount"]) for row in rows] == [("Services", "100.00")]
    told = run.totals.as_json()
    assert (told["lines"]["in"], told["lines"]["written"], told["lines"]["skipped"]) == (2, 1, 1)
    assert told["amounts"]["USD"]["written"] == "100.00" and told["amounts"]["USD"]["skipped"] == "80.00"


def test_a_held_deals_deleted_line_is_skipped_in_lines_as_in_amounts() -> None:
    run = run_of(deal(line("80.00", deleted=True), line("many")))
    told = run.totals.as_json()
    assert (told["lines"]["rejected"], told["lines"]["skipped"]) == (1, 1)
    assert told["amounts"]["USD"]["skipped"] == "80.00"


def test_a_deleted_line_is_no_twin_of_a_live_one() -> None:
    """Without ids the two rows differ in their deletion alone; the one that lives is written, and so is its deal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = company(deal())
        heads = [
            "Opportunity Name",
            "Account Name",
            "Stage",
            "Close Date",
            "Amount",
            "Product Name",
            "Total Price",
        ]
        said = ["Signs", "Alder & Finch", "Closed Won", "2026-10-31", "100.00", "Hours", "100.00"]
        made.ids = False
        file = export(folder / "lines.csv", [*heads, "IsDeleted"], [[*said, "1"], [*said, "0"]])
        run = convert(made, [file], folder / "run")
    ((_, rows),) = documents_of(run)
    assert [(row["Item(Product/Service)"], row["*ItemAmount"]) for row in rows] == [("Hours", "100.00")]
    assert "SFR213" not in run.findings.counts()


def test_documents_are_packed_within_a_hundred_a_file() -> None:
    run = run_of(*[deal() for _ in range(201)])
    files = [(f.path, f.records) for f in run.imports if f.role == "invoices"]
    assert files == [
        ("import/3-invoices-001.csv", 100),
        ("import/3-invoices-002.csv", 100),
        ("import/3-invoices-003.csv", 1),
    ]


def test_no_document_is_cut_and_none_is_longer_than_a_file() -> None:
    """998 lines and two do not fit into 999 rows; 1,000 lines fit nowhere and wait."""
    run = run_of(
        deal(*[line("1.00") for _ in range(998)], amount="998.00"),
        deal(line("1.00"), line("1.00"), amount="2.00"),
        deal(*[line("1.00") for _ in range(1000)], amount="1000.00"),
    )
    assert [(len(f.rows), f.records) for f in run.imports if f.role == "invoices"] == [(998, 1), (2, 1)]
    assert [d.fate for d in run.conversion.deals.all] == [Fate.WRITTEN, Fate.WRITTEN, Fate.HELD]
    assert run.exit_code == 1
