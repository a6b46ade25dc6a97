"""What the tests of duplicates.html share: runs with pairs, made by hand or in great number, and their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from csvbridge.likeness import Asked, AtStake, Listed
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import FIELDS, CustomerList
from csvbridge.profile import load_profile
from csvbridge.remembered import Decision
from csvbridge.reviews.duplicates_data import Shown
from csvbridge.reviews.duplicates_page import duplicates_page
from csvbridge.run import InputFile, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A run as the page knows it."""

    plan: Plan
    inputs: Sequence[InputFile] = field(
        default_factory=lambda: [
            InputFile(
                path="in/accounts.csv",
                place=Path("accounts.csv"),
                sha256="5a" * 32,
                size=9,
                rows=4,
                identified_as="salesforce.accounts",
                copy="evidence/inputs/1-accounts.csv",
            )
        ]
    )


def told(run: str = "2026-10") -> Told:
    """Return a run of this name."""
    return Told(plan=Plan(inputs=(), against=(), out=Path("books") / run, profile=load_profile(None)))


Record = dict[str, str]
"""Field of a customer = text; `kind` and `id` beside them, `kind` an account's where it is left out."""


def listed(records: Sequence[Record]) -> Listed:
    """Return records as a list; those that are no account are known to QuickBooks."""
    kinds = [record.get("kind", "account") for record in records]
    columns = {name: [one.get(name, "") for one in records] for name in FIELDS if any(name in one for one in records)}
    return Listed(
        customers=CustomerList(columns, len(records), [kind not in ("account", "lead") for kind in kinds]),
        file=["in/accounts.csv" if kind == "account" else "in/Customers.csv" for kind in kinds],
        sheet=[""] * len(records),
        row=list(range(2, len(records) + 2)),
        row_id=list(range(len(records))),
        id=[record.get("id", "") for record in records],
        name=[record.get("name", "") for record in records],
        kind=kinds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pair as a test states it."""

    left: int
    right: int
    band: Band = Band.CERTAIN
    score: float = 0.98
    against: str = ""
    parts: tuple[tuple[str, float], ...] = (("Phone", 3.16), ("two candidates of which nothing is known", -1.43))
    documents: tuple[AtStake, ...] = ()
    decided: Decision | None = None
    changed: str = ""


def shown(records: Sequence[Record], pairs: Sequence[Found], groups: Sequence[tuple[int, ...]] = ()) -> Shown:
    """Return the pairs of a list as the page takes them, in the order given."""
    sums = [sum(int(one.amount.rpartition(" ")[2].replace(".", "")) for one in pair.documents) for pair in pairs]
    stakes = [
        f"{len(pair.documents)} invoice{'s' * (len(pair.documents) != 1)}, USD {total // 100}.{total % 100:02d}"
        for pair, total in zip(pairs, sums, strict=True)
    ]
    return Shown(
        listed=listed(records),
        pairs=Pairs(
            left=[pair.left for pair in pairs],
            right=[pair.right for pair in pairs],
            score=[pair.score for pair in pairs],
            band=[pair.band for pair in pairs],
            reasons=["same phone; same city"] * len(pairs),
            against=[pair.against for pair in pairs],
            parts=lambda numbers: [pairs[number].parts for number in numbers],
            groups=groups,
            compared=len(pairs),
            withheld=0,
        ),
        order=range(len(pairs)),
        asked=Asked(
            decided=[pair.decided for pair in pairs],
            changed=[pair.changed for pair in pairs],
            at_stake=[
                words if pair.documents else "0 invoices, USD 0.00" for words, pair in zip(stakes, pairs, strict=True)
            ],
            documents=[pair.documents for pair in pairs],
        ),
    )


def page_file(path: Path, pairs: Shown, run: str = "2026-10") -> Path:
    """Write the page of the pairs and return where."""
    data, _ = duplicates_page(told(run), pairs)
    path.write_bytes(data)
    return path


TITLES = ("Phone", "E-mail", "Street", "City", "Postal code", "Domain", "Name", "Legal form", "State", "Country")


def many_pairs(count: int) -> Shown:
    """Return made-up pairs of two records each, as wide as exports are."""
    records, pairs = [], []
    for number in range(count):
        street, town = f"{number % 997} Harbor Walk", f"Town {number % 311}"
        for twin, form in enumerate(("LLC", "Inc.")):
            records.append(
                {
                    "name": f"Customer {number} of the northern lights {form}",
                    "email": f"office{number}@customer{number % 4001}.example",
                    "phone": f"(207) 555-{number % 10000:04d}",
                    "website": f"https://customer{number % 4001}.example",
                    "street": street,
                    "city": town,
                    "state": "ME",
                    "postal_code": f"{number % 100000:05d}",
                    "country": "USA",
                    "id": f"001Bq{2 * number + twin:013d}",
                }
            )
        parts = [(title, ((number * 7 + at * 13) % 600 - 200) / 100) for at, title in enumerate(TITLES)]
        parts += [(f"{one} with {other}", 0.01 * (number % 50) + 0.1) for one, other in pairwise(TITLES)] * 3
        document = AtStake(f"10{number:05d}", f"Deal {number}", "2026-10-14", f"USD {number}.50", "held")
        pairs.append(
            Found(
                left=2 * number,
                right=2 * number + 1,
                band=tuple(Band)[number % 5],
                parts=tuple(parts),
                documents=(document,),
            )
        )
    return shown(records, pairs)
