"""Invoices and credit notes: lines, rates, dates, numbers, what is already in the books (contract.md §4)."""

from decimal import Decimal

import pytest
from bench import Bench, Result, Row, account, deal, line, long_id, sid
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

INVOICE_LIST = "Date,Transaction Type,Num,Name,Amount\n"


def sold(bench: Bench, *lines: Row, amount: str = "", **deal_cells: str) -> Result:
    """Convert one deal with these lines."""
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1, amount=amount, **deal_cells))
    bench.give("lines.csv", *lines)
    return bench.convert()


RATES = [
    # quantity, price, discount, total, quantity written, rate written, amount written, findings on the line
    ("2.00", "1250.00", "", "2500.00", "2", "1250.00", "2500.00", []),
    ("3.00", "49.99", "10.00", "134.97", "3", "44.99", "134.97", ["QBO409"]),
    ("3.00", "33.34", "", "100.00", "3", "33.3333333", "100.00", ["QBO409", "QBO411"]),
    ("3.00", "33.33", "", "100.00", "3", "33.3333333", "100.00", ["QBO409"]),  # 99.99: rounding explains a cent
    ("3.00", "33.333", "", "100.00", "3", "33.333", "100.00", []),  # 99.999 is 100.00 to the cent
    ("7.00", "145.00", "15.00", "862.75", "7", "123.25", "862.75", ["QBO409"]),
    ("0.50", "99.99", "", "50.00", "0.5", "99.99", "50.00", []),  # 49.995, half up
    ("1.00", "100.00", "", "90.00", "1", "90.00", "90.00", ["QBO409", "QBO411"]),
    ("0.00", "100.00", "", "90.00", "1", "90.00", "90.00", ["QBO410", "QBO411"]),
    (
        "40000000.00",
        "0.03",
        "",
        "1234567.89",
        "1",
        "1234567.89",
        "1234567.89",
        ["QBO410"],
    ),  # half a cent a piece explains it
    ("1000000.00", "0.1234567", "", "123456.70", "1000000", "0.1234567", "123456.70", []),
    ("", "", "", "90.00", "1", "90.00", "90.00", []),
    ("2.00", "", "", "90.00", "2", "45.00", "90.00", []),
    ("2.50", "40.00", "", "100.00", "2.5", "40.00", "100.00", []),
    ("1.00", "1,234.50", "", "1,234.50", "1", "1234.50", "1234.50", []),
    ("1.00", "$90.00", "", "$90.00", "1", "90.00", "90.00", []),
]


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total", "q", "rate", "amount", "codes"),
    RATES,
    ids=[f"{r[0]} x {r[1]} less {r[2]} = {r[3]}" for r in RATES],
)
def test_the_total_is_kept_to_the_cent(
    bench: Bench, *, quantity: str, price: str, discount: str, total: str, q: str, rate: str, amount: str,
    codes: list[str],
) -> None:  # fmt: skip
    result = sold(
        bench,
        line(1, 1, quantity=quantity, price=price, total=total, Discount=discount),
        line(2, 1, quantity="1.00", price="0.25", total="0.25", Discount="0.00"),
    )
    row = result.invoices[0]
    assert (row["ItemQuantity"], row["ItemRate"], row["*ItemAmount"]) == (q, rate, amount)
    mine = sorted(f["code"] for f in result.findings if f["file"] == "in/lines.csv" and f["row"] == 2)
    assert mine == sorted([*codes, "QBO302"]) and result.exit == 0
    if "QBO410" in codes:
        assert f"(quantity {Decimal(quantity).normalize():f})" in row["ItemDescription"]


def test_a_rate_of_forty_million_is_refused_where_no_seven_decimals_do() -> None:
    """The case above by hand: 1234567.89 / 40000000 = 0.03086419725, at seven decimals 0.0308642, and 40000000
    times that is 1234568.00, eleven cents off; so the line is written with quantity 1."""
    assert Decimal("40000000") * Decimal("0.0308642") == Decimal("1234568.0000000")


def test_descriptions_and_service_dates_are_the_lines_own(bench: Bench) -> None:
    result = sold(
        bench,
        line(1, 1, **{"Line Description": "North field", "Date": "11/15/2026"}),
        line(2, 1, **{"Line Description": "", "Date": ""}),
    )
    assert [(r["ItemDescription"], r["Service Date"]) for r in result.invoices] == [
        ("North field", "11/15/2026"),
        ("Surveying", ""),
    ]


def test_lines_that_differ_from_the_amount_count_with_a_warning(bench: Bench) -> None:
    result = sold(bench, line(1, 1), line(2, 1, total="92.00", price="92.00"), amount="200.00")
    found = result.only("QBO412")
    assert (found["severity"], found["file"], found["row"], found["column"]) == (
        "warning", "in/opportunities.csv", 2, "Amount",
    )  # fmt: skip
    assert "192.00" in found["message"] and "200.00" in found["message"] and "8.00 apart" in found["message"]
    assert result.totals["amounts"]["USD"]["written"] == "192.00" and result.exit == 0


def test_a_negative_deal_is_a_credit_note_without_a_due_date(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1, amount="-200.00"), deal(2, 1, amount="($50.00)"))
    result = bench.convert()
    assert result.invoices == [] and [row["*ItemAmount"] for row in result.credits] == ["200.00", "50.00"]
    assert list(result.credits[0])[:3] == ["*CreditMemoNo", "*Customer", "*CreditMemoDate"]
    assert result.totals["amounts"]["USD"]["written"] == "-250.00"
    assert result.totals["files"][-1]["amounts"] == {"USD": "-250.00"} and result.exit == 0


@pytest.mark.parametrize("negative", ["quantity", "price"])
def test_negative_lines_make_a_credit_note_of_positive_figures(bench: Bench, negative: str) -> None:
    cells = {"quantity": "2.00", "price": "30.00", "total": "-60.00"}
    result = sold(bench, line(1, 1, **{**cells, negative: f"-{cells[negative]}"}))
    (row,) = result.credits
    assert (row["ItemQuantity"], row["ItemRate"], row["*ItemAmount"]) == ("2", "30.00", "60.00")


def test_lines_of_both_signs_hold_the_deal_at_the_line_below_nought(bench: Bench) -> None:
    result = sold(bench, line(1, 1), line(2, 1, price="-20.00", total="-20.00"))
    found = result.only("QBO408")
    assert (found["file"], found["row"], found["column"], found["value"]) == (
        "in/lines.csv", 3, "Total Price", "-20.00",
    )  # fmt: skip
    assert result.exit == 1 and result.totals["amounts"]["USD"]["held"] == "80.00"


def test_deleted_lines_are_left_out_and_counted_as_skipped(bench: Bench) -> None:
    result = sold(bench, line(1, 1, IsDeleted="0"), line(2, 1, IsDeleted="1", total="7.00"), amount="100.00")
    assert len(result.invoices) == 1 and result.exit == 0
    assert result.totals["lines"]["skipped"] == 1 and result.totals["amounts"]["USD"]["skipped"] == "7.00"


def test_a_deal_whose_lines_are_all_deleted_is_a_deal_without_products(bench: Bench) -> None:
    result = sold(bench, line(1, 1, IsDeleted="1", total="7.00"), amount="100.00")
    assert result.exit == 0 and [row["*ItemAmount"] for row in result.invoices] == ["100.00"]
    assert result.totals["lines"]["written"] == 1 and result.totals["amounts"]["USD"]["written"] == "100.00"


def test_a_deleted_line_of_a_deal_that_waits_is_skipped(bench: Bench) -> None:
    result = sold(bench, line(1, 1, IsDeleted="0", total="x"), line(2, 1, IsDeleted="1", total="7.00"), amount="100.00")
    assert result.totals["lines"] == {
        "in": 2, "written": 0, "held": 0, "rejected": 1, "merged": 0, "skipped": 1,
    }  # fmt: skip


def test_equal_lines_without_ids_are_two_where_the_amount_says_so(bench: Bench) -> None:
    pair = [{k: v for k, v in line(n, 1).items() if k != "Line Item ID"} for n in (1, 2)]
    result = sold(bench, *pair, amount="200.00")
    assert len(result.invoices) == 2 and result.exit == 0
    bench.give("opportunities.csv", deal(1, amount="100.00"))
    once = bench.convert("--force")
    assert len(once.invoices) == 1 and "taken once" in once.only("SFR213")["message"]


DUE = [
    ("Net 30", "10/20/2026", "11/19/2026"),
    ("Net 15", "10/20/2026", "11/04/2026"),
    ("net 60", "12/15/2026", "02/13/2027"),
    ("Due on receipt", "10/20/2026", "10/20/2026"),
    ("2% 10 Net 30", "02/01/2028", "03/02/2028"),  # 2028 is a leap year
]


@pytest.mark.parametrize(("terms", "day", "due"), DUE)
def test_the_due_date_follows_the_terms(bench: Bench, terms: str, day: str, due: str) -> None:
    bench.give("opportunities.csv", deal(1, date=day))
    words = ("--set", "salesforce.date_format=M/D/YYYY", "--set", f"invoices.terms={terms}")
    (row,) = bench.convert(*words).invoices
    assert (row["*InvoiceDate"], row["*DueDate"], row["Terms"]) == (day, due, terms)


def test_terms_have_quickbooks_own_name_by_the_crosswalk(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    (row,) = bench.convert("--set", "crosswalk.terms.Net 30=30 days net").invoices
    assert (row["Terms"], row["*DueDate"]) == ("30 days net", "11/19/2026")


STYLES = [
    ("MM/DD/YYYY", "10/05/2026", "11/04/2026"),
    ("DD/MM/YYYY", "05/10/2026", "04/11/2026"),
    ("YYYY-MM-DD", "2026-10-05", "2026-11-04"),
]


@pytest.mark.parametrize(("style", "day", "due"), STYLES)
def test_dates_are_written_as_the_company_has_them(bench: Bench, style: str, day: str, due: str) -> None:
    bench.give("opportunities.csv", deal(1, date="2026-10-05"))
    (row,) = bench.convert("--set", f"company.date_format={style}").invoices
    assert (row["*InvoiceDate"], row["*DueDate"]) == (day, due)


# --- closed books, period -------------------------------------------------------------------------------------------


def test_nothing_is_written_into_closed_books(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/20/2026"), deal(2, date="10/21/2026"))
    result = bench.convert("--set", "company.closed_through=2026-10-20")
    found = result.only("QBO420")
    assert (found["severity"], found["row"], found["column"]) == ("error", 2, "Close Date")
    assert "2026-10-20" in found["message"] and result.numbers == [long_id("006", 2)] and result.exit == 1


PERIODS = [
    ("2026-10", [2, 3, 4]),
    ("2026-Q4", [2, 3, 4, 5]),
    ("2026-q3", [1]),
    ("2026", [1, 2, 3, 4, 5]),
    ("2026-10-01..2026-10-15", [2, 3]),
    ("2026-10-15..2026-10-15", [3]),
    ("2025", []),
]


@pytest.mark.parametrize(("period", "numbers"), PERIODS)
def test_the_period_takes_its_first_and_its_last_day(bench: Bench, period: str, numbers: list[int]) -> None:
    days = ["09/30/2026", "10/01/2026", "10/15/2026", "10/31/2026", "12/31/2026"]
    bench.give("opportunities.csv", *(deal(n, date=day) for n, day in enumerate(days, start=1)))
    result = bench.convert("--period", period)
    assert result.exit == 0 and result.numbers == [long_id("006", n) for n in numbers]
    assert result.counts("invoices").get("skipped", 0) == 5 - len(numbers)
    assert all(period in e["reason"] for e in result.trail if e["record"].startswith("opp") and e["fate"] == "skipped")


# --- numbers --------------------------------------------------------------------------------------------------------


def test_the_prefix_stands_before_the_id(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert bench.convert("--set", "invoices.number_prefix=SF-").numbers == [f"SF-{long_id('006', 1)}"]


def test_a_memo_has_the_id_when_the_number_is_not_the_id(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    (row,) = bench.convert("--set", "invoices.number=sequence").invoices
    assert row["Memo"] == f"Deal 1 ({long_id('006', 1)})"


def test_invoices_and_credit_notes_share_one_row_of_numbers(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1), deal(2, amount="-1.00"), deal(3, amount="x"), deal(4))
    result = bench.convert("--set", "invoices.number=sequence", "--set", "invoices.first_number=50")
    assert result.numbers == ["50", "52"] and [row["*CreditMemoNo"] for row in result.credits] == ["51"]


SEQUENCES = [
    # prefix, numbers in the list, first number, the next number
    ("", ["1041", "1043", "998"], 1001, "1044"),
    ("", ["12"], 1001, "1001"),
    ("2026-", ["2026-0007", "9999"], 1, "2026-0008"),
    ("2026-", ["2025-0107"], 1, "2026-1"),
    ("INV", ["inv0099"], 1, "INV0100"),
    ("", ["006Ax0000000009IAA"], 1, "1"),
]


@pytest.mark.parametrize(("prefix", "used", "first", "following"), SEQUENCES)
def test_a_sequence_goes_on_after_the_highest_number_of_its_prefix(
    bench: Bench, prefix: str, used: list[str], first: int, following: str
) -> None:
    rows = "".join(f"01/05/2026,Invoice,{number},Somebody,10.00\n" for number in used)
    bench.raw("lists/Invoices.csv", INVOICE_LIST + rows)
    bench.give("opportunities.csv", deal(1))
    words = ("--set", "invoices.number=sequence", "--set", f"invoices.first_number={first}")
    result = bench.convert("--against", "lists", *words, "--set", f"invoices.number_prefix={prefix}")
    assert result.numbers == [following] and result.exit == 0


def test_a_refused_document_leaves_no_gap_in_the_sequence(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1), deal(2, amount="123456789012.00"), deal(3))
    result = bench.convert("--set", "invoices.number=sequence")
    assert result.numbers == ["1001", "1002"] and result.counts("invoices") == {"written": 2, "rejected": 1}


def test_a_field_of_the_report_gives_the_number(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, **{"Order Number": " SO-77 "}))
    result = bench.convert("--set", "invoices.number=field:order number")
    assert result.numbers == ["SO-77"] and long_id("006", 1) in result.invoices[0]["Memo"]


def test_a_field_of_the_line_report_gives_the_number(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.give("lines.csv", line(1, 1, **{"Order Number": "SO-77"}))
    assert bench.convert("--set", "invoices.number=field:Order Number").numbers == ["SO-77"]


# --- once only ------------------------------------------------------------------------------------------------------

LISTED = [
    # what, the list's row for number N, fate, words of the finding
    ("the same", "10/20/2026,Invoice,N,Account 1 Works,100.00", "skipped", "not written again"),
    ("another case", "10/20/2026,Invoice,N,ACCOUNT 1 works,100.00", "skipped", "not written again"),
    ("a sub-customer", "10/20/2026,Invoice,N,Finch:Account 1 Works,100.00", "skipped", "not written again"),
    ("thousands", '10/20/2026,Invoice,N,Account 1 Works,"100.00"', "skipped", "not written again"),
    ("another total", "10/20/2026,Invoice,N,Account 1 Works,90.00", "held", "a total of 90.00, not 100.00"),
    ("another customer", "10/20/2026,Invoice,N,Somebody Else,100.00", "held", 'the customer "Somebody Else"'),
    ("both", "10/20/2026,Invoice,N,Somebody Else,90.00", "held", "and a total of 90.00"),
    ("a credit note", "10/20/2026,Credit Memo,N,Account 1 Works,-100.00", "held", "credit note"),
    ("an unreadable total", "10/20/2026,Invoice,N,Account 1 Works,1oo", "held", "no amount that can be read"),
]


@pytest.mark.parametrize(("row", "fate", "words"), [c[1:] for c in LISTED], ids=[c[0] for c in LISTED])
def test_a_number_that_quickbooks_has_is_never_written_again(bench: Bench, row: str, fate: str, words: str) -> None:
    bench.raw("lists/Invoices.csv", INVOICE_LIST + row.replace(",N,", f",{long_id('006', 1)},") + "\n")
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1), deal(2))
    result = bench.convert("--against", "lists")
    assert result.numbers == [long_id("006", 2)]
    assert result.fate(f"opportunity {long_id('006', 1)}")[0] == fate
    found = result.only("QBO418" if fate == "skipped" else "QBO417")
    assert found["row"] == 2 and words in found["message"] and long_id("006", 1) in found["message"]
    assert found["severity"] == ("note" if fate == "skipped" else "error")
    assert result.exit == (0 if fate == "skipped" else 1)


def test_a_deal_that_quickbooks_has_needs_no_account_any_more(bench: Bench) -> None:
    row = f"10/20/2026,Invoice,{long_id('006', 1)},Account 1 Works,100.00\n"
    bench.raw("lists/Invoices.csv", INVOICE_LIST + row)
    bench.give("accounts.csv", account(2))
    bench.give("opportunities.csv", deal(1), deal(2))
    result = bench.convert("--against", "lists")
    assert result.exit == 0 and result.counts("invoices") == {"written": 1, "skipped": 1}


def test_a_credit_note_that_quickbooks_has_is_skipped(bench: Bench) -> None:
    row = f"10/20/2026,Credit Memo,{long_id('006', 1)},Account 1 Works,-100.00\n"
    bench.raw("lists/Invoices.csv", INVOICE_LIST + row)
    bench.give("opportunities.csv", deal(1, amount="-100.00"))
    result = bench.convert("--against", "lists")
    assert result.exit == 0 and result.credits == [] and result.counts("invoices") == {"skipped": 1}


# --- packing --------------------------------------------------------------------------------------------------------


def test_a_hundred_documents_fill_a_file(bench: Bench) -> None:
    bench.give("opportunities.csv", *(deal(n, 1) for n in range(1, 102)))
    result = bench.convert()
    files = {f["path"]: f["records"] for f in result.totals["files"] if "invoices" in f["path"]}
    assert files == {"import/3-invoices-001.csv": 100, "import/3-invoices-002.csv": 1}
    assert result.numbers == [long_id("006", n) for n in range(1, 102)]


def test_a_document_is_never_cut_between_files(bench: Bench) -> None:
    """600 and 500 lines do not fit into one file of 999 rows together."""
    bench.give("opportunities.csv", deal(1, amount="600.00"), deal(2, amount="500.00"))
    rows = [line(n, 1 if n <= 600 else 2, price="1.00", total="1.00") for n in range(1, 1101)]
    bench.give("lines.csv", *rows)
    result = bench.convert()
    assert [(f["rows"], f["records"]) for f in result.totals["files"] if "invoices" in f["path"]] == [
        (600, 1),
        (500, 1),
    ]


def test_equal_runs_give_equal_bytes(bench: Bench) -> None:
    bench.give("accounts.csv", account(1), account(2, 'Café: "Lumière"'))
    bench.give("opportunities.csv", deal(1), deal(2), deal(3, 1, amount="-5.00"))
    bench.give("lines.csv", line(1, 1))

    def files(name: str) -> dict[str, bytes]:
        bench.convert("--set", "lists.format=xlsx", run_folder=name)
        return {path.name: path.read_bytes() for path in (bench.folder / name / "import").iterdir()}

    first = files("one")
    assert sorted(first) == [
        "1-products.xlsx", "2-customers.xlsx", "3-invoices-001.csv", "4-credit-notes-001.csv",
    ]  # fmt: skip
    assert files("two") == first


AMOUNTS = st.decimals(min_value=-99999, max_value=99999, places=2)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(
        st.tuples(
            AMOUNTS,
            st.sampled_from(["Closed Won", "Closed Lost", ""]),
            st.sampled_from(["10/20/2026", "10/20/2025", "", "10/32/2026"]),
            st.sampled_from(["", "USD", "EUR", "JPY"]),
            st.integers(1, 4),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_conservation_law_holds_for_any_deals(
    bench: Bench, deals: list[tuple[Decimal, str, str, str, int]]
) -> None:
    """The bench proves each run from its files; here the sum of what came in is worked out apart as well."""
    rows = [
        deal(n, who, amount=str(amount), stage=stage, date=date, **{"Amount Currency": code})
        for n, (amount, stage, date, code, who) in enumerate(deals, start=1)
    ]
    bench.give("accounts.csv", *(account(n) for n in (1, 2, 3)))
    bench.give("opportunities.csv", *rows)
    words = ("--period", "2026", "--force", "--set", "salesforce.date_format=M/D/YYYY")
    result = bench.convert(*words, "--set", "salesforce.decimal_mark=.")
    assert result.exit in (0, 1)
    for code, sums in result.totals["amounts"].items():
        whole = [a for a, *_, c, _ in deals if (c or "USD") == code]
        if code != "JPY":  # a part of a yen is no amount and counts as nought
            assert Decimal(sums["in"]) == sum(whole, Decimal(0))


def test_sid_is_what_reports_show() -> None:
    assert len(sid("006", 1)) == 15 and len(long_id("006", 1)) == 18
