"""The README is true: its commands run and print what it shows, and its tables are those of the code.

In: README.md. Out: failures when a command, a printed line, an option, a key, a file, a code or a link is wrong.
Commands of the set-up (pip, pytest, ruff) are run by `.ci/run`, not here.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

from csvbridge import __version__
from csvbridge.cli.main import app, run
from csvbridge.converting.numbering import NUMBER_LIMIT
from csvbridge.profile_keys import FREE_TABLES, KEYS
from csvbridge.reading.caps import CAPS
from csvbridge.rules import catalogue
from csvbridge.schema_files import load_template
from csvbridge.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```([a-z]*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROMPT, LEFT_OUT = "$ ", "…"
QUICKBOOKS = ("Customers.csv", "InvoiceListByDate.csv", "ProductServiceList.csv", "VendorContactList.csv")


def blocks(tag: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == tag]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def tables() -> dict[str, str]:
    """Return what the tables say of each thing named in code in a first cell: the rest of its row."""
    found = {}
    for line in README.splitlines():
        if line.startswith("|"):
            first, *rest = cells(line)
            for name in re.findall(r"`([^`]+)`", first):
                found[name] = " | ".join(rest)
    return found


def command_options(name: str) -> set[str]:
    """Return the long options that a command of the app has."""
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    return {o for p in command.params for o in p.opts if o.startswith("--") and o != "--help"}


def unbuilt_options() -> set[str]:
    command = typer.main.get_command(app).commands["convert"]  # type: ignore[attr-defined]
    return {o for p in command.params for o in p.opts if getattr(p, "help", "") == "Not built yet."}


def test_the_two_commands_come_first() -> None:
    (first_tag, first), (second_tag, second), *_ = BLOCKS
    assert (first_tag, second_tag) == ("sh", "sh")
    for command, last in ((first, "csvbridge demo\n"), (second, "python -m pytest -n 2\n")):
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/python -m pip install ")
        assert command.endswith(".venv/bin/" + last)


def test_there_are_no_other_sh_blocks_and_each_has_a_twin() -> None:
    assert (len(blocks("sh")), len(blocks("powershell"))) == (2, 2)
    for unix, windows in zip(blocks("sh"), blocks("powershell"), strict=True):
        parts = unix.replace("python3 -m venv", "py -3 -m venv").replace(".venv/bin/", ".venv\\Scripts\\")
        assert windows == parts.replace(" && ", "; ")


def test_set_up_never_touches_the_system() -> None:
    commands = "".join(text for _, text in BLOCKS)
    assert not re.search(r"\bsudo\b|--user\b|--break-system-packages|--system\b", commands)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {".venv*/", "/csvbridge-demo/"} <= set(ignored)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder as the README's month has it: Salesforce's exports, and QuickBooks' lists beside them."""
    place = tmp_path_factory.mktemp("readme")
    for source in (shipped("samples") / "demo" / "in").iterdir():
        target = place / "2026-10" / ("quickbooks" if source.name in QUICKBOOKS else "salesforce")
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target / source.name)
    return place


def test_commands_print_what_the_readme_shows(
    month: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(month)
    shown = blocks("console")
    assert len(shown) >= 6
    for block in shown:
        command, *expected = block.splitlines()
        assert command.startswith(PROMPT + "csvbridge ")
        with pytest.raises(SystemExit) as ended:
            run(shlex.split(command)[2:])
        assert ended.value.code in (0, 1), command
        told = capsys.readouterr()
        printed = [line.rstrip() for line in (told.out + told.err).splitlines()]
        for piece in pieces(expected):
            assert holds(printed, piece), "\n".join([command, *piece, "--- is not in ---", *printed])


def pieces(lines: list[str]) -> list[list[str]]:
    """Return runs of lines between the marks for what was left out; there must be something to compare."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == LEFT_OUT:
            found.append([])
        else:
            found[-1].append(line)
    assert any(found)
    return [piece for piece in found if piece]


def holds(printed: list[str], piece: list[str]) -> bool:
    return any(printed[at : at + len(piece)] == piece for at in range(len(printed)))


def test_the_run_folder_is_as_drawn(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(month)
    with pytest.raises(SystemExit):
        run(["demo", "csvbridge-demo"])
    drawn = next(text for text in blocks("text") if text.startswith("csvbridge-demo/run/"))
    names, folder = set(), ""
    for line in drawn.splitlines()[1:]:
        name = line.split()[0]
        folder = folder if line.startswith("    ") else ""
        names.add(folder + name)
        folder = name if name.endswith("/") else folder
    made = month / "csvbridge-demo" / "run"
    assert [name for name in sorted(names) if not (made / name).exists()] == []
    top = {p.name + ("/" if p.is_dir() else "") for p in made.iterdir()}
    inner = {f"{f}/{p.name}" for f in ("import", "review") for p in (made / f).iterdir()}
    assert names == top | inner


def test_every_file_of_a_run_is_in_its_table(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(month)
    with pytest.raises(SystemExit):
        run(["demo", "csvbridge-demo"])
    told = tables()
    made = month / "csvbridge-demo" / "run"
    for path in made.rglob("*"):
        if path.is_file() and "inputs" not in path.parts:
            name = path.relative_to(made).as_posix()
            assert name in told or path.name in told, name


def test_every_key_of_the_profile_is_told_with_its_default() -> None:
    told = tables()
    for key in KEYS:
        says = told[key.dotted]
        if key.default is None:
            default = "not set"
        elif isinstance(key.default, tuple):
            default = "`[" + ", ".join(f'"{word}"' for word in key.default) + "]`"
        else:
            default = f"`{key.default}`" if key.default != "" else '`""`'
        assert says.startswith(default + " |"), key.dotted


def test_every_table_of_the_profile_is_told_and_no_key_is_invented() -> None:
    told = tables()
    assert {name for name, _, _ in FREE_TABLES} == {n.strip("[]") for n in told if n.startswith("[")}
    of_the_profile = "|".join({key.table for key in KEYS})
    dotted = {name for name in told if re.fullmatch(rf"({of_the_profile})\.[a-z_]+", name)}
    assert dotted == {key.dotted for key in KEYS}


def test_every_set_in_the_text_is_taken() -> None:
    known = {key.dotted for key in KEYS}
    named = set(re.findall(r"--set \"?([a-z]+\.[a-z_]+)=", README))
    assert named and named <= known


def test_every_option_of_convert_and_duplicates_is_told() -> None:
    unbuilt = unbuilt_options()
    limits = README.split("## Limits and honest warnings", 1)[1].split("\n## ", 1)[0]
    assert unbuilt and all(f"`{option}`" in limits for option in unbuilt)
    told = {name.split()[0] for name in tables() if name.startswith("--")}
    assert told == (command_options("convert") - unbuilt) | command_options("duplicates")


def test_commands_are_those_of_the_help() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    unbuilt = {n for n, c in commands.items() if (c.help or "").startswith("Not built yet")}
    limits = README.split("## Limits and honest warnings", 1)[1].split("\n## ", 1)[0]
    assert [name for name in sorted(unbuilt) if f"`{name}`" not in limits] == []
    named = {n.split()[1] for n in tables() if n.startswith("csvbridge ")} | {"convert"}
    assert named == set(commands) - unbuilt
    used = set(re.findall(r"csvbridge ([a-z]+)\b", "".join(blocks("console"))))
    assert used <= set(commands) - unbuilt


def test_every_code_exists() -> None:
    named = set(re.findall(r"\b[A-Z]{3}[1-9][0-9]{2}\b", README))
    assert named and named <= set(catalogue())


def test_exit_codes_are_the_contract_s() -> None:
    section = README.split("### Exit codes", 1)[1].split("\n## ", 1)[0]
    codes = [cells(line)[0] for line in section.splitlines() if line.startswith("|")]
    assert codes[2:] == ["0", "1", "2", "3", "130"]


def test_links_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 _-]", "", h.lower()).replace(" ", "-") for h in headings}
    for target in re.findall(r"\]\(([^)]+)\)", README):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        else:
            assert (ROOT / target).exists(), target


def test_the_version_is_in_the_changes() -> None:
    assert f"**{__version__}**" in README.split("## Changes", 1)[1]


def test_limits_are_those_of_the_code() -> None:
    invoices = load_template("quickbooks.us.invoices")
    assert f"at most {invoices.documents} documents and {invoices.rows} rows a file" in README
    assert f"A file of up to {CAPS.file_bytes:,} bytes and a table of up to {CAPS.cells:,} cells" in README
    assert f"At most {NUMBER_LIMIT} characters" in README
