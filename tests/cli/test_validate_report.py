"""`csvbridge validate --report`: all that was found, as a workbook or a page; the terminal is cut, the record never."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from bench import Bench

HEAD = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Item(Product/Service),*ItemAmount"
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>\x1b]0;owned\x07'


def give(bench: Bench, bad: int = 1) -> None:
    """A file with as many errors as asked for, a file that is sound, and one that cannot be compared with anything."""
    rows = [f"{number},Alder,10/31/2026,11/30/2026,Design,$5.00" for number in range(bad)]
    bench.raw("bad.csv", "\r\n".join([HEAD, *rows, ""]))
    bench.raw("sound.csv", f"{HEAD}\r\nS1,Alder,10/31/2026,11/30/2026,Design,5.00\r\n")


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, value in attrs if name.startswith("on") or (value or "").startswith("http")]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(path: Path) -> Words:
    words = Words()
    words.feed(path.read_text(encoding="utf-8"))
    return words


def test_the_workbook_has_files_remedies_and_every_finding(bench: Bench) -> None:
    give(bench, bad=4)
    result = bench.command("validate", "in", "--report", "found.xlsx")
    assert result.exit == 1 and "found.xlsx" in result.err
    found = sheets(bench.folder / "found.xlsx")
    assert list(found)[:3] == ["Files", "By remedy", "Findings"]
    files = {row[0]: row[1:] for row in found["Files"] if str(row[0]).startswith("in/")}
    assert files["in/bad.csv"][1:3] == [4, 4] and files["in/bad.csv"][-1] == "to put right"
    assert files["in/sound.csv"][1:4] == [1, 0, 0]
    remedy = next(row for row in found["By remedy"] if row[0] == "QBO104")
    assert remedy[1:5] == ["error", "Number form", 4, 1]
    places = [(row[2], row[4]) for row in found["Findings"] if row[0] == "QBO104"]
    assert places == [("in/bad.csv", row) for row in (2, 3, 4, 5)]


def test_the_page_says_the_same(bench: Bench) -> None:
    give(bench, bad=4)
    assert bench.command("validate", "in", "--report", "found.html").exit == 1
    words = page(bench.folder / "found.html")
    assert "Not yet" in words.text and "Number form (QBO104): 4" in words.text and "in/sound.csv" in words.text
    assert words.text.count("in/bad.csv:") == 4


def test_nothing_to_say_is_said(bench: Bench) -> None:
    bench.give("Customers.csv", {"Name": "Alder", "Company name": "", "Open balance": "0.00"})
    result = bench.command("validate", "in", "--report", "found.html")
    assert result.exit == 0 and "Nothing to say against these files." in result.out
    assert "Nothing to say against these files." in page(bench.folder / "found.html").text


def test_a_long_list_is_cut_on_the_page_with_the_number_and_the_place_of_the_rest(bench: Bench) -> None:
    give(bench, bad=230)
    bench.command("validate", "in", "--report", "found.html")
    text = page(bench.folder / "found.html").text
    assert "30 more rows not shown here" in text and "--json" in text
    bench.command("validate", "in", "--report", "found.xlsx")
    assert sum(row[0] == "QBO104" for row in sheets(bench.folder / "found.xlsx")["Findings"]) == 230


def test_the_workbook_is_cut_too_where_nobody_reads_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvbridge.reviews.finding_sheets.MOST_ROWS", 3)
    give(bench, bad=5)
    bench.command("validate", "in", "--report", "found.xlsx")
    found = sheets(bench.folder / "found.xlsx")["Findings"]
    assert re.search("[0-9]+ more rows are not shown: .*--json", str(found[0][0]))
    assert sum(str(row[0]).startswith(("QBO", "CSV")) for row in found) == 3


def test_the_terminal_shows_three_places_of_each_and_how_to_see_all(bench: Bench) -> None:
    give(bench, bad=5)
    lines = bench.command("validate", "in").out.splitlines()
    at = lines.index("Number form: 5 places")
    assert lines[at + 1 : at + 3] == [
        "  in/bad.csv:2  *ItemAmount  QBO104 error",
        "    \"*ItemAmount\" is '$5.00'; QuickBooks takes plain digits with a point",
    ]
    assert lines[at + 7].startswith("  ... and 2 more") and lines[at + 8].startswith("  Fix: ")
    assert lines[-2:] == [
        "All of them: --report FILE (.xlsx or .html), or --json.",
        "What needs no judgement can be corrected in copies: --repair DIR.",
    ]
    every = json.loads(bench.command("validate", "in", "--json").out)["findings"]
    assert sum(one["code"] == "QBO104" for one in every) == 5


def test_hostile_text_is_inert_everywhere(bench: Bench) -> None:
    bench.raw(
        "in/<b>&.csv",
        f'{HEAD}\r\n1,"{HOSTILE.replace(chr(34), chr(34) * 2)}",10/31/2026,11/30/2026,Design,{HOSTILE[:10]}\r\n',
    )
    result = bench.command("validate", "in", "--report", "found.html")
    assert "\x1b" not in result.out + result.err and "\x07" not in result.out + result.err
    words = page(bench.folder / "found.html")
    assert "script" not in words.tags and "b" not in words.tags and "<script>" in words.text
    assert "\x1b" not in words.text
    bench.command("validate", "in", "--report", "found.xlsx")
    book = openpyxl.load_workbook(bench.folder / "found.xlsx")
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("found.pdf", "ends in .xlsx (a workbook) or .html (a page)"),
        ("found", "has no ending"),
        ("in/found.xlsx", "whose files are looked at"),
        ("nowhere/found.xlsx", "there is no folder nowhere"),
        ("there.html", "is there already, and is never replaced"),
    ],
)
def test_a_place_that_will_not_do_is_refused_before_any_work(bench: Bench, name: str, told: str) -> None:
    give(bench)
    (bench.folder / "there.html").write_text("precious")
    before = bench._seen()
    result = bench.command("validate", "in", "--report", name)
    assert (result.exit, result.out) == (2, "") and told in result.err
    assert bench._seen() == before


def test_what_stops_is_in_the_report_too(bench: Bench) -> None:
    give(bench)
    bench.raw("stranger.csv", "colour,size\nred,4\n")
    assert bench.command("validate", "in", "--report", "found.xlsx").exit == 2
    found = sheets(bench.folder / "found.xlsx")
    assert "SFR201" in {row[0] for row in found["By remedy"]}
    assert any("settled" in str(row[0]) or "would stop" in str(row[0]) for row in found["Files"])


def test_a_file_that_comes_up_meanwhile_is_not_replaced(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from csvbridge.describing import review_file

    give(bench)
    write = review_file._KINDS[".html"]

    def slowly(path: Path, found: object) -> None:
        write(path, found)  # type: ignore[arg-type]
        (bench.folder / "found.html").write_text("somebody else's")

    monkeypatch.setitem(review_file._KINDS, ".html", slowly)
    assert bench.command("validate", "in", "--report", "found.html").exit == 2
    assert (bench.folder / "found.html").read_text() == "somebody else's"
    assert not [path for path in bench.folder.iterdir() if "csvbridge-new" in path.name]


def test_a_file_with_a_corrected_copy_points_to_it(bench: Bench) -> None:
    give(bench)
    bench.command("validate", "in", "--repair", "out", "--report", "found.xlsx")
    files = {row[0]: row[-1] for row in sheets(bench.folder / "found.xlsx")["Files"]}
    assert files["in/bad.csv"] == "see its copy" and files["out/bad.csv"] != "to put right"
