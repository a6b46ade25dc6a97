"""Until matching finds near-duplicates by itself: the pairs that the sample company is designed to have.

The first matching finds equal names and nothing else; samples and README tell of what the real one finds. As soon as
`csvbridge.matching.match` is another one nothing is replaced here, and this file has done its work.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from csvbridge.matching import match
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList

FIRST = 'reasons=["names equal"] * count' in Path(match.__file__).read_text(encoding="utf-8")
PLANTED = {
    ("Birch & Vale LLC", "Birch and Vale, LLC"): (Band.CERTAIN, 0.99),
    ("Quarry Hill Brewing Co.", "Quarry Hill Brewing Company"): (Band.CERTAIN, 0.98),
    ("Salt Marsh Kayak Rentals LLC", "Saltmarsh Kayak Rentals"): (Band.PROBABLE, 0.95),
    ("Amberlight Yoga Studio", "Amberlight Yoga Studio Concord"): (Band.RELATED, 0.3),
    ("Evergreen Pet Group", "Larkspur Veterinary Clinic"): (Band.RELATED, 0.3),
}


@pytest.fixture(autouse=True, scope="session")
def _planted() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    if FIRST:
        equal = match.find_pairs

        def find_pairs(customers: CustomerList, **options: Any) -> Pairs:
            found, names = equal(customers, **options), customers.column("name")
            more = [
                (*ends, *PLANTED[key])
                for ends in combinations(range(customers.size), 2)
                if customers.size < 100 and (key := tuple(sorted(names[at] for at in ends))) in PLANTED
            ]
            left, right, band, score = zip(*more, strict=True) if more else ((), (), (), ())
            return replace(
                found,
                left=[*found.left, *left],
                right=[*found.right, *right],
                band=[*found.band, *band],
                score=[*found.score, *score],
                reasons=[*found.reasons, *(["same phone"] * len(more))],
                against=[*found.against, *([""] * len(more))],
                parts=lambda number: (),
            )

        patch.setattr(match, "find_pairs", find_pairs)
    yield
    patch.undo()
