"""Exports as they come: weekly archives and HTML pages convert like the loose text files (contract.md §3)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from html import escape

import pytest
from bench import Bench, Result, Row, account, contact, deal, line, long_id, product, table_text

Files = dict[str, Sequence[Row]]


def company(deals: Sequence[int] = (1, 2, 3)) -> Files:
    """The objects of a Data Export under API names; two of the deals have a line."""
    renamed = {
        "Account.csv": {"Account ID": "Id", "Account Name": "Name", "Billing City": "BillingCity"},
        "Opportunity.csv": {
            "Opportunity ID": "Id",
            "Opportunity Name": "Name",
            "Account ID": "AccountId",
            "Stage": "StageName",
            "Close Date": "CloseDate",
            "Account Name": None,
        },
        "OpportunityLineItem.csv": {
            "Line Item ID": "Id",
            "Opportunity ID": "OpportunityId",
            "Product Name": "Name",
            "Product Code": "ProductCode",
            "Sales Price": "UnitPrice",
            "Total Price": "TotalPrice",
            "Opportunity Name": None,
        },
    }
    rows: Files = {
        "Account.csv": [account(number) for number in deals],
        "Opportunity.csv": [deal(number, date="2026-10-20 00:00:00") for number in deals],
        "OpportunityLineItem.csv": [line(number, number) for number in deals if number % 2],
    }

    def cell(heading: str, text: str) -> str:
        number = text[-5:]
        return long_id(text[:3], int(number)) if heading.endswith("Id") and number.isdigit() else text

    found: Files = {}
    for name, given in rows.items():
        names = renamed[name]
        found[name] = [
            {
                **{names.get(h, h): cell(names.get(h, h) or "", t) for h, t in row.items() if names.get(h, h)},
                "IsDeleted": "0",
                "SystemModstamp": "2026-11-01 02:00:00",
            }
            for row in given
        ]
    return found


def zipped(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files.items():
            archive.writestr(name, contents)
    return data.getvalue()


def texts(files: Files) -> dict[str, str | bytes]:
    return {name: table_text(rows) for name, rows in files.items() if rows}


def imported(result: Result) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((result.run / "import").iterdir())}


def manifest(result: Result) -> list[dict[str, object]]:
    return json.loads((result.run / "evidence" / "manifest.json").read_text(encoding="utf-8"))["inputs"]


def test_an_archive_converts_to_the_same_bytes_as_its_files(bench: Bench) -> None:
    for name, text in texts(company()).items():
        bench.raw(f"loose/{name}", text)
    bench.raw("in/WE_1.ZIP", zipped(texts(company())))
    loose = bench.convert(given=["loose"], run_folder="loose-run")
    packed = bench.convert()
    assert (loose.exit, packed.exit) == (0, 0)
    assert len(packed.invoices) == 3
    assert imported(packed) == imported(loose)
    assert packed.totals == loose.totals
    assert packed.out.startswith("csvbridge 1.0.0: read 3 Salesforce files, 0 QuickBooks lists\n")


def test_the_manifest_lists_the_archive_and_its_members(bench: Bench) -> None:
    contents = texts(company()) | {"Task.csv": '"Id","IsDeleted","Subject"\n"00TAx0000000001","0","Call"\n', "._x": "x"}
    data = zipped(contents)
    bench.raw("in/WE_1.ZIP", data)
    result = bench.convert()
    whole, *members = manifest(result)
    assert whole == {
        "path": "in/WE_1.ZIP",
        "copy": "evidence/inputs/1-WE_1.ZIP",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "rows": 9,
        "identified_as": "archive",
    }
    assert (result.run / str(whole["copy"])).read_bytes() == data
    assert [path.name for path in (result.run / "evidence" / "inputs").iterdir()] == ["1-WE_1.ZIP"]
    kinds = ("accounts", "opportunities", "opportunity_lines", "Task")
    for member, (name, text), kind, rows in zip(members, contents.items(), kinds, (3, 3, 2, 1), strict=False):
        assert member == {
            "path": f"in/WE_1.ZIP!{name}",
            "sha256": hashlib.sha256(str(text).encode()).hexdigest(),
            "bytes": len(text),
            "rows": rows,
            "identified_as": f"salesforce.{kind}" if kind != "Task" else member["identified_as"],
        }
    assert len(members) == 4
    assert {entry["file"] for entry in result.trail} == {f"in/WE_1.ZIP!{name}" for name in contents}
    note = result.only("SFR205")
    assert (note["file"], note["row"]) == ("in/WE_1.ZIP!Task.csv", None)


def test_numbered_parts_continue_one_table(bench: Bench) -> None:
    bench.raw("in/WE_1.ZIP", zipped(texts(company((1, 2)))))
    bench.raw("in/WE_2.ZIP", zipped(texts(company((3, 4)))))
    result = bench.convert()
    assert result.exit == 0
    assert len(result.invoices) == 4
    assert result.counts("invoices") == {"written": 4}
    assert [entry["path"] for entry in manifest(result) if "copy" in entry] == ["in/WE_1.ZIP", "in/WE_2.ZIP"]
    assert {entry["file"] for entry in result.trail if entry["fate"] == "written"} >= {
        "in/WE_1.ZIP!Opportunity.csv",
        "in/WE_2.ZIP!Opportunity.csv",
    }


def test_objects_without_rows_and_objects_that_nothing_needs_are_passed_over(bench: Bench) -> None:
    empty = '"Id","IsDeleted","CreatedById","SystemModstamp"\n'
    others = {"Case.csv": empty, "Event.csv": empty, "Task.csv": empty + '"00TAx0000000001","0","",""\n'}
    bench.raw("in/WE_1.ZIP", zipped(texts(company()) | others))
    result = bench.convert()
    assert result.exit == 0
    assert [code for code in result.codes() if code.startswith(("CSV", "SFR"))] == []
    assert result.codes("note").count("SFR205") == 3
    told = [entry for entry in result.trail if entry["file"].endswith(("Case.csv", "Event.csv", "Task.csv"))]
    assert [(entry["row"], entry["fate"]) for entry in told] == [("", "skipped")] * 3


def test_an_archive_that_nothing_needs_has_no_copy(bench: Bench) -> None:
    bench.raw("in/WE_1.ZIP", zipped(texts(company())))
    bench.raw("in/WE_2.ZIP", zipped({"Case.csv": '"Id","IsDeleted"\n"500Ax0000000001","0"\n'}))
    listed = manifest(bench.convert())
    assert [entry["path"] for entry in listed if "copy" in entry] == ["in/WE_1.ZIP"]
    assert [entry["path"] for entry in listed][-2:] == ["in/WE_2.ZIP", "in/WE_2.ZIP!Case.csv"]


def test_a_finding_on_a_row_names_the_member(bench: Bench) -> None:
    files = company()
    files["Opportunity.csv"][1]["Amount"] = "a lot"
    bench.raw("in/WE_1.ZIP", zipped(texts(files)))
    result = bench.convert()
    (found,) = [finding for finding in result.findings if finding["severity"] == "error"]
    assert (found["file"], found["row"], found["column"]) == ("in/WE_1.ZIP!Opportunity.csv", 3, "Amount")


def test_skip_takes_the_words_that_a_message_gives(bench: Bench) -> None:
    bench.raw("in/WE_1.ZIP", zipped(texts(company()) | {"logo.png": b"\x89PNG\r\n\x1a\n", "odd.csv": "Colour\nred\n"}))
    said = bench.stops()
    assert "in/WE_1.ZIP!logo.png: this is an image (PNG)" in said
    assert '--skip "logo.png"' in said
    assert '--skip "WE_1.ZIP!odd.csv"' in said
    assert bench.convert("--skip", "logo.png", "--skip", "WE_1.ZIP!odd.csv").exit == 0


def test_the_same_object_loose_and_in_an_archive_is_taken_once(bench: Bench) -> None:
    bench.raw("in/WE_1.ZIP", zipped(texts(company())))
    bench.raw("in/Opportunity.csv", table_text(company()["Opportunity.csv"]))
    result = bench.convert()
    assert len(result.invoices) == 3
    assert "SFR211" in result.codes("warning")


# --- HTML ---


def page(rows: Sequence[Row], footer: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in rows[0])
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row.values()) for row in rows)
    body = "".join(f"<tr>{cells}</tr>\n" for cells in lines)
    return f'<html><head><meta charset="UTF-8"></head><body><table border="1"><tr>{head}</tr>\n{body}</table>{footer}</body></html>'


LEGAL = (
    "<br>Won deals<br>Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.<br>"
    "Confidential Information - Do Not Distribute<br>Generated By:  Pat Doe  11/2/2026 9:41 AM"
)


@pytest.mark.parametrize("footer", ["", LEGAL], ids=["bare", "footer"])
def test_html_reports_convert_to_the_same_bytes_as_csv(bench: Bench, footer: str) -> None:
    tables = {
        "accounts": [account(1, name='Alder & "Finch" <LLC>'), account(2, city="Besançon")],
        "contacts": [contact(1, 1, "ada@example.com")],
        "products": [product(1, "Surveying", "SURV-1")],
        "won": [deal(1, account='Alder & "Finch" <LLC>'), deal(2, amount="1250.50")],
        "lines": [line(1, 1)],
    }
    for name, rows in tables.items():
        bench.give(f"loose/{name}.csv", *rows)
        bench.raw(f"in/{name}.xls", page(rows, footer))
    loose = bench.convert(given=["loose"], run_folder="loose-run")
    read = bench.convert()
    assert (loose.exit, read.exit) == (0, 0)
    assert len(read.invoices) == 2
    assert imported(read) == imported(loose)
    assert read.totals == loose.totals


def test_a_finding_in_an_html_report_names_the_table_row(bench: Bench) -> None:
    bench.give("accounts.csv", account(1), account(2))
    bench.raw("in/won.xls", page([deal(1), deal(2, amount="a lot")]))
    result = bench.convert()
    (found,) = [finding for finding in result.findings if finding["severity"] == "error"]
    assert (found["file"], found["sheet"], found["row"], found["column"]) == ("in/won.xls", None, 3, "Amount")


def test_money_with_its_currency_before_it_is_read_from_html(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.raw("in/won.xls", page([deal(1, amount="USD 3,047.32")]).replace("USD 3", "USD&nbsp;3"))
    (row,) = bench.convert().invoices
    assert row["*ItemAmount"] == "3047.32"
