"""The conservation law of a run, proved from its files alone.

In: a finished run and the folder that it was started in. Out: an assertion error when a record, a line, a cent, a row
or a file is unaccounted for. Nothing here calls the package: what it proves, an auditor could prove.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

FATES = ("written", "held", "rejected", "merged", "skipped")
KINDS = {"customers": "account ", "products": "product ", "invoices": "opportunity "}
KEYS = ["code", "severity", "file", "sheet", "row", "column", "value", "message", "fix"]
ROWS_PER_FILE, DOCUMENTS_PER_FILE = 999, 100
UNDECIDED = ("DUP501", "DUP502", "DUP503", "DUP506")
"""A near-duplicate that waits is a warning (contract.md §2)."""


def prove(folder: Path, result: Any) -> None:
    """Check a run against its own evidence and against its inputs."""
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text(encoding="utf-8"))
    _prove_sums(result.totals)
    _prove_manifest(folder, result.run, manifest)
    _prove_trail(folder, result, manifest)
    _prove_files(result)
    _prove_documents(result)
    _prove_findings(result)


def _prove_sums(totals: dict[str, Any]) -> None:
    assert list(totals["records"]) == ["customers", "products", "invoices"]
    for counts in (*totals["records"].values(), totals["lines"]):
        assert set(counts) == {"in", *FATES}
        assert counts["in"] == sum(counts[fate] for fate in FATES), counts
    for currency, sums in totals["amounts"].items():
        assert set(sums) == {"in", *FATES}
        assert Decimal(sums["in"]) == sum(Decimal(sums[fate]) for fate in FATES), (currency, sums)


def _prove_manifest(folder: Path, run: Path, manifest: dict[str, Any]) -> None:
    for entry in manifest["inputs"]:
        data = _contents(folder, entry["path"])
        assert hashlib.sha256(data).hexdigest() == entry["sha256"] and len(data) == entry["bytes"]
        if "copy" in entry:
            assert (run / entry["copy"]).read_bytes() == data
    listed = {entry["path"] for entry in manifest["outputs"]}
    lying = {p.relative_to(run).as_posix() for p in run.rglob("*") if p.is_file()}
    assert lying == listed | {"evidence/manifest.json"}
    for entry in manifest["outputs"]:
        data = (run / entry["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"] and len(data) == entry["bytes"], entry


def _contents(folder: Path, path: str) -> bytes:
    """The bytes of an input; `WE_1.ZIP!Account.csv` is a member of an archive."""
    file, _, member = path.partition("!")
    data = (folder / file).read_bytes()
    return zipfile.ZipFile(io.BytesIO(data)).read(member) if member else data


def _physical_rows(data: bytes) -> list[int]:
    """The first line of every record of a comma-separated file, blank lines left out."""
    text = data.decode("utf-8-sig", "replace").replace("\x00", "")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, start = [], 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(start)
        start = reader.line_num + 1
    return rows


def _prove_trail(folder: Path, result: Any, manifest: dict[str, Any]) -> None:
    """Every filled row of every export is in the trail; its records, counted by fate, are those of the totals."""
    told = Counter((entry["file"], entry["row"]) for entry in result.trail)
    for entry in manifest["inputs"]:
        quickbooks = entry["identified_as"].startswith("quickbooks.")
        mine = {row for file, row in told if file == entry["path"]}
        passed_over = mine == {""} if "!" in entry["path"] else "copy" not in entry
        if entry["identified_as"] == "archive":
            assert mine == set(), "what is in an archive is told under its own name"
        elif quickbooks or passed_over:
            assert mine == (set() if quickbooks else {""}), (entry["path"], mine)
        elif entry["path"].endswith(".csv"):
            missing = {str(n) for n in _physical_rows(_contents(folder, entry["path"]))} - mine
            assert not missing, f"{entry['path']}: rows {missing} are not in the trail"
    for entry in result.trail:
        assert entry["fate"] in FATES
        assert entry["fate"] == "written" or entry["reason"], entry
        assert bool(entry["target"]) == (entry["fate"] == "written"), entry
    for entity, kind in KINDS.items():
        records = {(e["record"], e["fate"]) for e in result.trail if e["record"].startswith(kind)}
        records = {r for r in records if not r[0].startswith("opportunity line ")}
        by_fate = Counter(fate for _, fate in records)
        counted = result.totals["records"][entity]
        assert by_fate == Counter({f: counted[f] for f in FATES if counted[f]}), (entity, by_fate, counted)


def _prove_files(result: Any) -> None:
    """The files are those of the totals, row by row and cent by cent, and every written record lies in one."""
    files = {entry["path"]: entry for entry in result.totals["files"]}
    folder = result.run / "import"
    assert {f"import/{p.name}" for p in folder.glob("*")} == set(files)
    places: set[str] = set()
    money, lines, records = Decimal(0), 0, Counter[str]()
    for path, entry in files.items():
        rows = result.table(Path(path).name)
        name = next(iter(rows[0]))
        assert (len(rows), len({row[name] for row in rows})) == (entry["rows"], entry["records"]), path
        places |= {f"{path}#{row[name]}" for row in rows}
        assert len(rows) <= ROWS_PER_FILE
        if "*ItemAmount" in rows[0]:
            sign = -1 if name == "*CreditMemoNo" else 1
            amount = sign * sum(Decimal(row["*ItemAmount"]) for row in rows)
            assert {code: Decimal(text) for code, text in entry["amounts"].items()} == {_home(result): amount}
            assert entry["records"] <= DOCUMENTS_PER_FILE
            money, lines = money + amount, lines + len(rows)
            records["invoices"] += entry["records"]
        else:
            records["products" if name.lower().startswith("product") else "customers"] += len(rows)
    assert {e["target"] for e in result.trail if e["target"]} == places
    assert Decimal(result.totals["amounts"][_home(result)]["written"]) == money
    assert result.totals["lines"]["written"] == lines
    for entity, counts in result.totals["records"].items():
        assert counts["written"] == records[entity], entity


def _home(result: Any) -> str:
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text(encoding="utf-8"))
    return manifest["profile"]["company"]["home_currency"]


def _prove_documents(result: Any) -> None:
    """Lines multiply out, documents agree with themselves, and every name on them exists."""
    known = {e["reason"].split('"')[1] for e in result.trail if e["fate"] == "merged"}
    customers = {row["Name"] for row in result.customers} | known
    items = {next(iter(row.values())) for row in result.products} | known
    heads: dict[str, tuple[str, ...]] = {}
    for row in (*result.invoices, *result.credits):
        number = row.get("*InvoiceNo") or row["*CreditMemoNo"]
        date = row.get("*InvoiceDate") or row["*CreditMemoDate"]
        head = (row["*Customer"], date, row.get("*DueDate", ""), row["Memo"])
        assert heads.setdefault(number, head) == head
        amount, product = Decimal(row["*ItemAmount"]), Decimal(row["ItemQuantity"]) * Decimal(row["ItemRate"])
        assert product.quantize(Decimal("0.01"), ROUND_HALF_UP) == amount >= 0, row
        assert 1 <= len(number) <= 21
        assert row["*Customer"] in customers, row["*Customer"]
        assert row["Item(Product/Service)"] in items | _default_item(result), row["Item(Product/Service)"]


def _default_item(result: Any) -> set[str]:
    """The item of deals without products is taken to exist, in QuickBooks' own spelling."""
    manifest = json.loads((result.run / "evidence" / "manifest.json").read_text(encoding="utf-8"))
    wanted = manifest["profile"]["invoices"]["default_item"]
    used = {row["Item(Product/Service)"] for row in (*result.invoices, *result.credits)}
    return {name for name in used if name.casefold() == wanted.casefold()}


def _prove_findings(result: Any) -> None:
    """The exit code, the fates and the findings tell one story."""
    for finding in result.findings:
        assert list(finding) == KEYS
        assert finding["severity"] in ("error", "warning", "note")
        assert finding["message"] and finding["fix"] and "{" not in finding["message"] + finding["fix"]
    counts = (*result.totals["records"].values(), result.totals["lines"])
    waiting = any(count["held"] or count["rejected"] for count in counts)
    errors = [f for f in result.findings if f["severity"] == "error"]
    undecided = [f for f in result.findings if f["code"] in UNDECIDED]
    assert {f["severity"] for f in undecided} <= {"warning"}
    assert result.exit == (1 if waiting or errors else 0)
    assert not waiting or errors or undecided, "what waits or is rejected has a finding that says why"
