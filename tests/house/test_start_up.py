"""What is looked at most often answers at once: heavy libraries load inside the command that needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "pandera",
    "openpyxl",
    "python_calamine",
    "rapidfuzz",
    "jinja2",
    "charset_normalizer",
)
_REPORT = (
    "import sys\n"
    "sys.argv = ['csvbridge', *{arguments!r}]\n"
    "from csvbridge.cli.main import run\n"
    "try:\n"
    "    run()\n"
    "except SystemExit as end:\n"
    "    code = end.code or 0\n"
    "loaded = [name for name in {heavy!r} if name in sys.modules]\n"
    "sys.stderr.write('loaded: ' + ' '.join(loaded) + '\\nexit: ' + str(code) + '\\n')\n"
)


def run(*arguments: str, heavy: tuple[str, ...] = HEAVY) -> tuple[str, list[str]]:
    """Run the command in a process of its own; return its output and the last two lines of stderr."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT.format(arguments=arguments, heavy=heavy)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr.splitlines()[-2:]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("convert", "--help"),
        ("memory", "list", "--help"),
        ("validate", "--help"),
        ("explain", "QBO103"),
        ("schemas",),
    ],
    ids=" ".join,
)
def test_looking_things_up_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    output, told = run(*arguments)
    assert output.strip()
    assert told == ["loaded: ", "exit: 0"]


def test_the_version_is_the_packages_own() -> None:
    from csvbridge import __version__

    assert run("--version")[0].split() == ["csvbridge", __version__]


def test_the_package_itself_imports_nothing_heavy() -> None:
    code = f"import sys, csvbridge; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_every_import_of_the_package_works_alone() -> None:
    """A module that can only be imported after another hides a circle."""
    names = ["run", "totals", "imports", "fates", "evidence", "pipeline", "mapping.inward", "converting.items"]
    code = (
        "import sys, importlib\n"
        f"for name in {names!r}:\n"
        "    for old in [m for m in sys.modules if m.startswith('csvbridge')]:\n"
        "        del sys.modules[old]\n"
        "    importlib.import_module('csvbridge.' + name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_for_quickbooks_is_checked_without_what_writes_and_converts(tmp_path: Path) -> None:
    """A small file is answered soon: what makes workbooks, pages and conversions is not asked for, nor loaded."""
    path = tmp_path / "invoices.csv"
    headings = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Item(Product/Service),ItemQuantity,ItemRate,*ItemAmount"
    path.write_text(f"{headings}\n1001,Acme,11/02/2026,12/02/2026,Hours,2,5.00,10.00\n", encoding="utf-8")
    needless = (
        "csvbridge.converting.convert",
        "csvbridge.reviews.html",
        "csvbridge.writing.book",
        "csvbridge.repairing",
    )
    output, told = run("validate", str(path), heavy=(*HEAVY, *needless))
    assert "8 of 8 recognised" in output
    assert told == ["loaded: pandas numpy pandera python_calamine", "exit: 0"]
