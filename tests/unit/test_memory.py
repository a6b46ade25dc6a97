"""The company's memory: made whole or not at all, known again, never mistaken for another file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from csvbridge.errors import Stop
from csvbridge.memory import APPLICATION_ID, VERSION, check_memory, create_memory


def _write(path: Path, application: int, version: int) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {application}")
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("CREATE TABLE meta (key TEXT)")
        database.commit()


def test_a_new_memory_is_known_again_and_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "csvbridge.db"
    create_memory(path)
    check_memory(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["csvbridge.db"]  # no half-made file is left beside it


def test_a_memory_is_found_in_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    folder = tmp_path / "Books #1 100%25 é"
    folder.mkdir()
    create_memory(folder / "csvbridge.db")
    check_memory(folder / "csvbridge.db")


def test_checking_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "csvbridge.db"
    create_memory(path)
    before = path.read_bytes()
    check_memory(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["csvbridge.db"]


@pytest.mark.parametrize("content", [b"", b"Account Name,Phone\n", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_file_that_is_no_memory_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "csvbridge.db"
    path.write_bytes(content)
    with pytest.raises(Stop, match="is not a memory of csvbridge"):
        check_memory(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "csvbridge.db", APPLICATION_ID + 1, VERSION)
    with pytest.raises(Stop, match="is not a memory of csvbridge"):
        check_memory(tmp_path / "csvbridge.db")


@pytest.mark.parametrize(("version", "newer"), [(VERSION, False), (VERSION + 1, True)])
def test_a_memory_of_a_newer_version_is_refused(tmp_path: Path, version: int, newer: bool) -> None:
    _write(tmp_path / "csvbridge.db", APPLICATION_ID, version)
    if not newer:
        check_memory(tmp_path / "csvbridge.db")
        return
    with pytest.raises(Stop, match="newer csvbridge") as refused:
        check_memory(tmp_path / "csvbridge.db")
    assert "Update csvbridge" in refused.value.fix


def test_a_missing_memory_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(Stop):
        check_memory(tmp_path / "csvbridge.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot be written") as refused:
        create_memory(tmp_path / "missing" / "csvbridge.db")
    assert "write" in refused.value.fix


def test_a_memory_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "csvbridge.db"
    path.write_bytes(b"kept")
    with pytest.raises(Stop, match="never overwritten"):
        create_memory(path)
    assert path.read_bytes() == b"kept"
