"""Reading, for any table and any bytes."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.reading import Caps, Found, Sheet, read_file
from csvbridge.trail import Trail

_LETTERS = st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=["Cc", "Cs"])
_CELL = st.text(st.one_of(_LETTERS, st.sampled_from(',;"\n\t| ')), max_size=12)
_WESTERN = st.lists(
    st.sampled_from(["Émile", "Søn", "Façade", "Müller", "Ångström", "ÜBER", "ß", "plain", ",", ";", '"', "\n"]),
    max_size=5,
).map(" ".join)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be")


def _tables(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Tables of 2 to 5 columns; the first cell of a row is never blank, nor equal to its heading."""
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6).map(
            lambda rows: [[f"r{n}", *row] for n, row in enumerate(rows)]
        )
    )


def _written(rows: list[list[str]], end: str, quoting: int) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def _read(data: bytes, caps: Caps | None = None) -> tuple[list[Sheet], Trail, Findings]:
    trail, findings = Trail(), Findings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(data)
        return read_file(Found(path, "table"), trail, findings, caps or Caps()), trail, findings


def _check(rows: list[list[str]], end: str, quoting: int, encoding: str) -> None:
    width = len(rows[0]) if rows else 3
    headings = [f"Heading number {n}" for n in range(width)]
    text = _written([headings, *rows], end, quoting)
    (sheet,), trail, findings = _read(text.encode(encoding))
    assert sheet.headings == headings
    assert [list(row) for row in zip(*sheet.columns, strict=True)] == rows
    lines, line = [], 2
    for row in rows:
        lines.append(line)
        line += _written([row], "", quoting).count("\n") + 1
    assert [trail.origin(row_id)[1] for row_id in sheet.row_ids] == lines
    assert not findings.stops()


@settings(max_examples=100, deadline=None)
@given(
    _tables(_CELL),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(_ENCODINGS),
)
def test_what_was_written_reads_back_with_its_lines(
    rows: list[list[str]], end: str, quoting: int, encoding: str
) -> None:
    _check(rows, end, quoting, encoding)


@settings(max_examples=60, deadline=None)
@given(_tables(_WESTERN), st.sampled_from(["cp1252", "latin-1"]))
def test_western_files_read_back_too(rows: list[list[str]], encoding: str) -> None:
    _check(rows, "\n", csv.QUOTE_ALL, encoding)


_STARTS = (
    b"",
    b"{",
    b"[",
    b"<",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b"sep=;\n",
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_STARTS), st.binary(max_size=300))
def test_no_bytes_raise(start: bytes, rest: bytes) -> None:
    sheets, trail, findings = _read(start + rest)
    assert bool(sheets) is not bool(findings.stops())
    assert trail.sources[0].size == len(start + rest)
    findings.resolved(trail.locate, trail.cell)  # every message and fix has its facts


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab,;"\n\r\t|{}[]: 1é'), max_size=60))
def test_no_text_raises_and_every_cell_is_in_its_place(text: str) -> None:
    sheets, trail, findings = _read(text.encode())
    assert bool(sheets) is not bool(findings.stops())
    findings.resolved(trail.locate, trail.cell)
    for sheet in sheets:
        assert len(sheet.columns) == len(sheet.headings)
        assert {len(column) for column in sheet.columns} <= {len(sheet.row_ids)}


@settings(max_examples=60, deadline=None)
@given(_tables(_CELL))
def test_every_physical_row_is_a_record_or_set_aside(rows: list[list[str]]) -> None:
    width = len(rows[0]) if rows else 2
    text = _written([[f"Heading {n}" for n in range(width)], *rows], "\n", csv.QUOTE_MINIMAL)
    (sheet,), trail, _ = _read(text.encode())
    aside = [int(row[2]) for row in trail.rows()]
    records = [trail.origin(row_id)[1] for row_id in sheet.row_ids]
    assert aside == [1]
    assert len(records) == len(rows)
