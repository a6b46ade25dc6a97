"""Words that the package does without: money is never a float, a mapping file is never run, nothing leaves the machine.

Read from the syntax tree, so that a word in a docstring that says why we do without it is no offence.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import csvbridge

PACKAGE = Path(csvbridge.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in FILES]

CALLS = {"float", "eval", "exec", "compile", "print", "input", "__import__", "breakpoint"}
ATTRIBUTES = {"to_numeric", "read_csv", "drop_invalid_rows", "literal_eval", "from_yaml"}
LIKENESS = "matching/"
"""Where floats are at home: how alike two names are is no money, and no money is known there."""
DOTTED = {"os.system", "os.popen", "os.startfile"}
MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "subprocess",
    "socket",
    "ssl",
    "urllib",
    "http",
    "requests",
    "httpx",
    "ftplib",
    "smtplib",
    "webbrowser",
    "ctypes",
    "multiprocessing",
}


def offences(tree: ast.AST) -> list[str]:
    """Return what a module does that the house does without, each with its line."""
    found = []
    for node in ast.walk(tree):
        word = _word(node)
        if word:
            found.append(f"line {getattr(node, 'lineno', 0)}: {word}")
    return found


def _word(node: ast.AST) -> str:
    word = ""
    if isinstance(node, ast.Call):
        word = _call(node)
    elif isinstance(node, ast.Attribute) and (node.attr in ATTRIBUTES or ast.unparse(node) in DOTTED):
        word = ast.unparse(node)
    elif isinstance(node, ast.Import):
        word = next((alias.name for alias in node.names if alias.name.partition(".")[0] in MODULES), "")
    elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
        word = f"from {node.module}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _digit_class(node.value):
        word = r"\d takes the digits of every script; say [0-9]"
    return word


def _call(node: ast.Call) -> str:
    called = node.func
    if isinstance(called, ast.Name) and called.id in CALLS:
        return f"{called.id}("
    if isinstance(called, ast.Attribute) and called.attr == "astype" and "float" in ast.unparse(node).casefold():
        return "astype(float)"
    return "shell=" if any(keyword.arg == "shell" for keyword in node.keywords) else ""


def _digit_class(text: str) -> bool:
    return re.search(r"(?<!\\)(?:\\\\)*\\d", text) is not None


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_package_does_without_them(path: Path) -> None:
    found = offences(ast.parse(path.read_text(encoding="utf-8")))
    if path.relative_to(PACKAGE).as_posix().startswith(LIKENESS):
        found = [offence for offence in found if "float(" not in offence and "(float)" not in offence]
    assert found == []


@pytest.mark.parametrize("path", [p for p in FILES if LIKENESS in p.as_posix()], ids=lambda path: path.name)
def test_likeness_knows_no_money(path: Path) -> None:
    names = {word for node in ast.walk(ast.parse(path.read_text("utf-8"))) if (word := getattr(node, "module", ""))}
    assert not [name for name in names if name.startswith(("csvbridge.values", "csvbridge.entities"))]


@pytest.mark.parametrize(
    "code",
    [
        "x = float('1.5')",
        "frame['a'].astype(float)",
        "frame.astype({'a': 'float64'})",
        "pd.to_numeric(series)",
        "eval('1')",
        "print('x')",
        "os.system('ls')",
        "import pickle",
        "import urllib.request",
        "from subprocess import run",
        "run('ls', shell=True)",
        "re.compile(r'\\d+')",
    ],
)
def test_each_of_them_would_be_seen(code: str) -> None:
    assert offences(ast.parse(code))


@pytest.mark.parametrize("code", ['"""Never float( or eval(."""', "value.astype(bool)", "re.compile('[0-9]+')"])
def test_talk_of_them_is_free(code: str) -> None:
    assert offences(ast.parse(code)) == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_module_says_what_it_is(path: Path) -> None:
    """An empty `__init__` has nothing to say; every other module does."""
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_is_left_undone_or_kept_from_the_tests(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [word for word in ("TODO", "FIXME", "XXX", "raise NotImplemented", "no cover") if word in text] == []
