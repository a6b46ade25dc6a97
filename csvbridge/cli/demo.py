"""`csvbridge demo`: the sample company, converted, for whoever wants to see what a run is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from csvbridge.cli.convert import convert
from csvbridge.cli.output import Output
from csvbridge.errors import OwnFault, Stop
from csvbridge.shipped import shipped

_MARK = ".csvbridge-demo"
_PARTS = ("in", "company")


def demo(output: Output, folder: Path) -> int:
    """Write the sample company, convert it, and compare the result with what the sample is designed to give."""
    story = shipped("samples") / "demo"
    _prepare(folder, story)
    arguments = command_arguments(story)
    output.company = folder / "company"
    code = convert(
        output,
        [folder / name for name in arguments["inputs"]],
        [],
        folder / "run",
        company=folder / "company",
        sets=arguments["--set"],
        period=arguments["--period"][0] if arguments["--period"] else None,
        force=True,
    )
    expected = json.loads((story / "expected" / "control-totals.json").read_text("utf-8"))
    designed = int((story / "expected" / "exit.txt").read_text("utf-8"))
    if output.fields["totals"] != expected or code != designed:
        raise OwnFault("the demo's totals are not those that it is designed to give")
    output.result(
        [
            "",
            "This was the demo. Its problems are planted, and each was found. Open these two:",
            f"  {(folder / 'run' / 'start-here.html').as_posix()}   what to upload, in which order, and what waits",
            f"  {(folder / 'run' / 'review' / 'register.xlsx').as_posix()}   every invoice, read it before the upload",
        ]
    )
    return 0


def command_arguments(story: Path) -> dict[str, list[str]]:
    """Return a story's command as its plain inputs and options; `RUN` and the company folder are the caller's."""
    words = (story / "command.txt").read_text("utf-8").splitlines()  # one argument a line
    found: dict[str, list[str]] = {"inputs": [], "--set": [], "--period": [], "--out": [], "--company": []}
    words = words[1:] if words[:1] == ["convert"] else words
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            found.setdefault(word, []).append(words.pop(0))
        else:
            found["inputs"].append(word)
    return found


def _prepare(folder: Path, story: Path) -> None:
    """Lay out the sample's files; only what an earlier demo wrote is replaced."""
    if folder.exists() and not folder.is_dir():
        raise Stop(f"{folder} is a file", "Name another folder: csvbridge demo DIR")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise Stop(
            f"{folder} holds files that no demo wrote; they are never replaced",
            "Name another folder: csvbridge demo DIR",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).write_text("written by csvbridge demo, which may replace this folder\n", "utf-8")
        for part in _PARTS:
            if (folder / part).exists():
                shutil.rmtree(folder / part)
            shutil.copytree(story / part, folder / part)
    except OSError as error:
        raise Stop(
            f"{folder} cannot be written: {error.strerror or error}",
            "Close what is open from it, or name another folder: csvbridge demo DIR",
        ) from error
