"""register.xlsx and exceptions.xlsx: rows, types, sums, groups; and which files are written at all."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from test_reviews import SMALL, Rows, account, deal, line, make_run

from csvbridge.findings import Finding
from csvbridge.reviews import finding_sheets
from csvbridge.reviews.exceptions import exception_sheets
from csvbridge.reviews.register import register_sheets
from csvbridge.reviews.remedies import remedies
from csvbridge.reviews.render import write_reviews
from csvbridge.run import Run
from csvbridge.writing.review_tables import ReviewSheet

DAY = dt.date(2026, 10, 14)
FLAT: Rows = [account(1, "Alder & Finch", **{"Parent Account": "Finch Holdings"}), account(2, "Birch Supply")]
HELD: Rows = [*SMALL["won.csv"], deal(4, None, "180.00")]


def sheet(run: Run, title: str) -> ReviewSheet:
    return next(s for s in exception_sheets(run) if s.title == title)


def rows(table: ReviewSheet) -> list[dict[str, object]]:
    return [dict(zip([c.heading for c in table.columns], row, strict=True)) for row in table.rows]


def finding(code: str, severity: str, row: int, fix: str = "Do it.") -> Finding:
    return Finding(code, severity, "won.csv", None, row, "Amount", "x", f"message {row}", fix)


def test_the_register_has_a_row_for_every_document(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": [*SMALL["won.csv"], deal(3, 1, "-320.50")]})
    (register,) = register_sheets(run)
    invoice, _, credit = rows(register)
    assert invoice == {
        "Number": "006Ax0000000001IAA",
        "Deal": "Deal 1",
        "Owner": "Orla Finch",
        "Customer": "Alder & Finch",
        "Date": DAY,
        "Due date": dt.date(2026, 11, 13),
        "Amount": Decimal("1250.00"),
        "Currency": "USD",
        "Kind": "invoice",
        "Lines": 1,
        "File": "import/3-invoices-001.csv",
    }
    assert (credit["Kind"], credit["Amount"], credit["Due date"]) == ("credit note", Decimal("-320.50"), None)
    assert credit["File"] == "import/4-credit-notes-001.csv"


def test_the_register_ends_with_the_sum_of_each_file_and_of_all(tmp_path: Path) -> None:
    run = make_run(tmp_path, {**SMALL, "won.csv": [*SMALL["won.csv"], deal(3, 1, "-320.50")]})
    (register,) = register_sheets(run)
    said = [(row[0], row[1], row[6], row[7], row[9], row[10]) for row in register.totals]
    assert said == [
        ("Sum of the file", "2 documents", Decimal("1349.90"), "USD", 2, "import/3-invoices-001.csv"),
        ("Sum of the file", "1 document", Decimal("-320.50"), "USD", 1, "import/4-credit-notes-001.csv"),
        ("Sum of all files", "3 documents", Decimal("1029.40"), "USD", 3, ""),
    ]


def test_a_document_counts_its_own_lines(tmp_path: Path) -> None:
    lines = [line(1, 1, "Planks", "4", "250.00", "1000.00"), line(2, 1, "Nails", "1", "250.00", "250.00")]
    (register,) = register_sheets(make_run(tmp_path, {**SMALL, "lines.csv": lines}))
    assert [row["Lines"] for row in rows(register)] == [2, 1]


def test_without_documents_there_is_no_register(tmp_path: Path) -> None:
    assert register_sheets(make_run(tmp_path, {"accounts.csv": SMALL["accounts.csv"]})) == []


def test_remedies_are_errors_first_then_the_most_frequent() -> None:
    found = [
        finding("QBO208", "warning", 1),
        finding("QBO209", "warning", 2),
        finding("QBO209", "warning", 3),
        finding("QBO401", "error", 4),
        finding("VAL301", "note", 5),
    ]
    groups = remedies(found)
    assert [(g.code, g.severity, g.what, len(g.findings)) for g in groups] == [
        ("QBO401", "error", "Deal without account", 1),
        ("QBO209", "warning", "ZIP padded", 2),
        ("QBO208", "warning", "Parent written flat", 1),
    ]
    assert [g.code for g in remedies(found, ["QBO209"])] == ["QBO401", "QBO208"]


def test_a_remedy_that_differs_says_so() -> None:
    same = remedies([finding("QBO208", "warning", 1), finding("QBO208", "warning", 2)])
    other = remedies([finding("QBO208", "warning", 1), finding("QBO208", "warning", 2, "Do that.")])
    assert same[0].fix == "Do it."
    assert other[0].fix == "Do it. (the others alike, each with its own names)"


def test_exceptions_are_grouped_and_listed(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": FLAT, "won.csv": HELD})
    groups = rows(sheet(run, "By remedy"))
    assert [(g["Code"], g["Severity"], g["Count"]) for g in groups] == [
        ("QBO401", "error", 1),
        ("QBO208", "warning", 1),
    ]
    held, flat = rows(sheet(run, "Findings"))
    assert (held["Code"], held["Row"]) == ("QBO401", 4)
    assert (flat["Code"], flat["Row"], flat["Column"], flat["Value"]) == (
        "QBO208",
        2,
        "Parent Account",
        "Finch Holdings",
    )
    assert str(flat["File"]).endswith("accounts.csv")


def test_notes_are_counted_and_left_to_the_evidence(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": FLAT, "won.csv": SMALL["won.csv"]})
    notes = sum(found.severity == "note" for found in run.listed)
    assert notes > 1
    assert any(n.startswith(f"{notes} notes ") and "findings.jsonl" in n for n in sheet(run, "By remedy").notes)
    assert {row["Severity"] for row in rows(sheet(run, "Findings"))} == {"warning"}


def test_accepted_warnings_are_counted_on_a_line_and_not_listed(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": FLAT, "won.csv": HELD}, accept='QBO208 = "we keep customers flat"')
    assert [g["Code"] for g in rows(sheet(run, "By remedy"))] == ["QBO401"]
    expected = "QBO208, 1 warning: accepted in csvbridge.toml, not here: we keep customers flat"
    assert expected in sheet(run, "By remedy").notes


def test_waiting_deals_have_all_it_takes_to_enter_them(tmp_path: Path) -> None:
    lines = [line(7, 4, "Planks", "2", "90.00", "180.00")]
    run = make_run(tmp_path, {"accounts.csv": SMALL["accounts.csv"], "won.csv": HELD, "lines.csv": lines})
    (waits,) = rows(sheet(run, "Waiting"))
    assert {k: waits[k] for k in ("Deal", "Id", "Date", "Amount", "Currency", "State")} == {
        "Deal": "Deal 4",
        "Id": "006Ax0000000004IAA",
        "Date": DAY,
        "Amount": Decimal("180.00"),
        "Currency": "USD",
        "State": "held",
    }
    assert sheet(run, "Waiting").totals[0][6] == Decimal("180.00")
    (own,) = rows(sheet(run, "Waiting lines"))
    assert (own["Product"], own["Quantity"], own["Sales price"], own["Total"]) == (
        "Planks",
        Decimal(2),
        Decimal("90.00"),
        Decimal("180.00"),
    )


def test_a_line_without_its_deal_and_a_customer_wait_too(tmp_path: Path) -> None:
    lines = [line(8, 99, "Planks", "1", "5.00", "5.00")]
    accounts = [account(1, "Alder & Finch"), account(2, "ALDER & FINCH")]
    run = make_run(tmp_path, {"accounts.csv": accounts, "won.csv": SMALL["won.csv"], "lines.csv": lines})
    (orphan,) = rows(sheet(run, "Waiting lines"))
    assert (orphan["Id"], orphan["Total"]) == ("006Ax0000000099IAA", Decimal("5.00")) and orphan["Reason"]
    assert [(r["Kind"], r["Name"]) for r in rows(sheet(run, "Waiting records"))] == [
        ("customer", "Alder & Finch"),
        ("customer", "ALDER & FINCH"),
    ]


def test_a_list_too_long_for_a_person_is_cut_with_the_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_sheets, "MOST_ROWS", 3)
    run = make_run(tmp_path, {**SMALL, "won.csv": [deal(n, None, "1.00") for n in range(1, 6)]})
    waits = sheet(run, "Waiting")
    assert len(waits.rows) == 3
    assert waits.notes[-1] == "2 more rows are not shown: all of them are in evidence/trail.csv, as held or rejected."
    assert waits.totals[0][6] == Decimal("5.00")
    assert rows(sheet(run, "By remedy"))[0]["Count"] == 5


def test_a_clean_run_writes_no_exceptions(tmp_path: Path) -> None:
    run = make_run(tmp_path, SMALL)
    assert exception_sheets(run) == []
    assert list(write_reviews(run, tmp_path / "build")) == [("start-here.html", None), ("review/register.xlsx", 2)]
    assert not (tmp_path / "build" / "review" / "exceptions.xlsx").exists()


def test_a_run_without_documents_writes_the_page_alone(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": SMALL["accounts.csv"]})
    assert list(write_reviews(run, tmp_path / "build")) == [("start-here.html", None)]


def test_what_is_yielded_is_what_lies_there(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": FLAT, "won.csv": HELD})
    written = dict(write_reviews(run, tmp_path / "build"))
    files = {p.relative_to(tmp_path / "build").as_posix() for p in (tmp_path / "build").rglob("*") if p.is_file()}
    assert files == set(written) == {"start-here.html", "review/register.xlsx", "review/exceptions.xlsx"}
    assert written["review/exceptions.xlsx"] == sum(len(s.rows) for s in exception_sheets(run))


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbooks(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://bad.example","pay")'
    files = {"accounts.csv": SMALL["accounts.csv"], "won.csv": [deal(1, 1, "5.00", **{"Opportunity Name": hostile})]}
    list(write_reviews(make_run(tmp_path, files), tmp_path / "build"))
    book = openpyxl.load_workbook(tmp_path / "build" / "review" / "register.xlsx")
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
    assert [cell.data_type for cell in cells if cell.value == hostile] == ["s"]
    assert not any(cell.data_type == "f" for cell in cells)


def test_equal_runs_give_equal_workbooks(tmp_path: Path) -> None:
    run = make_run(tmp_path, {"accounts.csv": FLAT, "won.csv": HELD})
    for name in ("a", "b"):
        list(write_reviews(run, tmp_path / name))
    for path in ("review/register.xlsx", "review/exceptions.xlsx", "start-here.html"):
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()
