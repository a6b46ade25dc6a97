"""Imports point one way. The layers are data here; a module that is in none of them is a failure too.

Modules of one layer are strangers to each other: they meet further up. What is allowed beside that stands in ALLOWED,
each with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import csvbridge

PACKAGE = Path(csvbridge.__file__).parent

LAYERS = (
    (
        "errors",
        "findings",
        "trail",
        "shipped",
        "collector",
        "remembered",
        "locking",
        "lazy",
        "regions",
        "exported_rows",
        "unknown_runs",
        "crowds",
    ),
    ("values", "rules", "typed_rows", "period", "expected", "decision_words", "memory", "profile_keys"),
    (
        "profile",
        "schemas",
        "schema_toml",
        "schema_templates",
        "schema_files",
        "entities",
        "ties",
        "column_texts",
        "control_totals",
    ),
    ("reading", "mapping", "converting", "checking", "matching", "writing"),
    ("totals", "likeness", "correcting", "decisions", "ready"),
    ("at_stake", "answers"),
    ("alike",),
    ("run",),
    ("imports", "inputs", "fates", "evidence", "reviews", "run_notes", "exporting", "remembering", "region_notes"),
    ("describing", "listing", "repairing", "samples"),
    ("understanding",),
    ("steps",),
    ("pipeline", "validating", "duplicating", "keeping"),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

ALLOWED = {
    ("trail", "findings"): "a trail turns a stored finding's place into file and row",
    ("exported_rows", "remembered"): "its values as rows of a table",
    ("schema_files", "schemas"): "the files become these objects",
    ("schema_files", "schema_toml"): "a part of the loader: one file and its faults",
    ("schema_files", "schema_templates"): "a part of the loader: the templates",
    ("schema_templates", "schemas"): "the files become these objects",
    ("schema_templates", "schema_toml"): "a part of the loader: one file and its faults",
    ("mapping", "reading.sheet"): "the sheet is what readers hand on: a shape, no reading",
}

HEAVY = {
    "pandera": {"entities", "checking"},
    "openpyxl": {
        "reading.workbook",
        "reading.cellerrors",
        "writing.book",
        "writing.review_layout",
        "writing.review_workbook",
        "writing.sheet_rows",
        "reviews",
    },
    "python_calamine": {"reading.workbook"},
    "lxml": {"reading.htmlpage"},
    "xlrd": set(),
    "rapidfuzz": {"matching.likeness", "mapping.proposals"},
    "anyascii": {"matching"},
    "typer": {"cli"},
    "jinja2": {"reviews"},
    "email_validator": {"values.contacts"},
    "charset_normalizer": {"reading.encoding"},
    "sqlite3": {"memory"},
    "tomllib": {"profile", "schema_toml", "matching.words", "matching.comparisons"},
}
"""Who alone may import what: a module, or every module of a package."""


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            yield name, path


MODULES = list(_modules())


@cache
def imported(path: Path) -> tuple[tuple[str, bool], ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that a file imports, and whether only type checkers see the import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in typing_only
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it points"
            assert node.module
            yield node.module, id(node) in typing_only
            for alias in node.names:
                yield f"{node.module}.{alias.name}", id(node) in typing_only


def own_targets(path: Path) -> set[str]:
    """Modules of csvbridge that a file imports, by their place in the package."""
    wanted = {name.removeprefix("csvbridge.") for name, _ in imported(path) if name.startswith("csvbridge.")}
    return wanted & {name for name, _ in MODULES}


def top(name: str) -> str:
    return name.partition(".")[0]


def allowed(source: str, target: str) -> bool:
    if top(source) == top(target):
        return True
    if any(top(source) == a and (target == b or target.startswith(f"{b}.")) for a, b in ALLOWED):
        return True
    return LEVEL[top(target)] < LEVEL[top(source)]


def test_every_module_has_its_layer() -> None:
    assert sorted({top(name) for name, _ in MODULES} - set(LEVEL)) == []


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_point_down(name: str, path: Path) -> None:
    assert [target for target in sorted(own_targets(path)) if not allowed(name, target)] == []


def test_what_is_allowed_beside_the_layers_is_needed() -> None:
    """An exception that nothing uses any more is taken out, lest it invite."""
    edges = {(top(name), target) for name, path in MODULES for target in own_targets(path)}
    assert [edge for edge in ALLOWED if edge not in edges] == []


def test_the_pipeline_alone_knows_the_order() -> None:
    assert [
        name
        for name, path in MODULES
        if own_targets(path) & {"pipeline", "validating", "duplicating"} and top(name) != "cli"
    ] == []


@pytest.mark.parametrize("library", HEAVY)
def test_a_library_has_one_home(library: str) -> None:
    homes = HEAVY[library]
    strangers = [
        name
        for name, path in MODULES
        if any(top(wanted) == library for wanted, _ in imported(path)) and name not in homes and top(name) not in homes
    ]
    assert strangers == []


def test_pandas_stays_above_the_rules() -> None:
    """The lower layers are plain Python, so that the command line starts without pandas."""
    low = {name for names in LAYERS[:2] for name in names}
    assert [
        name
        for name, path in MODULES
        if top(name) in low and any(top(wanted) == "pandas" and not typing for wanted, typing in imported(path))
    ] == []


def test_standard_library_only_at_the_bottom() -> None:
    outside = {
        "pandas",
        "pandera",
        "openpyxl",
        "typer",
        "rich",
        "jinja2",
        "rapidfuzz",
        "numpy",
        "python_calamine",
    }
    assert [
        name for name, path in MODULES if top(name) in LAYERS[0] and any(top(i) in outside for i, _ in imported(path))
    ] == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("cli.convert", "pipeline", True),
        ("pipeline", "cli.convert", False),
        ("reading.file", "reading.sheet", True),
        ("reading.file", "mapping.identify", False),
        ("mapping.identify", "reading.sheet", True),
        ("mapping.identify", "reading.file", False),
        ("findings", "rules.cells", False),
    ],
)
def test_the_yardstick_itself(source: str, target: str, expected: bool) -> None:
    assert allowed(source, target) is expected
