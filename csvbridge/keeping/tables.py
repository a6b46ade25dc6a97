"""The memory as tables of text: the headings of each kind, and a value as a row and back.

In: values of `remembered`. Out: rows of text for a .csv, and from such a row the value again, or what is wrong with it.
A cell that a spreadsheet would take for a formula gets an apostrophe before it, which is taken away on the way back.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from csvbridge.keeping.shapes import are_pairs
from csvbridge.keeping.told import KINDS
from csvbridge.remembered import WORDS, Correction, Decision, Exported, Member, RunNote, member
from csvbridge.values.money import currency_digits, format_minor, to_minor

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_AMOUNT = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,4})?")
RUN_HEADINGS = ("id", "name", "place", "command", "started", "manifest_sha256", "state")
HEADINGS: dict[str, tuple[str, ...]] = {
    "decisions": (
        *("left_key", "left_name", "right_key", "right_name", "decision", "survivor", "quickbooks_name"),
        *("reason", "decided_by", "date", "source", "left_fields", "right_fields"),
    ),
    "corrections": (
        *("code", "record", "column", "before", "answer", "after", "reason", "decided_by", "date", "source"),
    ),
    "exported": (
        *("kind", "record", "name", "customer", "day", "amount", "currency", "file", "run", "contents"),
        *("run_id", "place", "command", "started", "manifest_sha256"),
    ),
    "runs": RUN_HEADINGS,
}
NEEDED = {
    "decisions": ("left_key", "right_key", "decision"),
    "corrections": ("code", "record", "column", "before", "answer"),
    "exported": ("kind", "record", "name"),
    "runs": RUN_HEADINGS,
}
"""Headings by which a table is known, and without which it says nothing."""


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def decision_row(one: Decision) -> list[str]:
    """Return a decision as a row."""
    sides = [text for m in (one.left, one.right) for text in (m.key, m.name)]
    fields = [json.dumps(dict(m.fields)) if m.fields else "" for m in (one.left, one.right)]
    said = [one.word, one.survivor, one.quickbooks_name, one.reason, one.decided_by, one.date, one.source]
    return [*sides, *said, *fields]


def correction_row(one: Correction) -> list[str]:
    """Return a correction as a row; a cell that becomes blank is not one that is accepted as it is."""
    answer = ["accepted", ""] if one.after is None else ["corrected", one.after]
    return [one.code, one.record, one.column, one.before, *answer, one.reason, one.decided_by, one.date, one.source]


def exported_row(one: Exported, run: RunNote) -> list[str]:
    """Return an exported record as a row, with the run that wrote it."""
    amount = format_minor(one.minor, currency_digits(one.currency)) if one.day or one.minor else ""
    told = [one.kind, one.record, one.name, one.customer, one.day, amount, one.currency, one.file]
    contents = json.dumps([list(pair) for pair in one.contents]) if one.contents else ""
    return [*told, run.name, contents, run.id, run.place, run.command, run.started, run.manifest_sha256]


def run_row(run: RunNote) -> list[str]:
    """Return a run as a row."""
    return [getattr(run, name) for name in RUN_HEADINGS]


# --- and back ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell of a row."""

    column: str
    value: str
    why: str


Row = Mapping[str, str]


def decision_of(row: Row, by: str) -> Decision | list[Fault]:
    """Return the decision of a row; who decided and the day are those of the import where the row does not say."""
    faults = list(_blank(row, NEEDED["decisions"]))
    word = row.get("decision", "").strip().casefold()
    if word and word not in WORDS:
        faults.append(Fault("decision", row["decision"], f"a decision is one of {', '.join(WORDS)}"))
    sides: dict[str, Member] = {}
    for side in ("left", "right"):
        fields = _json(row, f"{side}_fields", {}, _are_texts, "a JSON object of texts", faults)
        key = row.get(f"{side}_key", "")
        sides[side] = member(key, row.get(f"{side}_name", "") or key.partition(" ")[2], fields)
    survivor = row.get("survivor", "")
    kept = [m.key for m in sides.values() if survivor and survivor in (m.key, m.name)]
    if word == "same" and len(set(kept)) != 1:
        faults.append(Fault("survivor", survivor, "`same` needs the key or the name of the record that is kept"))
    if word == "same-as-quickbooks" and not row.get("quickbooks_name", "").strip():
        faults.append(Fault("quickbooks_name", "", "`same-as-quickbooks` needs the name in QuickBooks"))
    day = _day(row, "date", faults)
    if faults:
        return faults
    return Decision(
        left=sides["left"],
        right=sides["right"],
        word=word,
        survivor=kept[0] if word == "same" else survivor,
        quickbooks_name=row.get("quickbooks_name", ""),
        reason=row.get("reason", ""),
        decided_by=row.get("decided_by", "") or by,
        date=day or dt.date.today().isoformat(),
        source=row.get("source", ""),
    )


def correction_of(row: Row, by: str) -> Correction | list[Fault]:
    """Return the correction of a row."""
    faults = list(_blank(row, ("code", "answer")))
    answer = row.get("answer", "").strip().casefold()
    if answer and answer not in ("corrected", "accepted"):
        faults.append(Fault("answer", row["answer"], "an answer is `corrected` or `accepted`"))
    if answer == "corrected" and not (row.get("record") and row.get("column")):
        faults.append(Fault("record", row.get("record", ""), "a corrected cell needs its record and its column"))
    if answer == "accepted" and not row.get("reason", "").strip():
        faults.append(Fault("reason", "", "what is accepted needs a reason"))
    day = _day(row, "date", faults)
    if faults:
        return faults
    return Correction(
        code=row["code"].strip().upper(),
        record=row.get("record", ""),
        column=row.get("column", ""),
        before=row.get("before", ""),
        after=row.get("after", "") if answer == "corrected" else None,
        reason=row.get("reason", ""),
        decided_by=row.get("decided_by", "") or by,
        date=day or dt.date.today().isoformat(),
        source=row.get("source", ""),
    )


def exported_of(row: Row) -> Exported | list[Fault]:
    """Return the exported record of a row; its run stands in the cells beside."""
    faults = list(_blank(row, NEEDED["exported"]))
    kind = row.get("kind", "").strip().casefold()
    if kind and kind not in KINDS:
        faults.append(Fault("kind", row["kind"], f"a kind is one of {', '.join(KINDS)}"))
    amount, currency = row.get("amount", "").strip(), row.get("currency", "").strip().upper()
    minor = _minor(amount, currency) if amount else 0
    if minor is None:
        faults.append(Fault("amount", amount, "an amount is written 1310.00, with no more decimals than its currency"))
    if amount and not currency:
        faults.append(Fault("currency", "", "an amount needs its currency, as USD"))
    contents = _json(row, "contents", [], are_pairs, "a JSON list of pairs of texts", faults)
    day = _day(row, "day", faults)
    if faults:
        return faults
    return Exported(
        kind=kind,
        record=row["record"],
        name=row["name"],
        customer=row.get("customer", ""),
        day=day,
        minor=minor or 0,
        currency=currency,
        contents=tuple((name, text) for name, text in contents),
        file=row.get("file", ""),
        run=row.get("run", ""),
    )


def _minor(amount: str, currency: str) -> int | None:
    if not _AMOUNT.fullmatch(amount):
        return None
    try:
        return to_minor(Decimal(amount), currency_digits(currency))
    except InvalidOperation:
        return None


def _blank(row: Row, needed: Sequence[str]) -> Iterator[Fault]:
    for name in needed:
        if not row.get(name, "").strip():
            yield Fault(name, "", "it is blank, and a row needs it")


def _day(row: Row, name: str, faults: list[Fault]) -> str:
    text = row.get(name, "").strip()
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        faults.append(Fault(name, text, "a day is written 2026-11-02"))
        return ""


def _json(row: Row, name: str, blank: Any, fits: Callable[[Any], bool], words: str, faults: list[Fault]) -> Any:
    text = row.get(name, "").strip()
    if not text:
        return blank
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not fits(told):
        faults.append(Fault(name, text, f"{words} is needed here, as csvbridge wrote it"))
        return blank
    return told


def _are_texts(told: Any) -> bool:
    return isinstance(told, dict) and all(isinstance(text, str) for text in told.values())
