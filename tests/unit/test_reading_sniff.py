"""What a file is, by its bytes, and the words for what is not read (salesforce-exports.md §1.1)."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from csvbridge.findings import Findings
from csvbridge.reading import Caps, Found, read_file
from csvbridge.trail import Trail

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _stop(folder: Path, data: bytes, caps: Caps | None = None) -> tuple[str, str]:
    path = folder / "report.csv"
    path.write_bytes(data)
    trail, findings = Trail(), Findings()
    read = read_file(Found(path, "in/report.csv"), trail, findings, caps or Caps())
    assert read == []
    (stop,) = findings.stops()
    (source,) = trail.sources
    assert stop.source == source.number
    assert source.path == "in/report.csv"
    shown = findings.resolved(trail.locate, trail.cell)[-1]
    assert shown.file == "in/report.csv"
    return stop.rule.code, f"{shown.message} | {shown.fix}"


def _zip(*members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return packed.getvalue()


def _ole(stream: str) -> bytes:
    name = stream.encode("utf-16-le")
    return OLE + bytes(1016) + name.ljust(64, b"\x00") + (len(name) + 2).to_bytes(2, "little") + bytes(440)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "CSV105", "0 bytes"),
        (b"\n\r\n   \n", "CSV106", "blank"),
        (b",,\n,,\n", "CSV106", "blank"),
        (b'""\n""\n', "CSV106", "blank"),
        (b"\xef\xbb\xbf", "CSV106", "blank"),
        (b"\x00", "CSV106", "blank"),
        (b"%PDF-1.7\n%\xe2\xe3", "CSV112", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n....", "CSV112", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0....JFIF", "CSV112", "an image (JPEG)"),
        (gzip.compress(b"Name\nAlder\n"), "CSV112", "gzip"),
        (b"{\\rtf1\\ansi Alder}", "CSV112", "rich text"),
        (b"[InternetShortcut]\nURL=https://example.com\n", "CSV112", "a web link"),
        (bytes(range(256)) * 8, "CSV112", "binary data"),
        (_ole("WordDocument"), "CSV112", "a Word document"),
        (_ole("EncryptedPackage"), "CSV110", "password"),
        (OLE + bytes(2000), "CSV112", "an Office file"),
        (_zip("[Content_Types].xml", "word/document.xml"), "CSV112", "a Word document"),
        (_zip("mimetype", "content.xml"), "CSV112", "OpenDocument"),
        (_zip(), "CSV159", "no file to read"),
        (b"PK\x07\x08PK\x03\x04", "CSV112", "archive that was split"),
        (_zip("a.csv")[:-30], "CSV111", "damaged"),
        (b"PK\x03\x04 and no more", "CSV111", "damaged"),
        (
            b'<html><form><input type="password" name="pw"></form><table><tr><td>x</td></tr></table></html>',
            "CSV113",
            "a login page",
        ),
        (b"\n <!DOCTYPE html><html><head><title>Log In</title></head></html>", "CSV113", "a login page"),
        (b"<html><body>Internal Server Error</body></html>", "CSV113", "error message"),
        (
            b'<table><tr><td><form>User <input name="un"> <input name="pw" type=password></form></td></tr></table>',
            "CSV113",
            "a login page",
        ),
        (b"<table><tr><td>Your session has ended.</td></tr></table>", "CSV113", "a login page"),
        (b"<table><tr><td>Try again later.</td></tr></table>", "CSV113", "without a table"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "CSV114",
            "an XML spreadsheet",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",  # archives hold the time of day
)
def test_what_is_no_table_stops_and_is_named(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    got, said = _stop(tmp_path, data)
    assert got == code
    assert words in said


def test_a_file_over_the_cap_is_not_even_read(tmp_path: Path) -> None:
    assert _stop(tmp_path, b"Name\nAlder\n", Caps(file_bytes=10)) == (
        "CSV107",
        "the file has 11 bytes; csvbridge reads up to 10 | "
        "Export fewer columns, or a shorter period, and run once for each file.",
    )


def test_a_file_at_the_cap_is_read(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"Name\nAlder\n")
    assert len(read_file(Found(path, "names.csv"), Trail(), Findings(), Caps(file_bytes=11))) == 1


@pytest.mark.parametrize(("most", "is_read"), [(5, False), (6, True)])
def test_a_table_over_the_cap_of_cells_stops(tmp_path: Path, most: int, is_read: bool) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"Name,City\nAlder,Uxbridge\nFinch,Millbury\n")
    findings = Findings()
    assert bool(read_file(Found(path, "names.csv"), Trail(), findings, Caps(cells=most))) is is_read
    assert [stored.rule.code for stored in findings] == ([] if is_read else ["CSV108"])


def test_a_file_that_vanishes_is_a_finding(tmp_path: Path) -> None:
    findings = Findings()
    assert read_file(Found(tmp_path / "gone.csv", "gone.csv"), Trail(), findings) == []
    assert [stored.rule.code for stored in findings] == ["CSV102"]


def test_hash_and_size_are_of_the_bytes_as_they_are(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfName\r\nAlder\r\n"
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    (sheet,) = read_file(Found(path, "names.csv"), Trail(), Findings())
    assert (sheet.source.sha256, sheet.source.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert sheet.source.rows == 1


def _changing(monkeypatch: pytest.MonkeyPatch, path: Path, then: bytes, *, keep_time: bool = False) -> None:
    """Let another program write to the file as soon as it has been read."""
    whole = Path.stat

    def stat_later(self: Path, **follow: bool) -> os.stat_result:
        if self == path:
            before = whole(path)
            path.write_bytes(then)
            later = before.st_mtime_ns + (0 if keep_time else 1_000_000_000)
            os.utime(path, ns=(later, later))
        return whole(self, **follow)

    monkeypatch.setattr(Path, "stat", stat_later)


@pytest.mark.parametrize(
    ("then", "keep_time", "is_read"),
    [
        (b"Name\nAlder\nBirch\n", False, False),
        (b"Name\nAlder\nBirch\n", True, False),
        (b"Name\nCedar\n", False, False),
        (b"Name\nAlder\n", True, True),
    ],
    ids=["longer", "longer-same-time", "same-size", "as-it-was"],
)
def test_a_file_still_being_written_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: bytes, keep_time: bool, is_read: bool
) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"Name\nAlder\n")
    _changing(monkeypatch, path, then, keep_time=keep_time)
    findings = Findings()
    assert bool(read_file(Found(path, "names.csv"), Trail(), findings)) is is_read
    assert [stored.rule.code for stored in findings] == ([] if is_read else ["CSV150"])


def test_a_password_field_in_a_records_text_is_no_login_page(tmp_path: Path) -> None:
    path = tmp_path / "report.xls"
    path.write_bytes(
        b"<table><tr><th>Name</th><th>Notes</th></tr>"
        b"<tr><td>Alder</td><td>&lt;input type=&quot;password&quot;&gt; type=password</td></tr></table>"
    )
    (sheet,) = read_file(Found(path, "report.xls"), Trail(), Findings())
    assert sheet.columns[1] == ['<input type="password"> type=password']
