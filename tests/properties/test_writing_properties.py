"""Properties of what is written: nothing lost, nothing changed, limits kept."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from csvbridge.writing import review_cells
from csvbridge.writing.batches import file_names, split_documents, split_rows
from csvbridge.writing.delimited import csv_bytes, row_size
from csvbridge.writing.list_workbook import list_workbook
from csvbridge.writing.review_tables import ReviewColumn, Strong, Value

AWKWARD = st.sampled_from(list("\",\r\n \t;=#_x&<>'\u00a0\ufeff\u2028a0"))
CELL = st.text(st.one_of(AWKWARD, st.characters(codec="utf-8")), max_size=12)
TABLE = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(TABLE)
@example([[""], ["\r"], ["\n"], ['"'], [" "]])
@settings(max_examples=150, deadline=None)
def test_a_text_file_read_back_has_the_same_cells_and_rows_of_the_size_that_was_said(
    table: list[list[str]],
) -> None:
    data = csv_bytes(table[0], table[1:])
    assert list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)) == table
    assert sum(map(row_size, table)) == len(data)


@given(TABLE)
@settings(max_examples=60, deadline=None)
def test_a_list_read_back_has_the_same_cells_as_text(table: list[list[str]]) -> None:
    # what XML and a workbook change by rule has its own cases; here every other text stays as it is
    control = {code: "." for code in [*range(32), 0x7F, 0xFFFE, 0xFFFF]}
    table = [[text.translate(control).strip() for text in row] for row in table]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        list_workbook(path, "Sheet1", ["heading"] * len(table[0]), table)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        read = sheet.to_python(skip_empty_area=False)[1:]
    width = len(table[0])
    while table and not any(table[-1]):
        table.pop()  # a reader cannot see rows of nothing at the end
    assert [[*row, *[""] * (width - len(row))] for row in read[: len(table)]] == table
    assert not any(any(row) for row in read[len(table) :])


SIZES = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 90)), max_size=30)


@given(SIZES, st.sampled_from([0, 9, 10, 25]), st.integers(0, 6), st.sampled_from([0, 90, 91, 300]))
@settings(max_examples=150, deadline=None)
def test_splitting_documents_loses_none_keeps_their_order_and_the_limits_and_wastes_no_file(
    sizes: list[tuple[int, int]], rows: int, documents: int, size: int
) -> None:
    batches = split_documents(sizes, rows=rows, documents=documents, bytes=size)
    assert [position for batch in batches for position in batch] == list(range(len(sizes)))

    def fits(batch: range) -> bool:
        return (
            (not rows or sum(sizes[position][0] for position in batch) <= rows)
            and (not size or sum(sizes[position][1] for position in batch) <= size)
            and (not documents or len(batch) <= documents)
        )

    assert all(batch and fits(batch) for batch in batches)
    assert not any(fits(range(batch.start, batch.stop + 1)) for batch in batches[:-1])


@given(st.integers(0, 5000), st.integers(0, 1200))
@settings(max_examples=100, deadline=None)
def test_splitting_rows_loses_none_and_keeps_the_limit(count: int, rows: int) -> None:
    batches = split_rows(count, rows)
    assert [position for batch in batches for position in batch] == list(range(count))
    assert all(batch and (not rows or len(batch) <= rows) for batch in batches)
    assert len(set(file_names("3-invoices", "csv", len(batches), True))) == len(batches)


PLAIN = st.text("abX 09", max_size=9)
AMOUNT = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**16), max_value=10**16)
COLUMN = st.one_of(
    *(
        st.lists(values, min_size=1, max_size=6)
        for values in (
            PLAIN,
            CELL,
            st.one_of(PLAIN, st.none()),
            st.one_of(PLAIN, CELL, st.one_of(PLAIN, CELL).map(Strong)),
            AMOUNT,
            st.sampled_from([Decimal("1.0"), Decimal("1.00"), Decimal("-0.00"), Decimal("1E+2"), Decimal("0E-9")]),
            st.integers(-(10**17), 10**17),
            st.one_of(st.dates(date(1890, 1, 1)), st.none()),
            st.one_of(PLAIN, AMOUNT, st.integers(-9, 9)),
        )
    )
)


@given(
    COLUMN,
    st.sampled_from(["text", "money", "date", "number", "score"]),
    st.integers(4, 12),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_a_column_looked_at_as_a_whole_is_written_as_each_of_its_cells_alone(
    values: list[Value], kind: str, width: int, entry: bool, is_table: bool
) -> None:
    column = ReviewColumn("Heading", width, kind, entry=entry)  # type: ignore[arg-type]
    styles = ("7", "8", "9")
    alone = [review_cells._finished(3, column, value, styles, is_table) for value in values]
    cells, lines = review_cells.column_cells(3, column, values, styles, is_table)
    assert (cells, lines or [1] * len(values)) == ([c for c, _ in alone], [n for _, n in alone])
