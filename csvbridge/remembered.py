"""What a company's memory and a run say to each other: questions, decisions, exported records, corrections.

In: nothing but text. Out: plain values that the memory keeps, a run takes, and evidence lists; all of them become JSON
and come back equal. Nothing here opens a file or knows a rule.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

WORDS = ("same-as-quickbooks", "same", "related", "different", "hold")
"""What can be decided about a pair (contract.md §4)."""

_WITHOUT_SIGNS = frozenset({"phone", "mobile", "fax", "name", "company", "person", "street", "tax_id"})
_NO_SIGN = re.compile(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_ENCODE_NAME = lru_cache(maxsize=64)(_ENCODE)  # of fields there are fifteen


def account_key(account_id: str, name: str) -> str:
    """Return the stable key of a Salesforce account: its 18-character id, else its name without case and blanks."""
    return f"account {account_id}" if account_id else f"account-name {_folded(name)}"


def quickbooks_key(kind: str, name: str) -> str:
    """Return the stable key of a record in a QuickBooks list; `kind` is customer, vendor or employee."""
    return f"{kind} {_folded(name)}"


def _folded(text: str) -> str:
    composed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(composed.casefold().split())


class Member(NamedTuple):
    """One of the two records of a pair, as it stood when somebody was asked."""

    key: str
    """`account 001…AAA`, `account-name …`, `customer …`, `vendor …`, `employee …`."""
    name: str
    """As its own file shows it."""
    fields: tuple[tuple[str, str], ...]
    """Compared field -> text, for every field that its file carried, blank ones included; sorted by field."""

    @property
    def fingerprint(self) -> str:
        """Return a hash of the contents that were compared; how a phone or a name is punctuated does not count."""
        return _fingerprint(self.fields)


@lru_cache(maxsize=16_384)  # a record stands in several pairs, and a pair in the workbook and on the page
def _fingerprint(fields: tuple[tuple[str, str], ...]) -> str:
    told = ", ".join(filter(None, map(_field_json, fields)))
    return hashlib.sha256(f"[{told}]".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=16_384)  # records that are probably one have much in common
def _field_json(field: tuple[str, str]) -> str:
    """Return a field as its record's fingerprint tells it; blank for a blank one."""
    name, text = field
    return f"[{_ENCODE_NAME(name)}, {_ENCODE(compared_form(name, text))}]" if text.strip() else ""


def compared_form(field_name: str, text: str) -> str:
    """Return a field's text as two versions of it are compared: case, blanks and signs do not count."""
    if field_name not in _WITHOUT_SIGNS:
        return _folded(text)
    if text.isascii() and (kept := text.casefold().translate(_ASCII_SIGNS)):  # as below, and much quicker
        return kept
    folded = _folded(text)
    return folded if folded.isalnum() else _NO_SIGN.sub("", folded) or folded


def told_fields(columns: Mapping[str, Sequence[str]], carried: frozenset[str], at: int) -> dict[str, str]:
    """Return what a record tells of itself: filled cells, and blank ones where its file is known to have the column."""
    cells = {name: texts[at] for name, texts in columns.items()}
    told = {name: text for name, text in cells.items() if text.strip() or name in carried}
    return told | {name: "" for name in carried if name not in cells}


def changed_fields(before: Member, now: Member) -> list[tuple[str, str, str]]:
    """Return field, text before and text now of every compared field that is another one now.

    Only fields that both versions' files carried are compared: a list exported without its e-mail column has not
    changed anybody's e-mail. Members under different keys are not compared at all.
    """
    if before.key != now.key:
        return []
    then = dict(before.fields)
    return [
        (name, then[name], text)
        for name, text in now.fields
        if name in then and compared_form(name, then[name]) != compared_form(name, text)
    ]


def pair_key(one: str, other: str) -> str:
    """Return the key of a pair, whichever of its members comes first."""
    return "\n".join(sorted((one, other)))


@dataclass(frozen=True, kw_only=True)  # without slots, for the token that it keeps
class Question:
    """A pair that a run asked about: what `decide` needs to know of it when the answer comes back."""

    left: Member
    right: Member
    band: str
    left_known: bool = False
    """Whether QuickBooks holds the left record."""
    right_known: bool = False
    right_kind: str = "account"
    """What the right record is, in the word that people read: account, customer, inactive customer, vendor, …"""
    left_kind: str = "account"

    @property
    def key(self) -> str:
        """Return what stays the same in every run."""
        return pair_key(self.left.key, self.right.key)

    @cached_property
    def token(self) -> str:
        """Return the short mark that stands in the workbook and the page: this pair with these contents."""
        contents = "\n".join(sorted(f"{m.key}\t{m.fingerprint}" for m in (self.left, self.right)))
        return hashlib.sha256(contents.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a pair."""

    left: Member
    right: Member
    word: str
    survivor: str = ""
    """For `same`: the key of the member whose name is kept."""
    quickbooks_name: str = ""
    """For `same-as-quickbooks`: the exact display name in QuickBooks."""
    reason: str = ""
    decided_by: str = ""
    date: str = ""
    """The day, YYYY-MM-DD."""
    source: str = ""
    """The file, sheet and row that it came from, or the command."""

    @property
    def key(self) -> str:
        """Return the key of the pair."""
        return pair_key(self.left.key, self.right.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A record that an earlier run wrote into a file for QuickBooks."""

    kind: str
    """customer, product, invoice or credit note."""
    record: str
    """The stable key in Salesforce: id, else code or name."""
    name: str
    """Display name, item name, or the document's number."""
    customer: str = ""
    """A document's customer, byte for byte as written."""
    day: str = ""
    """A document's date, YYYY-MM-DD."""
    minor: int = 0
    """A document's total in minor units, as control-totals.json counts it (a credit note below zero)."""
    currency: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    """What Salesforce said, field -> text, to say what has changed since; then what was written: its headings and each
    of its rows, cells parted by tabs."""
    file: str = ""
    run: str = ""
    """The name of the run, as people know it: its folder."""

    @property
    def fingerprint(self) -> str:
        """Return a hash of what was written."""
        told = json.dumps(self.contents, ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A cell of a Salesforce export that somebody corrected, or a finding that somebody accepted."""

    code: str
    """The finding that it answers."""
    record: str = ""
    """Which row: `id 001…AAA`, else `row <hash of its cells>`; blank for a rule that answers all of its kind."""
    column: str = ""
    """The source's own heading."""
    before: str = ""
    """What the cell held; a correction is used only where it still holds that."""
    after: str | None = None
    """The corrected value; None where the finding is accepted as it is."""
    reason: str = ""
    """Why it is accepted, or what a rule says; blank for a plain correction."""
    decided_by: str = ""
    date: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A finding that a run put before people with cells to fill in: what `fix` needs to know when they come back."""

    code: str
    severity: str
    record: str = ""
    """Which row, as in `Correction`; blank for all findings of the code."""
    column: str = ""
    """The source's own heading; blank where the finding names no cell that can be corrected."""
    before: str = ""
    """What the cell held in the export, in full."""
    file: str = ""
    sheet: str = ""
    row: int = 0
    open: bool = True
    """Whether it can be accepted as it is: a warning, and none that makes its record wait."""

    @property
    def cell(self) -> str:
        """Return what stays the same in every run: the cell, or the code that is accepted as a whole."""
        return "\n".join((self.record, self.column)) if self.record else f"code {self.code}"

    @property
    def token(self) -> str:
        """Return the short mark that stands in the workbook: this finding about this content of the cell."""
        told = json.dumps((self.code, self.record, self.column, self.before))
        return hashlib.sha256(told.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNote:
    """A run as the memory knows it."""

    id: str
    """Its own mark, never used twice."""
    name: str
    """Its folder's name as people know it, `2026-10`."""
    place: str
    """Its folder: absolute, with `/`."""
    command: str
    """convert or duplicates."""
    started: str
    """UTC, ISO 8601."""
    manifest_sha256: str
    """Of its evidence/manifest.json: what tells this run from every other one in the same place."""
    state: str = "pending"
    """pending, complete, replaced, undone or partly undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to the memory itself: who did what, when, and why."""

    id: str
    at: str
    """UTC, ISO 8601."""
    what: str
    """migrated, healed, dropped, replaced, forgotten, undone or imported."""
    about: str
    """In words, one line."""
    by: str = ""
    reason: str = ""


UNKNOWN_RUNS = "unknown runs"
"""Where `Remembered.other` names, a line each, the runs that the memory ought to know and does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """All that a memory contributes to a run; empty without one. It becomes evidence/memory.json."""

    decisions: tuple[Decision, ...] = ()
    exported: tuple[Exported, ...] = ()
    corrections: tuple[Correction, ...] = ()
    changed: tuple[Decision, ...] = ()
    """Decisions that two records are one which counted once, and were changed or taken out since; oldest first."""
    other: Mapping[str, str] = field(default_factory=dict)
    """Single facts, such as the name of the run that is being replaced."""

    def __bool__(self) -> bool:
        return bool(self.decisions or self.exported or self.corrections)


def as_json(value: Decision | Exported | Correction | Question | Issued) -> dict[str, Any]:
    """Return a value as JSON objects; blanks and defaults are left out where they say nothing."""
    told: dict[str, Any] = {}
    if isinstance(value, Exported):  # of these there are many
        return _exported_json(value)
    for name, known in value.__dataclass_fields__.items():
        own = getattr(value, name)
        if isinstance(own, Member):
            told[name] = {"key": own.key, "name": own.name, "fields": dict(own.fields)}
        elif own != known.default:
            told[name] = own
    return told


def _exported_json(one: Exported) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": one.kind, "record": one.record, "name": one.name}
    if one.day:
        told |= {"customer": one.customer, "day": one.day, "minor": one.minor, "currency": one.currency}
    elif one.customer or one.minor or one.currency:
        told |= {"customer": one.customer, "minor": one.minor, "currency": one.currency}
    if one.contents:
        told["contents"] = list(map(list, one.contents))
    return told | {name: text for name, text in (("file", one.file), ("run", one.run)) if text}


def remembered_json(remembered: Remembered) -> dict[str, Any]:
    """Return evidence/memory.json: {} where the memory contributed nothing."""
    if not remembered:
        return {}
    told: dict[str, Any] = {name: list(values) for name, values in remembered_lists(remembered).items()}
    return told | ({"other": dict(remembered.other)} if remembered.other else {})


def remembered_lists(remembered: Remembered) -> dict[str, Iterator[dict[str, Any]]]:
    """Return the lists of evidence/memory.json, each of their many records made when it is asked for."""
    told = {
        "decisions": map(as_json, remembered.decisions),
        "exported": map(as_json, remembered.exported),
        "corrections": map(as_json, remembered.corrections),
    }
    return told | ({"changed": map(as_json, remembered.changed)} if remembered.changed else {})


def remembered_from(told: Mapping[str, Any]) -> Remembered:
    """Return what evidence/memory.json tells; the inverse of `remembered_json`."""
    return Remembered(
        decisions=tuple(decision_from(one) for one in told.get("decisions", ())),
        exported=tuple(exported_from(one) for one in told.get("exported", ())),
        corrections=tuple(Correction(**one) for one in told.get("corrections", ())),
        changed=tuple(decision_from(one) for one in told.get("changed", ())),
        other=told.get("other", {}),
    )


def decision_from(told: Mapping[str, Any]) -> Decision:
    """Return the decision that `as_json` wrote."""
    return Decision(**{**told, **_members(told)})


def question_from(told: Mapping[str, Any]) -> Question:
    """Return the question that `as_json` wrote."""
    return Question(**{**told, **_members(told)})


def exported_from(told: Mapping[str, Any]) -> Exported:
    """Return the exported record that `as_json` wrote."""
    return Exported(**{**told, "contents": tuple(map(tuple, told.get("contents", ())))})


def _members(told: Mapping[str, Any]) -> dict[str, Member]:
    return {side: member(told[side]["key"], told[side]["name"], told[side]["fields"]) for side in ("left", "right")}


def member(key: str, name: str, fields: Mapping[str, str] | Iterable[tuple[str, str]]) -> Member:
    """Return a member with its fields in order."""
    return Member(key, name, tuple(sorted(dict(fields).items())))
