"""The pages of CSV1xx: complete, and their templates filled by the facts that the readers give."""

from __future__ import annotations

import re

import pytest

from csvbridge.findings import Effect, Rule, Severity
from csvbridge.rules.reading import RULES


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))  # a retired code leaves a gap: codes are never reused
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_page_is_complete(rule: Rule) -> None:
    assert all((rule.message, rule.cause, rule.fix, rule.wrong, rule.right, rule.source))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.wrong != rule.right
    if rule.effect is not Effect.NONE:
        assert rule.severity is Severity.ERROR
    assert "{{" not in rule.wrong + rule.right
