"""Options that several commands share, with their words, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csvbridge.errors import Stop, UsageError


def _no_option(given: Path | None) -> Path | None:
    """Refuse an option in a name's place: in `--out --json` the name was forgotten."""
    if given is not None and str(given).startswith("-"):
        raise typer.BadParameter(f"{given} is an option, not a name")
    return given


Inputs = Annotated[
    list[Path],
    typer.Argument(metavar="INPUT...", help="Files, or folders (their files, not their sub-folders)."),
]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Files, or folders (their files, not their sub-folders)."),
]
Expect = Annotated[
    list[str] | None,
    typer.Option(
        "--expect",
        metavar="KIND=N",
        help="The record count that Salesforce showed: accounts=312. Kinds: accounts, contacts, opportunities, lines, "
        "products. Repeatable.",
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option("--against", metavar="FILE", help="A QuickBooks list, or a folder of them. Repeatable."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="RUN", callback=_no_option, help="The run folder to make.")]
Company = Annotated[
    Path | None,
    typer.Option(
        "--company",
        metavar="DIR",
        callback=_no_option,
        help="The company folder (default: here, when csvbridge.toml is here).",
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a key of the profile for this run. Repeatable."),
]
Skip = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="NAME", help="Leave out files of this name (a glob). Repeatable."),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        callback=_no_option,
        help="Write all that was found into a new file: a workbook (.xlsx) or a page (.html).",
    ),
]
Sample = Annotated[
    list[Path] | None,
    typer.Option(
        "--qbo-sample",
        metavar="FILE",
        help="A sample file from your own company's import screen: its headings are used. Repeatable.",
    ),
]
Repair = Annotated[
    Path | None,
    typer.Option(
        "--repair",
        metavar="DIR",
        callback=_no_option,
        help="Write corrected copies of import files into a new folder: what needs no judgement, each change noted.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON envelope on stdout, and nothing else there.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print errors only.")]

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it; it is kept with the date.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]


def needed_company(given: Path | None) -> Path:
    """Return the company folder of a command that is about the memory and cannot do without."""
    folder = company_folder(given)
    if folder is None:
        raise UsageError(
            "there is no csvbridge.toml here, so there is no memory to look at",
            "Go to the company folder, or name it: --company DIR. To make one: csvbridge init DIR",
        )
    return folder


def company_folder(given: Path | None) -> Path | None:
    """Return the company folder: the one given, else the current one when it holds a profile, else none."""
    if given is None:
        here = Path()
        return here if (here / "csvbridge.toml").is_file() else None
    if not (given / "csvbridge.toml").is_file():
        raise UsageError(f"{given} holds no csvbridge.toml", f"Make a company folder: csvbridge init {given}")
    return given


def given_name(by: str) -> str:
    """Refuse a name of blanks: who did it is what the memory is asked later."""
    from csvbridge.values.text import one_line, strip_hidden

    name = one_line(strip_hidden(by))
    if not name or name.startswith("-"):
        raise UsageError("--by needs a name", "Say who does it: --by Ada")
    return name


def refuse_unbuilt(**options: object) -> None:
    """Stop for options that this version names but does not have yet: it never pretends."""
    given = [name for name, value in options.items() if value]
    if given:
        named = ", ".join("--" + name.replace("_", "-") for name in given)
        raise Stop(f"{named}: not built yet in this version", "Run without it.")
