"""What stops a run (contract.md §2): exit 2, words that teach, nothing written.

Each case says what it gives, the finding's code, and words that must be in the message and in the remedy.
"""

import io
import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from bench import Bench, account, deal, line, sid, table_text
from openpyxl import Workbook

from csvbridge.reading.caps import CAPS

LOGIN = (
    "<!DOCTYPE html><html><head><title>Login | Salesforce</title></head><body><form>"
    '<input type="text" name="un"><input type="password" name="pw"></form></body></html>'
)
OUTAGE = "<html><body><h1>503 Service Unavailable</h1><p>No server is available.</p></body></html>"


def ole(stream: str) -> bytes:
    """The beginning of an Office container with one stream's name in its directory."""
    name = stream.encode("utf-16-le").ljust(64, b"\x00") + (2 * len(stream) + 2).to_bytes(2, "little")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016 + name.ljust(512, b"\x00")


def zipped(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def report_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Account Name", "Billing City", "Billing Street"])
    book.active.append(["Alder & Finch LLC", "Uxbridge", "1 Quay Road"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


FILES = [
    # name, contents, code, words of the message, words of the remedy
    ("nothing.csv", b"", "CSV105", "0 bytes", "--skip"),
    ("blank.csv", b"\n\n ,,\n", "CSV106", "blank", "Export again"),
    ("cut.csv", b'"Account ID","Account Name"\n"001Ax0000000009","Alder & Fin', "CSV116", "line 2", "Export"),
    ("torn.csv", b'"Account Name"\n"Alder "A" LLC"\n', "CSV117", "line 2", "double the quote"),
    ("locked.xlsx", ole("EncryptedPackage"), "CSV110", "password", "Excel"),
    ("login.xls", LOGIN.encode(), "CSV113", "login page", "Log in"),
    ("login.csv", LOGIN.encode(), "CSV113", "login page", "export it again"),
    ("outage.csv", OUTAGE.encode(), "CSV113", "error message", "Log in"),
    ("report.xls", b"<table><tr><td>Account Name</td></tr>", "CSV153", "</table>", "again"),
    ("letter.csv", b"%PDF-1.7 ...", "CSV112", "PDF", "--skip"),
    ("WE_1.ZIP", zipped(**{"__MACOSX/._Account.csv": "Id,Name\n"}), "CSV159", "1 passed over", "--skip"),
    ("half.xlsx", report_workbook()[:2000], "CSV111", "damaged", "Export"),
    ("answer.json", '{"records": [{"Id": "006"', "CSV124", "line 1", "again"),
    ("page.json", '{"done": false, "records": [{"Name": "A"}]}', "CSV126", "incomplete", "every page"),
    ("stranger.csv", b"Colour,Weight\nred,12\n", "SFR201", "Colour", "--skip"),
    (
        "2-customers.csv",
        b"Name,Company,Customer Type,Email,Phone,Mobile,Fax,Website,Street,City,State,ZIP,Country\nA,B,,,,,,,,,,,\n",
        "SFR207",
        "import",
        "--skip",
    ),
]


@pytest.mark.parametrize(("name", "contents", "code", "message", "fix"), FILES, ids=[f[0] for f in FILES])
def test_a_file_that_cannot_be_used_stops_the_run(
    bench: Bench, *, name: str, contents: bytes | str, code: str, message: str, fix: str
) -> None:
    bench.give("accounts.csv", account(1))
    bench.raw(name, contents)
    said = bench.stops()
    assert f"in/{name}" in said and f"({code})" in said
    assert message in said and fix in said.partition("Fix:")[2]


def test_skip_leaves_the_bad_file_out_and_the_run_goes_on(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.raw("stranger.csv", "Colour,Weight\nred,12\n")
    assert bench.convert("--skip", "STRANGER.*").exit == 0


def test_a_workbook_that_swells_beyond_the_caps_stops(bench: Bench) -> None:
    bench.raw("bomb.xlsx", zipped(**{"xl/workbook.xml": "<workbook/>", "xl/sheet.xml": " " * 30_000_000}))
    said = bench.stops()
    assert "(CSV109)" in said and "unpacks to 30,0" in said


def test_a_file_beyond_the_caps_stops_unread(bench: Bench) -> None:
    path = bench.give("accounts.csv", account(1))
    size = CAPS.file_bytes + 1
    with path.open("r+b") as file:
        file.truncate(size)  # sparse: nothing is written to the disk
    result = bench.command("convert", "in", "--out", "run")
    path.unlink()
    assert result.exit == 2 and "(CSV107)" in result.err and f"{size:,} bytes" in result.err
    assert not result.run.exists()


@pytest.mark.parametrize("word", ["Account Name", "Stage", "Close Date"])
def test_a_required_column_that_is_missing_stops(bench: Bench, word: str) -> None:
    gone = {"Account Name": {"account": None, "account_id": None}, "Stage": {"stage": None}}
    row = deal(1, **gone.get(word, {"date": None}))
    bench.give("opportunities.csv", row)
    said = bench.stops()
    assert "(SFR203)" in said and f'"{word}"' in said
    assert "Opportunity Name" in said  # the headings that are there
    assert "[headings]" in said.partition("Fix:")[2]


def test_an_amount_column_is_required_only_where_deals_have_no_lines(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, amount=None), deal(2, amount=None))
    bench.give("lines.csv", line(1, 1))
    said = bench.stops()
    assert "(QBO427)" in said and "1 won deals" in said and "in/opportunities.csv" in said
    bench.give("lines.csv", line(1, 1), line(2, 2))
    assert bench.convert().exit == 0


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ('"Opportunity Name","Account Name","Stage","Close Date","Amount","Amount"\n'
         '"Roof","Alder Works","Closed Won","10/20/2026","100.00","90.00"\n', "Amount"),
        ('"Opportunity Name","Account Name","Account Name","Stage","Close Date","Amount"\n'
         '"Roof","Alder Works","Finch Works","Closed Won","10/20/2026","100.00"\n', "Account Name"),
    ],
)  # fmt: skip
def test_two_columns_that_differ_for_one_field_stop(bench: Bench, rows: str, field: str) -> None:
    bench.raw("opportunities.csv", rows)
    said = bench.stops("--set", "invoices.number=sequence")
    assert "(SFR204)" in said and f'"{field}" (column' in said and "Take the column" in said


def test_two_columns_that_agree_do_not_stop(bench: Bench) -> None:
    bench.raw(
        "opportunities.csv",
        '"Opportunity Name","Account Name","Stage","Close Date","Amount","Amount"\n'
        '"Roof","Alder Works","Closed Won","10/20/2026","100.00","100.00"\n',
    )
    assert bench.convert("--set", "invoices.number=sequence").invoices[0]["*ItemAmount"] == "100.00"


def test_an_ambiguous_date_order_is_asked(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/05/2026"), deal(2, date="11/06/2026"))
    said = bench.stops()
    assert "(VAL320)" in said and "column Close Date" in said
    assert "5 October 2026" in said and "10 May 2026" in said
    assert "--set salesforce.date_format=M/D/YYYY" in said
    dated = bench.convert("--set", "salesforce.date_format=D/M/YYYY")
    assert dated.exit == 0 and [r["*InvoiceDate"] for r in dated.invoices] == ["05/10/2026", "06/11/2026"]


def test_a_mixed_date_order_stops(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/20/2026"), deal(2, date="20/10/2026"))
    said = bench.stops()
    assert "(VAL321)" in said and "10/20/2026" in said and "20/10/2026" in said


def test_a_date_order_is_asked_only_for_columns_that_are_used(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, **{"Last Activity": "10/05/2026"}))
    bench.give("opportunities.csv", deal(1, **{"Created Date": "01/02/2026"}))
    assert bench.convert().exit == 0


def test_a_decimal_mark_that_cannot_be_told_is_asked(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, amount="1,234"))
    said = bench.stops()
    assert "(VAL313)" in said and "1234 with a decimal point" in said and "--set salesforce.decimal_mark=" in said
    assert bench.convert("--set", "salesforce.decimal_mark=.").invoices[0]["*ItemAmount"] == "1234.00"


@pytest.mark.parametrize(
    ("name", "first", "second", "heading", "values"),
    [
        ("opportunities", deal(1), deal(1, amount="90.00"), "Amount", ("100.00", "90.00")),
        ("opportunities", deal(1), deal(1, date="10/21/2026"), "Close Date", ("2026-10-20", "2026-10-21")),
        ("opportunities", deal(1), deal(1, stage="Closed Lost"), "Stage", ("Closed Won", "Closed Lost")),
        ("accounts", account(1), account(1, city="Leeds"), "Billing City", ("Uxbridge", "Leeds")),
        ("lines", line(1, 1), line(1, 1, total="99.00"), "Total Price", ("100.00", "99.00")),
    ],
)  # fmt: skip
def test_the_same_record_with_different_contents_in_two_files_stops(
    bench: Bench, *, name: str, first: dict, second: dict, heading: str, values: tuple[str, str]
) -> None:
    if name == "lines":
        bench.give("opportunities.csv", deal(1))
    bench.give(f"{name}-1.csv", first)
    bench.give(f"{name}-2.csv", second)
    said = bench.stops()
    assert "(SFR210)" in said and heading in said and all(value in said for value in values)
    assert f"in/{name}-2.csv:2" in said and f"in/{name}-1.csv:2" in said and "--skip" in said


def test_ids_wanted_for_the_number_in_no_file_is_asked(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, id=None))
    said = bench.stops()
    assert "(QBO424)" in said and "--set invoices.number=sequence" in said
    assert bench.convert("--set", "invoices.number=sequence").numbers == ["1001"]


def test_a_number_column_in_no_file_is_asked(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--set", "invoices.number=field:Order Number")
    assert "(QBO425)" in said and '"Order Number"' in said


@pytest.mark.parametrize("terms", ["30 days", "whenever", "Net"])
def test_unknown_terms_stop(bench: Bench, terms: str) -> None:
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--set", f"invoices.terms={terms}")
    assert "(QBO426)" in said and f'"{terms}"' in said and "Net 30" in said and "[crosswalk.terms]" in said


def test_only_lists_give_nothing_to_convert(bench: Bench) -> None:
    bench.raw("Customers.csv", "Name,Company name,Open balance\nAlder Works,,0.00\n")
    assert "(SFR208)" in bench.stops()


def missing(bench: Bench) -> str:
    return "exprots"


def empty_folder(bench: Bench) -> str:
    (bench.folder / "empty" / "october").mkdir(parents=True)
    (bench.folder / "empty" / "~$won.csv").write_text("x")
    return "empty"


@pytest.mark.parametrize(("place", "code", "words"), [
    (missing, "CSV101", "no such file"),
    (empty_folder, "CSV103", "no file to read"),
])  # fmt: skip
def test_a_path_without_files_stops(bench: Bench, place: Callable[[Bench], str], code: str, words: str) -> None:
    said = bench.stops(given=[place(bench)])
    assert f"({code})" in said and words in said


def test_all_faults_are_told_at_once(bench: Bench) -> None:
    bench.raw("nothing.csv", b"")
    bench.raw("stranger.csv", "Colour,Weight\nred,12\n")
    bench.give("opportunities.csv", deal(1, stage=None))
    said = bench.stops()
    assert "3 things stop the run" in said
    assert all(f"({code})" in said for code in ("CSV105", "SFR201", "SFR203"))


def test_questions_about_cells_are_asked_together(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/05/2026", amount="1,234"))
    said = bench.stops("--set", "invoices.terms=30 days")
    assert "(VAL320)" in said and "(VAL313)" in said


def test_a_folder_with_an_unknown_file_names_it_and_the_nearest_kind(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.raw("extra.csv", "Opportunity,Amount,Stage Name Here\nRoof,1,x\n")
    said = bench.stops()
    assert "in/extra.csv" in said and "Opportunity, Amount, Stage Name Here" in said and '--skip "extra.csv"' in said


def test_no_value_of_a_cell_reaches_the_terminal_raw(bench: Bench) -> None:
    bench.give("one.csv", deal(1, name="Roof\x1b[2Jgone"))
    bench.give("two.csv", deal(1, name="Roof\x1b]0;owned\x07two"))
    said = bench.stops()
    assert "\x1b" not in said and "\x07" not in said


def test_stopped_runs_keep_what_was_there(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert bench.convert().exit == 0
    bench.raw("nothing.csv", b"")
    assert "(CSV105)" in bench.stops("--force")  # the bench checks that nothing changed


def test_ids_that_differ_in_case_alone_are_two_deals(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, id="006Ax00000pQr1A"), deal(2, id="006Ax00000pQr1a"))
    # check characters by hand: "006Ax" has a capital fourth (8 = I); "00000" none (A); "pQr1A" second and
    # fifth (2 + 16 = 18 = S), "pQr1a" the second alone (2 = C)
    assert bench.convert().numbers == ["006Ax00000pQr1AIAS", "006Ax00000pQr1aIAC"]


def test_stops_are_a_single_table_of_reports(bench: Bench) -> None:
    """Two reports pasted under one another are read as one; the repeated headings are no record."""
    rows = table_text([deal(1)]) + table_text([deal(2)])
    bench.raw("opportunities.csv", rows)
    assert bench.convert().numbers == [f"{sid('006', n)}IAA" for n in (1, 2)]


def test_a_formatted_report_that_is_no_export_is_named_for_what_it_is(bench: Bench) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        (),
        (None, "Gear of the year"),
        (None, "As of 2026-11-02 09:14:05 Eastern Standard Time/EST"),
        (),
        (None, "Filtered By"),
        (None, "Weight greater than 5"),
        (),
        (None, "Gear  ↑", None, "Weight"),
        (None, "Winch", None, 12.5),
    ):
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    bench.raw("in/gear.xlsx", kept.getvalue())
    said = bench.stops()
    assert "SFR201" in said and "its headings: Gear  ↑, Weight" in said
