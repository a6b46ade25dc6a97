"""Acronyms: which names are another one's initials, and that such two meet."""

from __future__ import annotations

import numpy as np
import pytest
from likenesses import customers

from csvbridge.matching.acronyms import acronyms
from csvbridge.matching.blocking import candidates
from csvbridge.matching.facts import count
from csvbridge.matching.parts import take_apart


def is_acronym(one: str, other: str) -> bool:
    parts = take_apart(customers([{"name": one}, {"name": other}]), "us")
    facts = count(parts)
    found = [acronyms(parts, facts, *map(np.array, pair)).tolist() for pair in (([0], [1]), ([1], [0]))]
    assert found[0] == found[1]
    return bool(found[0][0])


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("GFM", "General Forge Mills"),
        ("GFM Inc", "The General Forge Mills LLC"),
        ("GF", "Gilded Fern"),
        ("GFM Group", "General Forge Mills"),
        ("The GFM Intl Inc", "General Forge Mills, Inc."),
        ("GFM Phase 2", "General Forge Mills Phase 2"),
        ("GFM Phase 2", "General Forge Mills Phase II LLC"),
        ("BQTW Services", "Bramble Quay Tarn Works"),
    ],
)
def test_one_name_is_the_others_initials(short: str, full: str) -> None:
    assert is_acronym(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        pytest.param("GFX", "General Forge Mills", id="another letter"),
        pytest.param("GFX Group", "General Forge Mills", id="another letter, and a word behind"),
        pytest.param("GFMB Group", "General Forge Mills", id="a letter more than words"),
        pytest.param("GFM Phase 3", "General Forge Mills Phase 2", id="another number behind"),
        pytest.param("GFM Brendan", "General Forge Mills", id="a name behind"),
        pytest.param("GF Group", "Gilded Fern", id="two letters and a word behind say little"),
        pytest.param(
            "GFM Group", "General Forge Mills of Upper Bramble Quay Tarn", id="much more behind the full name"
        ),
        pytest.param("GFM", "GFM Group", id="an acronym is not its own initials"),
        pytest.param("123 Group", "1st 2nd 3rd", id="a number is no acronym"),
    ],
)
def test_these_are_no_initials(short: str, full: str) -> None:
    assert not is_acronym(short, full)


@pytest.mark.parametrize("short", ["GFM", "GFM Group", "The GFM Intl Inc"])
def test_an_acronym_meets_the_full_name_in_one_postal_code(short: str) -> None:
    """Nothing else brings the two together: no word, no telephone, no street."""
    records = [{"name": short, "postal_code": "52001"}, {"name": "General Forge Mills", "postal_code": "52001"}]
    others = [{"name": f"Tarn {'bcdfgh'[n]}ulp", "postal_code": f"5200{n + 3}"} for n in range(6)]
    found = candidates(take_apart(customers([*records, *others]), "us"))
    assert (0, 1) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def test_another_acronym_does_not_meet_it() -> None:
    records = [{"name": "GFX", "postal_code": "52001"}, {"name": "General Forge Mills", "postal_code": "52001"}]
    found = candidates(take_apart(customers(records), "us"))
    assert not len(found.left)
