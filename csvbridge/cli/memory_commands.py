"""`csvbridge memory list|export|import|forget`: what is typed, and what it starts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csvbridge.cli import options as o
from csvbridge.cli.output import Output, guarded

memory_app = typer.Typer(
    help="What the company remembers: list it, export and import it, forget an answer.",
    rich_markup_mode=None,
)


@memory_app.command("list")
def list_memory(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[decisions|exported|corrections|runs]", show_default=False, help="Only this, and all of it."
        ),
    ] = None,
    company: o.Company = None,
    as_json: o.AsJson = False,
) -> int:
    """What counts, each answer with its number."""
    output = Output("memory", as_json=as_json, company=company)

    def work() -> int:
        from csvbridge.cli.memory import list_memory as run

        return run(output, company, what)

    return guarded(output, work)


@memory_app.command("export")
def export_memory(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new .json (everything) or .csv (what counts).")],
    what: Annotated[
        str | None,
        typer.Option("--what", metavar="KIND", help="For a .csv: decisions (default), exported, corrections or runs."),
    ] = None,
    company: o.Company = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Write the memory into a new file."""
    output = Output("memory", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.memory import export as run

        return run(output, company, file, what)

    return guarded(output, work)


@memory_app.command("import")
def import_memory(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `memory export` wrote.")],
    by: o.By,
    company: o.Company = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Take an exported file in: all of it or nothing."""
    output = Output("memory", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.memory import take_in as run

        return run(output, company, file, o.given_name(by))

    return guarded(output, work)


@memory_app.command("forget")
def forget(
    keys: Annotated[
        list[str],
        typer.Argument(metavar="KEY...", help="A number or mark of the list, or a name that fits one answer."),
    ],
    by: o.By,
    reason: o.Reason = "",
    company: o.Company = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Let answers count no more; they stay as history."""
    output = Output("memory", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.memory import forget as run

        return run(output, company, keys, o.given_name(by), reason)

    return guarded(output, work)
