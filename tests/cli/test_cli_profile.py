"""What the profile changes (contract.md §5), by csvbridge.toml and by --set."""

import openpyxl
import pytest
from bench import Bench, account, deal, line, product

BOTH = (1, 2)


def company(bench: Bench, text: str) -> None:
    bench.raw("books/csvbridge.toml", text)


def test_a_company_folder_is_used_and_its_memory_made(bench: Bench) -> None:
    company(bench, '[invoices]\nterms = "Net 15"\n')
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--company", "books")
    assert result.invoices[0]["Terms"] == "Net 15" and result.exit == 0
    assert (bench.folder / "books" / "csvbridge.db").is_file()
    assert "No company folder" not in result.err


def test_the_current_folder_is_the_company_when_it_holds_a_profile(bench: Bench) -> None:
    (bench.folder / "csvbridge.toml").write_text('[invoices]\nterms = "Net 15"\n', encoding="utf-8")
    bench.give("opportunities.csv", deal(1))
    assert bench.convert().invoices[0]["Terms"] == "Net 15"


def test_without_a_company_the_run_says_that_nothing_is_remembered(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    result = bench.convert()
    assert "nothing is remembered" in result.err and "csvbridge init" in result.err
    assert result.only("RUN904")["severity"] == "note"


def test_a_company_folder_without_a_profile_is_wrong_usage(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--company", "books")
    assert "holds no csvbridge.toml" in said and "csvbridge init books" in said


FAULTS = [
    ("[invoces]\n", 1, "invoces", "invoices"),
    ('[invoices]\ntrems = "Net 30"\n', 2, "trems", "terms"),
    ('[invoices]\nnumber = "sequense"\n', None, "sequense", "sequence"),
    ("[invoices]\nfirst_number = \"1\"\n", 2, "first_number", "whole number"),
    ('[company]\nclosed_through = "2026-09-30"\n', 2, "closed_through", "2026-09-30"),
    ('[lists]\nformat = "xls"\n', 2, "xls", '"xlsx"'),
    ('[company]\nplan = "starter"\n', 2, "starter", '"simple-start"'),
    ('[company]\nregion = "england"\n', 2, "england", '"uk"'),
    ('[invoices]\nnumber_prefix = "2026"\n', None, "number_prefix", "21"),
    ("[invoices]\nterms = \n", 2, "", ""),
    ('[accept]\n"a warning" = "we know"\n', 2, '"a warning"', "QBO208"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "row", "message", "fix"), FAULTS)
def test_a_fault_in_the_profile_is_refused_with_its_line(
    bench: Bench, text: str, row: int | None, message: str, fix: str
) -> None:
    company(bench, text)
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--company", "books")
    assert message in said and fix in said
    assert row is None or f"csvbridge.toml:{row}" in said


def test_all_faults_of_the_profile_are_told_at_once(bench: Bench) -> None:
    company(bench, '[invoices]\ntrems = "x"\n[lists]\nformat = "xls"\n')
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--company", "books", "--set", "products.include=some")
    assert "3 things" in said and "trems" in said and "xls" in said and "some" in said


SETS = [
    ("invoices.terms", "not of the form"),
    ("terms=Net 15", "not of the form"),
    ("invoices.trems=Net 15", "terms"),
    ("invoices.first_number=many", "whole number"),
    ("matching.hold=certain", "list"),
    ("company.closed_through=soon", "date"),
]


@pytest.mark.parametrize(("text", "words"), SETS)
def test_a_wrong_set_is_refused(bench: Bench, text: str, words: str) -> None:
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--set", text)
    assert "--set" in said and words in said


def test_set_takes_bare_text_and_splits_at_the_first_sign(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    (row,) = bench.convert(
        "--set", "invoices.default_item=Fees = all", "--set", "crosswalk.terms.Net 30=a.b=c"
    ).invoices
    assert (row["Item(Product/Service)"], row["Terms"]) == ("Fees = all", "a.b=c")


def test_a_number_for_a_text_key_is_text(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--set", "invoices.number=sequence", "--set", "invoices.number_prefix=2026")
    assert result.numbers == ["20261001"]


def test_headings_teach_an_orgs_own_labels(bench: Bench) -> None:
    company(bench, '[headings]\n"Client" = "Account Name"\n"Phase" = "Stage"\n')
    bench.give(
        "opportunities.csv",
        deal(1, account=None, stage=None, Client="Alder Works", Phase="Closed Won", account_id=None),
    )
    result = bench.convert("--company", "books")
    assert result.invoices[0]["*Customer"] == "Alder Works"
    assert result.only("QBO216")["column"] == "Client"  # the source's own heading


def test_stages_are_compared_without_case(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, stage="CLOSED WON"), deal(2, stage="Signed"))
    assert len(bench.convert().invoices) == 1


# --- a company without an invoice import ----------------------------------------------------------------------------

NO_IMPORTER = [
    (("--set", "company.sales_tax=on"), "Sales tax is on"),
    (("--set", "company.plan=simple-start"), "Simple Start"),
]


@pytest.mark.parametrize(("words", "why"), NO_IMPORTER)
def test_without_an_invoice_import_only_lists_are_written(bench: Bench, words: tuple[str, ...], why: str) -> None:
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1), deal(2, amount="-5.00"))
    bench.give("lines.csv", line(1, 1))
    result = bench.convert(*words)
    found = result.only("QBO423")
    assert result.exit == 1 and found["severity"] == "error" and why in found["message"]
    assert "2 documents" in found["message"] and "us-columns" in found["fix"]
    assert result.invoices == result.credits == [] and result.counts("invoices") == {"held": 2}
    assert [row["Name"] for row in result.customers] == ["Account 1 Works", "Account 2 Works"]
    assert result.totals["lines"]["held"] == 2 and result.totals["amounts"]["USD"]["held"] == "95.00"


def test_without_documents_sales_tax_is_no_error(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    assert bench.convert("--set", "company.sales_tax=on").exit == 0


def test_us_columns_write_the_tax_columns(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--set", "company.sales_tax=us-columns")
    (row,) = result.invoices
    assert list(row)[-4:] == ["*ItemAmount", "Taxable", "TaxRate", "Service Date"]
    assert (row["Taxable"], row["TaxRate"]) == ("N", "0%") and result.exit == 0


def test_tax_codes_are_not_for_the_us(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert "the US has not" in bench.stops("--set", "company.sales_tax=codes")


# --- lists, accept, currency ----------------------------------------------------------------------------------------


def test_lists_are_workbooks_of_text_unless_the_profile_says_csv(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "=1+1"), account(2, "0042"))
    bench.give("products.csv", product(1, "#N/A", "00012", **{"List Price": "3.50"}))
    bench.give("opportunities.csv", deal(1), deal(2))
    result = bench.convert("--set", "lists.format=xlsx")
    assert [row["Name"] for row in result.customers] == ["=1+1", "0042"]
    assert (result.products[0]["Product/service name"], result.products[0]["SKU"]) == ("#N/A", "00012")
    assert {p.suffix for p in (result.run / "import").glob("[12]*")} == {".xlsx"}


def test_an_accepted_warning_stays_in_the_evidence(bench: Bench) -> None:
    company(bench, '[accept]\nQBO413 = "free of charge by agreement"\n')
    bench.give("opportunities.csv", deal(1, amount="0.00"))
    result = bench.convert("--company", "books")
    assert result.exit == 0 and result.only("QBO413")["severity"] == "warning"
    book = result.run / "review" / "exceptions.xlsx"
    sheets = openpyxl.load_workbook(book).worksheets if book.exists() else []
    cells = {str(c.value) for s in sheets for row in s.iter_rows() for c in row}
    assert "QBO413" not in cells  # as a line of its own; the reason may be told


@pytest.mark.parametrize(("code", "why"), [("QBO419", "error"), ("QBO999", "does not exist")])
def test_an_error_cannot_be_accepted(bench: Bench, code: str, why: str) -> None:
    company(bench, f'[accept]\n{code} = "we know"\n')
    bench.give("opportunities.csv", deal(1, **{"Amount Currency": "EUR"}))
    result = bench.convert("--company", "books")
    assert result.exit == 1 and result.invoices == []
    found = result.only("RUN905")
    assert found["severity"] == "warning" and code in found["message"] and why in found["message"]


def test_another_home_currency_takes_its_own_deals(bench: Bench) -> None:
    bench.give(
        "opportunities.csv", *(deal(n, amount="5000", **{"Amount Currency": c}) for n, c in ((1, "EUR"), (2, "USD")))
    )
    result = bench.convert("--set", "company.home_currency=EUR")
    assert result.counts("invoices") == {"written": 1, "held": 1} and result.exit == 1
    assert result.totals["amounts"]["EUR"]["written"] == "5000.00"
    assert result.totals["amounts"]["USD"]["held"] == "5000.00"


def test_matching_hold_can_be_empty(bench: Bench) -> None:
    """Two likely duplicates are written, both, when nothing is to be held."""
    bench.give("accounts.csv", account(1, "Alder & Finch LLC"), account(2, "Alder and Finch, L.L.C."))
    bench.give("opportunities.csv", deal(1), deal(2))
    result = bench.convert("--set", "matching.hold=[]")
    assert result.exit == 0 and len(result.customers) == len(BOTH)
