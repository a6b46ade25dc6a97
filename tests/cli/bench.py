"""A bench for the command line: small exports in, what a run said and wrote out.

In: rows as dictionaries by heading. Out: a `Result` with exit code, streams, findings, trail and import files. Every
conversion that writes is proved by `proof.prove`, so the conservation law is part of every test; a conversion that
does not write must leave nothing behind.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from proof import prove

from csvbridge.cli.main import run

STEADY = ("--set", "lists.format=csv", "--set", "matching.hold=[]")
"""Lists that are easy to read, and no near-duplicate that waits."""

_DEAL = {
    "id": "Opportunity ID",
    "name": "Opportunity Name",
    "account_id": "Account ID",
    "account": "Account Name",
    "stage": "Stage",
    "amount": "Amount",
    "date": "Close Date",
}
_LINE = {
    "deal": "Opportunity ID",
    "name": "Opportunity Name",
    "product": "Product Name",
    "code": "Product Code",
    "quantity": "Quantity",
    "price": "Sales Price",
    "total": "Total Price",
}
_ACCOUNT = {"id": "Account ID", "name": "Account Name", "city": "Billing City"}
_CONTACT = {
    "id": "Contact ID",
    "first": "First Name",
    "last": "Last Name",
    "account_id": "Account ID",
    "account": "Account Name",
    "email": "Email",
}
_PRODUCT = {"id": "Product ID", "name": "Product Name", "code": "Product Code", "active": "Active"}

Row = dict[str, str]


def sid(prefix: str, number: int) -> str:
    """An id of 15 characters, as reports show it."""
    return f"{prefix}Ax00000{number:05d}"


def long_id(prefix: str, number: int) -> str:
    """The same in 18: of the first five characters only the fourth is a capital (I), of the others none (A, A)."""
    return f"{sid(prefix, number)}IAA"


def _row(given: Row, labels: Row, more: dict[str, str | None]) -> Row:
    """Name cells by short word or by heading; None takes the column out."""
    row = {labels[word]: text for word, text in given.items()}
    for word, text in more.items():
        heading = labels.get(word, word)
        if text is None:
            row.pop(heading, None)
        else:
            row[heading] = text
    return row


def account(number: int, name: str | None = None, **more: str | None) -> Row:
    name = f"Account {number} Works" if name is None else name
    return _row({"id": sid("001", number), "name": name, "city": "Uxbridge"}, _ACCOUNT, more)


def contact(number: int, account_number: int, email: str, **more: str | None) -> Row:
    given = {
        "id": sid("003", number),
        "first": "Ada",
        "last": f"Moss {number}",
        "account_id": sid("001", account_number),
        "account": f"Account {account_number} Works",
        "email": email,
    }
    return _row(given, _CONTACT, more)


def deal(number: int, account_number: int | None = None, **more: str | None) -> Row:
    account_number = number if account_number is None else account_number
    given = {
        "id": sid("006", number),
        "name": f"Deal {number}",
        "account_id": sid("001", account_number),
        "account": f"Account {account_number} Works",
        "stage": "Closed Won",
        "amount": "100.00",
        "date": "10/20/2026",
    }
    return _row(given, _DEAL, more)


def line(number: int, deal_number: int, **more: str | None) -> Row:
    given = {
        "deal": sid("006", deal_number),
        "name": f"Deal {deal_number}",
        "product": "Surveying",
        "code": "SURV-1",
        "quantity": "1.00",
        "price": "100.00",
        "total": "100.00",
    }
    return _row(given, _LINE, {"Line Item ID": sid("00k", number), **more})


def product(number: int, name: str, code: str, **more: str | None) -> Row:
    return _row({"id": sid("01t", number), "name": name, "code": code, "active": "1"}, _PRODUCT, more)


def table_text(rows: Sequence[Row], line_end: str = "\n") -> str:
    """Rows as a report shows them: every cell in quotes, the headings of the first row."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator=line_end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read_table(path: Path) -> list[Row]:
    """An import file's rows, whichever of the two kinds it is."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        headings, *rows = [[("" if c is None else str(c)) for c in r] for r in sheet.iter_rows(values_only=True)]
        return [dict(zip(headings, row, strict=True)) for row in rows]
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))


@dataclass
class Result:
    """What a command said and wrote."""

    exit: int
    out: str
    err: str
    run: Path

    def table(self, start: str) -> list[Row]:
        """All rows of the import files whose name starts so, in order."""
        files = sorted((self.run / "import").glob(f"{start}*")) if (self.run / "import").is_dir() else []
        return [row for path in files for row in read_table(path)]

    @property
    def invoices(self) -> list[Row]:
        return self.table("3-invoices")

    @property
    def credits(self) -> list[Row]:
        return self.table("4-credit-notes")

    @property
    def customers(self) -> list[Row]:
        return self.table("2-customers")

    @property
    def products(self) -> list[Row]:
        return self.table("1-products")

    @property
    def numbers(self) -> list[str]:
        return list(dict.fromkeys(row["*InvoiceNo"] for row in self.invoices))

    @property
    def findings(self) -> list[dict[str, Any]]:
        lines = (self.run / "evidence" / "findings.jsonl").read_text(encoding="utf-8").split("\n")
        return [json.loads(text) for text in lines if text]

    @property
    def totals(self) -> dict[str, Any]:
        return json.loads((self.run / "evidence" / "control-totals.json").read_text(encoding="utf-8"))

    @property
    def trail(self) -> list[Row]:
        return read_table(self.run / "evidence" / "trail.csv")

    def codes(self, *severities: str) -> list[str]:
        """Codes of errors and warnings, or of the severities named, sorted."""
        wanted = severities or ("error", "warning")
        return sorted(f["code"] for f in self.findings if f["severity"] in wanted)

    def only(self, code: str) -> dict[str, Any]:
        """The one finding of this code."""
        (found,) = [f for f in self.findings if f["code"] == code]
        return found

    def fate(self, record: str) -> tuple[str, str]:
        """Fate and reason of a record, which are the same on all of its rows."""
        (found,) = {(e["fate"], e["reason"]) for e in self.trail if e["record"] == record}
        return found

    def counts(self, entity: str) -> dict[str, int]:
        """The fates of an entity that are not nought."""
        return {fate: n for fate, n in self.totals["records"][entity].items() if n and fate != "in"}


class Bench:
    """A working folder with an `in/` for exports."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def give(self, name: str, *rows: Row, footer: str = "") -> Path:
        """Write an export; `in/` unless the name has a folder."""
        return self.raw(name, table_text(rows) + footer)

    def raw(self, name: str, contents: str | bytes) -> Path:
        path = self.folder / (name if "/" in name else f"in/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents.encode("utf-8") if isinstance(contents, str) else contents)
        return path

    def command(self, *words: str, run_folder: str = "run") -> Result:
        """Run any command in this process."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(list(words))
        said = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, said.out, said.err, self.folder / run_folder)

    def convert(self, *words: str, given: Sequence[str] = ("in",), run_folder: str = "run") -> Result:
        """Run `convert in --out run`, with more words; prove what was written, or that nothing was."""
        before = self._seen()
        result = self.command("convert", *given, "--out", run_folder, *STEADY, *words, run_folder=run_folder)
        if result.exit in (0, 1) and "--dry-run" not in words:
            prove(self.folder, result)
        else:
            assert self._seen() == before, "a run that writes nothing leaves nothing behind"
        return result

    def stops(self, *words: str, given: Sequence[str] = ("in",)) -> str:
        """Convert, which must stop with exit 2; return what was said, which never holds a traceback."""
        result = self.convert(*words, given=given)
        assert result.exit == 2, result.err or result.out
        assert result.out == ""
        assert "Traceback" not in result.err and "nothing was written" in result.err.lower()
        return result.err

    def _seen(self) -> set[tuple[str, bytes]]:
        return {
            (path.relative_to(self.folder).as_posix(), path.read_bytes() if path.is_file() else b"")
            for path in self.folder.rglob("*")
        }
