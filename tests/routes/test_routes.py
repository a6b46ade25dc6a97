"""One company, every export route: the import files are the same, byte for byte.

The baseline of a group is the details-only CSV with its footer, and it is checked against the company itself. Run with
`-s` for a table: route, what its files were known as, their rows, the result.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import office
import pytest
from catalogue import REPORTS, ROUTES, Route
from company import COMPANY, Company, checked, objects, reports
from render_html import printable_files
from render_text import details_files, java

from csvbridge.cli.main import run as run_command

STEADY = ("--set", "lists.format=csv", "--set", "matching.hold=[]")


@dataclass(frozen=True)
class Done:
    """What a run wrote and said."""

    exit: int
    said: str
    imports: dict[str, bytes]
    totals: dict[str, Any]
    known_as: Counter[str]


def convert(folder: Path, files: dict[str, bytes], *, ids: bool) -> Done:
    """Run the command on the files as it stands in a process: seventy starts of Python would be most of the time."""
    given = folder / "in"
    given.mkdir(parents=True)
    for name, contents in files.items():
        (given / name).write_bytes(contents)
    words = ["convert", "in", "--out", "run", "--json", *STEADY]
    if not ids:
        words += ["--set", "invoices.number=sequence"]
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
        run_command(words)
    envelope = json.loads(out.getvalue())
    run = folder / "run"
    imports = {p.name: p.read_bytes() for p in sorted((run / "import").glob("*"))} if run.exists() else {}
    totals = json.loads((run / "evidence" / "control-totals.json").read_bytes()) if run.exists() else {}
    known_as: Counter[str] = Counter()
    for entry in envelope["files"]:
        if (entry.get("identified_as") or "").startswith("salesforce."):
            known_as[entry["identified_as"]] += entry["rows"]
    messages = [str(m) for m in (*envelope["messages"], *envelope["questions"])]
    said = " | ".join([*messages, err.getvalue().strip()])
    return Done(int(end.value.code or 0), said, imports, totals, known_as)


_baselines: dict[tuple[bool, Company], Done] = {}


@pytest.fixture
def baseline(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the baseline of a group, converted once."""

    def of(ids: bool, company: Company = COMPANY) -> Done:
        if (ids, company) not in _baselines:
            files = details_files(company, ids=ids)
            _baselines[ids, company] = convert(tmp_path_factory.mktemp("baseline"), files, ids=ids)
        return _baselines[ids, company]

    return of


def _case(route: Route) -> Any:
    marks = [pytest.mark.skipif(not office.SOFFICE, reason=office.MISSING)] if route.needs_office else []
    return pytest.param(route, id=route.name, marks=marks)


@pytest.mark.parametrize("route", [_case(route) for route in ROUTES])
def test_a_route_comes_to_the_same_import_files(route: Route, baseline: Any, tmp_path: Path) -> None:
    wanted = baseline(route.ids, route.company)
    done = convert(tmp_path, route.files(), ids=route.ids)
    _print(route, done, wanted)
    assert done.exit == wanted.exit, done.said
    assert done.imports == wanted.imports
    assert done.totals == wanted.totals
    assert {name: done.known_as[name] for name in route.tables} == route.tables, done.known_as


_COLUMNS = "{:52} {:>7} {:92} {:>5}  {}"


@cache
def _head() -> None:
    print("\n" + _COLUMNS.format("route", "ids", "identified as", "rows", "result"))


def _print(route: Route, done: Done, wanted: Done) -> None:
    _head()
    known = ", ".join(name.replace("salesforce.", "") for name in done.known_as) or "-"
    same = done.imports == wanted.imports and done.totals == wanted.totals
    result = "the same files" if same else f"exit {done.exit}" if done.exit == 2 else "OTHER FILES"
    lost = f", but for {route.loses}" if route.loses else ""
    ids = "with" if route.ids else "without"
    print("\n" + _COLUMNS.format(route.name, ids, known[:92], done.known_as.total(), result + lost), end="")


def test_every_route_of_the_page_is_here() -> None:
    """R1 to R15, each at least once."""
    assert {route.name.split()[0] for route in ROUTES} == {f"R{number}" for number in range(1, 16)}
    names = [route.name for route in ROUTES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "without ids"])
def test_the_baseline_is_the_company(ids: bool, baseline: Any) -> None:
    """What the other routes are held against is itself right: counted and summed from the company's own data."""
    done = baseline(ids)
    won = [deal for deal in COMPANY.deals if deal.won]
    lines = sum(max(1, len(deal.lines)) for deal in won)
    amount = sum((deal.amount for deal in won), Decimal(0))
    assert done.exit == 0, done.said
    assert done.known_as == Counter(REPORTS)
    assert done.totals["records"]["invoices"] == {
        "in": 14, "written": 10, "held": 0, "rejected": 0, "merged": 0, "skipped": 4,
    }  # fmt: skip
    assert done.totals["records"]["customers"]["written"] == len({deal.account.id for deal in won})
    assert done.totals["records"]["products"]["written"] == sum(product.active for product in COMPANY.products)
    assert done.totals["lines"]["written"] == lines
    assert Decimal(done.totals["amounts"]["USD"]["written"]) == amount
    text = b"".join(done.imports.values()).decode("utf-8")
    for word in ("12 Quarry Rd, Suite 4", "Bögel & Söhne GmbH", "Terrasse, été", "10450000.00"):
        assert word in text
    for deal in won:
        assert not ids or deal.id in text


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "without ids"])
def test_a_grouped_printable_view_is_right_or_refused(ids: bool, baseline: Any, tmp_path: Path) -> None:
    """Where the account stands only in a group's row, its deals have it, or the run stops: never a third thing."""
    done = convert(tmp_path, printable_files(COMPANY, ids=ids, grouped=True), ids=ids)
    wanted = baseline(ids)
    if done.exit == 2:
        assert not done.imports and done.said
    else:
        assert (done.imports, done.totals) == (wanted.imports, wanted.totals)


@pytest.mark.parametrize(
    ("short", "whole"),
    [("001E000000M4pZB", "IAZ"), ("a0RE000000IJmcN", "MAT"), ("006x0000001YuG5", "AAK"), ("0" * 15, "AAA")],
)
def test_the_company_has_ids_as_salesforce_makes_them(short: str, whole: str) -> None:
    """salesforce-exports.md §3.1 gives these."""
    assert checked(short) == short + whole


def test_the_company_is_consistent() -> None:
    """The data that everything here rests on: lines sum to their deal, ids are unique, dates tell their order."""
    for deal in COMPANY.deals:
        assert not deal.lines or deal.amount == sum(line.total for line in deal.lines)
    for table in objects(COMPANY, parents=True).values():
        assert len(set(table.column("Id"))) == len(table.rows)
    for kind in ("deals", "lines"):
        table = reports(COMPANY, ids=False)[kind]
        for name in {"Close Date", "Date"} & set(table.names):
            assert any(day.day > 12 for day in table.column(name) if day is not None)  # type: ignore[union-attr]
    names = [(deal.account.name, deal.stage) for deal in COMPANY.deals]
    assert names == sorted(names), "grouped and not grouped have one order"


@pytest.mark.parametrize(
    ("number", "text"),
    [("500000", "500000.0"), ("45000000", "4.5E7"), ("10450000.00", "1.045E7"), ("-2.50", "-2.5"), ("0", "0.0")],
)
def test_numbers_are_written_as_java_does(number: str, text: str) -> None:
    """salesforce-exports.md §1.3 and §1.7 give the first two."""
    assert java(Decimal(number)) == text
