"""Killed at any moment, the memory is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import csvbridge

HERE = Path(__file__).parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied, which this system cannot")
def test_a_memory_survives_two_hundred_kills() -> None:
    # in memory where the system has such a folder: a kill is no power cut, and the disk's own pace proves nothing here
    quick = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=quick if os.access(quick, os.W_OK) else None) as folder:
        killed(folder)


def killed(folder: str) -> None:
    search = os.pathsep.join([str(Path(csvbridge.__file__).parent.parent), str(HERE)])
    done = subprocess.run(
        [sys.executable, str(HERE / "memory_writer.py"), folder, "200", "2026"],
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    assert (told["kills"], told["wrong"]) == (200, [])
    assert told["whole"] > 100  # the kills met a memory at work, not one that had not begun
