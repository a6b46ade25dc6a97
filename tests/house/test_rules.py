"""Every kind of problem has its page, its own code in its family's range, and a place in the package that finds it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import csvbridge
from csvbridge.cli.code_pages import codes_page, page
from csvbridge.findings import Effect, Rule, Severity
from csvbridge.rules import (
    answers,
    bank,
    catalogue,
    cells,
    chart_of_accounts,
    columns,
    completeness,
    containers,
    controls,
    customers,
    decided,
    documents,
    duplicates,
    fixes,
    journals,
    layouts,
    likeness,
    memory,
    once_only,
    products,
    purchases,
    queries,
    reading,
    ready_customers,
    ready_documents,
    ready_files,
    ready_further,
    ready_names,
    ready_products,
    regions,
    repairs,
    samples,
    shape,
)
from csvbridge.rules.grades import GRADES, OWN, grade_of
from csvbridge.shipped import shipped

FAMILIES = (
    (reading, "CSV", 100, 199),
    (layouts, "CSV", 140, 149),
    (containers, "CSV", 150, 169),
    (queries, "CSV", 170, 189),
    (shape, "SFR", 200, 299),
    (completeness, "SFR", 220, 239),
    (cells, "VAL", 300, 399),
    (columns, "QBO", 100, 199),
    (ready_files, "QBO", 120, 199),
    (ready_customers, "QBO", 220, 259),
    (ready_products, "QBO", 320, 349),
    (ready_documents, "QBO", 460, 499),
    (customers, "QBO", 200, 299),
    (products, "QBO", 300, 399),
    (documents, "QBO", 400, 499),
    (repairs, "QBO", 600, 619),
    (samples, "QBO", 620, 629),
    (once_only, "QBO", 440, 459),
    (regions, "QBO", 500, 509),
    (journals, "QBO", 510, 519),
    (chart_of_accounts, "QBO", 520, 529),
    (bank, "QBO", 530, 539),
    (purchases, "QBO", 540, 549),
    (ready_names, "QBO", 550, 559),
    (ready_further, "QBO", 619, 633),
    (likeness, "DUP", 500, 509),
    (duplicates, "DUP", 510, 529),
    (decided, "DUP", 530, 559),
    (answers, "DEC", 560, 589),
    (controls, "RUN", 900, 999),
    (memory, "MEM", 950, 969),
    (fixes, "FIX", 970, 989),
)
RULES = list(catalogue().values())
IDS = [rule.code for rule in RULES]
PACKAGE = Path(csvbridge.__file__).parent

every_rule = pytest.mark.parametrize("rule", RULES, ids=IDS)


def defined(family: object) -> dict[str, Rule]:
    return {name: value for name, value in vars(family).items() if isinstance(value, Rule)}


@pytest.mark.parametrize(("family", "letters", "first", "last"), FAMILIES, ids=[f.__name__ for f, *_ in FAMILIES])
def test_codes_lie_in_their_familys_range(family: object, letters: str, first: int, last: int) -> None:
    rules = list(family.RULES)  # type: ignore[attr-defined]
    assert rules
    for rule in rules:
        assert rule.code[:3] == letters and first <= int(rule.code[3:]) <= last
    assert sorted(rule.code for rule in rules) == sorted(rule.code for rule in defined(family).values())


def test_codes_and_names_are_never_shared() -> None:
    every = [rule for family, *_ in FAMILIES for rule in defined(family).values()]
    assert len({rule.code for rule in every}) == len(every) == len(RULES)
    assert len({rule.name for rule in every}) == len(every)


@every_rule
def test_a_page_says_what_why_and_what_to_do(rule: Rule) -> None:
    assert all((rule.message, rule.cause, rule.fix, rule.wrong, rule.right, rule.source))
    assert rule.wrong != rule.right
    assert rule.name == rule.name.lower() and set(rule.name) <= set(string.ascii_lowercase + string.digits + "-")
    assert rule.cause.endswith(".") and not rule.message.endswith(".")
    assert page(rule)[0].startswith(f"{rule.code}  {rule.name}")


@every_rule
def test_an_error_has_an_effect_and_nothing_else_has(rule: Rule) -> None:
    """An error that neither stops, holds nor rejects would be written all the same; a warning that holds would lie."""
    assert (rule.severity is Severity.ERROR) == (rule.effect is not Effect.NONE)
    assert not rule.asks or rule.effect is Effect.STOP


@every_rule
def test_every_page_shows_an_example_of_both_sides(rule: Rule) -> None:
    """A dash is no example; a page that wraps long lines keeps each of them."""
    for example in (rule.wrong, rule.right):
        assert example.strip("- "), f"{rule.code} shows no example"
    assert "`" not in rule.wrong + rule.right, "CODES.md shows examples between backquotes"
    assert rule.wrong.split()[0] in " ".join(page(rule)) and rule.right.split()[-1] in " ".join(page(rule))


@every_rule
def test_templates_are_plain_facts(rule: Rule) -> None:
    """Messages are filled by names alone: no attribute, no position, at most `!r` or a thousands mark."""
    for _, name, spec, conversion in string.Formatter().parse(rule.message + rule.fix):
        if name is not None:
            assert name.isidentifier() and spec in ("", ",") and conversion in (None, "r")


@every_rule
def test_its_source_is_named(rule: Rule) -> None:
    known = ("contract.md", "house.md", "qbo-import.md", "salesforce-exports.md", "RFC ")
    assert any(name in rule.source for name in known)


@every_rule
def test_its_source_has_a_grade(rule: Rule) -> None:
    """Stated in the source (`grade M`), or looked up for each section and row that it cites (rules/grades.py)."""
    grade = grade_of(rule.source)
    assert grade is not None, f"{rule.code} cites {rule.source!r}, of which rules/grades.py knows no grade"
    assert grade.own or grade.surest
    assert {grade.surest, grade.least} - {""} <= set(GRADES)
    assert page(rule)[-1].strip() and any(line.startswith("Grade:") for line in page(rule))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("contract.md 2", OWN),
        ("RFC 4180 2", "H"),
        ("qbo-import.md 14, row 15", "H"),
        ("qbo-import.md 14, row 67", "L"),
        ("qbo-import.md 14, rows 9 and 11", "H to M"),
        ("qbo-import.md 14, rows 6 to 8", "M-H to L"),
        ("contract.md 4, qbo-import.md 16.1", f"{OWN}, resting on H"),
        ("salesforce-exports.md 7, row 50", "L"),
        ("qbo-import.md 3.2: 16 characters, grade H", "H"),
        ("qbo-import.md 5.4, grade L-M; 3.2, grade H", "H to L-M"),
        ("qbo-import.md 14, row 79", None),
        ("qbo-import.md 14", None),
        ("qbo-import.md 99", None),
        ("hearsay", None),
    ],
)
def test_the_yardstick_of_grades(source: str, expected: str | None) -> None:
    grade = grade_of(source)
    assert (grade.in_words() if grade else None) == expected


def _names_used() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        inside_rules = path.parent.name == "rules"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not inside_rules:
                yield node.id


def test_no_rule_is_dead() -> None:
    """A rule that nothing finds promises a check that is not made."""
    used = set(_names_used())
    dead = [f"{rule.code} {name}" for f, *_ in FAMILIES for name, rule in defined(f).items() if name not in used]
    assert dead == []


def test_the_page_of_codes_is_fresh() -> None:
    """`python -m csvbridge.cli.codes` writes it anew."""
    assert (shipped("schemas") / "CODES.md").read_text(encoding="utf-8") == codes_page()
