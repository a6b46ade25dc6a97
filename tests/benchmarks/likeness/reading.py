"""Read a labelled list: customers.csv and truth.csv of one folder.

Goes in: the folder. Comes out: the columns as csvbridge's matching takes them, the rows for people's eyes, and the
cluster of every record.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FIELDS = {
    "Name": "name",
    "Company": "company",
    "Email": "email",
    "Phone": "phone",
    "Website": "website",
    "Street": "street",
    "City": "city",
    "State": "state",
    "ZIP": "postal_code",
    "Country": "country",
}
"""QuickBooks' heading = matching's field."""


def read_rows(folder: Path) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the records of customers.csv."""
    with (folder / "customers.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        headings = next(reader)
        return headings, list(reader)


def read_columns(folder: Path) -> tuple[dict[str, list[str]], int]:
    """Return the columns by matching's names, and how many records there are; columns it does not know fall out."""
    headings, rows = read_rows(folder)
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in headings]
    return {
        FIELDS[heading]: list(cells) for heading, cells in zip(headings, columns, strict=True) if heading in FIELDS
    }, len(rows)


def read_truth(folder: Path, size: int) -> NDArray[np.int64]:
    """Return the cluster of every record, as a number; a truth that names another line than a record's is refused."""
    clusters = np.full(size, -1, dtype=np.int64)
    numbers: dict[str, int] = {}
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = int(row["row"]) - 2
            if not 0 <= place < size or clusters[place] >= 0:
                raise ValueError(
                    f"{folder / 'truth.csv'}: row {row['row']} is no record of customers.csv, or stands twice"
                )
            clusters[place] = numbers.setdefault(row["cluster"], len(numbers))
    if (clusters < 0).any():
        missing = int(np.flatnonzero(clusters < 0)[0]) + 2
        raise ValueError(f"{folder / 'truth.csv'}: row {missing} of customers.csv has no cluster")
    return clusters
