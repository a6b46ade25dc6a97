"""`csvbridge decide`: what was filled in, read back into the company's memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge import __version__
from csvbridge.cli.options import company_folder, given_name
from csvbridge.cli.output import Output
from csvbridge.errors import UsageError
from csvbridge.profile import ensure_memory, load_profile
from csvbridge.profile.folder import MEMORY

if TYPE_CHECKING:
    from csvbridge.decisions.taking import Outcome

_EACH = 25
"""Findings of a kind that the terminal shows; `--json` has every one."""


def memory_folder(company: Path | None) -> Path:
    """Return the company folder, with a memory in it; decisions cannot be kept without one."""
    folder = company_folder(company)
    if folder is None:
        raise UsageError(
            "no company folder: decisions are kept in a company's memory",
            "Name it: --company DIR. Make one with csvbridge init DIR, then run convert or duplicates with it once "
            "more: its memory must know what was asked.",
        )
    load_profile(folder, [])
    ensure_memory(folder)
    return folder


def decide(output: Output, file: Path, *, by: str, company: Path | None = None, dry_run: bool = False) -> int:
    """Read a file of decisions, take what may be taken, and tell the result; the heavy modules load only here."""
    name = given_name(by)
    folder = memory_folder(company)
    from csvbridge.decisions.reading import read_answers
    from csvbridge.decisions.taking import take
    from csvbridge.memory import Memory

    given = read_answers(file)
    with Memory.open(folder / MEMORY, command="decide", waiting=output.advice) as memory:
        outcome = take(given, memory, by=name, today=dt.date.today())
        if outcome.taken and not dry_run:
            memory.decide(outcome.taken)
    _fill_envelope(output, outcome)
    output.result(list(_told(outcome, folder, dry_run=dry_run)))
    return outcome.exit_code


def _fill_envelope(output: Output, outcome: Outcome) -> None:
    given = outcome.given
    output.fields["run"] = outcome.run.name if outcome.run is not None else None
    output.fields["files"] = [{"path": given.file, "rows": len(given.tokens), "identified_as": given.identified_as}]
    output.fields["findings"] = [one._asdict() for one in outcome.findings]
    output.fields["totals"] = {
        "taken": len(outcome.taken),
        "words": outcome.words,
        "changed": outcome.changed,
        "known": outcome.known,
        "not_taken": outcome.refused,
        "open": sum(outcome.open.values()),
        "open_bands": dict(outcome.open),
        "on_hold": outcome.on_hold,
    }


def _told(outcome: Outcome, folder: Path, *, dry_run: bool) -> Iterator[str]:
    from csvbridge.reviews.console import findings_block
    from csvbridge.reviews.words import counted, fit

    given = outcome.given
    yield f"csvbridge {__version__}: read {fit(given.file, 200)} ({fit(given.what, 200)})"
    yield ""
    taken = len(outcome.taken)
    if taken:
        words = ", ".join(f"{count:,} {word}" for word, count in outcome.words.items())
        head = "Dry run, nothing was kept. It would take " if dry_run else ""
        tail = "" if dry_run else " taken"
        yield f"{head}{counted(taken, 'decision')}{tail}: {words}"
    elif not given.answers:
        yield "No row has a decision yet: nothing was taken."
    else:
        yield "Nothing new: no decision was taken."
    if outcome.changed:
        one = outcome.changed == 1
        yield f"  {outcome.changed:,} of them {'changes' if one else 'change'} an earlier decision"
    if outcome.known:
        yield f"  {counted(outcome.known, 'answer')} known already"
    if outcome.refused:
        yield f"  {counted(outcome.refused, 'row')} not taken: see below"
    shown = [one for one in outcome.findings if one.severity != "note" or one.code in ("DEC578", "DEC586", "DEC587")]
    if shown:
        yield ""
        yield from (f"  {line}" if line else "" for line in findings_block(shown, _EACH))
    yield ""
    yield from _next(outcome, folder, dry_run=dry_run)


def _next(outcome: Outcome, folder: Path, *, dry_run: bool) -> Iterator[str]:
    from csvbridge.reviews.hints import shell_word
    from csvbridge.reviews.words import counted

    if outcome.run is not None:
        still = sum(outcome.open.values())
        bands = ", ".join(f"{outcome.open[band]:,} {band}" for band in _BANDS if outcome.open[band])
        yield f"{counted(still, 'pair')} of the run still open: {bands}" if still else "No pair of the run is open."
        if outcome.on_hold:
            yield f"  {counted(outcome.on_hold, 'pair')} on hold: the customer and its invoices go on waiting"
    if not outcome.taken and not outcome.known:
        what = "put right what is said above" if outcome.refused else "fill in Decision, a row a pair"
        yield f"Next: {what}, save the file, and give it again."
        return
    if dry_run:
        if outcome.taken:
            yield "Next: the same command without --dry-run"
        return
    command = outcome.run.command if outcome.run is not None else "convert"
    place = shell_word(folder.as_posix())
    yield f"Next: csvbridge {command} once more, with --company {place}; it applies the decisions."
    if outcome.run is not None:
        yield f"      Into a new folder; or with --force into {shell_word(outcome.run.place)}"


_BANDS = ("certain", "probable", "possible", "conflict", "related")
