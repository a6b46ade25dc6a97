"""`csvbridge duplicates`: the duplicate report alone, over any files that list customers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csvbridge.cli.options import company_folder
from csvbridge.cli.output import Output
from csvbridge.cli.progress import Bar
from csvbridge.collector import collector_paused
from csvbridge.errors import UsageError
from csvbridge.profile import load_profile

if TYPE_CHECKING:
    from csvbridge.duplicating import Duplicates

_STAGES = {
    "reading": (0, 12),
    "looking at names": (12, 35),
    "looking for candidates": (35, 47),
    "comparing": (47, 65),
    "writing": (65, 100),
}
"""Where each stage begins and ends, in hundredths of the whole, as measured with 1,000,000 records."""
_KEPT: list[object] = []
"""What was found, so that it is not taken apart before the process ends (see `main`)."""


def duplicates(
    output: Output,
    files: Sequence[Path],
    against: Sequence[Path],
    out: Path | None,
    *,
    company: Path | None = None,
    sets: Sequence[str] = (),
    skip: Sequence[str] = (),
    show_all: bool = False,
    force: bool = False,
) -> int:
    """Compare the customers of the files and tell the result; the heavy modules load only here."""
    if out is None:
        raise UsageError(
            "--out is missing: where is the run to be written?", "Add --out RUN, the name of a new folder."
        )
    folder = company_folder(company)
    profile = load_profile(folder, list(sets))
    options = {
        "against": [path.as_posix() for path in against],
        "company": folder.as_posix() if folder is not None else None,
        "set": list(sets),
        "skip": list(skip),
        "all": show_all,
        "force": force,
    }
    with collector_paused():  # loading makes many objects too
        from csvbridge.duplicating import run_duplicates
        from csvbridge.reviews.doubts import OF_A_PAIR, doubt_sentences, doubts
        from csvbridge.reviews.duplicates_console import duplicates_summary
        from csvbridge.run import Plan

    plan = Plan(
        inputs=tuple(files),
        against=tuple(against),
        out=out,
        profile=profile,
        company=folder,
        skip=tuple(skip),
        force=force,
        options={name: value for name, value in options.items() if value not in (None, [], False)},
    )
    _KEPT.clear()
    with Bar(wanted=not output.as_json and not output.quiet, stages=_STAGES) as bar:
        run = run_duplicates(plan, bar, show_all=show_all, waiting=output.advice)
    _KEPT.append(run)
    output.fields |= _envelope(run)
    doubtful = doubts(run.found)
    output.fields["messages"] += doubt_sentences(doubtful)
    notes = sum(one.code not in OF_A_PAIR for one in run.found)
    output.result(
        duplicates_summary(
            out.as_posix(),
            run.inputs,
            run.listed,
            run.pairs,
            run.order,
            notes=notes,
            doubtful=doubtful,
            asked=run.asked,
            company=folder is not None,
        )
    )
    if run.unfinished:
        output.advice(run.unfinished)
    if folder is None:
        output.advice("No company folder: built-in defaults, and nothing is remembered. Make one: csvbridge init DIR")
    return run.exit_code


def _envelope(run: Duplicates) -> dict[str, Any]:
    """Return what the JSON envelope says: pairs per band, what was compared, how much was left out."""
    from csvbridge.duplicating import WORKBOOK
    from csvbridge.likeness import band_counts
    from csvbridge.reviews.duplicates_page import PAGE

    files: list[dict[str, Any]] = [
        {"path": f.path, "rows": f.rows, "identified_as": f.identified_as} for f in run.inputs
    ]
    if run.order:
        rows = run.workbook_rows  # the page shows the same pairs
        files += [{"path": path, "rows": rows, "identified_as": None} for path in (WORKBOOK, PAGE)]
    return {
        "run": run.plan.out.as_posix(),
        "totals": {
            **band_counts(run.pairs),
            "records": run.listed.customers.size,
            "in_quickbooks": sum(run.listed.customers.known),
            "groups": len(run.pairs.groups),
            "compared": run.pairs.compared,
            "withheld": run.pairs.withheld,
        },
        "files": files,
        "findings": run.findings.counts(),
    }
