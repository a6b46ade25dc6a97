"""The run folder: what may be replaced, all or nothing, and what a killed process leaves."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from csvbridge.errors import OwnFault, Stop
from csvbridge.writing import folder
from csvbridge.writing.folder import RunFolder, building, check_target, heal, publish, write_bytes

MANIFEST = "evidence/manifest.json"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_PAUSES", (0, 0))


def make_run(run: Path, mark: str = "old") -> Path:
    """Make a whole run whose every file says `mark`."""
    for name in (MANIFEST, "import/3-invoices-001.csv", "review/register.xlsx"):
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).write_text(json.dumps({"csvbridge": mark}))
    return run


def write_run(build: Path, mark: str = "new") -> None:
    for name in (MANIFEST, "import/3-invoices-001.csv", "import/1-products.xlsx"):
        write_bytes(build, name, json.dumps({"csvbridge": mark}).encode())


def content(place: Path) -> dict[str, str]:
    return {path.relative_to(place).as_posix(): path.read_text() for path in place.rglob("*") if path.is_file()}


OLD = dict.fromkeys([MANIFEST, "import/3-invoices-001.csv", "review/register.xlsx"], '{"csvbridge": "old"}')
NEW = dict.fromkeys([MANIFEST, "import/3-invoices-001.csv", "import/1-products.xlsx"], '{"csvbridge": "new"}')


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def refuse(monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException, times: int = 99) -> None:
    """Let `os.rename` fail from its `call`-th call on, `times` times."""
    real, calls = os.rename, 0

    def rename(source: Any, target: Any) -> None:
        nonlocal calls
        calls += 1
        if call <= calls < call + times:
            raise error
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)


# ---- a run that succeeds


@pytest.mark.parametrize("before", ["missing", "parent missing", "empty", "a run"])
def test_a_run_that_succeeds_stands_whole_in_its_place_and_leaves_nothing_beside(tmp_path: Path, before: str) -> None:
    run = tmp_path / "deep" / "er" / "run" if before == "parent missing" else tmp_path / "run"
    if before == "empty":
        run.mkdir()
    if before == "a run":
        make_run(run)
    with RunFolder(run, force=True) as new:
        write_run(new.build)
        assert new.build.parent == run.parent  # the same volume
        new.publish()
    assert content(run) == NEW
    assert names(run.parent) == ["run"]


def test_the_free_functions_do_the_same(tmp_path: Path) -> None:
    make_run(tmp_path / "run")
    build = building(tmp_path / "run")
    write_run(build)
    publish(build, tmp_path / "run")
    assert content(tmp_path / "run") == NEW
    assert names(tmp_path) == ["run"]


@pytest.mark.parametrize("spelling", ["run", "run/", "./run", "other/../run"])
def test_a_relative_run_is_taken_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with RunFolder(Path(spelling), force=False) as new:
        write_run(new.build)
        new.publish()
    assert content(tmp_path / "run") == NEW


@pytest.mark.parametrize("name", ["x" * 250, "\u6f22" * 80, "a.b c'd [1]", "\u00e9t\u00e9"])
def test_any_name_that_the_disk_takes_will_do(tmp_path: Path, name: str) -> None:
    make_run(tmp_path / name)
    with RunFolder(tmp_path / name, force=True) as new:
        write_run(new.build)
        new.publish()
    assert content(tmp_path / name) == NEW
    assert names(tmp_path) == [name]


def test_a_run_with_read_only_files_and_folders_can_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run(tmp_path / "run")
    (run / MANIFEST).chmod(0o444)
    (run / "review" / "register.xlsx").chmod(0o444)
    (run / "review").chmod(0o555)
    real = shutil.rmtree

    def rmtree(place: Path, **more: Any) -> None:
        assert all(path.stat().st_mode & stat.S_IWUSR for path in place.rglob("*"))  # Windows removes no other
        real(place, **more)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    with RunFolder(run, force=True) as new:
        write_run(new.build)
        (new.build / MANIFEST).chmod(0o444)
        new.publish()
    assert content(run) == NEW
    assert names(tmp_path) == ["run"]


def test_what_a_link_in_the_replaced_run_points_at_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "mine.txt").chmod(0o440)
    run = make_run(tmp_path / "run")
    (run / "link.txt").symlink_to(tmp_path / "mine.txt")
    with RunFolder(run, force=True) as new:
        write_run(new.build)
        new.publish()
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (tmp_path / "mine.txt").stat().st_mode & 0o777 == 0o440


def test_every_file_is_on_the_disk_before_anything_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_run(tmp_path / "run")
    done: list[str] = []
    real_sync, real_rename = os.fsync, os.rename

    def sync(handle: int) -> None:
        done.append("sync")
        real_sync(handle)

    def rename(source: Any, target: Any) -> None:
        done.append("rename")
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "rename", rename)
    with RunFolder(tmp_path / "run", force=True) as new:
        write_run(new.build)
        new.publish()
    assert done[: done.index("rename")].count("sync") >= len(NEW)
    if sys.platform != "win32":
        assert done[done.index("rename") :] == [
            "rename",
            "rename",
            "sync",
            "rename",
        ]  # the renames themselves too


# ---- a run that fails


@pytest.mark.parametrize("error", [ValueError("bad"), KeyboardInterrupt(), OwnFault("totals"), Stop("question")])
@pytest.mark.parametrize("old", [True, False])
def test_a_run_that_ends_early_leaves_all_as_it_was(tmp_path: Path, error: BaseException, old: bool) -> None:
    run = tmp_path / "new parent" / "run"
    if old:
        make_run(run)
    with pytest.raises(type(error)), RunFolder(run, force=True) as new:
        write_run(new.build)
        raise error
    assert names(tmp_path) == (["new parent"] if old else [])
    if old:
        assert content(run) == OLD
        assert names(run.parent) == ["run"]


def test_a_run_that_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "run", force=False) as new:
        write_run(new.build)
    assert names(tmp_path) == []


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("old", [True, False])
def test_a_rename_that_is_refused_leaves_the_old_run_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int, old: bool
) -> None:
    if old:
        make_run(tmp_path / "run")
    refuse(monkeypatch, call if old else 1, PermissionError(errno.EACCES, "Permission denied"), times=3)
    with pytest.raises(Stop) as stop, RunFolder(tmp_path / "run", force=True) as new:
        write_run(new.build)
        new.publish()
    assert "cannot be written: Permission denied" in stop.value.message
    assert "is as it was" in stop.value.fix
    assert names(tmp_path) == (["run"] if old else [])
    if old:
        assert content(tmp_path / "run") == OLD


def test_a_file_that_is_open_in_another_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(tmp_path / "run")
    (run / MANIFEST).chmod(0o444)  # cannot be opened for another reason
    refuse(monkeypatch, 1, PermissionError(errno.EACCES, "Permission denied"))
    real = Path.open

    def hold(self: Path, mode: str = "r", **more: Any) -> Any:
        if self.name in ("register.xlsx", "manifest.json") and mode == "r+b":
            raise PermissionError(errno.EACCES, "in use")
        return real(self, mode, **more)

    monkeypatch.setattr(Path, "open", hold)
    with pytest.raises(Stop) as stop, RunFolder(run, force=True) as new:
        write_run(new.build)
        new.publish()
    assert stop.value.message == f"{run / 'review' / 'register.xlsx'} is open in another program (Excel?)"
    assert stop.value.fix.startswith("Close it and run again.")
    assert content(run) == OLD


def test_a_rename_that_a_virus_scanner_delays_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_run(tmp_path / "run")
    refuse(monkeypatch, 2, PermissionError(errno.EACCES, "busy"), times=2)
    with RunFolder(tmp_path / "run", force=True) as new:
        write_run(new.build)
        new.publish()
    assert content(tmp_path / "run") == NEW


def test_ctrl_c_between_the_two_renames_puts_the_old_run_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_run(tmp_path / "run")
    refuse(monkeypatch, 2, KeyboardInterrupt(), times=1)
    with pytest.raises(KeyboardInterrupt), RunFolder(tmp_path / "run", force=True) as new:
        write_run(new.build)
        new.publish()
    assert content(tmp_path / "run") == OLD
    assert names(tmp_path) == ["run"]


def test_an_old_run_that_cannot_be_put_back_stands_beside_until_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(tmp_path / "run")
    with monkeypatch.context() as patch:
        refuse(patch, 2, PermissionError(errno.EACCES, "Permission denied"))
        with pytest.raises(Stop) as stop, RunFolder(tmp_path / "run", force=True) as new:
            write_run(new.build)
            new.publish()
        assert ".run.csvbridge-old; the next command puts it back" in stop.value.fix
        with pytest.raises(Stop, match=r"left .*run under another name"):
            heal(tmp_path / "run")
    heal(tmp_path / "run")
    assert content(tmp_path / "run") == OLD
    assert names(tmp_path) == ["run"]


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    make_run(tmp_path / "run")
    with (
        pytest.raises(Stop, match="cannot be written: No space left"),
        RunFolder(tmp_path / "run", force=True),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert content(tmp_path / "run") == OLD


def test_an_error_about_a_file_being_built_stops_and_any_other_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot be written: File name too long"):
        with RunFolder(tmp_path / "run", force=False) as new:
            write_bytes(new.build, "evidence/" + "x" * 300, b"")
    with pytest.raises(FileNotFoundError), RunFolder(tmp_path / "run", force=False):
        (tmp_path / "input.csv").read_bytes()


def test_a_folder_that_cannot_be_made_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(folder, "building", refused)
    with pytest.raises(Stop, match="cannot be written: Permission denied"):
        with RunFolder(tmp_path / "parent" / "run", force=False):
            pass
    assert names(tmp_path) == []


# ---- two at once


def test_a_second_csvbridge_on_the_same_run_stops_and_the_first_is_not_disturbed(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "run", force=False) as first:
        write_run(first.build)
        with (
            pytest.raises(Stop, match="another csvbridge is writing"),
            RunFolder(tmp_path / "run", force=True),
        ):
            pass
        heal(tmp_path / "run")
        with RunFolder(tmp_path / "other", force=False):
            pass
        first.publish()
    assert content(tmp_path / "run") == NEW
    assert names(tmp_path) == ["run"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_a_lock_whose_file_was_removed_by_its_last_holder_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    lock = tmp_path / ".run.csvbridge-lock"
    monkeypatch.setattr(fcntl, "flock", lambda *_: lock.unlink())
    with pytest.raises(Stop, match="another csvbridge"), RunFolder(tmp_path / "run", force=False):
        pass
    monkeypatch.setattr(fcntl, "flock", lambda *_: lock.rename(tmp_path / "gone") and lock.touch())
    with pytest.raises(Stop, match="another csvbridge"), RunFolder(tmp_path / "run", force=False):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of Windows is another call")
def test_a_disk_that_knows_no_locks_can_still_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unknown(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with RunFolder(tmp_path / "run", force=False) as new:
        write_run(new.build)
        new.publish()
    assert content(tmp_path / "run") == NEW


def test_a_run_that_appeared_since_the_first_look_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    real = folder._put_right

    def meanwhile(place: Path) -> None:
        real(place)
        make_run(run)

    monkeypatch.setattr(folder, "_put_right", meanwhile)
    with pytest.raises(Stop, match="already holds a run"), RunFolder(run, force=False):
        pass
    assert content(run) == OLD
    assert names(tmp_path) == ["run"]


# ---- killed

KILLED = """
import os, signal, sys
from pathlib import Path
from csvbridge.writing import folder
point, run = sys.argv[1], Path(sys.argv[2])

def die(*_, **__):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def then_die(real):
    def call(*given, **more):
        real(*given, **more)
        die()
    return call

def die_after(call):
    real, calls = os.rename, []
    def rename(source, target):
        real(source, target)
        calls.append(target)
        if len(calls) == call:
            die()
    os.rename = rename

if point == "synced":
    folder._sync = then_die(folder._sync)
elif point.startswith("rename "):
    die_after(int(point[7:]))
elif point == "removing":
    real = os.unlink
    os.unlink = lambda path: die() if str(path).endswith("manifest.json") and not real(path) else real(path)
with folder.RunFolder(run, force=True) as new:
    for name in ("evidence/manifest.json", "import/3-invoices-001.csv", "import/1-products.xlsx"):
        folder.write_bytes(new.build, name, b'{"csvbridge": "new"}')
        if point == "building":
            die()
    new.publish()
"""


def kill_at(point: str, run: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, point, str(run)], check=False)
    assert done.returncode not in (0, 1)  # killed, neither finished nor failed


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("building", OLD),
        ("synced", OLD),
        ("rename 1", OLD),  # between the renames
        ("rename 2", NEW),
        ("rename 3", NEW),  # the old run is about to be removed
        ("removing", NEW),
    ],
)
def test_after_a_kill_the_next_command_finds_the_old_run_whole_or_the_new_one_whole(
    tmp_path: Path, point: str, expected: dict[str, str]
) -> None:
    run = make_run(tmp_path / "run")
    kill_at(point, run)
    if point != "rename 1":
        assert content(run) == expected  # already before it is healed
    assert names(tmp_path) != ["run"]  # the kill left something, or it struck nowhere
    heal(run)
    assert content(run) == expected
    assert names(tmp_path) == ["run"]


@pytest.mark.parametrize(("point", "expected"), [("building", None), ("synced", None), ("rename 1", NEW)])
def test_after_a_kill_of_a_first_run_there_is_none_or_the_whole_new_one(
    tmp_path: Path, point: str, expected: dict[str, str] | None
) -> None:
    kill_at(point, tmp_path / "run")
    heal(tmp_path / "run")
    assert names(tmp_path) == ([] if expected is None else ["run"])
    if expected is not None:
        assert content(tmp_path / "run") == expected


@pytest.mark.parametrize("point", ["building", "rename 1", "rename 2", "removing"])
def test_after_a_kill_the_same_command_simply_works(tmp_path: Path, point: str) -> None:
    run = make_run(tmp_path / "run")
    kill_at(point, run)
    with RunFolder(run, force=True) as new:
        write_run(new.build, "third")
        new.publish()
    assert set(content(run).values()) == {'{"csvbridge": "third"}'}
    assert names(tmp_path) == ["run"]


def test_an_empty_folder_made_by_hand_after_a_kill_does_not_cost_the_old_run(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    kill_at("rename 1", run)
    run.mkdir()
    heal(run)
    assert content(run) == OLD


def test_a_folder_filled_by_hand_after_a_kill_is_not_judged(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    kill_at("rename 1", run)
    run.mkdir()
    (run / "notes.txt").write_text("mine")
    heal(run)
    assert content(run) == {"notes.txt": "mine"}
    assert content(tmp_path / ".run.csvbridge-old") == OLD


def test_healing_touches_only_names_of_our_own_pattern(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    others = [".run.csvbridge-new-notes", ".run2.csvbridge-new-1-0123abcd", "run.csvbridge-new-1-0123abcd"]
    for name in (*others, ".run.csvbridge-new-1-0123abcd"):
        (tmp_path / name).mkdir()
    heal(run)
    assert names(tmp_path) == sorted(["run", *others])
    assert content(run) == OLD


@pytest.mark.parametrize("place", ["run", "nowhere/run"])
def test_healing_where_nothing_is_wrong_does_nothing(tmp_path: Path, place: str) -> None:
    heal(tmp_path / place)
    assert names(tmp_path) == []


# ---- what may be the target


def stops(run: Path, *, force: bool = False, inputs: tuple[Path, ...] = (), company: Path | None = None) -> list[str]:
    try:
        check_target(run, force=force, inputs=inputs, company=company)
    except Stop as stop:
        assert all(fault.fix for fault in stop.all())
        return [fault.message for fault in stop.all()]
    return []


def a_file(run: Path) -> None:
    run.write_text("x")


def below_a_file(run: Path) -> None:
    run.parent.rmdir()
    run.parent.write_text("x")


def a_link(run: Path) -> None:
    make_run(run.parent / "real")
    run.symlink_to(run.parent / "real", target_is_directory=True)


def a_broken_link(run: Path) -> None:
    run.symlink_to(run.parent / "nowhere")


def a_strange_folder(run: Path) -> None:
    run.mkdir()
    (run / "accounts.csv").write_text("x")


def a_strange_manifest(run: Path, text: str = '{"name": "app"}') -> None:
    (run / "evidence").mkdir(parents=True)
    (run / MANIFEST).write_text(text)


def a_broken_manifest(run: Path) -> None:
    a_strange_manifest(run, '{"csvbridge": "1.0')


def a_list_as_manifest(run: Path) -> None:
    a_strange_manifest(run, '["csvbridge"]')


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize(
    ("before", "words"),
    [
        (a_file, "is a file"),
        (below_a_file, "is a file"),
        (a_link, "is a link"),
        (a_broken_link, "is a link"),
        (a_strange_folder, "holds other files than a run (accounts.csv); they are never replaced"),
        (a_strange_manifest, "holds other files than a run (evidence)"),
        (a_broken_manifest, "holds other files than a run (evidence)"),
        (a_list_as_manifest, "holds other files than a run (evidence)"),
    ],
)
def test_what_is_not_a_run_is_refused_even_with_force(
    tmp_path: Path, before: Callable[[Path], None], words: str, force: bool
) -> None:
    run = tmp_path / "parent" / "run"
    run.parent.mkdir()
    before(run)
    (message,) = stops(run, force=force)
    assert words in message
    with pytest.raises(Stop), RunFolder(run, force=force):
        pass


def test_many_strange_files_are_named_in_part(tmp_path: Path) -> None:
    for name in "dcba":
        (tmp_path / "run" / name).mkdir(parents=True)
    assert "(a, b, c …)" in stops(tmp_path / "run")[0]


def test_an_earlier_run_is_replaced_only_with_force(tmp_path: Path) -> None:
    make_run(tmp_path / "run")
    with pytest.raises(Stop, match="already holds a run") as stop:
        check_target(tmp_path / "run", force=False, inputs=[], company=None)
    assert "--force" in stop.value.fix
    assert stops(tmp_path / "run", force=True) == []


@pytest.mark.parametrize("place", ["run", "new/run"])
def test_a_run_that_is_not_there_yet_is_fine(tmp_path: Path, place: str) -> None:
    assert stops(tmp_path / place, inputs=(tmp_path, tmp_path / "missing.csv"), company=tmp_path) == []
    assert names(tmp_path) == []


def test_a_run_inside_an_input_folder_or_the_company_folder_is_fine(tmp_path: Path) -> None:
    make_run(tmp_path / "run")
    assert stops(tmp_path / "run", force=True, inputs=(tmp_path,), company=tmp_path) == []


@pytest.mark.parametrize("force", [True, False])
def test_inputs_and_the_company_inside_the_run_are_all_named(tmp_path: Path, force: bool) -> None:
    run = make_run(tmp_path / "run")
    inside = run / "evidence" / "inputs"
    (inside / "company").mkdir(parents=True)
    (inside / "won.csv").write_text("x")
    (tmp_path / "fine.csv").write_text("x")
    (tmp_path / "way").symlink_to(run / "review", target_is_directory=True)
    found = stops(
        run,
        force=force,
        inputs=(inside / "won.csv", tmp_path / "fine.csv", tmp_path / "way", run),
        company=inside / "company",
    )
    assert [message.split(" lies in ")[0] for message in found] == [
        str(inside / "won.csv"),
        str(tmp_path / "way"),
        str(run),
        str(inside / "company"),
    ]


@pytest.mark.parametrize("below", [".", "evidence"])
@pytest.mark.parametrize("filled", [True, False])
def test_the_working_folder_and_what_is_around_it_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, filled: bool
) -> None:
    run = make_run(tmp_path / "run") if filled else tmp_path / "run"
    (run / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(run / below)
    (message,) = stops(run, force=True)
    assert "the folder you are in" in message


def test_a_whole_disk_is_refused() -> None:
    assert "whole disk" in stops(Path(Path.cwd().anchor))[0]


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_run(tmp_path / "run")

    def refused(_: Any) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "listdir", refused)
    assert "cannot be written: Permission denied" in stops(tmp_path / "run")[0]


# ---- files


def test_a_file_is_written_with_its_folders_byte_for_byte(tmp_path: Path) -> None:
    write_bytes(tmp_path, "evidence/inputs/1-caf\u00e9 won.csv", b"\x00\r\n\xff")
    assert (tmp_path / "evidence" / "inputs" / "1-caf\u00e9 won.csv").read_bytes() == b"\x00\r\n\xff"


@pytest.mark.parametrize(
    "relative",
    [
        "",
        ".",
        "/",
        "/etc/x",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "C:/x",
        "C:x",
        "c:",
        "\\x",
        "a\\..\\x",
        "//h/s/x",
        *'a:b a*b a|b <x> what? a\0b a"b'.split(),
    ],
)
def test_a_path_that_leaves_the_folder_or_that_windows_refuses_is_our_fault(tmp_path: Path, relative: str) -> None:
    (tmp_path / "build").mkdir()
    with pytest.raises(OwnFault):
        write_bytes(tmp_path / "build", relative, b"x")
    assert names(tmp_path) == ["build"]
    assert names(tmp_path / "build") == []


def test_a_file_is_written_once(tmp_path: Path) -> None:
    write_bytes(tmp_path, "start-here.html", b"first")
    with pytest.raises(OwnFault, match="twice"):
        write_bytes(tmp_path, "start-here.html", b"second")
    assert (tmp_path / "start-here.html").read_bytes() == b"first"
