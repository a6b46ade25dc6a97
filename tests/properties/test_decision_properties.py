"""What holds whatever is decided: no document and no cent is lost, and neither order nor repetition changes anything.

Companies, pairs and decisions are made at random and converted in process. Which accounts are one customer, and under
whose name, is reckoned by the test's own few lines.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections import Counter
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
from csvbridge.remembered import Decision, Remembered, account_key, member, pair_key, quickbooks_key
from csvbridge.run import Plan, Run
from csvbridge.ties import Ties
from csvbridge.trail import Fate
from csvbridge.values.ids import read_id

NAMES = tuple(f"Firm {letter}" for letter in "ABCDEF")
THERE = ("Firm A", "Firm Q", "Firm R")
WORDS = ("same", "same-as-quickbooks", "related", "different", "hold")
LOOKS = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(LOOKS, max_examples=3)


@dataclass(frozen=True)
class Company:
    """Who has documents of which cents, whom QuickBooks has, who looks like whom, and what was decided."""

    accounts: dict[str, list[int]]
    customers: list[str]
    alike: dict[tuple[str, str], str]
    decided: dict[tuple[str, str], tuple[str, int]]


cents = st.integers(-50_000, 50_000)
account_pairs = st.sampled_from(list(combinations(NAMES, 2)))
any_pairs = st.one_of(account_pairs, st.tuples(st.sampled_from(NAMES), st.sampled_from(THERE[1:])))
companies = st.builds(
    Company,
    accounts=st.dictionaries(st.sampled_from(NAMES), st.lists(cents, max_size=2), min_size=1),
    customers=st.lists(st.sampled_from(THERE), max_size=3, unique=True),
    alike=st.dictionaries(any_pairs, st.sampled_from(("certain", "probable", "possible")), max_size=6),
    decided=st.dictionaries(any_pairs, st.tuples(st.sampled_from(WORDS), st.integers(0, 1)), max_size=6),
)


def account_id(name: str) -> str:
    return read_id(f"001Ax00000{NAMES.index(name):05d}").id


def key_of(name: str) -> str:
    return account_key(account_id(name), name) if name in NAMES else quickbooks_key("customer", name)


def decisions_of(company: Company, word: str = "") -> list[Decision]:
    """The decisions, each as it was made: two accounts are never `same-as-quickbooks`, a customer is never `same`."""
    found = []
    for (left, right), (said, kept) in company.decided.items():
        decided = said
        if right in NAMES and said == "same-as-quickbooks":
            decided = "same"
        if right not in NAMES and said == "same":
            decided = "same-as-quickbooks"
        members = [member(key_of(name), name, {"name": name}) for name in (left, right)]
        if word:  # of the very records that the run compares: a customer alone is no account
            members = [
                m if name in company.accounts else m._replace(key=quickbooks_key("customer", name))
                for m, name in zip(members, (left, right), strict=True)
            ]
        found.append(
            Decision(
                left=members[0],
                right=members[1],
                word=word or decided,
                survivor=members[kept].key if decided == "same" and not word else "",
                quickbooks_name=right if decided == "same-as-quickbooks" and not word else "",
                decided_by="Ann",
                date="2026-11-02",
            )
        )
    return found


def write(path: Path, headings: Sequence[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def converted(
    company: Company, decisions: Sequence[Decision], *, order: int = 0, hold: Sequence[str] = ("certain",)
) -> Run:
    """Convert a company whose rows, pairs and decisions come in some order."""
    chance = random.Random(order)
    accounts = [[account_id(name), name, f"{NAMES.index(name)} Mill Lane"] for name in company.accounts]
    deals = [
        [f"006Ax0{NAMES.index(name)}000{at:05d}", f"Deal {at}", account_id(name), name, "Closed Won", "10/31/2026", f"{minor / 100:.2f}"]
        for name, documents in company.accounts.items()
        for at, minor in enumerate(documents)
    ]  # fmt: skip
    customers = [[name, ""] for name in company.customers]
    told = list(decisions)
    for rows in (accounts, deals, customers, told):
        chance.shuffle(rows)

    def find_pairs(given_: CustomerList, **_: Any) -> Pairs:
        names = given_.column("name")
        found = []
        for one, other in combinations(range(given_.size), 2):
            band = company.alike.get((names[one], names[other])) or company.alike.get((names[other], names[one]))
            if names[one] == names[other] or band is not None:
                found.append((one, other, band or "certain"))
        chance.shuffle(found)
        left, right, band_ = zip(*found, strict=True) if found else ((), (), ())
        words = [""] * len(left)
        return Pairs(
            left=left, right=right, band=[Band(word) for word in band_], score=[0.9] * len(left), reasons=words,
            against=words, parts=lambda numbers: [()] * len(numbers), groups=[], compared=len(left), withheld=0,
        )  # fmt: skip

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "accounts.csv", ["Account ID", "Account Name", "Billing Street"], accounts)
        headings = ["Opportunity ID", "Opportunity Name", "Account ID", "Account Name", "Stage", "Close Date", "Amount"]
        write(
            folder / "won.csv", headings, deals or [["006Ax00000zzzzz", "Lost", "", "", "Lost", "10/31/2026", "1.00"]]
        )
        if customers:
            write(folder / "Customers.csv", ["Name", "Open balance"], customers)
        bands = ", ".join(f'"{band}"' for band in hold)
        plan = Plan(
            inputs=(folder,),
            against=(),
            out=Path("nowhere"),
            profile=load_profile(None, [f"matching.hold=[{bands}]"]),
            remembered=Remembered(decisions=tuple(told)),
            dry_run=True,
        )
        with patch.object(match, "find_pairs", find_pairs):
            return run_convert(plan, lambda stage, done, of: None)


def billed(run: Run) -> list[tuple[str, str, int]]:
    """Every written document: its deal, its customer, its cents."""
    documents = (*run.conversion.invoices, *run.conversion.credits)
    return sorted((d.opportunity_id, d.account.name if d.account else "", d.total) for d in documents)


def made(run: Run) -> list[tuple[str, ...]]:
    """Every cell of the customers file, whatever the order of its rows."""
    return sorted(tuple(account.row) for account in run.conversion.customers)


def fates(run: Run) -> dict[str, Fate | None]:
    return {account.account_name: account.fate for account in run.conversion.accounts.all}


def seen(run: Run) -> tuple[Any, ...]:
    """All that must not depend on any order."""
    answered: Counter[tuple[Any, ...]] = Counter()
    if run.alike is not None:
        found = run.alike
        for row in zip(
            *pair_rows(found.listed, found.pairs, found.order, found.at_stake, found.asked.words), strict=True
        ):
            answered[frozenset((row[3], row[7])), row[9], row[12], row[13]] += 1
    codes = Counter(  # a note about a pair stands on the row of the one that is named first
        (found.code, "" if found.severity == "note" else found.value)
        for found in run.listed
        if found.code.startswith("DUP")
    )
    return billed(run), made(run), fates(run), run.totals.as_json()["amounts"], answered, codes


@given(companies)
@LOOKS
def test_no_document_and_no_cent_is_lost(company: Company) -> None:
    run = converted(company, decisions_of(company))
    told = run.totals.as_json()
    minor = sum(map(sum, company.accounts.values()))
    documents = sum(map(len, company.accounts.values()))
    amounts = told["amounts"]["USD"]
    if documents:
        assert amounts["in"] == f"{minor / 100:.2f}"
        assert told["records"]["invoices"]["in"] == documents
        assert told["records"]["invoices"]["written"] + told["records"]["invoices"]["held"] == documents
    assert told["records"]["customers"]["in"] == len(company.accounts)
    rows = [account.name for account in run.conversion.customers]
    assert len(set(rows)) == len(rows) and not set(rows) & set(company.customers)
    for _, customer, _ in billed(run):
        assert customer in {*rows, *company.customers} or customer in THERE
    event(f"merged: {told['records']['customers']['merged']}")


@given(companies)
@LOOKS
def test_who_is_one_is_billed_under_one_name_and_who_is_two_under_two(company: Company) -> None:
    decisions = decisions_of(company)
    run = converted(company, decisions, hold=())
    of = {
        d.account.account_name: d.account.name for d in (*run.conversion.invoices, *run.conversion.credits) if d.account
    }
    for decision in decisions:
        left, right = decision.left.name, decision.right.name
        both_there = left in company.customers and right in company.customers
        if decision.word == "same" and {left, right} <= of.keys() and not both_there:
            assert of[left] == of[right], "decided to be one customer"
        elif decision.word == "same-as-quickbooks" and left in of:
            assert of[left] == right, "decided to be this customer of QuickBooks"
        elif decision.word in ("different", "related") and {left, right} <= of.keys():
            assert of[left] != of[right], "decided to be two customers"
        elif decision.word == "hold":
            waits = {left, right} & of.keys()
            assert all(run_known(run, name) for name in waits), "decided to wait"


def run_known(run: Run, name: str) -> bool:
    return next(a.known for a in run.conversion.accounts.all if a.account_name == name)


@given(companies, st.integers(1, 10**6))
@FEW
def test_no_order_changes_anything(company: Company, order: int) -> None:
    decisions = decisions_of(company)
    assert seen(converted(company, decisions)) == seen(converted(company, decisions, order=order))


@given(companies)
@FEW
def test_different_on_all_is_as_if_nothing_was_held(company: Company) -> None:
    every = {pair: ("different", 0) for pair in company.alike}
    decided = Company(company.accounts, company.customers, company.alike, every)
    with_decisions = converted(decided, decisions_of(decided, "different"), hold=("certain", "probable", "possible"))
    without = converted(decided, [], hold=())
    assert billed(with_decisions) == billed(without) and made(with_decisions) == made(without)
    assert with_decisions.exit_code == without.exit_code


@given(companies)
@FEW
def test_twice_is_once(company: Company) -> None:
    decisions = decisions_of(company)
    assert seen(converted(company, decisions)) == seen(converted(company, [*decisions, *decisions]))


keys = st.sampled_from([key_of(name) for name in (*NAMES, *THERE)])
ties_of = st.lists(st.tuples(keys, keys, st.sampled_from(WORDS), st.integers(0, 1)), max_size=10)


@given(ties_of, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_ties_do_not_know_in_which_order_they_were_made(
    made_of: list[tuple[str, str, str, int]], chance: random.Random
) -> None:
    decisions = [
        Decision(
            left=member(one, one, {}),
            right=member(other, other, {}),
            word=word,
            survivor=(one, other)[kept] if word == "same" else "",
        )
        for one, other, word, kept in {pair_key(a, b): (a, b, w, k) for a, b, w, k in made_of if a != b}.values()
    ]
    shuffled = decisions[:]
    chance.shuffle(shuffled)
    ties, others = Ties(decisions), Ties(shuffled)
    every = [key_of(name) for name in (*NAMES, *THERE)]
    assert [ties.tie(key) for key in every] == [others.tie(key) for key in every]
    for one, other in combinations(every, 2):
        assert ties.settled(one, other) == others.settled(other, one)
    for key in every:
        tie = ties.tie(key)
        if tie is not None:
            assert bool(tie.end) != bool(tie.fault) and key in tie.members and (not tie.end or tie.end in tie.members)
