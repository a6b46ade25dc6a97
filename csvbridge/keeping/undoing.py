"""What a run wrote becomes exportable again: the whole run, or the documents that a list names.

In: a memory, a run's folder or name, and perhaps a list of numbers. Out: what was undone, per kind, and findings for
numbers that the run did not write. QuickBooks is not touched: what it took already, a person must delete there.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csvbridge.errors import UsageError
from csvbridge.findings import Finding, finding_at
from csvbridge.keeping.faults import stop_with
from csvbridge.keeping.numbers import Number, read_numbers
from csvbridge.keeping.told import DOCUMENTS, KINDS, moment, one_sum, sums, sums_data, wrapped
from csvbridge.memory import EXPORTING, Memory, manifest_hash
from csvbridge.remembered import Exported, RunNote
from csvbridge.reviews.words import counted, fit
from csvbridge.rules import memory as rules

_NUMBERS_SHOWN = 20
_IN_QUICKBOOKS = {
    "invoice": "open each and delete it",
    "credit note": "open each and delete it",
    "customer": "QuickBooks deletes none. Leave them, and give its list of customers with --against next time: they "
    "are then known and not written again",
    "product": "QuickBooks deletes none. Leave them, and give its list of products with --against next time: they are "
    "then known and not written again",
}


@dataclass(slots=True, kw_only=True)
class Undone:
    """What was made exportable again, or would be."""

    run: RunNote
    records: list[Exported] = field(default_factory=list)
    of: int = 0
    """How many records of the run counted before."""
    partly: bool = False
    findings: list[Finding] = field(default_factory=list)
    already: str = ""
    """Why there was nothing to undo."""
    elsewhere: list[Exported] = field(default_factory=list)
    """Those of the records that another run wrote too, and that therefore still count."""
    dry: bool = False


def undo(
    memory: Memory, run_name: str, documents: Path | None, *, by: str, reason: str, dry_run: bool = False
) -> Undone:
    """Undo a run, or the documents of it that a file lists; with `dry_run` only say what would be undone.

    Raises:
        Stop: no run or more than one is meant, the list cannot be read, or none of its numbers is of the run.
    """
    run = find_run(memory.runs(), run_name)
    written = memory.exported_of(run.id)
    found = Undone(run=run, of=sum(not mark for _, mark in written), partly=documents is not None, dry=dry_run)
    if run.state not in EXPORTING:
        found.already = _why_not(memory, run)
        return found
    numbers: list[int] | None = None
    if documents is not None:
        numbers = _chosen(written, read_numbers(documents), found)
        if not numbers and any(one.severity == "error" for one in found.findings):
            stop_with(found.findings)
    chosen = range(len(written)) if numbers is None else numbers
    found.records = [written[at][0] for at in chosen if not written[at][1]]
    if not found.records:
        found.already = "everything that it names was undone before"
        return found
    found.elsewhere = _elsewhere(memory, run, found.records)
    if not dry_run:
        about = f"run {run.name}: {one_sum(found.records)}"
        memory.undo(run.id, numbers, about=about, by=by, reason=reason)
    return found


def find_run(runs: Sequence[RunNote], wanted: str) -> RunNote:
    """Return the run that a folder or a name means.

    Raises:
        Stop: none or more than one is meant.
    """
    place = Path(os.path.abspath(wanted))
    mark = manifest_hash(place)
    name = wanted.rstrip("/\\").casefold()
    tests: tuple[Callable[[RunNote], bool], ...] = (
        lambda run: bool(mark) and run.manifest_sha256 == mark,
        lambda run: run.place == place.as_posix() and not mark,
        lambda run: run.id == wanted,
        lambda run: run.name.casefold() == name,
        lambda run: run.name.casefold().rpartition("/")[2] == name,
    )
    for test in tests:
        found = [run for run in runs if test(run)]
        standing = [run for run in found if run.state in EXPORTING]
        if len(standing) == 1 or (not standing and found):
            return standing[0] if standing else found[-1]
        if standing:
            listed = "\n".join(
                ["", *(line for run in standing for line in wrapped(f"{moment(run.started)}  {run.id}  {run.place}"))]
            )
            raise UsageError(f'{len(standing)} runs are called "{fit(wanted, 80)}":{listed}', "Name its folder or id.")
    names = list(dict.fromkeys(run.name for run in runs))
    near = difflib.get_close_matches(wanted, names, n=3)
    hint = f"Did you mean {', '.join(fit(name, 60) for name in near)}? " if near else ""
    raise UsageError(f'the memory knows no run "{fit(wanted, 120)}"', f"{hint}csvbridge history lists them.")


def _why_not(memory: Memory, run: RunNote) -> str:
    if run.state == "replaced":
        return "a later run took its place, so nothing of it counts as exported any more"
    if run.state == "pending":
        return "it is not finished; the next command that writes settles it"
    mark = next((mark for _, mark in reversed(memory.exported_of(run.id)) if mark), "")
    event = next((event for event in memory.events() if event.id == mark), None)
    by = f" by {fit(event.by, 60)} on {moment(event.at)} UTC" if event is not None else ""
    return f"it was undone before{by}; all that it wrote is exportable already"


def _chosen(written: Sequence[tuple[Exported, str]], given: Sequence[Number], found: Undone) -> list[int]:
    """Return the places of the documents that a list names; a number that is not of this run is a finding."""
    exact = {one.name: at for at, (one, _) in enumerate(written) if one.kind in DOCUMENTS}
    folded = {name.casefold(): at for name, at in exact.items()}
    bare = {name.casefold().lstrip("0"): name for name in exact}
    chosen: dict[int, None] = {}
    for text, place in given:
        at = exact.get(text, folded.get(text.casefold()))
        if at is None:
            near = bare.get(text.casefold().lstrip("0"), "")
            hint = f' (it wrote "{fit(near, 60)}")' if near else ""
            found.findings.append(
                finding_at(rules.NUMBER_UNKNOWN, place, text, run=f"run {fit(found.run.name, 60)}", near=hint)
            )
        elif written[at][1]:
            found.findings.append(finding_at(rules.NUMBER_UNDONE, place, text))
        else:
            chosen[at] = None
    return list(chosen)


def _elsewhere(memory: Memory, run: RunNote, records: Sequence[Exported]) -> list[Exported]:
    known = {(one.kind, one.record): one for one in memory.remembered(without=run.id).exported}
    return [known[one.kind, one.record] for one in records if (one.kind, one.record) in known]


# --- in words ---------------------------------------------------------------------------------------------------------


def undone_lines(found: Undone) -> list[str]:
    """Return what was undone, and what to do in QuickBooks."""
    name = fit(found.run.name, 80)
    if found.already:
        return wrapped(f"Nothing to undo in run {name}: {found.already}.", 0)
    head = "Dry run, nothing was changed. It would make exportable again" if found.dry else "Exportable again"
    lines = wrapped(f"{head}, of run {name}: {len(found.records):,} of {counted(found.of, 'record')}.", 0)
    lines += [f"  {line}" for line in sums(found.records)]
    if found.elsewhere:
        runs = ", ".join(dict.fromkeys(fit(one.run, 60) for one in found.elsewhere))
        lines += wrapped(
            f"{len(found.elsewhere):,} of these records still {'counts' if len(found.elsewhere) == 1 else 'count'} as "
            f"exported, for another run wrote the same: {runs}. Undo that run as well to write them again.",
            0,
        )
    lines += [
        "",
        *wrapped("If QuickBooks has them already, take them out there first, or they will be twice in it:", 0),
    ]
    for kind, (one, many) in KINDS.items():
        of_kind = [record.name for record in found.records if record.kind == kind]
        if not of_kind:
            continue
        shown = ", ".join(fit(text, 60) for text in of_kind[:_NUMBERS_SHOWN])
        more = f" ... and {len(of_kind) - _NUMBERS_SHOWN:,} more" if len(of_kind) > _NUMBERS_SHOWN else ""
        lines += wrapped(f"{counted(len(of_kind), one, many)}: {_IN_QUICKBOOKS[kind]}.")
        lines += wrapped(f"{shown}{more}", 4)
    return [*lines, "", *wrapped("The next convert writes them again, as Salesforce has them then.", 0)]


def undone_data(found: Undone) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "run": found.run.name,
        "run_id": found.run.id,
        "dry_run": found.dry,
        "undone": sums_data(found.records),
        "records": [{"kind": one.kind, "record": one.record, "name": one.name} for one in found.records],
        "still_exported": [{"kind": one.kind, "name": one.name, "run": one.run} for one in found.elsewhere],
        "nothing_because": found.already or None,
    }
