"""Which record a row is, and which cells a correction reaches."""

from __future__ import annotations

import pytest

from csvbridge.correcting.applying import apply_corrections
from csvbridge.correcting.cells import Cells
from csvbridge.correcting.issuing import accepted_rules
from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table, join_columns
from csvbridge.reading.sheet import Sheet
from csvbridge.remembered import Correction
from csvbridge.schema_files import load_exports
from csvbridge.trail import Trail

A15, A18, B18 = "003Ax0000000001", "003Ax0000000001IAA", "003Ax0000000002IAA"
HEADINGS = ["Contact ID", "Last Name", "Email", "Note", "Note", "Account ID", "Account Name"]


def table(*rows: list[str], headings: list[str] = HEADINGS) -> Table:
    """Contacts as they were read, known for what they are."""
    trail, findings = Trail(), Findings()
    source = trail.add_source("contacts.csv")
    ids = trail.add_rows(source, range(2, 2 + len(rows)))
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = Sheet(source=source, headings=headings, columns=columns, row_ids=ids)
    export = next(export for export in load_exports() if export.id == "salesforce.contacts")
    found = join_columns(sheet, headings, export, findings)
    assert found is not None
    return found


def row(own: str, email: str, *notes: str) -> list[str]:
    return [own, "Moss", email, *(notes or ("", "")), "001Ax0000000001IAA", "Alder"]


def correction(record: str, before: str = "a@@b", after: str = "a@b.example", column: str = "Email") -> Correction:
    return Correction(code="QBO213", record=record, column=column, before=before, after=after, date="2026-11-02")


def codes(findings: Findings) -> list[str]:
    return [stored.rule.code for stored in findings]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([A15, B18], [f"id {A18}", f"id {B18}"]),  # 15 characters and 18 are one id
        ([A15, A18], ["row", "row"]),  # two rows of one id: which is meant, only their cells can tell
        (["", B18], ["row", f"id {B18}"]),
        (["no id", B18], ["row", f"id {B18}"]),
    ],
)
def test_a_record_is_its_own_id_or_its_cells(ids: list[str], expected: list[str]) -> None:
    found = table(*(row(own, f"{at}@b") for at, own in enumerate(ids)))
    cells = Cells([found])
    keys = [cells.record(found, row_id) for row_id in found.sheet.row_ids]
    assert [key.partition(" ")[0] if key.startswith("row") else key for key in keys] == expected
    assert len(set(keys)) == 2


def test_a_row_is_known_again_after_its_cell_was_corrected() -> None:
    found = table(row("", "a@@b"), row("", "c@d"))
    cells = Cells([found])
    record = cells.record(found, found.sheet.row_ids[0])
    findings = Findings()
    assert apply_corrections(cells, [correction(record)], findings) == [correction(record)]
    assert found.sheet.columns[2] == ["a@b.example", "c@d"]
    assert cells.record(found, found.sheet.row_ids[0]) == record
    assert cells.cell(found, found.sheet.row_ids[0], 2) == "a@@b"
    assert codes(findings) == ["FIX970"]


def test_of_two_columns_of_a_heading_the_one_that_held_the_value_is_corrected() -> None:
    found = table(row(A18, "c@d", "first", "a@@b"))
    apply_corrections(Cells([found]), [correction(f"id {A18}", column="Note")], Findings())
    assert found.sheet.columns[2:5] == [["c@d"], ["first"], ["a@b.example"]]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (correction(f"id {A18}"), ["FIX970"]),
        (correction(f"id {A18}", before="x", after="a@@b"), ["FIX972"]),
        (correction(f"id {A18}", before="x"), ["FIX971"]),
        (correction(f"id {A18}", column="Fax"), []),  # this export has no such column
        (correction(f"id {B18}"), []),  # of another month
        (correction(f"row {'0' * 24}"), []),
    ],
)
def test_a_correction_is_used_only_where_the_old_value_stands(one: Correction, told: list[str]) -> None:
    found = table(row(A15, "a@@b"))
    findings = Findings()
    met = apply_corrections(Cells([found]), [one], findings)
    assert (codes(findings), bool(met)) == (told, bool(told))
    assert found.sheet.columns[2] == ["a@b.example" if told == ["FIX970"] else "a@@b"]


def test_what_is_accepted_changes_no_cell() -> None:
    found = table(row(A15, "a@@b"))
    findings = Findings()
    accepted = Correction(code="QBO213", record=f"id {A18}", column="Email", before="a@@b", reason="known")
    assert apply_corrections(Cells([found]), [accepted], findings) == [] and len(findings) == 0


def test_a_code_is_accepted_with_who_and_why() -> None:
    rule = Correction(code="QBO208", reason="flat on purpose", decided_by="Ada", date="2026-11-02")
    assert accepted_rules([rule, correction(f"id {A18}")]) == {"QBO208": "flat on purpose (Ada, 2026-11-02)"}
