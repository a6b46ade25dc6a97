"""What a run says at the terminal: plain text, no colours, no character of its own beyond ASCII.

In: a run, or findings. Out: lines. Values from the files lose their hidden characters and escape sequences and are cut;
a terminal shows what is said, and nothing that a file wants it to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge import __version__
from csvbridge.control_totals import FATES
from csvbridge.findings import Finding
from csvbridge.reviews.alike import console_lines, next_lines
from csvbridge.reviews.exported import exported_lines
from csvbridge.reviews.hints import shell_word
from csvbridge.reviews.reckoning import waiting_words
from csvbridge.reviews.remedies import (
    Remedy,
    accepted_counts,
    blocking,
    remedies,
    to_settle,
    waiting,
    warnings_of,
)
from csvbridge.reviews.wizard import NOUNS
from csvbridge.reviews.words import aligned, counted, figure, fit, place
from csvbridge.rules.memory import RUNS_UNKNOWN
from csvbridge.run import Run

_FILES_SHOWN = 12
_PLACES_SHOWN = 3


def summary(run: Run) -> list[str]:
    """Return what `convert` prints: what was made, the totals, what waits, where to look next."""
    groups = remedies(run.unsettled, run.accepted)
    return [
        *_read(run),
        "",
        *_made(run),
        "",
        *_totals(run),
        *_before_upload(run),
        *exported_lines(run),
        *_settles(groups),
        *_waits(run, groups),
        *console_lines(run),
        *_looks(run, groups),
        "",
        *_next(run, groups),
    ]


def findings_block(findings: Sequence[Finding], limit: int) -> list[str]:
    """Return findings in words, grouped by remedy: up to `limit` places of each, and how many more there are.

    The shape is: place, heading, code and severity; the message with the value; once for all places, the fix.
    """
    lines: list[str] = []
    for group in _all_groups(findings):
        lines += [""] if lines else []
        for found in group.findings[:limit]:
            column = f"  {fit(found.column)}" if found.column else ""
            value = (
                f':  "{fit(found.value)}"'
                if found.value and fit(found.value, 80) not in fit(found.message, 400)
                else ""
            )
            lines += [
                f"{place(found)}{column}  {found.code} {found.severity}",
                f"  {fit(found.message, 400)}{value}",
            ]
        if len(group.findings) > limit:
            lines.append(f"  ... and {len(group.findings) - limit:,} more of {group.code}")
        lines.append(f"  Fix: {fit(group.fix, 400)}")
    return lines


def _all_groups(findings: Sequence[Finding]) -> list[Remedy]:
    notes: dict[str, list[Finding]] = {}
    for found in findings:
        if found.severity == "note":
            notes.setdefault(found.code, []).append(found)
    return [
        *remedies(findings),
        *(Remedy(code, "note", "", tuple(group)) for code, group in sorted(notes.items())),
    ]


def _read(run: Run) -> list[str]:
    files = [file for file in run.inputs if not file.is_archive]
    salesforce = sum("salesforce." in file.identified_as for file in files)
    quickbooks = sum("quickbooks." in file.identified_as for file in files)
    other = len(files) - salesforce - quickbooks
    parts = [counted(salesforce, "Salesforce file"), counted(quickbooks, "QuickBooks list")]
    if other:
        parts.append(f"{other:,} not needed")
    period = f"; period {fit(run.plan.period.text)}" if run.plan.period is not None else ""
    return [f"csvbridge {__version__}: read {', '.join(parts)}{period}"]


def _made(run: Run) -> list[str]:
    out = fit(run.plan.out.as_posix(), 300)
    if not run.imports:
        return ["Nothing to upload: no record is new to QuickBooks and ready."]
    head = "Dry run, nothing was written. It would make" if run.plan.dry_run else f"Made in {out}"
    amounts = {file.path: file.amounts for file in run.totals.files}
    rows = []
    for file in run.imports:
        sums = sorted(amounts.get(file.path, {}).items())
        money = " ".join(figure(minor, code) for code, minor in sums)
        codes = " ".join(code for code, _ in sums)
        rows.append(
            [
                file.path,
                counted(file.records, *NOUNS[file.role]),
                counted(len(file.rows), "row"),
                codes,
                money,
            ]
        )
    hidden = len(rows) - _FILES_SHOWN
    lines = aligned(rows[:_FILES_SHOWN], right=(4,))
    more = [f"  ... and {counted(hidden, 'more file')}"] if hidden > 0 else []
    return [f"{head}, to be uploaded in this order:", *lines, *more]


def _totals(run: Run) -> list[str]:
    found = run.totals
    rows = [["", "in", *(("= " if at == 0 else "+ ") + fate.value for at, fate in enumerate(FATES))]]
    for name, counts in (*found.records.items(), ("lines", found.lines)):
        rows.append([name, f"{sum(counts.values()):,}", *(f"{counts.get(fate, 0):,}" for fate in FATES)])
    for code, sums in sorted(found.amounts.items()):
        rows.append(
            [
                fit(code),
                figure(sum(sums.values()), code),
                *(figure(sums.get(fate, 0), code) for fate in FATES),
            ]
        )
    return [
        "The totals agree: in = written + held + rejected + merged + skipped",
        *aligned(rows, range(1, len(FATES) + 2)),
    ]


def _waits(run: Run, groups: Sequence[Remedy]) -> list[str]:
    left, errors = waiting(run), blocking(groups)
    if not left and not errors:
        return ["", "Nothing waits."]
    lines = ["", f"Waiting for you: {waiting_words(run, left)}"]
    block = findings_block([found for group in errors for found in group.findings], _PLACES_SHOWN)
    return [*lines, *(f"  {line}" if line else "" for line in block)]


def _before_upload(run: Run) -> list[str]:
    """Return the doubt that must be settled before a file is uploaded: whether the memory is the right one."""
    found = [one for one in run.unsettled if one.code == RUNS_UNKNOWN.code and one.code not in run.accepted]
    return ["", "Before you upload:", *(f"  {line}" for line in findings_block(found, 1))] if found else []


def _settles(groups: Sequence[Remedy]) -> list[str]:
    found = to_settle(groups)
    return ["", "Exported before, to be looked at in QuickBooks:", *_rows_of(found)] if found else []


def _rows_of(groups: Sequence[Remedy]) -> list[str]:
    rows = [[g.code, f"{len(g.findings):,}", g.what, f"first: {place(g.findings[0])}"] for g in groups]
    return aligned(rows, right=(1,))


def _where(run: Run) -> str:
    return " in csvbridge.toml" if set(run.accepted) <= set(run.plan.profile.accept) else ""


def _looks(run: Run, groups: Sequence[Remedy]) -> list[str]:
    warnings = warnings_of(groups)
    accepted = accepted_counts(run)
    lines = []
    if warnings:
        lines += ["", "Written, with a warning:", *_rows_of(warnings)]
    count = sum(number for _, number, _ in accepted)
    if accepted and (count or _where(run)):
        codes = ", ".join(code for code, _, _ in accepted)
        lines += ["", f"Accepted{_where(run)}: {counted(count, 'warning')} ({codes})"]
    if run.settled:
        lines += ["", f"Accepted one by one: {counted(len(run.settled), 'warning')}"]
    return lines


def _next(run: Run, groups: Sequence[Remedy]) -> list[str]:
    out = fit(run.plan.out.as_posix(), 300)
    if run.plan.dry_run:
        return ["Run again without --dry-run to write the files."]
    lines = [f"Next: open {out}/start-here.html"]
    if run.conversion.invoices or run.conversion.credits:
        lines.append(f"      read {out}/review/register.xlsx before you upload")
    lines += [f"      {line}" for line in next_lines(run, out)]
    if groups or waiting(run):
        lines.append(f"      what needs a person, in full: {out}/review/exceptions.xlsx")
        if run.plan.company is not None and groups:
            paper = shell_word((run.plan.out / "review" / "exceptions.xlsx").as_posix())
            lines.append(f"      answer in its yellow cells, then: csvbridge fix {paper} --by NAME")
    return lines
