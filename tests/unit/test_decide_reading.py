"""What a file of decisions is, by its contents; where its columns stand; what is no file of decisions."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from deciding_cases import CUSTOMER, EVERY, VENDOR, FakeMemory, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.decisions.columns import READ_BACK
from csvbridge.decisions.reading import read_answers
from csvbridge.errors import Stop
from csvbridge.memory import Memory
from csvbridge.reading.caps import Caps
from csvbridge.remembered import Question, RunNote

KEY = CUSTOMER.token


def text(*lines: str) -> bytes:
    return "\r\n".join(lines).encode() + b"\r\n"


def written(folder: Path, data: bytes, name: str = "whatever") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def book(**sheets: Sequence[Sequence[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def page(*entries: Any, **more: Any) -> bytes:
    return json.dumps({"csvbridge_decisions": 1, "run": "2026-10", "decisions": list(entries), **more}).encode()


ENTRY = {"token": KEY, "left": "Alder LLC", "right": "Alder Inc.", "decision": "different"}
READ = {
    "text": text("Key,Decision", f"{KEY},different"),
    "semicolons, as Excel in Europe saves": text("Key;Decision", f"{KEY};different"),
    "tabs in UTF-16, as Excel's Unicode text": f"Key\tDecision\r\n{KEY}\tdifferent\r\n".encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + text("Key,Decision", f"{KEY},different"),
    "headings in any case and order": text(" DECISION ,x,kEy", f" different ,1, {KEY.upper()} "),
    "rows above": text("My work,,", ",,", "Key,Decision,Reason", f"{KEY},different,"),
    "a column more and most of them gone": text("Colour,Key,Decision,Note", f"red,{KEY},different,x"),
    "short rows": text("Key,Decision,Reason", f"{KEY},different"),
    "the headings once more": text("Key,Decision", "Key,Decision", f"{KEY},different"),
    "a workbook": book(Read_me=[["Run", "2026-10"]], Decide=[["Key", "Decision"], [KEY, "different"]]),
    "a sheet by another name, twice": book(
        a=[["Key", "Decision"]], b=[[None], [None, "Decision", "Key"], [None, "different", KEY]]
    ),
    "the page's file": page(ENTRY),
    "the page's file, with blanks above": b"\n\n  " + page(ENTRY, saved="x", other=[1.5, None, True]),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_a_file_is_known_by_its_contents(tmp_path: Path, data: bytes) -> None:
    found = read_answers(written(tmp_path, data))
    assert [(one.token, one.word) for one in found.answers] == [(KEY, "different")]
    assert found.tokens == [KEY] and found.findings == []


def test_place_and_cells_are_those_of_the_row(tmp_path: Path) -> None:
    rows = [["x"], list(READ_BACK), [], [*(f" {at} " for at in range(10)), KEY]]
    found = read_answers(written(tmp_path, book(Decide=rows), "d.xlsx"))
    (one,) = found.answers
    assert one.place.endswith("d.xlsx[Decide]:4") and one.token == KEY
    assert (one.left, one.right, one.left_id, one.right_id) == tuple("0123")
    assert (one.word, one.survivor, one.quickbooks_name, one.reason, one.decided_by, one.date) == tuple("456789")


def test_numbers_and_dates_of_cells_are_text(tmp_path: Path) -> None:
    rows = [["Key", "Decision", "Date", "Survivor"], [KEY, "hold", dt.date(2026, 11, 2), 365]]
    (one,) = read_answers(written(tmp_path, book(Decide=rows))).answers
    assert (one.date, one.survivor) == ("2026-11-02", "365")


def test_the_run_is_read_where_the_file_names_it(tmp_path: Path) -> None:
    rows = {"Read_me": [["About", "In words"], ["Run", "2026-10"]], "Decide": [["Key", "Decision"]]}
    assert read_answers(written(tmp_path, book(**rows))).run == "2026-10"
    assert read_answers(written(tmp_path, page())).run == "2026-10"


def test_a_row_without_a_decision_is_open_and_a_loose_name_is_told(tmp_path: Path) -> None:
    lines = ("Key,Decision,Survivor,Decided by", f"{KEY},,,Ada", f"{VENDOR.token},,Alder,Ada", ",,,")
    found = read_answers(written(tmp_path, text(*lines)))
    assert found.answers == [] and found.tokens == [KEY, VENDOR.token]
    assert [(one.code, one.row, one.column) for one in found.findings] == [("DEC577", 3, "Survivor")]


def test_a_damaged_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    bad = ["x", {"decision": "same"}, {**ENTRY, "decision": ["same"]}, {**ENTRY, "reason": {"a": "b"}}]
    found = read_answers(written(tmp_path, page(*bad, ENTRY, {**ENTRY, "decision": None})))
    assert [(one.code, one.row) for one in found.findings] == [("DEC584", at) for at in (1, 2, 3, 4)]
    assert [one.row for one in found.answers] == [5]


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


NOT_READ = {
    # data -> code, words of the message
    "no bytes": (b"", "CSV105", "0 bytes"),
    "blanks": (b" \n ", "CSV106", "blank"),
    "another table": (text("Account Name,Phone", "Alder,1"), "DEC580", "no row has the headings Decision and Key"),
    "another workbook": (book(a=[["x"]], b=[["y"]]), "DEC580", "no sheet has a row"),
    "no keys": (text("Left name,Right name,Decision", "a,b,same"), "DEC581", "Left name, Right name, Decision"),
    "two columns of decisions": (
        text("Key,Decision,decision", f"{KEY},same,hold"),
        "DEC582",
        "2 columns called Decision",
    ),
    "a newer page": (page(csvbridge_decisions=2), "DEC583", "version 2"),
    "other JSON": (b'{"records": []}', "DEC580", "csvbridge_decisions"),
    "no list": (page(decisions="x"), "DEC580", "no list"),
    "cut JSON": (page(ENTRY)[:-9], "CSV", "JSON"),
    "the page itself": (b"<!doctype html><table><tr><td>x</td></tr></table>", "DEC580", "file of its own"),
    "a picture": (b"\x89PNG\r\n\x1a\n....", "CSV112", "image"),
    "an archive": (archive(a=b"Key,Decision\n"), "DEC580", "unpack"),
    "an open quote": (text("Key,Decision", f'{KEY},"same'), "CSV116", "quote"),
}


@pytest.mark.parametrize(("data", "code", "says"), NOT_READ.values(), ids=NOT_READ)
def test_what_holds_no_decisions_stops_and_teaches(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    with pytest.raises(Stop) as stopped:
        read_answers(written(tmp_path, data, "given.bin"))
    assert stopped.value.exit_code == 2
    assert stopped.value.code.startswith(code) and says in stopped.value.message
    assert "given.bin" in stopped.value.message and stopped.value.fix and "--skip" not in stopped.value.fix


def test_a_folder_and_a_missing_file_stop(tmp_path: Path) -> None:
    for path, says in ((tmp_path, "it is a folder"), (tmp_path / "none.xlsx", "there is no such file")):
        with pytest.raises(Stop, match=says):
            read_answers(path)


def test_the_caps_hold(tmp_path: Path) -> None:
    path = written(tmp_path, text("Key,Decision", *[f"{KEY},hold"] * 50))
    for caps in (Caps(file_bytes=100), Caps(cells=50)):
        with pytest.raises(Stop, match=r"CSV10[78]"):
            read_answers(path, caps)


def test_a_hidden_sheet_is_named_where_nothing_else_is_there(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(Decide=[["Key", "Decision"], [KEY, "hold"]], b=[["x"]])))
    made["Decide"].sheet_state = "hidden"
    made.active = 1
    made.save(tmp_path / "d.xlsx")
    with pytest.raises(Stop, match="hidden sheets are not read: Decide"):
        read_answers(tmp_path / "d.xlsx")


# --- filled in, sorted, deleted, read back ----------------------------------------------------------------------------

FILLED = {
    # word, survivor, QuickBooks name of each question, so that any part of them may stand together
    EVERY[0].token: ("same", "Alder LLC", ""),
    EVERY[1].token: ("different", "", ""),
    EVERY[2].token: ("same-as-quickbooks", "", ""),
    EVERY[3].token: ("hold", "", ""),
    EVERY[4].token: ("different", "", ""),
    EVERY[5].token: ("related", "", ""),
    EVERY[6].token: ("different", "", ""),
}


def row_of(asked: Question, headings: Sequence[str], reason: str) -> list[str]:
    word, survivor, name = FILLED[asked.token]
    cells = {
        "Left name": asked.left.name,
        "Right name": asked.right.name,
        "Decision": word,
        "Survivor": survivor,
        "QuickBooks name": name,
        "Reason": reason,
        "Key": asked.token,
    }
    return [cells.get(heading, "") for heading in headings]


@settings(max_examples=40, deadline=None)
@given(
    headings=st.permutations(READ_BACK),
    asked=st.lists(st.sampled_from(EVERY), unique_by=lambda one: one.token, min_size=1),
    reasons=st.lists(st.text("ab=+-@'\", \u00e9", max_size=8), min_size=7, max_size=7),
    above=st.integers(0, 3),
)
def test_what_was_filled_in_is_what_the_memory_gives_back(
    tmp_path_factory: pytest.TempPathFactory,
    headings: list[str],
    asked: list[Question],
    reasons: list[str],
    above: int,
) -> None:
    """Whatever the order of rows and columns, and whichever rows are gone."""
    folder = tmp_path_factory.mktemp("back")
    out = io.StringIO(newline="")
    lines = [["note"]] * above + [list(headings)]
    csv.writer(out).writerows(
        [*lines, *map(lambda one: row_of(one[0], headings, one[1]), zip(asked, reasons, strict=False))]
    )
    found = read_answers(written(folder, out.getvalue().encode()))
    with Memory.open(folder / "csvbridge.db") as memory:
        note = RunNote(id="r", name="r", place=folder.as_posix(), command="convert", started="", manifest_sha256="")
        memory.begin(note, (), EVERY)
        memory.complete("r")
        fake = FakeMemory()
        memory.decide(taken(found.answers, fake).taken)
        kept = {one.key: one for one in memory.decisions()}
    assert len(kept) == len(asked)
    for one, reason in zip(asked, reasons, strict=False):
        decision = kept[one.key]
        assert (decision.word, decision.reason) == (FILLED[one.token][0], " ".join(reason.split()))
        assert {decision.left, decision.right} == {one.left, one.right}
