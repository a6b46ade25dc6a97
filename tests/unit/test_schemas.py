"""How headings are compared, and what makes a claim fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.schemas import Claim, claim_strength, claims_met, heading_forms, normal_heading


@pytest.mark.parametrize(
    ("heading", "normal"),
    [
        ("Account Name", "account name"),
        ("  Account   Name ", "account name"),
        ("ACCOUNT\u00a0NAME", "account name"),
        ("Account Name  \u2191", "account name"),
        ("Amount \u2193 ", "amount"),
        ("\ufeffId", "id"),
        ("Straße", "strasse"),
        ("Probability (%)", "probability (%)"),
        ("", ""),
        (" \u2191", ""),
    ],
)
def test_headings_are_compared_without_what_does_not_count(heading: str, normal: str) -> None:
    assert normal_heading(heading) == normal


@pytest.mark.parametrize(
    ("heading", "forms"),
    [
        ("Stage", ("stage",)),
        ("Opportunity: Stage", ("opportunity: stage", "stage")),
        (
            "Funding: Receiving Account: Billing City",
            ("funding: receiving account: billing city", "billing city"),
        ),
        ("Deal : Opportunity : Stage \u2191", ("deal : opportunity : stage", "stage")),
        ("Account Name: Account Name", ("account name: account name", "account name")),
        ("Contact: Full Name", ("contact: full name", "full name")),
        ("Ratio 1:2", ("ratio 1:2",)),
        ("Notes:", ("notes:",)),
        ("Notes: ", ("notes:",)),
        (": Stage", (": stage", "stage")),
    ],
)
def test_a_label_is_known_whole_or_by_its_last_part(heading: str, forms: tuple[str, ...]) -> None:
    assert heading_forms(heading) == forms


@pytest.mark.parametrize(
    "heading",
    [
        "Account Owner: Email",
        "Owner: Full Name",
        "Opportunity: Opportunity Owner: Full Name",
        "Created By: Email",
        "Last Modified By: Full Name",
        "Contact: Reports To: Email",
        "Parent Account: Billing Street",
        "Account: Parent Account: Phone",
        "Primary Contact: Full Name",
        "Billing Contact : Email",
        "Account: ID",
        "Opportunity: Name",
    ],
)
def test_what_belongs_to_somebody_else_is_not_known_by_its_last_part(heading: str) -> None:
    """An owner's address as the customer's e-mail, a parent's street: wrong, and nobody would see it."""
    assert heading_forms(heading) == (normal_heading(heading),)


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_comparing_twice_is_comparing_once(text: str) -> None:
    assert normal_heading(normal_heading(text)) == normal_heading(text)
    assert heading_forms(text)[0] == normal_heading(text)


CLAIM = Claim(all=("Account Name",), any=("Billing City", "Phone"), none=("Stage",))


@pytest.mark.parametrize(
    ("headings", "strength"),
    [
        (["Account Name", "Billing City"], 2),
        (["Account: Account Name", "PHONE", "Billing City"], 3),
        (["Account Name"], 0),  # none of `any`
        (["Billing City", "Phone"], 0),  # not all of `all`
        (["Account Name", "Phone", "Opportunity: Stage"], 0),  # one of `none`
        ([], 0),
    ],
)
def test_a_claim_fits_with_all_any_and_none(headings: list[str], strength: int) -> None:
    assert claim_strength([CLAIM], headings) == strength
    assert claims_met([CLAIM], headings) is (strength > 0)


def test_the_best_claim_counts_and_no_claims_never_fit() -> None:
    claims = [Claim(all=("Name",)), Claim(all=("Name", "Id")), Claim(all=("Name", "Id", "Missing"))]
    assert claim_strength(claims, ["Id", "Name"]) == 2
    assert claim_strength([], ["Id", "Name"]) == 0
