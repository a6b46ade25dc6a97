"""What the memory keeps, and what of it counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memories import a_correction, a_customer, a_decision, a_folder, a_question, a_run, an_invoice

from csvbridge.memory import Memory
from csvbridge.remembered import Exported, Remembered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "csvbridge.db"


def made(memory: Memory, place: Path, mark: str, *exported: Exported) -> None:
    """A run from its beginning to its end, as a command makes it."""
    manifest = a_folder(place.parent / f"building {mark}", mark)
    memory.begin(a_run(place, mark, manifest), exported, [])
    a_folder(place, mark)
    memory.complete(mark)


def names(remembered: Remembered) -> list[str]:
    return [one.name for one in remembered.exported]


def test_an_empty_memory_contributes_nothing(path: Path) -> None:
    with Memory.open(path) as memory:
        assert not memory.remembered()
        assert (memory.runs(), memory.decisions(), memory.events()) == ([], [], [])


def test_values_come_back_equal_in_the_next_command(path: Path, tmp_path: Path) -> None:
    exported = [an_invoice(1, 2**70, "JPY"), a_customer("=cmd|'/C calc'!A0 \x1b[31m \ud800 名前")]
    with Memory.open(path) as memory:
        memory.begin(a_run(tmp_path / "2026-10", "r1"), exported, [a_question()])
        memory.complete("r1")
        memory.decide([a_decision()])
        memory.correct([a_correction()])
    with Memory.open(path) as memory:
        found = memory.remembered()
    assert [one.run for one in found.exported] == ["2026-10", "2026-10"]
    assert [(o.kind, o.name, o.minor, o.contents) for o in found.exported] == [
        (o.kind, o.name, o.minor, o.contents) for o in exported
    ]
    assert (found.decisions, found.corrections) == ((a_decision(),), (a_correction(),))


def test_a_pending_run_does_not_count_until_it_is_complete(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        memory.begin(a_run(tmp_path / "2026-10", "r1"), [an_invoice(1)], [])
        assert names(memory.remembered()) == []
        memory.complete("r1")
        assert names(memory.remembered()) == ["INV-1"]
        assert [run.state for run in memory.runs()] == ["complete"]


def test_a_dropped_run_leaves_nothing_but_what_others_asked_too(path: Path, tmp_path: Path) -> None:
    shared, own = a_question(0), a_question(1)
    with Memory.open(path) as memory:
        memory.begin(a_run(tmp_path / "a", "r1"), [], [shared])
        memory.complete("r1")
        memory.begin(a_run(tmp_path / "b", "r2"), [an_invoice(1)], [shared, own])
        memory.drop("r2")
        assert [run.id for run in memory.runs()] == ["r1"]
        assert memory.question(shared.token) == (shared, "a")
        assert memory.question(own.token) is None
        memory.drop("r1")  # a run that is complete is never dropped
        assert [run.id for run in memory.runs()] == ["r1"]


def test_the_newest_of_a_record_counts(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "a", "r1", an_invoice(1, 100), an_invoice(2, 200))
        made(memory, tmp_path / "b", "r2", an_invoice(1, 150))
        found = {one.name: (one.minor, one.run) for one in memory.remembered().exported}
    assert found == {"INV-1": (150, "b"), "INV-2": (200, "a")}


def test_the_run_that_is_being_replaced_does_not_count(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "a", "r1", an_invoice(1))
        made(memory, tmp_path / "b", "r2", an_invoice(1), an_invoice(2))
        found = memory.remembered(replacing=tmp_path / "b")
        assert (names(found), found.other) == (["INV-1"], {"replaced run": "b"})
        assert found.exported[0].run == "a"
        made(memory, tmp_path / "b", "r3", an_invoice(2))
        assert [run.state for run in memory.runs()] == ["complete", "replaced", "complete"]
        assert names(memory.remembered()) == ["INV-1", "INV-2"]


def test_a_folder_that_was_moved_away_is_not_replaced(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "month", "r1", an_invoice(1))
        (tmp_path / "month").rename(tmp_path / "month, imported")
        made(memory, tmp_path / "month", "r2", an_invoice(2))
        assert [run.state for run in memory.runs()] == ["complete", "complete"]
        # and where it stands now, it is known again
        assert names(memory.remembered(replacing=tmp_path / "month, imported")) == ["INV-2"]


def test_a_folder_that_was_deleted_is_replaced_when_that_is_asked_for(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "month", "r1", an_invoice(1))
        (tmp_path / "month").rename(tmp_path / "bin")
        assert names(memory.remembered()) == ["INV-1"]
        assert names(memory.remembered(replacing=tmp_path / "month")) == []
        made(memory, tmp_path / "month", "r2", an_invoice(2))
        assert [run.state for run in memory.runs()] == ["replaced", "complete"]


@pytest.mark.parametrize("stands", [True, False])
def test_a_run_that_was_interrupted_counts_when_its_folder_stands(path: Path, tmp_path: Path, stands: bool) -> None:
    place = tmp_path / "2026-10"
    manifest = a_folder(place, "new")
    if not stands:
        a_folder(place, "what stood there before")
    with Memory.open(path) as memory:
        memory.begin(a_run(place, "r1", manifest), [an_invoice(1)], [a_question()])
    with Memory.open(path) as memory:
        assert [run.state for run in memory.runs()] == (["complete"] if stands else [])
        assert [event.what for event in memory.events()] == (["healed"] if stands else ["dropped"])
        assert names(memory.remembered()) == (["INV-1"] if stands else [])
        assert (memory.question(a_question().token) is not None) is stands


def test_an_interrupted_run_on_a_disk_that_is_away_waits_until_it_is_back(path: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    manifest = a_folder(disk / "2026-10", "r1")
    with Memory.open(path) as memory:
        memory.begin(a_run(disk / "2026-10", "r1", manifest), [an_invoice(1)], [])
    disk.rename(tmp_path / "away")
    with Memory.open(path) as memory:
        assert [run.state for run in memory.runs()] == ["pending"]
    (tmp_path / "away").rename(disk)
    with Memory.open(path) as memory:
        assert names(memory.remembered()) == ["INV-1"]


def test_an_interrupted_run_that_stands_replaces_what_it_was_to_replace(path: Path, tmp_path: Path) -> None:
    place = tmp_path / "2026-10"
    with Memory.open(path) as memory:
        made(memory, place, "r1", an_invoice(1))
        manifest = a_folder(tmp_path / "building", "r2")
        memory.begin(a_run(place, "r2", manifest), [an_invoice(2)], [])
        a_folder(place, "r2")  # and here the process dies
    with Memory.open(path) as memory:
        assert [run.state for run in memory.runs()] == ["replaced", "complete"]
        assert [event.what for event in memory.events()] == ["replaced", "healed"]
        assert names(memory.remembered()) == ["INV-2"]


def test_a_question_is_found_by_its_mark_and_the_newest_by_its_pair(path: Path, tmp_path: Path) -> None:
    before, now = a_question(0, "555 0100"), a_question(0, "555 0199")
    with Memory.open(path) as memory:
        for mark, asked in (("r1", [before, a_question(1)]), ("r2", [now])):
            memory.begin(a_run(tmp_path / mark, mark), [], asked)
            memory.complete(mark)
        assert before.key == now.key and before.token != now.token
        assert memory.question(before.token) == (before, "r1")
        assert memory.latest(now.key) == (now, "r2")
        assert memory.question(a_question(1).token) == (a_question(1), "r1")
        assert (memory.question("no such mark"), memory.latest("no such pair")) == (None, None)


def test_a_clock_that_was_set_forward_once_makes_nothing_stale(path: Path, tmp_path: Path) -> None:
    """The order in which the memory was told counts: of questions, of the records of runs, and of the runs."""
    before, now = a_question(0, "555 0100"), a_question(0, "555 0199")
    with Memory.open(path) as memory:
        for mark, year, asked in (("r1", 2036, [before, a_question(1)]), ("r2", 2026, [now, a_question(1)])):
            run = replace(a_run(tmp_path / mark, mark), started=f"{year}-11-02T09:14:05Z")
            memory.begin(run, [an_invoice(1, customer=mark)], asked)
            memory.complete(mark)
        assert memory.latest(now.key) == (now, "r2")
        assert memory.question(a_question(1).token) == (a_question(1), "r2")
        run = memory.asking_run(a_question(1).token)
        assert run is not None and run.id == "r2"
        assert [one.customer for one in memory.remembered().exported] == ["r2"]
        assert [run.id for run in memory.runs()] == ["r1", "r2"]


def test_a_question_that_is_asked_again_belongs_to_the_last_run(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        for mark in ("r1", "r2"):
            memory.begin(a_run(tmp_path / mark, mark), [], [a_question()])
            memory.complete(mark)
        assert memory.question(a_question().token) == (a_question(), "r2")


def test_a_newer_decision_takes_the_place_of_the_older_one_which_stays_as_history(path: Path) -> None:
    first, second, other = a_decision(0), a_decision(0, "hold", "Bo"), a_decision(1)
    with Memory.open(path) as memory:
        memory.decide([first, other])
        memory.decide([second])
        memory.decide([second])  # said twice: nothing changes
        assert memory.decisions() == [other, second]
        assert [(p.answer, p.ended) for p in memory.history()] == [(first, "superseded"), (other, ""), (second, "")]


def test_a_decision_that_two_are_one_is_told_as_changed_once_something_else_is_said(path: Path) -> None:
    one = replace(a_decision(0, "same-as-quickbooks"), quickbooks_name="Harrow Mill Inc")
    with Memory.open(path) as memory:
        memory.decide([one, a_decision(1)])
        memory.decide([replace(one, reason="the same owner"), a_decision(1, "hold")])
        assert memory.remembered().changed == (), "said again for a reason; and what kept two apart made nothing"
        memory.decide([a_decision(0, "hold")])
        assert memory.remembered().changed == (one, replace(one, reason="the same owner"))
        memory.decide([one])
        assert memory.remembered().changed == ()
        memory.forget([past for past in memory.history() if past.in_force], ["one", "other"], by="Ada")
        assert one in memory.remembered().changed and memory.remembered().decisions == ()


def test_decisions_are_taken_all_or_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Memory.open(path) as memory:
        broken = a_decision(1)
        object.__setattr__(broken, "reason", {1, 2})  # JSON knows no sets
        with pytest.raises(TypeError):
            memory.decide([a_decision(0), broken])
        assert memory.decisions() == []


def test_one_value_a_cell_and_one_acceptance_a_finding(path: Path) -> None:
    value, newer = a_correction(), a_correction(after="c@d.example", code="VAL331")
    accepted = a_correction(after=None)
    with Memory.open(path) as memory:
        memory.correct([value, accepted])
        memory.correct([newer])
        assert memory.corrections() == [accepted, newer]
        assert memory.remembered().corrections == (accepted, newer)


def test_an_undone_run_is_exportable_again(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "a", "r1", an_invoice(1), an_invoice(2), a_customer())
        memory.undo("r1", [1], about="1 invoice of a", by="Ada", reason="refused")
        assert names(memory.remembered()) == ["INV-1", "Harrow Mill"]
        assert memory.runs()[0].state == "partly undone"
        assert [bool(undone) for _, undone in memory.exported_of("r1")] == [False, True, False]
        memory.undo("r1", about="the rest of a", by="Bo")
        assert names(memory.remembered()) == []
        assert memory.runs()[0].state == "undone"
        assert [(e.what, e.by, e.reason) for e in memory.events()] == [
            ("undone", "Ada", "refused"),
            ("undone", "Bo", ""),
        ]


def test_an_older_run_counts_again_when_the_newer_one_is_undone(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        made(memory, tmp_path / "a", "r1", an_invoice(1, 100))
        made(memory, tmp_path / "b", "r2", an_invoice(1, 150))
        memory.undo("r2", about="b", by="Ada")
        assert [(one.minor, one.run) for one in memory.remembered().exported] == [(100, "a")]


def test_what_is_forgotten_stays_as_history_with_who_and_why(path: Path) -> None:
    with Memory.open(path) as memory:
        memory.decide([a_decision()])
        memory.correct([a_correction()])
        past = [*memory.history(), *memory.past_corrections()]
        memory.forget(past, ["the pair", "the cell"], by="Bo", reason="wrong file")
        assert not memory.remembered()
        assert [p.ended for p in (*memory.history(), *memory.past_corrections())] == ["forgotten", "forgotten"]
        assert [(e.about, e.by, e.reason) for e in memory.events()] == [
            ("the pair", "Bo", "wrong file"),
            ("the cell", "Bo", "wrong file"),
        ]
