"""Delimited text: separators, quoting, physical lines, ragged records, headings (RFC 4180)."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Effect, Findings, Severity
from csvbridge.reading import Found, Sheet, delimited, find_header, lines, read_file
from csvbridge.reading.lines import physical_lines
from csvbridge.trail import Trail

KNOWN = {"name", "company name", "phone", "email", "amount", "date", "num", "customer full name", "type"}


class Read(NamedTuple):
    sheet: Sheet | None
    trail: Trail
    findings: Findings

    def lines(self) -> list[int]:
        assert self.sheet is not None
        return [self.trail.origin(row_id)[1] for row_id in self.sheet.row_ids]

    def rows(self) -> list[list[str]]:
        assert self.sheet is not None
        return [list(row) for row in zip(*self.sheet.columns, strict=True)]

    def aside(self) -> list[tuple[str, str]]:
        return [(row, reason) for _, _, row, _, _, reason, _ in self.trail.rows()]

    def found(self) -> list[tuple[str, int | None]]:
        return [(f.code, f.row) for f in self.findings.resolved(self.trail.locate, self.trail.cell)]


def _read(folder: Path, data: bytes | str, *, known: bool = False) -> Read:
    path = folder / "table.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    trail, findings = Trail(), Findings()
    heading = (lambda cell: cell in KNOWN) if known else None
    sheets = read_file(Found(path, "table.csv"), trail, findings, known_heading=heading)
    assert bool(sheets) is not bool(findings.stops())
    return Read(sheets[0] if sheets else None, trail, findings)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_told_on_the_heading_line(tmp_path: Path, mark: str) -> None:
    read = _read(tmp_path, f"Name{mark}Amount{mark}City\nAlder{mark}1{mark}Uxbridge\n")
    assert read.sheet is not None
    assert read.sheet.headings == ["Name", "Amount", "City"]
    assert read.rows() == [["Alder", "1", "Uxbridge"]]


@pytest.mark.parametrize(
    ("data", "headings", "row"),
    [
        (
            '"Amount, net";"Name, first";City\n1;Alder;Uxbridge\n',
            ["Amount, net", "Name, first", "City"],
            ["1", "Alder", "Uxbridge"],
        ),
        ('"a;b;c;d","e"\n1,2\n', ["a;b;c;d", "e"], ["1", "2"]),
        ("sep=;\r\nName;Amount, net, all\r\nAlder;1,50\r\n", ["Name", "Amount, net, all"], ["Alder", "1,50"]),
        ('"sep=,"\nName,City\nAlder,U;x\n', ["Name", "City"], ["Alder", "U;x"]),
        ("Account Name\nAlder; Finch | Sons\n", ["Account Name"], ["Alder; Finch | Sons"]),
    ],
)
def test_separators_inside_headings_do_not_mislead(
    tmp_path: Path, data: str, headings: list[str], row: list[str]
) -> None:
    read = _read(tmp_path, data)
    assert read.sheet is not None
    assert (read.sheet.headings, read.rows()) == (headings, [row])


def test_known_headings_weigh_more_than_counts(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name;Amount (net, EUR, in k, est)\nAlder;1\n", known=True)
    assert read.sheet is not None
    assert read.sheet.headings == ["Name", "Amount (net, EUR, in k, est)"]


def test_the_separator_line_is_set_aside_and_counted(tmp_path: Path) -> None:
    read = _read(tmp_path, "sep=;\nName;City\nAlder;Uxbridge\n")
    assert read.aside() == [("1", "separator line"), ("2", "header")]
    assert read.lines() == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_numbers_are_those_of_an_editor(tmp_path: Path, end: str) -> None:
    inner = "\n" if end != "\r" else "\r"
    text = f'Name,Street{end}Alder,"12 Quarry Rd{inner}Suite 4{inner}Rear"{end}{end}Finch,x{end}"Orla","y"'
    read = _read(tmp_path, text.encode())
    assert read.lines() == [2, 6, 7]
    assert read.rows()[0][1].split(inner) == ["12 Quarry Rd", "Suite 4", "Rear"]
    assert read.aside() == [("1", "header"), ("5", "blank line")]


def test_old_mac_files_may_hold_line_feeds_inside_quotes(tmp_path: Path) -> None:
    read = _read(tmp_path, 'Name,Street\rAlder,"12 Quarry Rd\nSuite 4"\rFinch,x\r')
    assert read.rows() == [["Alder", "12 Quarry Rd\nSuite 4"], ["Finch", "x"]]
    assert read.lines() == [2, 4]


def test_a_quoted_lone_carriage_return_is_plain_data(tmp_path: Path) -> None:
    read = _read(tmp_path, 'Name,Street\nAlder,"12 Quarry Rd\rSuite 4"\nFinch,x\n')
    assert read.rows() == [["Alder", "12 Quarry Rd\rSuite 4"], ["Finch", "x"]]
    assert read.lines() == [2, 3]
    assert len(read.findings) == 0


def test_a_bare_lone_carriage_return_is_kept_with_a_note(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name,Street,City\nAlder,12 Quarry Rd\rSuite 4,Uxbridge\nFinch,x,y\n")
    assert read.rows() == [["Alder", "12 Quarry Rd\rSuite 4", "Uxbridge"], ["Finch", "x", "y"]]
    assert read.lines() == [2, 3]
    assert read.found() == [("CSV120", 2)]
    (note,) = read.findings
    assert (note.rule.severity, note.if_used) == (Severity.NOTE, True)


def test_a_lone_carriage_return_that_fits_as_a_record_end_is_one(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name,City\nAlder,Uxbridge\rFinch,Millbury\nOrla,Grafton\n")
    assert read.rows() == [["Alder", "Uxbridge"], ["Finch", "Millbury"], ["Orla", "Grafton"]]
    assert read.lines() == [2, 2, 3]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ('Name,City\n"Alder","Uxb', "CSV116", "line 2"),
        ('Name,City\n"Alder","one\ntwo"\n"Finch","a""b\nthree\nfour', "CSV116", "line 4"),
        ('Name,City\n"Al\nder","Uxb\n', "CSV116", "line 3"),
        ('sep=,\nName,City\nAlder,"U', "CSV116", "line 3"),
        ('Name\r"Alder"\r"Fin', "CSV116", "line 3"),
        ('Name,City\nAlder,x\n"Alder "A" LLC",Uxbridge\n', "CSV117", "line 3"),
        (
            'Name,City\n"one\ntwo"x,y\n',
            "CSV117",
            "line 3: text goes on after a closing quote (the cell opens on line 2)",
        ),
    ],
)
def test_broken_quoting_stops_and_names_the_line(tmp_path: Path, data: str, code: str, words: str) -> None:
    read = _read(tmp_path, data)
    (stop,) = read.findings.stops()
    assert stop.rule.code == code
    assert words in stop.rule.message.format(**stop.facts)


def test_an_inch_mark_in_a_bare_cell_is_data(tmp_path: Path) -> None:
    read = _read(tmp_path, 'Name,Size\nPipe,5" steel\nRod,2" x 3"\n')
    assert read.rows() == [["Pipe", '5" steel'], ["Rod", '2" x 3"']]


def test_a_cell_of_a_megabyte_and_300_columns_are_fine(tmp_path: Path) -> None:
    big = "x" * 1_000_000
    heads = [f"Column {n}" for n in range(300)]
    read = _read(tmp_path, ",".join(heads) + "\n" + ",".join([big, *map(str, range(1, 300))]) + "\n")
    assert read.sheet is not None
    assert (len(read.sheet.headings), read.sheet.columns[0], read.sheet.columns[299]) == (300, [big], ["299"])
    assert len(read.findings) == 0


def test_a_short_record_is_an_error_on_its_row_and_padded(tmp_path: Path) -> None:
    read = _read(tmp_path, "Id,Name,Amount,Stage\n1,Alder,5,Won\n2,Finch\n")
    assert read.rows() == [["1", "Alder", "5", "Won"], ["2", "Finch", "", ""]]
    (error,) = read.findings
    assert (error.rule.code, error.rule.effect, error.if_used) == ("CSV121", Effect.REJECT, True)
    assert read.found() == [("CSV121", 3)]
    assert error.rule.message.format(**error.facts) == "the record has 2 cells; the headings are 4"


def test_cells_beyond_the_headings_are_an_error_unless_blank(tmp_path: Path) -> None:
    read = _read(tmp_path, "Id,Name\n1,Alder,,\n2,Finch, Inc,x\n3,Orla, \n")
    assert read.rows() == [["1", "Alder"], ["2", "Finch"], ["3", "Orla"]]
    assert read.found() == [("CSV122", 3)]
    (error,) = read.findings
    assert (error.value, error.rule.effect, error.if_used) == (" Inc, x", Effect.REJECT, True)


def test_excels_padding_is_dropped_and_is_no_fault(tmp_path: Path) -> None:
    read = _read(tmp_path, "Id,,Name,,\n1,,Alder,,\n2,,Finch\n")
    assert read.sheet is not None
    assert (read.sheet.headings, read.rows()) == (["Id", "Name"], [["1", "Alder"], ["2", "Finch"]])
    assert len(read.findings) == 0


def test_doubled_headings_and_blank_ones_with_cells_stay(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name,Notes,Notes,\nAlder,a,b,c\n")
    assert read.sheet is not None
    assert (read.sheet.headings, read.rows()) == (["Name", "Notes", "Notes", ""], [["Alder", "a", "b", "c"]])


def test_nothing_is_trimmed_or_typed(tmp_path: Path) -> None:
    read = _read(tmp_path, ' Name ,Zip\n"  Alder  ",02139\nNone,1E5\n')
    assert read.sheet is not None
    assert read.sheet.headings == [" Name ", "Zip"]
    assert read.rows() == [["  Alder  ", "02139"], ["None", "1E5"]]


def test_blank_lines_and_repeated_headings_are_set_aside(tmp_path: Path) -> None:
    read = _read(tmp_path, "\n  \nName,City\nAlder,x\n,\n\nName,City\nFinch,y\n")
    assert read.rows() == [["Alder", "x"], ["Finch", "y"]]
    assert read.lines() == [4, 8]
    assert read.aside() == [
        ("1", "blank line"),
        ("2", "blank line"),
        ("3", "header"),
        ("5", "blank line"),
        ("6", "blank line"),
        ("7", "heading row repeated"),
    ]


def test_every_line_is_accounted_for_in_the_trail(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name,City\nAlder,x\n")
    assert read.trail.rows() == [("table.csv", "", "1", "Name, City", "skipped", "header", "")]
    assert read.trail.rows_without_fate() == [0]


def test_headings_alone_are_a_warning(tmp_path: Path) -> None:
    read = _read(tmp_path, '"Account ID","Account Name"\n')
    assert read.sheet is not None
    assert (read.sheet.headings, read.sheet.columns, len(read.sheet.row_ids)) == (
        ["Account ID", "Account Name"],
        [[], []],
        0,
    )
    (warning,) = read.findings
    assert (warning.rule.code, warning.rule.severity) == ("CSV123", Severity.WARNING)


# ---- headings that are not in row 1 ----


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["Alder & Finch LLC"], [], ["Name", "Phone", "Email"]], 2),
        ([["Alder"], ["Name", "Phone", "Beside"]], None),
        ([["Alder"], ["Name", "", "Phone"]], 1),
        ([["Alder"], ["Name"], ["Orla"]], 1),
        ([["Name"], ["x"], ["", "Phone", "Email", "Amount"]], 2),
        ([["Alder", "Finch"], ["Name"]], None),
        ([["x"]] * 39 + [["Name", "Phone", "Email"]], 39),
        ([["x"]] * 40 + [["Name", "Phone", "Email"]], None),
        ([["  NAME ", "phone", "E-mail", "eMail"]], 0),
        ([], None),
    ],
)
def test_find_header(rows: list[list[str]], index: int | None) -> None:
    assert find_header(rows, lambda cell: cell in KNOWN) == index


REPORT = (
    "Alder & Finch LLC,,,,\n"
    "Invoice List by Date,,,,\n"
    '"January 1 - October 31, 2026",,,,\n'
    "\n"
    ",Date,Num,Customer full name,Amount\n"
    "Total Wine\n"
    ",10/01/2026,1001,Total Wine,$500.00\n"
    ',10/02/2026,1002,Total Wine,"1,000.00"\n'
    'Total for Total Wine,,,,"$1,500.00"\n'
    "Total for Men,10/05/2026,1003,Orla,20.00\n"
    'TOTAL,,,,"$1,520.00"\n'
    ",,,,\n"
    '" Wednesday, September 30, 2026 02:43 PM GMT-05:00",,,,\n'
)


def test_a_quickbooks_report_loses_its_furniture_and_nothing_else(tmp_path: Path) -> None:
    read = _read(tmp_path, REPORT, known=True)
    assert read.sheet is not None
    assert read.sheet.headings == ["", "Date", "Num", "Customer full name", "Amount"]
    assert [row[0] for row in read.rows()] == ["Total Wine", "", "", "Total for Men"]
    assert read.lines() == [6, 7, 8, 10]
    assert read.aside() == [
        ("1", "title"),
        ("2", "title"),
        ("3", "title"),
        ("4", "blank line"),
        ("5", "header"),
        ("9", "total"),
        ("11", "total"),
        ("12", "blank line"),
        ("13", "footer"),
    ]
    assert read.sheet.footer == [" Wednesday, September 30, 2026 02:43 PM GMT-05:00"]
    assert len(read.findings) == 0  # the group row of one cell is no short record


@pytest.mark.parametrize(
    ("row", "survives"),
    [
        ("Total Wine", True),
        ("Total for Orla", True),  # no amount, no group of that name
        ("Total for Orla,(555) 010-1234", True),
        ("Total for Orla,-100.00", False),
        ('Total for Orla,"$-1,100.00"', False),
        ("Total for Orla,(300.00)", False),
        ("TOTAL", False),
        ("TOTAL,5,600.00  ", False),
        ("Total,orla@orla.example", True),
        ("Accrual basis  Friday, October 2, 2026 09:01 AM GMTZ", False),
    ],
)
def test_which_rows_of_a_report_are_furniture(tmp_path: Path, row: str, survives: bool) -> None:
    if row.startswith("Accrual"):
        row = f'"{row}"'
    read = _read(tmp_path, f"Alder LLC\nContact List\n\nName,Phone,Email\n{row}\n", known=True)
    assert (len(read.rows()) == 1) is survives


@pytest.mark.parametrize("row", ["TOTAL,,", '"Friday, October 2, 2026 09:01 AM GMTZ",,', "Total for x,5,"])
def test_without_titles_nothing_is_taken_for_furniture(tmp_path: Path, row: str) -> None:
    assert len(_read(tmp_path, f"Name,Phone,Email\n{row}\n", known=True).rows()) == 1


def test_row_1_stays_the_heading_row_when_it_knows_one_heading(tmp_path: Path) -> None:
    read = _read(tmp_path, "Name,Kunde,Ort\nName,Phone,Email\n", known=True)
    assert read.sheet is not None
    assert read.sheet.headings == ["Name", "Kunde", "Ort"]
    strange = _read(tmp_path, "Kunde,Ort\nAlder,x\n", known=True)
    assert strange.sheet is not None
    assert strange.sheet.headings == ["Kunde", "Ort"]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab"\n\r,'), max_size=5), min_size=1, max_size=3), min_size=1, max_size=9
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_each_record_begins_on_its_own_line_whatever_breaks_are_in_it(
    rows: list[list[str]], end: str, chunk: int
) -> None:
    """Lines are counted by the records; Python's own reader, asked after each record, must agree."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["h"], *rows])
    text = written.getvalue()
    reader = csv.reader(physical_lines(text, end == "\r"), strict=True)
    expected = [(row, reader.line_num) for row in reader]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_CHUNK", chunk)
        records = delimited.read_records(text, None, 10_000)
    assert records.rows == [["h"], *rows]
    assert records.numbers == [1, *(line + 1 for _, line in expected[:-1])]


@given(st.text(st.sampled_from("ab\n\r"), max_size=40), st.integers(1, 6))
def test_lines_are_the_same_whatever_is_cut_at_once(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_BLOCK", block)
        cut = list(physical_lines(text, False))
    assert "".join(cut) == text
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in cut[:-1])
    assert len(cut) == text.count("\n") + (not text.endswith("\n") and text != "")


def test_a_quote_left_open_is_named_in_whatever_part_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_CHUNK", 2)
    text = 'Name,City\n"Al\nder",x\nFinch,y\n"Birch\n\n",z\nVale,"open\nend'
    read = _read(tmp_path, text)
    (stop,) = read.findings.stops()
    assert (stop.rule.code, stop.facts["line"]) == ("CSV116", 8)


@pytest.mark.parametrize(
    ("rows", "top", "expected"),
    [
        ([["x"], ["Opportunity: Type", "Deal: Name", "Deal: Amount"]], 0, 1),
        ([["x"], ["Opportunity: Type", "Deal: Name", "Weight"]], 0, None),
        ([["Name", "Phone", "Email"], [""], ["Name", "Amount", "Date"]], 1, 2),
    ],
)
def test_headings_with_a_prefix_and_below_a_title_block(rows: list[list[str]], top: int, expected: int | None) -> None:
    assert find_header(rows, lambda cell: cell.casefold() in KNOWN, top) == expected
