"""The lock of a company where the disk is full."""

import sys
from pathlib import Path

import pytest

from csvbridge.locking import Lock

resource = pytest.importorskip("resource", reason="only here can a file be kept from growing")


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of this system")
def test_a_note_without_room_locks_all_the_same_and_is_not_heard_of_again(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    lock = Lock(path)
    try:
        assert lock.take("who holds it") and not Lock(path).take()
        lock.drop()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not path.exists()
