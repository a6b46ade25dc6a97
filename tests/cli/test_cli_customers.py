"""Whose customer, under which name, with which contact (contract.md §4)."""

import pytest
from bench import Bench, Row, account, contact, deal, long_id, sid, table_text

LIST = "Name,Company name,Open balance\n"


def fates(bench: Bench, *words: str) -> tuple[list[str], dict[str, int]]:
    """The names on invoices, and the customers' fates."""
    result = bench.convert(*words)
    return [row["*Customer"] for row in result.invoices], result.counts("customers")


# --- whose customer -------------------------------------------------------------------------------------------------


def test_without_an_accounts_file_the_name_in_the_deal_is_enough(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, account="Alder & Finch"), deal(2, 1, account="Alder & Finch"))
    result = bench.convert()
    assert result.exit == 0 and [row["Name"] for row in result.customers] == ["Alder & Finch"]
    found = result.only("QBO216")
    assert (found["severity"], found["row"], found["column"]) == ("warning", 2, "Account Name")
    assert result.counts("customers") == {"written": 1}


def test_without_names_an_id_makes_no_customer(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1, account=None), deal(2, account=None))
    result = bench.convert()
    assert result.exit == 1 and result.customers == [] and result.counts("invoices") == {"held": 2}
    assert result.codes("error") == ["QBO401", "QBO401"]


def test_the_id_decides_before_the_name(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "Birch Works"))
    bench.give("opportunities.csv", deal(1, 2, account="Alder Works"))
    assert fates(bench)[0] == ["Birch Works"]


def test_without_ids_the_name_finds_the_account(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "Café Lumière"))
    bench.give("opportunities.csv", deal(1, account_id=None, account="  CAFE\u0301  lumière "))
    assert fates(bench)[0] == ["Café Lumière"]


def test_a_name_that_several_accounts_have_holds_the_deal_without_an_id(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "ALDER works"), account(3))
    bench.give("opportunities.csv", deal(1, account_id="", account="Alder Works"), deal(3))
    result = bench.convert()
    found = result.only("QBO403")
    assert (found["row"], found["column"]) == (2, "Account Name")
    assert long_id("001", 1) in found["message"] and long_id("001", 2) in found["message"]
    assert result.counts("invoices") == {"written": 1, "held": 1}


def test_the_place_of_a_waiting_customer_is_a_heading_of_the_file(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, " "))
    bench.raw(
        "opportunities.csv",
        "Id,Name,AccountId,StageName,Amount,CloseDate\n"
        f"{long_id('006', 1)},Roof,{long_id('001', 1)},Closed Won,100.00,2026-10-20\n",
    )
    found = bench.convert().only("QBO428")
    assert found["column"] in ("AccountId", None)


def test_case_folded_ids_fall_back_to_the_name_with_a_warning(bench: Bench) -> None:
    names = {"001AxPqRstUvWx1": "Alder Works", "001AxPqRstUvWx2": "Birch Works", "001AxPqRstUvWx3": "Cedar Works"}
    bench.give("accounts.csv", *(account(1, name, id=key) for key, name in names.items()))
    bench.give(
        "opportunities.csv",
        *(deal(n, account_id=key.lower(), account=names[key]) for n, key in enumerate(names, start=1)),
    )
    result = bench.convert()
    assert result.exit == 0 and [row["*Customer"] for row in result.invoices] == list(names.values())
    assert result.codes() == ["VAL309"] * 3
    bench.give("opportunities.csv", *(deal(n, account_id=k.lower(), account="") for n, k in enumerate(names)))
    held = bench.convert("--force")
    assert held.exit == 1 and held.invoices == [] and set(held.codes("error")) == {"VAL308"}


def test_case_folded_opportunity_ids_are_rejected(bench: Bench) -> None:
    ids = ["006axpqrstuvwx1", "006axpqrstuvwy2", "006axpqrstuvwz3"]
    bench.give("opportunities.csv", *(deal(n, id=text) for n, text in enumerate(ids, start=1)))
    result = bench.convert()
    assert result.codes("error") == ["VAL308"] * 3 and result.counts("invoices") == {"rejected": 3}


def test_a_merged_account_leads_to_its_successor(bench: Bench) -> None:
    head = "Id,Name,BillingCity,IsDeleted,MasterRecordId\n"
    old = f"{long_id('001', 1)},Alder Works,Leeds,true,{long_id('001', 2)}\n"
    new = f"{long_id('001', 2)},Alder & Finch,Leeds,false,\n"
    bench.raw("Account.csv", head + old + new)
    bench.give("opportunities.csv", deal(1, account=None))
    assert fates(bench) == (["Alder & Finch"], {"written": 1, "skipped": 1})
    bench.raw("Account.csv", head + old)
    result = bench.convert("--force")
    assert result.exit == 1 and result.only("QBO404")["row"] == 2 and result.invoices == []


# --- names in QuickBooks --------------------------------------------------------------------------------------------

KNOWN = [
    ("ALDER  WORKS", "alder works"),
    ("CAFÉ LUMIÈRE", "Cafe\u0301 Lumie\u0300re"),
    ("Alder - Finch", "Alder: Finch"),
    ("Finch Holdings:Alder Works", "Alder Works"),
    ("Straße 5", "STRASSE 5"),
]


@pytest.mark.parametrize(("quickbooks", "salesforce"), KNOWN)
def test_quickbooks_own_name_is_used_byte_for_byte(bench: Bench, quickbooks: str, salesforce: str) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}{quickbooks},,0.00\n")
    bench.give("accounts.csv", account(1, salesforce))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--against", "lists")
    assert result.exit == 0 and result.customers == []
    assert [row["*Customer"] for row in result.invoices] == [quickbooks]
    assert result.fate(f"account {long_id('001', 1)}") == ("merged", f'QuickBooks already has it as "{quickbooks}"')
    assert result.only("QBO215")["severity"] == "note"


def test_a_list_given_as_a_plain_input_is_recognised(bench: Bench) -> None:
    bench.raw("Customers.csv", f"{LIST}Account 1 Works,,0.00\n")
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    assert fates(bench) == (["Account 1 Works"], {"merged": 1})


def test_names_that_differ_in_more_than_form_are_two_customers(bench: Bench) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}Alder Works LLC,,0.00\nCafe Lumiere,,0.00\n")
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "Café Lumière"))
    bench.give("opportunities.csv", deal(1), deal(2))
    assert fates(bench, "--against", "lists") == (["Alder Works", "Café Lumière"], {"written": 2})


def test_two_sub_customers_of_one_name_are_not_chosen_between(bench: Bench) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}North:Office,,0.00\nSouth:Office,,0.00\n")
    bench.give("accounts.csv", account(1, "Office"))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--against", "lists")
    assert "North:Office, South:Office" in result.only("QBO207")["message"] and result.exit == 1
    way_out = ("--set", f"crosswalk.customers.{sid('001', 1)}=South:Office")
    assert fates(bench, "--against", "lists", "--force", *way_out) == (["South:Office"], {"merged": 1})


def test_two_accounts_of_one_name_are_held_never_merged(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "alder  works"), account(3))
    bench.give("opportunities.csv", deal(1), deal(2), deal(3))
    result = bench.convert()
    assert [(f["row"], f["column"]) for f in result.findings if f["code"] == "QBO205"] == [
        (2, "Account Name"), (3, "Account Name"),
    ]  # fmt: skip
    assert result.counts("customers") == {"written": 1, "held": 2}
    assert result.counts("invoices") == {"written": 1, "held": 2}


def test_a_namesake_that_is_not_invoiced_is_a_warning(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "ALDER WORKS"))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert()
    assert result.exit == 0 and result.only("QBO219")["severity"] == "warning"
    assert "in/accounts.csv:3" in result.only("QBO219")["message"]


def test_two_accounts_that_are_one_quickbooks_name_are_held(bench: Bench) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}Alder Works,,0.00\n")
    bench.give("accounts.csv", account(1, "Alder Works"), account(2, "ALDER WORKS"))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--against", "lists")
    assert result.exit == 1 and result.codes("error") == ["QBO205", "QBO428"] and result.invoices == []


CROSSWALK = [f"{sid('001', 1)}", f"{long_id('001', 1)}", "Account 1 Works", "ACCOUNT 1  works"]


@pytest.mark.parametrize("key", CROSSWALK)
def test_a_crosswalk_names_a_customer_that_is_never_written(bench: Bench, key: str) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}Alder Group,,0.00\n")
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    words = ("--against", "lists", "--set", f"crosswalk.customers.{key}=Alder Group")
    assert fates(bench, *words) == (["Alder Group"], {"merged": 1})


def test_a_crosswalk_to_a_name_that_the_list_lacks_is_a_warning(bench: Bench) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}Somebody,,0.00\n")
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--against", "lists", "--set", "crosswalk.customers.Account 1 Works=Nobody")
    assert result.only("QBO218")["severity"] == "warning" and result.customers == []


# --- which customers are written ------------------------------------------------------------------------------------

INCLUDE = [
    ("auto", True, {"written": 1, "skipped": 1}),
    ("invoiced", True, {"written": 1, "skipped": 1}),
    ("all", True, {"written": 2}),
    ("auto", False, {"written": 2}),
    ("all", False, {"written": 2}),
    ("invoiced", False, {"skipped": 2}),
]


@pytest.mark.parametrize(("include", "deals", "counts"), INCLUDE)
def test_customers_include(bench: Bench, include: str, deals: bool, counts: dict[str, int]) -> None:
    bench.give("accounts.csv", account(1), account(2))
    if deals:
        bench.give("opportunities.csv", deal(1))
    result = bench.convert("--set", f"customers.include={include}")
    assert result.exit == 0 and result.counts("customers") == counts
    assert len(result.customers) == counts.get("written", 0)


def test_an_account_whose_only_deal_waits_is_not_written(bench: Bench) -> None:
    bench.give("accounts.csv", account(1), account(2))
    bench.give("opportunities.csv", deal(1, amount="twelve"), deal(2))
    assert fates(bench) == (["Account 2 Works"], {"written": 1, "skipped": 1})


def test_all_customers_that_quickbooks_has_are_merged(bench: Bench) -> None:
    bench.raw("lists/Customers.csv", f"{LIST}Account 2 Works,,0.00\n")
    bench.give("accounts.csv", account(1), account(2))
    assert bench.convert("--against", "lists").counts("customers") == {"written": 1, "merged": 1}


def test_more_customers_than_a_file_takes_make_more_files(bench: Bench) -> None:
    bench.give("accounts.csv", *(account(n) for n in range(1, 1001)))
    result = bench.convert()
    names = sorted(path.name for path in (result.run / "import").iterdir())
    assert names == ["2-customers-001.csv", "2-customers-002.csv"] and len(result.customers) == 1000


# --- the contact ----------------------------------------------------------------------------------------------------

A, B = "a@alder.example", "b@alder.example"
CONTACTS = [
    # what, contacts (e-mail, primary), the address written, words of the trail
    ("the first", [(A, ""), (B, "")], A, "first contact with a valid e-mail address"),
    ("the primary", [(A, "0"), (B, "1")], B, "primary contact with a valid e-mail address"),
    ("a valid address before the primary", [(A, "0"), ("b[at]alder", "1")], A, "first contact with a valid"),
    ("the first of two primaries", [(A, "1"), (B, "1")], A, "primary contact"),
    ("none is valid", [("a[at]alder", "0"), ("b[at]alder", "1")], "", "none has a valid e-mail"),
    ("none has any", [("", "0"), ("", "0")], "", "none has a valid e-mail"),
]


@pytest.mark.parametrize(("people", "email", "words"), [c[1:] for c in CONTACTS], ids=[c[0] for c in CONTACTS])
def test_the_contact_is_chosen_by_a_stated_rule(
    bench: Bench, people: list[tuple[str, str]], email: str, words: str
) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    bench.give(
        "contacts.csv",
        *(
            contact(n, 1, address, **{"Primary Contact": primary, "Mobile": f"555-010{n}"})
            for n, (address, primary) in enumerate(people, start=1)
        ),
    )
    result = bench.convert()
    assert result.customers[0]["Email"] == email and result.exit == 0
    chosen = [e for e in result.trail if e["reason"].startswith("gives e-mail and mobile")]
    assert len(chosen) == 1 and words in chosen[0]["reason"] and chosen[0]["fate"] == "skipped"
    assert result.customers[0]["Mobile"] == f"555-010{chosen[0]['record'][-4]}"  # the id ends …1IAA
    assert sum(e["record"].startswith("contact ") for e in result.trail) == len(people)


def test_a_contact_deleted_in_salesforce_is_not_chosen(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    bench.give("contacts.csv", contact(1, 1, A, IsDeleted="1"), contact(2, 1, B, IsDeleted="0"))
    result = bench.convert()
    assert result.customers[0]["Email"] == B
    assert result.fate(f"contact {long_id('003', 1)}") == ("skipped", "deleted in Salesforce")


def test_nothing_is_taken_from_a_contact_with_too_few_cells(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    short = f'"{sid("003", 2)}","Ada","{sid("001", 1)}","Account 1 Works","{B}"\n'
    bench.raw("contacts.csv", table_text([contact(1, 1, "")]) + short)
    result = bench.convert()
    assert result.customers[0]["Email"] == "" and result.exit == 0
    assert any("too few" in e["reason"] for e in result.trail if e["row"] == "3")


def test_a_contact_finds_its_account_by_name_when_there_are_no_ids(bench: Bench) -> None:
    bench.give("accounts.csv", account(1, id=None))
    bench.give("opportunities.csv", deal(1, account_id=None))
    bench.give("contacts.csv", contact(1, 1, A, account_id=None))
    assert bench.convert().customers[0]["Email"] == A


def test_the_customers_row_takes_its_cells_from_where_the_contract_says(bench: Bench) -> None:
    cells: Row = {
        "Phone": "(413) 555-0142", "Fax": "(413) 555-0143", "Website": "alder.example", "Billing Street": "1 Quay Rd",
        "Billing State/Province": "MA", "Billing Zip/Postal Code": "02110", "Billing Country": "USA",
    }  # fmt: skip
    bench.give("accounts.csv", account(1, **cells))
    bench.give("opportunities.csv", deal(1))
    bench.give("contacts.csv", contact(1, 1, A, Mobile="(413) 555-0160", Phone="(413) 555-0199"))
    assert bench.convert().customers == [
        {
            "Name": "Account 1 Works", "Company": "Account 1 Works", "Customer Type": "", "Email": A,
            "Phone": "(413) 555-0142", "Mobile": "(413) 555-0160", "Fax": "(413) 555-0143",
            "Website": "https://alder.example", "Street": "1 Quay Rd", "City": "Uxbridge", "State": "MA",
            "ZIP": "02110", "Country": "USA", "Opening Balance": "", "Date": "", "Resale Number": "",
        }
    ]  # fmt: skip
