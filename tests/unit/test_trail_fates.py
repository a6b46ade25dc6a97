"""Fates said in one go are those said row by row."""

from __future__ import annotations

from csvbridge.trail import Fate, Trail


def test_many_records_of_a_row_each_are_told_as_one_by_one() -> None:
    trails = []
    for at_once in (True, False):
        trail = Trail()
        first, second = trail.add_source("a.csv"), trail.add_source("b.csv")
        rows = [*trail.add_rows(first, [2, 5]), *trail.add_rows(second, [3, 4])]
        told = Fate.WRITTEN, "", "import/3-invoices.csv#7"
        if at_once:
            trail.set_fates(rows[1:3], ["line A", "line B"], *told)
        else:
            trail.set_fate([rows[1]], "line A", *told)
            trail.set_fate([rows[2]], "line B", *told)
        trails.append(trail)
    assert trails[0].rows() == trails[1].rows()
    assert [row[:4] for row in trails[0].rows()] == [
        ("a.csv", "", "5", "line A"),
        ("b.csv", "", "3", "line B"),
    ]
    assert trails[0].rows_without_fate() == [0, 3]
