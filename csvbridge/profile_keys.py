"""Every key of `csvbridge.toml`, once: its table, kind, default, allowed words, and what `init` says of it.

This one table drives loading, checking, `--set` and the file that `init` writes (contract.md §5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from csvbridge.regions import REGIONS

KeyKind = Literal["text", "list", "date", "integer"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the profile. `default` None: the key is unset unless given, and `init` comments it out."""

    table: str
    name: str
    kind: KeyKind
    default: Any
    says: str
    allowed: tuple[str, ...] = ()
    example: str = ""

    @property
    def dotted(self) -> str:
        """The key as `--set` names it."""
        return f"{self.table}.{self.name}"


DATE_STYLES = ("MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD")
BANDS = ("certain", "probable", "possible", "related", "conflict")

KEYS = (
    Key("company", "region", "text", "us", "edition of QuickBooks", tuple(REGIONS)),
    Key(
        "company",
        "plan",
        "text",
        "plus",
        "plan of QuickBooks",
        ("simple-start", "essentials", "plus", "advanced"),
    ),
    Key("company", "home_currency", "text", "USD", "three letters; usual are GBP in uk, CAD in ca, AUD in au"),
    Key(
        "company",
        "sales_tax",
        "text",
        "off",
        "on: QuickBooks (US) has no invoice import then; us-columns: your sample file has Taxable and TaxRate; "
        "codes: VAT or GST is on, outside the US",
        ("off", "on", "us-columns", "codes"),
    ),
    Key(
        "company",
        "date_format",
        "text",
        "MM/DD/YYYY",
        "what the QuickBooks company uses; usual outside the US is DD/MM/YYYY",
        DATE_STYLES,
    ),
    Key(
        "company",
        "closed_through",
        "date",
        None,
        "books closed up to and including; nothing is written on or before that day",
        example="2026-09-30",
    ),
    Key(
        "salesforce",
        "date_format",
        "text",
        "auto",
        "auto decides per column and asks when it cannot",
        ("auto", "M/D/YYYY", "D/M/YYYY", "D.M.YYYY", "YYYY-MM-DD"),
    ),
    Key(
        "salesforce",
        "decimal_mark",
        "text",
        "auto",
        'auto decides per file; or "." or ","',
        ("auto", ".", ","),
    ),
    Key("salesforce", "stages", "list", ("Closed Won",), "the stages that mean won"),
    Key(
        "salesforce",
        "incomplete_reports",
        "text",
        "refuse",
        "a report run as JSON that Salesforce cut off after 2,000 rows: refuse it, or accept the rows with a warning",
        ("refuse", "accept"),
    ),
    Key(
        "customers",
        "include",
        "text",
        "auto",
        "invoiced: those with an invoice of the run; auto: that, or all when no opportunities are given",
        ("auto", "invoiced", "all"),
    ),
    Key("products", "include", "text", "all", "every active product, or the used ones only", ("all", "used")),
    Key("products", "type", "text", "Service", "what new items are", ("Service", "Non-inventory")),
    Key("products", "income_account", "text", "Sales", 'must exist in QuickBooks; "" leaves it to QuickBooks'),
    Key("products", "price_book", "text", "standard", "the standard price book, or a book's name"),
    Key("products", "template", "text", "s2", "s2: the newer import screen; s1: the older one", ("s1", "s2")),
    Key(
        "invoices",
        "number",
        "text",
        "opportunity-id",
        'opportunity-id, sequence, or "field:" and a heading of your report',
    ),
    Key("invoices", "number_prefix", "text", "", "before the number; at most 3 characters with opportunity-id"),
    Key("invoices", "first_number", "integer", 1001, "where a sequence begins"),
    Key(
        "invoices",
        "terms",
        "text",
        "Net 30",
        "gives the due date: Net and a number of days, or Due on receipt",
    ),
    Key("invoices", "default_item", "text", "Services", "the item of deals without products"),
    Key(
        "invoices",
        "without_products",
        "text",
        "one-line",
        "deals without products: one line with the amount, or they wait",
        ("one-line", "hold"),
    ),
    Key("invoices", "tax_code", "text", "", 'code of lines that name none, when sales_tax = "codes"'),
    Key("lists", "format", "text", "xlsx", "of the customers and products files", ("xlsx", "csv")),
    Key("matching", "hold", "list", ("certain", "probable"), "bands of near-duplicates that wait", BANDS),
    Key(
        "matching",
        "show",
        "integer",
        100,
        "most pairs of the weaker bands (possible, conflict, related) that are shown, 0 to 100000; --all shows all",
    ),
)

FREE_TABLES = (
    (
        "headings",
        "a heading of your org = Salesforce's own, for renamed or translated labels",
        '"Client" = "Account Name"',
    ),
    (
        "crosswalk.products",
        "product code (else name) = QuickBooks' item",
        '"PROJ-SVC-001" = "Project services"',
    ),
    (
        "crosswalk.customers",
        "account id (else name) = QuickBooks' display name",
        '"001Kx00000aB3dE" = "Harbor Dental"',
    ),
    ("crosswalk.terms", "terms above = what QuickBooks calls them", '"Net 30" = "30 days"'),
    ("crosswalk.tax_codes", "Tax Code of your Salesforce lines or deals = QuickBooks' code", '"Standard" = "20.0% S"'),
    ("crosswalk.locations", "used with locations", '"Leeds" = "North"'),
    (
        "accept",
        "finding code = reason, for warnings: they leave exceptions.xlsx and stay in the evidence",
        '"QBO208" = "we keep our customers flat"',
    ),
)
"""Tables whose keys are the user's own: name, what it is for, an example line."""
