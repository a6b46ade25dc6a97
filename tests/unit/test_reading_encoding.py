"""How letters are stored (salesforce-exports.md §1.1, §1.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from csvbridge.findings import Findings
from csvbridge.reading import Found, Sheet, read_file
from csvbridge.trail import Trail

WESTERN = '"Account Name","City"\n"Brasserie Émile & Søn","Besançon"\n"O’Neill – “North”","Göteborg"\n'


def _read(folder: Path, data: bytes) -> tuple[list[Sheet], Findings]:
    path = folder / "names.csv"
    path.write_bytes(data)
    findings = Findings()
    return read_file(Found(path, "names.csv"), Trail(), findings), findings


def _codes(findings: Findings) -> list[str]:
    return [stored.rule.code for stored in findings]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WESTERN.encode("utf-8"), "UTF-8"),
        (b"\xef\xbb\xbf" + WESTERN.encode("utf-8"), "UTF-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + WESTERN.encode("utf-8"), "UTF-8"),
        (b"\xff\xfe" + WESTERN.encode("utf-16-le"), "UTF-16 LE"),
        (b"\xfe\xff" + WESTERN.encode("utf-16-be"), "UTF-16 BE"),
        (b"\xff\xfe\x00\x00" + WESTERN.encode("utf-32-le"), "UTF-32"),
        (b"\x00\x00\xfe\xff" + WESTERN.encode("utf-32-be"), "UTF-32"),
    ],
)
def test_what_is_certain_needs_no_note(tmp_path: Path, data: bytes, encoding: str) -> None:
    (sheet,), findings = _read(tmp_path, data)
    assert sheet.source.encoding == encoding
    assert sheet.headings == ["Account Name", "City"]
    assert sheet.columns == [["Brasserie Émile & Søn", "O’Neill – “North”"], ["Besançon", "Göteborg"]]
    assert len(findings) == 0


@pytest.mark.parametrize(
    ("codec", "text", "named"),
    [
        ("cp1252", WESTERN, "Windows-1252"),
        ("latin-1", '"Name"\n"Müller & Söhne"\n', "Windows-1252"),
        ("cp1252", "Name\nŠKODA ŽELEZNICE\n", "Windows-1252"),
        ("cp1252", "Name\nAlder®Pro™X – ½” pipe\n", "Windows-1252"),
        ("cp1252", "Name\nÁÉÍ SA\n", "Windows-1252"),
        ("cp1252", "Name\nKÃ¶ln – Café Itâ€™s\n", "Windows-1252"),
        ("utf-16-le", WESTERN, "UTF-16 LE without a byte order mark"),
        ("utf-16-be", WESTERN, "UTF-16 BE without a byte order mark"),
        ("utf-16-be", '"Account Name","Amount"\n"取引先山田","1"\n', "UTF-16 BE without a byte order mark"),
        ("cp932", '"Account Name","Amount"\n"山田商店","1250.00"\n', "Shift_JIS"),
        ("cp932", "取引先名,金額\nカエデ商事,98.00\n", "Shift_JIS"),
        ("gb18030", '"Account Name","Amount"\n"北京枫叶科技","1250.00"\n', "GB18030"),
        ("big5", '"Account Name","Amount"\n"臺北楓葉股份有限公司","1250.00"\n', "Big5"),
        ("cp949", '"Account Name","Amount"\n"단풍무역 주식회사","1250.00"\n', "EUC-KR"),
        ("mac_roman", "Account Name\nBrasserie Émile à Besançon\nMüller & Söhne\n", "Mac Roman"),
    ],
)
def test_the_dialogs_encodings_are_told_by_their_bytes(tmp_path: Path, codec: str, text: str, named: str) -> None:
    (sheet,), findings = _read(tmp_path, text.encode(codec))
    assert named in sheet.source.encoding
    expected = [line.strip('"').split('","' if line.startswith('"') else ",") for line in text.splitlines()]
    assert [sheet.headings, *map(list, zip(*sheet.columns, strict=True))] == expected
    (note,) = findings
    assert note.rule.code == "CSV118"
    assert note.facts["encoding"] == sheet.source.encoding
    assert not str(note.value).isascii()
    assert note.facts["line"] == (1 if text.startswith("取") else 2)


def test_bytes_that_windows_1252_leaves_undefined_keep_their_number(tmp_path: Path) -> None:
    (sheet,), findings = _read(tmp_path, b"Name\nfa\xe7ade \x81 \x99\n")
    assert sheet.columns == [["façade \x81 ™"]]
    assert _codes(findings) == ["CSV118"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbfName\nAlder\nM\xfcller\n", "says that it is UTF-8, but line 3"),
        (b"\xff\xfe" + "Name\nAlder".encode("utf-16-le")[:-1], "says that it is UTF-16 LE, but line 2"),
        (b"\xff\xfe\x00\x00" + b"abc", "says that it is UTF-32, but line 1"),
    ],
)
def test_a_broken_promise_stops(tmp_path: Path, data: bytes, words: str) -> None:
    sheets, findings = _read(tmp_path, data)
    assert sheets == []
    (stop,) = findings.stops()
    assert stop.rule.code == "CSV111"
    assert words in stop.rule.message.format(**stop.facts)


def test_nuls_before_rich_text_are_removed_and_counted(tmp_path: Path) -> None:
    data = b'"Id","Description"\n"1","plain"\n"2","\x00<p>Call first</p>"\n"3","\x00<p>No</p>"\n'
    (sheet,), findings = _read(tmp_path, data)
    assert sheet.columns[1] == ["plain", "<p>Call first</p>", "<p>No</p>"]
    (note,) = findings
    assert (note.rule.code, note.facts["count"], note.facts["line"]) == ("CSV119", 2, 3)


def test_control_characters_inside_cells_stay(tmp_path: Path) -> None:
    (sheet,), findings = _read(
        tmp_path, b'"Name","City"\n"Al\x07der \x1b[31mred\x1b[0m"," Ux\xc2\xa0bridge\xe2\x80\x8b "\n'
    )
    assert sheet.columns == [["Al\x07der \x1b[31mred\x1b[0m"], [" Ux\xa0bridge\u200b "]]
    assert len(findings) == 0


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Name\nKöln\nBesanç".encode()[:-1], 3),
        ("Name\nKöln\nAlder €".encode()[:-1], 3),
        ("Name\nKöln\nAlder €".encode()[:-2], 3),
        ("Köln 😀".encode()[:-1], 1),
    ],
)
def test_a_file_cut_inside_a_character_stops(tmp_path: Path, data: bytes, line: int) -> None:
    """Read as Windows-1252 every name in it would be wrong."""
    sheets, findings = _read(tmp_path, data)
    assert sheets == []
    (stop,) = findings.stops()
    assert stop.rule.code == "CSV111"
    assert f"line {line}, the last, ends in the middle of a character" in stop.rule.message.format(**stop.facts)


@pytest.mark.parametrize("text", ["Name\ncafé", "Name\nKöln\ncafé"])
def test_a_western_file_may_end_in_a_letter_with_an_accent(tmp_path: Path, text: str) -> None:
    (sheet,), findings = _read(tmp_path, text.encode("cp1252"))
    assert sheet.columns[0][-1] == "café"
    assert _codes(findings) == ["CSV118"]


UTF8, WESTERN_LINE = '"Köln","1"\n'.encode(), '"Besançon","2"\n'.encode("cp1252")
ASCII = b'"Alder","3"\n'


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ((ASCII, UTF8, WESTERN_LINE), (1, 3, 1, 4)),
        ((WESTERN_LINE, WESTERN_LINE, ASCII, UTF8), (1, 5, 2, 2)),
        ((UTF8, UTF8, UTF8, WESTERN_LINE), (3, 2, 1, 5)),
    ],
)
def test_mixed_encodings_are_named_by_line_and_never_repaired(
    tmp_path: Path, lines: tuple[bytes, ...], facts: tuple[int, ...]
) -> None:
    (sheet,), findings = _read(tmp_path, b'"City","Rank"\n' + b"".join(lines))
    assert _codes(findings) == ["CSV118", "CSV152"]
    (found,) = [stored for stored in findings if stored.rule.code == "CSV152"]
    assert tuple(found.facts[word] for word in ("utf8", "utf8_line", "other", "other_line")) == facts
    assert (found.value, found.facts["repaired"]) == ("KÃ¶ln", "'Köln'")
    assert "KÃ¶ln" in sheet.columns[0] and "Besançon" in sheet.columns[0]


@pytest.mark.parametrize(
    "lines",
    [
        (UTF8, ASCII),
        (WESTERN_LINE, ASCII),
        ('"KÃ¶ln – Café","1"\n'.encode("cp1252"),),
    ],
)
def test_a_file_of_one_encoding_is_not_called_mixed(tmp_path: Path, lines: tuple[bytes, ...]) -> None:
    _, findings = _read(tmp_path, b'"City","Rank"\n' + b"".join(lines))
    assert "CSV152" not in _codes(findings)
