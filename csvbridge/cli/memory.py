"""`csvbridge history`, `memory …` and `undo`: the company's memory looked at, carried, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli.options import needed_company
from csvbridge.cli.output import Output
from csvbridge.memory import Memory
from csvbridge.profile import MEMORY, ensure_memory

if TYPE_CHECKING:
    from csvbridge.findings import Finding

_EACH = 5  # places of each finding


def opened(output: Output, company: Path | None, command: str) -> Memory:
    """Open the company's memory for a command that changes it, and say when it must be waited for."""
    return Memory.open(needed_company(company) / MEMORY, command=command, waiting=output.advice)


def looked_at(company: Path | None) -> Memory:
    """Open the company's memory for a command that only looks."""
    folder = needed_company(company)
    ensure_memory(folder)
    return Memory.read(folder / MEMORY)


def history(output: Output, company: Path | None) -> int:
    """Tell the runs, the decisions and the events of a company, newest first."""
    from csvbridge.keeping.looking import history_data, history_lines

    with looked_at(company) as memory:
        if output.as_json:
            output.fields["memory"] = history_data(memory)
        else:
            output.result(history_lines(memory))
    return 0


def list_memory(output: Output, company: Path | None, what: str | None) -> int:
    """Tell what is in force, each with its number."""
    from csvbridge.errors import UsageError
    from csvbridge.keeping.looking import WHAT, list_data, list_lines

    if what is not None and what not in WHAT:
        raise UsageError(f"memory list {what}: there is no such list", f"One of: {', '.join(WHAT)}.")
    with looked_at(company) as memory:
        if output.as_json:
            output.fields["memory"] = list_data(memory, what)
        else:
            output.result(list_lines(memory, what))
    return 0


def export(output: Output, company: Path | None, file: Path, what: str | None) -> int:
    """Write the memory into a file."""
    from csvbridge.keeping.exporting import export_memory
    from csvbridge.reviews.words import counted, fit

    with looked_at(company) as memory:
        rows = export_memory(memory, file, what)
    output.fields["files"] = [{"path": file.as_posix(), "rows": rows, "identified_as": None}]
    output.result([f"wrote {fit(file.as_posix(), 300)}: {counted(rows, 'record')}"])
    return 0


def take_in(output: Output, company: Path | None, file: Path, by: str) -> int:
    """Take an export into the memory."""
    from csvbridge.keeping.importing import import_memory
    from csvbridge.keeping.told import wrapped
    from csvbridge.reviews.words import fit

    with opened(output, company, "memory import") as memory:
        taken, findings = import_memory(memory, file, by)
    output.fields["memory"] = {"new": dict(taken.new), "known": dict(taken.known)}
    new = [f"{count:,} {what}" for what, count in taken.new.items() if count]
    name = fit(file.name, 80)
    head = f"Taken from {name}: {', '.join(new)}." if new else f"Nothing in {name} is new to this memory."
    tell(output, wrapped(head, 0), findings)
    return 0


def forget(output: Output, company: Path | None, keys: Sequence[str], by: str, reason: str) -> int:
    """Forget decisions or corrections."""
    from csvbridge.keeping.forgetting import forget as forget_answers
    from csvbridge.keeping.told import wrapped

    with opened(output, company, "memory forget") as memory:
        about = forget_answers(memory, keys, by=by, reason=reason)
    output.fields["memory"] = {"forgotten": about}
    output.result([line for one in about for line in wrapped(f"forgotten: {one}", 0)])
    return 0


def undo(
    output: Output,
    company: Path | None,
    run: str,
    *,
    documents: Path | None,
    by: str,
    reason: str,
    dry_run: bool,
) -> int:
    """Make what a run wrote exportable again."""
    from csvbridge.keeping.undoing import undo as undo_run
    from csvbridge.keeping.undoing import undone_data, undone_lines

    with looked_at(company) if dry_run else opened(output, company, "undo") as memory:
        found = undo_run(memory, run, documents, by=by, reason=reason, dry_run=dry_run)
    output.fields["memory"] = undone_data(found)
    tell(output, undone_lines(found), found.findings)
    return 1 if any(one.severity == "error" for one in found.findings) else 0


def tell(output: Output, lines: Sequence[str], findings: Sequence[Finding]) -> None:
    """Tell a result and what was found on the way."""
    from csvbridge.reviews.console import findings_block

    block = ["", *findings_block(findings, _EACH)] if findings else []
    output.fields["findings"] = dict(sorted(Counter(one.code for one in findings).items()))
    output.fields["messages"] += [one.message for one in findings]
    output.result([*lines, *block])
