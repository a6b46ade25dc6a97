"""Every kind of problem of a file to import, by cases: one table a code, files that break it and files that keep it.

`found` is how often the code is to be found (1 where the case says nothing), `also` what else the file is told; a case
with `found = 0` and nothing else must give neither error nor warning. Notes are looked for only where they are the code.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from files import write_file

from csvbridge.profile import load_profile
from csvbridge.rules import (
    bank,
    catalogue,
    chart_of_accounts,
    journals,
    purchases,
    ready_customers,
    ready_documents,
    ready_files,
    ready_further,
    ready_names,
    ready_products,
)
from csvbridge.run import Plan
from csvbridge.validating import run_validate

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
RULES = catalogue()


def cases() -> list[Any]:
    """Every case of every table, named by code and case."""
    found = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["cases"]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem} {case['name']}"))
    return found


@pytest.mark.parametrize(("code", "case"), cases())
def test_a_code_is_found_where_it_should_be(
    code: str, case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [write_file(tmp_path, said) for said in case.get("files", [case.get("file", {})])]
    (tmp_path / "lists").mkdir()
    for name, text in case.get("lists", {}).items():
        (tmp_path / "lists" / f"{name}.csv").write_text(text, encoding="utf-8")
    plan = Plan(
        inputs=tuple(path.relative_to(tmp_path) for path in files),
        against=(Path("lists"),) if case.get("lists") else (),
        out=Path(),
        profile=load_profile(None, case.get("set", [])),
        dry_run=True,
    )
    validation = run_validate(plan, lambda stage, done, of: None)
    listed = validation.listed
    assert validation.stops == [], [stop.message for stop in validation.stops]
    found = Counter(one.code for one in listed if one.severity != "note" or one.code == code)
    assert found == Counter({code: case.get("found", 1)} | case.get("also", {})) - Counter(), listed
    for one in (one for one in listed if one.code == code):
        assert one.severity == RULES[code].severity and one.message and "{" not in one.message + one.fix
        for key in ("row", "column"):
            assert key not in case or getattr(one, key) == case[key]
        assert case.get("says", "") in one.message


OWN = [journals, chart_of_accounts, bank, purchases, ready_names, ready_further]


@pytest.mark.parametrize("family", [ready_files, ready_customers, ready_products, ready_documents, *OWN])
def test_every_rule_of_import_files_has_its_table(family: Any) -> None:
    """With a case that breaks the rule and one that keeps it."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["cases"] for path in TABLES}
    elsewhere = {"QBO163"}  # a template of another region: tests/unit/test_ready_tables.py
    missing = [
        rule.code
        for rule in family.RULES
        if rule.code not in elsewhere
        and {bool(case.get("found", 1)) for case in tables.get(rule.code, ())} != {True, False}
    ]
    assert missing == []
