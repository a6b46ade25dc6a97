"""A report run over the Analytics API as JSON into one table: the parsed answer in, an `AnalyticsTable` out.

Read are tabular, summary and matrix reports; headings are the report's own labels, groupings first. A report without
its rows, cut off after 2,000 of them (unless the user accepts that) or contradicted by its own totals is `Refused`
(salesforce-exports.md §1.8; §7, rows 51 and 52).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csvbridge.reading.analytics_cells import Filled, fill
from csvbridge.reading.analytics_totals import Check, check_totals, counted
from csvbridge.reading.factmap import FactMap, part, read_factmap
from csvbridge.reading.refused import Refused
from csvbridge.reading.sheet import Preamble
from csvbridge.rules import queries as rules

_LONGEST_FILTER = 200  # characters of a filter that are kept


@dataclass(slots=True, kw_only=True)
class AnalyticsTable:
    """The rows of a report, and what is to be said of it."""

    filled: Filled
    rows: int
    preamble: Preamble
    check: Check
    cut: bool
    """Whether Salesforce left rows out, and the user accepts that; its totals are then not checked."""


def analytics_in(parsed: Any) -> Mapping[str, Any] | None:
    """Return the report in a parsed answer, or None when there is none in it."""
    if isinstance(parsed, dict) and "status" in parsed and isinstance(parsed.get("result"), dict | list):
        parsed = parsed["result"]
    if isinstance(parsed, list) and len(parsed) == 1:
        parsed = parsed[0]
    # a description of a report has its reportMetadata and no rows: it is refused as such, not read as a record
    return parsed if isinstance(parsed, dict) and ("factMap" in parsed or "reportMetadata" in parsed) else None


def read_analytics(answer: Mapping[str, Any], *, accept_incomplete: bool) -> AnalyticsTable:
    """Return the table of a report; `Refused` where it is no whole one."""
    if answer.get("hasDetailRows", True) is not True:
        raise Refused(rules.ANALYTICS_SUMMARY)
    facts = read_factmap(answer)
    cut = answer.get("allData", True) is not True
    if cut and not accept_incomplete:
        raise Refused(rules.ANALYTICS_CUT, rows=facts.rows)
    filled = fill(facts)
    about = part(answer, "reportMetadata")
    kind = about.get("reportType")
    check = Check() if cut else check_totals(facts, filled, str(kind.get("type")) if isinstance(kind, dict) else "")
    return AnalyticsTable(
        filled=filled, rows=facts.rows, preamble=_preamble(answer, about, facts), check=check, cut=cut
    )


def _preamble(answer: Mapping[str, Any], about: Mapping[str, Any], facts: FactMap) -> Preamble:
    labels = {field.token: field.label for field in facts.fields}
    attributes = answer.get("attributes")
    ran = attributes.get("completionDate") if isinstance(attributes, dict) else None
    return Preamble(
        title=str(about.get("name") or ""),
        as_of=str(ran or ""),
        sorted_by=", ".join(_sorted(entry, labels) for entry in _dicts(about.get("sortBy"))),
        filters=tuple(text[:_LONGEST_FILTER] for text in _filters(about, labels) if text),
        record_count=counted(facts),
    )


def _sorted(entry: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    order = {"asc": " (Ascending)", "desc": " (Descending)"}.get(str(entry.get("sortOrder")).casefold(), "")
    return _label(entry.get("sortColumn"), labels) + order


def _filters(about: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    found = []
    if about.get("scope"):
        found.append(f"Show: {about['scope']}")
    dated = about.get("standardDateFilter")
    if isinstance(dated, dict) and dated.get("column"):
        span = [str(dated[name]) for name in ("startDate", "endDate") if dated.get(name)]
        words = [_label(dated["column"], labels), str(dated.get("durationValue") or ""), " to ".join(span)]
        found.append(" ".join(word for word in words if word))
    for entry in _dicts(about.get("reportFilters")):
        words = [_label(entry.get("column"), labels), str(entry.get("operator") or ""), str(entry.get("value") or "")]
        found.append(" ".join(word for word in words if word))
    if about.get("reportBooleanFilter"):
        found.append(f"Filter logic: {about['reportBooleanFilter']}")
    for entry in _dicts([about.get("topRows")]):
        found.append(f"First rows only: {entry.get('rowLimit')}")
    if about.get("currency"):
        found.append(f"Currency: {about['currency']}")
    return found


def _label(token: object, labels: Mapping[str, str]) -> str:
    return labels.get(str(token), str(token or ""))


def _dicts(entries: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
