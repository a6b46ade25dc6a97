"""The memory as a file: older versions, damage, two commands at once."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from memories import a_customer, a_decision, a_run, an_invoice
from memory_writer import version_1

import csvbridge
from csvbridge.errors import Stop
from csvbridge.memory import VERSION, Memory, check_memory, create_memory

ROOT = Path(csvbridge.__file__).parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "csvbridge.db"


def test_a_memory_of_version_1_is_copied_aside_and_brought_up(path: Path) -> None:
    version_1(path)
    before = path.read_bytes()
    with Memory.open(path) as memory:
        memory.decide([a_decision()])
        assert [(event.what, event.about) for event in memory.events()] == [
            ("migrated", f"version 1 to {VERSION}; a copy from before is csvbridge.db.v1.bak")
        ]
    assert path.with_name("csvbridge.db.v1.bak").read_bytes() == before
    assert check_memory(path) == VERSION
    with Memory.open(path) as memory:  # once only
        assert (memory.decisions(), len(memory.events())) == ([a_decision()], 1)


def test_a_copy_that_is_there_is_never_overwritten(path: Path) -> None:
    version_1(path)
    path.with_name("csvbridge.db.v1.bak").write_bytes(b"mine")
    Memory.open(path).close()
    assert path.with_name("csvbridge.db.v1.bak").read_bytes() == b"mine"
    assert path.with_name("csvbridge.db.v1-2.bak").exists()


def test_looking_at_a_memory_of_version_1_changes_nothing(path: Path) -> None:
    version_1(path)
    before = path.read_bytes()
    with Memory.read(path) as memory:
        assert (memory.runs(), memory.decisions(), memory.events()) == ([], [], [])
    assert path.read_bytes() == before
    assert {entry.name for entry in path.parent.iterdir() if entry.is_file()} == {"csvbridge.db"}


def test_a_memory_that_is_read_cannot_be_changed(path: Path) -> None:
    create_memory(path)
    with Memory.read(path) as memory, pytest.raises(Stop, match="cannot be used now"):
        memory.decide([a_decision()])


def test_a_missing_memory_is_made_when_it_is_to_be_changed(path: Path) -> None:
    Memory.open(path).close()
    assert check_memory(path) == VERSION
    assert [entry.name for entry in path.parent.iterdir()] == ["csvbridge.db"]  # and no lock is left


def test_a_newer_memory_is_refused_and_left_alone(path: Path) -> None:
    create_memory(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    for opened in (Memory.open, Memory.read):
        with pytest.raises(Stop, match="newer csvbridge"):
            opened(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["csvbridge.db"]


def test_a_foreign_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"Account Name,Phone\n")
    with pytest.raises(Stop, match="is not a memory of csvbridge"):
        Memory.open(path)
    assert path.read_bytes() == b"Account Name,Phone\n"


def test_a_damaged_memory_says_so_and_what_to_do(path: Path, tmp_path: Path) -> None:
    with Memory.open(path) as memory:
        memory.begin(a_run(tmp_path / "a", "r1"), [an_invoice(n) for n in range(500)], [])
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    damaged = path.read_bytes()
    with pytest.raises(Stop, match="is damaged") as stopped:
        Memory.open(path)
    assert "memory import" in stopped.value.fix
    assert path.read_bytes() == damaged


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_can_still_be_read(path: Path) -> None:
    create_memory(path)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(Stop, match="cannot be written"):
            Memory.open(path)
        with Memory.read(path) as memory:
            assert memory.runs() == []
    finally:
        path.parent.chmod(stat.S_IRWXU)


_HOLD = """
import sys, time
from pathlib import Path
from csvbridge.memory import Memory
with Memory.open(Path(sys.argv[1]), command="convert"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the company."""
    create_memory(path)
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None and other.stdout.readline() == b"held\n"
    yield other
    other.kill()
    other.wait()
    for pipe in (other.stdin, other.stdout):
        assert pipe is not None
        pipe.close()


def test_another_command_is_named_and_waited_for(path: Path, holder: subprocess.Popen[bytes]) -> None:
    with pytest.raises(Stop) as stopped:
        Memory.open(path, wait=0)
    assert f"csvbridge convert, process {holder.pid}, since 20" in stopped.value.message
    with Memory.read(path) as memory:  # whoever only looks does not wait
        assert memory.runs() == []
    said: list[str] = []

    def let_go(words: str) -> None:
        said.append(words)
        assert holder.stdin is not None
        threading.Thread(target=holder.stdin.close).start()

    with Memory.open(path, wait=10, command="decide", waiting=let_go) as memory:
        note = json.loads(path.with_name("csvbridge.db.lock").read_text())
        assert (note["command"], note["process"]) == ("decide", os.getpid())
    assert len(said) == 1 and f"process {holder.pid}" in said[0]


def test_a_killed_holder_is_waited_for_by_nobody(path: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.wait()
    began = time.monotonic()
    Memory.open(path, wait=10).close()
    assert time.monotonic() - began < 5
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["csvbridge.db"]


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"word": "same"}', "[" * 100_000, '{"left": 1, "right": 2, "word": "same"}']
)
def test_a_row_that_somebody_else_wrote_is_damage_and_no_crash(path: Path, body: str) -> None:
    with Memory.open(path) as memory:
        memory.decide([a_decision()])
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE decisions SET body = ?", (body,))
        database.commit()
    with Memory.read(path) as memory, pytest.raises(Stop, match="is damaged"):
        memory.decisions()


@pytest.mark.parametrize("change", ["contents = 'no tab'", "minor = 'ten'", "name = x'ff'"])
def test_an_exported_row_that_is_none_is_damage_and_no_crash(path: Path, change: str) -> None:
    with Memory.open(path) as memory:
        memory.begin(a_run(path.parent / "2026-10", "r1"), [a_customer()], [])
        memory.complete("r1")
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"UPDATE exported SET {change}")
        database.commit()
    with Memory.read(path) as memory, pytest.raises(Stop, match="is damaged"):
        memory.remembered()
