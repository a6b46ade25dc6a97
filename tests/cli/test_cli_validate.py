"""`csvbridge validate` and `--expect`: what files are, what is missing, what a conversion would find; nothing is written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench import Bench, Result, account, contact, deal, line, long_id, product, sid
from conftest import Spawn

FRENCH = {
    "Nom de l'opportunité": "Toiture",
    "Étape": "Closed Won",
    "Montant": "100,50",
    "Date de clôture": "05/10/2026",
    "Nom du compte": "Alder",
}


def whole_company(bench: Bench) -> None:
    """Two accounts with their contacts; two won deals, one of them with a product."""
    bench.give("accounts.csv", account(1), account(2))
    bench.give("contacts.csv", contact(1, 1, "ada@example.com"), contact(2, 2, "bo@example.com"))
    bench.give(
        "opportunities.csv",
        deal(1, **{"Product SKU": "SURV-1"}),
        deal(2, date="11/3/2026", **{"Product SKU": ""}),
        deal(3, 2, stage="Closed Lost", **{"Product SKU": ""}),
    )
    bench.give("lines.csv", line(1, 2))
    bench.give(
        "products.csv",
        product(1, "Surveying", "SURV-1", **{"List Price": "100.00", "Price Book Name": "Standard Price Book"}),
    )


def validate(bench: Bench, *words: str, given: tuple[str, ...] = ("in",)) -> Result:
    """Validate, which never writes a file and never shows a traceback."""
    before = bench._seen()
    result = bench.command("validate", *given, *words)
    assert bench._seen() == before
    assert "Traceback" not in result.err
    return result


def envelope(bench: Bench, *words: str, given: tuple[str, ...] = ("in",)) -> dict[str, Any]:
    result = validate(bench, *words, "--json", given=given)
    assert result.err == ""
    found = json.loads(result.out)
    assert set(found) == {
        *("csvbridge", "version", "command", "exit", "run", "totals", "files", "findings", "questions", "messages")
    }
    assert (found["command"], found["exit"], found["run"]) == ("validate", result.exit, None)
    assert isinstance(found["findings"], list)
    return found


def table(found: dict[str, Any], name: str) -> dict[str, Any]:
    """The one table of a file."""
    (file,) = [file for file in found["files"] if file["path"].endswith(name)]
    (only,) = file["tables"]
    assert file["rows"] == only["rows"] and file["identified_as"] == only["identified_as"]
    return only


def of_code(found: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [one for one in found["findings"] if one["code"] == code]


# --- what a file is ---------------------------------------------------------------------------------------------------


def test_a_sound_company_is_described(bench: Bench) -> None:
    whole_company(bench)
    result = validate(bench)
    assert result.exit == 0 and result.err == ""
    lines = result.out.splitlines()
    assert lines[0].endswith("looked at 5 files; nothing was converted or written")
    at = lines.index("in/opportunities.csv  Opportunities")
    assert lines[at + 1 : at + 8] == [
        "  exported as   report, Details Only (.csv); UTF-8, comma",
        "  rows          3, closed 2026-10-20 to 2026-11-03",
        "  stages        Closed Won 2, Closed Lost 1",
        "  currencies    none named: taken for USD",
        '  decimal mark  . ("100.00" is a number only with a decimal point)',
        '  dates         Close Date: M/D/YYYY ("10/20/2026" can only have the month first)',
        "  columns       8 of 8 recognised",
    ]


def test_the_description_is_data_too(bench: Bench) -> None:
    whole_company(bench)
    found = table(envelope(bench), "opportunities.csv")
    assert found == {
        "sheet": None,
        "identified_as": "salesforce.opportunities",
        "title": "Opportunities",
        "rows": 3,
        "route": "report, Details Only (.csv)",
        "encoding": "UTF-8",
        "delimiter": "comma",
        "decimal_mark": {"mark": ".", "evidence": '"100.00" is a number only with a decimal point'},
        "dates": {"Close Date": {"order": "M/D/YYYY", "evidence": '"10/20/2026" can only have the month first'}},
        "period": {"first": "2026-10-20", "last": "2026-11-03"},
        "currencies": {"": 3},
        "stages": {"Closed Won": 2, "Closed Lost": 1},
        "preamble": None,
        "columns": {
            "recognised": {
                "Opportunity ID": "Opportunity ID",
                "Opportunity Name": "Opportunity Name",
                "Account ID": "Account ID",
                "Account Name": "Account Name",
                "Stage": "Stage",
                "Amount": "Amount",
                "Close Date": "Close Date",
                "Product SKU": "Product SKU",
            },
            "not_recognised": [],
        },
    }


def test_what_is_not_used_is_named(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, **{"Next Step": "Call", "Mood": "good"}))
    assert table(envelope(bench), "opportunities.csv")["columns"]["not_recognised"] == ["Next Step", "Mood"]
    assert "  not used      Next Step, Mood" in validate(bench).out


def test_currencies_are_counted(bench: Bench) -> None:
    rows = [{**deal(n), "Amount Currency": code} for n, code in enumerate(("USD", "EUR", "USD"), start=1)]
    bench.give("opportunities.csv", *rows)
    found = envelope(bench)
    assert table(found, "opportunities.csv")["currencies"] == {"USD": 2, "EUR": 1}
    assert found["exit"] == 1  # the euros would be held
    assert [one["row"] for one in of_code(found, "QBO419")] == [3]


def test_an_object_that_nothing_needs_is_described_as_such(bench: Bench) -> None:
    whole_company(bench)
    bench.raw("users.csv", '"Username","Alias","Profile","Last Login"\n"ada","a","Standard",""\n')
    found = envelope(bench)
    about = table(found, "users.csv")
    assert (found["exit"], about["title"], about["rows"]) == (0, "Users", 1)
    assert about["route"] == "report, Details Only (.csv)"
    assert "in/users.csv  SFR205 note: Users: 1 records, not used" in validate(bench).out


def test_quickbooks_lists_alone_are_described(bench: Bench) -> None:
    bench.raw("Customers.csv", "Name,Company name,Open balance\nAlder Works,,0.00\n")
    result = validate(bench)
    assert result.exit == 0 and "in/Customers.csv  Customers list" in result.out
    assert "Missing" not in result.out and "Nothing to say against these files." in result.out


def test_a_list_given_with_against_is_looked_at_too(bench: Bench) -> None:
    whole_company(bench)
    bench.raw("lists/Customers.csv", "Name,Company name,Open balance\nAlder Works,,0.00\n")
    found = envelope(bench, "--against", "lists")
    assert table(found, "Customers.csv")["identified_as"] == "quickbooks.customers"
    missing = [one["message"] for one in of_code(found, "SFR227")]
    assert not any("Customers list" in one for one in missing) and any("Invoice List" in one for one in missing)


def test_files_ready_for_quickbooks_are_checked(bench: Bench) -> None:
    whole_company(bench)
    assert bench.convert().exit == 0
    result = validate(bench, given=("run/import",))
    assert result.exit == 0
    assert "run/import/3-invoices-001.csv  Invoices for QuickBooks' import screen" in result.out
    assert "error" not in result.out and "warning" not in result.out


# --- what stops, and all at once --------------------------------------------------------------------------------------


def test_all_faults_of_all_files_are_said_and_the_rest_is_described(bench: Bench) -> None:
    whole_company(bench)
    bench.raw("nothing.csv", b"")
    bench.raw("stranger.csv", "Colour,Weight\nred,12\n")
    bench.give("half.csv", deal(9, stage=None))
    result = validate(bench)
    assert result.exit == 2
    assert "in/nothing.csv  could not be read" in result.out and "in/stranger.csv  not known" in result.out
    assert "in/accounts.csv  Accounts" in result.out
    assert result.err.startswith("3 things would stop a conversion:")
    assert all(f"({code})" in result.err for code in ("CSV105", "SFR201", "SFR203"))
    found = envelope(bench)
    assert {"CSV105", "SFR201", "SFR203"} <= {one["code"] for one in found["findings"]}
    assert len(found["questions"]) == 2 and all(one["answer"] for one in found["questions"])
    assert of_code(found, "SFR227") == []  # what is missing cannot be told while a file is not known


def test_a_question_of_dates_is_asked_and_the_rest_is_told(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, date="10/05/2026"), deal(2, date="11/06/2026"))
    result = validate(bench)
    assert result.exit == 2 and "(VAL320)" in result.err
    assert "--set salesforce.date_format=M/D/YYYY" in result.err
    assert 'Close Date: ? ("10/05/2026" can be' in result.out
    assert "no accounts: customers would be written by their name alone" in result.out
    answered = validate(bench, "--set", "salesforce.date_format=D/M/YYYY")
    assert answered.exit == 0 and "Close Date: D/M/YYYY (salesforce.date_format says so)" in answered.out


def test_what_only_a_conversion_can_ask_is_asked(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, id=None))
    found = envelope(bench)
    assert found["exit"] == 2 and "(QBO424)" in found["questions"][0]["question"]
    assert any("no Opportunity ID in the opportunities" in one["message"] for one in of_code(found, "SFR227"))
    assert envelope(bench, "--set", "invoices.number=sequence")["exit"] == 0


def test_an_error_is_exit_1_on_its_own_row(bench: Bench) -> None:
    whole_company(bench)
    bench.give("opportunities.csv", deal(1), deal(2, amount="12,5o"), deal(3, 2, stage="Closed Lost", amount="rubbish"))
    bench.give("lines.csv", line(1, 1))
    found = envelope(bench)
    assert found["exit"] == 1
    errors = [one for one in found["findings"] if one["severity"] == "error"]
    assert [(one["code"], one["file"], one["row"]) for one in errors] == [("VAL310", "in/opportunities.csv", 3)]
    assert "  in/opportunities.csv:3  Amount  VAL310 error" in validate(bench).out.splitlines()


@pytest.mark.parametrize(
    "words", [["--company", "nowhere"], ["--set", "nonsense"], ["--expect", "acounts=1"], ["--report", "x"]]
)
def test_wrong_usage_has_an_envelope_with_a_list(bench: Bench, words: list[str]) -> None:
    whole_company(bench)
    found = envelope(bench, *words)
    assert found["exit"] == 2 and found["messages"] and found["findings"] == []


def test_quiet_says_nothing_of_what_is_sound(bench: Bench) -> None:
    whole_company(bench)
    result = validate(bench, "--quiet")
    assert (result.exit, result.out, result.err) == (0, "", "")


def test_no_value_of_a_cell_reaches_the_terminal_raw(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, stage="Won\x1b[2J", **{"Mood\x1b]0;x\x07": "good"}))
    result = validate(bench)
    assert "\x1b" not in result.out + result.err and "\x07" not in result.out + result.err


# --- what is missing, and which records are incomplete ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("accounts.csv", "no accounts: customers would be written by their name alone"),
        ("contacts.csv", "no contacts: customers would have no e-mail address"),
        ("lines.csv", "no lines, and no column Has Products: nobody can tell"),
        ("products.csv", "no products: items would be made from the lines, without list prices"),
    ],
)
def test_a_file_that_is_missing_is_said(bench: Bench, left_out: str, said: str) -> None:
    whole_company(bench)
    assert said not in validate(bench).out
    assert f"  {said}" in validate(bench, "--skip", left_out).out


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("opportunities.csv", [deal(1, id=None)], "no Opportunity ID in the opportunities"),
        ("accounts.csv", [account(1, id=None)], "no Account ID in the accounts"),
        ("products.csv", [product(1, "Surveying", "SURV-1", id=None)], "no Product ID in the products"),
        ("products.csv", [product(1, "Surveying", "SURV-1")], "no prices: products would be written without a price"),
        ("lines.csv", [line(1, 1, deal=None)], "no Opportunity ID in the lines"),
        ("lines.csv", [line(1, 1, **{"Line Item ID": None})], "no Line Item ID in the lines"),
    ],
)
def test_a_column_that_is_missing_is_said(bench: Bench, name: str, rows: list[dict[str, str]], said: str) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    bench.give(name, *rows)
    found = envelope(bench)
    assert any(one["message"].startswith(said) for one in of_code(found, "SFR227")), found["findings"]


def test_products_that_the_deals_speak_of_and_no_file_holds(bench: Bench) -> None:
    won, lost = {"Has Products": "1"}, {"Has Products": "1", "stage": "Closed Lost"}
    bench.give("opportunities.csv", deal(1, **won), deal(2, **won), deal(3, **lost), deal(4, **{"Has Products": "0"}))
    found = envelope(bench)
    assert any(
        one["message"].startswith("2 won opportunities say that they have products") for one in of_code(found, "SFR227")
    )
    assert [one["row"] for one in of_code(found, "QBO407")] == [2, 3] and found["exit"] == 1
    assert [one["row"] for one in of_code(found, "SFR221")] == [5]


def test_incomplete_records_are_counted_and_the_first_are_named(bench: Bench) -> None:
    bench.give("accounts.csv", account(1), account(2))
    bench.give("contacts.csv", contact(1, 1, "ada@example.com"))
    bench.give(
        "opportunities.csv",
        *(deal(n, 1) for n in range(1, 8)),  # rows 2 to 8: no products
        deal(8, 2),  # row 9: its account has no contact
        deal(9, 7),  # row 10: its account is in no file, so it has no contact either
        deal(10, account="", account_id=""),  # row 11: no account
        deal(11, 2, stage="Prospecting"),  # not won: nothing is said of it
    )
    bench.give("lines.csv", line(1, 1), line(2, 77))
    found = envelope(bench)
    assert [one["row"] for one in of_code(found, "SFR221")] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [one["row"] for one in of_code(found, "SFR222")] == [10, 11]
    assert [one["row"] for one in of_code(found, "SFR223")] == [9, 10]
    assert [(one["file"], one["row"]) for one in of_code(found, "SFR224")] == [("in/lines.csv", 3)]
    out = validate(bench).out
    first = ", ".join(f"in/opportunities.csv:{row}" for row in (3, 4, 5, 6, 7))
    assert f"  9 won opportunities without products (SFR221): {first}, ... and 4 more" in out
    assert "  2 won opportunities without account (SFR222): in/opportunities.csv:10, in/opportunities.csv:11" in out
    assert "  1 line without opportunity (SFR224): in/lines.csv:3" in out


def test_records_are_found_by_name_where_there_are_no_ids(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, id=None), account(2, id=None))
    bench.give("contacts.csv", contact(1, 1, "ada@example.com", account_id=None))
    bench.give("opportunities.csv", deal(1, account_id=None, account="ACCOUNT 1 works"), deal(2, account_id=None))
    found = envelope(bench)
    assert of_code(found, "SFR222") == []
    assert [one["row"] for one in of_code(found, "SFR223")] == [3]


def test_without_a_contacts_file_no_deal_is_blamed(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    assert of_code(envelope(bench), "SFR223") == []


# --- the record counts that Salesforce showed -------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["validate", "convert"])
def test_counts_that_agree_are_a_note(bench: Bench, command: str) -> None:
    whole_company(bench)
    expect = ("accounts=2", "contacts=2", "opportunities=3", "lines=1", "products=1")
    words = [word for one in expect for word in ("--expect", one)]
    if command == "validate":
        found = envelope(bench, *words)
        assert found["exit"] == 0
        listed = of_code(found, "SFR226")
    else:
        result = bench.convert(*words)
        assert result.exit == 0
        listed = [one for one in result.findings if one["code"] == "SFR226"]
    assert len(listed) == 5 and all(one["severity"] == "note" for one in listed)
    assert any(
        "--expect accounts=2: 2 were read, as Salesforce showed (in/accounts.csv: 2)" in one["message"]
        for one in listed
    )


@pytest.mark.parametrize("command", ["validate", "convert"])
def test_a_difference_stops_and_names_the_files(bench: Bench, command: str) -> None:
    whole_company(bench)
    bench.give("more.csv", account(3))
    words = ("--expect", "accounts=4", "--expect", "opportunities=2", "--expect", "lines=1")
    said = bench.stops(*words) if command == "convert" else validate(bench, *words).err
    assert "--expect accounts=4: 3 were read, 1 fewer (in/accounts.csv: 2, in/more.csv: 1) (SFR225)" in said
    assert "--expect opportunities=2: 3 were read, 1 more (in/opportunities.csv: 3) (SFR225)" in said
    assert "lines" not in said
    if command == "validate":
        assert validate(bench, *words).exit == 2


def test_a_kind_of_which_no_file_was_read(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    assert "0 were read, 5 fewer (no file of contacts was read)" in bench.stops("--expect", "contacts=5")
    assert bench.convert("--expect", "contacts=0").exit == 0


def test_only_records_count_not_the_footer_or_a_blank_line(bench: Bench) -> None:
    footer = '\n\n"Won deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    bench.give("opportunities.csv", deal(1), deal(2), footer=footer)
    assert bench.convert("--expect", "opportunities=2").exit == 0


def test_an_unknown_kind_is_answered_with_the_right_one(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    said = bench.stops("--expect", "acounts=3")
    assert "Did you mean --expect accounts=3?" in said


def test_the_counts_given_are_in_the_manifest(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.convert("--expect", "opportunities=1")
    manifest = json.loads((bench.folder / "run" / "evidence" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["expect"] == ["opportunities=1"]


# --- labels and currencies, as the command line meets them ------------------------------------------------------------


def test_a_report_in_another_language_is_asked_about_then_read(bench: Bench) -> None:
    bench.give("rapport.csv", FRENCH)
    said = bench.stops("--set", "invoices.number=sequence")
    assert "(SFR203)" in said and '      "Montant" = "Amount"' in said and '      # "Nom du compte" = "?"' in said
    headings = '"Nom de l\'opportunité" = "Opportunity Name"\n"Montant" = "Amount"\n"Nom du compte" = "Account Name"\n'
    bench.raw("books/csvbridge.toml", "[headings]\n" + headings)
    result = bench.convert("--company", "books", "--set", "invoices.number=sequence")
    assert [(row["*InvoiceDate"], row["*ItemAmount"]) for row in result.invoices] == [("10/05/2026", "100.50")]
    assert result.only("SFR234")["severity"] == "note"
    assert "decimal comma" in result.only("VAL324")["message"]


@pytest.mark.parametrize(
    ("label", "fix"),
    [
        ("Acount Name", 'Did you mean "Account Name"?'),
        ("Weather", "csvbridge schemas"),
        ("Account Name", ""),
        ("Created Date", ""),
    ],
)
def test_a_line_of_headings_that_does_nothing_is_a_warning(bench: Bench, label: str, fix: str) -> None:
    bench.give("opportunities.csv", deal(1))
    bench.raw("books/csvbridge.toml", f'[headings]\n"Client" = "{label}"\n')
    found = of_code(envelope(bench, "--company", "books"), "SFR235")
    assert [one["severity"] for one in found] == (["warning"] if fix else [])
    assert not fix or found[0]["fix"].startswith(fix)


def test_totals_stand_by_currency(bench: Bench) -> None:
    rows = [{**deal(n), "Amount Currency": code} for n, code in enumerate(("USD", "EUR", "EUR"), start=1)]
    bench.give("opportunities.csv", *rows)
    result = bench.convert()
    amounts = result.totals["amounts"]
    assert {code: (sums["in"], sums["written"], sums["held"]) for code, sums in amounts.items()} == {
        "USD": ("100.00", "100.00", "0.00"),
        "EUR": ("200.00", "0.00", "200.00"),
    }


def test_a_deal_that_names_two_currencies_is_held_with_an_error_on_its_row(bench: Bench) -> None:
    pair = {"Opportunity Currency": "USD", "Amount Currency": "EUR"}
    sound = {"Opportunity Currency": "USD", "Amount Currency": "USD"}
    lost = {**deal(3, stage="Closed Lost"), **pair}
    bench.give("opportunities.csv", {**deal(1), **sound}, {**deal(2), **pair}, lost)
    bench.give("lines.csv", {**line(1, 2), "Opportunity Currency": "USD"})
    result = bench.convert()
    assert result.exit == 1 and result.numbers == [long_id("006", 1)]
    assert result.fate(f"opportunity {long_id('006', 2)}")[0] == "held"
    assert (result.only("QBO419")["row"], result.only("SFR231")["row"]) == (3, 3)  # the lost deal raises neither


def test_a_line_that_names_two_currencies_is_refused_with_its_deal(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1), deal(2))
    pairs = [{"Opportunity Currency": "USD", "Total Price Currency": code} for code in ("USD", "EUR")]
    bench.give("lines.csv", *({**line(n, n), **pair} for n, pair in enumerate(pairs, start=1)))
    result = bench.convert()
    assert result.numbers == [long_id("006", 1)]
    found = result.only("SFR232")
    assert (found["file"], found["row"], found["severity"]) == ("in/lines.csv", 3, "error")
    assert result.fate(f"opportunity {long_id('006', 2)}")[0] == "rejected"


def test_a_currency_that_only_the_cells_of_the_lines_name_holds_the_deal(bench: Bench) -> None:
    """The deal's own file names none: without the lines' word the euros would be written as dollars."""
    bench.give("opportunities.csv", deal(1, amount=None))
    bench.give("lines.csv", line(1, 1, price="EUR 100.00", total="EUR 100.00"))
    result = bench.convert()
    assert result.invoices == [] and result.codes("error") == ["QBO419"]


def test_amounts_with_the_home_code_written_beside_them_are_read(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, amount="USD 3,047.32"))
    assert [row["*ItemAmount"] for row in bench.convert().invoices] == ["3047.32"]


def test_a_price_in_another_currency_is_never_the_price(bench: Bench) -> None:
    book = {"Price Book Name": "Standard Price Book"}
    rows = [
        product(1, "Surveying", "SURV-1", **book, **{"List Price Currency": "EUR", "List Price": "90.00"}),
        product(1, "Surveying", "SURV-1", **book, **{"List Price Currency": "USD", "List Price": "100.00"}),
        product(2, "Drawing", "DRAW-1", **book, **{"List Price Currency": "USD", "List Price": "EUR 70.00"}),
    ]
    bench.give("products.csv", *rows)
    bench.give("accounts.csv", account(1))
    result = bench.convert()
    assert {row["Product/service name"]: row["Sales price/rate"] for row in result.products} == {
        "Surveying": "100.00",
        "Drawing": "",
    }
    left_out = result.only("QBO311")
    assert (left_out["row"], left_out["severity"]) == (4, "warning") and "two currencies" in left_out["message"]


def test_converted_amounts_alone_stop_with_what_to_add(bench: Bench) -> None:
    bench.give("opportunities.csv", {**deal(1, amount=None), "Amount (converted)": "108.00"})
    said = bench.stops()
    assert "(SFR230)" in said and 'Add the column "Amount"' in said


# --- as people start it -----------------------------------------------------------------------------------------------


def test_it_works_as_a_process_of_its_own(bench: Bench, spawn: Spawn) -> None:
    whole_company(bench)
    done = spawn("validate", "in", "--expect", "accounts=2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"in/accounts.csv  Accounts" in done.stdout
    bench.raw("nothing.csv", b"")
    done = spawn("validate", "in", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["exit"], done.stderr) == (2, 2, b"")
    assert {file["path"] for file in found["files"]} >= {"in/nothing.csv", "in/accounts.csv"}


def test_ids_in_the_description_are_those_of_the_file(bench: Bench) -> None:
    """A sanity check of the bench: ids of 15 characters are read as 18."""
    bench.give("accounts.csv", account(1))
    assert of_code(envelope(bench), "VAL304")[0]["message"].count(sid("001", 1)) == 2
