"""Every row is spoken for, once or more often; those that nobody spoke for are known."""

from __future__ import annotations

from csvbridge.trail import Fate, Trail


def test_a_row_that_nobody_speaks_for_is_known() -> None:
    trail = Trail()
    first, second, third = (trail.add_source(name) for name in ("a.csv", "b.csv", "c.csv"))
    a, b = trail.add_rows(first, [2, 5]), trail.add_rows(second, [3, 4])
    c = trail.add_rows(third, [2])
    trail.set_fate([a[1]], "line A", Fate.WRITTEN, "", "import/3-invoices.csv#7")
    trail.set_fate([b[0]], "line B", Fate.SKIPPED, "lost")
    trail.set_fate([b[0]], "deal B", Fate.HELD, "unclear")
    assert trail.rows_without_fate() == [a[0], b[1], c[0]]
    trail.pass_over(third, "c.csv", "nothing needs it")
    assert trail.rows_without_fate() == [a[0], b[1]]
    trail.set_fate([a[0]], "line A", Fate.SKIPPED, "lost")
    assert trail.unused_rows() == {a[0], c[0]}  # of row b[0] one record waits
    trail.set_fate([b[1]], "line C", Fate.MERGED)
    assert trail.rows_without_fate() == []


def test_the_trail_is_told_by_file_and_row() -> None:
    trail = Trail()
    assert trail.rows() == []
    first, second = trail.add_source("a.csv"), trail.add_source("b.xlsx", sheet="Sheet1")
    rows = [*trail.add_rows(first, [2, 5]), *trail.add_rows(second, [3])]
    trail.set_fate(rows[2:], "account X", Fate.HELD, "unclear")
    trail.set_fate(rows[:2], "deal A", Fate.WRITTEN, target="import/3-invoices.csv#7")
    trail.set_aside(first, 1, "Deal, Amount", "header")
    trail.set_aside(second, None, "a list", "not needed")
    assert trail.rows() == [
        ("a.csv", "", "1", "Deal, Amount", "skipped", "header", ""),
        ("a.csv", "", "2", "deal A", "written", "", "import/3-invoices.csv#7"),
        ("a.csv", "", "5", "deal A", "written", "", "import/3-invoices.csv#7"),
        ("b.xlsx", "Sheet1", "", "a list", "skipped", "not needed", ""),
        ("b.xlsx", "Sheet1", "3", "account X", "held", "unclear", ""),
    ]
