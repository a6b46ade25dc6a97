"""Findings in the reader's words: one by one, as columns, and with what their cells say."""

from typing import Any

import pytest

from csvbridge.findings import Finding, Findings, Rule, Severity
from csvbridge.trail import Trail


def rule(code: str, message: str, fix: str = "Look.") -> Rule:
    return Rule(
        code=code,
        name=code.lower(),
        severity=Severity.WARNING,
        message=message,
        cause="-",
        fix=fix,
        wrong="-",
        right="-",
        source="-",
    )


ALIKE = rule("DUP510", "{name} is {other}")
QUOTED = rule("VAL300", "{column} is {value!r}", "Change {value}.")
QUOTED_IN_FIX = rule("VAL301", "this is wrong", "Change {value}.")
PLAIN = rule("DUP504", "{other} is {name}")


@pytest.fixture
def trail() -> Trail:
    made = Trail()
    source = made.add_source("a.csv")
    source.headings["name"] = "Account Name"
    source.cells["name"] = ["Alder", "Birch", "C" * 501]
    source.cell_rows["name"] = [0, 2, 0]
    made.add_rows(source, [2, 3, 5])
    return made


def told(findings: Findings, trail: Trail) -> list[Finding]:
    return findings.resolved(trail.locate, trail.cell)


def test_findings_noted_together_are_the_findings_one_by_one(trail: Trail) -> None:
    rules, rows = [ALIKE, PLAIN, ALIKE], [2, 0, 1]
    facts = [{"name": name, "other": other} for name, other in zip("abc", "xyz", strict=True)]
    one_by_one, together = Findings(), Findings()
    for which, row, own in zip(rules, rows, facts, strict=True):
        one_by_one.add(which, row=row, field="name", name=own["name"], other=own["other"])
    together.add_each(iter(rules), rows, facts, field="name")
    assert list(together) == list(one_by_one)
    assert [(found.row, found.column, found.value, found.message) for found in told(together, trail)] == [
        (5, "Account Name", f"{'C' * 500}… (501 characters)", "a is x"),
        (2, "Account Name", "Alder", "y is b"),
        (3, "Account Name", "Birch", "c is z (the cell stands in row 2, once for its group)"),
    ]


@pytest.mark.parametrize(
    ("which", "facts", "message", "fix"),
    [
        (QUOTED, {}, "Account Name is 'Alder'", "Change Alder."),
        (QUOTED, {"column": "own"}, "own is 'Alder'", "Change Alder."),
        (QUOTED_IN_FIX, {}, "this is wrong", "Change Alder."),
        (ALIKE, {"name": "a", "other": "b"}, "a is b", "Look."),
    ],
)
def test_words_take_the_cell_where_they_name_it(
    which: Rule, facts: dict[str, Any], message: str, fix: str, trail: Trail
) -> None:
    findings = Findings()
    findings.add(which, row=0, field="name", value="as told", **facts)
    (found,) = told(findings, trail)
    assert (found.value, found.message, found.fix) == ("Alder", message, fix)


def test_what_is_not_about_a_row_has_no_place_and_its_own_value(trail: Trail) -> None:
    findings = Findings()
    findings.add(QUOTED, value="x" * 501)
    findings.add(ALIKE, source=0, at_row=9, name="a", other="b")
    nowhere, of_file = told(findings, trail)
    short = f"{'x' * 500}… (501 characters)"
    assert nowhere[2:] == (None, None, None, None, short, f" is {short!r}", f"Change {short}.")
    assert of_file[2:] == ("a.csv", None, 9, None, None, "a is b", "Look.")


def test_findings_without_facts_of_their_own_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Findings().add_each([ALIKE, ALIKE], [0, 1], [{}], field="name")
