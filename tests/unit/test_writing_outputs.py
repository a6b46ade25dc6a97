"""The files of a run, written in threads: listed in the order in which they were given, no fault passed over."""

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from csvbridge.errors import OwnFault, Stop
from csvbridge.writing.outputs import Output, Outputs


def of(path: str, data: bytes, rows: int | None) -> Output:
    return Output(path, hashlib.sha256(data).hexdigest(), len(data), rows)


def slowly(data: bytes) -> Callable[[], bytes]:
    def read() -> bytes:
        time.sleep(0.05)
        return data

    return read


def test_files_are_listed_in_their_order_whichever_is_written_first(tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()
    (tmp_path / "review/register.xlsx").write_bytes(b"made by another")
    with Outputs(tmp_path) as outputs:
        outputs.put("evidence/inputs/1-won.csv", slowly(b"read late"), 7)
        outputs.put("import/1-products.csv", b"Name\r\n", 0)
        outputs.made("review/register.xlsx", None)
        listed = outputs.listed()
    assert listed == [
        of("evidence/inputs/1-won.csv", b"read late", 7),
        of("import/1-products.csv", b"Name\r\n", 0),
        of("review/register.xlsx", b"made by another", None),
    ]
    assert (tmp_path / "evidence/inputs/1-won.csv").read_bytes() == b"read late"
    assert (tmp_path / "import/1-products.csv").read_bytes() == b"Name\r\n"


def test_a_file_written_twice_is_our_fault(tmp_path: Path) -> None:
    with Outputs(tmp_path) as outputs:
        outputs.put("start-here.html", b"first", None)
        outputs.put("start-here.html", b"second", None)
        with pytest.raises(OwnFault, match="twice"):
            outputs.listed()


def test_what_cannot_be_read_stops_the_run_when_the_files_are_listed(tmp_path: Path) -> None:
    def changed() -> bytes:
        raise Stop("won.csv changed while it was being read", "Run again.")

    with Outputs(tmp_path) as outputs:
        outputs.put("evidence/inputs/1-won.csv", changed, 1)
        with pytest.raises(Stop, match="changed while"):
            outputs.listed()
    assert not (tmp_path / "evidence").exists()


def test_nothing_is_written_any_more_once_the_block_is_left(tmp_path: Path) -> None:
    """Whoever removes the folder after a fault must be alone there."""
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt), Outputs(tmp_path) as outputs:
        for number in range(40):
            outputs.put(f"import/{number}.csv", slowly(b"x"), 1)
        raise KeyboardInterrupt
    written = len(list(tmp_path.rglob("*.csv")))
    assert written < 40
    assert threading.active_count() == before
