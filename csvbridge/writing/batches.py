"""Batches: how many files, and which rows in which.

In: how large each document is, and the limits of a file (qbo-import.md 5.2). Out: ranges, file names.
It never splits a document, changes the order or leaves a position out.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.errors import OwnFault


def split_documents(sizes: Sequence[tuple[int, int]], *, rows: int, documents: int, bytes: int) -> list[range]:
    """Return the documents of each file, in order, each file as full as the limits allow.

    Args:
        sizes: rows and bytes of each document.
        rows: most data rows of a file; 0 means no limit, here and below.
        documents: most documents of a file.
        bytes: most bytes of a file's data rows; the caller takes the heading line off first.

    Raises:
        OwnFault: a document is larger than a whole file; it had to be held before this point.
    """
    batches: list[range] = []
    start = used_rows = used_bytes = 0
    for position, (its_rows, its_bytes) in enumerate(sizes):
        if _over(its_rows, rows) or _over(its_bytes, bytes):
            raise OwnFault(f"a document of {its_rows} rows and {its_bytes} bytes was to be written; no file holds it")
        full = (
            _over(used_rows + its_rows, rows)
            or _over(used_bytes + its_bytes, bytes)
            or _over(position - start + 1, documents)
        )
        if full:
            batches.append(range(start, position))
            start, used_rows, used_bytes = position, 0, 0
        used_rows += its_rows
        used_bytes += its_bytes
    if sizes:
        batches.append(range(start, len(sizes)))
    return batches


def split_rows(count: int, rows: int) -> list[range]:
    """Return the rows of each file when every row stands alone; `rows` 0 means one file. No rows, no file."""
    step = rows or max(count, 1)
    return [range(start, min(start + step, count)) for start in range(0, count, step)]


def file_names(stem: str, ending: str, count: int, always_numbered: bool) -> list[str]:
    """Return the names of `count` files (contract.md 3): `1-products.xlsx`, or `1-products-001.xlsx` and on.

    `ending` is the kind of file, `xlsx` or `csv`. Numbers have three digits, more when there are over 999.
    """
    if count == 1 and not always_numbered:
        return [f"{stem}.{ending}"]
    digits = max(3, len(str(count)))
    return [f"{stem}-{number:0{digits}d}.{ending}" for number in range(1, count + 1)]


def _over(amount: int, limit: int) -> bool:
    return bool(limit) and amount > limit
