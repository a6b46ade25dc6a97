"""Addresses taken apart: number, street, unit, box, codes."""

from __future__ import annotations

import pytest
from likenesses import address


@pytest.mark.parametrize(
    ("street", "house", "name", "unit"),
    [
        ("12 Alder Lane", "12", "alder", ""),
        ("12 Alder Ln.", "12", "alder", ""),
        ("12A Alder Lane", "12a", "alder", ""),
        ("Alder Lane 12", "12", "alder", ""),
        ("1600 Alder Avenue NW", "1600", "alder", ""),
        ("12 North Alder Lane", "12", "alder", ""),
        ("12 Alder Lane, Suite 5", "12", "alder", "5"),
        ("12 Alder Lane Ste 5", "12", "alder", "5"),
        ("12 Alder Lane #5", "12", "alder", "5"),
        ("12 Alder Lane # 5", "12", "alder", "5"),
        ("12 Alder Lane Apt. B2", "12", "alder", "b2"),
        ("Suite 5, 12 Alder Lane", "12", "alder", "5"),
        ("Unit 5\n12 Alder Lane", "12", "alder", "5"),
        ("Floor 3, 12 Alder Lane", "12", "alder", "3"),
        ("12 1st Street", "12", "1st", ""),
        ("Broadway", "", "broadway", ""),
        ("12 Boxwood Road", "12", "boxwood", ""),
        ("The Alders", "", "thealders", ""),
        ("", "", "", ""),
        ("Avenue Road", "", "ave", ""),  # of two words that may be types the first is its name
    ],
)
def test_streets(street: str, house: str, name: str, unit: str) -> None:
    found = address(street)
    assert (found.get("house", ""), found.get("street", ""), found.get("unit", "")) == (house, name, unit)


@pytest.mark.parametrize(
    "street",
    [
        "PO Box 77",
        "P.O. Box 77",
        "P. O. Box 77",
        "P O Box 77",
        "PO Box #77",
        "PO BOX No. 77",
        "POB 77",
        "Post Office Box 77",
        "Box 77",
        "Postfach 77",
        "BP 77",
        "PMB 77",
        "Attn: Jane Fox, PO Box 77",
    ],
)
def test_a_post_box_is_its_number(street: str) -> None:
    found = address(street)
    assert found["house"] == "77"
    assert found["boxed"]
    assert "street" not in found


@pytest.mark.parametrize("street", ["12 Box Lane", "12 Boxwood Street", "12 Alder Lane, Box 77", "Box Tree Cottage"])
def test_what_is_no_post_box(street: str) -> None:
    assert not address(street).get("boxed")


@pytest.mark.parametrize(
    ("cell", "region", "code"),
    [
        ("02134", "us", "02134"),
        ("2134", "us", "02134"),  # a spreadsheet took the zero
        ("501", "us", "00501"),
        ("02134-1234", "us", "02134"),
        ("021341234", "us", "02134"),
        ("2134-1234", "us", "02134"),
        ("50010-", "us", "50010"),
        ("K1A 0B1", "ca", "k1a0b1"),
        ("k1a0b1", "us", "k1a0b1"),
        ("SW1A 1AA", "uk", "sw1a1aa"),
        ("2000", "au", "2000"),
        ("1010 AB", "us", "1010ab"),
        ("", "us", ""),
        ("D-50769", "global", "50769"),
        ("CH-8001", "us", "08001"),
        ("A 5020", "global", "a5020"),
        ("B-2018", "global", "2018"),
        ("SY21 0SG", "uk", "sy210sg"),
    ],
)
def test_postal_codes(cell: str, region: str, code: str) -> None:
    assert address(region=region, postal_code=cell).get("postal", "") == code


@pytest.mark.parametrize(
    ("street", "code"),
    [
        ("12 Alder Lane, Ames, IA 50010", "50010"),
        ("12 Alder Lane\nAmes, IA 50010-1234", "50010"),
        ("12 Alder Lane Ames IA 50010 ", "50010"),
        ("50010 Alder Lane", ""),
        ("12 Alder Lane", ""),
    ],
)
def test_a_whole_address_in_the_street_lends_its_code(street: str, code: str) -> None:
    assert address(street).get("postal", "") == code
    assert address(street, postal_code="10001")["postal"] == "10001"


@pytest.mark.parametrize(
    ("city", "state", "country", "read"),
    [
        ("St. Louis", "MO", "USA", ("saint louis", "mo", "us")),
        ("Saint Louis", "Missouri", "United States of America", ("saint louis", "mo", "us")),
        ("Mt Vernon", "N.Y.", "U.S.", ("mount vernon", "ny", "us")),
        ("Toronto", "Ontario", "Canada", ("toronto", "on", "ca")),
        ("Zürich", "ZH", "Schweiz", ("zurich", "zh", "ch")),
        ("London", "", "Great Britain", ("london", None, "gb")),
        ("London", "", "UK", ("london", None, "gb")),
        ("", "Nowhere", "Atlantis", (None, "nowhere", "atlantis")),
        ("Cologne", "NRW", "Deutschland", ("koln", "nordrhein westfalen", "de")),
        ("Koeln", "Nordrhein-Westfalen", "DE", ("koln", "nordrhein westfalen", "de")),
        ("Anvers", "", "", ("antwerpen", None, None)),
        ("NYC", "NY", "", ("new york", "ny", None)),
        ("Salisbury", "Wilts", "UK", ("salisbury", "wiltshire", "gb")),
        ("Navan", "Co. Meath", "Ireland", ("navan", "meath", "ie")),
        ("Navan", "County Meath", "Ireland", ("navan", "meath", "ie")),
        ("Denver", "CO", "N. Ireland", ("denver", "co", "gb")),
    ],
)
def test_cities_states_countries(city: str, state: str, country: str, read: tuple[str | None, ...]) -> None:
    found = address(city=city, state=state, country=country)
    assert (found.get("city"), found.get("state"), found.get("country")) == read


@pytest.mark.parametrize(
    ("one", "other"), [("12 Mill Lane", "12 Mill Lane, Ames, IA 50010"), ("12 Mill Lane", "12 Mill")]
)
def test_a_street_called_by_a_type(one: str, other: str) -> None:
    assert (
        address(other)["street"].startswith(address(one)["street"].removesuffix("ln"))
        and "ln" not in address(one)["street"]
    )


def test_a_range_of_house_numbers() -> None:
    assert address("12-14 Alder Lane")["street"] == "alder"


def test_a_floor_by_its_ordinal() -> None:
    assert address("12 Alder Lane, 3rd Floor")["street"] == "alder"
