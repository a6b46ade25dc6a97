"""Decisions at work in `convert` (contract.md §4): what each word does, what ties mean, when a question comes again.

Pairs are made, not found, but where a test says so. Every run is proved by the bench, so totals add up in each case.
"""

import json

import pytest
from alike import FakeMatching, Made, plant
from bench import Bench, Result, Row, account, contact, deal, long_id
from decided import ANN, Desk, answers, in_force, pairs

from csvbridge.cli import convert as convert_command
from csvbridge.remembered import Decision, Exported, Member, quickbooks_key, remembered_from

LIST = "Name,Company name,Phone,Email,Open balance\n"
A, B, C, D = "Alder Works", "Alder Worx", "Alder Wroks", "Alder Werks"
KNOWN, OTHER = "Alder Works Company", "Alder Company"


@pytest.fixture
def desk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(bench, monkeypatch)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch):
    def start(*made: Made) -> FakeMatching:
        return plant(monkeypatch, *made)

    return start


def give(bench: Bench, *rows: str | Row, lists: str = "", deals: list[Row] | None = None) -> None:
    """Accounts (names, or rows) with one deal of 100.00 each, and QuickBooks' list of customers."""
    made = [row if isinstance(row, dict) else account(number, row) for number, row in enumerate(rows, start=1)]
    headings = {heading: "" for row in made for heading in row}
    bench.give("accounts.csv", *({**headings, **row} for row in made))
    each = [deal(number, account=row["Account Name"]) for number, row in enumerate(made, start=1)]
    bench.give("opportunities.csv", *(each if deals is None else deals))
    if lists:
        bench.raw("Customers.csv", LIST + lists)


def customers_of(result: Result) -> list[str]:
    return [row["Name"] for row in result.customers]


def billed(result: Result) -> list[str]:
    return [row["*Customer"] for row in result.invoices]


# --- same-as-quickbooks ------------------------------------------------------------------------------------------------


def test_an_account_is_the_customer_that_was_decided(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99), (A, OTHER, "probable", 0.9))
    give(bench, A, "Birch Works", lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks", reason="same owner")
    result = desk.convert(run_folder="again")
    assert result.exit == 0 and result.codes() == []
    assert billed(result) == [KNOWN, "Birch Works"] and customers_of(result) == ["Birch Works"]
    assert result.counts("customers") == {"written": 1, "merged": 1}
    fate = result.fate(f"account {long_id('001', 1)}")
    assert fate == ("merged", f'QuickBooks already has it as "{KNOWN}", decided by Ann on 2026-11-02 (same owner)')
    assert answers(result) == {
        (A, KNOWN): "same-as-quickbooks",
        (A, OTHER): f'settled: same-as-quickbooks, "{A}" and "{KNOWN}"',
    }
    found = result.only("DUP530")
    assert (found["severity"], found["row"], found["column"]) == ("note", 2, "Account Name")
    (line,) = in_force(result)
    assert (line["word"], line["decided_by"], line["date"], line["reason"]) == (
        "same-as-quickbooks",
        "Ann",
        "2026-11-02",
        "same owner",
    )
    assert line["left"]["key"] == f"account {long_id('001', 1)}" and line["right"]["key"] == f"customer {KNOWN.lower()}"
    assert line["token"] == next(iter(desk.questions().values())).token


def test_the_name_is_byte_for_byte_as_the_list_has_it_now(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    give(bench, A, lists="ALDER  works Company,,,,\n")
    assert billed(desk.convert(run_folder="again")) == ["ALDER  works Company"]


def test_without_a_list_it_is_the_name_decided(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    (bench.folder / "in" / "Customers.csv").unlink()
    result = desk.convert(run_folder="again")
    assert billed(result) == [KNOWN] and result.customers == [] and result.exit == 0
    assert len(in_force(result)) == 1


@pytest.mark.parametrize(
    ("lists", "why", "how"),
    [
        (f"{OTHER},,,,\n", "does not show it", "Export the list from QuickBooks again"),
        (f"{KNOWN} (deleted),,,,\n", "an inactive customer", "Make it active in QuickBooks"),
    ],
)
def test_a_list_without_the_name_holds_and_teaches(
    bench: Bench, desk: Desk, planted, lists: str, why: str, how: str
) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    give(bench, A, lists=lists)
    result = desk.convert(run_folder="again")
    found = result.only("DUP536")
    assert result.exit == 1 and found["severity"] == "error" and why in found["message"] and how in found["fix"]
    assert result.counts("invoices") == {"held": 1} and result.customers == []


def test_a_pair_with_another_new_account_stays_a_question_about_that_one(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99), (A, B, "certain", 0.98))
    give(bench, A, B, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    result = desk.convert(run_folder="again")
    assert billed(result) == [KNOWN] and result.counts("customers") == {"merged": 1, "held": 1}
    assert answers(result)[A, B] == ""
    assert f'looks like "{KNOWN}", a customer in QuickBooks' in result.only("DUP501")["message"]
    desk.decide(A, B, "same", keep=A)
    last = desk.convert(run_folder="last")
    assert billed(last) == [KNOWN, KNOWN] and last.exit == 0


def test_what_was_written_under_another_name_is_to_be_merged_in_quickbooks(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    desk.exported = (Exported(kind="customer", record=f"account {long_id('001', 1)}", name=A, run="2026-09"),)
    give(bench, A, lists=f"{KNOWN},,,,\n{A},,,,\n")
    result = desk.convert()
    assert billed(result) == [KNOWN] and result.codes() == ["DUP545"]
    assert f'run 2026-09 wrote it as "{A}"' in result.only("DUP545")["message"]


def test_two_customers_that_were_written_and_are_one_by_decision_are_to_be_merged_in_quickbooks(
    bench: Bench, desk: Desk, planted
) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B, lists=f"{OTHER},,,,\n")
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    desk.exported = tuple(
        Exported(kind="customer", record=f"account {long_id('001', n)}", name=name, run="2026-09")
        for n, name in ((1, A), (2, B))
    )
    result = desk.convert()
    assert billed(result) == [A, A]
    assert f'run 2026-09 wrote it as "{B}"' in result.only("DUP545")["message"]


def test_the_crosswalk_stands_before_a_decision(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    result = desk.convert("--set", f"crosswalk.customers.{A}={OTHER}", run_folder="again")
    assert billed(result) == [OTHER] and result.codes() == ["DUP541"]


def test_a_document_that_quickbooks_has_under_the_decided_name_is_not_another_customers(
    bench: Bench, desk: Desk, planted
) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    number = long_id("006", 1)
    bench.raw("InvoiceList.csv", f"Date,Transaction type,Num,Name,Amount\n10/20/2026,Invoice,{number},{KNOWN},100.00\n")
    result = desk.convert(run_folder="again")
    assert result.counts("invoices") == {"skipped": 1} and result.exit == 0


# --- same --------------------------------------------------------------------------------------------------------------


def test_two_accounts_become_one_customer(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    rows = (account(1, A, Phone="", Fax="1"), account(2, B, Phone="(413) 555-0100", Fax="2", Website="b.example"))
    more = [deal(1, account=A), deal(2, 2, account=B), deal(3, 2, account=B, amount="-40.00")]
    give(bench, *rows, deals=more)
    bench.give("contacts.csv", contact(1, 2, "ada@b.example", account=B))
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    result = desk.convert(run_folder="again")
    assert result.exit == 0 and billed(result) == [A, A] and [row["*Customer"] for row in result.credits] == [A]
    (row,) = result.customers
    assert (row["Name"], row["Phone"], row["Fax"]) == (A, "(413) 555-0100", "1")
    assert (row["Email"], row["Website"]) == ("ada@b.example", "https://b.example")
    assert result.counts("customers") == {"written": 1, "merged": 1} and result.counts("invoices") == {"written": 3}
    assert result.fate(f"account {long_id('001', 2)}") == (
        "merged",
        f'the same customer as "{A}" (in/accounts.csv:2), decided by Ann on 2026-11-02',
    )
    filled = [f["message"] for f in result.findings if f["code"] == "DUP532"]
    assert len(filled) == 3 and any('phone of "Alder Works" (in/accounts.csv:2)' in text for text in filled)
    assert result.only("DUP533")["message"].endswith('has "1", and that is written; here it is "2"')
    assert result.only("DUP531")["row"] == 3 and answers(result) == {(A, B): "same"}


def test_parts_of_two_addresses_are_never_mixed(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    here = {"Billing Street": "", "city": "Leeds"}
    there = {"Billing Street": "2 Mill Lane", "city": "York"}
    give(bench, account(1, A, **here), account(2, B, **there))
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    (row,) = desk.convert(run_folder="again").customers
    assert (row["Street"], row["City"]) == ("", "Leeds")
    give(bench, account(1, A, **here), account(2, B, **{**there, "city": "LEEDS"}))
    desk.decisions = []
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    (row,) = desk.convert(run_folder="last").customers
    assert (row["Street"], row["City"]) == ("2 Mill Lane", "Leeds")


def test_a_chain_ends_at_one_survivor(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99), (B, C, "certain", 0.98), (A, C, "probable", 0.9))
    give(bench, A, B, C)
    desk.ask()
    desk.decide(A, B, "same", keep=B)
    desk.decide(B, C, "same", keep=C)
    result = desk.convert(run_folder="again")
    assert billed(result) == [C, C, C] and customers_of(result) == [C] and result.exit == 0
    assert answers(result)[A, C].startswith("settled: same, ")


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ([(A, B, "same", A), (B, C, "same", C)], "two names for one customer"),
        ([(A, B, "same", B), (B, C, "same", C), (A, C, "same", A)], "in a circle"),
        ([(A, B, "same", A), (B, C, "same", B), (A, C, "different", "")], "two customers"),
        ([(A, B, "same", A), (B, C, "same", B), (A, C, "related", "")], "two customers"),
    ],
    ids=["two survivors", "a circle", "different", "related"],
)
def test_what_contradicts_holds_everyone_concerned(bench: Bench, desk: Desk, planted, decisions, words) -> None:
    planted((A, B, "certain", 0.99), (B, C, "certain", 0.98), (A, C, "probable", 0.9))
    give(bench, A, B, C, "Birch Works")
    desk.ask()
    for left, right, word, keep in reversed(decisions):
        desk.decide(left, right, word, keep)
    result = desk.convert(run_folder="again")
    said = [f for f in result.findings if f["code"] == "DUP537"]
    assert [f["row"] for f in said] == [2, 3, 4] and all(words in f["message"] for f in said)
    assert all(f'"{A}" and "{B}": same' in f["message"] and "Ann" in f["message"] for f in said)
    assert "csvbridge memory forget" in said[0]["fix"]
    assert result.counts("customers") == {"written": 1, "held": 3}
    assert result.counts("invoices") == {"written": 1, "held": 3}


def test_two_customers_of_quickbooks_for_one_account_contradict(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99), (B, OTHER, "certain", 0.99), (A, B, "certain", 0.95))
    give(bench, A, B, lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    desk.decide(B, OTHER, "same-as-quickbooks")
    desk.decide(A, B, "same", keep=A)
    result = desk.convert(run_folder="again")
    assert result.codes().count("DUP537") == 2 and result.counts("invoices") == {"held": 2}


def test_a_survivor_that_quickbooks_has_gets_the_other_ones_documents(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    give(bench, A, B, lists="ALDER works,,,,\n")
    result = desk.convert(run_folder="again")
    assert billed(result) == ["ALDER works"] * 2 and result.customers == [] and result.exit == 0
    assert result.counts("customers") == {"merged": 2} and list(answers(result).values()) == ["same"]


def test_a_name_that_quickbooks_has_stands_before_the_one_to_be_kept(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    give(bench, A, B, lists=f"{B},,,,\n")
    result = desk.convert(run_folder="again")
    assert billed(result) == [B, B] and result.codes() == ["DUP540"] and result.customers == []


def test_two_that_are_in_quickbooks_already_are_to_be_merged_there(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B, lists=f"{A},,,,\n{B},,,,\n")
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    result = desk.convert(run_folder="again")
    assert billed(result) == [A, A] and result.customers == [] and result.exit == 0
    found, note = result.only("DUP546"), result.only("DUP504")
    assert (found["severity"], found["row"]) == ("warning", 3) and "QuickBooks has both" in found["message"]
    assert f'documents go to "{A}" instead of "{B}"' in found["message"]
    assert note["severity"] == "note" and f'"{A}" and "{B}"' in note["message"]
    assert list(answers(result).values()) == ["same"] and len(in_force(result)) == 1
    mapped = desk.convert("--set", f"crosswalk.customers.{B}={B}", run_folder="mapped")
    assert billed(mapped) == [A, B] and mapped.codes() == ["DUP541"], "the profile stands before what was decided"


def test_what_was_to_be_merged_goes_to_the_name_that_is_left(bench: Bench, desk: Desk, planted) -> None:
    """Both were written for QuickBooks earlier; an invoice to a name that is merged away would make a bare customer."""
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    desk.exported = tuple(
        Exported(kind="customer", record=f"account {long_id('001', number)}", name=name, run="2026-10")
        for number, name in enumerate((A, B), start=1)
    )
    for at, (lists, kept, codes) in enumerate([("", A, ["DUP546"]), (f"{A},,,,\n", A, []), (f"{B},,,,\n", B, [])]):
        give(bench, A, B, lists=lists)
        result = desk.convert(run_folder=f"run {at}")
        assert billed(result) == [kept, kept] and result.customers == [] and result.exit == 0
        assert [code for code in result.codes() if code in ("DUP545", "DUP546")] == codes
        assert not codes or "no customers list was given" in result.only("DUP546")["message"]


def test_an_account_called_as_the_customer_that_was_merged_away_is_the_kept_one(
    bench: Bench, desk: Desk, planted
) -> None:
    """Decided between two customers while no account was one of them; then the list shows the kept one alone."""
    planted((B, A, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    ends = [Member(quickbooks_key("customer", name), name, ()) for name in (KNOWN, OTHER)]
    desk.decisions = [Decision(left=ends[0], right=ends[1], word="same", survivor=ends[1].key, **ANN)]
    give(bench, KNOWN, lists=f"{OTHER},,,,\n")
    result = desk.convert()
    assert billed(result) == [OTHER] and result.customers == [] and result.codes() == []
    assert OTHER in result.only("DUP530")["message"]
    give(bench, KNOWN, lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    assert billed(desk.convert(run_folder="before")) == [OTHER], "and so it is before they are merged"


def test_a_document_that_quickbooks_has_under_the_kept_name_is_the_same_document(
    bench: Bench, desk: Desk, planted
) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, KNOWN, lists=f"{KNOWN},,,,\n{OTHER},,,,\n")
    ends = [Member(quickbooks_key("customer", name), name, ()) for name in (KNOWN, OTHER)]
    desk.decisions = [Decision(left=ends[0], right=ends[1], word="same", survivor=ends[1].key, **ANN)]
    number = desk.convert().invoices[0]["*InvoiceNo"]
    bench.raw("InvoiceList.csv", f"Date,Transaction type,Num,Name,Amount\n10/20/2026,Invoice,{number},{OTHER},100.00\n")
    result = desk.convert(run_folder="again")
    assert result.counts("invoices") == {"skipped": 1} and result.exit == 0


def test_a_survivor_without_an_invoice_serves_when_the_accounts_have_it(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, account(2, B, Phone="7"))
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    give(bench, A, account(2, B, Phone="7"), deals=[deal(2, account=B)])
    result = desk.convert(run_folder="again")
    assert billed(result) == [A] and [(r["Name"], r["Phone"]) for r in result.customers] == [(A, "7")]
    assert result.counts("customers") == {"written": 1, "merged": 1} and list(answers(result).values()) == ["same"]


def test_a_survivor_that_is_in_no_file_but_was_written_earlier_lends_its_name(
    bench: Bench, desk: Desk, planted
) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    bench.give("accounts.csv", account(2, B))
    bench.give("opportunities.csv", deal(2, account=B))
    key = f"account {long_id('001', 1)}"
    lost = desk.convert(run_folder="lost")
    found = lost.only("DUP538")
    assert lost.counts("invoices") == {"held": 1} and "no file of this run" in found["message"]
    assert "Accounts report" in found["fix"] and A in found["message"]
    desk.exported = (Exported(kind="customer", record=key, name="Alder Works, Inc", run="2026-10"),)
    result = desk.convert(run_folder="again")
    assert billed(result) == ["Alder Works, Inc"] and result.customers == [] and result.exit == 0
    assert "run 2026-10" in result.only("DUP531")["message"]
    bench.raw("Customers.csv", LIST + f"{OTHER},,,,\n")
    assert "though run 2026-10 wrote it" in desk.convert(run_folder="gone").only("DUP536")["message"]


def test_two_accounts_of_one_name_that_are_one_raise_no_error(bench: Bench, desk: Desk, planted) -> None:
    planted((A, A, "certain", 0.99))
    give(bench, A, account(2, A.upper(), Phone="5"))
    first = desk.convert()
    assert first.codes().count("QBO205") == 2
    planted((A, A.upper(), "certain", 0.99))
    desk.ask()
    desk.decide(A, A.upper(), "same", keep=A)
    result = desk.convert(run_folder="again")
    assert result.exit == 0 and billed(result) == [A, A] and [r["Phone"] for r in result.customers] == ["5"]


def test_two_accounts_of_one_name_that_are_two_need_two_names(bench: Bench, desk: Desk, planted) -> None:
    planted((A, A.upper(), "certain", 0.99))
    give(bench, A, A.upper())
    desk.ask()
    desk.decide(A, A.upper(), "different")
    result = desk.convert(run_folder="again")
    said = [f for f in result.findings if f["code"] == "DUP543"]
    assert len(said) == 2 and "Rename one of them" in said[0]["fix"] and "Ann" in said[0]["message"]
    assert f'"{A} (Uxbridge)"' in said[0]["fix"] and result.counts("customers") == {"held": 2}


def test_what_holds_the_survivor_holds_the_other(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99), (A, C, "certain", 0.98))
    give(bench, A, B, C)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    result = desk.convert(run_folder="again")
    assert result.counts("invoices") == {"held": 3} and result.codes().count("DUP506") == 3
    bench.raw("Vendors.csv", f"Vendor full name,Phone numbers,Email,Address\n{A},,,\n")
    planted((A, B, "certain", 0.99))
    blocked = desk.convert(run_folder="blocked")
    assert blocked.only("DUP539")["row"] == 3 and blocked.counts("invoices") == {"held": 2, "written": 1}


# --- related, different, hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["different", "related"])
def test_two_customers_are_both_kept_and_not_asked_again(bench: Bench, desk: Desk, planted, word: str) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, word)
    result = desk.convert(run_folder="again")
    assert result.exit == 0 and result.codes() == [] and customers_of(result) == [A, B]
    assert f"{word}, decided by Ann on 2026-11-02" in result.only("DUP534")["message"]
    assert answers(result) == {(A, B): word} and "1 pair is decided" in result.out


def test_who_is_one_with_another_is_as_different_as_that_one(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99), (A, C, "certain", 0.98), (B, C, "probable", 0.9))
    give(bench, A, B, C)
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    desk.decide(A, C, "different")
    result = desk.convert(run_folder="again")
    assert result.exit == 0 and billed(result) == [A, A, C]
    assert answers(result)[B, C] == f'settled: different, "{A}" and "{C}"'


def test_hold_holds_whatever_the_band_and_the_profile(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "possible", 0.4))
    give(bench, A, B, "Birch Works")
    desk.ask()
    desk.decide(A, B, "hold", reason="call them")
    result = desk.convert("--set", "matching.hold=[]", run_folder="again")
    assert result.exit == 1 and billed(result) == ["Birch Works"]
    assert result.codes() == ["DUP506", "DUP506", "DUP535", "DUP535"]
    fate, reason = result.fate(f"account {long_id('001', 1)}")
    assert fate == "held" and "Ann on 2026-11-02 (call them)" in reason and B in reason
    assert answers(result) == {(A, B): "hold"}


def test_hold_works_where_nobody_is_left_to_compare_with(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, A, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "hold")
    (bench.folder / "in" / "Customers.csv").unlink()
    assert desk.convert(run_folder="again").counts("invoices") == {"held": 1}


# --- when a question comes again -----------------------------------------------------------------------------------------


def test_the_order_of_a_pair_is_nothing(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "different")
    bench.give("accounts.csv", account(2, B), account(1, A))
    result = desk.convert(run_folder="again")
    assert answers(result) == {(B, A): "different"} and result.exit == 0


def test_a_new_member_is_a_question_and_the_settled_stay_settled(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99), (B, C, "certain", 0.98))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "different")
    give(bench, A, B, C)
    result = desk.convert(run_folder="again")
    assert answers(result) == {(A, B): "different", (B, C): ""} and billed(result) == [A]


@pytest.mark.parametrize(("word", "keep"), [("same", A), ("different", "")])
def test_a_change_asks_again_and_says_what_changed(bench: Bench, desk: Desk, planted, word: str, keep: str) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, account(2, B, Phone="(413) 555-0100"))
    desk.ask()
    desk.decide(A, B, word, keep)
    give(bench, A, account(2, B, Phone="413.555.0100", city="UXBRIDGE"))
    assert desk.convert(run_folder="written otherwise").exit == 0
    give(bench, A, account(2, B, Phone="(413) 555-0199"))
    result = desk.convert(run_folder="again")
    words = 'phone was "(413) 555-0100" when decided by Ann on 2026-11-02, now "(413) 555-0199"'
    assert all(words in f["message"] for f in result.findings if f["code"] == "DUP502")
    assert result.counts("customers") == {"held": 2} and answers(result) == {(A, B): ""} and in_force(result) == []
    assert desk.last.alike is not None and words in desk.last.alike.asked.changed[0]
    assert words in (result.run / "start-here.html").read_text(encoding="utf-8").replace("&#34;", '"')


def test_what_is_asked_again_about_one_customer_waits_in_any_band(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "possible", 0.4))
    give(bench, A, account(2, B, Phone="1"))
    desk.ask()
    desk.decide(A, B, "same", keep=A)
    give(bench, A, account(2, B, Phone="2"))
    result = desk.convert("--set", "matching.hold=[]", run_folder="again")
    assert result.counts("invoices") == {"held": 2} and result.exit == 1


def test_a_column_that_is_not_exported_any_more_has_changed_nothing(bench: Bench, desk: Desk, planted) -> None:
    planted((A, KNOWN, "certain", 0.99))
    give(bench, account(1, A, Phone="1"), lists=f"{KNOWN},,(413) 555-0100,a@b.example,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    give(bench, account(1, A))
    bench.raw("Customers.csv", f"Name,Open balance\n{KNOWN},\n")
    assert billed(desk.convert(run_folder="again")) == [KNOWN]
    give(bench, account(1, A, Phone=""))
    assert '"Alder Works": phone was "1"' in desk.convert(run_folder="blank").only("DUP501")["message"]


@pytest.mark.parametrize("renamed", [A, "Zenith Group"], ids=["as it was", "renamed"])
def test_what_was_decided_works_though_matching_does_not_find_it_any_more(
    bench: Bench, desk: Desk, planted, renamed: str
) -> None:
    planted((A, KNOWN, "possible", 0.4), (A, B, "certain", 0.99))
    give(bench, A, B, lists=f"{KNOWN},,,,\n")
    desk.ask()
    desk.decide(A, KNOWN, "same-as-quickbooks")
    desk.decide(A, B, "same", keep=A)
    planted()
    give(bench, renamed, B, lists=f"{KNOWN},,,,\n")
    result = desk.convert(run_folder="again")
    assert billed(result) == [KNOWN, KNOWN] and result.exit == 0
    assert sorted(answers(result).values()) == ["same", "same-as-quickbooks"]
    assert result.codes() == ([] if renamed == A else ["DUP542", "DUP542"])


def test_the_same_run_again_is_the_same(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=B)
    one, other = desk.convert(run_folder="one"), desk.convert(run_folder="other")
    for path in ("evidence/pairs.csv", "evidence/decisions.jsonl", "evidence/trail.csv", "import/2-customers.csv"):
        assert (one.run / path).read_bytes() == (other.run / path).read_bytes()


def test_forgotten_is_asked_again_and_another_company_knows_nothing(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    first = desk.convert()
    desk.decide(A, B, "different")
    assert desk.convert(run_folder="decided").exit == 0
    desk.decisions.clear()
    again = desk.convert(run_folder="again")
    assert again.codes() == first.codes() and answers(again) == {(A, B): ""} and in_force(again) == []


def test_an_account_that_is_a_customer_by_now_is_known_under_both_keys(bench: Bench, desk: Desk, planted) -> None:
    """Decided between two accounts; then one of them is a customer, and its row stands in its place."""
    planted((A, B, "certain", 0.99), (A.upper(), B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "different")
    give(bench, A, B, lists=f"{A.upper()},,,,\n")
    result = desk.convert(run_folder="again")
    assert answers(result) == {(B, A.upper()): "different"} and result.exit == 0
    assert customers_of(result) == [B]


# --- with matching itself ----------------------------------------------------------------------------------------------


def test_a_decided_pair_that_is_no_longer_alike_is_listed_with_its_score(bench: Bench, desk: Desk) -> None:
    give(bench, account(1, "Harbor Dental LLC", Phone="(413) 555-0100"), lists="Harbour Dental,,(413) 555-0100,,\n")
    desk.ask()
    desk.decide("Harbor Dental LLC", "Harbour Dental", "same-as-quickbooks")
    give(bench, account(1, "Zenith Group", Phone=""), lists="Harbour Dental,,(413) 555-0100,,\n")
    result = desk.convert(run_folder="again")
    (row,) = pairs(result)
    assert row["decision"] == "same-as-quickbooks" and 0 < float(row["score"]) < 0.1 and row["band"] == "possible"
    assert billed(result) == ["Harbour Dental"] and result.codes() == ["DUP542"]


def test_decisions_need_a_company_folder_and_the_words_say_so(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    result = desk.convert()
    page = (result.run / "start-here.html").read_text(encoding="utf-8")
    assert "csvbridge decide" in page and "csvbridge review" in page and "csvbridge init" in page
    assert "csvbridge decide" in result.out


def test_duplicates_answers_too(bench: Bench, desk: Desk, planted) -> None:
    give(
        bench,
        account(1, "Harbor Dental LLC", Phone="(413) 555-0100"),
        account(2, "Harbor Dental", Phone="(413) 555-0100"),
    )
    desk.ask()
    first = bench.command("duplicates", "in/accounts.csv", "--out", "first", run_folder="first")
    desk.decide("Harbor Dental LLC", "Harbor Dental", "different")
    result = bench.command("duplicates", "in/accounts.csv", "--out", "found", run_folder="found")
    assert (first.exit, result.exit) == (1, 0) and list(answers(result).values()) == ["different"]
    assert len(in_force(result)) == 1 and {row["fate"] for row in result.trail} == {"skipped"}


def test_who_decided_is_told_as_far_as_it_is_known(bench: Bench, desk: Desk, planted) -> None:
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.decide(A, B, "same", keep=A, **{name: "" for name in ANN})
    result = desk.convert(run_folder="again")
    assert result.fate(f"account {long_id('001', 2)}")[1].endswith(", decided")


# --- decided otherwise after it was exported ---------------------------------------------------------------------------


def written(number: int, customer: str, run: str = "2026-10", of: int = 1) -> Exported:
    """An invoice of account `of`, as an earlier run wrote it."""
    return Exported(
        kind="invoice",
        record=f"opportunity {long_id('006', number)}",
        name=f"INV-{number}",
        customer=customer,
        day="2026-09-30",
        minor=100,
        currency="USD",
        contents=(("account id", long_id("001", of)), ("account name", A)),
        run=run,
    )


def test_what_was_exported_by_a_decision_that_changed_is_told_until_it_is_settled(
    bench: Bench, desk: Desk, planted
) -> None:
    planted((A, KNOWN, "certain", 0.99))
    lists = f"{KNOWN},,,,\n{OTHER},,,,\n"
    give(bench, A, lists=lists)
    desk.ask()
    first = desk.decide(A, KNOWN, "same-as-quickbooks")
    desk.exported = (written(8, KNOWN), written(9, KNOWN))
    desk.changed, desk.decisions = (first,), []
    waits = desk.convert(run_folder="waits")
    assert waits.codes() == ["DUP501", "DUP506"], "taken out and not decided anew: nobody knows whose they are"
    desk.decide(A, KNOWN, "different", decided_by="Bo")
    told = desk.convert(run_folder="told")
    found = told.only("DUP547")
    assert (found["severity"], found["row"], told.exit) == ("warning", 2, 0) and told.codes() == ["DUP547"]
    assert f'2 documents of it went to "{KNOWN}" in 2026-10 (INV-8, INV-9)' in found["message"]
    assert "Exported before, to be looked at in QuickBooks:\n  DUP547" in told.out
    assert "decided by Ann" in found["message"] and "different (decided by Bo" in found["message"]
    assert f'customer "{A}"' in found["fix"] and 'csvbridge undo "2026-10"' in found["fix"]
    kept = remembered_from(json.loads((told.run / "evidence" / "memory.json").read_text(encoding="utf-8")))
    assert kept.changed == (first,) and {one.name for one in kept.exported} == {"INV-8", "INV-9"}
    give(bench, "Birch Works", lists=lists)
    assert f'"{A}"' in desk.convert(run_folder="elsewhere").only("DUP547")["message"], "a month without that account"
    give(bench, A, lists=lists)
    listed = "".join(f"09/30/2026,Invoice,INV-{number},{A},1.00\n" for number in (8, 9))
    bench.raw("InvoiceList.csv", f"Date,Transaction type,Num,Name,Amount\n{listed}")
    assert desk.convert(run_folder="put_right").codes() == []
    desk.exported = (written(8, A), written(9, A))
    (bench.folder / "in" / "InvoiceList.csv").unlink()
    assert desk.convert(run_folder="anew").codes() == []


def test_documents_that_a_merge_moves_are_not_told_of(bench: Bench, desk: Desk, planted) -> None:
    """The other name is kept now: the two customers are merged in QuickBooks, and their documents with them."""
    planted((A, B, "certain", 0.99))
    give(bench, A, B)
    desk.ask()
    desk.changed = (desk.decide(A, B, "same", keep=B),)
    desk.decide(A, B, "same", keep=A)
    customer = Exported(kind="customer", record=f"account {long_id('001', 2)}", name=B, run="2026-10")
    desk.exported = (customer, written(8, B), written(9, B, of=2))
    result = desk.convert(run_folder="again")
    assert "DUP547" not in result.codes() and set(result.codes()) & {"DUP540", "DUP545", "DUP546"}


# --- the next month ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lists", ["", f"{OTHER},,,,\n"], ids=["no list", "a list without them"])
@pytest.mark.parametrize(("word", "keep"), [("same", A), ("different", ""), ("related", "")])
def test_what_was_decided_and_written_is_not_asked_next_month(
    bench: Bench, desk: Desk, planted, word: str, keep: str, lists: str
) -> None:
    """The accounts are customers of QuickBooks by then, as the memory knows, though no list shows them."""
    planted((A, B, "certain", 0.99))
    give(bench, A, B, lists=lists)
    desk.ask()
    desk.decide(A, B, word, keep=keep)
    written = [A] if keep else [A, B]
    desk.exported = tuple(
        Exported(kind="customer", record=f"account {long_id('001', number)}", name=name, run="2026-10")
        for number, name in enumerate(written, start=1)
    )
    result = desk.convert(run_folder="next")
    assert billed(result) == ([A, A] if keep else [A, B]) and result.customers == []
    assert set(answers(result).values()) <= {word} and "looks alike" not in result.out


def test_from_the_question_to_the_books_with_a_company(bench: Bench) -> None:
    """The whole way with the commands alone: asked, decided in a file, written, and known next month."""
    give(bench, account(1, "Harbor Dental LLC", Phone="1 413 555 0100"), lists="Harbour Dental,,(413) 555-0100,,\n")
    assert bench.command("init", "co").exit == 0
    words = ("--company", "co", "--set", "lists.format=csv")
    asked = bench.command("convert", "in", "--out", "asked", *words, run_folder="asked")
    assert asked.exit == 1 and answers(asked) == {("Harbor Dental LLC", "Harbour Dental"): ""}
    (run,) = convert_command._KEPT
    answer = {"token": run.alike.asked.questions[0].token, "left": "Harbor Dental LLC", "right": "Harbour Dental"}
    answer |= {"decision": "same-as-quickbooks", "survivor": "", "quickbooks_name": "", "reason": "same phone"}
    saved = {"csvbridge_decisions": 1, "run": "asked", "saved": "2026-11-02T09:14:05Z", "decisions": [answer]}
    bench.raw("co/saved.json", json.dumps(saved))
    assert bench.command("decide", "co/saved.json", "--by", "Ann", "--company", "co").exit == 0
    made = bench.command("convert", "in", "--out", "made", *words, run_folder="made")
    assert made.exit == 0 and billed(made) == ["Harbour Dental"] and made.customers == []
    (line,) = in_force(made)
    assert (line["decided_by"], line["reason"]) == ("Ann", "same phone") and line["source"].startswith("co/saved.json")
    other = bench.command("convert", "in", "--out", "other", "--set", "lists.format=csv", run_folder="other")
    assert other.exit == 1 and in_force(other) == [], "another company, or none, knows nothing of it"
