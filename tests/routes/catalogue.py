"""Every export route of salesforce-exports.md §1.2 as a case: how its files are made, and what they must come to.

In: the renderers. Out: `ROUTES`. The expectation of a route is the import files of its group's baseline, which is the
details-only CSV of the same company; where a route truly cannot carry something, `loses` says what, and the baseline is
the details-only CSV of the company without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import office
import render_html as html
import render_json as json
import render_text as text
import render_xlsx as xlsx
import render_zip as zips
from company import COMPANY, Company, with_streets_in_one_line

Files = dict[str, bytes]

REPORTS = {
    "salesforce.accounts": 10,
    "salesforce.contacts": 7,
    "salesforce.products": 10,
    "salesforce.opportunities": 14,
    "salesforce.opportunity_lines": 17,
}
"""What five reports must be known as, and their rows; a price list has a row for each product and book."""
OBJECTS = {
    "salesforce.accounts": 10,
    "salesforce.contacts": 7,
    "salesforce.products": 8,
    "salesforce.price_books": 2,
    "salesforce.price_entries": 10,
    "salesforce.opportunities": 14,
    "salesforce.opportunity_lines": 17,
}
"""The same of seven objects."""
WITH_CHILDREN = {
    k: v for k, v in OBJECTS.items() if k not in ("salesforce.opportunities", "salesforce.opportunity_lines")
}
WITH_CHILDREN |= {"salesforce.opportunities, salesforce.opportunity_lines": 31}
"""A query of deals with their lines is one file of two tables."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way in which the five tables reach a bookkeeper."""

    name: str
    """The route of §1.2, and what is special about this case."""
    files: Callable[[], Files]
    ids: bool = True
    """Whether the route carries record ids; without them documents are numbered in sequence."""
    tables: dict[str, int] = field(default_factory=lambda: REPORTS)
    company: Company = field(default=COMPANY, repr=False)
    """What the baseline is made of."""
    loses: str = ""
    """What the route cannot carry, so that the baseline goes without."""
    needs_office: bool = False


def _streets_joined() -> Company:
    """Streets typed in one line: a spreadsheet makes two rows of a cell with a line break in an HTML table."""
    accounts = {a: replace(a, street=a.street.replace("\n", ", ")) for a in COMPANY.accounts}
    return replace(
        COMPANY,
        accounts=tuple(accounts.values()),
        contacts=tuple(replace(c, account=accounts[c.account]) for c in COMPANY.contacts),
        deals=tuple(replace(d, account=accounts[d.account]) for d in COMPANY.deals),
    )


IN_ONE_LINE = with_streets_in_one_line(COMPANY)
JOINED = _streets_joined()
REPORT = text.REPORT
UTF16 = replace(REPORT, encoding="utf-16-le", bom=b"\xff\xfe")
UTF16_BIG = replace(REPORT, encoding="utf-16-be", bom=b"\xfe\xff")
SEMICOLONS = replace(REPORT, delimiter=";", number=text.comma_grouped, date=text.german_date, encoding="iso-8859-1")
BRITISH = replace(REPORT, date=text.uk_date)


def _details(name: str, style: text.Style, *, ids: bool = True, footer: bool = True) -> Route:
    return Route(
        name=name,
        ids=ids,
        files=lambda: text.details_files(COMPANY, ids=ids, style=style, with_footer=footer),
    )


def _formatted(name: str, layouts: dict[str, xlsx.Layout], *, ids: bool = True, file: str = "") -> Route:
    file_name = file or "{title}-2026-11-02-09-14-05"
    return Route(
        name=name, ids=ids, files=lambda: xlsx.formatted_files(COMPANY, ids=ids, layouts=layouts, name=file_name)
    )


def _html(name: str, *, ids: bool = True, **how: object) -> Route:
    return Route(name=name, ids=ids, files=lambda: html.details_files(COMPANY, ids=ids, **how))  # type: ignore[arg-type]


def _resaved(
    name: str, files: Callable[[], Files], ending: str, reader: str, *, ids: bool = True, company: Company = JOINED
) -> Route:
    return Route(
        name=name,
        ids=ids,
        files=lambda: office.resaved(files(), ending, reader=reader),
        company=company,
        loses="" if company is COMPANY else "line breaks in streets: the spreadsheet makes rows of them",
        needs_office=True,
    )


def _objects(name: str, files: Callable[[], Files], tables: dict[str, int] = OBJECTS) -> Route:
    return Route(name=name, files=files, tables=tables)


_NONE = xlsx.Layout(preamble="none", subtotals=False, footer=False)
_SHORT = xlsx.Layout(preamble="short")
_WEB = "calc_HTML_WebQuery"

ROUTES = (
    # R1, R7, R9: formatted workbooks (§1.3)
    _formatted("R1 formatted, no grouping", {}),
    _formatted("R1 formatted, no grouping, no ids", {}, ids=False),
    _formatted("R1 formatted, by account", xlsx.GROUPED),
    _formatted("R1 formatted, by account, no ids", xlsx.GROUPED, ids=False),
    _formatted("R1 formatted, by account, with counts", xlsx.WITH_COUNTS),
    _formatted("R1 formatted, by account, no subtotals", xlsx.WITHOUT_SUBTOTALS),
    _formatted("R1 formatted, two groupings", xlsx.GROUPED_TWICE),
    _formatted("R1 formatted, two groupings, no ids", xlsx.GROUPED_TWICE, ids=False),
    _formatted("R1 formatted, header block left out", {"": xlsx.Layout(preamble="none")}),
    _formatted("R1 formatted, nothing but the table", {"": _NONE}, ids=False),
    _formatted("R1 formatted, short preamble", {"": _SHORT}),
    _formatted("R7 subscription, as R1", xlsx.GROUPED, file="Attachment {kind}"),
    _formatted("R9 Analytics xlsx, as R1", xlsx.WITH_COUNTS, file="{kind}"),
    # R2, R6, R7: details as CSV (§1.4)
    _details("R2 details, no footer", REPORT, footer=False),
    _details("R2 details, no ids, no footer", REPORT, ids=False, footer=False),
    _details("R2 details, UTF-8 with BOM", replace(REPORT, bom=b"\xef\xbb\xbf")),
    _details("R2 details, ISO-8859-1", html.LATIN),
    _details("R2 details, UTF-16", UTF16),
    _details("R2 details, UTF-16 big endian", UTF16_BIG, ids=False),
    _details("R2 details, UTF-16 without BOM", replace(UTF16, bom=b"")),
    _details("R2 details, British dates", BRITISH),
    _details("R2 details, semicolons, decimal commas, D.M.YYYY", SEMICOLONS),
    _details("R2 details, semicolons, no ids", SEMICOLONS, ids=False),
    Route(
        name="R2 re-saved by Excel, US",
        files=lambda: text.resaved_files(COMPANY, ids=True, style=text.EXCEL_US),
    ),
    Route(
        name="R2 re-saved by Excel, US, short years, no ids",
        ids=False,
        files=lambda: text.resaved_files(
            COMPANY, ids=False, style=replace(text.EXCEL_US, date=text.us_short_date), with_footer=False
        ),
    ),
    Route(
        name="R2 re-saved by Excel, German",
        files=lambda: text.resaved_files(COMPANY, ids=True, style=text.EXCEL_DE),
    ),
    Route(
        name="R2 re-saved by Excel as Unicode Text",
        files=lambda: text.resaved_files(
            COMPANY, ids=True, style=replace(text.EXCEL_US, delimiter="\t", encoding="utf-16-le", bom=b"\xff\xfe")
        ),
    ),
    _details("R6 Classic details, as R2", REPORT, ids=False),
    # R3, R6: details as an HTML table (§1.5)
    _html("R3 HTML .xls, footer in the table"),
    _html("R3 HTML .xls, footer below, no meta, ISO-8859-1", style=html.LATIN, meta=False, ending="text"),
    _html("R3 HTML .xls, meta ISO-8859-1, no footer, no ids", ids=False, style=html.LATIN, ending="none"),
    _html("R3 HTML .xls, currency codes in the cells", codes=True, ending="none"),
    _html("R6 Classic HTML .xls, as R3", ids=False, ending="text"),
    # R4: details as a workbook (§1.2)
    Route(name="R4 details xlsx", files=lambda: xlsx.details_files(COMPANY, ids=True)),
    Route(name="R4 details xlsx, no ids", ids=False, files=lambda: xlsx.details_files(COMPANY, ids=False)),
    Route(
        name="R4 re-saved by Excel, dates and flags typed",
        files=lambda: xlsx.details_files(COMPANY, ids=True, typed=True, total=False),
    ),
    _resaved("R4 re-saved as .xls", lambda: xlsx.details_files(COMPANY, ids=True), "xls", "", company=COMPANY),
    _resaved(
        "R1 by account, re-saved as .xlsx",
        lambda: xlsx.formatted_files(COMPANY, ids=True, layouts=xlsx.GROUPED),
        "xlsx",
        "",
        company=COMPANY,
    ),
    _resaved("R3 re-saved as .xls", lambda: html.details_files(JOINED, ids=True), "xls", _WEB),
    _resaved("R3 re-saved as .xlsx", lambda: html.details_files(JOINED, ids=False), "xlsx", _WEB, ids=False),
    # R5: Classic's printable view (§1.5)
    Route(name="R5 printable view", files=lambda: html.printable_files(COMPANY, ids=True)),
    Route(name="R5 printable view, sums beside", files=lambda: html.printable_files(COMPANY, ids=True, beside=True)),
    Route(name="R5 printable view, no ids", ids=False, files=lambda: html.printable_files(COMPANY, ids=False)),
    _resaved("R5 re-saved as .xls", lambda: html.printable_files(JOINED, ids=True), "xls", _WEB),
    _resaved("R5 re-saved as .xlsx", lambda: html.printable_files(JOINED, ids=True), "xlsx", _WEB),
    # R8: Analytics JSON (§1.8); the ids are in the cells of the names
    Route(name="R8 Analytics JSON, tabular", files=lambda: json.analytics_files(COMPANY, summary=False)),
    Route(name="R8 Analytics JSON, summary by account", files=lambda: json.analytics_files(COMPANY, summary=True)),
    # R10: the command line (§1.6)
    _objects("R10 query CSV", lambda: text.query_files(COMPANY, text.COMMAND_LINE, "{object}.csv")),
    _objects(
        "R10 query CSV, Windows",
        lambda: text.query_files(COMPANY, replace(text.COMMAND_LINE, line_end="\r\n"), "q{place}.csv"),
    ),
    _objects("R10 query CSV, lines sideways", lambda: text.sideways_files(COMPANY), WITH_CHILDREN),
    _objects("R10 query JSON on screen", lambda: json.query_files(COMPANY, on_screen=True)),
    _objects("R10 query JSON in a file", lambda: json.query_files(COMPANY, on_screen=False)),
    _objects("R10 query JSON, lines as children", lambda: json.child_files(COMPANY), WITH_CHILDREN),
    # R11: Data Loader (§1.7)
    _objects(
        "R11 Data Loader, UTF-8 with BOM", lambda: text.query_files(COMPANY, text.DATA_LOADER, "extract{place}.csv")
    ),
    _objects(
        "R11 Data Loader, old: upper case, cp1252",
        lambda: text.query_files(
            COMPANY, replace(text.DATA_LOADER, bom=b"", encoding="cp1252"), "extract{place}.csv", upper=True
        ),
    ),
    # R12: weekly Data Export (§1.9)
    Route(
        name="R12 Data Export, one part",
        files=lambda: zips.in_one_part(COMPANY),
        tables=OBJECTS,
        company=IN_ONE_LINE,
        loses="line breaks in streets: blanks stand for them",
    ),
    Route(
        name="R12 Data Export, two parts",
        files=lambda: zips.in_two_parts(COMPANY),
        tables=OBJECTS,
        company=IN_ONE_LINE,
        loses="line breaks in streets: blanks stand for them",
    ),
    Route(
        name="R12 Data Export, unpacked",
        files=lambda: zips.unpacked(COMPANY),
        tables=OBJECTS,
        company=IN_ONE_LINE,
        loses="line breaks in streets: blanks stand for them",
    ),
    Route(
        name="R12 Data Export, line breaks kept",
        files=lambda: zips.in_one_part(COMPANY, breaks=True),
        tables=OBJECTS,
    ),
    # R13 to R15 (§1.10)
    _objects(
        "R13 Workbench CSV", lambda: text.query_files(COMPANY, text.COMMAND_LINE, "export2026110209140{place}.csv")
    ),
    _objects(
        "R14 Bulk API result", lambda: text.query_files(COMPANY, text.BULK, "bulkQuery_result_750x_751x_{place}.csv")
    ),
    Route(name="R15 third-party loader", files=lambda: text.loader_files(COMPANY)),
)
