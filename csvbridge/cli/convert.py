"""`csvbridge convert`: the month's job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csvbridge.cli.options import company_folder
from csvbridge.cli.output import Output
from csvbridge.cli.progress import Bar
from csvbridge.collector import collector_paused
from csvbridge.errors import UsageError
from csvbridge.expected import parse_expected
from csvbridge.period import parse_period
from csvbridge.profile import Profile, load_profile

if TYPE_CHECKING:
    from csvbridge.mapping.sample import Sample
    from csvbridge.run import Run


_KEPT: list[object] = []
"""The run, so that it is not taken apart before the process ends (see `main`)."""


def convert(
    output: Output,
    inputs: Sequence[Path],
    against: Sequence[Path],
    out: Path | None,
    *,
    company: Path | None = None,
    sets: Sequence[str] = (),
    skip: Sequence[str] = (),
    period: str | None = None,
    dry_run: bool = False,
    force: bool = False,
    all_pairs: bool = False,
    expect: Sequence[str] = (),
    qbo_sample: Sequence[Path] = (),
) -> int:
    """Run the conversion and tell its result; the heavy modules load only here."""
    if out is None:
        raise UsageError(
            "--out is missing: where is the run to be written?", "Add --out RUN, the name of a new folder."
        )
    folder = company_folder(company)
    counts = parse_expected(expect)
    profile = load_profile(folder, list(sets))
    span = parse_period(period) if period is not None else None
    options = {
        "against": [path.as_posix() for path in against],
        "company": folder.as_posix() if folder is not None else None,
        "set": list(sets),
        "skip": list(skip),
        "period": period,
        "dry_run": dry_run,
        "force": force,
        "all": all_pairs,
        "expect": list(expect),
    }
    given: dict[str, Any] = {name: value for name, value in options.items() if value not in (None, [], False)}
    with collector_paused():  # loading makes many objects too
        from csvbridge.pipeline import run_convert
        from csvbridge.reviews.console import summary
        from csvbridge.run import Plan
        from csvbridge.samples import read_samples

    samples = read_samples(qbo_sample, folder)
    if samples:
        given["qbo_sample"] = [sample.as_json() for sample in samples]
        tell_samples(output, samples, profile)
    plan = Plan(
        inputs=tuple(inputs),
        against=tuple(against),
        out=out,
        profile=profile,
        company=folder,
        period=span,
        skip=tuple(skip),
        dry_run=dry_run,
        force=force,
        all_pairs=all_pairs,
        expect=counts,
        samples=samples,
        options=given,
    )
    _KEPT.clear()
    with Bar(wanted=not output.as_json and not output.quiet) as bar:
        run = run_convert(plan, bar, output.advice)
    _KEPT.append(run)
    output.fields |= envelope_fields(run)
    output.result(summary(run))
    if run.unfinished:
        output.advice(run.unfinished)
    if folder is None:
        output.advice("No company folder: built-in defaults, and nothing is remembered. Make one: csvbridge init DIR")
    return run.exit_code


def tell_samples(output: Output, samples: Sequence[Sample], profile: Profile) -> None:
    """Say on stderr how the company's sample files differ from the shipped templates."""
    from csvbridge.reviews.words import fit
    from csvbridge.samples import told_samples
    from csvbridge.understanding import templates_of

    for line in told_samples(samples, templates_of(profile), profile.company.region, fit):
        output.advice(line)


def envelope_fields(run: Run) -> dict[str, Any]:
    """Return what the JSON envelope says of a run."""
    read = [{"path": f.path, "rows": f.rows, "identified_as": f.identified_as} for f in run.inputs]
    region = run.plan.profile.company.region
    written = [
        {"path": f.path, "rows": len(f.rows), "identified_as": f"quickbooks.{region}.{f.role}"} for f in run.imports
    ]
    return {
        "run": None if run.plan.dry_run else run.plan.out.as_posix(),
        "totals": run.totals.as_json(),
        "files": [*read, *written],
        "findings": run.findings.counts(),
    }
