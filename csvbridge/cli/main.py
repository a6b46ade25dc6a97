"""The `csvbridge` command: what is typed, and what it starts. Heavy modules load inside the command that needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from csvbridge import __version__
from csvbridge.cli import options as o
from csvbridge.cli.memory_commands import memory_app
from csvbridge.cli.output import INTERRUPTED, Output, Told, guarded, ready_streams

app = typer.Typer(
    name="csvbridge",
    help="Salesforce exports in, files that QuickBooks Online imports out. Offline.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_HELPLESS: tuple[list[str], ...] = ([], ["memory"])
"""What is no command yet: it is answered with the help."""

_UNBUILT = {
    "reconcile": "compares QuickBooks' own exports with what a run wrote",
    "verify": "re-checks every hash and total of a run",
    "pack": "packs a run for the archive",
    "sample": "draws a sample of a run for a check by hand",
}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"csvbridge {__version__}")
        raise typer.Exit()


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Salesforce exports in, files that QuickBooks Online imports out. Offline."""


@app.command()
def convert(
    inputs: o.Inputs,
    against: o.Against = None,
    out: o.Out = None,
    company: o.Company = None,
    sets: o.Sets = None,
    skip: o.Skip = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="P", help="2026-10, 2026-Q4, 2026 or 2026-10-01..2026-10-15: by invoice date."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Everything except the files.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the run that is there.")] = False,
    pilot: Annotated[int | None, typer.Option("--pilot", metavar="N", help="Not built yet.")] = None,
    all_pairs: Annotated[bool, typer.Option("--all", help="List the weaker pairs of near-duplicates, too.")] = False,
    expect: o.Expect = None,
    qbo_sample: o.Sample = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """The month's job: Salesforce exports in, QuickBooks import files and reviews out."""
    output = Output("convert", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.convert import convert as run

        o.refuse_unbuilt(pilot=pilot is not None)
        return run(
            output,
            inputs,
            against or [],
            out,
            company=company,
            sets=sets or [],
            skip=skip or [],
            period=period,
            dry_run=dry_run,
            force=force,
            all_pairs=all_pairs,
            expect=expect or [],
            qbo_sample=qbo_sample or [],
        )

    return guarded(output, work)


@app.command()
def validate(
    files: o.Files,
    against: o.Against = None,
    company: o.Company = None,
    sets: o.Sets = None,
    skip: o.Skip = None,
    expect: o.Expect = None,
    qbo_sample: o.Sample = None,
    report: o.Report = None,
    repair: o.Repair = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """What files are and what is missing, before anything is converted; it writes nothing unless asked."""
    output = Output("validate", as_json=as_json, quiet=quiet, company=company)
    output.fields["findings"] = []

    def work() -> int:
        from csvbridge.cli.validate import validate as run

        return run(
            output,
            files,
            against or [],
            company=company,
            sets=sets or [],
            skip=skip or [],
            expect=expect or [],
            qbo_sample=qbo_sample or [],
            report=report,
            repair=repair,
        )

    return guarded(output, work)


@app.command()
def duplicates(
    files: o.Files,
    against: o.Against = None,
    out: o.Out = None,
    company: o.Company = None,
    sets: o.Sets = None,
    skip: o.Skip = None,
    show_all: Annotated[bool, typer.Option("--all", help="Keep the weaker pairs too, however many.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the run that is there.")] = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """The duplicate report alone: which customers are probably the same, over any files that list customers."""
    output = Output("duplicates", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.duplicates import duplicates as run

        return run(
            output,
            files,
            against or [],
            out,
            company=company,
            sets=sets or [],
            skip=skip or [],
            show_all=show_all,
            force=force,
        )

    return guarded(output, work)


@app.command()
def decide(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The filled workbook (xlsx, ods, csv), or what the page saved.")
    ],
    by: o.By,
    company: o.Company = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and keep nothing.")] = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Read decisions about pairs back into the company's memory; the next run applies them."""
    output = Output("decide", as_json=as_json, quiet=quiet, company=company)
    output.fields["findings"] = []

    def work() -> int:
        from csvbridge.cli.decide import decide as run

        return run(output, file, by=by, company=company, dry_run=dry_run)

    return guarded(output, work)


@app.command()
def review(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides; needed at a terminal only.")
    ] = None,
    company: o.Company = None,
    band: Annotated[
        list[str] | None, typer.Option("--band", metavar="BAND", help="Only pairs of this band. Repeatable.")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show what is decided, too.")] = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Decide pair after pair at the terminal; without a terminal the pairs are printed."""
    output = Output("review", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.review import review as run

        return run(output, run_folder, by=by, company=company, bands=band or [], show_all=show_all)

    return guarded(output, work)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", show_default=False)] = Path("csvbridge-demo"),
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Write a sample company into DIR (csvbridge-demo), convert it, and say where to look."""
    output = Output("demo", as_json=as_json, quiet=quiet)

    def work() -> int:
        from csvbridge.cli.demo import demo as run

        return run(output, folder)

    return guarded(output, work)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR")], as_json: o.AsJson = False, quiet: o.Quiet = False
) -> int:
    """Make a company folder: a commented csvbridge.toml and an empty memory csvbridge.db."""
    output = Output("init", as_json=as_json, quiet=quiet)

    def work() -> int:
        from csvbridge.profile import init_company

        made = [path.as_posix() for path in init_company(folder)]
        output.fields["files"] = [{"path": path, "rows": None, "identified_as": None} for path in made]
        output.result([f"made {path}" for path in made])
        output.advice("Read csvbridge.toml through once: each key says what it does.")
        return 0

    return guarded(output, work)


@app.command()
def history(company: o.Company = None, as_json: o.AsJson = False) -> int:
    """The runs and decisions in the company's memory, newest first, and what happened to it."""
    output = Output("history", as_json=as_json, company=company)

    def work() -> int:
        from csvbridge.cli.memory import history as run

        return run(output, company)

    return guarded(output, work)


@app.command()
def undo(
    run_name: Annotated[str, typer.Argument(metavar="RUN", help="The run's folder, or its name.")],
    by: o.By,
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents",
            metavar="FILE",
            help="Only these: a text with one number a line, or a .csv or workbook with a column of numbers.",
        ),
    ] = None,
    reason: o.Reason = "",
    company: o.Company = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be undone.")] = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Make what a run wrote exportable again, or the documents of it that QuickBooks refused."""
    output = Output("undo", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.memory import undo as run

        return run(
            output,
            company,
            run_name,
            documents=documents,
            by=o.given_name(by),
            reason=reason,
            dry_run=dry_run,
        )

    return guarded(output, work)


@app.command()
def fix(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The filled review/exceptions.xlsx of a run.")],
    by: o.By,
    company: o.Company = None,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> int:
    """Take corrected values and accepted findings into the memory."""
    output = Output("fix", as_json=as_json, quiet=quiet, company=company)

    def work() -> int:
        from csvbridge.cli.fix import fix as run

        return run(output, company, file, o.given_name(by))

    return guarded(output, work)


app.add_typer(memory_app, name="memory")


@app.command()
def explain(code: Annotated[str, typer.Argument(metavar="CODE")], as_json: o.AsJson = False) -> int:
    """The page of one finding code: meaning, cause, fix, wrong and right example, source."""
    return _told("explain", as_json, lambda: _explain(code))


def _explain(code: str) -> list[str]:
    from csvbridge.cli.explain import explain as pages

    return pages(code)


@app.command()
def schemas(
    wanted: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None,
    as_json: o.AsJson = False,
) -> int:
    """What can be read and written; with an ID, its columns, limits and the evidence for each."""
    return _told("schemas", as_json, lambda: _schemas(wanted))


def _schemas(wanted: str | None) -> list[str]:
    from csvbridge.cli.explain import list_schemas

    return list_schemas(wanted)


def _told(command: str, as_json: bool, lines: Callable[[], list[str]]) -> int:
    output = Output(command, as_json=as_json)

    def work() -> int:
        found = lines()
        if as_json:
            output.fields["messages"] = found
        output.result(found)
        return 0

    return guarded(output, work)


def _unbuilt(command: str) -> Callable[[typer.Context], int]:
    def refuse(context: typer.Context) -> int:
        from csvbridge.errors import Stop

        def work() -> int:
            raise Stop(f"csvbridge {command} is not built yet in this version", "csvbridge convert and demo are.")

        return guarded(Output(command, as_json="--json" in context.args), work)

    return refuse


for _name, _what in _UNBUILT.items():
    app.command(
        name=_name,
        help=f"Not built yet: {_what}.",
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(_unbuilt(_name))


def run(arguments: Sequence[str] | None = None) -> None:
    """Start csvbridge with the words of the command line, and leave with the exit code of contract.md §2.

    Raises:
        KeyboardInterrupt: it was interrupted before the command had begun.
    """
    ready_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(args=[*words, "--help"] if words in _HELPLESS else words, standalone_mode=False)
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        # typer's own exceptions differ in module between its releases; what they share is this method
        words_of = getattr(error, "format_message", None)
        if words_of is None:
            raise
        code = _wrong_usage(words, words_of())
    if code == INTERRUPTED and not isinstance(code, Told):
        raise KeyboardInterrupt  # typer took it before a command had begun, and said nothing
    if words in _HELPLESS:
        code = 2  # nothing was asked for: the help stands on the screen, and a script learns that nothing was done
    sys.exit(code if isinstance(code, int) else 0)


def _wrong_usage(words: Sequence[str], message: str) -> int:
    from csvbridge.errors import UsageError

    commands = [word for word in words if not word.startswith("-")]
    output = Output(commands[0] if commands else "", as_json="--json" in words)

    def work() -> int:
        raise UsageError(message or "a command is missing", "csvbridge --help, or csvbridge COMMAND --help")

    return guarded(output, work)
