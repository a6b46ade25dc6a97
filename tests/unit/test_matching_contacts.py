"""Telephones, e-mail addresses and websites as they are typed, read as what can be compared."""

from __future__ import annotations

import pytest
from likenesses import WORDS, Record, customers, domains_of, mails_in, phones_in

from csvbridge.matching import contacts
from csvbridge.matching.match import find_pairs


@pytest.mark.parametrize(
    "cell",
    [
        "2125550147",
        "212-555-0147",
        "(212) 555-0147",
        "212.555.0147",
        "212 555 0147",
        "212/555-0147",
        "+1 212 555 0147",
        "+12125550147",
        "1-212-555-0147",
        "1 (212) 555-0147",
        "001 212 555 0147",
        "011 1 212 555 0147",
        "tel: 212-555-0147",
        "212-555-0147 x12",
        "212-555-0147 ext. 12",
        "212-555-0147, extension 12",
        "212-555-0147 #12",
        "(212)555-0147x12",
        "２１２-５５５-０１４７",  # full-width digits
        "\u202a(212) 555-0147\u202c",  # direction marks, as pasted from a phone
    ],
)
def test_one_number_in_many_forms(cell: str) -> None:
    assert phones_in(cell) == [2125550147]


@pytest.mark.parametrize(
    ("cell", "region", "number"),
    [
        ("020 7946 0018", "uk", 2079460018),
        ("+44 20 7946 0018", "us", 2079460018),
        ("+44 (0)20 7946 0018", "uk", 2079460018),
        ("0044 20 7946 0018", "uk", 2079460018),
        ("44 20 7946 0018", "uk", 2079460018),
        ("+61 2 9374 4000", "us", 293744000),
        ("(02) 9374 4000", "au", 293744000),
        ("+49 30 123456", "us", 30123456),
        ("030/123456-0", "global", 30123456),  # the switchboard of a house with desks behind it
        ("+49 30 123456 0", "us", 30123456),
        ("2 1 2 5 5 5 0 1 4 0", "us", 2125550140),
        ("555-0147", "us", 5550147),
        ("1 416 555 0147", "ca", 4165550147),
    ],
)
def test_numbers_of_other_countries(cell: str, region: str, number: int) -> None:
    assert phones_in(cell, region=region) == [number]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "N/A",
        "none",
        "123",
        "0000000000",
        "1111111111",
        "9999999999",
        "555-555-5555",
        "000-000-0001",
        "212-KLONDIKE",
    ],
)
def test_what_is_no_number(cell: str) -> None:
    assert phones_in(cell) == []


def test_one_number_in_two_columns_is_one() -> None:
    assert phones_in("212-555-0147", "(212) 555-0147", "212-555-0148") == [2125550147, 2125550148]


@pytest.mark.parametrize("cell", ["212-555-0147 / 212-555-0148", "212-555-0147; 212-555-0148"])
def test_two_numbers_in_one_cell(cell: str) -> None:
    assert phones_in(cell) == [2125550147, 2125550148]


@pytest.mark.parametrize("cell", ["2125550147.0", "2.125550147E+9"])
def test_numbers_that_a_spreadsheet_spoiled(cell: str) -> None:
    assert phones_in(cell) in ([], [2125550147])


@pytest.mark.parametrize(
    ("cell", "mails"),
    [
        ("", []),
        ("Jane@Calder.Example", ["jane@calder.example"]),
        (" jane@calder.example ", ["jane@calder.example"]),
        ("none@none.com", []),
        ("NoEmail@email.com; jane@calder.example", ["jane@calder.example"]),
        ("test@calder.example", ["test@calder.example"]),
        ("email@calder.example", ["email@calder.example"]),
        ("jane@calder.example.", ["jane@calder.example"]),
        ("Jane Fox <jane@calder.example>", ["jane@calder.example"]),
        ('"Fox, Jane" <jane@calder.example>', ["jane@calder.example"]),
        ("jane@calder.example; ap@calder.example", ["jane@calder.example", "ap@calder.example"]),
        ("jane@calder.example, JANE@calder.example", ["jane@calder.example"]),
        ("jane@calder.example ap@calder.example", ["jane@calder.example", "ap@calder.example"]),
    ],
)
def test_mails(cell: str, mails: list[str]) -> None:
    assert mails_in(cell) == mails


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("jane.fox@gmail.com", "janefox@gmail.com", True),
        ("jane.fox+bills@gmail.com", "janefox@gmail.com", True),
        ("jane_fox@calder.example", "jane-fox@calder.example", True),
        ("jane.fox@gmail.com", "jane.cox@gmail.com", False),
    ],
)
def test_dots_and_tags_of_a_mailbox(one: str, other: str, same: bool) -> None:
    mails = contacts.read_mails([one, other], WORDS)
    boxes = mails.box[mails.of.flat]
    assert bool(boxes[0] == boxes[1]) is same


@pytest.mark.parametrize(
    ("cell", "free", "role"),
    [
        ("jane@gmail.com", True, False),
        ("info@gmail.com", True, True),
        ("info@calder.example", False, True),
        ("accounts.payable@calder.example", False, True),
        ("AP@calder.example", False, True),
        ("jane@calder.example", False, False),
        ("jane@comcast.net", True, False),
    ],
)
def test_what_is_everybodys(cell: str, free: bool, role: bool) -> None:
    mails = contacts.read_mails([cell], WORDS)
    assert (bool(mails.free[0]), bool(mails.role[0])) == (free, role)


@pytest.mark.parametrize(
    ("site", "mail", "domains"),
    [
        ("https://www.calder.com/contact?x=y", "", ["calder.com"]),
        ("calder.com", "", ["calder.com"]),
        ("WWW.CALDER.COM", "", ["calder.com"]),
        ("http://calder.com:8080", "", ["calder.com"]),
        ("www2.calder.com", "", ["calder.com"]),
        ("ftp://calder.com.", "", ["calder.com"]),
        ("https://user@calder.com", "", ["calder.com"]),
        ("shop.calder.co.uk", "", ["calder.co.uk"]),
        ("a.b.c.calder.com", "", ["calder.com"]),
        ("https://münchen.de", "", ["munchen.de"]),
        ("n/a", "", []),
        ("none", "", []),
        ("calder", "", []),
        ("", "", []),
        ("", "jane@calder.com", ["calder.com"]),
        ("", "jane@mail.calder.com", ["calder.com"]),
        ("", "jane@gmail.com", []),
        ("calder.com", "jane@calder.com", ["calder.com"]),
        ("calder.com", "jane@fernley.com", ["calder.com", "fernley.com"]),
        ("calder.com", "jane@gmail.com", ["calder.com"]),
    ],
)
def test_domains(site: str, mail: str, domains: list[str]) -> None:
    assert domains_of(site, mail) == domains


@pytest.mark.parametrize(
    "record",
    [
        {"name": "Calder Works", "email": "jane@calder.example"},
        {"name": "Calder Works", "city": "Ames"},
        {"email": "jane@calder.example"},
        {"mobile": "212-555-0147", "city": "Ames"},
        {"fax": "212-555-0147", "email": "jane@calder.example"},
    ],
)
def test_a_list_without_a_column_of_telephones_is_compared(record: Record) -> None:
    filler: list[Record] = [{"name": "Bramble Foods", "city": "Otley"}, {"name": "Tarn Tools", "city": "Selby"}]
    assert find_pairs(customers([record, record, *filler])).compared == 1
