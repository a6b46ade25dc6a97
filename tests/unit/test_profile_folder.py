"""The company folder: what `init` writes loads back to the defaults, and nothing is ever overwritten."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from csvbridge.errors import Stop
from csvbridge.memory import check_memory
from csvbridge.profile import as_dict, ensure_memory, init_company, load_profile, profile_text
from csvbridge.profile_keys import KEYS


def test_a_folder_is_made_with_a_profile_of_the_defaults_and_an_empty_memory(tmp_path: Path) -> None:
    folder = tmp_path / "books" / "Alder & Finch"
    made = init_company(folder)
    assert made == [folder / "csvbridge.toml", folder / "csvbridge.db"]
    assert sorted(folder.iterdir()) == sorted(made)
    assert load_profile(folder) == load_profile(None)
    assert (folder / "csvbridge.toml").read_bytes() == profile_text().encode("utf-8")
    check_memory(folder / "csvbridge.db")


def test_every_key_and_table_is_printed_with_a_comment_above_it() -> None:
    lines = profile_text().splitlines()
    printed = tomllib.loads(profile_text())
    for table, content in as_dict(load_profile(None)).items():
        if table == "crosswalk":
            assert set(printed["crosswalk"]) == set(content)
        elif table in ("headings", "accept"):
            assert printed[table] == {}
        else:
            given = {name: value for name, value in content.items() if value is not None}
            assert printed[table] == given
    keys = [at for at, line in enumerate(lines) if re.match(r"(# )?[a-z_]+ = ", line)]
    assert len(keys) == len(KEYS) and all(lines[at - 1].startswith("# ") for at in keys)
    assert [lines[at] for at in keys if lines[at].startswith("#")] == ["# closed_through = 2026-09-30"]


def test_every_commented_example_is_taken_when_its_mark_is_removed(tmp_path: Path) -> None:
    text = re.sub(r'^# ((?:"[^"]+"|closed_through) = \S.*)$', r"\1", profile_text(), flags=re.MULTILINE)
    (tmp_path / "csvbridge.toml").write_text(text, encoding="utf-8")
    profile = as_dict(load_profile(tmp_path))
    assert profile["company"]["closed_through"] == "2026-09-30"
    assert profile["headings"] == {"Client": "Account Name"}
    assert profile["crosswalk"]["products"] == {"PROJ-SVC-001": "Project services"}
    assert all(profile["crosswalk"].values()) and profile["accept"]


def test_a_profile_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "csvbridge.toml"
    path.write_text("# ours\n", encoding="utf-8")
    with pytest.raises(Stop, match="never overwritten"):
        init_company(tmp_path)
    assert path.read_text(encoding="utf-8") == "# ours\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_memory_that_is_there_is_kept(tmp_path: Path) -> None:
    ensure_memory(tmp_path)
    before = (tmp_path / "csvbridge.db").read_bytes()
    assert init_company(tmp_path) == [tmp_path / "csvbridge.toml"]
    assert (tmp_path / "csvbridge.db").read_bytes() == before


def test_a_foreign_memory_is_refused_and_no_profile_is_left(tmp_path: Path) -> None:
    (tmp_path / "csvbridge.db").write_bytes(b"somebody's notes, not a database at all")
    with pytest.raises(Stop, match="not a memory"):
        init_company(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["csvbridge.db"]


def test_a_missing_memory_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "csvbridge.db"
    assert ensure_memory(tmp_path) == [path]
    assert ensure_memory(tmp_path) == []
    path.write_bytes(b"")
    with pytest.raises(Stop, match="not a memory"):
        ensure_memory(tmp_path)


def test_a_file_where_the_folder_should_be_is_a_stop(tmp_path: Path) -> None:
    (tmp_path / "books").write_text("text", encoding="utf-8")
    for folder in (tmp_path / "books", tmp_path / "books" / "inner"):
        with pytest.raises(Stop) as stop:
            init_company(folder)
        assert "cannot be written" in stop.value.message
    assert (tmp_path / "books").read_text(encoding="utf-8") == "text"


def test_the_profile_loads_without_anything_heavy() -> None:
    heavy = ["pandas", "pandera", "openpyxl", "rapidfuzz", "typer", "jinja2"]
    code = f"import sys, csvbridge.profile, csvbridge.period; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
