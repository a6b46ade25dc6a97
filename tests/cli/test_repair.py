"""`csvbridge validate --repair`: corrected copies, each change noted, nothing guessed, the files as they were."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bench import Bench, account

HEAD = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Item(Product/Service),ItemQuantity,ItemRate,*ItemAmount,Memo"
SOUND = "1042,Alder & Finch LLC,10/31/2026,11/30/2026,Design,1,1250.00,1250.00,Thanks"
CLEAN = f"{HEAD}\r\n{SOUND}\r\n"


def repaired(bench: Bench, *words: str, given: str = "in") -> dict[str, Any]:
    """Repair into `out`; the files given are never changed, whatever happens."""
    before = {path: path.read_bytes() for path in (bench.folder / given).rglob("*") if path.is_file()}
    result = bench.command("validate", given, "--repair", "out", "--json", *words)
    assert "Traceback" not in result.err
    assert {path: path.read_bytes() for path in before} == before
    found: dict[str, Any] = json.loads(result.out)
    assert found["exit"] == result.exit
    return found


def copy_of(bench: Bench, name: str = "out/inv.csv") -> list[list[str]]:
    data = (bench.folder / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def said(found: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [one for one in found["findings"] if one["code"] == code]


def graves(found: dict[str, Any]) -> list[str]:
    return sorted(f"{one['code']} {one['file']}:{one['row']}" for one in found["findings"] if one["severity"] != "note")


def cell(bench: Bench, heading: str, text: str, *others: str, style: str = "MM/DD/YYYY") -> str:
    """Repair a file whose first row has `text` under a heading, and return what the copy has there."""
    place = HEAD.split(",").index(heading)
    rows = []
    for number, one in enumerate((text, *others)):
        cells = SOUND.split(",")
        cells[0] = f"{1042 + number}"
        cells[place] = one
        rows.append(cells)
    text_file = io.StringIO(newline="")
    csv.writer(text_file).writerows([HEAD.split(","), *rows])
    bench.raw("inv.csv", text_file.getvalue())
    repaired(bench, "--set", f"company.date_format={style}")
    written = bench.folder / "out" / "inv.csv"
    return copy_of(bench)[1][place] if written.is_file() else text


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("*ItemAmount", "$1,250.00", "1250.00"),
        ("*ItemAmount", " 1250.00 ", "1250.00"),
        ("*ItemAmount", "1 250.00", "1250.00"),
        ("*ItemAmount", "USD 1250.00", "1250.00"),
        ("*ItemAmount", "1250.000", "1250.00"),
        ("*ItemAmount", "1250.00-", "1250.00-"),  # below zero: QuickBooks takes none, and what is meant is not known
        ("*ItemAmount", "(1,250.00)", "(1,250.00)"),
        ("*ItemAmount", "€1,250.00", "€1,250.00"),  # another currency than that of the books
        ("*ItemAmount", "EUR 1250.00", "EUR 1250.00"),
        ("*ItemAmount", "$1,250.005", "$1,250.005"),  # a part of a cent: which way to round is a judgement
        ("*ItemAmount", "12%", "12%"),
        ("*ItemAmount", "twelve", "twelve"),
        ("*ItemAmount", "1,250", "1250"),  # the rate of the same row, 1250.00, tells what the comma is
        ("ItemQuantity", "1,200.5", "1200.5"),
        ("ItemRate", "$ 0.1234567", "0.1234567"),
        ("*InvoiceDate", "2026-10-31", "10/31/2026"),
        ("*InvoiceDate", "31.10.2026", "10/31/2026"),
        ("*InvoiceDate", "31 October 2026", "10/31/2026"),
        ("*InvoiceDate", "Oct 31, 2026", "10/31/2026"),
        ("*InvoiceDate", "10/31/2026 00:00:00", "10/31/2026"),
        ("*InvoiceDate", "10/31/2026 14:30", "10/31/2026 14:30"),  # a time of day is more than a date
        ("*InvoiceDate", "10/31/26", "10/31/26"),
        ("*InvoiceDate", "46326", "46326"),  # which day a spreadsheet counts from is not in the file
        ("*InvoiceDate", "02/30/2026", "02/30/2026"),
        ("*Customer", "  Alder  &\u00a0Finch\tLLC ", "Alder & Finch LLC"),
        ("*Customer", "Al\u200bder\x07", "Alder"),
        ("*Customer", "Alder \x1b[31m& Finch", "Alder & Finch"),
        ("Memo", "first line\nsecond", "first line second"),
        ("Memo", "=1+1", "=1+1"),
    ],
)
def test_a_cell_is_put_right_where_nobody_has_to_judge(bench: Bench, heading: str, before: str, after: str) -> None:
    assert cell(bench, heading, before) == after


SHORT = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,*ItemAmount"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["1,250", "1,300"], ["1,250", "1,300"]),  # a thousand and more, or one and a bit: nothing tells
        (["1.250", "1.300"], ["1.250", "1.300"]),
        (["1,250", "$2,000.00"], ["1250", "2000.00"]),
        (["1.250,50", "1.250"], ["1250.50", "1250"]),
        (["1,5", "1.5"], ["1,5", "1.5"]),  # the file contradicts itself
    ],
)
def test_the_decimal_mark_is_decided_by_all_numbers_of_a_file(
    bench: Bench, amounts: list[str], expected: list[str]
) -> None:
    rows = [f'{number},Alder ,10/31/2026,11/30/2026,"{text}"' for number, text in enumerate(amounts)]
    bench.raw("inv.csv", "\r\n".join([SHORT, *rows, ""]))
    repaired(bench)
    assert [row[4] for row in copy_of(bench)[1:]] == expected


def test_dates_whose_order_is_not_certain_stay_and_are_said(bench: Bench) -> None:
    bench.raw("inv.csv", CLEAN.replace("10/31/2026", "05/06/2026").replace("11/30/2026", "06/05/2026"))
    found = repaired(bench)
    assert said(found, "QBO602") == [] and not (bench.folder / "out").exists()


def test_dates_of_a_file_with_the_day_first_get_the_companys_form(bench: Bench) -> None:
    bench.raw("inv.csv", CLEAN.replace("10/31/2026", "5/10/2026").replace("11/30/2026", "30/11/2026"))
    found = repaired(bench)
    assert copy_of(bench)[1][2:4] == ["10/05/2026", "11/30/2026"]
    (first, _) = said(found, "QBO602")
    assert (first["row"], first["column"], first["value"]) == (2, "*InvoiceDate", "5/10/2026")
    assert "10/05/2026" in first["message"] and '"30/11/2026" can only have the day first' in first["message"]


@pytest.mark.parametrize("left", ["05/06/26", "05/06/2026 14:30", "31/02/2026"])
def test_no_date_is_rewritten_beside_one_that_has_to_stay(bench: Bench, left: str) -> None:
    """It would be read in the form of the others: 5 June would become 6 May."""
    assert cell(bench, "*InvoiceDate", "31/10/2026", left) == "31/10/2026"


def test_a_column_of_both_orders_stays(bench: Bench) -> None:
    assert cell(bench, "*InvoiceDate", "31/10/2026", "10/30/2026") == "31/10/2026"


def test_contacts_are_put_right(bench: Bench) -> None:
    bench.raw(
        "c.csv",
        'Name,Company,Email,Website,Street\r\nAlder,Alder,"a@alder.example; b@alder.example",alder.example,"1 Mill\nLane"\r\n'
        "Birch,Birch,not an address,file://x,2 Mill Lane\r\n",
    )
    found = repaired(bench)
    first, second = copy_of(bench, "out/c.csv")[1:]
    assert first[2:] == ["a@alder.example,b@alder.example", "https://alder.example", "1 Mill, Lane"]
    assert second == ["Birch", "Birch", "not an address", "file://x", "2 Mill Lane"]
    assert {one["column"] for one in said(found, "QBO607")} == {"Email", "Website"}


# --- rows and documents -----------------------------------------------------------------------------------------------


def test_rows_that_are_no_records_are_left_out_and_named(bench: Bench) -> None:
    bench.raw(
        "inv.csv", f"October invoices\n\n{HEAD}\n{SOUND}\n,,,,,,,,\n{HEAD}\n{SOUND.replace('1042', '1043')}\n\n\n"
    )
    found = repaired(bench)
    assert [row[0] for row in copy_of(bench)] == ["*InvoiceNo", "1042", "1043"]
    rows = [one["message"].split(" ")[1] for one in said(found, "QBO605")]
    assert rows[:2] == ["1", "2"] and {"5", "6"} <= set(rows)
    assert graves(found) == []


def test_what_stands_once_a_document_is_on_every_line(bench: Bench) -> None:
    lines = [SOUND, "1042,,,,Print,1,20.00,20.00,", ",,,,Post,1,5.00,5.00,", SOUND.replace("1042", "1043")]
    bench.raw("inv.csv", "\r\n".join([HEAD, *lines, ""]))
    found = repaired(bench)
    heads = [row[:4] + row[8:] for row in copy_of(bench)[1:]]
    assert heads[0] == heads[1] == heads[2] == ["1042", "Alder & Finch LLC", "10/31/2026", "11/30/2026", "Thanks"]
    assert len(said(found, "QBO603")) == 9 and graves(found) == []
    assert {one["row"] for one in said(found, "QBO603")} == {3, 4}


def test_a_sum_below_a_document_is_never_made_a_line_of_it(bench: Bench) -> None:
    """An amount alone, or beside the word Total, would double what the customer owes."""
    sums = [",,,,,,,1250.00,", ",,,,,,Total,1250.00,", ",,,,Grand total,,,1250.00,", ",,,,,1,,1250.00,"]
    bench.raw("inv.csv", "\r\n".join([HEAD, SOUND.replace("Alder", " Alder"), *sums, ""]))
    found = repaired(bench)
    assert said(found, "QBO603") == []
    assert [row[0] for row in copy_of(bench)[1:]] == ["1042", "", "", "", ""]
    assert {one["row"] for one in said(found, "QBO101")} == {3, 4, 5, 6}


def test_a_journal_line_with_a_day_of_its_own_and_no_number_is_left_to_a_person(bench: Bench) -> None:
    head = "*JournalNo,*JournalDate,*AccountName,*Debits,*Credits,Description"
    lines = [
        "7,10/31/2026,Rent,100.00,, Office",
        ",,Bank,,100.00,Office",
        ",10/30/2026,Fees,5.00,,",
        ",,,105.00,105.00,",
    ]
    bench.raw("journal.csv", "\r\n".join([head, *lines, ""]))
    found = repaired(bench)
    assert [row[0] for row in copy_of(bench, "out/journal.csv")[1:]] == ["7", "7", "", ""]
    assert {one["row"] for one in said(found, "QBO101") if one["column"] == "*JournalNo"} == {4, 5}


def test_cells_that_differ_within_a_document_are_not_overwritten(bench: Bench) -> None:
    lines = [
        SOUND,
        SOUND.replace("Alder & Finch LLC", "Birch"),
        "1042,,10/31/2026,11/30/2026,Print,1,20.00,20.00,Thanks",
    ]
    bench.raw("inv.csv", "\n".join([HEAD, *lines, ""]))
    repaired(bench)
    assert [row[1] for row in copy_of(bench)[1:]] == ["Alder & Finch LLC", "Birch", ""]


def test_lines_of_a_document_are_brought_together(bench: Bench) -> None:
    other = SOUND.replace("1042", "1043")
    bench.raw("inv.csv", "\r\n".join([HEAD, SOUND, other, SOUND.replace("Design", "Print"), ""]))
    found = repaired(bench)
    assert [(row[0], row[4]) for row in copy_of(bench)[1:]] == [
        ("1042", "Design"),
        ("1042", "Print"),
        ("1043", "Design"),
    ]
    (moved,) = said(found, "QBO604")
    assert moved["row"] == 4 and "1042" in moved["message"]


def test_two_documents_of_one_number_are_not_made_one(bench: Bench) -> None:
    twin = SOUND.replace("Alder & Finch LLC", "Birch")
    bench.raw("inv.csv", "\n".join([HEAD, SOUND, SOUND.replace("1042", "1043"), twin, ""]))
    found = repaired(bench)
    assert [row[:2] for row in copy_of(bench)[1:]] == [
        ["1042", "Alder & Finch LLC"],
        ["1043", "Alder & Finch LLC"],
        ["1042", "Birch"],
    ]
    assert said(found, "QBO604") == []


def test_a_file_over_the_limits_is_split_between_documents(bench: Bench) -> None:
    rows = [SOUND.replace("1042", str(2000 + number // 2)) for number in range(240)]
    bench.raw("inv.csv", "\r\n".join([HEAD, *rows, ""]))
    found = repaired(bench)
    names = sorted(path.name for path in (bench.folder / "out").iterdir())
    assert names == ["inv-001.csv", "inv-002.csv"]
    parts = [copy_of(bench, f"out/{name}")[1:] for name in names]
    assert [len(part) for part in parts] == [200, 40]  # 100 invoices of two lines, and 20
    assert [row for part in parts for row in part] == [row.split(",") for row in rows]
    assert "2 files" in said(found, "QBO608")[0]["message"] and graves(found) == []


# --- the file itself --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xef\xbb\xbf" + CLEAN.encode(), "a byte order mark"),
        (CLEAN.replace(",", ";").encode(), "semicolons between its cells"),
        (CLEAN.replace("\r\n", "\n").encode(), "line ends other than CRLF"),
        (CLEAN.replace("\r\n", "\r").encode(), "line ends other than CRLF"),
        (CLEAN.replace("Thanks", "Café").encode("cp1252"), "the encoding Windows-1252"),
        (CLEAN.encode("utf-16"), "the encoding UTF-16"),
        (CLEAN.replace("Thanks", "Tha\0nks").encode(), "NUL bytes"),
        (CLEAN.replace("Design", '24" rack').encode(), "quotes in cells that are not quoted"),
    ],
)
def test_a_text_file_gets_the_one_form_that_every_import_takes(bench: Bench, data: bytes, told: str) -> None:
    bench.raw("inv.csv", data)
    found = repaired(bench)
    assert copy_of(bench)[1][1] == "Alder & Finch LLC"
    assert told in said(found, "QBO609")[0]["message"]
    assert not [one for one in found["findings"] if one["file"] == "out/inv.csv" and one["severity"] == "error"]


def test_headings_get_the_templates_own_spelling_and_unknown_ones_stay(bench: Bench) -> None:
    bench.raw(
        "inv.csv",
        "Invoice number,CUSTOMER ,Invoice date,Due date,Amount,Mood\r\n1,Alder,10/31/2026,11/30/2026,5.00,glad\r\n",
    )
    found = repaired(bench)
    assert copy_of(bench)[0] == ["*InvoiceNo", "*Customer", "*InvoiceDate", "*DueDate", "*ItemAmount", "Mood"]
    assert len(said(found, "QBO606")) == 5 and said(found, "QBO136") == []


def given_workbook(bench: Bench, *further: str) -> None:
    """A workbook of customers with a formula that was calculated, a hidden sheet, a macro, and further sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Customers"
    for row in (["Full name", "Company name", "ZIP code"], ["Alder  LLC", "Alder", "=A1"]):
        sheet.append(row)
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Name"])
    for title in further:
        own = book.create_sheet(title)
        own.append(["Name", "Company", "Phone"])
        own.append([f"Birch of {title}", "Birch", "(413) 555-0142"])
    saved = io.BytesIO()
    book.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert data.count(b"<f>A1</f><v") == 1
                data = re.sub(rb"<f>A1</f><v ?/>|<f>A1</f><v></v>", b"<f>A1</f><v>1040</v>", data)
            after.writestr(name, data)
        after.writestr("xl/vbaProject.bin", b"never run")
    bench.raw("c.xlsx", made.getvalue())


def sheet_of(path: Path) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 1
    return [[one.value for one in row] for row in book.worksheets[0].iter_rows()]


def test_formulas_macros_and_hidden_sheets_are_named_and_left_behind(bench: Bench) -> None:
    given_workbook(bench)
    found = repaired(bench)
    assert sheet_of(bench.folder / "out" / "c.xlsx") == [["Name", "Company", "ZIP"], ["Alder LLC", "Alder", "1040"]]
    with zipfile.ZipFile(bench.folder / "out" / "c.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
    assert "1 formula" in said(found, "QBO610")[0]["message"]
    left = said(found, "QBO611")[0]["message"]
    assert "1 macro project" in left and 'the hidden sheet "Old"' in left


def test_each_sheet_with_records_gets_a_copy_of_its_own(bench: Bench) -> None:
    given_workbook(bench, "More")
    repaired(bench)
    out = bench.folder / "out"
    assert sorted(path.name for path in out.iterdir()) == ["c-Customers.xlsx", "c-More.xlsx"]
    assert sheet_of(out / "c-More.xlsx")[1][0] == "Birch of More"


# --- what has no copy, and where a copy may not lie -------------------------------------------------------------------


def test_what_is_no_import_file_has_no_copy_and_is_named(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.raw("sound.csv", CLEAN)
    bench.raw("bad.csv", CLEAN.replace("1250.00,Thanks", '"$1,250.00",Thanks'))
    found = repaired(bench)
    assert [path.name for path in (bench.folder / "out").iterdir()] == ["bad.csv"]
    (aside,) = said(found, "QBO612")
    assert aside["file"] == "in/accounts.csv" and "export of Salesforce" in aside["message"]
    (sound,) = said(found, "QBO613")
    assert sound["file"] == "in/sound.csv"


def test_a_file_with_a_damaged_row_has_no_copy(bench: Bench) -> None:
    bench.raw("inv.csv", f"{HEAD}\n{SOUND},too,many\n")
    found = repaired(bench)
    assert found["exit"] == 1 and not (bench.folder / "out").exists()
    assert "cannot be told apart" in said(found, "QBO612")[0]["message"]


def test_two_files_of_one_name_do_not_meet(bench: Bench) -> None:
    for folder in ("in", "more"):
        bench.raw(f"{folder}/inv.csv", CLEAN.replace("Alder ", f"{folder}  "))
    bench.command("validate", "in", "more", "--repair", "out")
    assert sorted(path.name for path in (bench.folder / "out").iterdir()) == ["inv-2.csv", "inv.csv"]


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("full", "holds files"),
        ("in/fixed", "whose files are looked at"),
        (".", "holds files"),
        ("x.csv", "no folder"),
    ],
)
def test_a_place_where_copies_may_not_lie_is_refused(bench: Bench, folder: str, told: str) -> None:
    bench.raw("inv.csv", CLEAN.replace("Alder ", "Alder  "))
    bench.raw("full/precious.txt", "x")
    (bench.folder / "x.csv").write_text("x")
    before = bench._seen()
    result = bench.command("validate", "in", "--repair", folder)
    assert result.exit == 2 and told in result.err and bench._seen() == before


def test_nothing_is_written_while_something_would_stop(bench: Bench) -> None:
    bench.raw("inv.csv", CLEAN.replace("Alder ", "Alder  "))
    bench.raw("stranger.csv", "colour,size\nred,4\n")
    result = bench.command("validate", "in", "--repair", "out")
    assert result.exit == 2 and not (bench.folder / "out").exists()
    assert "No copies were made" in result.err and "--skip" in result.err
    left_out = bench.command("validate", "in", "--repair", "out", "--skip", "stranger.csv")
    assert left_out.exit == 0 and (bench.folder / "out" / "inv.csv").is_file()


def test_the_terminal_tells_the_copies_and_what_is_left(bench: Bench) -> None:
    bench.raw("inv.csv", CLEAN.replace("Alder ", "Alder  ").replace("1250.00,Thanks", "(20.00),Thanks"))
    result = bench.command("validate", "in", "--repair", "out")
    assert result.exit == 1
    lines = result.out.splitlines()
    at = lines.index("Corrected copies:")
    assert lines[at + 1].split() == ["out/inv.csv", "1", "row", "from", "in/inv.csv", "1", "change"]
    assert re.fullmatch(
        "The files that you gave: 1 error, 1 warning.* With the copies in their place: 1 error.*", lines[at + 2]
    )
    assert "  out/inv.csv:2  *ItemAmount  QBO104 error" in lines
    assert any(line.startswith("  in/inv.csv:2  QBO600 note:") for line in lines)


def test_a_name_that_a_windows_disk_refuses_is_made_plain(bench: Bench) -> None:
    bench.raw('in/a"b?.csv', CLEAN.replace("Alder ", "Alder  "))
    bench.command("validate", "in", "--repair", "out")
    assert [path.name for path in (bench.folder / "out").iterdir()] == ["a_b_.csv"]
