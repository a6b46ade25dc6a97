"""What `validate` says of findings at the terminal: by remedy with counts, then by file and row.

In: a validation. Out: lines. Only the display is cut, and it says how many more there are and how to see them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvbridge.describing.validation import Validation
    from csvbridge.findings import Finding
    from csvbridge.reviews.remedies import Remedy

_PLACES = 3  # of each remedy
_NOTES = 12  # remedies among the notes
_WIDTH = 400
_HEADS = {"error": "To put right:", "warning": "To look at:", "note": "Good to know:"}


def told_findings(found: Validation, *, without: Container[str], are_repaired: bool) -> Iterator[str]:
    """Return the findings in words; what would stop a conversion is told apart, and so are the codes in `without`."""
    from csvbridge.describing.verdicts import severities, unchecked
    from csvbridge.reviews.remedies import all_remedies
    from csvbridge.reviews.words import counted

    stops = {stop.code for stop in found.stops}
    rest = [one for one in found.listed if one.code not in stops]
    yield ""
    if found.stops:
        waits = "once that is settled, what depends on all files together is looked at"
        what = "would stop a conversion" if found.convertible else "to be settled first"
        yield f"{counted(len(found.stops), 'thing')} {what}; {waits}"
    if found.is_left:
        yield found.is_left
    told = severities(rest)
    if told:
        yield f"Found: {told}{_where(rest)}"
    elif not found.stops:
        yield "Nothing to say against these files."
    aside = set(unchecked(rest))
    groups = all_remedies([one for one in rest if one.code not in without and one not in aside])
    hidden = False
    for severity, head in _HEADS.items():
        own = [group for group in groups if group.severity == severity]
        if own:
            yield from ("", head)
            yield from _notes(own) if severity == "note" else _graves(own)
        hidden |= any(len(group.findings) > (1 if severity == "note" else _PLACES) for group in own)
    if aside:
        yield from ("", "Not checked:")
        yield from _unchecked([one for one in rest if one in aside])
    ways = ["All of them: --report FILE (.xlsx or .html), or --json."] if hidden else []
    if found.importable and not are_repaired and any(one.severity != "note" for one in rest):
        ways.append("What needs no judgement can be corrected in copies: --repair DIR.")
    if ways:
        yield from ("", *ways)


def _where(findings: Sequence[Finding]) -> str:
    from csvbridge.reviews.words import counted

    files = {one.file for one in findings if one.file}
    return f", in {counted(len(files), 'file')}" if files else ""


def _graves(groups: Sequence[Remedy]) -> Iterator[str]:
    """Tell errors or warnings: the kind and its count, the first places with their message, the fix once for all."""
    from csvbridge.reviews.words import counted, fit, place

    for group in groups:
        files = len({one.file for one in group.findings})
        spread = f" in {counted(files, 'file')}" if files > 1 else ""
        yield ""
        yield f"{group.what}: {counted(len(group.findings), 'place')}{spread}"
        for one in group.findings[:_PLACES]:
            column = f"  {fit(one.column)}" if one.column else ""
            yield f"  {place(one)}{column}  {one.code} {one.severity}"
            yield f"    {fit(one.message, _WIDTH)}{_value(one)}"
        if len(group.findings) > _PLACES:
            yield f"  ... and {len(group.findings) - _PLACES:,} more"
        yield f"  Fix: {fit(group.fix, _WIDTH)}"


def _value(one: Finding) -> str:
    """Return the value of a finding whose message does not have it."""
    from csvbridge.reviews.words import fit

    told = fit(one.message, _WIDTH)
    if not one.value or fit(one.value, 80) in told or repr(one.value)[1:60] in told:
        return ""
    return f':  "{fit(one.value)}"'


def _notes(groups: Sequence[Remedy]) -> Iterator[str]:
    """Tell notes in two lines each: the first of its kind, and how many more there are."""
    from csvbridge.reviews.words import counted, fit, place

    for group in groups[:_NOTES]:
        first, more = group.findings[0], len(group.findings) - 1
        where = place(first) if first.file else "all files"
        again = f", and {more:,} more" if more else ""
        yield f"  {where}  {group.code} note: {fit(first.message, _WIDTH)}{again}"
    if len(groups) > _NOTES:
        yield f"  ... and {counted(len(groups) - _NOTES, 'more kind')} of note"


def _unchecked(aside: Sequence[Finding]) -> Iterator[str]:
    from csvbridge.reviews.words import fit

    for message, fix in dict.fromkeys((one.message, one.fix) for one in aside):
        yield f"  {fit(message, _WIDTH)}"
        yield f"    {fit(fix, _WIDTH)}"
