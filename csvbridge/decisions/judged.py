"""An answer with what came of it: the question that it answers, the decision that it is, what was found.

In: an answer. Out: the same, filled in by those who judge it. Nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from csvbridge.decisions.answers import Answer, found
from csvbridge.findings import Finding, Rule, Severity
from csvbridge.remembered import Decision, Question
from csvbridge.values.text import one_line, strip_hidden

_VALUE_SHOWN = 80  # characters


@dataclass(slots=True)
class Judged:
    """An answer with what came of it."""

    answer: Answer
    question: Question | None = None
    decision: Decision | None = None
    findings: list[Finding] = field(default_factory=list)

    def say(self, rule: Rule, column: str | None = None, value: str | None = None, **facts: object) -> None:
        """Add a finding; an error means that the row is not taken."""
        if rule.severity is Severity.ERROR:
            self.decision = None
            self.drop_notes()  # what becomes of a decision, where there is none
        self.findings.append(found(rule, self.answer, column, value, **facts))

    def drop_notes(self) -> None:
        """Forget what was only said of a decision that was to be taken."""
        self.findings = [one for one in self.findings if one.severity != Severity.NOTE]

    @property
    def is_sound(self) -> bool:
        """Whether no error was found."""
        return not any(one.severity == Severity.ERROR for one in self.findings)


def brief(text: str) -> str:
    """Return a value on one line, short enough for a message."""
    whole = one_line(strip_hidden(text))
    return whole if len(whole) <= _VALUE_SHOWN else f"{whole[:_VALUE_SHOWN]}…"
