"""ZIP archives, as the weekly Data Export is one (salesforce-exports.md §1.9; contract.md §3 on names)."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csvbridge.findings import Effect, Findings
from csvbridge.reading import Caps, Found, Sheet, read_file, read_sheets
from csvbridge.trail import Trail

ACCOUNTS = b'"Id","Name"\n"001Ax0000000001","Alder"\n"001Ax0000000002","Birch"\n'
CONTACTS = b'"Id","LastName"\n"003Ax0000000001","Moss"\n'
SYSTEM = "not an export: a file of the computer's own"


def packed(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, contents in members:
            archive.writestr(name, contents)
    return data.getvalue()


class Read:
    """What reading one archive gave."""

    def __init__(self, folder: Path, data: bytes, *, skip: tuple[str, ...] = (), caps: Caps | None = None) -> None:
        path = folder / "WE_1.ZIP"
        path.write_bytes(data)
        self.trail, self.findings = Trail(), Findings()
        found = Found(path, "exports/WE_1.ZIP")
        self.sheets: list[Sheet] = read_file(found, self.trail, self.findings, caps or Caps(), skip=skip)
        self.shown = self.findings.resolved(self.trail.locate, self.trail.cell)

    @property
    def paths(self) -> list[str]:
        return [sheet.source.path for sheet in self.sheets]

    @property
    def said(self) -> tuple[str, str | None, str]:
        (found,) = self.shown
        return found.code, found.file, f"{found.message} | {found.fix}"


def test_each_member_is_a_table_of_its_own_name_hash_and_rows(tmp_path: Path) -> None:
    data = packed(("Account.csv", ACCOUNTS), ("Contact.csv", CONTACTS))
    read = Read(tmp_path, data)
    assert read.paths == ["exports/WE_1.ZIP!Account.csv", "exports/WE_1.ZIP!Contact.csv"]
    assert [sheet.columns[1] for sheet in read.sheets] == [["Alder", "Birch"], ["Moss"]]
    assert [read.trail.place(row) for row in read.sheets[0].row_ids] == [
        "exports/WE_1.ZIP!Account.csv:2",
        "exports/WE_1.ZIP!Account.csv:3",
    ]
    for sheet, contents in zip(read.sheets, (ACCOUNTS, CONTACTS), strict=True):
        about = sheet.source
        assert (about.sha256, about.size) == (hashlib.sha256(contents).hexdigest(), len(contents))
        assert about.archive is not None
        assert (about.archive.path, about.archive.size) == ("exports/WE_1.ZIP", len(data))
        assert about.archive.sha256 == hashlib.sha256(data).hexdigest()
    assert read.shown == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_whether_they_are_packed_or_stored(tmp_path: Path, method: int) -> None:
    assert Read(tmp_path, packed(("Account.csv", ACCOUNTS), method=method)).paths == ["exports/WE_1.ZIP!Account.csv"]


def test_a_member_may_be_in_a_folder_and_be_any_kind_of_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Alder"])
    workbook = io.BytesIO()
    book.save(workbook)
    page = b"<table><tr><th>Name</th><th>City</th></tr><tr><td>Birch</td><td>Uxbridge</td></tr></table>"
    data = packed(
        ("october/", b""),
        ("october/list.xlsx", workbook.getvalue()),
        ("october/report.xls", page),
        ("out.json", b'[{"Name": "Cedar"}]'),
        ("wide.csv", "Name\nDogwood\n".encode("utf-16")),
    )
    read = Read(tmp_path, data)
    assert [path.partition("!")[2] for path in read.paths] == [
        *("october/list.xlsx", "october/report.xls", "out.json", "wide.csv")
    ]
    assert [sheet.columns[0][0] for sheet in read.sheets] == ["Alder", "Birch", "Cedar", "Dogwood"]
    assert read.shown == []


def test_the_systems_own_files_are_passed_over_and_told(tmp_path: Path) -> None:
    names = ("__MACOSX/._Account.csv", "in/.DS_Store", "Thumbs.db", "in/~$won.xlsx", "desktop.ini", ".git/config")
    read = Read(tmp_path, packed(*((name, b"\x00\x01") for name in names), ("in/Account.csv", ACCOUNTS)))
    assert read.paths == ["exports/WE_1.ZIP!in/Account.csv"]
    told = [entry for entry in read.trail.rows() if entry[5] != "header"]
    assert told == [
        (f"exports/WE_1.ZIP!{name}", "", "", name.rpartition("/")[2], "skipped", SYSTEM, "") for name in names
    ]
    assert read.shown == []


@pytest.mark.parametrize("glob", ["contact.csv", "Con*", "in/Contact.csv", "WE_1.ZIP!in/Contact.csv", "*!*Contact*"])
def test_skip_leaves_members_out_and_the_trail_says_so(tmp_path: Path, glob: str) -> None:
    read = Read(tmp_path, packed(("in/Account.csv", ACCOUNTS), ("in/Contact.csv", b"%PDF")), skip=(glob,))
    assert read.paths == ["exports/WE_1.ZIP!in/Account.csv"]
    assert ("exports/WE_1.ZIP!in/Contact.csv", "", "", "Contact.csv", "skipped", "left out by --skip", "") in (
        read.trail.rows()
    )
    assert read.shown == []


@pytest.mark.parametrize(
    ("data", "skip", "words"),
    [
        (packed(), (), "no file to read |"),
        (packed(("a/", b""), ("a/b/", b"")), (), "no file to read |"),
        (packed(("__MACOSX/._a", b"x"), (".DS_Store", b"x")), (), "no file to read; 2 passed over"),
        (
            packed(("Account.csv", ACCOUNTS)),
            ("*.csv",),
            'no file to read; 1 passed over | Download the export again, or leave the archive out: --skip "WE_1.ZIP"',
        ),
    ],
    ids=["nothing", "folders", "system", "skipped"],
)
def test_nothing_to_read_stops(tmp_path: Path, data: bytes, skip: tuple[str, ...], words: str) -> None:
    code, file, said = Read(tmp_path, data, skip=skip).said
    assert (code, file) == ("CSV159", "exports/WE_1.ZIP")
    assert words in said


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        ("../Account.csv", "../Account.csv", "leads out"),
        ("a/../../Account.csv", "a/../../Account.csv", "leads out"),
        ("/etc/Account.csv", "/etc/Account.csv", "outside the archive"),
        ("C:/Account.csv", "C:/Account.csv", "outside the archive"),
        ("c:Account.csv", "c:Account.csv", "outside the archive"),
        ("..\\Account.csv", "..\\Account.csv", "backslashes"),
        ("exports\\Account.csv", "exports\\Account.csv", "backslashes"),
        ("Account.csv\x1b[2J", "Account.csv\ufffd[2J", "control characters"),
        ("Account\u202evsc.exe", "Account\ufffdvsc.exe", "control characters"),
        ("a\nb.csv", "a\ufffdb.csv", "control characters"),
    ],
)
def test_a_name_that_plays_tricks_stops(tmp_path: Path, name: str, shown: str, reason: str) -> None:
    entry = zipfile.ZipInfo("plain")
    entry.filename = name
    code, _, said = Read(tmp_path, packed(("Contact.csv", CONTACTS), (entry, ACCOUNTS))).said
    assert code == "CSV163"
    assert f"a member is called {shown}: it" in said
    assert reason in said


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    return data.replace(old, new)


def test_a_nul_in_a_name_stops(tmp_path: Path) -> None:
    """Python cuts the name there, so the check must look at the name as it is stored."""
    data = _renamed(packed(("Account.csvX.exe", ACCOUNTS)), b".csvX.exe", b".csv\x00.exe")
    code, _, said = Read(tmp_path, data).said
    assert (code, "Account.csv\ufffd.exe" in said) == ("CSV163", True)


def test_a_folder_with_contents_stops(tmp_path: Path) -> None:
    data = _renamed(packed(("Account.csvX", ACCOUNTS)), b"Account.csvX", b"Account.csv/")
    assert Read(tmp_path, data).said[0] == "CSV163"


def test_two_members_of_one_name_stop(tmp_path: Path) -> None:
    data = _renamed(packed(("Account1.csv", ACCOUNTS), ("Account2.csv", ACCOUNTS)), b"Account2", b"Account1")
    code, _, said = Read(tmp_path, data).said
    assert (code, said.partition(" |")[0]) == ("CSV164", "Account1.csv is in the archive twice")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_special_entry_stops(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("Account.csv")
    entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
    code, _, said = Read(tmp_path, packed((entry, b"/etc/passwd"))).said
    assert (code, said.startswith("Account.csv is a link")) == ("CSV165", True)


def test_an_archive_inside_an_archive_stops_and_is_named(tmp_path: Path) -> None:
    inner = packed(("Account.csv", ACCOUNTS))
    read = Read(tmp_path, packed(("WE_2.ZIP", inner), ("Contact.csv", CONTACTS)))
    assert read.said[:2] == ("CSV166", "exports/WE_1.ZIP!WE_2.ZIP")
    assert read.paths == ["exports/WE_1.ZIP!Contact.csv"]


@pytest.mark.parametrize(
    ("name", "contents", "code", "words"),
    [
        (
            "logo.png",
            b"\x89PNG\r\n\x1a\n",
            "CSV112",
            'an image (PNG), not a table | Give the file that Salesforce or QuickBooks exported, or leave this one out: --skip "logo.png"',
        ),
        ("docs/terms.pdf", b"%PDF-1.7", "CSV112", '--skip "terms.pdf"'),
        ("Account.csv", b"", "CSV105", "0 bytes"),
        ("Account.csv", b'"Id","Name"\n"001', "CSV116", "line 2"),
        ("login.xls", b'<html><input type="password"></html>', "CSV113", "login"),
    ],
)
def test_what_is_wrong_with_a_member_names_the_member(
    tmp_path: Path, name: str, contents: bytes, code: str, words: str
) -> None:
    read = Read(tmp_path, packed((name, contents), ("Contact.csv", CONTACTS)))
    assert read.said[:2] == (code, f"exports/WE_1.ZIP!{name}")
    assert words in read.said[2]
    assert len(read.sheets) == 1


# --- damage ---


def _central(data: bytes, name: bytes) -> int:
    """Return where a member's entry begins in the directory."""
    return data.rindex(name) - 46


def _patched(data: bytes, at: int, layout: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(layout, changed, at, value)
    return bytes(changed)


def _with_wrong_size(data: bytes, size: int) -> bytes:
    return _patched(data, _central(data, b"Account.csv") + 24, "<I", size)


SOUND = packed(("Account.csv", ACCOUNTS))
STORED = packed(("Account.csv", ACCOUNTS), method=zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (SOUND[:-30], "CSV111", "end is missing or broken"),
        (SOUND[: len(SOUND) // 2], "CSV111", "end is missing or broken"),
        (STORED.replace(b"Birch", b"Bitch"), "CSV167", "checksum"),
        (_patched(SOUND, 30 + len("Account.csv") + 4, "<I", 0xFFFFFFFF), "CSV167", "unpacked"),
        (_with_wrong_size(SOUND, len(ACCOUNTS) - 5), "CSV167", "checksum"),
        (_with_wrong_size(SOUND, len(ACCOUNTS) + 5), "CSV167", "which is not so"),
        (_with_wrong_size(STORED, len(ACCOUNTS) + 5), "CSV167", "which is not so"),
        (_patched(SOUND, _central(SOUND, b"Account.csv") + 10, "<H", 9), "CSV167", "Deflate64"),
        (_patched(SOUND, _central(SOUND, b"Account.csv") + 10, "<H", 77), "CSV167", "number 77"),
        (_patched(SOUND, _central(SOUND, b"Account.csv") + 8, "<H", 1), "CSV162", "Account.csv asks for a password"),
        (_patched(SOUND, _central(SOUND, b"Account.csv") + 42, "<I", 7), "CSV167", "unpacked"),
        (SOUND.replace(b"Account.csv", b"Cuckoos.csv", 1), "CSV167", "unpacked"),
    ],
    ids=[
        "tail",
        "half",
        "crc",
        "stream",
        "short",
        "long",
        "stored-long",
        "deflate64",
        "odd",
        "password",
        "offset",
        "names",
    ],
)
def test_damage_stops_and_says_what(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    read = Read(tmp_path, data)
    assert read.sheets == []
    assert read.said[0] == code
    assert words in read.said[2]
    assert all(stored.rule.effect is Effect.STOP for stored in read.findings)


def test_a_member_whose_checksum_fits_its_stated_beginning_is_still_not_cut(tmp_path: Path) -> None:
    """Size and checksum of the first record alone: what goes on behind it must be seen."""
    first = ACCOUNTS[: ACCOUNTS.index(b'"001Ax0000000002"')]
    at = _central(SOUND, b"Account.csv")
    lying = _patched(_patched(SOUND, at + 24, "<I", len(first)), at + 16, "<I", zipfile.crc32(first))
    assert Read(tmp_path, lying).said[0] == "CSV167"


@given(
    st.lists(
        st.tuples(st.integers(0, len(SOUND) - 1), st.one_of(st.binary(max_size=6), st.just(b"\xff\xff\xff\xff"))),
        min_size=1,
        max_size=4,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_any_damage_is_a_message_or_does_not_touch_the_records(
    tmp_path: Path, changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(SOUND)
    for at, piece in changes:
        data[at : at + len(piece)] = piece
    read = Read(tmp_path, bytes(data))
    assert read.sheets or read.findings.stops()
    whole = [["001Ax0000000001", "001Ax0000000002"], ["Alder", "Birch"]]
    if data.startswith(b"PK\x03\x04"):
        assert all(sheet.columns == whole for sheet in read.sheets)


# --- caps ---


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (Caps(file_bytes=400), "Account.csv unpacks to 1,000 bytes"),
        (Caps(archive_bytes=1_500), "the archive unpacks to 2,000 bytes"),
        (Caps(ratio_from=1_999, unpacked_ratio=5), "the archive unpacks to 2,000 bytes, "),
    ],
)
def test_an_archive_over_a_cap_stops_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caps: Caps, words: str
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was unpacked")

    data = packed(("Account.csv", b"a" * 1_000), ("Contact.csv", b"b" * 1_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    code, _, said = Read(tmp_path, data, caps=caps).said
    assert code == "CSV160"
    assert words in said


@pytest.mark.parametrize(
    "caps",
    [
        Caps(file_bytes=1_000),
        Caps(archive_bytes=2_000),
        Caps(ratio_from=2_000, unpacked_ratio=1),
        Caps(ratio_from=0, unpacked_ratio=100),
        Caps(members=2),
    ],
)
def test_an_archive_at_its_caps_is_read(tmp_path: Path, caps: Caps) -> None:
    cells = b"a,b\n" * 250
    assert len(Read(tmp_path, packed(("Account.csv", cells), ("Contact.csv", cells)), caps=caps).sheets) == 2


def test_too_many_members_stop_before_the_directory_is_loaded(tmp_path: Path) -> None:
    data = packed(*((f"{number}.csv", b"") for number in range(11)))
    assert Read(tmp_path, data, caps=Caps(members=10)).said[0] == "CSV161"


@pytest.mark.parametrize(
    "make",
    [
        lambda: packed(("Account.csv", bytes(30_000_000))),
        lambda: packed(*((f"{number}.csv", b"") for number in range(12_000)), method=zipfile.ZIP_STORED),
        lambda: packed(("Account.csv", b",\n" * 10_000_000)),
    ],
    ids=["zeros", "crowd", "commas"],
)
def test_a_hostile_archive_ends_in_a_message_within_seconds(tmp_path: Path, make: Callable[[], bytes]) -> None:
    data = make()
    started = time.monotonic()
    read = Read(tmp_path, data, caps=Caps(cells=5_000_000))
    assert (read.sheets, len(read.shown)) == ([], 1)
    assert time.monotonic() - started < 15


def test_a_member_takes_no_more_memory_than_a_file_of_its_own(tmp_path: Path) -> None:
    """The archive's own bytes apart, and one piece of unpacking."""
    rows = b"".join(b'"%d","Account %d Works"\n' % (n, n * 7919 % 100_003) for n in range(60_000))
    loose, archive = tmp_path / "Account.csv", tmp_path / "WE_1.ZIP"
    loose.write_bytes(b'"Id","Name"\n' + rows)
    archive.write_bytes(packed(("Account.csv", b'"Id","Name"\n' + rows)))
    peaks = []
    for path in (loose, archive):
        tracemalloc.start()
        for sheet in read_sheets(Found(path, path.name), Trail(), Findings()):
            assert len(sheet.row_ids) == 60_000
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] <= peaks[0] * 1.05 + archive.stat().st_size
