"""Write the reviews of a run: the page to start with, the register, the exceptions, the pairs to decide.

In: a finished run and the folder that it is built in. Out: files, each named with its rows. A workbook that would
hold no rows is not written; the page always is. What the reviews say is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from csvbridge.reviews.decide_words import About
from csvbridge.reviews.duplicates_data import Shown
from csvbridge.reviews.duplicates_page import PAGE, duplicates_page
from csvbridge.reviews.duplicates_workbook import duplicates_workbook
from csvbridge.reviews.exceptions import exception_sheets
from csvbridge.reviews.html import html
from csvbridge.reviews.register import register_sheets
from csvbridge.reviews.start_here import start_here
from csvbridge.run import Run
from csvbridge.writing.review_workbook import review_workbook

START_HERE = "start-here.html"
REGISTER = "review/register.xlsx"
EXCEPTIONS = "review/exceptions.xlsx"
DUPLICATES = "review/duplicates.xlsx"


def write_reviews(run: Run, build: Path) -> Iterator[tuple[str, int | None]]:
    """Write the reviews into `build`; yield the path and the number of rows of each (None for the page)."""
    build.mkdir(parents=True, exist_ok=True)
    (build / START_HERE).write_bytes(html(start_here(run)).encode("utf-8"))
    yield START_HERE, None
    for path, sheets in ((REGISTER, register_sheets(run)), (EXCEPTIONS, exception_sheets(run))):
        if sheets:
            review_workbook(build / path, sheets)
            yield path, sum(len(sheet.rows) for sheet in sheets)
    found = run.alike
    if found is not None and len(found):
        about = About(
            run=run.plan.out.name,
            workbook=(run.plan.out / DUPLICATES).as_posix(),
            company=run.plan.company.as_posix() if run.plan.company is not None else "",
        )
        shown = duplicates_workbook(build / DUPLICATES, found.listed, found.pairs, found.order, found.asked, about)
        yield DUPLICATES, shown
        pairs = Shown(
            listed=found.listed,
            pairs=found.pairs,
            order=found.order,
            asked=found.asked,
            waits=found.held,
        )
        data, shown = duplicates_page(run, pairs)
        (build / PAGE).write_bytes(data)
        yield PAGE, shown
