"""The file that the page saves into answers: parsed JSON in, one answer an entry out.

An entry that is damaged is a finding; the others are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csvbridge.decisions.answers import Answer, Given, found
from csvbridge.decisions.tables import stop
from csvbridge.rules import answers as rules
from csvbridge.values.text import one_line, strip_hidden

MARK = "csvbridge_decisions"
VERSION = "1"
_FIELDS = {
    # of an entry       of an answer
    "decision": "word",
    "survivor": "survivor",
    "survivor_side": "survivor_side",
    "quickbooks_name": "quickbooks_name",
    "reason": "reason",
    "decided_by": "decided_by",
    "date": "date",
    "left": "left",
    "right": "right",
}


def read_page(parsed: Any, file: str) -> Given:
    """Return the answers of a parsed file.

    Raises:
        Stop: it is another file, or of a newer version.
    """
    if not isinstance(parsed, dict) or MARK not in parsed:
        raise stop(rules.NOT_DECISIONS, file, why=f'it is JSON without "{MARK}"')
    if str(parsed[MARK]) != VERSION:
        raise stop(rules.PAGE_NEWER, file, value=_brief(parsed[MARK]))
    entries = parsed.get("decisions")
    if not isinstance(entries, list):
        raise stop(rules.NOT_DECISIONS, file, why='its "decisions" is no list')
    run = parsed.get("run")
    count = f"{len(entries):,} {'decision' if len(entries) == 1 else 'decisions'}"
    given = Given(file=file, what=f"saved by the page, {count}", identified_as="decisions")
    given.run = one_line(strip_hidden(run)) if isinstance(run, str) else ""
    for number, entry in enumerate(entries, 1):
        _read_entry(entry, number, given)
    return given


def _read_entry(entry: Any, number: int, given: Given) -> None:
    at = Answer(token="", file=given.file, row=number)
    why = _damage(entry)
    if why:
        given.findings.append(found(rules.ENTRY_DAMAGED, at, number=number, why=why))
        return
    token = "".join(entry["token"].split()).casefold()
    given.tokens.append(token)
    told = {own: (entry.get(name) or "").strip() for name, own in _FIELDS.items()}
    answer = Answer(token=token, file=given.file, row=number, **told)
    if answer.word:
        given.answers.append(answer)


def _damage(entry: Any) -> str:
    """Return what is wrong with an entry; blank where it can be read."""
    if not isinstance(entry, Mapping):
        return "it is no object"
    if not isinstance(entry.get("token"), str):
        return '"token" is missing, or no text'
    odd = [name for name in _FIELDS if not isinstance(entry.get(name), str | None)]
    return f'"{odd[0]}" is no text' if odd else ""


def _brief(value: Any) -> str:
    return one_line(strip_hidden(str(value)))[:40]
