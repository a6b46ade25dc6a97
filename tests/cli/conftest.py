"""Fixtures of the command-line tests: a working folder of its own for each, and a way to run real processes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import Bench

import csvbridge

PACKAGE = Path(csvbridge.__file__).parent.parent
"""Where the package under test lies, installed or not."""

Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bench:
    """A bench in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return Bench(tmp_path, capsys)


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Run `python -m csvbridge` in the working folder, in a process of its own; streams are bytes."""

    search = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")])

    def start(*words: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "csvbridge", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": search, **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )

    return start


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company that has run once (see `reviewing`); copy what a test changes."""
    from reviewing import month

    folder = tmp_path_factory.mktemp("month")
    month(folder)
    return folder
