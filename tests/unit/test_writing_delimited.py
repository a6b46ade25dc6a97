"""Text files: quoting, line ends, encoding, sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.errors import OwnFault
from csvbridge.writing.delimited import column_text, csv_bytes, row_size, text_lines

CELLS = st.text(st.sampled_from('ab |,"\r\n\t\u00a0é'), max_size=4)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (["Alder & Finch", "10.00"], b"Alder & Finch,10.00"),
        (["Alder, Finch", "10.00"], b'"Alder, Finch",10.00'),
        (['the "West" shop', ""], b'"the ""West"" shop",'),
        (['"', ","], b'"""",","'),
        (["one\ntwo", "x"], b'"one\ntwo",x'),
        (["one\rtwo", "x"], b'"one\rtwo",x'),
        (["one\r\ntwo", "x"], b'"one\r\ntwo",x'),
        ([" lead", "trail "], b'" lead","trail "'),
        (["trail ", " lead"], b'"trail "," lead"'),
        (["trail ", "x"], b'"trail ",x'),
        (["x", " lead"], b'x," lead"'),
        (["\u00a0lead", "x"], b'"\xc2\xa0lead",x'),
        (["in the middle", "a;b\tc|d"], b"in the middle,a;b\tc|d"),
        (["", ""], b","),
        (["Caf\u00e9 Lumi\u00e8re", "\u6f22"], b"Caf\xc3\xa9 Lumi\xc3\xa8re,\xe6\xbc\xa2"),
        (["=1+1", "007"], b"=1+1,007"),
        (["half \ud83d", "x"], b"half \xef\xbf\xbd,x"),
    ],
)
def test_a_row_is_quoted_only_where_it_must_be(row: list[str], line: bytes) -> None:
    assert csv_bytes(["A", "B"], [row]) == b"A,B\r\n" + line + b"\r\n"
    assert row_size(row) == len(line) + 2


@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)))
def test_columns_make_the_lines_that_their_rows_make(rows: list[list[str]]) -> None:
    assert column_text(list(zip(*rows, strict=True)), "\n") == "".join(text_lines(rows, "\n"))


def test_one_blank_cell_is_still_a_row() -> None:
    assert csv_bytes(["A"], [[""], ["x"]]) == b'A\r\n""\r\nx\r\n'


def test_headings_alone_make_a_file_without_a_byte_order_mark() -> None:
    assert csv_bytes(["*InvoiceNo", "Service Date"], []) == b"*InvoiceNo,Service Date\r\n"


@pytest.mark.parametrize("row", [["one"], ["one", "two", "three"], []])
def test_a_row_that_does_not_fit_the_headings_is_our_fault_and_named_by_its_number(row: list[str]) -> None:
    with pytest.raises(OwnFault, match=r"row 2 .* 2 headings"):
        csv_bytes(["A", "B"], [["x", "y"], row])
