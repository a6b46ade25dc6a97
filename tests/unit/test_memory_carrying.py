"""A memory that is exported and imported is the same memory; what is wrong with a file is said, and nothing is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memories import a_correction, a_customer, a_decision, a_folder, a_question, a_run, an_invoice

from csvbridge.errors import Stop
from csvbridge.keeping.exporting import MARK, export_memory
from csvbridge.keeping.importing import import_memory
from csvbridge.keeping.tables import (
    HEADINGS,
    correction_of,
    correction_row,
    decision_of,
    decision_row,
    exported_of,
    exported_row,
    guarded,
    unguarded,
)
from csvbridge.memory import VERSION, Archive, Memory
from csvbridge.remembered import WORDS, Correction, Decision, Exported, member


def test_runs_of_another_memory_stand_among_the_own_ones_in_the_order_of_time(tmp_path: Path) -> None:
    """A month that was run elsewhere earlier does not become the newest by being imported later."""

    def made(name: str, *months: str) -> Memory:
        path = tmp_path / name / "csvbridge.db"
        path.parent.mkdir()
        memory = Memory.open(path)
        for month in months:
            run = replace(a_run(tmp_path / month, month), started=f"{month}-02T09:14:05Z")
            memory.begin(run, [], [a_question(0, f"555 {month}")])
            memory.complete(month)
        return memory

    with made("own", "2026-09", "2036-01", "2026-11") as own, made("other", "2026-08", "2026-10", "2026-12") as other:
        own.take(other.archive(), name="other", by="Ada")
        order = ["2026-08", "2026-09", "2026-10", "2026-12", "2036-01", "2026-11"]
        assert [run.id for run in own.runs()] == order
        asked = own.latest(a_question(0).key)
        assert asked == (a_question(0, "555 2026-11"), "2026-11")
        own.begin(a_run(tmp_path / "next", "next"), [], [a_question(0)])
        own.complete("next")
        assert [run.id for run in own.runs()] == [*order, "next"]


def test_a_table_of_runs_may_be_sorted_anyhow(tmp_path: Path) -> None:
    table = tmp_path / "runs.csv"
    rows = [f"{mark},{mark},p,convert,{mark}-02T09:14:05Z,x,complete" for mark in ("2026-10", "2026-12", "2026-11")]
    table.write_text("\n".join(["id,name,place,command,started,manifest_sha256,state", *rows]))
    with Memory.open(tmp_path / "csvbridge.db") as memory:
        import_memory(memory, table, by="Ada")
        assert [run.id for run in memory.runs()] == ["2026-10", "2026-11", "2026-12"]
        table.write_text(table.read_text().replace("x,complete\n2026-12", "x,undone\n2026-12"))
        (told,) = [one for one in import_memory(memory, table, by="Ada")[1] if one.code == "MEM958"]
        assert (told.row, told.value) == (2, "undone")


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A memory in which everything has happened."""
    path = tmp_path / "full" / "csvbridge.db"
    path.parent.mkdir()
    with Memory.open(path) as memory:
        for number, name in enumerate(("2026-08", "2026-09", "2026-10")):
            place = path.parent / name
            manifest = a_folder(path.parent / "building", name)
            run = replace(a_run(place, name, manifest), started=f"2026-1{number}-02T09:14:05Z")
            records = [an_invoice(10 * number + n, 100 * n - 150) for n in range(4)]
            memory.begin(
                run, [*records, a_customer(f"=A1 \x1b[31m \ud800 {name}")], [a_question(0), a_question(number)]
            )
            a_folder(place, name)
            memory.complete(name)
        memory.undo("2026-08", [0, 4], about="two of 2026-08", by="Ada", reason="refused")
        memory.undo("2026-09", about="2026-09", by="Ada")
        same = replace(a_decision(1, "same"), survivor=a_question(1).left.key, reason="=one company")
        memory.decide([a_decision(0), same, a_decision(2, "hold")])
        memory.decide([a_decision(0, "related", "Bo", "2026-11-03")])
        memory.correct([a_correction(1), a_correction(2, None), a_correction(3, "")])
        memory.correct([a_correction(1, "other@b.example")])
        past = [p for p in memory.history() if p.in_force and p.answer.word == "hold"]
        memory.forget(past, ["a pair"], by="Bo", reason="asked too early")
    return path


def everything(path: Path) -> Archive:
    with Memory.read(path) as memory:
        archive = memory.archive()
    return replace(archive, events=[event for event in archive.events if event.what != "imported"])


def exported(path: Path, file: Path, what: str | None = None) -> Path:
    with Memory.read(path) as memory:
        export_memory(memory, file, what)
    return file


def imported(path: Path, file: Path) -> tuple[dict[str, int], list[str]]:
    """Import; return what was new, and the codes of what was found."""
    path.parent.mkdir(exist_ok=True)
    with Memory.open(path) as memory:
        taken, findings = import_memory(memory, file, "Cy")
    return {what: count for what, count in taken.new.items() if count}, sorted(one.code for one in findings)


def test_a_json_export_makes_an_equal_memory(full: Path, tmp_path: Path) -> None:
    file = exported(full, tmp_path / "memory.json")
    new, codes = imported(tmp_path / "empty" / "csvbridge.db", file)
    assert (new["runs"], new["exported records"], new["decisions"], new["corrections"], codes) == (3, 15, 4, 4, [])
    assert everything(tmp_path / "empty" / "csvbridge.db") == everything(full)
    with Memory.read(full) as one, Memory.read(tmp_path / "empty" / "csvbridge.db") as other:
        assert one.remembered() == other.remembered()
        assert one.question(a_question(0).token) == other.question(a_question(0).token) == (a_question(0), "2026-10")
        assert [(e.what, e.by) for e in other.events() if e.what == "imported"] == [("imported", "Cy")]


def whole(one: Exported) -> Exported:
    """A record whose half characters became the sign for a lost one, as they do in a text file."""
    return replace(one, **{field: getattr(one, field).replace("\ud800", "\ufffd") for field in ("name", "record")})


@pytest.mark.parametrize("name", ["memory.json", "decisions.csv"])
def test_an_import_done_twice_changes_nothing(full: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / "other" / "csvbridge.db"
    file = exported(full, tmp_path / name)
    imported(other, file)
    before = everything(other)
    new, codes = imported(other, file)
    assert (new, codes, everything(other)) == ({}, ["MEM957"], before)
    new, codes = imported(full, file)
    assert (new, codes) == ({}, ["MEM957"])


@pytest.mark.parametrize(
    ("what", "count"), [("decisions", 2), ("corrections", 3), ("exported", 8), ("runs", 3)], ids=str
)
def test_each_table_comes_back_as_it_was(full: Path, tmp_path: Path, what: str, count: int) -> None:
    file = exported(full, tmp_path / "table.csv", what)
    assert file.read_bytes().startswith(",".join(HEADINGS[what]).encode() + b"\r\n")
    other = tmp_path / "other" / "csvbridge.db"
    imported(other, file)
    with Memory.read(full) as one, Memory.read(other) as two:
        if what == "runs":
            assert two.runs() == one.runs() and len(two.runs()) == count
            return
        told, back = (getattr(memory.remembered(), what) for memory in (one, two))
    assert len(back) == count
    # half a character cannot stand in a text file
    assert list(back) == [whole(one) if isinstance(one, Exported) else one for one in told]


def test_an_older_answer_is_said_and_not_taken(full: Path, tmp_path: Path) -> None:
    file = exported(full, tmp_path / "old.json")
    table = exported(full, tmp_path / "old.csv")
    with Memory.open(full) as memory:
        newer = a_decision(0, "different", "Di", "2026-12-01")
        memory.decide([newer])
    for given_file in (file, file, table):
        new, codes = imported(full, given_file)
        assert "decisions" not in new and "MEM952" in codes
        with Memory.read(full) as memory:
            assert newer in memory.decisions() and len(memory.decisions()) == 2


def test_a_newer_answer_takes_the_place_of_the_older_one(full: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "csvbridge.db"
    imported(other, exported(full, tmp_path / "first.json"))
    with Memory.open(other) as memory:
        newer = a_decision(0, "different", "Di", "2026-12-01")
        memory.decide([newer])
    assert imported(full, exported(other, tmp_path / "back.json"))[0]["decisions"] == 1
    with Memory.read(full) as memory:
        assert newer in memory.decisions() and len(memory.decisions()) == 2


def test_what_was_forgotten_here_is_not_brought_back_by_an_old_export(full: Path, tmp_path: Path) -> None:
    file = exported(full, tmp_path / "old.json")
    with Memory.open(full) as memory:
        past = [p for p in memory.history() if p.in_force]
        memory.forget(past, ["a pair"] * len(past), by="Bo")
    assert imported(full, file)[1].count("MEM952") == 2
    with Memory.read(full) as memory:
        assert memory.decisions() == []


def test_a_run_that_was_undone_elsewhere_stays_as_it_is_here(full: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "csvbridge.db"
    imported(other, exported(full, tmp_path / "first.json"))
    with Memory.open(other) as memory:
        memory.undo("2026-10", about="2026-10", by="Di")
    assert "MEM958" in imported(full, exported(other, tmp_path / "back.json"))[1]
    with Memory.read(full) as memory:
        assert [run.state for run in memory.runs()] == ["partly undone", "undone", "complete"]


def test_records_written_by_hand_count_as_exported(tmp_path: Path) -> None:
    """Who comes to csvbridge with invoices in QuickBooks already can tell it so."""
    file = tmp_path / "before.csv"
    file.write_text("Kind;Record;Name;Amount;Currency;Day\ninvoice;006A;INV-7;120.50;usd;2026-01-31\n", "utf-8")
    path = tmp_path / "csvbridge.db"
    assert imported(path, file)[0] == {"runs": 1, "exported records": 1}
    with Memory.read(path) as memory:
        (found,) = memory.remembered().exported
        assert (found.name, found.minor, found.currency, found.run) == ("INV-7", 12_050, "USD", "before.csv")
    assert imported(path, file)[0] == {}


# --- faults -----------------------------------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda told: told["decisions"][1].update(word="maybe"), "decisions[1].word"),
        (lambda told: told["decisions"][0].pop("left"), "decisions[0].left"),
        (
            lambda told: told["decisions"][0].update(left={"key": "a", "name": "b", "fields": {"x": 1}}),
            "decisions[0].left",
        ),
        (lambda told: told["decisions"][0].update(colour="red"), "decisions[0].colour"),
        (lambda told: told["decisions"][0].update(ended="lost"), "decisions[0].ended"),
        (lambda told: told["decisions"].append(told["decisions"][1]), "decisions[4].id"),
        (lambda told: told["decisions"].append({**told["decisions"][1], "id": "x"}), "decisions[4]"),
        (lambda told: told["exported"][2].update(minor=1.5), "exported[2].minor"),
        (lambda told: told["exported"][2].update(minor=True), "exported[2].minor"),
        (lambda told: told["exported"][2].update(kind="bill"), "exported[2].kind"),
        (lambda told: told["exported"][2].update(contents=[["a"]]), "exported[2].contents"),
        (lambda told: told["exported"][2].update(run_id="x"), "exported[2].run_id"),
        (lambda told: told["runs"][0].update(state="lost"), "runs[0].state"),
        (lambda told: told["runs"].append(told["runs"][0]), "runs[3].id"),
        (lambda told: told["questions"][0].update(runs=[]), "questions[0].runs"),
        (lambda told: told["corrections"].append("x"), "corrections[4]"),
        (lambda told: told.update(events={}), "events"),
        (lambda told: told.update({MARK: VERSION + 1}), MARK),
        (lambda told: told.update({MARK: "2"}), MARK),
    ],
)
def test_what_is_wrong_with_a_json_file_is_said_with_its_place(
    full: Path, tmp_path: Path, change: Change, place: str
) -> None:
    file = exported(full, tmp_path / "memory.json")
    told = json.loads(file.read_bytes())
    change(told)
    file.write_text(json.dumps(told))
    path = tmp_path / "csvbridge.db"
    with pytest.raises(Stop) as stopped:
        imported(path, file)
    assert any(f", {place}" in fault.message and fault.code == "MEM951" for fault in stopped.value.all())
    with Memory.read(path) as memory:
        assert (memory.runs(), memory.history(), memory.events()) == ([], [], [])


DECISION = "left_key,left_name,right_key,decision,survivor,date\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (DECISION + "a,A,b,maybe,,\n", "MEM951", ":2, decision"),
        (DECISION + "a,A,b,different,,\n,,b,hold,,\n", "MEM951", ":3, left_key"),
        (DECISION + "a,A,b,same,,\n", "MEM951", ":2, survivor"),
        (DECISION + "a,A,b,same,C,\n", "MEM951", ":2, survivor"),
        (DECISION + "a,A,b,same-as-quickbooks,,\n", "MEM951", ":2, quickbooks_name"),
        (DECISION + "a,A,b,hold,,31/12/2026\n", "MEM951", ":2, date"),
        (DECISION + "a,A,b,hold,,\nb,B,a,different,,\n", "MEM951", "row 2 answers the same"),
        ("code,record,column,before,answer,after\nVAL330,id 1,Email,x,changed,y\n", "MEM951", ":2, answer"),
        ("code,record,column,before,answer,after\nVAL330,,Email,x,corrected,y\n", "MEM951", ":2, record"),
        ("code,record,column,before,answer,after\nVAL330,id 1,Email,x,accepted,\n", "MEM951", ":2, reason"),
        ("kind,record,name,amount,currency\ninvoice,r,n,1.234,USD\n", "MEM951", ":2, amount"),
        ("kind,record,name,amount,currency\ninvoice,r,n,1e3,USD\n", "MEM951", ":2, amount"),
        ("kind,record,name,amount,currency\ninvoice,r,n,1.00,\n", "MEM951", ":2, currency"),
        ("kind,record,name,contents\ninvoice,r,n,[1]\n", "MEM951", ":2, contents"),
        ("id,name,place,command,started,manifest_sha256,state\nr,n,p,convert,2026,x,lost\n", "MEM951", ":2, state"),
        ("Account Name,Phone\nAcme,1\n", "MEM950", "Account Name, Phone"),
        ('{"csvbridge": "1.0.0"}', "MEM950", MARK),
        ("{", "MEM950", "no JSON"),
        ('{"a":' * 100_000, "MEM950", "no JSON"),
        ("", "MEM956", "0 bytes"),
        ("%PDF-1.4", "MEM956", "PDF"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_row(tmp_path: Path, text: str, code: str, said: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text, "utf-8")
    path = tmp_path / "csvbridge.db"
    with pytest.raises(Stop) as stopped:
        imported(path, file)
    assert stopped.value.code == code and any(said in fault.message for fault in stopped.value.all())
    with Memory.read(path) as memory:
        assert (memory.runs(), memory.history(), memory.past_corrections()) == ([], [], [])


def test_all_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(DECISION + "a,A,b,maybe,,x\n" * 40, "utf-8")
    with pytest.raises(Stop) as stopped:
        imported(tmp_path / "csvbridge.db", file)
    faults = stopped.value.all()
    assert len(faults) == 26 and "55 more faults" in faults[-1].message  # 80 were found, and 25 are shown


# --- properties -------------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NAME = TEXT.map(lambda text: f"n{text}")
FIELDS = st.dictionaries(st.sampled_from(["name", "phone", "email"]), TEXT)
MEMBERS = st.builds(member, NAME, NAME, FIELDS)
DAYS = st.dates().map(lambda day: day.isoformat())


def through(headings: tuple[str, ...], row: list[str]) -> dict[str, str]:
    return dict(zip(headings, [unguarded(guarded(cell)) for cell in row], strict=True))


@settings(max_examples=100)
@given(st.tuples(st.sampled_from(["", "'", "''", "=", "'=", "''@", "\t", "-", "+", "\r"]), TEXT).map("".join))
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r")


@settings(max_examples=60)
@given(st.data(), st.sampled_from(WORDS))
def test_a_decision_survives_its_row(data: st.DataObject, word: str) -> None:
    left, right = data.draw(MEMBERS), data.draw(MEMBERS)
    one = Decision(
        left=left,
        right=right,
        word=word,
        survivor=left.key if word == "same" and left.key not in (right.key, right.name) else "",
        quickbooks_name=data.draw(NAME),
        reason=data.draw(TEXT),
        decided_by=data.draw(NAME),
        date=data.draw(DAYS),
        source=data.draw(TEXT),
    )
    back = decision_of(through(HEADINGS["decisions"], decision_row(one)), "Cy")
    assert back == one or (word == "same" and not one.survivor)


@settings(max_examples=60)
@given(NAME, NAME, NAME, TEXT, st.none() | TEXT, DAYS)
def test_a_correction_survives_its_row(
    record: str, column: str, by: str, before: str, after: str | None, date: str
) -> None:
    one = Correction(
        code="VAL330", record=record, column=column, before=before, after=after, reason="why", decided_by=by, date=date
    )
    assert correction_of(through(HEADINGS["corrections"], correction_row(one)), "Cy") == one


@settings(max_examples=60)
@given(NAME, NAME, st.integers(), st.sampled_from(["USD", "JPY", "KWD"]), st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_an_exported_record_survives_its_row(
    record: str, name: str, minor: int, code: str, contents: list[tuple[str, str]]
) -> None:
    run = a_run(Path("/a/2026-10"), "r1")
    one = Exported(
        kind="invoice",
        record=record,
        name=name,
        day="2026-10-01",
        minor=minor,
        currency=code,
        contents=tuple(contents),
        run="2026-10",
    )
    assert exported_of(through(HEADINGS["exported"], exported_row(one, run))) == one
