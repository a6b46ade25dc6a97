"""JSON from the Salesforce command line or API: text in, the parsed answer and the tables of its records out.

Read are `{"status":0,"result":{"records":[…]}}`, `{"records":[…]}`, a list of records and one record; a report
(`factMap`) is left to `analytics`. Numbers keep the text that the file has. An answer that is an error, or one
page of several, is refused: half a result is not a result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from csvbridge.collector import collector_paused
from csvbridge.reading.analytics_cells import NumberText
from csvbridge.reading.factmap import shape
from csvbridge.reading.records import Tables, refuse_incomplete, tables_of
from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules

_LONGEST_REASON = 160  # characters of Salesforce's own error message that ours repeats
_DEEPEST = 50  # Salesforce nests a dozen; a limit of our own, since Python's differs from version to version


def parse_json(text: str) -> Any:
    """Return what a JSON text says; `Refused` when it is invalid, too deep, or says one thing twice."""
    number = NumberText if '"factMap"' in text else str  # only a report needs to tell numbers from words
    try:
        with collector_paused():
            parsed = json.loads(
                text,
                parse_int=number,
                parse_float=number,
                parse_constant=_refuse_constant,
                object_pairs_hook=_without_doubles,
            )
        _refuse_deep(parsed)
        return parsed
    except json.JSONDecodeError as error:
        raise Refused(rules.JSON_INVALID, line=error.lineno, place=error.colno, reason=_plain(error.msg)) from None
    except RecursionError:
        raise Refused(rules.JSON_SHAPE, reason="it is nested too deeply") from None


def read_records(parsed: Any) -> Tables:
    """Return the tables of a parsed answer; `Refused` when an error answer, incomplete or no records."""
    return tables_of(_records(parsed))


def _plain(reason: str) -> str:
    return reason[:1].lower() + reason[1:]


def _refuse_constant(word: str) -> NoReturn:
    raise Refused(rules.JSON_SHAPE, reason=f"it holds {word}, which is no value in JSON")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Refused(rules.JSON_KEY_TWICE, key=key)
            seen.add(key)
    return found


def _refuse_deep(parsed: Any) -> None:
    level = [parsed] if isinstance(parsed, dict | list) else []
    for _ in range(_DEEPEST):
        inner = [v for item in level for v in (item.values() if isinstance(item, dict) else item)]
        level = [value for value in inner if isinstance(value, dict | list)]
    if level:
        raise Refused(rules.JSON_SHAPE, reason="it is nested too deeply")


def _records(parsed: Any) -> list[dict[str, Any]]:
    """Return the list of records inside an answer of the command line, the API, or a bare list."""
    if isinstance(parsed, dict):
        _refuse_answer(parsed)
        if "status" in parsed and "result" in parsed:
            return _records(parsed["result"])
        if isinstance(parsed.get("records"), list):
            refuse_incomplete(parsed)
            parsed = parsed["records"]
        else:
            parsed = [parsed]
    if not isinstance(parsed, list):
        raise Refused(rules.JSON_SHAPE, reason="neither a list nor an object")
    for place, record in enumerate(parsed, 1):
        if not isinstance(record, dict) or not record:
            raise Refused(rules.JSON_SHAPE, reason=f"entry {place} of the list is no record")
        _refuse_answer(record)
    return parsed


def _refuse_answer(answer: Mapping[str, Any]) -> None:
    if "factMap" in answer:
        raise shape("the file holds more than one answer")
    status = answer.get("status")
    failed = status not in (None, "0") and ("message" in answer or "result" in answer)
    if failed or ("errorCode" in answer and "message" in answer) or "error_description" in answer:
        said = answer.get("message") or answer.get("error_description") or answer.get("name") or f"status {status}"
        words = re.sub(r"\s+", " ", str(said)).strip()
        raise Refused(
            rules.JSON_ERROR_ANSWER,
            reason=words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]}…",
        )
