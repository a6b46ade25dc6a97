"""Small values that the tests of the memory share."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from csvbridge.remembered import Correction, Decision, Exported, Question, RunNote, member, quickbooks_key

IDS = ("001Bq00000h4TaKIAU", "001Bq00000h4TaLIAU", "001Bq00000h4TaMIAU")


def a_question(number: int = 0, phone: str = "555 0100", name: str = "Harrow Mill") -> Question:
    left = member(f"account {IDS[number]}", name, {"name": name, "phone": phone})
    right = member(quickbooks_key("customer", f"{name} Inc"), f"{name} Inc", {"name": f"{name} Inc"})
    return Question(left=left, right=right, band="certain", right_known=True, right_kind="customer")


def a_decision(number: int = 0, word: str = "different", by: str = "Ada", date: str = "2026-11-02") -> Decision:
    asked = a_question(number)
    return Decision(left=asked.left, right=asked.right, word=word, decided_by=by, date=date)


def an_invoice(number: int, minor: int = 10_000, currency: str = "USD", customer: str = "Harrow Mill") -> Exported:
    return Exported(
        kind="credit note" if minor < 0 else "invoice",
        record=f"006Bq00000h4Ta{number:04}",
        name=f"INV-{number}",
        customer=customer,
        day="2026-10-05",
        minor=minor,
        currency=currency,
        contents=(("number", f"INV-{number}"), ("amount", str(minor))),
        file="import/3-invoices-001.csv",
    )


def a_customer(name: str = "Harrow Mill") -> Exported:
    return Exported(kind="customer", record=f"account-name {name}", name=name, file="import/2-customers.xlsx")


def a_correction(row: int = 1, after: str | None = "a@b.example", code: str = "VAL330") -> Correction:
    return Correction(
        code=code,
        record=f"id {row}",
        column="Email",
        before="a@b",
        after=after,
        reason="fine" if after is None else "",
        decided_by="Ada",
        date="2026-11-02",
    )


def a_folder(place: Path, text: str) -> str:
    """Make a run folder that stands complete; return the hash of its manifest."""
    manifest = place / "evidence" / "manifest.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({"csvbridge": text}))
    return hashlib.sha256(manifest.read_bytes()).hexdigest()


def a_run(place: Path, mark: str, manifest: str = "0" * 64, command: str = "convert") -> RunNote:
    return RunNote(
        id=mark,
        name=place.name,
        place=place.as_posix(),
        command=command,
        started="2026-11-02T09:14:05Z",
        manifest_sha256=manifest,
    )
