"""The page of a finding code at the terminal, and schemas/CODES.md, the page of all of them.

In: rules. Out: lines and Markdown. What a page says is the rule's own; the grade of its source is looked up.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from itertools import groupby

from csvbridge.findings import Rule, Severity
from csvbridge.rules import catalogue
from csvbridge.rules.grades import MEANING, grade_of
from csvbridge.rules.likeness import WAITING

_WIDTH = 100
_INDENT = 9
_FACT = re.compile(r"\{([a-z_]+)(?:![a-z])?(?::[^}]*)?\}")
_FAMILIES = {
    "CSV1": "Files: bytes, records, workbooks, archives, pages and JSON",
    "SFR2": "Tables: which export or list a file is, and what it lacks",
    "VAL3": "Values: ids, amounts, dates, text",
    "QBO1": "Any column of a QuickBooks file",
    "QBO2": "Customers",
    "QBO3": "Products and services",
    "QBO4": "Invoices and credit notes",
    "QBO5": "Vendors, accounts, journals, bills, bank files and other imports",
    "QBO6": "Repaired copies, and the sample file of your own company",
    "DUP5": "Near-duplicate customers and decisions about them",
    "DEC5": "Decisions read back",
    "RUN9": "The run as a whole",
    "MEM9": "The company's memory",
    "FIX9": "Corrections",
}


def page(rule: Rule) -> list[str]:
    """Return a rule's page as lines of text."""
    effect = _effect(rule)
    lines = [f"{rule.code}  {rule.name}  ({rule.severity.value}{f', {effect}' if effect else ''})", ""]
    wrong, right = _labels(rule)
    for title, text in (
        ("Message", _words(rule.message)),
        ("Why", rule.cause),
        ("Fix", _words(rule.fix)),
        (wrong, rule.wrong),
        (right, rule.right),
        ("Source", rule.source),
        ("Grade", _grade(rule)),
    ):
        head = f"{title + ':':<{_INDENT}}" if len(title) < _INDENT - 1 else f"{title}: "
        lines += textwrap.wrap(head + text, _WIDTH, subsequent_indent=" " * _INDENT, break_on_hyphens=False)
    return lines


def _words(template: str) -> str:
    """Return a message's template with its facts as people write them: `<name>`."""
    return _FACT.sub(lambda fact: f"<{fact[1]}>", template)


def _labels(rule: Rule) -> tuple[str, str]:
    """Return what the two examples are called: a note is met without anything being wrong."""
    return ("Met at", "Not at") if rule.severity is Severity.NOTE else ("Wrong", "Right")


def _grade(rule: Rule) -> str:
    grade = grade_of(rule.source)
    if grade is None:
        return "not graded"
    meant = MEANING.get(grade.surest, "")
    if not meant:
        return f"{grade.in_words()}: what csvbridge promises of itself"
    if grade.surest == grade.least:
        return f"{grade.in_words()} ({meant})"
    return f"{grade.in_words()} (at best {meant}; at worst {MEANING[grade.least]})"


def _effect(rule: Rule) -> str:
    """Return what becomes of the record; blank where it is written all the same."""
    if rule.code in WAITING:
        return "the record waits"
    words = {"stop": "ends the run", "held": "the record waits", "rejected": "the record is rejected"}
    return words.get(rule.effect.value, "")


# --- schemas/CODES.md -------------------------------------------------------------------------------------------------


def codes_page() -> str:
    """Return schemas/CODES.md: every code by family, below a table of contents, generated from the rules."""
    families = [(key, list(rules)) for key, rules in groupby(sorted(catalogue().values(), key=_order), key=_family)]
    return "\n".join([_HEAD, *_contents(families), *(_chapter(key, rules) for key, rules in families)])


_HEAD = f"""# Codes

Every kind of problem that csvbridge can name. Made from the rules by `python -m csvbridge.cli.codes`; do not edit.
`csvbridge explain CODE` prints the same page at the terminal.

An error holds or rejects its record, or ends the run; a warning is written and listed; a note records a change that
csvbridge made, or what it could not know.

The grade says how sure the source of a rule is:

| Grade | Means that |
|---|---|
{chr(10).join(f"| {grade} | {meant} |" for grade, meant in MEANING.items())}
| own rule | csvbridge promises it of itself, and no outside proof is needed |

A range (`H to L`) means that the source speaks of several things, each with a grade of its own.

## Contents
"""


def _order(rule: Rule) -> tuple[int, str]:
    known = list(_FAMILIES)
    key = _family(rule)
    return (known.index(key) if key in known else len(known), rule.code)


def _family(rule: Rule) -> str:
    return rule.code[:4]


def _title(key: str) -> str:
    return f"{key}xx: {_FAMILIES.get(key, 'more')}"


def _contents(families: Iterable[tuple[str, list[Rule]]]) -> list[str]:
    lines = []
    for key, rules in families:
        lines.append(f"- [{_title(key)}](#{_anchor(_title(key))})")
        listed = ", ".join(f"[{rule.code}](#{_anchor(f'{rule.code} {rule.name}')})" for rule in rules)
        lines += textwrap.wrap(listed, 116, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    return [*lines, ""]


def _anchor(title: str) -> str:
    """Return a heading's anchor as GitHub makes it: lower case, blanks as hyphens, other signs dropped."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")


def _chapter(key: str, rules: Iterable[Rule]) -> str:
    return "\n".join([f"## {_title(key)}\n", *map(_section, rules)])


def _section(rule: Rule) -> str:
    how = "; ".join(filter(None, (rule.severity.value, _effect(rule))))
    grade = grade_of(rule.source)
    wrong, right = _labels(rule)
    rows = [
        f"### {rule.code} {rule.name}\n",
        f"*{how}; since {rule.since}; source: {rule.source}; grade: {grade.in_words() if grade else 'none'}*\n",
        f"{_cell(_words(rule.message))}\n",
        f"- Why: {_cell(rule.cause)}",
        f"- Fix: {_cell(_words(rule.fix))}",
        f"- {wrong}: `{rule.wrong}`",
        f"- {right}: `{rule.right}`",
    ]
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")
