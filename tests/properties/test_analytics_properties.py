"""Reports run as JSON, for any groups and rows, and for any damage done to them."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.reading import Found, Sheet, read_file
from csvbridge.trail import Trail

_NAME = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
_CENTS = st.integers(-(10**9), 10**9)
_ROW = st.tuples(_NAME.filter(lambda name: name != "-"), _CENTS)
_FACTS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 2)), st.lists(_ROW, max_size=4), min_size=1)

Facts = dict[tuple[int, int], list[tuple[str, int]]]


def _cell(value: Any, label: str = "") -> dict[str, Any]:
    return {"value": value, "label": label}


def _amount(cents: int) -> float:
    return cents / 100


def _report(facts: Facts) -> dict[str, Any]:
    """A matrix of the facts, with its totals."""
    down, across = sorted({d for d, _ in facts}), sorted({a for _, a in facts})

    def totals(rows: list[tuple[str, int]]) -> list[dict[str, Any]]:
        return [_cell(_amount(sum(cents for _, cents in rows))), _cell(len(rows))]

    every = [row for rows in facts.values() for row in rows]
    told: dict[str, Any] = {"T!T": {"rows": [], "aggregates": totals(every)}}
    for (d, a), rows in facts.items():
        cells = [
            {"dataCells": [_cell(name, name), _cell({"amount": _amount(cents), "currency": None})]}
            for name, cents in rows
        ]
        told[f"{down.index(d)}!{across.index(a)}"] = {"rows": cells, "aggregates": totals(rows)}

    def groups(values: list[int], word: str) -> dict[str, Any]:
        return {
            "groupings": [
                {"key": str(n), "value": value, "label": f"{word} {value}", "groupings": []}
                for n, value in enumerate(values)
            ]
        }

    return {
        "allData": True,
        "hasDetailRows": True,
        "factMap": told,
        "groupingsDown": groups(down, "Down"),
        "groupingsAcross": groups(across, "Across"),
        "reportMetadata": {
            "name": "Any",
            "detailColumns": ["NAME", "AMOUNT"],
            "aggregates": ["s!AMOUNT", "RowCount"],
            "groupingsDown": [{"name": "D", "dateGranularity": "None"}],
            "groupingsAcross": [{"name": "A", "dateGranularity": "None"}],
        },
        "reportExtendedMetadata": {
            "detailColumnInfo": {
                "NAME": {"label": "Name", "dataType": "string"},
                "AMOUNT": {"label": "Amount", "dataType": "currency"},
            },
            "groupingColumnInfo": {
                "D": {"label": "Down", "dataType": "picklist"},
                "A": {"label": "Across", "dataType": "picklist"},
            },
        },
    }


def _read(answer: Any) -> tuple[list[Sheet], Trail, Findings]:
    trail, findings = Trail(), Findings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.json"
        path.write_text(json.dumps(answer), encoding="utf-8")
        return read_file(Found(path, "out.json"), trail, findings), trail, findings


@settings(max_examples=80, deadline=None)
@given(_FACTS)
def test_every_row_comes_back_once_with_its_groups(facts: Facts) -> None:
    (sheet,), _, findings = _read(_report(facts))
    assert not findings.stops()
    read = list(zip(*sheet.columns, strict=True))
    meant = [
        (str(d), str(a), name, cents)
        for (d, a), rows in sorted(facts.items())
        for name, cents in rows
    ]  # fmt: skip
    assert [(d, a, name) for d, a, name, _ in read] == [(d, a, name) for d, a, name, _ in meant]
    assert [round(float(amount) * 100) for *_, amount in read] == [cents for *_, cents in meant]


@settings(max_examples=60, deadline=None)
@given(_FACTS.filter(lambda facts: any(facts.values())), st.integers(1, 500), st.data())
def test_a_changed_amount_never_passes_in_silence(facts: Facts, cents: int, data: st.DataObject) -> None:
    report = _report(facts)
    key = data.draw(st.sampled_from([key for key, fact in report["factMap"].items() if fact["rows"]]))
    cell = report["factMap"][key]["rows"][0]["dataCells"][1]["value"]
    cell["amount"] = round(cell["amount"] + cents / 100, 2)
    sheets, _, findings = _read(report)
    codes = {stored.rule.code for stored in findings}
    assert codes & {"CSV174", "CSV175"}
    assert bool(sheets) is ("CSV174" not in codes)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(_FACTS, st.data())
def test_no_damage_raises(facts: Facts, data: st.DataObject) -> None:
    """Any part of an answer may be gone or be anything else: it is read, or it stops with words."""
    report = copy.deepcopy(_report(facts))
    for _ in range(data.draw(st.integers(1, 3))):
        _damage(report, data)
    sheets, trail, findings = _read(report)
    assert bool(sheets) is not bool(findings.stops())
    findings.resolved(trail.locate, trail.cell)
    for sheet in sheets:
        assert {len(column) for column in sheet.columns} <= {len(sheet.row_ids)}
        assert all(isinstance(cell, str) for column in sheet.columns for cell in column)
        assert all(isinstance(heading, str) for heading in sheet.headings)


def _damage(part: Any, data: st.DataObject) -> None:
    """Walk down a random way and replace or take out what stands there."""
    while True:
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inner = part[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.integers(0, 4)):
            part = inner
            continue
        if data.draw(st.booleans()):
            part[key] = data.draw(_ANYTHING)
        else:
            del part[key]
        return
