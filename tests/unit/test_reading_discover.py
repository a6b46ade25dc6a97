"""Which files a command line means (contract.md §1, INPUT)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from csvbridge.findings import Effect, Findings
from csvbridge.reading import discover

ROW = b"Account ID,Account Name\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _make(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(ROW)


def _found(*inputs: str, skip: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    findings = Findings()
    files = discover([Path(text) for text in inputs], skip, findings)
    assert all(stored.rule.effect is Effect.STOP for stored in findings)
    return [file.shown for file in files], [stored.rule.code for stored in findings]


def test_a_folder_is_its_files_by_name(here: Path) -> None:
    _make(here / "exports", "won.csv", "accounts.csv", "lines.csv")
    _make(here / "exports" / "october", "old.csv")
    assert _found("exports") == (["exports/accounts.csv", "exports/lines.csv", "exports/won.csv"], [])


@pytest.mark.parametrize(
    "name",
    [
        ".hidden",
        "~$won.xlsx",
        "desktop.ini",
        "Desktop.INI",
        "Thumbs.db",
        "csvbridge.toml",
        "csvbridge.db",
        "csvbridge.db-wal",
    ],
)
def test_what_is_never_an_export_is_passed_over(here: Path, name: str) -> None:
    _make(here / "exports", "won.csv", name)
    assert _found("exports") == (["exports/won.csv"], [])


def test_a_file_knows_which_path_it_was_found_by(here: Path) -> None:
    _make(here, "a.csv", "b.csv")
    _make(here / "more", "c.csv", "d.csv")
    files = discover([Path("b.csv"), Path("more"), Path("b.csv"), Path("a.csv")], (), Findings())
    assert [(file.shown, file.given) for file in files] == [
        ("b.csv", 0),
        ("more/c.csv", 1),
        ("more/d.csv", 1),
        ("a.csv", 3),
    ]


def test_inputs_keep_their_order_and_a_file_is_read_once(here: Path) -> None:
    _make(here / "exports", "won.csv", "accounts.csv")
    os.link(here / "exports" / "won.csv", here / "again.csv")
    given = (
        "exports/won.csv",
        "exports",
        "exports/../exports/won.csv",
        str(here / "exports" / "won.csv"),
        "again.csv",
    )
    assert _found(*given) == (["exports/won.csv", "exports/accounts.csv"], [])


@pytest.mark.parametrize(
    ("skip", "left"),
    [
        (("won*",), ["exports/accounts.csv", "lines.csv"]),
        (("WON.CSV", "Lines.*"), ["exports/accounts.csv"]),
        (("exports/*",), ["exports/accounts.csv", "exports/won.csv", "lines.csv"]),
        (("lines.csv",), ["exports/accounts.csv", "exports/won.csv"]),
    ],
)
def test_skip_is_a_glob_over_names_in_any_case(here: Path, skip: tuple[str, ...], left: list[str]) -> None:
    _make(here / "exports", "won.csv", "accounts.csv")
    _make(here, "lines.csv")
    assert _found("exports", "lines.csv", skip=skip) == (left, [])


def test_every_fault_is_found_at_once(here: Path) -> None:
    _make(here / "exports", "won.csv")
    (here / "nothing").mkdir()
    _make(here / "hidden", ".only")
    found, codes = _found("exports", "gone.csv", "nothing", "hidden", "exports/won.csv/deeper")
    assert found == ["exports/won.csv"]
    assert codes == ["CSV101", "CSV103", "CSV103", "CSV101"]


def test_a_folder_that_skip_empties_stops_and_says_so(here: Path) -> None:
    _make(here / "exports", "won.csv", "lines.csv")
    findings = Findings()
    assert discover([Path("exports")], ["*.csv"], findings) == []
    (stop,) = findings.stops()
    assert stop.rule.code == "CSV103"
    assert "2 left out by --skip" in stop.rule.message.format(**stop.facts)


def test_what_is_no_ordinary_file_is_refused(here: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(here / "pipe")
    assert _found("pipe") == ([], ["CSV102"])


def test_a_file_that_cannot_be_opened_stops(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(here, "won.csv")

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    findings = Findings()
    assert discover([Path("won.csv")], [], findings) == []
    (stop,) = findings.stops()
    assert stop.rule.message.format(**stop.facts) == "won.csv cannot be opened: Permission denied"


@pytest.mark.parametrize("name", ["a" * 5000, "nul\x00name"])
def test_an_impossible_name_is_a_finding_not_an_exception(here: Path, name: str) -> None:
    assert _found(name) == ([], ["CSV102"])


def test_links_in_a_folder_may_not_lead_out_of_it(here: Path) -> None:
    _make(here / "exports", "won.csv")
    _make(here / "elsewhere", "secret.csv")
    (here / "exports" / "z-out.csv").symlink_to(here / "elsewhere" / "secret.csv")
    (here / "exports" / "same.csv").symlink_to(here / "exports" / "won.csv")
    assert _found("exports") == (["exports/same.csv"], ["CSV104"])
    assert _found("exports", skip=("z-*",)) == (["exports/same.csv"], [])


def test_shown_is_relative_where_it_can_be(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    _make(other, "far.csv")
    _make(here / "a", "near.csv")
    found, _ = _found(str(here / "a" / "near.csv"), str(other / "far.csv"))
    assert found == ["a/near.csv", (other / "far.csv").as_posix()]


@pytest.mark.parametrize(
    ("name", "skip", "codes"),
    [
        ("Account.csv", (), ["CSV151"]),
        ("report.XLS", (), ["CSV151"]),
        ("WE_1.ZIP", (), ["CSV151"]),
        ("Account.csv", ("account.*",), []),
        ("october", (), []),
        ("2026.10", (), []),
    ],
)
def test_a_folder_named_like_a_file_is_not_entered_and_said(
    here: Path, name: str, skip: tuple[str, ...], codes: list[str]
) -> None:
    _make(here / "exports", "won.csv")
    _make(here / "exports" / name, "Account.csv")
    findings = Findings()
    assert [file.shown for file in discover([Path("exports")], skip, findings)] == ["exports/won.csv"]
    assert [stored.rule.code for stored in findings] == codes
    assert not findings.stops()


def test_a_folder_named_like_a_file_is_read_when_it_is_what_was_given(here: Path) -> None:
    _make(here / "Account.csv", "Account.csv")
    assert _found("Account.csv") == (["Account.csv/Account.csv"], [])


def test_a_folder_that_may_be_listed_but_not_entered_stops(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(here / "exports", "won.csv")

    def locked(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_symlink", locked)
    findings = Findings()
    assert discover([Path("exports")], [], findings) == []
    (stop,) = findings.stops()
    assert stop.rule.message.format(**stop.facts) == "exports cannot be opened: Permission denied"
