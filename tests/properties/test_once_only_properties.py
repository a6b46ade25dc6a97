"""Once only, whatever a company holds: converted twice, the second run writes nothing, and all of it is counted.

The companies are those of `test_conversion_properties`, converted with a company folder. What the memory contributed
to a run is enough to make the run again.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from test_conversion_properties import Company, companies, settings_of, write_exports

from csvbridge.errors import Stop
from csvbridge.period import parse_period
from csvbridge.pipeline import run_convert
from csvbridge.profile import load_profile
from csvbridge.remembered import Remembered, remembered_from, remembered_json
from csvbridge.run import Plan, Run
from csvbridge.trail import Fate

OF_MEMORY = ("RUN904", "RUN906")
"""Notes that say whether there is a company folder."""


def convert(
    company: Company, files: Sequence[Path], out: Path, books: Path | None, remembered: Remembered | None = None
) -> Run:
    plan = Plan(
        inputs=tuple(files),
        against=(),
        out=out,
        profile=load_profile(None, settings_of(company)),
        company=books,
        period=parse_period(company.period) if company.period else None,
        remembered=remembered or Remembered(),
        dry_run=books is None,
    )
    return run_convert(plan, lambda stage, done, of: None)


def fates(run: Run) -> list[Fate | None]:
    return [deal.fate for deal in run.conversion.deals.all]


@given(company=companies)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_converted_twice_the_second_run_writes_nothing_and_counts_everything(company: Company) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = folder / "books"
        books.mkdir()
        files = write_exports(company, folder)
        try:
            first = convert(company, files, folder / "one", books)
        except Stop as stop:
            event(f"stops: {stop.code}")
            return
        second = convert(company, files, folder / "two", books)
        anew = convert(company, files, folder / "anew", None, remembered_from(remembered_json(second.contributed)))
    assert second.imports == []
    written = sum(fate is Fate.WRITTEN for fate in fates(first))
    event(f"{min(written, 2)} documents written")
    assert [Fate.SKIPPED if fate is Fate.WRITTEN else fate for fate in fates(first)] == fates(second)
    known = [deal for deal in second.conversion.deals.all if deal.reason.startswith("already exported in run ")]
    assert len(known) == written
    for before, now in zip(
        (*first.totals.records.values(), first.totals.lines),
        (*second.totals.records.values(), second.totals.lines),
        strict=True,
    ):
        assert now[Fate.WRITTEN] == 0 and now[Fate.HELD] <= before[Fate.HELD]
    for code, sums in first.totals.amounts.items():
        assert sum(sums.values()) == sum(second.totals.amounts[code].values())
    assert anew.contributed == second.contributed
    assert anew.trail.rows() == second.trail.rows()
    assert Counter(f for f in anew.listed if f.code not in OF_MEMORY) == Counter(
        f for f in second.listed if f.code not in OF_MEMORY
    )
