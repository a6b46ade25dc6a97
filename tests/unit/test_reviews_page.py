"""start-here says what a run needs, and nothing that it does not need; the HTML of it is inert."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_reviews import SMALL, Rows, account, deal, line, make_run

from csvbridge.reviews.blocks import Block, Callout, Column, Listing, Page, Paragraph, Section, Table, plain, table
from csvbridge.reviews.html import html
from csvbridge.reviews.start_here import start_here
from csvbridge.run import Run

CREDIT = [*SMALL["won.csv"], deal(3, 1, "-320.50")]
HELD = [*SMALL["won.csv"], deal(4, None, "180.00")]
CUSTOMERS: Rows = [{"Name": "Alder & Finch", "Company name": "", "Open balance": "0.00"}]
INVOICE_LIST: Rows = [
    {
        "Transaction date": "09/30/2026",
        "Transaction type": "Invoice",
        "Num": "1047",
        "Customer": "Cove Dental",
        "Due date": "10/30/2026",
        "Amount": "10.00",
        "Open balance": "10.00",
    }
]


def sections(page: Page) -> Iterator[Section]:
    for section in page.sections:
        yield section
        yield from section.parts


def words(block: Block) -> str:
    if isinstance(block, Table):
        rows = [[c.heading for c in block.columns], *block.rows, *block.sums, [block.left_out]]
        return "\n".join([block.caption, *(" | ".join(row) for row in rows)])
    texts = block.items if isinstance(block, Listing) else (block.text,)
    label = f"{block.label}: " if isinstance(block, Callout) else ""
    return "\n".join(label + "".join(span.text for span in text) for text in texts)


def said(run: Run, anchor: str = "") -> str:
    """Return all that the page says, or what one of its sections says (without its parts)."""
    page = start_here(run)
    blocks = [block for s in sections(page) if anchor in ("", s.anchor) for block in s.blocks]
    return "\n".join(map(words, [*(() if anchor else page.lead), *blocks]))


def anchors(run: Run) -> list[str]:
    return [section.anchor for section in sections(start_here(run))]


def table_of(run: Run, anchor: str, caption: str) -> Table:
    found = [b for s in sections(start_here(run)) if s.anchor == anchor for b in s.blocks if isinstance(b, Table)]
    return next(t for t in found if t.caption.startswith(caption))


def test_a_plain_run_has_its_parts_in_order(tmp_path: Path) -> None:
    assert anchors(make_run(tmp_path, SMALL)) == [
        *("made", "before", "upload", "upload-customers", "upload-invoices"),
        *("surprises", "no-tile", "in-part", "totals", "afterwards", "proof"),
    ]


def test_a_plain_run_says_what_is_ready_and_that_nothing_waits(tmp_path: Path) -> None:
    page = start_here(make_run(tmp_path, SMALL))
    assert [words(block) for block in page.lead] == [
        "Ready: 2 invoices (USD 1,349.90) and 2 customers to upload.",
        "Nothing waits: Every deal that was to be invoiced is in the files, or in QuickBooks.",
        "Totals agree: All that was read is accounted for, to the line and to the cent.",
    ]


def test_files_stand_with_their_sums(tmp_path: Path) -> None:
    assert table_of(make_run(tmp_path, SMALL), "made", "Files").rows == (
        ("import/2-customers.xlsx", "2 customers", "2", "", ""),
        ("import/3-invoices-001.csv", "2 invoices", "2", "1,349.90", "USD"),
    )


def test_the_invoice_steps_name_file_boxes_format_and_sum(tmp_path: Path) -> None:
    steps = said(make_run(tmp_path, SMALL), "upload-invoices")
    for expected in (
        "Choose the file import/3-invoices-001.csv (2 invoices).",
        "create new customers and create new products (or services) unticked",
        "As date format choose MM/DD/YYYY. 10/14/2026 in the file is 14 October 2026.",
        "2 invoices, USD 1,349.90 together, then Start import.",
    ):
        assert expected in steps
    assert steps.index("Choose the file") < steps.index("unticked") < steps.index("date format")


def test_the_date_format_is_the_profile_s(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL, "company.date_format=DD/MM/YYYY")
    assert "choose DD/MM/YYYY. 14/10/2026 in the file is 14 October 2026." in said(run, "upload-invoices")


def test_every_filled_column_is_mapped_and_empty_ones_are_named(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL)
    rows = {row[0]: row[1:] for row in table_of(run, "upload-invoices", "Which column").rows}
    assert rows["*InvoiceNo"] == ("Invoice number", "2 of 2")
    assert rows["*ItemAmount"] == ("Item amount", "2 of 2")
    assert "Location" not in rows and "Service Date" not in rows
    assert "does not matter: Location, Service Date." in said(run, "upload-invoices")


def test_without_invoices_nothing_is_said_of_them(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": SMALL["accounts.csv"]})
    text = said(run)
    assert "no-tile" not in anchors(run) and "upload-invoices" not in anchors(run)
    for word in ("Custom transaction numbers", "Sales tax is off", "Send the invoices", "register.xlsx", "Services"):
        assert word not in text
    assert "Choose the file import/2-customers.xlsx (2 customers)." in text
    assert "gave" not in text and "Compare the totals" not in text


def test_credit_notes_have_their_steps_and_a_list_to_enter_by_hand(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": CREDIT})
    assert "upload-credit-notes" in anchors(run)
    assert table_of(run, "upload-credit-notes", "Credit notes, to enter by hand").rows == (
        ("006Ax0000000003IAA", "Alder & Finch", "10/14/2026", "Services", "Deal 3", "1", "320.50", "320.50"),
    )
    assert "No Credit notes tile?" in said(run, "upload-credit-notes")
    assert "1 credit note, USD 320.50 together" in said(run, "upload-credit-notes")
    assert "Apply the credits." in said(run, "afterwards")
    assert table_of(run, "afterwards", "What QuickBooks should show").rows == (
        ("Invoices", "2", "1,349.90"),
        ("Credit notes", "1", "-320.50"),
        ("Together", "3", "1,029.40"),
    )


def test_without_credit_notes_nothing_is_said_of_them(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL)
    assert "upload-credit-notes" not in anchors(run)
    assert "Apply the credits" not in said(run)
    assert table_of(run, "afterwards", "What QuickBooks should show").rows == (("Invoices", "2", "1,349.90"),)


def test_a_held_deal_stands_with_customer_amount_and_reason(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": HELD})
    assert table_of(run, "waits", "Deals that wait").rows == (
        (
            *("Deal 4", "(none)", "10/14/2026", "USD 180.00", "held"),
            "the deal names no account, so there is no customer to invoice",
        ),
    )
    assert table_of(run, "waits", "Deals that wait").sums == (("Sum", "", "", "USD 180.00", "", ""),)
    what, count, where, fix = table_of(run, "waits", "What is wrong").rows[0]
    assert (what, count) == ("Deal without account (QBO401)", "1")
    assert "won.csv:4: the deal names no account" in where and fix.startswith("Set the Account in Salesforce")
    assert "Waits: 1 deal (USD 180.00). The reasons stand below." in said(run)
    assert "Settle what waits" in said(run, "afterwards")


def test_an_amount_that_nobody_can_read_is_no_nought(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": [*SMALL["won.csv"], deal(5, 1, "twelve")]})
    row = table_of(run, "waits", "Deals that wait").rows[0]
    assert (row[0], row[3], row[4]) == ("Deal 5", "(not known)", "rejected")


def test_a_foreign_currency_waits_in_its_own_money(tmp_path: Path) -> None:
    rows = [{**row, "Amount Currency": "USD"} for row in SMALL["won.csv"]]
    rows.append({**deal(6, 1, "75.00"), "Amount Currency": "EUR"})
    run = make_run(tmp_path, {**SMALL, "won.csv": rows})
    assert table_of(run, "waits", "Deals that wait").sums == (("Sum", "", "", "EUR 75.00", "", ""),)
    assert ("EUR", "75.00", "0.00", "75.00", "0.00", "0.00", "0.00") in table_of(run, "totals", "Everything").rows


def test_two_hundred_deals_wait_on_the_page_and_the_rest_in_the_workbook(tmp_path: Path) -> None:
    rows = [deal(number, None, "1.00") for number in range(1, 204)]
    run = make_run(tmp_path, {**SMALL, "won.csv": rows})
    made = table_of(run, "waits", "Deals that wait")
    assert len(made.rows) == 200
    assert made.left_out == "3 more rows not shown here: review/exceptions.xlsx has all of them."
    assert made.sums == (("Sum", "", "", "USD 203.00", "", ""),)
    assert "and 200 more in review/exceptions.xlsx" in said(run, "waits")


def test_the_totals_are_those_of_the_run(tmp_path: Path) -> None:
    rows = [*HELD, deal(7, 1, "40.00", Stage="Closed Lost"), deal(8, 2, "60.00", Stage="Closed Lost")]
    run = make_run(tmp_path, {**SMALL, "won.csv": rows})
    assert table_of(run, "totals", "Everything").rows == (
        ("Customers", "2", "2", "0", "0", "0", "0"),
        ("Products", "0", "0", "0", "0", "0", "0"),
        ("Invoices and credit notes", "5", "2", "1", "0", "0", "2"),
        ("Their lines", "5", "2", "1", "0", "0", "2"),
        ("USD", "1,629.90", "1,349.90", "180.00", "0.00", "0.00", "100.00"),
    )
    assert table_of(run, "totals", "Deals that were skipped").rows == (("Not won", "2", "USD 100.00"),)


def test_warnings_are_listed_apart_from_what_waits(tmp_path: Path) -> None:
    accounts = [account(1, "Alder & Finch", **{"Parent Account": "Finch Holdings"}), account(2, "Birch Supply")]
    run = make_run(tmp_path, {**SMALL, "accounts.csv": accounts})
    assert "waits" not in anchors(run)
    what, count, _, fix = table_of(run, "look", "Warnings").rows[0]
    assert (what, count) == ("Parent written flat (QBO208)", "1") and "Is a sub-customer" in fix
    assert table_of(run, "afterwards", "Parents to set by hand").rows == (("Alder & Finch", "Finch Holdings"),)


def test_an_accepted_warning_leaves_the_list_and_keeps_its_reason(tmp_path: Path) -> None:
    accounts = [account(1, "Alder & Finch", **{"Parent Account": "Finch Holdings"}), account(2, "Birch Supply")]
    run = make_run(tmp_path, {**SMALL, "accounts.csv": accounts}, accept='QBO208 = "we keep customers flat"')
    assert "look" not in anchors(run)
    assert table_of(run, "proof", "Warnings that the profile accepts").rows == (
        ("QBO208", "1", "we keep customers flat"),
    )


@pytest.mark.parametrize(
    ("sets", "key"),
    [
        (("company.sales_tax=on",), "company.sales_tax=us-columns"),
        (("company.plan=simple-start",), "company.plan=plus"),
    ],
)
def test_without_an_invoice_import_the_page_says_why_and_the_two_ways(
    tmp_path: Path, sets: tuple[str, ...], key: str
) -> None:
    run = make_run(tmp_path, SMALL, *sets)
    assert {"no-importer", "upload-customers", "waits"} <= set(anchors(run))
    assert "upload-invoices" not in anchors(run)
    text = said(run, "no-importer")
    assert "2 documents wait." in text and f"--set {key}" in text and "sheet Waiting lines" in text


def test_tax_columns_are_checked_against_quickbooks_own_sample(tmp_path: Path) -> None:
    text = said(make_run(tmp_path, SMALL, "company.sales_tax=us-columns"), "before")
    assert "has the columns Taxable and TaxRate" in text and "Sales tax is off" not in text


def test_the_default_item_is_named_where_it_is_taken_to_exist(tmp_path: Path) -> None:
    assert "The item “Studio work” exists" in said(make_run(tmp_path, SMALL, "invoices.default_item=Studio work"))


def test_the_default_item_is_not_named_where_every_deal_has_products(tmp_path: Path) -> None:
    lines = [line(1, 1, "Planks", "5", "250.00", "1250.00"), line(2, 2, "Nails", "1", "99.90", "99.90")]
    run = make_run(tmp_path, {**SMALL, "lines.csv": lines})
    text = said(run, "before")
    assert "taken to exist" not in text
    assert "The income account “Sales” exists" in text
    assert "upload-products" in anchors(run)


def test_a_blank_income_account_is_said(tmp_path: Path) -> None:
    lines = [line(1, 1, "Planks", "5", "250.00", "1250.00"), line(2, 2, "Nails", "1", "99.90", "99.90")]
    run = make_run(tmp_path, {**SMALL, "lines.csv": lines}, "products.income_account=")
    assert "The income account is left blank" in said(run, "before")


def test_lists_that_were_not_given_are_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    without = said(make_run(tmp_path / "a", SMALL), "before")
    assert "no QuickBooks Invoice List was given" in without
    given = said(make_run(tmp_path / "b", {**SMALL, "list.csv": INVOICE_LIST}), "before")
    assert "no QuickBooks Invoice List was given" not in given


@pytest.mark.parametrize(
    ("more", "sets", "expected"),
    [
        ({}, ("invoices.number=sequence",), "Number the next invoice by hand above 1002"),
        ({}, (), "type the next one of your own row instead."),
        ({"list.csv": INVOICE_LIST}, (), "instead: 1048, by the Invoice List that was given."),
    ],
)
def test_the_next_number_by_hand(tmp_path: Path, more: dict[str, Rows], sets: tuple[str, ...], expected: str) -> None:
    assert expected in said(make_run(tmp_path, {**SMALL, **more}, *sets), "afterwards")


@pytest.mark.parametrize(
    ("sets", "expected", "never"),
    [
        ((), "into a new run folder", "by hand"),
        (("invoices.number=sequence",), "Enter what failed by hand", "into a new run folder"),
    ],
)
def test_how_to_go_on_when_a_part_went_in(tmp_path: Path, sets: tuple[str, ...], expected: str, never: str) -> None:
    text = said(make_run(tmp_path, SMALL, *sets), "in-part")
    assert "Never upload the same file again." in text and expected in text and never not in text


def test_commas_and_letters_are_spoken_of_where_a_file_has_them(tmp_path: Path) -> None:
    rows = [deal(1, 1, "1250.00", **{"Opportunity Name": "Café, first floor"}), deal(2, 2, "99.90")]
    run = make_run(tmp_path, {**SMALL, "won.csv": rows})
    assert "In 1 row of these files a text has a comma in it." in said(run, "commas")
    assert "(é)" in said(run, "letters")


def test_commas_in_a_workbook_are_no_trouble_and_in_a_csv_list_they_are(tmp_path: Path) -> None:
    accounts = [account(1, "Alder, Finch"), account(2, "Birch Supply")]
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert "commas" not in anchors(make_run(tmp_path / "a", {"accounts.csv": accounts}))
    text = said(make_run(tmp_path / "b", {"accounts.csv": accounts}, "lists.format=csv"), "commas")
    assert "--set lists.format=xlsx" in text and "for invoices" not in text


def test_several_files_are_listed_with_their_sums(tmp_path: Path) -> None:
    rows = [deal(number, 1, "2.00") for number in range(1, 102)]
    run = make_run(tmp_path, {**SMALL, "won.csv": rows})
    assert "the last of the 2 is import/3-invoices-002.csv" in said(run, "upload-invoices")
    assert table_of(run, "upload-invoices", "The files of step 2").rows == (
        ("import/3-invoices-001.csv", "100 invoices", "100", "200.00", "USD"),
        ("import/3-invoices-002.csv", "1 invoice", "1", "2.00", "USD"),
    )


def test_a_run_that_makes_nothing_says_so(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": [deal(1, 1, "5.00", Stage="Closed Lost")]})
    assert "Nothing to upload: No file was made for QuickBooks." in said(run)
    assert not {"before", "upload", "surprises", "afterwards"} & set(anchors(run))


def test_inputs_period_and_near_duplicates_are_told_to_the_auditor(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL, period="2026-10")
    files = table_of(run, "proof", "Files that were read").rows
    assert [(Path(path).name, kind, rows, used) for path, kind, rows, used in files] == [
        ("accounts.csv", "salesforce.accounts", "2", "yes"),
        ("won.csv", "salesforce.opportunities", "2", "yes"),
    ]
    assert ("Period, by invoice date", "2026-10") in table_of(run, "proof", "Settings").rows
    assert "Near-duplicate customers were searched among 2 records" in said(run, "proof")
    assert "invoice dates 1 October 2026 to 31 October 2026" in start_here(run).subtitle


class Reader(HTMLParser):
    """What a browser makes of a page: its text, its tags and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes = "", set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def small_page(*blocks: Block, count: int = 1) -> Page:
    listed = tuple(Section(f"s{n}", f"Section {n}", blocks if n == 0 else ()) for n in range(count))
    return Page("Title", "Subtitle", (), listed, "Foot")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "&amp;"]
)
def test_hostile_text_is_escaped_wherever_it_stands(hostile: str) -> None:
    column = Column(hostile, "code")
    made = table(hostile, [column], [hostile], lambda v: [v], rest=hostile, sums=[[hostile]])
    text = plain(hostile)
    page = Page(
        hostile,
        hostile,
        (Callout("look", hostile, text),),
        (Section("a", hostile, (Paragraph(text), Listing("steps", (text,)), made)),),
        hostile,
    )
    read = Reader(html(page))
    # title and head: 4; callout: 2; section, paragraph, list: 3; caption, heading, cell, sum: 4; foot: 1
    assert read.text.count(hostile) == 14
    assert not read.tags & {"script", "img", "a"}
    assert {name for name in read.attributes if name.startswith(("on", "src"))} == set()


@pytest.mark.parametrize("more", [CREDIT, HELD])
@pytest.mark.parametrize("sets", [(), ("invoices.number=sequence", "lists.format=csv"), ("company.sales_tax=on",)])
def test_no_mark_or_blank_is_left_in_the_words(tmp_path: Path, more: Rows, sets: tuple[str, ...]) -> None:
    text = said(make_run(tmp_path, {**SMALL, "won.csv": more}, *sets))
    assert re.findall(r"[`{}]|[*][*]|  (?![|])|None", text) == []


def test_the_page_asks_for_nothing(tmp_path: Path) -> None:
    made = html(start_here(make_run(tmp_path, {**SMALL, "won.csv": [*CREDIT, *HELD[2:]]})))
    assert "default-src 'none'; style-src 'unsafe-inline'" in made
    assert re.findall(r"(?i)<script|<img|<link|<iframe|<form|\bsrc=|@import|url\(|\bon[a-z]+=|https?:", made) == []
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', made))
    assert made.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')


def test_every_link_has_its_target_and_every_anchor_stands_once(tmp_path: Path) -> None:
    made = html(start_here(make_run(tmp_path, SMALL)))
    ids = re.findall(r'id="([^"]*)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', made)) <= set(ids)


@pytest.mark.parametrize(("count", "contents"), [(5, False), (6, True)])
def test_a_table_of_contents_only_when_the_page_is_long(count: int, contents: bool) -> None:
    assert ("<nav" in html(small_page(count=count))) is contents


def test_equal_pages_give_equal_bytes(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL)
    assert html(start_here(run)) == html(start_here(run))


def test_numbers_stand_in_cells_of_their_own_kind() -> None:
    made = html(small_page(table("T", [Column("N", "number")], [1], lambda n: [n], rest="", sums=[["1"]])))
    assert made.count('<td role="cell" class="number" data-heading="N"><span>1</span></td>') == 2
