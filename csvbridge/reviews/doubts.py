"""What the files themselves give to look at where they are only compared: rows that may be misread, and the like.

In: findings in the reader's words. Out: lines for the terminal, sentences for the envelope and the workbook. Pairs are
told elsewhere, and notes stand in the evidence, but for crowds that are not all compared with one another.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Finding, Severity
from csvbridge.reviews.words import fit, place
from csvbridge.rules.duplicates import LIKELY_DUPLICATE
from csvbridge.rules.likeness import CROWDED, QUICKBOOKS_RECORDS_ALIKE

OF_A_PAIR = (LIKELY_DUPLICATE.code, QUICKBOOKS_RECORDS_ALIKE.code)
"""The codes that speak of a pair."""

_PLACES_SHOWN = 3
_ROWS_SHOWN = 12
_SENTENCES = 12
_EVIDENCE = "evidence/findings.jsonl"


def doubts(findings: Sequence[Finding]) -> list[Finding]:
    """Return what is more than a note, and speaks of no pair; and what was not compared with all."""
    return [
        one
        for one in findings
        if one.code == CROWDED.code or (one.code not in OF_A_PAIR and one.severity != Severity.NOTE)
    ]


def doubt_lines(found: Sequence[Finding]) -> list[str]:
    """Return what the terminal says: the first places of each kind, how many more there are, what to do."""
    if not found:
        return []
    from csvbridge.reviews.console import findings_block  # it loads all that a conversion knows of

    return ["", "Look at these first:", *(f"  {line}" if line else "" for line in findings_block(found, _PLACES_SHOWN))]


def doubt_sentences(found: Sequence[Finding]) -> list[str]:
    """Return a sentence for each file and kind: `list.csv:3, 7 and 2 more: …`, with what to do."""
    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for one in found:
        where = place(one._replace(row=None))
        alike.setdefault((where, one.code, one.message, one.fix), []).append(one)
    sentences = [
        f"{where}{_rows(group)}: {fit(message, 400)} ({code}). {fit(fix, 400)}"
        for (where, code, message, fix), group in list(alike.items())[:_SENTENCES]
    ]
    hidden = len(alike) - _SENTENCES
    return [*sentences, *([f"... and {hidden:,} more: {_EVIDENCE}"] if hidden > 0 else [])]


def _rows(group: Sequence[Finding]) -> str:
    rows = [f"{one.row}" for one in group if one.row is not None]
    if not rows:
        return ""
    hidden = len(rows) - _ROWS_SHOWN
    return f":{', '.join(rows[:_ROWS_SHOWN])}" + (f" and {hidden:,} more" if hidden > 0 else "")
