"""`csvbridge validate`: what files are, what is missing, and what would be found. It writes nothing unless asked."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge import __version__
from csvbridge.cli.options import company_folder
from csvbridge.cli.output import Output
from csvbridge.cli.progress import Bar
from csvbridge.cli.validate_copies import told_copies
from csvbridge.cli.validate_findings import told_findings
from csvbridge.expected import parse_expected
from csvbridge.profile import load_profile

if TYPE_CHECKING:
    from csvbridge.describing.tables import Description
    from csvbridge.describing.validation import Validation
    from csvbridge.findings import Finding

_SHOWN = 8  # stages, columns, filters of a table
_PLACES = 5  # rows named of each kind that lacks something
_WORDS = {
    "SFR221": ("won opportunity without products", "won opportunities without products"),
    "SFR222": ("won opportunity without account", "won opportunities without account"),
    "SFR223": ("won opportunity whose account has no contact", "won opportunities whose account has no contact"),
    "SFR224": ("line without opportunity", "lines without opportunity"),
}
_MISSING = "SFR227"


def validate(
    output: Output,
    files: Sequence[Path],
    against: Sequence[Path],
    *,
    company: Path | None = None,
    sets: Sequence[str] = (),
    skip: Sequence[str] = (),
    expect: Sequence[str] = (),
    qbo_sample: Sequence[Path] = (),
    report: Path | None = None,
    repair: Path | None = None,
) -> int:
    """Look at the files and tell what they are; the heavy modules load only here."""
    folder = company_folder(company)
    counts = parse_expected(expect)
    profile = load_profile(folder, list(sets))
    from csvbridge.run import Plan
    from csvbridge.samples import read_samples
    from csvbridge.validating import run_validate

    if report is not None:  # what writes workbooks and pages loads slowly, and most calls only ask
        from csvbridge.describing.review_file import check_review_place, write_review

        check_review_place(report, [*files, *against])
    if repair is not None:
        from csvbridge.repairing.copies import check_folder
        from csvbridge.validating.copies import run_repair

        check_folder(repair, [*files, *against])
    samples = read_samples(qbo_sample, folder)
    plan = Plan(
        inputs=tuple(files),
        against=tuple(against),
        out=Path(),
        profile=profile,
        company=folder,
        skip=tuple(skip),
        dry_run=True,
        expect=counts,
        samples=samples,
    )
    made: list[str] = []
    copies: frozenset[str] = frozenset()
    with Bar(wanted=not output.as_json and not output.quiet) as bar:
        found = run_validate(plan, bar)
        if repair is not None and not found.stops:
            before = found
            found, copied = run_repair(plan, repair, before, bar)
            made = told_copies(copied, repair, before, found)
            copies = frozenset(one.file.path for one in found.files) - {one.file.path for one in before.files}
    if output.as_json:
        _fill_envelope(output, found)
    if report is not None:
        write_review(report, found)
    output.result(list(_told(found, profile.company.home_currency, made, copies)))
    if report is not None:
        output.advice(f"All of it, to read and to hand on: {report.as_posix()}")
    if repair is not None and not made:
        output.advice("No copies were made: put right first what would stop, or leave it out with --skip NAME.")
    if found.stops and not output.as_json:
        _tell_stops(found)
    return found.exit_code


def _fill_envelope(output: Output, found: Validation) -> None:
    output.fields["files"] = [
        {
            "path": one.file.path,
            "rows": one.file.rows,
            "identified_as": one.file.identified_as or None,
            "tables": [table.as_json() for table in one.tables],
        }
        for one in found.files
    ]
    output.fields["findings"] = [finding._asdict() for finding in found.listed]
    for stop in found.stops:
        output.fields["messages"].append(f"{stop.message}. {stop.fix}")
        if stop.answer:
            output.fields["questions"].append({"question": stop.message, "answer": stop.answer})


def _tell_stops(found: Validation) -> None:
    from csvbridge.values.text import strip_hidden

    count = len(found.stops)
    head = f"{count} things would stop a conversion:" if count > 1 else "A conversion would stop:"
    sys.stderr.write(f"{head if found.convertible else 'To be settled first:'}\n")
    for stop in found.stops:
        sys.stderr.write(f"\n  {strip_hidden(stop.message)}\n  Fix: {strip_hidden(stop.fix)}\n")


def _told(found: Validation, home: str, made: Sequence[str], copies: Container[str]) -> Iterator[str]:
    from csvbridge.reviews.words import counted

    done = "none of them was changed" if made else "nothing was converted or written"
    looked = "the files and their copies" if made else counted(len(found.files), "file")
    yield f"csvbridge {__version__}: looked at {looked}; {done}"
    for one in found.files:
        if one.file.path in copies:  # told among the copies
            continue
        yield ""
        if not one.tables:
            words = "not looked at further" if one.file.path in found.given_up else "could not be read"
            yield f"{_fit(one.file.path, 200)}  {words}"
        for table in one.tables:
            yield from _table(table, home)
    if found.convertible:
        yield from _lists(found)
    yield from made
    yield from told_findings(found, without=_WORDS, are_repaired=bool(made))


def _fit(text: object, limit: int = 120) -> str:
    from csvbridge.reviews.words import fit

    return fit(text, limit)


# --- one table --------------------------------------------------------------------------------------------------------


def _table(table: Description, home: str) -> Iterator[str]:
    sheet = f"[{_fit(table.sheet)}]" if table.sheet else ""
    yield f"{_fit(table.path, 200)}{sheet}  {_fit(table.title) or 'not known'}"
    form = ", ".join(part for part in (table.encoding, table.delimiter) if part)
    rows = f"{table.rows:,}" + (f", closed {table.period[0]} to {table.period[1]}" if table.period else "")
    mark, why = table.decimal_mark
    lines = [
        ("exported as", table.route + (f"; {form}" if form else "") if table.route else form),
        *_preamble(table),
        ("rows", rows),
        ("stages", _counts(table.stages)),
        ("currencies", _currencies(table, home)),
        ("decimal mark", f"{mark or '?'} ({_fit(why, 200)})" if why else ""),
        *(("dates", f"{_fit(name)}: {order or '?'} ({_fit(why, 200)})") for name, (order, why) in table.dates.items()),
    ]
    if table.recognised:
        total = len(table.recognised) + len(table.unrecognised)
        lines.append(("columns", f"{len(table.recognised)} of {total} recognised"))
        lines.append(("read as", _renamed(table)))
        lines.append(("not used", _listed(table.unrecognised)))
    for name, text in lines:
        if text:
            yield f"  {name:<13} {text}"


def _renamed(table: Description) -> str:
    """Return the labels of a report that are not Salesforce's own; API names, which have no blanks, are left out."""
    if not any(" " in own for own in table.recognised):
        return ""
    pairs = table.recognised.items()
    return _listed([f"{own} = {label}" for own, label in pairs if not own.casefold().endswith(label.casefold())])


def _preamble(table: Description) -> Iterator[tuple[str, str]]:
    about = table.preamble
    if about is None:
        return
    yield "report", _fit(about.title)
    yield "as of", _fit(about.as_of)
    yield "generated by", _fit(about.generated_by)
    yield "sorted by", _fit(about.sorted_by)
    yield "filters", _listed(about.filters, "; ")
    yield "records", "" if about.record_count is None else f"{about.record_count:,}, says the report"


def _counts(counts: dict[str, int]) -> str:
    parts = [f"{_fit(name, 60) or '(blank)'} {count:,}" for name, count in counts.items()]
    return _listed(parts)


def _currencies(table: Description, home: str) -> str:
    if set(table.currencies) == {""}:
        return f"none named: taken for {home}"
    return _listed(
        [f"{_fit(code, 20) or f'none named, taken for {home}'} {n:,}" for code, n in table.currencies.items()]
    )


def _listed(parts: Sequence[str], between: str = ", ") -> str:
    shown = between.join(_fit(part, 80) for part in parts[:_SHOWN])
    return shown + (f"{between}... and {len(parts) - _SHOWN:,} more" if len(parts) > _SHOWN else "")


# --- over all files ---------------------------------------------------------------------------------------------------


def _lists(found: Validation) -> Iterator[str]:
    missing = [one for one in found.listed if one.code == _MISSING]
    if missing:
        yield from ("", "Missing for a conversion:")
        yield from (f"  {_fit(one.message, 300)}\n    {_fit(one.fix, 300)}" for one in missing)
    by_code = {code: [one for one in found.listed if one.code == code] for code in _WORDS}
    if any(by_code.values()):
        yield from ("", "Incomplete:")
        for code, listed in by_code.items():
            if listed:
                yield f"  {len(listed):,} {_WORDS[code][len(listed) != 1]} ({code}): {_places(listed)}"


def _places(listed: Sequence[Finding]) -> str:
    from csvbridge.reviews.words import place

    shown = ", ".join(place(one) for one in listed[:_PLACES])
    return shown + (f", ... and {len(listed) - _PLACES:,} more" if len(listed) > _PLACES else "")
