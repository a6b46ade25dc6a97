"""`csvbridge duplicates`: which customers are probably the same, over any files that list customers.

What is likely one customer is decided in csvbridge/matching and tested there. Here two records that agree in name,
phone and city are one, others have nothing in common; where bands matter, the pairs are given.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bench import Bench, Result, Row, account, contact, deal, read_table, sid
from conftest import PACKAGE, Spawn

import csvbridge.duplicating
from csvbridge.likeness import PAIR_COLUMNS
from csvbridge.matching.match import find_pairs
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.matching.records import CustomerList

EVIDENCE = {
    *("manifest.json", "control-totals.json", "findings.jsonl", "pairs.csv", "trail.csv"),
    *("decisions.jsonl", "memory.json", "inputs"),
}
FIRST = ("Ostrander Surveying PC", "(315) 555-0119", "Utica")
"""Name, phone and city of a customer; the others share not a word and not a digit with it."""
OTHERS = (("Kestrel Air", "(207) 444-8622", "Bangor"), ("Juniper Books", "(978) 222-4433", "Lowell"))


def person(name: str, phone: str, city: str, **more: str) -> Row:
    return {"Name": name, "Phone": phone, "City": city, **more}


def duplicates(bench: Bench, *words: str, given: Sequence[str] = ("in",)) -> Result:
    result = bench.command("duplicates", *given, "--out", "run", *words)
    assert "Traceback" not in result.err
    if result.exit in (0, 1) and "--json" not in words:
        prove(result)
    return result


def prove(result: Result) -> None:
    """What holds of every run: its files are those of the manifest, and every record of the trail has one fate."""
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text("utf-8"))
    assert manifest["command"] == "duplicates"
    files = {path.relative_to(result.run).as_posix() for path in result.run.rglob("*") if path.is_file()}
    assert {one["path"] for one in manifest["outputs"]} == files - {"evidence/manifest.json"}
    for one in manifest["outputs"]:
        data = (result.run / one["path"]).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert {path.name for path in (result.run / "evidence").iterdir()} == EVIDENCE
    places = [(row["file"], row["sheet"], row["row"]) for row in result.trail]
    assert len(set(places)) == len(places)
    assert {row["fate"] for row in result.trail} <= {"held", "skipped"}
    assert all(row["reason"] and not row["target"] for row in result.trail)
    counts = result.totals["records"]["customers"]
    assert counts["in"] == counts["held"] + counts["skipped"]
    assert counts["held"] == sum(row["fate"] == "held" for row in result.trail)


def pairs(result: Result) -> list[Row]:
    with (result.run / "evidence" / "pairs.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file, strict=True)
    assert tuple(headings) == PAIR_COLUMNS
    return [dict(zip(headings, row, strict=True)) for row in rows]


def places(result: Result) -> list[tuple[str, str, str, str]]:
    return [(p["left_file"], p["left_row"], p["right_file"], p["right_row"]) for p in pairs(result)]


def stops(bench: Bench, *words: str, given: Sequence[str] = ("in",)) -> str:
    before = bench._seen()
    result = duplicates(bench, *words, given=given)
    assert (result.exit, result.out) == (2, "") and bench._seen() == before
    return result.err


def given_pairs(monkeypatch: pytest.MonkeyPatch, *rows: tuple[int, int, float, Band], withheld: int = 0) -> list[Any]:
    """Let matching find these; return what it is asked."""
    asked: list[Any] = []

    def found(customers: CustomerList, **options: Any) -> Pairs:
        asked.append((customers, options))
        left, right, score, band = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
        return Pairs(
            left=left,
            right=right,
            score=score,
            band=band,
            reasons=["same phone"] * len(left),
            against=["another city"] * len(left),
            parts=lambda numbers: [()] * len(numbers),
            groups=[(left[at], right[at]) for at in range(len(left)) if band[at] is Band.CERTAIN],
            compared=len(left),
            withheld=withheld,
        )

    monkeypatch.setattr(csvbridge.duplicating, "find_pairs", found)
    return asked


# --- a run ------------------------------------------------------------------------------------------------------------


def test_a_pair_within_a_list(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*OTHERS[0]), person(*FIRST))
    result = duplicates(bench)
    assert result.exit == 1
    assert {path.name for path in result.run.iterdir()} == {"review", "evidence"}
    assert {path.name for path in (result.run / "review").iterdir()} == {"duplicates.xlsx", "duplicates.html"}
    (pair,) = pairs(result)
    assert places(result) == [("in/list.csv", "2", "in/list.csv", "4")]
    assert (pair["left_name"], pair["right_name"]) == (FIRST[0], FIRST[0]) and pair["band"] in ("certain", "probable")
    assert 0 < float(pair["score"]) <= 1 and len(pair["score"]) == 6 and pair["reasons"]
    assert (pair["at_stake"], pair["decision"], pair["left_id"]) == ("", "", "")
    warning = result.only("DUP510")
    assert (warning["severity"], warning["file"], warning["row"], warning["column"]) == (
        "warning",
        "in/list.csv",
        2,
        "Name",
    )
    assert "in/list.csv:4" in warning["message"] and pair["reasons"] in warning["message"]
    assert [(row["row"], row["fate"]) for row in result.trail] == [
        *(("1", "skipped"), ("2", "held"), ("3", "skipped"), ("4", "held"))
    ]
    assert "in/list.csv:4" in result.out and f"{pair['band']}  {pair['score']}" in result.out


def test_nothing_alike_is_exit_0_and_no_workbook(bench: Bench) -> None:
    bench.give("list.csv", *(person(*one) for one in OTHERS))
    result = duplicates(bench)
    assert result.exit == 0 and pairs(result) == []
    assert [path.name for path in result.run.iterdir()] == ["evidence"]
    assert "No two records are like one another." in result.out


def test_left_is_of_this_run_and_right_in_quickbooks(bench: Bench) -> None:
    bench.give("accounts.csv", account(2, Phone=""), account(1, FIRST[0], Phone=FIRST[1], city=FIRST[2]))
    bench.give("qb/Customers.csv", {"Name": FIRST[0], "Company name": "", "Phone": FIRST[1], "City": FIRST[2]})
    result = duplicates(bench, "--against", "qb")
    assert result.exit == 1
    (pair,) = pairs(result)
    assert places(result) == [("in/accounts.csv", "3", "qb/Customers.csv", "2")]
    assert (pair["left_id"], pair["right_id"]) == (sid("001", 1) + "IAA", "")
    assert {row["file"] for row in result.trail} == {"in/accounts.csv"}
    assert result.counts("customers") == {"held": 1, "skipped": 1}
    fate, reason = result.fate(f"account {sid('001', 1)}IAA")
    assert fate == "held" and reason.endswith(f"the same as {FIRST[0]} (qb/Customers.csv:2)")


def test_the_same_whatever_the_order_of_rows_and_files(bench: Bench) -> None:
    twins = [person(name, phone, city) for name, phone, city in (FIRST, *OTHERS) for _ in range(2)]
    bench.give("a.csv", *twins[:3])
    bench.give("b.csv", *twins[3:])
    first = [(p["left_name"], p["right_name"], p["score"], p["band"]) for p in pairs(duplicates(bench))]
    bench.give("a.csv", *reversed(twins[3:]))
    bench.give("b.csv", *reversed(twins[:3]))
    second = [(p["left_name"], p["right_name"], p["score"], p["band"]) for p in pairs(duplicates(bench, "--force"))]
    assert len(first) == 3 and first == second


def test_equal_runs_write_equal_bytes(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*FIRST))
    files = (
        "review/duplicates.xlsx",
        "review/duplicates.html",
        "evidence/pairs.csv",
        "evidence/trail.csv",
        "evidence/findings.jsonl",
    )
    first = duplicates(bench)
    before = [(first.run / path).read_bytes() for path in files]
    second = duplicates(bench, "--force")
    assert before == [(second.run / path).read_bytes() for path in files]


# --- what can be given ------------------------------------------------------------------------------------------------

NAME, PHONE, CITY = FIRST
QB = "Larch Studio,,,\nContact List,,,\n,,,\n"
GIVEN = {
    "accounts report": ("a.csv", f"Account ID,Account Name,Phone,Billing City\n{sid('001', 9)},{NAME},{PHONE},{CITY}\n", "salesforce.accounts", 2),
    "accounts of the API": ("a.csv", f"Id,Name,Phone,BillingCity\n{sid('001', 9)},{NAME},{PHONE},{CITY}\n", "salesforce.accounts", 2),
    "accounts as JSON": ("a.json", json.dumps([{"attributes": {"type": "Account"}, "Name": NAME, "Phone": PHONE, "BillingCity": CITY}]), "salesforce.accounts", 1),
    "accounts as a web page": ("a.xls", f"<html><table><tr><th>Account Name</th><th>Phone</th><th>Billing City</th></tr><tr><td>{NAME}</td><td>{PHONE}</td><td>{CITY}</td></tr></table></html>", "salesforce.accounts", 2),
    "leads": ("a.csv", f"Lead Owner,Company / Account,Last Name,Phone,City\nBo,{NAME},Moss,{PHONE},{CITY}\n", "salesforce.Leads", 2),
    "QuickBooks' customers": ("a.csv", f"Name,Company name,Street Address,City,Phone\n{NAME},,,{CITY},{PHONE}\n", "quickbooks.customers", 2),
    "QuickBooks' contact list": ("a.csv", f"{QB},Customer full name,Phone numbers,Email,Bill address\n,{NAME},Phone:{PHONE},,9 Elm {CITY}\n", "quickbooks.customer_contacts", 5),
    "QuickBooks' vendors": ("a.csv", f"{QB},Vendor full name,Phone numbers,Address\n,{NAME},Phone:{PHONE},9 Elm {CITY}\n", "quickbooks.vendors", 5),
    "QuickBooks' employees": ("a.csv", f"{QB},Employee full name,Phone numbers,Address\n,{NAME},Phone:{PHONE},9 Elm {CITY}\n", "quickbooks.employees", 5),
    "the import template": ("a.csv", f"Name,Company,Email,Phone,Website,Street,City,State,ZIP,Country\n{NAME},{NAME},,{PHONE},,,{CITY},,,\n", "quickbooks.us.customers", 2),
    "a list by hand": ("a.csv", f"Client;Telephone;Town\n{NAME};{PHONE};{CITY}\n", "compared.customers", 2),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "own", "row"), GIVEN.values(), ids=GIVEN)
def test_any_list_of_customers_is_compared(bench: Bench, file: str, text: str, own: str, row: int) -> None:
    bench.give("ours.csv", person(*FIRST), person(*OTHERS[0]))
    bench.raw(file, text)
    result = duplicates(bench, given=("in/ours.csv", f"in/{file}"))
    assert places(result) == [("in/ours.csv", "2", f"in/{file}", str(row))]
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text("utf-8"))
    assert [one["identified_as"] for one in manifest["inputs"]] == ["compared.customers", own]
    known = own in (
        "quickbooks.customers",
        "quickbooks.customer_contacts",
        "quickbooks.vendors",
        "quickbooks.employees",
    )
    assert (f"in/{file}" in {line["file"] for line in result.trail}) is not known


def test_a_workbook_that_convert_wrote_is_compared(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, NAME, Phone=PHONE, city=CITY), account(2))
    assert bench.command("convert", "in", "--out", "made", "--set", "matching.hold=[]").exit == 0
    bench.give("list.csv", person(*FIRST))
    result = duplicates(bench, given=("in/list.csv", "made/import/2-customers.xlsx"))
    assert places(result) == [("in/list.csv", "2", "made/import/2-customers.xlsx", "2")]


def test_files_given_against_count_as_quickbooks(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*OTHERS[0]))
    bench.give("old/a.csv", person(*OTHERS[0]), person(*FIRST))
    result = duplicates(bench, "--against", "old/a.csv")
    assert sorted(places(result)) == [("in/list.csv", "2", "old/a.csv", "3"), ("in/list.csv", "3", "old/a.csv", "2")]
    assert {row["fate"] for row in result.trail if row["file"] == "old/a.csv"} == {"skipped"}
    assert result.counts("customers") == {"held": 2}
    assert "2 in QuickBooks" in result.out


def test_two_files_with_the_same_rows_are_pairs(bench: Bench) -> None:
    rows = [person(*FIRST), person(*OTHERS[0])]
    bench.give("a.csv", *rows)
    bench.give("b.csv", *rows)
    result = duplicates(bench)
    assert sorted(places(result)) == [("in/a.csv", "2", "in/b.csv", "2"), ("in/a.csv", "3", "in/b.csv", "3")]


def test_a_record_of_one_id_is_compared_once(bench: Bench) -> None:
    bench.give("a.csv", account(1), account(2))
    bench.give("b.csv", account(3), account(1))
    result = duplicates(bench)
    assert pairs(result) == [] and result.exit == 0
    note = result.only("DUP518")
    assert (note["severity"], note["file"]) == ("note", "in/b.csv") and "row 3" in note["message"]
    again = [row["reason"] for row in result.trail if row["file"] == "in/b.csv" and row["row"] == "3"]
    assert again == ["the same record as in/a.csv:2"]
    assert result.counts("customers") == {"skipped": 3}


def test_ids_of_another_program_say_nothing(bench: Bench) -> None:
    bench.give("a.csv", {"ID": "1", **person(*FIRST)})
    bench.give("b.csv", {"ID": "1", **person(*OTHERS[0])}, {"ID": "2", **person(*FIRST)})
    result = duplicates(bench)
    assert places(result) == [("in/a.csv", "2", "in/b.csv", "3")]
    assert pairs(result)[0]["left_id"] == ""


def test_a_customer_in_both_lists_of_quickbooks_is_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = given_pairs(monkeypatch)
    bench.give("Customers.csv", {"Name": NAME, "Company name": "", "Open balance": "0", "Phone": PHONE})
    listed = f"{QB},Customer full name,Phone numbers,Email\n,{NAME.upper()},Phone:1,o@o.example\n,Kestrel Air,,\n"
    bench.raw("ContactList.csv", listed)
    result = duplicates(bench)
    ((customers, _),) = asked
    # by name: ContactList.csv comes first, and Customers.csv gives nothing that it lacks
    assert list(customers.column("name")) == [NAME.upper(), "Kestrel Air"]
    assert list(customers.column("phone")) == ["1", ""]
    assert "1 record here" in result.only("DUP519")["message"]


def test_contacts_are_evidence_of_their_account(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = given_pairs(monkeypatch)
    bench.give("accounts.csv", account(1, Phone=""), account(2), account(3))
    bench.give(
        "contacts.csv",
        contact(1, 1, "", Phone="", Mobile="", Primary=""),
        contact(2, 1, "ada@a.example", Phone="5", Mobile="6"),
        contact(3, 2, "bo@b.example", Primary="1"),
        contact(4, 2, "cy@b.example"),
        contact(5, 9, "lost@c.example"),
    )
    result = duplicates(bench)
    ((customers, _),) = asked
    assert list(customers.column("email")) == ["ada@a.example", "bo@b.example", ""]
    assert list(customers.column("person")) == ["Ada Moss 2", "Ada Moss 3", ""]
    assert (customers.column("mobile")[0], customers.column("phone")[0]) == ("6", "5")
    reasons = [row["reason"] for row in result.trail if row["file"] == "in/contacts.csv" and row["row"] != "1"]
    assert [reason.partition("; ")[2].split()[0] for reason in reasons] == [
        "another",
        "evidence",
        "evidence",
        "another",
        "its",
    ]
    assert result.counts("customers") == {"skipped": 3}
    assert "2 of 5 contacts" in result.only("DUP523")["message"]


def test_contacts_alone_are_compared(bench: Bench) -> None:
    bench.give("contacts.csv", contact(1, 1, "ada@a.example", last="Moss"), contact(2, 1, "ada@a.example", last="Moss"))
    bench.give("qb/Customers.csv", {"Name": "Kestrel Air", "Company name": ""})
    result = duplicates(bench, "--against", "qb")
    assert [(p["left_name"], p["right_name"]) for p in pairs(result)] == [("Ada Moss", "Ada Moss")]


def test_deleted_accounts_and_converted_leads_are_not_compared(bench: Bench) -> None:
    bench.raw(
        "a.csv",
        f"Id,IsDeleted,Name,BillingCity\n{sid('001', 1)},true,{NAME},{CITY}\n{sid('001', 2)},false,{NAME},{CITY}\n",
    )
    bench.raw("l.csv", f"Lead Owner,Company / Account,Last Name,Converted,City\nBo,{NAME},Moss,1,{CITY}\n")
    result = duplicates(bench)
    assert pairs(result) == []
    assert result.fate(f"account {sid('001', 1)}IAA") == ("skipped", "deleted in Salesforce")
    assert result.fate(f"lead {NAME}") == ("skipped", "a lead that is an account by now")


def test_what_is_no_list_of_customers_is_named_and_passed_over(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1), deal(2))
    bench.raw("qb/Products.csv", "Product/Service Name,SKU\nSurveying,S-1\n")
    result = duplicates(bench, "--against", "qb")
    notes = [(f["file"], f["message"]) for f in result.findings if f["code"] == "DUP515"]
    assert notes == [
        ("in/opportunities.csv", "Opportunities: 2 rows, not compared"),
        ("qb/Products.csv", "Products and services list: 1 row, not compared"),
    ]
    assert result.fate("Opportunities") == ("skipped", "no list of customers: not compared")


def test_headings_of_the_profile_are_known(bench: Bench) -> None:
    bench.give("list.csv", {"Kunde": NAME, "Phone": PHONE}, {"Kunde": NAME, "Phone": PHONE})
    bench.raw("books/csvbridge.toml", '[headings]\n"Kunde" = "Account Name"\n')
    result = duplicates(bench, "--company", "books")
    assert len(pairs(result)) == 1
    assert "No company folder" not in result.err and not any(f["code"] == "RUN904" for f in result.findings)


# --- bad input --------------------------------------------------------------------------------------------------------


def test_a_table_without_names_stops(bench: Bench) -> None:
    bench.raw("odd.csv", "Value,Status,Type\n1,2,3\n")
    bench.give("list.csv", person(*FIRST))
    said = stops(bench)
    assert "DUP517" in said and "Value, Status, Type" in said and '--skip "odd.csv"' in said
    assert duplicates(bench, "--skip", "odd.csv").exit == 0


def test_no_list_of_customers_at_all_stops(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert "DUP516" in stops(bench)


def test_a_file_for_another_import_screen_stops(bench: Bench) -> None:
    headings = (
        "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Item(Product/Service),ItemQuantity,ItemRate,*ItemAmount,Memo,Terms"
    )
    bench.raw("3-invoices-001.csv", f"{headings}\n1,Alder,10/01/2026,10/31/2026,Services,1,1.00,1.00,,Net 30\n")
    assert "SFR207" in stops(bench)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("in/gone.csv", "--out", "run"), "gone.csv"),
        (("in",), "--out is missing"),
        (("in", "--out", "run", "--set", "matching.show=-1"), "matching.show is -1, and takes 0 to 100000"),
        (("in", "--out", "run", "--set", "matching.show=100001"), "takes 0 to 100000"),
        (("in", "--out", "run", "--set", "matching.show=many"), "matching.show"),
        (("in", "--out", "run", "--company", "nowhere"), "holds no csvbridge.toml"),
        (("--out", "run"), "FILE"),
    ],
)
def test_wrong_usage_stops_with_words(bench: Bench, words: tuple[str, ...], said: str) -> None:
    bench.give("list.csv", person(*FIRST))
    result = bench.command("duplicates", *words)
    assert (result.exit, result.out) == (2, "") and said in result.err and "Traceback" not in result.err
    assert not result.run.exists()


@pytest.mark.parametrize("rows", [[], [person(*FIRST)]])
def test_a_list_of_none_or_one(bench: Bench, rows: list[Row]) -> None:
    bench.raw("list.csv", "Name,Phone,City\n" + "".join(f"{','.join(row.values())}\n" for row in rows))
    result = duplicates(bench)
    assert (result.exit, pairs(result), result.counts("customers")) == (0, [], {"skipped": 1} if rows else {})


def test_an_empty_file_stops(bench: Bench) -> None:
    bench.raw("list.csv", "")
    assert "CSV105" in stops(bench)


def test_records_without_a_name_are_compared_and_noted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    given_pairs(monkeypatch, (0, 1, 0.9, Band.CERTAIN))
    bench.give("list.csv", person("", PHONE, CITY), person("", PHONE, CITY))
    result = duplicates(bench)
    assert (pairs(result)[0]["left_name"], pairs(result)[0]["band"]) == ("", "certain")
    assert "2 records have no name (the first in row 2)" in result.only("DUP512")["message"]
    assert "(no name)" in result.out and '"(no name)"' in result.only("DUP510")["message"]


HOSTILE = {
    "a formula": "=HYPERLINK(1)",
    "a terminal's escape": "\x1b]0;x\x07Alder\x1b[31m",
    "hidden characters": "Al\u200bder \u202eGnir",
    "right to left": "שלום בע״מ",
    "Chinese": "株式会社アルダー",
    "quotes and commas": 'Alder, "Finch" & Co',
    "line breaks": "Alder\nFinch",
    "like mark-up": "<b>Alder</b> &amp; Co",
    "like an escape of XML": "Alder_x0041_",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_names_stay_what_they_are(bench: Bench, name: str) -> None:
    bench.give("list.csv", person(name, PHONE, CITY), person(name, PHONE, CITY))
    result = duplicates(bench)
    assert [(p["left_name"], p["right_name"]) for p in pairs(result)] == [(name, name)]
    assert result.out.replace("\n", "").isprintable() and "\x1b" not in result.out
    hidden = any(f["code"] == "DUP513" for f in result.findings)
    assert hidden is (not name.replace("\n", "").isprintable())
    for sheet in openpyxl.load_workbook(result.run / "review" / "duplicates.xlsx").worksheets:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"} and not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_a_name_of_a_megabyte(bench: Bench) -> None:
    name = "Alder " * 170_000
    bench.give("list.csv", person(name, PHONE, CITY), person(name, PHONE, CITY), person(*OTHERS[0]))
    result = duplicates(bench)
    assert [p["left_name"] == name for p in pairs(result)] == [True]
    assert "2 records have cells of more than 1,000 characters (the first in row 2)" in result.only("DUP520")["message"]
    assert len(result.out) < 5_000 and all(len(f["message"]) < 2_000 for f in result.findings)


def test_a_damaged_row_is_compared_with_a_warning(bench: Bench) -> None:
    bench.raw("list.csv", f"Name,Phone,City\n{NAME},{PHONE},{CITY}\nKestrel Air\n{NAME},{PHONE},{CITY}\n")
    result = duplicates(bench)
    assert result.only("DUP514")["row"] == 3 and result.codes("error") == []
    assert places(result) == [("in/list.csv", "2", "in/list.csv", "4")]


DAMAGED = "this row has fewer or more cells than its headings; it is compared as it stands, and may be misread"
EXPORT_AGAIN = "Export the list again and give it as it is."


def read_me(result: Result) -> list[tuple[str, str]]:
    sheet = openpyxl.load_workbook(result.run / "review" / "duplicates.xlsx")["Read me"]
    return [(str(topic), str(words)) for topic, words in sheet.iter_rows(min_row=2, max_col=2, values_only=True)]


def test_damaged_rows_are_told_wherever_people_look(bench: Bench) -> None:
    whole = ",".join(FIRST)
    bench.raw("list.csv", f"Name,Phone,City\n{whole}\nKestrel Air\n{whole}\nJuniper Books,,Lowell,13502\n")
    result = duplicates(bench)
    assert f"in/list.csv:3  DUP514 warning\n    {DAMAGED}\n" in result.out
    assert f'in/list.csv:5  DUP514 warning\n    {DAMAGED}:  "13502"\n' in result.out
    assert result.out.count(f"Fix: {EXPORT_AGAIN}") == 1
    sentence = f"in/list.csv:3, 5: {DAMAGED} (DUP514). {EXPORT_AGAIN}"
    assert ("Look at first", sentence) in read_me(result)
    found = json.loads(duplicates(bench, "--json", "--force").out)
    assert sentence in found["messages"] and found["findings"]["DUP514"] == 2


def test_many_damaged_rows_are_counted(bench: Bench) -> None:
    rows = "".join(f"Customer {n}\n" for n in range(40))
    bench.raw("list.csv", f"Name,Phone,City\n{rows}{','.join(FIRST)}\n{','.join(FIRST)}\n")
    result = duplicates(bench)
    assert result.out.count("DUP514 warning") == 3 and "... and 37 more of DUP514" in result.out
    ((_, sentence),) = [row for row in read_me(result) if row[0] == "Look at first"]
    assert sentence.startswith("in/list.csv:2, 3, 4, ") and ", 13 and 28 more: " in sentence


def test_a_sound_list_gives_nothing_to_look_at(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*FIRST), person("", *FIRST[1:]))
    result = duplicates(bench)
    assert result.only("DUP512") and "Look at" not in result.out  # a note, and no more
    assert "Look at first" not in dict(read_me(result))


# --- bands, limits, kinds ---------------------------------------------------------------------------------------------


def six(bench: Bench) -> None:
    bench.give("list.csv", *(person(f"Customer {n}", str(n), f"Town {n}") for n in range(6)))


@pytest.mark.parametrize(
    ("words", "limit"),
    [((), 100), (("--set", "matching.show=7"), 7), (("--all",), None), (("--set", "matching.show=0"), 0)],
)
def test_how_many_weaker_pairs_are_wanted(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], limit: int | None
) -> None:
    asked = given_pairs(monkeypatch, (0, 1, 0.5, Band.POSSIBLE))
    six(bench)
    assert duplicates(bench, *words).exit == 0
    ((_, options),) = asked
    assert (options["weak_limit"], options["region"]) == (limit, "us")


def test_what_was_left_out_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    given_pairs(monkeypatch, (0, 1, 0.5, Band.POSSIBLE), withheld=1_234)
    six(bench)
    result = duplicates(bench)
    assert "1,234 weaker pairs not shown: --all shows them" in result.out
    note = result.only("DUP507")
    assert note["severity"] == "note" and "1,234 weaker pairs are not shown" in note["message"]
    assert "matching.show=1334" in note["fix"]


@pytest.mark.parametrize(
    ("band", "code"),
    [(Band.CERTAIN, 1), (Band.PROBABLE, 1), (Band.POSSIBLE, 0), (Band.CONFLICT, 0), (Band.RELATED, 0)],
)
def test_only_predicted_duplicates_wait(bench: Bench, monkeypatch: pytest.MonkeyPatch, band: Band, code: int) -> None:
    given_pairs(monkeypatch, (0, 1, 0.5, band))
    six(bench)
    result = duplicates(bench)
    assert result.exit == code and pairs(result)[0]["band"] == band.value
    assert result.counts("customers") == ({"held": 2, "skipped": 4} if code else {"skipped": 6})
    assert ("DUP510" in result.codes("warning")) is bool(code)


def test_two_records_of_quickbooks_are_a_merge_there(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    given_pairs(monkeypatch, (1, 2, 0.99, Band.CERTAIN), (2, 3, 0.99, Band.CERTAIN))
    bench.give("accounts.csv", account(1))
    bench.give("qb/1-Customers.csv", *({"Name": name, "Company name": ""} for name in ("Lindqvist", "Lindquist")))
    bench.raw("qb/2-Vendors.csv", f"{QB},Vendor full name,Phone numbers\n,Lindquist Marine,\n")
    result = duplicates(bench, "--against", "qb")
    assert places(result) == [("qb/1-Customers.csv", "2", "qb/1-Customers.csv", "3")]
    note = result.only("DUP504")
    assert (note["severity"], note["file"], note["row"]) == ("note", "qb/1-Customers.csv", 2)
    assert "cannot be undone" in note["fix"] and "currency" in note["fix"] and "sub-customers" in note["fix"]
    assert result.only("DUP522")["message"].startswith("1 pair of two QuickBooks records of different kinds")
    assert result.exit == 1 and result.counts("customers") == {"skipped": 1}


def test_a_customer_of_quickbooks_and_its_own_sub_customer_are_no_pair(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_pairs(monkeypatch, (0, 1, 0.99, Band.CERTAIN), (1, 2, 0.99, Band.CERTAIN), (1, 3, 0.99, Band.CERTAIN))
    bench.give("accounts.csv", account(1))
    names = ("Lindqvist", "Lindqvist:Harbour office", "Lindqvist Harbour")
    bench.give("qb/Customers.csv", *({"Name": name, "Company name": ""} for name in names))
    result = duplicates(bench, "--against", "qb")
    assert [right for *_, right in places(result)] == ["2", "4"], "the account's own pair, and two that could be merged"
    assert "its own sub-customer, is not listed" in result.only("DUP522")["message"]


# --- the workbook -----------------------------------------------------------------------------------------------------


def test_the_workbook_has_a_row_for_each_pair_and_cells_for_the_decision(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(0, 3, 0.99, Band.CERTAIN), (1, 2, 0.98, Band.CERTAIN), (0, 4, 0.7, Band.POSSIBLE)]
    given_pairs(monkeypatch, *rows)
    six(bench)
    book = openpyxl.load_workbook(duplicates(bench).run / "review" / "duplicates.xlsx")
    assert book.sheetnames == ["Read me", "Decide", "Compare", "Groups"]
    headings, *lines = [[cell.value for cell in row] for row in book["Decide"].iter_rows()]
    filled_in = ["Decision", "Survivor", "QuickBooks name", "Reason", "Decided by", "Date"]
    first = headings.index("Decision")
    assert headings[first : first + 6] == filled_in and headings[-1] == "Key"
    assert {"Left name", "Right name", "Left row", "Right row"} < set(headings[:first])
    read = [dict(zip(headings, line, strict=True)) for line in lines]
    assert [(one["Left name"], one["Right name"], one["Candidate"]) for one in read] == [
        ("Customer 0", "Customer 3", "best of 2"),
        ("Customer 0", "Customer 4", "2 of 2"),
        ("Customer 1", "Customer 2", None),
    ]
    assert (read[0]["Left row"], read[0]["Right row"], read[0]["Left file"]) == (2, 5, "in/list.csv")
    assert (read[0]["For"], read[0]["Against"], read[0]["Score"]) == ("same phone", "another city", 0.99)
    assert all(one[heading] is None for one in read for heading in filled_in)
    assert all(re.fullmatch("[0-9a-f]{20}", one["Key"]) for one in read) and len({one["Key"] for one in read}) == 3
    compared = [[cell.value for cell in row] for row in book["Compare"].iter_rows(min_row=2)]
    assert [row[2:] for row in compared if row[0] == 1] == [
        ["Stands in", "customer, in/list.csv:2", "customer, in/list.csv:5", None],
        ["Name", "Customer 0", "Customer 3", "differs"],
        ["Phone", "0", "3", "differs"],
        ["City", "Town 0", "Town 3", "differs"],
    ]
    groups = [[cell.value for cell in row] for row in book["Groups"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[2]) for row in groups] == [
        *((1, 2, "Customer 0"), (1, 2, "Customer 3"), (2, 2, "Customer 1"), (2, 2, "Customer 2"))
    ]


def test_a_workbook_of_too_many_pairs_says_how_many_more(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvbridge.reviews.duplicates_workbook.MOST_PAIRS", 2)
    given_pairs(monkeypatch, *((0, n, 1 - n / 10, Band.CERTAIN) for n in range(1, 6)))
    six(bench)
    result = duplicates(bench)
    assert len(pairs(result)) == 5
    book = openpyxl.load_workbook(result.run / "review" / "duplicates.xlsx")
    said = [cell.value for row in book["Decide"].iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    assert said.count("certain") == 2
    assert any("3 more pairs not shown here: evidence/pairs.csv" in text for text in said)


# --- streams and options ----------------------------------------------------------------------------------------------


def test_the_envelope(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*FIRST))
    result = duplicates(bench, "--json")
    found = json.loads(result.out)
    assert list(found) == [
        *("csvbridge", "version", "command", "exit", "run", "totals", "files", "findings", "questions", "messages")
    ]
    assert (found["command"], found["exit"], found["run"]) == ("duplicates", 1, "run")
    assert found["totals"].pop("certain") + found["totals"].pop("probable") == 1
    assert found["totals"] == {
        **{"possible": 0, "conflict": 0, "related": 0},
        **{"records": 2, "in_quickbooks": 0, "groups": 1, "compared": found["totals"]["compared"], "withheld": 0},
    }
    assert found["files"] == [
        {"path": "in/list.csv", "rows": 2, "identified_as": "compared.customers"},
        {"path": "review/duplicates.xlsx", "rows": 1, "identified_as": None},
        {"path": "review/duplicates.html", "rows": 1, "identified_as": None},
    ]
    assert found["findings"]["DUP510"] == 1


def test_the_envelope_of_a_stop(bench: Bench) -> None:
    bench.raw("odd.csv", "Value,Status,Type\n1,2,3\n")
    found = json.loads(bench.command("duplicates", "in", "--out", "run", "--json").out)
    assert (found["exit"], found["run"], found["findings"]) == (2, None, {"DUP517": 1})
    assert found["questions"] and found["messages"]


def test_quiet_is_quiet(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*FIRST))
    result = duplicates(bench, "--quiet")
    assert (result.exit, result.out, result.err) == (1, "", "")


def test_a_run_is_replaced_only_with_force(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST), person(*FIRST))
    first = duplicates(bench)
    kept = (first.run / "evidence" / "manifest.json").read_bytes()
    again = bench.command("duplicates", "in", "--out", "run")
    assert again.exit == 2 and "--force" in again.err
    assert (first.run / "evidence" / "manifest.json").read_bytes() == kept
    bench.give("list.csv", person(*FIRST), person(*OTHERS[0]))
    assert duplicates(bench, "--force").exit == 0


def test_the_manifest_names_options_inputs_and_profile(bench: Bench) -> None:
    bench.give("list.csv", person(*FIRST))
    bench.give("old/a.csv", person(*OTHERS[0]))
    result = duplicates(bench, "--against", "old", "--all", "--set", "matching.show=5")
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text("utf-8"))
    assert manifest["options"] == {"against": ["old"], "set": ["matching.show=5"], "all": True}
    assert manifest["profile"]["matching"]["show"] == 5
    assert [(one["path"], one["copy"]) for one in manifest["inputs"]] == [
        ("in/list.csv", "evidence/inputs/1-list.csv"),
        ("old/a.csv", "evidence/inputs/2-a.csv"),
    ]
    assert (result.run / "evidence" / "inputs" / "2-a.csv").read_bytes() == (
        bench.folder / "old" / "a.csv"
    ).read_bytes()


def test_a_fault_of_ours_writes_nothing_and_tells_no_name(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ValueError(NAME)

    monkeypatch.setattr(csvbridge.duplicating, "find_pairs", crash)
    bench.give("list.csv", person(*FIRST))
    result = bench.command("duplicates", "in", "--out", "run")
    assert result.exit == 3 and NAME not in result.err + result.out and not result.run.exists()


# --- real processes ---------------------------------------------------------------------------------------------------


def test_a_real_process(bench: Bench, spawn: Spawn) -> None:
    bench.give("list.csv", person("Zażółć 株式会社", PHONE, CITY), person("Zażółć 株式会社", PHONE, CITY))
    done = spawn("duplicates", "in", "--out", "run", PYTHONIOENCODING="cp1252")
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    done.stdout.decode("cp1252")
    assert read_table(bench.folder / "run" / "evidence" / "pairs.csv")[0]["left_name"] == "Zażółć 株式会社"


def test_heavy_libraries_load_only_when_they_are_needed(bench: Bench, spawn: Spawn) -> None:
    bench.give("list.csv", person(*FIRST))
    done = spawn("duplicates", "in", "--out", "run", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert b"csvbridge.duplicating" in done.stderr
    assert b"pandera" not in done.stderr and b"openpyxl" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("wait", [0.0, 0.3])
def test_ctrl_c_ends_with_130_and_leaves_nothing(bench: Bench, wait: float) -> None:
    bench.raw("list.csv", "Name,Phone,City\n" + "".join(f"Customer {n},{n},Town\n" for n in range(60_000)))
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "csvbridge", "duplicates", "in", "--out", "run"],
        cwd=bench.folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    for said in process.stderr:  # the command's own work has begun when its steps are loaded
        if said.rstrip().endswith(b"csvbridge.duplicating"):
            break
    time.sleep(wait)
    while process.poll() is None:  # pressed again, as people do
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            _, said = process.communicate(timeout=2)
    assert process.returncode == 130 and b"Traceback" not in said
    assert {path.name for path in bench.folder.iterdir()} == {"in"}


def test_matching_is_asked_through_its_interface() -> None:
    """A sanity check of the given pairs: what is replaced above is what the command calls."""
    assert csvbridge.duplicating.find_pairs is find_pairs
    assert Path(csvbridge.duplicating.__file__ or "").name == "duplicating.py"
