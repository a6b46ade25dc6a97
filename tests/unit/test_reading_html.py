"""Reports that are HTML pages named `.xls` (salesforce-exports.md §1.5, R3 and R5)."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.reading import Caps, Found, Sheet, read_file
from csvbridge.trail import Trail

KNOWN = {"account name", "opportunity name", "stage", "amount", "close date"}
HEAD = "<tr><th>Account Name</th><th>Amount</th></tr>"
ROW = "<tr><td>Alder</td><td>5.00</td></tr>"
LEGAL = "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
SECRET = "Confidential Information - Do Not Distribute"


class Read:
    """What reading one page gave."""

    def __init__(self, folder: Path, page: str | bytes, caps: Caps | None = None, *, by_labels: bool = True) -> None:
        path = folder / "report.xls"
        path.write_bytes(page if isinstance(page, bytes) else page.encode())
        self.trail, self.findings = Trail(), Findings()
        known = KNOWN.__contains__ if by_labels else None
        self.sheets = read_file(
            Found(path, "report.xls"), self.trail, self.findings, caps or Caps(), known_heading=known
        )
        self.shown = self.findings.resolved(self.trail.locate, self.trail.cell)

    @property
    def sheet(self) -> Sheet:
        (sheet,) = self.sheets
        return sheet

    @property
    def rows(self) -> list[list[str]]:
        """The heading row and the records."""
        return [self.sheet.headings, *map(list, zip(*self.sheet.columns, strict=True))]

    @property
    def numbers(self) -> list[int]:
        return [self.trail.origin(row_id)[1] for row_id in self.sheet.row_ids]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.shown]

    @property
    def aside(self) -> list[tuple[str, str, str]]:
        """Row, text and reason of all that is no record."""
        return [(row, record, reason) for _, _, row, record, _, reason, _ in self.trail.rows()]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Alder", "Alder"),
        ("Alder &amp; Finch", "Alder & Finch"),
        ("&lt;b&gt; &quot;A&quot; &#39;x&#39; &#x41;", "<b> \"A\" 'x' A"),
        ("Alder &amp; &eacute;", "Alder & é"),
        ("&nbsp;", ""),
        (" &nbsp; ", ""),
        ("", ""),
        ("1&nbsp;000", "1\xa0000"),
        ("a < b & c", "a < b & c"),
        ("1 Quay Rd<br>Suite 4", "1 Quay Rd\nSuite 4"),
        ("1 Quay Rd<br/>\n      Suite 4", "1 Quay Rd\nSuite 4"),
        ("1 Quay Rd<BR><br>Suite 4", "1 Quay Rd\n\nSuite 4"),
        ("1 Quay Rd\nSuite 4", "1 Quay Rd\nSuite 4"),
        ("1 Quay Rd\r\nSuite 4", "1 Quay Rd\nSuite 4"),
        ("\n      Alder and\n      Finch\n    ", "Alder and Finch"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>one</div>", "one"),
        ("<b>Alder</b> <i>&amp;</i> <a href='/001x'>Finch</a>", "Alder & Finch"),
        ("a  b", "a  b"),
        ("Alder<script>if (a < b) '</td><td>'</script>", "Alder"),
        ("Alder<style>td { color: red }</style><!-- no -->", "Alder"),
        ("=SUM(A1)", "=SUM(A1)"),
        ("😀 山", "😀 山"),
    ],
)
def test_a_cell_reads_as_a_browser_shows_it(tmp_path: Path, cell: str, text: str) -> None:
    read = Read(tmp_path, f"<table>{HEAD}<tr><td>{cell}</td><td>5.00</td></tr></table>")
    assert read.rows == [["Account Name", "Amount"], [text, "5.00"]]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), min_size=3, max_size=3)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_whatever_is_escaped_once_comes_back(tmp_path: Path, rows: list[list[str]]) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    head = "<tr><th>Account Name</th><th>Amount</th><th>Stage</th></tr>"
    read = Read(tmp_path, f"<html><body><table>{head}{cells}</table></body></html>")
    kept = [row for row in rows if any(row) and row != ["Account Name", "Amount", "Stage"]]
    assert read.rows[1:] == kept
    assert set(read.codes) <= {"CSV123", "CSV157"}


@pytest.mark.parametrize(
    "page",
    [
        f"<table>{HEAD}{ROW}</table>",
        f"<TABLE BORDER=1>{HEAD.upper().replace('ACCOUNT NAME', 'Account Name').replace('AMOUNT', 'Amount')}{ROW}</TABLE>",
        f"<table><thead>{HEAD}</thead><tbody>{ROW}</tbody></table>",
        "<table><tr><th>Account Name<th>Amount<tr><td>Alder<td>5.00</table>",
        "<table><tr><td>Account Name</td><td>Amount</td></tr><tr><td>Alder</td><td>5.00</td></tr></table>",
        "<table><td>Account Name</td><td>Amount</td><tr><td>Alder</td><td>5.00</td></tr></table>",
        f"\ufeff\n <!DOCTYPE html><html><head><title>Log in to see</title></head><body><table>{HEAD}{ROW}</table></body></html>",
        f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><table>{HEAD}{ROW}</table></body></html>\n",
        f"<div><table><tr><td><table>{HEAD}{ROW}</table></td></tr></table></div>",
        f"<table>{HEAD}{ROW}</table><table><tr><td></td></tr></table>",
    ],
)
def test_every_way_to_write_a_table_gives_the_same(tmp_path: Path, page: str) -> None:
    read = Read(tmp_path, page)
    assert read.rows == [["Account Name", "Amount"], ["Alder", "5.00"]]
    assert read.numbers == [2]
    assert read.aside == [("1", "Account Name, Amount", "header")]
    assert (read.sheet.source.sheet, read.sheet.exact, read.codes) == (None, False, [])


@pytest.mark.parametrize(
    ("below", "in_table"),
    [
        (f"<br>\nWon deals<br>{LEGAL}<br>{SECRET}<br>Generated By:  Pat Doe  8/2/2026 9:41 AM", False),
        (f"\n\nWon deals\n{LEGAL}\n{SECRET}\nGenerated By:  Pat Doe  8/2/2026 9:41 AM\n", False),
        (f"<p>Won deals</p><p>{LEGAL}</p><div>{SECRET}</div><p>Generated By:  Pat Doe  8/2/2026 9:41 AM</p>", False),
        (
            f"<table><tr><td>Won deals</td></tr><tr><td>{LEGAL}</td></tr></table><p>{SECRET}<p>Generated By:  Pat Doe  8/2/2026 9:41 AM",
            False,
        ),
        (
            "<tr></tr><tr><td>&nbsp;</td></tr>"
            + "".join(
                f"<tr><td colspan=2>{text}</td></tr>"
                for text in ("Won deals", LEGAL, SECRET, "Generated By:  Pat Doe  8/2/2026 9:41 AM")
            ),
            True,
        ),
    ],
)
def test_the_footer_is_known_in_the_table_and_below_it(tmp_path: Path, below: str, in_table: bool) -> None:
    read = Read(tmp_path, f"<table>{HEAD}{ROW}{below if in_table else ''}</table>{'' if in_table else below}")
    assert read.rows[1:] == [["Alder", "5.00"]]
    assert [text.strip() for text in read.sheet.footer][1:3] == [LEGAL, SECRET]
    assert [reason for _, _, reason in read.aside if reason not in ("blank line", "header")] == ["footer"] * 4
    assert read.codes == []


def test_text_below_the_table_that_is_no_footer_is_set_aside_and_never_a_record(tmp_path: Path) -> None:
    read = Read(tmp_path, f"<table>{HEAD}{ROW}</table><p>Total Records: 1</p>")
    assert read.rows[1:] == [["Alder", "5.00"]]
    assert read.aside[-1] == ("3", "Total Records: 1", "text below the table")


def test_a_printable_view_counts_its_rows_from_the_headings(tmp_path: Path) -> None:
    title = "<h1>Won deals</h1><table><tr><td>Filtered By</td></tr><tr><td>Stage</td><td>equals</td><td>Closed Won</td></tr></table>"
    rows = "<tr><td colspan=2><b>All of October</b></td></tr>"
    read = Read(tmp_path, f"<html><body>{title}<table>{rows}{HEAD}{ROW}</table></body></html>")
    assert read.rows == [["Account Name", "Amount"], ["Alder", "5.00"]]
    assert read.numbers == [2]
    assert read.aside == [
        ("", "Won deals", "title"),
        ("", "Filtered By", "title"),
        ("", "Stage, equals, Closed Won", "title"),
        ("", "All of October", "title"),
        ("1", "Account Name, Amount", "header"),
    ]


def test_merged_cells_are_written_once_and_noted(tmp_path: Path) -> None:
    head = "<tr><th>Account Name</th><th colspan=2>Opportunity Name</th><th>Amount</th></tr>"
    first = '<tr><td rowspan="3">Alder</td><td colspan="2">Rollout</td><td>5.00</td></tr>'
    more = "<tr><td>Refit</td><td></td><td>6.00</td></tr><tr><td colspan=2>Repair</td><td>7.00</td></tr>"
    last = "<tr><td>Birch</td><td>Survey</td><td></td><td>8.00</td></tr>"
    read = Read(tmp_path, f"<table>{head}{first}{more}{last}</table>")
    assert read.rows == [
        ["Account Name", "Opportunity Name", "Amount"],
        ["Alder", "Rollout", "5.00"],
        ["", "Refit", "6.00"],
        ["", "Repair", "7.00"],
        ["Birch", "Survey", "8.00"],
    ]
    (note,) = read.shown
    assert (note.code, note.severity) == ("CSV156", "note")
    assert note.message.startswith("1 cells reach over several table rows, the first begins in row 2")


@pytest.mark.parametrize("span", ["0", "-2", "x", "", "1e3", "\uff12"])
def test_a_span_that_is_no_number_is_one(tmp_path: Path, span: str) -> None:
    read = Read(
        tmp_path, f"<table>{HEAD}<tr><td colspan='{span}'>Alder</td><td rowspan='{span}'>5.00</td></tr></table>"
    )
    assert read.rows[1:] == [["Alder", "5.00"]]


def test_text_escaped_twice_is_unescaped_once_and_noted(tmp_path: Path) -> None:
    cell = "<td>{}</td><td>5.00</td>"
    rows = "".join(
        f"<tr>{cell.format(text)}</tr>" for text in ("Alder", "Alder &amp;amp; Finch &amp;#39;", "AT&amp;T;")
    )
    read = Read(tmp_path, f"<table>{HEAD}{rows}</table>")
    assert read.sheet.columns[0] == ["Alder", "Alder &amp; Finch &#39;", "AT&T;"]
    (note,) = read.shown
    assert (note.code, note.severity, note.value) == ("CSV157", "note", "Alder &amp; Finch &#39;")
    assert note.message.startswith("2 marks such as &amp; are escaped twice, the first in row 3:")


def test_a_table_inside_a_cell_of_a_record_stays_in_that_cell(tmp_path: Path) -> None:
    inner = "<table><tr><td>1 Quay Rd</td><td>Suite 4</td></tr><tr><td>Uxbridge</td></tr></table>"
    read = Read(tmp_path, f"<table>{HEAD}<tr><td>Alder {inner}</td><td>5.00</td></tr></table>")
    assert read.rows[1:] == [["Alder \n1 Quay Rd Suite 4\nUxbridge", "5.00"]]


def test_text_between_rows_is_not_lost(tmp_path: Path) -> None:
    read = Read(tmp_path, f"<table>{HEAD}{ROW}</tr>{LEGAL}<tr><td>Birch</td>stray<td>6.00</td></tr></table>")
    seen = [cell for row in read.rows for cell in row] + [text for _, text, _ in read.aside]
    assert {"Alder", "Birch", "6.00", "stray", LEGAL} <= set(seen)


@pytest.mark.parametrize("between", ["<table><tr><td>in</td></tr></table>", "<table></table>", "<tr><table>in</table>"])
def test_a_table_where_none_belongs_loses_nothing(tmp_path: Path, between: str) -> None:
    read = Read(tmp_path, f"<table>{HEAD}{between}{ROW}</table>")
    seen = [cell for row in read.rows for cell in row]
    assert seen[:2] == ["Account Name", "Amount"]
    assert seen[-2:] == ["Alder", "5.00"]
    assert ("in" in seen) is ("in" in between)


_TAGS = st.sampled_from(
    "table /table tr /tr td /td th /th br p /p !-- -- script /script html /html form select textarea /textarea caption "
    "svg td\trowspan=3 td\tcolspan=2".split(" ")
)


@given(st.lists(st.one_of(_TAGS.map("<{}>".format), st.text(max_size=5)), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_any_heap_of_tags_is_a_table_or_a_message(tmp_path: Path, pieces: list[str]) -> None:
    page = f"<table>{HEAD}{''.join(pieces)}".encode("utf-8", "replace")
    read = Read(tmp_path, page, Caps(cells=10_000))
    assert read.sheets or read.findings.stops()
    for sheet in read.sheets:
        assert {len(column) for column in sheet.columns} <= {len(sheet.row_ids)}
        assert len(sheet.columns) == len(sheet.headings)


@pytest.mark.parametrize(
    ("page", "code", "words"),
    [
        (f"<table>{HEAD}{ROW}", "CSV153", "no </table>"),
        (f"<table>{HEAD}{ROW[:-12]}", "CSV153", "no </table>"),
        (f"<table>{HEAD}<tr><td title='x>5.00</td></tr></table>", "CSV153", "never closed"),
        (f"<table>{HEAD}{ROW}<!-- </table>", "CSV153", "never closed"),
        (f"<table>{HEAD}{ROW}<script> </table>", "CSV153", "never closed"),
        (f"<table>{HEAD}{ROW}</tab", "CSV153", "never closed"),
        (
            f"<table>{HEAD}{ROW}</table><table><tr><th>Opportunity Name</th><th>Stage</th></tr></table>",
            "CSV154",
            "2 tables with known headings: one with Account Name, Amount, another with Opportunity Name, Stage",
        ),
        (f"{'<div>' * 200}<table>{HEAD}{ROW}</table>", "CSV155", "more than 100 deep"),
        ("<table><tr><td>Please log in</td></tr></table>", "CSV113", "a login page"),
        ("<table><tr><td></td></tr></table>", "CSV113", "without a table"),
        ("<html><body><table></table><p>503</p></body></html>", "CSV113", "without a table"),
    ],
)
def test_a_page_that_is_no_whole_table_stops(tmp_path: Path, page: str, code: str, words: str) -> None:
    read = Read(tmp_path, page)
    assert read.sheets == []
    (stop,) = read.shown
    assert (stop.code, stop.severity, stop.file) == (code, "error", "report.xls")
    assert words in stop.message


def test_cells_that_no_browser_shows_are_a_warning(tmp_path: Path) -> None:
    read = Read(tmp_path, f"<table>{HEAD}{ROW}<!-- <tr><td>Birch</td><td>6.00</td></tr> --></table>")
    assert read.rows[1:] == [["Alder", "5.00"]]
    assert (read.codes, read.shown[0].message[:14]) == (["CSV158"], "2 table cells ")


def test_a_table_of_other_headings_is_handed_on_to_be_named(tmp_path: Path) -> None:
    page = "<table><tr><th>Colour</th><th>Weight</th></tr><tr><td>red</td><td>12</td></tr></table>"
    assert Read(tmp_path, page).rows == [["Colour", "Weight"], ["red", "12"]]
    assert Read(tmp_path, page, by_labels=False).rows == [["Colour", "Weight"], ["red", "12"]]


@pytest.mark.parametrize(
    ("charset", "codec", "encoding", "codes"),
    [
        ("utf-8", "utf-8", "UTF-8", []),
        ("ISO-8859-1", "cp1252", "cp1252, as the page says", []),
        ("windows-1250", "cp1250", "cp1250, as the page says", []),
        ("Shift_JIS", "cp932", "cp932, as the page says", []),
        ("utf-8", "cp1252", "Windows-1252 (Western European)", ["CSV118"]),
        ("iso-8859-1", "utf-8", "UTF-8, though the page says cp1252", ["CSV118"]),
        ("rot13", "cp1252", "Windows-1252 (Western European)", ["CSV118"]),
        ("none of these", "utf-8", "UTF-8", []),
    ],
)
@pytest.mark.parametrize(
    "meta", ['<meta charset="{}">', "<META http-equiv=Content-Type content='text/html; charset={}'>"]
)
def test_the_encoding_that_a_page_names_is_taken_unless_its_bytes_say_otherwise(
    tmp_path: Path, meta: str, charset: str, codec: str, encoding: str, codes: list[str]
) -> None:
    name = "山田" if codec == "cp932" else "Łódź" if codec == "cp1250" else "Besançon"
    page = f"<html>{meta.format(charset)}<table>{HEAD}<tr><td>{name}</td><td>5</td></tr></table></html>"
    read = Read(tmp_path, page.encode(codec))
    assert read.sheet.columns[0] == [name]
    assert (read.sheet.source.encoding, read.codes) == (encoding, codes)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_marks_and_wide_characters_outrank_what_the_page_says(tmp_path: Path, codec: str) -> None:
    page = f"<meta charset=iso-8859-1><table>{HEAD}<tr><td>Besançon</td><td>5</td></tr></table>"
    assert Read(tmp_path, page.encode(codec)).sheet.columns[0] == ["Besançon"]


def test_nuls_are_removed_and_noted(tmp_path: Path) -> None:
    read = Read(tmp_path, f"<table>{HEAD}<tr><td>\x00Alder</td><td>5</td></tr></table>")
    assert (read.sheet.columns[0], read.codes) == (["Alder"], ["CSV119"])


@pytest.mark.parametrize(
    "page",
    [
        "<table><td>x" + "<tr>" * 2_000,
        f"<table>{HEAD}<tr><td colspan=1000>Alder</td></tr></table>",
        f"<table>{HEAD}<tr>{'<td rowspan=9>' * 30}</tr>{'<tr></tr>' * 8}</table>",
    ],
)
def test_cells_are_counted_as_they_are_expanded(tmp_path: Path, page: str) -> None:
    assert Read(tmp_path, page, Caps(cells=200)).codes == ["CSV108"]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 400_000,
        "<table><tr><td>" * 200_000,
        "<!--" + "<td>" * 1_000_000,
        "<table><tr><td>" + "<" * 1_000_000,
        "<table><tr><td>" + "&" * 1_000_000,
        "<table><tr><td>" + "&amp;" * 300_000,
        "<table><tr><td title='" + "x" * 3_000_000,
        "<table><tr><td " + "".join(f"a{number}=1 " for number in range(50_000)),
        "<table>" + "</b>" * 500_000,
        "<table>" + "<tr><td colspan=1000 rowspan=65534>x" * 3_000,
        "<input " * 200_000 + "<td>",
        "<meta charset=" * 100_000 + "<td>",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><table><tr><td>&b;&b;',
    ],
    ids=[
        "divs",
        "tables",
        "comment",
        "less",
        "and",
        "amp",
        "attribute",
        "attributes",
        "ends",
        "spans",
        "inputs",
        "metas",
        "entities",
    ],
)
def test_a_hostile_page_ends_in_a_message_within_seconds(tmp_path: Path, page: str) -> None:
    started = time.monotonic()
    read = Read(tmp_path, page, Caps(cells=3_000_000))
    assert read.sheets == []
    assert len(read.shown) == 1
    assert time.monotonic() - started < 10


def test_entities_that_a_page_defines_itself_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    read = Read(tmp_path, f"{bomb}<table>{HEAD}<tr><td>&b;&file;</td><td>5</td></tr></table>")
    assert read.sheet.columns[0] == ["&b;&file;"]
