"""Records that stand twice because a file was given twice, or two lists hold them: each is compared once.

In: the parts of a list. Out: the same parts, with the repeated rows set aside and noted. Rows that only look alike are
pairs like any other: nothing here compares names but those that are unique in QuickBooks.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.listing.part import Part, counted
from csvbridge.matching.records import FIELDS
from csvbridge.rules import duplicates as rules
from csvbridge.trail import Trail


def drop_repeated(parts: Sequence[Part], trail: Trail, findings: Findings) -> None:
    """Set a record of Salesforce's aside where its id was met before in this run's files."""
    ours = [part for part in parts if not part.table.known]
    everything = [own for part in ours for own in part.ids if own]
    if len(set(everything)) == len(everything):
        return
    seen: dict[str, int] = {}
    for part in ours:
        again = {}
        for at in part.kept:
            own, row_id = part.ids[at], part.table.sheet.row_ids[at]
            if own and own in seen:
                again[at] = f"the same record as {trail.place(seen[own])}"
            elif own:
                seen[own] = row_id
        if again:
            first = next(iter(again))
            records = counted(len(again), "record")
            part.note(rules.SAME_RECORD_AGAIN, first, findings, records=records, other=again[first])
            part.set_aside(again)
            part.repeated = len(again)


def join_lists(parts: Sequence[Part], findings: Findings) -> None:
    """Take a customer in QuickBooks' customers list and in its contact list for the one record that it is."""
    lists = [part for part in parts if part.table.is_list and part.table.kind == "customer"]
    if len({part.table.id for part in lists}) < 2:
        return
    columns = {id(part): part.own(FIELDS) for part in lists}
    seen: dict[str, tuple[Part, int]] = {}
    for part in lists:
        twice = {}
        for at in part.kept:
            key = part.names[at].strip().casefold()
            if not key:
                continue
            first, place = seen.setdefault(key, (part, at))
            if first.table.id != part.table.id:  # two files of one kind may be two companies, or a list of long ago
                twice[at] = "the same record as in another list of QuickBooks"
                _complete(columns[id(first)], place, columns[id(part)], at)
        if twice:
            part.note(rules.LISTED_TWICE, next(iter(twice)), findings, records=counted(len(twice), "record"))
            part.set_aside(twice)


def _complete(own: dict[str, list[str]], place: int, other: dict[str, list[str]], at: int) -> None:
    """Fill what a record lacks from another row that speaks of it."""
    for name, column in own.items():
        column[place] = column[place] or other[name][at]
