"""What holds of every file to import: what convert writes is taken, and a cell is judged the same wherever it stands."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_conversion_properties import Company, companies, convert, write_exports

from csvbridge.errors import Stop
from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import join_rows
from csvbridge.profile import load_profile
from csvbridge.ready.check import check_table
from csvbridge.run import Plan
from csvbridge.schema_files import load_template
from csvbridge.validating import run_validate

PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
INVOICES = load_template("quickbooks.us.invoices")
PROFILE = load_profile(None, [])


@given(companies)
@settings(max_examples=12, deadline=None, suppress_health_check=PATIENT)
def test_whatever_convert_writes_validates_without_error(company: Company) -> None:
    """Beside the lists that the conversion was given: no name, number or item of its files is a fault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_exports(company, folder)
        try:
            run = convert(company, files, folder / "run")
        except Stop:
            return
        made = folder / "import"
        made.mkdir()
        for file in run.imports:
            text = io.StringIO(newline="")
            csv.writer(text).writerows([file.headings, *file.rows])
            data = file.data or text.getvalue().encode()
            (made / Path(file.path).with_suffix(".csv").name).write_bytes(data)
        if not run.imports:
            return
        lists = tuple(path for path in files if path.name in LISTS)
        plan = Plan(inputs=(made,), against=lists, out=Path(), profile=run.plan.profile, dry_run=True)
        found = run_validate(plan, lambda stage, done, of: None)
        assert [stop.message for stop in found.stops] == []
        assert [(one.code, one.message) for one in found.listed if one.severity == "error"] == []


LISTS = ("Customers.csv", "ProductServiceList.csv", "Vendors.csv")
"""Not the Invoice List: what it holds was not written again, or waits."""

CELLS = st.sampled_from(
    ["", " ", "1001", "Alder", "10/31/2026", "11/30/2026", "13/31/2026", "5", "2.5", "-1", "$3", "1,000.00", "x" * 22]
) | st.text(max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=13, max_size=13), min_size=1, max_size=6)


def told(rows: list[list[str]]) -> list[tuple[str, int | None, str | None]]:
    """Check rows of an invoice file; return code, row and column of every finding on a row."""
    findings = Findings()
    headings = [column.name for column in INVOICES.columns]
    table = join_rows(INVOICES, "invoices.csv", headings, list(zip(*rows, strict=True)), len(rows))
    check_table(table, PROFILE, findings)
    return sorted((s.rule.code, s.row_id, s.field) for s in findings if s.row_id is not None)


@given(ROWS)
@settings(max_examples=15, deadline=None)
def test_no_row_of_an_invoice_file_breaks_the_check(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, every finding has a place in the file."""
    for code, row, field in told(rows):
        assert code.startswith(("QBO", "VAL"))
        assert row in range(len(rows)) and field in {column.name for column in INVOICES.columns}


@given(ROWS, ROWS)
@settings(max_examples=8, deadline=None)
def test_what_is_said_of_cells_does_not_depend_on_other_documents(
    first: list[list[str]], second: list[list[str]]
) -> None:
    """Numbers, lengths and required cells are each row's own; order of dates and documents are the file's."""
    own = ("QBO101", "QBO102", "QBO103", "QBO104", "QBO105", "QBO106", "QBO120", "QBO124", "QBO125", "QBO128")
    apart = [["A-" + str(n) + row[0][:10], *row[1:]] for n, row in enumerate(first)]
    others = [["B-" + str(n) + row[0][:10], *row[1:]] for n, row in enumerate(second)]
    alone = [one for one in told(apart) if one[0] in own]
    together = [one for one in told([*apart, *others]) if one[0] in own and (one[1] or 0) < len(apart)]
    assert alone == together


def test_a_broken_file_of_our_own_is_found() -> None:
    """The property above could not fail otherwise."""
    assert ("QBO101", 0, "*Customer") in told([["1", "", "10/31/2026", "11/30/2026", *[""] * 7, "5", ""]])
