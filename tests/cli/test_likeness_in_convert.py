"""Near-duplicates inside `convert` (contract.md §3, §4): which accounts wait, with which documents, and what is said.

Pairs are made, not found: how they are found is matching's own affair, and tested there. Every run is proved by the
bench, so the totals add up in each of these cases.
"""

import itertools

import openpyxl
import pytest
from alike import FakeMatching, Made, plant
from bench import Bench, Result, Row, account, contact, deal, long_id, read_table, sid

HOLD = ("--set", 'matching.hold=["certain", "probable"]')
LIST = "Name,Company name,Phone,Email,Open balance\n"
A, B, C = "Alder Works", "Alder Worx", "Alder Wroks"
KNOWN = "Alder Works Company"


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch):
    def start(*made: Made, withheld: int = 0) -> FakeMatching:
        return plant(monkeypatch, *made, withheld=withheld)

    return start


def give(bench: Bench, *names: str, lists: str = "", deals: list[Row] | None = None) -> None:
    """Accounts of these names with one deal of 100.00 each, and QuickBooks' list of customers."""
    numbered = list(enumerate(names, start=1))
    bench.give("accounts.csv", *(account(number, name) for number, name in numbered))
    given = [deal(number, account=name) for number, name in numbered] if deals is None else deals
    bench.give("opportunities.csv", *given)
    if lists:
        bench.raw("Customers.csv", LIST + lists)


def pairs(result: Result) -> list[Row]:
    return read_table(result.run / "evidence" / "pairs.csv")


def ends(result: Result) -> list[tuple[str, str, str]]:
    return [(row["left_name"], row["right_name"], row["band"]) for row in pairs(result)]


def fates(result: Result) -> tuple[dict[str, int], dict[str, int]]:
    return result.counts("customers"), result.counts("invoices")


# --- who waits ------------------------------------------------------------------------------------------------------


def test_two_new_accounts_wait_both_with_their_invoices(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, "Birch Works", B)
    result = bench.convert(*HOLD)
    assert result.exit == 1 and [row["*Customer"] for row in result.invoices] == ["Birch Works"]
    assert fates(result) == ({"written": 1, "held": 2}, {"written": 1, "held": 2})
    assert result.codes() == ["DUP502", "DUP502", "DUP506", "DUP506"]
    first = next(f for f in result.findings if f["code"] == "DUP502")
    assert (first["severity"], first["file"], first["row"], first["column"]) == (
        "warning",
        "in/accounts.csv",
        2,
        "Account Name",
    )
    assert f'looks like "{B}", an account of this run (in/accounts.csv:4): certain; same phone' in first["message"]
    assert "1 invoice, USD 100.00" in first["message"] and long_id("001", 1) in first["fix"]
    fate, reason = result.fate(f"account {long_id('001', 1)}")
    assert fate == "held" and B in reason and "certain" in reason
    fate, reason = result.fate(f"opportunity {long_id('006', 3)}")
    assert fate == "held" and A in reason
    (row,) = pairs(result)
    assert row == {
        **{"left_file": "in/accounts.csv", "left_row": "2", "left_id": long_id("001", 1), "left_name": A},
        **{"right_file": "in/accounts.csv", "right_row": "4", "right_id": long_id("001", 3), "right_name": B},
        **{"score": "0.9900", "band": "certain", "reasons": "same phone", "against": ""},
        **{"at_stake": "2 invoices, USD 200.00", "decision": ""},
    }


def test_a_new_account_like_a_quickbooks_customer_waits(bench: Bench, planted) -> None:
    planted((A, KNOWN, "probable", 0.93))
    give(bench, A, "Birch Works", lists=f"Cedar Works,,,,\n{KNOWN},,,,\n")
    result = bench.convert(*HOLD)
    assert fates(result) == ({"written": 1, "held": 1}, {"written": 1, "held": 1})
    found = result.only("DUP501")
    assert f'"{KNOWN}", a customer in QuickBooks (in/Customers.csv:3): probable' in found["message"]
    assert f'[crosswalk.customers] "{long_id("001", 1)}" = "{KNOWN}"' in found["fix"]
    (row,) = pairs(result)
    assert (row["left_name"], row["right_file"], row["right_row"], row["right_id"]) == (A, "in/Customers.csv", "3", "")
    assert row["at_stake"] == "1 invoice, USD 100.00"


def test_the_crosswalk_is_the_way_out(bench: Bench, planted) -> None:
    """What the finding proposes, done: the account is that customer, and nothing waits any more."""
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    result = bench.convert(*HOLD, "--set", f"crosswalk.customers.{sid('001', 1)}={KNOWN}")
    assert result.exit == 0 and [row["*Customer"] for row in result.invoices] == [KNOWN]
    assert pairs(result) == [] and fates(result) == ({"merged": 1}, {"written": 1})


def test_an_account_and_the_customer_that_it_is_are_no_pair(bench: Bench, planted) -> None:
    """The same name but for case: the account is that customer, however alike matching finds the two."""
    fake = planted(("ALDER WORKS", A, "certain", 0.99))
    give(bench, A, lists="ALDER WORKS,,,,\n")
    result = bench.convert(*HOLD)
    assert fake.asked and result.exit == 0 and pairs(result) == []


@pytest.mark.parametrize("score", [0.91, 0.97])
def test_a_new_account_like_one_that_is_a_customer_is_one_pair_with_that_customer(
    bench: Bench, planted, score: float
) -> None:
    """The known account and QuickBooks' own row are one: one decision, and the new account alone waits."""
    planted((A, B, "certain", 0.95), ("ALDER WORKS", B, "certain", score))
    give(bench, A, B, lists="ALDER WORKS,,,,\n")
    result = bench.convert(*HOLD)
    assert fates(result) == ({"merged": 1, "held": 1}, {"written": 1, "held": 1})
    (row,) = pairs(result)
    assert (row["left_name"], row["right_name"], row["right_file"]) == (B, "ALDER WORKS", "in/Customers.csv")
    assert row["score"] == f"{max(score, 0.95):.4f}" and row["at_stake"] == "2 invoices, USD 200.00"
    assert 'looks like "ALDER WORKS", a customer in QuickBooks' in result.only("DUP501")["message"]


def test_an_account_that_is_a_customer_by_the_crosswalk_counts_without_a_list(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.95))
    give(bench, A, B)
    result = bench.convert(*HOLD, "--set", f"crosswalk.customers.{sid('001', 1)}={KNOWN}")
    assert fates(result) == ({"merged": 1, "held": 1}, {"written": 1, "held": 1})
    assert f'looks like "{KNOWN}", a customer in QuickBooks (in/accounts.csv:2)' in result.only("DUP501")["message"]


def test_two_quickbooks_customers_are_a_note_and_nothing_waits(bench: Bench, planted) -> None:
    planted(("Cedar Works", "Cedar Worx", "certain", 0.97))
    give(bench, A, lists="Cedar Works,,,,\nCedar Worx,,,,\n")
    result = bench.convert(*HOLD)
    assert result.exit == 0 and result.codes() == []
    found = result.only("DUP504")
    assert (found["severity"], found["file"], found["row"]) == ("note", "in/Customers.csv", 2)
    assert "Cedar Worx" in found["message"] and "sub-customers" in found["fix"] and "currency" in found["fix"]
    assert ends(result) == [("Cedar Works", "Cedar Worx", "certain")]
    assert pairs(result)[0]["at_stake"] == "0 invoices, USD 0.00"


def test_two_accounts_that_are_two_customers_are_a_pair_to_merge_in_quickbooks(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.97))
    give(bench, A, B, lists=f"{B},,,,\n{A},,,,\n")
    result = bench.convert(*HOLD)
    assert result.exit == 0 and fates(result) == ({"merged": 2}, {"written": 2})
    (row,) = pairs(result)
    assert (row["left_file"], row["left_name"], row["right_file"], row["right_name"]) == (
        "in/accounts.csv",
        A,
        "in/Customers.csv",
        B,
    )
    assert row["at_stake"] == "2 invoices, USD 200.00" and result.only("DUP504")["row"] == 2


@pytest.mark.parametrize(
    ("lists", "left", "right"),
    [
        ("Alder Group,,,,\nAlder Group:Roof,,,,\n", "Alder Group", "Roof"),
        ("Cedar Works,,,,\nCedar Worx (deleted),,,,\n", "Cedar Works", "Cedar Worx"),
    ],
    ids=["parent and child", "an inactive one"],
)
def test_what_quickbooks_holds_and_nobody_would_merge_is_no_pair(
    bench: Bench, planted, lists: str, left: str, right: str
) -> None:
    fake = planted((left, right, "certain", 0.97))
    give(bench, A, lists=lists)
    result = bench.convert(*HOLD)
    assert {left, right} <= set(fake.asked[0].column("name"))
    assert result.exit == 0 and pairs(result) == []


@pytest.mark.parametrize(
    ("file", "contents", "what"),
    [
        (
            "VendorContactList.csv",
            f"Vendor full name,Phone numbers,Email,Address\n{KNOWN},Phone:(413) 555-0100,,\n",
            "a vendor",
        ),
        ("EmployeeContactList.csv", f"Employee full name,Phone numbers,Email,Address\n{KNOWN},,,\n", "an employee"),
        ("Customers.csv", f"{LIST}{KNOWN} (deleted),,,,\n", "an inactive customer"),
    ],
)
def test_a_new_account_like_another_name_in_use_waits(
    bench: Bench, planted, file: str, contents: str, what: str
) -> None:
    planted((A, KNOWN, "certain", 0.97))
    give(bench, A)
    bench.raw(file, contents)
    result = bench.convert(*HOLD)
    assert fates(result) == ({"held": 1}, {"held": 1})
    found = result.only("DUP503")
    assert f"{what} in QuickBooks (in/{file}:2)" in found["message"] and f"{A} (customer)" in found["fix"]


def test_a_chain_of_three_waits_whole(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99), (B, C, "probable", 0.92))
    give(bench, A, B, C, "Birch Works")
    result = bench.convert(*HOLD)
    assert fates(result) == ({"written": 1, "held": 3}, {"written": 1, "held": 3})
    said = {f["row"]: f["message"] for f in result.findings if f["code"] == "DUP502"}
    assert f'looks like "{A}"' in said[3] and "; and 1 more like it" in said[3]
    assert f'looks like "{B}"' in said[2] and "more like it" not in said[2]


def test_of_several_candidates_the_likeliest_and_of_equals_quickbooks_own_is_proposed(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.97), (A, "Alder Inc", "probable", 0.94), (A, KNOWN, "certain", 0.97))
    give(bench, A, B, lists=f"{KNOWN},,,,\nAlder Inc,,,,\n")
    result = bench.convert(*HOLD)
    found = result.only("DUP501")
    assert (
        found["row"] == 2 and f'looks like "{KNOWN}"' in found["message"] and "; and 2 more like it" in found["message"]
    )
    assert [f["row"] for f in result.findings if f["code"] == "DUP502"] == [3]
    assert len(pairs(result)) == 3


# --- which bands hold ------------------------------------------------------------------------------------------------


BANDS = ("certain", "probable", "possible", "conflict", "related")


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("hold", [(), ("certain",), ("certain", "probable"), BANDS], ids=len)
def test_the_bands_of_the_profile_hold_and_no_other(bench: Bench, planted, band: str, hold: tuple[str, ...]) -> None:
    planted((A, B, band, 0.8))
    give(bench, A, B)
    listed = "[" + ", ".join(f'"{word}"' for word in hold) + "]"
    result = bench.convert("--set", f"matching.hold={listed}")
    assert ends(result) == [(A, B, band)], "every pair is listed, whatever holds"
    if band in hold:
        assert result.exit == 1 and fates(result) == ({"held": 2}, {"held": 2})
        assert result.codes() == ["DUP502", "DUP502", "DUP506", "DUP506"]
        return
    assert result.exit == 0 and fates(result) == ({"written": 2}, {"written": 2}) and result.codes() == []
    notes = result.codes("note")
    assert notes.count("DUP505") == (1 if band in ("certain", "probable") else 0)


def test_by_default_certain_and_probable_wait(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99), (C, KNOWN, "probable", 0.9), ("Dune Works", "Dune Worx", "possible", 0.5))
    give(bench, A, B, C, "Dune Works", "Dune Worx", lists=f"{KNOWN},,,,\n")
    result = bench.command("convert", "in", "--out", "run", "--set", "lists.format=csv")
    assert result.exit == 1 and fates(result) == ({"written": 2, "held": 3}, {"written": 2, "held": 3})


# --- documents and totals -------------------------------------------------------------------------------------------


def test_invoices_and_credit_notes_wait_and_the_money_at_stake_is_their_sum(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    more = [
        deal(1, account=A, amount="1250.50"),
        deal(2, 1, account=A, amount="-200.00"),
        deal(3, 2, account=B, amount="40.00"),
        deal(4, 2, account=B, amount="75.00", stage="Closed Lost"),
        deal(5, 3, account="Birch Works", amount="9.00"),
    ]
    give(bench, A, B, "Birch Works", deals=more)
    result = bench.convert(*HOLD)
    assert pairs(result)[0]["at_stake"] == "3 invoices, USD 1090.50"
    assert result.counts("invoices") == {"written": 1, "held": 3, "skipped": 1}
    assert result.totals["amounts"]["USD"] == {
        **{
            "in": "1174.50",
            "written": "9.00",
            "held": "1090.50",
            "rejected": "0.00",
            "merged": "0.00",
            "skipped": "75.00",
        }
    }
    assert result.totals["lines"]["held"] == 3
    said = {f["row"]: f["message"] for f in result.findings if f["code"] == "DUP502"}
    assert said[2].endswith("It waits, with 2 invoices, USD 1050.50") and said[3].endswith("1 invoice, USD 40.00")
    assert "1 pair of customers looks alike (1 certain): it holds 2 accounts, 3 invoices, USD 1,090.50" in result.out


def test_pairs_stand_by_band_then_by_money(bench: Bench, planted) -> None:
    planted((A, B, "probable", 0.99), (C, "Birch Works", "probable", 0.9), ("Dune Works", "Dune Worx", "certain", 0.98))
    names = [A, B, C, "Birch Works", "Dune Works", "Dune Worx"]
    money = ["1.00", "1.00", "500.00", "1.00", "2.00", "2.00"]
    give(
        bench,
        *names,
        deals=[deal(n, account=x, amount=m) for n, (x, m) in enumerate(zip(names, money, strict=True), 1)],
    )
    assert [row["at_stake"] for row in pairs(bench.convert())] == [
        "2 invoices, USD 4.00",
        "2 invoices, USD 501.00",
        "2 invoices, USD 2.00",
    ]


def test_a_rejected_document_is_not_at_stake(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B, deals=[deal(1, account=A), deal(2, 2, account=B), deal(3, 2, account=B, amount="x")])
    result = bench.convert()
    assert result.counts("invoices") == {"written": 2, "rejected": 1}
    assert pairs(result)[0]["at_stake"] == "2 invoices, USD 200.00"


def test_without_an_invoice_import_the_near_duplicate_waits_and_the_others_are_typed_by_hand(
    bench: Bench, planted
) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, "Birch Works", lists=f"{KNOWN},,,,\n")
    result = bench.convert(*HOLD, "--set", "company.plan=simple-start")
    assert [row["Name"] for row in result.customers] == ["Birch Works"]
    assert pairs(result)[0]["at_stake"] == "1 invoice, USD 100.00"


# --- which accounts are in play -------------------------------------------------------------------------------------


def test_accounts_that_no_document_needs_are_not_compared(bench: Bench, planted) -> None:
    fake = planted((A, B, "certain", 0.99))
    deals = [deal(1, account=A), deal(2, account=B, stage="Closed Lost"), deal(3, account=C)]
    give(bench, A, B, C, deals=deals)
    result = bench.convert(*HOLD)
    assert list(fake.asked[0].column("name")) == [A, C] and result.exit == 0
    everyone = bench.convert(*HOLD, "--set", "customers.include=all", "--force")
    assert list(fake.asked[1].column("name")) == [A, B, C] and everyone.counts("customers") == {"written": 1, "held": 2}
    said = [f["message"] for f in everyone.findings if f["code"] == "DUP502" and f["row"] == 3]
    assert said[0].endswith("It waits, with no document of this run")


def test_accounts_alone_are_compared_when_no_deals_are_given(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    bench.give("accounts.csv", account(1, A), account(2, B), account(3))
    result = bench.convert(*HOLD)
    assert result.exit == 1 and result.counts("customers") == {"written": 1, "held": 2}


def test_customers_that_are_named_by_deals_alone_are_compared(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    bench.give("opportunities.csv", deal(1, account=A), deal(2, account=B), deal(3, account="Birch Works"))
    result = bench.convert(*HOLD)
    assert result.counts("invoices") == {"written": 1, "held": 2} and result.counts("customers") == {"written": 1}
    assert pairs(result)[0]["left_file"] == "in/opportunities.csv"


def test_a_single_customer_is_compared_with_nobody(bench: Bench, planted) -> None:
    fake = planted()
    give(bench, A)
    result = bench.convert(*HOLD)
    assert fake.asked == [] and result.exit == 0 and "one customer" in result.only("RUN901")["message"]
    assert pairs(result) == [] and not (result.run / "review" / "duplicates.xlsx").exists()


def test_what_an_error_says_of_two_records_of_one_name_is_not_said_twice(bench: Bench, planted) -> None:
    planted((A, A, "certain", 0.99), ("Birch Works", "Birch Works", "certain", 0.99))
    give(bench, A, A, "Birch Works")
    bench.raw("VendorContactList.csv", "Vendor full name,Phone numbers\nBirch Works,\n")
    result = bench.convert(*HOLD)
    assert result.codes() == ["QBO205", "QBO205", "QBO206", "QBO428", "QBO428", "QBO428"]
    assert len(pairs(result)) == 2, "they are listed all the same"
    assert "certain, waits for an error" in (result.run / "start-here.html").read_text(encoding="utf-8")


def test_an_account_with_an_error_is_told_of_its_likeness_too(bench: Bench, planted) -> None:
    """Once the error is put right the likeness would be next: both are said at once."""
    planted(("Birch Works", A, "certain", 0.99))
    give(bench, A, "Birch Works")
    bench.raw("VendorContactList.csv", "Vendor full name,Phone numbers\nBirch Works,\n")
    result = bench.convert(*HOLD)
    assert result.codes() == ["DUP502", "DUP503", "DUP506", "QBO206", "QBO428"]
    assert result.only("DUP502")["row"] == 3, "of an account and a vendor that are equally likely the vendor is named"
    assert "held by a vendor" in result.fate(f"account {long_id('001', 2)}")[1]


def test_the_order_of_rows_changes_nothing_but_who_is_named_first(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99), (B, C, "certain", 0.99), (C, KNOWN, "probable", 0.9), (A, KNOWN, "certain", 0.99))
    found = set()
    names = [A, B, C, "Birch Works"]
    for number, order in enumerate(itertools.permutations(range(4))):
        if number % 8:  # three of the twenty-four orders; the properties try many more
            continue
        bench.give("accounts.csv", *(account(at + 1, names[at]) for at in order))
        bench.give("opportunities.csv", *(deal(at + 1, account=names[at]) for at in order))
        bench.raw("Customers.csv", LIST + "Elm Works,,,,\n" * (number % 2) + f"{KNOWN},,,,\n")
        result = bench.convert(*HOLD, "--force")
        waits = frozenset(e["record"] for e in result.trail if e["fate"] == "held")
        shown = frozenset((*sorted(names), band) for *names, band in ends(result))
        proposed = frozenset(
            (f["value"], f["message"].split(" (in/")[0]) for f in result.findings if f["code"].startswith("DUP50")
        )
        found.add((waits, shown, proposed))
    assert len(found) == 1


# --- what matching is asked -----------------------------------------------------------------------------------------


def test_matching_is_asked_with_all_that_is_known(bench: Bench, planted) -> None:
    fake = planted()
    bench.give(
        "accounts.csv",
        account(
            1,
            A,
            **{
                "Phone": "(413) 555-0100",
                "Website": "alder.example",
                "Billing Street": "1 Quay",
                "Account Currency": "USD",
            },
            **{"Shipping Street": "9 Dock", "Shipping City": "Salem", "EIN": "12-3456789"},
        ),
        account(
            2,
            B,
            city="",
            **{"Phone": "", "Website": "", "Billing Street": "", "Account Currency": ""},
            **{"Shipping Street": "9 Dock\nRear", "Shipping City": "Salem", "EIN": ""},
        ),
    )
    bench.give("contacts.csv", contact(1, 1, "ada@alder.example", Mobile="(413) 555-0101"))
    bench.give("opportunities.csv", deal(1, account=A), deal(2, account=B))
    bench.raw(
        "Customers.csv",
        "Name,Company name,Street Address,City,Phone,Open balance\nAlder Group:Alder Yard,Yard,2 Quay,Lynn,,\n",
    )
    bench.raw(
        "CustomerContactList.csv",
        "Customer full name,Phone numbers,Email,Full name,Bill address,Ship address\n"
        'Alder Group:Alder Yard,Phone:(413) 555-0102 Mobile:(413) 555-0103,yard@alder.example,,"2 Quay, Lynn",\n',
    )
    bench.raw(
        "VendorContactList.csv",
        "Vendor full name,Phone numbers,Email,Address\nCordwood,Phone:(207) 555-0134,o@cord.example,7 Depot St\n",
    )
    bench.convert()
    asked = fake.asked[0]
    rows = {name: tuple(asked.column(name)) for name in sorted(asked.columns)}
    assert rows == {
        "name": (A, B, "Alder Yard", "Cordwood"),
        "company": ("", "", "Yard", ""),
        "person": ("Ada Moss 1", "", "", ""),
        "email": ("ada@alder.example", "", "yard@alder.example", "o@cord.example"),
        "phone": ("(413) 555-0100", "", "(413) 555-0102", "(207) 555-0134"),
        "mobile": ("(413) 555-0101", "", "(413) 555-0103", ""),
        "website": ("alder.example", "", "", ""),
        "street": ("1 Quay", "9 Dock, Rear", "2 Quay", "7 Depot St"),
        "city": ("Uxbridge", "Salem", "Lynn", ""),
        "tax_id": ("12-3456789", "", "", ""),
        "currency": ("USD", "", "", ""),
    }
    assert list(asked.known) == [False, False, True, True] and asked.size == 4
    assert fake.options[0]["weak_limit"] == 100 and fake.options[0]["region"] == "us"


def test_all_keeps_the_weaker_pairs_and_what_is_left_out_is_told(bench: Bench, planted) -> None:
    fake = planted((A, B, "possible", 0.5), withheld=7)
    give(bench, A, B)
    result = bench.convert(*HOLD)
    note = result.only("DUP507")
    assert result.exit == 0 and "7 weaker pairs are not shown" in note["message"]
    assert "matching.show=107" in note["fix"]
    assert "7 weaker pairs not listed: --all lists every one" in result.out
    bench.convert(*HOLD, "--all", "--force")
    assert [options["weak_limit"] for options in fake.options] == [100, None]


# --- what people read -----------------------------------------------------------------------------------------------


def test_the_workbook_the_page_and_the_exceptions_tell_of_it(bench: Bench, planted) -> None:
    planted((A, KNOWN, "certain", 0.99), ("Birch Works", "Birch Wroks", "related", 0.4))
    give(bench, A, "Birch Works", "Birch Wroks", lists=f"{KNOWN},,,,\n")
    result = bench.convert(*HOLD)
    book = openpyxl.load_workbook(result.run / "review" / "duplicates.xlsx")
    headings, *rows = [[cell for cell in row] for row in book["Decide"].iter_rows(values_only=True) if any(row)]
    decide = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(row["Left name"], row["Right name"], row["Band"]) for row in decide] == [
        (A, KNOWN, "certain"),
        ("Birch Works", "Birch Wroks", "related"),
    ]
    assert decide[0]["At stake"] == "1 invoice, USD 100.00"
    page = (result.run / "start-here.html").read_text(encoding="utf-8")
    assert "Customers that look alike" in page and "certain, waits" in page
    assert f"{KNOWN}, customer in QuickBooks (in/Customers.csv:2)" in page and "[crosswalk.customers]" in page
    exceptions = openpyxl.load_workbook(result.run / "review" / "exceptions.xlsx")
    text = {str(cell) for sheet in exceptions for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "DUP501" in text and any(KNOWN in cell for cell in text)
    assert "Written, with a warning" not in result.out, "a warning that waits was not written"
    assert "What is probably one waits" in page
    free = (bench.convert("--force").run / "start-here.html").read_text(encoding="utf-8")
    assert "Some that look alike are written" in free and "certain, waits" not in free


def test_a_warning_that_waits_cannot_be_accepted_away(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    bench.raw("books/csvbridge.toml", '[accept]\n"DUP502" = "we know"\n')
    result = bench.convert(*HOLD, "--company", "books")
    assert result.exit == 1 and "makes its record wait" in result.only("RUN905")["message"]
    assert "DUP502" in result.out


def test_validate_finds_what_convert_would(bench: Bench, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    result = bench.command("validate", "in")
    assert result.exit == 0 and "DUP502 warning" in result.out
