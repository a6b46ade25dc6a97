"""What the command line, the APIs and the loaders give, from the file to the invoice (salesforce-exports.md §1.6 to §1.10)."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from bench import STEADY, Bench, account, deal, long_id, sid

Cell = dict[str, Any]


def cell(value: Any, label: str | None = None) -> Cell:
    return {"value": value, "label": "-" if value is None else str(value) if label is None else label}


def money(amount: Any) -> Cell:
    return {"value": {"amount": amount, "currency": None}, "label": f"{amount:,.2f} USD"}


def deal_row(number: int, amount: Any, day: str = "2026-10-20") -> list[Cell]:
    name, (year, month, of_month) = f"Deal {number}", day.split("-")
    shown = f"{of_month}.{month}.{year}"
    return [cell(long_id("006", number), name), money(amount), cell(day, shown), cell("Closed Won")]


def report(facts: dict[str, list[list[Cell]]], groups: Sequence[tuple[str, str]] = (), **more: Any) -> str:
    """A report of deals by account, or without groups when there are none."""
    amounts = {key: [row[1]["value"]["amount"] for row in rows] for key, rows in facts.items()}
    every = [amount for of_group in amounts.values() for amount in of_group]

    def fact(rows: list[list[Cell]], told: list[Any]) -> dict[str, Any]:
        return {"rows": [{"dataCells": row} for row in rows], "aggregates": [cell(sum(told)), cell(len(told))]}

    columns = {
        "OPPORTUNITY_NAME": ("Opportunity Name", "string"),
        "AMOUNT": ("Amount", "currency"),
        "CLOSE_DATE": ("Close Date", "date"),
        "STAGE_NAME": ("Stage", "picklist"),
    }
    answer = {
        "allData": True,
        "hasDetailRows": True,
        "factMap": {
            **{key: fact(rows, amounts[key]) for key, rows in facts.items()},
            "T!T": fact(facts.get("T!T", []), every),
        },
        "groupingsDown": {
            "groupings": [
                {"key": str(n), "value": value, "label": label, "groupings": []}
                for n, (value, label) in enumerate(groups)
            ]
        },
        "groupingsAcross": {"groupings": []},
        "reportMetadata": {
            "name": "Won deals",
            "reportType": {"type": "Opportunity"},
            "detailColumns": list(columns),
            "aggregates": ["s!AMOUNT", "RowCount"],
            "groupingsDown": [{"name": "ACCOUNT_NAME", "dateGranularity": "None"}] if groups else [],
            "groupingsAcross": [],
        },
        "reportExtendedMetadata": {
            "detailColumnInfo": {token: {"label": label, "dataType": kind} for token, (label, kind) in columns.items()},
            "groupingColumnInfo": {"ACCOUNT_NAME": {"label": "Account Name", "dataType": "string"}},
        },
    }
    return json.dumps({**answer, **more})


ACCOUNTS = [(long_id("001", n), f"Account {n} Works") for n in (1, 2)]
BY_ACCOUNT = report({"0!T": [deal_row(1, 1250.5), deal_row(2, -40, "2026-10-05")], "1!T": [deal_row(3, 100)]}, ACCOUNTS)


def table(*rows: Sequence[str], quoting: Any = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=end).writerows(rows)
    return text.getvalue()


def test_a_report_as_json_becomes_invoices(bench: Bench) -> None:
    bench.raw("won.json", BY_ACCOUNT)
    result = bench.convert()
    assert result.exit == 0, result.err
    assert [
        (row["*InvoiceNo"], row["*Customer"], row["*InvoiceDate"], row["*ItemAmount"]) for row in result.invoices
    ] == [
        (long_id("006", 1), "Account 1 Works", "10/20/2026", "1250.50"),
        (long_id("006", 3), "Account 2 Works", "10/20/2026", "100.00"),
    ]
    assert len(result.credits) == 1
    assert result.totals["amounts"]["USD"]["written"] == "1310.50"


def test_its_accounts_join_by_the_ids_behind_the_names(bench: Bench) -> None:
    """A renamed account is the same one: the deal's id tells, and the accounts file gives the name."""
    bench.raw("won.json", BY_ACCOUNT)
    bench.give("accounts.csv", account(1, "Renamed Ltd"), account(2))
    result = bench.convert()
    assert result.exit == 0, result.err
    assert [row["*Customer"] for row in result.invoices] == ["Renamed Ltd", "Account 2 Works"]


def test_a_report_by_month_alone_has_no_close_date(bench: Bench) -> None:
    answer = json.loads(BY_ACCOUNT)
    for fact in answer["factMap"].values():
        for row in fact["rows"]:
            del row["dataCells"][2]
    answer["reportMetadata"]["detailColumns"].remove("CLOSE_DATE")
    answer["groupingsDown"]["groupings"] = [
        {"key": "0", "value": "2026-10-01", "label": "October 2026", "groupings": answer["groupingsDown"]["groupings"]}
    ]
    for inner in answer["groupingsDown"]["groupings"][0]["groupings"]:
        inner["key"] = f"0_{inner['key']}"
    answer["factMap"] = {(k if k == "T!T" else f"0_{k}"): v for k, v in answer["factMap"].items()}
    answer["reportMetadata"]["groupingsDown"].insert(0, {"name": "CLOSE_DATE", "dateGranularity": "Month"})
    answer["reportExtendedMetadata"]["groupingColumnInfo"]["CLOSE_DATE"] = {"label": "Close Date", "dataType": "date"}
    bench.raw("won.json", json.dumps(answer))
    said = bench.stops()
    assert "(SFR203)" in said and '"Close Date"' in said and "Close Date (by month)" in said


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"allData": False}, "CSV172", "--set salesforce.incomplete_reports=accept"),
        ({"hasDetailRows": False}, "CSV171", "includeDetails=true"),
        ({"reportMetadata": None}, "CSV170", "Details Only"),
    ],
)
def test_half_a_report_stops(bench: Bench, more: dict[str, Any], code: str, words: str) -> None:
    bench.raw("won.json", report({"T!T": [deal_row(1, 5)]}, **more))
    said = bench.stops()
    assert f"({code})" in said and words in said


def test_a_cut_off_report_is_taken_where_the_company_accepts_it(bench: Bench) -> None:
    answer = json.loads(BY_ACCOUNT)
    answer["allData"] = False
    bench.raw("won.json", json.dumps(answer))
    result = bench.convert("--set", "salesforce.incomplete_reports=accept")
    assert (result.exit, len(result.invoices)) == (0, 2)
    assert "3 rows were taken" in result.only("CSV173")["message"]


LINES = "OpportunityLineItems"
SIDEWAYS = [
    ["Id", "Name", "Account.Name", "AccountId", "StageName", "CloseDate", "Amount",
     f"{LINES}.totalSize", f"{LINES}.records.0.Product2.Name", f"{LINES}.records.0.Quantity", f"{LINES}.records.0.TotalPrice",
     f"{LINES}.totalSize", f"{LINES}.records.1.Product2.Name", f"{LINES}.records.1.Quantity", f"{LINES}.records.1.TotalPrice"],
    [long_id("006", 1), "Deal 1", "Account 1 Works", long_id("001", 1), "Closed Won", "2026-10-20", "150",
     "2", "Survey", "1", "100", "2", "Valve, large", "2", "50"],
    [long_id("006", 2), "Deal 2", "Account 2 Works", long_id("001", 2), "Closed Won", "2026-10-05", "30",
     "1", "Survey", "1", "30", "1", "", "", ""],
    [long_id("006", 3), "Deal 3", "Account 2 Works", long_id("001", 2), "Closed Won", "2026-10-06", "7",
     "", "", "", "", "", "", "", ""],
]  # fmt: skip


def test_lines_laid_sideways_become_the_lines_of_their_deal(bench: Bench) -> None:
    bench.raw("won.csv", table(*SIDEWAYS))
    result = bench.convert()
    assert result.exit == 0, result.err
    assert [(row["*InvoiceNo"], row["Item(Product/Service)"], row["*ItemAmount"]) for row in result.invoices] == [
        (long_id("006", 1), "Survey", "100.00"),
        (long_id("006", 1), "Valve, large", "50.00"),
        (long_id("006", 2), "Survey", "30.00"),
        (long_id("006", 3), "Services", "7.00"),
    ]
    assert result.totals["records"]["invoices"]["in"] == 3
    assert result.totals["lines"] == {"in": 4, "written": 4, "held": 0, "rejected": 0, "merged": 0, "skipped": 0}


def test_a_missing_line_of_a_deal_stops(bench: Bench) -> None:
    cut = [row[:11] + ["2"] * (len(row) > 11) for row in SIDEWAYS]
    cut[0] = SIDEWAYS[0][:11]
    bench.raw("won.csv", table(*(row[:11] for row in cut)))
    said = bench.stops()
    assert "(CSV177)" in said and "line 2" in said and "counts 2" in said


def test_child_records_that_do_not_say_their_type_are_known_by_their_relationship(bench: Bench) -> None:
    line = {"Product2": {"Name": "Survey"}, "Quantity": 2, "TotalPrice": 150}
    record = dict(zip(SIDEWAYS[0][:7], SIDEWAYS[1][:7], strict=True))
    bench.raw("won.json", json.dumps([{**record, LINES: [line]}]))
    result = bench.convert()
    assert [(row["Item(Product/Service)"], row["ItemQuantity"]) for row in result.invoices] == [("Survey", "2")]


def test_prices_beside_their_products(bench: Bench) -> None:
    entries = "PricebookEntries"
    headings = ["Id", "Name", "ProductCode", "IsActive", f"{entries}.totalSize"]
    headings += [
        f"{entries}.records.0.{name}" for name in ("UnitPrice", "IsActive", "Pricebook2.Name", "Pricebook2.IsStandard")
    ]
    row = [long_id("01t", 1), "Survey", "SURV-1", "true", "1", "99.5", "true", "Standard Price Book", "true"]
    bench.raw("products.csv", table(headings, row))
    result = bench.convert()
    assert result.exit == 0, result.err
    (item,) = result.products
    assert "99.50" in item.values()


def test_children_that_nothing_needs_are_named_and_passed_over(bench: Bench) -> None:
    headings = [*SIDEWAYS[0][:7], "Tasks.totalSize", "Tasks.records.0.Subject", "Visits__r.records.0.Name"]
    bench.raw("won.csv", table(headings, [*SIDEWAYS[1][:7], "1", "Call", "V-1"]))
    result = bench.convert()
    assert (result.exit, len(result.invoices)) == (0, 1)
    said = [f["message"] for f in result.findings if f["code"] == "SFR205"]
    assert said == ["Tasks: 1 records, not used", "Visits__r: 1 records, not used"]


# --- loaders ----------------------------------------------------------------------------------------------------------

LOADED = (
    ["Id", "Name", "AccountId", "Account.Name", "StageName", "CloseDate", "Amount", "IsWon", "CreatedDate"],
    [long_id("006", 1), "Brasserie Émile – refit", long_id("001", 1), "Brasserie Émile", "Closed Won", "2026-10-20",
     "500000.0", "true", "2026-10-02T18:03:42.000Z"],
)  # fmt: skip


@pytest.mark.parametrize("headings", [str, str.upper, str.lower], ids=["as queried", "capitals", "small"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_data_loader_in_any_case_encoding_and_delimiter(
    bench: Bench, headings: Callable[[str], str], encoding: str, delimiter: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n", delimiter=delimiter)
    writer.writerows([[headings(h) for h in LOADED[0]], LOADED[1]])
    bench.raw("extract.csv", text.getvalue().encode(encoding))
    result = bench.convert()
    assert result.exit == 0, result.err
    (row,) = result.invoices
    assert (row["*Customer"], row["*ItemAmount"], row["Memo"]) == ("Brasserie Émile", "500000.00", row["Memo"])
    assert "Brasserie Émile – refit" in row["Memo"]
    assert row["*InvoiceDate"] == "10/20/2026"


def test_workbench_quotes_only_where_it_must(bench: Bench) -> None:
    text = (
        "Id,Name,Account.Name,StageName,CloseDate,Amount\n"
        f'{long_id("006", 1)},"Refit, phase ""2""",Alder & Finch,Closed Won,2026-10-20,1250.5\n'
    )
    bench.raw("export20261102091405.csv", text)
    result = bench.convert()
    assert result.exit == 0, result.err
    (row,) = result.invoices
    assert (row["*Customer"], row["*ItemAmount"]) == ("Alder & Finch", "1250.50")


def test_a_bulk_result_decoded_wrongly_is_a_warning(bench: Bench) -> None:
    rows = [list(LOADED[0]), list(LOADED[1])]
    rows[1][3] = "Köln Brücken GmbH".encode().decode("latin-1")
    bench.raw("bulkQuery_result_7501_7511_7521.csv", table(*rows, quoting=csv.QUOTE_ALL))
    result = bench.convert()
    assert result.exit == 0, result.err
    assert "VAL340" in result.codes("warning")


def test_a_third_party_loaders_record_id(bench: Bench) -> None:
    """Headings bare, rows quoted, the id of 18 characters first."""
    text = "Record ID,Account Name,Billing City\n" + table(
        [long_id("001", 1), "Alder & Finch", "Uxbridge"], quoting=csv.QUOTE_ALL
    )
    bench.raw("accounts.csv", text)
    result = bench.convert()
    assert result.exit == 0, result.err
    assert [(row["Name"], row["City"]) for row in result.customers] == [("Alder & Finch", "Uxbridge")]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (
            "success110226.csv",
            '"ID","NAME","BillingCity","STATUS"\n"001","Alder","Uxbridge","Item Created"\n',
            "CSV179",
        ),
        ("error110226.csv", '"NAME","BillingCity","ERROR"\n"Alder","Uxbridge","DUPLICATE_VALUE:x"\n', "CSV179"),
        ("failed.csv", '"sf__Id","sf__Error",Name,BillingCity\n"","x","Alder","Uxbridge"\n', "CSV179"),
        ("list.txt", "Item Number\tAccount Name\n1\tSelect Item 1\tAlder\tShow Actions\n", "CSV180"),
        ("table.txt", "┌────┬──────┐\n│ ID │ NAME │\n", "CSV181"),
    ],
)
def test_what_only_looks_like_an_export_stops(bench: Bench, name: str, text: str, code: str) -> None:
    bench.give("won.csv", deal(1))
    bench.raw(name, text)
    said = bench.stops()
    assert f"({code})" in said and f"in/{name}" in said and "Fix:" in said


def test_numbers_as_javascript_writes_them(bench: Bench) -> None:
    text = "Id,Name,Account.Name,StageName,CloseDate,Amount\n"
    text += f"{long_id('006', 1)},Deal 1,Alder,Closed Won,2026-10-20,1.25e+3\n"
    text += f"{long_id('006', 2)},Deal 2,Alder,Closed Won,2026-10-20,1e+21\n"
    bench.raw("won.csv", text)
    result = bench.convert()
    assert [row["*ItemAmount"] for row in result.invoices] == ["1250.00"]
    assert result.only("VAL314")["row"] == 3  # Salesforce itself holds 18 digits


def test_a_lone_carriage_return_without_quotes(bench: Bench) -> None:
    text = "Id,Name,BillingStreet,BillingCity\n"
    text += f"{sid('001', 1)},Alder,12 Quay Road\rSuite 4,Uxbridge\n"
    bench.raw("accounts.csv", text)
    result = bench.command("convert", "in", "--out", "run", *STEADY)  # the proof would count two lines
    assert result.exit == 0, result.err
    assert [row["Street"] for row in result.customers] == ["12 Quay Road, Suite 4"]
