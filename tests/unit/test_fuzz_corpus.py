"""Files on which a reader once crashed, hung or filled the memory: each ends in what its folder is called.

Those in `safe` may end in any way that is one: read, refused, or stopped when it is asked what they are.

They are read by the fuzzing harness in a process of its own, under its limits on time and memory, so that a reader
that falls back takes no other test with it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits on memory are set as Unix does it")

FUZZ = Path(__file__).resolve().parent.parent / "fuzz"
CORPUS = FUZZ / "corpus"
OUTCOMES = {"read": {"read"}, "refused": {"refused"}, "safe": {"read", "refused", "stopped"}}


@pytest.mark.parametrize("folder", OUTCOMES)
def test_each_file_of_the_corpus_ends_as_its_folder_says(folder: str) -> None:
    files = sorted(CORPUS.joinpath(folder).iterdir())
    assert files
    words = [sys.executable, str(FUZZ / "fuzz_readers.py"), "--read", *map(str, files)]
    done = subprocess.run(words, capture_output=True, timeout=60 + 60 * len(files), check=False)
    told = [line.split("\t") for line in done.stdout.decode("utf-8").splitlines()]
    assert [name for _, name in told] == [path.name for path in files], done.stderr.decode("utf-8", "replace")[-2000:]
    assert [entry for entry in told if entry[0] not in OUTCOMES[folder]] == []
    assert done.returncode == 0


def test_the_corpus_has_no_other_folders() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(OUTCOMES)
