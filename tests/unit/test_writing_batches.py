"""Batches: which documents and rows go into which file, and what the files are called."""

import pytest

from csvbridge.errors import OwnFault
from csvbridge.writing.batches import file_names, split_documents, split_rows

SMALL = [(1, 10)] * 5


@pytest.mark.parametrize(
    ("sizes", "rows", "documents", "size", "expected"),
    [
        ([], 999, 100, 0, []),
        (SMALL, 0, 0, 0, [range(0, 5)]),
        (SMALL, 0, 2, 0, [range(0, 2), range(2, 4), range(4, 5)]),
        (SMALL, 2, 0, 0, [range(0, 2), range(2, 4), range(4, 5)]),
        (SMALL, 0, 0, 25, [range(0, 2), range(2, 4), range(4, 5)]),
        (SMALL, 5, 5, 50, [range(0, 5)]),
        (SMALL, 4, 5, 50, [range(0, 4), range(4, 5)]),
        (SMALL, 5, 4, 50, [range(0, 4), range(4, 5)]),
        (SMALL, 5, 5, 49, [range(0, 4), range(4, 5)]),
        ([(998, 1), (1, 1), (1, 1)], 999, 100, 0, [range(0, 2), range(2, 3)]),
        ([(998, 1), (2, 1), (1, 1)], 999, 100, 0, [range(0, 1), range(1, 3)]),
        ([(999, 1), (999, 1)], 999, 100, 0, [range(0, 1), range(1, 2)]),
        ([(3, 1), (1, 1), (3, 1)], 4, 0, 0, [range(0, 2), range(2, 3)]),  # order kept, though 3+1 fits twice
    ],
)
def test_documents_fill_each_file_in_order(
    sizes: list[tuple[int, int]], rows: int, documents: int, size: int, expected: list[range]
) -> None:
    assert split_documents(sizes, rows=rows, documents=documents, bytes=size) == expected


@pytest.mark.parametrize(("rows", "size"), [(999, 0), (0, 499), (999, 499)])
def test_a_document_larger_than_a_file_is_our_fault(rows: int, size: int) -> None:
    with pytest.raises(OwnFault, match="1000 rows and 500 bytes"):
        split_documents([(1, 1), (1000, 500)], rows=rows, documents=100, bytes=size)


@pytest.mark.parametrize(
    ("count", "rows", "expected"),
    [
        (0, 999, []),
        (0, 0, []),
        (5, 0, [range(0, 5)]),
        (998, 999, [range(0, 998)]),
        (999, 999, [range(0, 999)]),
        (1000, 999, [range(0, 999), range(999, 1000)]),
        (4, 2, [range(0, 2), range(2, 4)]),
    ],
)
def test_rows_that_stand_alone_fill_each_file(count: int, rows: int, expected: list[range]) -> None:
    assert split_rows(count, rows) == expected


@pytest.mark.parametrize(
    ("stem", "ending", "count", "always", "expected"),
    [
        ("1-products", "xlsx", 0, False, []),
        ("1-products", "xlsx", 1, False, ["1-products.xlsx"]),
        ("2-customers", "csv", 2, False, ["2-customers-001.csv", "2-customers-002.csv"]),
        ("3-invoices", "csv", 0, True, []),
        ("3-invoices", "csv", 1, True, ["3-invoices-001.csv"]),
    ],
)
def test_files_are_numbered_when_there_are_more_than_one(
    stem: str, ending: str, count: int, always: bool, expected: list[str]
) -> None:
    assert file_names(stem, ending, count, always) == expected


@pytest.mark.parametrize(("count", "last"), [(999, "i-999.csv"), (1000, "i-1000.csv"), (12345, "i-12345.csv")])
def test_many_files_have_numbers_of_one_length_so_that_names_sort(count: int, last: str) -> None:
    names = file_names("i", "csv", count, True)
    assert names[-1] == last
    assert len(names) == len(set(names)) == count
    assert sorted(names) == names
