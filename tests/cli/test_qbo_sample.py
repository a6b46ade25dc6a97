"""`--qbo-sample`: the headings of the company's own sample file are written, and what differs is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench import Bench, account, deal, line, product

OURS = (
    "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,ItemQuantity,"
    "ItemRate,*ItemAmount,Service Date"
)
ROW = "1202,Alder,07/05/26,06/06/26"


def company(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1, amount="100.00"))
    bench.give("lines.csv", line(1, 1))
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))


def sample(bench: Bench, headings: str, name: str = "samples/invoices.csv") -> str:
    bench.raw(name, f"{headings}\r\n{ROW}{',' * (headings.count(',') - 3)}\r\n")
    return name


def manifest(result: Any) -> dict[str, Any]:
    options: dict[str, Any] = json.loads((result.run / "evidence" / "manifest.json").read_text())["options"]
    return options


def heading_line(result: Any) -> str:
    path = result.run / "import" / "3-invoices-001.csv"
    return path.read_bytes().decode().split("\r\n")[0]


def test_the_shipped_template_as_sample_changes_nothing_but_the_options(bench: Bench) -> None:
    company(bench)
    plain = bench.convert()
    followed = bench.convert("--qbo-sample", sample(bench, OURS), run_folder="again")
    for path in sorted((plain.run / "import").iterdir()):
        assert (followed.run / "import" / path.name).read_bytes() == path.read_bytes()
    assert "the same headings in the same order" in followed.err
    (used,) = manifest(followed)["qbo_sample"]
    assert (used["path"], used["headings"], len(used["sha256"])) == ("samples/invoices.csv", OURS.split(","), 64)


def test_renamed_reordered_and_extra_columns_are_followed(bench: Bench) -> None:
    company(bench)
    theirs = (
        "*Invoice No,*Customer,*InvoiceDate,*DueDate,Service Date,Memo,Terms,Location,Ship via,Item(Product/Service),"
        "ItemDescription,ItemQuantity,ItemRate,*ItemAmount"
    )
    result = bench.command("convert", "in", "--out", "run", "--qbo-sample", sample(bench, theirs))
    assert result.exit == 0, result.err
    assert heading_line(result) == theirs
    (row,) = result.invoices
    assert (row["*ItemAmount"], row["ItemRate"], row["Ship via"]) == ("100.00", "100.00", "")
    assert row["*Invoice No"].startswith("006") and row["*InvoiceDate"] == "10/20/2026"
    told = result.only("QBO620")["message"]
    assert "renamed *InvoiceNo = *Invoice No" in told and "another order" in told and "left blank Ship via" in told
    assert told.partition(": ")[2] in result.err
    assert [file["amounts"] for file in result.totals["files"] if "invoices" in file["path"]] == [{"USD": "100.00"}]


def test_a_column_that_is_filled_and_not_in_the_sample_is_a_warning_with_its_count(bench: Bench) -> None:
    company(bench)
    result = bench.command("convert", "in", "--out", "run", "--qbo-sample", sample(bench, OURS.replace(",Memo,", ",")))
    assert result.exit == 0 and "Memo" not in heading_line(result)
    (found,) = [one for one in result.findings if one["code"] == "QBO621"]
    assert '"Memo"' in found["message"] and "1 cells" in found["message"]  # Location is never filled: not a word


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (OURS.replace(",*ItemAmount", ""), 'no column for "*ItemAmount"'),
        (OURS.replace(",ItemRate", ""), 'no column for "ItemRate"'),
        (OURS.replace("*DueDate,", ""), 'no column for "*DueDate"'),
        (OURS + ",*ItemTaxCode", 'requires the column "*ItemTaxCode"'),
        (OURS + ",Memo", 'two columns for "Memo"'),
        ("colour,size", "the sample of no import"),
    ],
)
def test_a_sample_that_would_lose_something_stops_the_run(bench: Bench, theirs: str, told: str) -> None:
    company(bench)
    given = sample(bench, theirs)
    before = bench._seen()
    result = bench.command("convert", "in", "--out", "run", "--qbo-sample", given)
    assert (result.exit, result.out) == (2, "") and told in result.err and "Traceback" not in result.err
    assert bench._seen() == before


def test_all_that_is_wrong_with_samples_is_said_at_once(bench: Bench) -> None:
    company(bench)
    words = [
        word for name in ("samples/a.csv", "samples/b.csv") for word in ("--qbo-sample", sample(bench, OURS, name))
    ]
    stranger = sample(bench, "colour,size", "samples/c.csv")
    result = bench.command("convert", "in", "--out", "run", *words, "--qbo-sample", stranger)
    assert result.exit == 2 and "are both samples of Invoices" in result.err and "of no import" in result.err


def test_a_star_of_the_sample_is_a_requirement(bench: Bench) -> None:
    company(bench)
    result = bench.command(
        "convert", "in", "--out", "run", "--qbo-sample", sample(bench, OURS.replace("Service Date", "*Service Date"))
    )
    assert result.exit == 1 and result.invoices == []
    assert '"*Service Date"' in result.only("QBO101")["message"]


def test_a_company_keeps_its_samples_in_its_folder(bench: Bench) -> None:
    company(bench)
    bench.command("init", "books")
    sample(bench, OURS.replace("Service Date", "ServiceDate"), "books/qbo-samples/invoices.csv")
    result = bench.command("convert", "in", "--out", "run", "--company", "books")
    assert heading_line(result).endswith(",ServiceDate")
    assert manifest(result)["qbo_sample"][0]["path"] == "books/qbo-samples/invoices.csv"
    bench.command("init", "others")
    sample(bench, OURS.replace("Service Date", "ServiceDate"), "others/qbo-samples/invoices.csv")
    words = ("--company", "others", "--qbo-sample", sample(bench, OURS))
    assert heading_line(bench.command("convert", "in", "--out", "other", *words, run_folder="other")) == OURS


def test_validate_checks_with_the_samples_headings_and_stars(bench: Bench) -> None:
    theirs = OURS.replace("Memo", "*Memo")
    bench.raw("inv.csv", f"{theirs}\r\n1,Alder,10/31/2026,11/30/2026,,,,Design,,1,5.00,5.00,\r\n")
    given = sample(bench, theirs)
    loose = json.loads(bench.command("validate", "in", "--json").out)
    strict = json.loads(bench.command("validate", "in", "--json", "--qbo-sample", given).out)
    assert (loose["exit"], strict["exit"]) == (0, 1)
    (missing,) = [one for one in strict["findings"] if one["code"] == "QBO101"]
    assert (missing["row"], missing["column"]) == (2, "*Memo")


def test_repair_writes_the_samples_headings(bench: Bench) -> None:
    bench.raw("inv.csv", f"{OURS}\r\n1,Alder  LLC,10/31/2026,11/30/2026,,,,Design,,1,5.00,5.00,\r\n")
    given = sample(bench, OURS.replace("Service Date", "ServiceDate"))
    assert bench.command("validate", "in", "--repair", "out", "--qbo-sample", given).exit == 0
    assert (bench.folder / "out" / "inv.csv").read_bytes().split(b"\r\n")[0].endswith(b",ServiceDate")


def test_a_sample_that_cannot_be_read_stops(bench: Bench) -> None:
    company(bench)
    missing = bench.command("convert", "in", "--out", "run", "--qbo-sample", "nowhere.csv")
    assert missing.exit == 2 and "nowhere.csv" in missing.err
    bench.raw("samples/empty.csv", "")
    empty = bench.command("convert", "in", "--out", "run", "--qbo-sample", "samples/empty.csv")
    assert empty.exit == 2 and "empty.csv" in empty.err


@pytest.mark.parametrize(
    "headings", ["*Customer,*InvoiceDate,Item(Product/Service),Rate", "*InvoiceNo,,*Customer,*DueDate"]
)
def test_validate_with_a_sample_that_lacks_columns_says_which(bench: Bench, headings: str) -> None:
    bench.raw("october.csv", f"{OURS}\r\n1202,Alder,10/26/2026,11/25/2026,,,,Design,,1,20.00,20.00,\r\n")
    result = bench.command("validate", "in", "--qbo-sample", sample(bench, headings), "--json")
    found = json.loads(result.out)
    assert (result.exit, found["exit"]) == (2, 2)
    assert "QBO622" in {one["code"] for one in found["findings"]}
