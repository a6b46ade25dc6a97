"""What holds for every conversion, whatever is found alike in it.

Companies and pairs are made at random and converted in process; who waits is reckoned by the test's own few lines, so
that a wrong total cannot agree with itself. How pairs are found is matching's affair: here they are given, by name.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from csvbridge.likeness import pair_rows
from csvbridge.matching import match
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList
from csvbridge.pipeline import run_convert
from csvbridge.profile import load_profile
from csvbridge.run import Plan, Run
from csvbridge.trail import Fate

NAMES = tuple(f"Firm {letter}" for letter in "ABCDEFGH")
LOOKS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ORDERS = settings(LOOKS, max_examples=6)
BANDS = tuple(str(band) for band in Band)
SAID = ("DUP501", "DUP502", "DUP503")


@dataclass(frozen=True)
class Company:
    """Who has documents of which cents, whom QuickBooks has, who looks like whom, and which bands hold."""

    accounts: dict[str, list[int]]
    customers: list[str]
    alike: dict[tuple[str, str], tuple[str, float]]
    hold: list[str]

    @property
    def new(self) -> set[str]:
        return set(self.accounts) - set(self.customers)

    def waits(self) -> set[str]:
        """The accounts that QuickBooks lacks and that look like another record in a band that holds.

        Records are told apart by their names: an account that is a customer has the customer's.
        """
        there = {*self.accounts, *self.customers}
        found = set()
        for pair, (band, _) in self.alike.items():
            if band in self.hold and set(pair) <= there:
                found |= set(pair) & self.new
        return found


cents = st.integers(-50_000, 50_000)
pairs_ = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))),
    st.tuples(st.sampled_from(BANDS), st.sampled_from((0.5, 0.9, 0.99))),
    max_size=6,
)
companies = st.builds(
    Company,
    accounts=st.dictionaries(st.sampled_from(NAMES), st.lists(cents, min_size=1, max_size=3), min_size=1, max_size=6),
    customers=st.lists(st.sampled_from(NAMES), max_size=4, unique=True),
    alike=pairs_,
    hold=st.lists(st.sampled_from(BANDS), max_size=5, unique=True),
)


def write(path: Path, headings: Sequence[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def converted(company: Company, folder: Path, order: int = 0) -> Run:
    """Convert a company whose rows, and whose pairs, come in some order."""
    chance = random.Random(order)
    accounts = [[f"001Ax00000{NAMES.index(name):05d}", name] for name in company.accounts]
    deals = [
        [f"006Ax0{NAMES.index(name)}000{at:05d}", f"Deal {at}", name, "Closed Won", "10/31/2026", f"{minor / 100:.2f}"]
        for name, documents in company.accounts.items()
        for at, minor in enumerate(documents)
    ]
    customers = [[name, ""] for name in company.customers]
    for rows in (accounts, deals, customers):
        chance.shuffle(rows)
    write(folder / "accounts.csv", ["Account ID", "Account Name"], accounts)
    write(
        folder / "won.csv",
        ["Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Close Date", "Amount"],
        deals,
    )
    if customers:
        write(folder / "Customers.csv", ["Name", "Open balance"], customers)

    def find_pairs(given_: CustomerList, **_: Any) -> Pairs:
        names = given_.column("name")
        found = []
        for one, other in combinations(range(given_.size), 2):
            said = company.alike.get((names[one], names[other])) or company.alike.get((names[other], names[one]))
            said = ("certain", 1.0) if names[one] == names[other] else said
            if said is not None:
                found.append((one, other, *said))
        chance.shuffle(found)
        left, right, band, score = zip(*found, strict=True) if found else ((), (), (), ())
        words = [""] * len(left)
        return Pairs(
            left=left, right=right, band=[Band(word) for word in band], score=score, reasons=words, against=words,
            parts=lambda numbers: [()] * len(numbers), groups=[], compared=len(left), withheld=0,
        )  # fmt: skip

    hold = ", ".join(f'"{band}"' for band in company.hold)
    plan = Plan(
        inputs=(folder,),
        against=(),
        out=Path("nowhere"),
        profile=load_profile(None, [f"matching.hold=[{hold}]"]),
        dry_run=True,
    )
    with patch.object(match, "find_pairs", find_pairs):
        return run_convert(plan, lambda stage, done, of: None)


def held(run: Run) -> set[str]:
    return {account.account_name for account in run.conversion.accounts.all if account.fate is Fate.HELD}


@given(companies)
@LOOKS
def test_near_duplicates_alone_wait_and_every_cent_is_accounted_for(company: Company) -> None:
    with tempfile.TemporaryDirectory() as name:
        run = converted(company, Path(name))
    totals_prove_and_only_near_duplicates_wait(company, run)
    every_pair_is_listed_once_with_its_money(company, run)


def totals_prove_and_only_near_duplicates_wait(company: Company, run: Run) -> None:
    waits = company.waits()
    event(f"waiting: {len(waits)}")
    assert held(run) == waits
    told = run.totals.as_json()
    sums = {name: sum(documents) for name, documents in company.accounts.items()}
    in_, kept = sum(sums.values()), sum(sums[name] for name in waits)
    assert {key: told["amounts"]["USD"][key] for key in ("in", "held", "written")} == {
        "in": f"{in_ / 100:.2f}", "held": f"{kept / 100:.2f}", "written": f"{(in_ - kept) / 100:.2f}"
    }  # fmt: skip
    documents = {name: len(found) for name, found in company.accounts.items()}
    assert told["records"]["invoices"]["held"] == sum(documents[name] for name in waits) == told["lines"]["held"]
    assert told["records"]["customers"] == {
        **{"in": len(company.accounts), "written": len(company.new - waits), "held": len(waits), "rejected": 0},
        **{"merged": len(company.accounts) - len(company.new), "skipped": 0},
    }
    assert run.exit_code == bool(waits)
    assert sorted(found.value for found in run.listed if found.code in SAID) == sorted(waits)
    assert [found for found in run.listed if found.severity == "error"] == []


def every_pair_is_listed_once_with_its_money(company: Company, run: Run) -> None:
    if run.alike is None:
        assert len({*company.accounts, *company.customers}) < 2 and not run.conversion.likeness
        return
    found = run.alike
    rows = list(zip(*pair_rows(found.listed, found.pairs, found.order, found.at_stake), strict=True))
    there = {*company.accounts, *company.customers}
    listed = [tuple(sorted((row[3], row[7]))) for row in rows]
    assert sorted(listed) == sorted(pair for pair in company.alike if set(pair) <= there)
    for left_file, _, left_id, left, right_file, _, right_id, right, _, band, _, _, at_stake, _ in rows:
        assert left_file.endswith("accounts.csv") == bool(left_id) and right_file.endswith("accounts.csv") == bool(
            right_id
        )
        assert left_id or not {left, right} & set(company.accounts), "an account of the run stands left"
        assert not right_id or right in company.new, "right is QuickBooks' record where there is one"
        deals = [minor for name in (left, right) for minor in company.accounts.get(name, [])]
        words = f"{len(deals)} invoice{'' if len(deals) == 1 else 's'}, USD {sum(deals) / 100:.2f}"
        assert at_stake == words and band in BANDS
    ranks = [BANDS.index(row[9]) for row in rows]
    assert ranks == sorted(ranks)


@given(companies, st.integers(1, 10**6))
@ORDERS
def test_the_order_of_rows_and_pairs_decides_nothing(company: Company, order: int) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        runs = [converted(company, Path(one)), converted(company, Path(other), order)]
    assert held(runs[0]) == held(runs[1]) and len({run.exit_code for run in runs}) == 1
    assert runs[0].totals.as_json()["amounts"] == runs[1].totals.as_json()["amounts"]
    proposed = [
        sorted((f.value, f.code, f.message.split(" (")[0]) for f in run.listed if f.code in SAID) for run in runs
    ]
    assert proposed[0] == proposed[1]
