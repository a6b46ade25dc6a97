"""How a reader gives up on a file: it raises `Refused`, and `read_file` turns that into a finding.

In: a rule whose effect is STOP, and the facts of its message. Out: an exception that never leaves this
package.
"""

from __future__ import annotations

from csvbridge.findings import Rule


class Refused(Exception):
    """The file cannot be read; `rule` says why and `facts` fill its message."""

    def __init__(self, rule: Rule, at_row: int | None = None, **facts: object) -> None:
        super().__init__(rule.name)
        self.at_row = at_row
        """The physical row that shows it, where there is one."""
        self.rule = rule
        self.facts = facts
